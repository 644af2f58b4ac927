"""Which commits are new, regardless of their dates."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgers import ALONE
from rectledger.store.git.commits import between
from transcript import surroundings

# Each commit's parents, as numbers of earlier commits, and its date.
COMMIT = st.tuples(st.lists(st.integers(0, 30), max_size=3), st.integers(1, 400))


def git(folder: Path, *arguments: str, said: str = "") -> list[str]:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**surroundings(), **ALONE}, input=said.encode(),
        capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().split()


def made(folder: Path, commits: list[tuple[list[int], int]]) -> list[str]:
    """A repository of these commits; returns their hashes."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare")
    lines = []
    for n, (parents, day) in enumerate(commits):
        lines += [f"commit refs/heads/c{n}", f"mark :{n + 1}"]
        lines += [
            f"committer A <a@court.example> {day * 86400} +0000",
            f"data {len(str(n))}",
            str(n),
        ]
        real = list(dict.fromkeys(one for one in parents if one < n))
        lines += [f"{'from' if at == 0 else 'merge'} :{one + 1}" for at, one in enumerate(real)]
        lines.append("")
    git(folder, "fast-import", "--quiet", said="\n".join(lines) + "\n")
    return git(folder, "rev-parse", *(f"refs/heads/c{n}" for n in range(len(commits))))


def reached(commits: list[tuple[list[int], int]], at: int) -> set[int]:
    return {at}.union(*(reached(commits, one) for one in set(commits[at][0]) if one < at))


def new(folder: Path, commits: list[tuple[list[int], int]], base: int, head: int) -> set[int]:
    """The numbers of the commits that are listed as new."""
    hashes = made(folder, commits)
    found = [hashes.index(one.sha) for one in between(str(folder), hashes[base], hashes[head])]
    assert len(found) == len(set(found))
    return set(found)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.lists(COMMIT, min_size=2, max_size=16))
def test_what_one_has_and_the_other_has_not(
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    commits: list[tuple[list[int], int]],
) -> None:
    base, head = (data.draw(st.integers(0, len(commits) - 1)) for _ in "12")
    folder = tmp_path_factory.mktemp("commits") / "repository"
    assert new(folder, commits, base, head) == reached(commits, head) - reached(commits, base)


@pytest.mark.parametrize("early", [1, 6, 30])
def test_a_clock_that_was_wrong_brings_nothing_of_the_base_s_in_again(
    tmp_path: Path, early: int
) -> None:
    """The base contains a commit with a date in the future; everything after it claims to be
    older."""
    commits: list[tuple[list[int], int]] = [([], 300), ([0], 301)]
    commits += [([n + 1], 2) for n in range(early)]
    base = len(commits) - 1
    commits += [([base, 1], 302), ([1], 303)]
    assert new(tmp_path / "merged", commits, base, base + 1) == {base + 1}
    assert new(tmp_path / "beside", commits, base, base + 2) == {base + 2}
