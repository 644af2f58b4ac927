"""With a git operation in progress or no branch, commands refuse and change nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import (
    CLOSE,
    Place,
    git,
    ledger,
    sides,
)

# Operations in progress, and where HEAD is


def merging(place: Place) -> None:
    sides(place)
    place.git("merge", "side", check=False)


def merging_without_conflict(place: Place) -> None:
    sides(place)
    place.git("merge", "--no-commit", "--strategy=ours", "side")


def rebasing(place: Place) -> None:
    sides(place)
    place.git("rebase", "side", check=False)


def rebasing_by_patches(place: Place) -> None:
    sides(place)
    place.git("rebase", "--apply", "side", check=False)


def stopped_to_edit(place: Place) -> None:
    sides(place)
    place.git("-c", "sequence.editor=sed -i s/pick/edit/", "rebase", "--interactive", "HEAD~1")


def picking(place: Place) -> None:
    sides(place)
    place.git("cherry-pick", "side", check=False)


def picking_several(place: Place) -> None:
    """The conflicting commit is dropped; the others remain to be picked."""
    sides(place)
    place.git("cherry-pick", "side", "side~1", check=False)
    place.git("reset", "--quiet", "--hard")
    (place.top / ".git/CHERRY_PICK_HEAD").unlink(missing_ok=True)


def reverting(place: Place) -> None:
    sides(place)
    place.git("revert", "--no-commit", "HEAD")


def applying_mail(place: Place) -> None:
    sides(place)
    patch = place.top.parent / "patch"
    patch.write_text(place.git("format-patch", "--stdout", "-1", "side") + "\n")
    place.git("am", str(patch), check=False)


@pytest.mark.parametrize(
    ("begun", "what"),
    [
        (merging, "merge"),
        (merging_without_conflict, "merge"),
        (rebasing, "rebase"),
        (rebasing_by_patches, "rebase"),
        (stopped_to_edit, "rebase"),
        (picking, "cherry-pick"),
        (picking_several, "cherry-pick"),
        (reverting, "revert"),
        (applying_mail, "rebase"),
    ],
)
def test_what_is_under_way_is_finished_first(
    place: Place, begun: Callable[[Place], None], what: str
) -> None:
    begun(place)
    for more in ((), ("--detached",), ("--branch",)):
        refused = place.refused(*CLOSE, *more)
        assert refused.told == (4, ["git-under-way"])
        assert what in refused.messages[0]


def test_where_no_branch_is_checked_out_it_is_asked_for(place: Place) -> None:
    place.git("checkout", "--quiet", "--detach")
    assert place.refused(*CLOSE).told == (4, ["detached-head"])
    main = place.git("rev-parse", "main")
    done = place.done(*CLOSE, "--detached")
    assert (done["branch"], done["commit"]) == (None, place.git("rev-parse", "HEAD"))
    assert place.changed() == ["data/issues/002.yaml"]
    assert place.git("rev-parse", "main") == main


def test_from_no_branch_one_can_be_made(place: Place) -> None:
    place.git("checkout", "--quiet", "--detach")
    assert place.done(*CLOSE, "--branch")["branch"] == "close-2"
    assert place.git("symbolic-ref", "HEAD") == "refs/heads/close-2"
    assert place.git("rev-list", "--count", "main..close-2") == "1"


def test_in_a_repository_without_files_of_its_own_nothing_is_changed(
    place: Place, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(place.top), str(bare))
    root = ledger(bare / "data")
    inside = Place(place.rectledger, bare, root)
    refused = inside.refused(*CLOSE)
    assert refused.told == (4, ["bare-repository"])
    assert str(root) in refused.messages[0]


def test_a_ledger_in_the_folder_of_git_is_in_no_repository(place: Place) -> None:
    root = ledger(place.top / ".git/data")
    place.root, place.outside = root, [root]
    assert place.refused(*CLOSE).told == (4, ["bare-repository"])
