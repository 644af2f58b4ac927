"""What a finding says: a sentence on what is wrong, and a hint on what to do next."""

from collections.abc import Mapping
from gettext import gettext as _

from rectledger.words import terms

Sentence = tuple[str, str | None]


def say(code: str, args: Mapping[str, object]) -> Sentence:
    """The message and the hint for a finding of `code`, in the language that is spoken."""
    message, hint = _templates()[code]
    values = {name: _in_words(name, value) for name, value in args.items()}
    nearest = args.get("nearest")
    if nearest:
        hint = _("Did you mean {nearest}?")
    elif "nearest" in args and not args.get("known"):
        hint = _("None is listed in ledger.yaml yet.")
    return message.format(**values), hint.format(**values) if hint else None


def codes() -> list[str]:
    """Every code that a finding may have."""
    return list(_templates())


def _in_words(name: str, value: object) -> object:
    if isinstance(value, list):
        return _(", ").join(str(word) for word in value)
    if name == "looks_like":
        return value or _("an unknown encoding")
    if name == "state":
        return terms.state(str(value))
    if name == "event":
        return terms.event(str(value))
    if name == "name":
        return terms.total(str(value))
    if name == "expected":
        return terms.expected(str(value))
    if isinstance(value, str) and name in ("key", "word"):
        return _escaped(value)
    return value


def _escaped(word: str) -> str:
    """A word with what is not plain ASCII or common Chinese named, so that look-alikes show."""
    return "".join(
        c if c.isascii() or "\u4e00" <= c <= "\u9fff" else f"{c} (U+{ord(c):04X})"
        for c in word[:80]
    )


def _templates() -> dict[str, Sentence]:
    return {**_file(), **_yaml(), **_value(), **_rule(), **_evidence(), **_total()}


def _file() -> dict[str, Sentence]:
    return {
        "vanished": (_("the file is gone"), _("It was there a moment ago; run the command again.")),
        "no-rights": (_("no right to read it"), _("Ask for read access, or run `chmod +r` on it.")),
        "link": (
            _("it is a symbolic link"),
            _("A ledger's files are kept in the ledger: put the file itself here."),
        ),
        "not-a-file": (_("it is not a regular file"), _("Move it out of the ledger.")),
        "cannot-open": (_("it cannot be opened: {detail}"), None),
        "too-large": (
            _("it is larger than {most} KiB, which no record needs"),
            _("Keep long texts as evidence, and refer to them from the record."),
        ),
        "not-utf8": (
            _("it is not UTF-8 text (it looks like {looks_like})"),
            _("Save it again as UTF-8."),
        ),
        "file-name": (
            _("the file holds {ref}, which belongs in {home}"),
            _("Rename the file, or mend the number in it."),
        ),
        "stray-file": (
            _("no part of the ledger accounts for this file"),
            _("A record is named like 021.yaml or 021-02.yaml; move anything else away."),
        ),
    }


def _yaml() -> dict[str, Sentence]:
    plain = _("A ledger uses plain YAML only: keys, lists and texts.")
    return {
        "empty": (_("the file is empty"), _("`git log -- FILE` shows what it held.")),
        "not-a-mapping": (
            _("the file does not hold keys and values"),
            _("A record begins with a key, such as `id: 21`."),
        ),
        "merge-conflict": (
            _("a merge conflict has been left in the file"),
            _("Choose what is right, and take out the lines with <<<<<<<, ======= and >>>>>>>."),
        ),
        "bad-character": (
            _("the text holds the invisible or forbidden character {point}"),
            _("Take it out; such characters hide what a text really says."),
        ),
        "too-deep": (_("it is nested more than {most} levels deep"), plain),
        "anchor": (_("an anchor (&) stands here"), plain),
        "alias": (_("an alias (*) stands here"), plain),
        "tag": (_("a tag (!) stands here"), _("If it is part of a text, put the text in quotes.")),
        "directive": (_("a YAML directive (%) stands here"), plain),
        "merge-key": (_("a merge key (<<) stands here"), plain),
        "documents": (
            _("a second document begins here"),
            _("One file holds one record: take out the line with ---."),
        ),
        "bad-number": (_("a number of this size is not read"), _("Write it as a text, in quotes.")),
        "more": (_("and {n} more in this file"), _("Mend these first.")),
        "duplicate-key": (_("the key `{key}` stands here for the second time"), _("Keep one.")),
        "key-not-text": (_("the key `{key}` is not a text"), plain),
        "syntax": (
            _("it is not valid YAML from here on"),
            _("Look at the indentation, the quotes and the colons of this line and the one above."),
        ),
    }


def _value() -> dict[str, Sentence]:
    day = _("Write a day as YYYY-MM-DD, such as 2021-10-31.")
    one_of = _("One of: {known}.")
    return {
        "unknown-key": (_("unknown key `{key}`"), _("Keys that may stand here: {known}.")),
        "missing-key": (_("the key `{key}` is missing"), _("Add it.")),
        "wrong-type": (
            _("`{key}` is not {expected}"),
            _("A text that looks like a number goes in quotes; a number goes without."),
        ),
        "bad-day": (_("`{key}` is not a day"), day),
        "bad-day-or-month": (
            _("`{key}` is neither a day nor a month"),
            _("Write YYYY-MM-DD or YYYY-MM, such as 2021-07."),
        ),
        "bad-code": (
            _("`{key}` is not a code"),
            _("A code is small letters, digits and hyphens, such as long-term."),
        ),
        "bad-key": (
            _("the key `{key}` is not a code"),
            _("A code is small letters, digits and hyphens, such as long-term."),
        ),
        "bad-sha256": (_("`{key}` is not a SHA-256"), _("It has 64 digits, 0 to 9 and a to f.")),
        "bad-path": (
            _("`{key}` is not a path below evidence/"),
            _("Write it like evidence/021/report-3f2a91bc.pdf."),
        ),
        "bad-url": (_("`{key}` is not an address"), _("It begins with https:// or http://.")),
        "blank": (_("`{key}` says nothing"), _("Fill it in, or take the key out.")),
        "out-of-range": (_("`{key}` is out of range; the limit is {limit}"), None),
        "unknown-value": (_("`{key}` has an unknown value"), one_of),
        "unknown-event": (_("unknown event"), one_of),
        "unknown-timezone": (
            _("unknown time zone {word}"),
            _("Write it like Asia/Shanghai."),
        ),
        "no-language": (_("`{key}` has neither zh nor en"), _("Write it in one of them at least.")),
        "note-or-evidence": (_("a submission needs a note or evidence"), None),
        "lead-or-support": (_("a reassignment names a lead, or support, or both"), None),
        "relapse-and-to": (
            _("a look-back that found a relapse has a new deadline `to`, and no other has"),
            None,
        ),
        "bad-value": (_("`{key}` is not valid"), None),
    }


def _rule() -> dict[str, Sentence]:
    known = _("Known: {known}.")
    return {
        "duplicate": (_("{ref} is already in {other}"), _("Each number is given once.")),
        "gap": (
            _("{missing} is missing before {before}"),
            _("`git log --diff-filter=D` shows whether it was deleted."),
        ),
        "orphan": (_("{ref} stands under issue {issue}, which is not there"), None),
        "unknown-section": (_("unknown section {word}"), known),
        "unknown-kind": (_("unknown kind {word}"), known),
        "unknown-department": (_("unknown department {word}"), known),
        "unknown-member": (_("{word} is not a member of this ledger"), known),
        "listed-twice": (_("{word} is listed twice"), None),
        "no-deadline": (
            _("{ref} has no deadline, and its kind {kind} asks for one"),
            _("Write `due`; only kinds without months may do without."),
        ),
        "date-backwards": (
            _("the entry's day {date} lies before the previous entry's, {before}"),
            _("What was learnt late is entered under the day of entry."),
        ),
        "date-future": (_("the entry's day {date} lies in the future (today is {today})"), None),
        "opened-future": (
            _("the issue's opening {date} lies in the future (today is {today})"),
            _("Until then it counts nowhere."),
        ),
        "due-before-opened": (
            _("the deadline {date} lies before the issue was opened, {opened}"),
            None,
        ),
        "date-before-opened": (
            _("the entry's day {date} lies before the issue was opened, {opened}"),
            None,
        ),
        "illegal-event": (
            _("{event} of {ref} is not possible: it is {state} at that point"),
            _("`rectledger show {ref}` lists what came before."),
        ),
        "extend-backwards": (
            _("the extension to {to} is not later than the deadline in force, {deadline}"),
            None,
        ),
        "reopen-under-closed": (
            _("{ref} cannot be reopened while its issue {issue} is closed"),
            _("Reopen the issue first."),
        ),
        "open-measures": (
            _("{ref} is closed, but measures under it are not: {measures}"),
            _("Close them on the same day or before, or reopen the issue."),
        ),
        "no-evidence": (
            _("{ref} was closed without evidence, and policy asks for it ({policy})"),
            _("Add a file or a document to the entry's `evidence`."),
        ),
        "no-evidence-file": (
            _("{ref} was closed without a file as evidence, and policy asks for one"),
            _("A reference to a document is not enough in this ledger."),
        ),
    }


def _evidence() -> dict[str, Sentence]:
    return {
        "evidence-missing": (
            _("the evidence {path} is missing"),
            _("`git log -- {path}` shows what became of it."),
        ),
        "evidence-altered": (
            _("the evidence {path} has been altered: {size} bytes and SHA-256 {sha256}, "
              "where the entry says {was_size} and {was_sha256}"),
            _("Bring back the file as it was when it was handed in."),
        ),
        "evidence-unreferenced": (
            _("this evidence belongs to no entry"),
            _("Name it in an entry's `evidence`, or move it away."),
        ),
    }  # fmt: skip


def _total() -> dict[str, Sentence]:
    return {
        "control-total": (
            _("{name}: {declared} declared as of {as_of}, but the ledger counts {counted}"),
            _("Records are missing or too many, or the declared total is wrong."),
        ),
        "control-total-unpublished": (
            _("{name}: {declared} declared as of {as_of}, {counted} listed here; "
              "the source publishes no list to hold them against"),
            None,
        ),
    }  # fmt: skip
