"""Checks of a text before a YAML parser sees it.

The fast parser is strict about keys, but accepts what a ledger has no use for (anchors, tags,
directives, and what ruamel.yaml rejects: tabs outside quotes, some document ends, and some first
lines of a block), and becomes arbitrarily slow on deep nesting. So these are checked first: with
cheap patterns for every file, and by scanning ruamel.yaml's events only if a pattern matches.
"""

import re
from itertools import islice

from rectledger.core.findings import Finding
from rectledger.core.model import value_types
from rectledger.store.yaml.nodes import found_at

MAX_DEPTH = 32
MANY_BRACKETS = 2000
# Scanning takes about 50 µs per event. A record of 70 KiB has about this many.
MOST_EVENTS = 7_000

FORBIDDEN = re.compile(value_types.FORBIDDEN)
# In a mapping, no text continues at the left margin, so a single leftover marker is enough.
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)
_MAY_BE_TOKEN = re.compile(
    r"(?:^|[\[{,:?-])[ \t]*[&*!]|<<|^%|(?:[-?][ \t]+){8}|^[ ]{64}|\t"
    r"|^\.\.\.|[|>][-+0-9]*[ ]*\n[ ]+\n",
    re.MULTILINE,
)
# Nearly every text matched by that pattern or the directive below contains one of these or begins
# with a %; the parser rejects the others. Searching for these takes a tenth of the time.
_HINTS = ("&", "*", "!", "\t", "<<", "? ", "\n%", "- - ", "\n...", " \n", " " * 64)
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*%")
_BRACKETS = re.compile(r"[\[\]{}]")


def suspicious(text: str, file: str) -> list[Finding]:
    """Why `text` must not be given to the parser; empty if it may be."""
    # Finding one character is ten times as fast as finding several.
    may_be_marked = "<" in text or "=" in text or ">" in text or "|" in text
    if may_be_marked and any(mark in text for mark in _MARKS):
        conflict = _CONFLICT.search(text)
        if conflict:
            return [found_at("merge-conflict", file, text, conflict.start())]
    if not text.replace("\n", "").isprintable():  # the pattern is slower, but exact
        found = [
            found_at("bad-character", file, text, m.start(), point=f"U+{ord(m[0]):04X}")
            for m in islice(FORBIDDEN.finditer(text), 5)
        ]
        if found:
            return found
    openings = text.count("[") + text.count("{")
    if openings > MAX_DEPTH:
        depth = 0
        for bracket in _BRACKETS.finditer(text):
            depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
            if depth > MAX_DEPTH:
                return [found_at("too-deep", file, text, bracket.start(), most=MAX_DEPTH)]
        # Closing brackets in quotes may hide the depth, which is harmless up to this number.
        if openings > MANY_BRACKETS:
            many = next(islice(_BRACKETS.finditer(text), MANY_BRACKETS, None))
            return _scan(text, file, many.start())
    if text.startswith("%") or any(hint in text for hint in _HINTS):
        directive = _DIRECTIVE.match(text)
        if directive:
            return [found_at("directive", file, text, directive.end() - 1)]
        token = _MAY_BE_TOKEN.search(text)
        if token:
            return _scan(text, file, token.end() - 1)
    return []


def _scan(text: str, file: str, why: int) -> list[Finding]:
    """Anchors, aliases, tags, directives, merge keys and depth, by the parser's own events.

    `why` is the offset of the match that made it necessary.
    """
    from ruamel.yaml import YAML, events
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    def at(code: str, event: events.Event, **args: object) -> Finding:
        mark = event.start_mark
        return Finding(code, file, args=args, line=mark.line + 1, column=mark.column + 1)

    found: list[Finding] = []
    depth = 0
    try:
        for met, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            if met > MOST_EVENTS:
                found.append(found_at("too-many", file, text, why, most=MOST_EVENTS))
                break
            if isinstance(event, events.DocumentStartEvent) and (event.version or event.tags):
                found.append(at("directive", event))
            elif isinstance(event, events.AliasEvent):
                found.append(at("alias", event))
            elif isinstance(event, events.NodeEvent):
                if event.anchor is not None:
                    found.append(at("anchor", event))
                if getattr(event, "tag", None) is not None:
                    found.append(at("tag", event))
                if (
                    isinstance(event, events.ScalarEvent)
                    and event.value == "<<"
                    and event.style is None
                ):
                    found.append(at("merge-key", event))
            depth += isinstance(event, events.CollectionStartEvent)
            depth -= isinstance(event, events.CollectionEndEvent)
            if depth > MAX_DEPTH:
                found.append(at("too-deep", event, most=MAX_DEPTH))
            if len(found) >= 5 or depth > MAX_DEPTH:
                break
    except (YAMLError, ValueError, OverflowError) as error:
        # What this parser cannot read cannot be checked, so it is rejected.
        marked = error if isinstance(error, MarkedYAMLError) else None
        mark = marked and (marked.problem_mark or marked.context_mark)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found.append(Finding("syntax", file, line=line, column=column))
    return found
