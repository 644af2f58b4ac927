"""The XML parts of an OOXML file, checked, in a zip of our own.

What is read later, by calamine too, is this copy alone. So it makes no difference how another
reader of zips would take double names, wrong sizes or a second directory in the file that came;
and what is not XML (pictures, macros, embedded files) is never unpacked.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import damaged
from rectledger.exchange.imports.source import BROKEN_ZIP, SourceError

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Related:
    """Another part that a part points to: `kind` is the last word of the relationship's type."""

    id: str
    kind: str
    name: str


class Parts:
    """The parts of a checked copy, by name; names are compared without case."""

    def __init__(self, copy: io.BytesIO) -> None:
        self.copy = copy
        self._zip = zipfile.ZipFile(copy)
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def open(self, name: str) -> IO[bytes]:
        """A part that is there, to be read; else the workbook is damaged."""
        if name not in self:
            raise damaged(name)
        return self._zip.open(self._names[name.casefold()])

    def tree(self, name: str) -> ElementTree.Element:
        """The root of a part."""
        with self.open(name) as stream:
            # The copy has no document types, hence no entities.
            return ElementTree.parse(stream).getroot()  # noqa: S314

    def related(self, name: str) -> list[Related]:
        """The parts that a part points to (`""`: the package), except those outside the file."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return []
        return [
            Related(
                rel.get("Id", ""),
                rel.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, rel.get("Target", "")))[1:],
            )
            for rel in self.tree(rels).findall("{*}Relationship")
            if rel.get("TargetMode", "").lower() != "external"
        ]


def unpack(data: bytes, bounds: Bounds) -> Parts:
    """The XML parts of a zip, each unpacked once, counted and parsed.

    Raises `password`, `not-a-workbook`, `too-many-parts`, `unpacks-too-large`, `doctype`.
    """
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            if len(source.infolist()) > bounds.members:
                raise SourceError("too-many-parts", limit=bounds.members)
            # Packed again, lightly: plain, a large sheet would stand in memory twice.
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
                _copy_parts(source, target, bounds)
    except BROKEN_ZIP:
        raise damaged() from None
    return Parts(copy)


def _copy_parts(source: zipfile.ZipFile, target: zipfile.ZipFile, bounds: Bounds) -> None:
    left, seen = bounds.unpacked, set[str]()
    for member in source.infolist():
        name = member.filename.casefold()
        if not name.endswith((".xml", ".rels")):
            continue
        if name in seen:
            raise damaged(member.filename)
        seen.add(name)
        if member.flag_bits & 1:
            raise SourceError("password")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(member.filename)
        limit = min(left, max(bounds.any_ratio_below, member.compress_size * bounds.ratio))
        with source.open(member) as packed, target.open(member.filename, "w") as plain:
            left -= _copy_part(packed, plain, member.filename, limit)


def _copy_part(packed: IO[bytes], plain: IO[bytes], name: str, limit: int) -> int:
    """Copies well-formed XML without a document type, of at most `limit` bytes; its size."""
    parser, size = expat.ParserCreate(), 0
    parser.StartDoctypeDeclHandler = lambda *_declared: _refuse_doctype(name)
    try:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise SourceError("unpacks-too-large", part=name, limit=limit)
            parser.Parse(chunk)
            plain.write(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged(name) from None
    return size


def _refuse_doctype(part: str) -> None:
    raise SourceError("doctype", part=part)
