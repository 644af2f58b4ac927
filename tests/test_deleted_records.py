"""A number is used once: if its record was deleted, the refusal says by whom, and does not reuse
it."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgers import ALONE, Place, Refused, begin, commit, git, ledger, record, refusal
from rectledger.store.git.deleted_files import deletion, taken, taken_on
from runner import Runner
from transcript import surroundings

DAY = "2021-11-01"
ISSUE = ("add", "issue", "--title", "Another", "--section", "1-1", "--kind", "immediate",
    "--opened", "2021-07-30",
         "--lead", "finance")  # fmt: skip
MEASURE = ("add", "measure", "1", "--opened", "2021-08-01", "--title", "Another")
LAST = "data/issues/003.yaml"
AGAIN = "number-given-again"


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    """A ledger of three issues in the folder `data` of a repository."""
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / "data"))
    commit(top)
    return place


def delete(place: Place, *files: str) -> str:
    place.git("rm", "--quiet", "-r", "--", *(files or (LAST,)))
    return commit(place.top, "Deleted")


def told(place: Place, code: str = "record-deleted") -> list[str]:
    """The commands that `check` suggests for deleted records."""
    findings = json.loads(place.run("check", "--json").out)["findings"]
    assert {one["code"] for one in findings} <= {code, "orphan", "evidence-unreferenced"}, findings
    return [one["hint"].split("`")[1] for one in findings if one["code"] == code]


def shell(folder: Path, command: str) -> None:
    """Run the command from a hint."""
    subprocess.run(command, shell=True, cwd=folder, env={**surroundings(), **ALONE}, check=True)  # noqa: S602


def refused(place: Place, *command: str) -> Refused:
    found = place.refused(*(command or ISSUE))
    assert found.told == (1, ["record-deleted"]), found
    return found


def see_that_it_comes_back(place: Place, by: str, file: str = LAST) -> None:
    """Reusing the number is refused, naming who deleted it; the hint restores it, and then all is
    well."""
    found = refused(place)
    assert by[:10] in found.messages[0]
    (command,) = told(place)
    assert f"`{command}`" in found.hints[0]
    shell(place.root, command)
    assert (place.top / file).exists()
    commit(place.top, "Back")
    assert json.loads(place.run("check", "--json").out)["findings"] == []
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"


def test_the_last_number_is_not_given_again(place: Place) -> None:
    see_that_it_comes_back(place, delete(place))


def test_nor_is_that_of_a_measure(place: Place) -> None:
    by = delete(place, "data/measures/001-02.yaml")
    found = refused(place, *MEASURE)
    assert by[:10] in found.messages[0]
    shell(place.root, told(place)[0])
    commit(place.top)
    assert place.done(*MEASURE)["items"][0]["ref"] == "1.3"


@pytest.mark.parametrize("number", ["3", "2"])
def test_nor_where_the_number_is_named(place: Place, number: str) -> None:
    delete(place, f"data/issues/00{number}.yaml")
    refused(place, *ISSUE[:2], number, *ISSUE[2:])


@pytest.mark.parametrize("how", ["--no-commit", "--dry-run"])
def test_nor_where_nothing_is_committed(place: Place, how: str) -> None:
    delete(place)
    refused(place, *ISSUE, how)


def test_what_is_only_deleted_on_disk_is_brought_back_from_there(place: Place) -> None:
    record(place, 3).unlink()
    found = place.refused(*ISSUE, "--no-commit")
    assert found.told == (1, ["record-not-there"])
    shell(place.root, found.hints[0].split("`")[1])
    assert place.done(*ISSUE, "--no-commit")["items"][0]["ref"] == "4"


def test_settings_of_git_make_no_difference(place: Place) -> None:
    by = delete(place)
    place.environ["GIT_LITERAL_PATHSPECS"] = "1"
    for setting in ("log.follow=true", "log.diffMerges=off", "log.showRoot=false",
                    "diff.renames=copies", "diff.relative=true", "log.showSignature=true",
                    "diff.orderFile=/not/there", "core.quotePath=true"):  # fmt: skip
        place.git("config", *setting.split("="))
    done = place.run(*ISSUE)
    assert (done.code, by[:10] in done.err) == (1, True), done
    assert by[:10] in told(place)[0]


def test_from_elsewhere_the_command_works_too(place: Place) -> None:
    delete(place)
    elsewhere = place.top.parent
    named = ("--ledger", "top/data")
    environ = {"COLUMNS": "2000", **ALONE}
    said, coded = (place.rectledger(elsewhere, *json_, *named, *ISSUE, **environ)
                   for json_ in ((), ("--json",)))  # fmt: skip
    command = refusal(said, coded).hints[0].split("`")[1]
    assert command.startswith("git -C top/data checkout ")
    shell(elsewhere, command)
    assert record(place, 3).exists()


def test_all_that_went_with_an_issue_comes_back_with_it(place: Place) -> None:
    place.done("add", "measure", "3", "--opened", "2021-08-01", "--title", "M")
    place.done("close", "3", "--with-measures", "--by", "office", "--date", DAY,
               "--evidence", place.file())  # fmt: skip
    before = place.git("rev-parse", "HEAD^{tree}")
    delete(place, LAST, "data/measures/003-01.yaml", "data/evidence/003", "data/issues/002.yaml")
    place.git("checkout", "HEAD~1", "--", "data/issues/002.yaml")
    commit(place.top, "One of them is back")
    shell(place.root, told(place)[0])
    commit(place.top, "Back")
    assert place.git("rev-parse", "HEAD^{tree}") == before


def test_evidence_that_was_left_behind_is_found_beside_it(place: Place) -> None:
    place.done("close", "3", "--by", "office", "--date", DAY, "--evidence", place.file())
    see_that_it_comes_back(place, delete(place))


def test_a_number_that_came_back_meanwhile_is_no_matter(place: Place) -> None:
    by = delete(place)
    place.git("revert", "--no-edit", by)
    assert told(place) == []
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"
    see_that_another_is_named = delete(place)
    delete(place, "data/issues/004.yaml")
    assert see_that_another_is_named[:10] in told(place)[0]


def test_of_a_gap_it_is_said_who_deleted_what_is_missing(place: Place) -> None:
    by = delete(place, "data/issues/002.yaml")
    (command,) = told(place, "gap")
    assert by[:10] in command
    shell(place.root, command)
    assert record(place).exists()


def move(place: Place, old: int, new: int) -> str:
    """Issue `old` takes the number `new`."""
    files = f"data/issues/{old:03}.yaml", f"data/issues/{new:03}.yaml"
    place.git("mv", "--force", *files)
    file = record(place, new)
    file.write_text(file.read_text().replace(f"id: {old}", f"id: {new}"))
    return commit(place.top, "Renumbered")


def say(place: Place, number: int, title: str) -> None:
    """An issue with a text of its own."""
    file = record(place, number)
    file.write_text(re.sub("title: .*", f"title: {title}", file.read_text()))


def test_a_record_that_was_renumbered_was_not_deleted(place: Place) -> None:
    say(place, 3, "Third")
    commit(place.top)
    move(place, 3, 4)
    assert told(place, "gap") == ["git log --diff-filter=D"]
    move(place, 4, 3)
    assert told(place) == []
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"


def test_nor_was_a_measure_that_is_put_under_its_own_issue(place: Place) -> None:
    place.done("add", "measure", "3", "--opened", "2021-08-01", "--title", "Of issue 2")
    place.git("mv", "data/measures/003-01.yaml", "data/measures/002-01.yaml")
    file = place.root / "measures/002-01.yaml"
    file.write_text(file.read_text().replace("issue: 3", "issue: 2"))
    commit(place.top)
    assert told(place) == []
    assert (
        place.done("add", "measure", "3", "--opened", "2021-08-01", "--title", "Its own")["items"][
            0
        ]["ref"]
        == "3.1"
    )


def test_nor_was_a_row_of_issues_that_makes_room_for_one(place: Place) -> None:
    """3 becomes 4, 2 becomes 3, and a new 2 is added: no number is lost, except in between."""
    for number in (2, 3):
        say(place, number, f"The {number}")
    commit(place.top)
    files = [record(place, number) for number in (2, 3, 4)]
    texts = [files[0].read_text(), files[1].read_text()]
    files[2].write_text(texts[1].replace("id: 3", "id: 4"))
    files[1].write_text(texts[0].replace("id: 2", "id: 3"))
    files[0].unlink()
    commit(place.top, "Room")
    assert told(place, "gap") == ["git log --diff-filter=D"]


def test_what_goes_while_its_twin_is_reported_on_is_deleted(place: Place) -> None:
    """Two records may have the same text; that one stays does not mean the other was not
    deleted."""
    record(place, 2).write_text(record(place, 3).read_text().replace("id: 3", "id: 2"))
    commit(place.top)
    place.done("progress", "2", "--note", "Half", "--by", "office", "--date", DAY, "--no-commit")
    see_that_it_comes_back(place, delete(place))


# Merges


def on_a_branch(place: Place) -> str:
    place.git("switch", "--quiet", "--create", "side")
    by = delete(place)
    place.git("switch", "--quiet", "main")
    (place.top / "notes.txt").write_text("mine\n")
    commit(place.top)
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    return by


def in_a_merge(place: Place) -> str:
    place.git("switch", "--quiet", "--create", "side")
    (place.top / "notes.txt").write_text("mine\n")
    commit(place.top)
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    return delete(place)


def in_a_merge_of_three(place: Place) -> str:
    for name in ("one", "two"):
        place.git("switch", "--quiet", "--create", name, "main")
        (place.top / f"{name}.txt").write_text("mine\n")
        by = delete(place) if name == "two" else commit(place.top)
    place.git("switch", "--quiet", "main")
    (place.top / "notes.txt").write_text("mine\n")
    commit(place.top)
    place.git("merge", "--quiet", "--no-edit", "one", "two")
    return by


@pytest.mark.parametrize(
    "how",
    [
        on_a_branch, in_a_merge, in_a_merge_of_three,
    ],
)  # fmt: skip
def test_wherever_it_was_deleted(place: Place, how: Callable[[Place], str]) -> None:
    see_that_it_comes_back(place, how(place))


def left_out_by_the_merge(place: Place) -> None:
    """An issue that only the branch has, and that the merge leaves out."""
    place.done(*ISSUE)
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "--strategy", "ours", "side")


def gone_before_the_merge(place: Place) -> None:
    place.done(*ISSUE)
    delete(place, "data/issues/004.yaml")
    assert len(told(place)) == 1
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "side")


def reverted_and_reverted_again(place: Place) -> None:
    place.done(*ISSUE)
    for _ in range(3):
        place.git("revert", "--no-edit", "HEAD")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "side")


@pytest.mark.parametrize(
    "how", [left_out_by_the_merge, gone_before_the_merge, reverted_and_reverted_again]
)
def test_what_only_a_merged_branch_had_was_never_given(
    place: Place, how: Callable[[Place], None]
) -> None:
    place.git("switch", "--quiet", "--create", "side")
    how(place)
    assert place.git("log", "--merges", "--format=%h")
    assert told(place) == []
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"


# A number that now belongs to another


def given_to_another(place: Place) -> str:
    """Issue 3 is deleted, and its number given to another by hand; returns who deleted it."""
    by = delete(place)
    text = record(place, 2).read_text().replace("id: 2", "id: 3")
    record(place, 3).write_text(re.sub("title: .*", "title: Another", text))
    return by


def test_a_number_is_not_given_to_another_by_hand(place: Place) -> None:
    """Committed or not; following the hint fixes it."""
    by = given_to_another(place)
    (uncommitted,) = [one for one in json.loads(place.run("check", "--json").out)["findings"]
                      if one["severity"] == "error"]  # fmt: skip
    commit(place.top)
    (found,) = json.loads(place.run("check", "--json").out)["findings"]
    assert found["message"] == uncommitted["message"]
    assert (found["code"], found["where"].split(":")[0]) == (AGAIN, "issues/003.yaml")
    assert by[:10] in found["message"]
    (of_commit,) = json.loads(place.run("check", "--json", "--at", "HEAD").out)["findings"]
    assert of_commit["message"] == found["message"]
    assert place.run("check").code == 1
    place.git("mv", LAST, "data/issues/004.yaml")
    record(place, 4).write_text(record(place, 4).read_text().replace("id: 3", "id: 4"))
    shell(place.root, found["hint"].split("`")[1])
    commit(place.top, "Both")
    assert told(place, AGAIN) == []
    assert place.done(*ISSUE)["items"][0]["ref"] == "5"


def test_nor_where_the_other_came_and_went_and_came_back(place: Place) -> None:
    by = given_to_another(place)
    commit(place.top)
    delete(place)
    place.git("revert", "--no-edit", "HEAD")
    (command,) = told(place, AGAIN)
    assert by[:10] in command


@pytest.mark.parametrize("then", ["corrected", "amended", "reported on"])
def test_a_record_that_came_back_is_no_other(place: Place, then: str) -> None:
    by = delete(place)
    place.git("revert", "--no-edit", by)
    if then == "corrected":
        say(place, 3, "Set right by hand")
        commit(place.top)
    elif then == "amended":
        place.done("amend", "3", "--field", "title", "--now", "Other", "--note", "A slip",
                   "--by", "office", "--approved-by", "office", "--date", DAY)  # fmt: skip
    else:
        place.done("progress", "3", "--note", "Half", "--by", "office", "--date", DAY)
    assert told(place, AGAIN) == []


# What a request is told


def asked(place: Place, *options: str) -> list[tuple[str, str, str]]:
    """The findings of `check --base` about numbers; checks that errors, and only errors, exit with
    1."""
    done = place.run("check", "--base", "main", "--json", *options)
    findings = json.loads(done.out)["findings"]
    assert done.code == any(one["severity"] == "error" for one in findings), findings
    return [(one["code"], one["severity"], one["where"].split(":")[0]) for one in findings]


USED = ("number-used-up", "note", "issues/004.yaml")


def test_a_number_that_the_base_deleted_is_not_given_again_by_a_request(place: Place) -> None:
    """A branch created earlier does not know about it, and reuses the number without a warning."""
    place.git("switch", "--quiet", "--create", "b")
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"
    assert asked(place) == []
    place.git("switch", "--quiet", "main")
    place.done(*ISSUE, "--leader", "Li")
    by = delete(place, "data/issues/004.yaml")
    place.git("switch", "--quiet", "b")
    assert asked(place) == [(AGAIN, "error", "issues/004.yaml")]
    done = place.run("check", "--base", "main")
    assert by[:10] in done.out
    move(place, 4, 5)
    place.git("merge", "--quiet", "--no-edit", "main")
    shell(place.root, done.out.split("`")[1])
    commit(place.top, "Both")
    assert asked(place) == []
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "b")
    assert json.loads(place.run("check", "--json").out)["findings"] == []


def test_that_a_record_is_brought_back_is_no_such_request(place: Place) -> None:
    by = delete(place)
    place.git("switch", "--quiet", "--create", "b")
    place.git("revert", "--no-edit", by)
    assert asked(place) == []


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("other", [True, False])
def test_a_request_that_would_use_up_a_number_says_so(
    place: Place, fast: bool, other: bool
) -> None:
    """With a merge commit it leaves no trace; otherwise `check` finds what was announced."""
    place.git("switch", "--quiet", "--create", "b")
    place.done(*ISSUE)
    place.git("revert", "--no-edit", "HEAD")
    place.done("progress", "3", "--note", "Half", "--by", "office", "--date", DAY)
    if other:
        record(place, 4).write_text(record(place, 2).read_text().replace("id: 2", "id: 4"))
        commit(place.top)
    assert asked(place) == [USED]
    # A fast-forward would make it certain, and plain `check` would keep reporting it.
    assert asked(place, "--ff-only") == [("number-used-up", "error", "issues/004.yaml")]
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--ff-only" if fast else "--no-ff", "b")
    findings = json.loads(place.run("check", "--json").out)["findings"]
    code = AGAIN if other else "record-deleted"
    assert [one["code"] for one in findings] == ([code] if fast else [])
    if not other and not fast:
        assert place.done(*ISSUE)["items"][0]["ref"] == "4"


def test_what_came_and_went_on_a_branch_that_was_merged_is_not_used_up(place: Place) -> None:
    place.git("switch", "--quiet", "--create", "side")
    place.done(*ISSUE)
    place.git("revert", "--no-edit", "HEAD")
    place.git("switch", "--quiet", "--create", "b", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    place.done("progress", "3", "--note", "Half", "--by", "office", "--date", DAY)
    assert asked(place) == []


def test_an_issue_that_a_request_takes_away_with_its_measures_is_told_once(place: Place) -> None:
    place.git("switch", "--quiet", "--create", "b")
    place.done(*ISSUE)
    place.done("add", "measure", "4", "--opened", "2021-08-01", "--title", "M")
    place.git("rm", "--quiet", "data/issues/004.yaml", "data/measures/004-01.yaml")
    commit(place.top)
    assert asked(place) == [USED]


def test_what_a_request_moves_to_another_number_is_not_used_up(place: Place) -> None:
    place.git("switch", "--quiet", "--create", "b")
    place.done("add", "measure", "3", "--opened", "2021-08-01", "--title", "Of issue 2")
    place.git("mv", "data/measures/003-01.yaml", "data/measures/002-01.yaml")
    file = place.root / "measures/002-01.yaml"
    file.write_text(file.read_text().replace("issue: 3", "issue: 2"))
    commit(place.top, "Moved")
    assert asked(place) == []
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--ff-only", "b")
    assert told(place) == []


def test_what_merges_bring_is_not_taken_for_deleted(place: Place) -> None:
    for name in ("one", "two"):
        place.git("switch", "--quiet", "--create", name, "main")
        (place.top / f"{name}.txt").write_text("mine\n")
        commit(place.top)
    place.git("switch", "--quiet", "main")
    assert place.done(*ISSUE)["items"][0]["ref"] == "4"
    for name in ("one", "two"):
        place.git("merge", "--quiet", "--no-ff", "--no-edit", name)
    assert told(place) == []
    assert place.done(*ISSUE, "--leader", "Li")["items"][0]["ref"] == "5"


# Incomplete histories


def test_where_there_is_no_commit_there_is_no_history(rectledger: Runner, tmp_path: Path) -> None:
    top = begin(tmp_path / "top")
    place = Place(rectledger, top, ledger(top / "data"))
    assert place.done(*ISSUE, "--no-commit")["items"][0]["ref"] == "4"
    assert told(place) == []
    alone = Place(rectledger, tmp_path / "alone", ledger(tmp_path / "alone"))
    assert alone.done(*ISSUE)["items"][0]["ref"] == "4"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_clone_with_part_of_the_history(place: Place, tmp_path: Path, depth: int) -> None:
    by = delete(place)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", str(depth), f"file://{place.top}", "clone")
    for key, value in (("user.name", "Office"), ("user.email", "office@court.example")):
        git(clone, "config", key, value)
    there = Place(place.rectledger, clone, clone / "data")
    findings = json.loads(there.run("check", "--json").out)["findings"]
    codes = {one["code"]: one["severity"] for one in findings}
    if depth == 1:
        assert codes == {"history-in-part": "note"}
        assert there.refused(*ISSUE).told == (4, ["history-in-part"])
        assert there.refused(*ISSUE, "--no-commit").told == (4, ["history-in-part"])
        git(clone, "fetch", "--quiet", "--unshallow")
    else:
        assert codes == {"history-in-part": "note", "record-deleted": "error"}
    assert by[:10] in refused(there).messages[0]


def test_a_commit_is_looked_at_too(place: Place) -> None:
    by = delete(place)
    findings = json.loads(place.run("check", "--json", "--at", "HEAD").out)["findings"]
    assert [one["code"] for one in findings] == ["record-deleted"]
    assert json.loads(place.run("check", "--json", "--at", "HEAD~1").out)["findings"] == []
    assert by[:10] in findings[0]["message"]
    shell(place.root, findings[0]["hint"].split("`")[1])
    assert record(place, 3).exists()


# A ledger that was moved


@pytest.mark.parametrize("to", ["2021", "deep/down", "."])
def test_what_was_deleted_before_the_ledger_was_moved(place: Place, to: str) -> None:
    by = delete(place)
    there = moved(place, to)
    place.git("commit", "--quiet", "--message", "Moved")
    assert by[:10] in refused(there).messages[0]
    (command,) = told(there)
    shell(there.root, command)
    assert record(there, 3).read_text().startswith("id: 3")


def moved(place: Place, to: str) -> Place:
    """The ledger moved to another folder of its repository, not committed yet."""
    folder = place.top / to
    folder.mkdir(parents=True, exist_ok=True)
    for path in place.root.iterdir():
        place.git("mv", str(path.relative_to(place.top)), to)
    return Place(place.rectledger, place.top, folder)


def test_what_did_not_come_along_when_the_ledger_was_moved(place: Place) -> None:
    there = moved(place, "2021")
    place.git("rm", "--quiet", "--force", "2021/issues/003.yaml")
    place.git("commit", "--quiet", "--message", "Moved")
    shell(there.root, told(there)[0])
    assert record(there, 3).exists()


def test_of_ledgers_that_were_moved_at_once_each_has_its_own_history(place: Place) -> None:
    other = Place(place.rectledger, place.top, ledger(place.top / "other"))
    (other.root / "issues/002.yaml").write_text(record(other).read_text() + "next: More\n")
    commit(place.top)
    delete(place)
    one, two = moved(place, "2021"), moved(other, "2022")
    place.git("commit", "--quiet", "--message", "Moved")
    assert (len(told(one)), told(two)) == (1, [])
    assert two.done(*ISSUE)["items"][0]["ref"] == "4"


def test_another_ledger_of_the_repository_is_another(place: Place) -> None:
    other = Place(place.rectledger, place.top, ledger(place.top / "other"))
    commit(place.top)
    delete(place)
    assert told(other) == []
    assert other.done(*ISSUE)["items"][0]["ref"] == "4"


# Any history


FILES = ("issues/001.yaml", "issues/002.yaml", "measures/001-01.yaml")
# Each step: the parent commit, a second parent (for a merge), and its records.
STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.sets(st.sampled_from(FILES))),
    min_size=1,
    max_size=8,
)


@given(steps=STEPS, prefix=st.sampled_from(["", "data/"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_history_all_that_was_there_itself_and_is_gone_is_found_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int | None, set[str]]],
    prefix: str,
) -> None:  # fmt: skip
    top = begin(tmp_path_factory.mktemp("any") / "top")
    said = ["reset refs/heads/main"]
    parents: list[list[int]] = []
    for n, (first, second, files) in enumerate(steps):
        own = list(dict.fromkeys(one % n for one in (first, second) if one is not None and n))
        parents.append(own)
        said += ["commit refs/heads/main", f"mark :{n + 1}",
                 f"committer A <a@b> {1700000000 + n} +0000", "data 1", "x"]  # fmt: skip
        said += [f"{'merge' if at else 'from'} :{one + 1}" for at, one in enumerate(own)]
        said += ["deleteall", f"M 100644 inline {prefix}ledger.yaml", "data 1", "x"]
        for file in sorted(files):
            said += [f"M 100644 inline {prefix}{file}", f"data {len(file)}", file]
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"], cwd=top, check=True,
        input="\n".join([*said, ""]).encode(), env={**surroundings(), **ALONE},
    )  # fmt: skip
    line = [len(steps) - 1]
    while parents[line[-1]]:
        line.append(parents[line[-1]][0])
    ever = set().union(*(steps[one][2] for one in line))
    now = steps[-1][2]
    folder = str(top)
    found = taken(folder, "main", prefix)
    assert ever - now == set(found) - now
    for file in ever - now:
        assert taken(folder, "main", prefix, [file])[file] == found[file]
        by = deletion(folder, found[file][0])
        assert git(top, "show", f"{by.before}:{prefix}{file}") == file
        after = git(top, "ls-tree", "-r", "--name-only", by.commit, check=False).split("\n")
        assert f"{prefix}{file}" not in after
    many = [*ever, *(f"issues/{number}.yaml" for number in range(100, 200))]
    assert taken(folder, "main", prefix, many) == found
    commits = git(top, "rev-list", "--first-parent", "main").split("\n")
    by_trees = taken_on(folder, commits, prefix)
    assert all(by_trees[file] == found[file] for file in ever - now - steps[line[-1]][2])
    assert set(by_trees) <= set(found)
