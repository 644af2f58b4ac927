"""Files are replaced together: old or new, none outside the ledger, and restored on failure."""

import os
import stat
from functools import partial
from pathlib import Path

import pytest

from rectledger.errors import SurroundingsError
from rectledger.store.replace_files import Writing, replace_whole, write


def content(root: Path) -> dict[str, bytes | None]:
    """Every file below a folder, including hidden ones; None for a folder."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    (folder / "issues").mkdir(parents=True)
    (folder / "issues" / "001.yaml").write_bytes(b"old one")
    (folder / "issues" / "002.yaml").write_bytes(b"old two")
    return folder


def prepared(writing: Writing, **new: bytes) -> None:
    """Prepare `issues_001=b"..."`, and new files below `evidence`."""
    for name, data in new.items():
        file = name.replace("_", "/") + (".yaml" if name.startswith("issues") else ".pdf")
        path = writing.root / file
        before = path.read_bytes() if path.exists() and name.startswith("issues") else None
        writing.prepare(file, partial(write, data=data), before)


def test_what_is_kept_stands_and_nothing_is_left_beside_it(root: Path) -> None:
    with Writing(root) as writing:
        prepared(writing, evidence_001_a=b"proof", issues_001=b"new one")
        assert content(root)["issues/001.yaml"] == b"old one"
        writing.put_in_place()
        writing.keep()
    assert content(root) == {
        "evidence": None, "evidence/001": None, "evidence/001/a.pdf": b"proof",
        "issues": None, "issues/001.yaml": b"new one", "issues/002.yaml": b"old two",
    }  # fmt: skip


@pytest.mark.parametrize("put", [False, True])
def test_what_is_not_kept_is_put_back_with_the_folders_made_for_it(root: Path, put: bool) -> None:
    before = content(root)
    inode = (root / "issues" / "001.yaml").stat().st_ino
    with Writing(root) as writing:
        prepared(writing, evidence_001_a=b"proof", issues_001=b"new one", issues_002=b"new two")
        if put:
            writing.put_in_place()
            assert writing.in_place == ["evidence/001/a.pdf", "issues/001.yaml", "issues/002.yaml"]
    assert content(root) == before
    assert (root / "issues" / "001.yaml").stat().st_ino == inode
    assert writing.in_place == []


def test_a_record_keeps_its_rights(root: Path) -> None:
    (root / "issues" / "001.yaml").chmod(0o640)
    with Writing(root) as writing:
        prepared(writing, issues_001=b"new one")
        writing.put_in_place()
        writing.keep()
    assert stat.S_IMODE((root / "issues" / "001.yaml").stat().st_mode) == 0o640


def test_what_a_cut_off_change_left_behind_is_swept(root: Path) -> None:
    before = content(root)
    for name in (".001.yaml.tmp", ".001.yaml.old.tmp", ".002.yaml.tmp"):
        (root / "issues" / name).write_bytes(b"half")
    with Writing(root) as writing:
        writing.sweep(["issues/001.yaml", "evidence/001/a.pdf"])
        prepared(writing, issues_002=b"new two")
    assert content(root) == before


@pytest.mark.parametrize(
    "link", ["issues", "evidence", "evidence/001", "issues/001.yaml", "evidence/001/a.pdf"]
)
def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "001.yaml").write_bytes(b"old one")
    place = root / link
    if place.is_dir():
        place.rename(root / "aside")
    elif place.exists():
        place.unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "001.yaml" if place.suffix else outside)
    before = content(outside)
    with pytest.raises(SurroundingsError) as refused, Writing(root) as writing:
        prepared(writing, issues_001=b"new", evidence_001_a=b"new")
    assert refused.value.code in ("link-in-ledger", "not-written")
    assert content(outside) == before
    assert not [name for name in content(root) if name.endswith(".tmp")]


def test_what_is_there_is_not_overwritten_by_what_is_new(root: Path) -> None:
    before = content(root)
    with pytest.raises(SurroundingsError) as refused, Writing(root) as writing:
        writing.prepare("issues/001.yaml", partial(write, data=b"new"), None)
    assert refused.value.code == "not-written"
    assert str(root / "issues" / "001.yaml") in str(refused.value.args_for_words["path"])
    assert content(root) == before


@pytest.mark.parametrize("in_place", [True, False])
def test_what_another_program_saves_meanwhile_stays(root: Path, in_place: bool) -> None:
    saved = root / "issues" / "002.yaml"
    with Writing(root) as writing:
        prepared(writing, evidence_001_a=b"proof", issues_001=b"new one", issues_002=b"new two")
        if in_place:
            saved.write_bytes(b"saved")
        else:
            (root / "draft").write_bytes(b"saved")
            (root / "draft").rename(saved)
        with pytest.raises(SurroundingsError) as refused:
            writing.put_in_place()
    assert refused.value.code == "target-saved"
    assert refused.value.args_for_words["path"] == str(saved)
    assert content(root) == {
        "issues": None, "issues/001.yaml": b"old one", "issues/002.yaml": b"saved",
    }  # fmt: skip


def test_a_ledger_that_is_reached_through_a_link_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(root)
    with Writing(tmp_path / "short") as writing:
        prepared(writing, issues_001=b"new one")
        writing.put_in_place()
        writing.keep()
    assert (root / "issues" / "001.yaml").read_bytes() == b"new one"


def test_a_failure_while_it_is_filled_leaves_nothing(root: Path) -> None:
    def fails(descriptor: int) -> None:
        os.write(descriptor, b"half")
        raise OSError(28, os.strerror(28))

    before = content(root)
    with pytest.raises(SurroundingsError) as refused, Writing(root) as writing:
        writing.prepare("evidence/001/a.pdf", fails, None)
    assert refused.value.args_for_words["detail"] == os.strerror(28)
    assert content(root) == before


def test_what_another_program_writes_beside_a_file_stays(tmp_path: Path) -> None:
    place, beside = tmp_path / "a", tmp_path / "a.tmp"
    place.write_bytes(b"old")
    beside.write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        replace_whole(place, b"new", beside)
    assert content(tmp_path) == {"a": b"old", "a.tmp": b"another's"}
