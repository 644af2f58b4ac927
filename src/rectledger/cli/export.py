"""`rectledger export csv`: the ledger in another form, for a spreadsheet, programs or calendars."""

from functools import partial
from typing import Annotated, Any, Literal

import typer

from rectledger import errors
from rectledger.cli.codes import coded
from rectledger.cli.delivering import deliver
from rectledger.cli.looking import Look, Seen, look
from rectledger.cli.options import Common, common_options
from rectledger.core.filters import Filters
from rectledger.words import gettext as _
from rectledger.words import said_in

Made = tuple[bytes, Seen[Any]]
Form = Literal["csv", "json", "ics"]


@common_options
def command(
    common: Common,
    form: Annotated[
        Form,
        typer.Argument(
            metavar="FORM",
            help=_("csv for a spreadsheet, json for programs, ics for a calendar."),
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help=_("Write to this file, not to the screen.")
        ),
    ] = None,
    measures: Annotated[
        bool,
        typer.Option(
            "--measures",
            metavar="",
            help=_("In csv the measures in place of the issues; in ics the measures too."),
        ),
    ] = False,
    department: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Only what this department leads."))
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", metavar="", help=_("With people's names."))
    ] = False,
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


def _csv(ledger: Look, filters: Filters, measures: bool, internal: bool) -> Made:
    from rectledger.exchange import tabular

    spoken = ledger.common.published_in(ledger.settings)
    job = partial(tabular.rows, filters=filters, measures=measures, internal=internal)
    seen = ledger.see(partial(said_in, spoken, job))
    seen.report_unreadable()
    whole = partial(tabular.document, measures=measures, internal=internal)
    return said_in(spoken, whole, seen.answer), seen


def _json(ledger: Look, filters: Filters, internal: bool) -> Made:
    from rectledger.exchange import whole

    seen = ledger.see(partial(whole.lines, filters=filters, internal=internal))
    seen.report_unreadable()
    commit = seen.source.commit
    data = whole.document(
        seen.answer, seen.settings, seen.day, complete=seen.complete,
        commit=commit.sha if commit else None, department=filters.department, internal=internal,
    )  # fmt: skip
    return data, seen


def _ics(ledger: Look, filters: Filters, measures: bool, internal: bool) -> Made:
    from rectledger.cli.extras import needed

    with needed():
        from rectledger.exchange import calendar

    department = filters.department
    spoken = ledger.common.published_in(ledger.settings)
    job = partial(calendar.events, department=department, measures=measures, internal=internal)
    seen = ledger.see(partial(said_in, spoken, job))
    seen.report_unreadable()
    missing = sorted({finding.file for finding in seen.unreadable})
    whole = partial(calendar.document, department=department, missing=missing)
    return said_in(spoken, whole, seen.answer, seen.settings, seen.day), seen


command.__doc__ = _("Export the ledger as a table, as JSON or as a calendar.")
