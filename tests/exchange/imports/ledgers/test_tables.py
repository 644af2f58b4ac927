"""Tables of several kinds and offices, each held against the answers that stand beside it.

A file has the rows as a CSV, or sheets with merged ranges as JSON. In the answers, what an item
leaves out is empty; notes, fields and progress are compared where they are given.
"""

import csv
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from rectledger.exchange.imports.found import FoundIssue, Reading
from rectledger.exchange.imports.ledgers import read_tables
from rectledger.exchange.imports.source import Range, Sheet, Value
from rectledger.exchange.imports.style import Style

TABLES = Path(__file__).parent / "tables"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in TABLES.glob("*.expected.json"))
ALWAYS = {
    "number": None, "label": "", "title": "", "state": None, "result": None, "inferred": False,
    "due": None, "opened": None, "closed_on": None, "lead": None, "support": [], "leader": None,
    "kind": None, "standing": False, "aspect": "", "section": "", "measures": [],
}  # fmt: skip


def column(letters: str) -> int:
    """The column of one letter, from 0."""
    return ord(letters) - ord("A")


def merged(said: str) -> Range:
    left, top, right, bottom = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", said).groups()  # type: ignore[union-attr]
    return Range(int(top) - 1, column(left), int(bottom) - 1, column(right))


def value(said: Any) -> Value:
    day: str | None = said.get("day") if isinstance(said, dict) else None
    return dt.date.fromisoformat(day) if day else said  # type: ignore[no-any-return]


def sheets(name: str) -> list[Sheet]:
    """The sheets of a file of tables."""
    path = TABLES / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            return [Sheet("", [[cell or None for cell in row] for row in csv.reader(file)])]
    said = json.loads((TABLES / f"{name}.sheets.json").read_text("utf-8"))
    return [
        Sheet(
            one["name"],
            [[value(cell) for cell in row] for row in one["rows"]],
            [merged(said) for said in one["merged"]],
            hidden_rows=frozenset(one.get("hidden_rows", ())),
        )
        for one in said
    ]


def plain(issue: FoundIssue) -> dict[str, Any]:
    """An issue in the form of the answers."""
    found: dict[str, Any] = {name: getattr(issue, name) for name in ALWAYS}
    found["support"] = list(issue.support)
    found["kind"] = issue.kind and (issue.kind.code or issue.kind.words)
    found["measures"] = [[one.title, one.state, one.due] for one in issue.measures]
    return found


def read(name: str, answers: dict[str, Any]) -> Reading:
    return read_tables(sheets(name), Style.from_profile(answers.get("profile", {})))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_what_its_answers_say(name: str) -> None:
    answers = json.loads((TABLES / f"{name}.expected.json").read_text("utf-8"))
    reading = read(name, answers)
    wanted = answers["items"]
    expected = [ALWAYS | {k: v for k, v in one.items() if k in ALWAYS} for one in wanted]
    assert [plain(issue) for issue in reading.issues] == expected
    assert [[str(p), t.name, t.number] for t, p in reading.totals] == answers["totals"]
    assert sorted([str(one.place), one.code] for one in reading.refused) == sorted(
        answers["refused"]
    )
    listed = sorted([str(one.place), one.code] for one in reading.listed)
    assert listed == sorted(answers["listed"])
    for key in ("title", "as_of", "language"):
        assert getattr(reading, key) == answers.get(key, getattr(reading, key))


@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_field_of_its_own_is_kept(name: str) -> None:
    answers = json.loads((TABLES / f"{name}.expected.json").read_text("utf-8"))
    for issue, wanted in zip(read(name, answers).issues, answers["items"], strict=True):
        notes = [list(note) for note in issue.notes]
        assert sorted(notes) == sorted(wanted.get("notes", notes))
        assert issue.fields == wanted.get("fields", issue.fields)
        assert issue.progress == wanted.get("progress", issue.progress)
