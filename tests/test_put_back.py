"""A failed change is undone: everything as it was, and no more than that."""

import hashlib
import shutil
import threading
from pathlib import Path

import pytest

from ledgers import Place, begin, commit, git, ledger, snapshot
from rectledger.store.git import find_repository
from runner import Runner

CLOSE = ("close", "1", "--with-measures", "--by", "office", "--evidence", "../../report.pdf")
REPORT = b"A report"
KEPT = f"evidence/001/report-{hashlib.sha256(REPORT).hexdigest()[:8]}.pdf"


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    """A ledger in a repository with a hook that refuses every further commit."""
    begin(tmp_path / "top")
    root = ledger(tmp_path / "top" / "ledger")
    commit(tmp_path / "top")
    (tmp_path / "report.pdf").write_bytes(REPORT)
    return Place(rectledger, tmp_path / "top", root)


def refuse_commits(place: Place) -> None:
    hook = place.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)


def see_that_it_is_put_back(place: Place) -> None:
    refuse_commits(place)
    before = snapshot(place.top)
    done = place.run(*CLOSE)
    assert snapshot(place.top) == before
    assert done.code == 4
    assert "Nothing was changed. " in done.err


def test_evidence_that_was_kept_before_stays(place: Place) -> None:
    assert place.run("attach", *CLOSE[1:2], *CLOSE[3:]).code == 0
    see_that_it_is_put_back(place)


def test_evidence_that_somebody_committed_stays(place: Place) -> None:
    (place.root / KEPT).parent.mkdir(parents=True)
    (place.root / KEPT).write_bytes(REPORT)
    commit(place.top)
    see_that_it_is_put_back(place)


@pytest.mark.parametrize("staged", [True, False])
def test_evidence_that_lay_there_stays(place: Place, staged: bool) -> None:
    (place.root / KEPT).parent.mkdir(parents=True)
    (place.root / KEPT).write_bytes(REPORT)
    if staged:
        git(place.root, "add", KEPT)
    see_that_it_is_put_back(place)


def test_a_folder_that_was_there_stays(place: Place) -> None:
    (place.root / KEPT).parent.mkdir(parents=True)
    see_that_it_is_put_back(place)


def test_a_git_that_comes_in_between_is_waited_for(place: Place) -> None:
    found = find_repository.find(place.root)
    assert found
    (place.root / "issues/002.yaml").write_text("# Altered\n")
    lock = place.top / ".git" / "index.lock"
    lock.touch()
    threading.Timer(0.3, lock.unlink).start()
    found.commit(["issues/002.yaml"], "Alter 2")
    assert git(place.top, "log", "-1", "--format=%s") == "Alter 2"


@pytest.mark.parametrize("what", ["HEAD", "objects"])
def test_a_damaged_repository_is_not_taken_for_none(place: Place, what: str) -> None:
    found = place.top / ".git" / what
    if found.is_dir():
        shutil.rmtree(found)
    else:
        found.unlink()
    before = snapshot(place.root)
    done = place.run(*CLOSE)
    assert snapshot(place.root) == before
    assert done.code == 4
    assert "not a git repository" in done.err
    assert place.run(*CLOSE, "--no-commit").code == 0


def test_a_git_that_is_killed_leaves_what_the_same_command_completes(place: Place) -> None:
    refuse_commits(place)
    hook = place.top / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    before = snapshot(place.top)
    done = place.run(*CLOSE)
    hook.unlink()
    lock = place.top / ".git" / "index.lock"
    assert lock.exists()  # git had no time to remove it
    assert snapshot(place.top).tree == before.tree
    assert done.code == 4
    assert f"could not be undone: {KEPT}\n" in done.err  # git still has it staged
    assert "git failed: git commit: exit -9. " in done.err
    again = place.run(*CLOSE)
    assert f"git is locked: {lock} exists" in again.err
    assert snapshot(place.top).tree == before.tree
    lock.unlink()
    assert place.run(*CLOSE).code == 0
    assert git(place.top, "status", "--porcelain") == ""
