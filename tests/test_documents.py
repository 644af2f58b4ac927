"""The documentation is true: every command shown in it prints what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from rectledger.core.model.events import EVENTS
from rectledger.i18n import terms
from rectledger.i18n.language import gettext, said_in
from rectledger.i18n.messages import findings
from transcript import IDENTITY, ROOT, matches, run, steps, surroundings

DOCUMENTS = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
LINKED = [
    *DOCUMENTS,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "docs/decisions/README.md",
]
# What is done in a folder elsewhere, one command after another; on a day, if one is given.
WALK = re.compile(
    r"(^```console elsewhere(?: (\d{4}-\d\d-\d\d))?\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL
)
BLOCK = re.compile(r"(^```console\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


def blocks(path: Path) -> list[str]:
    """The parts of a document that show commands."""
    return [match[2] for match in BLOCK.finditer(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_command_in_a_document_prints_what_is_shown(path: Path) -> None:
    if os.environ.get("UPDATE"):
        update(path)
        return
    for step in [step for block in blocks(path) for step in steps(block)]:
        printed = run(step.command)
        if not matches(printed, step.expected):
            assert printed == step.expected


def update(path: Path) -> None:
    """Write the current output of the commands; output shortened with `…` stays while it
    matches."""

    def filled(match: re.Match[str]) -> str:
        shown = []
        for step in steps(match[2]):
            printed = run(step.command)
            kept = step.expected if matches(printed, step.expected) else printed
            shown.append(f"$ {step.command}\n{kept}\n")
        return match[1] + "".join(shown) + match[3]

    path.write_text(BLOCK.sub(filled, path.read_text("utf-8")), "utf-8")


# Who walks in Chinese.
CHINESE = {key: held.replace("Wang Fang", "王芳") for key, held in IDENTITY.items()}
WALKS = [*ROOT.glob("README*.md"), *ROOT.glob("docs/walk*.md")]


@pytest.mark.parametrize("path", sorted(WALKS), ids=lambda path: path.name)
def test_the_walk_from_an_empty_folder_is_true(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    where = [tmp_path / "rectledger"]
    who = CHINESE if "zh-CN" in path.name else IDENTITY
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.4 what was decided\n")
    clone_of_the_real_case(tmp_path / "rectledger")
    walked = WALK.sub(lambda block: step_through(block, where, who), text)
    assert walked.count("$ rectledger init my-ledger") == 1
    assert walked.count("$ rectledger close") == (1 if "README" in path.name else 3)
    if os.environ.get("UPDATE"):
        path.write_text(walked, "utf-8")
    else:
        assert walked == text


def clone_of_the_real_case(top: Path) -> None:
    """What the walk starts with on `main`, committed on a fixed date."""
    shutil.copytree(ROOT / "data", top / "data")
    shutil.copytree(ROOT / "docs/samples", top / "docs/samples")
    day = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2021-11-01T09:00:00+0800")
    for command in (
        ["init", "--quiet", "--initial-branch", "main"], ["add", "."],
        ["commit", "--quiet", "--message", "Create the ledger"],
    ):  # fmt: skip
        environ = surroundings(**IDENTITY, **day)
        subprocess.run(["git", *command], cwd=top, env=environ, check=True)


def step_through(block: re.Match[str], where: list[Path], who: dict[str, str]) -> str:
    """A block of the walk as it should be: run in `where`, with the actual output."""
    head, today, body, tail = block.groups()
    who = {**who, "RECTLEDGER_TODAY": today} if today else who
    shown = []
    for step in steps(body):
        if step.command.startswith("cd "):
            where[0] /= step.command.removeprefix("cd ")
            shown.append(f"$ {step.command}\n")
            continue
        printed = run(step.command, where[0], **who)
        kept = step.expected if matches(printed, step.expected) else printed
        shown.append(f"$ {step.command}\n{kept}\n" if kept else f"$ {step.command}\n")
    return head + "\n".join(shown) + tail


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("README.md", "README.zh-CN.md"), ("docs/walk.md", "docs/walk.zh-CN.md")],
)
def test_both_languages_walk_through_the_same_commands(english: str, chinese: str) -> None:
    def commands(name: str) -> list[str]:
        walk = [match[3] for match in WALK.finditer((ROOT / name).read_text("utf-8"))]
        shown = [step.command for block in blocks(ROOT / name) + walk for step in steps(block)]
        # Each language enters texts, and imports a sample, in its own language.
        own = r'"[^"]*"|(?<=ledger\.)(zh|en)(?=\.xlsx)'
        return [re.sub(own, "…", re.sub(" --lang (zh|en)", "", command)) for command in shown]

    assert commands(english) == commands(chinese)


def test_make_status_shows_the_real_case() -> None:
    here = quote(str(Path(sys.executable).parent))
    # pip installs the program; the test uses the one under test instead.
    done = subprocess.run(
        # Never newer than necessary: otherwise make would rebuild the environment.
        [
            "make",
            "--silent",
            "--old-file=Makefile",
            "status",
            f"BIN={here}",
            "READY=Makefile",
        ],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "57 issues  48 closed (84.2%)  9 ongoing  0 overdue" in done.stdout


@pytest.mark.parametrize("path", LINKED, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("name", ["format.md", "format.zh-CN.md"])
def test_the_format_names_every_event_and_every_finding(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    known = {*EVENTS, *findings.codes()}
    assert {code for code in known if f"`{code}`" not in text} == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_is_what_the_program_prints(language: str) -> None:
    drawn = subprocess.run(
        [sys.executable, ROOT / "docs" / "pictures.py", language],
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    ).stdout
    kept = ROOT / "docs" / "pictures" / f"status.{language}.svg"
    assert drawn == kept.read_text("utf-8")


def test_the_tree_names_files_that_there_are() -> None:
    tree = (
        (ROOT / "docs/architecture.md").read_text("utf-8").split("## The tree")[1].split("```")[1]
    )
    folders: list[str] = []
    for line in filter(None, map(str.rstrip, tree.splitlines())):
        named = re.match(r" *((?:[\w./]+, )*[\w./]+)", line)
        assert named, line
        depth = (len(line) - len(line.lstrip())) // 2
        for name in named[1].split(", "):
            assert ROOT.joinpath(*folders[:depth], name).exists(), line
        folders[depth:] = [named[1]]
    assert len(folders) > 1


TERMS = [
    english
    for table in (
        terms._STATES, terms._EVENTS, terms._RESULTS, terms._OUTCOMES, terms._ACTIONS,
        terms._ROLES, terms._KEYS, terms._TOTALS,
    )
    for english in table.values()
]  # fmt: skip


@pytest.mark.parametrize("english", sorted(set(TERMS)))
def test_every_term_of_the_interface_is_in_the_glossary(english: str) -> None:
    glossary = (ROOT / "docs/architecture.md").read_text("utf-8").split("## Glossary")[1]
    assert english.lower() in glossary.lower()
    assert said_in("zh", gettext, english) in glossary


def test_no_term_is_explained_twice() -> None:
    glossary = (ROOT / "docs/architecture.md").read_text("utf-8").split("## Glossary")[1]
    explained = re.findall(r"^\| ([^|]+?) \|", glossary, re.MULTILINE)
    found = [term for term in explained if term not in ("term", "---")]
    assert len(found) > 60
    assert {term for term in found if found.count(term) > 1} == set()
