"""Plain `check` requires new entries to follow policy; for committed ones it only gives notes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import office
from ledgers import copy, git
from office import Office, close, entry
from runner import Runner

TWO = "issues/002.yaml"
NEW, OLD = "error", "note"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.begin(tmp_path_factory.mktemp("old") / "top").top


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Office:
    return Office(copy(template, tmp_path / "top"))


def checked(rectledger: Runner, place: Office, *options: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code of `check`, and its findings about entries."""
    arguments = ("check", "--json", *options)
    done = rectledger(place.root, *arguments, **office.surroundings_of_check())
    found = json.loads(done.out)["findings"]
    return done.code, [one for one in found if not one["code"].startswith("uncommitted")]


def said(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["code"], one["severity"]) for one in found]


def tighten(place: Office) -> None:
    """Issue 1 and its measure were closed with references only, which is no longer enough."""
    place.replace("ledger.yaml", "evidence: file-or-reference", "evidence: file")


def break_rules(place: Office) -> None:
    """Issue 2 is closed without evidence, by somebody not authorised."""
    place.enter(TWO, entry("2021-11-20", "close", "li", "result: complete"))


BROKEN = ["no-evidence-file", "not-a-closer", "own-department"]


@pytest.mark.parametrize("commits", [True, False])
def test_a_policy_that_is_tightened_makes_nobody_red(
    rectledger: Runner, place: Office, commits: bool
) -> None:
    tighten(place)
    if commits:
        place.commit("wang")
    code, found = checked(rectledger, place)
    assert (code, said(found)) == (0, [("no-evidence-file", OLD)])
    assert "rectledger reopen 1.1" in found[0]["hint"]


def test_what_is_entered_now_is_held_to_it(rectledger: Runner, place: Office) -> None:
    tighten(place)
    place.commit("wang")
    break_rules(place)
    code, found = checked(rectledger, place)
    assert code == 1
    assert sorted(said(found)) == sorted(
        [("no-evidence-file", OLD), *((broken, NEW) for broken in BROKEN)]
    )
    assert {one["hint"] for one in found if one["severity"] == NEW} == {
        "The entry is not committed yet: remove it from the file, and record it again as policy "
        "requires."
    }
    place.commit("li")
    assert checked(rectledger, place)[0] == 0


def test_with_staged_work_it_is_as_with_any_other(rectledger: Runner, place: Office) -> None:
    """pre-commit checks what is staged, before it is committed."""
    break_rules(place)
    place.git("add", "--all")
    assert checked(rectledger, place)[0] == 1


def test_in_a_new_record_everything_is_new(rectledger: Runner, place: Office) -> None:
    place.write("issues/006.yaml", office.ISSUE.format(n=6))
    place.enter("issues/006.yaml", entry("2021-11-20", "close", "chen", "result: complete"))
    code, found = checked(rectledger, place)
    assert (code, said(found)) == (1, [("no-evidence", NEW)])


def test_without_a_repository_or_a_commit_everything_is_held_to_it(
    rectledger: Runner, place: Office
) -> None:
    tighten(place)
    shutil.rmtree(place.top / ".git")
    code, found = checked(rectledger, place)
    assert (code, said(found)) == (1, [("no-evidence-file", NEW)])
    assert "rectledger reopen 1.1" in found[0]["hint"]
    git(place.top, "init", "--quiet")
    assert said(checked(rectledger, place)[1]) == [("no-evidence-file", NEW)]


def test_of_a_commit_what_the_last_one_has_is_old(rectledger: Runner, place: Office) -> None:
    place.branch()
    break_rules(place)
    place.commit("li")
    assert checked(rectledger, place, "--at", "request")[0] == 0
    place.git("switch", "--quiet", "main")
    code, found = checked(rectledger, place, "--at", "request")
    assert (code, sorted(said(found))) == (
        1, sorted((broken, NEW) for broken in ["no-evidence", *BROKEN[1:]]),
    )  # fmt: skip
    tighten(place)
    place.commit("wang")
    assert said(checked(rectledger, place, "--at", "main")[1]) == [("no-evidence-file", OLD)]


def test_an_altered_entry_is_a_new_one(rectledger: Runner, place: Office) -> None:
    tighten(place)
    place.commit("wang")
    place.replace("measures/001-01.yaml", "document: Minutes", "document: Others")
    assert said(checked(rectledger, place)[1]) == [("no-evidence-file", NEW)]


def test_as_of_a_day_it_is_the_same(rectledger: Runner, place: Office) -> None:
    tighten(place)
    place.commit("wang")
    break_rules(place)
    code, found = checked(rectledger, place, "--as-of", "2021-11-19")
    assert (code, said(found)) == (0, [("no-evidence-file", OLD)])
    assert checked(rectledger, place, "--as-of", "2021-11-20")[0] == 1


def test_what_cannot_be_read_in_the_last_commit_is_not_known_to_be_old(
    rectledger: Runner, place: Office
) -> None:
    whole = place.text("measures/001-01.yaml")
    place.write("measures/001-01.yaml", whole + "<<<<<<< ours\n")
    tighten(place)
    place.commit("wang")
    place.write("measures/001-01.yaml", whole)
    assert said(checked(rectledger, place)[1]) == [("no-evidence-file", NEW)]


def test_rules_of_the_log_stay_errors(rectledger: Runner, place: Office) -> None:
    place.enter("issues/001.yaml", close("2021-11-20"))
    place.commit("chen")
    assert said(checked(rectledger, place)[1]) == [("illegal-event", NEW)]
