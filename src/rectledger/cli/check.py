"""`rectledger check`: everything that is wrong with a ledger, in one go."""

import os
from gettext import gettext as _
from pathlib import Path

from rectledger import errors, workspace
from rectledger.cli.looking import prefix
from rectledger.cli.options import Common, common_options
from rectledger.core import checks


@common_options
def command(common: Common) -> int:
    # Rules hold for the whole of a ledger. A day that is named is the one after which an entry
    # lies in the future.
    named = workspace.valid_day("--as-of", common.as_of) if common.as_of else None
    root = workspace.find(common.ledger, os.environ, Path.cwd())
    opened = workspace.open_ledger(root, with_evidence=True)
    found = list(opened.unreadable)
    if opened.ledger is not None:
        today = named or workspace.today(opened.ledger.settings, os.environ)
        found += workspace.with_places(root, checks.check(opened.ledger, today))
    code = errors.DONE
    if any(finding.severity == "error" for finding in found):
        code = errors.RULES_SAY_NO
    if opened.unreadable:
        code = errors.UNREADABLE
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
    if opened.ledger is not None:
        findings.verdict(out, found, len(opened.ledger.issues), len(opened.ledger.measures))
    return code


command.__doc__ = _("Check the whole ledger and say all that is wrong.")
