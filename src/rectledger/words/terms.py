"""The field's terms: what states, results, events and totals are called."""

from rectledger.words import gettext as _
from rectledger.words import ngettext


def state(code: str, result: str | None = None) -> str:
    """An item's state; a closing on the whole says so."""
    if code == "closed" and result == "substantial":
        return _("substantially complete")
    return {
        "open": _("open"),
        "active": _("under way"),
        "submitted": _("submitted"),
        "closed": _("closed"),
        "waived": _("waived"),
    }[code]


def light(code: str, within: int) -> str:
    """How something stands against its deadline; what is due soon is due within so many days."""
    if code == "due-soon":
        return ngettext(
            "yellow: due within {days} day", "yellow: due within {days} days", within
        ).format(days=within)
    return {"overdue": _("red: overdue"), "later": _("green: due later")}[code]


def ongoing() -> str:
    """What is still to be done, in whatever state."""
    return _("ongoing")


def event(code: str) -> str:
    """What an entry of a log records."""
    return {
        "start": _("start"),
        "progress": _("progress"),
        "submit": _("submission"),
        "return": _("return"),
        "close": _("closing"),
        "extend": _("extension"),
        "reassign": _("reassignment"),
        "waive": _("waiver"),
        "review": _("look-back"),
        "reopen": _("reopening"),
        "attach": _("evidence added"),
        "amend": _("amendment"),
    }[code]


def result(code: str) -> str:
    """How an item was closed."""
    return {"complete": _("complete"), "substantial": _("substantially complete")}[code]


def outcome(code: str) -> str:
    """What a look-back found."""
    return {"held": _("it held"), "relapsed": _("it relapsed")}[code]


def action(code: str) -> str:
    """What was done to an instrument."""
    return {"issued": _("issued"), "revised": _("revised"), "drafted": _("drafted")}[code]


def role(code: str) -> str | None:
    """What a role is called; None for what is no role."""
    return {
        "office": _("the office"),
        "leader": _("the leader in charge"),
        "acceptor": _("the acceptor"),
        "observer": _("the observer"),
    }.get(code)


def key(code: str) -> str:
    """By what items are grouped."""
    return {
        "kind": _("Kind"),
        "aspect": _("Aspect"),
        "section": _("Section"),
        "department": _("Lead department"),
        "leader": _("Leader in charge"),
        "instrument": _("Instrument"),
    }[code]


def total(code: str) -> str:
    """What a control total counts."""
    return {
        "issues": _("issues"),
        "aspects": _("aspects"),
        "sections": _("sections"),
        "closed": _("closed issues"),
        "standing": _("issues kept up as routine"),
        "ongoing": _("ongoing issues"),
        "waived": _("waived issues"),
        "substantial": _("substantially complete issues"),
        "measures": _("measures"),
        "instruments": _("instruments"),
    }[code]


def expected(what: str) -> str:
    """What a value of the wrong type should have been."""
    return {
        "text": _("a text"),
        "whole number": _("a whole number"),
        "number": _("a number"),
        "true or false": _("true or false"),
        "list": _("a list"),
        "mapping": _("a mapping"),
    }[what]
