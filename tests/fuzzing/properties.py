"""The properties that hold for every file passed to the reader, whatever it contains."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, Settings
from rectledger.i18n import language as words
from rectledger.i18n.messages import findings as sentences
from rectledger.store.yaml import forbidden_syntax
from rectledger.store.yaml.write_record import render

Reader = Callable[[bytes, str, Any], BaseModel | list[Finding]]

MODELS: dict[str, type[BaseModel]] = {"issue": Issue, "measure": Measure, "ledger": Settings}
SLOW = 1.0  # seconds of CPU time, so that a busy machine does not count against the reader


class DefectError(Exception):
    """A property that does not hold: in a word, and in detail."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True)
class Outcome:
    """The result of an input: the codes of its findings (none if it is a record), and the time."""

    codes: tuple[str, ...]
    seconds: float


def examine(kind: str, data: bytes, parse: Reader) -> Outcome:
    """Pass `data` to the reader. Raises DefectError if a property does not hold."""
    limit = sys.getrecursionlimit()
    started = time.process_time()
    try:
        result = parse(data, "a file", MODELS[kind])
        seconds = time.process_time() - started
        if isinstance(result, list):
            _check_findings(result, data)
        else:
            _check_record(result, kind, data, parse)
    except DefectError:
        raise
    except Exception as error:
        raise DefectError("exception", f"{type(error).__name__}: {error}"[:500]) from error
    if seconds > SLOW:
        raise DefectError("slow", f"{seconds:.1f} s for {len(data)} bytes")
    if sys.getrecursionlimit() != limit:
        raise DefectError("state", "the recursion limit was left changed")
    codes = tuple(finding.code for finding in result) if isinstance(result, list) else ()
    return Outcome(codes, seconds)


def _check_findings(found: list[Finding], data: bytes) -> None:
    if not found:
        raise DefectError("silent", "neither a record nor a finding")
    lines = data.decode("utf-8", "replace").split("\n")
    for one in found:
        line, column = one.line, one.column
        if line is None or column is None:
            raise DefectError("no-place", repr(one))
        # A column counts characters; bytes if the text is not UTF-8.
        if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1].encode()) + 1):
            raise DefectError("place-outside", repr(one))
        for language in words.LANGUAGES:
            words.use(language)
            message, hint = sentences.say(one.code, one.args)
            if not message or not hint:
                raise DefectError("no-words", repr(one))


def _check_record(record: BaseModel, kind: str, data: bytes, parse: Reader) -> None:
    said = record.model_dump(exclude_unset=True)
    for text in _texts(said):
        if forbidden_syntax.FORBIDDEN.search(text):
            raise DefectError("hidden-character", ascii(text)[:200])
    # A fresh one each time: it keeps the declarations of the last document.
    yaml = YAML(typ="safe", pure=True)
    written = data.decode("utf-8").removeprefix("\ufeff")
    try:
        _check_plain(written)
        node = yaml.compose(written)
    except (YAMLError, ValueError, OverflowError) as error:
        raise DefectError("only-ours-reads-it", str(error)[:500]) from error
    for difference in differences(said, node, yaml):
        raise DefectError("read-differently", difference)
    again = parse(render(record).encode(), "a file", MODELS[kind])
    # repr also tells apart values that compare equal: 1, 1.0 and true.
    if repr(again) != repr(record):
        raise DefectError("written-differently", f"{again!r}"[:500])


def _check_plain(written: str) -> None:
    """Check for mappings, lists and scalars only: no aliases, anchors, tags, directives or merge
    keys."""
    for event in YAML(typ="safe", pure=True).parse(written):
        odd = isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None
        odd = odd or getattr(event, "tag", None) is not None
        odd = odd or bool(getattr(event, "version", None) or getattr(event, "tags", None))
        merges = getattr(event, "value", None) == "<<" and getattr(event, "style", None) is None
        if odd or merges:
            raise DefectError("not-plain", f"{event}"[:300])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def differences(ours: Any, node: Node | None, yaml: YAML, path: str = "") -> Iterator[str]:
    """Where the reader's values differ from ruamel.yaml's nodes."""
    if isinstance(node, MappingNode) and isinstance(ours, dict):
        theirs = {_same_key(key, yaml): value for key, value in node.value}
        if len(theirs) != len(node.value) or set(theirs) != set(ours):
            yield f"{path}: keys {list(ours)} against {list(theirs)}"
            return
        for name, inner in ours.items():
            yield from differences(inner, theirs[name], yaml, f"{path}.{name}")
    elif isinstance(node, SequenceNode) and isinstance(ours, list):
        if len(ours) != len(node.value):
            yield f"{path}: {len(ours)} items against {len(node.value)}"
            return
        for number, inner in enumerate(ours):
            yield from differences(inner, node.value[number], yaml, f"{path}.{number}")
    elif not (isinstance(node, ScalarNode) and _same(ours, node, yaml)):
        written = getattr(node, "value", None)
        yield f"{path}: {ours!r:.200} against {written!r:.200} ({type(node).__name__})"


def _same_key(key: Node, yaml: YAML) -> object:
    """A key as written if the reader takes it for text; otherwise ruamel.yaml's view of it."""
    if isinstance(key, ScalarNode) and _same(key.value, key, yaml):
        return key.value
    return repr(key)


# YAML 1.2 reads .5e3 as a number, ruamel.yaml as text.
_CORE_FLOAT = re.compile(r"[-+]?\.[0-9]+[eE][-+]?[0-9]+")
# Numbers to ruamel.yaml, texts to this reader, as is everything that not all programs read as the
# same number: a leading 0, an underscore inside, 1e400.
_LOOSE_NUMBER = re.compile(r"[-+]?(0[0-9_]+|[0-9][0-9_.]*_[0-9_.]*([eE][-+]?[0-9]+)?|0[xob].*_.*)")


def _same(ours: Any, node: ScalarNode, yaml: YAML) -> bool:
    """Whether both read a scalar as the same; intended differences are listed here."""
    written = node.value
    if node.style is not None:  # in quotes, or a block
        return bool(ours == written)
    try:
        theirs = yaml.constructor.construct_object(node)
    except (YAMLError, ValueError, OverflowError):
        return bool(ours == written)  # 2021-02-30 and `=` are texts here
    if repr(ours) == repr(theirs):
        return True
    if isinstance(ours, float):
        return bool(_CORE_FLOAT.fullmatch(written)) and theirs == written and ours == float(written)
    too_great = isinstance(theirs, int | float) and abs(theirs) >= 2**64
    as_written = isinstance(theirs, date) or too_great or _LOOSE_NUMBER.fullmatch(written)
    return bool(ours == written and as_written)
