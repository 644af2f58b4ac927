"""The only way a change is written to disk and committed: completely, or not at all.

Evidence is in place before the record that names it, measures before their issue, and files before
the commit. If anything fails before the commit is made, everything is undone. If the process is
killed, each file is either old or new, and running the same command again continues from there.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from rectledger.core.changes.proposed_change import Change
from rectledger.core.changes.saved_change import IncomingEvidence, Outcome, SavedChange
from rectledger.core.model.layout import SETTINGS_FILE, issue_file
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store import incoming_evidence
from rectledger.store.git.repository import Repository
from rectledger.store.replace_files import Writing, write
from rectledger.workspace.changing.commit_message import message
from rectledger.workspace.changing.interrupts import undisturbed
from rectledger.workspace.changing.planned_files import planned
from rectledger.workspace.changing.records_to_change import Desk, same_text
from rectledger.workspace.changing.request_branch import begin_branch, branch_name, leave_branch


def save(desk: Desk, change: Change, kept: Sequence[IncomingEvidence]) -> SavedChange:
    """Save a change to the ledger in `desk`, whose lock must be held.

    Raises SurroundingsError if git, the disk or someone's own work in the same files prevents it.
    Nothing has been changed then, unless the error says so.
    """
    repository, options = desk.repository, desk.options
    if not options.dry_run:
        if repository:
            _see_that_git_is_ready(desk, repository)
        elif options.branch:
            raise UsageError("branch-nowhere")
        desk.mend_index()
    plan = planned(desk, change, kept)
    branch, is_new = desk.condition.branch, False
    if options.dry_run:
        return plan
    if repository and options.branch:
        branch = branch_name(change)
        is_new = begin_branch(desk, repository, branch)
    try:
        commit = _write(desk, repository, plan)
    except BaseException:
        if repository and options.branch and branch != desk.condition.branch:
            leave_branch(desk, repository, str(branch), is_new=is_new)
        raise
    outcome: Outcome = "not-asked" if options.no_commit else "no-repository"
    if repository:
        outcome = "committed"
    own_rules = repository is not None and desk.differs(SETTINGS_FILE) is not None
    return replace(plan, outcome=outcome, commit=commit, branch=branch, own_rules=own_rules)


def _see_that_git_is_ready(desk: Desk, repository: Repository) -> None:
    under_way = repository.under_way()
    if under_way:
        raise SurroundingsError("git-under-way", what=under_way)
    settings = desk.differs(SETTINGS_FILE)
    if not desk.condition.head or (settings is not None and not settings.head):
        ignored = settings is not None and settings.kind == "ignored"
        code = "ignored-by-git" if ignored else "ledger-uncommitted"
        raise SurroundingsError(code, folder=repository.folder, detail="")
    for number in desk.numbers:
        issue = issue_file(number)
        differs = desk.differs(issue)
        uncommitted = differs is not None and not differs.head and differs.kind != "ignored"
        if uncommitted and desk.adding != "issue":
            raise SurroundingsError("target-uncommitted", file=desk.source.prefix + issue)
    if desk.condition.branch is None and not (desk.options.branch or desk.options.detached):
        raise SurroundingsError("detached-head")
    repository.wait_for_git()


def _write(desk: Desk, repository: Repository | None, plan: SavedChange) -> str:
    """Put everything in place and commit it. Returns the commit's hash; "" without a repository."""
    trouble: SurroundingsError | None = None
    with undisturbed(), Writing(desk.source.root) as writing:
        writing.sweep(plan.files)
        for one in plan.kept:
            if desk.source.fingerprint(one.path) != one.fingerprint:
                writing.prepare(one.path, partial(incoming_evidence.copy, one), None)
        for file in plan.missing:
            before, after = plan.written[file]
            writing.prepare(file, partial(write, data=after), before)
        try:
            writing.put_in_place()
        except BaseException as error:
            writing.put_back()
            raise _left(desk, writing, error) from error
        if repository:
            try:
                _commit(repository, message(desk, plan.change), plan)
                # If git cannot remove this lock, it does not say so, but can no longer commit.
                repository.wait_for_git("HEAD.lock")
            except BaseException as error:
                trouble = _failed(desk, repository, plan, writing, error)
        as_written = _as_written(repository, plan) if repository and not trouble else {}
        _refuse_saved_meanwhile(desk, repository, plan, writing, as_written)
        writing.keep()
    commit = _head(repository) or "" if repository else ""
    if trouble:
        raise SurroundingsError("committed-but", commit=commit[:10], **_reason(trouble))
    for code, state in (("git-altered", False), ("git-unverified", None)):
        files = [file for file, kept_so in as_written.items() if kept_so is state]
        if files:
            raise SurroundingsError(code, files=files)
    return commit


def _commit(repository: Repository, message: str, plan: SavedChange) -> None:
    repository.take_up(_new(plan))
    for one in plan.kept:
        if _kept_as_it_is(repository, "", one) is False:
            raise SurroundingsError("git-would-alter", path=one.path)
    repository.commit(plan.files, message)


def _new(plan: SavedChange) -> list[str]:
    """The files that may not be in the index yet."""
    there = {file for file, (was, _now) in plan.written.items() if was is not None}
    return [file for file in plan.files if file not in there]


def _failed(
    desk: Desk,
    repository: Repository,
    plan: SavedChange,
    writing: Writing,
    error: BaseException,
) -> SurroundingsError | None:
    """Handle a failure of git: undo everything, unless the commit was made before it. In that case,
    return what still needs to be reported, if anything."""
    made = _was_made(desk, repository, plan)
    if made is False:
        # Files first: git needs disk space to update its index.
        writing.put_back()
        raise _left(desk, writing, error, _put_down(desk, repository, plan)) from error
    reason = error if isinstance(error, SurroundingsError) else None
    if made is None:
        writing.keep()
        raise SurroundingsError("perhaps-committed", **_reason(reason)) from error
    try:
        repository.refresh(plan.files)
        repository.wait_for_git("HEAD.lock")
    except SurroundingsError as still:
        return still
    return None


def _put_down(desk: Desk, repository: Repository, plan: SavedChange) -> list[str]:
    """Remove from the index what was added to it. Returns the files for which that failed."""
    # What was staged before is the user's own.
    told = [f for f in _new(plan) if (was := desk.differs(f)) is None or not was.staged]
    try:
        repository.put_down(told)
    except SurroundingsError:
        return told
    return []


def _was_made(desk: Desk, repository: Repository, plan: SavedChange) -> bool | None:
    """Whether the commit was made; None if that cannot be determined now."""
    head = _head(repository)
    if not head:
        return None
    if head == desk.condition.head:
        return False
    try:
        return all(
            same_text(repository.kept("HEAD", file), after)
            for file, (_before, after) in plan.written.items()
        )
    except SurroundingsError:
        return None


def _head(repository: Repository) -> str | None:
    try:
        return repository.head()
    except SurroundingsError:
        return None


def _left(
    desk: Desk, writing: Writing, error: BaseException, staged: Sequence[str] = ()
) -> BaseException:
    """The error to raise after undoing everything: another if some files could not be undone."""
    left = dict.fromkeys([*writing.in_place, *staged])
    if not left:
        return error
    files = [desk.source.prefix + file for file in left]
    reason = error if isinstance(error, SurroundingsError) else None
    return SurroundingsError("written-not-committed", files=files, **_reason(reason))


def _reason(error: SurroundingsError | None) -> dict[str, object]:
    """Why, as arguments for another error's message."""
    why = SurroundingsError("interrupted") if error is None else error
    return {**why.args_for_words, "why": why.code}


def _kept_as_it_is(repository: Repository, rev: str, one: IncomingEvidence) -> bool | None:
    """Whether git has the bytes of the evidence; None if that cannot be determined now."""
    found = repository.fingerprint(rev, one.path)
    return None if found is None else found == one.fingerprint


def _as_written(repository: Repository, plan: SavedChange) -> dict[str, bool | None]:
    """Whether the commit has each file as written; None if that cannot be determined now."""
    as_written: dict[str, bool | None] = dict.fromkeys(plan.files)
    with suppress(SurroundingsError):
        for one in plan.kept:
            as_written[one.path] = _kept_as_it_is(repository, "HEAD", one)
        for file, (_before, after) in plan.written.items():
            found = repository.kept("HEAD", file)
            as_written[file] = None if found is None else same_text(found, after)
    return as_written


def _refuse_saved_meanwhile(
    desk: Desk,
    repository: Repository | None,
    plan: SavedChange,
    writing: Writing,
    as_written: Mapping[str, bool | None],
) -> None:
    """Undo a commit that contains what someone else saved in the meantime.

    git commits whatever is on disk at that moment. Files that someone saved since they were written
    are not part of this change: the commit is undone, those files are left alone, and the others
    restored. What a hook changed only in the commit is reported by the caller.
    """
    given = {one.path: one.fingerprint for one in plan.kept}

    def is_ours(file: str) -> bool:
        if file in given:
            return desk.source.fingerprint(file) == given[file]
        return same_text(desk.on_disk(file), plan.written[file][1])

    saved = [file for file, same in as_written.items() if same is False and not is_ours(file)]
    commit, before = (_head(repository), desk.condition.head) if repository and saved else ("", "")
    if not repository or not commit or repository.hash_of(f"{commit}^") != before:
        return
    staged: list[str] = []
    try:
        repository.take_back(commit, before, [*as_written])
    except SurroundingsError:
        if _head(repository) != before:
            return  # the commit stands; the caller reports that it differs
        staged = [*as_written]
    writing.put_back(but=saved)
    files = [desk.source.prefix + file for file in saved]
    raise _left(desk, writing, SurroundingsError("saved-meanwhile", files=files), staged)


def tidy(desk: Desk) -> None:
    """Clean up after an earlier run that was interrupted after its commit."""
    desk.mend_index()
    if desk.repository:
        for lock in ("index.lock", "HEAD.lock"):  # otherwise the next change would fail
            desk.repository.wait_for_git(lock)
    with Writing(desk.source.root) as writing:
        writing.sweep(desk.files)
        writing.keep()
