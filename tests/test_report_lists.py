"""`rectledger report bulletin`, `overdue`, `evidence` and `closure`, as whole commands."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from ledgers import begin, commit, git, ledger
from runner import DATA, Runner

REPORT = ("--lang", "en", "report")
CASE = ("--as-of", "2021-10-31")


def plain(markdown: str) -> str:
    """Markdown without the escapes against a forge's own syntax."""
    return unescape(re.sub("</?span>", "", markdown))


def section(said: str, heading: str) -> list[str]:
    """The lines below a heading."""
    return said.split(f"{heading}\n\n", 1)[1].split("\n#", 1)[0].splitlines()


def test_the_bulletin_shows_what_changed_since_a_day(publishing: Runner) -> None:
    done = publishing(DATA, *REPORT, "bulletin", "--since", "2021-09-30", *CASE)
    assert (done.code, done.err) == (0, "")
    assert "## Changes since 30 September 2021" in done.out
    assert len(section(done.out, "### Newly closed: 48")) == 2 + 48
    assert (
        "| – | All | 57 |  | 48/57 | 84.2% | 9 | 0 | 0 | 0 | 48/48 | 48/48 | 0 | 0 "
        "| 203/231 | +48 | 0 | – |" in plain(done.out)
    )
    ranks = re.findall(r"^\| (\d+) \| [^|]+\| \d+ \| \d+ \| (\d+)/(\d+) \|", done.out, re.MULTILINE)
    rates = [int(part) / int(whole) for _rank, part, whole in ranks]
    assert [int(rank) for rank, *_ in ranks] == [1 + sum(r > own for r in rates) for own in rates]
    assert len(ranks) == 13


def test_a_bulletin_is_held_against_a_commit(publishing: Runner, tmp_path: Path) -> None:
    place = ledger(begin(tmp_path))
    git(tmp_path, "add", "--all")
    sha = commit(tmp_path)
    file = place / "issues" / "002.yaml"
    entry = "log:\n  - {date: 2021-08-01, event: close, by: office, result: complete}\n"
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    done = publishing(place, *REPORT, "bulletin", "--since", "HEAD")
    assert (done.code, done.err) == (0, "")
    assert "### Newly closed: 1" in done.out
    day = r"\d+ [A-Z][a-z]+ \d{4}"
    assert re.search(f"## Changes since commit `{sha[:10]}` \\(as of {day}\\)\n", plain(done.out))


def test_what_a_commit_knew_last_is_the_day_of_what_it_is_held_against(
    publishing: Runner, tmp_path: Path
) -> None:
    place = ledger(begin(tmp_path))
    (place / "ledger.yaml").write_text((DATA / "ledger.yaml").read_text("utf-8"), "utf-8")
    for name in ("issues", "measures"):
        shutil.rmtree(place / name, ignore_errors=True)
        shutil.copytree(DATA / name, place / name)
    git(tmp_path, "add", "--all")
    commit(tmp_path)
    done = publishing(place, *REPORT, "bulletin", "--since", "HEAD", "--as-of", "2022-01-31")
    assert "(as of 31 October 2021)\n" in plain(done.out)
    assert "## Overdue: 7" in done.out
    assert done.out.count("| 1 | yes |\n") == 7


def test_what_cannot_be_read_in_the_commit_is_said_in_the_bulletin(
    publishing: Runner, tmp_path: Path
) -> None:
    place = ledger(begin(tmp_path))
    file = place / "issues" / "002.yaml"
    held = file.read_text("utf-8")
    file.write_text("id: x\n")
    git(tmp_path, "add", "--all")
    commit(tmp_path)
    file.write_text(held, "utf-8")
    done = publishing(place, *REPORT, "bulletin", "--since", "HEAD")
    assert done.code == 3
    assert "Incomplete: 1 ledger file cannot be read: issues/002" in plain(done.out)


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("nosuch", "`nosuch` is neither a date nor a commit, branch or tag"),
        ("2021/10/01", "Use YYYY-MM-DD for a date"),
        ("2021-13-01", "invalid date `2021-13-01` for --since"),
        ("2021-10-31", "--since 2021-10-31 must be before 2021-10-31"),
        ("", "invalid revision `` for --since"),
    ],
)
def test_a_day_or_commit_that_there_is_not_is_said(
    publishing: Runner, since: str, says: str
) -> None:
    done = publishing(DATA, *REPORT, "bulletin", "--since", since, *CASE)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())


def test_the_list_of_what_is_open_is_what_overdue_says(publishing: Runner) -> None:
    done = publishing(DATA, *REPORT, "overdue", "--as-of", "2022-02-01")
    assert done.code == 0
    assert "Still to be done: 9. Red: 7; yellow: 0; green: 0; no light: 2." in done.out
    refs = [line.split(" | ")[0].strip("| ") for line in section(done.out, "## Issues")[4:]]
    assert refs == ["12", "17", "18", "19", "20", "23", "54", "22", "57"]


def test_the_index_has_every_piece_of_the_case(publishing: Runner) -> None:
    done = publishing(DATA, *REPORT, "evidence", *CASE)
    assert done.code == 0
    assert len(section(done.out, "## Index")) == 2 + 48 + 203


@pytest.mark.parametrize(
    ("reference", "says"),
    [("19", "It cannot be closed yet:"), ("1", "No request is needed.")],
)
def test_there_is_a_form_for_what_is_open_and_for_what_is_closed(
    publishing: Runner, reference: str, says: str
) -> None:
    done = publishing(DATA, *REPORT, "closure", reference, *CASE)
    assert (done.code, done.err) == (0, "")
    assert says in done.out
    assert "Head of the department, signature:" in done.out


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize(
    "arguments", [("bulletin",), ("overdue",), ("evidence",), ("closure", "19")]
)
def test_the_same_ledger_and_day_give_the_same_bytes(
    publishing: Runner, tmp_path: Path, form: str, arguments: tuple[str, ...]
) -> None:
    file = str(tmp_path / f"a.{form}")
    asked = ("report", *arguments, *CASE)
    assert publishing(DATA, *asked, "-o", file).code == 0
    assert publishing(DATA, *asked, "--check", file).code == 0
