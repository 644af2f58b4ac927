"""Rows of totals in a table: what they count, and whether the parts of a table add up to them."""

from collections.abc import Sequence
from dataclasses import replace

from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.ledgers.columns import Column
from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.grid import Grid
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.rows import TotalRow
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.wording.state_words import States
from rectledger.exchange.imports.wording.total import Total
from rectledger.exchange.imports.wording.totals import read_total_cell
from rectledger.exchange.imports.wording.width import half_width

# What can be counted among the items that are read. A finer state, such as behind, cannot.
_COUNTED = ("issues", "measures", "closed", "open", "submitted", "substantial", "standing")
_OF_STATES = (*_COUNTED[2:], "ongoing", "accepted", "active")
_OTHERS = ("amount", "people", "rate", "instruments", "kind")


def totals_of(
    grid: Grid, row: TotalRow, columns: Sequence[Column], states: States
) -> list[tuple[Total, int]]:
    """The figures in a row of totals, each with its column."""
    by_column = {column.at: column for column in columns}
    found: list[tuple[Total, int]] = []
    unnamed: list[tuple[Total, int]] = []
    for at in grid.filled(row.row):
        column = by_column.get(at)
        for total in _figures(grid.text(row.row, at), states):
            name = _name(total, at, column, row)
            if name:
                found.append((replace(total, name=name), at))
            elif total.unit or total.name == "cases":
                unnamed.append((replace(total, name="issues"), at))
    if len(unnamed) == 1 and not any(total.name == "issues" for total, _ in found):
        found += unnamed
    return found


def _figures(text: str, states: States) -> list[Total]:
    """The figures of a cell; one with a unit alone counts what its column says, like a bare one."""
    bare = pattern("rows", "bare").fullmatch(half_width(text).strip())
    if bare:
        return [Total("count", int(bare["n"]), text, 0, len(text), unit=bare["unit"])]
    return read_total_cell(text, states)


def _name(total: Total, at: int, column: Column | None, row: TotalRow) -> str | None:
    """What a figure counts: by its words, else by its column."""
    if total.name not in ("count", "cases"):
        return total.name
    if column is None:
        return None
    if column.field == "measures":
        return "measures"
    if column.field == "tick" and column.meaning and column.meaning.state:
        state = column.meaning.state
        return "ongoing" if state == "active" else state
    near = at <= row.last + 1 and column.field in ("number", "note", "aspect", "section")
    return "issues" if near or column.field in ("number", "problem") else None


def count(issues: Sequence[FoundIssue], name: str) -> int | None:
    """How many of what a total is named after were read; None if that cannot be told."""
    if name not in _COUNTED:
        return None
    if name == "issues":
        return len(issues)
    if name == "measures":
        return sum(len(issue.measures) for issue in issues)
    if name == "substantial":
        return sum(issue.result == "substantial" for issue in issues)
    if name == "standing":
        return sum(issue.standing for issue in issues)
    return sum(issue.state == name for issue in issues)


def check_part(
    place: Place,
    totals: Sequence[tuple[Total, Place]],
    issues: Sequence[FoundIssue],
    listings: Listings,
) -> None:
    """List the figures of a sub-total to which the issues above it do not add up."""
    for total, at in totals:
        counted = count(issues, total.name)
        if counted is not None and counted != total.number:
            args: dict[str, object] = {
                "name": total.name,
                "total": total.number,
                "counted": counted,
            }
            listings.add(at, "sub-total-differs", total.said, "", **args)
    list_uncounted(place, totals, listings)


def list_uncounted(place: Place, totals: Sequence[tuple[Total, Place]], listings: Listings) -> None:
    """List, once for its row, that some of its figures can be compared with nothing read."""
    names = [t.name for t, _ in totals if t.name not in (*_OF_STATES, *_OTHERS, *_COUNTED)]
    if names:
        said = " ".join(total.said for total, _ in totals)
        listings.add(place, "total-not-compared", said, names=names)
