"""The lists of changes to issues since a date."""

from collections.abc import Iterable, Sequence

from rectledger.core import deadlines
from rectledger.core.diff.issues_then_and_now import ThenAndNow
from rectledger.core.items import Item
from rectledger.core.lifecycle import DEADLINE
from rectledger.core.summary.overdue_and_due_soon import by_urgency
from rectledger.formatting import items as phrases
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.context import About
from rectledger.publish.tables.table import Column, Field, Table, tabulated


def lists(every: Sequence[ThenAndNow], about: About, *, since: bool) -> dict[str, Table]:
    """The changes to issues, by list; overdue and due issues are ordered by deadline.

    Without `since` a date, the lists of closed, reopened and otherwise changed issues are empty,
    and the list of extended ones has every issue ever extended.
    """
    code = about.asked.department
    pairs = [pair for pair in every if code in (None, pair.now.status.lead)]
    moved = pairs if since else []
    # An issue reassigned to another department is still listed for the former one.
    handed = [
        pair for pair in every
        if pair.then and code == pair.then.status.lead != pair.now.status.lead
    ]  # fmt: skip
    urgent = sorted(pairs, key=lambda pair: by_urgency(pair.now))
    changed = {pair.now.ref: _otherwise(pair) for pair in [*moved, *handed]}

    def table(found: Iterable[ThenAndNow], *fields: Field[ThenAndNow]) -> Table:
        return tabulated([*_named(), *fields], found)

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
            (pair for pair in every if changed.get(pair.now.ref)),
            Field(Column(_("What changed"), width=40), lambda pair: changed[pair.now.ref]),
        ),
        "overdue": table((pair for pair in urgent if pair.now.overdue), *_over(since=since)),
        "extended": table((pair for pair in pairs if pair.extended), *_extending()),
        "due_soon": table(
            (pair for pair in urgent if pair.now.due_soon), _deadline(), _left(about.day)
        ),
    }


def _otherwise(pair: ThenAndNow) -> str:
    """The changes to an issue that no other list shows; "" if none."""
    now, then = pair.now, pair.then
    told = pair.counted_then != now.counted  # listed separately
    again = pair.again
    said = [_("closed, then {again}").format(again=_again_as(pair))] if pair.closed_between else []
    if then is None:
        added = [] if told else [_("added; {state}").format(state=_state(now))]
        return _("; ").join([*added, *said])
    told_of: set[str] = set()
    if now.status.lead != then.status.lead:
        was, is_now = (values.department(now.settings, one.status.lead) for one in (then, now))
        words = _("reassigned from {was} to {now}")
        if "lead" in pair.amended:
            words, told_of = _("lead {was} → {now}, amended"), {"lead"}
        said.append(words.format(was=was, now=is_now))
    if not told and _state(now) != _state(then):
        said.append(_("{was} → {now}").format(was=_state(then), now=_state(now)))
    if now.counted and then.counted and now.closed_on != then.closed_on:
        words = _("{again}, then closed on {day}")
        said.append(words.format(again=_again_as(pair), day=now.closed_on))
    was_due, is_due = then.status.deadline, now.status.deadline
    if pair.came_back and not (told or pair.closed_between):
        said.append(_again_as(pair))
    if was_due != is_due and not pair.extended and not told:
        words = _("deadline {was} → {now}")
        if not again and {"due", DEADLINE} & set(pair.amended):
            words = _("deadline {was} → {now}, amended")
            told_of |= {"due", DEADLINE}
        said.append(words.format(was=was_due or "–", now=is_due or "–"))
    fields = [one for one in pair.amended if one not in told_of]
    if fields:
        said.append(_("amended: {fields}").format(fields=_fields(fields)))
    for ref, fields in pair.amended_below.items():
        words = _("measure {ref} amended: {fields}")
        said.append(words.format(ref=ref, fields=_fields(fields)))
    return _("; ").join(said)


def _state(one: Item) -> str:
    return terms.state(one.status.state, one.status.result)


def _again_as(pair: ThenAndNow) -> str:
    """Whether an issue relapsed, was reopened otherwise, or both, in words."""
    relapsed, reopened = pair.again or (0, 0)
    said = [_("relapsed")] if relapsed else []
    said += [_("reopened")] if reopened or not relapsed else []
    return _(", ").join(said)


def _fields(names: Iterable[str]) -> str:
    return _(", ").join(map(terms.field, names))


def _named() -> list[Field[ThenAndNow]]:
    return [
        Field(Column(_("No."), "number", width=8), lambda pair: pair.now.sort_key[0]),
        Field(Column(_("Title"), width=50), lambda pair: phrases.title(pair.now)),
        Field(Column(_("Lead department"), width=20), lambda pair: phrases.lead(pair.now)),
    ]


def _deadline() -> Field[ThenAndNow]:
    return Field(Column(_("Deadline"), "day"), lambda pair: pair.now.status.deadline)


def _closing() -> list[Field[ThenAndNow]]:
    return [
        Field(Column(_("Closed on"), "day"), lambda pair: pair.now.closed_on),
        Field(
            Column(_("Closed on time?"), width=10),
            lambda pair: phrases.in_time(pair.now.judged) or "–",
        ),
        Field(Column(_("State"), width=14), lambda pair: _state(pair.now)),
    ]


def _over(*, since: bool) -> list[Field[ThenAndNow]]:
    over: list[Field[ThenAndNow]] = [
        _deadline(),
        Field(Column(_("Days overdue"), "number", width=10), lambda pair: pair.now.days_over),
        Field(
            Column(_("Days past the first deadline"), "number", width=12),
            lambda pair: pair.now.days_over_first,
        ),
    ]
    if since:
        column = Column(_("Became overdue?"), width=10)
        over.append(Field(column, lambda pair: values.value(pair.newly_overdue)))
    return over


def _again() -> list[Field[ThenAndNow]]:
    return [
        Field(Column(_("Relapses"), "number", width=10), lambda pair: pair.now.status.relapses),
        Field(Column(_("Reopenings"), "number", width=10), lambda pair: pair.now.status.reopenings),
    ]


def _extending() -> list[Field[ThenAndNow]]:
    return [
        Field(Column(_("First deadline"), "day"), lambda pair: pair.now.record.due),
        _deadline(),
        Field(Column(_("Extensions"), "number", width=10), lambda pair: pair.now.status.extensions),
    ]


def _left(day: str) -> Field[ThenAndNow]:
    return Field(
        Column(_("Days left"), "number", width=10),
        lambda pair: deadlines.days_between(day, pair.now.status.deadline or day),
    )
