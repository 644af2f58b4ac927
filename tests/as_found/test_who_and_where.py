"""Who commits, with which permissions, and without git or a repository."""

import os
import subprocess
import sys

import pytest

from ledgers import (
    CLOSE,
    TRUSTED,
    Place,
    administrator,
    record,
    refusal,
    snapshot,
)
from rights import SOMEBODY_ELSE, give
from runner import Done
from transcript import surroundings

# Who, and with which permissions


@administrator
def test_somebody_elses_repository_is_not_written_to(place: Place) -> None:
    for path in (place.top, *place.top.rglob("*")):
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    refused = place.refused(*CLOSE)
    assert refused.told == (4, ["distrusted-repository"])
    assert "safe.directory" in refused.hints[0]


@administrator
@pytest.mark.parametrize("closed", ["", ".git", ".git/objects", "data", "data/issues"])
def test_where_one_may_not_write_nothing_is_changed(place: Place, closed: str) -> None:
    give(place.top)
    for path in (place.top / closed, *(place.top / closed).rglob("*")):
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    place.environ |= TRUSTED
    refused = place.refused(*CLOSE, unprivileged=True)
    assert refused.exit == 4
    assert "Nothing was changed" in refused.hints[0]


def test_who_commits_is_known_or_asked_for(place: Place) -> None:
    for key in ("user.name", "user.email"):
        place.git("config", "--unset", key)
    place.git("config", "user.useConfigOnly", "true")
    place.environ |= {"EMAIL": ""}
    assert place.refused("close", "2").told == (2, ["by-nobody"])
    for more in ((), ("--evidence", place.file()), ("--branch",)):
        assert place.refused(*CLOSE, *more).told == (4, ["no-identity"])
    place.environ |= {f"GIT_{who}_{what}": "x@y.example" for who in ("AUTHOR", "COMMITTER")
                      for what in ("NAME", "EMAIL")}  # fmt: skip
    assert place.done(*CLOSE)["outcome"] == "committed"


def test_author_and_committer_stay_as_they_are_set(place: Place) -> None:
    place.environ |= {
        "GIT_AUTHOR_NAME": "张三", "GIT_AUTHOR_EMAIL": "zhang@court.example",
        "GIT_AUTHOR_DATE": "2021-10-30T12:00:00+0800", "GIT_COMMITTER_NAME": "Li Si",
        "GIT_COMMITTER_EMAIL": "li@court.example", "GIT_COMMITTER_DATE": "2021-10-31T08:00:00Z",
    }  # fmt: skip
    assert place.done("close", "2")["items"][0]["entry"]["by"] == "张三"
    assert place.git("log", "-1", "--format=%an %ae %aI %cn %ce %ct").split() == [
        "张三", "zhang@court.example", "2021-10-30T12:00:00+08:00", "Li", "Si", "li@court.example",
        "1635667200",
    ]  # fmt: skip


# Without git, without a repository


def without_git(place: Place) -> None:
    empty = place.top.parent / "empty"
    empty.mkdir()
    place.environ["PATH"] = str(empty)


def test_in_a_repository_git_is_missed_where_it_is_not_installed(place: Place) -> None:
    without_git(place)
    assert place.refused(*CLOSE).told == (4, ["no-git-to-commit"])
    before = snapshot(place.top)
    done = place.done(*CLOSE, "--no-commit")
    assert done["outcome"] == "not-asked"
    after = snapshot(place.top)
    assert after.repository["index"] == before.repository["index"]
    assert after.repository["refs"] == before.repository["refs"]
    assert after.tree.keys() == before.tree.keys()


def test_git_is_missed_by_a_program_that_never_saw_it(place: Place) -> None:
    without_git(place)
    before = snapshot(place.top)
    said, coded = (
        subprocess.run(
            [sys.executable, "-m", "rectledger", *CLOSE, *more], cwd=place.root,
            env=surroundings(COLUMNS="2000", **place.environ), capture_output=True, timeout=60,
            encoding="utf-8", check=False,
        )
        for more in ((), ("--json",))
    )  # fmt: skip
    refused = refusal(*(Done(one.returncode, one.stdout, one.stderr) for one in (said, coded)))
    assert refused.told == (4, ["no-git-to-commit"])
    assert snapshot(place.top) == before


@pytest.mark.parametrize("installed", [True, False])
def test_in_a_folder_that_is_no_repository_it_is_written_and_said_so(
    folder: Place, installed: bool
) -> None:
    if not installed:
        without_git(folder)
    done = folder.run(*CLOSE, "--evidence", folder.file())
    assert done.code == 0
    assert "not committed: there is no git repository here" in done.out
    assert "event: close" in record(folder).read_text()
    assert len(list((folder.root / "evidence/002").iterdir())) == 1
    done = folder.run("start", "3", "--by", "office", "--json")
    assert '"outcome": "no-repository"' in done.out
    assert folder.refused(*CLOSE).told == (1, ["already-closed"])


def test_without_a_repository_no_branch_is_made_in_silence(folder: Place) -> None:
    assert folder.refused(*CLOSE, "--branch").told == (2, ["branch-nowhere"])


def test_without_a_commit_git_is_left_alone(place: Place) -> None:
    before = snapshot(place.top)
    done = place.done(*CLOSE, "--evidence", place.file(), "--no-commit")
    assert (done["outcome"], done["commit"]) == ("not-asked", None)
    after = snapshot(place.top)
    for same in ("refs", "index", "held"):
        assert after.repository[same] == before.repository[same]
    new = {path for path in after.tree if after.tree[path] != before.tree.get(path)}
    kept = done["evidence"][0]["path"]
    assert new == {"data/issues/002.yaml", "data/evidence", "data/evidence/002", f"data/{kept}"}
