"""Hostile files, one per row: their content, and the expected findings."""

LEDGER = """\
title: Rectification
language: en
timezone: Asia/Shanghai
inspection: {inspector: Team, inspected: Court, feedback: 2021-07-30}
kinds:
  immediate: {name: Immediate, months: 3}
outline:
  - id: 1
    title: First aspect
    sections:
      - {id: 1-1, title: One}
departments:
  enforcement: {name: Enforcement}
policy: {evidence: none}
"""
ISSUE = """\
id: 2
title: Plain
section: 1-1
kind: immediate
lead: enforcement
opened: 2021-07-30
due: 2021-10-31
"""
MEASURE = """\
issue: 2
number: 1
title: A measure
lead: enforcement
due: 2021-10-31
"""
DEEP = 100_000
KEYS = "".join(f"k{n}: 1\n" for n in range(20_000))
CLOSING = "log:\n  - {date: 2021-09-01, event: start, by: office}\n"


def with_(old: str, new: str) -> str:
    assert ISSUE.count(old) == 1, old
    return ISSUE.replace(old, new)


def titled(value: str) -> str:
    return with_("title: Plain", f"title: {value}")


def value_of(text: str) -> str:
    """A measure with a figure, whose value is written as `text`."""
    return f"{MEASURE}figures:\n  - name: x\n    value: {text}\n"


def raw(text: str, bad: bytes) -> bytes:
    """A text with `bad` in place of @."""
    assert text.count("@") == 1
    return text.encode().replace(b"@", bad)


CONFLICT = (
    "<<<<<<< HEAD\ndue: 2021-10-31\n||||||| 1f2e3d4\ndue: 2021-10-30\n"
    "=======\ndue: 2022-01-30\n>>>>>>> theirs\n"
)
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

# File name, content, and the position and code of the refusal; … for more of the same.
UNREADABLE: list[tuple[str, str | bytes, str]] = [
    # Not a mapping
    ("empty", "", "1:1 empty"),
    ("only blanks", "  \n\n  ", "1:1 empty"),
    ("only a comment", "# id: 2\n", "1:1 empty"),
    ("only the mark of a document", "---\n", "1:1 empty"),
    ("null", "~\n", "1:1 empty"),
    ("a list", "- id: 2\n", "1:1 not-a-mapping"),
    ("a scalar", "id\n", "1:1 not-a-mapping"),
    ("a number", "2\n", "1:1 not-a-mapping"),
    ("a text over two lines", "'id: 2\n  title: x'\n", "1:1 not-a-mapping"),
    ("two documents", f"{ISSUE}---\n{ISSUE}", "8:1 documents"),
    ("a second document that is empty", f"{ISSUE}---\n", "8:1 documents"),
    ("a second document after an end", f"{ISSUE}...\n---\n{ISSUE}", "8:1 documents"),
    # Half a merge
    ("a conflict", ISSUE + CONFLICT.replace("||||||| 1f2e3d4\ndue: 2021-10-30\n", ""),
     "8:1 merge-conflict"),
    ("a conflict with its base", ISSUE + CONFLICT, "8:1 merge-conflict"),
    ("a conflict over the whole file", CONFLICT.replace("due", "id"), "1:1 merge-conflict"),
    ("a conflict, line ends of Windows", (ISSUE + CONFLICT).replace("\n", "\r\n"),
     "8:1 merge-conflict"),
    ("half a conflict, its beginning", with_("due:", "<<<<<<< HEAD\ndue:"), "7:1 merge-conflict"),
    ("half a conflict, its base", with_("due:", "||||||| 1f2e3d4\ndue:"), "7:1 merge-conflict"),
    ("half a conflict, its middle", with_("due:", "=======\ndue:"), "7:1 merge-conflict"),
    ("half a conflict, its end", with_("due:", ">>>>>>> theirs\ndue:"), "7:1 merge-conflict"),
    ("half a conflict, middle and end", f"{ISSUE}=======\nnext: x\n>>>>>>> theirs\n",
     "8:1 merge-conflict"),
    ("a conflict in a text", f"{ISSUE}next: |\n  x\n<<<<<<< HEAD\n  y\n", "10:1 merge-conflict"),
    # Keys
    ("a key twice", f"{ISSUE}title: Again\n", "8:1 duplicate-key"),
    ("a key twice, in quotes", f'{ISSUE}"title": Again\n', "8:1 duplicate-key"),
    ("a key twice, in brackets", titled("{en: x, en: y}"), "2:16 duplicate-key"),
    ("a key twice, in an entry", ISSUE + CLOSING.replace("}", ", by: x}"), "9:50 duplicate-key"),
    ("an unknown key", f"{ISSUE}deu: 2021-10-31\n", "8:1 unknown-key"),
    ("an unknown key in an entry", ISSUE + CLOSING.replace("}", ", on: x}"), "9:50 unknown-key"),
    ("a missing key", with_("kind: immediate\n", ""), "1:1 missing-key"),
    ("a key with Cyrillic а", with_("lead", "le\u0430d"), "1:1 missing-key, 5:1 unknown-key"),
    ("a key in full width", with_("id", "ｉｄ"), "1:1 missing-key, 1:1 unknown-key"),
    ("a key in capitals", with_("id", "ID"), "1:1 missing-key, 1:1 unknown-key"),
    ("true for a key", f"{ISSUE}true: x\n", "8:1 key-not-text"),
    ("a number for a key", f"{ISSUE}1: x\n", "8:1 key-not-text"),
    ("a fraction for a key", f"{ISSUE}1.5: x\n", "8:1 key-not-text"),
    ("null for a key", f"{ISSUE}~: x\n", "8:1 key-not-text"),
    ("nothing for a key", f"{ISSUE}: x\n", "8:1 syntax"),
    ("a day for a key", f"{ISSUE}2021-10-31: x\n", "8:1 unknown-key"),
    ("yes for a key", f"{ISSUE}yes: x\n", "8:1 unknown-key"),
    ("a list for a key", f"{ISSUE}[a]: x\n", "8:1 key-not-text"),
    ("a mapping for a key", f"{ISSUE}{{a: b}}: x\n", "8:1 key-not-text"),
    ("a list for a key, marked as one", f"{ISSUE}? [a, b]\n: x\n", "8:1 key-not-text"),
    ("a number for a key of a text", titled("{1: x}"), "2:9 key-not-text"),
    # What plain YAML does not need
    ("an anchor", titled("&a x"), "2:8 anchor"),
    ("an anchor at a key", with_("title:", "&a title:"), "2:1 anchor"),
    ("an anchor in brackets", f"{ISSUE}support: [&a enforcement]\n", "8:11 anchor"),
    ("an anchor and its alias", with_("Plain", "&a x") + "next: *a\n", "2:8 anchor, 8:7 alias"),
    ("an alias in braces", titled("{en: *a}"), "2:13 alias"),
    ("an alias for a key", f"{ISSUE}*a : x\n", "8:1 alias"),
    ("a merge key", f"{ISSUE}<<: {{standing: true}}\n", "8:1 merge-key"),
    ("a merge key in braces", titled("{<<: {en: x}}"), "2:9 merge-key"),
    ("a merge key of an alias", f"base: &b {{en: x}}\n{ISSUE}<<: *b\n",
     "1:7 anchor, 9:1 merge-key, 9:5 alias"),
    ("a tag", with_("id: 2", "id: !!int 2"), "1:5 tag"),
    ("a tag of one's own", titled("!x y"), "2:8 tag"),
    ("a tag that would run something", titled("!!python/object/apply:os.system [id]"), "2:8 tag"),
    ("a tag over the whole", f"--- !!map\n{ISSUE}", "1:5 tag"),
    ("a whole address for a tag", titled("!<tag:yaml.org,2002:str> y"), "2:8 tag"),
    ("binary", titled("!!binary R0lGODlh"), "2:8 tag"),
    ("%YAML 1.1", f"%YAML 1.1\n---\n{ISSUE}", "1:1 directive"),
    ("%YAML 1.2, below a comment", f"# x\n\n%YAML 1.2\n---\n{ISSUE}", "3:1 directive"),
    ("%YAML 3.0", f"%YAML 3.0\n---\n{ISSUE}", "1:1 directive"),
    ("%TAG", f"%TAG ! tag:a.example,2021:\n---\n{ISSUE}", "1:1 directive"),
    ("a directive of nobody's", f"%X y\n---\n{ISSUE}", "1:1 directive"),
    ("a billion laughs", LAUGHS, "1:4 anchor, …"),
    ("itself inside itself", "&a {a: *a}\n", "1:1 anchor, 1:8 alias"),
    # Depth
    ("100,000 brackets", "[" * DEEP, "1:33 too-deep"),
    ("100,000 braces", "{" * DEEP, "1:33 too-deep"),
    ("50,000 keys in braces", "{a: " * (DEEP // 2), "1:129 too-deep"),
    ("100,000 brackets, closed", f"{ISSUE}next: {'[' * DEEP}{']' * DEEP}\n", "8:39 too-deep"),
    ("100,000 brackets below keys", f"{ISSUE}next: {'[' * DEEP}\n", "8:39 too-deep"),
    ("100,000 lists, each closed", f"{ISSUE}next: [{'[],' * (DEEP // 2)}]\n", "8:3006 too-many"),
    ("100,000 closing brackets", f"{ISSUE}next: {']' * DEEP}\n", "8:7 syntax"),
    ("100,000 dashes", "- " * DEEP, "1:65 too-deep"),
    ("100,000 question marks", "? " * DEEP, "1:65 too-deep"),
    ("40,000 dashes with keys", "- a: " * 40_000, "1:6 syntax"),
    ("700 indents", "".join(f"{' ' * depth}a:\n" for depth in range(700)), "33:33 too-deep"),
    ("500 lists, indented", "".join(f"{' ' * depth}-\n" for depth in range(500)), "33:33 too-deep"),
    ("500 lists of keys, indented", "".join(f"{'  ' * n}- a:\n" for n in range(300)),
     "17:33 too-deep"),
    ("33 levels", f"{ISSUE}next: {'[' * 33}{']' * 33}\n", "8:39 too-deep"),
    ("brackets hidden behind quotes", f"a: \"{']' * 60_000}\"\nb: {'[' * 60_000}", "2:36 too-deep"),
    ("brackets hidden one by one", "a: [" + '"]", [' * 20_000, "1:190 too-deep"),
    ("brackets hidden behind a comment", f"# {']' * 60_000}\na: {'[' * 60_000}", "2:36 too-deep"),
    ("brackets hidden in a block", f"a: |\n {']' * 60_000}\nb: {'[' * 60_000}", "3:36 too-deep"),
    # Size
    ("300 KiB", f"{ISSUE}next: {'x' * 300 * 1024}\n", " too-large"),
    ("300 KiB of line ends", "\n" * 300 * 1024, " too-large"),
    ("20,000 keys, and what may be an anchor",
     f"{ISSUE}next: {{{KEYS.replace(chr(10), ', ')}a: &a 1}}\n", "8:208901 too-many"),
    ("20,000 keys", ISSUE + KEYS, "8:1 unknown-key, …"),
    ("20,000 keys, one twice", f"{KEYS}k1: 2\n", "20001:1 duplicate-key"),
    ("20,000 numbers for keys", "".join(f"{n}: 1\n" for n in range(20_000)), "1:1 key-not-text, …"),
    ("60,000 entries that are none", ISSUE + "log:\n" + "  -\n" * 60_000, "9:4 wrong-type, …"),
    ("a key of 100,000 letters", f"{ISSUE}{'k' * DEEP}: 1\n", "8:100001 syntax"),
    ("200,000 times NUL", "\x00" * 2 * DEEP, "1:1 bad-character, …"),
    ("100,000 anchors", "&a " * (DEEP // 2), "1:1 anchor, 1:4 syntax"),
    ("100,000 exclamation marks", "!" * DEEP, "1:1 tag"),
    ("50,000 directives", "%a\n" * 50_000, "1:1 directive"),
    # Numbers
    ("a number of 5,000 digits", with_("id: 2", f"id: {'9' * 5000}"), "1:1 wrong-type"),
    ("a number in quotes", with_("id: 2", "id: '2'"), "1:1 wrong-type"),
    ("a number with noughts in front", with_("id: 2", "id: 002"), "1:1 wrong-type"),
    ("a number with a fraction", with_("id: 2", "id: 2.0"), "1:1 wrong-type"),
    ("a number in hexadecimal, read as text", with_("id: 2", "id: 2x"), "1:1 wrong-type"),
    ("a number with an exponent", with_("id: 2", "id: 2e0"), "1:1 wrong-type"),
    ("a number with underlines", with_("id: 2", "id: 1_000"), "1:1 wrong-type"),
    ("nought", with_("id: 2", "id: 0"), "1:1 out-of-range"),
    ("below nought", with_("id: 2", "id: -2"), "1:1 out-of-range"),
    ("a million", with_("id: 2", "id: 1000000"), "1:1 out-of-range"),
    ("true for a number", with_("id: 2", "id: true"), "1:1 wrong-type"),
    # Encodings
    ("GBK", titled("到账执行款划付不及时").encode("gbk"), "2:8 not-utf8"),
    ("GB18030, beyond GBK", titled("到账执行款𠮷划付不及时").encode("gb18030"), "2:8 not-utf8"),
    ("UTF-16", ISSUE.encode("utf-16"), "1:1 not-utf8"),
    ("UTF-16, big end first", b"\xfe\xff" + ISSUE.encode("utf-16-be"), "1:1 not-utf8"),
    ("UTF-16, without its mark", ISSUE.encode("utf-16-le"), "1:1 not-utf8"),
    ("UTF-16, without its mark, big end first", ISSUE.encode("utf-16-be"), "1:1 not-utf8"),
    ("UTF-32", ISSUE.encode("utf-32"), "1:1 not-utf8"),
    ("UTF-32, without its mark", ISSUE.encode("utf-32-be"), "1:1 not-utf8"),
    ("Latin-1", titled("Délai dépassé").encode("latin-1"), "2:9 not-utf8"),
    ("more bytes than it takes", raw(titled("a@"), b"\xc0\xaf"), "2:9 not-utf8"),
    ("half of a surrogate pair", raw(titled("a@"), b"\xed\xa0\xbd"), "2:9 not-utf8"),
    ("beyond Unicode", raw(titled("a@"), b"\xf4\x90\x80\x80"), "2:9 not-utf8"),
    ("half a character at the end", raw(f"{ISSUE}next: @", b"\xe5\x88"), "8:7 not-utf8"),
    ("two marks in front", b"\xef\xbb\xbf" * 2 + ISSUE.encode(), "1:1 bad-character"),
    # Characters
    *(
        (f"{name}, {where}", text.replace("@", character), f"{at} bad-character")
        for name, character in (
            ("NUL", "\x00"), ("ESC", "\x1b"), ("U+0085", "\x85"), ("U+202E", "\u202e"),
            ("U+200B", "\u200b"), ("a lone CR", "\r"), ("U+FEFF", "\ufeff"), ("DEL", "\x7f"),
        )
        for where, text, at in (
            ("in a text", titled("a@b"), "2:9"),
            ("in a key", with_("title", "ti@tle"), "2:3"),
            ("in a comment", f"{ISSUE}# a@b\n", "8:4"),
        )
    ),
    *(
        (f"{escape}, {where}", text.replace("@", f'"a{escape}b"'), f"{at} bad-character")
        for escape in ("\\0", "\\e", "\\x00", "\\x1b", "\\N", "\\u0085", "\\u202e", "\\u200b",
                       "\\L", "\\r", "\\ufeff", "\\U000e0041")
        for where, text, at in (
            ("in a text", titled("@"), "2:1"),
            ("in a key", f"{ISSUE}@: x\n", "8:1"),
        )
    ),
    ("half of a surrogate pair, escaped", titled('"\\ud83d"'), "2:11 syntax"),
    ("beyond Unicode, escaped", titled('"\\U00110000"'), "2:11 syntax"),
    ("an escape that is none", titled('"C:\\q"'), "2:11 syntax"),
    # Tabs and lines
    ("a tab for an indent", f"{ISSUE}next:\n\ten: x\n", "9:1 syntax"),
    ("a tab before a dash", f"{ISSUE}support:\n\t- enforcement\n", "9:1 syntax"),
    ("100,000 tabs", f"{ISSUE}{chr(9) * DEEP}x\n", "8:1 syntax"),
    ("an open quote", titled("'Plain"), "8:1 syntax"),
    ("an open bracket", f"{ISSUE}support: [enforcement\n", "9:1 syntax"),
    ("a key without its colon", with_("due: 2021-10-31", "due 2021-10-31"), "8:1 syntax"),
    # Dates
    ("30 February", with_("due: 2021-10-31", "due: 2022-02-30"), "7:1 bad-day"),
    ("29 February in no leap year", with_("due: 2021-10-31", "due: 2021-02-29"), "7:1 bad-day"),
    ("a day as a number", with_("due: 2021-10-31", "due: 20220130"), "7:1 bad-day"),
    ("a day with a time", with_("due: 2021-10-31", "due: 2022-01-30T00:00:00"), "7:1 bad-day"),
    ("a day with a time and a space", with_("due: 2021-10-31", "due: 2022-01-30 00:00:00"),
     "7:1 bad-day"),
    ("a day with one digit", with_("due: 2021-10-31", "due: 2022-1-30"), "7:1 bad-day"),
    ("a month", with_("due: 2021-10-31", "due: 2022-01"), "7:1 bad-day"),
    ("a day with slashes", with_("due: 2021-10-31", "due: 2022/01/30"), "7:1 bad-day"),
    ("the year nought", with_("due: 2021-10-31", "due: 0000-01-01"), "7:1 bad-day"),
    # Values
    ("no in capitals for a kind", with_("kind: immediate", "kind: No"), "4:1 bad-code"),
    ("false for a kind", with_("kind: immediate", "kind: false"), "4:1 wrong-type"),
    ("nothing for a kind", with_("kind: immediate", "kind:"), "4:1 wrong-type"),
    ("an unknown event", ISSUE + CLOSING.replace("start", "stop"), "9:5 unknown-event"),
    ("an event that is a number", ISSUE + CLOSING.replace("start", "1"), "9:5 unknown-event"),
    ("an entry that is a text", f"{ISSUE}log:\n  - said\n", "9:5 wrong-type"),
    ("an entry on no day", ISSUE + CLOSING.replace("2021-09-01", "2021-09-31"), "9:6 bad-day"),
    # Texts that YAML would reinterpret
    ("a text that is a year", titled("2021"), "2:1 wrong-type"),
    ("a text with an exponent", titled("1e3"), "2:1 wrong-type"),
    ("a text in hexadecimal", titled("0x10"), "2:1 wrong-type"),
    ("a text in octal", titled("0o17"), "2:1 wrong-type"),
    ("a text that is infinite", titled(".inf"), "2:1 wrong-type"),
    ("a text that is no number", titled(".nan"), "2:1 wrong-type"),
    ("a text that is a fraction", titled("1.10"), "2:1 wrong-type"),
    ("a text that is nothing", titled("~"), "2:1 wrong-type"),
    ("a text that is null", titled("null"), "2:1 wrong-type"),
    ("a text that is not there", titled(""), "2:1 wrong-type"),
    ("a text that is true", titled("True"), "2:1 wrong-type"),
    ("a text that is false", titled("false"), "2:1 wrong-type"),
    ("a text with a colon", titled("a: b"), "2:9 syntax"),
    ("a text with #12", titled("Fix #12"), "2:12 cut-short"),
    ("a text with # 12", titled("Fix # 12"), "2:12 cut-short"),
    ("a text that is #12", titled("#12"), "2:8 cut-short"),
    ("a text with #12 in its second line", titled("Fix\n  it #12"), "3:6 cut-short"),
    ("a text with #12 in a language", titled("\n  en: Fix #12"), "3:11 cut-short"),
    ("a text with #12 that is left out", f"{ISSUE}next: #12\n", "8:7 cut-short"),
    ("a text that begins with @", titled("@office"), "2:8 syntax"),
    ("a text that begins with a backquote", titled("`x`"), "2:8 syntax"),
    ("a text that begins with %", titled("%x"), "2:8 syntax"),
    ("a text that begins with *", titled("*x*"), "2:8 alias"),
    ("a text that begins with &", titled("&x y"), "2:8 anchor"),
    ("a text that begins with !", titled("!x"), "2:8 tag"),
    ("a text that is a list", titled("[a]"), "2:1 wrong-type"),
    ("a text that is a mapping", titled("{a: b}"), "2:9 unknown-key"),
]  # fmt: skip

# The same for `measures/002-01.yaml`.
UNREADABLE_MEASURES: list[tuple[str, str, str]] = [
    ("a number that would be 1.1", MEASURE.replace("number: 1", "number: 1.10"), "2:1 wrong-type"),
    ("an issue's number with a fraction", MEASURE.replace("issue: 2", "issue: 2.1"),
     "1:1 wrong-type"),
    *(
        (f"a figure of {text[:12]}", value_of(text), "8:5 wrong-type")
        for text in ("9" * 5000, "1e400", "-1e400", ".inf", "-.inf", ".nan", "1_000", "1,000",
                     "true", "~", "'1'")
    ),
    ("a figure beyond what is exact", value_of("1e16"), "8:5 out-of-range"),
    ("a figure of 20 digits", value_of("9" * 20), "8:12 bad-number"),
]  # fmt: skip

# The same for `ledger.yaml`, without which nothing can be counted.
UNREADABLE_LEDGERS: list[tuple[str, str | bytes, str]] = [
    ("empty", "", "1:1 empty"),
    ("a list", "- title: x\n", "1:1 not-a-mapping"),
    ("half a conflict", f"{LEDGER}=======\ntitle: x\n>>>>>>> theirs\n", "15:1 merge-conflict"),
    ("%YAML 1.1", f"%YAML 1.1\n---\n{LEDGER}", "1:1 directive"),
    ("an anchor", LEDGER.replace("title: One", "title: &a One"), "11:26 anchor"),
    ("GBK", LEDGER.replace("Rectification", "整改台账").encode("gbk"), "1:8 not-utf8"),
    ("a key twice", f"{LEDGER}title: Again\n", "15:1 duplicate-key"),
    ("an unknown rule", LEDGER.replace("evidence:", "evidense:"), "14:10 unknown-key"),
    ("an unknown time zone", LEDGER.replace("Shanghai", "Canton"), "3:1 unknown-timezone"),
    (
        "a time zone that is a path",
        LEDGER.replace("Asia/Shanghai", "../../etc/passwd"),
        "3:1 unknown-timezone",
    ),
    ("no for a language", LEDGER.replace("language: en", "language: no"), "2:1 unknown-value"),
    ("a title cut short", LEDGER.replace("Rectification", "Ledger #2"), "1:15 cut-short"),
    ("a code that is a number", LEDGER.replace("immediate:", "1:"), "6:3 key-not-text"),
    ("100,000 brackets", f"{LEDGER}notes: {'[' * DEEP}\n", "15:40 too-deep"),
    ("300 KiB", f"{LEDGER}# {'x' * 300 * 1024}\n", " too-large"),
    (
        "20,000 departments that are none",
        LEDGER.replace("{name: Enforcement}", "x") + KEYS,
        "13:3 wrong-type, …",
    ),
]

# Readable files that break a rule: `check` exits with 1 and gives the place.
AGAINST_RULES: list[tuple[str, str, str]] = [
    ("another number than its name", with_("id: 2", "id: 20"), "1:1 file-name"),
    ("a number in hexadecimal", with_("id: 2", "id: 0x14"), "1:1 file-name"),
    ("no for a kind", with_("kind: immediate", "kind: no"), "4:1 unknown-kind"),
    ("a department that is not there", with_("enforcement", "null-1"), "5:1 unknown-department"),
    ("a section that is not there", with_("section: 1-1", "section: 1-2"), "3:1 unknown-section"),
    ("a deadline before the beginning", with_("2021-10-31", "2021-07-29"), "7:1 due-before-opened"),
    ("an opening in the future", with_("2021-07-30", "2031-07-30"), "6:1 opened-future"),
    (
        "days that run backwards",
        ISSUE + CLOSING + CLOSING[5:].replace("09-01", "08-31"),
        "10:6 date-backwards",
    ),
]

# Files that are read as they are: the title as written, and as read.
KEPT: list[tuple[str, str]] = [
    *((text, text) for text in (
        "no", "No", "yes", "on", "off", "y", "12:30", "12:30:45", "0123", "2021-10-31",
        "2021-10-31T12:00:00", "2021-02-30", "=", "Fix#12", "a:b", "1.2.3", "1,434", "+9.53%",
        "A & B * C", "x <<", "-5°", "?a", "it's", 'say "no"', "C:\\new", "a, [b], {c}",
        "《办法》：第1条", "😀", "𠮷野家", "NULL-1", "nullify", "trueish", "08", "0o8",
        "1__0x", "1:2:3", "e\u0301", "ａ", "x" * 10_000,
    )),
    ("'Fix #12'", "Fix #12"),
    ("'2021'", "2021"),
    ("'no'", "no"),
    ("'<<'", "<<"),
    ("'&a *b !c'", "&a *b !c"),
    ("'[bold]x[/] :bomb:'", "[bold]x[/] :bomb:"),
    ("'{x}'", "{x}"),
    ('"a\\tb"', "a\tb"),
    ("one\n  two", "one two"),
    ("|\n  one #1\n  two", "one #1\ntwo\n"),
    (">-\n  one\n  two", "one two"),
    ("\n  en: no", "no"),
]  # fmt: skip
