"""Records as anyone might write them, for properties of every record."""

import string
import sys
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from rectledger.core.model import BaseEntry, Entry, Issue, Measure, Settings
from rectledger.core.model.value_types import shows
from rectledger.store.yaml.forbidden_syntax import FORBIDDEN

Raw = dict[str, Any]
Strategy = st.SearchStrategy

AWKWARD = (
    "no", "null", "~", "true", "Yes", "off", "NaN", ".nan", ".inf", "=", "<<", "12:30", "12:30:45",
    "2021", "017", "0o17", "0x1F", "0b11", "1_000", "1e3", "1e400", "+1", "-0", "1.", "9" * 40,
    "2021-10-31", "2021-10", "2021-1-1", "2021-10-31T00:00:00", "2021-02-30",
    "- item", "? key", "key: value", "ends:", "Fix #12", "#12", "a # b", "%YAML 1.1", "---", "...",
    "*star", "&and", "!bang", "|", ">", "@at", "`tick`", "{a: 1}", "[a, b]", "{", "]", ",", "a, b",
    "'", '"', "it's", 'say "no"', "'quoted'", '"quoted"', "back\\slash", "\\n", "\\u200b", "\\",
    " leading", "trailing ", "  both  ", "\ttab", "tab\t", "a\tb", "\u3000全角", "\u00a0a\u00a0",
    "one\ntwo", "ends with a line\n", "\nbegins with one", "a\n\n\nb", "a\n  b\n c", "a \nb",
    "a\n---\nb", "a\n# b", "a\r\nb", "《执行款提存办法》", "“引号”：冒号；井号＃", "𠮷𪚥",
    "😀👍🏽", "e\u0301", "\ue000", "\U0010fffd", "x" * 300, "很长" * 200, "a " * 200 + "b",
)  # fmt: skip

_EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
_characters = st.characters(
    exclude_categories=("Cs",), exclude_characters="".join(FORBIDDEN.findall(_EVERY_CHARACTER))
)
_punctuation = " \n\t:#-'\"\\{}[],&*!|>%@`?=~<0123456789.eE"
_code_letters = string.ascii_lowercase + string.digits


def _can_be_written(text: str) -> bool:
    return shows(text)


def _lists(strategy: Strategy[Any], least: int = 0) -> Strategy[list[Any]]:
    return st.lists(strategy, min_size=least, max_size=2)


def _keys(optional: Raw | None = None, /, **required: Strategy[Any]) -> Strategy[Raw]:
    return st.fixed_dictionaries(required, optional=optional)


_lines = st.one_of(
    st.sampled_from(AWKWARD), st.text(_characters), st.text(_punctuation, max_size=12)
).filter(_can_be_written)
_texts = _lines | _keys(zh=_lines) | _keys(en=_lines) | _keys(en=_lines, zh=_lines)
_codes = st.sampled_from(
    ("no", "on", "null", "true", "1-4", "1e3", "017", "0x1f", "2021-10-31", "2021-10")
) | st.builds(str.__add__, st.sampled_from(_code_letters), st.text(_code_letters + "-", max_size=8))
_days = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
_days_or_months = _days | _days.map(lambda day: day[:7])
_numbers = st.integers(1, 999_999)
_counts = st.integers(0, 10_000)
_months = st.integers(1, 1200)
_whole_numbers = st.integers(-(10**15), 10**15)
_fractions = st.floats(-1e15, 1e15)

# The old value in an amendment: anything that a file can hold.
_simple = st.booleans() | _whole_numbers | _fractions | _lines | st.just("")
_anything = st.one_of(
    st.none(),
    _simple,
    _lists(st.none() | _simple | _lists(_simple)),
    st.dictionaries(_lines, st.none() | _simple | _lists(_simple), max_size=2),
)

_file_names = ("a", "a.pdf", "-.pdf", "报告 (2).pdf", "：终稿.docx", "#1 'a'.txt", "no", "%20")
_hexadecimal = st.text("0123456789abcdef", min_size=64, max_size=64)
_addresses = ("https://a.example/?q=1&b=2#c", "http://例子.example/%7E:", "https://[::1]/{a}")
_evidence = _lists(
    _keys(
        path=st.builds("evidence/{:03}/{}".format, _numbers, st.sampled_from(_file_names)),
        name=_lines,
        size=st.integers(0, 2**40),
        sha256=_hexadecimal | st.sampled_from(("0" * 64, "1" * 64, "1e" + "2" * 62)),
    )
    | _keys({"dated": _days_or_months}, document=_lines)
    | _keys({"dated": _days_or_months}, url=st.sampled_from(_addresses)),
    least=1,
)


def _event(name: str, /, **required: Strategy[Any]) -> Strategy[Raw]:
    optional = {"note": _texts, "evidence": _evidence}
    return _keys(
        {key: optional[key] for key in optional if key not in required},
        **required,
        event=st.just(name),
        by=_lines,
        date=_days,
    )


_amendments = _event(
    "amend", field=_lines, was=_anything, now=_anything, approved_by=_lines, note=_texts
)
_entries = st.one_of(
    _event("start"),
    _event("progress", note=_texts),
    _event("submit", note=_texts),
    _event("submit", evidence=_evidence),
    _event("return", note=_texts),
    _event("close", result=st.sampled_from(("complete", "substantial"))),
    _event("extend", to=_days, approved_by=_lines, note=_texts),
    _event("reassign", lead=_codes),
    _event("reassign", support=_lists(_codes)),
    _event("reassign", support=_lists(_codes), lead=_codes),
    _event("waive", approved_by=_lines, note=_texts),
    _event("review", outcome=st.just("held"), note=_texts),
    _event("review", outcome=st.just("relapsed"), to=_days, note=_texts),
    _event("reopen", to=_days, note=_texts),
    _event("attach", evidence=_evidence),
    _amendments,
)

_of_both = {
    "support": _lists(_codes),
    "leader": _texts,
    "due": _days,
    "next": _texts,
    "fields": st.dictionaries(_codes, _texts | _whole_numbers | _fractions, max_size=3),
    "log": _lists(_entries),
}
_issues = _keys(
    {**_of_both, "heading": _texts, "standing": st.booleans()},
    id=_numbers,
    title=_texts,
    section=_codes,
    kind=_codes,
    lead=_codes,
    opened=_days,
)
_instruments = _keys(
    {"dated": _days_or_months},
    title=_lines,
    action=st.sampled_from(("issued", "revised", "drafted")),
)
_figures = _keys({"unit": _texts, "change": _texts}, name=_texts, value=_whole_numbers | _fractions)
_measures = _keys(
    {**_of_both, "instruments": _lists(_instruments), "figures": _lists(_figures)},
    issue=_numbers,
    number=_numbers,
    title=_texts,
    lead=_codes,
)

_roles = _lists(st.sampled_from(("office", "leader", "acceptor", "observer")))
_members = _keys(
    {"emails": _lists(_lines), "department": _codes, "roles": _roles}, id=_codes, name=_texts
)
_policy: Raw = {
    "evidence": st.sampled_from(("file", "file-or-reference", "none")),
    "measures": st.sampled_from(("first", "with")),
    "closers": _roles,
    "approvers": _roles,
    "four_eyes": st.booleans(),
    "extensions": _counts,
    "substantial_counts": st.booleans(),
    "due_soon_days": _counts,
    "standing_review_months": _months,
    "evidence_max_mib": _months,
}
_totals = _keys(
    {"itemised": st.booleans()},
    name=st.sampled_from(("issues", "closed", "measures", "instruments")),
    total=_counts,
    as_of=_days,
)
_choices = st.dictionaries(_codes, _keys(name=_texts), min_size=1, max_size=2)
_of = st.lists(st.sampled_from(("issue", "measure")), min_size=1, max_size=2)
_internal = {"required": st.booleans(), "internal": st.booleans()}
_own_fields = st.one_of(
    _keys(_internal, name=_texts, of=_of, type=st.sampled_from(("text", "day"))),
    _keys(_internal, name=_texts, of=_of, type=st.just("choice"), choices=_choices),
    _keys(
        {**_internal, "unit": _texts, "sum": st.booleans()},
        name=_texts,
        of=_of,
        type=st.just("number"),
    ),
)
_kinds = _keys({"months": _months, "review_months": _months}, name=_texts)
_aspects = _keys(id=_numbers, title=_texts, sections=_lists(_keys(id=_codes, title=_texts)))
_departments = _keys({"leader": _texts}, name=_texts)
_ledgers = _keys(
    {
        "format": st.just(1),
        "known_until": _days,
        "contact": _texts,
        "fields": st.dictionaries(_codes, _own_fields, max_size=2),
        "members": _lists(_members),
        "policy": _keys(_policy),
        "control_totals": _lists(_totals),
        "notes": _texts | _lists(_texts),
    },
    title=_texts,
    language=st.sampled_from(("zh", "en")),
    timezone=_lines,
    inspection=_keys(
        {"began": _days, "ended": _days}, inspector=_texts, inspected=_texts, feedback=_days
    ),
    kinds=st.dictionaries(_codes, _kinds, max_size=2),
    outline=_lists(_aspects),
    departments=st.dictionaries(_codes, _departments, max_size=2),
)


# Functions, because hypothesis prints a strategy that is none in full, and these are long.
@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Any issue."""
    return Issue.model_validate(draw(_issues))


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Any measure."""
    return Measure.model_validate(draw(_measures))


@st.composite
def ledgers(draw: st.DrawFn) -> Settings:
    """Any `ledger.yaml`."""
    return Settings.model_validate(draw(_ledgers))


@st.composite
def records(draw: st.DrawFn) -> Issue | Measure | Settings:
    """Any of the three."""
    return draw(issues() | measures() | ledgers())


_ENTRY: TypeAdapter[BaseEntry] = TypeAdapter(Entry)


@st.composite
def entries(draw: st.DrawFn) -> BaseEntry:
    """Any entry."""
    return _ENTRY.validate_python(draw(_entries))


@st.composite
def amendments(draw: st.DrawFn) -> BaseEntry:
    """Any amendment entry."""
    return _ENTRY.validate_python(draw(_amendments))
