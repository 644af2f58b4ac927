"""Tokens that the fuzzer inserts, and files that use what those of data/ do not."""

# The building blocks of YAML, including those that a ledger must not contain.
TOKENS = (
    "&a ", "*a", "*a ", "!!str ", "!a ", "! ", "!!binary ", "!<tag:a.example,2021:b> ", "<<: ",
    "<<: {a: b}\n", "%YAML 1.1\n", "%TAG ! tag:a.example,2021:\n", "---\n", "--- ", "...\n",
    "\n---", "\n...\n", "---\n# nothing\n", "\t", " \t", "\t\n", "\r", "\r\n", "\n", "\n\n", " ",
    "  ", "[", "]", "{", "}", "[]", "{}", "[a, b]", "{a: b}", "[[", "}}", "{?", "{a", "[a: b]",
    "{a, b: c}", "{[a]: b}", '"a":b', ",", ", ", ",,", '"', "'", "''", '""', "\\", "? ", "?\n",
    "? a\n: b\n", "- ", "-\n", "- - - ", "-\t", ": ", ":", ":\n", " :", "::", "#", " #", " # c\n",
    "#\n", "|", ">", "|-\n", "|+\n", ">-\n", ">+\n", "|2\n", "|9-\n", ">1+\n", "|0\n",
    "|\n  a\n\n   b\n", ">\n  a\n   b\n\n  c\n", "| # c\n  a\n", "~", "null", "true", "=", "<<",
    "@", "`", "%", "&", "*", "!", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\xa0", "\u2028",
    "\u200b", "\u202e", "\ufeff", "\ufffe", "\U000e0041", "\u0430", "\u3000", "e\u0301", "😀",
    "：", "，", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n", "||||||| base\n", '"\\u202e"',
    '"\\N"', '"\\0"', '"\\x41\\\n  b"', '"\\ud83d"', '"\\U00110000"', '"\\L\\P\\_\\e\\/"',
    '"a\\\n   \\ b"', "'a\n\n  b'", '"a\n\n  b"', "\n  a\n  b", "a: b: c", "- a: b", "7: a\n",
    "~: a\n", "true: a\n", "[a]: b\n", "? [a]\n: b\n", "{a: b}: c\n", "a: &b c\nd: *b\n",
)  # fmt: skip
# Plain values on which programs disagree.
VALUES = (
    "no", "Yes", "on", "y", "~", "null", "NULL", "nULL", "true", "True", "tRue", "=", "<<", "",
    "12:30", "12:30:45", "190:20:30.15", "2021", "017", "0o17", "0O17", "0x1F", "0x", "-0x1f",
    "0b11", "1_000", "1_", "_1", "1e3", "1e400", "-1e400", "1E+3", ".5e3", "1.e3", "1e", ".5", "5.",
    ".", "-", "+1", "-0", "+-1", "00", "08", "-0.0", ".inf", "-.INF", ".nan", "+.nan", "NaN",
    "Infinity", "0o8", "9" * 20, "9" * 39, "9" * 40, "9" * 5000, "0x" + "f" * 16, "0x" + "f" * 40,
    "1" * 400 + ".5", "1.10", "18446744073709551615", "18446744073709551616",
    "-9223372036854775808", "-9223372036854775809", "1.0000000000000000001", "1" + "0" * 15, "1e15",
    "-1e15", "1e16", "5e-324", "0.1", "1000000", "999999", "0", "1", "-1", "19.0", "2021-10-31",
    "2021-02-30", "2021-1-1", "2021-10", "0000-01-01", "2021-10-31 10:00:00",
    "2021-10-31T10:00:00Z", "'2021-10-31'", "2021-10-31 # c", "20211031", "١", "１", "٢٠٢١-١٠-٣١",
    "a\tb", "a  b", "a#b", "a #b", "a:b", "a: b", "a, b", "《a》：b", "'it''s'", '"\\t"', '" "',
    "'\u3000'", '"a\\\n  b"', "[a]", "{a: b}", "{zh: a}", "{zh: ~}", "{en: [a]}", "[[a]]",
    "|\n      a\n", ">-\n      a\n      b\n", "evidence/021/a.pdf", "evidence/../a",
    "https://a.example", "x" * 10_000, "close", "complete", "office", "immediate",
)  # fmt: skip
KEYS = (
    "id", "title", "zh", "en", "section", "kind", "lead", "support", "opened", "due", "standing",
    "next", "log", "date", "event", "by", "note", "evidence", "result", "to", "was", "now", "field",
    "path", "name", "size", "sha256", "document", "dated", "url", "issue", "number", "figures",
    "value", "policy", "kinds", "outline", "le\u0430d", "Due", "", "=", "no", "x", "a b",
    "2021-10-31", "{a}", "{",
)  # fmt: skip
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16", "latin-1", "big5", "cp1252", "utf-7")
# None of these occur in the files of data/.
RICH = {
    "issue": """\
id: 1
title: {zh: 甲, en: A}
section: 1-1
kind: immediate
lead: finance
support: [audit]
opened: 2021-07-30
standing: true
log:
  - date: 2021-08-01
    event: submit
    by: x
    evidence:
      - {url: "https://a.example/#b", dated: 2021-08}
      - document: '《a》: b'
  - date: 2021-08-02
    event: amend
    by: x
    field: due
    was: 1
    now: [2, {a: 3.5}]
    approved_by: y
    note: |
      One.

      Two.
  - date: 2021-08-03
    event: amend
    by: x
    field: title
    was: "one\\ttwo\\u4e2d"
    now:
    approved_by: 'it''s'
    note: >-
      folded
      text
""",
    "measure": """\
issue: 1
number: 1
title: x
lead: finance
figures:
  - {name: {zh: 件}, value: 4.5, unit: 件, change: +1%}
  - name: y
    value: 1000
log:
  - date: 2021-08-02
    event: attach
    by: x
    evidence:
      - path: evidence/001/a.pdf
        name: a (1).pdf
        size: 5
        sha256: "1111111111111111111111111111111111111111111111111111111111111111"
  - {date: 2021-08-03, event: reassign, by: x, support: [a, b]}
  - date: 2021-08-04
    event: amend
    by: x
    field: f
    was: ~
    now: -1.5
    approved_by: y
    note: {en: n}
""",
    "ledger": """\
title: x
language: en
timezone: Asia/Shanghai
inspection:
  inspector: x
  inspected: y
  feedback: 2021-07-30
kinds:
  immediate: {name: x, months: 3}
  long-term:
    name: y
    review_months: 6
outline: [{id: 1, title: x, sections: [{id: 1-1, title: y}]}]
departments:
  finance:
    name: x
    leader: {zh: y}
members:
  - id: m
    name: x
    emails: [a@b.example]
    department: finance
    roles: [office]
policy:
  evidence: file
  closers: [office]
  four_eyes: true
  extensions: 1
control_totals:
  - {name: issues, total: 1, as_of: 2021-10-31, itemised: false}
notes: [x, {en: y}]
""",
}
