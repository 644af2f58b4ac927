"""`rectledger add issue` and `rectledger add measure 21`: a new record."""

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from rectledger.cli.arguments import code_lookup, own_fields, values
from rectledger.cli.arguments.item_references import Reference, parsed
from rectledger.cli.change_options import Saving, verb
from rectledger.cli.global_options import Common
from rectledger.cli.option_declarations import argument, option, options, repeatable, switch
from rectledger.core.changes import add_record
from rectledger.core.changes.proposed_change import Proposal, Refusal, Standards
from rectledger.core.model import Issue, Settings
from rectledger.core.model.layout import issue_file
from rectledger.errors import UsageError
from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rectledger.workspace.changing.records_to_change import Desk

_OF_ISSUES = ("section", "kind", "heading", "standing")
_NEEDED = ("section", "kind", "lead")


@options
class New:
    """What a new record is to hold, as typed."""

    title: list[str] = repeatable(
        "--title", "TEXT", _("Title; in two languages: --title zh=… --title en=….")
    )
    section: str | None = option("--section", "CODE", _("Section of the issue: code or title."))
    kind: str | None = option("--kind", "CODE", _("Kind of the issue: code or name."))
    lead: str | None = option("--lead", "CODE", _("The lead department: code or name."))
    support: list[str] = repeatable(
        "--support", "CODE", _("A supporting department: code or name; repeatable.")
    )
    leader: list[str] = repeatable(
        "--leader", "WHO", _("Leader in charge, if not the department's.")
    )
    opened: str | None = option(
        "--opened",
        "DATE",
        _("Date from which it counts; default: today, or the last date recorded in the ledger."),
    )
    due: str | None = option("--due", "DATE", _("Deadline; default: by its kind, or its issue's."))
    heading: list[str] = repeatable("--heading", "TEXT", _("Heading of the issue in the report."))
    upcoming: list[str] = repeatable("--next", "TEXT", _("Next step."))
    fields: list[str] = repeatable(
        "--field", "NAME=VALUE", _("A field of this ledger; repeatable.")
    )
    standing: bool = switch("--standing", _("Keep the issue up as routine once it is closed."))
    far: bool = switch("--far", _("Allow a deadline more than ten years away."))

    def raw(self) -> dict[str, Any]:
        """What the file is to hold, but for what the ledger has codes for. Raises UsageError for
        what is no day or no text."""
        if not self.title:
            raise UsageError("option-needed", option="--title TEXT")
        return {
            "opened": values.day("--opened", self.opened),
            "due": values.day("--due", self.due),
            "title": values.text("--title", self.title),
            "heading": values.text("--heading", self.heading),
            "leader": values.text("--leader", self.leader),
            "next": values.text("--next", self.upcoming),
            "standing": self.standing or None,
        }


@options
class NewOptions(Saving, New):  # help lists the last of them first
    """What a new record is to hold, and how it is saved."""


@verb
def command(
    common: Common,
    new: NewOptions,
    what: Literal["issue", "measure"] = argument("issue|measure", _("What to add.")),
    number: str | None = argument(
        "NUMBER", _("measure: its issue (21) or number (21.3); issue: its number."), None
    ),
) -> int:
    raw = new.raw()
    if what == "issue":
        for name in _NEEDED:
            if getattr(new, name) is None:
                raise UsageError("option-needed", option=f"--{name} CODE")
        own = _issue_number(number)
    elif number is None:
        raise UsageError("measure-of-what")
    for name in _OF_ISSUES if what == "measure" else ():
        if getattr(new, name):
            raise UsageError("not-of-measures", option=f"--{name}")
    from rectledger.cli import change
    from rectledger.workspace.changing import session

    desk = change.begin(common, new)
    raw |= _coded(new, desk.settings)
    if isinstance(raw["leader"], str):
        raw["leader"] = code_lookup.member(raw["leader"], desk.settings)
    if what == "issue":
        numbers = [] if own is None else [own]
        propose = partial(_issue, raw, own)
    else:
        wanted = parsed(str(number))
        numbers = [wanted.issue]
        propose = partial(_measure, raw, wanted)
    with change.laid_out(common, desk, numbers, adding=what) as desk:
        standards = Standards(desk.rules, desk.today, new.far)
        proposal = propose(desk, session.shown(desk, desk.rules), standards)
        saved = change.save(desk, _unless_given_before(desk, proposal))
    return change.tell(common, desk, saved)


def _coded(new: New, settings: Settings) -> dict[str, Any]:
    named = code_lookup.departments(new.lead, new.support, settings)
    return {
        **named._asdict(),
        "section": code_lookup.code("section", new.section, settings),
        "kind": code_lookup.code("kind", new.kind, settings),
        "fields": own_fields.given(new.fields, settings),
    }


def _issue_number(given: str | None) -> int | None:
    """The number of a new issue, where one is given. Raises UsageError for what is none."""
    if given is None:
        return None
    wanted = parsed(given)
    if wanted.number is not None or wanted.issue < 1:
        raise UsageError("bad-issue-number", number=given)
    return wanted.issue


def _issue(
    raw: dict[str, Any], number: int | None, desk: "Desk", shown: str, standards: Standards
) -> Proposal:
    if number is not None:
        raw["id"] = number
    numbers = desk.issue_numbers
    alike = number if number is not None else max(numbers, default=None)
    twin = desk.record(issue_file(alike), Issue) if alike in numbers and alike else None
    return add_record.new_issue(raw, numbers, twin, shown, standards)


def _measure(
    raw: dict[str, Any], wanted: Reference, desk: "Desk", shown: str, standards: Standards
) -> Proposal:
    raw["issue"] = wanted.issue
    if wanted.number is not None:
        raw["number"] = wanted.number
    return add_record.new_measure(raw, desk.family(wanted.issue), shown, standards)


def _unless_given_before(desk: "Desk", proposal: Proposal) -> Proposal:
    """A new record, unless its number was given before, and the record deleted since."""
    if isinstance(proposal, list) or desk.around is None:
        return proposal
    from rectledger.workspace.reading.deleted_records import given_before

    new = proposal.edits[0].new
    gone = given_before(desk.source, desk.around, new.file)
    if gone is None:
        return proposal
    args: dict[str, object] = {"commit": gone.commit, "command": gone.command}
    return [Refusal(new.ref, "record-deleted" if gone.commit else "record-not-there", args)]


command.__doc__ = _("Add an issue, or a measure under one.")
