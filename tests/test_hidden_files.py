"""Files that git has but hides are reported missing; what git does not look at does not count as
clean."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ledgers import ALONE, CLOSE, Place, add, begin, commit, git, hook, ledger, record
from rectledger.store.git import index
from rectledger.store.git_may_hide_files import may_hide
from runner import Runner
from transcript import surroundings

DAY = "2021-11-01"
ISSUE, MEASURE = "issues/003.yaml", "measures/001-02.yaml"
LOOKING = ("status", "list", "show 1", "overdue", "summary", "log", "log 1", "list --measures")
MADE = ("report notice", "report bulletin --since 2021-09-01", "export csv", "export json")


@pytest.fixture
def place(publishing: Runner, tmp_path: Path) -> Place:
    """A ledger in the folder `data` of a repository; issue 2 is closed with evidence."""
    top = begin(tmp_path / "top")
    place = Place(publishing, top, ledger(top / "data"))
    commit(top)
    place.done(*CLOSE, "--date", DAY, "--evidence", place.file())
    return place


def gone(place: Place, *files: str) -> None:
    for file in files:
        (place.root / file).unlink()


def not_checked_out(place: Place) -> None:
    place.git("sparse-checkout", "set", "--no-cone", "/*", f"!/data/{ISSUE}", f"!/data/{MEASURE}")


def skipped(place: Place) -> None:
    place.git("update-index", "--skip-worktree", f"data/{ISSUE}", f"data/{MEASURE}")
    gone(place, ISSUE, MEASURE)


def skipped_in_an_index_of_the_fourth_version(place: Place) -> None:
    place.git("update-index", "--index-version", "4")
    skipped(place)


def skipped_in_a_split_index(place: Place) -> None:
    skipped(place)
    place.git("config", "core.splitIndex", "true")
    place.git("update-index", "--split-index")
    place.git("update-index", "--skip-worktree", f"data/{ISSUE}")


def assumed(place: Place) -> None:
    place.git("update-index", "--assume-unchanged", f"data/{ISSUE}", f"data/{MEASURE}")
    gone(place, ISSUE, MEASURE)


def assumed_by_a_setting(place: Place) -> None:
    place.git("config", "core.ignoreStat", "true")
    gone(place, ISSUE, MEASURE)
    place.git("checkout", "--", ".")
    gone(place, ISSUE, MEASURE)


def both(place: Place) -> None:
    place.git("update-index", "--assume-unchanged", f"data/{ISSUE}", f"data/{MEASURE}")
    skipped(place)


def not_told_by_a_program(place: Place) -> None:
    """A configured fsmonitor claims that no file has changed."""
    liar = place.top.parent / "liar"
    liar.write_text(f"#!/bin/sh\ntouch '{liar}.ran'\nprintf 'token\\0'\n")
    liar.chmod(0o755)
    place.git("config", "core.fsmonitor", str(liar))
    place.git("config", "core.fsmonitorHookVersion", "2")
    place.git("update-index", "--fsmonitor")
    place.git("status")
    Path(f"{liar}.ran").unlink(missing_ok=True)
    gone(place, ISSUE, MEASURE)


WAYS = [
    not_checked_out, skipped, skipped_in_an_index_of_the_fourth_version, skipped_in_a_split_index,
    assumed, assumed_by_a_setting, both, not_told_by_a_program,
]  # fmt: skip


def found(place: Place, *more: str) -> dict[str, dict[str, Any]]:
    """The findings of `check`, by file."""
    said = json.loads(place.run("check", "--json", *more).out)
    return {str(one["where"]).split(":")[0]: one for one in said["findings"]}


@pytest.mark.parametrize("hide", WAYS)
def test_what_git_hides_is_missed_by_all_that_counts(
    place: Place, hide: Callable[[Place], None]
) -> None:
    hide(place)
    done = place.run("check", "--json")
    told = json.loads(done.out)
    codes = {(one["where"], one["code"], one["severity"]) for one in told["findings"]}
    assert (done.code, told["complete"]) == (3, False)
    assert {where for where, _, severity in codes if severity == "error"} == {ISSUE, MEASURE}
    assert {code for _, code, _ in codes} <= {"not-checked-out", "hidden-deletion"}
    assert place.run("check").out.startswith("INCOMPLETE: 2 files cannot be read")
    for command in MADE:
        done = place.run(*command.split())
        assert done.code == 3, (command, done)
        assert ISSUE in done.err, (command, done)
    assert not (place.top.parent / "liar.ran").exists()


@pytest.mark.parametrize("hide", WAYS)
def test_the_hint_brings_it_back(place: Place, hide: Callable[[Place], None]) -> None:
    hide(place)
    place.git("config", "core.hooksPath", "/not/there")
    elsewhere = place.top.parent
    said = json.loads(
        place.rectledger(elsewhere, "--ledger", "top/data", "check", "--json", **ALONE).out
    )
    for one in said["findings"]:
        command = one["hint"].split("`")[1]
        assert command.startswith("git -C top/data ")
        subprocess.run(shlex.split(command), cwd=elsewhere, env={**surroundings(), **ALONE},
                       check=True)  # fmt: skip
    assert place.run("check").code == 0
    assert (place.root / ISSUE).exists()
    assert (place.root / MEASURE).exists()


@pytest.mark.parametrize(
    "hide", [not_checked_out, skipped, skipped_in_an_index_of_the_fourth_version]
)
def test_what_is_not_checked_out_is_said_by_whoever_looks(
    place: Place, hide: Callable[[Place], None]
) -> None:
    hide(place)
    for command in LOOKING:
        done = place.run(*command.split())
        assert done.code == 3, (command, done)
        assert done.out.startswith("INCOMPLETE: 2 files cannot be read"), (command, done)
        assert ISSUE in done.err, (command, done)
    told = json.loads(place.run("status", "--json").out)
    assert (told["complete"], told["issues"]["total"]) == (False, 2)
    assert [one["code"] for one in told["problems"]] == ["not-checked-out"] * 2
    refused = place.refused("show", "3")
    assert refused.codes[-1] == "unreadable-item"
    whole = place.run("status", "--json", "--at", "HEAD")
    assert (whole.code, json.loads(whole.out)["complete"]) == (0, True)


def test_a_whole_folder_that_is_not_checked_out(place: Place) -> None:
    """In cone mode, with folders collapsed in the index."""
    (place.root / "notes.txt").write_text("mine\n")
    commit(place.top)
    place.git("config", "index.sparse", "true")
    place.git("sparse-checkout", "set", "--cone", "data/issues")
    assert not (place.root / "measures").exists()
    done = place.run("check", "--json")
    missing = {one["where"] for one in json.loads(done.out)["findings"]}
    kept = place.git("ls-tree", "-r", "--name-only", "HEAD", "data/evidence").removeprefix("data/")
    assert (done.code, missing) == (3, {"measures/001-01.yaml", MEASURE, kept})
    assert place.run("status").code == 3


def test_evidence_that_is_not_checked_out_is_not_taken_for_lost(place: Place) -> None:
    place.git("sparse-checkout", "set", "--no-cone", "/*", "!/data/evidence")
    done = place.run("check", "--json")
    told = json.loads(done.out)
    assert (done.code, told["complete"]) == (4, True)
    assert [one["code"] for one in told["findings"]] == ["not-checked-out"]
    assert place.run("status").code == 0  # no total depends on it
    assert place.run("report", "notice").code == 0


def test_a_linked_worktree_has_a_checkout_of_its_own(place: Place, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    place.git("worktree", "add", "--quiet", "-b", "office", str(linked))
    there = Place(place.rectledger, linked, linked / "data")
    not_checked_out(there)
    assert [there.run(command).code for command in ("status", "check")] == [3, 3]
    assert [place.run(command).code for command in ("status", "check")] == [0, 0]


def test_a_deletion_that_git_shows_stays_a_note(place: Place) -> None:
    gone(place, ISSUE, MEASURE)
    told = {file: (one["code"], one["severity"]) for file, one in found(place).items()}
    assert told == dict.fromkeys((ISSUE, MEASURE), ("uncommitted-deletion", "note"))
    for command in ("check", *MADE):
        assert place.run(*command.split()).code == 0, command


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_is_told_not_to_look_at_is_a_note(place: Place, flag: str) -> None:
    files = [ISSUE, MEASURE, "ledger.yaml"]
    place.git("update-index", flag, *(f"data/{file}" for file in files))
    assert found(place) == {}
    for file in files:
        add(place.root / file)
    assert place.git("status", "--porcelain") == ""
    told = {file: (one["code"], one["severity"]) for file, one in found(place).items()}
    assert told == dict.fromkeys(files, ("uncommitted", "note"))
    assert place.run("check").code == 0


def test_other_line_ends_are_no_change(place: Place) -> None:
    place.git("update-index", "--assume-unchanged", f"data/{ISSUE}")
    record(place, 3).write_bytes(record(place, 3).read_bytes().replace(b"\n", b"\r\n"))
    assert found(place) == {}


def test_a_change_that_keeps_its_length_and_its_day_is_seen(place: Place) -> None:
    """git can be configured to check only these."""
    for setting in ("core.checkStat=minimal", "core.trustctime=false"):
        place.git("config", *setting.split("="))
    file = record(place, 3)
    old = file.stat()
    place.git("status")
    file.write_text(file.read_text("utf-8").replace("Plain", "Plane"), "utf-8")
    subprocess.run(["touch", "-d", f"@{old.st_mtime_ns / 1e9:.9f}", file], check=True)
    assert found(place)[ISSUE]["code"] == "uncommitted"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("info/exclude", "/data/issues/004.yaml"),
        ("info/exclude", "/data/issues/"),
        ("info/exclude", "*.yaml"),
        ("../.gitignore", "004.yaml"),
        ("../data/.gitignore", "/issues/004.yaml"),
    ],
)
def test_a_record_that_git_is_told_to_pass_over_is_a_note(
    place: Place, file: str, line: str
) -> None:
    (place.top / ".git" / file).write_text(f"{line}\n")
    text = record(place, 3).read_text("utf-8").replace("id: 3", "id: 4")
    record(place, 4).write_text(text, "utf-8")
    assert json.loads(place.run("status", "--json").out)["issues"]["total"] == 4
    one = found(place)["issues/004.yaml"]
    assert (one["code"], one["severity"]) == ("passed-over-by-git", "note")
    command = one["hint"].split("`")[1]
    told = subprocess.run(shlex.split(command), cwd=place.root, env={**surroundings(), **ALONE},
                          capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    assert line in told.stdout


def test_evidence_that_git_is_told_to_pass_over_is_a_note(place: Place) -> None:
    place.done(
        "attach",
        "3",
        "--by",
        "office",
        "--date",
        DAY,
        "--evidence",
        place.file("a.pdf"),
        "--no-commit",
    )
    (place.top / ".git/info/exclude").write_text("*.pdf\n")
    codes = {file: one["code"] for file, one in found(place).items()}
    (kept,) = [file for file in codes if file.startswith("evidence")]
    assert codes == {ISSUE: "uncommitted", kept: "passed-over-by-git"}


def test_many_that_git_is_told_to_pass_over_are_counted(place: Place) -> None:
    (place.top / ".git/info/exclude").write_text("/data/measures/001-[3-9]*\n")
    text = (place.root / MEASURE).read_text("utf-8")
    for number in range(30, 60):
        new = text.replace("number: 2", f"number: {number}")
        (place.root / f"measures/001-{number}.yaml").write_text(new, "utf-8")
    assert found(place)["measures"]["code"] == "uncommitted-files"


def test_what_is_only_intended_to_be_added_is_a_note(place: Place) -> None:
    text = record(place, 3).read_text("utf-8").replace("id: 3", "id: 4")
    record(place, 4).write_text(text, "utf-8")
    place.git("add", "--intent-to-add", "data")
    assert found(place)["issues/004.yaml"]["code"] == "uncommitted"


@pytest.fixture
def divided(place: Place, tmp_path: Path) -> Place:
    """The same, with its issues in a separate repository."""
    (place.root / "issues").rename(begin(tmp_path / "issues") / "issues")
    for path in (tmp_path / "issues/issues").iterdir():
        path.rename(tmp_path / "issues" / path.name)
    (tmp_path / "issues/issues").rmdir()
    commit(tmp_path / "issues")
    place.git("rm", "--quiet", "-r", "--cached", "data/issues")
    place.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
              str(tmp_path / "issues"), "data/issues")  # fmt: skip
    commit(place.top)
    return place


def test_a_submodule_that_is_not_there_is_missed(divided: Place, tmp_path: Path) -> None:
    assert {f: one["code"] for f, one in found(divided).items()} == {"issues": "kept-elsewhere"}
    git(tmp_path, "clone", "--quiet", str(divided.top), "clone")
    there = Place(divided.rectledger, tmp_path / "clone", tmp_path / "clone/data")
    done = there.run("check", "--json")
    told = {one["where"]: one for one in json.loads(done.out)["findings"]}
    assert (done.code, told["issues"]["code"]) == (3, "not-checked-out")
    command = shlex.split(told["issues"]["hint"].split("`")[1])
    command[1:1] = ["-c", "protocol.file.allow=always"]
    subprocess.run(command, cwd=there.root, env={**surroundings(), **ALONE}, check=True)
    assert there.run("check").code == 0


def test_where_git_cannot_be_asked_it_is_said(place: Place) -> None:
    not_checked_out(place)
    (place.top / ".git/HEAD").unlink()
    done = place.run("status", "--json")
    assert (done.code, json.loads(done.out)["complete"]) == (3, False)
    assert [one["code"] for one in json.loads(done.out)["problems"]] == ["git-not-asked"]
    place.git("init", "--quiet")
    place.git("symbolic-ref", "HEAD", "refs/heads/main")
    place.git("sparse-checkout", "disable")
    (place.top / ".git/HEAD").unlink()
    (place.top / ".git/info/sparse-checkout").unlink()
    assert place.run("status").code == 0


def without_head(place: Place) -> str:
    (place.top / ".git/HEAD").unlink()
    return "git-not-asked"


def with_a_broken_index(place: Place) -> str:
    (place.top / ".git/index").write_bytes(b"DIRC\0\0\0\2nothing")
    return "git-not-asked"


def with_a_broken_setting(place: Place) -> str:
    with (place.top / ".git/config").open("a") as config:
        config.write("[core\n")
    return "git-not-asked"


def of_somebody_else(place: Place) -> str:
    for path in (place.top, place.top / ".git"):
        os.chown(path, 65534, 65534)
    return "git-distrusts"


def with_its_files_elsewhere(place: Place) -> str:
    place.git("config", "core.worktree", str(place.top.parent))
    return "git-elsewhere"


NO_ANSWER = [
    without_head, with_a_broken_index, with_a_broken_setting, with_its_files_elsewhere,
    pytest.param(of_somebody_else, marks=pytest.mark.skipif(os.geteuid() != 0, reason="as root")),
]  # fmt: skip


@pytest.mark.parametrize("silence", NO_ANSWER)
def test_where_git_does_not_answer_nobody_says_that_all_is_there(
    place: Place, silence: Callable[[Place], str]
) -> None:
    assumed(place)
    config = place.top.parent / "gitconfig"
    place = replace(place, environ={**place.environ, "GIT_CONFIG_GLOBAL": str(config)})
    code = silence(place)
    done = place.run("check", "--json")
    told = json.loads(done.out)
    errors = [one for one in told["findings"] if one["severity"] == "error"]
    assert (done.code, told["complete"], [one["code"] for one in errors]) == (3, False, [code])
    for command in MADE:
        done = place.run(*command.split())
        assert (done.code, code in done.err) == (3, True), (command, done)
    assert place.run("status").code == 0
    if code != "git-not-asked":
        hint = shlex.split(errors[0]["hint"].split("`")[1])
        environ = {**surroundings(), **place.environ}
        subprocess.run(hint, cwd=place.root, env=environ, check=True)
        assert {one["code"] for one in found(place).values()} == {"hidden-deletion"}


def test_a_ledger_in_no_repository_is_complete(place: Place) -> None:
    shutil.rmtree(place.top / ".git")
    assert place.run("check").code == 0


def test_a_change_is_made_though_a_program_says_that_there_is_none(place: Place) -> None:
    not_told_by_a_program(place)
    place.git("-c", "core.fsmonitor=false", "checkout", "--", ".")
    done = place.done("progress", "3", "--note", "x", "--by", "office", "--date", DAY)
    assert done["outcome"] == "committed"
    assert place.changed() == ["data/issues/003.yaml"]
    assert not (place.top.parent / "liar.ran").exists()


def test_git_is_asked_only_where_it_may_hide_something(place: Place) -> None:
    assert not may_hide(place.root)
    hook(place, "post-index-change", "exit 1")
    skipped(place)
    assert may_hide(place.root)
    place.git("sparse-checkout", "disable")
    (place.top / ".git/info/sparse-checkout").unlink(missing_ok=True)
    assert not may_hide(place.root)
    assert not may_hide(place.top.parent)


def test_the_index_is_read_as_git_tells_it(place: Place) -> None:
    place.git("update-index", "--assume-unchanged", f"data/{ISSUE}")
    place.git("update-index", "--skip-worktree", f"data/{MEASURE}")
    known = index.read_index(place.root, ["ledger.yaml", "issues", "measures"])
    assert {file for file, one in known.items() if one.unlooked} == {ISSUE, MEASURE}
    assert set(known) == {
        "ledger.yaml", *(f"issues/{n:03}.yaml" for n in (1, 2, 3)),
        *(f"measures/001-{n:02}.yaml" for n in (1, 2)),
    }  # fmt: skip
    for file, one in known.items():
        assert index.is_as_kept(one.sha, (place.root / file).read_bytes())
        assert not index.is_as_kept(one.sha, (place.root / file).read_bytes() + b"#\n")
