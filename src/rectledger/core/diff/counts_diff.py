"""How two sides of a ledger stand, each on its date: counts, departments, and what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rectledger.core.diff.issues_then_and_now import ThenAndNow, amended_fields
from rectledger.core.items import Item, in_place, items_on
from rectledger.core.log_order import last_entry
from rectledger.core.model import Ledger, Settings, same
from rectledger.core.summary.counts import Count, Group, add_groups, groups


@dataclass(frozen=True)
class Standing:
    """How a ledger stands on a date. Those of parts of a ledger add up.

    `listed` are the issues to report on: all, or those that are overdue. `amended` are their
    measures, by the issue's number and their own references, each with the fields named in
    amendments, in order.
    """

    departments: list[Group]
    listed: list[Item]
    amended: Mapping[int, Mapping[str, tuple[str, ...]]]

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(
            add_groups(self.departments, other.departments),
            sorted([*self.listed, *other.listed], key=lambda one: one.sort_key),
            {**self.amended, **other.amended},
        )

    @property
    def issues(self) -> Count:
        return sum((one.issues for one in self.departments), Count())

    @property
    def measures(self) -> Count:
        return sum((one.measures for one in self.departments), Count())


@dataclass(frozen=True)
class Both:
    """Two sides. Those of parts of both ledgers add up.

    `in_place`: every file is named after its record; only then do file names tell which parts are
    the same on both sides. `last_entry` is the date of the last entry, "" if there is none.
    """

    before: Standing
    after: Standing
    in_place: bool
    last_entry: str

    def __add__(self, other: "Both") -> "Both":
        return Both(
            self.before + other.before,
            self.after + other.after,
            self.in_place and other.in_place,
            max(self.last_entry, other.last_entry),
        )


def standing(ledger: Ledger, day: str) -> Standing:
    """How `ledger` stands on `day`, with every issue listed."""
    issues, measures = items_on(ledger, day)
    amended: dict[int, dict[str, tuple[str, ...]]] = {one.sort_key[0]: {} for one in issues}
    for one in measures:
        amended.setdefault(one.sort_key[0], {})[one.ref] = amended_fields(one)
    return Standing(groups(ledger.settings, issues, measures, "department"), issues, amended)


def overdue_alone(ledger: Ledger, day: str) -> Standing:
    """The same, with only overdue issues listed, and no amendments."""
    issues, measures = items_on(ledger, day)
    listed = [one for one in issues if one.overdue]
    return Standing(groups(ledger.settings, issues, measures, "department"), listed, {})


def then_and_now(then: Standing | None, now: Standing) -> list[ThenAndNow]:
    """Each issue listed now, with itself as it was listed then; by number."""
    was = {one.sort_key: one for one in then.listed} if then else {}
    below = then.amended if then else {}
    return [
        ThenAndNow(
            one, was.get(one.sort_key),
            now.amended.get(one.sort_key[0], {}), below.get(one.sort_key[0], {}),
        )
        for one in now.listed
    ]  # fmt: skip


def unchanged(
    ledger: Ledger, day: str, *, settings: Settings, until: str, but: frozenset[int]
) -> Both:
    """How the families of a ledger, except those with the numbers `but`, stand on `day`; and how
    the same files stood before: under `settings`, on that day or on `until`, if it is earlier."""
    ledger_of_same = _without(ledger, but)
    after = overdue_alone(ledger_of_same, day)
    earlier = min(day, until)
    before = after
    if earlier != day or not same(settings, ledger.settings):
        of_same = Ledger(settings, ledger_of_same.issues, ledger_of_same.measures)
        before = overdue_alone(of_same, earlier)
    both = {one.ref for one in before.listed} & {one.ref for one in after.listed}
    return Both(
        _less(before, both), _less(after, both), in_place(ledger), last_entry(ledger_of_same)
    )


def _without(ledger: Ledger, numbers: frozenset[int]) -> Ledger:
    return Ledger(
        ledger.settings,
        {file: one for file, one in ledger.issues.items() if one.id not in numbers},
        {file: one for file, one in ledger.measures.items() if one.issue not in numbers},
        unreadable=ledger.unreadable,
    )


def _less(one: Standing, refs: set[str]) -> Standing:
    return replace(one, listed=[item for item in one.listed if item.ref not in refs])
