"""Which entries of two logs are the same."""

from hypothesis import given
from hypothesis import strategies as st

from builders import entry
from rectledger.core.diff.log_diff import align

LOG = st.lists(
    st.sampled_from("abcd").map(lambda note: entry("progress", "2021-08-01", note=note)), max_size=8
)


def test_new_entries_may_stand_anywhere() -> None:
    one, two, three = (entry("progress", f"2021-08-0{n}") for n in (1, 2, 3))
    assert align([one, three], [one, two, three]) == ([(0, 0), (1, 2)], [1], [])
    assert align([], [one]) == ([], [0], [])


def test_an_altered_entry_is_lost_and_another_is_new() -> None:
    one, two = entry("progress", "2021-08-01"), entry("progress", "2021-08-02")
    other = entry("progress", "2021-08-01", by="Liu")
    assert align([one, two], [other, two]) == ([(1, 1)], [0], [0])


def test_entries_in_another_order_are_not_kept() -> None:
    one, two = entry("start", "2021-08-01"), entry("progress", "2021-08-01")
    aligned = align([one, two], [two, one])
    assert (len(aligned.kept), len(aligned.new), len(aligned.lost)) == (1, 1, 1)


def test_values_that_are_equal_are_not_the_same() -> None:
    one = entry("amend", "2021-08-01", field="standing", was=0, now=True)
    two = entry("amend", "2021-08-01", field="standing", was=False, now=1)
    assert align([one], [two]).kept == []


@given(LOG, LOG)
def test_every_entry_is_kept_or_new_or_lost(before: list, after: list) -> None:
    aligned = align(before, after)
    olds, news = [i for i, _ in aligned.kept], [i for _, i in aligned.kept]
    assert sorted([*olds, *aligned.lost]) == list(range(len(before)))
    assert sorted([*news, *aligned.new]) == list(range(len(after)))
    assert (olds, news) == (sorted(olds), sorted(news))
    assert all(before[i] == after[j] for i, j in aligned.kept)


@given(LOG, LOG)
def test_what_was_only_added_to_has_lost_nothing(before: list, more: list) -> None:
    after = list(before)
    for at, one in enumerate(more):
        after.insert(at * 2 % (len(after) + 1), one)
    assert align(before, after).lost == []
