"""The burn-up chart: steps, never slopes, and an SVG with nothing but the drawing."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given

from builders import close, issue, settings
from rectledger.core.model import Ledger
from rectledger.core.summary.burn_up import over_time
from rectledger.publish.documents.dashboard.burn_up_chart import NARROW, WIDE, Size, burn_up
from strategies import days, ledgers

DAY = "2021-12-01"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*issues: object, day: str = DAY, size: Size = WIDE) -> ElementTree.Element:
    """The chart for some issues."""
    found = over_time(issues, day, settings().policy)  # type: ignore[arg-type]
    svg = burn_up(list(found.levels()), day, size, title="As it is")
    return ElementTree.fromstring(svg)  # noqa: S314  # ours


def lines(svg: ElementTree.Element) -> dict[str, list[tuple[float, float]]]:
    """The points of each series."""
    found = {}
    for group in svg.iter(f"{SVG}g"):
        name = re.match(r"series serie-(\d)", group.get("class") or "")
        for path in group.findall(f"{SVG}path") if name else ():
            numbers = re.findall(r"-?[\d.]+", path.get("d") or "")
            points = [float(n) for n in numbers]
            found[name[1]] = list(zip(points[::2], points[1::2], strict=True))
    return found


@given(ledgers(), days())
def test_every_line_goes_straight_on_or_straight_up_and_down(whole: Ledger, day: str) -> None:
    opened = [one for one in whole.issues.values() if one.opened <= day]
    if not opened:
        return
    found = lines(drawn(*opened, day=day))
    for series in found.values():
        for (x, y), (to_x, to_y) in pairwise(series):
            assert x == to_x or y == to_y
            assert x <= to_x + 0.1 or series is found["0"]


def test_what_is_closed_and_all_end_on_the_day_and_what_is_due_goes_on() -> None:
    found = lines(drawn(issue(log=[close("2021-09-01")]), issue(id=2, due="2022-06-30")))
    day = found["5"][0][0]
    assert found["1"][-1][0] == found["4"][-1][0] == day
    assert found["2"][-1][0] == found["3"][-1][0] > day


def test_each_line_is_as_high_as_what_it_counts() -> None:
    closed = [issue(id=n, due="2021-08-31", log=[close("2021-08-15")]) for n in (1, 2)]
    late = [issue(id=n, due="2021-08-31") for n in (3, 4, 5)]
    rest = [issue(id=n, due="2022-06-30") for n in (6, 7, 8, 9)]
    found = lines(drawn(*closed, *late, *rest))
    base, day = found["5"][0][1], found["5"][0][0]
    unit = (base - found["1"][-1][1]) / 9

    def height(series: str) -> int:
        points = [y for x, y in found[series] if x <= day]
        return round((base - points[-1]) / unit)

    assert [height(series) for series in ("1", "2", "3", "4")] == [9, 5, 5, 2]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_it_is_a_drawing_with_a_name_and_nothing_else(size: Size) -> None:
    svg = drawn(issue(), size=size)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "As it is")
    kinds = {one.tag.removeprefix(SVG) for one in svg.iter()}
    assert kinds <= {"svg", "g", "path", "text", "circle"}
    attributes = {name for one in svg.iter() for name in one.attrib}
    assert attributes.isdisjoint({"id", "style", "href", "onload"})


@pytest.mark.parametrize(("size", "most"), [(WIDE, 10), (NARROW, 4)])
@pytest.mark.parametrize("due", ["2021-08-01", "2021-12-31", "2024-12-31", "9999-12-31"])
def test_there_are_no_more_dates_than_there_is_room_for(size: Size, most: int, due: str) -> None:
    svg = drawn(issue(due=due), size=size)
    dates = [t.text for t in svg.iter(f"{SVG}text") if re.match(r"\d{4}", t.text or "")]
    assert 0 < len(dates) <= most


@pytest.mark.parametrize("due", ["2022-01-30", "2022-03-31", "2023-01-31", "2024-12-31"])
def test_dates_are_written_out(due: str) -> None:
    svg = drawn(issue(due=due), size=NARROW)
    texts = [t.text or "" for t in svg.iter(f"{SVG}text")]
    assert [t for t in texts if "…" in t] == []


def test_the_first_of_a_month_on_which_it_begins_is_named() -> None:
    begins = issue(opened="2021-09-01", due="2021-10-31")
    assert "2021-09" in [t.text for t in drawn(begins).iter(f"{SVG}text")]


def test_a_deadline_that_is_very_far_off_leaves_room_for_the_rest() -> None:
    found = lines(drawn(issue(), issue(id=2, due="9999-12-31")))
    assert found["5"][0][0] > 100


def test_a_ledger_of_one_day_can_be_drawn() -> None:
    assert lines(drawn(issue(opened=DAY, due=None)))["1"]
