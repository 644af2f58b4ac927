"""`rectledger diff`: what happened to a ledger, in real repositories and with whole commands."""

import html
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from hostile_files import ISSUE
from ledgers import ALONE, Place, add, begin, commit, copy, git, ledger, record, refusal, snapshot
from runner import Runner

MEMBERS = """\
members:
  - {id: li, name: Li Na, roles: [office]}
  - {id: chen, name: Chen Bo, department: enforcement, roles: [office]}
  - {id: liu, name: Liu Yang, roles: [leader]}
"""
POLICY = "{evidence: none, four_eyes: true, approvers: [leader]}"
DAY = {"GIT_COMMITTER_DATE": "2021-10-01T09:00:00+0800"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a ledger of three issues, committed before their deadline."""
    top = begin(tmp_path_factory.mktemp("template") / "top")
    ledger(top / "ledger", POLICY, MEMBERS)
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "One", **DAY)
    return top


@pytest.fixture
def place(template: Path, tmp_path: Path, rectledger: Runner) -> Place:
    """A copy of it, on its own branch."""
    top = copy(template, tmp_path / "top")
    git(top, "switch", "--quiet", "--create", "work")
    return Place(rectledger, top, top / "ledger")


def log(*entries: str) -> str:
    return "log:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


CLOSED = "date: 2021-09-20, event: close, by: li, result: complete"
EXTENDED = (
    "date: 2021-09-21, event: extend, by: li, to: 2021-12-31, approved_by: liu, note: a tender"
)


def refs(found: dict[str, Any]) -> dict[str, list[str]]:
    """The references of the new entries."""
    return {
        one["ref"]: [each["entry"]["event"] for each in one["entries"]] for one in found["changes"]
    }


def faults(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["ref"], each["code"]) for one in found["changes"] for each in one["unlawful"]]


def test_nothing_has_changed_since_the_last_commit(place: Place) -> None:
    done = place.run("diff", "--as-of", "2021-10-01")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "Nothing changed."
    assert "\nNothing changed.\n" in place.run("diff", "--format", "markdown").out
    found = place.done("diff")
    assert (found["changes"], found["reviewers"], found["evidence"]) == ([], [], [])


def test_what_is_not_committed_is_told(place: Place) -> None:
    add(record(place), log(CLOSED))
    (place.root / "issues/004.yaml").write_text(ISSUE.replace("id: 2", "id: 4"), "utf-8")
    (place.root / "measures/001-02.yaml").unlink()
    found = place.done("diff")
    assert [(one["ref"], one["change"]) for one in found["changes"]] == [
        ("1.2", "deleted"), ("2", "changed"), ("4", "added"),
    ]  # fmt: skip
    assert faults(found) == [("1.2", "record-gone")]
    issues = [found["counts"][side]["issues"] for side in ("before", "after")]
    assert [(one["total"], one["closed"]) for one in issues] == [(3, 0), (4, 1)]
    place.git("add", "--all")
    assert place.done("diff")["changes"] == found["changes"]
    commit(place.top)
    assert place.done("diff", "main")["changes"] == found["changes"]
    assert place.done("diff", "main", "work")["changes"] == found["changes"]
    assert place.done("diff")["changes"] == []


PAGE = """\
Rectification
From main (commit …, 2021-10-01) to the current files

                     As of 2021-10-01   As of 2021-12-01
────────────────────────────────────────────────────────
Issues closed             0/3    0.0%        1/3   33.3%
Measures closed           0/2    0.0%        2/2  100.0%
Issues overdue                      0                  1

By lead department
Enforcement                       0/3     1/3, 1 overdue

Changes
1  Plain
    2021-09-20 closing: complete (by Li Na)
    on time: the deadline is 2021-10-31
    with 1.1, 1.2
2  Plain
    2021-09-21 extension: to 2021-12-31; approved by Liu Yang (by Li Na)
    deadline changed from 2021-10-31 to 2021-12-31; extended 1 time
    “a tender”

Became overdue
3  Plain
    deadline 2021-10-31, 31 days overdue; Enforcement

Approvals needed
  2: Liu Yang, to confirm the approval
  1: no other member is eligible (the office)
"""
COMMENT = """\
### Rectification

**Issues closed: 0/3 (0.0%) → 1/3 (33.3%); overdue: 0 → 1**

From main (commit …, 2021-10-01) to the current files; counted as of 2021-10-01 and 2021-12-01

**Changes**

| No. | Title | Changes |
| --- | --- | --- |
| 1 | Plain | 2021-09-20 closing: complete (by Li Na); on time: the deadline is 2021-10-31; with 1.1, 1.2 |
| 2 | Plain | 2021-09-21 extension: to 2021-12-31; approved by Liu Yang (by Li Na); deadline changed from 2021-10-31 to 2021-12-31; extended 1 time; “a tender” |

**Became overdue**

- 3 Plain: deadline 2021-10-31, 31 days overdue; Enforcement

**By lead department**

| Lead department | As of 2021-10-01 | As of 2021-12-01 |
| --- | --- | --- |
| Enforcement | 0/3 | 1/3, 1 overdue |

**Approvals needed**

- 2: Liu Yang, to confirm the approval
- 1: no other member is eligible (the office)
"""  # noqa: E501


def shown(place: Place, *arguments: str, **environ: str) -> str:
    """The output, with the hash of `main` removed."""
    done = place.rectledger(
        place.root, *arguments, **{**place.environ, "COLUMNS": "100", **environ}
    )
    assert (done.code, done.err) == (0, "")
    return done.out.replace(place.git("rev-parse", "main")[:10], "…")


@pytest.fixture
def closed(place: Place) -> Place:
    """A branch that closes an issue with its measures, and extends another."""
    for file in ("issues/001.yaml", "measures/001-01.yaml", "measures/001-02.yaml"):
        add(place.root / file, log(CLOSED))
    add(record(place), log(EXTENDED))
    return place


def test_a_page_tells_it_item_by_item(closed: Place) -> None:
    assert shown(closed, "diff", "main") == PAGE


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_page_has_room_in_a_narrow_terminal(closed: Place, width: int, language: str) -> None:
    record(closed, 3).unlink()
    for line in shown(closed, "diff", "--lang", language, COLUMNS=str(width)).splitlines():
        assert cell_len(line) <= width


def test_a_comment_tells_it_in_the_language_of_the_ledger(closed: Place) -> None:
    assert shown(closed, "diff", "main", "--format", "markdown") == COMMENT
    assert shown(closed, "diff", "main", "--format", "markdown", RECTLEDGER_LANG="zh") == COMMENT
    chinese = shown(closed, "diff", "main", "--format", "markdown", "--lang", "zh")
    assert "| 1 | Plain | 2021-09-20 销号：完成（Li Na登记）" in chinese


def test_the_forms_of_the_same(closed: Place) -> None:
    assert shown(closed, "diff", "main", "--format", "json") == shown(
        closed, "diff", "main", "--json"
    )
    assert shown(closed, "diff", "main", "--format", "text") == PAGE
    done = closed.run("diff", "main", "--format", "text", "--json")
    assert (done.code, json.loads(done.err)["error"]["code"]) == (2, "json-or-format")


def test_it_takes_no_revision_but_its_two(place: Place) -> None:
    assert place.refused("diff", "--at", "main").told == (2, ["not-for-this"])


def test_a_day_may_be_named_for_both_sides(closed: Place) -> None:
    found = closed.done("diff", "main", "--as-of", "2021-09-20")
    assert (found["before"]["as_of"], found["after"]["as_of"]) == ("2021-09-20", "2021-09-20")
    assert found["became_overdue"] == []


def test_what_main_did_since_is_not_told(closed: Place) -> None:
    """A branch that is behind: what main has closed does not appear as deleted."""
    commit(closed.top)
    closed.git("switch", "--quiet", "main")
    add(record(closed, 3), log(CLOSED))
    commit(closed.top)
    closed.git("switch", "--quiet", "work")
    assert refs(closed.done("diff", "main")) == {
        "1": ["close"], "1.1": ["close"], "1.2": ["close"], "2": ["extend"],
    }  # fmt: skip
    assert refs(closed.done("diff", "work", "main")) == {"3": ["close"]}
    closed.git("switch", "--quiet", "--detach", "main")
    assert refs(closed.done("diff", "work")) == {"3": ["close"]}


@pytest.fixture
def gone_on(place: Place) -> Place:
    """`work` closes 2, on top of a branch that closes 1, which main has squashed since."""
    add(record(place, 1), log(CLOSED))
    commit(place.top, "Close 1")
    place.git("branch", "first")
    add(record(place, 2), log(CLOSED))
    commit(place.top, "Close 2")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--squash", "first")
    commit(place.top, "All of first")
    place.git("switch", "--quiet", "work")
    return place


@pytest.mark.parametrize("head", [[], ["work"]])
def test_where_the_base_has_gone_on_what_merging_brings_is_told(
    gone_on: Place, head: list[str]
) -> None:
    found = gone_on.done("diff", "main", *head)
    assert refs(found) == {"2": ["close"]}
    assert (found["conflicts"], found["merged"]) == ([], True)
    counts = {side: found["counts"][side]["issues"]["closed"] for side in ("before", "after")}
    assert counts == {"before": 1, "after": 2}
    page = gone_on.run("diff", "main", *head).out
    assert ", merged into main\n" in page


def test_what_is_not_committed_is_merged_too(gone_on: Place) -> None:
    add(record(gone_on, 3), log(CLOSED))
    (gone_on.root / "issues/004.yaml").write_text(ISSUE.replace("id: 2", "id: 4"), "utf-8")
    (gone_on.root / "measures/001-02.yaml").unlink()
    found = gone_on.done("diff", "main")
    assert refs(found) == {"1.2": [], "2": ["close"], "3": ["close"], "4": []}
    assert faults(found) == [("1.2", "record-gone")]


@pytest.mark.parametrize("committed", [True, False])
def test_what_cannot_be_merged_is_said(gone_on: Place, committed: bool) -> None:
    gone_on.git("switch", "--quiet", "main")
    add(record(gone_on, 3), log(CLOSED))
    commit(gone_on.top, "Close 3")
    gone_on.git("switch", "--quiet", "work")
    add(record(gone_on, 3), log(EXTENDED))
    if committed:
        commit(gone_on.top, "Extend 3")
    found = gone_on.done("diff", "main")
    assert found["conflicts"] == ["issues/003.yaml"]
    assert refs(found) == {"1": ["close"], "2": ["close"], "3": ["extend"]}
    assert found["conflicts_uncommitted"] == ([] if committed else ["issues/003.yaml"])
    assert not found["merged"]
    said = "Cannot be merged into main as it stands: both sides changed issues/003.yaml."
    if not committed:
        said = (
            "The commits here can be merged into main, but the uncommitted changes cannot: "
            "main also changed issues/003.yaml."
        )
    assert said in gone_on.run("diff", "main").out.replace("\n", " ")
    comment = gone_on.run("diff", "main", "--format", "markdown").out
    assert html.unescape(comment).count(f"\u26a0 {said[:30]}") == 1


def assumed(place: Place) -> None:
    place.git("update-index", "--assume-unchanged", "ledger/issues/003.yaml")


def skipped(place: Place) -> None:
    place.git("update-index", "--skip-worktree", "ledger/issues/003.yaml")


def elsewhere(place: Place) -> None:
    place.git("config", "core.worktree", str(place.top.parent))


def in_nobodys(place: Place) -> None:
    place.git("config", "core.worktree", "/nowhere")


def filtered(place: Place) -> None:
    """The filter makes git see every record as unchanged."""
    place.git("config", "filter.same.clean", "git cat-file blob HEAD:%f")
    (place.top / ".git/info").mkdir(exist_ok=True)
    (place.top / ".git/info/attributes").write_text("*.yaml filter=same\n")


def ignored_stat(place: Place) -> None:
    for setting in ("core.checkStat=minimal", "core.trustctime=false"):
        place.git("config", *setting.split("="))


HIDING = [assumed, skipped, elsewhere, in_nobodys, filtered, ignored_stat]


@pytest.mark.parametrize("hide", HIDING)
@pytest.mark.parametrize("committed", [True, False])
def test_what_lies_on_the_disk_is_told_whatever_git_is_told_of_it(
    place: Place, hide: Callable[[Place], None], *, committed: bool
) -> None:
    file = record(place, 3)
    old = file.stat()
    if committed:
        file.write_text(file.read_text("utf-8").replace("Plain", "Plane"), "utf-8")
        commit(place.top, "Plane")
        hide(place)
    else:
        hide(place)
        file.write_text(file.read_text("utf-8").replace("Plain", "Plane"), "utf-8")
        os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert refs(place.done("diff", "main")) == {"3": []}


@pytest.mark.parametrize("hide", [assumed, skipped, elsewhere])
def test_what_was_deleted_behind_gits_back_is_not_taken_for_unchanged(
    place: Place, hide: Callable[[Place], None]
) -> None:
    hide(place)
    record(place, 3).unlink()
    done = place.run("diff", "HEAD", "--json")
    assert refs(json.loads(done.out)) == {"3": []} or done.code == 3


def test_what_is_not_checked_out_is_taken_as_git_has_it(gone_on: Place) -> None:
    gone_on.git("sparse-checkout", "set", "--no-cone", "/*", "!/ledger/issues/003.yaml")
    assert refs(gone_on.done("diff", "main")) == {"2": ["close"]}


def test_no_change_is_told_of_files_that_are_as_they_were(place: Place) -> None:
    """Touched, checked out with other line endings, or made executable: the bytes are the same."""
    for file in (place.root / "issues").iterdir():
        file.touch()
    record(place, 1).write_bytes(record(place, 1).read_bytes().replace(b"\n", b"\r\n"))
    record(place, 2).chmod(0o755)
    assert refs(place.done("diff", "HEAD")) == {}


def test_two_histories_without_a_commit_in_common(closed: Place) -> None:
    commit(closed.top)
    closed.git("switch", "--quiet", "--orphan", "other")
    closed.git("checkout", "--quiet", "work", "--", ".")
    commit(closed.top)
    assert closed.refused("diff", "main").told == (2, ["nothing-in-common"])


def test_a_clone_that_holds_only_part_of_the_history_says_so(closed: Place, tmp_path: Path) -> None:
    for n in range(2):
        (closed.top / "notes").write_text(str(n))
        commit(closed.top)
    closed.git("switch", "--quiet", "--create", "side", "main")
    (closed.top / "other").write_text("1")
    commit(closed.top)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-single-branch",
        f"file://{closed.top}", str(shallow))  # fmt: skip
    place = Place(closed.rectledger, shallow, shallow / "ledger")
    assert place.refused("diff", "origin/work").told == (2, ["history-missing"])


def test_before_the_first_commit_there_is_nothing_to_compare_with(
    rectledger: Runner, tmp_path: Path
) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / "ledger"))
    assert place.refused("diff").told == (2, ["no-such-revision"])


def test_outside_of_a_repository_there_is_nothing_to_compare_with(
    rectledger: Runner, tmp_path: Path
) -> None:
    root = ledger(tmp_path / "ledger")
    environ = {**ALONE, "GIT_CEILING_DIRECTORIES": str(tmp_path), "COLUMNS": "2000"}
    said, coded = (rectledger(root, *words, **environ) for words in (("diff",), ("--json", "diff")))
    assert refusal(said, coded).told == (2, ["not-in-repository"])


def test_a_ledger_that_a_branch_begins_is_all_new(rectledger: Runner, tmp_path: Path) -> None:
    top = begin(tmp_path / "top")
    commit(top)
    git(top, "switch", "--quiet", "--create", "work")
    place = Place(rectledger, top, ledger(top / "ledger"))
    found = place.done("diff", "main")
    assert [one["change"] for one in found["changes"]] == ["added"] * 5
    assert (found["before"], found["counts"]["before"]) == (None, None)
    assert found["counts"]["after"]["issues"]["total"] == 3
    assert "From (no ledger) to the current files" in place.run("diff", "main").out


def test_a_ledger_at_the_top_of_its_repository(rectledger: Runner, tmp_path: Path) -> None:
    root = ledger(begin(tmp_path / "top"))
    commit(root)
    add(root / "issues/002.yaml", log(CLOSED))
    place = Place(rectledger, root, root)
    assert refs(place.done("diff")) == {"2": ["close"]}


def test_a_repository_without_files_of_its_own(closed: Place, tmp_path: Path) -> None:
    commit(closed.top)
    git(tmp_path, "clone", "--quiet", "--bare", str(closed.top), "bare")
    bare = Place(closed.rectledger, tmp_path / "bare", tmp_path / "bare")
    assert bare.refused("diff", "main", "work").told == (2, ["no-ledger-then"])
    closed.git("mv", "ledger", "data")
    commit(closed.top)
    git(tmp_path, "clone", "--quiet", "--bare", str(closed.top), "moved")
    moved = Place(closed.rectledger, tmp_path / "moved", tmp_path / "moved")
    assert len(moved.done("diff", "work~1", "work")["changes"]) == 5
    assert moved.refused("diff", "work").told == (2, ["no-ledger"])


@pytest.mark.parametrize("rev", ["-x", "main:ledger", "^main", "nope", "", "main\nx"])
@pytest.mark.parametrize("second", [False, True])
def test_a_name_that_is_no_revision_is_refused(place: Place, rev: str, second: bool) -> None:
    given = ("main", rev) if second else (rev,)
    refused = place.refused("diff", "--", *given)
    assert refused.exit == 2
    assert refused.codes[0] in ("bad-revision", "no-such-revision")


def test_what_no_command_does_comes_first(place: Place) -> None:
    path = record(place)
    path.write_text(ISSUE.replace("2021-10-31", "2022-10-31"), "utf-8")
    place.git("mv", "ledger/issues/003.yaml", "ledger/issues/030.yaml")
    found = place.done("diff", "main")
    assert faults(found) == [("2", "field-edited"), ("3", "record-moved")]
    page = place.run("diff", "main").out.splitlines()
    at = page.index("Rule violations: 2")
    assert page[at + 1 : at + 5] == [
        "2  Plain",
        "    due changed without an amendment: was 2021-10-31, now 2022-10-31",
        "3  Plain",
        "    record moved from issues/003.yaml to issues/030.yaml",
    ]
    comment = place.run("diff", "main", "--format", "markdown").out
    assert "- ⚠ **2** Plain: due changed without an amendment" in comment
    # The file is in the wrong place, and both sides are still read in full.
    assert found["counts"]["after"]["issues"]["total"] == 3


def test_evidence_that_comes_in_and_evidence_that_is_touched(place: Place) -> None:
    place.done("attach", "2", "--by", "li", "--evidence", place.file("a.pdf"))
    place.git("branch", "--force", "main")
    place.done("attach", "2", "--by", "li", "--evidence", place.file("b.pdf", b"other\n"))
    (first,) = (place.root / "evidence/002").glob("a-*")
    (place.root / "evidence/002/loose.pdf").write_bytes(b"loose\n")
    first.chmod(0o755)
    found = place.done("diff", "main")["evidence"]
    assert [(one["change"], one["name"], one["size"]) for one in found] == [
        ("added", "b.pdf", 6), ("added", None, None),
    ]  # fmt: skip
    first.write_bytes(b"otherwise\n")
    assert "evidence altered: evidence/002/a-" in place.run("diff", "main").out
    first.unlink()
    page = place.run("diff", "main").out
    assert "evidence deleted: evidence/002/a-" in page
    assert "evidence/002/loose.pdf: no new entry refers to it" in page


def test_the_settings_are_told_by_name_and_looked_at_by_the_office(place: Place) -> None:
    path = place.root / "ledger.yaml"
    path.write_text(path.read_text("utf-8").replace("four_eyes: true", "four_eyes: false"), "utf-8")
    page = place.run("diff", "--as-of", "2021-10-01").out.splitlines()
    assert page[-5:] == [
        "ledger.yaml", "  policy.four_eyes: was yes, now no", "", "Approvals needed",
        "  ledger.yaml: one of Li Na, Chen Bo",
    ]  # fmt: skip
    assert place.done("diff")["settings"] == [
        {"part": "policy", "id": "four_eyes", "was": True, "now": False}
    ]


def test_a_comment_in_the_settings_is_an_edit_too(place: Place) -> None:
    add(place.root / "ledger.yaml")
    assert "only comments or the order changed" in place.run("diff").out


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("file", ["issues/002.yaml", "ledger.yaml"])
def test_what_cannot_be_read_is_named_and_the_rest_is_told(
    place: Place, side: str, file: str
) -> None:
    path = place.root / file
    good = path.read_text("utf-8")
    if side == "before":
        path.write_text("", "utf-8")
        commit(place.top)
        path.write_text(good, "utf-8")
    else:
        path.write_text("", "utf-8")
    add(record(place, 3), log(CLOSED))
    for form in ("text", "markdown"):
        done = place.run("diff", "--format", form)
        assert done.code == 3
        assert "INCOMPLETE" in done.out
        assert file in done.err
        assert "closing: complete" in done.out
    done = place.run("diff", "--json")
    found = json.loads(done.out)
    assert (done.code, found["complete"]) == (3, False)
    assert [(one["side"], one["code"]) for one in found["problems"]] == [(side, "empty")]
    assert refs(found) == {"3": ["close"]}
    assert (found["counts"][side] is None) == (file == "ledger.yaml")


def test_settings_that_neither_side_can_read(place: Place) -> None:
    (place.root / "ledger.yaml").write_text("", "utf-8")
    commit(place.top)
    done = place.run("diff")
    assert (done.code, done.out) == (3, "")
    assert "cannot read the ledger" in done.err


def test_a_ledger_that_a_branch_takes_away_has_not_just_vanished(place: Place) -> None:
    (place.root / "ledger.yaml").unlink()
    commit(place.top, "Gone")
    place.git("switch", "--quiet", "main")
    done = place.run("diff", "main", "work", "--json")
    assert done.code == 3
    (problem,) = json.loads(done.out)["problems"]
    assert (problem["side"], problem["code"]) == ("after", "ledger-gone")


def test_a_ledger_that_knows_no_further_than_a_day(place: Place) -> None:
    """It is shown for that day, or for its last entry, on each side separately."""
    add(place.root / "ledger.yaml", "known_until: 2021-08-31\n")
    add(record(place), log("date: 2021-09-05, event: start, by: li"))
    git(place.top, "commit", "--quiet", "--all", "--message", "Two", **DAY)
    add(record(place, 3), log(CLOSED))
    found = place.done("diff")
    assert (found["before"]["as_of"], found["after"]["as_of"]) == ("2021-09-05", "2021-09-20")
    assert found["counts"]["after"]["issues"]["closed"] == 1
    commit(place.top)
    add(record(place), "  - {date: 2021-09-25, event: progress, by: li, note: more}\n")
    found = place.done("diff")
    assert (found["before"]["as_of"], found["after"]["as_of"]) == ("2021-09-20", "2021-09-25")


HOSTILE = "'@team #1 | <b>x</b> [a](b) `c` :+1: https://x.org closes #2 $x$ *y*'"


def test_a_title_in_a_comment_is_data(place: Place) -> None:
    path = record(place)
    path.write_text(path.read_text("utf-8").replace("Plain", HOSTILE), "utf-8")
    commit(place.top)
    add(path, log(CLOSED))
    (row,) = (
        line
        for line in place.run("diff", "--format", "markdown").out.splitlines()
        if line.startswith("| 2 |")
    )
    assert row.count("|") == 4
    for active in ("@team", "#1 ", "<b>", "](", "`", ":+1:", "https:", "$x$", "*y*"):
        assert active not in row


def test_a_comment_has_room_below_a_forge_s_limit(place: Place) -> None:
    title = HOSTILE[:-1] + "题" * 400 + "'"
    for number in range(4, 400):
        text = ISSUE.replace("id: 2", f"id: {number}").replace("Plain", title)
        (place.root / f"issues/{number:03}.yaml").write_text(text, "utf-8")
    done = place.run("diff", "main", "--format", "markdown")
    assert done.code == 0
    assert len(done.out.encode()) < 60_000
    assert "shows them all" in done.out
    assert "<code>rectledger diff main</code>" in done.out


@pytest.mark.parametrize(
    "name", ["002\nx.yaml", "-x.yaml", "'\"|.yaml", ":(top).yaml", "\udcff.yaml", ".002.yaml.tmp"]
)
@pytest.mark.parametrize("folder", ["issues", "evidence/002"])
def test_a_file_of_any_name_disturbs_nothing(place: Place, folder: str, name: str) -> None:
    add(record(place), log(CLOSED))
    path = place.root / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", "utf-8")
    found = json.loads(place.run("diff", "--json").out)
    assert refs(found) == {"2": ["close"]}
    assert found["counts"]["after"]["issues"]["closed"] == 1
    for form in ("text", "markdown"):
        assert place.run("diff", "--format", form).code in (0, 3)


def test_a_branch_of_any_name_is_data_in_a_comment(closed: Place) -> None:
    closed.git("branch", "x|<b>@team", "main")
    (line,) = (
        line
        for line in shown(closed, "diff", "x|<b>@team", "--format", "markdown").splitlines()
        if line.startswith("From ")
    )
    assert html.unescape(re.sub("</?span>", "", line)) == (
        "From x|<b>@team (commit …, 2021-10-01) to the current files; "
        "counted as of 2021-10-01 and 2021-12-01"
    )


def test_a_second_work_tree_is_compared_by_its_own_files(closed: Place) -> None:
    commit(closed.top)
    beside = closed.top.parent / "beside"
    closed.git("worktree", "add", "--quiet", "--detach", str(beside), "main")
    place = Place(closed.rectledger, beside, beside / "ledger")
    assert place.done("diff")["changes"] == []
    add(record(place, 3), log(CLOSED))
    assert refs(place.done("diff")) == {"3": ["close"]}
    assert refs(place.done("diff", "work", "main")) == {}


def test_in_the_middle_of_a_merge_what_is_at_odds_is_named(closed: Place) -> None:
    commit(closed.top)
    closed.git("switch", "--quiet", "main")
    add(record(closed), log("date: 2021-09-22, event: start, by: chen"))
    commit(closed.top)
    closed.git("merge", "work", check=False)
    done = closed.run("diff")
    assert done.code == 3
    assert "issues/002.yaml" in done.err
    assert "[merge-conflict]" in done.err
    assert "with 1.1, 1.2" in done.out


def test_it_changes_nothing(closed: Place) -> None:
    before = snapshot(closed.top)
    for form in ("text", "markdown", "json"):
        closed.run("diff", "main", "--format", form)
    assert snapshot(closed.top) == before


def test_git_s_own_settings_do_not_disturb_it(closed: Place) -> None:
    for key, value in {
        "diff.noprefix": "true", "diff.external": "false", "diff.renames": "copies",
        "core.quotePath": "true", "color.ui": "always", "diff.relative": "true",
    }.items():  # fmt: skip
        closed.git("config", key, value)
    assert shown(closed, "diff", "main") == PAGE


def test_a_measure_alone_brings_its_issue_along_in_the_counts(place: Place) -> None:
    add(place.root / "measures/001-01.yaml", log(CLOSED))
    found = place.done("diff")
    assert refs(found) == {"1.1": ["close"]}
    assert found["counts"]["after"]["measures"]["closed"] == 1
    assert found["counts"]["after"]["issues"]["total"] == 3


def test_a_number_that_is_given_twice_is_told_once(place: Place) -> None:
    far = ISSUE.replace("id: 2", "id: 4").replace("due: 2021-10-31", "due: 2029-10-31")
    assert "2029" in far
    for file in ("004", "104"):
        (place.root / f"issues/{file}.yaml").write_text(far, "utf-8")
    commit(place.top)
    for file in ("004", "104"):
        path = place.root / f"issues/{file}.yaml"
        path.write_text(far.replace("2029", "2021"), "utf-8")
    found = place.done("diff", "--as-of", "2021-12-01")
    assert [one["ref"] for one in found["became_overdue"]].count("4") == 1
