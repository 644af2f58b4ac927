"""Files that are archives (workbooks, documents) without the moment at which they were made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (1980, 1, 1, 0, 0, 0)  # the first that an archive can say


def stable(data: bytes) -> bytes:
    """The same archive, its entries in the same order, dated alike whenever it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for entry in read.infolist():
            kept = ZipInfo(entry.filename, _WHEN)
            kept.compress_type = ZIP_DEFLATED
            written.writestr(kept, read.read(entry))
    return out.getvalue()
