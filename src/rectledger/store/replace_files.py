"""Putting files in place: each is the old one or the new one, and all of a change can be put back.

A file of a change is written beside its target under a fixed name, `.021.yaml.tmp`, and then takes
its place; what it takes the place of stays as `.021.yaml.old.tmp` until the change is kept. Folders
are opened one below the other, and none through a link: nothing is written outside of the ledger.
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
    """A target in its folder, which is open; how far its replacement has come."""

    file: str
    folder: int
    name: str
    before: bytes | None  # what it is to take the place of; None: nothing
    backed_up: bool = False
    in_place: bool = False

    @property
    def temporary(self) -> str:
        return f".{self.name}.tmp"

    @property
    def backup(self) -> str:
        return f".{self.name}.old.tmp"

    def put(self, name: str) -> None:
        """Let a file beside the target take its place."""
        os.rename(name, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)


@dataclass
class Writing:
    """A change on its way to the disk. Use it in a `with`: what is not kept is put back.

    Every method raises SurroundingsError, naming the file, where the disk does not let it.
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
        """Take away what a change that was cut off has left beside these files."""
        for file in files:
            folder, _, name = file.rpartition("/")
            with _naming(self.root / folder):
                if (self.root / folder).is_dir():
                    self._sweep(_Place(file, self._folder(folder), name, None))

    def prepare(self, file: str, fill: Callable[[int], None], before: bytes | None) -> None:
        """Write what is to stand at `file` beside it, in place of `before` (None: it is new);
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
                # It could be replaced all the same; but who closed it did not want it changed.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self._places.append(place)
            self._sweep(place)
            with _new_file(place.temporary, place.folder) as descriptor:
                fill(descriptor)
                if there is not None:
                    os.fchmod(descriptor, stat.S_IMODE(there.st_mode))

    def put_in_place(self) -> None:
        """Let everything prepared take its place, in the order in which it was prepared.

        Raises SurroundingsError too where somebody has saved one of the files since it was read.
        """
        for place, after in zip_longest(self._places, self._places[1:]):
            with _naming(self.root / place.file):
                if place.before is not None:
                    self._back_up(place)
                    if _read(place, place.backup) != place.before:
                        raise SurroundingsError("target-saved", path=str(self.root / place.file))
                place.put(place.temporary)
                place.in_place = True
                # What comes next must not be on the disk before this is.
                if after is None or after.folder != place.folder:
                    os.fsync(place.folder)

    def keep(self) -> None:
        """The change stands: what it took the place of is let go."""
        self._kept = True
        for place in self._places:
            self._sweep(place)

    @property
    def in_place(self) -> list[str]:
        """The files that have taken their place and not been put back."""
        return [place.file for place in self._places if place.in_place]

    def _folder(self, folder: str) -> int:
        """A folder of the ledger, opened from the one above it, and made where it is missing."""
        if folder in self._folders:
            return self._folders[folder]
        if not folder:
            # The ledger's own folder may well be reached through a link.
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
            # A file system without links: the old file is copied.
            with _new_file(place.backup, place.folder) as descriptor:
                write(descriptor, _read(place, place.name))
        place.backed_up = True

    def put_back(self, but: Collection[str] = ()) -> None:
        """Everything as it was, as far as that is possible; `in_place` then has the rest. The files
        `but` are somebody else's by now, and stay as they are."""
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
    """A new file to write into, which is on the disk when the block has run to its end."""
    descriptor = os.open(name, _NEW, 0o666, dir_fd=folder)
    with _on_the_disk(descriptor):
        yield descriptor


@contextmanager
def _on_the_disk(descriptor: int) -> Iterator[None]:
    """What is written into an open file is on the disk when the block has run to its end."""
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
    """Put `data` in the place of a file, or of none: killed at any point, it is the old one or the
    new one. What is there keeps its mode and its owner; it is written at `beside` first.

    Raises OSError; what was there is there still then, and nothing is left beside it.
    """
    there = place.stat() if place.exists() else None
    if there is not None and not os.access(place, os.W_OK):
        # It could be replaced all the same; but who closed it did not want it changed.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    # What takes the place of something is nobody's to read before it has that file's mode.
    descriptor = os.open(beside, _NEW, 0o666 if there is None else 0o600)
    try:  # from here on what lies beside it is ours
        with _on_the_disk(descriptor):
            write(descriptor, data)
            if there is not None:
                with suppress(PermissionError):  # only an administrator gives files away
                    os.fchown(descriptor, there.st_uid, there.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(there.st_mode))
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # it is there; on a disk that cannot promise more than that
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
    """Say which file an error of the operating system is about."""
    try:
        yield
    except OSError as error:
        code = "link-in-ledger" if error.errno in (errno.ELOOP, errno.ENOTDIR) else "not-written"
        detail = error.strerror or str(error)
        raise SurroundingsError(code, path=str(path), detail=detail) from error
