"""Worktrees, submodules, odd names and other shapes of repositories; branches."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest

from ledgers import (
    CLOSE,
    Place,
    add,
    begin,
    commit,
    git,
    hook,
    ledger,
    sides,
    snapshot,
    tree,
    work,
)
from runner import Runner

# Shapes of repositories


def test_in_a_sparse_checkout_what_is_there_is_closed(place: Place) -> None:
    place.git(
        "sparse-checkout", "set", "--no-cone", "/data/*", "!/data/measures", "!/data/evidence"
    )
    done = place.done(*CLOSE)
    assert done["outcome"] == "committed"
    assert place.changed() == ["data/issues/002.yaml"]
    refused = place.refused("close", "3", "--by", "office", "--evidence", place.file())
    assert refused.told == (4, ["git-refused"])
    assert "evidence/003/doc-" in refused.messages[0]


def test_a_worktree_takes_the_commit_on_its_own_branch(place: Place, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    place.git("worktree", "add", "--quiet", "-b", "office", str(linked))
    place.outside = [linked]
    before = tree(place.top)
    there = Place(place.rectledger, linked, linked / "data")
    assert there.done(*CLOSE)["branch"] == "office"
    assert (there.changed(), there.git("status", "--porcelain")) == (["data/issues/002.yaml"], "")
    assert (tree(place.top), place.git("status", "--porcelain")) == (before, "")
    assert place.git("rev-list", "--count", "main..office") == "1"
    (Path(there.git("rev-parse", "--absolute-git-dir")) / "HEAD.lock").touch()
    assert there.refused("close", "3", "--by", "office").told == (4, ["git-locked"])
    assert place.done("close", "3", "--by", "office")["branch"] == "main"


def test_what_is_under_way_in_a_worktree_is_seen_there_alone(place: Place, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    place.git("worktree", "add", "--quiet", "-b", "office", str(linked))
    there = Place(place.rectledger, linked, linked / "data")
    add(there.top / "notes.txt")
    commit(there.top)
    sides(place)
    there.git("merge", "main", check=False)
    assert there.refused(*CLOSE).told == (4, ["git-under-way"])
    assert place.done(*CLOSE)["outcome"] == "committed"


def test_a_submodule_takes_the_commit_and_what_holds_it_does_not(
    place: Place, tmp_path: Path
) -> None:
    outer = begin(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
        str(place.top), "module")  # fmt: skip
    for key, value in (("user.name", "Office"), ("user.email", "office@court.example")):
        git(outer / "module", "config", key, value)
    commit(outer)
    before = git(outer, "rev-parse", "HEAD")
    inside = Place(place.rectledger, outer / "module", outer / "module/data")
    assert inside.done(*CLOSE)["outcome"] == "committed"
    assert inside.changed() == ["data/issues/002.yaml"]
    assert git(outer, "rev-parse", "HEAD") == before
    assert git(outer, "status", "--porcelain") == " M module"


@pytest.mark.parametrize(
    "options",
    [("--object-format=sha256",), ("--ref-format=reftable",), ("--separate-git-dir=../elsewhere",)],
)
def test_repositories_of_other_formats_take_the_commit(
    rectledger: Runner, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "top").mkdir()
    known = subprocess.run(
        ["git", "init", "--quiet", *options, str(tmp_path / "try")], capture_output=True,
        cwd=tmp_path / "top", check=False,
    )  # fmt: skip
    shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)
    if known.returncode:
        pytest.skip(f"this git knows no {options[0]}")
    shutil.rmtree(tmp_path / "try")
    top = begin(tmp_path / "top", *options)
    place = Place(rectledger, top, ledger(top / "data"))
    commit(top)
    for command in (CLOSE, ("close", "3", "--branch", "--by", "office")):
        assert place.done(*command)["outcome"] == "committed"
        assert place.git("status", "--porcelain") == ""
    assert place.git("rev-list", "--count", "HEAD") == "3"


@pytest.mark.parametrize(
    "inside",
    [".", "台账/二〇二一 年", "-x", "*", "[0-9]", ":(top)", "one\ntwo\t", "'quoted\"", "e\u0301",
     "a\\b", "data.git", " "],
)  # fmt: skip
def test_a_ledger_may_lie_in_a_folder_of_any_name(
    rectledger: Runner, tmp_path: Path, inside: str
) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / inside))
    (top / "notes.txt").touch()
    commit(top)
    add(place.root / "ledger.yaml")  # as a pattern, a name could match other files too
    (top / "notes.txt").write_text("mine\n")
    place.git("add", "notes.txt")
    issue = ("add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
        "--opened", "2021-07-30",
             "--lead", "finance")  # fmt: skip
    for command in ((*CLOSE, "--evidence", place.file("会议 纪要.pdf")), issue, ("start", "4")):
        done = place.done(*command)
        written = {str(Path(inside, one["path"])) for one in (*done["files"], *done["evidence"])}
        assert set(place.changed()) == written
    assert place.git("status", "--porcelain").count("\n") == 1
    assert place.git("diff", "--cached", "--name-only") == "notes.txt"


def test_a_ledger_in_a_folder_whose_name_is_no_utf8(rectledger: Runner, tmp_path: Path) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / os.fsdecode(b"\xb9\xe3\xd6\xdd")))
    commit(top)
    said = rectledger(
        top, "--ledger", str(place.root), *CLOSE, "--evidence", place.file(), **place.environ
    )
    assert said.code == 0, said
    assert place.git("status", "--porcelain") == ""


# Branches


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("close", "2"), "close-2"),
        (("close", "1.2"), "close-1.2"),
        (("close", "1", "2", "3"), "close-1-2-3"),
        (("close", "1.1", "1.2", "1", "2", "3"), "close-1.1-1.2-1-2-3"),
        (("start", "002"), "start-2"),
        (("add", "measure", "1", "--title", "New"), "add-1.3"),
    ],
)
def test_a_branch_is_named_after_the_action(
    place: Place, command: tuple[str, ...], name: str
) -> None:
    by = () if command[0] == "add" else ("--by", "office")
    main = place.git("rev-parse", "main")
    done = place.done(*command, *by, "--branch")
    assert done["branch"] == name
    assert place.git("symbolic-ref", "--short", "HEAD") == name
    assert (place.git("rev-parse", "main"), place.git("rev-parse", "HEAD~1")) == (main, main)


def test_a_branch_that_is_there_already_is_not_taken(place: Place) -> None:
    place.git("switch", "--quiet", "--create", "close-2")
    add(place.top / "notes.txt")
    commit(place.top)
    place.git("switch", "--quiet", "main")
    refused = place.refused(*CLOSE, "--branch")
    assert refused.told == (2, ["branch-exists"])
    assert "close-2" in refused.messages[0]
    place.git("switch", "--quiet", "close-2")  # on the branch itself, the work goes on there
    assert place.done(*CLOSE, "--branch")["branch"] == "close-2"


def test_a_branch_that_a_command_that_was_cut_off_has_made_is_taken(place: Place) -> None:
    place.git("branch", "close-2")
    assert place.done(*CLOSE, "--branch")["branch"] == "close-2"
    assert place.git("rev-list", "--count", "main..close-2") == "1"


def test_a_branch_that_was_there_stays_when_the_commit_fails(place: Place) -> None:
    place.git("branch", "close-2")
    hook(place, "pre-commit", "exit 1")
    assert place.refused(*CLOSE, "--branch").exit == 4
    assert place.git("rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert place.git("rev-parse", "close-2") == place.git("rev-parse", "main")


def test_a_branch_whose_name_cannot_be_is_said(place: Place) -> None:
    place.git("branch", "close-2/mine")
    assert place.refused(*CLOSE, "--branch").exit in (2, 4)
    assert place.git("config", "--get-regexp", "branch[.].*", check=False) == ""


OTHER = ("close", "3", "--by", "office", "--branch")


def test_no_change_is_stacked_on_the_branch_of_another(place: Place) -> None:
    place.done(*CLOSE, "--branch")
    refused = place.refused(*OTHER)
    assert refused.told == (4, ["branch-of-another"])
    assert "`git switch main`" in refused.hints[0]
    assert place.done("progress", "3", "--note", "x", "--by", "office")["branch"] == "close-2"
    place.git("switch", "--quiet", "main")
    assert place.done(*OTHER)["branch"] == "close-3"
    assert place.changed("main..close-3") == ["data/issues/003.yaml"]


def test_on_a_branch_that_is_merged_another_begins(place: Place) -> None:
    place.done(*CLOSE, "--branch")
    place.git("branch", "--force", "main", "close-2")
    assert place.done(*OTHER)["branch"] == "close-3"
    # The new branch has the same starting point as the first.
    assert "`git switch main`" in place.refused("start", "1", "--by", "office", "--branch").hints[0]


def test_a_branch_that_began_at_no_branch_says_where(place: Place) -> None:
    head = place.git("rev-parse", "HEAD")
    place.git("checkout", "--quiet", "--detach")
    place.done(*CLOSE, "--branch")
    assert f"`git switch --detach {head}`" in place.refused(*OTHER).hints[0]
    place.git("switch", "--quiet", "--detach", head)
    assert place.done(*OTHER)["branch"] == "close-3"


def test_what_a_branch_began_from_goes_with_the_branch(place: Place) -> None:
    place.done(*CLOSE, "--branch")
    place.git("switch", "--quiet", "main")
    place.git("branch", "--delete", "--force", "close-2")
    assert place.git("config", "--get-regexp", "branch[.].*", check=False) == ""
    place.git("switch", "--quiet", "--create", "close-2")  # by hand
    add(place.top / "notes.txt")
    commit(place.top)
    assert place.done(*OTHER)["branch"] == "close-3"


def test_where_the_branch_that_one_began_from_is_gone_none_is_stacked_either(place: Place) -> None:
    place.done(*CLOSE, "--branch")
    place.git("branch", "--quiet", "--move", "main", "trunk")
    refused = place.refused(*OTHER)
    assert refused.told == (4, ["branch-of-another"])
    assert "`git switch BRANCH`" in refused.hints[0]


def test_of_two_at_once_neither_request_holds_the_other(place: Place, tmp_path: Path) -> None:
    """The second waits for the lock while a hook checks the first, then continues on its own
    branch."""
    begun, on = tmp_path / "begun", tmp_path / "on"
    hook(place, "pre-commit", f"touch '{begun}'; while ! test -e '{on}'; do sleep 0.05; done")
    other = Runner(tmp_path)
    try:
        with ThreadPoolExecutor(1) as pool:
            environ = {**place.environ, "RECTLEDGER_WAIT": "60"}
            first = pool.submit(other, place.root, *CLOSE, "--branch", **environ)
            while not begun.exists() and not first.done():
                time.sleep(0.01)
            Timer(1, on.touch).start()
            second = place.rectledger(place.root, *OTHER, **environ)
        assert first.result().code == 0, first.result()
    finally:
        other.stop()
    assert second.code == 4, second
    assert "`git switch main`" in " ".join(second.err.split())
    assert place.changed("main..close-2") == ["data/issues/002.yaml"]
    place.git("switch", "--quiet", "main")
    place.done(*OTHER)
    assert place.changed("main..close-3") == ["data/issues/003.yaml"]


def test_a_branch_carries_other_work_along(place: Place) -> None:
    add(place.top / "notes.txt", "staged\n")
    place.git("add", "notes.txt")
    add(place.top / "notes.txt", "not staged\n")
    before = work(snapshot(place.top).repository["status"])
    place.done(*CLOSE, "--branch")
    assert work(snapshot(place.top).repository["status"]) == before


@pytest.mark.parametrize("detached", [True, False])
def test_a_branch_is_taken_back_where_the_commit_fails(place: Place, detached: bool) -> None:
    if detached:
        place.git("checkout", "--quiet", "--detach")
    add(place.top / "notes.txt", "staged\n")
    place.git("add", "notes.txt")
    hook(place, "pre-commit", "exit 1")
    refused = place.refused(*CLOSE, "--evidence", place.file(), "--branch")
    assert refused.told == (4, ["git-refused"])


def test_a_hook_that_fails_on_a_switch_leaves_nothing_half_done(place: Place) -> None:
    hook(place, "post-checkout", "echo switched >&2; exit 1")
    assert place.done(*CLOSE, "--branch")["branch"] == "close-2"
    place.git("switch", "--quiet", "main", check=False)
    hook(place, "pre-commit", "exit 1")
    refused = place.refused("close", "3", "--by", "office", "--branch")
    assert refused.told == (4, ["git-refused"])
    assert refused.messages == ["git failed: git commit: exit 1"]
