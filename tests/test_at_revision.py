"""`--at REV`: every read-only command on the ledger at a commit."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from transcript import ROOT, run, surroundings

COMMANDS = ["status", "list", "show 21", "overdue --within 90", "summary", "log 21", "check"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real ledger, committed and tagged, then damaged."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "data", folder / "data")

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=Office", "-c", "user.email=office@court.example"]
        env = surroundings(GIT_COMMITTER_DATE="2021-12-01T09:00:00+0800")
        subprocess.run(["git", *who, *arguments], cwd=folder, env=env, check=True)

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "The ledger as published")
    git("tag", "published")
    for file in (folder / "data" / "issues").iterdir():
        file.write_text("", "utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_shows_what_the_commit_holds(folder: Path, command: str) -> None:
    then = json.loads(run(f"rectledger {command} --at published --json", folder))
    now = json.loads(run(f"rectledger {command} --json"))
    assert len(then.pop("at")) == 40
    assert then == now


def test_a_page_says_which_commit_it_is_made_from(folder: Path) -> None:
    shown = run("rectledger overdue --at published", folder).splitlines()
    assert shown[2].startswith("From published (commit ")
    assert shown[2].endswith(", 2021-12-01)")


def test_a_finding_is_placed_in_the_commit(folder: Path) -> None:
    shown = run("rectledger check --at published", folder, COLUMNS="200")
    assert "note: published:data/ledger.yaml:206:5 " in shown


@pytest.mark.parametrize(
    ("rev", "said"),
    [
        ("-x", "error: invalid revision `-x` for --at"),
        ("published:data", "error: invalid revision `published:data` for --at"),
        ("next", "error: --at: no commit, branch or tag named `next`"),
    ],
)
def test_a_revision_that_is_none_is_wrong_usage(folder: Path, rev: str, said: str) -> None:
    shown = run(f"rectledger status --at={rev}", folder, COLUMNS="200").splitlines()
    assert shown[0].startswith(said)
    assert shown[1].startswith(" hint: ")
    assert shown[-1] == "[exit 2]"


def test_both_questions_can_be_asked_at_once(folder: Path) -> None:
    shown = run("rectledger status --at published --as-of 2021-10-30", folder)
    assert "57 issues  0 closed (0.0%)  57 ongoing  0 overdue" in shown


def test_a_repository_without_files_of_its_own_can_be_asked(folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", folder, bare], check=True)
    shown = run(f"rectledger --ledger {bare} status --at published", tmp_path)
    assert "57 issues  48 closed (84.2%)  9 ongoing  0 overdue" in shown


def test_check_says_which_commit_it_has_checked(folder: Path) -> None:
    shown = run("rectledger check --at published", folder).splitlines()
    assert shown[-2].startswith("From published (commit ")
