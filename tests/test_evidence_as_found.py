"""Evidence in any condition: what cannot be kept is refused without changes; what is kept is in the
ledger once, under a safe name, and nowhere else."""

import contextlib
import hashlib
import json
import os
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ledgers import TRUSTED, Place, begin, commit, copy, git, ledger, snapshot, tree
from rectledger.core.model import Issue
from rectledger.store.yaml.read_record import parse
from rights import give
from runner import Runner

BY = ("--by", "office", "--date", "2021-11-30")
CLOSE = ("close", "2", *BY)
MIB = 2**20
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 7\n" % (b"0" * 64)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = begin(tmp_path_factory.mktemp("template") / "top")
    ledger(top / "data", "{evidence: file-or-reference, evidence_max_mib: 1}")
    commit(top)
    return top


@pytest.fixture
def place(rectledger: Runner, template: Path, tmp_path: Path) -> Place:
    top = copy(template, tmp_path / "top")
    return Place(rectledger, top, top / "data")


def path_of(data: bytes, issue: int = 2, stem: str = "doc", suffix: str = ".pdf") -> str:
    return f"evidence/{issue:03}/{stem}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def stored(place: Place, path: str) -> bytes:
    """The content of a ledger file in the last commit."""
    said = git(place.root, "cat-file", "blob", f"HEAD:./{path}")
    return said.encode("utf-8", "surrogateescape")


def pieces(place: Place, ref: str = "2") -> list[dict[str, Any]]:
    """The evidence of an item, as displayed."""
    shown = json.loads(place.run("show", ref, "--json").out)
    return [piece for entry in shown["item"]["log"] for piece in entry.get("evidence") or []]


# What cannot be kept


def missing(place: Place) -> str:
    return "not there.pdf"


def nameless(place: Place) -> str:
    return ""


def empty(place: Place) -> str:
    return place.file(data=b"")


def folder(place: Place) -> str:
    return str(Path(place.file()).parent)


def link(place: Place) -> str:
    (Path(place.file()).parent / "link.pdf").symlink_to("doc.pdf")
    return str(Path(place.file()).parent / "link.pdf")


def link_to_nothing(place: Place) -> str:
    (Path(place.file()).parent / "link.pdf").symlink_to("nowhere")
    return str(Path(place.file()).parent / "link.pdf")


def pipe(place: Place) -> str:
    os.mkfifo(Path(place.file()).parent / "pipe")
    return str(Path(place.file()).parent / "pipe")


def too_large(place: Place) -> str:
    return place.file(data=b"x" * (MIB + 1))


def hole(place: Place) -> str:
    path = place.file("hole.pdf")
    os.truncate(path, 2**40)
    return path


def pointer(place: Place) -> str:
    return place.file(data=POINTER)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (missing, "evidence-not-found"),
        (nameless, "evidence-not-found"),
        (empty, "evidence-empty"),
        (folder, "evidence-folder"),
        (lambda _place: ".", "evidence-folder"),
        (lambda _place: "ledger.yaml/doc.pdf", "evidence-cannot-read"),
        (link, "evidence-link"),
        (link_to_nothing, "evidence-link"),
        (pipe, "evidence-not-a-file"),
        (lambda _place: "/dev/zero", "evidence-not-a-file"),
        (lambda _place: "/dev/null", "evidence-not-a-file"),
        (lambda _place: "/dev/stdin", "evidence-link"),
        (lambda _place: "/proc/self/mem", "evidence-empty"),
        (too_large, "evidence-too-large"),
        (hole, "evidence-too-large"),
        (pointer, "evidence-lfs-pointer"),
        (lambda _place: "a" * 300 + ".pdf", "evidence-name-too-long"),
        (lambda _place: "a/" * 3000, "evidence-name-too-long"),
        (lambda _place: "-", "evidence-not-found"),
        (lambda _place: "https://court.example/a.pdf", "evidence-not-found"),
        (lambda _place: "\x1b[31m\u202e\n.pdf", "evidence-not-found"),
    ],
)
@pytest.mark.parametrize("verb", [("close", "2"), ("attach", "1.2")])
def test_what_cannot_be_kept_is_refused(
    place: Place, found: Callable[[Place], str], code: str, verb: tuple[str, ...]
) -> None:
    source = found(place)
    if source.startswith(("/dev", "/proc")) and not os.path.lexists(source):
        pytest.skip(f"there is no {source} here")
    good = place.file("good.pdf", b"good\n")
    refused = place.refused(*verb, *BY, "--evidence", good, "--evidence", source)
    assert refused.told == (4, [code])
    assert refused.hints[0]
    assert source[:20].partition("\x1b")[0] in refused.messages[0]


def test_what_may_not_be_read_is_refused(place: Place) -> None:
    source = Path(place.file())
    source.chmod(0)
    give(place.top)
    give(source)
    place.environ |= TRUSTED
    refused = place.refused(*CLOSE, "--evidence", str(source), unprivileged=True)
    assert refused.told == (4, ["evidence-no-rights"])


def test_every_file_is_looked_at_before_anything_is_written(place: Place) -> None:
    good = [place.file(f"{n}.pdf", bytes([n]) * 9) for n in range(1, 5)]
    files = [part for one in (*good, place.file("empty.pdf", b"")) for part in ("--evidence", one)]
    assert place.refused("close", "1", "2", "3", *BY, *files).told == (4, ["evidence-empty"])


@contextlib.contextmanager
def rewritten(path: str) -> Iterator[None]:
    """A file that somebody keeps writing to."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with open(path, "r+b") as stream:
                stream.write(number.to_bytes(8, "big"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def test_a_file_that_is_being_written_is_kept_whole_or_not_at_all(place: Place) -> None:
    source = place.file(data=b"x" * MIB)
    before = snapshot(place.top)
    with rewritten(source):
        done = place.run(*CLOSE, "--evidence", source, "--json")
    if done.code:
        assert done.code == 4
        assert json.loads(done.err)["error"]["code"] == "evidence-changed"
        assert snapshot(place.top) == before
    else:
        kept = json.loads(done.out)["evidence"][0]
        data = (place.root / kept["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == kept["sha256"]
        assert place.git("status", "--porcelain") == ""


# Names


NAMES = [
    "report.pdf", "会议 纪要（终稿）.pdf", "-rf", "--evidence", "CON", "con.pdf", "aux.tar.gz",
    "trailing...", ".hidden", "..pdf", "a" * 250, "汉" * 84, "e\u0301.pdf", "Ω\u2126.pdf",
    "new\nline.pdf", "tab\t.pdf", "\x1b[31mred.pdf", "\u202efdp.exe", "$(touch x).pdf", "`id`.pdf",
    "a;b&c|d>e.pdf", "*.pdf", "[bold]x.pdf", ":(exclude)x.pdf", "a\\b.pdf", "'\".pdf", "%s%n.pdf",
    "=1+1.xlsx", "#x.pdf", "🏛️.pdf", "\u200b.pdf", " .pdf", "~", "a: b.pdf", "- x", "null", "1",
    "2021-10-31", "!!python.pdf", "&a *a.pdf", "{a: b}", "é" * 120 + ".pdf", "\x7f.pdf",
]  # fmt: skip


@pytest.mark.parametrize("name", [*NAMES, os.fsdecode(b"\xb1\xa8\xb8\xe6.pdf")])
def test_any_name_is_kept_as_a_safe_one_and_the_original_is_recorded(
    place: Place, name: str
) -> None:
    data = b"minutes\n"
    source = place.file(name, data)
    kept = place.done(*CLOSE, "--evidence", f"../../papers/{name}")["evidence"][0]
    assert Path(source).read_bytes() == data
    path = kept["path"]
    assert path.startswith("evidence/002/")
    last = path.removeprefix("evidence/002/")
    assert "/" not in last
    assert last[0] not in ".-" or last.startswith("evidence-")
    assert len(os.fsencode(last)) <= 130
    assert unicodedata.is_normalized("NFC", last)
    assert (place.root / path).read_bytes() == data
    assert stored(place, path) == b"minutes"
    (piece,) = pieces(place)
    assert (piece["path"], piece["size"]) == (path, len(data))
    assert piece["name"].isprintable() or not name.isprintable()
    if name.isprintable():
        assert piece["name"] == name
    done = place.run("check")
    assert "evidence" not in done.said, done
    assert place.run("attach", "2", *BY, "--evidence", source).code == 1


@pytest.mark.parametrize("source", ["../../papers/../papers/doc.pdf", "../../papers//doc.pdf"])
def test_a_path_with_dots_leads_in_and_never_out(place: Place, source: str) -> None:
    place.file()
    kept = place.done(*CLOSE, "--evidence", source)["evidence"][0]
    assert (kept["path"], kept["name"]) == (path_of(b"minutes\n"), "doc.pdf")


# The same file, and other files with the same name


def test_the_same_file_twice_is_kept_once(place: Place) -> None:
    source = place.file()
    done = place.done(*CLOSE, "--evidence", source, "--evidence", source)
    assert [one["path"] for one in done["evidence"]] == [path_of(b"minutes\n")]
    assert len(pieces(place)) == 1


def test_the_same_bytes_under_two_names_are_kept_once(place: Place) -> None:
    a, b = place.file("a.pdf"), place.file("b.pdf")
    place.done(*CLOSE, "--evidence", a, "--evidence", b)
    assert len(list((place.root / "evidence/002").iterdir())) == 1


def test_what_is_kept_already_is_said_and_not_kept_again(place: Place) -> None:
    place.done("progress", "2", *BY, "--note", "x", "--evidence", place.file("a.pdf"))
    done = place.done(*CLOSE, "--evidence", place.file("b.pdf"))
    assert [(one["path"], one["kept_before"]) for one in done["evidence"]] == [
        (path_of(b"minutes\n", stem="a"), True)
    ]
    assert place.changed() == ["data/issues/002.yaml"]
    refused = place.refused("attach", "2", *BY, "--evidence", place.file("a.pdf"))
    assert refused.told == (1, ["already-attached"])
    done = place.done("attach", "1.1", *BY, "--evidence", place.file("a.pdf"))
    assert [(one["path"], one["kept_before"]) for one in done["evidence"]] == [
        (path_of(b"minutes\n", 1, "a"), False)
    ]


def test_measures_share_what_their_issue_keeps(place: Place) -> None:
    source = place.file()
    done = place.done("close", "1", "--with-measures", *BY, "--evidence", source)
    assert [one["path"] for one in done["evidence"]] == [path_of(b"minutes\n", 1)]
    for ref in ("1", "1.1", "1.2"):
        assert [piece["path"] for piece in pieces(place, ref)] == [path_of(b"minutes\n", 1)]
    assert len(place.changed()) == 4


def test_the_same_file_for_three_issues_is_kept_by_each(place: Place) -> None:
    source = place.file("minutes.pdf")
    place.done("close", "1", "2", "3", *BY, "--evidence", source)
    wanted = [path_of(b"minutes\n", issue, "minutes") for issue in (1, 2, 3)]
    assert sorted(path for path in tree(place.root) if path.endswith(".pdf")) == wanted
    for path in wanted:
        assert (place.root / path).read_bytes() == b"minutes\n"
        assert stored(place, path) == b"minutes"
    assert place.git("rev-list", "--count", "HEAD") == "2"
    assert place.run("check").code == 0


@pytest.mark.parametrize("committed", [True, False])
def test_a_name_that_other_bytes_have_is_not_taken_from_them(place: Place, committed: bool) -> None:
    data = b"minutes\n"
    taken = place.root / path_of(data)
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"of somebody's own")
    if committed:
        commit(place.top)
    kept = place.done(*CLOSE, "--evidence", place.file(data=data))["evidence"][0]["path"]
    assert kept == f"evidence/002/doc-{hashlib.sha256(data).hexdigest()[:12]}.pdf"
    assert taken.read_bytes() == b"of somebody's own"
    assert place.changed() == [f"data/{kept}", "data/issues/002.yaml"]


def identity_of(path: Path) -> tuple[int, ...]:
    """A file's identity and times, except for the access time."""
    found = path.lstat()
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@pytest.mark.parametrize("kind", ["folder", "link", "link to the same", "pipe"])
def test_a_name_that_something_else_has_is_not_taken_from_it(place: Place, kind: str) -> None:
    data = b"minutes\n"
    taken = place.root / path_of(data)
    taken.parent.mkdir(parents=True)
    if kind == "folder":
        taken.mkdir()
    elif kind == "pipe":
        os.mkfifo(taken)
    else:
        taken.symlink_to("nowhere" if kind == "link" else place.file(data=data))
    before = identity_of(taken)
    kept = place.done(*CLOSE, "--evidence", place.file(data=data))["evidence"][0]["path"]
    assert kept != path_of(data)
    assert identity_of(taken) == before
    assert (place.root / kept).is_file()


def test_a_file_of_the_same_bytes_that_was_left_there_is_taken_up(place: Place) -> None:
    data = b"minutes\n"
    left = place.root / path_of(data)
    left.parent.mkdir(parents=True)
    left.write_bytes(data)
    place.done(*CLOSE, "--evidence", place.file(data=data))
    assert place.changed() == [f"data/{path_of(data)}", "data/issues/002.yaml"]
    assert place.git("status", "--porcelain") == ""


def test_a_file_of_the_ledger_itself_may_be_handed_in(place: Place) -> None:
    done = place.done(*CLOSE, "--evidence", "issues/002.yaml")
    assert done["evidence"][0]["name"] == "002.yaml"


# Kept elsewhere


def test_documents_and_addresses_are_named_in_their_order(place: Place) -> None:
    place.done(
        *CLOSE, "--document", "《执行款提存办法》", "--dated", "2021-07", "--document", "《二》",
        "--dated", "2021-07-30", "--url", "https://court.example/a?b=c#d", "--evidence",
        place.file(), "--url", "http://court.example/",
    )  # fmt: skip
    issue = parse((place.root / "issues/002.yaml").read_bytes(), "issues/002.yaml", Issue)
    assert isinstance(issue, Issue)
    held = [piece.model_dump(exclude_none=True) for piece in issue.log[0].evidence or ()]
    assert held[0]["path"] == path_of(b"minutes\n")
    assert held[1:] == [
        {"document": "《执行款提存办法》", "dated": "2021-07"},
        {"document": "《二》", "dated": "2021-07-30"},
        {"url": "https://court.example/a?b=c#d"},
        {"url": "http://court.example/"},
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--document", ""), "says-nothing"),
        (("--document", "   "), "says-nothing"),
        (("--document", "a\u202eb"), "hidden-character"),
        (("--document", "a", "--dated", "July"), "bad-day-or-month"),
        (("--document", "a", "--dated", "2021-13"), "bad-day-or-month"),
        (("--document", "a", "--dated", "2021-02-30"), "bad-day-or-month"),
        (("--document", "a", "--dated", ""), "bad-day-or-month"),
        (("--dated", "2021-07"), "dated-what"),
        (("--document", "a", "--document", "b", "--dated", "2021-07"), "dated-what"),
        (("--url", ""), "says-nothing"),
        (("--url", "court.example"), "bad-address"),
        (("--url", "javascript:alert(1)"), "bad-address"),
        (("--url", "file:///etc/passwd"), "bad-address"),
        (("--url", "https://a b"), "bad-address"),
        (("--url", "https://"), "bad-address"),
    ],
)
def test_what_names_no_evidence_is_refused(place: Place, given: tuple[str, ...], code: str) -> None:
    assert place.refused(*CLOSE, *given).told == (2, [code])


# Links in the path to the ledger


@pytest.fixture
def outside(place: Place) -> Path:
    """A folder outside the ledger, with a ledger's content."""
    root = ledger(place.top.parent / "outside")
    (root / "evidence/002").mkdir(parents=True)
    place.outside = [root]
    return root


@pytest.mark.parametrize("link", ["evidence", "evidence/002", "issues", "issues/002.yaml"])
@pytest.mark.parametrize("to", ["there", "nowhere", "itself"])
@pytest.mark.parametrize("committed", [True, False])
def test_nothing_is_written_through_a_link(
    place: Place, outside: Path, link: str, to: str, committed: bool
) -> None:
    path = place.root / link
    if path.is_dir():
        git(place.root, "rm", "-r", "--quiet", link)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    target = {"there": outside / link, "nowhere": outside / "nowhere", "itself": path}[to]
    path.symlink_to(target)
    if committed:
        commit(place.top)
    refused = place.refused(*CLOSE, "--evidence", place.file())
    assert refused.exit in (2, 3, 4)
    if link.startswith("evidence"):
        assert refused.told == (4, ["link-in-ledger"])
        assert str(Path(link)) in refused.messages[0]


def test_no_record_is_added_through_a_link(place: Place, outside: Path) -> None:
    for name, command in (
        ("issues", ("add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
            "--opened", "2021-07-30",
                    "--lead", "finance")),
        ("measures", ("add", "measure", "2", "--title", "New")),
    ):  # fmt: skip
        git(place.root, "rm", "-r", "--quiet", name)
        (place.root / name).symlink_to(outside / name)
        commit(place.top)
        assert place.refused(*command).exit in (1, 3, 4)


@pytest.mark.parametrize("kind", ["evidence", "evidence/002"])
def test_a_file_where_a_folder_should_be_is_said(place: Place, kind: str) -> None:
    path = place.root / kind
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    commit(place.top)
    refused = place.refused(*CLOSE, "--evidence", place.file())
    assert refused.told == (4, ["link-in-ledger"])


@pytest.mark.parametrize("name", [".002.yaml.tmp", ".002.yaml.old.tmp"])
def test_a_link_under_a_temporary_name_is_not_followed(
    place: Place, outside: Path, name: str
) -> None:
    (place.root / "issues" / name).symlink_to(outside / "issues/003.yaml")
    before = tree(outside)
    place.done(*CLOSE, "--evidence", place.file())
    assert tree(outside) == before


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_was_left_under_a_temporary_name_is_in_nobodys_way(place: Place, kind: str) -> None:
    left = place.root / "issues/.002.yaml.tmp"
    left.mkdir() if kind == "folder" else left.write_text("half")
    if kind == "folder":
        assert place.refused(*CLOSE, "--evidence", place.file()).told == (4, ["not-written"])
        return
    place.done(*CLOSE, "--evidence", place.file())
    assert not left.exists()


def test_a_ledger_may_be_reached_through_a_link(place: Place) -> None:
    (place.top.parent / "desk").symlink_to(place.root)
    done = place.rectledger(
        place.top.parent, "--ledger", "desk", *CLOSE, "--evidence", place.file(), **place.environ
    )
    assert done.code == 0, done
    assert place.changed() == [f"data/{path_of(b'minutes' + bytes([10]))}", "data/issues/002.yaml"]
    (place.top.parent / "repository").symlink_to(place.top)
    there = Place(place.rectledger, place.top, place.top.parent / "repository/data")
    there.done("close", "3", *BY, "--evidence", place.file())
    assert place.git("status", "--porcelain") == ""


def test_a_hard_link_elsewhere_is_not_written_through(place: Place) -> None:
    other = place.top.parent / "other.yaml"
    other.hardlink_to(place.root / "issues/002.yaml")
    before = other.read_bytes()
    place.done(*CLOSE, "--evidence", place.file())
    assert other.read_bytes() == before
