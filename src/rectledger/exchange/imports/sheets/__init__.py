"""Workbooks (`.xlsx`, `.xls`) and CSV, read into tables.

A file comes from anywhere, so it is read in a process of its own, whose memory and time are
limited (`run_child` starts it, `child` is what runs there). `xlsx`, `xls` and `csv_table` read one
format each.
"""

from rectledger.exchange.imports.sheets.bounds import BOUNDS, Bounds
from rectledger.exchange.imports.source import Workbook

SUFFIXES = (".xlsx", ".xls", ".csv")


def read_sheets(data: bytes, suffix: str, bounds: Bounds = BOUNDS) -> Workbook:
    """The tables in a file whose name ends with `suffix`, one of SUFFIXES.

    Whether a workbook is an `.xlsx` or an `.xls` is taken from its bytes. Raises SourceError.
    """
    # Not above: the child imports this package too, and has no use for it.
    from rectledger.exchange.imports.sheets.run_child import run_child

    if suffix not in SUFFIXES:
        raise ValueError(suffix)
    return run_child(data, suffix, bounds)
