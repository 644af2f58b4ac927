"""`rectledger import`: whole sources become lawful ledgers, or nothing is written."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectledger.core.checks import check
from rectledger.exchange.imports.drafting.draft import draft
from rectledger.exchange.imports.drafting.entries import Origin
from rectledger.exchange.imports.read_source import read_source
from rectledger.exchange.imports.style import Style
from runner import Done, Runner
from transcript import IDENTITY, ROOT, surroundings

TEXTS = ROOT / "tests/exchange/imports/notices/texts"
TABLES = ROOT / "tests/exchange/imports/ledgers/tables"
SAMPLES = ROOT / "docs/samples"
SOURCES = sorted(
    path
    for folder in (TEXTS, TABLES, SAMPLES)
    for path in folder.iterdir()
    if path.suffix in (".txt", ".csv", ".xlsx", ".html")
)
HEAD = "序号,具体问题,整改类型,牵头部门,完成时限,整改状态\n"
ROWS = (
    "1,钥匙未交还,立行立改,办公室,2020-09-30,已完成\n2,台账不全,立行立改,财务科,9月30日,推进有力\n"
)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    run = Runner(tmp_path_factory.mktemp("streams"), publishing=True)
    yield run
    run.stop()


@pytest.fixture
def where(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/list.csv").write_text(HEAD + ROWS, "utf-8")
    return tmp_path / "here"


def imported(run: Runner, where: Path, *words: str, **environ: str) -> Done:
    return run(
        where, "--lang", "en", "import", *words, **{**IDENTITY, "HOME": str(where), **environ}
    )


def held(where: Path) -> list[str]:
    """Every file below a folder, but for git's own."""
    files = (path for path in where.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(where)) for path in files if ".git/" not in str(path))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_comes_in_is_a_lawful_ledger(source: Path, runner: Runner, where: Path) -> None:
    done = imported(runner, where, str(source), "--ledger", "new", "--skip-bad", "--json")
    said = json.loads(done.out)
    if not said["items"]:
        assert (said["outcome"], done.code) == ("refused", 1)
        assert held(where) == ["list.csv"]
        return
    assert done.code == (1 if said["refused"] else 0)
    assert said["outcome"] == "committed"
    checked = runner(where, "--ledger", "new", "check", "--json")
    found = json.loads(checked.out)["findings"]
    assert checked.code == 0, found
    assert {one["code"] for one in found} <= {
        "gap",
        "no-deadline",
        "unstated",
        "unassigned",
        "deadline-far",
    }
    assert (where / "new" / said["source"]).read_bytes() == source.read_bytes()
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=where / "new", env=surroundings(),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert status.stdout == ""


def test_what_is_not_understood_is_listed_by_cell_and_left_open(
    runner: Runner, where: Path
) -> None:
    said = json.loads(imported(runner, where, "list.csv", "--ledger", "new", "--json").out)
    assert [(one["where"], one["code"]) for one in said["listed"]] == [
        ("E3", "no-year"), ("F3", "unknown-state"), ("B3", "without-state"),
        ("ledger.yaml", "placeholders"),
    ]  # fmt: skip
    first, second = [one for one in said["items"] if "." not in one["ref"]]
    assert (first["state"], first["deadline"]) == ("closed", "2020-09-30")
    assert (second["state"], second["deadline"]) == ("open", None)
    entry = (where / "new/issues/001.yaml").read_text("utf-8")
    assert "at: B2" in entry
    assert "undated: true" in entry  # nobody said when it was closed


def test_a_number_twice_is_refused_unless_it_is_to_be_left_out(runner: Runner, where: Path) -> None:
    (where / "list.csv").write_text(HEAD + ROWS + "2,又一个,立行立改,财务科,,整改中\n", "utf-8")
    refused = imported(runner, where, "list.csv", "--ledger", "new", "--json")
    assert (refused.code, json.loads(refused.out)["outcome"]) == (1, "refused")
    assert held(where) == ["list.csv"]
    rest = imported(runner, where, "list.csv", "--ledger", "new", "--skip-bad", "--json")
    said = json.loads(rest.out)
    assert (rest.code, said["outcome"], said["complete"]) == (1, "committed", False)
    assert [one["code"] for one in said["refused"]] == ["number-twice"]
    assert len(list((where / "new/issues").iterdir())) == 2


@pytest.mark.parametrize(
    ("options", "code", "outcome"),
    [(("--strict",), 1, "refused"), (("--dry-run",), 0, "only-shown")],
)
def test_nothing_is_written(
    options: tuple[str, ...], code: int, outcome: str, runner: Runner, where: Path
) -> None:
    done = imported(runner, where, "list.csv", "--ledger", "new", "--json", *options)
    assert (done.code, json.loads(done.out)["outcome"]) == (code, outcome)
    shown = imported(runner, where, "list.csv", "--ledger", "new", *options)
    assert shown.code == code
    assert held(where) == ["list.csv"]


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("list.csv",), 2, "import-where"),
        (("none.csv", "--ledger", "new"), 4, "source-unreadable"),
        (("list.pdf", "--ledger", "new"), 4, "source-unknown-suffix"),
        (("broken.xlsx", "--ledger", "new"), 4, "source-not-a-workbook"),
        (("list.csv", "--ledger", "full"), 2, "import-in-the-way"),
        (("list.csv", "--ledger", "kept"), 2, "import-into-ledger"),
        (("list.csv", "--ledger", "new", "--profile", "nobody"), 2, "profile-unknown"),
        (("list.csv", "--ledger", "new", "--profile", "list.csv"), 2, "bad-profile"),
        (("list.csv", "--ledger", "new", "--feedback", "2021-13-45"), 2, "bad-day"),
        (("list.csv", "--ledger", "new", "--by", " "), 2, "says-nothing"),
    ],
)
def test_what_cannot_be_done_is_an_error(
    words: tuple[str, ...], code: int, error: str, runner: Runner, where: Path
) -> None:
    (where / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (where / "list.pdf").write_bytes(b"%PDF-1.4")
    (where / "full").mkdir()
    (where / "full/file").write_text("mine")
    (where / "kept").mkdir()
    (where / "kept/ledger.yaml").write_text("format: 1\n")
    before = held(where)
    done = imported(runner, where, *words, "--json")
    assert (done.code, json.loads(done.err or done.out)["error"]["code"]) == (code, error)
    assert held(where) == before


def test_in_a_repository_the_ledger_is_committed_there_and_nothing_else(
    runner: Runner, where: Path
) -> None:
    for command in (["init", "--quiet"], ["add", "list.csv"]):
        subprocess.run(["git", *command], cwd=where, env=surroundings(**IDENTITY), check=True)
    assert imported(runner, where, "list.csv", "--ledger", "data").code == 0
    assert not (where / "data/.git").exists()
    said = subprocess.run(
        ["git", "show", "--stat", "--format=%s", "HEAD"], cwd=where, env=surroundings(),
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert "data/ledger.yaml" in said
    assert "list.csv |" not in said


def test_where_git_refuses_nothing_is_left(runner: Runner, where: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=where, env=surroundings(), check=True)
    hook = where / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert imported(runner, where, "list.csv", "--ledger", "data").code == 4
    assert held(where) == ["list.csv"]
    index = subprocess.run(
        ["git", "ls-files"], cwd=where, env=surroundings(), capture_output=True, check=True
    )
    assert index.stdout == b""


def test_what_an_interrupted_run_left_is_in_nobodys_way(runner: Runner, where: Path) -> None:
    aside = where / ".new.import.tmp"
    (aside / "issues").mkdir(parents=True)
    (aside / "issues/001.yaml").write_text("half")
    assert imported(runner, where, "list.csv", "--ledger", "new").code == 0
    assert not aside.exists()


def test_a_profile_by_its_file_and_by_its_name(runner: Runner, where: Path) -> None:
    (where / "own.yaml").write_text(
        "profile: 1\nfor: our office\nwords:\n  state:\n    推进有力: active\n", "utf-8"
    )
    done = imported(runner, where, "list.csv", "--ledger", "a", "--profile", "own.yaml", "--json")
    said = json.loads(done.out)
    assert [one["state"] for one in said["items"]] == ["closed", "active"]
    assert "unknown-state" not in [one["code"] for one in said["listed"]]
    by_name = imported(runner, where, "list.csv", "--ledger", "b", "--profile", "gao")
    assert by_name.code in (0, 1)


HOSTILE = (
    "[red]x[/red]",
    "{said} %s {0}",
    "=cmd|' /C calc'!A0",
    "- a: b # c",
    "\u202eabc",
    "\u2028",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_data_is_no_markup_and_no_format(title: str, runner: Runner, where: Path) -> None:
    (where / "list.csv").write_text(
        f'{HEAD}1,"x {title}",{title},{title},{title},{title}\n', "utf-8"
    )
    done = imported(runner, where, "list.csv", "--ledger", "new")
    assert done.code == 0, done.said
    assert "Traceback" not in done.said
    assert runner(where, "--ledger", "new", "check").code == 0


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "已完成",
            "整改中",
            "2020-09-30",
            "9月30日",
            "立行立改",
            "办公室、财务科",
            "√",
            "合计",
            "1",
            "长期",
        ]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=6))
def test_any_table_makes_a_lawful_draft(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([HEAD.strip().split(","), *rows])
    data = out.getvalue().encode("utf-8", "replace")
    try:
        reading, declared = read_source(data, ".csv", Style())
    except Exception as error:
        assert type(error).__name__ == "SourceError"  # noqa: PT017
        return
    origin = Origin("sources/a-01234567.csv", "a.csv", "0" * 64, "Wang", "2020-12-01", "2020-12-01")
    made = draft(reading, declared, origin, timezone="UTC")
    from rectledger.core.model import Ledger

    ledger = Ledger(
        made.settings,
        {one.file: one for one in made.issues},
        {one.file: one for one in made.measures},
        evidence={origin.path: (len(data), origin.sha256)},
    )
    errors = [one for one in check(ledger, "2020-12-01") if one.severity == "error"]
    if made.issues:
        assert errors == []


def test_an_import_without_git_is_written_and_says_so(runner: Runner, where: Path) -> None:
    empty = where / "bin"
    empty.mkdir()
    environ: dict[str, Any] = {"PATH": str(empty)}
    done = imported(runner, where, "list.csv", "--ledger", "new", "--by", "Wang", **environ)
    assert done.code == 0, done.said
    assert "git is not installed" in done.out
    assert (where / "new/ledger.yaml").exists()
    shutil.rmtree(where / "new")
    assert os.listdir(where / "bin") == []  # noqa: PTH208


def test_no_two_departments_become_one(runner: Runner, where: Path) -> None:
    rows = "1,甲,,d2,,\n2,乙,,财务科,,\n3,丙,,Unassigned,,\n4,丁,,,,\n5,戊,,d1,,\n"
    (where / "list.csv").write_text(HEAD + rows, "utf-8")
    said = json.loads(imported(runner, where, "list.csv", "--ledger", "new", "--json").out)
    leads = [one["lead"] for one in said["items"]]
    assert leads[3] == "unassigned"
    assert len(set(leads)) == 5


@pytest.mark.parametrize(
    ("state", "wanted", "entered"),
    [
        ("已完成（2020年9月20日）", "closed", "2020-09-20"),
        ("Completed on 2030-01-01", "open", None),
        ("已完成。仍有2人未归还。", "open", None),
        ("已完成整改，余下3万元待追缴", "open", None),
        ("已销号，未验收", "open", None),
        ("尚未申请销号", "open", None),
    ],
)
def test_a_state_closes_only_what_is_closed(
    state: str, wanted: str, entered: str | None, runner: Runner, where: Path
) -> None:
    (where / "list.csv").write_text(f"{HEAD}1,甲,立行立改,办公室,2020-09-30,{state}\n", "utf-8")
    said = json.loads(imported(runner, where, "list.csv", "--ledger", "new", "--json").out)
    assert [one["state"] for one in said["items"]] == [wanted]
    if entered:
        text = (where / "new/issues/001.yaml").read_text("utf-8")
        assert f"date: {entered}" in text
        assert "undated: true" not in text


def test_no_closing_day_is_made_up(runner: Runner, where: Path) -> None:
    table = (
        "序号,问题,整改措施,整改完成日期,整改状态\n"
        "1,甲,措施一,2020-03-01,已完成\n,,措施二,2020-05-01,已完成\n"
        "2,乙,措施一,2020-03-01,已完成\n,,措施二,,已完成\n"
    )
    (where / "list.csv").write_text(table, "utf-8")
    assert imported(runner, where, "list.csv", "--ledger", "new").code == 0
    assert runner(where, "--ledger", "new", "check").code == 0

    def dated(ref: str) -> tuple[str, bool]:
        text = (where / f"new/measures/{ref}.yaml").read_text("utf-8")
        return text.partition("date: ")[2][:10], "undated: true" not in text

    assert [dated("001-01"), dated("001-02")] == [("2020-03-01", True), ("2020-05-01", True)]
    assert not dated("002-02")[1]


def test_two_imports_into_one_place_leave_one_whole_ledger(where: Path) -> None:
    rows = "".join(f"{n},问题{n},立行立改,办公室,,整改中\n" for n in range(1, 60))
    (where / "list.csv").write_text(HEAD + rows, "utf-8")
    command = [sys.executable, "-m", "rectledger", "import", "list.csv", "--ledger", "new"]
    environ = surroundings(**IDENTITY, HOME=str(where))
    pair = [
        subprocess.Popen(command, cwd=where, env=environ, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]  # fmt: skip
    assert sorted(one.wait(120) for one in pair) == [0, 2]
    assert len(list((where / "new/issues").iterdir())) == 59
    assert [name for name in held(where) if "import.tmp" in name] == []


def test_an_empty_folder_keeps_its_rights(runner: Runner, where: Path) -> None:
    (where / "new").mkdir(mode=0o700)
    assert imported(runner, where, "list.csv", "--ledger", "new").code == 0
    assert (where / "new").stat().st_mode & 0o777 == 0o700
    (where / "here").mkdir()
    shutil.copy(where / "list.csv", where / "here/list.csv")
    refused = imported(runner, where / "here", "list.csv", "--ledger", ".", "--json")
    assert refused.code == 2


def test_a_pipe_is_no_source(runner: Runner, where: Path) -> None:
    os.mkfifo(where / "pipe.csv")
    done = imported(runner, where, "pipe.csv", "--ledger", "new", "--json")
    assert json.loads(done.err or done.out)["error"]["code"] == "source-not-a-file"


PROFILES = {
    "words: {state: {Fine: waived}}": "words.state.Fine",
    "words: {state: {Fine: closed}}": "words.state.Fine",
    "words: {state: {Fine: ''}}": "words.state.Fine",
    "table: {columns: {problm: [What]}}": "table.columns.problm",
    "text: {labels: {problm: [What]}}": "text.labels.problm",
    "table: {columns: {fields.目标: [What]}}": "table.columns.fields.目标",
    "colour: red": "colour",
}


@pytest.mark.parametrize(("rule", "key"), PROFILES.items())
def test_a_profile_says_only_what_is_read(rule: str, key: str, runner: Runner, where: Path) -> None:
    (where / "own.yaml").write_text(f"profile: 1\nfor: us\n{rule}\n", "utf-8")
    done = imported(runner, where, "list.csv", "--ledger", "n", "--profile", "own.yaml", "--json")
    said = json.loads(done.err or done.out)["error"]
    assert (done.code, said["code"]) == (2, "bad-profile")
    assert f"`{key}`" in said["message"]


@pytest.mark.parametrize("rule", ["text:", "table: {sheets: null}", "words: {days: null}"])
def test_a_key_of_a_profile_may_be_empty(rule: str, runner: Runner, where: Path) -> None:
    (where / "own.yaml").write_text(f"profile: 1\nfor: us\n{rule}\n", "utf-8")
    done = imported(runner, where, "list.csv", "--ledger", "new", "--profile", "own.yaml")
    assert done.code == 0, done.said


def test_a_profile_gives_a_kind_its_code_and_a_field_its_column(
    runner: Runner, where: Path
) -> None:
    (where / "own.yaml").write_text(
        "profile: 1\nfor: us\nwords:\n  kind: {马上办: urgent}\n"
        "table:\n  columns:\n    fields.room: [房间]\n", "utf-8"
    )  # fmt: skip
    (where / "list.csv").write_text(
        "序号,问题,整改类型,牵头部门,房间\n1,甲,马上办,办公室,三楼\n", "utf-8"
    )
    done = imported(runner, where, "list.csv", "--ledger", "n", "--profile", "own.yaml", "--json")
    (item,) = json.loads(done.out)["items"]
    assert (item["kind"], item["fields"]) == ("urgent", {"room": "三楼"})
    assert runner(where, "--ledger", "n", "check").code == 0


def test_a_ledger_is_not_made_inside_another(runner: Runner, where: Path) -> None:
    assert imported(runner, where, "list.csv", "--ledger", "new").code == 0
    inner = imported(runner, where, "list.csv", "--ledger", "new/inner", "--json")
    assert json.loads(inner.err or inner.out)["error"]["code"] == "begin-inside-ledger"
    assert not (where / "new/inner").exists()


def test_a_text_without_items_says_so_once(runner: Runner, where: Path) -> None:
    (where / "memo.txt").write_text("Memo\n\nNothing is listed here.\n", "utf-8")
    done = imported(runner, where, "memo.txt", "--ledger", "new", "--json")
    codes = [one["code"] for one in json.loads(done.out)["listed"]]
    assert codes.count("no-items") == 1
