"""Hostile files: each is refused at its place, and no other file is affected.

Each row of hostile_files.py is one file among good ones in a small ledger, and every row is tested
with whole commands.
"""

import json
import os
import re
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hostile_files import (
    AGAINST_RULES,
    ISSUE,
    KEPT,
    LEDGER,
    MEASURE,
    UNREADABLE,
    UNREADABLE_LEDGERS,
    UNREADABLE_MEASURES,
    titled,
)
from rectledger.core.model.value_types import FORBIDDEN
from runner import Done, Runner

WIDE = {"COLUMNS": "4000"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of two good issues, 1 and 3, and a measure; 2 is missing."""
    for folder in ("issues", "measures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ledger.yaml").write_text(LEDGER, "utf-8")
    (tmp_path / "issues/001.yaml").write_text(good(1), "utf-8")
    (tmp_path / "issues/003.yaml").write_text(good(3), "utf-8")
    (tmp_path / "measures/003-01.yaml").write_text(MEASURE.replace("issue: 2", "issue: 3"))
    return tmp_path


def good(number: int) -> str:
    """An issue with a title that YAML 1.1 would read as false."""
    return titled("no").replace("id: 2", f"id: {number}")


def put(ledger: Path, file: str, content: str | bytes) -> None:
    (ledger / file).write_bytes(content.encode() if isinstance(content, str) else content)


def as_it_is(ledger: Path) -> dict[str, tuple[Any, ...]]:
    """Everything in a folder, with bytes and modification times."""
    found = {}
    for path in sorted(ledger.rglob("*")):
        about = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(about.st_mode) else None
        found[str(path)] = (about.st_mode, about.st_mtime_ns, about.st_ctime_ns, content)
    return found


def codes_of(said: str, file: str) -> list[str]:
    """The findings about a file, as "line:column code"."""
    found = re.findall(rf"^error: {re.escape(file)}:?(\S*) .*\[([a-z0-9-]+)\]$", said, re.MULTILINE)
    return [" ".join(one) for one in found]


def short(codes: list[str]) -> str:
    return ", ".join(codes) if len(codes) <= 3 else f"{codes[0]}, …"


def harmless(done: Done) -> None:
    """No traceback is shown, and nothing that a terminal would interpret."""
    assert "Traceback" not in done.said
    assert not re.search(f"\x1b|{FORBIDDEN}", done.said)


def refused(rectledger: Runner, ledger: Path, file: str, expected: str) -> None:
    """Only `file` is refused."""
    before = as_it_is(ledger)
    done = rectledger(ledger, "check", **WIDE)
    assert short(codes_of(done.out, file)) == expected
    assert [line for line in done.said.splitlines() if re.match(f"error: (?!{file})", line)] == []
    assert done.code == 3
    harmless(done)
    assert as_it_is(ledger) == before


@pytest.mark.parametrize(
    ("content", "expected"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE]
)
def test_a_hostile_file_is_refused_alone(
    rectledger: Runner, ledger: Path, content: str | bytes, expected: str
) -> None:
    put(ledger, "issues/002.yaml", content)
    refused(rectledger, ledger, "issues/002.yaml", expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [row[1:] for row in UNREADABLE_MEASURES],
    ids=[row[0] for row in UNREADABLE_MEASURES],
)
def test_a_hostile_measure_is_refused_alone(
    rectledger: Runner, ledger: Path, content: str, expected: str
) -> None:
    put(ledger, "issues/002.yaml", ISSUE)
    put(ledger, "measures/002-01.yaml", content)
    refused(rectledger, ledger, "measures/002-01.yaml", expected)


def a_link(path: Path) -> None:
    path.symlink_to("003.yaml")


def a_link_out_of_the_ledger(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name must not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # zeros without end
    except PermissionError:
        pytest.skip("only an administrator makes a device")


THINGS: list[tuple[Callable[[Path], None], str]] = [
    (a_link, " link"),
    (a_link_out_of_the_ledger, " link"),
    (a_link_to_nothing, " link"),
    (a_link_to_itself, " link"),
    (a_fifo, " not-a-file"),
    (a_folder, " not-a-file"),
    (a_socket, " cannot-open"),
    (a_device, " not-a-file"),
]


@pytest.mark.parametrize(
    ("make", "expected"), THINGS, ids=[make.__name__[2:] for make, _ in THINGS]
)
def test_what_is_no_file_is_refused_alone(
    rectledger: Runner, ledger: Path, make: Callable[[Path], None], expected: str
) -> None:
    make(ledger / "issues/002.yaml")
    refused(rectledger, ledger, "issues/002.yaml", expected)


def test_a_device_is_refused_where_none_can_be_made(rectledger: Runner, tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").symlink_to("/dev/zero")
    done = rectledger(tmp_path, "status", **WIDE)
    assert (done.code, codes_of(done.err, "ledger.yaml")) == (3, [" link"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [row[1:] for row in UNREADABLE_LEDGERS],
    ids=[row[0] for row in UNREADABLE_LEDGERS],
)
def test_a_hostile_ledger_yaml_leaves_nothing_to_count_and_all_is_named(
    rectledger: Runner, ledger: Path, content: str | bytes, expected: str
) -> None:
    put(ledger, "ledger.yaml", content)
    put(ledger, "issues/002.yaml", "")
    before = as_it_is(ledger)
    checked, shown = rectledger(ledger, "check", **WIDE), rectledger(ledger, "status", **WIDE)
    for done, said in ((checked, checked.out), (shown, shown.err)):
        assert short(codes_of(said, "ledger.yaml")) == expected
        assert codes_of(said, "issues/002.yaml") == ["1:1 empty"]
        assert done.code == 3
        harmless(done)
    assert shown.out == ""
    assert as_it_is(ledger) == before


@pytest.mark.parametrize(
    ("content", "expected"),
    [row[1:] for row in AGAINST_RULES],
    ids=[row[0] for row in AGAINST_RULES],
)
def test_what_breaks_a_rule_ends_with_1_and_can_be_shown(
    rectledger: Runner, ledger: Path, content: str, expected: str
) -> None:
    put(ledger, "issues/002.yaml", content)
    before = as_it_is(ledger)
    checked, shown = rectledger(ledger, "check", **WIDE), rectledger(ledger, "status")
    assert expected in codes_of(checked.out, "issues/002.yaml")
    assert (checked.code, shown.code) == (1, 0)
    harmless(checked)
    assert as_it_is(ledger) == before


@pytest.mark.parametrize(("written", "title"), KEPT, ids=[row[0][:20] for row in KEPT])
def test_a_text_that_yaml_might_bend_is_kept_whole(
    rectledger: Runner, ledger: Path, written: str, title: str
) -> None:
    put(ledger, "issues/002.yaml", titled(written))
    done = rectledger(ledger, "show", "2", "--json")
    assert json.loads(done.out)["item"]["title"] == title
    assert (done.code, done.err) == (0, "")


GOOD = [
    ("with a mark in front", b"\xef\xbb\xbf" + ISSUE.encode()),
    ("with line ends of Windows", ISSUE.replace("\n", "\r\n").encode()),
    ("with both", b"\xef\xbb\xbf" + ISSUE.replace("\n", "\r\n").encode()),
    ("without a last line end", ISSUE.rstrip("\n").encode()),
    ("marked as a document", f"---\n{ISSUE}...\n".encode()),
    ("with a day in quotes", ISSUE.replace("2021-10-31", "'2021-10-31'").encode()),
    ("with comments", ISSUE.replace("immediate", "immediate # 3 months").encode()),
    ("in braces", json.dumps(dict(re.findall("(.*): (.*)", ISSUE)) | {"id": 2}).encode()),
]


@pytest.mark.parametrize("content", [row[1] for row in GOOD], ids=[row[0] for row in GOOD])
def test_other_ways_of_writing_the_same_are_read_the_same(
    rectledger: Runner, ledger: Path, content: bytes
) -> None:
    put(ledger, "issues/002.yaml", ISSUE)
    usual = rectledger(ledger, "show", "2", "--json")
    put(ledger, "issues/002.yaml", content)
    assert rectledger(ledger, "show", "2", "--json") == usual
    assert (usual.code, rectledger(ledger, "check").code) == (0, 0)


def test_all_hostile_files_at_once_are_all_named_and_every_good_one_is_read(
    rectledger: Runner, ledger: Path
) -> None:
    expected = {}
    for number, (_, content, codes) in enumerate(UNREADABLE, start=2):
        expected[f"issues/{2 * number:03}.yaml"] = codes
        put(ledger, f"issues/{2 * number:03}.yaml", content)
        put(ledger, f"issues/{2 * number + 1:03}.yaml", good(2 * number + 1))
    before = as_it_is(ledger)
    status, listed = rectledger(ledger, "status", "--json"), rectledger(ledger, "list", "--json")
    assert (status.code, listed.code) == (3, 3)
    read = [(item["ref"], item["title"]) for item in json.loads(listed.out)["items"]]
    assert read == [(str(number), "no") for number in range(1, 2 * len(UNREADABLE) + 4, 2)]
    assert json.loads(status.out)["issues"]["total"] == len(read)
    said: dict[str, list[str]] = {}
    for problem in json.loads(status.out)["problems"]:
        file, _, at = problem["where"].partition(":")
        said.setdefault(file, []).append(f"{at} {problem['code']}")
    assert {file: short(codes) for file, codes in said.items()} == expected
    harmless(status)
    harmless(listed)
    assert as_it_is(ledger) == before
