"""From a validation error to findings: which key, what is wrong with it, and what was meant."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rectledger.core.findings import Finding, nearest
from rectledger.core.model import events, value_types
from rectledger.core.model.events import EVENTS

Key = tuple[str | int, ...]
Wrong = tuple[ErrorDetails, str | None]  # pydantic's error, and the branch that it is about

_PATTERNS = {
    value_types.DAY_PATTERN: "bad-day",
    value_types.DAY_OR_MONTH_PATTERN: "bad-day-or-month",
    value_types.CODE_PATTERN: "bad-code",
    events.SHA256_PATTERN: "bad-sha256",
    events.EVIDENCE_PATH_PATTERN: "bad-path",
    value_types.URL_PATTERN: "bad-url",
    value_types.NOT_BLANK_PATTERN: "blank",
}
_DAYS = {"date", "due", "opened", "to", "began", "ended", "feedback", "known_until", "as_of"}
_EXPECTED = {
    "string_type": "text",
    "int_type": "whole number",
    "float_type": "number",
    "bool_type": "true or false",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}
# The names that pydantic puts into a path for each branch of a union that it tried, and the types
# that the branch is for: its errors for other types are mostly noise.
_BRANCHES: dict[str, type | tuple[type, ...]] = {
    "constrained-str": (str, int, float, bool, type(None)),
    "function-after": dict,  # a text by language
    "list": list,
    "int": object,
    "float": object,
}
# Limits for a file that is wrong throughout.
MOST = 50
MOST_DETAILS = 5000


def findings(
    error: ValidationError, raw: dict[str, Any], model: type[BaseModel], file: str
) -> list[Finding]:
    """Everything wrong with a mapping, one finding per key; beyond `MOST`, only how many more."""
    found: dict[Key, Finding | Wrong] = {
        key: Finding("key-not-text", file, key, {"key": str(key[-1])}) for key in odd_keys(raw)
    }
    odd = frozenset(found)
    doubtful: dict[Key, Wrong] = {}
    details = error.errors(include_url=False)
    for detail in details[:MOST_DETAILS]:
        key, branch, tried = _key(detail["loc"], raw)
        if detail["type"] == "invalid_key" or any(above in odd for above in _above(key)):
            continue
        if branch in _EVIDENCE.values() and branch != events.evidence_form(tried):
            continue
        sure = branch is None or isinstance(tried, _BRANCHES.get(branch, object))
        (found if sure else doubtful).setdefault(key, (detail, branch))
    # If no branch is for this type (a list where text is due), their errors are all there is.
    around = {above for key in found for above in _above(key)}
    for key in sorted(doubtful, key=len, reverse=True):
        if key not in around and not any(above in found for above in _above(key)):
            found[key] = doubtful[key]
            around.update(_above(key))
    more = len(found) - MOST + max(0, len(details) - MOST_DETAILS)
    kept: list[Finding] = []
    for key, one in islice(found.items(), MOST + 1):
        if len(kept) == MOST:
            kept.append(Finding("more", file, key, {"n": more}))
        elif isinstance(one, Finding):
            kept.append(one)
        else:
            code, args = _what(*one, key, model, raw)
            kept.append(Finding(code, file, key, args))
    return kept


def _above(key: Key) -> Iterator[Key]:
    """`key` and all keys that enclose it."""
    return (key[:length] for length in range(len(key) + 1))


def odd_keys(node: object, key: Key = ()) -> Iterator[Key]:
    """The paths of mapping keys that are not text."""
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(name, str):
                yield from odd_keys(value, (*key, name))
            else:
                yield (*key, name)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from odd_keys(value, (*key, index))


def _key(loc: tuple[str | int, ...], raw: object) -> tuple[Key, str | None, object]:
    """The path without names of branches, the last such branch, and the value that it tried."""
    key: list[str | int] = []
    branch: str | None = None
    node, tried = raw, raw
    for step in loc:
        name = step.split("[")[0] if isinstance(step, str) else ""
        is_event = len(key) == 2 and key[0] == "log" and name in EVENTS and branch is None
        is_branch = name in _BRANCHES or name.startswith("evidence:") or step == "[key]"
        if is_event or (is_branch and not (isinstance(node, dict) and step in node)):
            branch, tried = name, node
            continue
        key.append(step)
        node = value_at(node, (step,))
    return tuple(key), branch, tried


def value_at(raw: object, key: Key) -> object:
    """The value at `key`; None if there is none."""
    node = raw
    for step in key:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def _what(
    detail: ErrorDetails, branch: str | None, key: Key, model: type[BaseModel], raw: object
) -> tuple[str, dict[str, object]]:
    """The code of a finding, and the values that its message needs."""
    kind = detail["type"]
    context = detail.get("ctx", {})
    name = next((str(step) for step in reversed(key) if isinstance(step, str)), "")
    args: dict[str, object] = {"key": name}
    if kind == "extra_forbidden":
        known = sorted(keys_at(model, key[:-1], raw))
        return "unknown-key", {**args, "known": known, "nearest": nearest(name, known)}
    if kind == "string_pattern_mismatch":
        code = _PATTERNS[str(context["pattern"])]
        args["word"] = str(detail["input"])
        return ("bad-key" if detail["loc"][-1] == "[key]" else code), args
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags"))
        known = re.findall(r"'([^']*)'", expected)
        word = detail["input"] if kind == "literal_error" else context.get("tag")
        args |= {"word": str(word), "known": known, "nearest": nearest(word, known)}
        return ("unknown-event" if kind == "union_tag_invalid" else "unknown-value"), args
    if kind == "union_tag_not_found":
        return "missing-key", {"key": "event"}
    if kind in _EXPECTED:
        if name in _DAYS and kind == "string_type":
            return "bad-day", {**args, "word": str(detail["input"])}
        expected = "number" if branch in ("int", "float") else _EXPECTED[kind]
        return "wrong-type", {**args, "expected": expected}
    if kind in ("greater_than_equal", "less_than_equal"):
        return "out-of-range", {**args, "limit": context.get("ge", context.get("le"))}
    return _CODES.get(kind, kind if kind in _OWN else "bad-value"), args


def keys_at(model: type[BaseModel], key: Key, raw: object) -> set[str]:
    """The keys allowed in a mapping at `key`."""
    classes: set[type[BaseModel]] = {model}
    for depth, step in enumerate(key):
        if isinstance(step, str):
            known = [c.model_fields[step].annotation for c in classes if step in c.model_fields]
            classes = {c for annotation in known for c in _models(annotation)} if known else classes
        classes = set(_fitting(classes, value_at(raw, key[: depth + 1])))
    return {name for one in classes for name in one.model_fields}


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _fitting(classes: set[type[BaseModel]], value: object) -> Iterator[type[BaseModel]]:
    """Of the classes of an entry or of evidence, those that the value can be."""
    if isinstance(value, dict):
        for one in classes:
            event = one.model_fields.get("event")
            tags = get_args(event.annotation) if event else ()
            if tags and value.get("event") not in tags:
                continue
            if one in _EVIDENCE and _EVIDENCE[one] != events.evidence_form(value):
                continue
            yield one
    else:
        yield from classes


_CODES = {"missing": "missing-key", "string_too_short": "blank", "too_short": "blank"}
_OWN = {
    "no-language", "note-or-evidence", "lead-or-support", "relapse-and-to", "approved-without-to",
    "bad-number", "choices-of-choice", "unit-of-number",
}  # fmt: skip
_EVIDENCE: dict[type[BaseModel], str] = {
    events.EvidenceFile: "evidence:path",
    events.EvidenceDocument: "evidence:document",
    events.EvidenceUrl: "evidence:url",
}
