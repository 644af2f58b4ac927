"""The global options, as every command has them, gathered into one value."""

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

import typer

from rectledger import errors
from rectledger.i18n.language import Language
from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rectledger.core.model import Settings


def common_parameters() -> dict[str, Any]:
    """The global options, as typer takes them."""
    return {
        "ledger": Annotated[
            str | None,
            typer.Option("--ledger", metavar="DIR", help=_("Use the ledger in this folder.")),
        ],
        "lang": Annotated[
            Literal["zh", "en"] | None, typer.Option("--lang", help=_("Speak Chinese or English."))
        ],
        "as_of": Annotated[
            str | None,
            typer.Option(
                "--as-of", metavar="DATE", help=_("Show the ledger as it stood on a day.")
            ),
        ],
        "at": Annotated[
            str | None,
            typer.Option(
                "--at", metavar="REV", help=_("Read the files as a commit, branch or tag has them.")
            ),
        ],
        "json": Annotated[
            bool, typer.Option("--json", metavar="", help=_("Print JSON for programs."))
        ],
        "no_color": Annotated[
            bool, typer.Option("--no-color", metavar="", help=_("Print without colour."))
        ],
    }


@dataclass(frozen=True)
class Common:
    """The global options as given."""

    ledger: str | None = None
    lang: Language | None = None
    as_of: str | None = None
    at: str | None = None
    json: bool = False
    no_color: bool = False

    def published_in(self, settings: "Settings") -> Language:
        """The language of what is published: the one asked for, else the ledger's own, whoever
        has it made."""
        return self.lang or settings.language


def refuse_days(common: Common, command: str) -> None:
    """Raise UsageError where a command that looks at no past is asked for one."""
    for option, given in (("--as-of", common.as_of), ("--at", common.at)):
        if given is not None:
            raise errors.UsageError("not-for-this", command=command, option=option)


F = TypeVar("F", bound=str)


def json_or(common: Common, form: F, *, named: bool) -> tuple[Common, F]:
    """Options and a format that agree: `--json` is `--format json`. Raises UsageError where
    another format was `named` beside it."""
    if common.json and named and form != "json":
        raise errors.UsageError("json-or-format", form=form)
    if common.json or form == "json":
        return replace(common, json=True), cast(F, "json")
    return common, form


def common_options(function: Callable[..., Any], *, flushes: bool = False) -> Callable[..., Any]:
    """Give a command the global options; it receives them as one `common`.

    What it prints is flushed here, where failing to is an error, unless it `flushes` by itself.
    """
    own = inspect.signature(function, eval_str=True)
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(Common, name),
            annotation=annotation,
        )
        for name, annotation in common_parameters().items()
    ]
    kept = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for p in own.parameters.values()
        if p.name != "common"
    ]

    @functools.wraps(function)
    def wrapper(**given: Any) -> Any:
        given["common"] = Common(**{f.name: given.pop(f.name) for f in fields(Common)})
        try:
            code = function(**given)
            if not flushes:
                sys.stdout.flush()
        except BrokenPipeError as gone:  # typer would make an error of it
            raise errors.ReaderGoneError from gone
        return code

    wrapper.__signature__ = own.replace(parameters=[*kept, *shared])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in (*kept, *shared)}
    del wrapper.__wrapped__  # or its signature would be looked at
    return wrapper
