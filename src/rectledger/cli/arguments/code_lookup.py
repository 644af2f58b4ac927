"""From a code or a name that a person types to the code that the ledger knows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.findings import nearest
from rectledger.core.model import Aspect, OwnField, Settings, Text, languages
from rectledger.core.model.events import STATES
from rectledger.core.model.own_fields import PREFIX
from rectledger.core.text_matching import folded
from rectledger.errors import UsageError
from rectledger.i18n import terms

# What `summary --by` takes in any ledger.
GROUP_KEYS = ("department", "leader", "kind", "aspect", "section", "instrument")


def coded(asked: Filters, settings: Settings) -> Filters:
    """`asked` with names turned into codes. Raises UsageError for what the ledger does not know."""
    return replace(
        asked,
        department=_code("--department", asked.department, _known("department", settings)),
        kind=code("kind", asked.kind, settings),
        section=_code("--section", asked.section, sections(settings.outline, aspects=True)),
        state=_code("--state", asked.state, states()),
    )


def sections(outline: Sequence[Aspect], *, aspects: bool = False) -> dict[str, Text]:
    """What `--section` takes: sections, and where it filters `aspects` too."""
    titles = {section.id: section.title for aspect in outline for section in aspect.sections}
    return titles | {str(aspect.id): aspect.title for aspect in outline if aspects}


def states() -> dict[str, str]:
    """What `--state` takes."""
    return {str(state): terms.state(state) for state in STATES} | {"ongoing": terms.ongoing()}


class Departments(NamedTuple):
    """Departments by code; `lead` None where none is named."""

    lead: str | None
    support: list[str]


def departments(lead: str | None, support: Sequence[str], settings: Settings) -> Departments:
    """Departments that are named for an item. Raises UsageError for what the ledger does not
    know."""
    known = _known("department", settings)
    leading = _code("--lead", lead, known)
    supporting = [str(_code("--support", one, known)) for one in dict.fromkeys(support)]
    return Departments(leading, supporting)


def code(field: str, wanted: str | None, settings: Settings) -> str | None:
    """The code that a `lead`, `kind` or `section` is to be. Raises UsageError for what the ledger
    does not know."""
    return _code(f"--{field}", wanted, _known(field, settings))


def _known(field: str, settings: Settings) -> dict[str, Text]:
    """The codes that a field of a record may have, and what they are called."""
    if field == "section":
        return sections(settings.outline)
    coded = settings.kinds if field == "kind" else settings.departments
    return {code: one.name for code, one in coded.items()}


def own_field(option: str, wanted: str, settings: Settings, others: Sequence[str] = ()) -> str:
    """The name of a field that this ledger declares, by code or name; with or without `fields.`.
    `others` are the other words that `option` takes. Raises UsageError for what it does not know.
    """
    known: dict[str, Text] = {code: one.name for code, one in settings.fields.items()}
    if wanted.removeprefix(PREFIX) in known:
        return wanted.removeprefix(PREFIX)
    return str(_code(option, wanted, known | {word: word for word in others}))


def choice(option: str, wanted: str, field: OwnField) -> str:
    """The code of a choice of a field. Raises UsageError for what is none."""
    return str(
        _code(option, wanted, {code: one.name for code, one in (field.choices or {}).items()})
    )


def member(wanted: str, settings: Settings) -> str:
    """The id of the member who is meant, by id or by name; else what was typed, which the rules
    then judge."""
    found = _meant(wanted, {one.id: one.name for one in settings.members})
    return found[0] if len(found) == 1 else wanted


def _code(option: str, wanted: str | None, known: Mapping[str, Text]) -> str | None:
    """The code that `wanted` is, or names in either language."""
    if wanted is None or wanted in known:
        return wanted
    if not wanted.strip():
        raise UsageError("says-nothing", option=option)
    found = _meant(wanted, known)
    if len(found) == 1:
        return found[0]
    if found:
        several = {code: known[code] for code in found}
        raise UsageError("several-filters", option=option, value=wanted, known=several)
    near = _nearest(wanted, known)
    if near:
        only = {near: known[near]}
        raise UsageError("near-filter", option=option, value=wanted, nearest=only)
    raise UsageError("unknown-filter", option=option, value=wanted, known=dict(known))


def _nearest(wanted: str, known: Mapping[str, Text]) -> str | None:
    """The code that `wanted` is close to, or whose name it is close to."""
    by_name = {name: code for code, text in known.items() for name in (*languages(text), code)}
    near = nearest(wanted, by_name)
    return by_name[near] if near else None


def _meant(wanted: str, known: Mapping[str, Text]) -> list[str]:
    """The codes that `wanted` may be or name: letter by letter, else in another form of them."""
    named = {code: (code, *languages(name)) for code, name in known.items()}
    for same in (str, folded):
        asked = same(wanted)
        found = [code for code, names in named.items() if asked in map(same, names)]
        if found:
            return found
    return []
