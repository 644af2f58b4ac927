"""`rectledger export` as a whole command: on the real ledger, on a broken one, and at commits."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
import vobject

from ledgers import ALONE, Place, begin, commit, git, ledger
from runner import DATA, Done, Runner
from transcript import IN_ANY_LOCALE, WHERE_IT_IS, surroundings

FORMS = ("csv", "json", "ics")
HYPERLINK = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of the real ledger."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    root = ledger(begin(tmp_path / "top") / "ledger")
    commit(root.parent)
    return Place(rectledger, root.parent, root)


def exported(rectledger: Runner, root: Path, *words: str) -> Done:
    """The output of a command, in English by default."""
    return rectledger(root, "--lang", "en", "export", *words, "--ledger", ".")


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def events(text: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def said(rectledger: Runner, *words: str) -> dict[str, Any]:
    done = rectledger(DATA, *words, "--json")
    assert done.code == 0
    return dict(json.loads(done.out))


def test_a_table_and_a_calendar_are_in_the_ledgers_language(rectledger: Runner) -> None:
    table = rectledger(DATA, "export", "csv", RECTLEDGER_LANG="en").out
    assert next(iter(rows(table)))["牵头部门"] == "办公室"
    calendar = rectledger(DATA, "export", "ics", RECTLEDGER_LANG="en").out
    assert "SUMMARY:时限：12" in calendar
    assert "SUMMARY:Deadline: 12" in rectledger(DATA, "export", "ics", "--lang", "en").out


# Compared with the other commands, on the real ledger


def test_the_table_has_what_list_and_status_have(rectledger: Runner) -> None:
    found = rows(exported(rectledger, DATA, "csv").out)
    items = said(rectledger, "list")["items"]
    assert [one["Issue no."] for one in found] == [item["ref"] for item in items]
    assert [one["Title"] for one in found] == [item["title"] for item in items]
    assert [one["Deadline"] or None for one in found] == [item["deadline"] for item in items]
    counts = said(rectledger, "status")["issues"]
    assert sum(one["Closed"] != "" for one in found) == counts["closed"] == 48
    assert sum(one["Routine"] == "yes" for one in found) == counts["standing"] == 14
    assert sum(one["On time"] == "yes" for one in found) == counts["on_time"]
    assert {one["As of"] for one in found} == {"2021-10-31"}


def test_the_table_of_measures_in_chinese(rectledger: Runner) -> None:
    found = rows(exported(rectledger, DATA, "csv", "--measures", "--lang", "zh").out)
    items = said(rectledger, "list", "--measures", "--lang", "zh")["items"]
    assert [f"{one['问题编号']}.{one['措施序号']}" for one in found] == [i["ref"] for i in items]
    assert [one["事项"] for one in found] == [item["title"] for item in items]


def test_lines_end_as_excel_ends_them(rectledger: Runner, tmp_path: Path) -> None:
    exported(rectledger, DATA, "csv", "-o", str(tmp_path / "out.csv"))
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith("\ufeffIssue no.,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 58
    exported(rectledger, DATA, "ics", "-o", str(tmp_path / "out.ics"))
    data = (tmp_path / "out.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\r\n") == data.count(b"\n")


@pytest.mark.parametrize("day", [[], ["--as-of", "2021-10-30"], ["--as-of", "2022-05-01"]])
def test_the_whole_ledger_has_what_list_has(rectledger: Runner, day: list[str]) -> None:
    found = json.loads(exported(rectledger, DATA, "json", "--internal", *day).out)
    for key, more in (("issues", []), ("measures", ["--measures"])):
        items = said(rectledger, "list", *more, *day)["items"]
        shared = ("ref", "state", "result", "lead", "support", "deadline", "overdue", "standing")
        told = [{name: one["computed"][name] for name in shared} for one in found[key]]
        assert told == [{name: item[name] for name in shared} for item in items]
    counts = said(rectledger, "status", *day)
    computed = [one["computed"] for one in found["issues"]]
    assert sum(one["counted"] for one in computed) == counts["issues"]["closed"]
    assert sum(one["due_soon"] for one in computed) == counts["issues"]["due_soon"]
    over = {one["ref"]: one["days_over"] for one in computed if one["overdue"]}
    assert over == {one["ref"]: one["days"] for one in counts["overdue"]}
    assert found["as_of"] == counts["as_of"]


def test_the_calendar_has_every_deadline_and_every_review(rectledger: Runner) -> None:
    done = exported(rectledger, DATA, "ics", "--measures")
    by_name = {str(one["UID"]).rpartition("-")[0]: one for one in events(done.out)}
    whole = json.loads(exported(rectledger, DATA, "json").out)
    computed = [one["computed"] for one in (*whole["issues"], *whole["measures"])]
    ongoing = ("open", "active", "submitted")
    deadlines = {c["ref"]: c["deadline"] for c in computed if c["deadline"]}
    held = {c["ref"] for c in computed if c["deadline"] and c["state"] in ongoing}
    reviews = {c["ref"]: c["next_review"] for c in computed if c["next_review"]}
    days = {name: one.start.isoformat() for name, one in by_name.items()}
    assert {n.removesuffix("-deadline"): d for n, d in days.items() if "dead" in n} == deadlines
    confirmed = {name for name, one in by_name.items() if one["STATUS"] == "CONFIRMED"}
    assert {n.removesuffix("-deadline") for n in confirmed if "deadline" in n} == held
    assert {n.removesuffix("-review"): days[n] for n in confirmed if "review" in n} == reviews
    assert len(list(vobject.readOne(done.out).getChildren())) == len(by_name) + 9


@pytest.mark.parametrize("form", FORMS)
def test_only_what_a_department_leads(rectledger: Runner, form: str) -> None:
    items = said(rectledger, "list", "--department", "enforcement")["items"]
    names = ("enforcement", "Enforcement Bureau")
    named = [exported(rectledger, DATA, form, "--department", name).out for name in names]
    assert named[0] == named[1]
    found = {
        "csv": lambda text: [one["Issue no."] for one in rows(text)],
        "json": lambda text: [one["computed"]["ref"] for one in json.loads(text)["issues"]],
        "ics": lambda text: [one["UID"].partition("-")[0] for one in events(text)],
    }[form](named[0])
    assert dict.fromkeys(found) == {item["ref"]: None for item in items}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_ledger_and_day_give_the_same_bytes(rectledger: Runner, form: str) -> None:
    first, second = (
        rectledger(DATA, "export", form, RECTLEDGER_TODAY=f"{year}-12-01") for year in (2021, 2022)
    )
    assert first.out == second.out != ""


def test_a_large_ledger_is_exported_by_several_processes_as_by_one(
    rectledger: Runner, tmp_path: Path
) -> None:
    root = ledger(tmp_path / "ledger")
    text = (root / "issues/003.yaml").read_text("utf-8")
    for number in range(4, 5004):
        (root / f"issues/{number:03}.yaml").write_text(text.replace("id: 3", f"id: {number}"))
    found = rows(exported(rectledger, root, "csv").out)
    assert [one["Issue no."] for one in found] == [str(n) for n in range(1, 5004)]
    whole = json.loads(exported(rectledger, root, "json").out)
    assert [one["id"] for one in whole["issues"]] == [*range(1, 5004)]
    assert len({str(one["UID"]) for one in events(exported(rectledger, root, "ics").out)}) == 5003


# At commits


def test_what_a_commit_has(place: Place) -> None:
    before = place.git("rev-parse", "HEAD")
    place.done("close", "2", "--by", "office", "--date", "2021-10-01")
    for at, state in ((before, "open"), ("HEAD", "closed")):
        done = place.run("export", "json", "--at", at)
        whole = json.loads(done.out)
        assert whole["issues"][1]["computed"]["state"] == state
        assert whole["at"] == git(place.top, "rev-parse", at)
    old, new = (events(place.run("export", "ics", "--at", at).out)[1] for at in (before, "HEAD"))
    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 2)
    assert (old["STATUS"], new["STATUS"]) == ("CONFIRMED", "CANCELLED")
    tables = [rows(place.run("export", "csv", "--at", at).out) for at in (before, "HEAD")]
    assert [table[1]["State"] for table in tables] == ["open", "closed"]


def test_an_extension_moves_the_event_that_is_there(place: Place) -> None:
    first = events(place.run("export", "ics").out)
    extend = ("extend", "1", "--to", "2022-03-31", "--note", "late", "--approved-by", "Liu")
    place.done(*extend, "--by", "office", "--date", "2021-10-01")
    second = events(place.run("export", "ics").out)
    assert [one["UID"] for one in first] == [one["UID"] for one in second]
    assert (first[0].start.isoformat(), second[0].start.isoformat()) == ("2021-10-31", "2022-03-31")
    assert [one["SEQUENCE"] for one in first] == [0, 0, 0]
    assert [one["SEQUENCE"] for one in second] == [2, 0, 0]


@pytest.mark.parametrize("target", ["-", "/dev/stdout"])
def test_a_stream_has_the_export_and_no_words_besides(rectledger: Runner, target: str) -> None:
    for form in FORMS:
        assert exported(rectledger, DATA, form, "-o", target) == exported(rectledger, DATA, form)


def test_what_was_written_is_said_as_json(rectledger: Runner, tmp_path: Path) -> None:
    target = tmp_path / "whole.json"
    done = exported(rectledger, DATA, "json", "-o", str(target), "--json")
    data = target.read_bytes()
    assert json.loads(done.out) == {
        "version": 1, "as_of": "2021-10-31", "complete": True, "kind": "export", "format": "json",
        "file": str(target), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


# Unreadable files


def test_what_can_be_read_is_given_and_what_cannot_is_named(rectledger: Runner, real: Path) -> None:
    path = real / "issues/019.yaml"
    path.write_text(path.read_text("utf-8").replace("due: 2022-01-30", "due: 2022-02-30"), "utf-8")
    for form in FORMS:
        done = exported(rectledger, real, form)
        assert done.code == 3
        assert "issues/019.yaml:9:1 " in done.err
        coded = exported(rectledger, real, form, "-o", "../out")
        assert (coded.code, coded.err) == (3, done.err)
        assert coded.out == "wrote ../out (as of 2021-10-31)\n"
        assert (real.parent / "out").read_text("utf-8") == done.out
    assert len(rows(exported(rectledger, real, "csv").out)) == 56
    whole = exported(rectledger, real, "json", "--json")
    assert (json.loads(whole.out)["complete"], len(json.loads(whole.out)["issues"])) == (False, 56)
    assert json.loads(whole.err)["error"]["where"] == "issues/019.yaml:9:1"
    calendar = icalendar.Calendar.from_ical(exported(rectledger, real, "ics").out)
    assert calendar["DESCRIPTION"].splitlines()[1] == (
        "Incomplete: 1 ledger file cannot be read: issues/019.yaml"
    )


def test_without_readable_settings_nothing_is_written(rectledger: Runner, real: Path) -> None:
    (real / "ledger.yaml").write_text("title: x\n")
    for form in FORMS:
        done = exported(rectledger, real, form, "-o", "../out")
        assert (done.code, done.out) == (3, "")
    assert not (real.parent / "out").exists()


# Wrong use


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["csv", "--json"], "export-not-json", "cannot use --json with"),
        (["ics", "--json"], "export-not-json", "cannot use --json with"),
        (["json", "--measures"], "export-measures", "cannot use --measures"),
        (["csv", "--department", "nobody"], "unknown-filter", "unknown department `nobody`"),
        (["xml"], "usage", "FORM must be one of: csv, json, ics"),
        ([], "usage", "missing FORM"),
        (["csv", "-o", "ledger.yaml"], "out-in-ledger", "it is part of the ledger"),
        (["csv", "-o", "."], "out-is-folder", "is a folder"),
        (["csv", "-o", ""], "no-name", "requires a file name"),
        (["json", "-o", "none/x.json"], "out-no-folder", "folder none does not exist"),
        (["ics", "--as-of", "2021-13-01"], "bad-day", "invalid date"),
    ],
)
def test_wrong_use_is_refused(place: Place, words: list[str], code: str, said: str) -> None:
    if "--json" in words:
        done = place.run("export", *words)
        error = json.loads(done.err)["error"]
        assert (done.out, done.code) == ("", 2)
        assert (error["code"], said in error["message"], bool(error["hint"])) == (code, True, True)
        return
    done = place.run("export", *words)
    assert done.out == ""
    assert said in done.err
    assert " hint: " in done.err
    assert done.code == (4 if code in ("out-is-folder", "out-no-folder") else 2)
    assert place.git("status", "--porcelain") == ""


def python(code: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, after some code."""
    begin = f"import sys\n{code}\nfrom rectledger.__main__ import main\n"
    return subprocess.run(
        [*IN_ANY_LOCALE, "-c", f"{begin}sys.argv = ['rectledger', *{[*words]!r}]\nmain()"],
        cwd=DATA, capture_output=True, check=False, timeout=60,
        env=surroundings(
            **ALONE, **WHERE_IT_IS, PYTHONUTF8="0", LC_ALL="C", PYTHONIOENCODING="latin-1"
        ),
    )  # fmt: skip


def test_without_the_library_a_line_says_what_to_install(rectledger: Runner) -> None:
    gone = "sys.modules['icalendar'] = None"
    done = python(gone, "export", "ics")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: this requires icalendar, which is not installed\n"
        " hint: Install it: in a clone of rectledger, run pip install '.[publish]'\n"
    )
    for form in ("csv", "json"):
        assert python(gone, "export", form).returncode == 0


@pytest.mark.parametrize("form", FORMS)
def test_the_bytes_are_utf8_whatever_the_terminal_takes(rectledger: Runner, form: str) -> None:
    done = python("", "export", form, "--lang", "zh")
    assert done.returncode == 0
    assert "专项清理" in done.stdout.decode() or "到账执行款划付不及时" in done.stdout.decode()
    assert (
        done.stdout.decode().replace("\r\n", "\n")
        == exported(rectledger, DATA, form, "--lang", "zh").out
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is full")
def test_a_disk_that_is_full_ends_with_4(rectledger: Runner) -> None:
    assert rectledger(DATA, "export", "csv", out="/dev/full").code == 4
    done = exported(rectledger, DATA, "csv", "-o", "/dev/full")
    assert (done.code, "No space left on device" in done.err) == (4, True)


# In a spreadsheet


# LibreOffice's import options: as is, but evaluating cells that begin with =.
OPENING = "CSV:44,34,UTF8,1,,0,false,true,false,false,false,0,true"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def opened(path: Path) -> list[list[tuple[str, str]]]:
    """The cells of a table as shown by LibreOffice, each with the type it assigns."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless",
         f"--infilter={OPENING}", "--convert-to", "fods", "--outdir", path.parent, path],
        env={**os.environ, "HOME": str(path.parent)}, capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    sheet = ElementTree.parse(path.with_suffix(".fods")).find(f".//{{{TABLE}}}table")  # noqa: S314  # our own
    assert sheet is not None
    shown = []
    for row in sheet.iter(f"{{{TABLE}}}table-row"):
        cells: list[tuple[str, str]] = []
        for cell in row.iter(f"{{{TABLE}}}table-cell"):
            formula = cell.get(f"{{{TABLE}}}formula")
            form = "formula" if formula else cell.get(f"{{{OFFICE}}}value-type", "")
            text = "\n".join("".join(p.itertext()) for p in cell.iter(f"{{{TEXT}}}p"))
            cells += [(text, form)] * int(cell.get(f"{{{TABLE}}}number-columns-repeated", "1"))
        shown.append(cells)
    return shown


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_shows_what_is_there_and_computes_nothing(
    rectledger: Runner, tmp_path: Path
) -> None:
    root = shutil.copytree(DATA, tmp_path / "data")
    path = root / "issues/021.yaml"
    text = path.read_text("utf-8")
    hostile = {
        "到账执行款划付不及时": f"'{HYPERLINK}'",
        "执行款管理制度已出台，": '"-2+3\\n“一”,\\"二\\"；',
    }
    for old, new in hostile.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text.replace("专项清理已开展。", '三"'), "utf-8")
    made = exported(rectledger, root, "csv", "--lang", "zh", "-o", str(tmp_path / "made.csv"))
    assert (made.code, made.err) == (0, "")
    shown = opened(tmp_path / "made.csv")
    with (tmp_path / "made.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert [[text for text, _form in row][: len(written[0])] for row in shown] == written
    by_header = dict(zip(written[0], shown[21], strict=False))
    assert by_header["事项"] == (f"'{HYPERLINK}", "string")
    assert by_header["整改进展"] == ('\'-2+3\n“一”,"二"；三', "string")
    assert by_header["时限"] == ("2021-10-31", "date")
    assert by_header["问题编号"] == ("21", "float")
    assert {form for row in shown for _text, form in row} == {"string", "float", "date", ""}
    # Confirm that without the escape it would be evaluated.
    (tmp_path / "bare.csv").write_text("=1+1,'=1+1\n")
    assert opened(tmp_path / "bare.csv")[0][:2] == [("2", "formula"), ("'=1+1", "string")]
