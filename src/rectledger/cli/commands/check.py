"""`rectledger check`: everything that is wrong with a ledger, or with a request to change it."""

import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from rectledger import errors
from rectledger.cli.global_options import Common, common_options, json_or
from rectledger.cli.option_declarations import option, switch
from rectledger.cli.query import known_settings, named_source, say_origin
from rectledger.core import checks
from rectledger.core.findings import Finding
from rectledger.core.model import Ledger
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.i18n.language import gettext as _
from rectledger.render.progress_bar import ProgressBar
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source
from rectledger.workspace.comparing.uncommitted_files import uncommitted, uncommitted_since
from rectledger.workspace.reading import clock
from rectledger.workspace.reading.hidden_files import NO_ANSWER
from rectledger.workspace.reading.load_ledger import Opened, later_format, open_ledger, with_places

if TYPE_CHECKING:
    from rectledger.workspace.comparing.merge_request import Requested


@common_options
def command(
    common: Common,
    base: str | None = option(
        "--base", "REV", _("Check the result of merging into this branch or commit.")
    ),
    signed: bool = switch(
        "--signed", _("Require signed commits from everyone who makes an entry.")
    ),
    ff_only: bool = switch("--ff-only", _("Refuse a branch that does not contain its base.")),
    form: Literal["text", "github", "json"] | None = typer.Option(
        None, "--format", help=_("Print text, JSON, or annotations for GitHub.")
    ),
) -> int:
    for name, given in (("--signed", signed), ("--ff-only", ff_only)):
        if base is None and given:
            raise errors.UsageError("only-with-base", option=name)
    common, chosen = json_or(common, form)
    found = (
        _whole(common) if base is None else _request(common, base, signed=signed, ff_only=ff_only)
    )
    _show(found, common, chosen)
    return found.exit_code


@dataclass(frozen=True)
class Found:
    """All that there is to say, in files that are named from the folder at `prefix`.

    `opened` None: there is no ledger to open, as a request cannot be merged. `asked` None: it was
    no request.
    """

    findings: list[Finding]
    prefix: str
    source: Source | None
    opened: Opened | None
    asked: "Requested | None" = None

    @property
    def complete(self) -> bool:
        return self.opened is None or not self.opened.unreadable

    @property
    def exit_code(self) -> int:
        """What cannot be read outranks what cannot be opened, and that what the rules forbid."""
        if not self.complete:
            return errors.UNREADABLE
        if self.opened and self.opened.unopened:
            return errors.SurroundingsError.exit_code
        broken = any(finding.severity == "error" for finding in self.findings)
        return errors.RULES_SAY_NO if broken else errors.DONE


def _whole(common: Common) -> Found:
    """What is wrong with a ledger as it lies on disk, or as a commit has it."""
    source = named_source(common)
    with ProgressBar() as progress:
        opened = open_ledger(source, with_evidence=True, with_history=True, progress=progress)
    found = [*opened.unreadable, *opened.unopened]
    ledger = opened.ledger
    if ledger is not None:
        today = clock.today(ledger.settings, os.environ)  # the real day, whatever is asked
        then = checks.as_it_stood(ledger, common.as_of) if common.as_of else None
        found += with_places(source, _held(source, ledger, then, today))
        opened = replace(opened, ledger=then or ledger)
        asked = not any(one.code in NO_ANSWER for one in opened.unreadable)
        if isinstance(source, Folder) and asked and not common.as_of:
            found += uncommitted(source)
    return Found(found, source.prefix, source, opened)


def _held(source: Source, ledger: Ledger, then: Ledger | None, today: str) -> list[Finding]:
    """What the checks find, in `ledger` as it stood `then`, if a day is asked about; breaches of
    policy by entries that are committed as notes."""
    found = checks.check(ledger, today, then=then, but=checks.POLICY)
    ledger = then or ledger
    broken = checks.breaches(ledger, today)
    if broken:
        from rectledger.core import policy_breaches
        from rectledger.workspace.reading.records_at_head import at_head

        committed = at_head(source, policy_breaches.files(broken))
        found += policy_breaches.weighed(broken, ledger, committed)
    found.sort(key=lambda finding: finding.file)
    return found


def _request(common: Common, rev: str, *, signed: bool, ff_only: bool) -> Found:
    """What speaks against bringing the last commit, or the one that is named, into `rev`."""
    from rectledger.store.git.ledger_at_commit import Revision
    from rectledger.workspace.comparing import merge_request
    from rectledger.workspace.comparing.base_and_head import known_on_disk
    from rectledger.workspace.reading.background_thread import beside

    if common.as_of is not None:
        raise errors.UsageError("not-for-this", command="check --base", option="--as-of")
    place = os.environ.get("RECTLEDGER_DIR") or None if common.ledger is None else common.ledger
    if place == "":
        raise errors.UsageError("no-ledger-there", folder='""')
    base = merge_request.base_of(rev, place)
    settings = known_settings(base.ledger, common)
    asked = merge_request.ask(base, settings, common.at or "HEAD", ff_only=ff_only)
    today = clock.today(settings, os.environ)
    on_disk = Folder(Path(base.ledger.folder, base.ledger.path))
    is_there = common.at is None and (on_disk.root / SETTINGS_FILE).is_file()
    told = beside(partial(known_on_disk, on_disk.root)) if is_there else None
    with ProgressBar() as progress:
        opened, found = merge_request.judge(asked, today, signed=signed, progress=progress)
    if told and not (opened and later_format(opened.unreadable)):
        head = Revision(base.ledger.folder, base.ledger.path, asked.head)
        found += uncommitted_since(on_disk, head, told())
    return Found(found, on_disk.prefix, asked.result, opened, asked)


def _show(found: Found, common: Common, form: str) -> None:
    if form == "json":
        from rectledger.render import json

        print(json.checked(found.findings, _commits(found), complete=found.complete))
        return
    from rectledger.render.pages import findings

    if form == "github":
        for finding in found.findings:
            print(findings.annotation(finding, _from_the_top(found)))
        return
    from rectledger.render.console import console

    out = console(no_color=common.no_color)
    if found.opened and found.opened.unreadable:
        findings.incomplete(out, found.opened.unreadable)
    for finding in found.findings:
        findings.finding(out, finding, found.prefix)
    ledger = found.opened.ledger if found.opened else None
    if found.asked and ledger is not None:
        head, base = found.asked.head, found.asked.base.ledger.commit
        findings.merging(out, (head.rev, head.sha), (base.rev, base.sha))
    elif ledger is not None and found.source:
        say_origin(out, found.source, ledger.settings)
    if ledger is not None:
        findings.verdict(out, found.findings, len(ledger.issues), len(ledger.measures))


def _commits(found: Found) -> dict[str, object]:
    """What was checked, where it was no folder: a commit, or two that are to be merged."""
    if found.asked:
        base, head = found.asked.base.ledger.commit, found.asked.head
        return {"base": base.sha, "head": head.sha}
    commit = found.source.commit if found.source else None
    return {"at": commit.sha} if commit else {}


def _from_the_top(found: Found) -> str:
    """Where the ledger lies in its repository, as a forge names files."""
    if found.asked:
        return found.asked.base.ledger.path
    source = found.source
    if isinstance(source, Folder):
        from rectledger.store.git import find_repository

        around = find_repository.find(source.root)
        return around.prefix if around else source.prefix
    from rectledger.store.git.ledger_at_commit import Revision

    return source.path if isinstance(source, Revision) else ""


command.__doc__ = _("Check the ledger, or a merge request.")
