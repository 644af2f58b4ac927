"""Files attached as evidence: which are refused, how they are named, and how they are copied."""

import hashlib
import os
import re
import resource
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import raw_entry, raw_issue
from rectledger.core.model import EvidenceFile, Issue
from rectledger.core.model.events import EVIDENCE_PATH_PATTERN
from rectledger.core.model.value_types import FORBIDDEN
from rectledger.errors import SurroundingsError
from rectledger.formatting.values import visible
from rectledger.i18n import language as words
from rectledger.i18n.messages import errors as error_words
from rectledger.store.incoming_evidence import (
    BLOCK,
    NAME_MAX_BYTES,
    IncomingEvidence,
    copy,
    kept_name,
    look_at,
)
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render
from rights import GIVE_UP, give

MIB = 2**20
SHA = hashlib.sha256(b"a report").hexdigest()
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 7\n" % (b"0" * 64)


def handed(name: str, sha256: str = SHA) -> IncomingEvidence:
    """A file of this name, already examined."""
    return IncomingEvidence(f"papers/{name}", name, 8, sha256)


def report(folder: Path, data: bytes = b"a report", name: str = "report.pdf") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def refused(source: str, most_mib: int = 1) -> SurroundingsError:
    """The error that refuses a file; its message is printable, with no control characters."""
    with pytest.raises(SurroundingsError) as raised:
        look_at(source, most_mib)
    return sayable(raised.value)


def sayable(error: SurroundingsError) -> SurroundingsError:
    assert error.exit_code == 4
    for language in ("zh", "en"):
        words.use(language)
        message, hint = error_words.say(error.code, error.args_for_words)
        assert hint
        assert message.isprintable()
        assert visible(message) == message
    return error


# What is examined.


def test_a_file_is_known_by_its_name_its_size_and_its_hash(tmp_path: Path) -> None:
    source = report(tmp_path)
    assert look_at(source, 50) == IncomingEvidence(source, "report.pdf", 8, SHA)


def test_a_file_of_just_the_most_that_is_kept_is_taken_and_told_of(tmp_path: Path) -> None:
    data = os.urandom(2 * MIB)
    told: list[int] = []
    found = look_at(report(tmp_path, data), 2, told.append)
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert told == [BLOCK, BLOCK]


def test_a_file_in_a_folder_that_is_a_link_is_taken(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    report(tmp_path / "real")
    (tmp_path / "papers").symlink_to("real")
    assert look_at(str(tmp_path / "papers" / "report.pdf"), 1).sha256 == SHA


def test_a_path_is_taken_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path, name="-rf")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert look_at("../-rf", 1).name == "-rf"


# What is refused.


def empty(folder: Path) -> str:
    return report(folder, b"")


def folder(folder: Path) -> str:
    return str(folder)


def link(folder: Path) -> str:
    report(folder)
    (folder / "link.pdf").symlink_to("report.pdf")
    return str(folder / "link.pdf")


def link_to_nothing(folder: Path) -> str:
    (folder / "link.pdf").symlink_to("nowhere")
    return str(folder / "link.pdf")


def link_to_itself(folder: Path) -> str:
    (folder / "link.pdf").symlink_to("link.pdf")
    return str(folder / "link.pdf")


def link_to_a_folder(folder: Path) -> str:
    (folder / "link").symlink_to(".")
    return str(folder / "link")


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    return str(folder / "pipe")


def listening(folder: Path) -> str:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(folder / "socket"))  # a socket's path must not be long
    return str(folder / "socket")


def too_large(folder: Path) -> str:
    report(folder, b"")
    os.truncate(folder / "report.pdf", MIB + 1)  # a hole, which takes no disk space
    return str(folder / "report.pdf")


def endless(folder: Path) -> str:
    report(folder, b"")
    os.truncate(folder / "report.pdf", 2**42)
    return str(folder / "report.pdf")


REFUSED: list[tuple[str, Callable[[Path], str]]] = [
    ("evidence-not-found", lambda folder: str(folder / "nothing.pdf")),
    ("evidence-not-found", lambda _folder: ""),
    ("evidence-empty", empty),
    ("evidence-folder", folder),
    ("evidence-folder", lambda folder: f"{folder}/."),
    ("evidence-folder", lambda folder: f"{folder}/.."),
    ("evidence-folder", lambda folder: f"{link_to_a_folder(folder)}/"),
    ("evidence-link", link),
    ("evidence-link", link_to_nothing),
    ("evidence-link", link_to_itself),
    ("evidence-link", link_to_a_folder),
    ("evidence-not-a-file", pipe),
    ("evidence-not-a-file", listening),
    ("evidence-not-a-file", lambda _folder: "/dev/zero"),
    ("evidence-not-a-file", lambda _folder: "/dev/null"),
    ("evidence-too-large", too_large),
    ("evidence-too-large", endless),
    ("evidence-lfs-pointer", lambda folder: report(folder, POINTER)),
    ("evidence-bad-path", lambda folder: f"{folder}/report\0.pdf"),
    ("evidence-bad-path", lambda folder: f"{folder}/\ud800.pdf"),
    ("evidence-name-too-long", lambda folder: f"{folder}/{'x' * 300}"),
    ("evidence-name-too-long", lambda folder: f"{folder}/{'x/' * 9999}"),
    ("evidence-cannot-read", lambda folder: f"{report(folder)}/"),
    ("evidence-cannot-read", lambda folder: f"{report(folder)}/report.pdf"),
    ("evidence-cannot-read", lambda folder: f"{link_to_itself(folder)}/report.pdf"),
]


@pytest.mark.parametrize(("code", "make"), REFUSED)
def test_what_cannot_be_kept_is_refused(
    tmp_path: Path, code: str, make: Callable[[Path], str]
) -> None:
    source = make(tmp_path)
    error = refused(source)
    assert error.code == code
    assert len(str(error.args_for_words["path"])) <= 400


@pytest.mark.skipif(not Path("/dev/stdin").is_symlink(), reason="no /dev/stdin that is a link here")
def test_standard_input_is_no_file() -> None:
    assert refused("/dev/stdin").code == "evidence-link"


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no /proc here")
def test_a_file_whose_size_the_system_does_not_tell_is_not_read() -> None:
    assert refused("/proc/version").code == "evidence-empty"


@pytest.mark.parametrize("data", [b"x" + POINTER, POINTER + b"x" * 1024])
def test_a_text_that_only_speaks_of_a_pointer_is_taken(tmp_path: Path, data: bytes) -> None:
    assert look_at(report(tmp_path, data), 1).size == len(data)


@pytest.mark.parametrize("name", ["a\nb", "\x1b[2J\x1b]0;x\x07", "a\r\nb", "\u202epdf.exe", "\x9b"])
def test_a_name_that_a_terminal_would_obey_is_written_out(tmp_path: Path, name: str) -> None:
    said = str(refused(str(tmp_path / name)).args_for_words["path"])
    assert said.startswith(f"{tmp_path}/")
    assert not re.search(rf"[\r\n]|{FORBIDDEN}", said)


def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    report(tmp_path)
    (tmp_path / "closed").mkdir()
    report(tmp_path / "closed")
    (tmp_path / "report.pdf").chmod(0o000)
    (tmp_path / "closed").chmod(0o000)
    give(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, "report.pdf", "closed/report.pdf"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (tmp_path / "closed").chmod(0o755)
    assert done.stdout == "evidence-no-rights\nevidence-no-rights\n"


UNPRIVILEGED = f"""{GIVE_UP}
import sys
from rectledger.errors import SurroundingsError
from rectledger.store.incoming_evidence import look_at
for source in sys.argv[1:]:
    try:
        look_at(source, 1)
    except SurroundingsError as error:
        print(error.code)
"""


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_nothing_is_left_open(tmp_path: Path) -> None:
    before = open_files()
    for index, (_code, make) in enumerate(REFUSED):
        (tmp_path / str(index)).mkdir()
        refused(make(tmp_path / str(index)))
    one = look_at(report(tmp_path), 1)
    copied(one, tmp_path)
    assert open_files() == before


# Changes in the meantime.


def append(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"x" * 3 * MIB)


def cut_short(file: Path) -> None:
    os.truncate(file, BLOCK + 1)


def rewrite(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.write(b"y" * size)
    os.utime(file, (1, 1))  # the file system's clock may not have advanced


CHANGES = [append, cut_short, rewrite]


def once(change: Callable[[Path], None], file: Path) -> Callable[[int], None]:
    """A progress callback that changes a file, the first time."""
    changes = [change]

    def tell(_bytes: int) -> None:
        if changes:
            changes.pop()(file)

    return tell


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_looked_at_is_refused(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    source = report(tmp_path, b"x" * 2 * MIB)
    with pytest.raises(SurroundingsError) as raised:
        look_at(source, 4, once(change, Path(source)))
    assert sayable(raised.value).code == "evidence-changed"


def test_no_more_is_read_of_a_file_that_grows_than_it_had(tmp_path: Path) -> None:
    source = report(tmp_path, b"x" * MIB)
    told: list[int] = []

    def tell(read: int) -> None:
        told.append(read)
        append(Path(source))

    with pytest.raises(SurroundingsError):
        look_at(source, 1, tell)
    assert sum(told) == MIB


def copied(
    one: IncomingEvidence, folder: Path, progress: Callable[[int], None] | None = None
) -> bytes:
    """What the second pass writes."""
    target = folder / "target"
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    try:
        copy(one, descriptor, progress)
    finally:
        os.close(descriptor)
    return target.read_bytes()


@pytest.mark.parametrize("size", [1, BLOCK, 2 * BLOCK + 1])
def test_a_file_is_copied_byte_by_byte(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    told: list[int] = []
    assert copied(look_at(report(tmp_path, data), 4), tmp_path, told.append) == data
    assert sum(told) == size


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("during", [False, True])
def test_a_file_that_is_no_longer_what_was_looked_at_is_refused(
    tmp_path: Path, change: Callable[[Path], None], during: bool
) -> None:
    source = report(tmp_path, b"x" * 2 * MIB)
    one = look_at(source, 4)
    if not during:
        change(Path(source))
    with pytest.raises(SurroundingsError) as raised:
        copied(one, tmp_path, once(change, Path(source)) if during else None)
    assert sayable(raised.value).code == "evidence-changed"


def test_nothing_is_copied_of_a_file_that_has_grown_since(tmp_path: Path) -> None:
    one = look_at(report(tmp_path), 1)
    append(Path(one.source))
    told: list[int] = []
    with pytest.raises(SurroundingsError):
        copied(one, tmp_path, told.append)
    assert told == []


def test_a_file_that_another_of_its_size_took_the_place_of_is_refused(tmp_path: Path) -> None:
    one = look_at(report(tmp_path), 1)
    report(tmp_path, b"b report")
    with pytest.raises(SurroundingsError) as raised:
        copied(one, tmp_path)
    assert raised.value.code == "evidence-changed"


@pytest.mark.parametrize(
    ("code", "make"),
    [("not-found", lambda file: None), ("not-a-file", os.mkfifo), ("folder", os.mkdir)],
)
def test_what_took_a_files_place_is_not_waited_for(
    tmp_path: Path, code: str, make: Callable[[str], None]
) -> None:
    one = look_at(report(tmp_path), 1)
    Path(one.source).unlink()
    make(one.source)
    with pytest.raises(SurroundingsError) as raised:
        copied(one, tmp_path)
    assert raised.value.code == f"evidence-{code}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_is_full_is_not_taken_for_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    one = look_at(report(tmp_path), 1)
    descriptor = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space left"):
            copy(one, descriptor)
    finally:
        os.close(descriptor)


def test_a_disk_that_takes_only_a_part_is_full(tmp_path: Path) -> None:
    one = look_at(report(tmp_path, os.urandom(2000)), 4)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            copied(one, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "target").stat().st_size == 1000


# How it is named.

S = SHA[:8]
# fmt: off
NAMES = [
    ("report.pdf", f"report-{S}.pdf"),
    ("report", f"report-{S}"),
    ("到账执行款划付清单（2021年）.xlsx", f"到账执行款划付清单（2021年）-{S}.xlsx"),
    ("附件 1　清单.PDF", f"附件-1-清单-{S}.pdf"),
    ("  minutes  of a meeting  .pdf", f"minutes-of-a-meeting-{S}.pdf"),
    ("archive.tar.gz", f"archive-{S}.tar.gz"),
    ("archive.TAR.GZ", f"archive-{S}.tar.gz"),
    ("2021.10.31.pdf", f"2021-10-31-{S}.pdf"),
    ("minutes 2021.10", f"minutes-2021-10-{S}"),
    ("archive.7z", f"archive-{S}.7z"),
    ("report.pdf.", f"report-{S}.pdf"),
    ("report.pdf. . ", f"report-{S}.pdf"),
    ("report.a suffix", f"report-a-suffix-{S}"),
    ("report.tencharact", f"report-{S}.tencharact"),
    ("report.elevenchars", f"report-elevenchars-{S}"),
    ("report.纪要", f"report-纪要-{S}"),
    ("report.\u212apdf", f"report-{S}.kpdf"),
    ("-rf.pdf", f"rf-{S}.pdf"),
    ("--force", f"force-{S}"),
    (".bashrc", f"bashrc-{S}"),
    ("..pdf", f"evidence-{S}.pdf"),
    ("...", f"evidence-{S}"),
    ("a..b", f"a-{S}.b"),
    ("..\\..\\secret.txt", f"secret-{S}.txt"),
    ("CON", f"CON-{S}"),
    ("con.tar.gz", f"con-{S}.tar.gz"),
    ("NUL.x.pdf", f"NUL-x-{S}.pdf"),
    ("COM1.", f"COM1-{S}"),
    ('<>:"|?*.pdf', f"evidence-{S}.pdf"),
    ("$(reboot);`x` & 'y'.pdf", f"reboot-x-y-{S}.pdf"),
    ("report[1](2).pdf", f"report-1-2-{S}.pdf"),
    ("a\nb\tc\x1b[2Jd.pdf", f"a-b-c-2Jd-{S}.pdf"),
    ("re\u200bport\u202efdp.exe", f"reportfdp-{S}.exe"),
    ("cafe\u0301.pdf", f"caf\u00e9-{S}.pdf"),
    ("cafe\u200b\u0301.pdf", f"caf\u00e9-{S}.pdf"),
    ("\u037ea\u1fefb.pdf", f"a-b-{S}.pdf"),
    (os.fsdecode(b"caf\xe9.pdf"), f"caf-{S}.pdf"),
    (os.fsdecode("报告.pdf".encode("gbk")), f"evidence-{S}.pdf"),
    ("x" * 300 + ".pdf", "x" * 107 + f"-{S}.pdf"),
    ("报" * 100 + ".pdf", "报" * 35 + f"-{S}.pdf"),
    ("x" * 106 + "q\u0323\u0307.pdf", "x" * 106 + f"-{S}.pdf"),
    ("q" + "\u0323\u0307" * 100, f"evidence-{S}"),
    ("x" * 106 + " y.pdf", "x" * 106 + f"-{S}.pdf"),
]
# fmt: on


@pytest.mark.parametrize(("name", "kept"), NAMES)
def test_a_file_is_kept_under_a_name_of_its_own(name: str, kept: str) -> None:
    assert kept_name(handed(name)) == kept


def test_more_digits_of_the_hash_tell_files_apart_that_fewer_do_not() -> None:
    other = handed("x" * 200 + ".tar.gz", SHA[:8] + "0" * 56)
    one = handed("x" * 200 + ".tar.gz")
    assert kept_name(one) == kept_name(other)
    assert kept_name(one, 12) != kept_name(other, 12)
    assert kept_name(one, 64).endswith(f"-{SHA}.tar.gz")
    assert len(kept_name(one, 64)) == NAME_MAX_BYTES


DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"
}
NASTY = st.sampled_from(
    ["CON", "nul", "COM1", ".", "..", " ", "-", "~", ".tar.gz", ".pdf", "\n", "\r", "\x1b", "\x85",
     "\u200d", "\u202e", "\u0301", "\u0338", "<", "=", "\u212b", "\u1100", "\u1161", "\u11a8",
     "\ufdd0", "\U000e0001", "\U0001f600", "\ue000", "\u3000", "\u00ad", "报告", "é", "\\", ":"]
)  # fmt: skip
FILE_NAMES = (
    (
        st.binary(min_size=1)
        | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode)
        | st.lists(NASTY | st.text(max_size=2, alphabet="ab1")).map(lambda x: "".join(x).encode())
    )
    .map(lambda name: name.replace(b"/", b"").replace(b"\0", b"")[:255])
    .filter(lambda name: name not in (b"", b".", b".."))
)


@given(FILE_NAMES, st.integers(8, 64))
@settings(deadline=None)
def test_whatever_a_file_is_called_its_name_is_good_everywhere(name: bytes, digits: int) -> None:
    kept = kept_name(handed(os.fsdecode(name)), digits)
    assert re.fullmatch(EVIDENCE_PATH_PATTERN, f"evidence/021/{kept}")
    assert len(kept.encode()) <= NAME_MAX_BYTES
    assert f"-{SHA[:digits]}" in kept
    assert kept == unicodedata.normalize("NFC", kept)
    unseen = {"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"}
    assert not unseen & {unicodedata.category(character) for character in kept}
    assert not re.search(rf"[\s/\\<>:\"|?*'`$&;()!#~%{{}}^\[\]]|\.\.|{FORBIDDEN}", kept)
    assert kept[0] not in "-."
    assert kept[-1] not in "-. "
    assert kept.partition(".")[0].upper() not in DEVICES


@given(FILE_NAMES)
@settings(deadline=None)
def test_a_name_that_has_been_made_good_stays_as_it_is(name: bytes) -> None:
    kept = kept_name(handed(os.fsdecode(name)))
    stem, _, suffix = kept.rpartition(f"-{S}")
    assert kept_name(handed(stem + suffix)) == kept


# What is recorded of it.


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        (b"report.pdf", "report.pdf"),
        (b"-rf \xe6\x8a\xa5", "-rf 报"),
        (b"caf\xe9.pdf", "caf\\xe9.pdf"),
        (b"a\nb\tc\rd\x1be", "a\\x0ab\\x09c\\x0dd\\x1be"),
        (b"a\r\nb", "a\\x0d\\x0ab"),
        ("\u0085\u202e\U000e0001".encode(), "\\u0085\\u202e\\U000e0001"),
        (b"   ", "\\x20\\x20\\x20"),
        ("\u3000".encode(), "\\u3000"),
        ("cafe\u0301".encode(), "cafe\u0301"),
        (b"x" * 255, "x" * 255),
        (b"\xff" * 255, "\\xff" * 255),
    ],
)
def test_the_name_that_is_recorded_is_the_last_of_the_path_whole(
    tmp_path: Path, name: bytes, recorded: str
) -> None:
    source = report(tmp_path, name=os.fsdecode(name))
    assert look_at(source, 1).name == recorded


@given(FILE_NAMES)
@example(b"2021-10-31")
@example(b"null")
@example(b" # a: b")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_survives_in_a_record(tmp_path: Path, name: bytes) -> None:
    source = report(tmp_path, name=os.fsdecode(name))
    one = look_at(source, 1)
    Path(source).unlink()
    piece = EvidenceFile(
        path=f"evidence/001/{kept_name(one)}", name=one.name, size=one.size, sha256=one.sha256
    )
    entry = raw_entry("attach", "2021-08-01", evidence=[piece.model_dump()])
    issue = Issue.model_validate(raw_issue(log=[entry]))
    assert parse(render(issue).encode(), "issues/001.yaml", Issue) == issue
