"""Files on disk that differ from a commit: compared by bytes; the index only saves reading."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from ledgers import begin, commit, git
from rectledger.store.git import disk_and_commit
from rectledger.store.git.disk_and_commit import OnDisk, compare
from rectledger.store.git.index import Indexed, read_index
from rectledger.store.git.ledger_at_commit import open_revision
from rectledger.store.git.tree_objects import TreeEntry
from rectledger.store.ledger_folder import RECORD_MAX_BYTES

NAMES = ("ledger.yaml", "issues", "evidence")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = begin(tmp_path / "top")
    for name in ("ledger.yaml", "issues/001.yaml", "issues/a\nb\t.yaml", "evidence/001/a.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n")
    commit(folder)
    return folder


def kept(folder: Path) -> Mapping[str, TreeEntry]:
    return open_revision(folder, "HEAD").files()


def differing(folder: Path) -> list[str]:
    return [one.file for one in compare(folder, kept(folder), NAMES).differences]


def test_what_differs_is_found_whether_the_index_knows_it_or_not(repository: Path) -> None:
    assert compare(repository, kept(repository), NAMES) == OnDisk(())
    (repository / "issues/001.yaml").write_text("other\n")
    (repository / "issues/a\nb\t.yaml").unlink()
    (repository / "issues/new.yaml").write_text("x")
    (repository / "beside").write_text("x")
    expected = ["issues/001.yaml", "issues/a\nb\t.yaml", "issues/new.yaml"]
    assert differing(repository) == expected
    git(repository, "add", "--all")
    assert differing(repository) == expected
    (repository / ".git/index").unlink()
    assert differing(repository) == expected


def test_the_index_is_believed_of_a_file_as_it_was_and_of_no_other(repository: Path) -> None:
    path = repository / "issues/001.yaml"
    status = path.stat()
    was = TreeEntry("100644", "1" * 40)  # not the hash of the file
    state = disk_and_commit._state(status)
    late = status.st_mtime_ns + 1
    claimed = Indexed("100644", was.sha, "", state)
    assert disk_and_commit._is_as_indexed(status, was, claimed, late)
    assert not disk_and_commit._is_as_indexed(
        status, was, claimed, late - 1
    )  # written at that very moment
    for unlooked in ("assume-unchanged", "skip-worktree"):
        assert not disk_and_commit._is_as_indexed(
            status, was, claimed._replace(unlooked=unlooked), late
        )
    for n in range(4):
        other = tuple(one + (at == n) for at, one in enumerate(state))
        assert not disk_and_commit._is_as_indexed(status, was, claimed._replace(state=other), late)
    assert not disk_and_commit._is_as_indexed(status, was, claimed._replace(state=()), late)


def test_the_index_tells_how_each_file_was(repository: Path) -> None:
    known = read_index(repository, NAMES, with_state=True)
    assert set(known) == set(kept(repository))
    for file, one in known.items():
        assert one.state == disk_and_commit._state((repository / file).stat())
        assert one._replace(state=()) == read_index(repository, NAMES)[file]


def test_what_is_no_plain_file_holds_nothing_of_a_record(repository: Path, tmp_path: Path) -> None:
    path = repository / "issues/001.yaml"
    (tmp_path / "same").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(tmp_path / "same")
    assert differing(repository) == ["issues/001.yaml"]
    commit(repository)
    assert differing(repository) == []
    path.unlink()
    path.symlink_to(tmp_path / "other")
    assert differing(repository) == ["issues/001.yaml"]
    path.unlink()
    os.mkfifo(path)
    assert differing(repository) == ["issues/001.yaml"]


def test_a_large_file_is_compared_whole(repository: Path) -> None:
    path = repository / "evidence/001/a.pdf"
    data = os.urandom(RECORD_MAX_BYTES + 7)
    path.write_bytes(data)
    commit(repository)
    path.touch()
    assert differing(repository) == []
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert differing(repository) == ["evidence/001/a.pdf"]


def test_what_another_repository_keeps_is_its_own_affair(repository: Path) -> None:
    begin(repository / "evidence/002")
    (repository / "evidence/002/x").write_text("x")
    commit(repository / "evidence/002")
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", "evidence/002")
    git(repository, "commit", "--quiet", "--message", "Two")
    assert kept(repository)["evidence/002"].mode == "160000"
    assert differing(repository) == []


def test_a_repository_that_nobody_knows_of_hides_nothing(repository: Path) -> None:
    begin(repository / "issues")
    (repository / "issues/002.yaml").write_text("x")
    assert differing(repository) == ["issues/002.yaml"]
