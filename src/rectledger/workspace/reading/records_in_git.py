"""Records in git's objects, independent of a commit."""

from functools import cache
from typing import Any, cast

from rectledger.core.model import Record
from rectledger.core.model.records import record_type
from rectledger.store.git import objects
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.yaml.read_record import parse


@cache
def record_in(folder: str, file: str, sha: str) -> Record | None:
    """The record in a file, by the file's hash; None if it is not one, or cannot be read."""
    model: Any = record_type(file)
    # The hash of a link or folder contains a blank.
    data = None if model is None or " " in sha else objects.content(folder, sha, RECORD_MAX_BYTES)
    read = None if data is None else parse(data, file, model)
    return None if read is None or isinstance(read, list) else cast(Record, read)
