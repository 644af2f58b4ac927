"""One number given on two branches: what hangs on it is held to the item that it was made for,
after a merge that follows the driver's own hint, and after a rebase."""

import json
from pathlib import Path

import pytest

from ledgers import Place, begin, commit, git, ledger
from runner import Runner

WHEN = ("--by", "office", "--date", "2021-11-20")
ISSUE = ("--section", "1-1", "--kind", "immediate", "--lead", "enforcement")


@pytest.fixture
def place(tmp_path: Path, rectledger: Runner) -> Place:
    """Three issues in a repository, and a branch `b` beside `main`."""
    top = begin(tmp_path / "top")
    made = Place(rectledger, top, ledger(top / "ledger"))
    commit(top)
    made.git("switch", "--quiet", "--create", "b")
    return made


def add(place: Place, title: str) -> None:
    place.done("add", "issue", "--title", title, *ISSUE)


def given_twice(place: Place, *more: tuple[str, ...]) -> None:
    """Issue 4 is another on `b`, where more was done with it, than on `main`."""
    add(place, "The finding of b")
    for arguments in more:
        place.done(*arguments)
    place.git("switch", "--quiet", "main")
    add(place, "The finding of main")
    place.git("switch", "--quiet", "b")


def merged(place: Place) -> None:
    """As the driver's hint has it: what came first stays."""
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


MEASURE = ("add", "measure", "4", "--title", "What b does")
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
    assert all("was made for another 4 (see commit " in message for *_, message in told)


@pytest.mark.parametrize("brought", [merged, rebased])
def test_a_report_on_a_measure_of_that_number_does_not_either(
    place: Place, brought: object
) -> None:
    """Both branches give 1.3, too, and one reports on its own."""
    place.done("add", "measure", "1", "--title", "What b does")
    place.done("progress", "1.3", "--note", "Half", *WHEN)
    place.git("switch", "--quiet", "main")
    place.done("add", "measure", "1", "--title", "What main does")
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
    place.done("add", "measure", "4", "--title", "One more")
    assert found(place) == []


def test_a_slip_may_be_mended_in_the_same_commit(place: Place) -> None:
    add(place, "The fourht")
    file = place.root / "issues/004.yaml"
    file.write_text(file.read_text().replace("The fourht", "The fourth"))
    place.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    place.done(*MEASURE)
    place.done("progress", "4", "--note", "Begun", *WHEN)
    assert found(place) == []


def test_what_is_amended_keeps_what_hangs_on_it(place: Place) -> None:
    place.done("add", "measure", "2", "--title", "One more")
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
    place.done("add", "measure", "2", "--title", "One more")
    said = place.git("log", "-1", "--format=%(trailers:key=Ledger-Of,valueonly)").split(", ")
    refs = [one.split()[0] for one in said]
    assert refs == ["2", "2.1"]
    assert all(len(one.split()[1]) == 16 for one in said)
