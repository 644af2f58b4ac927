"""What a finding says of a ledger that breaks a rule."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_KNOWN = N_("Known: {known}.")
# What is in the log already stays as it is.
_APPROVE_NOW = N_(
    "Have one of them approve it now, and add what shows that: `rectledger attach {ref} "
    "--document TITLE`."
)
# Of an entry that is not committed.
UNCOMMITTED = N_(
    "The entry is not committed yet: take it out of the file again, and enter it as the rules have "
    "it."
)
# Of a closing that is not to stand.
_AGAIN = N_(
    "Reopen it (`rectledger reopen {ref}`; a measure with its issue), and have it closed as policy "
    "asks."
)
DELETED = N_(
    "`{command}` brings back {deleted}, which commit {commit} deleted; commit that. What is given "
    "up is waived, not deleted."
)
RULE: dict[str, Sentence] = {
    "duplicate": (N_("{ref} is already in {other}"), N_("Each number is given once.")),
    "gap": (
        N_("{missing} is missing before {before}"),
        N_("`git log --diff-filter=D` shows whether it was deleted."),
    ),
    "record-deleted": (
        N_("{ref} was deleted in commit {commit}, and numbers are never given twice"),
        DELETED,
    ),
    "number-given-again": (
        N_(
            "{ref} is another than the one that commit {commit} deleted, and numbers are never "
            "given twice"
        ),
        N_(
            "Give it the next number, with all that hangs on it; then `{command}` brings back what "
            "was deleted. Commit both together."
        ),
    ),
    "history-in-part": (
        N_("git does not show the whole history here, so records that were deleted are not known"),
        N_("If the clone is a shallow one: `git fetch --unshallow`."),
    ),
    "orphan": (
        N_("{ref} stands under issue {issue}, which is not there"),
        N_("Bring the issue's file back, or mend the number in this one."),
    ),
    "unknown-section": (N_("unknown section {word}"), _KNOWN),
    "unknown-kind": (N_("unknown kind {word}"), _KNOWN),
    "unknown-department": (N_("unknown department {word}"), _KNOWN),
    "lead-supports": (
        N_("{ref} is led by {word}, which cannot support it too"),
        N_("Name each department once: `rectledger reassign`."),
    ),
    "unknown-member": (N_("{word} is not a member of this ledger"), _KNOWN),
    "listed-twice": (N_("{word} is listed twice"), N_("Keep one.")),
    "no-deadline": (
        N_("{ref} has no deadline, and its kind {kind} asks for one"),
        N_("Write `due`; only kinds without months may do without."),
    ),
    "date-backwards": (
        N_("the entry's day {date} lies before the previous entry's, {before}"),
        N_("What was learnt late is entered under the day of entry."),
    ),
    "date-future": (
        N_("the entry's day {date} lies in the future (today is {today})"),
        N_("An entry carries the day on which it is entered."),
    ),
    "opened-future": (
        N_("`opened` {date} lies in the future (today is {today})"),
        N_("Until then it counts nowhere."),
    ),
    "due-before-opened": (
        N_("the deadline {date} lies before the issue was opened, {opened}"),
        N_("Mend whichever of the two is wrong."),
    ),
    "date-before-opened": (
        N_("the entry's day {date} lies before the record was opened, {opened}"),
        N_("What was done earlier goes into the note."),
    ),
    "illegal-event": (
        N_("{event} of {ref} is not possible: it is {state} at that point"),
        N_("`rectledger show {ref}` lists what came before."),
    ),
    "extend-backwards": (
        N_("the extension to {to} is not later than the deadline in force, {deadline}"),
        N_("An extension moves the deadline to a later day."),
    ),
    "to-in-the-past": (
        N_("{ref}: its new deadline {to} lies before the day of the entry, {date}"),
        N_("Extend it (`rectledger extend`), and say in the note what was meant."),
    ),
    "reopen-under-closed": (
        N_("{ref} cannot be reopened while its issue {issue} is closed or waived"),
        N_("Reopen the issue first."),
    ),
    "open-measures": (
        N_("{ref} is closed, but measures under it are not: {measures}"),
        N_("Close them on the same day or before, or reopen the issue."),
    ),
    "named-by-role": (
        N_(
            "entries by a role, such as office, in place of a member: {n}; roles and four eyes are "
            "not held against them"
        ),
        None,
    ),
    "nobody-bound": (
        N_("policy asks for roles or four eyes, but the ledger has no members who could have them"),
        N_("List the members in ledger.yaml; until then these rules bind nobody."),
    ),
    "not-a-closer": (
        N_("{who} closed it, and policy leaves closing to: {roles}"),
        _AGAIN,
    ),
    "not-an-approver": (
        N_("{who} approved it, and policy leaves approving to: {roles}"),
        _APPROVE_NOW,
    ),
    "not-approved": (
        N_(
            "nobody is named as having approved a deadline later than {deadline}; policy leaves "
            "that to: {roles}"
        ),
        _APPROVE_NOW,
    ),
    "own-department": (
        N_("{who}, who closed it, is of its lead department {lead}; policy asks for four eyes"),
        _AGAIN,
    ),
    "own-submission": (
        N_("{who}, who closed it, submitted it on {date}; policy asks for four eyes"),
        _AGAIN,
    ),
    "too-many-extensions": (
        N_("{ref} was given a later deadline more often than policy allows ({most})"),
        N_(
            "What is entered stays. Only a higher `extensions` in ledger.yaml clears this; closing "
            "or waiving does not."
        ),
    ),
    "not-amendable": (
        N_("{ref} has no field `{field}` that an amendment may change"),
        N_("A number and the log are never amended; docs/format.md lists the fields."),
    ),
    "amendment-gap": (
        N_("the amendment of `{field}` does not begin where the one before it ended"),
        N_("`was` is what the last amendment of the field made it."),
    ),
    "amendment-undone": (
        N_("{ref}: `{field}` is not what this amendment made it"),
        N_("Bring the value back; `rectledger amend` changes it, and says so in the log."),
    ),
    "deadline-when-done": (
        N_("{ref} is {state}: no deadline is in force that an amendment could set right"),
        N_("`rectledger reopen` takes it up again, with a deadline."),
    ),
    "deadline-of-the-record": (
        N_("the deadline of {ref} is the one that its file gives: no entry has set another"),
        N_("Amend the field `due`."),
    ),
    "deadline-was": (
        N_("the amendment says that the deadline of {ref} was {was}; in force was {deadline}"),
        N_("`was` is the deadline in force at that point of the log."),
    ),
    "deadline-not-earlier": (
        N_("the amendment of the deadline of {ref} to {now} leads to no earlier day than {was}"),
        N_("A later deadline is an extension, with its own approval: `rectledger extend`."),
    ),
    "deadline-too-early": (
        N_("the amendment sets the deadline of {ref} to {now}, before {earliest}"),
        N_("An entry that is set right named no day before that one, and none is put in it now."),
    ),
    "deadline-far": (
        N_("the deadline of {ref}, {deadline}, lies more than {years} years off"),
        N_(
            "If it is a slip: `rectledger amend {ref} --field deadline`, or `--field due` where "
            "the file itself gives it."
        ),
    ),
    "due-after-issue": (
        N_("{ref} is due on {deadline}, after its issue {issue} ({of_issue})"),
        N_("Extend the issue, or see to it that the measure is done before it is."),
    ),
    "uncommitted": (
        N_("it is not committed as it is now"),
        N_("If a command was cut off, run it again; else commit the file, or bring it back."),
    ),
    "in-conflict": (
        N_("it is in conflict, and git waits for what is to stand in it"),
        N_("Put it right, `git add` it, and finish the merge or rebase (`git status` says how)."),
    ),
    "uncommitted-deletion": (
        N_("it is deleted, and that is not committed"),
        N_("`git restore` brings it back; what belongs in a ledger is never deleted."),
    ),
    "passed-over-by-git": (
        N_("git is told to pass over it: it is counted here, and no commit has it"),
        N_("`{git} check-ignore -v {path}` names the rule; take that out, and commit the file."),
    ),
    "kept-elsewhere": (
        N_(
            "another repository keeps it (a submodule): what is not committed there is not known "
            "here"
        ),
        N_("`{git} -C {path} status` shows it."),
    ),
    "uncommitted-files": (
        N_("{n} files in it are not committed as they are now"),
        N_("If a command was cut off, run it again; `git status` lists them."),
    ),
    "no-evidence": (
        N_("{ref} was closed without evidence, and policy asks for it ({policy})"),
        _AGAIN,
    ),
    "no-evidence-file": (
        N_("{ref} was closed without a file as evidence, and policy asks for one"),
        _AGAIN,
    ),
}

EVIDENCE: dict[str, Sentence] = {
    "evidence-missing": (
        N_("the evidence {path} is missing"),
        N_("`git log -- {path}` shows what became of it."),
    ),
    "evidence-altered": (
        N_("the evidence {path} has been altered: {size} bytes and SHA-256 {sha256}, "
          "where the entry says {was_size} and {was_sha256}"),
        N_("Bring back the file as it was when it was handed in."),
    ),
    "evidence-future": (
        N_("the evidence of {ref} is dated {dated}, a day that has not come (today is {today})"),
        N_("Mend the year, the month or the day; what is not signed yet proves nothing."),
    ),
    "evidence-unreferenced": (
        N_("this evidence belongs to no entry"),
        N_("Name it in an entry's `evidence`, or move it away."),
    ),
}  # fmt: skip

TOTAL: dict[str, Sentence] = {
    "control-total": (
        N_("{name}: {declared} declared as of {as_of}, but the ledger counts {counted}"),
        N_("Records are missing or too many, or the declared total is wrong."),
    ),
    "control-totals-unchecked": (
        N_("{n} control totals are not held against the files, while some cannot be read"),
        None,
    ),
    "control-total-unpublished": (
        N_("{name}: {declared} declared as of {as_of}, {counted} listed here; "
          "the source publishes no list to hold them against"),
        None,
    ),
}  # fmt: skip

WRITING: dict[str, Sentence] = {
    "log-in-brackets": (
        N_("the log stands in brackets, where no entry can be added on lines of its own"),
        N_("Put `log:` on a line alone, or take it out where it is empty; "
          "begin each entry with `- ` on a line below."),
    ),
    "record-in-brackets": (
        N_("the record stands in brackets, where nothing can be added on lines of its own"),
        N_("Write each key on a line of its own, without the brackets around them all."),
    ),
    "no-last-line-end": (
        N_("the file ends in a text that an added line end would change"),
        N_("Write `|-` or `>-` in place of the `|` or `>` above that text, and end its last line."),
    ),
    "would-be-too-large": (
        N_("it would become larger than {most} KiB, and no longer be read"),
        N_("Keep long texts as evidence, and refer to them from the record."),
    ),
    "cannot-append": (
        N_("no entry can be added without changing what stands here"),
        N_("Put each key at the left margin, the log last and each entry below it behind `- `, "
          "all without brackets; or add the entry by hand."),
    ),
    "cannot-amend": (
        N_("`{key}` cannot be changed without changing other lines"),
        N_("Write `{key}:` and its value on a line of their own, with no comment near; "
          "then run the command again."),
    ),
}  # fmt: skip
