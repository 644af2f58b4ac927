"""`rectledger check`: everything that is wrong with a ledger, in one go."""

import os
from gettext import gettext as _
from pathlib import Path

from rectledger import errors, workspace
from rectledger.cli.looking import prefix
from rectledger.cli.options import Common, common_options
from rectledger.core import checks
from rectledger.core.findings import Finding


@common_options
def command(common: Common) -> int:
    named = None if common.as_of is None else workspace.valid_day("--as-of", common.as_of)
    root = workspace.find(common.ledger, os.environ, Path.cwd())
    opened = workspace.open_ledger(root, with_evidence=True)
    found = [*opened.unreadable, *opened.unopened]
    ledger = opened.ledger
    if ledger is not None:
        today = workspace.today(ledger.settings, os.environ)  # the real day, whatever is asked
        then = checks.as_it_stood(ledger, named) if named else ledger
        found += workspace.with_places(root, checks.check(then, today))
    code = _exit_code(opened, found)
    if common.json:
        from rectledger.render import json

        print(json.checked(found, complete=not opened.unreadable))
        return code
    from rectledger.render import findings
    from rectledger.render.console import console

    out = console(no_color=common.no_color)
    if opened.unreadable:
        findings.incomplete(out, opened.unreadable)
    for finding in found:
        findings.finding(out, finding, prefix(root))
    if ledger is not None:
        findings.verdict(out, found, len(ledger.issues), len(ledger.measures))
    return code


def _exit_code(opened: workspace.Opened, found: list[Finding]) -> int:
    """What cannot be read outranks what cannot be opened, and that what the rules forbid."""
    if opened.unreadable:
        return errors.UNREADABLE
    if opened.unopened:
        return errors.SurroundingsError.exit_code
    broken = any(finding.severity == "error" for finding in found)
    return errors.RULES_SAY_NO if broken else errors.DONE


command.__doc__ = _("Check the whole ledger and say all that is wrong.")
