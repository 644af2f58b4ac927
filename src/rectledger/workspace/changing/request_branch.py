"""The branch that `--branch` makes for a change, on which no other change is stacked."""

from rectledger.core.changes.proposed_change import Change
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.git.repository import Repository
from rectledger.workspace.changing.records_to_change import Desk


def branch_name(change: Change) -> str:
    """`close-19`, after the verb and what it is about."""
    shown = change.asked if len(change.asked) <= 5 else (*change.asked[:4], "more")
    return "-".join([change.verb, *shown])


def begin_branch(desk: Desk, repository: Repository, name: str) -> bool:
    """Be on a branch of this name, which begins here; whether it had to be made.

    Raises UsageError where it begins elsewhere, and SurroundingsError where its request would
    hold another one too.
    """
    if desk.condition.branch == name:  # an earlier run has made it
        return False
    start = _start(desk, repository)
    there = repository.hash_of(f"refs/heads/{name}")
    if there not in ("", desk.condition.head):
        raise UsageError("branch-exists", branch=name)
    repository.begin_branch(name, start, is_new=not there)
    return not there


def _start(desk: Desk, repository: Repository) -> str:
    """From where a branch begins. Another run may just have made the one that we stand on."""
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
    """Be where one was before `begin_branch`, unless something has been committed since."""
    head = desk.condition.head
    if repository.hash_of("HEAD") == head:
        repository.leave_branch(name, desk.condition.branch, head, is_new=is_new)
