"""What a header names: a field, or a state in which a tick puts an item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rectledger.exchange.imports.ledgers.data import pattern, table
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.labels import DEFAULT, Labels, label_key
from rectledger.exchange.imports.wording.state_words import Meaning, profile_meaning
from rectledger.exchange.imports.wording.width import comparable, half_width

LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class Named:
    """What a header names. Fields of their own here: `tick`, a state that `meaning` is, and
    `exception`, what is waived where it says yes.

    `told`: the header is a note by its own words, or by the profile's, and needs no listing.
    """

    field: str
    meaning: Meaning | None = None
    told: bool = False
    extension: bool = False


@cache
def _table_words() -> Labels:
    fields: Mapping[str, list[str]] = table("fields")
    return Labels({label_key(w): name for name, words in fields.items() for w in words})


class Names:
    """The names of headers under a style; each header is looked up once."""

    def __init__(self, style: Style) -> None:
        self._style = style
        ours = DEFAULT.fields
        self._profile = Labels(
            {k: name for k, name in style.columns.fields.items() if ours.get(k) != name}
        )
        told = style.table
        self._ticks = {label_key(header): (header, said) for header, said in told.ticks.items()}
        self._refused = {label_key(header) for header in told.refuse_if_yes}
        self._notes = {label_key(header) for header in told.note_columns}
        self._known: dict[str, Named | None] = {}

    def named(self, header: str) -> Named | None:
        """What a header names; None if it is not known."""
        if not header or len(header) > LONGEST_HEADER:
            return None
        if header not in self._known:
            self._known[header] = self._of_profile(header) or self._of_tables(header)
        return self._known[header]

    def _of_profile(self, header: str) -> Named | None:
        key = label_key(header)
        if key in self._ticks:
            return Named("tick", profile_meaning(*self._ticks[key]), told=True)
        if key in self._refused:
            return Named("exception")
        if key in self._notes:
            extension = DEFAULT.field_of(header) == "revised_due"
            return Named("note", told=True, extension=extension)
        field = self._profile.field_of(header)
        return Named(field, told=True) if field else None

    def _of_tables(self, header: str) -> Named | None:
        said = _spaced(header)
        for words in (_table_words(), self._style.columns):
            for form in (header, said, said.rstrip("?")):
                if field := words.field_of(form):
                    return _of_field(field)
        return self._of_state(said) or self._of_part(said)

    def _of_state(self, header: str) -> Named | None:
        """A header that is a state: what is ticked below it is in that state."""
        asked = pattern("words", "asks").sub("", half_width(header)).strip()
        if not re.search(r"[^\W\d_]", asked):
            return None
        means = self._style.states.exact(comparable(asked))
        if means and means.state and means.code is None:
            return Named("tick", means)
        return Named("exception") if means and means.code == "waiver" else None

    def _of_part(self, header: str) -> Named | None:
        """A header without what may stand before it, or with others, all of them known."""
        half = half_width(header)
        bare = pattern("words", "before_header").sub("", half)
        if bare != half and (field := self._style.columns.field_of(bare)):
            return _of_field(field)
        parts = [part for part in pattern("words", "parts_of_header").split(half) if part.strip()]
        if len(parts) < 2:
            return None
        fields = [_table_words().field_of(p) or self._style.columns.field_of(p) for p in parts]
        return _of_field(fields[0]) if fields[0] and all(fields) else None


def _of_field(field: str) -> Named:
    if field == "plain":
        return Named("note", told=True)
    if field == "contact":
        return Named("none")
    # The others are no days of an item's: read, and said to have no field.
    return Named("date" if field == "none" else field)


def _spaced(header: str) -> str:
    """A header with the words of `camelCase` and `snake_case` apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("_", " ")
