"""Every number on every screen and in every document matches an independent count.

For the real ledger, and a busy one with entries of every kind (`busy`), as of several dates and in
both languages. `independent_count` counts from the files alone; `agreeing.said` knows the wording
of numbers; `agreeing.held` compares them.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document

import busy
from agreeing.bulletins import bulletin
from agreeing.dashboards import dashboard
from agreeing.documents import evidence, forms, list_of_unfinished, notice
from agreeing.held import Agreement, tokens
from agreeing.looks import TODAY, TOTALS_DAY, Look
from agreeing.programs import (
    differences,
    lists_for_programs,
    overdue_for_programs,
    status_for_programs,
    summary_for_programs,
    whole_for_programs,
)
from agreeing.screens import lists, log, overdue, shown, status, summary
from agreeing.tables import calendar, tables, workbook, workbook_of_bulletin
from independent_count import NAMES, Item, picture
from runner import DATA, Runner


class Wanted(NamedTuple):
    """What to check: a ledger as of a date, the start date of a bulletin's changes, and the issues
    whose forms are made. `whole`: every possible output."""

    ledger: str
    day: str
    since: str
    forms: tuple[int, ...]
    whole: bool = False


WANTED = [
    Wanted("real", "2021-10-31", "2021-09-30", (12,)),
    Wanted("busy", "2021-08-15", "2021-07-31", (8,)),
    Wanted("busy", "2021-10-31", "2021-09-30", (6,)),
    Wanted("busy", "2022-01-31", "2021-10-15", (13,)),
    Wanted("busy", busy.KNOWN_UNTIL, "2022-03-31", (8, 13, 25, 59), whole=True),
]
UNCOUNTED = Wanted("uncounted", busy.KNOWN_UNTIL, "2022-01-31", (20, 25))


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real ledger, the busy one, and a copy where substantially complete does not count."""
    folder = tmp_path_factory.mktemp("busy")
    runner = Runner(folder)
    made = busy.make(folder / "case", runner)
    checked = runner(made, "check", RECTLEDGER_TODAY=TODAY)
    runner.stop()
    assert checked.code == 0, checked.said
    uncounted = busy.not_counting_substantial(made, folder / "uncounted")
    return {"real": DATA, "busy": made, "uncounted": uncounted}


def of_departments(look: Look) -> None:
    """Check the output limited to one department's own items."""
    code = {"en": "enforcement", "zh": "finance"}[look.lang]
    for families, parts in (
        (True, (notice, dashboard)),
        (False, (list_of_unfinished, evidence, tables)),
    ):
        now = look.now.led_by(code, families=families)
        for part in parts:
            part(replace(look, now=now, only=code))


def other_forms(look: Look) -> None:
    """Check that a web page and a Word document have the numbers that Markdown has."""
    for kind, options in (
        ("notice", []), ("bulletin", ["--since", look.before.day]), ("overdue", []),
    ):  # fmt: skip
        expected = tokens(look.asked("report", kind, *options))
        page = look.asked("report", kind, *options, "--format", "html")
        page = re.sub(r"<(style|head)>.*?</\1>", "", page, flags=re.DOTALL)
        look.hold(f"{kind} as a web page", "all", expected, tokens(page))
        file = look.folder / "document.docx"
        look.asked("report", kind, *options, "-o", str(file))
        told = Document(str(file))
        said = [one.text for one in told.paragraphs]
        said += [cell.text for table in told.tables for row in table.rows for cell in row.cells]
        found = Counter(one for text in said for one in tokens(text))
        look.hold(f"{kind} in Word", "all", Counter(expected), found)


# For every ledger on every date in both languages, and the output that has no language.
SHOWN = (
    status, overdue, lists, summary, shown, notice, bulletin, list_of_unfinished, evidence, forms,
    dashboard, workbook, tables, calendar,
)  # fmt: skip
FOR_PROGRAMS = (status_for_programs, overdue_for_programs, whole_for_programs)
# For one date only: the same in other forms.
MORE = (workbook_of_bulletin, log, of_departments)
MORE_FOR_PROGRAMS = (summary_for_programs, lists_for_programs, differences)
IN_OTHER_FORMS = (other_forms,)


def parts_of(wanted: Wanted, lang: str) -> list[Callable[[Look], None]]:
    """What is checked in a language."""
    parts: list[Callable[[Look], None]] = [*SHOWN, *MORE * wanted.whole]
    if lang == "en":
        return [*parts, *FOR_PROGRAMS, *MORE_FOR_PROGRAMS * wanted.whole]
    return [*parts, *IN_OTHER_FORMS * wanted.whole]


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [*((one, lang) for one in WANTED for lang in ("en", "zh")), (UNCOUNTED, "en")],
    ids=lambda one: f"{one.ledger}-{one.day}" if isinstance(one, Wanted) else one,
)
def test_every_number_of_every_screen_and_document_is_the_counted_one(
    wanted: Wanted, lang: str, ledgers: dict[str, Path], publishing: Runner, tmp_path: Path
) -> None:
    root = ledgers[wanted.ledger]
    now, before = picture(root, wanted.day), picture(root, wanted.since)
    look = Look(Agreement(), now, lang, root, publishing, before, wanted.forms, tmp_path)
    for part in parts_of(wanted, lang):
        part(look)
    assert look.agreement.size > 20_000
    assert not look.agreement.differences, look.agreement.told()


def test_what_came_later_changes_no_count_of_a_day_that_is_over(ledgers: dict[str, Path]) -> None:
    real, kept = (picture(ledgers[name], TOTALS_DAY) for name in ("real", "busy"))
    assert real.counts == kept.counts
    for key in ("kind", "aspect", "section", "department"):
        for code in real.ids(key):
            assert real.group(key, code) == kept.group(key, code)


def test_the_busy_ledger_has_entries_of_every_kind(ledgers: dict[str, Path]) -> None:
    before = {id_of(item, entry) for item, entry in picture(ledgers["real"], TODAY).entries}
    now = picture(ledgers["busy"], TODAY)
    made = [entry for item, entry in now.entries if id_of(item, entry) not in before]
    events = Counter(str(entry["event"]) for entry in made)
    assert events.keys() == {
        "start", "progress", "submit", "return", "close", "extend", "reassign", "waive", "review",
        "reopen", "attach", "amend",
    }  # fmt: skip
    assert len(made) >= 60
    added = [one for one in now.issues if one.opened > TOTALS_DAY]
    assert len(added) >= 6
    n = now.counts["issues"]
    assert all(n[name] for name in NAMES)
    assert {one.relapses for one in now.issues} == {0, 1, 2}
    assert {one.extensions for one in now.issues} == {0, 1, 2}


def id_of(item: Item, entry: dict[str, Any]) -> tuple[str, str, str]:
    return item.ref, entry["date"], entry["event"]


def test_a_change_counts_as_status_does_next(rectledger: Runner, tmp_path: Path) -> None:
    """The addition counts from a date that the ledger does not show yet."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    added = rectledger(
        root, "add", "issue", "--title", "Late", "--section", "1-1", "--kind", "immediate",
        "--lead", "finance", "--opened", "2021-11-05", "--json",
    )  # fmt: skip
    said = json.loads(added.out)["issues"]
    status = json.loads(rectledger(root, "status", "--json", RECTLEDGER_TODAY="").out)
    assert (
        said
        == status["issues"]
        == {one: picture(root, status["as_of"]).counts["issues"][one] for one in said}
    )
