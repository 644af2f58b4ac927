"""What an error says: one sentence, and a hint on what to do next."""

from collections.abc import Mapping

from rectledger.words import gettext as _
from rectledger.words import terms
from rectledger.words.errors import (
    acting,
    beginning,
    evidence,
    looking,
    merging,
    publishing,
    running,
    saving,
)

_TEMPLATES = {
    **acting.TEMPLATES,
    **beginning.TEMPLATES,
    **evidence.TEMPLATES,
    **looking.TEMPLATES,
    **merging.TEMPLATES,
    **publishing.TEMPLATES,
    **running.TEMPLATES,
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
