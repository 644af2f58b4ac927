"""An office's own fields: what `ledger.yaml` declares, and what a record holds under `fields`."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rectledger.core.model.value_types import GREATEST, ByLanguage, Code, Strict, Text, is_day

# In an amendment and on the command line, `fields.severity` is the field `severity`.
PREFIX = "fields."

OwnValue = Text | Annotated[int | float, Field(ge=-GREATEST, le=GREATEST)]


class Choice(Strict):
    """A value of a field of type `choice`."""

    name: Text


class OwnField(Strict):
    """A field that this ledger adds to its issues or measures.

    `internal` is left out wherever names of people are; `sum` is added up in counts; `required`
    is an error where it is missing.
    """

    name: Text
    of: Annotated[list[Literal["issue", "measure"]], Field(min_length=1)]
    type: Literal["text", "choice", "number", "day"]
    choices: dict[Code, Choice] | None = None
    unit: Text | None = None
    sum: bool = False
    required: bool = False
    internal: bool = False

    @model_validator(mode="after")
    def _choices_of_choice(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise PydanticCustomError("choices-of-choice", "choices go with the type choice")
        return self

    @model_validator(mode="after")
    def _unit_of_number(self) -> Self:
        if self.type != "number" and (self.unit is not None or self.sum):
            raise PydanticCustomError("unit-of-number", "unit and sum go with the type number")
        return self

    def holds(self, value: object) -> bool:
        """Whether a record may hold `value` in this field."""
        if self.type == "text":
            return isinstance(value, str | ByLanguage)
        if self.type == "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        return is_day(value) if self.type == "day" else value in (self.choices or {})


def own_name(field: str) -> str | None:
    """The name of an office's own field in a field's full name: `severity` of `fields.severity`."""
    return field.removeprefix(PREFIX) if field.startswith(PREFIX) else None
