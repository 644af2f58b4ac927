"""The names of states, events, results, roles, fields and totals."""

from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _

_STATES = {
    "open": N_("open"),
    "active": N_("under way"),
    "submitted": N_("submitted"),
    "closed": N_("closed"),
    "waived": N_("waived"),
}
_EVENTS = {
    "start": N_("start"),
    "progress": N_("progress"),
    "submit": N_("submission"),
    "return": N_("return"),
    "close": N_("closing"),
    "extend": N_("extension"),
    "reassign": N_("reassignment"),
    "waive": N_("waiver"),
    "review": N_("review"),
    "reopen": N_("reopening"),
    "attach": N_("evidence added"),
    "amend": N_("amendment"),
}
_RESULTS = {"complete": N_("complete"), "substantial": N_("substantially complete")}
_OUTCOMES = {"held": N_("no relapse"), "relapsed": N_("relapse found")}
_ACTIONS = {"issued": N_("issued"), "revised": N_("revised"), "drafted": N_("drafted")}
_ROLES = {
    "office": N_("the office"),
    "leader": N_("the leader in charge"),
    "acceptor": N_("the acceptor"),
    "observer": N_("the observer"),
}
_KEYS = {
    "kind": N_("Kind"),
    "aspect": N_("Aspect"),
    "section": N_("Section"),
    "department": N_("Lead department"),
    "leader": N_("Leader in charge"),
    "instrument": N_("Instrument"),
}
# Named in amendments; the English names are the keys in the files.
_FIELDS = (
    N_("title"), N_("section"), N_("heading"), N_("kind"), N_("lead"), N_("support"), N_("leader"),
    N_("opened"), N_("due"), N_("deadline"), N_("standing"), N_("next"), N_("instruments"),
    N_("figures"),
)  # fmt: skip
_TOTALS = {
    "issues": N_("issues"),
    "aspects": N_("aspects"),
    "sections": N_("sections"),
    "closed": N_("closed issues"),
    "standing": N_("issues kept up as routine"),
    "ongoing": N_("ongoing issues"),
    "waived": N_("waived issues"),
    "substantial": N_("substantially complete issues"),
    "measures": N_("measures"),
    "instruments": N_("instruments"),
}
_EXPECTED = {
    "text": N_("text"),
    "whole number": N_("a whole number"),
    "number": N_("a number"),
    "true or false": N_("true or false"),
    "list": N_("a list"),
    "mapping": N_("a mapping"),
}

_OPERATIONS = {
    "merge": N_("merge"),
    "rebase": N_("rebase"),
    "cherry-pick": N_("cherry-pick"),
    "revert": N_("revert"),
    "am": N_("am"),
    "bisect": N_("bisect"),
}
_SYSTEM_ERRORS = frozenset({
    N_("Permission denied"), N_("Operation not permitted"), N_("No such file or directory"),
    N_("No space left on device"), N_("Disk quota exceeded"), N_("Read-only file system"),
    N_("Is a directory"), N_("Not a directory"), N_("File name too long"), N_("File exists"),
    N_("Input/output error"), N_("Too many open files"),
})  # fmt: skip


def state(code: str, result: str | None = None) -> str:
    """An item's state, or that it is substantially complete."""
    if code == "closed" and result == "substantial":
        return _("substantially complete")
    return _(_STATES[code])


def light(code: str, within: int) -> str:
    """How an item stands against its deadline; `within` is how many days count as due soon."""
    if code == "due-soon":
        return ngettext(
            "yellow: due within {days} day", "yellow: due within {days} days", within
        ).format(days=within)
    return {"overdue": _("red: overdue"), "later": _("green: due later")}[code]


def ongoing() -> str:
    """Of items not closed or waived, in whatever state."""
    return _("ongoing")


def event(code: str) -> str:
    """The event that an entry records."""
    return _(_EVENTS[code])


def result(code: str) -> str:
    """How an item was closed."""
    return _(_RESULTS[code])


def outcome(code: str) -> str:
    """What a review found."""
    return _(_OUTCOMES[code])


def action(code: str) -> str:
    """What was done to an instrument."""
    return _(_ACTIONS[code])


def role(code: str) -> str | None:
    """The name of a role; None if it is not a role."""
    return _(_ROLES[code]) if code in _ROLES else None


def key(code: str) -> str:
    """What items are grouped by."""
    return _(_KEYS[code])


def field(code: str) -> str:
    """A field of a record, as named in an amendment."""
    return _(code) if code in _FIELDS else code


def total(code: str) -> str:
    """What a control total counts."""
    return _(_TOTALS[code])


def expected(what: str) -> str:
    """What a value of the wrong type should have been."""
    return _(_EXPECTED[what])


def git_operation(name: str) -> str:
    """An operation of git that is not finished."""
    return _(_OPERATIONS[name]) if name in _OPERATIONS else name


def system_error(message: str) -> str:
    """The operating system's reason, from `os.strerror`; unchanged if it has no translation."""
    return _(message) if message in _SYSTEM_ERRORS else message


_INSPECTION = {
    "title": N_("title"), "inspector": N_("inspector"), "inspected": N_("inspected body"),
    "feedback": N_("date of the feedback"),
}  # fmt: skip


def inspection_key(key: str) -> str:
    """What a key of the inspection in ledger.yaml is called."""
    return _(_INSPECTION[key])
