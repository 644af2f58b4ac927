"""What an import lists or refuses, in words: what was not understood, and what became of it."""

from collections.abc import Mapping

from rectledger.i18n import terms
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

Sentence = tuple[str, str | None]

_DAY = N_("It has no deadline. Write a whole date, for example 2024-09-30.")
_OPEN = N_("It is left open. Use a word for the state, or a profile that explains this one.")
_WAIVER = N_("It is left open. Waive it with `rectledger waive`, which names who approved that.")
DAYS: dict[str, Sentence] = {
    "no-day": (N_("no date in “{said}”"), _DAY),
    "no-year": (N_("no year in “{said}”"), _DAY),
    "short-year": (N_("the year in “{said}” has two digits"), _DAY),
    "no-such-day": (N_("there is no such date as “{said}”"), _DAY),
    "two-days": (N_("more than one date in “{said}”"), N_("Neither is taken for the deadline.")),
    "ambiguous-order": (
        N_("day and month cannot be told apart in “{said}”"),
        N_("State the order in a profile (`words.days.order`), or write 2024-09-30."),
    ),
    "words": (N_("more than a date in “{said}”"), _DAY),
    "deadlines-differ": (
        N_("the deadlines below this issue differ: {said}"),
        N_("They are the measures'; the issue has none."),
    ),
    "opened-day": (N_("no date of opening in “{said}”"), None),
    "closing-day": (
        N_("no closing date in “{said}”"),
        N_("It is closed, but not judged as on time or late."),
    ),
    "closing-day-open": (
        N_("a closing date, “{said}”, but the item is not closed"),
        N_("It is left open."),
    ),
    "closing-to-come": (N_("the closing date {said} is in the future"), N_("It is left open.")),
    "no-closing-day": (N_("closed without a date: “{said}”"), N_("It is left open.")),
    "extension": (
        N_("an extension without a reason, or without who approved it: “{said}”"),
        N_("The first deadline stands. Extend it with `rectledger extend`."),
    ),
    "days-out-of-order": (N_("dates out of order: “{said}”"), N_("They are left out.")),
}
STATES: dict[str, Sentence] = {
    "unknown-state": (N_("unknown state “{said}”"), _OPEN),
    "empty": (N_("no state"), N_("It is left open.")),
    "percent": (N_("a percentage is no state: “{said}”"), _OPEN),
    "state-contradicted": (N_("“{said}” says both done and not done"), N_("It is left open.")),
    "state-qualified": (N_("done, but with a reservation: “{said}”"), N_("It is left open.")),
    "stage": (N_("done in part only: “{said}”"), N_("It is left open.")),
    "waiver": (N_("a waiver needs a named person: “{said}”"), _WAIVER),
    "exception": (N_("an exception is not a closing: “{said}”"), _WAIVER),
    "agreed-only": (N_("“{said}” means agreed, not done"), N_("It is left open.")),
    "undetermined": (N_("“{said}” leaves the state open"), N_("It is left open.")),
    "standing-alone": (
        N_("“{said}” is a kind, a deadline or a state, and does not say which"),
        N_("It is left open."),
    ),
    "kind-in-state": (N_("a kind where the state should be: “{said}”"), N_("It is left open.")),
    "unknown-mark": (N_("it is not known what the mark “{said}” means"), _OPEN),
    "two-ticks": (N_("ticked more than once: {said}"), N_("It is not taken for closed.")),
    "resolution": (N_("done, but the resolution is “{said}”"), N_("It is left open.")),
    "review-failed": (N_("closed, but found not effective: “{said}”"), N_("It is left open.")),
    "measures-open": (
        N_("closed, but some of its measures are not: {said}"),
        N_("It is taken for under way."),
    ),
}
ITEMS: dict[str, Sentence] = {
    "collective": (
        N_("“{said}” is no single department"),
        N_("Assign it with `rectledger reassign`."),
    ),
    "two-leads": (N_("more than one lead department: “{said}”"), N_("The first one leads.")),
    "lead-by-sheet": (N_("the lead department is taken from the sheet's name: {said}"), None),
    "unknown-kind": (
        N_("a kind of its own: “{said}”"),
        N_("Give it `months` in ledger.yaml if it has any."),
    ),
    "no-number": (N_("no number: “{said}”"), N_("It gets the next one.")),
    "row-without-issue": (N_("a row that belongs to no issue: “{said}”"), N_("It is left out.")),
    "number-twice": (N_("number {said} occurs twice"), None),
    "no-title": (N_("an item without a problem: {said}"), None),
    "person": (
        N_("a person's name under “{said}”"),
        N_("No record has it; the source still does."),
    ),
    "no-office": (N_("“{said}” is neither an office nor a name"), N_("It is left out.")),
    "too-long": (N_("too long for this field: “{said}”"), N_("It is left out.")),
    "no-items": (N_("no items were found, only totals"), N_("A profile may explain the text.")),
    "not-joined": (N_("“{said}” belongs to no item of the first list"), N_("It is left out.")),
    "part-not-found": (N_("the text has no “{said}”, which the profile names"), None),
    "text-too-long": (N_("the text is too long; what follows was not read"), None),
}
TABLES: dict[str, Sentence] = {
    "unstored-formula": (N_("a formula without a stored value"), N_("It is taken for empty.")),
    "cell-error": (N_("the cell has the error {value}"), None),
    "ragged-row": (N_("more cells than the header has: “{said}”"), N_("They are left out.")),
    "no-header-column": (N_("a column without a header: “{said}”"), N_("It is left out.")),
    "note-column": (
        N_("the column “{header}” has no field of its own"),
        N_("It is kept in notes or fields."),
    ),
    "notes-left-out": (N_("notes below the table are left out: “{said}”"), None),
    "no-header": (N_("no header was found in this sheet"), N_("It is left out.")),
    "sheet-not-read": (N_("this sheet is not read"), None),
    "hidden-sheet": (N_("this sheet is hidden; it was read"), None),
    "hidden-rows": (N_("hidden rows, which were read: {count}"), None),
    "hidden-columns": (N_("hidden columns, which were read: {count}"), None),
    "filtered": (N_("a filter is on; all rows were read"), None),
    "colours": (N_("colours have a meaning here, and are not read"), None),
    "sub-total-differs": (
        N_("the sub-total “{said}” does not tie: {counted} were read"),
        None,
    ),
    "total-not-compared": (N_("a total that nothing read can count: “{said}”"), None),
    "parts-miss-whole": (
        N_("the parts, {parts}, do not make up the whole, {whole}"),
        None,
    ),
}
TEXTS: dict[str, Sentence] = {
    "hidden-text": (N_("hidden text, which was not read: {count}"), None),
    "nested-table": (N_("a table inside a table, read as the text of its cell"), None),
    "embedded-object": (N_("an embedded object, which was not read"), None),
    "unknown-number-format": (N_("automatic numbers of an unknown form: {format}"), None),
    "deleted-text": (N_("text deleted under tracked changes was left out"), None),
    "footnotes": (N_("footnotes were not read"), None),
    "endnotes": (N_("endnotes were not read"), None),
    "comments": (N_("comments were not read"), None),
    "headers-and-footers": (N_("headers and footers were not read"), None),
    "picture": (N_("a picture, which was not read"), None),
    "equation": (N_("an equation, which was not read"), None),
    "symbol": (N_("a symbol of the font {font}, which was not read"), None),
    "form-field": (N_("a form field, which was not read"), None),
    "covered-text": (N_("text in a cell that is merged away was left out"), None),
}
LEDGER: dict[str, Sentence] = {
    "without-lead": (
        N_("no lead department: {count} issues"),
        N_("Assign them with `rectledger reassign`."),
    ),
    "without-kind": (N_("no kind: {count} issues"), N_("Amend `kind` once it is known.")),
    "without-state": (N_("no state that is understood: {count} issues"), N_("They are open.")),
    "opened-too-late": (
        N_("the date of opening, {said}, is after the deadline, the closing or the source itself"),
        N_("The earlier date counts."),
    ),
    "closed-before-measures": (
        N_("closed on {said}, but a measure was closed later"),
        N_("It is closed, but not judged as on time or late."),
    ),
    "placeholders": (
        N_("the source does not say: {keys}"),
        N_("Fill them in in ledger.yaml, or give --title, --inspector, --inspected, --feedback."),
    ),
}
TEMPLATES: dict[str, Sentence] = {**DAYS, **STATES, **ITEMS, **TABLES, **TEXTS, **LEDGER}


def say(code: str, args: Mapping[str, object]) -> Sentence:
    """The message and the hint for something that was listed or refused."""
    message, hint = TEMPLATES[code]
    said = {"said": "", "header": "", "count": "", **args}
    values = {name: _in_words(name, value) for name, value in said.items()}
    return _(message).format(**values), _(hint) if hint else None


def _in_words(name: str, value: object) -> object:
    if name == "keys" and isinstance(value, list):
        return _(", ").join(terms.inspection_key(one) for one in value)
    if isinstance(value, list | tuple):
        return _(", ").join(str(one) for one in value)
    return value


def place(where: object) -> str:
    """A place in the source for a reader: a line, or a cell."""
    words, _space, number = str(where).partition(" ")
    if words == "line" and number.isdigit():
        return _("line {n}").format(n=number)
    return str(where)
