"""Hints that can be followed from where the reader stands."""

import subprocess
import sys
from pathlib import Path

import pytest

from transcript import IDENTITY, run, surroundings

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A committed ledger whose feedback was long ago."""
    run("rectledger init here --lang en", tmp_path)
    here = tmp_path / "here"
    environ = surroundings(**IDENTITY)
    for command in (["add", "."], ["commit", "--quiet", "-m", "Create the ledger"]):
        subprocess.run(["git", *command], cwd=here, env=environ, check=True)
    return here


ADD = 'rectledger add issue --title "T" --section 1-1 --lead finance --kind'


def test_a_deadline_that_nobody_gave_is_explained(begun: Path) -> None:
    refused = " ".join(run(f"{ADD} immediate", begun, COLUMNS="300").split())
    assert "its kind gives the deadline 2021-12-01, counted from the feedback on 2021-11-01" in (
        refused
    )
    assert "add --opened 2021-11-01" in refused
    assert "--due DATE" in refused
    added = run(f"{ADD} immediate --opened 2021-11-01", begun)
    assert "✓ 1" in added
    assert "months from" not in added


def test_how_a_deadline_was_counted_is_said(tmp_path: Path, begun: Path) -> None:
    text = (begun / "ledger.yaml").read_text("utf-8")
    far = text.replace("months: 6", "months: 1200", 1)
    (begun / "ledger.yaml").write_text(far, "utf-8")
    subprocess.run(
        ["git", "commit", "--quiet", "--all", "-m", "Longer"],
        cwd=begun, env=surroundings(**IDENTITY), check=True,
    )  # fmt: skip
    added = run(f"{ADD} six-month --far", begun, COLUMNS="200")
    assert "(1200 months from the feedback on 2021-11-01)" in added


def test_the_opening_date_of_a_measure_can_be_corrected_as_said(begun: Path) -> None:
    run(f"{ADD} immediate --opened 2021-11-01", begun)
    added = run('rectledger add measure 1 --title "M"', begun, COLUMNS="200")
    assert "overdue from the first day" in added
    command = "rectledger amend 1.1 --field opened --now DATE --approved-by WHO --note TEXT"
    assert command in added
    done = command.replace("DATE", "2021-11-01").replace("WHO", "office").replace("TEXT", "typo")
    assert "✓ 1.1" in run(done, begun)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("21,22", "separate several with spaces"),
        ("late", "put text with spaces in quotes"),
        ("19 b.pdf", "give each file its own --evidence"),
        ("19 b”", "straight quotes"),
    ],
)
def test_what_is_no_reference_has_its_own_hint(words: str, hint: str) -> None:
    said = run(f"rectledger attach {words} --evidence a.pdf", DATA, COLUMNS="300")
    assert hint in said


def test_where_an_entry_is_allowed_is_said(begun: Path) -> None:
    run(f"{ADD} immediate --opened 2021-11-01", begun)
    said = run('rectledger review 1 --outcome held --note "N"', begun)
    assert "Only closed issues are reviewed." in said
    said = run("rectledger reopen 1 --to 2099-01-01 --far --note N", begun)
    assert "Allowed while it is: closed, waived." in said


def test_a_pdf_is_led_to() -> None:
    assert "soffice --headless --convert-to pdf" in " ".join(
        run("rectledger report notice -o a.pdf", DATA).split()
    )


def test_codes_are_shown_with_their_names() -> None:
    said = run("rectledger list --department nobody", DATA, COLUMNS="900")
    assert "Enforcement Bureau (enforcement)" in said
    near = run("rectledger list --department 财务装备部 --lang zh", DATA)
    assert "财务装备处（finance）" in near


def test_what_is_not_committed_can_be_committed_as_said(begun: Path) -> None:
    said = run(f"{ADD} immediate --opened 2021-11-01 --no-commit", begun)
    commands = [line.strip() for line in said.splitlines() if line.startswith("    git ")]
    assert commands == ["git add issues/001.yaml", "git commit"]


def test_init_says_how_to_tell_git_who_one_is(tmp_path: Path) -> None:
    known = run("rectledger init known", tmp_path)
    assert "user.email" not in known
    said = subprocess.run(
        [sys.executable, "-m", "rectledger", "init", "new"],
        cwd=tmp_path, env=surroundings(HOME=str(tmp_path)), capture_output=True, encoding="utf-8",
        check=True,
    ).stdout  # fmt: skip
    lines = [line.strip() for line in said.splitlines()]
    at = lines.index('git config --global user.name "Wang Fang"')
    assert lines[at + 1] == "git config --global user.email wang@example.org"
    assert lines.index("git -C new add .") > at


def test_another_kind_leaves_the_deadline_and_says_so(begun: Path) -> None:
    run(f"{ADD} immediate --opened 2021-11-01", begun)
    said = run(
        "rectledger amend 1 --field kind --now long-term --approved-by office --note typo", begun
    )
    assert "the deadline stays 2021-12-01" in said
