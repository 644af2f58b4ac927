"""The content of a text document, before a template words it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rectledger.core.summary.counts import Count
from rectledger.formatting import values
from rectledger.publish.tables.table import Table


class Content(NamedTuple):
    """The input of a template: values to print or loop over, and complete tables, by name.

    All texts are plain, in the reader's language. `wide` asks for landscape pages. `sheets` maps
    the tables of a workbook to the titles of their sheets, in order; other tables are for pages
    only. `lines` are further lines of the workbook's first sheet.
    """

    words: Mapping[str, object]
    tables: Mapping[str, Table]
    wide: bool = False
    sheets: Mapping[str, str] = {}
    lines: Sequence[str] = ()


class Figures(NamedTuple):
    """A count as plain numbers, for a template: total = closed + ongoing + waived."""

    total: int
    closed: int
    ongoing: int
    waived: int
    overdue: int
    due_soon: int
    extended: int
    reviews_due: int
    standing: int
    substantial: int
    closed_of: str  # 48/57
    rate: str  # 84.2%
    on_time_of: str  # of those closed that had a deadline: 47/48
    held_of: str  # of those that fell due: 45/52
    again: str  # how many relapsed or were reopened, and how often; "" if none


def figures(count: Count) -> Figures:
    """A count for a template."""
    return Figures(
        total=count.total,
        closed=count.closed,
        ongoing=count.ongoing,
        waived=count.waived,
        overdue=count.overdue,
        due_soon=count.due_soon,
        extended=count.extended,
        reviews_due=count.reviews_due,
        standing=count.standing,
        substantial=count.substantial,
        closed_of=values.of(count.closed, count.total),
        rate=values.rate(count.closed, count.total),
        on_time_of=values.of(count.on_time, count.with_deadline),
        held_of=values.of(count.held, count.fell_due),
        again=values.again(count),
    )
