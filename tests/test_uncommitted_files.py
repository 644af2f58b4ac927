"""Full or read-only disks, missing permissions: nothing is changed, and the reason is given."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledgers import ALONE, Place, begin, commit, git, ledger, snapshot
from rights import give
from runner import Runner
from transcript import surroundings

KIB = 1024
PAGE = 4 * KIB  # the least disk space that a file uses
DAY = "2021-11-30"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("mount") is None or not mount("-t", "tmpfs", "-o", "size=4m", "none", folder):
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def mount(*arguments: object) -> bool:
    command = ["mount", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def placed(rectledger: Runner, top: Path, *options: str) -> Place:
    begin(top, *options)
    root = ledger(top / "ledger")
    commit(top)
    return Place(rectledger, top, root)


def leave(filler: Path, room: int) -> None:
    """Leave so many bytes free on the disk of `filler`, which takes up the rest."""
    filler.unlink(missing_ok=True)
    status = os.statvfs(filler.parent)
    with filler.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, status.f_bavail * status.f_frsize - room)


# The commands, each of which could leave something different behind.
COMMANDS = {
    "evidence": ("close", "2", "--by", "office", "--date", DAY, "--evidence"),
    "measures": ("close", "1", "--by", "office", "--date", DAY, "--with-measures", "--evidence"),
    "new": ("add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
        "--opened", "2021-07-30",
            "--lead", "enforcement"),
}  # fmt: skip


def words(name: str, evidence: Path) -> list[str]:
    """One of those commands, with its file of evidence."""
    given = COMMANDS[name]
    return [*given, str(evidence)] if given[-1] == "--evidence" else [*given]


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A file that takes up space, and does not compress."""
    file = tmp_path / "report.pdf"
    file.write_bytes(os.urandom(3 * PAGE))
    return file


@pytest.mark.parametrize("name", COMMANDS)
def test_wherever_the_disk_is_full_nothing_is_changed(
    rectledger: Runner, disk: Path, evidence: Path, name: str
) -> None:
    place = placed(rectledger, disk / "top")
    command = words(name, evidence)
    before, said = snapshot(place.top), set()
    for pages in range(200):
        leave(disk / "filler", pages * PAGE)
        done = place.run(*command)
        if done.code == 0:
            break
        assert done.code == 4, done
        now = snapshot(place.top)
        assert (now.tree, now.repository) == (before.tree, before.repository), (pages, done.err)
        said.add(done.err)
    assert done.code == 0
    assert git(place.top, "status", "--porcelain") == ""
    assert git(place.top, "rev-list", "--count", "HEAD") == "2"
    for stage in ("rectledger.lock", "cannot write", "git "):
        assert any(stage in one for one in said), said


@pytest.mark.parametrize("name", COMMANDS)
def test_with_room_again_the_same_command_completes(
    rectledger: Runner, disk: Path, evidence: Path, name: str
) -> None:
    command = words(name, evidence)
    for pages in range(0, 200, 5):
        place = placed(rectledger, disk / "top")
        leave(disk / "filler", pages * PAGE)
        failed = place.run(*command)
        (disk / "filler").unlink()
        if failed.code:
            again = place.run(*command)
            assert (again.code, again.err) == (0, ""), (pages, failed, again)
        assert git(place.top, "status", "--porcelain") == ""
        assert git(place.top, "rev-list", "--count", "HEAD") == "2"
        assert rectledger(place.root, "check", **ALONE).code == 0
        shutil.rmtree(place.top)
        if not failed.code:
            return
    pytest.fail("it needs more room than there is")


@pytest.mark.parametrize("name", COMMANDS)
def test_without_a_repository_too(
    rectledger: Runner, disk: Path, evidence: Path, name: str
) -> None:
    place = Place(rectledger, disk / "top", ledger(disk / "top"))
    (place.root / ".rectledger.lock").touch()
    before = files_of(place)
    for pages in range(200):
        leave(disk / "filler", pages * PAGE)
        done = place.run(*words(name, evidence))
        if done.code == 0:
            break
        assert done.code == 4, done
        assert "Nothing was changed. " in done.err
        assert files_of(place) == before, (pages, done.err)
    assert done.code == 0
    assert pages > 1


def files_of(place: Place) -> dict[str, tuple[int, bytes]]:
    """All files except the lock, which stays and names its last holder."""
    held = snapshot(place.top).tree
    return {name: held[name] for name in held if name != ".rectledger.lock"}


@pytest.mark.parametrize("most", [0, PAGE])
def test_a_file_that_may_not_grow_so_large_is_refused(
    rectledger: Runner, tmp_path: Path, evidence: Path, most: int
) -> None:
    place = placed(rectledger, tmp_path / "top")
    before = snapshot(place.top)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # noqa: E731
    done = subprocess.run(
        [sys.executable, "-m", "rectledger", *words("evidence", evidence)],
        cwd=place.root, env=surroundings(**ALONE), preexec_fn=limit,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert snapshot(place.top) == before
    assert (done.returncode, done.stdout) == (4, "")
    assert "Nothing was changed. " in done.stderr
    assert "File too large" in done.stderr


# Read-only


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("around", ["both", "ledger", "git"])
def test_what_cannot_be_written_at_all_is_refused(
    rectledger: Runner, disk: Path, tmp_path: Path, evidence: Path, name: str, around: str
) -> None:
    top = (tmp_path if around == "git" else disk) / "top"
    apart = () if around == "both" else ("--separate-git-dir", str(tmp_path / "apart"))
    if around == "git":
        apart = ("--separate-git-dir", str(disk / "apart"))
    place = placed(rectledger, top, *apart)
    assert mount("-o", "remount,ro", disk)
    before = snapshot(place.top)
    done = place.run(*words(name, evidence))
    assert snapshot(place.top) == before
    assert (done.code, done.out) == (4, "")
    assert "Nothing was changed. " in done.err
    assert ": Read-only file system" in done.err


# Permissions


def read_only(path: Path) -> None:
    path.chmod(0o555 if path.is_dir() else 0o444)


def all_read_only(path: Path) -> None:
    for one in (path, *path.rglob("*")):
        if one.is_dir():
            read_only(one)


def closed(path: Path) -> None:
    path.chmod(0)


@pytest.mark.parametrize(
    ("path", "take", "name"),
    [
        ("ledger", read_only, "evidence"),
        ("ledger/evidence", read_only, "evidence"),
        ("ledger/evidence", closed, "evidence"),
        ("ledger/issues", read_only, "evidence"),
        ("ledger/issues", read_only, "new"),
        ("ledger/issues/002.yaml", read_only, "evidence"),
        ("ledger/measures", read_only, "measures"),
        ("ledger/measures/001-02.yaml", read_only, "measures"),
        (".git", read_only, "evidence"),
        (".git", closed, "evidence"),
        (".git/objects", all_read_only, "evidence"),
        (".git/objects", all_read_only, "measures"),
        (".git/objects", all_read_only, "new"),
        (".git/index", closed, "evidence"),
        (".git/refs/heads", read_only, "evidence"),
        (".git/refs/heads", read_only, "new"),
        (".git/logs/HEAD", read_only, "evidence"),
        (".git/logs/HEAD", read_only, "new"),
        (".git/COMMIT_EDITMSG", read_only, "evidence"),
        (".git/HEAD", closed, "evidence"),
        (".git/config", closed, "evidence"),
    ],
)
def test_without_rights_nothing_is_changed(
    rectledger: Runner,
    tmp_path: Path,
    evidence: Path,
    path: str,
    take: Callable[[Path], None],
    name: str,
) -> None:
    place = placed(rectledger, tmp_path / "top")
    if path.startswith("ledger/"):
        (place.root / "evidence").mkdir()
    give(tmp_path)
    mode = (place.top / path).stat().st_mode
    take(place.top / path)
    before = snapshot(place.top)
    done = place.run(*words(name, evidence), unprivileged=True)
    assert snapshot(place.top) == before, done
    assert (done.code, done.out) == (4, ""), done
    assert "error: " in done.err
    assert "\n hint: " in done.err
    # With permissions restored, it succeeds.
    if take is all_read_only:
        for one in (place.top / path).rglob("*"):
            one.chmod(0o755)
    (place.top / path).chmod(mode)
    assert place.run(*words(name, evidence), unprivileged=True).code == 0
