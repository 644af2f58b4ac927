"""Errors in words: one sentence, and a hint on what to do next."""

from collections.abc import Mapping

from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages.errors import (
    change_options,
    command_line,
    evidence_files,
    importing,
    init,
    merging,
    reading,
    report_and_export,
    saving,
)

TEMPLATES = {
    **change_options.TEMPLATES,
    **init.TEMPLATES,
    **importing.TEMPLATES,
    **evidence_files.TEMPLATES,
    **reading.TEMPLATES,
    **merging.TEMPLATES,
    **report_and_export.TEMPLATES,
    **command_line.TEMPLATES,
    **saving.TEMPLATES,
}


def say(code: str, args: Mapping[str, object]) -> tuple[str, str | None]:
    """The message and the hint for an error of `code`, in the language in use."""
    message, hint = TEMPLATES[code]
    if code in ("unknown-filter", "near-filter"):
        message = reading.UNKNOWN.get(str(args["option"]), message)
    if code == "bad-reference":
        hint = reading.reference_hint(str(args["ref"]))
    if code == "form-unknown" and str(args["path"]).lower().endswith(".pdf"):
        message, hint = report_and_export.PDF
    if "why" in args:  # the code of the error behind this one
        rest = {name: value for name, value in args.items() if name != "why"}
        args = {**rest, "reason": say(str(args["why"]), rest)[0]}
    values = {name: _in_words(name, value) for name, value in args.items()}
    return _(message).format(**values), _(hint).format(**values) if hint else None


def _in_words(name: str, value: object) -> object:
    if isinstance(value, list):
        return _(", ").join(str(one) for one in value)
    named = {"event": terms.event, "what": terms.git_operation, "detail": terms.system_error}
    return named[name](str(value)) if name in named else value
