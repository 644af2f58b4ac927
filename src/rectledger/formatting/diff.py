"""What happened to a ledger, in words: each of a line, for the terminal and for a comment alike."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rectledger.core.diff.item_diff import Fault, Happened
from rectledger.core.diff.ledger_diff import Compared, EvidenceChange, Side
from rectledger.core.diff.reviewers import Needed
from rectledger.core.diff.settings_diff import SettingsEdit
from rectledger.core.items import Item
from rectledger.core.lifecycle import Step, first_status
from rectledger.core.model import BaseEntry, EvidenceFile, Issue, Settings
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.summary.counts import Group
from rectledger.formatting import consequences, entries
from rectledger.formatting.values import (
    days_over,
    department,
    figure,
    issues_closed,
    of,
    person,
    rate,
    short,
    text_of,
    value,
)
from rectledger.i18n import terms
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _


class DiffLine(NamedTuple):
    """One thing that happened, and what there is to add, a line each."""

    what: str
    besides: list[str]
    entry: BaseEntry | None = None


def said(one: Happened, settings: Settings, most: int | None = None) -> Iterator[DiffLine]:
    """What lawfully became of an item; of long values, so many characters at the `most`."""
    if one.added and one.now:
        what = _("a new issue") if isinstance(one.now, Issue) else _("a new measure")
        first = first_status(one.now)
        lead = _("lead {name}").format(name=department(settings, first.lead))
        yield DiffLine(what, [lead, consequences.added(first)])
    for step in one.entered:
        besides = list(_besides(step, settings))
        if step.entry.note is not None:
            note = short(text_of(step.entry.note), most)
            besides.append(_("“{note}”").format(note=note))
        if one.along and step is one.entered[-1]:
            besides.append(_("with {refs}").format(refs=in_runs(one.along)))
        what = f"{step.entry.date} {entries.what(step.entry, settings, most)}"
        yield DiffLine(what, besides, step.entry)


def evidence(entry: BaseEntry | None) -> list[str]:
    """What an entry brings as evidence, in few words: files first."""
    pieces = (entry.evidence if entry else None) or ()
    named = [
        _("{name} ({size} bytes)").format(name=one.name, size=figure(one.size))
        for one in pieces
        if isinstance(one, EvidenceFile)
    ]
    named += [entries.name(one) for one in pieces if not isinstance(one, EvidenceFile)]
    return [_("evidence: {names}").format(names=_(", ").join(named))] if named else []


def _besides(step: Step, settings: Settings) -> Iterator[str]:
    if step.after is None:
        return
    yield from consequences.outcome(step.entry, step.before, step.after, settings)
    if step.after.lead != step.before.lead and step.entry.event != "amend":  # which says so
        yield _("the lead was {name}").format(name=department(settings, step.before.lead))


def in_runs(refs: Sequence[str]) -> str:
    """References with runs shortened: 19.1 to 19.3, 20.1."""
    numbers = [tuple(map(int, ref.split("."))) for ref in refs]
    runs: list[list[str]] = [[refs[0]]]
    for (one, other), ref in zip(pairwise(numbers), refs[1:], strict=True):
        if other[:-1] == one[:-1] and other[-1] == one[-1] + 1:
            runs[-1].append(ref)
        else:
            runs.append([ref])
    said: list[str] = []
    for run in runs:
        if len(run) > 2:
            said.append(_("{first} to {last}").format(first=run[0], last=run[-1]))
        else:
            said += run
    return _(", ").join(said)


_FAULTS = {
    "record-gone": N_("the record was deleted: {file}"),
    "record-moved": N_("the record was moved from {was} to {now}"),
    "renumbered": N_("{file} was {was}, and is {now} now"),
    "entry-altered": N_("an entry was altered: it was {was}; it is {now}"),
    "entry-gone": N_("an entry is gone: {entry}"),
    "entry-moved": N_("an entry stands elsewhere in the log: {entry}"),
    "entry-between": N_("an entry was put in before others: {entry}"),
    "illegal-event": N_("an entry that cannot be where the item is {state}: {entry}"),
    "field-edited": N_("{field} was changed without an amendment: it was {was}, now {now}"),
}


def fault(one: Fault, settings: Settings, most: int | None = None) -> str:
    """What was done to a record that no command of ours does."""
    notes = [held.note for held in one.args.values() if isinstance(held, BaseEntry)]
    alike = len(notes) == 2 and notes[0] == notes[1]

    def in_words(name: str, held: object) -> str:
        if name == "state":
            return terms.state(str(held))
        if not isinstance(held, BaseEntry):
            long = one.code == "field-edited" and name != "field"
            return short(value(held), most) if long else str(held)
        told = f"{held.date} {entries.what(held, settings, most)}"
        if held.note is None or alike:
            return told
        note = short(text_of(held.note), most)
        return _("{what}, “{note}”").format(what=told, note=note)

    said = {name: in_words(name, held) for name, held in one.args.items()}
    if one.code == "entry-altered" and said["was"] == said["now"]:
        return _("an entry was altered in what it has as evidence: {was}").format(**said)
    return _(_FAULTS[one.code]).format(**said)


def evidence_fault(one: EvidenceChange) -> str:
    """What was done to a file of evidence that is never done to any."""
    if one.change == "altered":
        return _("evidence was altered: {path}").format(path=one.path)
    return _("evidence was removed: {path}").format(path=one.path)


def edit(one: SettingsEdit, most: int | None = None) -> str:
    """An edit of ledger.yaml."""
    was, now = (short(value(held), most) for held in (one.was, one.now))
    name = f"{one.part}.{one.id}" if one.id else one.part
    if one.was is None:
        return _("{name}: added: {now}").format(name=name, now=now)
    if one.now is None:
        return _("{name}: taken out: {was}").format(name=name, was=was)
    return _("{name}: was {was}, now {now}").format(name=name, was=was, now=now)


def faults(compared: Compared, most: int | None = None) -> list[tuple[Happened | None, str]]:
    """All that was done that no command of ours does, with the item to which it was done."""
    found: list[tuple[Happened | None, str]] = [
        (one, fault(each, compared.settings, most))
        for one in compared.happened
        for each in one.faults
    ]
    pieces = (one for one in compared.evidence if one.change != "added")
    return [*found, *((None, evidence_fault(one)) for one in pieces)]


def unlawful(n: int) -> str:
    """What is to be thought of them."""
    return _("Not lawful: {n}").format(n=n)


def side(one: Side | None) -> str:
    """Which state of the ledger a side is."""
    if one is None:
        return _("(no ledger)")
    origin = one.origin
    if origin.sha is None:
        words = _("the files as they are now")
    else:
        named = origin.rev is not None and not origin.sha.startswith(origin.rev)
        words = _("{rev} (commit {sha} of {day})") if named else _("commit {sha} of {day}")
        if origin.parted:
            words = _("where it left {rev} (commit {sha} of {day})")
        words = words.format(rev=origin.rev, sha=origin.sha[:10], day=origin.committed)
    merged = _("{side}, merged into {into}").format(side=words, into=origin.into)
    return merged if origin.into else words


def conflicts(compared: Compared) -> str | None:
    """That the later side cannot be merged as it is, and what is in the way."""
    if not compared.conflicts:
        return None
    base = compared.before.origin.rev if compared.before else None
    committed = [file for file in compared.conflicts if file not in compared.uncommitted]
    told = _(
        "This cannot be merged into {base} as it is: both have changed {files}. What follows is "
        "the change of this side alone."
    )
    if not committed:
        told = _(
            "What is committed here can be merged into {base}. What is not committed yet cannot: "
            "{base} has changed {files} too. What follows is the change of this side alone."
        )
    return told.format(base=base, files=_(", ").join(committed or compared.uncommitted))


def headline(compared: Compared) -> str:
    """What became of the count, in one sentence."""
    before, after = compared.before, compared.after
    if after.stands is None:
        return _("This cannot be counted: ledger.yaml cannot be read.")
    now = after.stands.issues
    if before is None or before.stands is None:
        return issues_closed(now)
    was = before.stands.issues
    words = _("Issues closed: {was} ({was_rate}) → {now} ({now_rate}); overdue: {over} → {left}")
    return words.format(
        was=of(was.closed, was.total), was_rate=rate(was.closed, was.total),
        now=of(now.closed, now.total), now_rate=rate(now.closed, now.total),
        over=was.overdue, left=now.overdue,
    )  # fmt: skip


def overdue(item: Item, settings: Settings) -> str:
    """An item that has become overdue."""
    return _("deadline {day}, {over} over; {lead}").format(
        day=item.status.deadline, over=days_over(item.days_over),
        lead=department(settings, item.status.lead),
    )  # fmt: skip


def standing(one: Group | None) -> str:
    """How a department stands: closed of all, and what is overdue."""
    if one is None:
        return "–"
    closed = of(one.issues.closed, one.issues.total)
    if not one.issues.overdue:
        return closed
    return _("{closed}, {n} overdue").format(closed=closed, n=one.issues.overdue)


def departments(compared: Compared) -> list[tuple[str, str, str]]:
    """The departments whose issues stand otherwise than before: name, before, after."""
    rows = [
        (text_of(one.name) or _("(not known)"), standing(one.before), standing(one.after))
        for one in compared.departments
        if compared.before
    ]
    return [row for row in rows if row[1] != row[2]]


def needed(one: Needed, settings: Settings) -> str:
    """Who has to look at what."""
    people = [person(settings, who) for who in one.members]
    refs = in_runs(one.refs) if one.refs else SETTINGS_FILE
    if one.reason == "approval":
        words = _("{refs}: {who}, to confirm the approval")
        return words.format(who=people[0], refs=refs)
    who = _(", ").join(people or (terms.role(role) or role for role in one.roles))
    if len(people) > 1:
        who = _("one of {names}").format(names=who)
    elif not people and settings.members:
        who = _("no other member may ({roles})").format(roles=who)
    return _("{refs}: {who}").format(refs=refs, who=who)


def reworded(compared: Compared) -> str:
    """What there is to say of a ledger.yaml that differs without an edit that can be named."""
    if compared.before and compared.before.settings and compared.after.settings:
        return _("it differs in comments or order alone")
    return _("it differs, and cannot be read on one side")


def days(compared: Compared, *, slim: bool = False) -> tuple[str, str]:
    """What the two sides are called in a table: the days for which they are counted, where these
    are not the same."""
    before, after = compared.before, compared.after
    if before is None or before.day == after.day:
        return _("before"), _("after")
    if slim:
        return before.day, after.day
    return _("As of {day}").format(day=before.day), _("As of {day}").format(day=after.day)


def reviewers(compared: Compared) -> list[str]:
    """Who has to look at what was changed."""
    before = compared.before
    settings = (before.settings if before else None) or compared.settings
    said = [needed(one, settings) for one in compared.reviewers]
    if said and not settings.members:
        said.append(_("This ledger has no members, so who has which role cannot be told."))
    return said


def loose_evidence(compared: Compared) -> list[str]:
    """Files of evidence that came in without an entry that names them."""
    pieces = (one for one in compared.evidence if one.change == "added" and one.piece is None)
    return [_("{path}: no new entry refers to it").format(path=one.path) for one in pieces]


def edits(compared: Compared, most: int | None = None) -> list[str]:
    """What was edited in ledger.yaml."""
    said = [edit(one, most) for one in compared.edits]
    return [reworded(compared)] if compared.edited and not said else said
