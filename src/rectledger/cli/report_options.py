"""The options of `report`, as they are typed."""

import typer

from rectledger.cli.option_declarations import option, options, switch
from rectledger.i18n.language import gettext as _
from rectledger.publish.document_kinds import Form


@options
class ReportOptions:
    """How a document is made and where it goes; `form` None: as the name of the file tells, or as
    is usual for its kind."""

    form: Form | None = typer.Option(
        None,
        "--format",
        help=_("Markdown, web page, Word or workbook; default: by the file's suffix."),
    )
    output: str | None = typer.Option(
        None, "--output", "-o", metavar="FILE",
        help=_("Write to this file."),
    )  # fmt: skip
    department: str | None = option("--department", "CODE", _("Only what this department leads."))
    internal: bool = switch("--internal", _("Include people's names (internal use)."))
    since: str | None = option(
        "--since", "DATE|REV", _("For bulletin: report changes since this date or commit.")
    )
    check: str | None = option(
        "--check", "FILE", _("Check that this file matches the ledger; write nothing.")
    )
    template: str | None = option("--template", "FILE", _("Use your own template for the wording."))
    print_template: bool = switch(
        "--print-template", _("Print the built-in template, to base your own on.")
    )
