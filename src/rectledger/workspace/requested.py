"""A request to change a ledger, judged against its base: what `check --base` asks.

The ledger's place, policy, members and signers are the base's; what is judged is what merging the
request into the base gives, as git alone merges, whether it has been merged already or not.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rectledger.core import checks
from rectledger.core.compare import rules
from rectledger.core.compare.request import Author, Request, Signature
from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Ledger, Measure, Settings
from rectledger.errors import SurroundingsError
from rectledger.store.files import RECORD_MAX_BYTES
from rectledger.store.git import commits, history, objects
from rectledger.store.git.commits import Brought, Made
from rectledger.store.git.history import Difference
from rectledger.store.git.revision import Revision, named, open_revision
from rectledger.store.read import parse
from rectledger.store.source import Commit
from rectledger.workspace.opened import Opened, Progress, open_ledger, unwatched, with_places
from rectledger.workspace.place import SETTINGS_FILE, SIGNERS_FILE
from rectledger.workspace.sides import RECORDS, Sides

GOVERNING = (SETTINGS_FILE, SIGNERS_FILE)


@dataclass(frozen=True)
class Asked:
    """What is asked for: to bring `head` into `base`.

    `result` is the ledger as merging the two has it; None where they cannot be merged, and
    `against` says why. `settings` are the base's.
    """

    base: Revision
    head: Commit
    settings: Settings
    result: Revision | None
    differences: tuple[Difference, ...] = ()  # in the whole repository
    against: tuple[Finding, ...] = ()


def base_of(root: Path, rev: str, *, upwards: bool) -> Revision:
    """The ledger as the base has it, which says where it lies: in `root`, or with `upwards` in a
    folder above. Raises as `open_revision` does, and SurroundingsError where the repository does
    not hold its history whole and as it was."""
    base = open_revision(root, rev, "--base", upwards=upwards)
    if history.is_shallow(base.folder):
        raise SurroundingsError("shallow-clone", rev=rev)
    replaced = history.replacements(base.folder)
    if replaced:
        raise SurroundingsError("history-replaced", refs=replaced[:3])
    return base


def folder(root: Path, base: Revision) -> Path:
    """Where the base's ledger lies on disk, if it lies there; `root` is where it was sought."""
    here = named(root, base.commit.sha, "--base")[0]
    return Path(os.path.normpath(root / os.path.relpath(base.path or ".", here or ".")))


def ask(base: Revision, settings: Settings, rev: str) -> Asked:
    """What bringing the commit `rev` into the base gives."""
    folder = base.folder
    _, head = named(Path(folder), rev, "--at")
    parted = history.merge_base(folder, base.commit.sha, head.sha)
    if parted is None:
        args: dict[str, object] = {"base": base.commit.rev, "head": head.rev}
        return Asked(
            base,
            head,
            settings,
            None,
            (),
            (Finding("history-rewritten", SETTINGS_FILE, args=args),),
        )
    tree = head.sha
    if parted != base.commit.sha:
        merged = history.merged(folder, base.commit.sha, head.sha)
        if merged.conflicts:
            args = {"base": base.commit.rev}
            conflicts = [
                Finding("cannot-be-merged", _relative(file, base.path), args=args)
                for file in merged.conflicts
            ]
            return Asked(base, head, settings, None, against=tuple(conflicts))
        tree = merged.tree
    result = Revision(folder, base.path, head._replace(sha=tree))
    found = history.differences(folder, base.commit.sha, tree, "")
    return Asked(base, head, settings, result, tuple(found))


def judge(
    asked: Asked, today: str, *, signed: bool, progress: Progress = unwatched
) -> tuple[Opened | None, list[Finding]]:
    """The ledger that the request gives, opened whole, and all that speaks against it, with its
    places: what the checks find, and the rules between it and the base."""
    if asked.result is None:
        return None, list(asked.against)
    opened = open_ledger(asked.result, with_evidence=True, progress=progress)
    found = [*opened.unreadable, *opened.unopened]
    if opened.ledger is None:
        return opened, found
    request, unread = _request(asked, asked.result, opened.ledger, signed=signed)
    touched = {_relative(one.file, asked.base.path) for one in asked.differences}
    held = checks.check(opened.ledger, today, but=rules.POLICY)
    ruled = [*held, *rules.judge(request, today)]
    # What is only worth saying was so before, unless it is of what the request touches.
    ruled = [one for one in ruled if one.severity == "error" or one.file in touched]
    ruled.sort(key=lambda one: one.file)
    return opened, [*unread, *found, *with_places(asked.result, ruled)]


def _request(
    asked: Asked, source: Revision, ledger: Ledger, *, signed: bool
) -> tuple[Request, list[Finding]]:
    """The request as values, and notes on what of the base cannot be read."""
    path = asked.base.path
    inside = tuple(
        one._replace(file=one.file.removeprefix(path))
        for one in asked.differences
        if one.file.startswith(path)
    )
    sides = Sides(asked.base, source, inside)
    base, unread = sides.differing(asked.base, asked.settings)
    result, _ = sides.differing(source, ledger.settings)
    made = commits.between(asked.base.folder, asked.base.commit.sha, asked.head.sha, path)
    signers = asked.base.read(SIGNERS_FILE)
    known = b"" if isinstance(signers, Finding) else signers
    authors = _authors(asked.base.folder, made, known if signed else None)
    governing = tuple(one.file for one in inside if one.file in GOVERNING)
    request = Request(
        base, result, governing,
        second_ledgers=tuple(_second_ledgers(asked.differences, path)),
        entry_authors=_of_entries(asked.base.folder, made, authors),
        record_authors=_of_files(made, authors),
        settings_authors=tuple(
            authors[one.sha] for one in made if any(b.file in governing for b in one.brought)
        ),
        signed=signed, signers=bool(known),
    )  # fmt: skip
    files = dict.fromkeys(one.file for one in unread)
    return request, [Finding("base-unreadable", file, severity="note") for file in files]


def _relative(file: str, path: str) -> str:
    """A file of the repository as it is named from the ledger's folder."""
    if file.startswith(path):
        return file.removeprefix(path)
    return "../" * path.count("/") + file


def _second_ledgers(differences: Iterable[Difference], path: str) -> list[str]:
    """New ledgers that would be found in place of the one at `path`: above it, or inside."""
    found = []
    for one in differences:
        folder, _, name = one.file.rpartition("/")
        if name != SETTINGS_FILE or one.before is not None or one.file == path + SETTINGS_FILE:
            continue
        around = {f"{folder}/" if folder else "", f"{folder}/".removesuffix("data/")}
        if any(path.startswith(place) for place in around) or one.file.startswith(path):
            found.append(_relative(one.file, path))
    return found


def _authors(folder: str, made: Iterable[Made], signers: bytes | None) -> dict[str, Author]:
    """Who made each commit; how it is signed, where there is a list of signers to hold it to."""
    authors = {one.sha: Author(one.sha, one.name, one.address) for one in made}
    if signers is not None:
        for sha, state, signer in commits.signatures(folder, authors, signers):
            authors[sha] = authors[sha]._replace(signature=Signature(state, signer))
    return authors


def _of_entries(
    folder: str, made: Iterable[Made], authors: Mapping[str, Author]
) -> dict[tuple[str, str], list[Author]]:
    """Who brought each entry in, by file and the entry's Python text; the latest first."""

    entries = cache(partial(_entries, folder))

    found: dict[tuple[str, str], list[Author]] = defaultdict(list)
    for one, brought in _records(made):
        there: Counter[str] = Counter()
        for sha in brought.before:
            there |= entries(sha, brought.file)
        for entry in entries(brought.after, brought.file) - there:
            found[brought.file, entry].append(authors[one.sha])
    return found


def _entries(folder: str, sha: str, file: str) -> "Counter[str]":
    """The entries of a record as some commit had it; none where it was no record then."""
    data = objects.content(folder, sha, RECORD_MAX_BYTES) if sha else None
    if data is None:
        return Counter()
    read = parse(data, file, Issue) if file.startswith("issues/") else parse(data, file, Measure)
    return Counter() if isinstance(read, list) else Counter(map(repr, read.log))


def _of_files(made: Iterable[Made], authors: Mapping[str, Author]) -> dict[str, list[Author]]:
    """Who brought each new file in."""
    found: dict[str, list[Author]] = defaultdict(list)
    for one, brought in _records(made):
        if not any(brought.before):
            found[brought.file].append(authors[one.sha])
    return found


def _records(made: Iterable[Made]) -> Iterator[tuple[Made, Brought]]:
    for one in made:
        for brought in one.brought:
            if brought.file.startswith(RECORDS) and brought.file.endswith(".yaml"):
                yield one, brought
