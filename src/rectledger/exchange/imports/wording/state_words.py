"""What the words for states mean, by themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import comparable

State = Literal["open", "active", "submitted", "closed"]
Result = Literal["complete", "substantial"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one wording says of an item. `note` is the finer state, `code` why it is listed."""

    state: State | None = None
    result: Result | None = None
    standing: bool = False
    code: str | None = None
    note: str | None = None


_DONE = "\u5df2"  # said before a verb: it has been done
_FIELDS = ("state", "result", "standing", "code", "note")
_PROFILE: dict[str, Meaning] = {
    "open": Meaning("open"),
    "active": Meaning("active"),
    "submitted": Meaning("submitted"),
    "complete": Meaning("closed", "complete"),
    "substantial": Meaning("closed", "substantial"),
}


def _meaning(entry: Mapping[str, Any]) -> Meaning:
    return Meaning(**{name: entry[name] for name in _FIELDS if name in entry})


@cache
def _default_words() -> dict[str, Meaning]:
    words: dict[str, Meaning] = {}
    for entry in table("states")["words"]:
        for wording in entry["words"]:
            words.setdefault(_dashed(comparable(wording)), _meaning(entry))
    return words


@cache
def _likes() -> tuple[tuple[re.Pattern[str], Meaning, bool], ...]:
    likes = table("states")["like"]
    return tuple(
        (re.compile(one["pattern"]), _meaning(one), one.get("value_only", False)) for one in likes
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the table of states."""
    return re.compile(table("states")[name])


def _dashed(text: str) -> str:
    return re.sub(r"\s*[\u2013\u2014]\s*", " - ", text)


@dataclass(frozen=True)
class States:
    """Wordings and what they mean; `own` are a profile's, which outrank the others."""

    own: Mapping[str, Meaning] = field(default_factory=dict)

    def with_words(self, words: Mapping[str, object]) -> "States":
        """These with the `words.state` of a profile.

        A wording stands for open, active, submitted, complete or substantial; with `standing`
        beside it, in one text or as a list, for an item that is standing besides.
        """
        return States(
            {
                **self.own,
                **{_dashed(comparable(w)): profile_meaning(w, m) for w, m in words.items()},
            }
        )

    def exact(self, clause: str) -> Meaning | None:
        """The meaning of a comparable clause that is nothing but a known wording."""
        words = _default_words()
        for cored in cores(_dashed(clause)):
            for wording in (cored, cored.removeprefix(_DONE)):
                if meaning := self.own.get(wording) or words.get(wording):
                    return meaning
        return None

    def like(self, clause: str, *, value: bool) -> Meaning | None:
        """The meaning of a comparable clause that is like a known wording; it never closes."""
        cored = list(cores(clause))[-1]
        for form, meaning, value_only in _likes():
            if (value or not value_only) and (form.search(clause) or form.search(cored)):
                return meaning
        return None


def profile_meaning(wording: str, said: object) -> Meaning:
    """What a profile says that a wording means; `profile-state` is raised for anything else."""
    names = said if isinstance(said, list | tuple) else re.split(r"[\s,+]+", str(said).strip())
    states = [_PROFILE[str(name)] for name in names if str(name) in _PROFILE]
    rest = [name for name in names if str(name) not in _PROFILE and name != "standing"]
    if len(states) != 1 or rest:
        raise SourceError("profile-state", wording=wording, said=said)
    one = states[0]
    return Meaning(one.state, one.result, standing="standing" in names)


def cores(clause: str) -> Iterator[str]:
    """A clause, and then without what may stand before and after the word for a state."""
    yield clause
    clause = clause.replace(_DONE + "\u7ecf", _DONE)  # a longer form of the same word
    before = ""
    while before != clause:
        before = clause
        clause = pattern("adverb").sub(r"\1", pattern("subject").sub("", clause))
        yield clause
    yield pattern("object").sub("", clause)


def read_tick(value: object) -> bool | None:
    """Whether a cell is ticked (True) or says no (False); None if it is neither, as a dot is."""
    if isinstance(value, bool):
        return value
    said = comparable(str(value)) if value is not None else ""
    ticks = table("states")["ticks"]
    return True if said in ticks["yes"] else False if said in ticks["no"] else None
