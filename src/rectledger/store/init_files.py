"""The files of a new ledger, which are created and never overwritten, and what each clone needs."""

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
    """What is in the way of a new ledger: an existing file, or anything in a record folder."""
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
    """Create files, and the folders they need: all of them, or none.

    Raises SurroundingsError, naming the file, if one cannot be created or already exists.
    """
    made: list[Path] = []
    try:
        for file, data in content.items():
            path = root / file
            _make_folders(path.parent, made)
            with open(path, "xb") as stream:  # fails if anything exists there, even a link
                made.append(path)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())  # a full disk is reported here at the latest
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
    """Bring generated files up to date. Returns those created and those replaced.

    Raises SurroundingsError if a file cannot be written.
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
    """The first of `wanted` that exists without `mark`, so that it was not generated."""
    for file in wanted:
        held = Folder(root).read(file)
        if not isinstance(held, Finding) and mark not in held:
            return file
    return None


def replace(root: Path, file: str, data: bytes) -> None:
    """Replace a file with `data` atomically: if killed, either the old or the new file is there.

    Raises SurroundingsError if it cannot be written, or is reached through a link.
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
    """Add the missing lines of `wanted` to `.gitattributes`. Returns "made", "added", or None.

    Its other lines stay as they are. Raises SurroundingsError if it cannot be read or written.
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
