"""The archive of a Word file: which parts it has, read within bounds."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.source import BROKEN_ZIP, SourceError
from rectledger.exchange.imports.texts.docx.events import Events, Tree

MEMBERS = 10_000
DECLARED = 1 << 30  # bytes of all members, by the archive's directory; most are pictures
READ = 256 << 20  # bytes of all parts that are read
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of one file."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise SourceError("password" if _ENCRYPTED in data else "old-word-file")
        with _damage("not-a-document"):
            self._archive = zipfile.ZipFile(BytesIO(data))
        members = self._archive.infolist()
        if len(members) > MEMBERS:
            raise SourceError("too-large", what="members", limit=MEMBERS)
        if sum(member.file_size for member in members) > DECLARED:
            raise SourceError("too-large", what="bytes", limit=DECLARED)
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for member in members:
            self._members.setdefault(member.filename.lower(), []).append(member)
        self._left = READ

    def main_part(self) -> str:
        """The name of the part that has the body."""
        found = self.relations("").get("officeDocument", ())
        if not found:
            raise SourceError("not-a-document")
        return found[0]

    def relations(self, part: str) -> dict[str, list[str]]:
        """The parts that a part has, by kind; those outside of the file are left out."""
        folder, name = posixpath.split(part)
        relations: dict[str, list[str]] = {}
        root = self.tree([posixpath.join(folder, "_rels", f"{name}.rels")], "rel-Relationships")
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                target = posixpath.join("/", folder, relation.get("Target", ""))
                relations.setdefault(kind, []).append(posixpath.normpath(target).lstrip("/"))
        return relations

    def tree(self, parts: Iterable[str], root: str) -> Element | None:
        """The first of the parts as a tree; none if there is none, or it is missing."""
        for part in parts:
            if self._member(part):
                tree = Tree(root)
                self.parse(part, tree.events)
                return tree.root()
        return None

    def parse(self, part: str, events: Events) -> None:
        """Feed a part."""
        member = self._member(part)
        if member is None:
            raise SourceError("not-a-document")
        for chunk in self._chunks(member):
            events.feed(chunk)
        events.feed(b"", last=True)

    def _member(self, part: str) -> zipfile.ZipInfo | None:
        """The member of a name, in any case; two of one name are read differently by programs."""
        found = self._members.get(part.lower(), [])
        if len(found) > 1:
            raise SourceError("damaged-document")
        return found[0] if found else None

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        if member.flag_bits & 1:
            raise SourceError("password")
        if member.compress_type not in _METHODS:
            raise SourceError("damaged-document")
        with _damage("damaged-document"):
            file = self._archive.open(member)
        with file:
            while True:
                with _damage("damaged-document"):
                    chunk = file.read(_CHUNK)
                self._left -= len(chunk)
                if self._left < 0:
                    raise SourceError("too-large", what="bytes", limit=READ)
                if not chunk:
                    return
                yield chunk


@contextmanager
def _damage(code: str) -> Iterator[None]:
    try:
        yield
    except BROKEN_ZIP as error:
        raise SourceError(code) from error
