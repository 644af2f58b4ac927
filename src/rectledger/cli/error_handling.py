"""The one place where an error is said, and becomes an exit code."""

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)

from rectledger import errors
from rectledger.cli.command_line import Invocation
from rectledger.i18n.language import gettext as _
from rectledger.i18n.terms import system_error


def failed(error: Exception, asked: Invocation) -> int:
    """Say an error as it is asked for, and return the exit code. A bug is raised again where
    RECTLEDGER_DEBUG is set."""
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return errors.UsageError.exit_code
    if isinstance(error, ClickException):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else asked.command
        _report("usage", {"message": _usage_message(error), "command": command}, asked)
        return errors.UsageError.exit_code
    if isinstance(error, errors.LaterFormatError):
        _report_later_format(error, asked)
        return error.exit_code
    if isinstance(error, errors.RectledgerError):
        _report(error.code, _with_names(error.args_for_words), asked)
        return error.exit_code
    if isinstance(error, OSError):
        _report(*_surroundings(error), asked)
        return errors.SurroundingsError.exit_code
    if os.environ.get("RECTLEDGER_DEBUG"):
        raise error
    _report("bug", {"message": f"{type(error).__name__}: {error}"}, asked)
    return errors.BUG


def _with_names(args: Mapping[str, object]) -> dict[str, object]:
    """An error's arguments; codes that come with their names are shown with them."""
    from rectledger.formatting.values import named

    return {
        key: [named(code, value) for code in value] if isinstance(value, dict) else value
        for key, value in args.items()
    }


def _report_later_format(error: errors.LaterFormatError, asked: Invocation) -> None:
    """Say it as a finding, with its place, and nothing besides."""
    from rectledger.cli.global_options import Common
    from rectledger.cli.query import report_at

    common = Common(json=asked.json, no_color=asked.no_color)
    with contextlib.suppress(OSError):  # where even that cannot be said, the exit code says it
        report_at([error.finding], error.prefix, common)


def _surroundings(error: OSError) -> tuple[str, dict[str, object]]:
    """What the surroundings prevent, as an error's code and what its words need."""
    try:
        Path.cwd()
    except OSError:
        return "no-folder", {}
    detail = error.strerror or str(error)
    if error.filename is None:  # no file of its own: it is what is printed that goes nowhere
        return "cannot-print", {"detail": detail}
    return "surroundings", {"message": f"{error.filename}: {system_error(detail)}"}


def _usage_message(error: ClickException) -> str:
    """What is wrong with a command line, in the reader's language where typer has only English."""
    if isinstance(error, NoSuchOption):
        near = next(iter(error.possibilities or ()), None)
        said = _("no such option: {option}").format(option=error.option_name)
        return said + _(" (did you mean {near}?)").format(near=near) if near else said
    if isinstance(error, MissingParameter):
        what = error.param.metavar or error.param.name if error.param else ""
        if error.param and error.param.param_type_name == "option":
            what = f"{error.param.opts[0]} {error.param.metavar or ''}".strip()
        about = str(getattr(error.param, "help", None) or "").rstrip(".")
        words = _("missing {what}: {about}") if about else _("missing {what}")
        return words.format(what=what, about=about[:1].lower() + about[1:])
    if isinstance(error, BadOptionUsage) and "not take a value" in error.message:
        return _("{option} does not take a value").format(option=error.option_name)
    if isinstance(error, BadOptionUsage):
        return _("{option} requires a value").format(option=error.option_name)
    if isinstance(error, BadParameter) and error.param is not None:
        option, choices = error.param.opts[0], error.param.type_descriptor.choices
        if error.param.param_type_name == "argument":
            option = error.param.metavar or option
        if choices:
            given = re.search(r"'(.*)' is not one of", error.message, re.DOTALL)
            return _("{option} must be one of: {choices}; got `{value}`").format(
                option=option,
                choices=_(", ").join(str(one) for one in choices),
                value=given[1] if given else "",
            )
        return _("{option} must be a whole number").format(option=option)
    message = error.format_message()
    extra = re.match(r"Got unexpected extra argument\(s\) \((.*)\)", message, re.DOTALL)
    if extra:
        return _("unexpected argument: {what}").format(what=extra[1])
    return message[:1].lower() + message[1:].rstrip(".")


def _report(code: str, args: dict[str, object], asked: Invocation) -> None:
    """Say an error on standard error, in the form that the command line asks for."""
    from rectledger.i18n.messages import errors as error_words

    with contextlib.suppress(OSError):  # where even that cannot be said, the exit code says it
        message, hint = error_words.say(code, args)
        if asked.json:
            from rectledger.render import json

            print(json.error(code, message, hint, None), file=sys.stderr, flush=True)
            return
        from rectledger.render.console import console
        from rectledger.render.pages import findings

        findings.error(console(stream=sys.stderr, no_color=asked.no_color), message, hint)
