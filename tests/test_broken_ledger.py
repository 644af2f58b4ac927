"""A ledger with a broken file: every command reports it first, with its place, and exits with 3."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from transcript import PYTHON, ROOT, surroundings

REPORT_SHA256 = hashlib.sha256(b"a report").hexdigest()
LOOKING = ["status", "list", "show 21", "overdue", "summary", "log"]


def rectledger(ledger: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rectledger", *arguments],
        cwd=ledger,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A copy of the real ledger in which issue 19 has an invalid date on line 9."""
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "data", copy)
    broken = copy / "issues" / "019.yaml"
    text = broken.read_text("utf-8")
    assert text.splitlines()[8] == "due: 2022-01-30", text
    broken.write_text(text.replace("due: 2022-01-30", "due: 2022-02-30"), "utf-8")
    return copy


@pytest.mark.parametrize("command", LOOKING)
def test_the_first_line_says_that_totals_are_incomplete(ledger: Path, command: str) -> None:
    done = rectledger(ledger, *command.split())
    assert done.stdout.splitlines()[0].startswith("INCOMPLETE: 1 file cannot be read")
    assert "issues/019.yaml:9:1" in done.stderr
    assert done.returncode == 3


@pytest.mark.parametrize("command", LOOKING)
def test_json_says_that_it_is_incomplete_and_why(ledger: Path, command: str) -> None:
    done = rectledger(ledger, *command.split(), "--json")
    assert json.loads(done.stdout)["complete"] is False
    said = json.loads(done.stderr)["error"]
    assert (said["code"], said["where"]) == ("bad-day", "issues/019.yaml:9:1")
    assert done.returncode == 3


def test_what_can_be_read_is_shown(ledger: Path) -> None:
    counts = json.loads(rectledger(ledger, "status", "--json").stdout)
    assert counts["issues"]["total"] == 56
    assert [problem["code"] for problem in counts["problems"]] == ["bad-day"]


def test_check_puts_the_unreadable_before_the_rules(ledger: Path) -> None:
    (ledger / "issues" / "020.yaml").write_text("id: 20\ntitel: x\n", "utf-8")
    done = rectledger(ledger, "check")
    assert done.returncode == 3
    assert "issues/019.yaml:9:1" in done.stdout
    assert "Did you mean title?" in done.stdout
    assert "missing before" not in done.stdout  # both exist but were not read


def whole(ledger: Path) -> Path:
    """The ledger with issue 19 restored."""
    shutil.copy(ROOT / "data" / "issues" / "019.yaml", ledger / "issues")
    return ledger


def test_what_was_cut_off_is_named_and_breaks_no_rule(ledger: Path) -> None:
    left = ["issues/.021.yaml.tmp", "evidence/021/.a-3f2a91bc.pdf.tmp", ".ledger.yaml.tmp"]
    for name in left:
        (whole(ledger) / name).parent.mkdir(parents=True, exist_ok=True)
        (ledger / name).touch()
    (ledger / ".rectledger.lock").touch()
    done = rectledger(ledger, "check", "--json")
    found = [one for one in json.loads(done.stdout)["findings"] if one["code"] == "left-over"]
    assert {one["severity"] for one in found} == {"note"}
    assert sorted(one["where"] for one in found) == sorted(left)
    assert done.returncode == 0


def test_evidence_missing_altered_and_unreferenced_are_told_apart(ledger: Path) -> None:
    kept = ledger / "evidence" / "021"
    kept.mkdir(parents=True)
    pieces = ""
    for name in ("whole", "altered", "missing"):
        (kept / name).write_bytes(b"a report")
        pieces += f"""
      - path: evidence/021/{name}
        name: report.pdf
        size: 8
        sha256: '{REPORT_SHA256}'"""
    (kept / "altered").write_bytes(b"b report")
    (kept / "missing").rename(kept / "unreferenced")
    with (whole(ledger) / "issues" / "021.yaml").open("a", encoding="utf-8") as issue:
        issue.write(
            "  - date: 2021-11-30\n    event: attach\n    by: office\n    evidence:" + pieces + "\n"
        )
    done = rectledger(ledger, "check", "--json")
    found = [one for one in json.loads(done.stdout)["findings"] if one["severity"] == "error"]
    assert [one["code"] for one in found] == [
        "evidence-unreferenced", "evidence-altered", "evidence-missing",
    ]  # fmt: skip
    assert done.returncode == 1


def test_a_broken_rule_alone_ends_with_1(ledger: Path) -> None:
    issue = whole(ledger) / "issues" / "021.yaml"
    issue.write_text(issue.read_text("utf-8").replace("kind: immediate", "kind: no"), "utf-8")
    done = rectledger(ledger, "check")
    assert "issues/021.yaml:6:1 unknown kind `no`" in done.stdout
    assert done.returncode == 1
    assert rectledger(ledger, "status").returncode == 0


def test_without_ledger_yaml_nothing_is_counted_and_all_is_named(ledger: Path) -> None:
    settings = ledger / "ledger.yaml"
    text = settings.read_text("utf-8").replace("language: zh\n", "language: fr\n")
    settings.write_text(text, "utf-8")
    done = rectledger(ledger, "status")
    assert done.stdout == ""
    assert "ledger.yaml:4:1" in done.stderr
    assert "issues/019.yaml:9:1" in done.stderr
    assert done.returncode == 3


def test_a_reader_who_has_read_enough_is_no_error(ledger: Path) -> None:
    piped = f"{PYTHON} -m rectledger list --measures; echo exit $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({piped}) | head -1"],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stderr == "exit 0\n"


def test_reading_writes_nothing(ledger: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in ledger.rglob("*")}
    for command in LOOKING:
        rectledger(ledger, *command.split())
    assert {path: path.stat().st_mtime_ns for path in ledger.rglob("*")} == before


def test_titles_are_shown_and_never_obeyed(ledger: Path) -> None:
    shutil.copy(ROOT / "data" / "issues" / "019.yaml", ledger / "issues")
    hostile = "'[bold red]x[/] :bomb: [link=file:///]y'"
    issue = ledger / "issues" / "021.yaml"
    text = issue.read_text("utf-8").replace("到账执行款划付不及时", hostile)
    issue.write_text(text, "utf-8")
    env = surroundings(FORCE_COLOR="1", COLUMNS="200", LANG="zh_CN.UTF-8")
    done = subprocess.run(
        [sys.executable, "-m", "rectledger", "show", "21"],
        cwd=ledger, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert hostile.strip("'") in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_reason_to_fail(closed: str) -> None:
    command = f"{PYTHON} -m rectledger status {closed}; echo exit $? >&3"
    read, write = os.pipe()
    subprocess.run(
        ["bash", "-c", f"exec 3>&{write}; {command}"],
        cwd=ROOT, env=surroundings(), pass_fds=[write], timeout=60, check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as said:
        assert said.read() == "exit 0\n"


@pytest.mark.parametrize("command", ["show 19", "log 19", "show 019", "show １９"])
def test_an_item_that_cannot_be_read_is_not_said_to_be_missing(ledger: Path, command: str) -> None:
    done = rectledger(ledger, *command.split())
    assert "issues/019.yaml:9:1" in done.stderr
    assert "cannot show 19: its file issues/019.yaml cannot be read" in done.stderr
    assert done.returncode == 3


def test_a_key_that_is_a_list_is_named(ledger: Path) -> None:
    (ledger / "issues" / "019.yaml").write_text("? [a, b]\n: c\n", "utf-8")
    done = rectledger(ledger, "check")
    assert "issues/019.yaml:1:1 key" in done.stdout
    assert done.returncode == 3


def test_json_is_whole_where_the_stream_lacks_characters() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rectledger", "show", "21", "--json", "--lang", "zh"],
        cwd=ROOT,
        env=surroundings(PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
        capture_output=True,
        encoding="ascii",
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout)["item"]["title"] == "到账执行款划付不及时"


def test_what_is_piped_has_no_space_at_the_ends_of_lines() -> None:
    env = {k: v for k, v in surroundings().items() if k != "COLUMNS"}
    for command in ("show 19", "status", "log 12"):
        done = subprocess.run(
            [sys.executable, "-m", "rectledger", *command.split()],
            cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=60, check=True,
        )  # fmt: skip
        assert [line for line in done.stdout.splitlines() if line != line.rstrip()] == []
