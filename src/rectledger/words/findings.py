"""What a finding says: a sentence on what is wrong, and a hint on what to do next."""

from collections.abc import Mapping

from rectledger.words import N_, terms
from rectledger.words import gettext as _

Sentence = tuple[str, str | None]


_FILE: dict[str, Sentence] = {
    "not-in-clone": (
        N_("this clone does not hold the file: it was cloned in part, or is damaged"),
        N_("Read it in a whole clone; `git fsck` says whether this one is damaged."),
    ),
    "vanished": (N_("the file is gone"), N_("It was there a moment ago; run the command again.")),
    "no-rights": (N_("no right to read it"), N_("Ask for read access, or run `chmod +r` on it.")),
    "link": (
        N_("it is a symbolic link"),
        N_("A ledger's files are kept in the ledger: put the file itself here."),
    ),
    "not-a-file": (N_("it is not a regular file"), N_("Move it out of the ledger.")),
    "cannot-open": (
        N_("it cannot be opened: {detail}"),
        N_("Look at the file and at its folder's rights."),
    ),
    "too-large": (
        N_("it is larger than {most} KiB, which no record needs"),
        N_("Keep long texts as evidence, and refer to them from the record."),
    ),
    "not-utf8": (
        N_("it is not UTF-8 text (it looks like {looks_like})"),
        N_("Save it again as UTF-8."),
    ),
    "file-name": (
        N_("the file holds {ref}, which belongs in {home}"),
        N_("Rename the file, or mend the number in it."),
    ),
    "stray-file": (
        N_("no part of the ledger accounts for this file"),
        N_("A record is named like 021.yaml or 021-02.yaml; move anything else away."),
    ),
}

_PLAIN = N_("A ledger uses plain YAML only: keys, lists and texts.")
_YAML: dict[str, Sentence] = {
    "empty": (N_("the file is empty"), N_("`git log -- FILE` shows what it held.")),
    "not-a-mapping": (
        N_("the file does not hold keys and values"),
        N_("A record begins with a key, such as `id: 21`."),
    ),
    "merge-conflict": (
        N_("a merge conflict has been left in the file"),
        N_("Choose what is right, and take out the lines with <<<<<<<, ======= and >>>>>>>."),
    ),
    "bad-character": (
        N_("the text holds the invisible or forbidden character {point}"),
        N_("Take it out; such characters hide what a text really says."),
    ),
    "too-deep": (N_("it is nested more than {most} levels deep"), _PLAIN),
    "too-many": (
        N_("more than {most} keys and values are too many to look for what this may hide"),
        N_("Take out brackets, and signs such as & * ! # behind a colon, a dash or a space."),
    ),
    "cut-short": (
        N_("a comment (#) cuts the text of `{key}` short"),
        N_("Put the text in quotes, or the comment on a line of its own."),
    ),
    "anchor": (N_("an anchor (&) stands here"), _PLAIN),
    "alias": (N_("an alias (*) stands here"), _PLAIN),
    "tag": (N_("a tag (!) stands here"), N_("If it is part of a text, put the text in quotes.")),
    "directive": (N_("a YAML directive (%) stands here"), _PLAIN),
    "merge-key": (N_("a merge key (<<) stands here"), _PLAIN),
    "documents": (
        N_("a second document begins here"),
        N_("One file holds one record: take out the line with ---."),
    ),
    "bad-number": (N_("a number of this size is not read"), N_("Write it as a text, in quotes.")),
    "more": (N_("and {n} more in this file"), N_("Mend these first.")),
    "duplicate-key": (N_("the key `{key}` stands here for the second time"), N_("Keep one.")),
    "key-not-text": (N_("the key `{key}` is not a text"), _PLAIN),
    "syntax": (
        N_("it is not valid YAML from here on"),
        N_(
            "Look at the indentation, quotes, colons and tabs of this line and the one above; "
            "a full-width colon is none."
        ),
    ),
}

_DAY = N_("Write a day that there is as YYYY-MM-DD, such as 2021-10-31.")
_NUMBER = N_("A number is written in digits alone, without quotes, separators or a 0 in front.")
_HINT_BY_TYPE = {
    "whole number": _NUMBER,
    "number": _NUMBER,
    "list": N_("Write each one on a line of its own, after `- `."),
    "mapping": N_("Write its keys on the lines below, two spaces further in."),
    "true or false": N_("Write `true` or `false`."),
}
_ONE_OF = N_("One of: {known}.")
_VALUE: dict[str, Sentence] = {
    "unknown-key": (N_("unknown key `{key}`"), N_("Keys that may stand here: {known}.")),
    "missing-key": (N_("the key `{key}` is missing"), N_("Add it.")),
    "wrong-type": (
        N_("`{key}` is not {expected}"),
        N_("A text is not left empty, and goes in quotes where it looks like a number."),
    ),
    "bad-day": (N_("`{key}` is not a day"), _DAY),
    "bad-day-or-month": (
        N_("`{key}` is neither a day nor a month"),
        N_("Write YYYY-MM-DD or YYYY-MM, such as 2021-07."),
    ),
    "bad-code": (
        N_("`{key}` is not a code"),
        N_("A code is small letters, digits and hyphens, such as long-term."),
    ),
    "bad-key": (
        N_("the key `{key}` is not a code"),
        N_("A code is small letters, digits and hyphens, such as long-term."),
    ),
    "bad-sha256": (N_("`{key}` is not a SHA-256"), N_("It has 64 digits, 0 to 9 and a to f.")),
    "bad-path": (
        N_("`{key}` is not a path below evidence/"),
        N_("Write it like evidence/021/report-3f2a91bc.pdf."),
    ),
    "bad-url": (N_("`{key}` is not an address"), N_("It begins with https:// or http://.")),
    "blank": (N_("`{key}` says nothing"), N_("Fill it in, or take the key out.")),
    "out-of-range": (
        N_("`{key}` is out of range; the limit is {limit}"),
        N_("Write a number within the limit."),
    ),
    "unknown-value": (N_("`{key}` has an unknown value"), _ONE_OF),
    "unknown-event": (N_("unknown event"), _ONE_OF),
    "unknown-timezone": (
        N_("unknown time zone {word}"),
        N_("Write it like Asia/Shanghai."),
    ),
    "no-language": (N_("`{key}` has neither zh nor en"), N_("Write it in one of them at least.")),
    "note-or-evidence": (N_("a submission needs a note or evidence"), N_("Add one of them.")),
    "lead-or-support": (
        N_("a reassignment names a lead, or support, or both"),
        N_("Add `lead` or `support`."),
    ),
    "relapse-and-to": (
        N_("a look-back that found a relapse has a new deadline `to`, and no other has"),
        N_("Add `to` to a relapse, and take it out elsewhere."),
    ),
    "bad-value": (N_("`{key}` is not valid"), N_("docs/format.md says what may stand here.")),
}

_KNOWN = N_("Known: {known}.")
_RULE: dict[str, Sentence] = {
    "duplicate": (N_("{ref} is already in {other}"), N_("Each number is given once.")),
    "gap": (
        N_("{missing} is missing before {before}"),
        N_("`git log --diff-filter=D` shows whether it was deleted."),
    ),
    "orphan": (
        N_("{ref} stands under issue {issue}, which is not there"),
        N_("Bring the issue's file back, or mend the number in this one."),
    ),
    "unknown-section": (N_("unknown section {word}"), _KNOWN),
    "unknown-kind": (N_("unknown kind {word}"), _KNOWN),
    "unknown-department": (N_("unknown department {word}"), _KNOWN),
    "unknown-member": (N_("{word} is not a member of this ledger"), _KNOWN),
    "listed-twice": (N_("{word} is listed twice"), N_("Keep one.")),
    "no-deadline": (
        N_("{ref} has no deadline, and its kind {kind} asks for one"),
        N_("Write `due`; only kinds without months may do without."),
    ),
    "date-backwards": (
        N_("the entry's day {date} lies before the previous entry's, {before}"),
        N_("What was learnt late is entered under the day of entry."),
    ),
    "date-future": (
        N_("the entry's day {date} lies in the future (today is {today})"),
        N_("An entry carries the day on which it is entered."),
    ),
    "opened-future": (
        N_("the issue's opening {date} lies in the future (today is {today})"),
        N_("Until then it counts nowhere."),
    ),
    "due-before-opened": (
        N_("the deadline {date} lies before the issue was opened, {opened}"),
        N_("Mend whichever of the two is wrong."),
    ),
    "date-before-opened": (
        N_("the entry's day {date} lies before the issue was opened, {opened}"),
        N_("What was done earlier goes into the note, or into a measure."),
    ),
    "illegal-event": (
        N_("{event} of {ref} is not possible: it is {state} at that point"),
        N_("`rectledger show {ref}` lists what came before."),
    ),
    "extend-backwards": (
        N_("the extension to {to} is not later than the deadline in force, {deadline}"),
        N_("An extension moves the deadline to a later day."),
    ),
    "reopen-under-closed": (
        N_("{ref} cannot be reopened while its issue {issue} is closed"),
        N_("Reopen the issue first."),
    ),
    "open-measures": (
        N_("{ref} is closed, but measures under it are not: {measures}"),
        N_("Close them on the same day or before, or reopen the issue."),
    ),
    "no-evidence": (
        N_("{ref} was closed without evidence, and policy asks for it ({policy})"),
        N_("Add a file or a document to the entry's `evidence`."),
    ),
    "no-evidence-file": (
        N_("{ref} was closed without a file as evidence, and policy asks for one"),
        N_("A reference to a document is not enough in this ledger."),
    ),
}

_EVIDENCE: dict[str, Sentence] = {
    "evidence-missing": (
        N_("the evidence {path} is missing"),
        N_("`git log -- {path}` shows what became of it."),
    ),
    "evidence-altered": (
        N_("the evidence {path} has been altered: {size} bytes and SHA-256 {sha256}, "
          "where the entry says {was_size} and {was_sha256}"),
        N_("Bring back the file as it was when it was handed in."),
    ),
    "evidence-unreferenced": (
        N_("this evidence belongs to no entry"),
        N_("Name it in an entry's `evidence`, or move it away."),
    ),
}  # fmt: skip

_TOTAL: dict[str, Sentence] = {
    "control-total": (
        N_("{name}: {declared} declared as of {as_of}, but the ledger counts {counted}"),
        N_("Records are missing or too many, or the declared total is wrong."),
    ),
    "control-totals-unchecked": (
        N_("{n} control totals are not held against the files, while some cannot be read"),
        None,
    ),
    "control-total-unpublished": (
        N_("{name}: {declared} declared as of {as_of}, {counted} listed here; "
          "the source publishes no list to hold them against"),
        None,
    ),
}  # fmt: skip

_TEMPLATES = {**_FILE, **_YAML, **_VALUE, **_RULE, **_EVIDENCE, **_TOTAL}


def say(code: str, args: Mapping[str, object]) -> Sentence:
    """The message and the hint for a finding of `code`, in the language that is spoken."""
    message, hint = _TEMPLATES[code]
    message, hint = _(message), _(hint) if hint else None
    values = {name: _in_words(name, value) for name, value in args.items()}
    nearest = args.get("nearest")
    if args.get("expected") in _HINT_BY_TYPE:
        hint = _(_HINT_BY_TYPE[str(args["expected"])])
    if nearest:
        hint = _("Did you mean {nearest}?")
    elif "nearest" in args and not args.get("known"):
        hint = _("None is listed in ledger.yaml yet.")
    return message.format(**values), hint.format(**values) if hint else None


def codes() -> list[str]:
    """Every code that a finding may have."""
    return list(_TEMPLATES)


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
