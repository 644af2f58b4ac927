"""JSON output for other programs: keys and codes are English in any language."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from rectledger.core.findings import Finding
from rectledger.core.items import Item, computed
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import BaseEntry, Measure, Record, Settings
from rectledger.core.model.events import ENTRY_KEYS
from rectledger.core.model.value_types import FORBIDDEN
from rectledger.core.summary.counts import Count, Group
from rectledger.core.summary.instruments import InstrumentUse
from rectledger.core.summary.overview import Overview
from rectledger.core.summary.sums import Sums, plain
from rectledger.formatting.values import leader, place, text_of
from rectledger.i18n.messages import findings as finding_words

VERSION = 1
_FORBIDDEN = re.compile(FORBIDDEN)
Json = dict[str, Any]


def document(as_of: str | None, complete: bool, **content: object) -> str:
    """A complete document: the common keys, then `content`; without a date if `as_of` is None."""
    day = {} if as_of is None else {"as_of": as_of}
    return dumps({"version": VERSION, **day, "complete": complete, **content})


def dumps(content: object, *, ascii_only: bool | None = None) -> str:
    """Readable JSON; Chinese is escaped only if standard output cannot encode it."""
    escaped = not _utf8(sys.stdout) if ascii_only is None else ascii_only
    return _visible(json.dumps(content, ensure_ascii=escaped, indent=2))


def _visible(document: str) -> str:
    """A document with terminal control characters escaped; programs read the same values."""
    if document.replace("\n", "").isprintable():  # fast path; the pattern is exact
        return document
    return _FORBIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], document)


def _utf8(stream: TextIO) -> bool:
    """Whether a stream can encode every character; otherwise JSON escapes them."""
    return (stream.encoding or "").replace("-", "").lower() == "utf8"


def error(code: str, message: str, hint: str | None, where: str | None) -> str:
    """An error, for standard error, on one line."""
    content = {"error": {"code": code, "message": message, "hint": hint, "where": where}}
    return _visible(json.dumps(content, ensure_ascii=not _utf8(sys.stderr)))


def problem(finding: Finding) -> Json:
    """A finding: code, message, hint and place."""
    message, hint = finding_words.say(finding.code, finding.args)
    return {"code": finding.code, "message": message, "hint": hint, "where": place(finding)}


def count(counted: Count) -> Json:
    """The counts of `status`, of issues or of measures."""
    return {name: n for name, n in vars(counted).items() if name not in ("uncounted", "extended")}


def group(one: Group, key: str) -> Json:
    """A row of `by` in `status`: issues only. An aspect's id is a number, as in ledger.yaml."""
    names = (
        "total", "closed", "ongoing", "waived", "overdue", "standing", "on_time", "with_deadline",
        "fell_due", "held", "relapsed", "relapses", "reopened", "reopenings",
    )  # fmt: skip
    ident = int(one.id) if key == "aspect" and one.id else one.id or None
    row: Json = {"id": ident, "name": text_of(one.name)}
    return row | {name: getattr(one.issues, name) for name in names}


def item(one: Item, settings: Settings) -> Json:
    """An item of `list` and `show`; a measure has its issue's section and kind."""
    said = computed(one)
    return {
        "ref": one.ref,
        "title": text_of(one.record.title),
        "section": one.issue.section if one.issue else None,
        "kind": one.issue.kind if one.issue else None,
        **_named(said, "state", "result", "lead", "support"),
        "leader": leader(settings, one.leader) or None,
        "opened": one.opened,
        "due": one.record.due,
        **_named(said, "deadline", "overdue", "standing", "relapses", "reopenings"),
        "fields": own_values(one.record),
    }


def own_values(record: Record) -> Json:
    """The office's own fields of a record, as in its file."""
    held: Json = record.model_dump(exclude_unset=True, include={"fields"})
    fields: Json = held.get("fields", {})
    return fields


def _named(said: Json, *names: str) -> Json:
    return {name: said[name] for name in names}


def status(overview: Overview, unreadable: Sequence[Finding]) -> Json:
    """The content of the document of `status`."""
    return {
        "issues": count(overview.issues),
        "measures": count(overview.measures),
        "by": {key: [group(one, key) for one in rows] for key, rows in overview.by.items()},
        "sums": json_sums(overview.sums),
        "overdue": [overdue_item(one) for one in overview.overdue],
        "control_totals": [
            {
                "name": total.declared.name,
                "declared": total.declared.total,
                "counted": total.counted,
                "as_of": total.declared.as_of,
                "itemised": total.declared.itemised,
                "holds": total.holds,
            }
            for total in overview.control_totals
        ],
        "problems": [_named(problem(one), "code", "message", "where") for one in unreadable],
    }


def overdue_item(one: Item) -> Json:
    """An overdue item; `days` count from the deadline in force."""
    return {
        "ref": one.ref,
        "title": text_of(one.record.title),
        "lead": one.status.lead,
        "deadline": one.status.deadline,
        "days": one.days_over,
    }


def coming_item(one: Item) -> Json:
    """An upcoming item: its deadline, or the date of its next review."""
    return {**_named(overdue_item(one), "ref", "title", "lead", "deadline"), "review": one.review}


def log_entry(entry: BaseEntry) -> Json:
    """An entry as in its file."""
    dumped = entry.model_dump(exclude_none=True, exclude_unset=True)
    return {key: dumped[key] for key in ENTRY_KEYS if key in dumped}


def journal_entry(record: Record, entry: BaseEntry) -> Json:
    """A row of `log`: an entry with its item's reference."""
    return {"ref": record.ref, **log_entry(entry)}


def checked(found: Sequence[Finding], commits: Json, *, complete: bool) -> str:
    """The document of `check`; `commits` are the commits checked."""
    rows = [{"severity": finding.severity, **problem(finding)} for finding in found]
    return document(None, complete, **commits, findings=rows)


def json_sums(sums: Sums) -> Json:
    """The sums of the office's own fields, by name."""
    return {name: plain(total) for name, total in sums.items()}


def summary_group(one: Group, key: str) -> Json:
    """A row of `summary`: issues as in `status`, with measures and supported issues."""
    row = group(one, key) | {"measures": count(one.measures), "supporting": one.supporting}
    return row | {"sums": json_sums(one.sums)}


def instrument(one: InstrumentUse) -> Json:
    """A row of `summary --by instrument`."""
    return asdict(one)


def shown(one: Item, measures: Iterable[Item], settings: Settings, as_of: str) -> Json:
    """A complete item, for `show`."""
    record = one.record
    whole = item(one, settings) | {
        "next": text_of(one.next) or None,
        **_named(computed(one), "closed_on", "on_time", "extensions", "next_review"),
        "log": [log_entry(entry) for _index, entry in entries_until(record, as_of)],
    }
    if isinstance(record, Measure):
        return whole | {
            "instruments": [i.model_dump(exclude_none=True) for i in one.instruments],
            "figures": [f.model_dump(exclude_none=True) for f in one.figures],
        }
    return whole | {
        "heading": text_of(record.heading) or None,
        "measures": [shown(measure, (), settings, as_of) for measure in measures],
    }
