"""Who introduced a change: histories of every shape, and one rule for all."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.core.merge_request.introducing_commits import Bringers, History
from rectledger.core.merge_request.request_history import Origins

# Commits are numbered in order of creation; 0 is the base, -1 one of its ancestors.
Parents = Mapping[int, tuple[int, ...]]


def brought(parents: Parents, have: set[int], unread: set[int] = frozenset()) -> Bringers:  # type: ignore[assignment]
    """Who introduced what the commits `have`, including the last of them."""
    history = History(str(max(parents)), {str(n): tuple(map(str, of)) for n, of in parents.items()})
    return history.bringers(lambda one: None if int(one) in unread else int(one) in have)


def test_it_is_the_commit_that_has_what_the_one_before_has_not() -> None:
    assert brought({1: (0,), 2: (1,), 3: (2,)}, {2, 3}) == (("2",), ())


def test_what_was_taken_back_is_whoevers_that_brings_it_in_anew() -> None:
    assert brought({1: (0,), 2: (1,), 3: (2,)}, {1, 3}) == (("3",), ())


def test_a_merge_brings_in_what_no_parent_has() -> None:
    assert brought({1: (0,), 2: (0,), 3: (1, 2)}, {3}) == (("3",), ())
    assert brought({1: (0,), 2: (0,), 3: (1, 2)}, {2, 3}) == (("2",), ())


def test_a_merge_that_keeps_what_one_side_has_taken_away_brings_it_in() -> None:
    taken_back = {1: (0,), 2: (1,), 3: (2, 1)}
    assert brought(taken_back, {1, 3}) == (("3",), ())
    # Their merge base lacks it: a removal on one line does not affect the other.
    apart = {1: (0,), 2: (1,), 3: (0,), 4: (2, 3)}
    assert brought(apart, {1, 3, 4}) == (("3",), ())
    # It was gone before they diverged, and one side brought it back.
    again = {1: (0,), 2: (1,), 3: (2,), 4: (2,), 5: (3, 4)}
    assert brought(again, {1, 3, 5}) == (("3",), ())


def test_what_two_lines_bring_in_alike_is_of_both() -> None:
    found = brought({1: (0,), 2: (0,), 3: (1, 2)}, {1, 2, 3})
    assert (sorted(found.by), found.revived_by) == (["1", "2"], ())


def test_what_is_of_the_base_s_past_nobody_brings_in() -> None:
    assert brought({1: (0, -1)}, {1, -1}) == ((), ("1",))
    assert brought({1: (0,), 2: (1, -1)}, {1, 2, -1}) == (("1",), ("2",))


def test_what_the_head_has_not_nobody_brings_in() -> None:
    assert brought({1: (0,), 2: (1,)}, {1}) == ((), ())


def test_behind_what_cannot_be_read_it_is_followed_on() -> None:
    parents = {1: (0,), 2: (1,), 3: (2,)}
    assert brought(parents, {1, 3}, {2}) == (("1",), ())
    assert brought(parents, {3}, {2}) == (("3",), ())
    assert brought({1: (0,)}, {1}, {0}) == (("1",), ())


def test_a_beginning_beside_the_base_s_is_a_root() -> None:
    assert History("3", {"3": ("2", "1"), "2": (), "1": ("0",)}).roots == ["2"]


@pytest.mark.parametrize(
    ("held", "by_git", "found"),
    [
        ("0a 1b 2a 3b", "b", "1"),  # the merge has what git would have made
        ("0a 1b 2a 3a", "b", "31"),  # it kept what git would have replaced
        ("0a 1b 2a 3c", "b", "31"),
        ("0a 1b 2c 3b", "", "321"),  # git has a conflict
        ("0a 1b 2b 3b", "", "21"),  # nothing to tell
        ("0a 1b 2b 3a", "", "321"),
        ("0a 1 2a 3", "", "31"),  # it is gone
    ],
)
def test_whoever_has_a_file_otherwise_than_git_makes_it_changed_it(
    held: str, by_git: str, found: str
) -> None:
    history = History("3", {"3": ("1", "2"), "2": ("0",), "1": ("0",)})
    hashes = {one[0]: {"f": one[1:]} if one[1:] else {} for one in held.split()}
    made = {("f", "3"): by_git} if by_git else {}
    assert "".join(Origins(history, {}, hashes, by_git=made).changers("f")) == found


def test_a_beginning_changes_what_it_has() -> None:
    history = History("2", {"2": ("1", "0"), "1": ()})
    origins = Origins(history, {}, {"1": {"f": "a"}, "2": {"f": "a"}}, by_git={("f", "2"): "a"})
    assert (origins.changers("f"), origins.changers("g")) == (["1"], [])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Parents, set[int]]:
    """Commits with their parents, and which of them have the thing."""
    size = draw(st.integers(1, 8))
    parents = {
        n: tuple(draw(st.lists(st.integers(-1, n - 1), min_size=1, max_size=3, unique=True)))
        for n in range(1, size + 1)
    }
    return parents, draw(st.sets(st.integers(-1, size)))


def taken_away(parents: Parents, have: set[int], commit: int) -> bool:
    """Whether a parent of this merge removed what another parent kept and their merge base had; a
    base is a common ancestor with no common ancestor after it."""

    def past(one: int) -> set[int]:
        return {one}.union(*(past(each) for each in parents.get(one, ())))

    sides = parents.get(commit, ())
    for one in (each for each in sides if each not in have):
        for other in (each for each in sides if each in have):
            common = past(one) & past(other)
            last = {each for each in common if not any(
                each in past(later) for later in common - {each}
            )}  # fmt: skip
            if last & have:
                return True
    return False


def ways(parents: Parents, have: set[int], start: int) -> list[list[int]]:
    """Every path back from a commit through those that have the thing, to its end."""
    before = [one for one in parents.get(start, ()) if one in have]
    if not before or (min(before) >= 1 and taken_away(parents, have, start)):
        return [[start]]
    return [[start, *rest] for one in before for rest in ways(parents, have, one)]


@given(histories())
def test_every_way_back_ends_at_a_bringer_or_in_the_base_s_past(
    drawn: tuple[Parents, set[int]],
) -> None:
    """Checks each path separately, while the code follows all at once."""
    parents, have = drawn
    head = max(parents)
    found = brought(parents, have)
    if head not in have:
        assert found == ((), ())
        return
    ends = [way[-1] for way in ways(parents, have, head)]
    reached = [way[-2] if way[-1] < 1 else None for way in ways(parents, have, head)]
    assert set(found.by) == {str(one) for one in ends if one >= 1}
    assert set(found.revived_by) == {str(one) for one in reached if one is not None}
    assert found.by or found.revived_by
