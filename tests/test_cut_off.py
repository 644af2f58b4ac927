"""What an interrupted command leaves, and what the next one does with it."""

import shutil
from pathlib import Path

import pytest

from ledgers import CLOSE, Place, begin, commit, copy, git, ledger
from runner import Runner

PROGRESS = ("progress", "1", "2", "3", "--note", "half", "--by", "office", "--date", "2021-09-15")


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    root = ledger(begin(tmp_path / "top") / "data")
    commit(tmp_path / "top")
    return Place(rectledger, tmp_path / "top", root)


@pytest.fixture
def folder(rectledger: Runner, tmp_path: Path) -> Place:
    return Place(rectledger, tmp_path, ledger(tmp_path / "data"))


@pytest.mark.parametrize("how", [(), ("--no-commit",)])
def test_without_a_commit_the_rest_of_several_items_is_completed(
    folder: Place, tmp_path: Path, how: tuple[str, ...]
) -> None:
    untouched = copy(folder.root, tmp_path / "untouched")
    folder.done(*PROGRESS, *how)
    whole = {path.name: path.read_bytes() for path in (folder.root / "issues").iterdir()}
    # As if it had been killed after the first.
    for number in (2, 3):
        shutil.copy(untouched / f"issues/00{number}.yaml", folder.root / "issues")
    done = folder.done(*PROGRESS, *how)
    assert [one["ref"] for one in done["items"]] == ["2", "3"]
    assert whole == {path.name: path.read_bytes() for path in (folder.root / "issues").iterdir()}
    assert folder.run(*PROGRESS, *how).code == 1


def test_an_index_that_was_left_behind_is_mended_by_the_next_verb(
    place: Place, tmp_path: Path
) -> None:
    index = place.top / ".git/index"
    shutil.copy(index, tmp_path / "index")
    place.done("progress", "2", "--note", "half", "--by", "office")
    shutil.copy(tmp_path / "index", index)
    assert git(place.top, "status", "--porcelain")
    place.done(*CLOSE)
    assert git(place.top, "status", "--porcelain") == ""


ADD = ("add", "issue", "--title", "Late", "--section", "1-1", "--kind", "immediate",
       "--lead", "enforcement", "--opened", "2021-10-01")  # fmt: skip


@pytest.mark.parametrize(
    "verb",
    [
        ADD,
        (*ADD[:2], "4", *ADD[2:]),
        ("add", "measure", "1", "--title", "Late", "--opened", "2021-10-01"),
        ("close", "1", "--by", "office", "--evidence", "{minutes}", "--with-measures"),
    ],
    ids=["issue", "number", "measure", "evidence"],
)
def test_what_is_new_comes_into_an_index_that_was_left_behind(
    place: Place, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    """Git was killed after the commit: otherwise the next full commit would delete the new
    files."""
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.4")
    again = [one.format(minutes=tmp_path / "minutes.pdf") for one in verb]
    place.done(*again)
    status = git(place.top, "diff", "--name-status", "HEAD~1", "HEAD").splitlines()
    changed = [line.split("\t") for line in status]
    new = [file for how, file in changed if how == "A"]
    git(place.top, "reset", "--quiet", "HEAD~1", "--", *(file for _how, file in changed))
    git(place.top, "add", "--intent-to-add", *new)
    assert new
    assert git(place.top, "diff", "--cached", "--name-only", "--diff-filter=D").splitlines() == new
    lock = place.top / ".git/index.lock"
    lock.touch()
    assert "index.lock" in place.run(*again).err
    lock.unlink()
    assert place.run(*again).code == 1
    assert git(place.top, "status", "--porcelain") == ""


@pytest.mark.parametrize("verb", [ADD, ("close", "1", "--by", "office", "--document", "Minutes")])
@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock"])
def test_a_lock_that_a_git_left_behind_is_named_though_all_is_done(
    place: Place, verb: tuple[str, ...], name: str
) -> None:
    """Git was killed at its very end: the next change would fail at the lock."""
    place.done(*verb)
    lock = place.top / ".git" / name
    lock.touch()
    done = place.run(*verb)
    assert (done.code, name in done.err) == (4, True)
    lock.unlink()
    assert place.run(*verb).code == 1
    assert git(place.top, "status", "--porcelain") == ""


def test_what_somebody_took_out_of_the_index_stays_out(place: Place) -> None:
    place.done(*ADD)
    git(place.top, "rm", "--cached", "--quiet", "data/issues/004.yaml")
    before = git(place.top, "status", "--porcelain")
    assert place.run(*ADD).code == 1
    assert git(place.top, "status", "--porcelain") == before


def test_a_record_that_is_written_and_not_committed_is_completed(place: Place) -> None:
    place.done(*CLOSE, "--no-commit", "--date", "2021-09-15")
    assert "[uncommitted]" in place.run("check").out
    done = place.done(*CLOSE, "--date", "2021-09-15")
    assert (done["outcome"], done["resumed"]) == ("committed", True)
    assert git(place.top, "status", "--porcelain") == ""


def test_a_command_cut_off_on_another_day_is_named_with_that_day(place: Place) -> None:
    place.done(*CLOSE, "--no-commit", "--date", "2021-09-15")
    refused = place.refused(*CLOSE)
    assert refused.told == (4, ["target-cut-off"])
    assert "--date 2021-09-15" in refused.hints[0]


def test_no_measure_is_committed_under_an_issue_that_is_not(place: Place) -> None:
    place.done(
        "add", "issue", "--title", "N", "--section", "1-1", "--kind", "immediate",
            "--opened", "2021-07-30",
        "--lead", "finance", "--no-commit",
    )  # fmt: skip
    refused = place.refused("add", "measure", "4", "--title", "M")
    assert refused.told == (4, ["target-uncommitted"])


def test_rules_that_are_not_committed_do_not_bind_and_that_is_said(place: Place) -> None:
    settings = place.root / "ledger.yaml"
    settings.write_text(settings.read_text().replace("evidence: none", "evidence: file"))
    done = place.run(*CLOSE)
    assert done.code == 0
    assert "ledger.yaml has uncommitted changes" in done.out


def test_measures_that_stay_closed_under_what_is_reopened_are_named(place: Place) -> None:
    place.done("close", "1", "--by", "office")
    done = place.done("reopen", "1", "--to", "2099-01-01", "--far", "--note", "x", "--by", "office")
    assert done["staying"] == ["1.1", "1.2"]


def test_evidence_that_is_lost_is_handed_in_again(folder: Place) -> None:
    given = ("--evidence", folder.file("doc.pdf"), "--by", "office", "--date", "2021-09-15")
    folder.done("attach", "2", *given)
    shutil.rmtree(folder.root / "evidence")
    assert folder.run("check").code == 1
    folder.done("attach", "2", *given)
    assert folder.run("check").code == 0
    assert folder.run("attach", "2", *given).code == 1


def test_what_cannot_be_printed_says_what_was_done(folder: Place, rectledger: Runner) -> None:
    for how, words in ((("--dry-run",), ""), ((), "written and not committed")):
        done = rectledger(folder.root, *CLOSE, *how, out="/dev/full")
        assert done.code == 4
        assert (folder.root / "issues/002.yaml").read_text().count("event: close") == bool(words)
