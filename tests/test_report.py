"""`rectledger report` as whole commands: forms, files, templates, checks, and refusals."""

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest
from cmarkgfm import github_flavored_markdown_to_html as rendered

from ledgers import begin, commit, git
from rectledger.publish.document_kinds import KINDS
from runner import DATA, Runner
from transcript import PYTHON

NOTICE = ("--lang", "en", "report", "notice")


def ledger(folder: Path) -> Path:
    """A copy of the real ledger that tests may change."""
    return shutil.copytree(DATA, folder / "ledger")


def plain(markdown: str) -> str:
    """Markdown without the escapes against a forge's own syntax."""
    return re.sub("</?span>", "", markdown)


def test_the_notice_has_the_figures_of_the_case(publishing: Runner) -> None:
    done = publishing(DATA, *NOTICE)
    assert (done.code, done.err) == (0, "")
    for said in (
        "13 sections in 3 aspects",
        "57 issues. 48 of them are closed (48/57, 84.2%)",
        "of which 14 are kept up as routine; 9 are ongoing",
        "| All | 57 | 48 | 14 | 9 | 0 |",
        "| Immediate | 28 |",
        "| Three months | 20 |",
        "| Six months | 7 |",
        "| Long-term | 2 |",
        "20 8321 0090",
    ):
        assert said in plain(done.out)


def test_markdown_is_shown_by_a_renderer(publishing: Runner) -> None:
    page = rendered(publishing(DATA, *NOTICE).out)
    assert page.count("<h4>") == 57
    assert page.count("<table>") == 1
    assert "<h3>(4) Enforcement is neither good nor quick enough</h3>" in page


def test_names_and_leads_are_in_only_when_asked_for(publishing: Runner, tmp_path: Path) -> None:
    place = ledger(tmp_path)
    issue = place / "issues" / "021.yaml"
    issue.write_text(issue.read_text("utf-8").replace("opened:", "leader: Chen Wei\nopened:"))
    public, internal = publishing(place, *NOTICE), publishing(place, *NOTICE, "--internal")
    assert "Chen Wei" not in public.out
    assert "Lead department" not in public.out
    assert "Lead department: Enforcement Bureau; supporting: " in internal.out
    assert "leader in charge: Chen Wei" in internal.out


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (("-o", "a.md"), b"# "),
        (("-o", "a.html"), b"<!doctype html>"),
        (("-o", "a.HTM"), b"<!doctype html>"),
        (("-o", "a.docx"), b"PK"),
        (("-o", "a.txt", "--format", "html"), b"<!doctype html>"),
        (("-o", "a.docx", "--format", "md"), b"# "),
    ],
)
def test_the_name_of_the_file_tells_the_form(
    publishing: Runner, tmp_path: Path, options: tuple[str, ...], begins: bytes
) -> None:
    done = publishing(tmp_path, "--ledger", str(DATA), *NOTICE, *options)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / options[1]).read_bytes().startswith(begins)
    assert done.out == f"wrote {options[1]} (as of 2021-10-31)\n"


def test_what_was_written_is_said_as_json(publishing: Runner, tmp_path: Path) -> None:
    done = publishing(tmp_path, "--ledger", str(DATA), *NOTICE, "-o", "a.md", "--json")
    said = json.loads(done.out)
    data = (tmp_path / "a.md").read_bytes()
    assert said == {
        "version": 1, "as_of": "2021-10-31", "complete": True, "kind": "notice", "format": "md",
        "file": "a.md", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_a_file_is_held_against_the_ledger(publishing: Runner, tmp_path: Path, form: str) -> None:
    place = ledger(tmp_path)
    file = str(tmp_path / f"a.{form}")
    publishing(place, *NOTICE, "-o", file)
    same = publishing(place, *NOTICE, "--check", file)
    assert (same.code, same.err) == (0, "")
    assert "matches the ledger (as of 2021-10-31)" in " ".join(same.out.split())
    earlier = publishing(place, *NOTICE, "--check", file, "--as-of", "2021-10-30")
    assert (earlier.code, earlier.out) == (1, "")
    assert "does not match the ledger as of 2021-10-30" in " ".join(earlier.err.split())
    assert json.loads(publishing(place, *NOTICE, "--check", file, "--json").out)["same"] is True
    with Path(file).open("ab") as stream:
        stream.write(b"\n")
    assert publishing(place, *NOTICE, "--check", file).code == 1


def test_an_office_words_it_by_its_own_template(publishing: Runner, tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("# 通报：{{ issues.total }}/{{ issues.closed }}\n", "utf-8")
    done = publishing(DATA, *NOTICE, "--template", str(tmp_path / "own.md"))
    assert (done.code, done.out) == (0, "# 通报：57/48\n")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.template])
def test_the_built_in_template_printed_and_handed_in_gives_the_same(
    publishing: Runner, tmp_path: Path, language: str, kind: str
) -> None:
    printed = publishing(tmp_path, "report", kind, "--print-template", "--lang", language)
    assert (printed.code, printed.err) == (0, "")
    (tmp_path / "own.md").write_text(printed.out, "utf-8")
    asked = ("--lang", language, "report", kind, *(["19"] if kind == "closure" else []))
    own = publishing(DATA, *asked, "--template", str(tmp_path / "own.md"))
    assert own.out == publishing(DATA, *asked).out != ""


def test_what_is_published_is_in_the_ledgers_language_whoever_makes_it(
    publishing: Runner, tmp_path: Path
) -> None:
    file = str(tmp_path / "notice.md")
    made = publishing(DATA, "report", "notice", "-o", file, RECTLEDGER_LANG="en")
    assert "wrote" in " ".join(made.out.split())
    assert Path(file).read_text("utf-8").startswith("# 中共广州市中级人民法院党组巡察")
    assert publishing(DATA, "report", "notice", "--check", file, RECTLEDGER_LANG="zh").code == 0
    other = publishing(DATA, "report", "notice", "--check", file, "--lang", "en")
    assert other.code == 1
    template = publishing(DATA, "report", "notice", "--print-template", RECTLEDGER_LANG="en")
    assert "巡察整改情况通报" in template.out
    elsewhere = publishing(tmp_path, "report", "notice", "--print-template", RECTLEDGER_LANG="en")
    assert "notice of rectification" in elsewhere.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report",), 2, "missing KIND"),
        (("report", "poem"), 2, "KIND must be one of: notice, ledger"),
        ((*NOTICE, "--format", "xlsx"), 2, "does not support the format xlsx"),
        ((*NOTICE, "-o", "a.xlsx"), 2, "Use one of: md, html, docx."),
        ((*NOTICE, "-o", "a.pdf"), 2, "convert it (`soffice --headless"),
        ((*NOTICE, "-o", "a"), 2, "cannot tell the format"),
        ((*NOTICE, "21"), 2, "cannot use REF with `report notice`"),
        ((*NOTICE, "--since", "2021-09-30"), 2, "it is for `report bulletin`"),
        ((*NOTICE, "--json"), 2, "--json requires -o or --check"),
        ((*NOTICE, "-o", "a.md", "--check", "a.md"), 2, "cannot use -o with --check"),
        ((*NOTICE, "--department", "nobody"), 2, "unknown department `nobody`"),
        ((*NOTICE, "--template", "none.md"), 4, "none.md: No such file or directory"),
        ((*NOTICE, "--check", "none.md"), 4, "none.md: No such file or directory"),
        ((*NOTICE, "-o", "none/a.md"), 4, "folder none does not exist"),
        ((*NOTICE, "-o", "/dev/full", "--format", "md"), 4, "No space left"),
        (("report", "ledger", "--template", "a.md"), 2, "does not use a template"),
        (("report", "ledger", "--print-template"), 2, "does not use a template"),
        ((*NOTICE, "--json", "-o", "-"), 2, "--json requires -o or --check"),
        ((*NOTICE, "-o", "."), 4, ". is a folder"),
        ((*NOTICE, "--check", "."), 4, "cannot read .: Is a directory"),
        ((*NOTICE, "-o"), 2, "See `rectledger report --help`"),
        ((*NOTICE, "-o", ""), 2, "-o requires a file name"),
        ((*NOTICE, "--check", ""), 2, "--check requires a file name"),
        (("report", "ledger", "--template", ""), 2, "--template requires a file name"),
        ((*NOTICE, "--format", "md", "-o", "/dev/fd/99"), 4, "No such file or directory"),
        ((*NOTICE, "--print-template", "-o", "a.md"), 2, "cannot use -o with"),
        ((*NOTICE, "--print-template", "--as-of", "2021-13-01"), 2, "cannot use --as-of with"),
        ((*NOTICE, "--print-template", "--department", "x"), 2, "cannot use --department"),
        ((*NOTICE, "--print-template", "--internal"), 2, "cannot use --internal with"),
        (("--ledger", "nowhere", "report", "notice", "--print-template"), 2, "no ledger in"),
        (
            ("report", "overdue", "--template", "a", "-o", "a.xlsx"),
            2,
            "cannot use --template with the format xlsx",
        ),
        (("report", "closure", "19", "--department", "finance"), 2, "cannot use --department"),
        (("report", "closure"), 2, "requires an issue number"),
        (("report", "closure", "21.1"), 2, "21.1 is a measure"),
        (("report", "closure", "99"), 2, "99 is not in this ledger"),
        (("report", "closure", "x"), 2, "is not an issue or measure"),
    ],
)
def test_what_is_wrong_is_said(
    publishing: Runner, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = publishing(tmp_path, "--ledger", str(DATA), *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_broken_template_leaves_the_old_document(publishing: Runner, tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("{{ nobody }}")
    (tmp_path / "a.md").write_text("old")
    arguments = ("--ledger", str(DATA), *NOTICE, "-o", "a.md", "--template", "own.md")
    done = publishing(tmp_path, *arguments)
    assert done.code == 2
    assert "own.md:1: 'nobody' is undefined" in " ".join(done.err.split())
    assert (tmp_path / "a.md").read_text() == "old"


def test_a_template_that_is_no_text_is_refused(publishing: Runner, tmp_path: Path) -> None:
    (tmp_path / "own.md").write_bytes(b"\xc4\xe3")
    done = publishing(DATA, *NOTICE, "--template", str(tmp_path / "own.md"))
    assert done.code == 2
    assert "it is not UTF-8 text" in done.err
    (tmp_path / "own.md").write_bytes(b" \n")
    done = publishing(DATA, *NOTICE, "--template", str(tmp_path / "own.md"))
    assert done.code == 2
    assert "the file is empty" in done.err
    (tmp_path / "own.md").write_bytes(b"a\tb\r\nc\x1b[31m\x00")
    done = publishing(DATA, *NOTICE, "--template", str(tmp_path / "own.md"))
    assert done.code == 2
    assert "it contains control characters" in done.err


def test_what_cannot_be_read_is_said_in_the_document_and_beside_it(
    publishing: Runner, tmp_path: Path
) -> None:
    place = ledger(tmp_path)
    (place / "issues" / "021.yaml").write_text("id: x\n")
    done = publishing(place, *NOTICE)
    assert done.code == 3
    assert "issues/021.yaml" in done.err
    assert "Incomplete: 1 ledger file cannot be read: issues/021" in done.out
    checked = publishing(place, *NOTICE, "--check", str(place / "ledger.yaml"), "--format", "md")
    assert checked.code == 3


def test_a_commit_is_told_of(publishing: Runner, tmp_path: Path) -> None:
    place = ledger(begin(tmp_path))
    sha = commit(tmp_path)
    (place / "issues" / "021.yaml").unlink()
    done = publishing(place, *NOTICE, "--at", "HEAD")
    assert done.code == 0
    assert f"From the files of commit {sha[:10]}" in plain(done.out)
    assert "57 issues" in done.out


def test_a_commit_is_not_held_against_a_later_one(publishing: Runner, tmp_path: Path) -> None:
    place = ledger(begin(tmp_path))
    for day in (1, 2):
        made = {"GIT_COMMITTER_DATE": f"2021-11-0{day}T09:00:00+0800"}
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "x", **made)
    bulletin = ("--lang", "en", "report", "bulletin")
    done = publishing(place, *bulletin, "--since", "HEAD", "--at", "HEAD~1")
    assert done.code == 2
    assert "--since HEAD is a later commit than --at HEAD~1" in done.err
    assert publishing(place, *bulletin, "--since", "HEAD~1", "--at", "HEAD").code == 0


def test_programs_are_told_of_which_commit_it_is(publishing: Runner, tmp_path: Path) -> None:
    place = ledger(begin(tmp_path))
    sha, file = commit(tmp_path), str(tmp_path / "n.md")
    for option in ("-o", "--check"):
        done = publishing(place, *NOTICE, "--at", "HEAD", option, file, "--json")
        assert json.loads(done.out)["at"] == sha
    assert "at" not in json.loads(publishing(place, *NOTICE, "-o", file, "--json").out)


@pytest.mark.parametrize("target", [(), ("-o", "-")])
def test_what_no_terminal_can_show_is_not_sent_to_one(target: tuple[str, ...]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rectledger", "--ledger", str(DATA), "--lang", "en"]
    done = subprocess.run(
        [*command, "report", "ledger", *target], stdout=theirs, stderr=subprocess.PIPE,
        encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "cannot show xlsx on a terminal" in done.stderr


def test_a_document_that_is_written_while_telling_fails_is_said_to_be(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rectledger", "--ledger", str(DATA), *NOTICE]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, "-o", str(tmp_path / "n.md")], stdout=full, stderr=subprocess.PIPE,
            encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 4
    assert "was written, but the result could" in " ".join(done.stderr.split())
    assert (tmp_path / "n.md").exists()


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_template_is_printed_as_it_is_whatever_the_terminal_takes(encoding: str) -> None:
    command = [sys.executable, "-m", "rectledger", "report", "notice", "--print-template"]
    environ = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [*command, "--lang", "zh"], stdout=subprocess.PIPE, env=environ, check=True, timeout=60
    )
    assert done.stdout.decode().startswith("{% macro state(issue) %}\n")
    assert "已完成整改" in done.stdout.decode()


def test_only_what_a_department_leads(publishing: Runner) -> None:
    done = publishing(DATA, *NOTICE, "--department", "enforcement")
    assert "Only items led by Enforcement Bureau" in done.out
    assert "broken down into 5 issues" in done.out
    assert "## Aspect 1:" in done.out
    assert "### (4) Enforcement" in done.out  # its number in the outline, whatever is left out


def test_a_day_before_the_first_issue_is_not_an_error(publishing: Runner) -> None:
    early = ("--as-of", "2021-01-01", "--lang", "en")
    for kind, says in (("bulletin", "Issues: 0. Closed: 0/0 (–)"), ("overdue", "done: 0.")):
        done = publishing(DATA, "report", kind, *early)
        assert (done.code, done.err) == (0, "")
        assert says in plain(done.out)


def test_there_is_no_notice_before_there_are_findings(publishing: Runner) -> None:
    done = publishing(DATA, *NOTICE, "--as-of", "2021-07-29")
    assert (done.code, done.out) == (2, "")
    assert "no notice is possible before 2021-07-30" in " ".join(done.err.split())
    assert publishing(DATA, *NOTICE, "--as-of", "2021-07-30").code == 0


def test_a_notice_of_nothing_says_so(publishing: Runner, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(DATA / "ledger.yaml", tmp_path / "data")
    done = publishing(tmp_path, "report", "notice")
    assert "尚未登记问题。" in done.out
    done = publishing(tmp_path, *NOTICE, "--department", "finance")
    assert "leads no issues." in done.out


def test_a_reader_who_has_read_enough_is_no_error(tmp_path: Path) -> None:
    report = f"{PYTHON} -m rectledger --ledger {quote(str(DATA))} report notice"
    command = f"{report} | head -c 10 > {quote(str(tmp_path))}/out"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"], capture_output=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == (b"0", b"")
