"""Correcting a field of a record, with an entry in its log."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from rectledger.core.amendments import amendable, handed_over, plain, raw_with
from rectledger.core.changes.measures_that_stay import staying
from rectledger.core.changes.proposed_change import (
    Change,
    Edit,
    Family,
    Proposal,
    Refusal,
    Standards,
    issue_of,
)
from rectledger.core.changes.refusals import judge
from rectledger.core.findings import nearest
from rectledger.core.lifecycle import DEADLINE, fold
from rectledger.core.model import Measure, Record, same
from rectledger.core.model.own_fields import PREFIX


def amend(
    record: Record,
    family: Family,
    field: str,
    now: object,
    entry: Mapping[str, Any],
    standards: Standards,
) -> Proposal:
    """Change a field of a record, and record that in its log. `now` None removes the field.

    `deadline` is the deadline in force as set by an entry: no field changes with it. `entry`
    holds the rest of the entry: date, by, note, approved_by.
    """
    own = [
        f"{PREFIX}{name}"
        for name, one in standards.settings.fields.items()
        if ("measure" if isinstance(record, Measure) else "issue") in one.of
    ]
    status = fold(record)
    fields = list(dict.fromkeys([*amendable(record), *own, DEADLINE]))
    if field not in fields:
        args: dict[str, object] = {"field": field, "nearest": nearest(field, fields)}
        return [Refusal(record.ref, "not-amendable", {**args, "known": fields})]
    was = status.deadline if field == DEADLINE else plain(record, field)
    if same(was, now):
        return [Refusal(record.ref, "already-so", {"field": field})]
    if handed_over(status, field):
        return [Refusal(record.ref, "amended-while-ongoing", {"field": field})]
    said = {**entry, "event": "amend", "field": field, "was": was, "now": now}
    raw = record.model_dump(exclude_unset=True)
    if field != DEADLINE:
        raw = raw_with(raw, {field: now})
    raw["log"] = [*raw.get("log", []), said]
    try:
        new = type(record).model_validate(raw)
    except ValidationError:
        return [Refusal(record.ref, "bad-amendment", {"field": field, "removed": now is None})]
    edit = Edit(record, new, new.log[-1])
    edits, families = {record.ref: edit}, {issue_of(record): family}
    refusals = judge(edits, families, standards)
    return refusals or Change("amend", (edit,), (record.ref,), staying(edits, families))
