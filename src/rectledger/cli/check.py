"""`rectledger check`: everything that is wrong with a ledger, in one go."""

import os

from rectledger import errors
from rectledger.cli.looking import named_source, say_origin
from rectledger.cli.options import Common, common_options
from rectledger.core import checks
from rectledger.core.findings import Finding
from rectledger.render.progress import Progress
from rectledger.store.files import Folder
from rectledger.words import gettext as _
from rectledger.workspace import days
from rectledger.workspace.committed import uncommitted
from rectledger.workspace.opened import Opened, open_ledger, with_places


@common_options
def command(common: Common) -> int:
    source = named_source(common)
    with Progress() as progress:
        opened = open_ledger(source, with_evidence=True, progress=progress)
    found = [*opened.unreadable, *opened.unopened]
    ledger = opened.ledger
    if ledger is not None:
        today = days.today(ledger.settings, os.environ)  # the real day, whatever is asked
        then = checks.as_it_stood(ledger, common.as_of) if common.as_of else ledger
        found += with_places(source, checks.check(then, today))
        if isinstance(source, Folder) and not common.as_of:
            found += uncommitted(source)
    code = _exit_code(opened, found)
    if common.json:
        from rectledger.render import json

        at = source.commit.sha if source.commit else None
        print(json.checked(found, at, complete=not opened.unreadable))
        return code
    from rectledger.render import findings
    from rectledger.render.console import console

    out = console(no_color=common.no_color)
    if opened.unreadable:
        findings.incomplete(out, opened.unreadable)
    for finding in found:
        findings.finding(out, finding, source.prefix)
    if ledger is not None:
        say_origin(out, source, ledger.settings)
        findings.verdict(out, found, len(ledger.issues), len(ledger.measures))
    return code


def _exit_code(opened: Opened, found: list[Finding]) -> int:
    """What cannot be read outranks what cannot be opened, and that what the rules forbid."""
    if opened.unreadable:
        return errors.UNREADABLE
    if opened.unopened:
        return errors.SurroundingsError.exit_code
    broken = any(finding.severity == "error" for finding in found)
    return errors.RULES_SAY_NO if broken else errors.DONE


command.__doc__ = _("Check the whole ledger and say all that is wrong.")
