"""Changes of a ledger in words, one line each, for both the terminal and the comment."""

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
    """One change, and further details of it, one line each."""

    what: str
    besides: list[str]
    entry: BaseEntry | None = None


def said(one: Happened, settings: Settings, most: int | None = None) -> Iterator[DiffLine]:
    """The valid changes of an item; long values are cut to `most` characters."""
    if one.added and one.now:
        what = _("new issue") if isinstance(one.now, Issue) else _("new measure")
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
    """A short list of an entry's evidence, files first."""
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
    # An amendment names the old lead itself.
    if step.after.lead != step.before.lead and step.entry.event != "amend":
        yield _("previously led by {name}").format(name=department(settings, step.before.lead))


def in_runs(refs: Sequence[str]) -> str:
    """References with consecutive ones joined: 19.1 to 19.3, 20.1."""
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
    "record-gone": N_("record deleted: {file}"),
    "record-moved": N_("record moved from {was} to {now}"),
    "renumbered": N_("{file} was renumbered from {was} to {now}"),
    "entry-altered": N_("entry altered: was {was}; now {now}"),
    "entry-gone": N_("entry deleted: {entry}"),
    "entry-moved": N_("entry moved within the log: {entry}"),
    "entry-between": N_("entry inserted before existing ones: {entry}"),
    "illegal-event": N_("entry not allowed while the item is {state}: {entry}"),
    "field-edited": N_("{field} changed without an amendment: was {was}, now {now}"),
}


def fault(one: Fault, settings: Settings, most: int | None = None) -> str:
    """A change of a record that breaks the rules: no rectledger command makes it."""
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
        return _("evidence of an entry altered: {was}").format(**said)
    return _(_FAULTS[one.code]).format(**said)


def evidence_fault(one: EvidenceChange) -> str:
    """A change of an evidence file that breaks the rules."""
    if one.change == "altered":
        return _("evidence altered: {path}").format(path=one.path)
    return _("evidence deleted: {path}").format(path=one.path)


def edit(one: SettingsEdit, most: int | None = None) -> str:
    """An edit of ledger.yaml."""
    was, now = (short(value(held), most) for held in (one.was, one.now))
    name = f"{one.part}.{one.id}" if one.id else one.part
    if one.was is None:
        return _("{name}: added: {now}").format(name=name, now=now)
    if one.now is None:
        return _("{name}: removed: {was}").format(name=name, was=was)
    return _("{name}: was {was}, now {now}").format(name=name, was=was, now=now)


def faults(compared: Compared, most: int | None = None) -> list[tuple[Happened | None, str]]:
    """All changes that break the rules, each with its item (None: a file of evidence)."""
    found: list[tuple[Happened | None, str]] = [
        (one, fault(each, compared.settings, most))
        for one in compared.happened
        for each in one.faults
    ]
    pieces = (one for one in compared.evidence if one.change != "added")
    return [*found, *((None, evidence_fault(one)) for one in pieces)]


def unlawful(n: int) -> str:
    """The heading of those changes."""
    return _("Rule violations: {n}").format(n=n)


def side(one: Side | None) -> str:
    """The name of a side of the comparison."""
    if one is None:
        return _("(no ledger)")
    origin = one.origin
    if origin.sha is None:
        words = _("the current files")
    else:
        named = origin.rev is not None and not origin.sha.startswith(origin.rev)
        words = _("{rev} (commit {sha}, {day})") if named else _("commit {sha} ({day})")
        if origin.parted:
            words = _("the merge base with {rev} (commit {sha}, {day})")
        words = words.format(rev=origin.rev, sha=origin.sha[:10], day=origin.committed)
    merged = _("{side}, merged into {into}").format(side=words, into=origin.into)
    return merged if origin.into else words


def conflicts(compared: Compared) -> str | None:
    """Why the later side cannot be merged as it stands; None if it can."""
    if not compared.conflicts:
        return None
    base = compared.before.origin.rev if compared.before else None
    committed = [file for file in compared.conflicts if file not in compared.uncommitted]
    told = _(
        "Cannot be merged into {base} as it stands: both sides changed {files}. The changes below "
        "are from this side only."
    )
    if not committed:
        told = _(
            "The commits here can be merged into {base}, but the uncommitted changes cannot: "
            "{base} also changed {files}. The changes below are from this side only."
        )
    return told.format(base=base, files=_(", ").join(committed or compared.uncommitted))


def headline(compared: Compared) -> str:
    """The counts before and after, in one sentence."""
    before, after = compared.before, compared.after
    if after.stands is None:
        return _("No counts: ledger.yaml cannot be read.")
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
    return _("deadline {day}, {over} overdue; {lead}").format(
        day=item.status.deadline, over=days_over(item.days_over),
        lead=department(settings, item.status.lead),
    )  # fmt: skip


def standing(one: Group | None) -> str:
    """A department's closed and overdue issues."""
    if one is None:
        return "–"
    closed = of(one.issues.closed, one.issues.total)
    if not one.issues.overdue:
        return closed
    return _("{closed}, {n} overdue").format(closed=closed, n=one.issues.overdue)


def departments(compared: Compared) -> list[tuple[str, str, str]]:
    """The departments whose counts changed: name, before, after."""
    rows = [
        (text_of(one.name) or _("(unknown)"), standing(one.before), standing(one.after))
        for one in compared.departments
        if compared.before
    ]
    return [row for row in rows if row[1] != row[2]]


def needed(one: Needed, settings: Settings) -> str:
    """Who must review what."""
    people = [person(settings, who) for who in one.members]
    refs = in_runs(one.refs) if one.refs else SETTINGS_FILE
    if one.reason == "approval":
        words = _("{refs}: {who}, to confirm the approval")
        return words.format(who=people[0], refs=refs)
    who = _(", ").join(people or (terms.role(role) or role for role in one.roles))
    if len(people) > 1:
        who = _("one of {names}").format(names=who)
    elif not people and settings.members:
        who = _("no other member is eligible ({roles})").format(roles=who)
    return _("{refs}: {who}").format(refs=refs, who=who)


def reworded(compared: Compared) -> str:
    """How ledger.yaml changed if no single edit can be listed."""
    if compared.before and compared.before.settings and compared.after.settings:
        return _("only comments or the order changed")
    return _("changed, but one side cannot be read")


def days(compared: Compared, *, slim: bool = False) -> tuple[str, str]:
    """The column headers of the two sides: before and after, or their dates if these differ."""
    before, after = compared.before, compared.after
    if before is None or before.day == after.day:
        return _("before"), _("after")
    if slim:
        return before.day, after.day
    return _("As of {day}").format(day=before.day), _("As of {day}").format(day=after.day)


def reviewers(compared: Compared) -> list[str]:
    """Who must review the changes."""
    before = compared.before
    settings = (before.settings if before else None) or compared.settings
    said = [needed(one, settings) for one in compared.reviewers]
    if said and not settings.members:
        said.append(_("This ledger lists no members, so it is not known who holds which role."))
    return said


def loose_evidence(compared: Compared) -> list[str]:
    """New evidence files that no new entry refers to."""
    pieces = (one for one in compared.evidence if one.change == "added" and one.piece is None)
    return [_("{path}: no new entry refers to it").format(path=one.path) for one in pieces]


def edits(compared: Compared, most: int | None = None) -> list[str]:
    """What was edited in ledger.yaml."""
    said = [edit(one, most) for one in compared.edits]
    return [reworded(compared)] if compared.edited and not said else said
