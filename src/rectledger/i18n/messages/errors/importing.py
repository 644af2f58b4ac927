"""Errors of `rectledger import`."""

from rectledger.i18n.language import N_

_OFFICE = N_("Open it in the program that made it, save it again, and import that.")
TEMPLATES: dict[str, tuple[str, str | None]] = {
    "import-where": (
        N_("import needs a folder for the new ledger"),
        N_("Use rectledger --ledger my-ledger import FILE."),
    ),
    "import-into-ledger": (
        N_("there is a ledger in {folder} already; import creates a new one"),
        N_("Choose another folder with --ledger."),
    ),
    "import-in-the-way": (
        N_("{folder} is not empty"),
        N_("Choose another folder with --ledger."),
    ),
    "profile-unknown": (
        N_("no profile `{profile}`: neither a file nor one that comes with the program"),
        N_("Known: {known}."),
    ),
    "bad-profile": (
        N_("the profile {profile} is not valid at `{key}` ({why_not})"),
        N_("docs/import.md describes what a profile may have."),
    ),
    "source-unreadable": (N_("cannot read {path}: {detail}"), N_("Check the path.")),
    "source-not-a-file": (N_("{path} is not a file"), N_("Check the path.")),
    "import-here": (
        N_("the new ledger cannot take the place of the current folder"),
        N_("Give a folder that does not exist yet, for example --ledger my-ledger."),
    ),
    "source-beyond-limit": (N_("{path} is larger than {most} MiB"), N_("Import it in parts.")),
    "source-unknown-suffix": (
        N_("cannot import {file}: unknown kind of file `{suffix}`"),
        N_("Use .xlsx, .xls, .csv, .docx, .html or .txt."),
    ),
    "source-not-a-workbook": (
        N_("{file} is not a workbook, or is damaged ({found})"),
        _OFFICE,
    ),
    "source-password": (
        N_("{file} is protected by a password"),
        N_("Save it without one, and import that."),
    ),
    "source-doctype": (N_("{file} contains a document type, which is not read"), _OFFICE),
    "source-too-many-parts": (N_("{file} has more than {limit} parts"), _OFFICE),
    "source-unpacks-too-large": (N_("{file} becomes too large when unpacked ({part})"), _OFFICE),
    "source-sheet-too-large": (
        N_(
            "the sheet {sheet} in {file} spans {rows} rows and {columns} columns, more than "
            "{limit} cells"
        ),
        N_("Delete what is far below or to the right of the table, and save it."),
    ),
    "source-too-many-cells": (
        N_("{file} has {cells} cells, more than {limit}"),
        N_("Import it in parts."),
    ),
    "source-too-much-text": (N_("{file} has too much text"), N_("Import it in parts.")),
    "source-file-too-large": (
        N_("{file} has {size} bytes, more than {limit}"),
        N_("Import it in parts."),
    ),
    "source-too-much-memory": (N_("{file} needs too much memory to be read"), _OFFICE),
    "source-too-slow": (N_("{file} took more than {seconds} seconds to read"), _OFFICE),
    "source-missing-package": (
        N_("this needs {package}, which is not installed"),
        N_("Install it: in a clone of rectledger, run pip install '.[import]'"),
    ),
    "source-not-text": (
        N_("{file} is not a text"),
        N_("Use .xlsx, .xls, .csv, .docx, .html or .txt."),
    ),
    "source-unknown-encoding": (
        N_("the encoding of {file} is unknown"),
        N_("Save it as UTF-8, and import that."),
    ),
    "source-unclear-delimiter": (
        N_("it is unclear what separates the cells of {file}"),
        N_("Separate them by commas."),
    ),
    "source-unclosed-quote": (
        N_("{file}: a quotation mark in the record at line {line} is never closed"),
        N_("Close it, or double it if it is part of the text."),
    ),
    "source-stray-quote": (
        N_("{file}: a stray quotation mark in the record at line {line}"),
        N_("Double it if it is part of the text."),
    ),
    "source-not-a-document": (N_("{file} is not a Word document"), _OFFICE),
    "source-damaged-document": (N_("{file} is damaged"), _OFFICE),
    "source-old-word-file": (
        N_("{file} is a Word file of the old kind (.doc)"),
        N_("Save it as .docx."),
    ),
    "source-too-large": (N_("{file} is too large to be read"), N_("Import it in parts.")),
    "source-profile-state": (
        N_("the profile says `{said}` for “{wording}”, which is no state"),
        N_("Use open, active, submitted, complete or substantial."),
    ),
}
