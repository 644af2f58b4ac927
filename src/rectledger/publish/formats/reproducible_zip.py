"""An office document, which is a zip file, that is the same bytes whenever it is made."""

import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATED = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can say
_PROPERTIES = "docProps/core.xml"
_OWN_TIME = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")

# What the content of an entry is to be instead, in as many pieces as it comes.
Rewrite = Callable[[bytes], Iterable[bytes]]


def stable(data: bytes, day: str | None = None, rewritten: Mapping[str, Rewrite] = {}) -> bytes:
    """The zip file `data` with its entries in their order, compressed, and all of one date.

    With `day`, the document's own properties say that it was made and changed at that day's
    beginning. `rewritten` gives entries, by name, another content: one that is large need never be
    in memory whole.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if day is not None and name == _PROPERTIES:
                content = _OWN_TIME.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), content)
            entry = ZipInfo(name, _DATED)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # whatever the system
            entry.external_attr = 0o644 << 16
            with new.open(entry, "w") as stream:
                for piece in rewritten[name](content) if name in rewritten else (content,):
                    stream.write(piece)
    return out.getvalue()
