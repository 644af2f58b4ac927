"""What a ledger begins with: files that are made and never overwritten, and what a clone needs."""

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from rectledger.core.findings import Finding
from rectledger.core.model.layout import RECORD_FOLDERS
from rectledger.errors import SurroundingsError
from rectledger.store.ledger_folder import Folder
from rectledger.store.replace_files import replace_whole

ATTRIBUTES = ".gitattributes"


def in_the_way(root: Path, wanted: Iterable[str]) -> str | None:
    """What of a new ledger's files, or of its folders of records, is there already."""
    for folder in sorted({*RECORD_FOLDERS, *(file.rpartition("/")[0] for file in wanted)} - {""}):
        place = root / folder
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            return folder
        if folder in RECORD_FOLDERS and place.exists():
            held = min((inner.name for inner in place.iterdir()), default=None)
            if held:
                return f"{folder}/{held}"
    return next((file for file in wanted if os.path.lexists(root / file)), None)


def create(root: Path, content: Mapping[str, bytes]) -> None:
    """Make files, and the folders that they need: all of them, or none.

    Raises SurroundingsError, naming the file, where one cannot be made or is there already.
    """
    made: list[Path] = []
    try:
        for file, data in content.items():
            path = root / file
            _make_folders(path.parent, made)
            with open(path, "xb") as stream:  # what already stands there, a link too, makes it fail
                made.append(path)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())  # a disk that is full says so here at the latest
    except BaseException as error:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise _cannot_write(error, root) from error
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def refresh(root: Path, content: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Bring generated files up to date; those that were made, and those that were replaced.

    Raises SurroundingsError where one cannot be written.
    """
    made: list[str] = []
    replaced: list[str] = []
    for file, data in content.items():
        there = os.path.lexists(root / file)
        if there and Folder(root).read(file) == data:
            continue
        replace(root, file, data)
        (replaced if there else made).append(file)
    return made, replaced


def not_ours(root: Path, wanted: Iterable[str], mark: bytes) -> str | None:
    """The first of generated files that is there but holds no `mark`: somebody else's."""
    for file in wanted:
        held = Folder(root).read(file)
        if not isinstance(held, Finding) and mark not in held:
            return file
    return None


def replace(root: Path, file: str, data: bytes) -> None:
    """Put `data` in a file's place; killed at any point, it is the old one or the new one.

    Raises SurroundingsError where it cannot be written, or lies behind a link.
    """
    folder = root
    try:
        for name in Path(file).parts[:-1]:
            folder /= name
            if folder.is_symlink():  # it may lead out
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
            folder.mkdir(exist_ok=True)
        beside = folder / f".{Path(file).name}.tmp"
        beside.unlink(missing_ok=True)
        replace_whole(root / file, data, beside)
    except OSError as error:
        raise _cannot_write(error, root / file) from error


def attributes(root: Path, wanted: str) -> str | None:
    """See to it that `.gitattributes` has the lines of `wanted`: "made", "added", or None for none.

    What else it says stays as it is. Raises SurroundingsError where it cannot be read or written.
    """
    if not os.path.lexists(root / ATTRIBUTES):
        create(root, {ATTRIBUTES: wanted.encode()})
        return "made"
    old = Folder(root).read(ATTRIBUTES)
    if isinstance(old, Finding):
        raise SurroundingsError("cannot-read-file", path=str(root / ATTRIBUTES))
    here = {line.strip() for line in old.decode("utf-8", "replace").splitlines()}
    missing = [line for line in wanted.splitlines() if line and line[0] != "#" and line not in here]
    if not missing:
        return None
    newline = b"\r\n" if b"\r\n" in old else b"\n"
    start = old if not old or old.endswith(b"\n") else old + newline
    refresh(root, {ATTRIBUTES: start + b"".join(line.encode() + newline for line in missing)})
    return "added"


def _cannot_write(error: OSError, path: Path) -> SurroundingsError:
    where = error.filename if isinstance(error.filename, str) else str(path)
    return SurroundingsError("cannot-write", path=where, detail=error.strerror or str(error))
