"""A number is given once: where its record was deleted, it is said by whom, and not given again."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgers import ALONE, Place, Refused, begin, commit, git, ledger, record, refusal
from rectledger.store.git.deletions import deletion, taken
from runner import Runner
from transcript import surroundings

DAY = "2021-11-01"
ISSUE = ("add", "issue", "--title", "Another", "--section", "1-1", "--kind", "immediate",
         "--lead", "finance")  # fmt: skip
MEASURE = ("add", "measure", "1", "--title", "Another")
LAST = "data/issues/003.yaml"


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
    """The commands that `check` gives for what was deleted."""
    findings = json.loads(place.run("check", "--json").out)["findings"]
    assert {one["code"] for one in findings} <= {code, "orphan", "evidence-unreferenced"}, findings
    return [one["hint"].split("`")[1] for one in findings if one["code"] == code]


def shell(folder: Path, command: str) -> None:
    """Do what a hint says."""
    subprocess.run(command, shell=True, cwd=folder, env={**surroundings(), **ALONE}, check=True)  # noqa: S602


def refused(place: Place, *command: str) -> Refused:
    found = place.refused(*(command or ISSUE))
    assert found.told == (1, ["record-deleted"]), found
    return found


def see_that_it_comes_back(place: Place, by: str, file: str = LAST) -> None:
    """It is refused to give the number again, and named who deleted it; the hint brings it back,
    and then all is well."""
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
    place.done("add", "measure", "3", "--title", "M")
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


def test_a_record_that_was_renumbered_leaves_its_number(place: Place) -> None:
    place.git("mv", LAST, "data/issues/004.yaml")
    record(place, 4).write_text(record(place, 4).read_text().replace("id: 3", "id: 4"))
    by = commit(place.top)
    assert by[:10] in told(place, "gap")[0]
    place.git("mv", "data/issues/004.yaml", "data/issues/002.yaml", "--force")
    record(place).write_text(record(place).read_text().replace("id: 4", "id: 2"))
    commit(place.top)
    assert len(told(place)) == 2
    refused(place)


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


def left_out_by_a_merge(place: Place) -> str:
    """One that only a branch has had, and that merging it leaves out."""
    place.git("rm", "--quiet", LAST)
    place.git("commit", "--quiet", "--amend", "--message", "One")
    place.git("switch", "--quiet", "--create", "side")
    text = record(place).read_text().replace("id: 2", "id: 3")
    record(place, 3).write_text(text)
    commit(place.top)
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "--strategy", "ours", "side")
    return place.git("rev-parse", "HEAD")


def where_the_other_side_was_merged_into_ours(place: Place) -> str:
    """Both given and deleted on the side that is merged in, as `git pull` has it."""
    place.git("rm", "--quiet", LAST)
    place.git("commit", "--quiet", "--amend", "--message", "One")
    place.git("switch", "--quiet", "--create", "theirs")
    record(place, 3).write_text(record(place).read_text().replace("id: 2", "id: 3"))
    commit(place.top)
    by = delete(place)
    place.git("switch", "--quiet", "main")
    (place.top / "notes.txt").write_text("mine\n")
    commit(place.top)
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "theirs")
    return by


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
        on_a_branch, in_a_merge, left_out_by_a_merge, where_the_other_side_was_merged_into_ours,
        in_a_merge_of_three,
    ],
)  # fmt: skip
def test_wherever_it_was_deleted(place: Place, how: Callable[[Place], str]) -> None:
    see_that_it_comes_back(place, how(place))


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


# Histories that are not all here


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
    """The ledger in another folder of its repository, not committed yet."""
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
# Each step: from which commit before, from which other one too (a merge), and what it then has.
STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.sets(st.sampled_from(FILES))),
    min_size=1,
    max_size=8,
)


@given(steps=STEPS, prefix=st.sampled_from(["", "data/"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_history_all_that_is_gone_is_found_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int | None, set[str]]],
    prefix: str,
) -> None:  # fmt: skip
    top = begin(tmp_path_factory.mktemp("any") / "top")
    said = ["reset refs/heads/main"]
    parents: list[list[int]] = []
    for n, (first, second, files) in enumerate(steps):
        own = sorted({one % n for one in (first, second) if one is not None}) if n else []
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
    seen, todo = set(), [len(steps) - 1]
    while todo:
        one = todo.pop()
        seen.add(one)
        todo += [parent for parent in parents[one] if parent not in seen]
    ever = set().union(*(steps[one][2] for one in seen))
    now = steps[-1][2]
    folder = str(top)
    found = taken(folder, "main", prefix)
    assert ever - now == set(found) - now
    for file in ever - now:
        assert taken(folder, "main", prefix, file)[file] == found[file]
        by = deletion(folder, found[file])
        assert git(top, "show", f"{by.before}:{prefix}{file}") == file
        after = git(top, "ls-tree", "-r", "--name-only", by.commit, check=False).split("\n")
        assert f"{prefix}{file}" not in after
