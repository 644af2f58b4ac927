"""A ledger as a commit has it, except for some files, which are read from disk."""

from dataclasses import dataclass

from rectledger.core.findings import Finding
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Entry, Fingerprint, Source, TellBytes


@dataclass(frozen=True)
class Overlay(Source):
    """The files of `below`, except that those in `on_disk` are read from the folder `above`, and
    those in `removed` do not exist."""

    below: Source
    above: Folder
    on_disk: frozenset[str]
    removed: frozenset[str]

    @property
    def prefix(self) -> str:
        return self.above.prefix

    def entries(self, folder: str) -> list[Entry] | Finding:
        found = self.below.entries(folder)
        if isinstance(found, Finding):
            return found
        names = {one.name: one for one in found if f"{folder}/{one.name}" not in self.removed}
        start = f"{folder}/" if folder else ""
        for file in self.on_disk:
            name, _, deeper = file.removeprefix(start).partition("/")
            if file.startswith(start) and not name.startswith("."):
                names[name] = Entry(name, bool(deeper))
        return sorted(names.values())

    def read(self, file: str) -> bytes | Finding:
        if file in self.removed:
            return Finding("vanished", file)
        return self._of(file).read(file)

    def fingerprint(self, file: str, progress: TellBytes | None = None) -> Fingerprint | Finding:
        if file in self.removed:
            return Finding("vanished", file)
        return self._of(file).fingerprint(file, progress)

    def _of(self, file: str) -> Source:
        return self.above if file in self.on_disk else self.below
