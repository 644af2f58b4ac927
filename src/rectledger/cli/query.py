"""What every command that looks has in common: a ledger, a day, and what is missing."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rectledger import errors
from rectledger.cli.global_options import Common
from rectledger.core.findings import Finding
from rectledger.core.model import Settings
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source
from rectledger.workspace.reading import clock, find_ledger, load_in_parts
from rectledger.workspace.reading.load_ledger import open_ledger, read_settings, refuse_later_format

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


@dataclass(frozen=True)
class Seen(load_in_parts.LedgerAnswer[T]):
    """What a command saw of a ledger on a day. `today` is the real day; `told`: the user named the
    day; `last_known` is the last day that the ledger knows, of a day that was named by then."""

    common: Common
    source: Source
    settings: Settings
    today: str
    told: bool

    @property
    def complete(self) -> bool:
        return not self.unreadable

    @property
    def exit_code(self) -> int:
        """What a command that looks ends with: findings are left to `check`."""
        return errors.DONE if self.complete else errors.UNREADABLE

    def start(self) -> "Console":
        """A console, with the page's first lines already on it."""
        from rectledger.render import page_head
        from rectledger.render.console import console
        from rectledger.render.pages import findings

        out = console(no_color=self.common.no_color)
        if not self.complete:
            findings.incomplete(out, self.unreadable)
            out.file.flush()
            self.report_unreadable()
        page_head.heading(out, self.settings, self.day, self.today, self.last_known, told=self.told)
        say_origin(out, self.source, self.settings)
        out.print()
        return out

    def print_json(self, **content: object) -> int:
        """Print a document; what cannot be read is also said on standard error."""
        from rectledger.render import json

        if self.source.commit:
            content = {"at": self.source.commit.sha, **content}
        print(json.document(self.day, self.complete, **content))
        self.report_unreadable()
        return self.exit_code

    def report_unreadable(self) -> None:
        """Name every file that cannot be read, on standard error."""
        report(self.unreadable, self.source, self.common)


@dataclass(frozen=True)
class Look:
    """A ledger of which something is to be seen. `thorough`: what is on the disk is held against
    what git has, as for a document that goes out."""

    common: Common
    source: Source
    settings: Settings
    thorough: bool = False

    def see(
        self, job: load_in_parts.Job[T], adding: Callable[[T, T], T] = add, *, alone: bool = False
    ) -> Seen[T]:
        """What `job` makes of the ledger, on the day that the options name.

        `job` and `adding` are as `load_in_parts.ask` takes them.
        """
        from rectledger.render.progress_bar import ProgressBar

        named = self.common.as_of
        today = clock.today(self.settings, os.environ)
        with ProgressBar() as progress:
            asked = load_in_parts.ask(
                self.source, self.settings, job, adding,
                real=today, named=named, progress=progress, alone=alone,
                thorough=self.thorough,
            )  # fmt: skip
        return Seen(
            **vars(asked), common=self.common, source=self.source, settings=self.settings,
            today=today, told=named is not None,
        )  # fmt: skip


def look(common: Common, *, thorough: bool = False) -> Look:
    """The ledger that the options name; `thorough` as `Look` has it.

    Raises UsageError where there is none or the day is no day, and UnreadableError, after saying
    all that is wrong, where `ledger.yaml` cannot be read.
    """
    source = named_source(common)
    return Look(common, source, known_settings(source, common), thorough)


def known_settings(source: Source, common: Common) -> Settings:
    """What `ledger.yaml` says. Where it cannot be read, raises UnreadableError after naming every
    file that cannot be; where its format is a later one, LaterFormatError."""
    settings, found = read_settings(source)
    if settings is None:
        refuse_later_format(found, source.prefix)
        report(open_ledger(source).unreadable, source, common)
        raise errors.UnreadableError("unreadable-ledger")
    return settings


def named_source(common: Common) -> Source:
    """Where the options say that the ledger is.

    Raises UsageError for no ledger, day or revision.
    """
    if common.as_of is not None:
        clock.valid_day("--as-of", common.as_of)
    root, _is_there = named_folder(common, in_commit=common.at is not None)
    if common.at is None:
        return Folder(root)
    from rectledger.store.git.ledger_at_commit import open_revision

    return open_revision(root, common.at)


def named_folder(common: Common, *, in_commit: bool) -> tuple[Path, bool]:
    """The ledger's folder, and whether the ledger is there now: with `in_commit` it may be in a
    commit alone, in a repository without files of its own, say. Raises UsageError for none."""
    try:
        return find_ledger.find(common.ledger, os.environ, Path.cwd()), True
    except errors.UsageError:
        root = Path(common.ledger or os.environ.get("RECTLEDGER_DIR") or ".")
        if not in_commit or common.ledger == "" or not root.is_dir():
            raise
        return root, False


def say_origin(out: "Console", source: Source, settings: Settings) -> None:
    """Print which commit a page is made from, if it is made from one."""
    from rectledger.render import page_head

    if source.commit:
        commit = source.commit
        page_head.origin(out, commit.rev, commit.sha, clock.day_of(commit.committed, settings))


def report(unreadable: Sequence[Finding], source: Source, common: Common) -> None:
    """Name every file that cannot be read, on standard error."""
    report_at(unreadable, source.prefix, common)


def report_at(unreadable: Sequence[Finding], prefix: str, common: Common) -> None:
    """The same, with what to put before a file so that a person finds it."""
    if not unreadable:
        return
    if common.json:
        from rectledger.render import json

        for finding in unreadable:
            said = json.problem(finding)
            print(
                json.error(said["code"], said["message"], said["hint"], said["where"]),
                file=sys.stderr,
            )
        return
    from rectledger.render.console import console
    from rectledger.render.pages import findings

    err = console(no_color=common.no_color, stream=sys.stderr)
    for finding in unreadable:
        findings.finding(err, finding, prefix)
