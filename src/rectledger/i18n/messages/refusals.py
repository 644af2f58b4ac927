"""Refusals in words: why an item cannot be changed as asked, and what to do next."""

from collections.abc import Mapping

from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages import findings

# A code that is not here is also a finding, and has its text.
TEMPLATES: dict[str, tuple[str, str | None]] = {
    "already-closed": (
        N_("{ref} was already closed on {date}"),
        N_("To add evidence, use `rectledger attach {ref} --evidence FILE`. To correct a wrong "
          "closing, use `rectledger reopen {ref} --to DATE --note TEXT`."),
    ),
    "already-entered": (
        N_("{ref} already has this entry ({event}, {date})"),
        N_("It was not recorded again; `rectledger show {ref}` shows it."),
    ),
    "already-attached": (
        N_("{ref} already has all of this evidence"),
        N_("`rectledger show {ref}` shows in which entry."),
    ),
    "already-added": (
        N_("{ref} already has exactly this content"),
        N_("It was not added again. To add another one like it, give the next number, {next}."),
    ),
    "to-in-the-past": (
        N_("{ref}: the new deadline {to} is before the date of the entry, {date}"),
        N_("Use a later date with --to."),
    ),
    "already-assigned": (
        N_("{ref} already has these lead and supporting departments"),
        N_("`rectledger show {ref}` shows it."),
    ),
    "already-so": (
        N_("{ref}: `{field}` already has this value"),
        N_("`rectledger show {ref}` shows it."),
    ),
    "illegal-event": (
        N_("{event} is not allowed for {ref}: it is {state}"),
        N_("Allowed while it is: {allowed}. `rectledger show {ref}` shows its log."),
    ),
    "not-for-measures": (
        N_("{event} is not allowed for {ref}: it is a measure"),
        N_("Submission, return and review are for issues only."),
    ),
    "open-measures": (
        N_("{ref} cannot be closed while its measures are ongoing: {measures}"),
        N_("Close them first, or use --with-measures to close them too."),
    ),
    "no-evidence": (
        N_("{ref} cannot be closed without evidence: policy requires it"),
        N_("Add --evidence FILE, or --document TITLE or --url ADDRESS for evidence kept "
           "elsewhere."),
    ),
    "no-evidence-file": (
        N_("{ref} cannot be closed without an evidence file: policy requires one"),
        N_("Add --evidence FILE; a reference is not enough in this ledger."),
    ),
    "extend-backwards": (
        N_("{ref} cannot be extended to {to}: its deadline is {deadline}"),
        N_("Use a later date with --to. If {deadline} is a mistake, correct it: rectledger amend "
           "{ref} --field {field} --now {to} --approved-by WHO --note TEXT."),
    ),
    "reopen-under-closed": (
        N_("{ref} cannot be reopened while its issue {issue} is closed or waived"),
        N_("Reopen the issue first: rectledger reopen {issue} --to DATE --note TEXT."),
    ),
    "date-backwards": (
        N_("{ref}: the date {date} is before that of its last entry, {before}"),
        N_("Use the date on which you record it, and give the actual date in the note."),
    ),
    "date-future": (
        N_("{ref}: the date {date} is in the future (today is {today})"),
        N_("An entry is dated the day it is recorded; leave out --date to use today."),
    ),
    "date-before-opened": (
        N_("{ref}: the date {date} is before it was opened, {opened}"),
        N_("Describe earlier work in the note. If the opening date is wrong, correct it: "
           "rectledger amend {ref} --field opened --now DATE --approved-by WHO --note TEXT."),
    ),
    "opened-future": (
        N_("{ref}: the opening date {date} is in the future (today is {today})"),
        N_("Use today or an earlier date."),
    ),
    "due-before-opened": (
        N_("{ref}: the deadline {date} is before it was opened, {opened}"),
        N_("Use a later deadline, or an earlier opening date."),
    ),
    "no-deadline": (
        N_("{ref} has no deadline, but its kind {kind} requires one"),
        N_("Set one first: rectledger amend {ref} --field due --now DATE --approved-by WHO --note "
           "TEXT."),
    ),
    "lead-supports": (
        N_("{word} cannot both lead and support {ref}"),
        N_("If it leads, list the other supporting departments with --support."),
    ),
    "unknown-member": (
        N_("{ref}: unknown member `{word}`"),
        N_("Members: {known}."),
    ),
    "not-a-closer": (
        N_("{ref}: {who} may not close it; policy allows only: {roles}"),
        N_("Ask one of them to close it in their own name."),
    ),
    "not-an-approver": (
        N_("{ref}: {who} may not approve it; policy allows only: {roles}"),
        N_("Ask one of them to approve it, and say who did with --approved-by."),
    ),
    "not-approved": (
        N_("{ref}: a deadline later than {deadline} requires the approval of: {roles}"),
        N_("Ask one of them to approve it, and say who did with --approved-by."),
    ),
    "own-department": (
        N_("{ref}: {who} belongs to the lead department {lead}; policy requires somebody from "
           "another department to close it (`four_eyes`)"),
        N_("Ask a member of another department to close it in their own name."),
    ),
    "own-submission": (
        N_("{ref}: {who} submitted it on {date}; policy requires somebody else to close it "
           "(`four_eyes`)"),
        N_("Ask somebody else to close it in their own name."),
    ),
    "too-many-extensions": (
        N_("{ref} cannot be extended again: policy limits extensions to {most}"),
        N_("Close it, waive it, or have the policy changed."),
    ),
    "not-amendable": (
        N_("{ref}: there is no field `{field}` that can be amended"),
        N_("Fields that can be amended: {known}."),
    ),
    "amended-while-ongoing": (
        N_("{ref} is ongoing: its departments are changed by reassigning, not by amending"),
        N_("Use `rectledger reassign {ref}` with --lead CODE or --support CODE."),
    ),
    "deadline-when-done": (
        N_("{ref} is {state}: it has no deadline in force to amend"),
        N_("To reopen it with a new deadline, use `rectledger reopen {ref} --to DATE --note "
           "TEXT`."),
    ),
    "deadline-of-the-record": (
        N_("the deadline of {ref} comes from its file: no log entry has changed it"),
        N_("Correct that one: rectledger amend {ref} --field due --now DATE --approved-by WHO "
           "--note TEXT."),
    ),
    "deadline-not-earlier": (
        N_("{ref}: {now} is not earlier than its deadline, {was}"),
        N_("To allow more time, extend it: rectledger extend {ref} --to DATE --approved-by WHO "
           "--note TEXT."),
    ),
    "deadline-too-early": (
        N_("{ref}: {now} is too early for the entry that set the deadline"),
        N_("Use {earliest} or a later date."),
    ),
    "deadline-far": (
        N_("{ref}: the deadline {deadline} is more than {years} years away"),
        N_("If that is intended, add --far."),
    ),
    "evidence-future": (
        N_("{ref}: the evidence date {dated} is in the future (today is {today})"),
        N_("Correct the date given with --dated."),
    ),
    "bad-amendment": (
        N_("{ref}: invalid value for `{field}`"),
        N_("`rectledger help format` describes the allowed values."),
    ),
    "amendment-undone": (
        N_("{ref}: `{field}` does not match its last amendment"),
        N_("`rectledger check` shows where, `git log -p` how it changed."),
    ),
    "no-such-issue": (
        N_("cannot add a measure: issue {ref} does not exist"),
        N_("`rectledger list` shows the issues; `rectledger add issue` adds one."),
    ),
    "closed-to-measures": (
        N_("cannot add a measure to {ref}: it is {state}"),
        N_("Reopen it first: rectledger reopen {ref} --to DATE --note TEXT."),
    ),
    "opened-while-done": (
        N_("{ref} cannot be opened on {opened}: {issue} was closed or waived until {again}"),
        N_("Use --opened {again} or a later date."),
    ),
    "number-taken": (
        N_("{ref} already exists in this ledger"),
        N_("Leave it out to use the next one; for a measure, give only the number of its issue."),
    ),
    "record-deleted": (
        N_("{ref} was used before and deleted in commit {commit}; numbers are never reused"),
        N_("Restore it with `{command}` and commit it, then run the same command again. To drop an "
          "item, waive it; do not delete it."),
    ),
    "record-not-there": (
        N_("{ref} is in the last commit, but its file is missing"),
        N_("Restore it with `{command}`, then run the same command again."),
    ),
    "field-missing": (
        N_("{ref}: this ledger requires the field `{field}`"),
        N_("Add --field {field}=VALUE. A required field cannot be removed."),
    ),
    "leaves-gap": (
        N_("{ref} would leave a gap: {missing} does not exist yet"),
        N_("Add {missing} first, or leave the number out to use the next one; for a measure, give "
           "only the number of its issue."),
    ),
}  # fmt: skip


_NO_MORE_TIME = N_("{ref} cannot be reopened with a deadline later than {deadline}: policy limits "
                   "extensions to {most}")  # fmt: skip
# Texts that depend on the event, and on whether the deadline in force has passed.
_BESIDES: dict[tuple[str, object, object], tuple[str, str | None]] = {
    ("illegal-event", "review", None): (
        TEMPLATES["illegal-event"][0],
        N_("Only closed issues are reviewed. Record how an ongoing issue stands with `rectledger "
           "progress {ref} --note TEXT`: after that its review is no longer due."),
    ),
    ("too-many-extensions", "reopen", False): (
        _NO_MORE_TIME,
        N_("Use a deadline up to {deadline}, or have the policy changed. If an issue has relapsed, "
           "record that with `rectledger review`."),
    ),
    ("too-many-extensions", "reopen", True): (
        _NO_MORE_TIME,
        N_("Have the policy changed. If an issue has relapsed, record that with `rectledger "
           "review`."),
    ),
}  # fmt: skip


# Where the new value is none.
_REQUIRED: tuple[str, str | None] = (
    N_("{ref}: `{field}` is required and cannot be removed"),
    N_("Correct it with --now."),
)
# Where nobody gave the two dates that contradict each other.
_BY_KIND: tuple[str, str | None] = (
    N_("{ref}: its kind gives the deadline {date}, counted from the feedback on {feedback}; that "
       "is before it would be opened, {opened}"),
    N_("If it counts from the feedback, add --opened {feedback}. For another deadline, use --due "
       "DATE."),
)  # fmt: skip


def say(ref: str, code: str, args: Mapping[str, object]) -> tuple[str, str | None]:
    """Why the item `ref` cannot be changed: the message and the hint, in the language in use."""
    args = {"ref": ref, **args}
    if code not in TEMPLATES:
        message, hint = findings.say(code, args)
        return _("{ref}: {message}").format(ref=ref, message=message), hint
    own = _BESIDES.get((code, args.get("event"), args.get("over")))
    if code == "due-before-opened" and "feedback" in args:
        own = _BY_KIND
    if code == "bad-amendment" and args.get("removed"):
        own = _REQUIRED
    message, hint = own or TEMPLATES[code]
    return findings.filled(_(message), _(hint) if hint else None, args)
