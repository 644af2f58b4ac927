"""What an error says of a verb that cannot be meant as it is typed."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "option-needed": (
        N_("{option} is missing"),
        N_("`rectledger add --help` shows what it takes."),
    ),
    "measure-of-what": (
        N_("a measure stands under an issue, and none is named"),
        N_("Such as `rectledger add measure 21 --title TEXT`."),
    ),
    "not-of-measures": (
        N_("{option} is for issues only: a measure has none"),
        N_("Leave it out."),
    ),
    "bad-issue-number": (
        N_("{number} is not an issue's number"),
        N_("Write one such as 58, or leave it out to get the next one."),
    ),
    "deadline-taken-out": (
        N_("a deadline that an entry has set cannot be taken out"),
        N_("Give an earlier one: --now DATE."),
    ),
    "amend-to-what": (
        N_("it is not clear what the field is to hold"),
        N_("Say --now VALUE, or --take-out."),
    ),
    "amend-by-hand": (
        N_("{field} is a list, and cannot be amended from the command line"),
        N_("Change it in the file, add an `amend` entry to the log there, and commit both."),
    ),
    "neither-true-nor-false": (
        N_("--now takes true or false here, and `{value}` is neither"),
        N_("Write --now true or --now false."),
    ),
    "which-language": (
        N_("this text is kept by language, and --now does not say which one is amended"),
        N_("Such as --now en=TEXT, or --now zh=… --now en=…."),
    ),
    "bad-day-or-month": (
        N_("{option} takes a day or a month, and `{value}` is neither"),
        N_("Write it as YYYY-MM-DD or YYYY-MM, such as 2021-07."),
    ),
    "bad-address": (
        N_("--url takes an address, and `{value}` is none"),
        N_("It begins with https:// or http://, and has no blanks."),
    ),
    "dated-what": (
        N_("--dated says the day of a document: {documents} documents and {days} days are given"),
        N_("Give each --document its --dated, or none of them."),
    ),
    "hidden-character": (
        N_("{option} holds the invisible or forbidden character {point}"),
        N_("Type it anew; such characters hide what a text really says."),
    ),
    "says-nothing": (N_("{option} is blank"), N_("Fill it in, or leave it out.")),
    "two-texts": (
        N_("{option} is given more than once"),
        N_("Once is enough; or once in each language: {option} zh=… {option} en=…."),
    ),
    "note-missing": (
        N_("this entry ({event}) needs a note"),
        N_("Add one: --note TEXT."),
    ),
    "evidence-needed": (
        N_("there is no evidence to add"),
        N_("Name a file with --evidence, or --document TITLE or --url ADDRESS."),
    ),
    "note-or-evidence-missing": (
        N_("a submission needs a note or evidence"),
        N_("Add --note TEXT, --evidence FILE, --document TITLE or --url ADDRESS."),
    ),
    "relapse-needs-to": (
        N_("after a relapse the issue has a new deadline"),
        N_("Name it with --to DATE."),
    ),
    "to-without-relapse": (
        N_("--to goes with a relapse: what held has no new deadline"),
        N_("Leave --to out, or say --outcome relapsed."),
    ),
    "approved-without-relapse": (
        N_("--approved-by goes with a relapse: what held has no new deadline to approve"),
        N_("Leave --approved-by out, or say --outcome relapsed and --to DATE."),
    ),
    "support-and-none": (
        N_("--support and --no-support are both given"),
        N_("Choose one of them."),
    ),
    "reassign-to-nobody": (
        N_("no department is named to hand it to"),
        N_("Name a department: --lead CODE, --support CODE, or --no-support."),
    ),
    "branch-without-commit": (
        N_("--branch and --detached are about a commit, and --no-commit makes none"),
        N_("Leave one of them out."),
    ),
    "branch-nowhere": (
        N_("--branch makes a branch, and there is no git repository here"),
        N_("Leave it out; or make a repository first, with `rectledger init`."),
    ),
    "branch-exists": (
        N_("there is a branch {branch} already"),
        N_("Nothing was changed. Switch to it (`git switch {branch}`), or delete it "
          "(`git branch -d {branch}`), and run the same command again."),
    ),
    "by-nobody": (
        N_("nobody is named who enters this, and git knows no name"),
        N_("Say --by NAME, or tell git once: git config user.name NAME."),
    ),
    "by-no-member": (
        N_("git's address ({address}) belongs to no member, so it is not known who enters this"),
        N_("Set yours as ledger.yaml lists it (`git config user.email`), or say --by ID; "
           "members: {known}."),
    ),
    "by-which-member": (
        N_("nobody is named who enters this, and git knows no address to find the member by"),
        N_("Set yours as ledger.yaml lists it (`git config user.email`), or say --by ID; "
           "members: {known}."),
    ),
}  # fmt: skip
