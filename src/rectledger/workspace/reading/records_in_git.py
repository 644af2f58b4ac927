"""Records as git keeps them, in whatever commit."""

from functools import cache
from typing import Any, cast

from rectledger.core.model import Record
from rectledger.core.model.records import record_type
from rectledger.store.git import objects
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.yaml.read_record import parse


@cache
def record_in(folder: str, file: str, sha: str) -> Record | None:
    """The record in a file, by the hash of that; None for what is none, or cannot be read."""
    model: Any = record_type(file)
    # What is no file, but a link or a folder, has a blank in its hash.
    data = None if model is None or " " in sha else objects.content(folder, sha, RECORD_MAX_BYTES)
    read = None if data is None else parse(data, file, model)
    return None if read is None or isinstance(read, list) else cast(Record, read)
