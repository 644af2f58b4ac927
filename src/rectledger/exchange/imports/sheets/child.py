"""What runs in the child: the file comes in at stdin, messages about its tables go out at stdout.

The messages are pickles: a Workbook without sheets; for each sheet a Sheet without rows, then
lists of its rows; at the end None. A SourceError may take the place of any of them.
"""

import json
import pickle
import sys
from collections.abc import Iterator

from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import Row, Tables, batches
from rectledger.exchange.imports.source import Sheet, SourceError, Workbook

Message = Workbook | Sheet | list[Row] | SourceError | None

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream in which a workbook with a password is kept.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def main(suffix: str, settings: str) -> None:
    """Reads the file at stdin within the bounds in `settings`, as JSON."""
    data = sys.stdin.buffer.read()
    bounds = Bounds(**json.loads(settings))
    _limit_resources(bounds)
    for message in messages(data, suffix, bounds):
        pickle.dump(message, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


def messages(data: bytes, suffix: str, bounds: Bounds) -> Iterator[Message]:
    """Everything that is said about a file; the last message is None or a SourceError."""
    text_left = bounds.text
    try:
        tables = _tables(data, suffix, bounds)
        yield Workbook((), tables.date_1904, tables.unread)
        for sheet, rows in tables.sheets:
            yield sheet
            for batch, characters in batches(rows):
                text_left -= characters
                if text_left < 0:
                    raise SourceError("too-much-text", limit=bounds.text)
                yield batch
        yield None
    except SourceError as error:
        yield error
    except MemoryError:
        yield SourceError("too-much-memory", limit=bounds.memory)
    except ModuleNotFoundError as error:
        yield SourceError("missing-package", package=error.name)


def _tables(data: bytes, suffix: str, bounds: Bounds) -> Tables:
    """The file by its reader, whose libraries are loaded only now."""
    if suffix == ".csv":
        from rectledger.exchange.imports.sheets.csv_table import read_csv

        return read_csv(data, bounds)
    if data.startswith(_ZIP):
        from rectledger.exchange.imports.sheets.xlsx import read_xlsx

        return read_xlsx(data, bounds)
    if not data.startswith(_OLE):
        looks = "html" if data.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"<") else "unknown"
        raise SourceError("not-a-workbook", found=looks)
    if _ENCRYPTED in data:
        raise SourceError("password")
    from rectledger.exchange.imports.sheets.xls import read_xls

    return read_xls(data, bounds)


def _limit_resources(bounds: Bounds) -> None:
    """Limits what this process may use, as far as the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = (
        (resource.RLIMIT_AS, bounds.memory),
        # Ends a child whose parent was killed; the parent itself goes by the clock.
        (resource.RLIMIT_CPU, bounds.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, limit in limits:
        _soft, hard = resource.getrlimit(what)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            # Only the soft limit: at the hard one of time, the signal is that of lacking memory.
            resource.setrlimit(what, (limit, hard))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS, but may refuse to set it
            continue
