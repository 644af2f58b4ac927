"""What `import` made of a source: what came in, what was listed, what was refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rectledger import errors
from rectledger.core.items import items_on
from rectledger.core.model import Ledger, Record
from rectledger.exchange.imports.drafting.draft import Draft
from rectledger.exchange.imports.found import Declared, Listing
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.i18n.messages import imports
from rectledger.render import json

if TYPE_CHECKING:
    from rich.console import Console

_MOST = 40  # listings on a screen; JSON has them all


@dataclass(frozen=True)
class Imported:
    """A source that was read, and what became of it."""

    folder: str
    source: str  # where it is kept
    name: str
    draft: Draft
    declared: Sequence[Declared]
    outcome: Literal["committed", "no-repository", "only-shown", "refused"]
    commit: str = ""
    skipped: bool = False  # what is refused is left out

    def blocked(self, *, strict: bool) -> bool:
        """Whether nothing may be written."""
        return (
            bool(self.draft.refused and not self.skipped)
            or bool(strict and self.draft.listed)
            or (not self.draft.issues)
        )

    @property
    def exit_code(self) -> int:
        """1 if something was refused, whether or not the rest was written."""
        in_part = self.draft.refused or self.outcome == "refused"
        return errors.RULES_SAY_NO if in_part else errors.DONE


def document(found: Imported) -> str:
    """The JSON of `import`."""
    items = items_on(_ledger(found.draft), _day(found.draft))
    return json.document(
        None,
        complete=not found.draft.refused,
        items=[json.item(one, found.draft.settings) for of in items for one in of],
        listed=[_told(one) for one in found.draft.listed],
        refused=[_told(one) for one in found.draft.refused],
        declared=[
            {"name": one.total.name, "total": one.total.number, "ties": one.ties}
            for one in found.declared
        ],
        outcome=found.outcome,
        commit=found.commit or None,
        source=found.source,
    )


def _told(one: Listing) -> dict[str, object]:
    message, hint = imports.say(one.code, one.args)
    return {"where": str(one.place), "code": one.code, "message": message, "hint": hint}


def _ledger(draft: Draft) -> Ledger:
    return Ledger(
        draft.settings,
        {one.file: one for one in draft.issues},
        {one.file: one for one in draft.measures},
    )


def _day(draft: Draft) -> str:
    """The last date of the draft, on which all of it is there."""
    records: list[Record] = [*draft.issues, *draft.measures]
    days = [entry.date for record in records for entry in record.log]
    return max([*days, *(one.opened for one in draft.issues)], default="1000-01-01")


def page(out: "Console", found: Imported) -> None:
    """Print what came in or would, then what was listed and refused, and what to do next."""
    from rectledger.render.console import BAD, GOOD, QUIET, say

    draft = found.draft
    counts = _counts(draft)
    if found.outcome == "refused":
        say(out, _("Nothing was imported from {name}.").format(name=found.name), f"bold {BAD}")
    elif found.outcome == "only-shown":
        say(
            out, _("{name} would bring in {counts}:").format(name=found.name, counts=counts), "bold"
        )
        _table(out, draft)
    else:
        words = _("Imported {counts} from {name} into {folder}.")
        told = words.format(counts=counts, name=found.name, folder=found.folder)
        say(out, told, f"bold {GOOD}")
    _totals(out, found.declared)
    _listings(out, _("Refused: {n}"), found.draft.refused)
    _listings(out, _("Listed, and left open: {n}"), found.draft.listed)
    _next(out, found)
    if found.outcome == "only-shown":
        say(out, _("Nothing was written."), QUIET)


def _counts(draft: Draft) -> str:
    issues = ngettext("{n} issue", "{n} issues", len(draft.issues)).format(n=len(draft.issues))
    n = len(draft.measures)
    measures = ngettext("{n} measure", "{n} measures", n).format(n=n)
    return _("{issues} and {measures}").format(issues=issues, measures=measures)


def _table(out: "Console", draft: Draft) -> None:
    from rectledger.render.pages.list_and_overdue import listing

    issues, _measures = items_on(_ledger(draft), _day(draft))
    listing(out, issues, draft.settings)


def _totals(out: "Console", declared: Iterable[Declared]) -> None:
    from rectledger.render.console import WARN, say

    for one in declared:
        if one.ties is False and one.counted is not None:
            words = _("The source says “{said}”, but {counted} were read.")
            say(out, words.format(said=one.total.said, counted=one.counted), WARN)


def _listings(out: "Console", title: str, found: Sequence[Listing]) -> None:
    from rectledger.render.console import QUIET, heading, indented, say

    if not found:
        return
    heading(out, title.format(n=len(found)))
    for one in found[:_MOST]:
        message, hint = imports.say(one.code, one.args)
        indented(out, [f"{imports.place(one.place)}  {message}"], 2)
        if hint:
            indented(out, [hint], 6)
    if len(found) > _MOST:
        more = _("  and {n} more: --json has them all").format(n=len(found) - _MOST)
        say(out, more, QUIET)


def _next(out: "Console", found: Imported) -> None:
    from rectledger.render.console import QUIET, heading, say

    if found.outcome == "refused" and found.draft.refused and not found.skipped:
        say(out, _("Correct the source, or leave these out with --skip-bad."), QUIET)
    elif found.outcome == "refused" and found.draft.issues:
        say(out, _("Correct the source, or import it without --strict."), QUIET)
    elif found.outcome in ("committed", "no-repository"):
        from shlex import quote

        here = quote(f"./{found.folder}" if found.folder.startswith("-") else found.folder)
        heading(out, _("Next steps"))
        say(out, f"  rectledger --ledger {here} status")
        say(out, _("      shows how the ledger stands"), QUIET)
        say(out, f"  rectledger --ledger {here} check")
        say(out, _("      shows what the source left open"), QUIET)
        if found.outcome == "no-repository":
            say(out, _("Not committed: git is not installed."))
