"""What a record says, as its file has it: in plain values, and in the order of the keys."""

from typing import Any

from pydantic import BaseModel

from rectledger.core.model.events import ENTRY_KEYS, BaseEntry


def said(record: BaseModel) -> dict[str, Any]:
    """What a record, an entry or the settings say, key by key in the order in which it is
    written. What is not said is not there."""
    told = record.model_dump(exclude_unset=True)
    if isinstance(record, BaseEntry):
        return _in_order(told)
    if "log" in told:
        told["log"] = [_in_order(entry) for entry in told["log"]]
    return told


def _in_order(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ENTRY_KEYS if key in entry}
