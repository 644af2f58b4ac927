"""What an error says where a document or an export cannot be made, or not put where it is to go."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "out-in-ledger": (
        N_("{path} belongs to the records of the ledger in {folder}, and would be lost"),
        N_("Nothing was written. Name a file elsewhere with -o."),
    ),
    "out-in-git": (
        N_("{path} belongs to git, and the repository would be lost"),
        N_("Nothing was written. Name a file elsewhere with -o."),
    ),
    "out-is-folder": (
        N_("{path} is a folder, and a file is to be written"),
        N_("Nothing was written. Name a file in it with -o."),
    ),
    "out-no-folder": (
        N_("{path} cannot be written: there is no folder {folder}"),
        N_("Make that folder first, or name a file elsewhere with -o."),
    ),
    "out-refused": (
        N_("{path} cannot be written: {detail}"),
        N_("What was there before has not been replaced. Mend that, or name a file elsewhere "
          "with -o."),
    ),
    "out-but-unsaid": (
        N_("{path} is written, but that cannot be printed: {detail}"),
        N_("Look at where it is sent to: a full disk, perhaps, or a device that takes nothing."),
    ),
    "export-not-json": (
        N_("--json and {form} cannot both be"),
        N_("Leave one of them out; JSON comes from `rectledger export json`."),
    ),
    "export-measures": (
        N_("`rectledger export json` takes no --measures: it has the measures already"),
        N_("Leave it out."),
    ),
    "extra-missing": (
        N_("{library} is not installed, and this takes it"),
        N_("It comes with an extra: pip install 'rectledger[publish]'"),
    ),
    "template-broken": (
        N_("the template cannot be used: {file}: {detail}"),
        N_("`rectledger report KIND --print-template` prints the built-in one, to begin with."),
    ),
    "template-forbidden": (
        N_("the template does what templates may not: {file}: {detail}"),
        N_("A template prints the values that it is given, and reaches nothing else."),
    ),
    "template-unreadable": (
        N_("the template {file} cannot be read: {detail}"),
        N_("Name a file with --template that holds text in UTF-8."),
    ),
    "no-template": (
        N_("`report {kind}` is made without a template"),
        N_("Leave --template out. Notices, bulletins, lists, forms and the dashboard have one."),
    ),
    "not-this-form": (
        N_("`report {kind}` cannot be made as {form}"),
        N_("It can be made as: {forms}."),
    ),
    "form-unknown": (
        N_("{path} does not tell what form the document is to have"),
        N_("Let its name end in {forms}, or say --format."),
    ),
    "needs-reference": (
        N_("`report closure` takes the number of an issue"),
        N_("Such as `rectledger report closure 21`."),
    ),
    "closure-of-issue": (
        N_("{ref} is a measure, and a form to strike off is for an issue"),
        N_("Its measures are in it: `rectledger report closure {issue}`."),
    ),
    "closure-of-department": (
        N_("`report closure` takes no --department"),
        N_("Leave it out: the form is for one issue, whoever leads it."),
    ),
    "nothing-found-yet": (
        N_("there was no notice yet: the inspection gave its findings on {feedback}"),
        N_("Ask for that day or a later one: --as-of {feedback}."),
    ),
    "template-alone": (
        N_("--print-template prints the built-in template, and takes no {option}"),
        N_("Leave it out. To have it in a file, let the shell put it there: > FILE."),
    ),
    "no-template-in": (
        N_("a template words no {form}"),
        N_("Leave --template out, or let -o end in .md, .html or .docx."),
    ),
    "not-of-kind": (
        N_("`report {kind}` takes no {option}"),
        N_("Leave it out: it goes with `report {other}`."),
    ),
    "since-later-commit": (
        N_("--since {since} is a later commit than --at {at}"),
        N_("Exchange the two, or leave out --at."),
    ),
    "since-unknown": (
        N_("--since {since} is no day, and this repository knows no commit, branch or tag of that "
          "name"),
        N_("A day is written YYYY-MM-DD; `git log` and `git tag` show what there is besides."),
    ),
    "since-not-before": (
        N_("--since {since} is not before {day}, the day of the bulletin"),
        N_("Name an earlier day, or a later one with --as-of."),
    ),
    "needs-output": (
        N_("a terminal cannot show what has the form {form}"),
        N_("Name a file to write: -o {kind}.{form}"),
    ),
    "json-without-output": (
        N_("--json says what was written or checked, and so goes with -o or --check"),
        N_("For the whole ledger as JSON: `rectledger export json`."),
    ),
    "no-name": (
        N_("{option} takes the name of a file, and was given none"),
        N_("Such as `{option} FILE`."),
    ),
    "one-of-these": (
        N_("{option} and {other} cannot both be"),
        N_("Leave one of them out."),
    ),
    "check-unreadable": (
        N_("{path} cannot be read: {detail}"),
        N_("Name a document with --check that was made by the same command with -o."),
    ),
    "differs": (
        N_("{path} is not what the ledger gives as of {day}"),
        N_("It may have been made with other options: --as-of, --at, --lang, --department, "
          "--internal, --since, --template; or by other versions of the libraries. To make it "
          "anew: -o {path} in place of --check."),
    ),
}  # fmt: skip
