"""The global options, as every command has them, gathered into one value."""

import functools
import inspect
import sys
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import Field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, get_type_hints

import typer
from typer._click.globals import get_current_context
from typer.models import ParameterInfo

from rectledger import errors
from rectledger.cli.option_declarations import option, options, switch
from rectledger.i18n.language import Language
from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rectledger.core.model import Settings


@options
class Common:
    """The global options as given."""

    ledger: str | None = option("--ledger", "DIR", _("Use the ledger in this folder."))
    lang: Language | None = typer.Option(None, "--lang", help=_("Use Chinese or English."))
    as_of: str | None = option("--as-of", "DATE", _("Show the ledger as of this date."))
    at: str | None = option("--at", "REV", _("Read the files from this commit, branch or tag."))
    json: bool = switch("--json", _("Print JSON for programs."))
    no_color: bool = switch("--no-color", _("Print without colour."))

    def published_in(self, settings: "Settings") -> Language:
        """The language of what is published: the one asked for, else the ledger's own, whoever
        has it made."""
        return self.lang or settings.language


def json_or(common: Common, form: str | None) -> tuple[Common, str]:
    """Options and a format that agree: `--json` is `--format json`. Raises UsageError where
    another format is named beside it; without either it is text."""
    if common.json and form not in (None, "json"):
        raise errors.UsageError("json-or-format", form=form)
    if common.json or form == "json":
        return replace(common, json=True), "json"
    return common, form or "text"


# The options that say which past is looked at: what changes a ledger has none to look at.
PAST = ("as_of", "at")


def common_options(
    function: Callable[..., Any], *, flushes: bool = False, refused: Collection[str] = ()
) -> Callable[..., Any]:
    """Give a command the global options; it receives them as one `common`, and in one value too
    what each other class of `options` gathers. Those that it has `refused` by name are not offered,
    and lead to a UsageError.

    What it prints is flushed here, where failing to is an error, unless it `flushes` by itself.
    """
    wanted = inspect.signature(function, eval_str=True).parameters
    gathered: dict[str, Any] = {
        name: p.annotation for name, p in wanted.items() if is_dataclass(p.annotation)
    }
    gathered["common"] = gathered.pop("common")  # help lists the global options last
    own = [p for name, p in wanted.items() if name not in gathered]
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    for cls in gathered.values():
        parameters += _parameters(cls, refused)
    # Called from Python, a command gets plain defaults, not what typer is told of them.
    not_given = {p.name: p.default.default for p in own if isinstance(p.default, ParameterInfo)}

    @functools.wraps(function)
    def wrapper(**given: Any) -> Any:
        for name, cls in gathered.items():
            given[name] = cls(**{f.name: given.pop(f.name) for f in fields(cls) if f.name in given})
        _refuse(given["common"], refused)
        try:
            code = function(**{**not_given, **given})
            if not flushes:
                sys.stdout.flush()
        except BrokenPipeError as gone:  # typer would make an error of it
            raise errors.ReaderGoneError from gone
        return code

    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in parameters}
    del wrapper.__wrapped__  # or its signature would be looked at
    return wrapper


def _refuse(common: Common, refused: Collection[str]) -> None:
    for name in refused:
        if getattr(common, name) is not None:
            command = get_current_context().command_path
            option = f"--{name.replace('_', '-')}"
            raise errors.UsageError("not-for-this", command=command, option=option)


def _parameters(cls: type[Any], hidden: Collection[str]) -> list[inspect.Parameter]:
    """The options of a class as a command's parameters, some of them hidden."""
    kinds = get_type_hints(cls)

    def declared(option: Field[Any]) -> Any:
        own = copy(option.metadata["declared"])
        own.hidden = option.name in hidden
        return own

    return [
        inspect.Parameter(
            f.name, inspect.Parameter.KEYWORD_ONLY,
            default=declared(f), annotation=kinds[f.name],
        )
        for f in fields(cls)
    ]  # fmt: skip
