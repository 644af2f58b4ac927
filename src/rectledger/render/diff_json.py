"""The JSON of `diff`."""

from typing import Any

from rectledger.core.diff.counts_diff import Standing
from rectledger.core.diff.item_diff import Fault, Happened
from rectledger.core.diff.ledger_diff import Compared, Side
from rectledger.core.lifecycle import Step
from rectledger.core.model import BaseEntry
from rectledger.core.summary.counts import Group
from rectledger.formatting.values import text_of
from rectledger.render import json


def document(compared: Compared) -> str:
    """The JSON document of a comparison."""
    sides = {"before": compared.before, "after": compared.after}
    return json.document(
        compared.after.day,
        compared.complete,
        before=_side(compared.before),
        after=_side(compared.after),
        changes=[_change(one) for one in compared.happened],
        settings=[{**one._asdict(), "id": one.id or None} for one in compared.edits],
        settings_differ=compared.edited,
        evidence=[
            {"path": one.path, "change": one.change,
             "name": one.piece.name if one.piece else None,
             "size": one.piece.size if one.piece else None}
            for one in compared.evidence
        ],
        counts={name: _counts(side.stands if side else None) for name, side in sides.items()},
        departments=[
            {"id": one.id or None, "name": text_of(one.name) or None,
             "before": _counts(one.before), "after": _counts(one.after)}
            for one in compared.departments
        ],
        became_overdue=[json.overdue_item(one) for one in compared.became_overdue],
        no_longer_overdue=[json.overdue_item(one) for one in compared.no_longer_overdue],
        reviewers=[one._asdict() for one in compared.reviewers],
        merged=compared.after.origin.into is not None,
        conflicts=compared.conflicts,
        conflicts_uncommitted=compared.uncommitted,
        problems=[
            {"side": name, **json.problem(finding)}
            for name, side in sides.items()
            if side
            for finding in side.unreadable
        ],
    )  # fmt: skip


def _side(side: Side | None) -> json.Json | None:
    if side is None:
        return None
    origin = side.origin
    return {
        "rev": origin.rev, "commit": origin.sha, "committed": origin.committed, "as_of": side.day,
    }  # fmt: skip


def _counts(one: Standing | Group | None) -> json.Json | None:
    if one is None:
        return None
    return {"issues": json.count(one.issues), "measures": json.count(one.measures)}


def _change(one: Happened) -> json.Json:
    return {
        "ref": one.record.ref,
        "title": text_of(one.record.title),
        "file": one.file,
        "change": "added" if one.added else "deleted" if one.now is None else "changed",
        "with_issue": one.with_issue,
        "entries": [_entry(step) for step in one.entered],
        "unlawful": [_fault(fault) for fault in one.faults],
    }


def _entry(step: Step) -> json.Json:
    """A new entry as in its file, and the item before and after it; null if it is not allowed."""
    after = step.after
    return {
        "entry": json.log_entry(step.entry),
        "state": {"was": step.before.state, "now": after.state if after else None},
        "deadline": {"was": step.before.deadline, "now": after.deadline if after else None},
        "lead": {"was": step.before.lead, "now": after.lead if after else None},
        "extensions": after.extensions if after else None,
    }


def _fault(fault: Fault) -> json.Json:
    def plain(value: Any) -> Any:
        if isinstance(value, BaseEntry):
            return value.model_dump(exclude_none=True, exclude_unset=True)
        return value

    return {"code": fault.code, **{name: plain(value) for name, value in fault.args.items()}}
