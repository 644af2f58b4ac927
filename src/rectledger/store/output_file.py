"""A document handed out to where it was asked for: the whole of it takes its place, or nothing."""

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from rectledger.core.model.layout import CONTENT, SCHEMA, SETTINGS_FILE
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.replace_files import write

# What a ledger cannot do without. In small letters: there are disks to which `Issues` is the same.
_RECORDS = {
    *CONTENT, SCHEMA, ".gitattributes",
}  # fmt: skip
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
            _pass_on(data, target)
            return False
        place = Path(os.path.realpath(target))
        _refuse_records(target, place)
        _put(data, place)
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


def _pass_on(data: bytes, target: Path) -> None:
    # Where it is a file after all, what the shell has put there stays.
    with target.open("ab", buffering=0) as stream:
        write(stream.fileno(), data)


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


def _put(data: bytes, place: Path) -> None:
    """Write a file beside `place`, and let it take its place."""
    there = place.stat() if place.exists() else None
    if there is not None and not os.access(place, os.W_OK):
        # It could be replaced all the same; but who closed it did not want it changed.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # Not named after the target: that name may be as long as a name can be.
    beside = place.with_name(f".rectledger-{os.urandom(8).hex()}.tmp")
    # What takes the place of something is nobody's to read before it has that file's mode.
    mode = 0o666 if there is None else 0o600
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        try:
            write(descriptor, data)
            if there is not None:
                with suppress(PermissionError):  # only an administrator gives files away
                    os.fchown(descriptor, there.st_uid, there.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(there.st_mode))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.rename(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # it is there; on a disk that cannot promise more than that
        _sync(place.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(target: Path, error: OSError) -> SurroundingsError:
    if isinstance(error, IsADirectoryError):
        return SurroundingsError("out-is-folder", path=str(target))
    folder = Path(os.path.realpath(target)).parent if target.is_symlink() else target.parent
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    if missing and not folder.is_dir():
        return SurroundingsError("out-no-folder", path=str(target), folder=str(folder))
    return SurroundingsError("out-refused", path=str(target), detail=error.strerror or str(error))
