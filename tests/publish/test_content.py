"""What templates get from a count: each figure has the right name."""

from rectledger.core.summary.counts import Count
from rectledger.publish.content import Figures, figures


def test_each_figure_is_the_one_that_it_is_called_by() -> None:
    count = Count(
        total=57, open=1, active=2, submitted=3, closed=44, uncounted=2, waived=5, substantial=7,
        standing=28, overdue=4, due_soon=6, reviews_due=9, on_time=40, with_deadline=42,
        extended=11, fell_due=52, held=39, relapsed=2, relapses=3, reopened=1, reopenings=1,
    )  # fmt: skip
    assert figures(count) == Figures(
        total=57, closed=44, ongoing=8, waived=5, overdue=4, due_soon=6, extended=11,
        reviews_due=9, standing=28, substantial=7, closed_of="44/57", rate="77.2%",
        on_time_of="40/42", held_of="39/52", again="2 relapsed (3 times), 1 reopened (1 time)",
    )  # fmt: skip
