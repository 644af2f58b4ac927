"""A ledger in a repository and one in a plain folder, for the tests of this folder."""

from pathlib import Path

import pytest

from ledgers import Place, begin, commit, copy, ledger
from runner import Runner


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in the folder `data` of a repository, next to somebody else's file."""
    top = begin(tmp_path_factory.mktemp("template") / "top")
    ledger(top / "data")
    (top / "notes.txt").write_text("one\ntwo\nthree\n")
    commit(top)
    return top


@pytest.fixture
def place(rectledger: Runner, template: Path, tmp_path: Path) -> Place:
    top = copy(template, tmp_path / "top")
    return Place(rectledger, top, top / "data")


@pytest.fixture
def folder(rectledger: Runner, tmp_path: Path) -> Place:
    """A ledger outside any repository."""
    root = ledger(tmp_path / "folder")
    return Place(rectledger, root, root)
