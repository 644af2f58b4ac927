"""The progress bulletin: departments ranked by what they lead, and what changed since a day."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.diff.issues_then_and_now import Stood, stood
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Count, Group, add_groups, groups
from rectledger.core.summary.ranking import ranking
from rectledger.formatting import values
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content, figures
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.changes_since import lists
from rectledger.publish.tables.ranking_table import ranked
from rectledger.publish.tables.table import Code


@dataclass(frozen=True)
class Bulletin:
    """How the departments stand, and each issue. Bulletins of parts of a ledger add up."""

    departments: list[Group]
    issues: list[Stood]

    def __add__(self, other: "Bulletin") -> "Bulletin":
        return Bulletin(
            add_groups(self.departments, other.departments),
            sorted([*self.issues, *other.issues], key=lambda one: one.number),
        )


class Before(NamedTuple):
    """The ledger as it stood earlier, on `day`, and as `commit` has it where one is named."""

    gathered: Bulletin
    day: str
    commit: str | None = None


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Bulletin:
    """How `ledger` stood on `day`. A department's rank is among all, whichever is asked for."""
    issues, measures = items_on(ledger, day)
    below: dict[int, list[Item]] = defaultdict(list)
    for measure in measures:
        below[measure.sort_key[0]].append(measure)
    return Bulletin(
        groups(ledger.settings, issues, measures, "department"),
        [stood(item, below[item.sort_key[0]]) for item in issues],
    )


def content(now: Bulletin, about: About, before: Before | None = None) -> Content:
    """What the bulletin holds. Without `before`, all that was extended is listed, and nothing of
    what was closed, reopened or changed otherwise."""
    code = about.asked.department
    departments = [one for one in now.departments if code in (None, one.id)]
    issues = sum((one.issues for one in departments), Count())
    measures = sum((one.measures for one in departments), Count())
    was = before.gathered if before else None
    ranks, then = ranking(now.departments), ranking(was.departments) if was else None
    policy = about.settings.policy
    substantial = values.substantial(issues.substantial, counted=policy.substantial_counts)
    return Content(
        words={
            "issues": figures(issues),
            "measures": figures(measures),
            "substantial": substantial,
            "due_soon_days": policy.due_soon_days,
            "since": before.day if before else "",
            "since_commit": Code(before.commit or "") if before else "",
        },
        tables={
            "ranking": ranked(ranks, then, code),
            "ranking_sheet": ranked(ranks, then, code, apart=True),
            **lists(now.issues, was.issues if was else None, about),
        },
        sheets={
            "ranking_sheet": _("By department"),
            **({"closed": _("Closed since")} if was else {}),
            **({"reopened": _("No longer closed")} if was else {}),
            **({"otherwise": _("Other changes")} if was else {}),
            "overdue": _("Overdue"),
            "extended": _("Extended since") if was else _("Extended"),
            "due_soon": _("Due soon"),
        },
        wide=True,
        lines=[*_since(before), substantial],
    )


def _since(before: Before | None) -> Iterator[str]:
    """What the bulletin is held against, in words."""
    if before is None:
        return
    day = values.long_day(before.day)
    if before.commit is None:
        yield _("What changed is told since {day}").format(day=day)
    else:
        yield _("What changed is told since commit {sha} (as of {day})").format(
            sha=before.commit, day=day
        )
