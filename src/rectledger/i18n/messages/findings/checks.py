"""Messages for findings in a ledger that breaks a rule."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_KNOWN = N_("Known: {known}.")
# For entries already in the log, which stay as they are.
_APPROVE_NOW = N_(
    "Ask one of them to approve it now, and record the approval: `rectledger attach {ref} "
    "--document TITLE`."
)
# For entries that are not committed.
UNCOMMITTED = N_(
    "The entry is not committed yet: remove it from the file, and record it again as policy "
    "requires."
)
# For closings that must not stand.
_AGAIN = N_(
    "Reopen it (`rectledger reopen {ref}`; a measure together with its issue), and close it again "
    "as policy requires."
)
DELETED = N_(
    "{deleted} was deleted in commit {commit}: restore it with `{command}` and commit it. To drop "
    "an item, waive it; do not delete it."
)
RULE: dict[str, Sentence] = {
    "duplicate": (N_("{ref} already exists in {other}"), N_("Use each number only once.")),
    "gap": (
        N_("{missing} is missing before {before}"),
        N_("`git log --diff-filter=D` shows whether it was deleted."),
    ),
    "record-deleted": (
        N_("{ref} was deleted in commit {commit}; numbers are never reused"),
        DELETED,
    ),
    "number-given-again": (
        N_("{ref} is not the item that commit {commit} deleted; numbers are never reused"),
        N_(
            "Change it to the next number, with everything that belongs to it. Then restore the "
            "deleted item with `{command}`, and commit both together."
        ),
    ),
    "history-in-part": (
        N_("cannot tell whether records were deleted: git does not show the full history here"),
        N_("In a shallow clone, run `git fetch --unshallow`."),
    ),
    "orphan": (
        N_("{ref} belongs to issue {issue}, which does not exist"),
        N_("Restore the issue's file, or correct the number in this one."),
    ),
    "unknown-section": (N_("unknown section `{word}`"), _KNOWN),
    "unknown-kind": (N_("unknown kind `{word}`"), _KNOWN),
    "unknown-department": (N_("unknown department `{word}`"), _KNOWN),
    "lead-supports": (
        N_("{word} cannot both lead and support {ref}"),
        N_("Correct this with `rectledger reassign {ref}`."),
    ),
    "unknown-member": (N_("unknown member `{word}`"), _KNOWN),
    "listed-twice": (N_("`{word}` is listed twice"), N_("Keep one.")),
    "no-deadline": (
        N_("{ref} has no deadline, but its kind {kind} requires one"),
        N_("Add `due`; only kinds without `months` need no deadline."),
    ),
    "date-backwards": (
        N_("the entry's date {date} is before that of the previous entry, {before}"),
        N_("Use the date on which it was recorded, and give the actual date in the note."),
    ),
    "date-future": (
        N_("the entry's date {date} is in the future (today is {today})"),
        N_("An entry is dated the day it is recorded."),
    ),
    "opened-future": (
        N_("`opened` {date} is in the future (today is {today})"),
        N_("Use today or an earlier date."),
    ),
    "due-before-opened": (
        N_("the deadline {date} is before the issue was opened, {opened}"),
        N_("Correct whichever of the two is wrong."),
    ),
    "date-before-opened": (
        N_("the entry's date {date} is before the item was opened, {opened}"),
        N_("Describe earlier work in the note."),
    ),
    "illegal-event": (
        N_("{event} is not allowed for {ref}: at that point it is {state}"),
        N_("Allowed while it is: {allowed}. `rectledger show {ref}` shows its log."),
    ),
    "extend-backwards": (
        N_("the extension to {to} is not later than the deadline in force, {deadline}"),
        N_("An extension must set a later deadline."),
    ),
    "to-in-the-past": (
        N_("{ref}: the new deadline {to} is before the date of the entry, {date}"),
        N_("Set the intended one with `rectledger extend {ref}`, and explain it in the note."),
    ),
    "reopen-under-closed": (
        N_("{ref} cannot be reopened while its issue {issue} is closed or waived"),
        N_("Reopen the issue first."),
    ),
    "open-measures": (
        N_("{ref} is closed, but these measures of it are not: {measures}"),
        N_("Close them on the same date as the issue or earlier, or reopen the issue."),
    ),
    "named-by-role": (
        N_(
            "entries that name a role, such as office, instead of a member: {n}; rules on roles "
            "and `four_eyes` are not applied to them"
        ),
        None,
    ),
    "nobody-bound": (
        N_("policy requires roles or `four_eyes`, but the ledger has no members"),
        N_("List the members in ledger.yaml; until then, these rules have no effect."),
    ),
    "not-a-closer": (
        N_("{ref}: closed by {who}, but policy allows only: {roles}"),
        _AGAIN,
    ),
    "not-an-approver": (
        N_("{ref}: approved by {who}, but policy allows only: {roles}"),
        _APPROVE_NOW,
    ),
    "not-approved": (
        N_(
            "{ref}: no approver given, but a deadline later than {deadline} requires the approval "
            "of: {roles}"
        ),
        _APPROVE_NOW,
    ),
    "own-department": (
        N_(
            "{ref}: closed by {who} of the lead department {lead}, but policy requires somebody "
            "from another department (`four_eyes`)"
        ),
        _AGAIN,
    ),
    "own-submission": (
        N_(
            "{ref}: closed by {who}, who submitted it on {date}, but policy requires somebody else "
            "(`four_eyes`)"
        ),
        _AGAIN,
    ),
    "too-many-extensions": (
        N_("{ref}: the deadline was postponed more often than policy allows ({most})"),
        N_(
            "Entries are never changed: only a higher `extensions` in ledger.yaml clears this, not "
            "closing or waiving the item."
        ),
    ),
    "not-amendable": (
        N_("{ref}: `{field}` cannot be amended"),
        N_("Numbers and the log are never amended; `rectledger help format` lists the fields."),
    ),
    "amendment-gap": (
        N_("`was` in this amendment of `{field}` does not match the previous amendment"),
        N_("`was` must be the value of `now` in the previous amendment of this field."),
    ),
    "amendment-undone": (
        N_("{ref}: `{field}` does not match its last amendment"),
        N_("Restore the value; to change it, use `rectledger amend`, which also records why."),
    ),
    "deadline-when-done": (
        N_("{ref} is {state}: it has no deadline in force to amend"),
        N_(
            "To reopen it with a new deadline, use `rectledger reopen {ref} --to DATE --note TEXT`."
        ),
    ),
    "deadline-of-the-record": (
        N_("the deadline of {ref} comes from its file: no log entry has changed it"),
        N_("Amend the field `due` instead."),
    ),
    "deadline-was": (
        N_("{ref}: `was` is {was}, but the deadline in force was {deadline}"),
        N_("`was` must be the deadline in force at that point of the log."),
    ),
    "deadline-not-earlier": (
        N_("{ref}: {now} is not earlier than its deadline, {was}"),
        N_(
            "To allow more time, extend it: rectledger extend {ref} --to DATE --approved-by WHO "
            "--note TEXT."
        ),
    ),
    "deadline-too-early": (
        N_("{ref}: {now} is too early for the entry that set the deadline"),
        N_("Use {earliest} or a later date."),
    ),
    "deadline-far": (
        N_("{ref}: the deadline {deadline} is more than {years} years away"),
        N_(
            "If that is a mistake, use `rectledger amend {ref} --field deadline`, or `--field due` "
            "for the deadline in the file itself."
        ),
    ),
    "due-after-issue": (
        N_("{ref} is due on {deadline}, after its issue {issue} ({of_issue})"),
        N_("Extend the issue, or complete the measure before the issue is due."),
    ),
    "uncommitted": (
        N_("uncommitted changes"),
        N_("If a command was interrupted, run it again; otherwise commit or restore the file."),
    ),
    "in-conflict": (
        N_("unresolved merge conflict"),
        N_("Resolve it, `git add` it, and finish the merge or rebase (`git status` shows how)."),
    ),
    "uncommitted-deletion": (
        N_("deleted, but the deletion is not committed"),
        N_("Restore it with `git restore --staged --worktree FILE`; a ledger keeps its files."),
    ),
    "passed-over-by-git": (
        N_("git ignores this file: it is counted here, but is in no commit"),
        N_("`{git} check-ignore -v {path}` shows the rule: remove it, and commit the file."),
    ),
    "kept-elsewhere": (
        N_("this is a submodule: its uncommitted changes are not shown here"),
        N_("`{git} -C {path} status` shows them."),
    ),
    "uncommitted-files": (
        N_("uncommitted changes in {n} files"),
        N_("If a command was interrupted, run it again; `git status` lists the files."),
    ),
    "no-evidence": (
        N_("{ref} was closed without evidence; policy requires it (`evidence: {policy}`)"),
        _AGAIN,
    ),
    "no-evidence-file": (
        N_("{ref} was closed without an evidence file; policy requires one"),
        _AGAIN,
    ),
}

EVIDENCE: dict[str, Sentence] = {
    "evidence-missing": (
        N_("evidence file not found: {path}"),
        N_("`git log -- {path}` shows what happened to it."),
    ),
    "evidence-altered": (
        N_("evidence file {path} was altered: it has {size} bytes and SHA-256 {sha256}, but the "
          "entry says {was_size} and {was_sha256}"),
        N_("Restore the file as it was when it was added."),
    ),
    "evidence-future": (
        N_("{ref}: the evidence date {dated} is in the future (today is {today})"),
        N_("Correct the date: a document that is not issued yet is no evidence."),
    ),
    "evidence-unreferenced": (
        N_("no entry refers to this evidence file"),
        N_("Move it out of the ledger. If it is evidence, then add it: rectledger attach REF "
           "--evidence FILE."),
    ),
}  # fmt: skip

TOTAL: dict[str, Sentence] = {
    "control-total": (
        N_("{name}: {declared} declared as of {as_of}, but {counted} counted"),
        N_("The ledger has too few or too many records, or the declared total is wrong."),
    ),
    "control-totals-unchecked": (
        N_("control totals not checked because some files cannot be read: {n}"),
        None,
    ),
    "control-total-unpublished": (
        N_("{name}: {declared} declared as of {as_of}, {counted} listed here; "
          "no list was published to compare with"),
        None,
    ),
}  # fmt: skip

WRITING: dict[str, Sentence] = {
    "log-in-brackets": (
        N_("the log is written in brackets, so no entry can be added on separate lines"),
        N_("Put `log:` on its own line, or remove it if it is empty; "
          "start each entry with `- ` on a line below."),
    ),
    "record-in-brackets": (
        N_("the record is written in brackets, so nothing can be added on separate lines"),
        N_("Remove the outermost brackets, and write each key on its own line."),
    ),
    "no-last-line-end": (
        N_("the file ends with a text that a final newline would change"),
        N_("Replace the `|` or `>` above that text with `|-` or `>-`, and add a final newline."),
    ),
    "would-be-too-large": (
        N_("the file would exceed {most} KiB, and could no longer be read"),
        N_("Keep long texts as evidence, and refer to them from the record."),
    ),
    "cannot-append": (
        N_("cannot add an entry without changing existing lines"),
        N_("Start each key at the left margin, with the log last and each of its entries after "
          "`- `, and use no brackets; or add the entry by hand."),
    ),
    "cannot-amend": (
        N_("cannot change `{key}` without changing other lines"),
        N_("Write `{key}:` and its value on lines of their own, with no comment nearby, "
          "and run the command again."),
    ),
}  # fmt: skip
