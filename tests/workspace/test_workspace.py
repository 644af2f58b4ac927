"""A ledger in its folder: found, then opened completely or with all its errors, on its own date."""

import os
import zoneinfo
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rectledger.core.findings import Finding
from rectledger.core.model import Settings
from rectledger.errors import UsageError
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading import clock
from rectledger.workspace.reading.clock import today
from rectledger.workspace.reading.find_ledger import find
from rectledger.workspace.reading.load_in_parts import ask
from rectledger.workspace.reading.load_ledger import open_ledger, read_settings, with_places

LEDGER = """\
title: 巡察整改台账
language: zh
timezone: Asia/Shanghai
inspection:
  inspector: 第十巡察组
  inspected: 中级人民法院党组
  feedback: 2021-07-30
kinds:
  immediate: {name: 立行立改, months: 3}
outline:
  - {id: 1, title: 方面, sections: [{id: 1-4, title: 主要问题}]}
departments:
  enforcement: {name: 执行局}
"""
ISSUE = """\
id: 19
title: 到账执行款划付不及时
section: 1-4
kind: immediate
lead: enforcement
opened: 2021-07-30
"""
MEASURE = """\
issue: 19
number: 2
title: 清理执行款
lead: enforcement
"""


def log(*days: str) -> str:
    return "log:\n" + "".join(f"  - {{date: {day}, event: start, by: office}}\n" for day in days)


def write(root: Path, **files: str) -> Path:
    """A ledger with the given texts; `issues_019` is `issues/019.yaml`."""
    for name, text in files.items():
        file = root / f"{name.replace('_', '/', 1).replace('_', '-')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small ledger without errors."""
    return write(
        tmp_path / "ledger", ledger=LEDGER, issues_019=ISSUE, measures_019_02=MEASURE
    ).resolve()


def no_ledger(named: str | None, environ: dict[str, str], start: Path) -> UsageError:
    with pytest.raises(UsageError) as raised:
        find(named, environ, start)
    return raised.value


def test_the_ledger_that_is_named_is_found(root: Path, tmp_path: Path) -> None:
    assert find(str(root), {}, tmp_path) == root


def test_the_one_named_goes_before_the_environment(root: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", ledger=LEDGER)
    assert find(str(other), {"RECTLEDGER_DIR": str(root)}, root) == other


def test_the_environment_goes_before_the_current_folder(root: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", ledger=LEDGER)
    assert find(None, {"RECTLEDGER_DIR": str(root)}, other) == root


def test_naming_nothing_is_not_naming(root: Path) -> None:
    assert find(None, {"RECTLEDGER_DIR": ""}, root) == root


def test_an_empty_name_is_a_wrong_one(root: Path) -> None:
    # An unset variable results in this: another ledger would be used without a word.
    assert no_ledger("", {}, root).code == "no-ledger-there"


@pytest.mark.parametrize("below", ["", "issues", "issues/deep/deeper"])
def test_a_ledger_is_found_upwards(root: Path, below: str) -> None:
    (root / below).mkdir(parents=True, exist_ok=True)
    assert find(None, {}, root / below) == root


@pytest.mark.parametrize("below", ["", "docs", "data/issues"])
def test_a_ledger_in_a_folder_named_data_is_found_upwards(tmp_path: Path, below: str) -> None:
    write(tmp_path / "data", ledger=LEDGER)
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    assert find(None, {}, tmp_path / below) == tmp_path / "data"


def test_the_nearest_ledger_is_the_one(root: Path) -> None:
    inner = write(root / "archive" / "data", ledger=LEDGER)
    (root / "archive" / "docs").mkdir()
    assert find(None, {}, root / "archive" / "docs") == inner


def test_a_ledger_that_is_a_link_to_nothing_is_found_so_that_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").symlink_to("nowhere")
    assert find(None, {}, tmp_path) == tmp_path


def test_a_folder_without_a_ledger_is_a_wrong_name(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    error = no_ledger(str(tmp_path / "empty"), {}, root)
    assert error.code == "no-ledger-there"
    assert error.args_for_words == {"folder": str(tmp_path / "empty")}


def test_a_folder_that_is_not_there_is_a_wrong_name(root: Path, tmp_path: Path) -> None:
    assert no_ledger(str(tmp_path / "nowhere"), {}, root).code == "no-ledger-there"


def test_a_wrong_name_in_the_environment_is_one_too(root: Path, tmp_path: Path) -> None:
    assert no_ledger(None, {"RECTLEDGER_DIR": str(tmp_path)}, root).code == "no-ledger-there"


def test_a_ledger_inside_the_folder_that_is_named_is_hinted_at(tmp_path: Path) -> None:
    inside = write(tmp_path / "data", ledger=LEDGER)
    error = no_ledger(str(tmp_path), {}, tmp_path)
    assert error.code == "no-ledger-but-inside"
    assert error.args_for_words == {"folder": str(tmp_path), "inside": str(inside)}


def test_nothing_upwards_is_no_ledger() -> None:
    error = no_ledger(None, {}, Path("/dev"))
    assert error.code == "no-ledger"
    assert error.args_for_words == {"folder": "/dev"}


def test_having_no_ledger_is_wrong_usage() -> None:
    assert no_ledger(None, {}, Path("/dev")).exit_code == 2


def test_a_ledger_is_opened_with_its_records_by_file(root: Path) -> None:
    opened = open_ledger(Folder(root))
    assert opened.unreadable == ()
    assert opened.ledger is not None
    assert list(opened.ledger.issues) == ["issues/019.yaml"]
    assert list(opened.ledger.measures) == ["measures/019-02.yaml"]


def test_a_ledger_without_records_is_one(tmp_path: Path) -> None:
    opened = open_ledger(Folder(write(tmp_path, ledger=LEDGER)))
    assert opened.unreadable == ()
    assert opened.ledger is not None
    assert (opened.ledger.issues, opened.ledger.measures) == ({}, {})


def test_strays_are_named_and_hidden_files_are_not(root: Path) -> None:
    (root / "issues" / "notes.txt").touch()
    (root / "measures" / "019-02.yml").touch()
    (root / "measures" / ".gitkeep").touch()
    ledger = open_ledger(Folder(root)).ledger
    assert ledger is not None
    assert ledger.stray == ("issues/notes.txt", "measures/019-02.yml")


def test_a_record_beside_its_folder_is_a_stray(root: Path) -> None:
    (root / "003.yaml").touch()
    (root / "compose.yaml").touch()
    ledger = open_ledger(Folder(root)).ledger
    assert ledger is not None
    assert ledger.stray == ("003.yaml",)


def said(findings: tuple[Finding, ...]) -> list[str]:
    """Findings as "file:line:column code", without a position if they have none."""
    return [
        f"{f.file}:{f.line}:{f.column} {f.code}" if f.line else f"{f.file} {f.code}"
        for f in findings
    ]


def test_everything_that_cannot_be_read_is_said_in_one_go(root: Path) -> None:
    write(
        root,
        ledger=LEDGER.replace("language: zh", "language: de"),
        issues_001=ISSUE.replace("kind", "kin"),
        issues_002="",
        measures_001_01=MEASURE.replace("number: 2", "number: '2'"),
        measures_001_02=MEASURE + "<<<<<<< HEAD\n",
    )
    (root / "issues" / "003.yaml").symlink_to("019.yaml")
    os.mkfifo(root / "issues" / "004.yaml")
    (root / "issues" / "058.yaml").mkdir()
    opened = open_ledger(Folder(root))
    assert opened.ledger is None
    assert said(opened.unreadable) == [
        "ledger.yaml:2:1 unknown-value",
        "issues/001.yaml:1:1 missing-key",
        "issues/001.yaml:4:1 unknown-key",
        "issues/002.yaml:1:1 empty",
        "issues/003.yaml link",
        "issues/004.yaml not-a-file",
        "issues/058.yaml not-a-file",
        "measures/001-01.yaml:2:1 wrong-type",
        "measures/001-02.yaml:5:1 merge-conflict",
    ]


def test_what_can_be_read_of_a_broken_ledger_is_there(root: Path) -> None:
    write(root, issues_001="")
    opened = open_ledger(Folder(root))
    assert said(opened.unreadable) == ["issues/001.yaml:1:1 empty"]
    assert opened.ledger is not None
    assert list(opened.ledger.issues) == ["issues/019.yaml"]


def test_a_ledger_file_that_is_a_link_is_refused(root: Path) -> None:
    (root / "ledger.yaml").rename(root / "real.yaml")
    (root / "ledger.yaml").symlink_to("real.yaml")
    opened = open_ledger(Folder(root))
    assert opened.ledger is None
    assert said(opened.unreadable) == ["ledger.yaml link"]


def test_a_file_in_place_of_a_folder_of_records_is_said(tmp_path: Path) -> None:
    write(tmp_path, ledger=LEDGER)
    (tmp_path / "measures").touch()
    assert said(open_ledger(Folder(tmp_path)).unreadable) == ["measures cannot-open"]


def test_reading_a_ledger_changes_nothing_in_it(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    open_ledger(Folder(root), with_evidence=True)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


# Names for a machine's own zone, and zones that only some machines have.
NO_PLACES = [
    "localtime", "LOCALTIME", "posixrules", "Factory", "factory", "right/Asia/Shanghai",
    "Right/Asia/Shanghai", "posix/Asia/Shanghai", "posix/UTC", "asia/shanghai", "Asia/shanghai",
    "utc", ":UTC",
]  # fmt: skip


@pytest.mark.parametrize(
    "zone",
    [
        "Asia/Beijing", "asia/shanghai ", "../../etc/passwd", "/etc/passwd", "Asia", "x" * 300,
        *NO_PLACES,
    ],
)  # fmt: skip
def test_an_unknown_time_zone_is_said_at_its_place(root: Path, zone: str) -> None:
    write(root, ledger=LEDGER.replace("Asia/Shanghai", f'"{zone}"'))
    opened = open_ledger(Folder(root))
    assert opened.ledger is None
    assert said(opened.unreadable) == ["ledger.yaml:3:1 unknown-timezone"]
    assert opened.unreadable[0].args == {"word": zone}


def test_evidence_is_hashed_for_those_who_ask(root: Path) -> None:
    (root / "evidence" / "019").mkdir(parents=True)
    (root / "evidence" / "019" / "a.txt").write_bytes(b"")
    (root / "evidence" / "019" / "b.txt").symlink_to("a.txt")
    opened = open_ledger(Folder(root), with_evidence=True)
    assert opened.unreadable == ()
    assert said(opened.unopened) == ["evidence/019/b.txt link"]
    assert opened.ledger is not None
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert opened.ledger.evidence == {"evidence/019/a.txt": (0, nothing)}


def test_evidence_is_not_looked_at_for_others(root: Path) -> None:
    (root / "evidence").mkdir()
    (root / "evidence" / "a.txt").symlink_to("nowhere")
    opened = open_ledger(Folder(root))
    assert opened.unreadable == ()
    assert opened.ledger is not None
    assert opened.ledger.evidence == {}


LEFT = [
    ".ledger.yaml.tmp",
    "evidence/019/.report-3f2a91bc.pdf.tmp",
    "evidence/019/more/.a.tmp",
    "evidence/.a.tmp",
    "issues/.019.yaml.tmp",
    "measures/.019-02.yaml.tmp",
    "schema/.issue.json.tmp",
]
NOT_LEFT = [
    ".hidden/.a.tmp",
    ".rectledger.lock",
    "a.tmp",
    "evidence/.hidden/.a.tmp",
    "issues/.019.yaml.swp",
    "issues/deep/.a.tmp",
    "notes/.a.tmp",
]


def test_what_was_cut_off_is_found_for_those_who_ask(root: Path) -> None:
    for name in (*LEFT, *NOT_LEFT):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".a.tmp").touch()
    (root / "evidence" / "020").symlink_to(elsewhere)
    asked = open_ledger(Folder(root), with_evidence=True)
    assert asked.ledger is not None
    assert asked.ledger.leftovers == tuple(sorted(LEFT))
    assert asked.ledger.evidence == {}
    others = open_ledger(Folder(root)).ledger
    assert others is not None
    assert others.leftovers == ()


def test_a_link_that_was_left_is_named_and_a_folder_that_is_a_link_is_not_followed(
    root: Path,
) -> None:
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".a.tmp").touch()
    (root / "evidence").symlink_to(elsewhere)
    (root / "issues" / ".019.yaml.tmp").symlink_to("nowhere")
    ledger = open_ledger(Folder(root), with_evidence=True).ledger
    assert ledger is not None
    assert ledger.leftovers == ("issues/.019.yaml.tmp",)


def test_findings_are_given_their_places_in_their_files(root: Path) -> None:
    found = [
        Finding("unknown-kind", "issues/019.yaml", ("kind",)),
        Finding("unknown-department", "measures/019-02.yaml", ("lead",)),
        Finding("file-name", "issues/019.yaml"),
        Finding("gap", "issues/404.yaml", ("id",)),
    ]
    assert said(tuple(with_places(Folder(root), found))) == [
        "issues/019.yaml file-name",
        "issues/019.yaml:4:1 unknown-kind",
        "measures/019-02.yaml:4:1 unknown-department",
        "issues/404.yaml:1:1 gap",
    ]


def settings(root: Path, zone: str) -> Settings:
    ledger = open_ledger(Folder(write(root, ledger=LEDGER.replace("Asia/Shanghai", zone)))).ledger
    assert ledger is not None
    return ledger.settings


def test_no_zone_is_taken_that_another_machine_has_not_or_has_otherwise(tmp_path: Path) -> None:
    """Here each of these exists as a zone, whatever the machine has."""
    (found,) = {Path(top, "UTC") for top in zoneinfo.TZPATH if Path(top, "UTC").is_file()}
    for name in (*NO_PLACES, "Elsewhere/City"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(found.read_bytes())
    zoneinfo.reset_tzpath(to=[tmp_path])
    try:
        assert [name for name in NO_PLACES if clock.zone(name)] == []
        assert clock.zone("Elsewhere/City")
    finally:
        zoneinfo.reset_tzpath()


def test_every_other_zone_of_the_database_is_taken() -> None:
    known = zoneinfo.available_timezones() - {"localtime", "Factory"}
    assert known >= {"UTC", "Etc/UTC", "Etc/GMT-8", "Asia/Shanghai", "America/Argentina/Salta"}
    assert [name for name in known if clock.zone(name) is None] == []


def test_a_day_is_never_told_by_the_clock_of_the_machine(tmp_path: Path) -> None:
    known = settings(tmp_path, "UTC").model_copy(update={"timezone": "localtime"})
    with pytest.raises(LookupError):
        today(known, {})
    with pytest.raises(LookupError):
        clock.day_of(0, known)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Shanghai", "UTC"])
def test_today_is_the_day_in_the_zone_of_the_ledger(tmp_path: Path, zone: str) -> None:
    known = settings(tmp_path, zone)
    before = datetime.now(ZoneInfo(zone)).date().isoformat()
    day = today(known, {})
    after = datetime.now(ZoneInfo(zone)).date().isoformat()
    assert before <= day <= after


def test_it_is_never_the_same_day_at_both_ends_of_the_world(tmp_path: Path) -> None:
    east = settings(tmp_path, "Pacific/Kiritimati")
    west = settings(tmp_path, "Etc/GMT+12")
    assert today(west, {}) < today(east, {})


def test_the_environment_can_say_what_day_it_is(tmp_path: Path) -> None:
    known = settings(tmp_path, "Asia/Shanghai")
    assert today(known, {"RECTLEDGER_TODAY": "2021-11-29"}) == "2021-11-29"


@pytest.mark.parametrize("day", ["today", "2021-02-30", "20211129", "2021-11", " 2021-11-29"])
def test_a_day_in_the_environment_that_is_none_is_wrong_usage(tmp_path: Path, day: str) -> None:
    known = settings(tmp_path, "Asia/Shanghai")
    with pytest.raises(UsageError) as raised:
        today(known, {"RECTLEDGER_TODAY": day})
    assert raised.value.code == "bad-day"


def day_shown(root: Path, known_until: str | None, issue: str = "", measure: str = "") -> str:
    """The date a ledger is shown for when it is really 2026-01-01."""
    until = f"known_until: {known_until}\n" if known_until else ""
    write(root, ledger=LEDGER + until, issues_019=ISSUE + issue, measures_019_02=MEASURE + measure)
    known, _ = read_settings(Folder(root))
    assert known is not None
    asked = ask(Folder(root), known, lambda _part, day: day, lambda one, _: one, real="2026-01-01")
    assert asked.answer == asked.day == asked.last_known
    return asked.day


def test_the_day_to_show_is_today(tmp_path: Path) -> None:
    assert day_shown(tmp_path, None, log("2021-09-01")) == "2026-01-01"


def test_the_day_to_show_is_the_last_day_that_is_known(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2021-10-31", log("2021-09-01"), log("2021-10-01")) == "2021-10-31"


def test_a_later_entry_of_an_issue_moves_the_day_to_show(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2021-10-31", log("2021-09-01", "2021-11-05")) == "2021-11-05"


def test_a_later_entry_of_a_measure_moves_the_day_to_show(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2021-10-31", log("2021-11-05"), log("2021-12-24")) == "2021-12-24"


def test_the_day_to_show_is_never_past_the_real_day(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2021-10-31", log("2030-01-01")) == "2026-01-01"


def test_what_is_known_until_a_day_to_come_is_shown_as_of_the_real_day(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2030-12-31", log("2021-09-01")) == "2026-01-01"


def test_a_ledger_without_an_entry_is_shown_as_of_the_day_that_it_knows(tmp_path: Path) -> None:
    assert day_shown(tmp_path, "2021-10-31", "") == "2021-10-31"
