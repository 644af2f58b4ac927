"""`rectledger add issue` and `rectledger add measure 21`: a new record."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rectledger.cli import change_options
from rectledger.cli.arguments import code_lookup, values
from rectledger.cli.arguments.item_references import parsed
from rectledger.cli.change_options import option
from rectledger.cli.global_options import Common
from rectledger.core.changes import add_record
from rectledger.core.model import Issue, Settings
from rectledger.errors import UsageError
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import SaveOptions

if TYPE_CHECKING:
    from rectledger.cli.change import Act
    from rectledger.workspace.changing.records_to_change import Desk

_OF_ISSUES = ("section", "kind", "heading", "standing")
_NEEDED = ("section", "kind", "lead")


@dataclass(frozen=True)
class New:
    """What a new record is to hold, as typed."""

    title: list[str]
    section: str | None
    kind: str | None
    lead: str | None
    support: list[str] = field(default_factory=list)
    leader: list[str] = field(default_factory=list)
    opened: str | None = None
    due: str | None = None
    heading: list[str] = field(default_factory=list)
    upcoming: list[str] = field(default_factory=list)
    standing: bool = False
    far: bool = False

    @staticmethod
    def parameters() -> dict[str, Any]:
        """As typer takes them."""
        one, many = str | None, list[str]
        return {
            "title": option(many, "--title", "TEXT", _("Its title; or two, zh=… and en=….")),
            "section": option(one, "--section", "CODE", _("The section of an issue.")),
            "kind": option(one, "--kind", "CODE", _("The kind of an issue.")),
            "lead": option(one, "--lead", "CODE", _("The department that leads.")),
            "support": option(many, "--support", "CODE", _("Each department that supports.")),
            "leader": option(many, "--leader", "WHO", _("Its leader, if not the department's.")),
            "opened": option(
                one, "--opened", "DATE", _("When it begins to count; else the day shown.")
            ),
            "due": option(
                one, "--due", "DATE", _("Its deadline; else by its kind, or its issue's.")
            ),
            "heading": option(many, "--heading", "TEXT", _("The heading of an issue.")),
            "upcoming": option(many, "--next", "TEXT", _("What comes next.")),
            "standing": option(bool, "--standing", "", _("Keep the issue up as routine.")),
            "far": option(bool, "--far", "", _("A deadline over ten years off is meant.")),
        }

    def raw(self) -> dict[str, Any]:
        """What the file is to hold, but for what the ledger has codes for. Raises UsageError for
        what is no day or no text."""
        if not self.title:
            raise UsageError("option-needed", option="--title TEXT")
        days = {"opened": self.opened, "due": self.due}
        texts = {
            "title": self.title, "heading": self.heading, "leader": self.leader,
            "next": self.upcoming,
        }  # fmt: skip
        return {
            **{
                name: None if day is None else values.day(f"--{name}", day)
                for name, day in days.items()
            },
            **{name: values.text(f"--{name}", given) for name, given in texts.items()},
            "standing": self.standing or None,
        }


@change_options.verb
def command(
    common: Common,
    what: Annotated[
        Literal["issue", "measure"],
        typer.Argument(metavar="issue|measure", help=_("What is to be added.")),
    ],
    new: New,
    how: SaveOptions,
    number: Annotated[
        str | None,
        typer.Argument(
            metavar="NUMBER", help=_("For a measure its issue, 21, or 21.3; for an issue its own.")
        ),
    ] = None,
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

    ours = change.act(common, how, "add")
    raw |= _coded(new, ours.settings)
    if isinstance(raw["leader"], str):
        raw["leader"] = code_lookup.member(raw["leader"], ours.settings)
    if what == "issue":
        return _issue(ours, raw, own, far=new.far)
    return _measure(ours, raw, str(number), far=new.far)


def _coded(new: New, settings: Settings) -> dict[str, Any]:
    named = code_lookup.departments(new.lead, new.support, settings)
    return {
        "lead": named.lead,
        "support": named.support,
        "section": None if new.section is None else code_lookup.section(new.section, settings),
        "kind": None if new.kind is None else code_lookup.kind(new.kind, settings),
    }


def _issue_number(given: str | None) -> int | None:
    """The number of a new issue, where one is given. Raises UsageError for what is none."""
    if given is None:
        return None
    wanted = parsed(given)
    if wanted.number is not None or wanted.issue < 1:
        raise UsageError("bad-issue-number", number=given)
    return wanted.issue


def _issue(ours: "Act", raw: dict[str, Any], number: int | None, *, far: bool) -> int:
    from rectledger.core.model.layout import issue_file

    if number is not None:
        raw["id"] = number
    with ours.desk([number] if number else [], adding="issue") as desk:
        numbers = desk.issue_numbers
        alike = number if number is not None else max(numbers, default=None)
        twin = desk.record(issue_file(alike), Issue) if alike in numbers and alike else None
        proposal = add_record.new_issue(
            raw, numbers, twin, _shown(ours, desk), ours.standards(desk, far=far)
        )
        saved = ours.save(desk, ours.unless_given_before(proposal))
    return ours.tell(saved)


def _measure(ours: "Act", raw: dict[str, Any], given: str, *, far: bool) -> int:
    wanted = parsed(given)
    raw = {**raw, "issue": wanted.issue}
    if wanted.number is not None:
        raw["number"] = wanted.number
    with ours.desk([wanted.issue], adding="measure") as desk:
        family = desk.family(wanted.issue)
        proposal = add_record.new_measure(
            raw, family, _shown(ours, desk), ours.standards(desk, far=far)
        )
        saved = ours.save(desk, ours.unless_given_before(proposal))
    return ours.tell(saved)


def _shown(ours: "Act", desk: "Desk") -> str:
    from rectledger.workspace.changing.session import shown

    return shown(ours.source, desk.settings(ours.settings), ours.today)


command.__doc__ = _("Add an issue, or a measure under one.")
