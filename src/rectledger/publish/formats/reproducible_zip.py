"""Make an office document (a zip file) with the same bytes every time."""

import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATED = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can have
_PROPERTIES = "docProps/core.xml"
_OWN_TIME = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")

# Gives the new content of an entry, in any number of pieces.
Rewrite = Callable[[bytes], Iterable[bytes]]


def stable(data: bytes, day: str | None = None, rewritten: Mapping[str, Rewrite] = {}) -> bytes:
    """The zip file `data` with its entries in the same order, compressed, all with one date.

    With `day`, the document properties give the start of that day as its creation and modification
    time. `rewritten` replaces the content of entries by name, piece by piece, so that a large one
    need not fit in memory.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if day is not None and name == _PROPERTIES:
                content = _OWN_TIME.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), content)
            entry = ZipInfo(name, _DATED)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            with new.open(entry, "w") as stream:
                for piece in rewritten[name](content) if name in rewritten else (content,):
                    stream.write(piece)
    return out.getvalue()
