"""An office's own fields in words: what they are called, and what they hold."""

from collections.abc import Iterator

from rectledger.core.items import Item
from rectledger.core.model import ByLanguage, Measure, OwnField, Settings
from rectledger.core.model.own_fields import own_name
from rectledger.core.summary.sums import Sums, plain
from rectledger.formatting.values import figure, text_of
from rectledger.i18n.language import gettext as _


def of_kind(settings: Settings, kind: str, *, internal: bool) -> Iterator[tuple[str, OwnField]]:
    """The fields that issues or measures (`kind`) have, in the ledger's order; those that are
    internal only if `internal`."""
    for code, field in settings.fields.items():
        if kind in field.of and (internal or not field.internal):
            yield code, field


def called(settings: Settings, field: str) -> str:
    """What a field is called, by the full name that an amendment gives it."""
    own = settings.fields.get(own_name(field) or "")
    return text_of(own.name) if own else field


def header(field: OwnField) -> str:
    """The name of a field with its unit: `Amount (10,000 yuan)`."""
    if field.unit is None:
        return text_of(field.name)
    return _("{name} ({unit})").format(name=text_of(field.name), unit=text_of(field.unit))


def value(field: OwnField | None, held: object) -> str:
    """What a record holds in a field, as a person reads it: the name of a choice, a number with its
    unit; "" for None."""
    if held is None:
        return ""
    if isinstance(held, str | ByLanguage):
        choice = (field.choices or {}).get(str(held)) if field else None
        return text_of(choice.name if choice else held)
    unit = text_of(field.unit) if field and field.unit else ""
    number = figure(held) if isinstance(held, int | float) else str(held)
    return _("{amount} {unit}").format(amount=number, unit=unit) if unit else number


def named(item: Item, *, internal: bool) -> Iterator[tuple[str, tuple[str, str]]]:
    """The own fields that an item has: code, and name and value in words."""
    kind = "measure" if isinstance(item.record, Measure) else "issue"
    for code, field in of_kind(item.settings, kind, internal=internal):
        if code in item.record.fields:
            yield code, (text_of(field.name), value(field, item.record.fields[code]))


def facts(item: Item, *, internal: bool = True) -> Iterator[tuple[str, str]]:
    """The same without the codes."""
    return (fact for _code, fact in named(item, internal=internal))


def totals(settings: Settings, sums: Sums) -> Iterator[str]:
    """The sums of own fields, one line each: `Amount: 512.6 10,000 yuan`."""
    for name, total in sums.items():
        field = settings.fields[name]
        yield _("{name}: {value}").format(
            name=text_of(field.name), value=value(field, plain(total))
        )
