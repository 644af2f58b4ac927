"""A ledger laid out for a change: its records as the last commit has them, and what is on disk.

A change is judged by what is committed. A file that is not as HEAD has it is either what the same
command wrote before it was cut off, which is then taken up, or somebody's own work, which is left
alone.
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
    """A record that a change is about cannot be read; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


@dataclass(frozen=True)
class Desk:
    """A ledger that is to be changed, and its records.

    `around` is the repository around it, `settings` what ledger.yaml says on disk, `today` the real
    day. `numbers` are the issues that the change is about; `adding` says of what it adds one: what
    an earlier run of the same command added and did not commit is then passed over.
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
        """The repository to commit to; None: what is on disk is all that there is."""
        return None if self.options.no_commit else self.around

    @cached_property
    def _measures(self) -> dict[int, list[str]]:
        """The files of the measures of each issue that the change is about."""
        wanted: dict[int, list[str]] = {number: [] for number in self.numbers}
        for file in self._listed(MEASURES):
            digits = file.removeprefix(f"{MEASURES}/").partition("-")[0]
            if digits.isdecimal() and int(digits) in wanted:
                wanted[int(digits)].append(file)
        return wanted

    @property
    def files(self) -> list[str]:
        """The records of the issues that the change is about."""
        issues = [issue_file(number) for number in self.numbers]
        return [*issues, *(file for files in self._measures.values() for file in files)]

    @cached_property
    def issue_numbers(self) -> list[int]:
        """The numbers of all issues, but for one that was never committed."""
        files = [f for f in self._listed(ISSUES) if not self.is_new(f)]
        names = [file.removeprefix(f"{ISSUES}/").removesuffix(".yaml") for file in files]
        return [int(name) for name in names if name.isdecimal()]

    def _listed(self, folder: str) -> Iterator[str]:
        """The records on disk, and those that HEAD has and somebody has deleted."""
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
        """How the repository stands, and in it the files that the change may touch."""
        if self.repository is None:
            return Condition("", None, {})
        files = [SETTINGS_FILE, *([ISSUES] if self.adding == "issue" else [])]
        for number in self.numbers:
            files += [issue_file(number), *self._measures[number], evidence_folder(number)]
        return self.repository.condition(files)

    def differs(self, file: str) -> Differs | None:
        """How a file is not as HEAD has it; None where it is."""
        return self.condition.differs.get(file)

    def is_new(self, file: str) -> bool:
        """Whether HEAD has no such file: it was written, and never committed."""
        differs = self.differs(file)
        return differs is not None and not differs.head and self.repository is not None

    @cached_property
    def rules(self) -> Settings:
        """What `ledger.yaml` says as HEAD has it: what is not committed does not bind yet.

        Raises LaterFormatError where HEAD has a later format: its records have it too.
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
        """An issue with its measures, in order. Raises UnreadableRecordError."""
        issue = self.record(issue_file(number), Issue)
        files = self._measures[number]
        if self.adding == "measure":
            files = [file for file in files if not self.is_new(file)]
        measures = [self.record(file, Measure) for file in files]
        known = [one for one in measures if one is not None]
        return Family(issue, tuple(sorted(known, key=lambda one: one.number)))

    def record(self, file: str, model: type[R]) -> R | None:
        """A record as HEAD has it; None where there is none. Raises UnreadableRecordError."""
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
        """The bytes of a record before the change; None where there is none."""
        differs = self.differs(file)
        if differs is not None and differs.kind == "conflict":
            raise SurroundingsError("target-in-conflict", file=self.source.prefix + file)
        if self.repository is not None and differs is not None and differs.head:
            kept = self.repository.kept("HEAD", file)
            if kept is not None:
                return kept
        there = self.on_disk(file)
        if there is None and differs is None and self.repository is not None:
            return self.repository.kept("HEAD", file)  # a checkout may leave files out
        return there

    def on_disk(self, file: str) -> bytes | Finding | None:
        """The bytes of a record as they lie on disk; None where there is none."""
        found = self.source.read(file)
        return None if isinstance(found, Finding) and found.code == "vanished" else found

    def is_hidden(self, file: str) -> bool:
        """Whether a file is not as HEAD has it, and git is told not to look (assume-unchanged)."""
        if self.repository is None or self.differs(file) is not None:
            return False
        kept = self.repository.kept("HEAD", file)
        # A filter may well make other bytes of it; then git would store those that it has.
        return not same_text(self.on_disk(file), kept) and not self.repository.stores(file)

    def mend_index(self) -> None:
        """Have the index follow a commit that was made while it could not be written any more.

        A record or a piece of evidence is then on disk as HEAD has it, and in the index as the
        commit before; what that did not have is only known to come.
        """
        if self.repository is None:
            return
        left_behind = [
            file
            for file, differs in self.condition.differs.items()
            if file != SETTINGS_FILE  # which no command writes
            and differs.head
            and (differs.staged or differs.to_come)
            and differs.head != differs.staged
            and differs.staged == self.repository.hash_of(f"HEAD~1:./{file}")
            and self.repository.fingerprint("HEAD", file) == self.source.fingerprint(file)
        ]
        if left_behind:
            self.repository.wait_for_git()
            self.repository.refresh(left_behind)
            del self.__dict__["condition"]  # it is another one now


def same_text(one: bytes | Finding | None, other: bytes | None) -> bool:
    """Whether two files say the same, whatever their line ends."""
    if not isinstance(one, bytes) or other is None:
        return one is None and other is None
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")
