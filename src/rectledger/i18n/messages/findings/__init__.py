"""Findings in words: a sentence on what is wrong, and a hint on what to do next."""

import re
from collections.abc import Callable, Mapping

from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages.findings import checks, files_and_yaml, merge_requests, validation

Sentence = tuple[str, str | None]

_TEMPLATES = {
    **files_and_yaml.FILE, **files_and_yaml.YAML, **checks.WRITING, **validation.VALUE,
    **checks.RULE, **checks.EVIDENCE, **checks.TOTAL, **merge_requests.REQUEST,
}  # fmt: skip


def say(code: str, args: Mapping[str, object]) -> Sentence:
    """The message and the hint for a finding of `code`, in the language in use."""
    message, hint = _TEMPLATES[code]
    if "refs" in args and code in validation.OF_SOURCE:
        message, hint = validation.OF_SOURCE[code]
    if code == "number-given-twice" and "event" in args:
        message = merge_requests.ENTRY_GIVEN_TWICE
    elif code == "number-given-twice" and "what" not in args:
        message = merge_requests.EVIDENCE_GIVEN_TWICE
    return filled(_(message), _(hint) if hint else None, args)


def filled(message: str, hint: str | None, args: Mapping[str, object]) -> Sentence:
    """A message and its hint with the values filled in, in words."""
    said = {name: _in_words(name, value) for name, value in args.items()}
    if args.get("expected") in validation.HINT_BY_TYPE:
        hint = _(validation.HINT_BY_TYPE[str(args["expected"])])
    if args.get("new"):
        hint = _(merge_requests.NEW)
    if args.get("uncommitted"):
        hint = _(checks.UNCOMMITTED)
    if args.get("deleted"):
        hint = _(checks.DELETED)
    if args.get("nearest"):
        hint = _("Did you mean {nearest}?")
    elif "nearest" in args and not args.get("known"):
        hint = _("ledger.yaml does not list any yet.")
    return message.format(**said), hint.format(**said) if hint else None


def codes() -> list[str]:
    """Every code that a finding may have."""
    return list(_TEMPLATES)


_TERMS: dict[str, Callable[[str], str]] = {
    "state": terms.state, "event": terms.event, "name": terms.total, "expected": terms.expected,
}  # fmt: skip


def _in_words(name: str, value: object) -> object:
    if isinstance(value, list):
        words = [terms.role(word) or word for word in value] if name == "roles" else value
        words = [terms.state(word) for word in value] if name == "allowed" else words
        return _(", ").join(str(word) for word in words)
    if name == "looks_like":
        return value or _("an unknown encoding")
    if name in _TERMS:
        return _TERMS[name](str(value))
    if isinstance(value, str) and name in ("key", "word"):
        return _escaped(value)
    return value


# What stands between Chinese words: full-width brackets, comma, colon and so on.
_CHINESE_MARKS = "\uff08\uff09\u3001\uff0c\uff1a\uff1b\u00b7\u300a\u300b\u201c\u201d"


def _escaped(word: str) -> str:
    """A word with the code point after each character that is neither ASCII nor common Chinese, so
    that look-alikes can be distinguished. Brackets and the like are plain to see beside Chinese."""
    plain = re.compile("[\u4e00-\u9fff]")
    usual = _CHINESE_MARKS if plain.search(word) else ""
    return "".join(
        c if c.isascii() or plain.match(c) or c in usual else f"{c} (U+{ord(c):04X})"
        for c in word[:80]
    )
