"""The branch that `--branch` creates for a change, never on top of another request's branch."""

from rectledger.core.changes.proposed_change import Change
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.git.repository import Repository
from rectledger.workspace.changing.records_to_change import Desk


def branch_name(change: Change) -> str:
    """A name made from the command and the items it was given: `close-19`."""
    shown = change.asked if len(change.asked) <= 5 else (*change.asked[:4], "more")
    return "-".join([change.verb, *shown])


def begin_branch(desk: Desk, repository: Repository, name: str) -> bool:
    """Switch to the branch `name` at the current commit. Returns whether it was created.

    Raises UsageError if the branch is at another commit, and SurroundingsError if its request would
    include another one.
    """
    if desk.condition.branch == name:  # created by an earlier run
        return False
    start = _start(desk, repository)
    there = repository.hash_of(f"refs/heads/{name}")
    if there not in ("", desk.condition.head):
        raise UsageError("branch-exists", branch=name)
    repository.begin_branch(name, start, is_new=not there)
    return not there


def _start(desk: Desk, repository: Repository) -> str:
    """Where the branch starts from. An earlier run may have just created the current branch."""
    branch, head = desk.condition.branch, desk.condition.head
    if branch is None:
        return head
    start = repository.begun_from(branch)
    if start and not repository.holds(start, head):
        known = repository.hash_of(f"refs/heads/{start}")
        back = start if known else f"--detach {start}" if repository.hash_of(start) else "BRANCH"
        raise SurroundingsError("branch-of-another", branch=branch, back=back)
    return start or branch


def leave_branch(desk: Desk, repository: Repository, name: str, *, is_new: bool) -> None:
    """Go back to where HEAD was before `begin_branch`, unless there has been a commit since."""
    head = desk.condition.head
    if repository.hash_of("HEAD") == head:
        repository.leave_branch(name, desk.condition.branch, head, is_new=is_new)
