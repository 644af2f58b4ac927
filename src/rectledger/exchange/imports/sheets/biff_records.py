"""The records of an `.xls` that xlrd passes over: whether a filter is on, conditional formats."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

# Numbers of records; they are the same from BIFF5 to BIFF8.
_BOF, _EOF, _BOUNDSHEET = 0x0809, 0x000A, 0x0085
_FILTERMODE, _CONDFMT, _CONDFMT12 = 0x009B, 0x01B0, 0x0879
_WORKSHEET = 0


@dataclass(frozen=True)
class SheetRecords:
    """What the records of one sheet say."""

    filtered: bool
    conditional_formats: bool


def sheet_records(stream: bytes) -> list[SheetRecords]:
    """What is said of each worksheet in a workbook's stream, in order.

    Raises struct.error if the stream is damaged.
    """
    found = []
    for number, start, size in _records(stream, 0):
        if number == _BOUNDSHEET:
            offset, _visibility, kind = struct.unpack_from("<IBB", stream[start : start + size])
            if kind == _WORKSHEET:
                numbers = {number for number, _start, _size in _records(stream, offset)}
                found.append(
                    SheetRecords(_FILTERMODE in numbers, bool(numbers & {_CONDFMT, _CONDFMT12}))
                )
    return found


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """The records from one BOF to its EOF, with those of charts inside: number, start and size."""
    depth = 0
    while True:
        number, size = struct.unpack_from("<HH", stream, position)
        yield number, position + 4, size
        depth += (number == _BOF) - (number == _EOF)
        if depth <= 0:
            return
        position += 4 + size
