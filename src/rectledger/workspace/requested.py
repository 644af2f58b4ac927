"""A request to change a ledger, judged against its base: what `check --base` asks.

The ledger's place, policy, members and signers are the base's; what is judged is what merging the
request into the base gives, as git alone merges, whether it has been merged already or not.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath

from rectledger.core import checks
from rectledger.core.compare import rules
from rectledger.core.compare.request import Author, Request, Signature
from rectledger.core.compare.rules.governed import by_office
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
from rectledger.workspace.parts import number_in
from rectledger.workspace.place import SETTINGS_FILE, SIGNERS_FILE
from rectledger.workspace.sides import RECORDS, Sides, by_name, families


def governs(file: str) -> bool:
    """Whether a file of the ledger decides what the others mean, or what git makes of them."""
    return file in (SETTINGS_FILE, SIGNERS_FILE) or PurePosixPath(file).name == ".gitattributes"


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


def base_of(rev: str, place: str | None) -> Revision:
    """The ledger as the base has it, which says where it lies: in the folder `place`, by its name
    alone, for what is there now the request may have put there; or in this folder or above.

    Raises as `open_revision` does, and SurroundingsError where the repository does not hold its
    history whole and as it was.
    """
    root, below = by_name(place or ".")
    base = open_revision(root, rev, "--base", upwards=place is None, below=below)
    if history.is_shallow(base.folder):
        raise SurroundingsError("shallow-clone", rev=rev)
    replaced = history.replacements(base.folder)
    if replaced:
        raise SurroundingsError("history-replaced", refs=replaced[:3])
    return base


def ask(base: Revision, settings: Settings, rev: str, *, ff_only: bool = False) -> Asked:
    """What bringing the commit `rev` into the base gives. With `ff_only` it is to hold the base
    already, as where it takes the base's place."""
    folder = base.folder
    _, head = named(Path(folder), rev, "--at")
    parted = history.merge_base(folder, base.commit.sha, head.sha)
    if parted is None or (ff_only and parted != base.commit.sha):
        args: dict[str, object] = {"base": base.commit.rev, "head": head.rev}
        code = "history-rewritten" if parted is None else "not-from-base"
        rewritten = Finding(code, SETTINGS_FILE, args=args)
        return Asked(base, head, settings, None, against=(rewritten,))
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
    if isinstance(asked.result.read(SETTINGS_FILE), Finding) and not asked.result.entries(""):
        return None, [Finding("ledger-gone", SETTINGS_FILE)]
    opened = open_ledger(asked.result, with_evidence=True, progress=progress)
    found = [*opened.unreadable, *opened.unopened]
    if opened.ledger is None:
        return opened, found
    request, unread = _request(asked, asked.result, opened.ledger, signed=signed)
    touched = {_relative(one.file, asked.base.path) for one in asked.differences}
    held = checks.check(opened.ledger, today, but=rules.POLICY)
    ruled = [*held, *rules.judge(request)]
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
    numbers = Sides(asked.base, source, inside).numbers
    base, unread = families(asked.base, asked.settings, numbers)
    result = _of_numbers(ledger, numbers)
    range_ = asked.base.folder, asked.base.commit.sha, asked.head.sha
    made = commits.between(*range_, path)
    governing = tuple(one.file for one in inside if governs(one.file))
    deciding = commits.deciding(*range_, [path + file for file in governing]) if governing else []
    signers = asked.base.read(SIGNERS_FILE)
    known = b"" if isinstance(signers, Finding) else signers
    authors = _authors(asked.base.folder, [*made, *deciding], known if signed else None)
    governed = [one for one in made if any(b.file in governing for b in one.brought)]
    request = Request(
        base, result, governing,
        second_ledgers=tuple(_second_ledgers(asked.differences, path)),
        entry_authors=_of_entries(asked.base.folder, made, authors),
        record_authors=_of_files(made, authors),
        settings_authors=tuple(authors[one.sha] for one in (*governed, *deciding)),
        signed=signed, signers=bool(known),
    )  # fmt: skip
    return request, list(_unread(request, unread))


def _of_numbers(ledger: Ledger, numbers: Collection[int]) -> Ledger:
    """The families of these numbers, by the names of their files."""
    issues = {file: one for file, one in ledger.issues.items() if number_in(file) in numbers}
    measures = {file: one for file, one in ledger.measures.items() if number_in(file) in numbers}
    return Ledger(ledger.settings, issues, measures, unreadable=ledger.unreadable)


def _unread(request: Request, unread: Iterable[Finding]) -> Iterator[Finding]:
    """What of the base cannot be read, and so nothing is held against it: the office may mend it.

    Raises SurroundingsError where the clone does not hold it."""
    for file in dict.fromkeys(one.file for one in unread):
        if any(one.file == file and one.code == "not-in-clone" for one in unread):
            raise SurroundingsError("history-not-whole", file=file)
        mended = not request.members or by_office(request.record_authors.get(file, ()), request)
        yield Finding("base-unreadable", file, severity="note" if mended else "error")


def _relative(file: str, path: str) -> str:
    """A file of the repository as it is named from the ledger's folder."""
    if file.startswith(path):
        return file.removeprefix(path)
    return "../" * path.count("/") + file


# Where a ledger that takes the whole repository has its own files.
_OWN = ("issues/", "measures/", "evidence/")


def _second_ledgers(differences: Iterable[Difference], path: str) -> list[str]:
    """New ledgers that would be found in place of the one at `path`: above it, or inside."""
    found = []
    for one in differences:
        parts = one.file.split("/")
        # A folder of that name is in the way too, and so is another spelling on some disks.
        named = [n for n, part in enumerate(parts) if part.casefold() == SETTINGS_FILE]
        if not named or one.before is not None or one.file == path + SETTINGS_FILE:
            continue
        folder = "".join(f"{part}/" for part in parts[: named[0]])
        above = any(path.startswith(place) for place in (folder, folder.removesuffix("data/")))
        inside = one.file.startswith(path or _OWN)
        if above or inside:
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
    """Who brought each entry in, by file and the entry's Python text. What was taken out again
    is whoever's that brings it in anew."""
    entries = cache(partial(_entries, folder))
    found: dict[tuple[str, str], list[Author]] = defaultdict(list)  # one for each time it is there
    last: dict[str, Counter[str]] = {}  # of each file, the entries when it could last be read
    for one, brought in reversed([*_records(made)]):
        file = brought.file
        now = entries(brought.after, file)
        if now is None:
            continue
        there: Counter[str] = Counter()
        for sha in brought.before:
            before = entries(sha, file)
            there |= last.get(file, Counter()) if before is None else before
        for entry in (there - now).elements():
            found[file, entry][-1:] = []
        for entry in (now - there).elements():
            found[file, entry].append(authors[one.sha])
        last[file] = now
    return found


def _entries(folder: str, sha: str, file: str) -> "Counter[str] | None":
    """The entries of a record as some commit had it; None where it could not be read then."""
    if not sha:
        return Counter()
    data = objects.content(folder, sha, RECORD_MAX_BYTES)
    if data is None:
        return None
    read = parse(data, file, Issue) if file.startswith("issues/") else parse(data, file, Measure)
    return None if isinstance(read, list) else Counter(map(repr, read.log))


def _of_files(made: Iterable[Made], authors: Mapping[str, Author]) -> dict[str, list[Author]]:
    """Who brought each file as it is, be it in parts."""
    found: dict[str, list[Author]] = defaultdict(list)
    for one, brought in _records(made):
        found[brought.file].append(authors[one.sha])
    return found


def _records(made: Iterable[Made]) -> Iterator[tuple[Made, Brought]]:
    for one in made:
        for brought in one.brought:
            if brought.file.startswith(RECORDS) and brought.file.endswith(".yaml"):
                yield one, brought
