"""Messages for findings about a value, and hints by the type that it must have."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_DAY = N_("Use a valid date as YYYY-MM-DD, for example 2021-10-31.")
_NUMBER = N_("Write the number without quotes, separators or leading zeros.")
HINT_BY_TYPE = {
    "whole number": _NUMBER,
    "number": _NUMBER,
    "list": N_("Write each value on its own line, after `- `."),
    "mapping": N_("Write its keys on the lines below, indented by two more spaces."),
    "true or false": N_("Use `true` or `false`."),
}
_KNOWN = N_("Known: {known}.")
_ONE_OF = N_("Use one of: {known}.")
VALUE: dict[str, Sentence] = {
    "unknown-key": (N_("unknown key `{key}`"), N_("Allowed keys: {known}.")),
    "missing-key": (N_("missing key `{key}`"), N_("Add it.")),
    "wrong-type": (
        N_("`{key}` must be {expected}"),
        N_("Text must not be empty; quote it if it looks like a number."),
    ),
    "bad-day": (N_("invalid date `{word}` for `{key}`"), _DAY),
    "bad-day-or-month": (
        N_("invalid date or month `{word}` for `{key}`"),
        N_("Use YYYY-MM-DD or YYYY-MM, for example 2021-07."),
    ),
    "bad-code": (
        N_("invalid code `{word}` for `{key}`"),
        N_("Use lowercase letters, digits and hyphens, for example long-term."),
    ),
    "bad-key": (
        N_("key `{key}` is not a valid code"),
        N_("Use lowercase letters, digits and hyphens, for example long-term."),
    ),
    "bad-sha256": (
        N_("`{key}` is not a valid SHA-256 hash"),
        N_("Use 64 digits from 0 to 9 and a to f."),
    ),
    "bad-path": (
        N_("`{key}` is not a valid path in evidence/"),
        N_("For example: evidence/021/report-3f2a91bc.pdf."),
    ),
    "bad-url": (
        N_("invalid URL `{word}` for `{key}`"),
        N_("It must start with https:// or http://."),
    ),
    "blank": (
        N_("`{key}` is empty or has no visible content"),
        N_("Fill it in, or remove the key."),
    ),
    "out-of-range": (
        N_("`{key}` is out of range; the limit is {limit}"),
        N_("Use a number within the limit."),
    ),
    "unknown-value": (N_("invalid value `{word}` for `{key}`"), _ONE_OF),
    "unknown-event": (N_("unknown event `{word}`"), _ONE_OF),
    "unknown-timezone": (
        N_("unknown time zone `{word}`"),
        N_("For example: Asia/Shanghai."),
    ),
    "no-language": (N_("`{key}` has neither zh nor en"), N_("Fill in at least one of them.")),
    "note-or-evidence": (
        N_("a submission needs a note or evidence"),
        N_("Add `note` or `evidence`."),
    ),
    "lead-or-support": (
        N_("a reassignment needs a lead department or supporting departments"),
        N_("Add `lead` or `support`."),
    ),
    "relapse-and-to": (
        N_("a review needs a new deadline (`to`) after a relapse, and only then"),
        N_("Add `to` if the outcome is relapsed; otherwise remove it."),
    ),
    "approved-without-to": (
        N_("`approved_by` is not allowed without a new deadline (`to`)"),
        N_("Remove `approved_by`."),
    ),
    "choices-of-choice": (
        N_("a field needs `choices` if its type is choice, and only then"),
        N_("Add `choices` with at least one, or change the type."),
    ),
    "unit-of-number": (
        N_("`unit` and `sum` are for fields of type number only"),
        N_("Remove them, or change the type to number."),
    ),
    "unknown-field": (N_("ledger.yaml declares no field `{word}`"), _KNOWN),
    "field-not-of": (
        N_("{ref} cannot have the field `{field}`: ledger.yaml declares it for others"),
        N_("Remove it, or extend `of` of the field in ledger.yaml."),
    ),
    "unknown-choice": (N_("`{word}` is no choice of the field `{field}`"), _KNOWN),
    "bad-field-value": (
        N_("`{value}` is not possible in the field `{field}`: its type is {type}"),
        N_("Use a value of that type."),
    ),
    "field-missing": (
        N_("{ref} lacks the field `{field}`, which this ledger requires"),
        N_(
            "Add it with `rectledger amend {ref} --field fields.{field} --now VALUE --approved-by "
            "WHO --note TEXT`."
        ),
    ),
    "source-missing": (
        N_("the file that entries were imported from is not there: {path}"),
        N_("`git log -- {path}` shows what happened to it."),
    ),
    "source-altered": (
        N_(
            "{path} was altered since entries were imported from it: its SHA-256 is {sha256}, not "
            "{was_sha256}"
        ),
        N_("Restore the file as it was."),
    ),
    "undated-later": (
        N_("`undated: true` is in an entry after the first"),
        N_("Remove it and date the entry: only the first entry of an import may have it."),
    ),
    "unstated": (N_("{ref} has no kind yet"), N_("Amend `kind`.")),
    "unassigned": (
        N_("{ref} has no lead department yet"),
        N_("Assign it with `rectledger reassign {ref} --lead CODE`."),
    ),
    "bad-value": (
        N_("invalid value for `{key}`"),
        N_("`rectledger help format` describes the allowed values."),
    ),
}

# The same, told of all the records of a source together.
OF_SOURCE: dict[str, Sentence] = {
    "unstated": (
        N_("the source states no kind for {n} issues ({refs})"),
        N_("Amend `kind` once it is known."),
    ),
    "unassigned": (
        N_("the source names no lead department for {n} items ({refs})"),
        N_("Assign them with `rectledger reassign`."),
    ),
    "no-deadline": (
        N_("the source gives no deadline for {n} items whose kind requires one ({refs})"),
        N_("Amend `due`, with the date and who approved it."),
    ),
}
