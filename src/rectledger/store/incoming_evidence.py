"""A file provided as evidence: inspecting it, choosing the name to keep it under, and copying it.

It is read twice. The first pass inspects it, so that everything can be refused or shown before
anything is written. The second copies it, and refuses it if its content has changed.
"""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from rectledger.core.changes.saved_change import IncomingEvidence
from rectledger.core.model.value_types import FORBIDDEN, shows
from rectledger.errors import SurroundingsError
from rectledger.store.ledger_folder import BLOCK, NOT_WAITING
from rectledger.store.ledger_source import TellBytes
from rectledger.store.replace_files import write

MIB = 1024 * 1024
# Some file systems limit names to 143 bytes, and a temporary file's name is five bytes longer.
NAME_MAX_BYTES = 120
DIGITS = 8  # of the hash, in a name
NAMELESS = "evidence"
_POINTER, _POINTER_MAX_BYTES = b"version https://git-lfs.github.com/spec/v1", 1024

_KINDS = {stat.S_IFLNK: "evidence-link", stat.S_IFDIR: "evidence-folder"}
_WRITTEN_OUT = re.compile(rf"[\r\n\t]|{FORBIDDEN}")
_ANY = re.compile(r"[\s\S]")
_SUFFIX = re.compile(
    r"(?<=.)(?:\.tar)?\.(?=[0-9]*[a-z])[a-z0-9]{1,10}$", re.IGNORECASE | re.ASCII | re.DOTALL
)


def look_at(source: str, most_mib: int, progress: TellBytes | None = None) -> IncomingEvidence:
    """Inspect the file at `source`, which may have up to `most_mib` MiB.

    Raises SurroundingsError if it cannot be kept: it does not exist, cannot be read, is empty or
    too large, is a link or not a regular file, or changes while it is read.
    """
    with _opened(source) as (descriptor, status):
        if not status.st_size:
            raise _refusal("evidence-empty", source)
        if status.st_size > most_mib * MIB:
            raise _refusal("evidence-too-large", source, most=most_mib)
        digest = hashlib.sha256()
        for block in _blocks(source, descriptor, status, progress):
            if status.st_size < _POINTER_MAX_BYTES and bytes(block).startswith(_POINTER):
                raise _refusal("evidence-lfs-pointer", source)
            digest.update(block)
    return IncomingEvidence(source, _recorded(source), status.st_size, digest.hexdigest())


def copy(one: IncomingEvidence, into: int, progress: TellBytes | None = None) -> None:
    """Copy an inspected file into the open descriptor `into`, at its current position.

    Raises SurroundingsError if the file can no longer be read, or its content is not that of the
    first pass; the caller must then discard what has been written. An OSError comes from `into`.
    """
    with _opened(one.source) as (descriptor, status):
        if status.st_size != one.size:
            raise _refusal("evidence-changed", one.source)
        digest = hashlib.sha256()
        for block in _blocks(one.source, descriptor, status, progress):
            digest.update(block)
            write(into, block)
        if digest.hexdigest() != one.sha256:
            raise _refusal("evidence-changed", one.source)


@contextmanager
def _opened(source: str) -> Iterator[tuple[int, os.stat_result]]:
    """A descriptor of a regular file, which must not itself be a link, and its status."""
    try:
        # Check before opening: opening a device can have side effects.
        _refuse_by_kind(source, os.lstat(source).st_mode)
        descriptor = os.open(source, NOT_WAITING)
    except ValueError as error:  # a NUL, or a character not in the file system's encoding
        raise _refusal("evidence-bad-path", source) from error
    except OSError as error:
        raise _cannot_read(source, error) from error
    try:
        status = os.fstat(descriptor)
        _refuse_by_kind(source, status.st_mode)
        yield descriptor, status
    finally:
        os.close(descriptor)


def _refuse_by_kind(source: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise _refusal(_KINDS.get(stat.S_IFMT(mode), "evidence-not-a-file"), source)


def _blocks(
    source: str, descriptor: int, before: os.stat_result, progress: TellBytes | None
) -> Iterator[memoryview]:
    """The bytes of a file, in blocks: as many as it had `before`, even if it grows.

    Raises SurroundingsError at the end if the file has changed by then.
    """
    left = before.st_size
    while left:
        try:
            block = os.read(descriptor, min(left, BLOCK))
        except OSError as error:
            raise _cannot_read(source, error) from error
        if not block:
            break
        left -= len(block)
        yield memoryview(block)
        if progress:
            progress(len(block))
    after = os.fstat(descriptor)
    if left or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise _refusal("evidence-changed", source)


def _cannot_read(source: str, error: OSError) -> SurroundingsError:
    if isinstance(error, FileNotFoundError):
        return _refusal("evidence-not-found", source)
    if isinstance(error, PermissionError):
        return _refusal("evidence-no-rights", source)
    if error.errno == errno.ENAMETOOLONG:
        return _refusal("evidence-name-too-long", source)
    return _refusal("evidence-cannot-read", source, detail=error.strerror or str(error))


def _refusal(code: str, source: str, **args: object) -> SurroundingsError:
    shown = _written_out(source) or '""'
    if len(shown) > 400:
        shown = f"{shown[:200]}…{shown[-40:]}"
    return SurroundingsError(code, path=shown, **args)


def _recorded(source: str) -> str:
    """The last part of a path, in a form that a record can hold."""
    name = _written_out(os.path.basename(source))  # noqa: PTH119  # Path drops `.` and final `/`
    # If nothing in the name is visible, escape every character.
    return name if shows(name) else _written_out(name, _ANY)


def _written_out(text: str, what: re.Pattern[str] = _WRITTEN_OUT) -> str:
    """`text` on one line, with characters that no record may hold escaped.

    `\\xb5` was a byte that is not valid UTF-8, or a character below U+0080; `\\u0085` was a
    character.
    """

    def number(match: re.Match[str]) -> str:
        point = ord(match[0])
        if 0xDC80 <= point <= 0xDCFF:  # a byte, as Python's surrogateescape represents it
            return f"\\x{point - 0xDC00:02x}"
        if point < 0x80:
            return f"\\x{point:02x}"
        return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"

    return what.sub(number, text)


def kept_name(one: IncomingEvidence, digits: int = DIGITS) -> str:
    """The name under which a file is kept: `report-3f2a91bc.pdf`, the same on every system.

    It contains `digits` digits of the file's hash; callers ask for more if the name is taken by
    another file. Blanks, and all ASCII characters except letters, digits, `_` and `+`, become
    hyphens, so that the name needs no quoting in a shell, a URL or a git pattern. The original name
    is kept in `name`. The only dot left is that of the suffix, and the hash always precedes it, so
    that no name is hidden or a reserved device name on Windows.
    """
    return kept_name_of(one.source, one.sha256, digits)


def kept_name_of(path: str, sha256: str, digits: int = DIGITS) -> str:
    """The same for any file that is kept, by its path and hash."""
    plain = _plain(os.path.basename(path)).rstrip("-.")  # noqa: PTH119
    found = _SUFFIX.search(plain)
    suffix = found[0].lower() if found else ""
    stem = re.sub(r"[-.]+", "-", plain[: len(plain) - len(suffix)]).strip("-")
    end = f"-{sha256[:digits]}{suffix}"
    return (_cut(stem, NAME_MAX_BYTES - len(end)).strip("-") or NAMELESS) + end


def _plain(name: str) -> str:
    """A name in NFC, with hyphens for characters not kept, and without invisible ones."""
    composed = unicodedata.normalize("NFC", name)
    # Removing characters may have made others combine.
    return unicodedata.normalize("NFC", "".join(map(_plain_character, composed)))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() or character in "-._+" else "-"
    category = unicodedata.category(character)
    if category == "Cf":  # zero-width, bidirectional
        return ""
    # Blanks, control characters, invalid UTF-8; some file systems reject unassigned characters.
    return "-" if category[0] == "Z" or category in ("Cc", "Cs", "Cn") else character


def _cut(text: str, most: int) -> str:
    """As much of `text` as fits in `most` bytes of UTF-8, without cutting marks off their base."""
    kept = text.encode()[:most].decode(errors="ignore")
    at = len(kept)
    while 0 < at < len(text) and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return text[:at]
