"""Valid histories whose commits the commands made, so that each names its items in `Ledger-Of`:
rewritten, cherry-picked, stacked and merged by real git, they pass like handmade ones."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import office
from ledgers import copy
from office import NAMES
from runner import Runner
from signing import Signing, begin, see_that_it_is_lawful
from test_lawful_histories import ssh

SIX, SEVEN = "issues/006.yaml", "issues/007.yaml"
ISSUE = (
    "--section", "1-1", "--kind", "immediate", "--lead", "enforcement", "--opened", "2021-07-30",
)  # fmt: skip
DATE = ("--date", "2021-11-20")


@dataclass(frozen=True)
class Commanding(Signing):
    """Everybody uses the commands, under their own name."""

    rectledger: Runner | None = None

    def do(self, who: str, *command: str) -> None:
        self.sign(who)
        for key, value in (
            ("user.name", NAMES[who]), ("user.email", f"{who}@court.example"),
            ("commit.gpgSign", "true"),
        ):  # fmt: skip
            self.git("config", key, value)
        assert self.rectledger
        done = self.rectledger(self.root, *command, **office.surroundings_of_check())
        assert done.code == 0, done
        assert self.git("log", "-1", "--format=%(trailers:key=Ledger-Of)")

    def add(self, who: str, title: str = "The sixth") -> None:
        self.do(who, "add", "issue", "--title", title, *ISSUE)

    def add_measure(self, who: str, title: str = "What is done") -> None:
        self.do(who, "add", "measure", "6", "--opened", "2021-08-01", "--title", title)

    def progress(self, who: str, ref: str = "6") -> None:
        self.do(who, "progress", ref, "--note", "Begun", *DATE)

    def attach(self, who: str, ref: str, name: str) -> None:
        paper = self.top.parent / name
        paper.write_text(name)
        self.do(who, "attach", ref, "--evidence", str(paper), *DATE)

    def correct(self) -> None:
        self.replace(SIX, "The sitxh", "The sixth")
        self.git("add", "--all")

    def merge(self, who: str, branch: str, *options: str) -> None:
        self.as_(who, "merge", "--quiet", "--no-ff", "-m", "Merge", *options, branch)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    begin(folder)
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path, rectledger: Runner) -> Commanding:
    copy(template, tmp_path / "office")
    made = Commanding(tmp_path / "office/top", rectledger)
    made.branch()
    return made


def rebase(place: Commanding) -> None:
    place.add("li")
    place.add_measure("li")
    place.attach("li", "6.1", "proof.txt")
    place.git("switch", "--quiet", "main")
    place.progress("chen", "5")
    place.git("switch", "--quiet", "request")
    place.as_("li", "rebase", "--quiet", "main")


def fixup(place: Commanding) -> None:
    place.add("li", "The sitxh")
    place.add_measure("li")
    place.progress("li")
    place.correct()
    place.as_("li", "commit", "--quiet", "--fixup", "HEAD~2")
    place.as_("li", "-c", "sequence.editor=true", "rebase", "--quiet", "-i", "--autosquash", "main")


def amended_commit(place: Commanding) -> None:
    place.add("li", "The sitxh")
    place.progress("li")
    place.correct()
    place.as_("li", "commit", "--quiet", "--amend", "--no-edit")
    place.add_measure("li")


def cherry_pick(place: Commanding) -> None:
    place.add("li")
    place.branch("side", "request")
    place.add_measure("chen")
    place.git("switch", "--quiet", "request")
    place.progress("li", "4")
    place.as_("chen", "cherry-pick", "side")
    place.merge("li", "side")
    place.progress("li", "6.1")


def stacked(place: Commanding) -> None:
    """The lower branch is merged into main, and main into the branch on top of it."""
    place.branch("below")
    place.add("chen")
    place.git("switch", "--quiet", "request")
    place.git("reset", "--quiet", "--hard", "below")
    place.add_measure("li")
    place.git("switch", "--quiet", "below")
    place.progress("chen")
    place.git("switch", "--quiet", "main")
    place.merge("wang", "below")
    place.git("switch", "--quiet", "request")
    place.merge("li", "main")
    place.progress("li", "6.1")


def stacked_on_what_is_corrected(place: Commanding) -> None:
    """The lower branch is corrected, the one on top rebased; then both are merged at once."""
    place.branch("below")
    place.add("chen", "The sitxh")
    place.git("switch", "--quiet", "request")
    place.git("reset", "--quiet", "--hard", "below")
    place.add_measure("li")
    place.git("switch", "--quiet", "below")
    place.correct()
    place.commit("chen", message="A slip")
    place.git("switch", "--quiet", "request")
    place.as_("li", "rebase", "--quiet", "below")


def revert_of_a_revert(place: Commanding) -> None:
    place.add("li")
    place.as_("li", "revert", "--no-edit", "HEAD")
    place.as_("li", "revert", "--no-edit", "HEAD")
    place.add_measure("li")


def taken_back_on_a_branch(place: Commanding) -> None:
    """An issue is added and reverted on a merged branch; its number goes to the next one."""
    place.branch("side", "request")
    place.add("chen", "By mistake")
    place.as_("chen", "revert", "--no-edit", "HEAD")
    place.git("switch", "--quiet", "request")
    place.merge("li", "side")
    place.add("li")
    place.add_measure("li")


def left_out_by_a_merge(place: Commanding) -> None:
    place.branch("side", "request")
    place.add("chen", "By mistake")
    place.git("switch", "--quiet", "request")
    place.progress("li", "4")
    place.merge("li", "side", "--strategy", "ours")
    place.add("li")


def given_twice(place: Commanding) -> None:
    """As the hint says: the branch's own issue takes the next number before the merge."""
    place.add("li", "The seventh")
    place.add_measure("li")
    place.attach("li", "6.1", "proof.txt")
    place.progress("li")
    place.git("switch", "--quiet", "main")
    place.add("chen")
    place.git("switch", "--quiet", "request")
    for old, new in ((SIX, SEVEN), ("measures/006-01.yaml", "measures/007-01.yaml"),
                     ("evidence/006", "evidence/007")):  # fmt: skip
        place.git("mv", f"data/{old}", f"data/{new}")
    place.replace(SEVEN, "id: 6", "id: 7")
    place.replace("measures/007-01.yaml", "issue: 6", "issue: 7")
    place.replace("measures/007-01.yaml", "evidence/006/", "evidence/007/")
    place.commit("li", message="Renumbered")
    place.merge("li", "main")
    place.add_measure("li", "Of the sixth")


LAWFUL: list[Callable[[Commanding], None]] = [
    rebase, fixup, amended_commit, cherry_pick, stacked, stacked_on_what_is_corrected,
    revert_of_a_revert, taken_back_on_a_branch, left_out_by_a_merge, given_twice,
]  # fmt: skip


@ssh
@pytest.mark.parametrize("history", LAWFUL, ids=lambda one: one.__name__)
def test_what_is_lawful_passes_with_signatures_and_without(
    rectledger: Runner, place: Commanding, history: Callable[[Commanding], None]
) -> None:
    history(place)
    see_that_it_is_lawful(rectledger, place)
