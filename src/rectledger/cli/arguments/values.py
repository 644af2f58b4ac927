"""From what is typed behind an option to a value that a record can hold."""

import re
from collections.abc import Sequence
from typing import Any

from rectledger.core.model.value_types import (
    DAY_OR_MONTH_PATTERN,
    DAY_PATTERN,
    FORBIDDEN,
    is_url,
    shows,
)
from rectledger.errors import UsageError
from rectledger.i18n.language import LANGUAGES

_FORBIDDEN = re.compile(FORBIDDEN)
_IN_LANGUAGE = re.compile(rf"({'|'.join(LANGUAGES)})=(.*)", re.DOTALL)


def line(option: str, value: str) -> str:
    """`value`, which says something and hides nothing. Raises UsageError, naming the option."""
    hidden = _FORBIDDEN.search(value)
    if hidden:
        raise UsageError("hidden-character", option=option, point=f"U+{ord(hidden[0]):04X}")
    if not shows(value):
        raise UsageError("says-nothing", option=option)
    return value


def maybe(option: str, value: str | None) -> str | None:
    """`line` of an option that need not be given."""
    return None if value is None else line(option, value)


def text(option: str, given: Sequence[str]) -> str | dict[str, str] | None:
    """A text as a record has it: plain, or by language where it was given as `zh=…` and `en=…`.

    None where nothing was given. Raises UsageError, naming the option, for what is no text.
    """
    by_language: dict[str, str] = {}
    for value in given:
        match = _IN_LANGUAGE.fullmatch(value)
        if match is None:
            if len(given) > 1:
                raise UsageError("two-texts", option=option)
            return line(option, value)
        if match[1] in by_language:
            raise UsageError("two-texts", option=option)
        by_language[match[1]] = line(option, match[2])
    return {code: by_language[code] for code in LANGUAGES if code in by_language} or None


def day(option: str, value: str | None) -> str | None:
    """`value`, which is a day if it is given. Raises UsageError, naming the option, where it is
    none."""
    if value is not None and not re.fullmatch(DAY_PATTERN, value):
        raise UsageError("bad-day", option=option, value=value)
    return value


def references(
    documents: Sequence[str], dated: Sequence[str], addresses: Sequence[str]
) -> list[dict[str, Any]]:
    """Evidence that is kept elsewhere, as a record has it: documents with their days, and pages.

    Raises UsageError where the days do not go with the documents.
    """
    if dated and len(dated) != len(documents):
        raise UsageError("dated-what", documents=len(documents), days=len(dated))
    for value in dated:
        if not re.fullmatch(DAY_OR_MONTH_PATTERN, value):
            raise UsageError("bad-day-or-month", option="--dated", value=value)
    for address in addresses:
        if not is_url(line("--url", address)):
            raise UsageError("bad-address", value=address)
    days: Sequence[str | None] = dated or [None] * len(documents)
    named = [
        {"document": line("--document", title), **({"dated": one} if one else {})}
        for title, one in zip(documents, days, strict=True)
    ]
    return [*named, *({"url": address} for address in addresses)]
