"""Only an authorised person introduces a change: random histories, by real git. Members' changes
pass in any order; with one change by somebody else they do not."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import office
from office import entry
from runner import Runner
from signing import PEOPLE, Signing, begin, begun, found

SIX = "issues/006.yaml"
RULES = ".gitattributes"
# The files that branches add notes to, and the one that only main does.
NOTED, MAINS = [f"issues/00{n}.yaml" for n in (1, 2, 4, 5)], "issues/003.yaml"

Change = Callable[[Signing, str, int], None]


def note(place: Signing, who: str, n: int, by: str = "") -> None:
    """Add a reference, which is allowed for every item, closed or not."""
    _note(place, who, n, NOTED[n % len(NOTED)], by)


def _note(place: Signing, who: str, n: int, file: str, by: str = "") -> None:
    proof = ("evidence:", f"  - document: Note {n}")
    place.enter(file, entry("2021-11-20", "attach", by or who, *proof))
    place.commit(who)


def rule(place: Signing, _who: str, n: int, by: str = "wang") -> None:
    """The office changes a governing file, away from all other changes."""
    place.replace(RULES, f"# {n}\n", f"# {n}, changed\n")
    place.commit(by)


@dataclass
class Drawn:
    """A growing history: each step ends on some branch; `branches` lists some of them."""

    place: Signing
    change: Change
    branches: list[str]
    changes: int = 0

    def next(self) -> int:
        self.changes += 1
        return self.changes

    def branch(self) -> str:
        """Start a new branch from here."""
        name = f"side{len(self.branches)}"
        self.place.git("switch", "--quiet", "--create", name)
        self.branches.append(name)
        return name

    def to(self, name: str) -> None:
        self.place.git("switch", "--quiet", name)

    def merge(self, who: str, *names: str) -> None:
        self.place.as_(who, "merge", "--quiet", "--no-ff", "--no-edit", *names)

    def make(self, who: str) -> None:
        self.change(self.place, who, self.next())

    def issue(self, who: str) -> None:
        if not (self.place.root / SIX).exists():
            self.place.write(SIX, office.ISSUE.format(n=6))
            self.place.commit(who)

    def another(self, _who: str) -> None:
        """Continue from another branch."""
        self.to(self.branches[self.changes % len(self.branches)])

    def join(self, who: str) -> None:
        self.merge(who, "-X", "theirs", self.branches[-1])

    def main(self, who: str) -> None:
        """main moves on, and is merged in."""
        here = self.place.git("branch", "--show-current")
        self.to("main")
        if self.change is note:
            _note(self.place, who, self.next(), MAINS)
        else:
            self.make(who)
        self.to(here)
        self.merge(who, "main")

    def octopus(self, who: str) -> None:
        here = self.branch()
        sides = []
        for _ in range(3):
            self.to(here)
            sides.append(self.branch())
            self.make(who)
        self.to(here)
        self.merge(who, *sides)

    def criss_cross(self, who: str) -> None:
        here = self.place.git("branch", "--show-current")
        one = self.branch()
        self.make(who)
        self.to(here)
        two = self.branch()
        self.make(who)
        self.merge(who, one)
        self.to(one)
        self.merge(who, f"{two}~1")
        self.make(who)
        self.to(two)
        self.merge(who, one)

    def pick(self, who: str) -> None:
        """The same change is on two branches, cherry-picked from one to the other, which are
        merged."""
        here = self.branch()
        side = self.branch()
        self.make(who)
        self.to(here)
        self.make(who)
        self.place.as_(self.author(side), "cherry-pick", side)
        self.merge(who, side)

    def revert(self, who: str) -> None:
        """A change is reverted, then restored."""
        self.make(who)
        for _ in range(2):
            self.place.as_(self.author("HEAD"), "revert", "--no-edit", "HEAD")

    def rebase(self, who: str) -> None:
        here = self.branch()
        side = self.branch()
        self.make(who)
        self.make(who)
        self.to(here)
        self.make(who)
        self.to(side)
        self.place.as_(self.author(side), "rebase", "--quiet", here)

    def author(self, commit: str) -> str:
        return self.place.git("log", "-1", "--format=%ae", commit).partition("@")[0]


STEPS: dict[str, Callable[[Drawn, str], object]] = {
    "make": Drawn.make, "issue": Drawn.issue, "branch": lambda drawn, _who: drawn.branch(),
    "another": Drawn.another, "join": Drawn.join, "main": Drawn.main, "octopus": Drawn.octopus,
    "criss-cross": Drawn.criss_cross, "pick": Drawn.pick, "revert": Drawn.revert,
    "rebase": Drawn.rebase,
}  # fmt: skip
HISTORIES = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from([*STEPS])), min_size=2, max_size=6
)
ALL = [(PEOPLE[n % 3], step) for n, step in enumerate(STEPS)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    begin(folder)
    made = Signing(folder / "top")
    lines = "".join(f"# {n}\n\n\n" for n in range(1, 99))
    made.write(RULES, made.text(RULES) + lines)
    made.commit("wang")
    return folder


def slipped_in(place: Signing, who: str, change: Change, n: int) -> None:
    """Somebody makes a change in a merge with main, which is already merged."""
    here = place.git("rev-parse", "HEAD")
    change(place, who, n)
    tree = place.git("rev-parse", "HEAD^{tree}")
    place.git("reset", "--quiet", "--hard", here)
    parents = ("-p", here, "-p", place.git("merge-base", here, "main"))
    made = place.as_(who, "commit-tree", "--gpg-sign", *parents, "-m", "Merge", tree)
    place.git("reset", "--quiet", "--hard", made)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
@pytest.mark.parametrize("what", ["note", "rule"])
@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@example(ALL, True)
@example(ALL[::-1], False)
@given(HISTORIES, st.booleans())
def test_what_is_new_is_of_members_and_nothing_of_anybody_else_s_passes(
    rectledger: Runner, template: Path, tmp_path_factory: pytest.TempPathFactory, what: str,
    steps: list[tuple[str, str]], while_merging: bool,
) -> None:  # fmt: skip
    place = begun(template, tmp_path_factory.mktemp("drawn") / "office")
    change, who, against = (
        (note, "stranger", ["unlisted-key"]) if what == "note" else (rule, "li", ["not-by-office"])
    )
    drawn = Drawn(place, change, ["request"])
    for who_does, step in steps:
        STEPS[step](drawn, who_does)
    assert found(rectledger, place, "--signed") == []

    def by_another(place: Signing, who: str, n: int) -> None:
        change(place, who, n, "li")  # type: ignore[call-arg]

    if while_merging:
        slipped_in(place, who, by_another, drawn.next())
    else:
        by_another(place, who, drawn.next())
    assert found(rectledger, place, "--signed") == against
