"""What a record says, as in its file: plain values, with keys in order."""

from typing import Any

from pydantic import BaseModel

from rectledger.core.model.events import ENTRY_KEYS, BaseEntry


def said(record: BaseModel) -> dict[str, Any]:
    """The content of a record, an entry or the settings, with keys in the order in which they are
    written. Keys that are not set are left out."""
    told = record.model_dump(exclude_unset=True)
    if isinstance(record, BaseEntry):
        return _in_order(told)
    if "log" in told:
        told["log"] = [_in_order(entry) for entry in told["log"]]
    return told


def _in_order(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ENTRY_KEYS if key in entry}
