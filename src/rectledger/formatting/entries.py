"""Log entries in words."""

from collections.abc import Callable, Iterator
from typing import Any

from rectledger.core import model
from rectledger.core.model import (
    BaseEntry,
    Evidence,
    EvidenceDocument,
    EvidenceFile,
    EvidenceUrl,
    Settings,
    same,
)
from rectledger.core.model.own_fields import own_name
from rectledger.formatting import items, own_fields
from rectledger.formatting.values import (
    authority,
    capacity,
    department,
    figure,
    kind,
    leader,
    person,
    short,
    text_of,
    value,
)
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _


def what(
    entry: BaseEntry, settings: Settings, most: int | None = None, *,
    names: bool = True, by: bool = True,
) -> str:  # fmt: skip
    """What an entry records and who entered it, on one line; the values of an amendment are cut to
    `most` characters. Without `names`, people are given by role or department, or left out if only
    their name is known; without `by`, who entered it is left out."""
    words = terms.event(entry.event)
    who = person if names else capacity
    detail = _("; ").join(_details(entry, settings, most, who))
    if detail:
        words = _("{event}: {detail}").format(event=words, detail=detail)
    entered = who(settings, entry.by) if by else ""
    return _("{what} (by {who})").format(what=words, who=entered) if entered else words


def _details(
    entry: BaseEntry, settings: Settings, most: int | None, who: Callable[[Settings, str], str]
) -> Iterator[str]:
    if outcome := _outcome(entry):
        yield outcome
    if to := _to(entry):
        yield to
    if isinstance(entry, model.Reassign):
        if entry.lead:
            yield _("lead {name}").format(name=department(settings, entry.lead))
        if entry.support is not None:
            names = _(", ").join(department(settings, code) for code in entry.support)
            yield _("supporting {names}").format(names=names or "–")
    # Without names, the old and the new leader must not be shown, nor what is internal.
    if isinstance(entry, model.Amend) and who is capacity and _is_internal(entry.field, settings):
        yield _field_name(entry.field, settings)
    elif isinstance(entry, model.Amend):
        was, now = _changed(entry.was, entry.now)
        yield _("{field} was {was}, now {now}").format(
            field=_field_name(entry.field, settings),
            was=short(_held(entry.field, was, settings), most),
            now=short(_held(entry.field, now, settings), most),
        )
    if entry.approver is not None:
        approver = (authority if who is capacity else who)(settings, entry.approver)
        if approver:
            yield _("approved by {who}").format(who=approver)


def _outcome(entry: BaseEntry) -> str:
    """The result of a closing or a review; "" for other entries."""
    if isinstance(entry, model.Close):
        return terms.result(entry.result)
    return terms.outcome(entry.outcome) if isinstance(entry, model.Review) else ""


def _to(entry: BaseEntry) -> str:
    """The deadline that an entry sets; "" if none."""
    if isinstance(entry, model.Extend | model.Reopen | model.Review) and entry.to:
        return _("to {day}").format(day=entry.to)
    return ""


_NAMED: dict[str, Callable[[Settings, str], str]] = {
    "kind": kind, "section": items.section, "lead": department, "leader": leader,
}  # fmt: skip


def _is_internal(field: str, settings: Settings) -> bool:
    own = settings.fields.get(own_name(field) or "")
    return field == "leader" or bool(own and own.internal)


def _field_name(field: str, settings: Settings) -> str:
    return own_fields.called(settings, field) if own_name(field) else terms.field(field)


def _held(field: str, held: Any, settings: Settings) -> str:
    """The value of a field, with names from `ledger.yaml` instead of codes."""
    if field in _NAMED and isinstance(held, str):
        return _NAMED[field](settings, held)
    if field == "support" and isinstance(held, list):
        return value([department(settings, code) for code in held])
    own = own_name(field)
    if own is not None and not isinstance(held, dict) and held is not None:
        return own_fields.value(settings.fields.get(own), held)
    return value(held)


def _changed(was: Any, now: Any) -> tuple[Any, Any]:
    """Keep only the amended languages of a text by language."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return was, now
    codes = [code for code in was | now if not same(was.get(code), now.get(code))]
    return {c: was[c] for c in codes if c in was} or None, {c: now[c] for c in codes if c in now}


def report(entry: BaseEntry) -> str:
    """An entry as a report: date, event, result, new deadline and note."""
    words = terms.event(entry.event)
    usual = isinstance(entry, model.Close) and entry.result == "complete"
    details = ["" if usual else _outcome(entry), _to(entry)]
    if detail := _("; ").join(one for one in details if one):
        words = _("{what} ({detail})").format(what=words, detail=detail)
    words = f"{entry.date} {words}"
    if entry.note is None:
        return words
    return _("{event}: {detail}").format(event=words, detail=text_of(entry.note))


def references(entry: BaseEntry) -> Iterator[str]:
    """The evidence of an entry that is kept elsewhere, one line each."""
    elsewhere = [p for p in entry.evidence or () if not isinstance(p, EvidenceFile)]
    yield from evidence(entry.model_copy(update={"evidence": elsewhere}))


def evidence(entry: BaseEntry) -> Iterator[str]:
    """The evidence of an entry, one line each."""
    for one in entry.evidence or ():
        yield _("Evidence: {name}").format(name=piece(one))


def name(one: Evidence) -> str:
    """The name of a piece of evidence: file name, document title or web address."""
    match one:
        case EvidenceFile():
            return one.name
        case EvidenceDocument():
            return one.document
        case EvidenceUrl():
            return one.url


def piece(one: Evidence) -> str:
    """A piece of evidence: a file with size and path, or the title or address of what is kept
    elsewhere, with its date."""
    if isinstance(one, EvidenceFile):
        return _("{name} ({size} bytes, {path})").format(
            name=one.name, size=figure(one.size), path=one.path
        )
    if one.dated:
        return _("{what} ({detail})").format(what=name(one), detail=one.dated)
    return name(one)
