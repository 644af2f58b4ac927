"""What the lines of an issue say of its departments, days, kind, measures and the rest."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rectledger.exchange.imports.found import FoundIssue, Listing
from rectledger.exchange.imports.notices.blocks import Block
from rectledger.exchange.imports.notices.issue_states import LONGEST_VALUE, shown
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.days import days_in, read_day
from rectledger.exchange.imports.wording.departments import Departments, read_departments
from rectledger.exchange.imports.wording.kinds import deadline_kind, known_kind, read_kind
from rectledger.exchange.imports.wording.numbering import marker
from rectledger.exchange.imports.wording.numerals import read_number
from rectledger.exchange.imports.wording.state_words import read_tick
from rectledger.exchange.imports.wording.width import half_width

# Fields that are kept as an office's own, by their names.
_OWN = ("goal", "amount", "cause", "basis", "evidence")


@dataclass(slots=True)
class Reader:
    """An issue that is being read: what is not understood is listed."""

    issue: FoundIssue
    style: Style
    listed: list[Listing] = field(default_factory=list)

    def note(self, code: str, place: Place, said: str, **args: object) -> None:
        self.listed.append(Listing(place, code, {"said": shown(said), **args}))


def read_fields(reader: Reader, blocks: Sequence[Block]) -> None:
    """Set the fields that labels name, but for state and measures; the state is known by now."""
    for one in blocks:
        read = _READERS.get(one.field)
        if one.lines and read:
            long = one.field not in _LONG and len(one.text) > LONGEST_VALUE
            (_too_long if long else read)(reader, one)
        elif one.lines and (one.field in _OWN or one.field.startswith("fields.")):
            name = one.field.removeprefix("fields.")
            reader.issue.fields.setdefault(name, one.text)


def _too_long(reader: Reader, block: Block) -> None:
    reader.note("too-long", block.place, block.text)


def _number(reader: Reader, block: Block) -> None:
    if not reader.issue.label:
        reader.issue.label = block.text
        reader.issue.number = read_number(block.text.rstrip(".\u3001"))


def _kind(reader: Reader, block: Block) -> None:
    kind = read_kind(block.text, reader.style.kinds)
    if kind and reader.issue.kind is None:
        reader.issue.kind = kind


def _lead(reader: Reader, block: Block) -> None:
    read = read_departments(block.text)
    issue = reader.issue
    _people(reader, block, read)
    if issue.lead is None:
        issue.lead = read.lead
        if read.code:
            reader.note(read.code, block.place, block.text)
        elif read.collectives:
            reader.note("collective", block.place, block.text)
        _support_with(issue, read.support)
    elif read.lead and read.lead != issue.lead:
        _support_with(issue, (read.lead, *read.support))


def _support(reader: Reader, block: Block) -> None:
    read = read_departments(block.text)
    _people(reader, block, read)
    if read.collectives:
        reader.note("collective", block.place, block.text)
    _support_with(reader.issue, (read.lead, *read.support) if read.lead else read.support)


def _support_with(issue: FoundIssue, names: Sequence[str]) -> None:
    new = [name for name in names if name not in issue.support and name != issue.lead]
    issue.support = (*issue.support, *new)


def _people(reader: Reader, block: Block, read: Departments) -> None:
    """List what was taken off in brackets, which may be a person's name."""
    offices = [one for _, one in read.in_brackets if word("office").search(one)]
    if len(offices) < len(read.in_brackets):
        reader.note("person", block.place, block.label)


def _leader(reader: Reader, block: Block) -> None:
    """A leader's office. A person's name is not published: it is listed only by its label."""
    said = half_width(block.text).strip().rstrip("\u3002.;")
    offices = list(word("office").finditer(said))
    if not offices:
        named = word("person").match(said)
        reader.note("person" if named else "no-office", block.place, block.label)
        return
    office = block.text.strip()[: offices[-1].end()].strip(" (\uff08")
    if said[offices[-1].end() :].strip():
        reader.note("person", block.place, block.label)
        office = office.rsplit("(", 1)[-1].rsplit("\uff08", 1)[-1]
    reader.issue.leader = reader.issue.leader or office


def _leader_or_lead(reader: Reader, block: Block) -> None:
    said = half_width(block.text).strip().rstrip("\u3002.;")
    names = [one for one in re.split("[\u3001,;\n]", said) if one.strip()]
    if names and all(word("department").search(one.strip()) for one in names):
        _lead(reader, block)
    else:
        _leader(reader, block)


def _due(reader: Reader, block: Block) -> None:
    """A deadline: a day, a kind in its place, or no deadline; what is neither is listed."""
    issue, style = reader.issue, reader.style
    kind = deadline_kind(block.text, style.kinds, style.days)
    if kind:
        issue.kind = issue.kind or kind
        return
    day = read_day(block.text, words=style.days)
    if day.code:
        reader.note(day.code, block.place, block.text, label=block.label)
    elif day.iso and issue.due and issue.due != day.iso:
        reader.note("two-days", block.place, block.text, label=block.label)
        issue.due = None
    else:
        issue.due = day.iso


def _due_or_closed(reader: Reader, block: Block) -> None:
    """A deadline, or the day on which it was done if the issue is closed."""
    day = read_day(block.text, words=reader.style.days)
    if reader.issue.state == "closed" and day.iso and not day.limit:
        reader.issue.closed_on = reader.issue.closed_on or day.iso
    else:
        _due(reader, block)


def _revised(reader: Reader, block: Block) -> None:
    """A later deadline: listed, as nobody is named who allowed it, nor why."""
    day = read_day(block.text, words=reader.style.days)
    reader.note("extension", block.place, block.text, label=block.label, day=day.iso)


def _closed_on(reader: Reader, block: Block) -> None:
    day = read_day(block.text, words=reader.style.days)
    if day.iso and not day.limit:
        reader.issue.closed_on = day.iso
    elif block.text.strip(" -\u2014/"):
        reader.note(day.code or "no-day", block.place, block.text, label=block.label)


def _opened(reader: Reader, block: Block) -> None:
    day = read_day(block.text, words=reader.style.days)
    if day.iso and not day.limit:
        reader.issue.opened = day.iso
    else:
        reader.note(day.code or "no-day", block.place, block.text, label=block.label)


def _standing(reader: Reader, block: Block) -> None:
    reader.issue.standing = reader.issue.standing or read_tick(block.text) is True


def _kind_or_note(reader: Reader, block: Block) -> None:
    """A kind, if its wording is known as one; a grade of risk is none."""
    kind = known_kind(block.text, reader.style.kinds)
    if kind and reader.issue.kind is None:
        reader.issue.kind = kind
    else:
        _keep(reader, block)


def _keep(reader: Reader, block: Block) -> None:
    reader.issue.notes.append((block.label, block.text))


def _problem(reader: Reader, block: Block) -> None:
    """The problem is the title, or, where there is one, kept beside it."""
    if reader.issue.title:
        _keep(reader, block)
    else:
        mark = marker(block.text) if len(block.lines) == 1 else None
        lone = mark and mark.number == 1 and mark.text and mark.kind in ("section", "item", "sub")
        reader.issue.title = title_of(mark.text if mark and lone else block.text)


def _outline(name: str) -> Callable[[Reader, Block], None]:
    def read(reader: Reader, block: Block) -> None:
        setattr(reader.issue, name, block.text.strip().rstrip("\u3002."))

    return read


def _next(reader: Reader, block: Block) -> None:
    reader.issue.next = "\n".join(filter(None, (reader.issue.next, sentence_of(block.text))))


def title_of(text: str) -> str:
    """A title without the mark at its end."""
    return " ".join(text.split()).rstrip("\u3002.;\uff1b:\uff1a,\uff0c ")


def sentence_of(text: str) -> str:
    return text.strip().rstrip("\u3002.;\uff1b").rstrip()


_READERS: dict[str, Callable[[Reader, Block], None]] = {
    "number": _number, "kind": _kind, "lead": _lead, "support": _support, "leader": _leader,
    "leader-or-lead": _leader_or_lead, "due": _due, "due-or-closed": _due_or_closed,
    "due-or-days": _due, "revised_due": _revised, "closed_on": _closed_on, "opened": _opened,
    "standing": _standing, "problem": _problem, "problem-or-note": _problem, "next": _next,
    "heading": _outline("heading"), "aspect": _outline("aspect"), "aspect-or-note": _keep,
    "section": _outline("section"), "note": _keep, "acceptor": _keep, "kind-or-note": _kind_or_note,
}  # fmt: skip
_LONG = ("problem", "problem-or-note", "next", "note", "acceptor", "kind-or-note", "heading")


def due_in_sentence(reader: Reader, block: Block) -> None:
    """The deadline that a sentence of a report says, if no label does."""
    issue = reader.issue
    half = half_width(block.text)
    found: list[str] = []
    for day in days_in(block.text[:4000], reader.style.days):
        before = half[max(day.start - 16, 0) : day.start]
        if word("extended_before").search(before):
            reader.note("extension", block.place, block.text[day.start - 8 : day.end], day=day.iso)
        elif word("deadline_before").search(before):
            found.append(day.iso)
    if len(set(found)) == 1 and issue.due is None:
        issue.due = found[0]
    elif len(set(found)) > 1:
        reader.note("two-days", block.place, block.text)
