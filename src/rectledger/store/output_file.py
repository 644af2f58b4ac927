"""A document handed out to where it was asked for: the whole of it takes its place, or nothing."""

import errno
import os
import re
import stat
from pathlib import Path

from rectledger.core.model.layout import CONTENT, SCHEMA, SETTINGS_FILE
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.replace_files import replace_whole, write

# What a ledger cannot do without. In small letters: there are disks to which `Issues` is the same.
_RECORDS = {*CONTENT, SCHEMA, ".gitattributes"}
_DESCRIPTORS = re.compile(r"/proc/\d+/fd|/dev/fd")
_MOST_LINKS = 40  # as many as the system follows


def hand_out(data: bytes, target: Path) -> bool:
    """Write `data` to `target`, which is replaced only whole and keeps its mode; whether it is a
    file, of which there is something to say then.

    A link is followed, and what it leads to is replaced. A device, a FIFO and a stream that is open
    already (`/dev/stdout`) are written to as they are. Raises UsageError for a target inside a
    ledger's own records or a repository's, and SurroundingsError where it cannot be written: what
    was there is there still, and nothing is left beside it. BrokenPipeError is the caller's.
    """
    try:
        if _is_passed_on(target):
            # Where it is a file after all, what the shell has put there stays.
            with target.open("ab", buffering=0) as stream:
                write(stream.fileno(), data)
            return False
        place = Path(os.path.realpath(target))
        _refuse_records(target, place)
        # Not named after the target: that name may be as long as a name can be.
        beside = place.with_name(f".rectledger-{os.urandom(8).hex()}.tmp")
        replace_whole(place, data, beside)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error
    return True


def _is_passed_on(target: Path) -> bool:
    """Whether a target is no file that could be replaced."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(mode) or _is_open_already(target)


def _is_open_already(target: Path) -> bool:
    """Whether a target is a descriptor of this process, by whatever name: `/dev/stdout`, say."""
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(target.parent)
        if _DESCRIPTORS.fullmatch(folder):
            return True
        if not target.is_symlink():
            return False
        target = Path(folder, target.readlink())
    return False


def _refuse_records(target: Path, place: Path) -> None:
    if ".git" in map(str.casefold, place.parts) or any(map(_is_repository, place.parents)):
        raise UsageError("out-in-git", path=str(target))
    for folder in place.parents:
        inside = place.relative_to(folder).parts[0].casefold()
        if inside in _RECORDS and os.path.lexists(folder / SETTINGS_FILE):
            raise UsageError("out-in-ledger", path=str(target), folder=str(folder))


def _is_repository(folder: Path) -> bool:
    """Whether git keeps a repository in a folder, whatever it is called."""
    kept = ("objects", "refs")
    return (folder / "HEAD").is_file() and all((folder / name).is_dir() for name in kept)


def _refused(target: Path, error: OSError) -> SurroundingsError:
    if isinstance(error, IsADirectoryError):
        return SurroundingsError("out-is-folder", path=str(target))
    folder = Path(os.path.realpath(target)).parent if target.is_symlink() else target.parent
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    if missing and not folder.is_dir():
        return SurroundingsError("out-no-folder", path=str(target), folder=str(folder))
    return SurroundingsError("out-refused", path=str(target), detail=error.strerror or str(error))
