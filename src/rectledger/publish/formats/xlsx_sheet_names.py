"""Valid names for the sheets of a workbook."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from rectledger.formatting.values import visible
from rectledger.i18n.language import gettext as _
from rectledger.publish.formats.xlsx_cells import cut, units

MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TAKEN = "history"  # reserved by Excel


def valid(wanted: Iterable[str]) -> list[str]:
    """For each wanted name the closest one that Excel accepts: short enough, without characters
    that are special in references, and unique regardless of case or width of letters."""
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
    # A leading or trailing apostrophe would end the name in a reference.
    return cut(base.strip(" '"), MOST - units(tail)).strip(" '") + tail


def _key(name: str) -> str:
    return normalize("NFKC", name).casefold()
