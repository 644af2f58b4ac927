"""File names on other systems: which ones are the same file there, and which are impossible.

macOS and Windows ignore case and the different encodings of one letter, and each ignores some
characters. There, a new name may be the same as one of the ledger's own.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from rectledger.core.findings import Finding
from rectledger.core.model.layout import CONTENT, SCHEMA
from rectledger.core.model.value_types import FORBIDDEN

# The names in a ledger's folder, and those that git reads in any folder, whether they exist or not.
OWN = (*CONTENT, SCHEMA)
GITS = (".git", ".gitattributes", ".gitignore", ".gitmodules")
_HIDDEN = re.compile(FORBIDDEN)
_DEVICE = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\..*)?", re.IGNORECASE
)
# Windows may have generated such a short name for a longer one.
_SHORT = re.compile(r"[^.]{1,6}~[0-9]+(\.[^.]{0,3})?")


def folded_name(name: str) -> str:
    """A name as the least discriminating systems see it: equal if two names may be one file."""
    if name.isascii():
        return name.lower().rstrip(". ") or name
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    shown = (c for c in plain if not (unicodedata.category(c) == "Cf" or _varies(c)))
    return "".join(shown).rstrip(". ") or name


def _varies(character: str) -> bool:
    """Whether a character selects how the one before it is drawn, as variation selectors do."""
    code = ord(character)
    return code in (0x034F, 0x180E) or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def is_fit(name: str) -> bool:
    """Whether a file can have this name on every system, and the name hides nothing."""
    text = name == name.encode("utf-8", "replace").decode("utf-8")
    return _can_be(name) and text and not (_HIDDEN.search(name) or _SHORT.fullmatch(name))


def _can_be(name: str) -> bool:
    """Whether a file can have this name on every system; on one where it cannot, git checks out
    nothing at all."""
    odd = re.search(r'[<>:"|?*\\\x00-\x1f\x7f]', name)
    return not (odd or _DEVICE.fullmatch(name)) and name.rstrip(". ") == name


def clashes(new: Iterable[str], there: Collection[str], ledger: str) -> Iterator[Finding]:
    """The files of `new` whose names clash with those of the ledger at `ledger` ("" or with a
    trailing `/`) or with each other, or are impossible on some system. All paths are relative to
    the top of the repository; `there` are the ledger's own files."""
    spelt: dict[str, str] = {}
    learnt: dict[str, str | None] = {"": None}

    def known(path: str) -> str | None:
        """The known spelling of the first part of a path that is spelt differently; else add it."""
        if path not in learnt:
            other = known(path.rpartition("/")[0])
            first = other or spelt.setdefault("/".join(map(folded_name, path.split("/"))), path)
            learnt[path] = first if first != path else None
        return learnt[path]

    for path in (*(f"{ledger}{name}" for name in OWN), *there):
        known(path)
    above = tuple(map(folded_name, ledger.split("/")[:-1]))
    for file in new:
        *folders, name = file.split("/")
        way = tuple(map(folded_name, folders))
        inside, on_the_way = way[: len(above)] == above, above[: len(way)] == way
        gits = next((one for one in GITS if folded_name(name) == one != name), None)
        if (inside or on_the_way) and gits:
            yield Finding("name-clash", file, args={"other": "/".join([*folders, gits])})
        elif inside or above[: len(way) + 1] == (*way, folded_name(name)):
            other = known(file)
            if other:
                yield Finding("name-clash", file, args={"other": other})
            elif inside and not all(map(is_fit, file.removeprefix(ledger).split("/"))):
                yield Finding("name-unfit", file, args={"other": ""})
        elif not all(map(_can_be, (*folders, name))) or _leads_in((*folders, name), above):
            yield Finding("name-unfit", file, args={"other": ""})


def _leads_in(parts: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a path has a part that Windows may have given as a short name to a folder on the way
    to the ledger, or to a file beside one. `above` are the folders that the ledger is in."""
    return any(
        _SHORT.fullmatch(part) and tuple(map(folded_name, parts[:n])) == tuple(above[:n])
        for n, part in enumerate(parts[: len(above) + 1])
    )
