"""What a document of words holds, before it is worded."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rectledger.core.summary.counts import Count
from rectledger.formatting import values
from rectledger.publish.tables.table import Table


class Content(NamedTuple):
    """What a template is given: values to print and to loop over, and whole tables, by name.

    All texts are plain, in the reader's language. `wide` asks for a page that lies on its side.
    `sheets` are the tables that a workbook shows, each with the title of its sheet, in that order;
    the others are for a page alone. `lines` are what such a workbook says of itself besides.
    """

    words: Mapping[str, object]
    tables: Mapping[str, Table]
    wide: bool = False
    sheets: Mapping[str, str] = {}
    lines: Sequence[str] = ()


class Figures(NamedTuple):
    """A count in plain numbers, for a template: total = closed + ongoing + waived."""

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
    held_of: str  # of those whose deadline has come: 45/52
    again: str  # how many relapsed or were reopened, and how often; "" for none


def figures(count: Count) -> Figures:
    """What a template is told of a count."""
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
