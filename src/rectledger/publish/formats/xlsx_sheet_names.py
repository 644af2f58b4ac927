"""Names that sheets of a workbook may have."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from rectledger.formatting.values import visible
from rectledger.i18n.language import gettext as _
from rectledger.publish.formats.xlsx_cells import cut, units

MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TAKEN = "history"  # Excel's own


def valid(wanted: Iterable[str]) -> list[str]:
    """For each name that is wanted one that Excel takes, as near to it as may be: short enough,
    without what has a meaning in references, and no two alike whatever the case or width of their
    letters."""
    taken = {_TAKEN}
    found = []
    for name in wanted:
        base = _FORBIDDEN.sub("-", visible(name))
        one, n = _cut(base, "") or _cut(_("Sheet"), ""), 1
        base = one
        while _key(one) in taken:
            n += 1
            one = _cut(base, f" ({n})")
        taken.add(_key(one))
        found.append(one)
    return found


def _cut(base: str, tail: str) -> str:
    # An apostrophe at either end would end the name in a reference.
    return cut(base.strip(" '"), MOST - units(tail)).strip(" '") + tail


def _key(name: str) -> str:
    return normalize("NFKC", name).casefold()
