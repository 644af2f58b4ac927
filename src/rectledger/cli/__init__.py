"""The command line: the app, its global options, and the one place where an error becomes an exit
code. Each command is a file of its own, imported when it is called."""

import contextlib
import importlib
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)
from typer.core import TyperCommand, TyperGroup

from rectledger import errors
from rectledger.cli.options import Common, common_options
from rectledger.core.findings import nearest
from rectledger.render import LEAST_WIDTH, PIPE_WIDTH
from rectledger.words import gettext as _

# In the order in which help lists them; each is a module of this folder.
COMMANDS = (
    "status", "list", "show", "overdue", "summary", "log",
    "add", "start", "progress", "submit", "return", "close", "extend", "reassign", "waive",
    "review", "reopen", "attach", "amend",
    "report", "export",
    "init", "check", "diff", "schema", "completion", "merge-driver",
)  # fmt: skip
_FOR_GIT = frozenset({"merge-driver"})  # git calls it, and people need not know it
_MODULES = {"list": "listing", "return": "returning", "merge-driver": "merge_driver"}


class _Translated(TyperCommand):
    """A command whose help is in the reader's language throughout."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        _fold_help()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Context) -> str:
        return super().get_usage(ctx).replace("Usage:", _("Usage:"), 1)

    def get_help_option(self, ctx: Context) -> Any:
        return _help_option(super().get_help_option(ctx))


def _fold_help() -> None:
    """Have help go on in the next line where its column is too narrow: Chinese has no spaces to be
    broken at, and would be cut."""
    from typer import rich_utils

    class Folding(rich_utils.OptionHighlighter):
        def __call__(self, text: Any) -> Any:
            made = super().__call__(text)
            made.overflow = "fold"
            return made

    rich_utils.highlighter = Folding()


def _help_option(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = _("Show this message and exit."), ""
    return option


class _Commands(TyperGroup):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        return [name for name in COMMANDS if name not in _FOR_GIT]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            module = importlib.import_module(f"rectledger.cli.{_MODULES.get(cmd_name, cmd_name)}")
            own = typer.Typer(add_completion=False)
            own.command(cmd_name, cls=_Translated)(module.command)
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

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        _fold_help()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Context) -> str:
        return super().get_usage(ctx).replace("Usage:", _("Usage:"), 1)

    def get_help_option(self, ctx: Context) -> Any:
        return _help_option(super().get_help_option(ctx))


def app() -> typer.Typer:
    """The command line, with its words in the language that is spoken."""
    made = typer.Typer(cls=_Commands, add_completion=False, pretty_exceptions_enable=False)

    def version(wanted: bool) -> None:
        if wanted:
            from rectledger import __version__

            typer.echo(f"rectledger {__version__}")
            raise typer.Exit

    @made.callback(
        help=_("Keep the ledger of an inspection's rectification, and see how it stands."),
        no_args_is_help=True,
    )
    @common_options
    def main(
        ctx: typer.Context,
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
        ctx.obj = common

    return made


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code."""
    command = "rectledger"
    try:
        _settle_streams()
        _settle_width()
        code = app()(args=list(arguments), prog_name=command, standalone_mode=False)
    except (errors.ReaderGoneError, SystemExit):  # typer's way, where help is what is not read
        # What is still in the buffer goes nowhere, instead of failing once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return errors.DONE
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except ClickException as error:
        if isinstance(error, NoArgsIsHelpError):
            error.show()
            return errors.UsageError.exit_code
        context = getattr(error, "ctx", None)
        message = _usage_message(error)
        called = [command, *(one for one in arguments if one in COMMANDS)][:2]
        path = context.command_path if context else " ".join(called)
        _report("usage", {"message": message, "command": path}, arguments)
        return errors.UsageError.exit_code
    except errors.RectledgerError as error:
        _report(error.code, error.args_for_words, arguments)
        return error.exit_code
    except OSError as error:
        _report(*_surroundings(error), arguments)
        return errors.SurroundingsError.exit_code
    except Exception as error:
        if os.environ.get("RECTLEDGER_DEBUG"):
            raise
        _report("bug", {"message": f"{type(error).__name__}: {error}"}, arguments)
        return errors.BUG
    return code if isinstance(code, int) else errors.DONE


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


def _surroundings(error: OSError) -> tuple[str, dict[str, object]]:
    """What the surroundings prevent, as an error's code and what its words need."""
    try:
        Path.cwd()
    except OSError:
        return "no-folder", {}
    detail = error.strerror or str(error)
    if error.filename is None:  # no file of its own: it is what is printed that goes nowhere
        return "cannot-print", {"detail": detail}
    return "surroundings", {"message": f"{error.filename}: {detail}"}


def _usage_message(error: ClickException) -> str:
    """What is wrong with a command line, in the reader's language where typer has only English."""
    if isinstance(error, NoSuchOption):
        near = next(iter(error.possibilities or ()), None)
        said = _("no such option {option}").format(option=error.option_name)
        return said + _(" (did you mean {near}?)").format(near=near) if near else said
    if isinstance(error, MissingParameter):
        what = error.param.metavar or error.param.name if error.param else ""
        if error.param and error.param.param_type_name == "option":
            what = f"{error.param.opts[0]} {error.param.metavar or ''}".strip()
        return _("{what} is missing").format(what=what)
    if isinstance(error, BadOptionUsage) and "not take a value" in error.message:
        return _("{option} takes no value").format(option=error.option_name)
    if isinstance(error, BadOptionUsage):
        return _("{option} takes a value").format(option=error.option_name)
    if isinstance(error, BadParameter) and error.param is not None:
        option, choices = error.param.opts[0], error.param.type_descriptor.choices
        if error.param.param_type_name == "argument":
            option = error.param.metavar or option
        if choices:
            return _("{option} takes one of: {choices}").format(
                option=option, choices=_(", ").join(str(choice) for choice in choices)
            )
        return _("{option} takes a whole number").format(option=option)
    message = error.format_message()
    extra = re.match(r"Got unexpected extra argument\(s\) \((.*)\)", message, re.DOTALL)
    if extra:
        return _("{what} is more than it takes").format(what=extra[1])
    return message[:1].lower() + message[1:].rstrip(".")


def _report(code: str, args: dict[str, object], arguments: Sequence[str]) -> None:
    """Say an error on standard error, in the form that the command line asks for."""
    from rectledger.words import errors as error_words

    with contextlib.suppress(OSError):  # where even that cannot be said, the exit code says it
        _say(*error_words.say(code, args), code, arguments)


def _wants_json(arguments: Sequence[str]) -> bool:
    named = ("--format", "json") in pairwise(arguments)
    return named or "--json" in arguments or "--format=json" in arguments


def _say(message: str, hint: str | None, code: str, arguments: Sequence[str]) -> None:
    if _wants_json(arguments):
        from rectledger.render import json

        print(json.error(code, message, hint, None), file=sys.stderr, flush=True)
        return
    from rectledger.render import findings
    from rectledger.render.console import console

    findings.error(console(stream=sys.stderr, no_color="--no-color" in arguments), message, hint)
