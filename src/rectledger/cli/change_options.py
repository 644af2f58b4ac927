"""The options that the verbs have in common, and how a command is given them."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from rectledger.cli.global_options import common_options
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import SaveOptions

References = Annotated[
    list[str],
    typer.Argument(metavar="REF", help=_("Issues, such as 21, or measures, such as 21.2.")),
]
ApprovedBy = Annotated[
    str, typer.Option("--approved-by", metavar="WHO", help=_("Who approved it."))
]
Far = Annotated[
    bool, typer.Option("--far", metavar="", help=_("A deadline over ten years off is meant."))
]


def option(kind: Any, name: str, metavar: str, words: str) -> Any:
    """An option of this type, as typer takes it."""
    return Annotated[kind, typer.Option(name, metavar=metavar, help=words)]


@dataclass(frozen=True)
class ChangeOptions(SaveOptions):
    """What every verb is told, as typed."""

    @classmethod
    def parameters(cls) -> dict[str, Any]:
        """As typer takes them: what is the class's own, and how a change is saved."""
        return {
            **cls.own_parameters(),
            "dry_run": option(bool, "--dry-run", "", _("Show the lines to be added, and stop.")),
            "no_commit": option(
                bool, "--no-commit", "", _("Write the files, and leave git alone.")
            ),
            "branch": option(bool, "--branch", "", _("Make a branch first, such as close-21.")),
            "detached": option(
                bool, "--detached", "", _("Commit even if no branch is checked out.")
            ),
        }

    @staticmethod
    def own_parameters() -> dict[str, Any]:
        """The same, without how a change is saved."""
        raise NotImplementedError


@dataclass(frozen=True)
class WhoAndWhen(ChangeOptions):
    """Who says what, and when, too."""

    by: str | None = None
    date: str | None = None
    note: list[str] = field(default_factory=list)

    @staticmethod
    def own_parameters() -> dict[str, Any]:
        return {
            "by": option(str | None, "--by", "WHO", _("Who enters it; else whom git names.")),
            "date": option(str | None, "--date", "DATE", _("The day of the entry; else today.")),
            "note": option(list[str], "--note", "TEXT", _("A note; or two, zh=… and en=….")),
        }


@dataclass(frozen=True)
class EntryOptions(WhoAndWhen):
    """And what comes in as evidence with an entry."""

    evidence: list[str] = field(default_factory=list)
    document: list[str] = field(default_factory=list)
    dated: list[str] = field(default_factory=list)
    url: list[str] = field(default_factory=list)

    @staticmethod
    def own_parameters() -> dict[str, Any]:
        many = list[str]
        return WhoAndWhen.own_parameters() | {
            "evidence": option(many, "--evidence", "FILE", _("Keep a file as evidence.")),
            "document": option(many, "--document", "TITLE", _("Name a document as evidence.")),
            "dated": option(many, "--dated", "DAY", _("The day or month of that document.")),
            "url": option(many, "--url", "ADDRESS", _("Name a page as evidence.")),
        }


def verb(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a verb; it receives `common`, and in one value what a class of
    options gathers, such as `EntryOptions`."""
    wanted = inspect.signature(function, eval_str=True).parameters
    groups = {
        name: (one.annotation, one.annotation.parameters())
        for name, one in wanted.items()
        if hasattr(one.annotation, "parameters")
    }

    @functools.wraps(function)
    def wrapper(**given: Any) -> Any:
        for name, (make, parameters) in groups.items():
            given[name] = make(**{one: given.pop(one) for one in parameters})
        return function(**given)

    own = [p for name, p in wanted.items() if name not in groups]
    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=_default(kind), annotation=kind
        )
        for _make, parameters in groups.values()
        for name, kind in parameters.items()
    ]
    keyword = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    wrapper.__signature__ = inspect.Signature([*keyword, *shared])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in (*keyword, *shared)}
    del wrapper.__wrapped__
    return common_options(wrapper, flushes=True)


def _default(kind: Any) -> Any:
    """What an option is where it is not given."""
    held = kind.__origin__
    return False if held is bool else [] if held == list[str] else None
