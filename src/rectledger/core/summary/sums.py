"""The sums of an office's own fields that are to be added up, such as amounts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from rectledger.core.items import Item
from rectledger.core.model import Settings

# By the field's name. Decimal, so that 0.1 and 0.2 make 0.3.
Sums = Mapping[str, Decimal]


def sums(settings: Settings, issues: Iterable[Item], measures: Iterable[Item]) -> Sums:
    """The sum of each field with `sum`: over the issues if issues have it, else over the measures,
    so that nothing is counted twice."""
    fields = {name: one for name, one in settings.fields.items() if one.sum}
    if not fields:
        return {}
    found = dict.fromkeys(fields, Decimal(0))
    of_issues = {name for name, one in fields.items() if "issue" in one.of}
    for items, names in ((issues, of_issues), (measures, fields.keys() - of_issues)):
        for item in items:
            for name in names:
                held = item.record.fields.get(name)
                if isinstance(held, int | float):
                    found[name] += Decimal(str(held))
    return found


def add_sums(one: Sums, other: Sums) -> Sums:
    """The sums of two parts of a ledger together."""
    names = dict.fromkeys([*one, *other])
    return {name: one.get(name, Decimal(0)) + other.get(name, Decimal(0)) for name in names}


def plain(total: Decimal) -> int | float:
    """A sum as a number of JSON or of a workbook."""
    return int(total) if total == total.to_integral_value() else float(total)
