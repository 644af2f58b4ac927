"""An issue as two rows of a table: one always visible, and one that expands.

The second is in a `<noscript>`: a browser that runs scripts treats it as plain text, which costs
almost nothing until it is expanded; a browser without scripts shows it.

With 10,000 issues every byte counts. Optional tags are left out, and so are defaults: an issue was
opened on the date of feedback, and a measure has the closing date, lead and deadline of its issue,
unless shown otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import cast

from rectledger.core.items import Item
from rectledger.core.model import BaseEntry, Close, Issue, Settings
from rectledger.formatting import entries
from rectledger.formatting import items as phrases
from rectledger.formatting.values import and_waived, is_office, of, text_of, visible, visible_lines
from rectledger.i18n.language import gettext as _

COLUMNS = 7


def said(text: str) -> str:
    """A record's text on one line as HTML, for use between tags, never inside one."""
    return escape(visible(text), quote=False)


class Rows:
    """Renders the rows of a ledger's issues on a date. `internal`: with names."""

    def __init__(self, settings: Settings, *, internal: bool) -> None:
        self._settings = settings
        self._internal = internal

    def issue(self, item: Item, measures: Sequence[Item]) -> str:
        """An issue with its measures."""
        issue, status = cast(Issue, item.record), item.status
        done = _closed_of(measures) if measures else ""
        owed = _(", review due") if item.review_due else ""
        return (
            f"<tbody id=issue-{issue.id}><tr><th>{issue.id}<td>{said(phrases.title(item))}"
            f"<td>{said(phrases.kind(item))}"
            f"<td>{said(phrases.lead(item))}"
            f"<td class={_classes(item)}>{said(phrases.state(item))}{owed}"
            f"<td>{status.deadline or ''}<td>{done}"
            + self._more(self._unfolded(item, issue, measures))
        )

    def lost(self, number: int, measures: Sequence[Item]) -> str:
        """Measures whose issue cannot be read."""
        what = _("(the file of this issue is missing or cannot be read)")
        done = _closed_of(measures)
        return (
            f"<tbody id=issue-{number}><tr><th>{number}"
            f"<td>{said(what)}<td><td><td class=lost><td><td>{done}"
            + self._more(self._below(None, measures))
        )

    def _more(self, parts: Iterable[str]) -> str:
        return f"<tr><td colspan={COLUMNS}><noscript>{''.join(parts)}</noscript>"

    def _unfolded(self, item: Item, issue: Issue, measures: Sequence[Item]) -> Iterator[str]:
        yield "<dl>"
        for name, value in self._facts(item, issue):
            if value:
                yield f"<dt>{name}<dd>{value}"
        yield "</dl>"
        if item.next is not None:
            yield _heading(_("Next steps")) + f"<p>{_lines(text_of(item.next))}"
        yield from self._below(item, measures)

    def _below(self, item: Item | None, measures: Sequence[Item]) -> Iterator[str]:
        """The measures, the log, and the evidence of both."""
        if measures:
            yield _heading(_("Measures")) + "<ol class=m>"
            for measure in measures:
                yield from self._measure(measure, item)
            yield "</ol>"
        log = item.record.log if item else []
        if log:
            yield _heading(_("Log")) + "<ol>"
            for entry in log:
                yield f"<li>{self._entry(entry)}"
            yield "</ol>"
        pieces = self._evidence([item, *measures] if item else measures)
        if pieces:
            yield _heading(_("Evidence")) + "<ul>"
            for words, refs in pieces.items():
                every = len(refs) == len(measures) + (item is not None)
                which = "" if every else f" <small>{', '.join(refs)}</small>"
                yield f"<li>{said(words)}{which}"
            yield "</ul>"

    def _evidence(self, items: Iterable[Item]) -> dict[str, list[str]]:
        """Each piece of evidence once, with the items it was attached to."""
        pieces: dict[str, list[str]] = {}
        for item in items:
            for entry in item.record.log:
                for piece in entry.evidence or ():
                    refs = pieces.setdefault(entries.piece(piece), [])
                    if item.ref not in refs:
                        refs.append(item.ref)
        return pieces

    def _facts(self, item: Item, issue: Issue) -> Iterator[tuple[str, str]]:
        status = item.status
        # The title is only in the table of sections: here it would be repeated thousands of times.
        yield _("Section"), f"<a href=#section-{issue.section}>{issue.section}</a>"
        yield _("Heading"), said(text_of(issue.heading))
        yield _("Supporting"), said(_(", ").join(phrases.supporting(item)))
        if self._internal:
            yield _("Leader in charge"), said(phrases.in_charge(item))
        if issue.opened != self._settings.inspection.feedback:
            yield _("Opened"), issue.opened
        deadline = phrases.deadline(item)
        if deadline != status.deadline:  # already in the first row
            yield _("Deadline"), said(deadline)
        yield _("Closed"), phrases.closed(item)
        yield _("Next review"), item.review or ""

    def _measure(self, item: Item, issue: Item | None) -> Iterator[str]:
        status = item.status
        mark = "" if status.state == "closed" else f" class={_mark(item)}"
        yield f"<li{mark}>{item.ref} {said(phrases.title(item))}"
        words = phrases.state_now(item)
        if status.state == "closed":
            words += f" {item.closed_on}"
        words = _(", ").join([words, *phrases.again(item)])
        log = item.record.log
        same = status.result == "complete" and issue and item.closed_on == issue.closed_on
        if not same or any(entry.event == "reopen" for entry in log):
            yield f" <i>{words}</i>"
        own: list[tuple[str, str]] = []
        if issue is None or status.lead != issue.status.lead:
            own.append((_("Lead department"), said(phrases.lead(item))))
        if status.support:
            own.append((_("Supporting"), said(_(", ").join(phrases.supporting(item)))))
        if self._internal and item.record.leader is not None:
            own.append((_("Leader in charge"), said(phrases.in_charge(item))))
        deadline = phrases.deadline(item)
        if deadline and (issue is None or deadline != issue.status.deadline):
            own.append((_("Deadline"), said(deadline)))
        if own:
            yield "<p>" + " · ".join(f"{name} {value}" for name, value in own)
        for line in phrases.results(item):
            yield f"<p>{said(line)}"
        if item.next is not None:
            yield "<p>" + _("Next steps") + f": {_lines(text_of(item.next))}"
        closings = [e for e in log if type(e) is Close and e.date == item.closed_on]
        for entry in log:
            # The state already shows the closing in force.
            said_above = closings and entry is closings[-1]
            if said_above and (not self._internal or is_office(self._settings, entry.by)):
                if entry.note is not None:
                    yield f"<p>{_lines(text_of(entry.note))}"
            else:
                yield f"<p>{self._entry(entry)}"

    def _entry(self, entry: BaseEntry) -> str:
        # Leave out the office, or it would be repeated thousands of times.
        by = not is_office(self._settings, entry.by)
        what = said(entries.what(entry, self._settings, names=self._internal, by=by))
        note = "" if entry.note is None else "\n" + _lines(text_of(entry.note))
        return f"{entry.date} {what}{note}"


def _heading(words: str) -> str:
    return f"<h3>{words}</h3>"


def _lines(text: str) -> str:
    return escape(visible_lines(text), quote=False)


def _closed_of(measures: Sequence[Item]) -> str:
    share = of(sum(one.counted for one in measures), len(measures))
    return and_waived(share, sum(one.status.state == "waived" for one in measures))


def _mark(item: Item) -> str:
    """The CSS class of a state."""
    return "overdue" if item.overdue else item.status.state


def _classes(item: Item) -> str:
    """The CSS classes of an issue: the first for display, all of them for filters."""
    state = item.status.state
    found: list[str] = ["uncounted" if state == "closed" and not item.counted else state]
    found += ["overdue"] * item.overdue + ["soon"] * item.due_soon + ["review"] * item.review_due
    found += ["standing"] * item.standing + ["substantial"] * item.marks.substantial
    return found[0] if len(found) == 1 else f'"{" ".join(found)}"'
