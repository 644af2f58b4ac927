"""The files a change is about, in every state git can have them: others' work is never
committed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import (
    CLOSE,
    Place,
    add,
    begin,
    commit,
    ledger,
    record,
)
from runner import Runner

# The files of the change


def dirty(place: Place) -> None:
    add(record(place))


def staged(place: Place) -> None:
    add(record(place))
    place.git("add", "--all")


def staged_and_taken_back(place: Place) -> None:
    staged(place)
    place.git("restore", "--source=HEAD", "--worktree", "data/issues/002.yaml")


def dirty_and_staged(place: Place) -> None:
    staged(place)
    add(record(place), "# and again\n")


def untracked(place: Place) -> None:
    place.git("rm", "--quiet", "--cached", "data/issues/002.yaml")
    commit_index(place)


def commit_index(place: Place) -> None:
    place.git("commit", "--quiet", "--message", "Two")


def deleted(place: Place) -> None:
    record(place).unlink()


def deleted_and_staged(place: Place) -> None:
    place.git("rm", "--quiet", "data/issues/002.yaml")


def removed_from_the_index(place: Place) -> None:
    place.git("rm", "--quiet", "--cached", "data/issues/002.yaml")


def only_staged(place: Place) -> None:
    untracked(place)
    place.git("add", "--all")


def in_conflict(place: Place) -> None:
    """As `git stash pop` leaves it: in conflict, with no operation in progress."""
    add(record(place), "# stashed\n")
    place.git("stash", "--quiet")
    add(record(place), "# committed\n")
    commit(place.top)
    place.git("stash", "pop", check=False)


def closed_by_hand(place: Place) -> None:
    add(record(place), "log:\n  - {date: 2021-10-30, event: close, by: li, result: complete}\n")


def ignored_file(place: Place) -> None:
    untracked(place)
    (place.top / ".gitignore").write_text("00*.yaml\n")
    commit(place.top)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (dirty, "target-changed"),
        (staged, "target-staged"),
        (staged_and_taken_back, "target-staged"),
        (dirty_and_staged, "target-staged"),
        (untracked, "target-uncommitted"),
        (deleted, "target-not-there"),
        (deleted_and_staged, "target-staged"),
        (removed_from_the_index, "target-staged"),
        (only_staged, "target-uncommitted"),
        (in_conflict, "target-in-conflict"),
        (closed_by_hand, "target-changed"),
        (ignored_file, "ignored-by-git"),
    ],
)
def test_somebodys_own_work_in_the_same_file_is_left_alone(
    place: Place, found: Callable[[Place], None], code: str
) -> None:
    found(place)
    refused = place.refused(*CLOSE)
    assert refused.told == (4, [code])
    assert "issues/002.yaml" in refused.messages[0]


FIRST = "{measures: first, evidence: none}"


def out_of_the_checkout(place: Place) -> None:
    place.git("sparse-checkout", "set", "--no-cone", "/data/*", "!/data/measures")


def deleted_measures(place: Place) -> None:
    shutil.rmtree(place.root / "measures")


def deleted_measure_and_staged(place: Place) -> None:
    place.git("rm", "--quiet", "data/measures/001-02.yaml")
    (place.root / "measures/001-01.yaml").unlink()


@pytest.mark.parametrize(
    "gone", [deleted_measures, deleted_measure_and_staged, out_of_the_checkout]
)
def test_measures_that_are_not_on_disk_are_still_open(
    rectledger: Runner, tmp_path: Path, gone: Callable[[Place], None]
) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / "data", FIRST))
    commit(top)
    gone(place)
    refused = place.refused("close", "1", "--by", "office")
    assert refused.told == (1, ["open-measures"])
    assert "1.1, 1.2" in refused.messages[0]
    refused = place.refused("close", "1", "--by", "office", "--with-measures")
    assert refused.exit == 4
    assert refused.codes[0] in ("target-not-there", "target-staged")
    if gone is out_of_the_checkout:  # git adds nothing there
        assert place.refused("add", "measure", "1", "--title", "New").exit == 4
    else:
        assert place.done("add", "measure", "1", "--title", "New")["items"][0]["ref"] == "1.3"


def test_the_number_of_an_issue_that_is_not_on_disk_is_taken(place: Place) -> None:
    record(place, 3).unlink()
    issue = ("add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
        "--opened", "2021-07-30",
             "--lead", "finance")  # fmt: skip
    assert place.refused(*issue[:2], "3", *issue[2:]).told == (1, ["number-taken"])
    assert place.done(*issue)["items"][0]["ref"] == "4"
    assert place.changed() == ["data/issues/004.yaml"]


def test_a_ledger_that_was_never_committed_is_committed_first(
    rectledger: Runner, tmp_path: Path
) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / "data"))
    assert place.refused(*CLOSE).told == (4, ["ledger-uncommitted"])
    place.git("add", "--all")
    assert place.refused(*CLOSE).told == (4, ["ledger-uncommitted"])
    (top / "notes.txt").touch()
    place.git("rm", "-r", "--quiet", "--cached", "data")
    place.git("add", "notes.txt")
    commit_index(place)
    assert place.refused(*CLOSE).told == (4, ["ledger-uncommitted"])
    commit(top)
    assert place.done(*CLOSE)["outcome"] == "committed"


@pytest.mark.parametrize("rule", ["data/", "*.yaml", "ledger.yaml", "/data", "*"])
def test_a_ledger_that_git_is_told_to_ignore_is_not_committed(
    rectledger: Runner, tmp_path: Path, rule: str
) -> None:
    top = begin(tmp_path / "top")
    (top / ".gitignore").write_text(f"{rule}\n!.gitignore\n")
    commit(top)
    place = Place(rectledger, top, ledger(top / "data"))
    assert place.refused(*CLOSE).told == (4, ["ignored-by-git"])


@pytest.mark.parametrize("rule", ["*.pdf", "evidence/", "data/evidence/**"])
def test_evidence_that_git_is_told_to_ignore_is_not_left_out(place: Place, rule: str) -> None:
    (place.top / ".gitignore").write_text(f"{rule}\n")
    commit(place.top)
    refused = place.refused(*CLOSE, "--evidence", place.file())
    assert refused.told == (4, ["ignored-by-git"])
    assert ".pdf" in refused.messages[0] or "evidence" in refused.messages[0]


def test_new_records_that_git_is_told_to_ignore_are_not_left_out(place: Place) -> None:
    (place.top / ".gitignore").write_text("004.yaml\n001-03.yaml\n")
    commit(place.top)
    issue = ("add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
        "--opened", "2021-07-30",
             "--lead", "finance")  # fmt: skip
    for command in (issue, ("add", "measure", "1", "--title", "New")):
        assert place.refused(*command).told == (4, ["ignored-by-git"])
