"""What a refusal says: why an item cannot be changed as asked, and what to do next."""

from collections.abc import Mapping

from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages import findings

# What is not here is a finding, and says what that says.
_TEMPLATES: dict[str, tuple[str, str | None]] = {
    "already-closed": (
        N_("{ref} was closed on {date} already"),
        N_("To add evidence: rectledger attach {ref} --evidence doc.pdf. A closing that was wrong "
          "is set right by `rectledger reopen {ref} --to DATE --note TEXT`."),
    ),
    "already-entered": (
        N_("{ref} has exactly this entry already ({event}, {date})"),
        N_("It is done; `rectledger show {ref}` shows it."),
    ),
    "already-attached": (
        N_("{ref} has all of this evidence already"),
        N_("`rectledger show {ref}` shows under which entry."),
    ),
    "already-added": (
        N_("{ref} says exactly this already"),
        N_("It is done. To enter the same once more, name its number."),
    ),
    "to-in-the-past": (
        N_("{ref}: the new deadline {to} lies before the day of the entry, {date}"),
        N_("Name a later day with --to."),
    ),
    "already-assigned": (
        N_("{ref} is led and supported just so already"),
        N_("`rectledger show {ref}` shows it."),
    ),
    "already-so": (
        N_("{ref}: `{field}` is that already"),
        N_("`rectledger show {ref}` shows it."),
    ),
    "illegal-event": (
        N_("{ref} cannot have this entry ({event}): it is {state}"),
        N_("`rectledger show {ref}` lists what came before; docs/format.md says what may follow."),
    ),
    "not-for-measures": (
        N_("{ref} is a measure, and has no such entry ({event})"),
        N_("Issues alone are submitted, returned and looked back at."),
    ),
    "open-measures": (
        N_("{ref} cannot be closed while measures under it are open: {measures}"),
        N_("Close them first, or close all of them with --with-measures."),
    ),
    "no-evidence": (
        N_("{ref} cannot be closed without evidence: policy asks for it"),
        N_("Add --evidence FILE, or --document TITLE or --url ADDRESS for what is kept elsewhere."),
    ),
    "no-evidence-file": (
        N_("{ref} cannot be closed without a file as evidence: policy asks for one"),
        N_("Add --evidence FILE; a reference is not enough in this ledger."),
    ),
    "extend-backwards": (
        N_("{ref} cannot be extended to {to}: its deadline is {deadline}"),
        N_("Name a later day with --to. If {deadline} is a slip, set it right: rectledger amend "
           "{ref} --field {field} --now {to}."),
    ),
    "reopen-under-closed": (
        N_("{ref} cannot be reopened while its issue {issue} is closed or waived"),
        N_("Reopen the issue first: rectledger reopen {issue} --to DATE --note TEXT."),
    ),
    "date-backwards": (
        N_("{ref}: the day {date} lies before its last entry's, {before}"),
        N_("What was learnt late is entered under the day of entry, the true day in the note."),
    ),
    "date-future": (
        N_("{ref}: the day {date} lies in the future (today is {today})"),
        N_("An entry carries the day on which it is entered; leave --date out for today."),
    ),
    "date-before-opened": (
        N_("{ref}: the day {date} lies before it was opened, {opened}"),
        N_("What was done earlier goes into the note."),
    ),
    "opened-future": (
        N_("{ref}: it would be opened on {date}, in the future (today is {today})"),
        N_("Name a day that has come."),
    ),
    "due-before-opened": (
        N_("{ref}: the deadline {date} lies before it was opened, {opened}"),
        N_("Name a later deadline, or an earlier day from which it counts."),
    ),
    "no-deadline": (
        N_("{ref} has no deadline, and its kind {kind} asks for one"),
        N_("Name one, as YYYY-MM-DD."),
    ),
    "lead-supports": (
        N_("{ref}: {word} cannot lead and support it"),
        N_("Name each department once."),
    ),
    "unknown-member": (
        N_("{ref}: {word} is not a member of this ledger"),
        N_("Members: {known}."),
    ),
    "not-a-closer": (
        N_("{ref}: {who} may not close; policy leaves that to: {roles}"),
        N_("Have one of them close it, in their own name."),
    ),
    "not-an-approver": (
        N_("{ref}: {who} may not approve; policy leaves that to: {roles}"),
        N_("Have one of them approve it; --approved-by says who did."),
    ),
    "not-approved": (
        N_("{ref}: nobody is named who approved a deadline later than {deadline}; policy leaves "
           "that to: {roles}"),
        N_("Have one of them approve it, and say who did with --approved-by."),
    ),
    "own-department": (
        N_("{ref}: {who} is of its lead department {lead}, and policy asks for four eyes"),
        N_("Have a member of another department close it, in their own name."),
    ),
    "own-submission": (
        N_("{ref}: {who} submitted it on {date}, and policy asks for four eyes"),
        N_("Have somebody else close it, in their own name."),
    ),
    "too-many-extensions": (
        N_("{ref} cannot be extended again: extensions allowed by policy: {most}"),
        N_("Close it, waive it, or have the policy changed."),
    ),
    "not-amendable": (
        N_("{ref} has no field `{field}` that can be amended"),
        N_("Fields: {known}."),
    ),
    "amended-while-ongoing": (
        N_("{ref} is ongoing: who leads or supports it is handed over, not amended"),
        N_("rectledger reassign {ref} --lead CODE, or --support CODE."),
    ),
    "deadline-when-done": (
        N_("{ref} is {state}: no deadline is in force that could be set right"),
        N_("A new deadline comes with `rectledger reopen {ref} --to DATE --note TEXT`."),
    ),
    "deadline-of-the-record": (
        N_("the deadline of {ref} is the one that its file gives: no entry has set another"),
        N_("Set that right: rectledger amend {ref} --field due."),
    ),
    "deadline-not-earlier": (
        N_("{ref}: {now} is no earlier day than its deadline, {was}"),
        N_("More time is given by an extension: rectledger extend {ref} --to DATE."),
    ),
    "deadline-too-early": (
        N_("{ref}: {now} is no day that the entry to be set right could have named"),
        N_("Name {earliest} or a later day."),
    ),
    "deadline-far": (
        N_("{ref}: the deadline {deadline} lies more than {years} years off"),
        N_("If that is no slip, say so with --far."),
    ),
    "evidence-future": (
        N_("{ref}: its evidence is dated {dated}, a day that has not come (today is {today})"),
        N_("Mend the day behind --dated."),
    ),
    "bad-amendment": (
        N_("{ref}: `{field}` cannot hold that"),
        N_("docs/format.md says what may stand there."),
    ),
    "amendment-undone": (
        N_("{ref}: `{field}` is not what its last amendment made it"),
        N_("`rectledger check` says where; see how it came to that with `git log -p`."),
    ),
    "no-such-issue": (
        N_("there is no issue {ref} to add a measure to"),
        N_("`rectledger list` shows the issues; `rectledger add issue` adds one."),
    ),
    "closed-to-measures": (
        N_("{ref} is {state}, and takes no more measures"),
        N_("Reopen it first: rectledger reopen {ref} --to DATE --note TEXT."),
    ),
    "opened-while-done": (
        N_("{ref} cannot count from {opened}: {issue} was closed or waived until {again}"),
        N_("Name that day with --opened, or a later one."),
    ),
    "number-taken": (
        N_("{ref} is in this ledger already"),
        N_("Leave the number out to get the next one."),
    ),
    "record-deleted": (
        N_("{ref} was given before and deleted in commit {commit}; numbers are never given twice"),
        N_("`{command}` brings it back; commit that, then run the same command again. What is "
          "given up is waived, not deleted."),
    ),
    "record-not-there": (
        N_("{ref} is in the last commit, and its file is not on disk"),
        N_("`{command}` brings it back; then run the same command again."),
    ),
    "leaves-gap": (
        N_("{ref} would leave a gap: {missing} is not there yet"),
        N_("Add {missing} first, or leave the number out to get the next one."),
    ),
}  # fmt: skip


_NO_MORE_TIME = N_("{ref} cannot be reopened with a deadline later than {deadline}: extensions "
                   "allowed by policy: {most}")  # fmt: skip
# Where what helps is not the same for all: by the event, and whether the deadline in force is over.
_BESIDES: dict[tuple[str, object, object], tuple[str, str | None]] = {
    ("too-many-extensions", "reopen", False): (
        _NO_MORE_TIME,
        N_("Reopen it with a deadline up to {deadline}, or have the policy changed. That an issue "
           "has relapsed is entered with `rectledger review`."),
    ),
    ("too-many-extensions", "reopen", True): (
        _NO_MORE_TIME,
        N_("Have the policy changed. That an issue has relapsed is entered with `rectledger "
           "review`."),
    ),
}  # fmt: skip


def say(ref: str, code: str, args: Mapping[str, object]) -> tuple[str, str | None]:
    """Why the item `ref` cannot be changed: the message and the hint, in the language that is
    spoken."""
    args = {"ref": ref, **args}
    if code not in _TEMPLATES:
        message, hint = findings.say(code, args)
        return _("{ref}: {message}").format(ref=ref, message=message), hint
    own = _BESIDES.get((code, args.get("event"), args.get("over")))
    message, hint = own or _TEMPLATES[code]
    return findings.filled(_(message), _(hint) if hint else None, args)
