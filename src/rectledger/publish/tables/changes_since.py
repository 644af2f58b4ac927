"""How issues stood, and the lists of what became of them since."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rectledger.core import deadlines
from rectledger.core.items import Item
from rectledger.core.lifecycle import DEADLINE, since_taken_up
from rectledger.core.model import Amend
from rectledger.core.policy import counts_as_closed
from rectledger.formatting import items as phrases
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.context import About
from rectledger.publish.tables.table import Cell, Column, Table


class Stood(NamedTuple):
    """An issue as it stood: what a bulletin tells of it, and what it is compared by."""

    number: int
    title: str
    lead: str  # a code
    counted: bool  # as closed
    overdue: bool
    due_soon: bool
    days_over: int
    days_over_first: int
    extensions: int
    relapses: int
    reopenings: int
    reopened_on: str | None  # when it was last taken up again, if it counted as closed until then
    day: str  # on which it stood so
    first: str | None
    deadline: str | None
    closed_on: str | None
    in_time: str  # in words
    amended: tuple[str, ...]  # the fields that amendments have named, in order
    measures: dict[str, tuple[str, ...]]  # the same of its measures, by their references
    state: str  # in words


def stood(item: Item, measures: Iterable[Item]) -> Stood:
    """How an issue stands, and what was amended of its measures."""
    return Stood(
        number=item.sort_key[0],
        title=values.text_of(item.record.title),
        lead=item.status.lead,
        counted=item.counted,
        overdue=item.overdue,
        due_soon=item.due_soon,
        days_over=item.days_over,
        days_over_first=item.days_over_first,
        extensions=item.status.extensions,
        relapses=item.status.relapses,
        reopenings=item.status.reopenings,
        reopened_on=_reopened_on(item),
        day=item.day,
        first=item.record.due,
        deadline=item.status.deadline,
        closed_on=item.closed_on,
        in_time=phrases.in_time(item),
        amended=_amended(item),
        measures={one.ref: _amended(one) for one in measures},
        state=terms.state(item.status.state, item.status.result),
    )


def _amended(item: Item) -> tuple[str, ...]:
    return tuple(one.field for one in item.record.log if isinstance(one, Amend))


def _reopened_on(item: Item) -> str | None:
    steps = [] if item.counted else since_taken_up(item.record, item.day)
    if not steps:
        return None
    first, policy = steps[0], item.settings.policy
    was_closed = counts_as_closed(first.before.state, first.before.result, policy)
    return first.entry.date if was_closed else None


class Pair(NamedTuple):
    """An issue as it stands, and as it stood: held against itself, whoever led it then."""

    now: Stood
    then: Stood | None

    @property
    def counted_then(self) -> bool:
        return self.then is not None and self.then.counted

    @property
    def closed_between(self) -> bool:
        """Whether it was closed since, and taken up again: as if nothing had been."""
        again = self.now.reopened_on
        if again is None or self.counted_then:
            return False
        return self.then is None or again > self.then.day

    @property
    def newly_overdue(self) -> bool:
        return self.now.overdue and not (self.then and self.then.overdue)

    @property
    def came_back(self) -> bool:
        """Whether it relapsed or was reopened since, and did not count as closed before it."""
        if self.then is None or self.then.counted or self.now.counted:
            return False
        return self.again is not None

    @property
    def again(self) -> tuple[int, int] | None:
        """How often it relapsed, and was reopened otherwise, since; None for never."""
        was, now = self.then, self.now
        before = (was.relapses, was.reopenings) if was else (0, 0)
        since = (now.relapses - before[0], now.reopenings - before[1])
        return since if any(since) else None

    @property
    def amended(self) -> list[str]:
        """The fields that were amended since, each once."""
        if self.then is None:
            return []
        return list(dict.fromkeys(self.now.amended[len(self.then.amended) :]))

    @property
    def amended_below(self) -> dict[str, list[str]]:
        """The same of each of its measures, by their references."""
        was = self.then.measures if self.then else {}
        found = {
            ref: list(dict.fromkeys(fields[len(was[ref]) :]))
            for ref, fields in self.now.measures.items()
            if ref in was
        }
        return {ref: fields for ref, fields in found.items() if fields}

    @property
    def extended(self) -> bool:
        return self.now.extensions > (self.then.extensions if self.then else 0)


Field = tuple[Column, Callable[[Pair], Cell]]


def lists(now: Sequence[Stood], was: Sequence[Stood] | None, about: About) -> dict[str, Table]:
    """What became of which issues; what is over or due comes in order of its deadline.

    Without `was` nothing is told as closed, reopened or changed otherwise, and all that was ever
    extended as extended.
    """
    before, code = {one.number: one for one in was or ()}, about.asked.department
    every = [Pair(one, before.get(one.number)) for one in now]
    pairs = [pair for pair in every if code in (None, pair.now.lead)]
    moved = pairs if was is not None else []
    # What a department handed over is told to it, though it is another's now.
    handed = [pair for pair in every if pair.then and code == pair.then.lead != pair.now.lead]
    urgent = sorted(pairs, key=lambda pair: (pair.now.deadline or "", pair.now.number))
    changed = {pair.now.number: _otherwise(pair, about) for pair in [*moved, *handed]}

    def table(found: Iterable[Pair], *fields: Field) -> Table:
        shown = [*_named(about), *fields]
        rows = [[say(pair) for _column, say in shown] for pair in found]
        return Table([column for column, _say in shown], rows)

    return {
        "closed": table(
            (pair for pair in moved if pair.now.counted and not pair.counted_then), *_closing()
        ),
        "reopened": table(
            (pair for pair in moved if pair.counted_then and not pair.now.counted),
            _deadline(),
            *_again(),
        ),
        "otherwise": table(
            (pair for pair in every if changed.get(pair.now.number)),
            (Column(_("What changed"), width=40), lambda pair: changed[pair.now.number]),
        ),
        "overdue": table(
            (pair for pair in urgent if pair.now.overdue), *_over(since=was is not None)
        ),
        "extended": table((pair for pair in pairs if pair.extended), *_extending()),
        "due_soon": table(
            (pair for pair in urgent if pair.now.due_soon), _deadline(), _left(about.day)
        ),
    }


def _otherwise(pair: Pair, about: About) -> str:
    """What became of an issue that no other list tells of it; "" where nothing did."""
    now, then = pair
    told = pair.counted_then != now.counted  # in a list of its own
    again = pair.again
    said = [_("closed, and {again}").format(again=_again_as(pair))] if pair.closed_between else []
    if then is None:
        added = [] if told else [_("added; {state}").format(state=now.state)]
        return _("; ").join([*added, *said])
    told_of: set[str] = set()
    if now.lead != then.lead:
        was, is_now = (values.department(about.settings, one.lead) for one in (then, now))
        words = _("handed over by {was} to {now}")
        if "lead" in pair.amended:
            words, told_of = _("lead {was} → {now}, amended"), {"lead"}
        said.append(words.format(was=was, now=is_now))
    if not told and now.state != then.state:
        said.append(_("{was} → {now}").format(was=then.state, now=now.state))
    if now.counted and then.counted and now.closed_on != then.closed_on:
        words = _("{again}, and closed on {day}")
        said.append(words.format(again=_again_as(pair), day=now.closed_on))
    moved = now.deadline != then.deadline
    told_moved = moved and not pair.extended and not told
    if pair.came_back and not (told or pair.closed_between):
        said.append(_again_as(pair))
    if told_moved:
        words = _("deadline {was} → {now}")
        if not again and {"due", DEADLINE} & set(pair.amended):
            words = _("deadline {was} → {now}, amended")
            told_of |= {"due", DEADLINE}
        said.append(words.format(was=then.deadline or "–", now=now.deadline or "–"))
    fields = [one for one in pair.amended if one not in told_of]
    if fields:
        said.append(_("amended: {fields}").format(fields=_fields(fields)))
    for ref, fields in pair.amended_below.items():
        words = _("measure {ref} amended: {fields}")
        said.append(words.format(ref=ref, fields=_fields(fields)))
    return _("; ").join(said)


def _again_as(pair: Pair) -> str:
    """Whether an issue relapsed, was reopened otherwise, or both, since; as it would be told."""
    relapsed, reopened = pair.again or (0, 0)
    said = [_("relapsed")] if relapsed else []
    said += [_("reopened")] if reopened or not relapsed else []
    return _(", ").join(said)


def _fields(names: Iterable[str]) -> str:
    return _(", ").join(map(terms.field, names))


def _named(about: About) -> list[Field]:
    return [
        (Column(_("No."), "number", width=8), lambda pair: pair.now.number),
        (Column(_("Title"), width=50), lambda pair: pair.now.title),
        (
            Column(_("Lead department"), width=20),
            lambda pair: values.department(about.settings, pair.now.lead),
        ),
    ]


def _deadline() -> Field:
    return Column(_("Deadline"), "day"), lambda pair: pair.now.deadline


def _closing() -> list[Field]:
    return [
        (Column(_("Closed on"), "day"), lambda pair: pair.now.closed_on),
        (Column(_("Closed in time"), width=10), lambda pair: pair.now.in_time or "–"),
        (Column(_("State"), width=14), lambda pair: pair.now.state),
    ]


def _over(*, since: bool) -> list[Field]:
    over: list[Field] = [
        (Column(_("Days over"), "number", width=10), lambda pair: pair.now.days_over),
        (
            Column(_("Days over the first deadline"), "number", width=12),
            lambda pair: pair.now.days_over_first,
        ),
    ]
    newly: Field = (
        Column(_("Newly overdue"), width=10),
        lambda pair: values.value(pair.newly_overdue),
    )
    return [_deadline(), *over, *([newly] if since else [])]


def _again() -> list[Field]:
    return [
        (Column(_("Relapses"), "number", width=10), lambda pair: pair.now.relapses),
        (Column(_("Reopenings"), "number", width=10), lambda pair: pair.now.reopenings),
    ]


def _extending() -> list[Field]:
    return [
        (Column(_("First deadline"), "day"), lambda pair: pair.now.first),
        _deadline(),
        (Column(_("Extensions"), "number", width=10), lambda pair: pair.now.extensions),
    ]


def _left(day: str) -> Field:
    return (
        Column(_("Days left"), "number", width=10),
        lambda pair: deadlines.days_between(day, pair.now.deadline or day),
    )
