"""`rectledger amend 21 --field due --now 2021-11-30 …`: a field of a record was wrong."""

from typing import Annotated, Any

import typer

from rectledger.cli.arguments import code_lookup, own_fields, values
from rectledger.cli.arguments.item_references import parsed
from rectledger.cli.change_options import Saving, WhoAndWhen, verb
from rectledger.cli.global_options import Common
from rectledger.cli.option_declarations import argument, option, options, switch
from rectledger.core.amendments import BY_HAND, amendable, plain
from rectledger.core.changes.amend_field import amend
from rectledger.core.changes.proposed_change import Standards
from rectledger.core.lifecycle import DEADLINE
from rectledger.core.model import Record, Settings, languages
from rectledger.core.model.own_fields import PREFIX, own_name
from rectledger.core.text_matching import folded
from rectledger.errors import UsageError
from rectledger.i18n.language import gettext as _

_DAYS = ("opened", "due", DEADLINE)
_TEXTS = ("title", "heading", "next", "leader")
_TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@options
class AmendOptions(Saving, WhoAndWhen):  # help lists the last of them first
    """What is said with an amendment, and how it is saved."""


@verb
def command(
    common: Common,
    said: AmendOptions,
    reference: str = argument("REF", _("An issue (21) or a measure (21.2).")),
    field: str = option("--field", "FIELD", _("The field, such as due or title."), ...),
    approved_by: str = option("--approved-by", "WHO", _("Who approved it."), ...),
    now: Annotated[
        list[str] | None,
        typer.Option(
            "--now",
            metavar="VALUE",
            help=_("The correct value; in two languages: --now zh=… --now en=…."),
        ),
    ] = None,
    far: bool = switch("--far", _("Allow a deadline more than ten years away.")),
    taken_out: bool = switch("--take-out", _("Remove the field.")),
) -> int:
    if taken_out == bool(now):
        raise UsageError("amend-to-what")
    if taken_out and field == DEADLINE:
        raise UsageError("deadline-taken-out")
    wanted = parsed(reference)
    note, approved = values.text("--note", said.note), values.line("--approved-by", approved_by)
    if note is None:
        raise UsageError("note-missing", event="amend")
    from rectledger.cli import change

    desk = change.begin(common, said)
    entry: dict[str, Any] = {
        "date": values.day("--date", said.date) or desk.today,
        "note": note,
        "approved_by": code_lookup.member(approved, desk.settings),
    }
    with change.laid_out(common, desk, [wanted.issue]) as desk:
        entry["by"] = change.by(desk, said)
        family = desk.family(wanted.issue)
        record = change.found(family, wanted)
        field = _full_name(field, record, desk.settings)
        value = None if taken_out else _value(field, now or [], record, desk.settings)
        standards = Standards(desk.rules, desk.today, far)
        saved = change.save(desk, amend(record, family, field, value, entry, standards))
    return change.tell(common, desk, saved)


def _full_name(typed: str, record: Record, settings: Settings) -> str:
    """`fields.severity` for a field of this ledger that is named `severity`, or by its name."""
    if typed in amendable(record) or typed == DEADLINE:
        return typed
    names = {code: (code, *languages(one.name)) for code, one in settings.fields.items()}
    found = [code for code, known in names.items() if folded(typed) in map(folded, known)]
    return f"{PREFIX}{found[0]}" if len(found) == 1 else typed


def _value(name: str, given: list[str], record: Record, settings: Settings) -> Any:
    """What a field is to hold. Raises UsageError, naming what is wrong with what is typed."""
    own = settings.fields.get(own_name(name) or "")
    if own is not None:
        if own.type == "text":
            return _text(given, plain(record, name))
        return own_fields.read("--now", given, own, name)
    if name in _TEXTS:
        now = _text(given, plain(record, name))
        by_name = name == "leader" and isinstance(now, str)
        return code_lookup.member(now, settings) if by_name else now
    if name == "support":
        return code_lookup.departments(None, given, settings).support
    if len(given) > 1:
        raise UsageError("two-texts", option="--now")
    (typed,) = given
    if name in _DAYS:
        return values.day("--now", typed)
    values.line("--now", typed)
    if name == "standing":
        if folded(typed) not in _TRUTH:
            raise UsageError("neither-true-nor-false", value=typed)
        return _TRUTH[folded(typed)]
    if name in ("lead", "section", "kind"):
        return code_lookup.code(name, typed, settings)
    if name in BY_HAND and name in amendable(record):
        raise UsageError("amend-by-hand", field=name)
    return typed


def _text(given: list[str], was: object) -> Any:
    """A text by language keeps the language that is not amended."""
    now = values.text("--now", given)
    if isinstance(was, dict):
        if not isinstance(now, dict):
            raise UsageError("which-language")
        return {code: (was | now)[code] for code in ("zh", "en") if code in was | now}
    return now


command.__doc__ = _("Correct a field, and record it in the log.")
