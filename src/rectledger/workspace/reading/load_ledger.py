"""Opening a complete ledger: its records and evidence, and everything that cannot be read."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from rectledger.core.findings import Finding
from rectledger.core.model import Deletions, EvidenceFile, Issue, Ledger, Measure, Record, Settings
from rectledger.core.model.layout import ISSUES, KEPT, MEASURES, RECORD_FOLDERS, SETTINGS_FILE
from rectledger.errors import LaterFormatError
from rectledger.store.git_may_hide_files import repository_around
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source, record_files
from rectledger.store.yaml.read_record import read
from rectledger.workspace.reading import hidden_files
from rectledger.workspace.reading.clock import zone

if TYPE_CHECKING:
    from rectledger.store.git.index import Index

# Called with what is being done ("reading" in files, or "hashing" in bytes), how much more of it
# has just been done, and the total.
TellProgress = Callable[[str, int, int], None]
READ_AT_ONCE = 500
R = TypeVar("R", Issue, Measure)


@dataclass(frozen=True)
class Opened:
    """What could be read of a ledger, and what could not.

    `ledger` is None if `ledger.yaml` itself cannot be read: nothing can be counted then. `unopened`
    is evidence that cannot be read; no total depends on it.
    """

    source: Source
    ledger: Ledger | None
    unreadable: tuple[Finding, ...]
    unopened: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ListedFiles:
    """The files of a ledger's records, other files in their folders, what cannot be listed, and
    git's index, if it was read."""

    issues: list[str]
    measures: list[str]
    strays: list[str]
    unreadable: list[Finding]
    index: "Index | Finding" = field(default_factory=dict)


def list_records(source: Source, *, thorough: bool = False) -> ListedFiles:
    """List the files of a ledger without opening them. Files that git has and hides are unreadable;
    unless `thorough`, git is only asked if it seems to hide files."""
    strays: list[str] = []
    index = hidden_files.index_of(source, thorough=thorough)
    hidden = hidden_files.missing(source, index, *RECORD_FOLDERS)
    unreadable = [index] if isinstance(index, Finding) else hidden

    def records(folder: str) -> list[str]:
        named: list[str] = []
        for found in record_files(source, folder):
            if isinstance(found, Finding):
                unreadable.append(found)
            else:
                file, is_record = found
                (named if is_record else strays).append(file)
        return named

    return ListedFiles(records(ISSUES), records(MEASURES), strays, unreadable, index)


def _beside(source: Source) -> list[str]:
    """Records that were put beside their folder, where nobody would miss them."""
    top = source.entries("")
    names = [] if isinstance(top, Finding) else [one.name for one in top]
    return [name for name in names if re.fullmatch(r"\d.*\.yaml", name)]


def read_settings(source: Source) -> tuple[Settings | None, list[Finding]]:
    """The contents of `ledger.yaml`, or everything that is wrong with it."""
    settings, unreadable = read(source, [SETTINGS_FILE], Settings)
    known = settings.get(SETTINGS_FILE)
    if known and zone(known.timezone) is None:
        where = Finding("unknown-timezone", SETTINGS_FILE, ("timezone",), {"word": known.timezone})
        return None, [*unreadable, *with_places(source, [where])]
    return known, unreadable


def later_format(found: Iterable[Finding]) -> Finding | None:
    """The finding for a later format, if there is one."""
    return next((one for one in found if one.code == "later-format"), None)


def refuse_later_format(found: Iterable[Finding], prefix: str) -> None:
    """Raise LaterFormatError if a later format was found; `prefix` is the source's."""
    finding = later_format(found)
    if finding is not None:
        raise LaterFormatError(finding, prefix)


def read_records(
    source: Source, settings: Settings, issues: Sequence[str], measures: Sequence[str]
) -> tuple[Ledger, list[Finding]]:
    """The ledger made up of these files, and what of them cannot be read."""
    good_issues, bad_issues = read(source, issues, Issue)
    good_measures, bad_measures = read(source, measures, Measure)
    unreadable = [*bad_issues, *bad_measures]
    names = frozenset(finding.file for finding in unreadable)
    return Ledger(settings, good_issues, good_measures, unreadable=names), unreadable


def unwatched(_what: str, _more: int, _total: int) -> None:
    """A progress callback that does nothing."""


def open_ledger(
    source: Source,
    *,
    with_evidence: bool = False,
    with_history: bool = False,
    progress: TellProgress = unwatched,
) -> Opened:
    """Read a complete ledger.

    `with_evidence` also hashes the evidence, looks for leftovers of interrupted writes, and
    compares the disk with git's index; `with_history` looks for deleted records. Everything
    unreadable is collected, never raised: a file gives a record or findings. If the ledger has a
    later format, no records are read, because this version does not know what they should contain.
    """
    settings, bad_settings = read_settings(source)
    if later_format(bad_settings):
        return Opened(source, None, tuple(bad_settings))
    listed = list_records(source, thorough=with_evidence)
    history = _history(source) if with_history else None

    def tell(files: int) -> None:
        progress("reading", files, len(listed.issues) + len(listed.measures))

    issues, bad_issues = _records(source, listed.issues, Issue, tell)
    measures, bad_measures = _records(source, listed.measures, Measure, tell)
    unreadable = _once([*bad_settings, *listed.unreadable, *bad_issues, *bad_measures])
    kept: dict[str, tuple[int, str]] = {}
    unopened: list[Finding] = []
    cut_off: list[str] = []
    if with_evidence:
        from rectledger.store.leftovers import leftovers

        declared = _declared_bytes(*issues.values(), *measures.values())
        kept, unopened = _evidence(source, lambda done: progress("hashing", done, declared))
        unopened = _once(unopened, unreadable)
        unopened += hidden_files.missing(source, listed.index, *KEPT)
        # A commit has none.
        cut_off = leftovers(source.root) if isinstance(source, Folder) else []
    ledger = None
    if settings:
        names = frozenset(finding.file for finding in (*unreadable, *unopened))
        strays = (*listed.strays, *_beside(source))
        past = history() if history else None
        ledger = Ledger(settings, issues, measures, kept, strays, names, tuple(cut_off), past)
    return Opened(source, ledger, tuple(unreadable), tuple(unopened))


def _once(found: list[Finding], before: Sequence[Finding] = ()) -> list[Finding]:
    """The findings without duplicates: a malformed folder is reported once, even if it was listed
    several times, or reported in `before`."""
    told = {one.file for one in before if one.code == "malformed-tree"}
    kept = []
    for one in found:
        if one.code != "malformed-tree" or one.file not in told:
            kept.append(one)
            told |= {one.file} if one.code == "malformed-tree" else set()
    return kept


def _records(
    source: Source, files: list[str], model: type[R], tell: Callable[[int], None]
) -> tuple[dict[str, R], list[Finding]]:
    records: dict[str, R] = {}
    findings: list[Finding] = []
    for start in range(0, len(files), READ_AT_ONCE):
        some = files[start : start + READ_AT_ONCE]
        good, bad = read(source, some, model)
        records.update(good)
        findings += bad
        tell(len(some))
    return records, findings


def _declared_bytes(*records: Record) -> int:
    """The total size of the evidence, as recorded in the log."""
    pieces = (p for record in records for entry in record.log for p in entry.evidence or ())
    return sum(piece.size for piece in pieces if isinstance(piece, EvidenceFile))


def _evidence(
    source: Source, tell: Callable[[int], None]
) -> tuple[dict[str, tuple[int, str]], list[Finding]]:
    """Size and hash of every evidence file, and what cannot be read."""
    from rectledger.store.evidence_files import kept_files

    kept: dict[str, tuple[int, str]] = {}
    unopened: list[Finding] = []
    for path in kept_files(source):
        found = path if isinstance(path, Finding) else source.fingerprint(path, tell)
        if isinstance(found, Finding):
            unopened.append(found)
        else:
            kept[str(path)] = found
    return kept, unopened


def _history(source: Source) -> Callable[[], Deletions | None] | None:
    """A function that gives the deleted records; None outside a repository."""
    if isinstance(source, Folder) and not repository_around(source.root):
        return None
    from rectledger.workspace.reading.deleted_records import looked_up

    return looked_up(source)


def with_places(source: Source, findings: list[Finding]) -> list[Finding]:
    """`findings` with line and column, by file, then by position.

    Findings about a whole file (those without a key) come first, and have no position.
    """
    from rectledger.store.yaml.key_positions import locate

    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    placed: list[Finding] = []
    for file, own in by_file.items():
        placed += [finding for finding in own if not finding.key]
        inside = [finding for finding in own if finding.key]
        data = source.read(file) if inside else b""
        text = "" if isinstance(data, Finding) else data.decode("utf-8-sig", "replace")
        placed += locate(inside, text)
    return placed
