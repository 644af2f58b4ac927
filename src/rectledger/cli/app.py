"""The command line: the app, its global options, and what is run.

Each command is imported, or made from the class of its event, when it is called.
"""

import importlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from typer._click import Command, Context
from typer.core import TyperGroup

from rectledger import cli, errors
from rectledger.cli.command_line import PROGRAM, Invocation, Place, place
from rectledger.cli.event_commands import HELP as EVENTS
from rectledger.cli.help.pages import CommandWithExamples, Translated
from rectledger.core.findings import nearest
from rectledger.i18n import language as words
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _
from rectledger.render import LEAST_WIDTH, PIPE_WIDTH

# The commands by what they are for, in the order in which help lists them; each is made or imported
# when it is asked for.
PANELS = {
    N_("View"): ("status", "list", "show", "overdue", "summary", "log"),
    N_("Record"): ("add", *EVENTS, "amend"),
    N_("Publish"): ("report", "export"),
    N_("Check and compare"): ("check", "diff"),
    N_("Set up and help"): ("init", "import", "schema", "completion", "help", "merge-driver"),
}
COMMANDS = {name: panel for panel, names in PANELS.items() for name in names}
_MODULES = {"import": "import_file"}  # `import` is a word of Python's own
_FOR_GIT = frozenset({"merge-driver"})  # git calls it, and people need not know it


def _command(name: str) -> Any:
    # By name: where another language is chosen, all of them are imported anew.
    if name in EVENTS:
        return importlib.import_module("rectledger.cli.event_commands").command(name)
    module = _MODULES.get(name, name.replace("-", "_"))
    return importlib.import_module(f"rectledger.cli.commands.{module}").command


class _Commands(Translated, TyperGroup):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        return [name for name in COMMANDS if name not in _FOR_GIT]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            own = typer.Typer(add_completion=False)
            panel = _(COMMANDS[cmd_name])
            own.command(cmd_name, cls=CommandWithExamples, rich_help_panel=panel)(
                _command(cmd_name)
            )
            made = typer.main.get_command(own)
            made.name = cmd_name
            self.commands[cmd_name] = made
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            near = nearest(args[0], COMMANDS)
            code = "near-command" if near else "no-such-command"
            raise errors.UsageError(code, command=args[0], near=near)
        return super().resolve_command(ctx, args)


def app() -> typer.Typer:
    """The command line, with its words in the language that is spoken."""
    # Not before: the words of the options come with it.
    from rectledger.cli.global_options import Common, common_options

    made = typer.Typer(cls=_Commands, add_completion=False, pretty_exceptions_enable=False)

    def version(wanted: bool) -> None:
        if wanted:
            from rectledger import __version__

            typer.echo(f"rectledger {__version__}")
            raise typer.Exit

    @made.callback(
        help=_("Keep a ledger of what is done about the findings of an inspection."),
        no_args_is_help=True,
    )
    @common_options
    def main(
        common: Common,
        version: bool = typer.Option(
            False,
            "--version",
            metavar="",
            help=_("Show the version and exit."),
            is_eager=True,
            callback=version,
        ),
    ) -> None:
        """What stands before a command's name is read behind it: see `_settled`."""

    return made


def run(arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """Carry out a command line and return its exit code. `environ` is as it was before a language
    was chosen, which sets a variable of it."""
    asked = Invocation()
    try:
        _settle_streams()
        _settle_width()
        group, found = understood(arguments, os.environ if environ is None else environ)
        asked = _asked(found)
        line = _settled(group, found, arguments)
        code = group(args=line, prog_name=PROGRAM, standalone_mode=False)
    except (errors.ReaderGoneError, SystemExit):  # typer's way, where help is what is not read
        # What is still in the buffer goes nowhere, instead of failing once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return errors.DONE
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except Exception as error:
        from rectledger.cli.error_handling import failed

        return failed(error, asked)
    return code if isinstance(code, int) else errors.DONE


def understood(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Any, Place]:
    """The commands, and where the words lead; both in the language that is asked for, else in the
    ledger's own.

    It was chosen before there were commands by whose parameters to tell an option from a value.
    If that was wrong, the commands are made again, for their help comes with them.
    """
    group = typer.main.get_command(app())
    found = place(group, arguments)
    asked = found.given.get("lang")
    language = words.choose([] if asked is None else [f"--lang={asked}"], environ)
    language = language or _ledger_language(found, environ)
    if language == words.language():
        return group, found
    words.use(language)
    room = f"{__package__}."
    for name in [one for one in sys.modules if one.startswith(room) and one != __name__]:
        del sys.modules[name]
        vars(cli).pop(name.removeprefix(room).partition(".")[0], None)
    group = typer.main.get_command(app())
    return group, place(group, arguments)


def _ledger_language(found: Place, environ: Mapping[str, str]) -> words.Language:
    from rectledger.workspace.reading.ledger_language import ledger_language

    try:
        here = Path.cwd()
    except OSError:  # which the command itself says
        return "en"
    language = ledger_language(found.given.get("ledger"), environ, here) or "en"
    # Chosen by nobody, so not at the cost of question marks.
    readable = all(words.can_be_written(language, one) for one in (sys.stdout, sys.stderr))
    return language if readable else "en"


def _asked(found: Place) -> Invocation:
    """What is asked for, should it fail."""
    name = getattr(found.command, "name", None)
    as_json = "json" in found.used or found.value("--format") == "json"
    command = f"{PROGRAM} {name}" if name in COMMANDS else PROGRAM
    return Invocation(command, as_json, "no_color" in found.used)


def _settled(group: Any, found: Place, arguments: Sequence[str]) -> list[str]:
    """A command line of the same meaning, whose options all stand behind the command's name: so
    they mean the same wherever they stand. Of an option that is given twice the last one counts.
    """
    if "version" in found.used:
        return ["--version"]
    if found.command is None:  # which is what is wrong first, whatever else is asked for
        return ["--", found.name]
    if found.command is group or found.strange:
        return list(arguments)
    return [str(found.command.name), *found.before, *found.after]


def _settle_streams() -> None:
    """A stream that is closed swallows what is said; a terminal that lacks a character shows a
    question mark. Neither is a reason to fail."""
    if sys.stdout is None or sys.stderr is None:
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open to the end
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _settle_width() -> None:
    """Have COLUMNS say a width that a page can have, or nothing: typer's help goes by it too."""
    said = os.environ.pop("COLUMNS", "")
    if re.fullmatch("0*[1-9][0-9]{0,5}", said):
        os.environ["COLUMNS"] = str(min(max(int(said), LEAST_WIDTH), PIPE_WIDTH))
