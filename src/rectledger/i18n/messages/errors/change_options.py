"""Errors in the options of a command that changes the ledger."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "option-needed": (
        N_("{option} is missing"),
        N_("See `rectledger add --help`."),
    ),
    "measure-of-what": (
        N_("a measure needs the number of its issue"),
        N_("For example: `rectledger add measure 21 --title TEXT`."),
    ),
    "not-of-measures": (
        N_("{option} applies to issues only, not to measures"),
        N_("Leave it out."),
    ),
    "bad-issue-number": (
        N_("invalid issue number `{number}`"),
        N_("Use a whole number, for example 58, or leave it out to use the next one."),
    ),
    "deadline-taken-out": (
        N_("a deadline set by a log entry cannot be removed"),
        N_("Set an earlier one with --now DATE."),
    ),
    "amend-to-what": (
        N_("exactly one of --now and --take-out is required"),
        N_("Use --now VALUE to correct the field, or --take-out to remove it."),
    ),
    "amend-by-hand": (
        N_("`{field}` is a list and cannot be amended from the command line"),
        N_("Change it in the file, add an `amend` entry to the log there, and commit both."),
    ),
    "neither-true-nor-false": (
        N_("--now must be true or false, got `{value}`"),
        N_("Use --now true or --now false."),
    ),
    "which-language": (
        N_("this field has a text for each language, and --now does not say which one to amend"),
        N_("Use --now zh=TEXT, --now en=TEXT, or both."),
    ),
    "bad-day-or-month": (
        N_("invalid date `{value}` for {option}"),
        N_("Use YYYY-MM-DD or YYYY-MM, for example 2021-10-31 or 2021-07."),
    ),
    "bad-address": (
        N_("invalid URL `{value}` for --url"),
        N_("Use an address that starts with https:// or http:// and has no spaces."),
    ),
    "dated-what": (
        N_("the number of --dated options ({days}) differs from that of --document ({documents})"),
        N_("Use one --dated for each --document, or none at all."),
    ),
    "hidden-character": (
        N_("{option} contains an invisible or forbidden character: {point}"),
        N_("Type the text again: such characters can hide what it really says."),
    ),
    "field-without-value": (
        N_("`{value}` in --field has no value"),
        N_("Use --field NAME=VALUE, for example --field severity=high."),
    ),
    "bad-number": (
        N_("{option}: `{value}` is not a number, and `{field}` takes one"),
        N_("Use digits, for example 206.3."),
    ),
    "says-nothing": (
        N_("{option} is blank"),
        N_("Fill it in; if it is optional, you can leave it out."),
    ),
    "two-texts": (
        N_("{option} is given more than once"),
        N_("Use it once, or once for each language: {option} zh=… {option} en=…."),
    ),
    "note-missing": (
        N_("{event} requires a note"),
        N_("Add one with --note TEXT."),
    ),
    "evidence-needed": (
        N_("no evidence given"),
        N_("Use --evidence FILE, --document TITLE or --url ADDRESS."),
    ),
    "note-or-evidence-missing": (
        N_("a submission needs a note or evidence"),
        N_("Add --note TEXT, --evidence FILE, --document TITLE or --url ADDRESS."),
    ),
    "relapse-needs-to": (
        N_("a relapse requires a new deadline"),
        N_("Set it with --to DATE."),
    ),
    "to-without-relapse": (
        N_("--to requires --outcome relapsed"),
        N_("Leave out --to, or use --outcome relapsed."),
    ),
    "approved-without-relapse": (
        N_("--approved-by requires --outcome relapsed and --to"),
        N_("Leave out --approved-by, or use --outcome relapsed with --to DATE."),
    ),
    "support-and-none": (
        N_("cannot use --support with --no-support"),
        N_("Use only one of them."),
    ),
    "reassign-to-nobody": (
        N_("no department to reassign to"),
        N_("Use --lead CODE, --support CODE or --no-support."),
    ),
    "branch-without-commit": (
        N_("cannot use --branch or --detached with --no-commit"),
        N_("Leave one of them out."),
    ),
    "branch-nowhere": (
        N_("--branch requires a git repository"),
        N_("Leave it out, or create a repository first with `rectledger init`."),
    ),
    "branch-exists": (
        N_("branch {branch} already exists"),
        N_("Nothing was changed. Switch to it (`git switch {branch}`), or delete it "
          "(`git branch -d {branch}`), and run the same command again."),
    ),
    "by-nobody": (
        N_("no name given for this entry, and none found in git"),
        N_("Use --by NAME, or set your name once: git config --global user.name \"Wang Fang\"."),
    ),
    "by-no-member": (
        N_("no member has your git e-mail address ({address})"),
        N_("Set `git config user.email` to your address in ledger.yaml, or use --by ID. "
           "Members: {known}."),
    ),
    "by-which-member": (
        N_("no member given for this entry, and no e-mail address found in git"),
        N_("Set `git config user.email` to your address in ledger.yaml, or use --by ID. "
           "Members: {known}."),
    ),
}  # fmt: skip
