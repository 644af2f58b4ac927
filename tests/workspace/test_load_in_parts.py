"""A ledger loaded in parts gives the same answers as a whole, in one process or several."""

import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.core.filters import Filters, picked
from rectledger.core.model import Ledger, Settings
from rectledger.core.summary.overview import Overview, overview
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_in_parts import FILES_A_PART, LedgerAnswer, ask, cut
from rectledger.workspace.reading.load_ledger import ListedFiles, open_ledger, read_settings
from transcript import ROOT

REAL = "2022-03-01"


@pytest.fixture(scope="module")
def settings() -> Settings:
    known, _ = read_settings(Folder(ROOT / "data"))
    assert known is not None
    return known


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The real ledger copied to its own folder."""
    for file in (ROOT / "data").rglob("*.yaml"):
        place = tmp_path / file.relative_to(ROOT / "data")
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.read_bytes())
    return tmp_path


def asked(root: Path, settings: Settings, size: int, **more: Any) -> LedgerAnswer[Overview]:
    return ask(Folder(root), settings, overview, lambda a, b: a + b, real=REAL, size=size, **more)


@pytest.mark.parametrize("size", [1, 7, 100, FILES_A_PART])
@pytest.mark.parametrize("alone", [True, False])
def test_the_answer_is_the_same_whatever_the_parts(
    settings: Settings, size: int, alone: bool
) -> None:
    whole = open_ledger(Folder(ROOT / "data")).ledger
    assert whole is not None
    found = asked(ROOT / "data", settings, size, named="2022-02-01", alone=alone)
    assert found.answer == overview(whole, "2022-02-01")
    assert found.unreadable == ()


def process(_ledger: Ledger, _day: str) -> list[int]:
    return [os.getpid()]


def test_several_processes_are_used_where_it_pays_and_none_where_it_does_not(
    settings: Settings,
) -> None:
    def processes(**more: Any) -> set[int]:
        root = Folder(ROOT / "data")
        return set(ask(root, settings, process, lambda a, b: a + b, real=REAL, **more).answer)

    here = {os.getpid()}
    assert processes() == here
    assert processes(size=20, alone=True) == here
    if len(os.sched_getaffinity(0)) > 1:
        assert not processes(size=20) & here


def dies(ledger: Ledger, _day: str, *, parent: int, number: int) -> list[int]:
    if os.getpid() != parent and f"issues/{number:03}.yaml" in ledger.issues:
        os._exit(1)
    return sorted(issue.id for issue in ledger.issues.values())


@pytest.mark.parametrize("number", [1, 30, 57])
def test_a_process_that_is_taken_away_loses_nothing(settings: Settings, number: int) -> None:
    job = partial(dies, parent=os.getpid(), number=number)
    root = Folder(ROOT / "data")
    found = ask(root, settings, job, lambda a, b: a + b, real=REAL, size=20)
    assert found.answer == list(range(1, 58))


def test_a_file_under_another_issues_name_is_counted_under_its_own(
    copy: Path, settings: Settings
) -> None:
    (copy / "measures" / "021-01.yaml").rename(copy / "measures" / "057-99.yaml")
    whole = open_ledger(Folder(copy)).ledger
    assert whole is not None
    for size in (1, 10, 1000):
        found = asked(copy, settings, size, named="2022-02-01")
        assert found.answer == overview(whole, "2022-02-01")


def test_what_cannot_be_read_is_named_once_and_in_order(copy: Path, settings: Settings) -> None:
    for name in ("issues/050.yaml", "issues/002.yaml", "measures/001-01.yaml"):
        (copy / name).write_text("", "utf-8")
    for size in (1, 10, 1000):
        found = asked(copy, settings, size)
        assert [finding.file for finding in found.unreadable] == [
            "issues/002.yaml", "issues/050.yaml", "measures/001-01.yaml",
        ]  # fmt: skip
        assert found.answer.issues.total == 55


def test_a_later_entry_in_any_part_moves_the_day_of_all(copy: Path, settings: Settings) -> None:
    late = copy / "issues" / "057.yaml"
    text = late.read_text("utf-8")
    assert text.count("date: 2021-10-31") == 1
    late.write_text(text.replace("date: 2021-10-31", "date: 2021-12-15"), "utf-8")
    for size in (1, 10, 1000):
        found = asked(copy, settings, size)
        assert (found.day, found.last_known, found.answer.day) == ("2021-12-15",) * 3


def test_what_is_done_is_told_up_to_the_whole(settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    asked(ROOT / "data", settings, 20, progress=lambda _, more, of: told.append((more, of)))
    assert len(told) > 10
    assert sum(more for more, _ in told) == 288
    assert {of for _, of in told} == {288}


def test_lists_of_parts_come_in_order_of_number(settings: Settings) -> None:
    job = partial(picked, Filters(), measures=True)
    root = Folder(ROOT / "data")
    found = ask(root, settings, job, lambda a, b: a + b, real=REAL, size=10)
    keys = [item.sort_key for item in found.answer]
    assert (len(keys), keys) == (231, sorted(keys))


names = st.lists(
    st.one_of(
        st.integers(1, 40).map(lambda n: f"{n:03}.yaml"),
        st.tuples(st.integers(1, 40), st.integers(1, 9)).map(lambda p: f"{p[0]:03}-{p[1]:02}.yaml"),
        st.sampled_from(["x.yaml", "①.yaml", "-.yaml", "12x.yaml", f"{'9' * 5000}.yaml"]),
    ),
    unique=True,
)


@given(names, names, st.integers(1, 30))
def test_parts_hold_every_file_once_and_no_issue_in_two(
    issues: list[str], measures: list[str], size: int
) -> None:
    listed = ListedFiles(
        [f"issues/{n}" for n in issues], [f"measures/{n}" for n in measures], [], []
    )
    parts = cut(listed, size)
    assert sorted(f for p in parts for f in p.issues) == sorted(listed.issues)
    assert sorted(f for p in parts for f in p.measures) == sorted(listed.measures)
    held = [
        {int(n) for n in re.findall(r"/(\d{3})(?=[.-])", " ".join([*p.issues, *p.measures]))}
        for p in parts
    ]
    assert sum(len(one) for one in held) == len(set().union(*held))
