"""Everything printed and written about a ledger as of a date, and its urgent items in order."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from agreeing.held import Holder, declared_numbers, numbers_of, tokens
from independent_count import Item, Picture, day_after, picture
from runner import Runner

TODAY = "2022-07-15"
TOTALS_DAY = "2021-10-31"  # the date of the totals that the source declares
NEAR = 10  # how many urgent items `status` and the dashboard list


@dataclass
class Look(Holder):
    """Everything printed and written about a ledger as of a date."""

    root: Path
    run: Runner
    before: Picture
    forms: tuple[int, ...]
    folder: Path
    only: str | None = None

    def asked(self, *arguments: str) -> str:
        led = ["--department", self.only] if self.only else []
        done = self.run(
            self.root, *arguments, *led, "--as-of", self.now.day, "--lang", self.lang,
            RECTLEDGER_TODAY=TODAY, COLUMNS="",
        )  # fmt: skip
        assert done.code == 0, f"{arguments}\n{done.said}"
        return done.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.asked(*arguments, "--json"))

    def book(self, *arguments: str) -> dict[str, list[tuple[Any, ...]]]:
        """The sheets of a workbook, each with its rows; the first row is the header."""
        file = self.folder / "book.xlsx"
        self.asked("report", *arguments, "-o", str(file))
        book = load_workbook(file, read_only=True)
        sheets = {
            sheet.title: [tuple(map(as_text, row)) for row in sheet.iter_rows(values_only=True)]
            for sheet in book
            if sheet.sheet_state == "visible"
        }
        book.close()
        return sheets

    @cached_property
    def numbers(self) -> dict[str, str]:
        then = picture(self.root, TOTALS_DAY)
        whole = self.only is None
        return numbers_of(self.now, whole=whole) | declared_numbers(self.now, then)

    def head(self, document: str, text: str, *days: str) -> None:
        """Check that the head of a document gives no date but its own."""
        self.within(document, "the head", {self.now.day, TODAY, *days}, tokens(text))

    # Urgent items, in order.

    def urgent(self, items: Sequence[Item]) -> list[Item]:
        return sorted(items, key=lambda one: (one.deadline or "", one.place))

    def overdue(self, items: Sequence[Item]) -> list[Item]:
        return self.urgent([one for one in items if one.overdue])

    def reviews_due(self) -> list[Item]:
        due = [one for one in self.now.issues if one.review_due]
        return sorted(due, key=lambda one: (one.review or "", one.place))

    def coming(self, within: int) -> list[Item]:
        found = [
            one
            for one in self.now.issues
            if one.due_within(within) or (one.review or "") > self.now.day
        ]
        last = day_after(self.now.day, within)
        near = [one for one in found if (one.review or one.deadline or "") <= last]
        return sorted(near, key=lambda one: (one.review or one.deadline or "", one.place))

    def unfinished(self, items: Sequence[Item]) -> list[Item]:
        left = [one for one in items if one.still_to_do]
        return sorted(left, key=lambda one: (not one.overdue, one.deadline or "~", one.place))

    # What several documents share.

    def says(self, document: str, pattern: str, expected: int, text: str) -> None:
        """Check a number that has a sentence of its own."""
        match = re.search(pattern, text, re.MULTILINE)
        self.hold(document, "how many", str(expected), match[1] if match else text)

    def substantial(self) -> str:
        counted = bool(self.now.settings["policy"]["substantial_counts"])
        return self.said.substantial[counted].format(n=self.numbers["i_substantial"])

    def beside_the_source(self) -> list[str]:
        """On the date of the declared totals, those that differ from the list."""
        if self.now.day != TOTALS_DAY:
            return []
        names = ("measures", "instruments")
        return [self.numbers[f"{of}_{name}"] for name in names for of in "dt"]


def as_text(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text.removesuffix(" 00:00:00")
