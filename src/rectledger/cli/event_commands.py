"""The commands that add an entry to a log, such as `rectledger close 21 --evidence doc.pdf`.

Each is made from the class of its event."""

import inspect
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import typer

from rectledger.errors import UsageError
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rectledger.core.model import BaseEntry, Settings

# What each command does, in the order in which help lists them.
HELP = {
    "start": N_("Record that work on items has started."),
    "progress": N_("Record progress on items."),
    "submit": N_("Submit issues for closing."),
    "return": N_("Return submitted issues to their department."),
    "close": N_("Close items, with evidence."),
    "extend": N_("Extend deadlines."),
    "reassign": N_("Reassign items to other departments."),
    "waive": N_("Waive items, with their measures."),
    "review": N_("Record a follow-up review of closed issues."),
    "reopen": N_("Reopen closed or waived items."),
    "attach": N_("Add evidence to items in any state."),
}


def command(event: str) -> Callable[..., Any]:
    """The command that adds an entry of `event` to the items that are named."""
    from rectledger.cli.change_options import EntryOptions, References, verb
    from rectledger.cli.global_options import Common
    from rectledger.core.model.events import EVENTS

    def enter(
        common: Common, references: list[str], said: EntryOptions, *,
        with_measures: bool = False, far: bool = False, **typed: Any,
    ) -> int:  # fmt: skip
        from rectledger.cli import change

        _see_what_goes_together(typed)
        return change.enter(
            common, said, event, references,
            with_measures=with_measures, far=far, more=partial(_departments, typed),
            **_values(typed),
        )  # fmt: skip

    shared = {"common": Common, "references": References, "said": EntryOptions}
    parameters = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
        for name, kind in shared.items()
    ]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in _options(EVENTS[event]).items()
    ]
    enter.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    enter.__doc__ = _(HELP[event])
    return verb(enter)


def _options(made: "type[BaseEntry]") -> dict[str, tuple[Any, Any]]:
    """The options of an event's own, by their names: of which type each is, and how typer is told
    of it."""
    from rectledger.cli.option_declarations import option, repeatable, switch

    fields = made.model_fields
    found: dict[str, tuple[Any, Any]] = {}

    def text(key: str, metavar: str, words: str, words_if_left_out: str) -> None:
        name = "--" + key.replace("_", "-")
        if fields[key].is_required():
            found[key] = str, option(name, metavar, words, ...)
        else:
            found[key] = str | None, option(name, metavar, words_if_left_out)

    if "result" in fields:
        declared = typer.Option("complete", "--result", help=_("How completely it was done."))
        found["result"] = Literal["complete", "substantial"], declared
    if "outcome" in fields:
        words = _("What the review found: held, or relapsed.")
        declared = typer.Option(..., "--outcome", help=words)
        found["outcome"] = Literal["held", "relapsed"], declared
    if "to" in fields:
        text("to", "DATE", _("The new deadline."), _("The new deadline."))
    if "approved_by" in fields:
        text("approved_by", "WHO", _("Who approved it."), _("Who approved the new deadline."))
    if "lead" in fields:
        found["lead"] = (
            str | None,
            option("--lead", "CODE", _("The lead department: code or name.")),
        )
        words = _("A supporting department: code or name; repeatable.")
        found["support"] = list[str], repeatable("--support", "CODE", words)
        found["no_support"] = (
            bool,
            switch("--no-support", _("Leave it without supporting departments.")),
        )
    if made.measures in ("by-policy", "asked"):
        words = _("Do the same for the ongoing measures.")
        if made.measures == "by-policy":
            words = _("Close the ongoing measures too; needed if policy has `measures: first`.")
        found["with_measures"] = bool, switch("--with-measures", words)
    if "to" in fields:
        found["far"] = bool, switch("--far", _("Allow a deadline more than ten years away."))
    return found


def _see_what_goes_together(typed: dict[str, Any]) -> None:
    """Raises UsageError where options are at odds, or say nothing together."""
    if typed.get("support") and typed["no_support"]:
        raise UsageError("support-and-none")
    if "lead" in typed and not any(typed.values()):
        raise UsageError("reassign-to-nobody")
    if "outcome" in typed:
        if (typed["outcome"] == "relapsed") != (typed["to"] is not None):
            raise UsageError("relapse-needs-to" if typed["to"] is None else "to-without-relapse")
        if typed["to"] is None and typed["approved_by"] is not None:
            raise UsageError("approved-without-relapse")


def _values(typed: dict[str, Any]) -> dict[str, Any]:
    """What an entry is to hold of what was typed, but for departments."""
    from rectledger.cli.arguments import values

    held: dict[str, Any] = {name: typed[name] for name in ("result", "outcome") if name in typed}
    if typed.get("to") is not None:
        held["to"] = values.day("--to", typed["to"])
    if "approved_by" in typed:
        held["approved_by"] = values.maybe("--approved-by", typed["approved_by"])
    return held


def _departments(typed: dict[str, Any], settings: "Settings") -> dict[str, Any]:
    """The departments that were typed, by their codes."""
    from rectledger.cli.arguments import code_lookup

    if "lead" not in typed:
        return {}
    named = code_lookup.departments(typed["lead"], typed["support"], settings)
    whole = [] if typed["no_support"] else named.support or None
    return {"lead": named.lead, "support": whole}
