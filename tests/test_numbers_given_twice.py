"""Two branches use the same number: what belongs to it stays with the item it was made for, after a
merge by the driver's own hint, and after a rebase."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import Place, begin, commit, git, ledger
from rectledger.core.model import Issue
from rectledger.core.record_fingerprint import form_hash
from rectledger.store.yaml.read_record import parse
from runner import Runner

WHEN = ("--by", "office", "--date", "2021-11-20")
ISSUE = (
    "--section", "1-1", "--kind", "immediate", "--lead", "enforcement", "--opened", "2021-07-30",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, rectledger: Runner) -> Place:
    """Three issues in a repository, and a branch `b` next to `main`."""
    top = begin(tmp_path / "top")
    made = Place(rectledger, top, ledger(top / "ledger"))
    commit(top)
    made.git("switch", "--quiet", "--create", "b")
    return made


def add(place: Place, title: str) -> None:
    place.done("add", "issue", "--title", title, *ISSUE)


def given_twice(place: Place, *more: tuple[str, ...]) -> None:
    """Issue 4 on `b`, where more was done with it, differs from the one on `main`."""
    add(place, "The finding of b")
    for arguments in more:
        place.done(*arguments)
    place.git("switch", "--quiet", "main")
    add(place, "The finding of main")
    place.git("switch", "--quiet", "b")


def merged(place: Place) -> None:
    """As the driver's hint says: the earlier one stays."""
    place.git("merge", "--quiet", "main", check=False)
    place.git("checkout", "--quiet", "--theirs", "ledger/issues/004.yaml")
    commit(place.top, "Merge main")


def rebased(place: Place) -> None:
    place.git("rebase", "--quiet", "main", check=False)
    place.git("checkout", "--quiet", "--ours", "ledger/issues/004.yaml")
    place.git("add", "--all")
    git(place.top, "rebase", "--continue", GIT_EDITOR="true")


def found(place: Place) -> list[tuple[str, str, str]]:
    done = place.run("check", "--base", "main", "--json")
    wrong = [one for one in json.loads(done.out)["findings"] if one["severity"] == "error"]
    assert done.code == bool(wrong)
    return [(one["code"], one["where"].split(":")[0], one["message"]) for one in wrong]


MEASURE = ("add", "measure", "4", "--opened", "2021-08-01", "--title", "What b does")
TWICE = "number-given-twice"


@pytest.mark.parametrize("brought", [merged, rebased])
def test_a_measure_and_its_closing_do_not_go_to_the_other_issue(
    place: Place, brought: object
) -> None:
    paper = place.file("proof.txt")
    given_twice(place, MEASURE, ("close", "4.1", "--evidence", paper, *WHEN))
    brought(place)  # type: ignore[operator]
    told = found(place)
    assert {code for code, _, _ in told} == {TWICE}
    files = sorted({file for _, file, _ in told})
    assert files[-1] == "measures/004-01.yaml"
    assert files[0].startswith("evidence/004/proof-")
    assert all(" for another 4 (see commit " in message for *_, message in told)
    said = [message.partition(" for another")[0] for *_, message in told]
    closed = "the entry of 2021-11-20 in 4.1 (closing) was made"
    assert sorted(said) == ["4.1 was made", closed, "this evidence was added"]


@pytest.mark.parametrize("brought", [merged, rebased])
def test_a_report_on_a_measure_of_that_number_does_not_either(
    place: Place, brought: object
) -> None:
    """Both branches also use 1.3, and one reports on its own measure."""
    place.done("add", "measure", "1", "--opened", "2021-08-01", "--title", "What b does")
    place.done("progress", "1.3", "--note", "Half", *WHEN)
    place.git("switch", "--quiet", "main")
    place.done("add", "measure", "1", "--opened", "2021-08-01", "--title", "What main does")
    place.git("switch", "--quiet", "b")
    if brought is merged:
        place.git("merge", "--quiet", "main", check=False)
        said = place.git("show", "main:ledger/measures/001-03.yaml") + "\nlog:\n"
        report = place.git("show", "HEAD:ledger/measures/001-03.yaml").partition("log:\n")[2]
        (place.root / "measures/001-03.yaml").write_text(said + report + "\n")
        commit(place.top, "Merge main")
    else:
        place.git("rebase", "--quiet", "main", check=False)
        place.git("checkout", "--quiet", "--ours", "ledger/measures/001-03.yaml")
        place.git("add", "--all")
        git(place.top, "rebase", "--continue", check=False, GIT_EDITOR="true")
        if "log:" not in (place.root / "measures/001-03.yaml").read_text():
            pytest.fail("git does not put the report under the other measure any more")
    assert [one[:2] for one in found(place)] == [(TWICE, "measures/001-03.yaml")]


def renumbered(place: Place) -> None:
    """Everything of b under number 4 takes number 5, as the hint says."""
    ours = place.git("show", "main:ledger/issues/004.yaml") + "\n"
    own = place.git("show", "b-before:ledger/issues/004.yaml") + "\n"
    (place.root / "issues/004.yaml").write_text(ours)
    own = own.replace("id: 4", "id: 5").replace("evidence/004", "evidence/005")
    (place.root / "issues/005.yaml").write_text(own)
    place.git("mv", "ledger/measures/004-01.yaml", "ledger/measures/005-01.yaml")
    place.git("mv", "ledger/evidence/004", "ledger/evidence/005")
    measure = place.root / "measures/005-01.yaml"
    text = measure.read_text().replace("issue: 4", "issue: 5")
    measure.write_text(text.replace("evidence/004", "evidence/005"))


def at_the_stop_too(place: Place) -> None:
    """Where the rebase stops, b's own issue takes the next number; the rest is replayed on top."""
    place.git("rebase", "--quiet", "main", check=False)
    own = place.git("show", "REBASE_HEAD:ledger/issues/004.yaml").replace("id: 4", "id: 5")
    place.git("checkout", "--quiet", "--ours", "ledger/issues/004.yaml")
    (place.root / "issues/005.yaml").write_text(own + "\n")
    place.git("add", "--all")
    git(place.top, "rebase", "--continue", GIT_EDITOR="true")


def before_merging(place: Place) -> None:
    renumbered(place)
    place.git("rm", "--quiet", "--cached", "ledger/issues/004.yaml")
    (place.root / "issues/004.yaml").unlink()
    commit(place.top, "Renumbered")
    place.git("merge", "--quiet", "--no-edit", "main")


@pytest.mark.parametrize("brought", [merged, rebased, at_the_stop_too, before_merging])
def test_what_the_hint_says_mends_it(place: Place, brought: object) -> None:
    """On the branch, after it is merged into main, and for those who use the next numbers."""
    given_twice(
        place, MEASURE, ("progress", "4", "--note", "Begun", "--evidence", place.file(), *WHEN),
        ("attach", "4.1", "--evidence", place.file("second.txt"), *WHEN),
    )  # fmt: skip
    place.git("branch", "b-before")
    brought(place)  # type: ignore[operator]
    if brought is not before_merging:
        assert {code for code, *_ in found(place)} == {TWICE}
        renumbered(place)
        commit(place.top, "Renumbered")
    assert "rebase" not in place.git("status")
    assert found(place) == []
    assert place.run("check").out.startswith("no errors; 5 issues and")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "b")
    assert place.run("check").out.startswith("no errors; 5 issues and")
    given = place.done("add", "measure", "4", "--opened", "2021-08-01", "--title", "What main does")
    assert given["items"][0]["ref"] == "4.1"


def test_with_all_that_hangs_on_it_renumbered_it_is_lawful(place: Place) -> None:
    given_twice(place, MEASURE)
    place.git("merge", "--quiet", "main", check=False)
    place.git("checkout", "--quiet", "--theirs", "ledger/issues/004.yaml")
    own = place.git("show", "HEAD:ledger/issues/004.yaml").replace("id: 4", "id: 5")
    (place.root / "issues/005.yaml").write_text(own + "\n")
    measure = place.root / "measures/004-01.yaml"
    (place.root / "measures/005-01.yaml").write_text(
        measure.read_text().replace("issue: 4", "issue: 5")
    )
    measure.unlink()
    commit(place.top, "Merge main")
    assert found(place) == []


def test_an_issue_that_is_set_right_by_hand_keeps_what_hangs_on_it(place: Place) -> None:
    add(place, "The fourht")
    place.done(*MEASURE)
    file = place.root / "issues/004.yaml"
    file.write_text(file.read_text().replace("The fourht", "The fourth"))
    commit(place.top, "A slip")
    place.done("add", "measure", "4", "--opened", "2021-08-01", "--title", "One more")
    assert found(place) == []


def test_a_slip_may_be_mended_in_the_same_commit(place: Place) -> None:
    add(place, "The fourht")
    file = place.root / "issues/004.yaml"
    file.write_text(file.read_text().replace("The fourht", "The fourth"))
    place.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    place.done(*MEASURE)
    place.done("progress", "4", "--note", "Begun", *WHEN)
    assert found(place) == []


def correct(place: Place) -> None:
    file = place.root / "issues/004.yaml"
    file.write_text(file.read_text().replace("The fourht", "The fourth"))
    place.git("add", "--all")


def squashed_into_it(place: Place) -> None:
    place.done(*MEASURE)
    correct(place)
    place.git("commit", "--quiet", "--fixup", "HEAD~1")
    git(place.top, "rebase", "--quiet", "--autosquash", "-i", "main", GIT_SEQUENCE_EDITOR="true")


def amended_commit(place: Place) -> None:
    place.done("progress", "4", "--note", "Begun", *WHEN)
    correct(place)
    place.git("commit", "--quiet", "--amend", "--no-edit")


def rebased_onto_the_corrected(place: Place) -> None:
    place.git("branch", "side")
    correct(place)
    commit(place.top, "A slip")
    place.git("switch", "--quiet", "side")
    place.done(*MEASURE)
    place.git("rebase", "--quiet", "b")


@pytest.mark.parametrize("how", [squashed_into_it, amended_commit, rebased_onto_the_corrected])
def test_a_slip_may_be_mended_in_a_history_that_is_written_anew(
    place: Place, how: Callable[[Place], None]
) -> None:
    """The number belongs to one record, whatever earlier commits say its original content was."""
    add(place, "The fourht")
    how(place)
    form = place.git("log", "-1", "--format=%(trailers:key=Ledger-Of,valueonly)")
    assert form.startswith("4 ")
    assert form.split(",")[0].split()[1] != form_hash(read_issue(place))
    assert found(place) == []


def read_issue(place: Place) -> Issue:
    read = parse((place.root / "issues/004.yaml").read_bytes(), "issues/004.yaml", Issue)
    assert isinstance(read, Issue)
    return read


def test_a_measure_that_is_picked_onto_another_of_its_number_is_found(place: Place) -> None:
    """The base has no record with this number, but the request uses it for two."""
    add(place, "The finding of b")
    place.done(*MEASURE)
    place.git("switch", "--quiet", "--create", "c", "main")
    add(place, "The finding of c")
    place.git("cherry-pick", "b")
    assert place.git("ls-files", "ledger/measures/004-01.yaml")
    place.git("merge", "--quiet", "--no-edit", "--strategy-option", "ours", "b~1")
    assert [one[:2] for one in found(place)] == [(TWICE, "measures/004-01.yaml")]


def amended_below(place: Place) -> None:
    """The lower branch is amended and merged, and the one on top is rebased onto main."""
    place.git("switch", "--quiet", "--create", "stacked")
    place.done(*MEASURE)
    place.git("switch", "--quiet", "b")
    place.git("branch", "--quiet", "below")
    correct(place)
    place.git("commit", "--quiet", "--amend", "--no-edit")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "b")
    place.git("switch", "--quiet", "stacked")
    place.git("rebase", "--quiet", "--onto", "main", "below")


def squashed_below(place: Place) -> None:
    """The lower branch is corrected and squashed into main, and main is merged into this one."""
    place.git("branch", "below")
    place.git("switch", "--quiet", "--create", "stacked")
    place.done(*MEASURE)
    place.git("switch", "--quiet", "b")
    correct(place)
    commit(place.top, "A slip")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--squash", "b")
    commit(place.top, "Squashed")
    place.git("switch", "--quiet", "stacked")
    place.git("merge", "--quiet", "main", check=False)
    place.git("checkout", "--quiet", "--theirs", "ledger/issues/004.yaml")
    commit(place.top, "Merge main")


@pytest.mark.parametrize("how", [amended_below, squashed_below])
def test_what_was_corrected_below_is_taken_up_as_the_hint_says(
    place: Place, how: Callable[[Place], None]
) -> None:
    add(place, "The fourht")
    how(place)
    assert [one[:2] for one in found(place)] == [(TWICE, "measures/004-01.yaml")]
    (finding,) = json.loads(place.run("check", "--base", "main", "--json").out)["findings"]
    assert "remove the line `Ledger-Of: …` from its message" in finding["hint"]
    if how is squashed_below:
        place.git("rebase", "--quiet", "--onto", "main", "below")
    place.git("commit", "--quiet", "--amend", "--message", "Add 4.1")
    assert found(place) == []


def test_what_is_amended_keeps_what_hangs_on_it(place: Place) -> None:
    place.done("add", "measure", "2", "--opened", "2021-08-01", "--title", "One more")
    place.git("switch", "--quiet", "main")
    place.done(
        "amend", "2", "--field", "title", "--now", "Other", "--note", "A slip", *WHEN,
        "--approved-by", "office",
    )  # fmt: skip
    place.git("switch", "--quiet", "b")
    assert found(place) == []
    place.git("rebase", "--quiet", "main")
    place.done("progress", "2.1", "--note", "Begun", *WHEN)
    assert found(place) == []


def test_a_commit_says_which_records_it_is_about(place: Place) -> None:
    place.done("add", "measure", "2", "--opened", "2021-08-01", "--title", "One more")
    said = place.git("log", "-1", "--format=%(trailers:key=Ledger-Of,valueonly)").split(", ")
    refs = [one.split()[0] for one in said]
    assert refs == ["2", "2.1"]
    assert all(len(one.split()[1]) == 16 for one in said)
