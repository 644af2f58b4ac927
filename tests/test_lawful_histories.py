"""Whatever is new is brought in by somebody who may: lawful histories of every shape pass, by real
git, with signatures and without; and the same with one commit of a stranger's in it does not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import office
from ledgers import copy
from office import NAMES, Office, close, entry, path_of, piece
from runner import Runner

ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
PEOPLE = ("wang", "li", "chen")
SIX = "issues/006.yaml"
NEW = office.ISSUE.format(n=6)
PHOTO = b"photo"


class Signing(Office):
    """Everybody signs what they commit with their own key, merges too."""

    def commit(self, who: str, *options: str, message: str = "Change") -> str:
        return super().commit(who, *self.sign(who), *options, message=message)

    def as_(self, who: str, *command: str, check: bool = True) -> str:
        """git, by a member who signs."""
        self.sign(who)
        return self.git(
            "-c", f"user.name={NAMES.get(who, who)}", "-c", f"user.email={who}@court.example",
            "-c", "commit.gpgSign=true", *command, check=check,
        )  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_signers(tmp_path_factory.mktemp("office"))


def with_signers(folder: Path) -> Path:
    """The ledger, with a key of each of its members and one of a stranger."""
    made = office.begin(folder / "top")
    keys = [f'{one}@court.example namespaces="git" {made.key(one)}\n' for one in PEOPLE]
    made.write("allowed_signers", "".join(keys))
    made.commit("wang", message="Signers")
    made.key("stranger")
    return folder


def begun(template: Path, folder: Path) -> Signing:
    copy(template, folder)
    made = Signing(folder / "top")
    made.branch()
    return made


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Signing:
    return begun(template, tmp_path / "office")


def found(rectledger: Runner, place: Office, *options: str) -> list[str]:
    done = rectledger(
        place.top, "check", "--base", "main", "--json", *options, **office.surroundings_of_check()
    )
    assert done.code in (0, 1), done
    return sorted({one["code"] for one in json.loads(done.out)["findings"]})


def see_that_it_is_lawful(rectledger: Runner, place: Signing) -> None:
    """With signatures and without; and plain `check` finds nothing either, on the branch (so that
    it may be what a fast-forward brings) and where it has been merged."""
    assert place.git("diff", "--name-only", "main", "HEAD")
    assert found(rectledger, place) == []
    assert found(rectledger, place, "--signed") == []
    assert wrong(rectledger, place) == []
    place.git("switch", "--quiet", "main")
    place.as_("wang", "merge", "--quiet", "--no-ff", "-m", "In", "request")
    assert wrong(rectledger, place) == []


def wrong(rectledger: Runner, place: Office) -> list[str]:
    """What plain `check` finds, be it only to note."""
    done = rectledger(place.top, "check", "--json", **office.surroundings_of_check())
    return [one["code"] for one in json.loads(done.out)["findings"]]


def report(place: Signing, who: str, note: str, file: str = "issues/002.yaml") -> None:
    place.enter(file, entry("2021-11-20", "progress", who, f"note: {note}"))
    place.commit(who)


def attach(place: Signing, who: str, title: str, file: str, by: str = "") -> None:
    """A reference is added: what may be done to every item, be it closed or not."""
    proof = ("evidence:", f"  - document: {title}")
    place.enter(file, entry("2021-11-20", "attach", by or who, *proof))
    place.commit(who)


def octopus(place: Signing) -> None:
    for n, who in enumerate(PEOPLE, 1):
        place.branch(f"side{n}")
        report(place, who, f"Note {n}", f"issues/00{n + 2}.yaml" if n > 1 else "issues/002.yaml")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "-m", "All", "side1", "side2", "side3")


def criss_cross(place: Signing) -> None:
    place.branch("one")
    report(place, "li", "One", "issues/002.yaml")
    place.branch("two")
    report(place, "chen", "Two", "issues/004.yaml")
    place.as_("chen", "merge", "--quiet", "--no-ff", "-m", "One into two", "one")
    place.git("switch", "--quiet", "one")
    place.as_("li", "merge", "--quiet", "--no-ff", "-m", "Two into one", "two~1")
    report(place, "li", "More", "issues/005.yaml")
    place.git("switch", "--quiet", "two")
    place.as_("chen", "merge", "--quiet", "-m", "Both", "one")
    place.git("branch", "--force", "request", "two")
    place.git("switch", "--quiet", "request")


def cherry_pick(place: Signing) -> None:
    """The same closing comes on two branches, picked from one to the other by who made it."""
    place.branch("one")
    place.enter("issues/002.yaml", close())
    place.commit("chen")
    place.git("switch", "--quiet", "request")
    report(place, "li", "Between", "issues/004.yaml")
    place.as_("chen", "cherry-pick", "one")
    place.as_("li", "merge", "--quiet", "-m", "Both", "one")


def revert_of_a_revert(place: Signing) -> None:
    place.enter("issues/002.yaml", close())
    place.write(SIX, NEW)
    place.commit("chen")
    place.as_("chen", "revert", "--no-edit", "HEAD")
    place.as_("chen", "revert", "--no-edit", "HEAD")


def rebase(place: Signing) -> None:
    report(place, "li", "One")
    place.write(SIX, NEW)
    place.commit("li")
    place.git("switch", "--quiet", "main")
    report(place, "chen", "Meanwhile", "issues/005.yaml")
    place.git("switch", "--quiet", "request")
    place.as_("li", "rebase", "--quiet", "--gpg-sign", "main")


def one_file_on_two_branches(place: Signing) -> None:
    proof = ("evidence:\n" + piece("photo", PHOTO)).rstrip("\n")
    for name, file in (("one", "issues/002.yaml"), ("two", "measures/005-01.yaml")):
        place.branch(name)
        place.write(path_of("photo", PHOTO), PHOTO)
        place.enter(file, entry("2021-11-20", "attach", "li", proof))
        place.commit("li")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "--no-ff", "-m", "One", "one")
    place.as_("li", "merge", "--quiet", "--no-ff", "-m", "Two", "two")


def corrected(place: Signing) -> None:
    """A new record is set right in a second commit, by another member, with a measure under it."""
    place.write(SIX, NEW)
    place.commit("li")
    place.write("measures/006-01.yaml", office.MEASURE.format(n=6, m=1))
    place.commit("li")
    place.write(SIX, NEW.replace("title: Issue 6", "title: The sixth"))
    place.commit("wang")


def merged_by_hand(place: Signing) -> None:
    """Two fields of a new record are set right on two branches, and merged by their lines."""
    place.write(SIX, NEW)
    place.commit("li")
    place.branch("one", "request")
    place.write(SIX, NEW.replace("title: Issue 6", "title: The sixth"))
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.write(SIX, NEW.replace("due: 2021-10-31", "due: 2021-12-31"))
    place.commit("li")
    place.as_("chen", "merge", "--quiet", "--no-ff", "-m", "Both", "one")


def the_base_taken_in(place: Signing) -> None:
    report(place, "li", "One")
    place.git("switch", "--quiet", "main")
    place.enter("issues/005.yaml", entry("2021-11-20", "start", "li"))
    place.commit("li")
    place.write(SIX, NEW)
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "-m", "Main", "main")
    report(place, "li", "Two", "issues/004.yaml")


def governed_on_two_branches(place: Signing) -> None:
    """The office changes two settings on two branches; somebody else merges them."""
    for name, old, new in (
        ("one", "extensions: 1", "extensions: 2"), ("two", "title: Rect", "title: The rect"),
    ):  # fmt: skip
        place.branch(name)
        place.replace("ledger.yaml", old, new)
        place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "--no-ff", "-m", "One", "one")
    place.as_("li", "merge", "--quiet", "--no-ff", "-m", "Two", "two")


LAWFUL: list[Callable[[Signing], None]] = [
    octopus, criss_cross, cherry_pick, revert_of_a_revert, rebase, one_file_on_two_branches,
    corrected, merged_by_hand, the_base_taken_in, governed_on_two_branches,
]  # fmt: skip


@ssh
@pytest.mark.parametrize("history", LAWFUL, ids=lambda one: one.__name__)
def test_what_is_lawful_passes_with_signatures_and_without(
    rectledger: Runner, place: Signing, history: Callable[[Signing], None]
) -> None:
    history(place)
    see_that_it_is_lawful(rectledger, place)


@ssh
@pytest.mark.parametrize("history", LAWFUL, ids=lambda one: one.__name__)
def test_it_does_not_where_a_stranger_had_a_hand_in_it(
    rectledger: Runner, place: Signing, history: Callable[[Signing], None]
) -> None:
    """The last commit is made again, the same files and parents, by somebody who signs nothing; of
    a merge that brings nothing by itself that changes nothing."""
    history(place)
    parents = place.git("log", "-1", "--format=%P").split()
    own = "" if len(parents) == 1 else place.git("show", "--format=", "--cc", "HEAD").strip()
    again = [word for one in parents for word in ("-p", one)]
    stranger = ("-c", "user.name=Stranger", "-c", "user.email=s@home.example")
    made = place.git(*stranger, "commit-tree", *again, "-m", "Again", "HEAD^{tree}")
    place.git("reset", "--quiet", "--hard", made)
    brings = len(parents) == 1 or bool(own)
    assert bool(found(rectledger, place, "--signed")) == brings


STEPS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["report", "branch", "merge", "issue"])),
    min_size=2, max_size=7,
)  # fmt: skip


@ssh
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(0, 6))
def test_what_is_new_is_of_members_and_nothing_of_a_stranger_s_passes(
    rectledger: Runner, template: Path, tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, str]], turn: int,
) -> None:  # fmt: skip
    """Random branches and merges by members pass; with one report of a stranger's they do not."""
    place = begun(template, tmp_path_factory.mktemp("drawn") / "office")
    for n, (who, step) in enumerate(steps):
        if step == "report":
            attach(place, who, f"Note {n}", f"issues/00{2 + n % 4}.yaml")
        elif step == "issue" and not (place.root / SIX).exists():
            place.write(SIX, NEW)
            place.commit(who)
        elif step == "branch":
            place.git("switch", "--quiet", "--force-create", f"side{n}")
        else:
            place.as_(who, "merge", "--quiet", "--no-ff", "-X", "theirs", "-m", "M", "request")
    assert found(rectledger, place, "--signed") == []
    attach(place, "stranger", "Forged", f"issues/00{2 + turn % 4}.yaml", by="li")
    assert found(rectledger, place, "--signed") == ["unlisted-key"]
