"""Branches merged by real git, with the driver that `init` sets up, including where it cannot
run."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from ledgers import ALONE, begin, commit, git, ledger
from runner import DATA, Done, Runner
from transcript import surroundings


class Branches:
    """A ledger in a repository, changed by real commands on branches."""

    def __init__(self, rectledger: Runner, top: Path, root: Path) -> None:
        self.rectledger, self.top, self.root = rectledger, top, root

    def run(self, *arguments: str) -> Done:
        return self.rectledger(self.root, *arguments, **ALONE)

    def do(self, *arguments: str) -> None:
        done = self.run(*arguments, "--json")
        assert done.code == 0, done

    def on(self, branch: str, start: str = "main") -> "Branches":
        """Create a branch and switch to it."""
        git(self.top, "switch", "--quiet", "--create", branch, start)
        return self

    def git(self, *arguments: str, **environ: str) -> tuple[int, str]:
        """The exit code and all output of a git that may fail."""
        plain = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env={**plain, **ALONE, "COLUMNS": "2000", **environ},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def notes(self, number: int, at: str = "HEAD") -> list[str]:
        """The notes of a log, entry by entry, at a commit."""
        path = self.root.relative_to(self.top) / f"issues/{number:03}.yaml"
        lines = git(self.top, "show", f"{at}:{path}").splitlines()
        return [line.split(":", 1)[1].strip() for line in lines if line.startswith("    note:")]

    def text(self, number: int) -> str:
        return (self.root / f"issues/{number:03}.yaml").read_text("utf-8")


def progress(number: int, note: str, day: str) -> tuple[str, ...]:
    return "progress", str(number), "--note", note, "--date", f"2021-11-{day}"


def closing(number: int, paper: str, day: str) -> tuple[str, ...]:
    return "close", str(number), "--document", paper, "--date", f"2021-11-{day}"


@pytest.fixture
def real(rectledger: Runner, tmp_path: Path) -> Branches:
    """A copy of the real ledger, in a repository set up by `init`."""
    begin(tmp_path / "top")
    shutil.copytree(DATA, tmp_path / "top" / "data")
    commit(tmp_path / "top")
    place = Branches(rectledger, tmp_path / "top", tmp_path / "top" / "data")
    place.do("init")
    return place


@pytest.fixture
def small(rectledger: Runner, tmp_path: Path) -> Branches:
    """A ledger of three issues, at the top of its repository."""
    begin(tmp_path / "top")
    ledger(tmp_path / "top")
    commit(tmp_path / "top")
    place = Branches(rectledger, tmp_path / "top", tmp_path / "top")
    place.do("init")
    commit(tmp_path / "top")
    return place


def test_closing_one_issue_and_extending_another_is_merged(real: Branches) -> None:
    real.on("closes").do(*closing(19, "Minutes", "03"))
    extend = ("extend", "20", "--to", "2022-03-31", "--note", "late", "--approved-by", "Liu")
    real.on("extends").do(*extend, "--date", "2021-11-04")
    assert real.git("merge", "--no-edit", "closes")[0] == 0
    shown = (
        json.loads(real.run("show", "19", "--json").out),
        json.loads(real.run("show", "20", "--json").out),
    )
    assert [one["item"]["state"] for one in shown] == ["closed", "active"]
    assert shown[1]["item"]["deadline"] == "2022-03-31"
    assert real.run("check").code == 0


def test_two_progress_notes_are_merged_by_date(real: Branches) -> None:
    real.on("later").do(*progress(12, "later", "09"))
    real.on("sooner").do(*progress(12, "sooner", "02"))
    code, said = real.git("merge", "--no-edit", "--no-ff", "later")
    assert (code, "error" in said) == (0, False), said
    assert real.notes(12)[-2:] == ["sooner", "later"]
    assert real.run("check").code == 0
    merged = real.text(12)
    real.on("other-way", "later")
    assert real.git("merge", "--no-edit", "sooner^1")[0] == 0
    assert real.text(12) == merged


def test_two_closings_are_a_conflict_that_people_can_read(real: Branches) -> None:
    real.on("one").do(*closing(12, "Minutes", "04"))
    real.on("two").do(*closing(12, "Paper", "05"))
    code, said = real.git("merge", "--no-edit", "one")
    assert code == 1
    assert (
        "data/issues/012.yaml: both sides added entries other than `progress` and `attach`" in said
    )
    assert "record the removed entries again" in said
    entry = "  - date: 2021-11-{}\n    event: close\n    by: Office\n    result: complete\n" + (
        "    evidence:\n      - document: {}\n"
    )
    assert real.text(12).endswith(
        f"<<<<<<< ours\n{entry.format('05', 'Paper')}=======\n{entry.format('04', 'Minutes')}"
        ">>>>>>> theirs\n"
    )
    done = real.run("check", "--json")
    assert done.code == 3
    found = [one["code"] for one in json.loads(done.out)["findings"] if one["severity"] == "error"]
    assert set(found) == {"merge-conflict"}


def test_it_is_said_in_chinese_too(real: Branches) -> None:
    real.on("one").do(*closing(12, "Minutes", "04"))
    real.on("two").do(*closing(12, "Paper", "05"))
    _, said = real.git("merge", "--no-edit", "one", LANG="zh_CN.UTF-8", LC_ALL="")
    assert "data/issues/012.yaml：双方" in said


def test_who_comes_second_records_the_entry_again_on_top(small: Branches) -> None:
    extend = ("extend", "2", "--to", "2022-03-31", "--note", "late", "--approved-by", "Liu")
    small.on("extends").do(*extend, "--date", "2021-11-03")
    small.on("reports").do(*progress(2, "half", "05"))
    assert small.git("merge", "--no-edit", "extends")[0] == 1
    git(small.top, "checkout", "--theirs", "issues/002.yaml")
    commit(small.top)
    small.do(*progress(2, "half", "05"))
    assert small.notes(2)[-2:] == ["late", "half"]
    assert small.run("check").code == 0


def test_a_rebase_and_a_cherry_pick_go_through_the_driver(small: Branches) -> None:
    small.on("base").do(*progress(2, "a", "05"))
    small.on("work").do(*progress(2, "b", "02"))
    small.do(*progress(2, "c", "07"))
    git(small.top, "tag", "before")
    assert small.git("rebase", "base")[0] == 0
    assert small.notes(2) == ["b", "a", "c"]
    small.on("picks").do(*progress(2, "d", "06"))
    assert small.git("cherry-pick", "before~1", "before")[0] == 0
    assert small.notes(2) == ["b", "d", "c"]


def test_branches_that_have_merged_each_other_are_merged_with_each_entry_once(
    small: Branches,
) -> None:
    small.on("one").do(*progress(2, "a", "02"))
    small.on("two").do(*progress(2, "b", "03"))
    assert small.git("merge", "--no-edit", "one")[0] == 0
    git(small.top, "switch", "--quiet", "one")
    assert small.git("merge", "--no-edit", "two~1")[0] == 0
    small.do(*progress(2, "c", "04"))
    git(small.top, "switch", "--quiet", "two")
    small.do(*progress(2, "d", "05"))
    assert len(git(small.top, "merge-base", "--all", "one", "two").split()) == 2
    assert small.git("merge", "--no-edit", "one")[0] == 0
    assert small.notes(2) == ["a", "b", "c", "d"]


def test_more_than_two_branches_at_once_are_left_to_git_which_refuses(small: Branches) -> None:
    for branch, day in (("one", "02"), ("two", "03"), ("three", "04")):
        small.on(branch).do(*progress(2, branch, day))
    before = git(small.top, "rev-parse", "HEAD")
    assert small.git("merge", "--no-edit", "one", "two")[0] != 0
    assert git(small.top, "rev-parse", "HEAD") == before


def test_what_two_files_break_together_merges_and_is_found(small: Branches) -> None:
    """git has each file merged separately."""
    git(small.top, "switch", "--quiet", "main")
    small.do("close", "1.1", "--document", "Minutes", "--date", "2021-11-02")
    small.on("closes").do("close", "1", "--with-measures", "--date", "2021-11-03")
    reopen = ("reopen", "1.1", "--to", "2022-03-31", "--note", "again")
    small.on("reopens").do(*reopen, "--date", "2021-11-04")
    assert small.git("merge", "--no-edit", "closes")[0] == 0
    found = json.loads(small.run("check", "--json").out)["findings"]
    codes = {one["code"] for one in found if one["severity"] == "error"}
    assert codes, found
    assert codes <= {"open-measures", "reopen-under-closed"}


def test_two_issues_under_one_number_are_shown_whole(small: Branches) -> None:
    words = (
        "--section",
        "1-1",
        "--kind",
        "immediate",
        "--opened",
        "2021-07-30",
        "--lead",
        "enforcement",
    )
    small.on("one").do("add", "issue", "4", "--title", "One", *words)
    small.on("two").do("add", "issue", "4", "--title", "Two", *words)
    code, said = small.git("merge", "--no-edit", "one")
    assert (code, "issues/004.yaml: the two sides are different items" in said) == (1, True)
    ours, theirs = small.text(4).removeprefix("<<<<<<< ours\n").split("=======\n")
    assert ("title: Two\n" in ours, "title: One\n" in theirs) == (True, True)


def test_without_the_driver_git_s_own_conflict_is_recognised(small: Branches) -> None:
    """As on a forge, with its merge button."""
    git(small.top, "config", "--remove-section", "merge.rectledger")
    small.on("one").do(*progress(2, "a", "02"))
    small.on("two").do(*progress(2, "b", "03"))
    assert small.git("merge", "--no-edit", "one")[0] == 1
    assert "<<<<<<< HEAD" in small.text(2)
    assert "the file contains merge conflict markers" in small.run("check").said


# What replaces the interpreter, and misbehaves.
BROKEN = {
    "gone": None,
    "without-us": 'exec "$PYTHON" -P -m rectledger_that_is_gone "$@"',
    "older": "exit 2",
    "fails": "exit 1",
    "killed": "kill -KILL $$",
    "terminated": "kill -TERM $$",
    "not-to-be-run": "",
}


@pytest.mark.parametrize("how", BROKEN)
def test_where_the_driver_cannot_run_git_takes_no_side_in_silence(
    small: Branches, tmp_path: Path, how: str
) -> None:
    script = BROKEN[how]
    path = tmp_path / "python"
    if script is not None:
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755 if script else 0o644)
    told = git(small.top, "config", "merge.rectledger.driver")
    git(small.top, "config", "merge.rectledger.driver", told.replace(sys.executable, str(path)))
    small.on("one").do(*progress(2, "a", "02"))
    small.on("two").do(*progress(2, "b", "03"))
    assert small.git("merge", "--no-edit", "one", PYTHON=sys.executable)[0] == 1
    said = small.text(2)
    assert "<<<<<<< ours\n" in said
    assert "note: a\n" in said
    assert "note: b\n" in said
    git(small.top, "reset", "--hard", "main")
    path_of = small.root / "issues/002.yaml"
    path_of.write_text("# ours\n" + path_of.read_text("utf-8"), "utf-8")
    commit(small.top)
    assert small.git("merge", "--no-edit", "one", PYTHON=sys.executable)[0] == 0
    assert small.text(2).startswith("# ours\n")
    assert small.notes(2) == ["a"]


def test_where_not_even_git_can_merge_it_the_merge_is_not_made(
    small: Branches, tmp_path: Path
) -> None:
    told = git(small.top, "config", "merge.rectledger.driver")
    git(small.top, "config", "merge.rectledger.driver", told.replace(sys.executable, "/gone"))
    for branch in ("main", "one", "two"):
        if branch != "main":
            small.on(branch)
        (small.root / "issues/002.yaml").write_bytes(f"id\0{branch}\n".encode())
        commit(small.top)
    code, said = small.git("merge", "--no-edit", "one")
    assert code not in (0, 1), said
    assert not (small.top / ".git" / "MERGE_HEAD").exists()


def test_any_path_of_the_interpreter_will_do(rectledger: Runner, tmp_path: Path) -> None:
    odd = tmp_path / 'it\'s 100%O $HOME "q" 中文;`x`' / "python"
    odd.parent.mkdir()
    odd.symlink_to(sys.executable)
    begin(tmp_path / "top")
    ledger(tmp_path / "top")
    commit(tmp_path / "top")
    there = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one), **ALONE}
    subprocess.run(
        [odd, "-m", "rectledger", "init"], cwd=tmp_path / "top", env=surroundings(**there),
        check=True, capture_output=True,
    )  # fmt: skip
    assert "100%%O" in git(tmp_path / "top", "config", "merge.rectledger.driver")
    place = Branches(rectledger, tmp_path / "top", tmp_path / "top")
    place.on("one").do(*progress(2, "a", "03"))
    place.on("two").do(*progress(2, "b", "02"))
    assert place.git("merge", "--no-edit", "one", **there)[0] == 0
    assert place.notes(2) == ["b", "a"]


def test_nothing_that_a_branch_holds_is_run(small: Branches) -> None:
    for name in ("typer", "rectledger", "random", "sitecustomize"):
        (small.top / f"{name}.py").write_text("open('run', 'w')\n")
    commit(small.top)
    small.on("one", "HEAD").do(*progress(2, "a", "02"))
    small.on("two", "one~1").do(*progress(2, "b", "03"))
    assert small.git("merge", "--no-edit", "one")[0] == 0
    assert not (small.top / "run").exists()


def test_the_sides_are_called_what_git_calls_them(rectledger: Runner, tmp_path: Path) -> None:
    """As in git 2.44: a branch's name, a commit's subject, whatever they contain."""
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(f"id: {name}\n")
    handed = ("-p/issues/001.yaml", "7", "--json", "a b\nc")
    done = rectledger(tmp_path, "merge-driver", "--", "base", "ours", "theirs", *handed)
    assert done.code == 65
    assert (tmp_path / "ours").read_text() == (
        "<<<<<<< --json\nid: ours\n=======\nid: theirs\n>>>>>>> a b?c\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "ours", "theirs"]


def test_a_worktree_merges_as_its_repository_does(small: Branches) -> None:
    small.on("one").do(*progress(2, "a", "03"))
    small.on("two").do(*progress(2, "b", "02"))
    git(small.top, "switch", "--quiet", "main")
    git(small.top, "worktree", "add", "--quiet", "../aside", "two")
    there = Branches(small.rectledger, small.top.parent / "aside", small.top.parent / "aside")
    assert there.git("merge", "--no-edit", "one")[0] == 0
    assert there.notes(2) == ["b", "a"]
    assert json.loads(there.run("init", "--json").out)["merge_driver_set"] is False


def test_a_submodule_is_set_up_by_itself(small: Branches, tmp_path: Path) -> None:
    begin(tmp_path / "outer")
    allowed = ("-c", "protocol.file.allow=always")
    git(tmp_path / "outer", *allowed, "submodule", "add", "--quiet", str(small.top), "inner")
    inner = tmp_path / "outer" / "inner"
    place = Branches(small.rectledger, inner, inner)
    assert json.loads(place.run("init", "--json").out)["merge_driver_set"] is True
    assert git(inner, "config", "merge.rectledger.name")
    assert "rectledger" not in git(tmp_path / "outer", "config", "--list")


def test_init_says_once_that_git_has_been_told(small: Branches) -> None:
    assert "nothing to do" in small.run("init").out
    git(small.top, "config", "merge.rectledger.driver", "/old/python -m rectledger")
    git(small.top, "config", "--add", "merge.rectledger.driver", "/older/python -m rectledger")
    assert "this installation of rectledger merges records" in small.run("init").out
    told = git(small.top, "config", "--get-all", "merge.rectledger.driver")
    assert sys.executable in told
    assert "old" not in told


def test_without_git_nothing_is_told(rectledger: Runner, tmp_path: Path) -> None:
    for inside in (False, True):
        if inside:
            begin(tmp_path)
        done = rectledger(tmp_path, "init", f"new-{inside}", "--json", PATH="/nowhere")
        found = json.loads(done.out)
        assert (found["repository"], found["merge_driver_set"]) == (inside, False)


def test_an_older_ledger_s_attributes_are_brought_up_to_date(small: Branches) -> None:
    path = small.root / ".gitattributes"
    path.write_text("/issues/*.yaml text eol=lf\n/measures/*.yaml text eol=lf\n")
    small.do("init")
    asked = git(small.top, "check-attr", "merge", "eol", "--", "issues/002.yaml")
    assert asked.splitlines() == [
        "issues/002.yaml: merge: rectledger", "issues/002.yaml: eol: lf",
    ]  # fmt: skip


VERBS: tuple[tuple[str, ...], ...] = (
    ("start",), ("progress", "--note", "half"), ("progress", "--note", "more"),
    ("attach", "--document", "Paper"), ("close", "--document", "Minutes"),
    ("extend", "--to", "2022-05-31", "--note", "late", "--approved-by", "Liu"),
    ("reassign", "--lead", "finance"),
)  # fmt: skip


def test_random_branches_by_real_commands(small: Branches) -> None:
    """The property of the byte-level tests, with real git: nothing is lost, and `check` finds
    nothing in a merge without conflicts."""
    random = Random(5)  # noqa: S311
    seen = {0: 0, 1: 0}
    for number in range(int(os.environ.get("MERGES", "20"))):
        for side in ("one", "two"):
            small.on(f"{side}-{number}")
            for _ in range(random.randrange(1, 4)):
                verb, *more = random.choice(VERBS)
                day = f"2021-11-{random.randrange(1, 29):02}"
                reference = random.choice(("2", "3", "1.1"))
                small.run(verb, reference, *more, "--date", day, "--json")
        logs = [_entries(small, f"{side}-{number}") for side in ("one", "two")]
        code, said = small.git("merge", "--no-edit", f"one-{number}")
        seen[code] += 1
        if code:
            assert "CONFLICT (content)" in said
            git(small.top, "merge", "--abort")
            continue
        merged = _entries(small, "HEAD")
        assert all(set(log) <= set(merged) for log in logs)
        assert small.run("check").code == 0
    assert min(seen.values()) > 2, seen


def _entries(place: Branches, at: str) -> list[str]:
    """Every entry of a ledger at a commit."""
    found = json.loads(place.run("log", "--json", "--at", at).out)["entries"]
    return [json.dumps(one, sort_keys=True) for one in found]
