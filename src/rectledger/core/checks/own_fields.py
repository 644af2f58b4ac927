"""Whether what records hold under `fields` is what ledger.yaml declares."""

from collections.abc import Iterator

from rectledger.core.findings import Finding, unknown
from rectledger.core.model import Ledger, Measure, Record, Settings


def own_fields(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """An office's own fields are declared, of this kind of record, and hold such a value; those
    that are required are there."""
    for file, record in ledger.records.items():
        yield from _held(file, record, ledger.settings)
        yield from _missing(file, record, ledger.settings)


def _held(file: str, record: Record, settings: Settings) -> Iterator[Finding]:
    for name, value in record.fields.items():
        key, declared = ("fields", name), settings.fields.get(name)
        if declared is None:
            yield unknown("unknown-field", name, settings.fields, file, key)
        elif _kind(record) not in declared.of:
            yield Finding("field-not-of", file, key, {"ref": record.ref, "field": name})
        elif declared.type == "choice" and isinstance(value, str):
            if not declared.holds(value):
                found = unknown("unknown-choice", value, declared.choices or {}, file, key)
                found.args["field"] = name
                yield found
        elif not declared.holds(value):
            args: dict[str, object] = {"field": name, "value": str(value), "type": declared.type}
            yield Finding("bad-field-value", file, key, args)


def _missing(file: str, record: Record, settings: Settings) -> Iterator[Finding]:
    for name, declared in settings.fields.items():
        if declared.required and _kind(record) in declared.of and name not in record.fields:
            args: dict[str, object] = {"ref": record.ref, "field": name}
            yield Finding("field-missing", file, ("fields",), args)


def _kind(record: Record) -> str:
    return "measure" if isinstance(record, Measure) else "issue"
