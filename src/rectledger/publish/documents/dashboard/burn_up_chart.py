"""The burn-up chart: closed against due issues as a step chart, in SVG for embedding in a page.

pygal lays out the axes and lines. Everything else it writes is removed (its date, a script, its own
styles), so that the page's style sheet sets the colours.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree

import pygal
from pygal.style import Style

from rectledger.core.summary.burn_up import Level

# pygal leaves a module finder behind that makes Python 3.11 warn at each import.
sys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != "PluginImportFixer"]

Levels = Sequence[tuple[str, Level]]
SVG = "{http://www.w3.org/2000/svg}"
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)  # between two labels
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


class Size(NamedTuple):
    """The size of a drawing, and the number of date labels that fit."""

    width: int
    height: int
    labels: int


WIDE, NARROW = Size(1040, 300, 10), Size(340, 240, 4)


def burn_up(levels: Levels, day: str, size: Size, *, title: str) -> str:
    """The chart of `levels`, past and future, with `day` marked; `title` is for screen readers.
    Its series are, in order: the area below closed, all, due by first deadlines, due, closed,
    `day`, and a dot at the current number of closed issues."""
    first, last = _ends(levels, day)
    most = max(max(level) for _day, level in levels)
    ticks = _ticks(most)
    chart = pygal.XY(
        style=Style(label_font_size=12, major_label_font_size=12),
        css=[], js=[], show_legend=False, show_dots=False, no_prefix=True,
        disable_xml_declaration=True, include_x_axis=True, truncate_label=-1, margin=0,
        margin_top=8, margin_right=28,
        width=size.width, height=size.height, xrange=(first, last), range=(0, ticks[-1]),
    )  # fmt: skip
    chart.x_labels = [{"label": label, "value": at} for label, at in _dates(first, last, size)]
    chart.y_labels = ticks
    now = _number(day)
    closed = list(_steps([(at, level.closed) for at, level in levels], first, now))
    chart.add("area", closed, fill=True)
    chart.add("all", list(_steps([(at, level.opened) for at, level in levels], first, now)))
    chart.add("first", list(_steps([(at, level.first_due) for at, level in levels], first, last)))
    chart.add("due", list(_steps([(at, level.due) for at, level in levels], first, last)))
    chart.add("closed", closed)
    chart.add("day", [(now, 0), (now, ticks[-1])])
    chart.add("now", [closed[-1]], stroke=False, show_dots=True, dots_size=4.5)
    return _bare(chart.render(is_unicode=True), title)


def _bare(drawn: str, title: str) -> str:
    """Only the graph, without scripts, styles and comments, with a title."""
    root = ElementTree.fromstring(drawn)  # noqa: S314  # pygal's output, of numbers only
    root[:] = root.findall(f"{SVG}g")
    graph = root[0]
    graph[:] = [child for child in graph if child.get("class") in ("plot", "plot overlay")]
    for parent in list(graph.iter()):
        drawings = (child for child in parent if child.tag not in (f"{SVG}title", f"{SVG}desc"))
        parent[:] = [child for child in drawings if child.get("class") != "background"]
    for path in graph.iter(f"{SVG}path"):
        path.set("d", re.sub(r"(\.\d)\d+", r"\1", path.get("d") or ""))
    for name in ("id", "class", "width", "height"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", title)
    return ElementTree.tostring(root, encoding="unicode")


def _ends(levels: Levels, day: str) -> tuple[int, int]:
    """The first and last date of the chart. Deadlines very far off are cut, or they would leave no
    room for the rest."""
    now = _number(day)
    first = min(_number(levels[0][0]), now - 1)
    last = max(_number(levels[-1][0]), now)
    last = min(last, now + max(366, 2 * (now - first)))
    return first, last + max(1, (last - first) // 40)


def _steps(values: Sequence[tuple[str, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The points of a step line."""
    height = [0, *(value for day, value in values if _number(day) <= first)][-1]
    yield first, height
    for day, value in values:
        at = _number(day)
        if at > last:
            break
        if value != height:
            yield at, height
            yield at, value
            height = value
    yield last, height


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _ticks(most: int) -> list[int]:
    """From 0 to at least `most`, in three to six round steps."""
    steps = (n * 10**power for power in range(9) for n in (1, 2, 5))
    step = next(step for step in steps if most <= 5 * step)
    return list(range(0, max(most, 1) + step, step))


def _dates(first: int, last: int, size: Size) -> list[tuple[str, int]]:
    """The first days of months, as many as fit."""
    begin, end = date.fromordinal(first), date.fromordinal(min(last, date.max.toordinal()))
    month = begin.year * 12 + begin.month - (begin.day == 1)  # the first month to be labelled
    for apart in MONTHS:
        months = range(-(-month // apart) * apart, end.year * 12 + end.month, apart)
        if len(months) <= size.labels:
            break
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return [(day.isoformat()[: 4 if apart >= 12 else 7], day.toordinal()) for day in days]
