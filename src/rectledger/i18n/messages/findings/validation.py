"""What a finding says of a value, and what helps with each type."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_DAY = N_("Write a day that there is as YYYY-MM-DD, such as 2021-10-31.")
_NUMBER = N_("A number is written in digits alone, without quotes, separators or a 0 in front.")
HINT_BY_TYPE = {
    "whole number": _NUMBER,
    "number": _NUMBER,
    "list": N_("Write each one on a line of its own, after `- `."),
    "mapping": N_("Write its keys on the lines below, two spaces further in."),
    "true or false": N_("Write `true` or `false`."),
}
_ONE_OF = N_("One of: {known}.")
VALUE: dict[str, Sentence] = {
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
    "blank": (
        N_("`{key}` says nothing that can be seen"),
        N_("Fill it in, or take the key out."),
    ),
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
    "approved-without-to": (
        N_("a look-back that held has no new deadline that could have been approved"),
        N_("Take `approved_by` out."),
    ),
    "bad-value": (N_("`{key}` is not valid"), N_("docs/format.md says what may stand here.")),
}
