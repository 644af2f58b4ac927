"""The progress bulletin: departments ranked by the issues they lead, and recent changes."""

from collections.abc import Iterator
from typing import NamedTuple

from rectledger.core.diff.counts_diff import Standing, standing, then_and_now
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Count
from rectledger.core.summary.ranking import ranking
from rectledger.formatting import values
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content, figures
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.changes_since import lists
from rectledger.publish.tables.ranking_table import ranked
from rectledger.publish.tables.table import Code


class Before(NamedTuple):
    """The ledger as it stood on the earlier date `day`, or in `commit` if given."""

    stood: Standing
    day: str
    commit: str | None = None


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Standing:
    """How `ledger` stood on `day`. All departments are included, as ranks depend on all."""
    return standing(ledger, day)


def content(now: Standing, about: About, before: Before | None = None) -> Content:
    """The content of the bulletin. Without `before`, every extended issue is listed, and none as
    closed, reopened or changed otherwise."""
    code = about.asked.department
    departments = [one for one in now.departments if code in (None, one.id)]
    issues = sum((one.issues for one in departments), Count())
    measures = sum((one.measures for one in departments), Count())
    was = before.stood if before else None
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
            **lists(then_and_now(was, now), about, since=was is not None),
        },
        sheets={
            "ranking_sheet": _("By department"),
            **({"closed": _("Newly closed")} if was else {}),
            **({"reopened": _("No longer closed")} if was else {}),
            **({"otherwise": _("Other changes")} if was else {}),
            "overdue": _("Overdue"),
            "extended": _("Newly extended") if was else _("Extended"),
            "due_soon": _("Due soon"),
        },
        wide=True,
        lines=[*_since(before), substantial],
    )


def _since(before: Before | None) -> Iterator[str]:
    """What the bulletin is compared with, in words."""
    if before is None:
        return
    day = values.long_day(before.day)
    if before.commit is None:
        yield _("Changes since {day}").format(day=day)
    else:
        yield _("Changes since commit {sha} (as of {day})").format(sha=before.commit, day=day)
