"""Command lines that documents and messages show: each one runs, on the real case.

Those in `console` blocks are run by test_documents.py, which also compares what they print.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import catalogue
from rectledger.cli.event_commands import HELP as EVENTS
from runner import Runner
from transcript import IDENTITY, ROOT

PO = ROOT / "src/rectledger/i18n/locale/zh/LC_MESSAGES/rectledger.po"
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/reference/*.md")]
CONSOLE = re.compile(r"^```console.*?^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"`(rectledger [^`\n]+)`|^ *(rectledger .+)$", re.MULTILINE)
QUOTED = re.compile(r"`(rectledger [^`]+)`")
UNQUOTED = re.compile(r"(?<![`\w])(rectledger [a-z-]+ [^`。；，（]*)")
# Sentences that begin with the program's name.
SENTENCE = re.compile(r"rectledger (is|has|keeps|wheel|reads|only|merges\b)|.* for those")
# What stands for something else, and what may stand there.
HASH = "0" * 64
STANDS_FOR = {
    "{ref}": "19", "{issue}": "21", "REF": "19", "{form}": "csv", "FORM": "csv", "KIND": "notice",
    "csv|json|ics": "csv", "DATE": "2022-03-31", "FILE": "minutes.pdf", "BASE": "main",
    "REV": "main", "DIR": "new", "{quoted}": "new", "COMMAND": "close", "SHELL": "bash",
    "{field}": "kind", "{to}": "three-month", "{option}": "--ff-only", "{command}": "status",
    "…": f"https://example.org/rectledger-0.1.0-py3-none-any.whl#sha256={HASH}",
}  # fmt: skip
# Complete commands for lines that only name a command, or whose item has to be another one here.
APPROVED = "--approved-by Wang --note Why"
COMPLETE = {
    "add issue": "add issue --title T --section 1-4 --kind long-term --lead enforcement",
    "amend": f"amend 19 --field kind --now three-month {APPROVED}",
    "amend 19": f"amend 19 --field kind --now three-month {APPROVED}",
    "amend 19 --field deadline": f"amend 19 --field deadline --now 2022-03-01 {APPROVED}",
    "amend 19 --field due": f"amend 19 --field due --now 2022-03-31 {APPROVED}",
    "amend 19 --field 'fields.{field}' --now VALUE --approved-by WHO --note TEXT": (
        f"amend 19 --field kind --now three-month {APPROVED}"  # the real case declares none
    ),
    "amend 19 --field opened --now 2022-03-31 --approved-by WHO --note TEXT": (
        f"amend 57 --field opened --now 2021-07-29 {APPROVED}"
    ),
    "check --base": "check --base main",
    "--ledger my-ledger status": "--ledger data status",
    "--ledger my-ledger import minutes.pdf": "--ledger my-ledger import ledger.xlsx",
    "import": "import ledger.xlsx --ledger my-ledger",
    "import minutes.pdf --ledger NEW": "import ledger.xlsx --ledger my-ledger",
    "extend": f"extend 19 --to 2022-03-31 {APPROVED}",
    "reassign": "reassign 19 --lead finance",
    "reassign 19 --lead CODE": "reassign 19 --lead finance",
    "init": "init new",
    "init --example audit": "init new --example audit",
    "extend 19": f"extend 19 --to 2022-03-31 {APPROVED}",
    "merge-driver": "merge-driver --help",
    "reassign 19": "reassign 19 --lead finance",
    "reopen 19": "reopen 21 --to 2022-03-31 --note Why",
    "reopen 19 --to 2022-03-31 --note TEXT": "reopen 21 --to 2022-03-31 --note Why",
    "reopen 21": "reopen 21 --to 2022-03-31 --note Why",
    "review": "review 21 --outcome held --note Why",
    "report notice -o minutes.pdf": "report notice -o notice.docx",
    "submit 21 --evidence report.pdf --branch": "submit 19 --evidence report.pdf --branch",
    "waive": f"waive 57 {APPROVED}",
    "waive 19": f"waive 57 {APPROVED}",
}
# What has to come before.
BEFORE = {
    "start": "add measure 57 --title T --due 2099-12-31 --far",
    "return": "submit 19 --note T --date 2021-11-14",
    "add measure 21": "reopen 21 --to 2022-03-31 --note Why --date 2021-11-14",
    "amend 19 --field deadline": f"extend 19 --to 2022-03-31 --date 2021-11-14 {APPROVED}",
}


MEMBERS = """members:
  - id: wang
    name: Wang
    department: general-office
    roles: [office]
    emails: [wang@example.org]
"""


def lines() -> Iterator[str]:
    """Every command line that is shown outside `console` blocks, without what follows it."""
    for path in DOCUMENTS:
        text = CONSOLE.sub("", path.read_text("utf-8")).replace("\\\n", " ")
        yield from (found[1] or found[2] for found in SHOWN.finditer(text))
    for message in catalogue.read(PO):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in (*texts, *([message.string] if isinstance(message.string, str) else ())):
            yield from (found[1] for found in (*QUOTED.finditer(text), *UNQUOTED.finditer(text)))


def arguments(line: str) -> list[str]:
    """The arguments of a command line, with something for everything that stands for it."""
    given = shlex.split(line.replace("$commit", HASH[:40]), comments=True)[1:]
    words = [STANDS_FOR.get(word, word) for word in given]
    if any(word.startswith("[") for word in words):
        return [words[0], "--help"]  # the form of a command
    if ">" in words:
        words = words[: words.index(">")]
    words = shlex.split(COMPLETE.get(shlex.join(words), shlex.join(words)))
    dated = words[0] in (*EVENTS, "amend") and "--date" not in words
    return [*words, *(["--date", "2021-11-15"] if dated else [])]


LINES = sorted({re.sub(r"[ .)]+$", "", one) for one in lines() if not SENTENCE.match(one)})


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    run = Runner(tmp_path_factory.mktemp("streams"), publishing=True)
    yield run
    run.stop()


def test_there_are_many() -> None:
    assert len(LINES) > 150


@pytest.mark.parametrize("line", LINES)
def test_it_runs(line: str, committed: Path, runner: Runner, tmp_path: Path) -> None:
    top = tmp_path / "rectledger"
    shutil.copytree(committed, top)
    words = arguments(line)
    before = next((BEFORE[key] for key in BEFORE if shlex.join(words).startswith(key)), None)
    where = top
    if "--ci" in words:  # in the ledger's folder; CODEOWNERS wants a member of the office
        where = top / "data"
        settings = (where / "ledger.yaml").read_text("utf-8")
        (where / "ledger.yaml").write_text(settings.replace("members: []\n", MEMBERS), "utf-8")
    environ = {**IDENTITY, "HOME": str(top)}
    if before:
        assert runner(top, *shlex.split(before), **environ).code == 0
    done = runner(where, *words, **environ)
    assert (done.code, done.err) == (0, ""), words
