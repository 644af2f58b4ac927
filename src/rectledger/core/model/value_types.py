"""The types of fields in records: dates, codes, texts. Strict: no coercion, no extra keys.

Dates are strings, `YYYY-MM-DD`, which sort chronologically; patterns validate them at the speed of
native code.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Self, TypeGuard

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

# Every date of the Gregorian calendar from year 1000 on, and nothing else: not 2022-02-30.
_MONTH_AND_DAY = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_LEAP_YEAR = "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)"
DAY_PATTERN = f"^(?:[1-9][0-9]{{3}}-(?:{_MONTH_AND_DAY})|{_LEAP_YEAR}-02-29)$"
DAY_OR_MONTH_PATTERN = f"{DAY_PATTERN}|^[1-9][0-9]{{3}}-(?:0[1-9]|1[0-2])$"
CODE_PATTERN = "^[a-z0-9][a-z0-9-]*$"
# Characters that show nothing. U+2800 is a blank Braille pattern, U+1D159 a null notehead, and
# U+FFFC the object replacement character.
_UNSEEN = r"\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\ufffc\U0001d159"
# At least one visible character that is not a combining mark.
NOT_BLANK_PATTERN = rf"[^{_UNSEEN}\p{{M}}]"
URL_PATTERN = rf"^https?://[^{_UNSEEN}/?#]*[^{_UNSEEN}/?#.:@-][^{_UNSEEN}]*$"
# Far more than any office counts, and exact in every program that reads it.
GREATEST = 10**15

# Characters not allowed in a text because they hide what it says: control characters except tab and
# LF (CR only before LF); NEL; line and paragraph separators; a BOM inside the text; zero-width and
# bidirectional characters; surrogates and other noncharacters.
FORBIDDEN = (
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

Day = Annotated[str, StringConstraints(pattern=DAY_PATTERN)]
DayOrMonth = Annotated[str, StringConstraints(pattern=DAY_OR_MONTH_PATTERN)]
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=NOT_BLANK_PATTERN)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN)]
Number = Annotated[int, Field(ge=1, le=999_999)]
Months = Annotated[int, Field(ge=1, le=1200)]


class Strict(BaseModel):
    """The base of all records: no coercion, no extra keys, immutable."""

    # Built on first use: most classes are only parts of others, and never validate alone.
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True
    )


class ByLanguage(Strict):
    """A text given in one or more languages."""

    zh: Line | None = None
    en: Line | None = None

    @model_validator(mode="after")
    def _some_language(self) -> Self:
        if self.zh is None and self.en is None:
            raise PydanticCustomError("no-language", "neither zh nor en")
        return self


Text = Line | ByLanguage


_LINE: TypeAdapter[str] = TypeAdapter(Line, config=ConfigDict(defer_build=True))
_URL: TypeAdapter[str] = TypeAdapter(Url, config=ConfigDict(defer_build=True))


def is_day(held: object) -> TypeGuard[str]:
    """Whether a value is a valid date in the form `YYYY-MM-DD`."""
    return isinstance(held, str) and re.fullmatch(DAY_PATTERN, held) is not None


def shows(text: str) -> bool:
    """Whether a text shows anything to its reader, as every text of a record must."""
    return _fits(_LINE, text)


def is_url(text: str) -> bool:
    """Whether a text is a URL that evidence can have."""
    return _fits(_URL, text)


def _fits(model: TypeAdapter[str], text: str) -> bool:
    try:
        model.validate_python(text)
    except ValidationError:
        return False
    return True


def languages(text: Text | None) -> Iterator[str]:
    """The text in each language that it has; nothing for None."""
    for one in (text.zh, text.en) if isinstance(text, ByLanguage) else (text,):
        if one is not None:
            yield one
