"""`rectledger --ledger NEW import FILE`: a new ledger from a workbook, a CSV or a notice."""

import os
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rectledger.cli.arguments import values
from rectledger.cli.global_options import PAST, Common, common_options
from rectledger.cli.option_declarations import argument, option, options, switch
from rectledger.cli.optional_dependencies import needed
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.model.value_types import shows
from rectledger.errors import SurroundingsError, UsageError
from rectledger.i18n import language as words
from rectledger.i18n.language import gettext as _
from rectledger.workspace.reading.clock import own_timezone, today_in
from rectledger.workspace.reading.find_ledger import refuse_beside_another

if TYPE_CHECKING:
    from rectledger.cli.import_report import Imported
    from rectledger.exchange.imports.found import Reading

_ZONES = {"zh": "Asia/Shanghai", "en": "UTC"}


@options
class ImportOptions:
    """How a source is read, and what is said for it, as typed."""

    profile: str | None = option(
        "--profile", "FILE", _("A reading profile: a file, or fedramp-poam or gao.")
    )
    title: str | None = option("--title", "TEXT", _("Title of the ledger; default: the source's."))
    inspector: str | None = option("--inspector", "WHO", _("Who inspected."))
    inspected: str | None = option("--inspected", "WHO", _("Who was inspected."))
    feedback: str | None = option("--feedback", "DATE", _("Date of the feedback."))
    by: str | None = option("--by", "WHO", _("Who imports; default: you, as git knows you."))
    strict: bool = switch("--strict", _("Refuse the source if anything is listed."))
    skip_bad: bool = switch("--skip-bad", _("Leave out what is refused, and import the rest."))
    dry_run: bool = switch("--dry-run", _("Show what would come in, and write nothing."))


@partial(common_options, refused=PAST)
def command(
    common: Common,
    asked: ImportOptions,
    file: str = argument("FILE", _("A .xlsx, .xls, .csv, .docx, .html or .txt file.")),
) -> int:
    root = _root(common)
    with needed():
        imported = _imported(root, file, asked)
    from rectledger.cli import import_report as page

    if common.json:
        print(page.document(imported))
    else:
        from rectledger.render.console import console

        page.page(console(no_color=common.no_color), imported)
    return imported.exit_code


def _root(common: Common) -> Path:
    """Where the ledger is to be. Raises UsageError where there is one already."""
    if not common.ledger:
        raise UsageError("import-where")
    root = Path(common.ledger)
    if os.path.lexists(root / SETTINGS_FILE):
        raise UsageError("import-into-ledger", folder=common.ledger)
    refuse_beside_another(root)
    from rectledger.workspace.changing.new_ledger import is_free

    if not is_free(root):
        raise UsageError("import-in-the-way", folder=common.ledger)
    return root


def _imported(root: Path, file: str, asked: ImportOptions) -> "Imported":
    from rectledger.cli.import_report import Imported
    from rectledger.exchange.imports.drafting.draft import draft
    from rectledger.exchange.imports.drafting.entries import Origin
    from rectledger.exchange.imports.read_source import read_source
    from rectledger.exchange.imports.source import SourceError
    from rectledger.workspace.changing import import_source

    style = import_source.style(asked.profile)
    data = import_source.read_bytes(file)
    try:
        reading, declared = read_source(data, Path(file).suffix.lower(), style)
    except SourceError as error:
        raise SurroundingsError(
            f"source-{error.code}", file=file, **error.args_for_words
        ) from error
    reading = _told(reading, asked, file)
    zone = own_timezone(os.environ) or _ZONES[reading.language]
    today = today_in(zone, os.environ)
    path = import_source.source_path(file, data)
    by = _by(root, asked)
    origin = Origin(path, Path(file).name, sha256(data).hexdigest(), by, today, today)
    with words.speaking(reading.language):
        made = draft(reading, declared, origin, timezone=zone)
    found = Imported(
        folder=str(root), source=path, name=Path(file).name, draft=made,
        declared=declared, outcome="refused", skipped=asked.skip_bad,
    )  # fmt: skip
    if found.blocked(strict=asked.strict):
        return found
    if asked.dry_run:
        return replace(found, outcome="only-shown")
    return _write(root, found, data)


def _write(root: Path, found: "Imported", data: bytes) -> "Imported":
    from rectledger.render.progress_bar import ProgressBar
    from rectledger.workspace.changing import import_source, new_ledger

    with ProgressBar() as progress:
        tell = partial(progress.reached, "records")
        files = import_source.files(found.draft, found.source, data, tell)
    with words.speaking(found.draft.settings.language):
        message = _("Import {name}").format(name=found.name)
    done = new_ledger.create(root, files, message)
    return replace(found, outcome=done.outcome, commit=done.commit)


def _told(reading: "Reading", asked: ImportOptions, file: str) -> "Reading":
    """What was read, with what the options say in place of what the source does."""
    return replace(
        reading,
        title=values.maybe("--title", asked.title) or reading.title or Path(file).stem,
        inspector=values.maybe("--inspector", asked.inspector) or reading.inspector,
        inspected=values.maybe("--inspected", asked.inspected) or reading.inspected,
        feedback=values.day("--feedback", asked.feedback) or reading.feedback,
    )


def _by(root: Path, asked: ImportOptions) -> str:
    """Who imports. Raises UsageError where git does not know."""
    from rectledger.store.git.author_identity import identity_near

    by = values.maybe("--by", asked.by) or identity_near(root.absolute().parent)[0]
    if not shows(by):
        raise UsageError("by-nobody")
    return by


command.__doc__ = _("Create a ledger from a workbook, a CSV or a notice.")
