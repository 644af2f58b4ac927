"""`rectledger export csv`: the ledger in another form, for a spreadsheet, programs or calendars."""

from functools import partial
from typing import Any, Literal

import typer

from rectledger import errors
from rectledger.cli.arguments.code_lookup import coded
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import argument, option, switch
from rectledger.cli.output import deliver
from rectledger.cli.query import Look, Seen, look
from rectledger.core.filters import Filters
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import said_in

MadeExport = tuple[bytes, Seen[Any]]


@common_options
def command(
    common: Common,
    form: Literal["csv", "json", "ics"] = argument(
        "FORM", _("csv for a spreadsheet, json for programs, ics for a calendar.")
    ),
    output: str | None = typer.Option(
        None, "--output", "-o", metavar="FILE", help=_("Write to this file.")
    ),
    measures: bool = switch(
        "--measures", _("csv: measures instead of issues; ics: measures as well.")
    ),
    department: str | None = option("--department", "CODE", _("Only what this department leads.")),
    internal: bool = switch("--internal", _("Include people's names (internal use).")),
) -> int:
    if output == "":
        raise errors.UsageError("no-name", option="-o")
    if common.json and form != "json":
        raise errors.UsageError("export-not-json", form=form)
    if measures and form == "json":
        raise errors.UsageError("export-measures")
    ledger = look(common, thorough=True)
    filters = coded(Filters(department=department), ledger.settings)
    if form == "csv":
        data, seen = _csv(ledger, filters, measures, internal)
    elif form == "json":
        data, seen = _json(ledger, filters, internal)
    else:
        data, seen = _ics(ledger, filters, measures, internal)
    return deliver(data, output, seen, kind="export", format=form)


def _csv(ledger: Look, filters: Filters, measures: bool, internal: bool) -> MadeExport:
    from rectledger.exchange.exports import csv

    spoken = ledger.common.published_in(ledger.settings)
    job = partial(csv.rows, filters=filters, measures=measures, internal=internal)
    seen = ledger.see(partial(said_in, spoken, job))
    seen.report_unreadable()
    whole = partial(csv.document, measures=measures, internal=internal)
    return said_in(spoken, whole, seen.answer, seen.settings), seen


def _json(ledger: Look, filters: Filters, internal: bool) -> MadeExport:
    from rectledger.exchange.exports import json

    seen = ledger.see(partial(json.lines, filters=filters, internal=internal))
    seen.report_unreadable()
    commit = seen.source.commit
    data = json.document(
        seen.answer, seen.settings, seen.day, complete=seen.complete,
        commit=commit.sha if commit else None, department=filters.department, internal=internal,
    )  # fmt: skip
    return data, seen


def _ics(ledger: Look, filters: Filters, measures: bool, internal: bool) -> MadeExport:
    from rectledger.cli.optional_dependencies import needed

    with needed():
        from rectledger.exchange.exports import ics

    department = filters.department
    spoken = ledger.common.published_in(ledger.settings)
    job = partial(ics.events, department=department, measures=measures, internal=internal)
    seen = ledger.see(partial(said_in, spoken, job))
    seen.report_unreadable()
    missing = sorted({finding.file for finding in seen.unreadable})
    whole = partial(ics.document, department=department, missing=missing)
    return said_in(spoken, whole, seen.answer, seen.settings, seen.day), seen


command.__doc__ = _("Export the ledger as CSV, JSON or a calendar.")
