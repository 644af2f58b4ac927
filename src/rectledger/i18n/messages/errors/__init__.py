"""What an error says: one sentence, and a hint on what to do next."""

from collections.abc import Mapping

from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages.errors import (
    change_options,
    command_line,
    evidence_files,
    init,
    merging,
    reading,
    report_and_export,
    saving,
)

_TEMPLATES = {
    **change_options.TEMPLATES,
    **init.TEMPLATES,
    **evidence_files.TEMPLATES,
    **reading.TEMPLATES,
    **merging.TEMPLATES,
    **report_and_export.TEMPLATES,
    **command_line.TEMPLATES,
    **saving.TEMPLATES,
}


def say(code: str, args: Mapping[str, object]) -> tuple[str, str | None]:
    """The message and the hint for an error of `code`, in the language that is spoken."""
    message, hint = _TEMPLATES[code]
    if "why" in args:  # what came in the way has words of its own
        rest = {name: value for name, value in args.items() if name != "why"}
        args = {**rest, "reason": say(str(args["why"]), rest)[0]}
    values = {name: _in_words(name, value) for name, value in args.items()}
    return _(message).format(**values), _(hint).format(**values) if hint else None


def _in_words(name: str, value: object) -> object:
    if isinstance(value, list):
        return _(", ").join(str(one) for one in value)
    return terms.event(str(value)) if name == "event" else value
