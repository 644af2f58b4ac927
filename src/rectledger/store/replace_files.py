"""Replacing files: each is either the old or the new one, and a whole change can be undone.

A new file is written beside its target under a fixed name, `.021.yaml.tmp`, and then renamed over
it. The previous file stays as `.021.yaml.old.tmp` until the change is kept. Each folder is opened
relative to the one above it, never through a link, so that nothing is written outside the ledger.
"""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from rectledger.errors import SurroundingsError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass
class _Place:
    """A target in its open folder, and how far replacing it has got."""

    file: str
    folder: int
    name: str
    before: bytes | None  # the content to replace; None if the file is new
    backed_up: bool = False
    in_place: bool = False

    @property
    def temporary(self) -> str:
        return f".{self.name}.tmp"

    @property
    def backup(self) -> str:
        return f".{self.name}.old.tmp"

    def put(self, name: str) -> None:
        """Rename a file beside the target over it."""
        os.rename(name, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)


@dataclass
class Writing:
    """A change being written to disk. Use it in a `with`: unless it is kept, it is undone.

    Every method raises SurroundingsError, naming the file, if the disk refuses the operation.
    """

    root: Path
    _folders: dict[str, int] = field(default_factory=dict)
    _made: list[str] = field(default_factory=list)
    _places: list[_Place] = field(default_factory=list)
    _kept: bool = False

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if not self._kept:
                self.put_back()
        finally:
            for descriptor in self._folders.values():
                with suppress(OSError):
                    os.close(descriptor)
            self._folders.clear()

    def sweep(self, files: Iterable[str]) -> None:
        """Remove what an interrupted change has left beside these files."""
        for file in files:
            folder, _, name = file.rpartition("/")
            with _naming(self.root / folder):
                if (self.root / folder).is_dir():
                    self._sweep(_Place(file, self._folder(folder), name, None))

    def prepare(self, file: str, fill: Callable[[int], None], before: bytes | None) -> None:
        """Write the new content of `file` beside it, to replace `before` (None if it is new).
        `fill` writes into an open descriptor."""
        is_new = before is None
        with _naming(self.root / file):
            folder, _, name = file.rpartition("/")
            place = _Place(file, self._folder(folder), name, before)
            there = None
            with suppress(FileNotFoundError):
                there = os.stat(name, dir_fd=place.folder, follow_symlinks=False)
            if is_new and there is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            if not is_new and (there is None or not stat.S_ISREG(there.st_mode)):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if not is_new and not os.access(name, os.W_OK, dir_fd=place.folder):
                # Renaming would work anyway, but the owner made it read-only to keep it unchanged.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self._places.append(place)
            self._sweep(place)
            with _new_file(place.temporary, place.folder) as descriptor:
                fill(descriptor)
                if there is not None:
                    os.fchmod(descriptor, stat.S_IMODE(there.st_mode))

    def put_in_place(self) -> None:
        """Put everything that was prepared in place, in the order in which it was prepared.

        Raises SurroundingsError also if a file has been saved by someone else since it was read.
        """
        for place, after in zip_longest(self._places, self._places[1:]):
            with _naming(self.root / place.file):
                if place.before is not None:
                    self._back_up(place)
                    if _read(place, place.backup) != place.before:
                        raise SurroundingsError("target-saved", path=str(self.root / place.file))
                place.put(place.temporary)
                place.in_place = True
                # Everything so far must be on disk before the next folder is touched.
                if after is None or after.folder != place.folder:
                    os.fsync(place.folder)

    def keep(self) -> None:
        """Keep the change, and remove the previous files."""
        self._kept = True
        for place in self._places:
            self._sweep(place)

    @property
    def in_place(self) -> list[str]:
        """The files that are in place and have not been undone."""
        return [place.file for place in self._places if place.in_place]

    def _folder(self, folder: str) -> int:
        """A folder of the ledger, opened relative to the one above it, and created if missing."""
        if folder in self._folders:
            return self._folders[folder]
        if not folder:
            # The ledger's own folder may be reached through a link.
            opened = os.open(self.root, _FOLDER & ~os.O_NOFOLLOW)
        else:
            above, _, name = folder.rpartition("/")
            parent = self._folder(above)
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=parent)
                self._made.append(folder)
                os.fsync(parent)
            opened = os.open(name, _FOLDER, dir_fd=parent)
        self._folders[folder] = opened
        return opened

    def _back_up(self, place: _Place) -> None:
        try:
            os.link(
                place.name, place.backup, src_dir_fd=place.folder, dst_dir_fd=place.folder,
                follow_symlinks=False,
            )  # fmt: skip
        except PermissionError:
            # The file system does not support links: copy the old file.
            with _new_file(place.backup, place.folder) as descriptor:
                write(descriptor, _read(place, place.name))
        place.backed_up = True

    def put_back(self, but: Collection[str] = ()) -> None:
        """Undo everything as far as possible; `in_place` then lists the rest. The files in `but`
        have been saved by someone else since, and stay as they are."""
        for place in reversed(self._places):
            if place.file in but:
                place.backed_up = place.in_place = False
            with suppress(OSError):
                if place.in_place and place.before is None:
                    os.unlink(place.name, dir_fd=place.folder)
                elif place.backed_up:
                    place.put(place.backup)
                place.in_place = False
            if not place.in_place:
                self._sweep(place)
            with suppress(OSError):
                os.fsync(place.folder)
        for folder in reversed(self._made):
            above, _, name = folder.rpartition("/")
            with suppress(OSError):
                os.rmdir(name, dir_fd=self._folders[above])

    def _sweep(self, place: _Place) -> None:
        for name in (place.temporary, place.backup):
            with suppress(OSError):
                os.unlink(name, dir_fd=place.folder)


@contextmanager
def _new_file(name: str, folder: int) -> Iterator[int]:
    """A new file to write into, synced to disk at the end of the block."""
    descriptor = os.open(name, _NEW, 0o666, dir_fd=folder)
    with _on_the_disk(descriptor):
        yield descriptor


@contextmanager
def _on_the_disk(descriptor: int) -> Iterator[None]:
    """Sync an open file to disk at the end of the block."""
    try:
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(place: _Place, name: str) -> bytes:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=place.folder)
    with open(descriptor, "rb") as stream:
        return stream.read()


def replace_whole(place: Path, data: bytes, beside: Path) -> None:
    """Replace or create a file with `data` atomically: if killed, either the old or the new file is
    there. An existing file's mode and owner are kept; the new one is first written at `beside`.

    Raises OSError; the old file is then still there, and nothing is left beside it.
    """
    there = place.stat() if place.exists() else None
    if there is not None and not os.access(place, os.W_OK):
        # Renaming would work anyway, but the owner made it read-only to keep it unchanged.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    # A replacement must not be readable by others before it has the old file's mode.
    descriptor = os.open(beside, _NEW, 0o666 if there is None else 0o600)
    try:  # from here on, `beside` is ours to remove
        with _on_the_disk(descriptor):
            write(descriptor, data)
            if there is not None:
                with suppress(PermissionError):  # only root can change the owner
                    os.fchown(descriptor, there.st_uid, there.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(there.st_mode))
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # the file is in place; not every disk can sync a folder
        folder = os.open(place.parent, _FOLDER & ~os.O_NOFOLLOW)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of `data`."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Add the file's path to errors of the operating system."""
    try:
        yield
    except OSError as error:
        code = "link-in-ledger" if error.errno in (errno.ELOOP, errno.ENOTDIR) else "not-written"
        detail = error.strerror or str(error)
        raise SurroundingsError(code, path=str(path), detail=detail) from error
