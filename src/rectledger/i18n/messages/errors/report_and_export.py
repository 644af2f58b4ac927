"""Errors of `rectledger report` and `rectledger export`."""

from rectledger.i18n.language import N_

# How to get one, as no library of ours writes it.
PDF: tuple[str, str | None] = (
    N_("cannot write a PDF: {path}"),
    N_("Write a .docx and convert it (`soffice --headless --convert-to pdf FILE.docx`), or a .html "
       "and print it to PDF from the browser."),
)  # fmt: skip

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "out-in-ledger": (
        N_("cannot write {path}: it is part of the ledger in {folder}"),
        N_("Nothing was written. Choose a file elsewhere with -o."),
    ),
    "out-in-git": (
        N_("cannot write {path}: it belongs to git"),
        N_("Nothing was written. Choose a file elsewhere with -o."),
    ),
    "out-is-folder": (
        N_("{path} is a folder, not a file"),
        N_("Nothing was written. Choose a file in it with -o."),
    ),
    "out-no-folder": (
        N_("cannot write {path}: folder {folder} does not exist"),
        N_("Create that folder first, or choose a file elsewhere with -o."),
    ),
    "out-refused": (
        N_("cannot write {path}: {detail}"),
        N_("An existing file was not replaced. Fix this, or choose a file elsewhere with -o."),
    ),
    "out-but-unsaid": (
        N_("{path} was written, but the result could not be printed: {detail}"),
        N_("Check where the output goes: the disk may be full, or the device may not accept it."),
    ),
    "export-not-json": (
        N_("cannot use --json with `rectledger export {form}`"),
        N_("Leave out --json, or use `rectledger export json`."),
    ),
    "export-measures": (
        N_("cannot use --measures with `rectledger export json`, which includes them already"),
        N_("Leave it out."),
    ),
    "extra-missing": (
        N_("this requires {library}, which is not installed"),
        N_("Install it: in a clone of rectledger, run pip install '.[publish]'"),
    ),
    "template-broken": (
        N_("invalid template: {file}: {detail}"),
        N_("Start from the built-in template: `rectledger report KIND --print-template`."),
    ),
    "template-forbidden": (
        N_("operation not allowed in a template: {file}: {detail}"),
        N_("A template can only print the values that it is given."),
    ),
    "template-unreadable": (
        N_("cannot read template {file}: {detail}"),
        N_("Use --template with a UTF-8 text file."),
    ),
    "no-template": (
        N_("`report {kind}` does not use a template"),
        N_("Leave out --template and --print-template: only the ledger workbook has no "
           "template."),
    ),
    "not-this-form": (
        N_("`report {kind}` does not support the format {form}"),
        N_("Use one of: {forms}."),
    ),
    "form-unknown": (
        N_("cannot tell the format of the document from its name: {path}"),
        N_("Use a name that ends in one of {forms}, or specify --format."),
    ),
    "needs-reference": (
        N_("`report closure` requires an issue number"),
        N_("For example: `rectledger report closure 21`."),
    ),
    "closure-of-issue": (
        N_("{ref} is a measure, but a closure form is for an issue"),
        N_("The form includes its measures: `rectledger report closure {issue}`."),
    ),
    "closure-of-department": (
        N_("cannot use --department with `report closure`"),
        N_("Leave it out: the form is for one issue, whichever department leads it."),
    ),
    "nothing-found-yet": (
        N_("no notice is possible before {feedback}, the date of the inspection's feedback"),
        N_("Use that date or a later one: --as-of {feedback}."),
    ),
    "template-alone": (
        N_("cannot use {option} with --print-template"),
        N_("Leave it out. To save the template, redirect the output to a file: > FILE."),
    ),
    "no-template-in": (
        N_("cannot use --template with the format {form}"),
        N_("Leave out --template, or use -o with a name that ends in .md, .html or .docx."),
    ),
    "not-of-kind": (
        N_("cannot use {option} with `report {kind}`"),
        N_("Leave it out: it is for `report {other}`."),
    ),
    "since-later-commit": (
        N_("--since {since} is a later commit than --at {at}"),
        N_("Swap the two, or leave out --at."),
    ),
    "since-unknown": (
        N_("--since: `{since}` is neither a date nor a commit, branch or tag"),
        N_("Use YYYY-MM-DD for a date; `git log`, `git branch --all` and `git tag` list the rest."),
    ),
    "since-not-before": (
        N_("--since {since} must be before {day}, the date of the bulletin"),
        N_("Use an earlier date, or a later one with --as-of."),
    ),
    "needs-output": (
        N_("cannot show {form} on a terminal"),
        N_("Write it to a file: -o {kind}.{form}"),
    ),
    "json-without-output": (
        N_("--json requires -o or --check"),
        N_("To get the ledger as JSON, use `rectledger export json`."),
    ),
    "no-name": (
        N_("{option} requires a file name"),
        N_("For example: `{option} FILE`."),
    ),
    "one-of-these": (
        N_("cannot use {option} with {other}"),
        N_("Leave one of them out."),
    ),
    "check-unreadable": (
        N_("cannot read {path}: {detail}"),
        N_("Use --check with a document that the same command made with -o."),
    ),
    "differs": (
        N_("{path} does not match the ledger as of {day}"),
        N_("It may have been made with other options (--as-of, --at, --lang, --department, "
          "--internal, --since, --template) or other versions of the libraries. To make it again, "
          "use -o {path} instead of --check."),
    ),
}  # fmt: skip
