"""What every command that looks has in common: a ledger, a day, and what is missing."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rectledger import errors, workspace
from rectledger.cli.options import Common
from rectledger.core.model import Ledger, Settings
from rectledger.errors import UnreadableError

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Look:
    """A ledger on a day. `today` is the real day; `told` says that the user named the day."""

    common: Common
    opened: workspace.Opened
    ledger: Ledger
    day: str
    today: str
    told: bool
    last_known: str  # the last day that the ledger knows; today, unless it says otherwise

    @property
    def settings(self) -> Settings:
        return self.ledger.settings

    @property
    def complete(self) -> bool:
        return not self.opened.unreadable

    @property
    def exit_code(self) -> int:
        """What a command that looks ends with: findings are left to `check`."""
        return errors.DONE if self.complete else errors.UNREADABLE

    def start(self) -> "Console":
        """A console, with the page's first lines already on it."""
        from rectledger.render import findings, page
        from rectledger.render.console import console

        out = console(no_color=self.common.no_color)
        if not self.complete:
            findings.incomplete(out, self.opened.unreadable)
            out.file.flush()
            report_unreadable(self.opened, self.common)
        page.heading(out, self.settings, self.day, self.today, self.last_known)
        return out

    def print_json(self, document: str) -> int:
        """Print a document; what cannot be read is also said on standard error."""
        print(document)
        report_unreadable(self.opened, self.common)
        return self.exit_code


def look(common: Common) -> Look:
    """Open the ledger that the options name, on the day that they name.

    Raises UsageError where there is none or the day is no day, and UnreadableError, after saying
    all that is wrong, where `ledger.yaml` cannot be read.
    """
    named = None if common.as_of is None else workspace.valid_day("--as-of", common.as_of)
    root = workspace.find(common.ledger, os.environ, Path.cwd())
    opened = workspace.open_ledger(root)
    if opened.ledger is None:
        report_unreadable(opened, common)
        raise UnreadableError("unreadable-ledger")
    today = workspace.today(opened.ledger.settings, os.environ)
    last_known = workspace.day_to_show(opened.ledger, today)
    day = named or last_known
    return Look(
        common, opened, opened.ledger, day, today, told=named is not None, last_known=last_known
    )


def prefix(root: Path) -> str:
    """What to put before a file of the ledger so that it can be opened from here."""
    relative = os.path.relpath(root)
    return "" if relative == "." else f"{relative}/"


def report_unreadable(opened: workspace.Opened, common: Common) -> None:
    """Name every file that cannot be read, on standard error."""
    if not opened.unreadable:
        return
    if common.json:
        from rectledger.render import json

        for finding in opened.unreadable:
            said = json.problem(finding)
            print(
                json.error(said["code"], said["message"], said["hint"], said["where"]),
                file=sys.stderr,
            )
        return
    from rectledger.render import findings
    from rectledger.render.console import console

    err = console(no_color=common.no_color, stream=sys.stderr)
    for finding in opened.unreadable:
        findings.finding(err, finding, prefix(opened.root))
