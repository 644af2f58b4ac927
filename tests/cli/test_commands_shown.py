"""Command lines that documents and messages show: each has a command and options that exist."""

import re
from collections.abc import Iterator

import pytest
import typer

import catalogue
from rectledger.cli import app
from rectledger.cli.command_line import parameters
from transcript import ROOT

GROUP = typer.main.get_command(app.app())
PO = ROOT / "src/rectledger/i18n/locale/zh/LC_MESSAGES/rectledger.po"
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/reference/*.md")]
SHOWN = re.compile(r"`(rectledger [^`\n]+)`|^\$? ?(rectledger .+)$", re.MULTILINE)
# What stands for something else in a line that is shown.
NAMES = {"COMMAND", "KIND", "FORM", "TOPIC", "NAME"}


def lines() -> Iterator[tuple[str, str]]:
    """Every command line, with where it is shown."""
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        for found in SHOWN.finditer(text):
            yield path.name, found[1] or found[2]
    for message in catalogue.read(PO):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in (*texts, *([message.string] if isinstance(message.string, str) else ())):
            for found in re.finditer(r"`(rectledger [^`]+)`", text):
                yield "message", found[1]
            for found in re.finditer(r"(?<![`\w])(rectledger (?:[a-z-]+) [^`。；，（]*)", text):
                yield "message", found[1]


LINES = sorted({(where, line) for where, line in lines()})


def test_there_are_many() -> None:
    assert len(LINES) > 200


@pytest.mark.parametrize(("where", "line"), LINES)
def test_its_command_and_its_options_exist(where: str, line: str) -> None:
    words = [word.strip(".,:;)\"'") for word in line.split()[1:]]
    given = [word for word in words if re.fullmatch(r"--?[a-z][a-z-]*(=.*)?", word)]
    positions = [word for word in words if not word.startswith("-")]
    named = next((word for word in positions if word in app.COMMANDS), None)
    context = typer.Context(GROUP)
    known = set(parameters(GROUP, "option")) | {"--help", "--version"}
    if named is not None:
        known |= set(parameters(GROUP.get_command(context, named), "option"))
    elif positions and not re.match(r"[{….]|[A-Z]+$", positions[0]) and positions[0] not in NAMES:
        # Words of a sentence, as in "rectledger reads" are no command.
        assert not given, line
        return
    assert {word.partition("=")[0] for word in given} <= known, (where, line)
