"""Bytes are a record, or else all their errors are reported: each with code and position."""

from pathlib import Path

import pytest

from rectledger.core.findings import Finding
from rectledger.core.model import FORMAT, Issue, Measure, Settings
from rectledger.store.ledger_folder import Folder
from rectledger.store.yaml.read_record import parse, read

ISSUE = """\
id: 19
title:
  zh: 到账执行款划付不及时
  en: Paid out late
section: 1-4
kind: immediate
lead: enforcement
support:
  - finance
opened: 2021-07-30
due: 2021-10-31
standing: false
log:
  - date: 2021-10-31
    event: close
    by: office
    result: complete
    note:
      zh: 已完成
    evidence:
      - document: 《通报》
        dated: 2021-11
"""
MEASURE = """\
issue: 19
number: 2
title: 清理执行款
lead: finance
instruments:
  - title: 《执行款提存办法》
    action: issued
    dated: 2021-07
figures:
  - name: 自查案件
    value: 434
    unit: 宗
    change: +9.53%
"""
LEDGER = """\
title: 巡察整改台账
language: zh
timezone: Asia/Shanghai
inspection:
  inspector: 第十巡察组
  inspected: 中级人民法院党组
  feedback: 2021-07-30
kinds:
  immediate:
    name: 立行立改
    months: 3
outline:
  - id: 1
    title: 方面
    sections:
      - id: 1-4
        title: 主要问题
departments:
  enforcement:
    name: 执行局
policy:
  evidence: file
  closers:
    - office
control_totals:
  - name: issues
    total: 57
    as_of: 2021-10-31
"""


def found_in(
    data: str | bytes, model: type[Issue] | type[Measure] | type[Settings] = Issue
) -> list[Finding]:
    data = data.encode() if isinstance(data, str) else data
    found = parse(data, "a file", model)
    assert isinstance(found, list)
    return found


def wrong(
    data: str | bytes, model: type[Issue] | type[Measure] | type[Settings] = Issue
) -> list[str]:
    """The errors, as "line:column code key"."""
    return [
        " ".join((f"{f.line}:{f.column}", f.code, ".".join(map(str, f.key)))).rstrip()
        for f in found_in(data, model)
    ]


def issue(data: str | bytes) -> Issue:
    record = parse(data.encode() if isinstance(data, str) else data, "a file", Issue)
    assert isinstance(record, Issue)
    return record


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def titled(value: str) -> str:
    """An issue with the title `value`, on line 2."""
    title = "title:\n  zh: 到账执行款划付不及时\n  en: Paid out late\n"
    return swap(ISSUE, title, f"title: {value}\n")


def test_a_valid_issue_is_a_record() -> None:
    record = issue(ISSUE)
    assert (record.ref, record.file) == ("19", "issues/019.yaml")
    assert record.opened == "2021-07-30"
    assert [entry.event for entry in record.log] == ["close"]


def test_a_valid_measure_is_a_record() -> None:
    record = parse(MEASURE.encode(), "a file", Measure)
    assert isinstance(record, Measure)
    assert (record.ref, record.file) == ("19.2", "measures/019-02.yaml")
    assert record.figures[0].value == 434


def test_a_valid_ledger_is_a_record() -> None:
    record = parse(LEDGER.encode(), "a file", Settings)
    assert isinstance(record, Settings)
    assert record.kinds["immediate"].months == 3
    assert record.policy.evidence == "file"


ISSUES_WRONG = [
    ("an unknown key", "due:", "deu:", ["11:1 unknown-key deu"]),
    ("an unknown key in an entry", "by:", "note2: x\n    by:", ["16:5 unknown-key log.0.note2"]),
    (
        "an unknown key in evidence",
        "dated:",
        "date:",
        ["22:9 unknown-key log.0.evidence.0.date"],
    ),
    (
        "an unknown language",
        "en: Paid out late",
        "fr: En retard",
        ["4:3 unknown-key title.fr"],
    ),
    (
        "a look-alike key",
        "lead:",
        "le\u0430d:",
        ["1:1 missing-key lead", "7:1 unknown-key le\u0430d"],
    ),
    ("a missing key", "kind: immediate\n", "", ["1:1 missing-key kind"]),
    ("a missing key in an entry", "    by: office\n", "", ["14:5 missing-key log.0.by"]),
    ("a missing result", "    result: complete\n", "", ["14:5 missing-key log.0.result"]),
    ("a list for a code", "lead: enforcement", "lead: [enforcement]", ["7:1 wrong-type lead"]),
    ("a text for a list", "\n  - finance", " finance", ["8:1 wrong-type support"]),
    ("a text for yes or no", "standing: false", "standing: no", ["12:1 wrong-type standing"]),
    ("a number for yes or no", "standing: false", "standing: 0", ["12:1 wrong-type standing"]),
    ("nothing for yes or no", "standing: false", "standing:", ["12:1 wrong-type standing"]),
    ("a number in a list of codes", "  - finance", "  - 7", ["9:5 wrong-type support.0"]),
    ("a text for an entry", "  - date: 2021-10-31\n", "  - said\n  - date: 2021-10-31\n",
     ["14:5 wrong-type log.0"]),
    ("a day that is none", "due: 2021-10-31", "due: 2022-02-30", ["11:1 bad-day due"]),
    ("a leap day in no leap year", "due: 2021-10-31", "due: 1900-02-29", ["11:1 bad-day due"]),
    ("a day as a number", "due: 2021-10-31", "due: 20220130", ["11:1 bad-day due"]),
    ("a day with a time", "due: 2021-10-31", "due: 2022-01-30T00:00:00", ["11:1 bad-day due"]),
    ("a day with slashes", "due: 2021-10-31", "due: 2022/01/30", ["11:1 bad-day due"]),
    ("a day in Chinese", "due: 2021-10-31", "due: 2022年1月30日", ["11:1 bad-day due"]),
    ("a month for a day", "due: 2021-10-31", "due: 2022-01", ["11:1 bad-day due"]),
    ("a day in full-width digits", "due: 2021-10-31", "due: ２０２２-01-30", ["11:1 bad-day due"]),
    ("a day with a line end", "due: 2021-10-31", 'due: "2021-10-31\\n"', ["11:1 bad-day due"]),
    ("a year for a month", "dated: 2021-11", "dated: 2021",
     ["22:9 wrong-type log.0.evidence.0.dated"]),
    ("a month that is none", "dated: 2021-11", "dated: 2021-13",
     ["22:9 bad-day-or-month log.0.evidence.0.dated"]),
    ("a number in quotes", "id: 19", "id: '19'", ["1:1 wrong-type id"]),
    ("a number with a zero in front", "id: 19", "id: 019", ["1:1 wrong-type id"]),
    ("a number with a fraction", "id: 19", "id: 19.0", ["1:1 wrong-type id"]),
    ("true for a number", "id: 19", "id: true", ["1:1 wrong-type id"]),
    ("a number of 5,000 digits", "id: 19", "id: " + "9" * 5000, ["1:1 wrong-type id"]),
    ("number nought", "id: 19", "id: 0", ["1:1 out-of-range id"]),
    ("a number below nought", "id: 19", "id: -19", ["1:1 out-of-range id"]),
    ("a number of seven digits", "id: 19", "id: 1000000", ["1:1 out-of-range id"]),
    ("a code with a capital", "lead: enforcement", "lead: Enforcement", ["7:1 bad-code lead"]),
    ("a code in Chinese", "lead: enforcement", "lead: 执行局", ["7:1 bad-code lead"]),
    ("a code that is a number", "section: 1-4", "section: 14", ["5:1 wrong-type section"]),
    ("an unknown event", "event: close", "event: closed", ["14:5 unknown-event log.0"]),
    ("an event that is a number", "event: close", "event: 1", ["14:5 unknown-event log.0"]),
    ("a missing event", "    event: close\n", "", ["14:5 missing-key log.0"]),
    ("an unknown result", "result: complete", "result: completed",
     ["17:5 unknown-value log.0.result"]),
    ("a text with no language", "    note:\n      zh: 已完成\n", "    note: {}\n",
     ["18:5 no-language log.0.note"]),
    ("a text with nothing in its languages", "zh: 已完成", "zh:", ["18:5 no-language log.0.note"]),
    ("a number for a text in a language", "zh: 已完成", "zh: 5", ["19:7 wrong-type log.0.note.zh"]),
    ("a blank text", "《通报》", '" \\t"', ["21:9 blank log.0.evidence.0.document"]),
    ("an empty text", "by: office", 'by: ""', ["16:5 blank log.0.by"]),
    ("a text of wide spaces", "by: office", 'by: "\u3000"', ["16:5 blank log.0.by"]),
    ("evidence with no form", "document: 《通报》\n        ", "",
     ["21:9 missing-key log.0.evidence.0.document"]),
    ("a text for evidence", "document: 《通报》\n        dated: 2021-11", "《通报》",
     ["21:9 wrong-type log.0.evidence.0"]),
    ("no evidence in a list of evidence", "\n      - document: 《通报》\n        dated: 2021-11",
     " []", ["20:5 blank log.0.evidence"]),
    ("an address that is none", "document: 《通报》", "url: ftp://a.example",
     ["21:9 bad-url log.0.evidence.0.url"]),
    ("a key twice", "due: 2021-10-31", "due: 2021-10-31\nid: 19", ["12:1 duplicate-key"]),
    ("a key twice in a text", "en: Paid out late", "zh: 划付", ["4:3 duplicate-key"]),
    ("a key twice in an entry", "by: office", "by: office\n    event: close",
     ["17:5 duplicate-key"]),
    ("a key twice in evidence", "dated: 2021-11", "document: 《通知》", ["22:9 duplicate-key"]),
    ("a number for a key", "due:", "7:", ["11:1 key-not-text 7"]),
    ("a list for a key", "due:", "[due]:", ["11:1 key-not-text"]),
    ("a mapping for a key", "due:", "{due: 1}:", ["11:1 key-not-text"]),
    ("a key without its colon", "due: 2021-10-31", "due 2021-10-31", ["12:1 syntax"]),
    ("a colon inside a plain text", "en: Paid out late", "en: Paid: late", ["4:11 syntax"]),
    ("an open quote", "en: Paid out late", "en: 'Paid", ["23:1 syntax"]),
    ("a tab for indentation", "  - finance", "\t- finance", ["9:1 syntax"]),
    ("too little indentation", "    by: office", "  by: office", ["16:3 syntax"]),
    ("a second document", "due:", "---\ndue:", ["11:1 documents"]),
    ("a second document after an end", "due:", "...\n---\ndue:", ["11:1 documents"]),
    ("an anchor", "office", "&o office", ["16:9 anchor"]),
    ("an alias", "office", "*o", ["16:9 alias"]),
    ("a tag", "office", "!!str office", ["16:9 tag"]),
    ("a tag of one's own", "office", "!office x", ["16:9 tag"]),
    ("an anchor inside brackets", "\n  - finance", " [&f finance]", ["8:11 anchor"]),
    ("a merge key", "due:", "<<: {due: 2021-10-31}\ndeu:", ["11:1 merge-key"]),
    ("a bell, raw", "《通报》", "《通\x07报》", ["21:21 bad-character"]),
    ("a bell, escaped", "《通报》", '"《通\\a报》"',
     ["21:9 bad-character log.0.evidence.0.document"]),
    ("NUL, escaped", "《通报》", '"\\0"', ["21:9 bad-character log.0.evidence.0.document"]),
    ("a next line, raw", "《通报》", "《通\u0085报》", ["21:21 bad-character"]),
    ("a next line, escaped", "《通报》", '"a\\Nb"',
     ["21:9 bad-character log.0.evidence.0.document"]),
    ("a reversal of direction", "《通报》", "《通\u202e报》", ["21:21 bad-character"]),
    ("a reversal, escaped", "《通报》", '"\\u202e"',
     ["21:9 bad-character log.0.evidence.0.document"]),
    ("a zero-width space", "《通报》", "《通\u200b报》", ["21:21 bad-character"]),
    ("a zero-width space in a key", "due:", "d\u200bue:", ["11:2 bad-character"]),
    ("a byte-order mark inside", "《通报》", "《通\ufeff报》", ["21:21 bad-character"]),
    ("half of a surrogate pair, escaped", "《通报》", '"\\ud83d"', ["21:22 syntax"]),
    ("a conflict's beginning", "due:", "<<<<<<< HEAD\ndue:", ["11:1 merge-conflict"]),
    ("a conflict's end", "due:", ">>>>>>> theirs\ndue:", ["11:1 merge-conflict"]),
    ("a conflict's middle", "due:", "=======\ndue:", ["11:1 merge-conflict"]),
    ("a conflict's middle, as on Windows", "due:", "=======\r\ndue:", ["11:1 merge-conflict"]),
    ("a conflict's base", "due:", "||||||| 1f2e3d4\ndue:", ["11:1 merge-conflict"]),
    ("a conflict's second half", "due:", "=======\n>>>>>>> theirs\ndue:",
     ["11:1 merge-conflict"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [case[1:] for case in ISSUES_WRONG],
    ids=[case[0] for case in ISSUES_WRONG],
)
def test_one_thing_wrong_in_an_issue_is_one_finding(
    old: str, new: str, expected: list[str]
) -> None:
    assert wrong(swap(ISSUE, old, new)) == expected


MEASURES_WRONG = [
    ("a figure that is a text", "value: 434", "value: '434'"),
    ("a figure with a comma", "value: 434", "value: 1,434"),
    ("a figure with its unit", "value: 434", "value: 434宗"),
    ("a figure that is no number", "value: 434", "value: .nan"),
    ("a figure without bound", "value: 434", "value: -.inf"),
    ("a figure beyond all bounds", "value: 434", "value: 1e999"),
    ("a figure of 5,000 digits", "value: 434", "value: " + "4" * 5000),
    ("a figure that is true", "value: 434", "value: true"),
    ("a figure that is nothing", "value: 434", "value:"),
]


@pytest.mark.parametrize(
    ("old", "new"), [case[1:] for case in MEASURES_WRONG], ids=[case[0] for case in MEASURES_WRONG]
)
def test_a_figure_is_a_number_that_can_be_counted_with(old: str, new: str) -> None:
    assert wrong(swap(MEASURE, old, new), Measure) == ["11:5 wrong-type figures.0.value"]


LEDGERS_WRONG = [
    ("an unknown language", "language: zh", "language: de", ["2:1 unknown-value language"]),
    ("a language that is a list", "language: zh", "language: [zh]", ["2:1 unknown-value language"]),
    ("no day of feedback", "  feedback: 2021-07-30\n", "", ["4:1 missing-key inspection.feedback"]),
    ("a kind that is no code", "  immediate:", "  立行立改:", ["9:3 bad-key kinds.立行立改"]),
    ("a kind without a name", "    name: 立行立改\n", "", ["9:3 missing-key kinds.immediate.name"]),
    ("a kind of no months", "months: 3", "months: 0", ["11:5 out-of-range kinds.immediate.months"]),
    ("an unknown key of a kind", "months:", "month:", ["11:5 unknown-key kinds.immediate.month"]),
    ("a key twice in a kind", "months: 3", "months: 3\n    months: 6", ["12:5 duplicate-key"]),
    ("a list for the kinds", "  immediate:\n    name: 立行立改\n    months: 3\n", "  - immediate\n",
     ["8:1 wrong-type kinds"]),
    ("a section that is a text", "      - id: 1-4\n        title: 主要问题\n", "      - 1-4\n",
     ["16:9 wrong-type outline.0.sections.0"]),
    ("an unknown rule", "closers:", "closer:", ["23:3 unknown-key policy.closer"]),
    ("an unknown role", "    - office", "    - boss", ["24:7 unknown-value policy.closers.0"]),
    ("an unknown total", "name: issues", "name: isues",
     ["26:5 unknown-value control_totals.0.name"]),
    ("a total below nought", "total: 57", "total: -1",
     ["27:5 out-of-range control_totals.0.total"]),
    ("a total on no day", "as_of: 2021-10-31", "as_of: October",
     ["28:5 bad-day control_totals.0.as_of"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [case[1:] for case in LEDGERS_WRONG],
    ids=[case[0] for case in LEDGERS_WRONG],
)
def test_one_thing_wrong_in_a_ledger_is_one_finding(
    old: str, new: str, expected: list[str]
) -> None:
    assert wrong(swap(LEDGER, old, new), Settings) == expected


@pytest.mark.parametrize("written", ["2", "10", "0x2", "9223372036854775807"])
def test_of_a_ledger_of_a_later_format_that_is_all_there_is_to_say(written: str) -> None:
    text = swap(f"{LEDGER}format: {written}\ncolour: red\n", "closers:", "closer:")
    assert wrong(text, Settings) == ["29:1 later-format format"]
    found = found_in(text, Settings)[0]
    assert found.args == {"format": int(written, 0), "known": FORMAT}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0", "29:1 out-of-range format"),
        ("-2", "29:1 out-of-range format"),
        ("2.0", "29:1 wrong-type format"),
        ("true", "29:1 wrong-type format"),
        ("'2'", "29:1 wrong-type format"),
        ("null", "29:1 wrong-type format"),
        ("9" * 40, "29:1 wrong-type format"),
    ],
)
def test_what_is_no_format_is_wrong_like_any_value(written: str, expected: str) -> None:
    assert wrong(f"{LEDGER}format: {written}\n", Settings) == [expected]


def test_a_record_has_no_format() -> None:
    assert wrong(f"{ISSUE}format: 2\n") == ["23:1 unknown-key format"]


FILES_WRONG = [
    ("nothing", "", ["1:1 empty"]),
    ("spaces", " \n  \n", ["1:1 empty"]),
    ("a comment", "# id: 19\n", ["1:1 empty"]),
    ("the mark of a document", "---\n", ["1:1 empty"]),
    ("null", "null\n", ["1:1 empty"]),
    ("a list", "- id: 19\n", ["1:1 not-a-mapping"]),
    ("a text", "id 19\n", ["1:1 not-a-mapping"]),
    ("a number", "19\n", ["1:1 not-a-mapping"]),
    ("a list in brackets", "[id, 19]\n", ["1:1 not-a-mapping"]),
    ("a whole merge conflict",
     swap(ISSUE, "due: 2021-10-31", "<<<<<<< HEAD\ndue: 2021-10-31\n||||||| base\n=======\n"
          "due: 2022-01-30\n>>>>>>> theirs"), ["11:1 merge-conflict"]),
    ("a YAML directive", "%YAML 1.1\n---\n" + ISSUE, ["1:1 directive"]),
    ("a tag directive", "%TAG !r! tag:a.example,2021:\n---\n" + ISSUE, ["1:1 directive"]),
    ("a directive of another YAML", "%YAML 3.0\n---\n" + ISSUE, ["1:1 directive"]),
    ("a tag over the whole", "--- !!map\n" + ISSUE, ["1:5 tag"]),
    ("100,000 brackets", ISSUE + "next: " + "[" * 100_000, ["23:39 too-deep"]),
    ("100,000 brackets, half of them closed", ISSUE + "next: " + "[" * 50_000 + "]" * 50_000,
     ["23:39 too-deep"]),
    ("100,000 braces", ISSUE + "next: " + "{a: " * 50_000, ["23:135 too-deep"]),
    ("100,000 dashes in a line", ISSUE + "next:\n  " + "- " * 100_000, ["24:65 too-deep"]),
    ("100,000 question marks in a line", "? " * 100_000, ["1:65 too-deep"]),
    ("deeper and deeper keys", "".join(" " * depth + "a:\n" for depth in range(500)),
     ["33:33 too-deep"]),
    ("100,000 closing brackets", ISSUE + "next: " + "]" * 100_000, ["23:7 syntax"]),
    ("100,000 tabs", ISSUE + "\t" * 100_000 + "x", ["23:1 syntax"]),
    ("100,000 quotes", ISSUE + "next: " + '"' * 100_000, ["23:9 syntax"]),
    ("100,000 colons", ISSUE + "next" + ":" * 100_000, ["23:100004 syntax"]),
    ("a key of 100,000 letters", ISSUE + "k" * 100_000 + ": 1", ["23:100001 syntax"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [case[1:] for case in FILES_WRONG],
    ids=[case[0] for case in FILES_WRONG],
)
def test_a_file_that_is_no_record_as_a_whole_is_one_finding(data: str, expected: list[str]) -> None:
    assert wrong(data) == expected


OTHER_ENCODINGS = [
    ("GBK", ISSUE.encode("gbk"), "3:7 not-utf8", "GBK"),
    ("UTF-16", ISSUE.encode("utf-16"), "1:1 not-utf8", "UTF-16"),
    ("UTF-16, big end first", b"\xfe\xff" + ISSUE.encode("utf-16-be"), "1:1 not-utf8", "UTF-16"),
]


@pytest.mark.parametrize(
    ("data", "expected", "looks_like"),
    [case[1:] for case in OTHER_ENCODINGS],
    ids=[case[0] for case in OTHER_ENCODINGS],
)
def test_another_encoding_is_refused_by_its_name(
    data: bytes, expected: str, looks_like: str
) -> None:
    assert wrong(data) == [expected]
    assert found_in(data)[0].args["looks_like"] == looks_like


NOT_UTF8 = [
    ("Latin-1", titled("Délai dépassé").encode("latin-1", "replace"), "2:9 not-utf8"),
    ("half a character", "id: 19\ntitle: 到".encode()[:-1], "2:8 not-utf8"),
    ("more bytes than it takes", swap(ISSUE, "office", "o*").encode().replace(b"*", b"\xc0\xaf"),
     "16:10 not-utf8"),
    ("half of a surrogate pair", swap(ISSUE, "office", "*").encode().replace(b"*", b"\xed\xa0\xbd"),
     "16:9 not-utf8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"), [case[1:] for case in NOT_UTF8], ids=[case[0] for case in NOT_UTF8]
)
def test_what_is_not_utf8_is_refused_where_it_stops_being_so(data: bytes, expected: str) -> None:
    assert wrong(data) == [expected]
    assert found_in(data)[0].args["looks_like"] != "GBK"


def test_the_mark_that_some_editors_put_in_front_is_accepted() -> None:
    assert issue(b"\xef\xbb\xbf" + ISSUE.encode()) == issue(ISSUE)


def test_line_ends_of_windows_are_accepted() -> None:
    assert issue(ISSUE.replace("\n", "\r\n")) == issue(ISSUE)


def test_a_carriage_return_alone_is_no_line_end() -> None:
    # Readers disagree on it: after one, a directive would not be recognised.
    found = parse(b"# c\r%YAML 1.1\r---\rid: 1\r", "a file", Issue)
    assert isinstance(found, list)
    assert {(f.code, f.args["point"]) for f in found} == {("bad-character", "U+000D")}


@pytest.mark.parametrize("ending", ["...\n", "# the end\n", "\n\n\n", "    \n"])
def test_what_says_nothing_may_follow(ending: str) -> None:
    assert issue(ISSUE + ending) == issue(ISSUE)


def test_a_document_may_be_marked_as_one() -> None:
    assert issue("# 19\n---\n" + ISSUE) == issue(ISSUE)


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        ("due:", "deu:", "due"),
        ("due:", "Due:", "due"),
        ("due:", "finish:", None),
        ("lead:", "le\u0430d:", "lead"),
        ("by:", "By:", "by"),
        ("event: close", "event: closed", "close"),
        ("event: close", "event: CLOSE", "close"),
        ("event: close", "event: 销号", None),
        ("result: complete", "result: completed", "complete"),
        ("zh: 已完成", "cn: 已完成", None),
        ("dated:", "date:", "dated"),
    ],
)
def test_what_was_probably_meant_is_named(old: str, new: str, known: str | None) -> None:
    named = [f.args["nearest"] for f in found_in(swap(ISSUE, old, new)) if "nearest" in f.args]
    assert named == [known]


@pytest.mark.parametrize(
    ("written", "point"),
    [("\u202e", "U+202E"), ("\u0085", "U+0085"), ("\x00", "U+0000"), ('"\\e"', "U+001B")],
)
def test_a_forbidden_character_is_named_by_its_code_point(written: str, point: str) -> None:
    assert found_in(titled(written))[0].args["point"] == point


def test_the_keys_that_may_stand_in_an_entry_are_those_of_its_event() -> None:
    found = found_in(swap(ISSUE, "result: complete", "result: complete\n    outcome: held"))
    assert found[0].args["known"] == ["by", "date", "event", "evidence", "note", "result", "source"]


def test_everything_wrong_in_one_file_comes_in_one_go_and_in_its_order() -> None:
    text = swap(ISSUE, "id: 19", "id: '19'")
    text = swap(text, "kind: immediate", "kind: Immediate")
    text = swap(text, "due:", "deu:")
    text = swap(text, "date: 2021-10-31", "date: 2021-10-32")
    text = swap(text, "result: complete", "result: done")
    text = swap(text, "dated: 2021-11", "dated: November")
    assert wrong(text) == [
        "1:1 wrong-type id",
        "6:1 bad-code kind",
        "11:1 unknown-key deu",
        "14:5 bad-day log.0.date",
        "17:5 unknown-value log.0.result",
        "22:9 bad-day-or-month log.0.evidence.0.dated",
    ]


def test_every_entry_that_is_wrong_is_named() -> None:
    entries = "log:\n" + "  - {date: 2021-10-31, event: stop, by: office}\n" * 3
    text = ISSUE[: ISSUE.index("log:")] + entries
    assert wrong(text) == [
        "14:5 unknown-event log.0",
        "15:5 unknown-event log.1",
        "16:5 unknown-event log.2",
    ]


def test_forbidden_characters_are_named_together_up_to_five() -> None:
    found = found_in(titled("a\u200bb\u202ec\u0007" + "\u200b" * 100))
    assert [f.args["point"] for f in found] == ["U+200B", "U+202E", "U+0007", "U+200B", "U+200B"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ('"2021"', "2021"),
        ("'017'", "017"),
        ("2021-07-30", "2021-07-30"),
        ("2021-02-30", "2021-02-30"),
        ("2021年", "2021年"),
        ("+9.53%", "+9.53%"),
        ("1,434", "1,434"),
        ("v1.10", "v1.10"),
        ("Fix#12", "Fix#12"),
        ('"Fix #12"', "Fix #12"),
        ("a:b", "a:b"),
        ("a, [b] & {c}!", "a, [b] & {c}!"),
        ("5 * 3 % 2", "5 * 3 % 2"),
        ("《办法》：第1条", "《办法》：第1条"),
        ("it's", "it's"),
        ("'it''s'", "it's"),
        ('say "no"', 'say "no"'),
        ("C:\\new", "C:\\new"),
        ('"a\\tb"', "a\tb"),
        ("'a\\tb'", "a\\tb"),
        ("  padded  ", "padded"),
        ('"  padded  "', "  padded  "),
        ("one\n  two", "one two"),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">-\n  one\n  two", "one two"),
        ("'<<'", "<<"),
        ("'&a'", "&a"),
        ("=", "="),
        ("?a", "?a"),
        ("-5°", "-5°"),
        ("😀", "😀"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_a_text_that_yaml_might_bend_is_whole(written: str, title: str) -> None:
    assert issue(titled(written)).title == title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021", "2:1 wrong-type title"),
        ("1.10", "2:1 wrong-type title"),
        ("1e3", "2:1 wrong-type title"),
        ("0x1F", "2:1 wrong-type title"),
        (".inf", "2:1 wrong-type title"),
        ("true", "2:1 wrong-type title"),
        ("False", "2:1 wrong-type title"),
        ("~", "2:1 wrong-type title"),
        ("null", "2:1 wrong-type title"),
        ("", "2:1 wrong-type title"),
        ("Fix #12", "2:12 cut-short"),
        ("Fix # 12", "2:12 cut-short"),
        ("Fix\n  it #12", "3:6 cut-short"),
        ("{zh: Fix #12\n  , en: x}", "2:17 cut-short"),
        ("# 12", "2:8 cut-short"),
        ("''", "2:1 blank title"),
        ("|", "2:1 blank title"),
        ("a: b", "2:9 syntax"),
        ("- a", "2:8 syntax"),
        ("@a", "2:8 syntax"),
        ("`a`", "2:8 syntax"),
        ("%a", "2:8 syntax"),
        ("'a' b", "2:12 syntax"),
        ('"C:\\new\\q"', "2:15 syntax"),
        ("?", "2:8 syntax"),
        ("<<", "2:8 merge-key"),
        ("*a", "2:8 alias"),
        ("&a", "2:8 anchor"),
        ("!a", "2:8 tag"),
        ("!!str 2021", "2:8 tag"),
        ("{a: b}", "2:9 unknown-key title.a"),
    ],
)
def test_a_text_that_yaml_bends_is_refused(written: str, expected: str) -> None:
    assert wrong(titled(written)) == [expected]


@pytest.mark.parametrize(
    "bad",
    [
        "%YAML 1.1\n---\n" + titled("no"),
        "%TAG ! tag:a.example,2021:\n---\n" + titled("!a no"),
        titled("&a no"),
        titled("'open"),
        "[" * 100_000,
        "\x00",
        "",
    ],
)
def test_a_bad_file_has_no_effect_on_how_the_next_one_is_read(bad: str) -> None:
    found_in(bad)
    assert issue(titled("no")).title == "no"


def test_a_good_file_has_no_effect_on_how_the_next_one_is_read() -> None:
    first, second = issue(ISSUE), issue(titled("no"))
    assert issue(ISSUE) == first
    assert issue(titled("no")) == second


def test_reading_gives_the_records_by_file_and_what_is_wrong_with_the_others(
    tmp_path: Path,
) -> None:
    (tmp_path / "issues").mkdir()
    for number, text in {
        "019": ISSUE,
        "020": swap(ISSUE, "id: 19", "id: x"),
        "022": swap(ISSUE, "id: 19", "id: 22"),
    }.items():
        (tmp_path / "issues" / f"{number}.yaml").write_text(text, "utf-8")
    names = [f"issues/{number:03}.yaml" for number in range(19, 23)]
    records, found = read(Folder(tmp_path), names, Issue)
    assert [(file, record.id) for file, record in records.items()] == [
        ("issues/019.yaml", 19),
        ("issues/022.yaml", 22),
    ]
    assert [(f.code, f.file) for f in found] == [
        ("wrong-type", "issues/020.yaml"),
        ("vanished", "issues/021.yaml"),
    ]
