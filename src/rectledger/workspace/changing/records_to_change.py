"""A ledger prepared for a change: its records as of the last commit, and what is on disk.

A change is judged by what is committed. A file that differs from HEAD is either what an interrupted
run of the same command wrote, which is then reused, or someone's own work, which is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from rectledger.core.changes.proposed_change import Family
from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, Settings
from rectledger.core.model.layout import (
    ISSUES,
    MEASURES,
    SETTINGS_FILE,
    evidence_folder,
    issue_file,
)
from rectledger.errors import SurroundingsError
from rectledger.store.git.repository import Condition, Differs, Repository
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import record_files
from rectledger.store.yaml.read_record import parse
from rectledger.workspace.changing.save_options import SaveOptions
from rectledger.workspace.reading.load_ledger import refuse_later_format

R = TypeVar("R", Issue, Measure)


class UnreadableRecordError(Exception):
    """A record that a change needs cannot be read; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


@dataclass(frozen=True)
class Desk:
    """A ledger to be changed, and its records.

    `around` is the repository around it, `settings` the contents of ledger.yaml on disk, `today`
    the real date. `numbers` are the issues to change. `adding` is the kind of record to add, if
    any: records that an earlier run of the same command added without committing are then ignored.
    """

    source: Folder
    around: Repository | None
    options: SaveOptions
    settings: Settings
    today: str
    numbers: tuple[int, ...] = ()
    adding: Literal["issue", "measure"] | None = None

    @property
    def repository(self) -> Repository | None:
        """The repository to commit to; None if only the files on disk matter."""
        return None if self.options.no_commit else self.around

    @cached_property
    def _measures(self) -> dict[int, list[str]]:
        """The files of the measures of each issue to change."""
        wanted: dict[int, list[str]] = {number: [] for number in self.numbers}
        for file in self._listed(MEASURES):
            digits = file.removeprefix(f"{MEASURES}/").partition("-")[0]
            if digits.isdecimal() and int(digits) in wanted:
                wanted[int(digits)].append(file)
        return wanted

    @property
    def files(self) -> list[str]:
        """The files of the issues to change, and of their measures."""
        issues = [issue_file(number) for number in self.numbers]
        return [*issues, *(file for files in self._measures.values() for file in files)]

    @cached_property
    def issue_numbers(self) -> list[int]:
        """The numbers of all issues, except those never committed."""
        files = [f for f in self._listed(ISSUES) if not self.is_new(f)]
        names = [file.removeprefix(f"{ISSUES}/").removesuffix(".yaml") for file in files]
        return [int(name) for name in names if name.isdecimal()]

    def _listed(self, folder: str) -> Iterator[str]:
        """The records on disk, and those in HEAD that have been deleted from disk."""
        on_disk: set[str] = set()
        for found in record_files(self.source, folder):
            if isinstance(found, Finding):
                raise UnreadableRecordError([found])
            on_disk.add(found[0])
            if found[1]:
                yield found[0]
        committed = self.repository.names(folder) if self.repository else ()
        for name in committed:
            if name.endswith(".yaml") and f"{folder}/{name}" not in on_disk:
                yield f"{folder}/{name}"

    @cached_property
    def condition(self) -> Condition:
        """The status of the repository and of the files that the change may touch."""
        if self.repository is None:
            return Condition("", None, {})
        files = [SETTINGS_FILE, *([ISSUES] if self.adding == "issue" else [])]
        for number in self.numbers:
            files += [issue_file(number), *self._measures[number], evidence_folder(number)]
        return self.repository.condition(files)

    def differs(self, file: str) -> Differs | None:
        """How a file differs from HEAD; None if it does not."""
        return self.condition.differs.get(file)

    def is_new(self, file: str) -> bool:
        """Whether a file is not in HEAD: it was written but never committed."""
        differs = self.differs(file)
        return differs is not None and not differs.head and self.repository is not None

    @cached_property
    def rules(self) -> Settings:
        """The settings in HEAD: uncommitted changes to `ledger.yaml` do not apply yet.

        Raises LaterFormatError if HEAD has a later format, because its records have it too.
        """
        differs = self.differs(SETTINGS_FILE)
        if self.repository is None or differs is None or not differs.head:
            return self.settings
        committed = parse(
            self.repository.kept("HEAD", SETTINGS_FILE) or b"", SETTINGS_FILE, Settings
        )
        if isinstance(committed, list):
            refuse_later_format(committed, f"HEAD:{self.repository.prefix}")
            return self.settings
        return committed

    def family(self, number: int) -> Family:
        """An issue with its measures, sorted. Raises UnreadableRecordError."""
        issue = self.record(issue_file(number), Issue)
        files = self._measures[number]
        if self.adding == "measure":
            files = [file for file in files if not self.is_new(file)]
        measures = [self.record(file, Measure) for file in files]
        known = [one for one in measures if one is not None]
        return Family(issue, tuple(sorted(known, key=lambda one: one.number)))

    def record(self, file: str, model: type[R]) -> R | None:
        """A record as of HEAD; None if there is none. Raises UnreadableRecordError."""
        data = self.before(file)
        if data is None:
            return None
        if isinstance(data, Finding):
            raise UnreadableRecordError([data])
        record = parse(data, file, model)
        if isinstance(record, list):
            raise UnreadableRecordError(record)
        if record.file != file:
            key = "id" if isinstance(record, Issue) else "number"
            args: dict[str, object] = {"ref": record.ref, "home": record.file}
            raise UnreadableRecordError([Finding("file-name", file, (key,), args)])
        return record

    def before(self, file: str) -> bytes | Finding | None:
        """The bytes of a record before the change; None if there is none."""
        differs = self.differs(file)
        if differs is not None and differs.kind == "conflict":
            raise SurroundingsError("target-in-conflict", file=self.source.prefix + file)
        if self.repository is not None and differs is not None and differs.head:
            kept = self.repository.kept("HEAD", file)
            if kept is not None:
                return kept
        there = self.on_disk(file)
        if there is None and differs is None and self.repository is not None:
            return self.repository.kept("HEAD", file)  # a sparse checkout may leave files out
        return there

    def on_disk(self, file: str) -> bytes | Finding | None:
        """The bytes of a record on disk; None if there is none."""
        found = self.source.read(file)
        return None if isinstance(found, Finding) and found.code == "vanished" else found

    def is_hidden(self, file: str) -> bool:
        """Whether a file differs from HEAD but git is told not to look (assume-unchanged)."""
        if self.repository is None or self.differs(file) is not None:
            return False
        kept = self.repository.kept("HEAD", file)
        # A filter may change its bytes; then compare what git would store.
        return not same_text(self.on_disk(file), kept) and not self.repository.stores(file)

    def mend_index(self) -> None:
        """Update the index after a commit during which it could not be written.

        Records and evidence on disk are then as in HEAD, but the index still has them as in the
        commit before; files new in HEAD are in it only as intent-to-add.
        """
        if self.repository is None:
            return
        left_behind = [
            file
            for file, differs in self.condition.differs.items()
            if file != SETTINGS_FILE  # no command writes it
            and differs.head
            and (differs.staged or differs.to_come)
            and differs.head != differs.staged
            and differs.staged == self.repository.hash_of(f"HEAD~1:./{file}")
            and self.repository.fingerprint("HEAD", file) == self.source.fingerprint(file)
        ]
        if left_behind:
            self.repository.wait_for_git()
            self.repository.refresh(left_behind)
            del self.__dict__["condition"]  # recompute it


def same_text(one: bytes | Finding | None, other: bytes | None) -> bool:
    """Whether two files have the same content, ignoring line endings."""
    if not isinstance(one, bytes) or other is None:
        return one is None and other is None
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")
