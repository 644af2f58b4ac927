"""Other people's work is left alone; a damaged repository is reported, not taken for empty."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import (
    CLOSE,
    Place,
    add,
    begin,
    commit,
    ledger,
    record,
    snapshot,
    work,
)

# Other people's work is left alone


def test_other_work_is_left_as_it_was(place: Place) -> None:
    """Staged, partly staged, changed, deleted, renamed and new files, inside the ledger too."""
    (place.top / "renamed.txt").write_text("to be renamed\n")
    (place.top / "gone.txt").write_text("to be deleted\n")
    (place.top / "script.sh").write_text("to be run\n")
    commit(place.top)
    (place.top / "notes.txt").write_text("one\n2\nthree\n")
    add(record(place, 1), "# staged\n")
    (place.root / "new.txt").write_text("staged\n")
    place.git("mv", "renamed.txt", "moved.txt")
    place.git("add", "--all")
    place.git("rm", "--quiet", "gone.txt")
    (place.top / "notes.txt").write_text("one\n2\n3\n")  # partly staged
    add(record(place, 3), "# not staged\n")
    (place.top / "script.sh").chmod(0o755)
    (place.root / "untracked").mkdir()
    (place.root / "untracked/file.txt").write_text("mine\n")
    (place.root / "issues/notes.tmp").write_text("mine\n")
    (place.top / "later.txt").write_text("later\n")
    place.git("add", "--intent-to-add", "later.txt")
    before = snapshot(place.top)
    done = place.done(*CLOSE, "--evidence", place.file())
    after = snapshot(place.top)
    mine = "data/issues/002.yaml", f"data/{done['evidence'][0]['path']}"
    assert sorted(place.changed()) == sorted(mine)
    for path, held in before.tree.items():
        assert path in mine or after.tree[path] == held
    assert after.tree.keys() - before.tree.keys() == {
        "data/evidence", "data/evidence/002", mine[1]
    }  # fmt: skip
    assert work(after.repository["status"]) == work(before.repository["status"])
    index = [line for line in after.repository["index"].splitlines() if not line.endswith(mine)]
    assert index == [
        line for line in before.repository["index"].splitlines() if not line.endswith(mine)
    ]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_work_that_git_is_told_not_to_look_at_is_not_committed(place: Place, flag: str) -> None:
    place.git("update-index", flag, "data/issues/002.yaml")
    add(record(place))
    assert place.refused(*CLOSE).told == (4, ["target-changed"])


# Settings of another repository


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (["GIT_DIR"], ".git"),
        (["GIT_DIR", "GIT_WORK_TREE"], ".git"),
        (["GIT_WORK_TREE"], ""),
        (["GIT_INDEX_FILE"], ".git/index"),
        (["GIT_DIR", "GIT_INDEX_FILE"], ".git/index"),
        (["GIT_OBJECT_DIRECTORY"], ".git/objects"),
        (["GIT_ALTERNATE_OBJECT_DIRECTORIES"], ".git/objects"),
        (["GIT_COMMON_DIR"], ".git"),
        (["GIT_NAMESPACE"], "other"),
        (["GIT_PREFIX"], "other/"),
        (["GIT_CEILING_DIRECTORIES"], ""),
        (["GIT_LITERAL_PATHSPECS"], "0"),
        (["GIT_GLOB_PATHSPECS"], "1"),
        (["GIT_NOGLOB_PATHSPECS"], "1"),
        (["GIT_ICASE_PATHSPECS"], "1"),
        (["GIT_DEFAULT_HASH"], "sha256"),
        (["GIT_TRACE"], "1"),
        (["GIT_TRACE2"], "1"),
        (["GIT_REFLOG_ACTION"], "other"),
        (["GIT_EDITOR"], "false"),
        (["GIT_QUARANTINE_PATH"], "objects/incoming"),
    ],
)
def test_what_is_set_for_another_repository_is_not_followed(
    place: Place, tmp_path: Path, names: list[str], value: str
) -> None:
    other = begin(tmp_path / "other")
    ledger(other / "data")
    commit(other)
    place.outside = [other]
    path = value.startswith(".git") or value == ""
    place.environ |= dict.fromkeys(names, str(other / value) if path else value)
    if "GIT_DIR" in names:
        place.environ["GIT_DIR"] = str(other / ".git")
    before = snapshot(other)
    done = place.done(*CLOSE, "--evidence", place.file())
    assert done["commit"] == place.git("rev-parse", "HEAD")
    assert sorted(place.changed()) == sorted(
        ["data/issues/002.yaml", f"data/{done['evidence'][0]['path']}"]
    )
    assert place.git("status", "--porcelain") == ""
    assert place.git("fsck", "--strict") == ""
    assert snapshot(other) == before


# Damage


def bad_index(place: Place) -> None:
    (place.top / ".git/index").write_bytes(b"junk")


def bad_configuration(place: Place) -> None:
    (place.top / ".git/config").write_text("[broken\n")


def bad_head(place: Place) -> None:
    (place.top / ".git/HEAD").write_text("garbage\n")


def no_index(place: Place) -> None:
    (place.top / ".git/index").unlink()


def no_objects(place: Place) -> None:
    shutil.rmtree(place.top / ".git/objects")


def no_tree(place: Place) -> None:
    sha = place.git("rev-parse", "HEAD^{tree}")
    (place.top / ".git/objects" / sha[:2] / sha[2:]).unlink()


def of_another_time(place: Place) -> None:
    place.git("config", "core.repositoryFormatVersion", "1")
    place.git("config", "extensions.unheardOf", "1")


def leads_nowhere(place: Place) -> None:
    shutil.rmtree(place.top / ".git")
    (place.top / ".git").write_text("gitdir: /not/there\n")


def emptied(place: Place) -> None:
    shutil.rmtree(place.top / ".git")
    (place.top / ".git").mkdir()


@pytest.mark.parametrize(
    ("damaged", "code"),
    [
        (bad_index, "git-refused"),
        (bad_configuration, "bad-git-config"),
        (bad_head, "no-repository-seen"),
        (no_index, "target-staged"),
        (no_objects, "no-repository-seen"),
        (no_tree, "unreadable-commit"),
        (of_another_time, "git-refused"),
        (leads_nowhere, "no-repository-seen"),
        (emptied, "no-repository-seen"),
    ],
)
def test_a_repository_that_is_damaged_is_not_taken_for_none(
    place: Place, damaged: Callable[[Place], None], code: str
) -> None:
    damaged(place)
    refused = place.refused(*CLOSE)
    assert refused.told == (4, [code])
    if damaged is of_another_time:
        assert "unheardof" in refused.messages[0].lower()


def test_a_lock_that_is_a_link_is_not_written_through(place: Place) -> None:
    (place.top / ".git/rectledger.lock").symlink_to(place.top / "notes.txt")
    assert place.refused(*CLOSE).told == (4, ["no-lock"])
