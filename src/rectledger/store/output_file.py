"""Writing a document to the place the user asked for: completely, or not at all."""

import errno
import os
import re
import stat
from pathlib import Path

from rectledger.core.model.layout import CONTENT, SCHEMA, SETTINGS_FILE
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.replace_files import replace_whole, write

# Files that make up a ledger, in lower case: some file systems treat `Issues` as the same name.
_RECORDS = {*CONTENT, SCHEMA, ".gitattributes"}
_DESCRIPTORS = re.compile(r"/proc/\d+/fd|/dev/fd")
_MOST_LINKS = 40  # the limit of the system


def hand_out(data: bytes, target: Path) -> bool:
    """Write `data` to `target`, which is replaced atomically and keeps its mode. Returns whether it
    is a file, whose path is worth reporting.

    A link is followed, and its target is replaced. A device, a FIFO or an already open stream
    (`/dev/stdout`) is written to directly. Raises UsageError for a target among a ledger's own
    records or inside git's own folder, and SurroundingsError if it cannot be written: the previous
    file is then unchanged, and nothing is left beside it. The caller handles BrokenPipeError.
    """
    try:
        if _is_passed_on(target):
            # If stdout is redirected to a file, append: keep what the shell has already written.
            with target.open("ab", buffering=0) as stream:
                write(stream.fileno(), data)
            return False
        place = Path(os.path.realpath(target))
        _refuse_records(target, place)
        # Do not use the target's name: it may already be as long as names can be.
        beside = place.with_name(f".rectledger-{os.urandom(8).hex()}.tmp")
        replace_whole(place, data, beside)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error
    return True


def _is_passed_on(target: Path) -> bool:
    """Whether a target is written to directly, because it is not a file that could be replaced."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(mode) or _is_open_already(target)


def _is_open_already(target: Path) -> bool:
    """Whether a target is a descriptor of this process, under any name (`/dev/stdout`)."""
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
    """Whether a folder is a git repository, under any name."""
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
