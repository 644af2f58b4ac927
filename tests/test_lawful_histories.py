"""Only an authorised person introduces a change: valid histories of every shape pass, by real git,
with and without signatures; with one commit by a stranger they do not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import office
from office import close, entry, path_of, piece
from runner import Runner
from signing import PEOPLE, Signing, begin, begun, found, see_that_it_is_lawful

ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
SIX = "issues/006.yaml"
NEW = office.ISSUE.format(n=6)
PHOTO = b"photo"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    begin(folder)
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Signing:
    return begun(template, tmp_path / "office")


def report(place: Signing, who: str, note: str, file: str = "issues/002.yaml") -> None:
    place.enter(file, entry("2021-11-20", "progress", who, f"note: {note}"))
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
    """The same closing is on two branches, cherry-picked from one to the other by its author."""
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
    """Another member corrects a new record in a second commit, with a measure under it."""
    place.write(SIX, NEW)
    place.commit("li")
    place.write("measures/006-01.yaml", office.MEASURE.format(n=6, m=1))
    place.commit("li")
    place.write(SIX, NEW.replace("title: Issue 6", "title: The sixth"))
    place.commit("wang")


def merged_by_hand(place: Signing) -> None:
    """Two fields of a new record are corrected on two branches, and merged line by line."""
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


GOVERNING = ("allowed_signers", ".gitattributes", ".gitignore", "ledger.yaml")


def governed_on_both_sides(place: Signing) -> None:
    """The office changes the same files on main and on the branch; git merges them cleanly."""
    place.git("switch", "--quiet", "main")
    for file in GOVERNING:
        text = place.text(file) if (place.root / file).exists() else ""
        place.write(file, "".join(f"# {n}\n" for n in range(9)) + text)
    place.commit("wang")
    place.git("branch", "--force", "request")
    for file in GOVERNING:
        place.write(file, place.text(file).replace("# 0\n", "# of main\n"))
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    for file in GOVERNING:
        place.write(file, place.text(file) + "# of the branch\n")
    place.commit("wang")


def governed_on_both_sides_and_main_taken_in(place: Signing) -> None:
    """Somebody outside the office updates the branch."""
    governed_on_both_sides(place)
    place.as_("li", "merge", "--quiet", "-m", "Main", "main")


def governed_in_an_octopus(place: Signing) -> None:
    """The office changes a file on three branches; somebody else merges all of them at once."""
    text = place.text("ledger.yaml")
    for name, old, new in (
        ("one", "extensions: 1", "extensions: 2"), ("two", "title: Rect", "title: The rect"),
        ("three", "title: First", "title: The first"),
    ):  # fmt: skip
        place.branch(name)
        place.write("ledger.yaml", text.replace(old, new, 1))
        place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "-m", "All", "one", "two", "three")


LAWFUL: list[Callable[[Signing], None]] = [
    octopus, criss_cross, cherry_pick, revert_of_a_revert, rebase, one_file_on_two_branches,
    corrected, merged_by_hand, the_base_taken_in, governed_on_two_branches,
    governed_on_both_sides, governed_on_both_sides_and_main_taken_in, governed_in_an_octopus,
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
    """A stranger repeats the last commit, same files and parents, without a signature. This is
    refused, unless the commit is a merge with no changes (its own.)"""
    history(place)
    parents = place.git("log", "-1", "--format=%P").split()
    own = "" if len(parents) == 1 else place.git("show", "--format=", "--cc", "HEAD").strip()
    again = [word for one in parents for word in ("-p", one)]
    stranger = ("-c", "user.name=Stranger", "-c", "user.email=s@home.example")
    made = place.git(*stranger, "commit-tree", *again, "-m", "Again", "HEAD^{tree}")
    place.git("reset", "--quiet", "--hard", made)
    brings = len(parents) == 1 or bool(own)
    assert bool(found(rectledger, place, "--signed")) == brings


@pytest.mark.parametrize("file", [*GOVERNING[:2], path_of("minutes", office.MINUTES), SIX])
@pytest.mark.parametrize("more", ["", "# More\n"])
def test_that_a_file_may_be_run_is_no_change(
    rectledger: Runner, place: Signing, file: str, more: str
) -> None:
    """If the file has other changes too, anyone may have made the mode change."""
    if file == SIX:
        place.write(SIX, NEW)
        place.commit("li")
        place.git("branch", "--force", "main")
    if more and not file.startswith("evidence"):
        place.write(file, place.text(file) + more)
        place.commit("wang")
    (place.root / file).chmod(0o755)
    place.commit("li")
    assert found(rectledger, place) == found(rectledger, place, "--signed") == []


def test_that_a_file_is_made_a_link_is_a_change(rectledger: Runner, place: Signing) -> None:
    """With the same bytes as the file: git reads no attributes through a link."""
    sha = place.git("rev-parse", "HEAD:data/.gitattributes")
    place.git("update-index", "--cacheinfo", f"120000,{sha},data/.gitattributes")
    place.as_("li", "commit", "--quiet", "--message", "Link")
    place.git("reset", "--quiet", "--hard")
    assert found(rectledger, place, "--signed") == ["not-by-office"]


@pytest.mark.parametrize(("who", "codes"), [("li", ["not-by-office"]), ("wang", [])])
def test_what_is_at_odds_in_what_governs_the_office_settles(
    rectledger: Runner, place: Signing, who: str, codes: list[str]
) -> None:
    """main removed a file that the branch changed: somebody keeps it."""
    place.git("switch", "--quiet", "main")
    place.write(".gitignore", "*.tmp\n")
    place.commit("wang")
    place.git("switch", "--quiet", "--force-create", "request")
    place.write(".gitignore", "*.tmp\n*.bak\n")
    place.commit("wang")
    place.git("switch", "--quiet", "main")
    place.git("rm", "--quiet", "data/.gitignore")
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.as_(who, "merge", "--quiet", "main", check=False)
    place.commit(who)
    assert (place.root / ".gitignore").exists()
    assert found(rectledger, place, "--signed") == codes


def test_what_another_file_s_renaming_brings_into_what_governs_is_the_merge_s(
    rectledger: Runner, place: Signing
) -> None:
    """The office renames an ordinary file to a governing one while somebody appends to it."""
    place.git("switch", "--quiet", "main")
    place.write("../notes", "# Notes\n" * 9)
    place.commit("li")
    place.git("switch", "--quiet", "--force-create", "request")
    place.write("../notes", "# Notes\n" * 9 + "* text\n")
    place.commit("li")
    place.git("switch", "--quiet", "--create", "office", "main")
    place.git("mv", "notes", "data/evidence/.gitattributes")
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    place.as_("li", "merge", "--quiet", "-m", "Both", "office")
    assert place.text("evidence/.gitattributes").endswith("* text\n")
    assert found(rectledger, place) == ["not-by-office"]
