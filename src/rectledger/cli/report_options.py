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
        None, "--format", help=_("Markdown, a web page, Word or a workbook, where it fits.")
    )
    output: str | None = typer.Option(
        None, "--output", "-o", metavar="FILE",
        help=_("Write it to this file, whose name may tell the format."),
    )  # fmt: skip
    department: str | None = option("--department", "ID", _("Only what this department leads."))
    internal: bool = switch("--internal", _("With people's names."))
    since: str | None = option(
        "--since", "DATE|REV", _("What has changed since a day or a commit, for `bulletin`.")
    )
    check: str | None = option(
        "--check", "FILE", _("Say whether this file is what the ledger gives.")
    )
    template: str | None = option("--template", "FILE", _("Word it by your own template."))
    print_template: bool = switch(
        "--print-template", _("Print the built-in template, to begin your own with.")
    )
