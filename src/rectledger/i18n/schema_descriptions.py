"""What an editor says of each key and value of a ledger's files, from their JSON Schema."""

from rectledger.i18n import terms
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

# By the class of the model and its key; else by the key alone, where it means the same in all.
_KEYS: dict[str, str] = {
    # An issue and a measure
    "Issue.id": N_("The issue's number, given by the inspection. The file is named after it."),
    "Issue.title": N_("The finding, in a line."),
    "Issue.section": N_("The section of the outline in ledger.yaml that the finding stands in."),
    "Issue.heading": N_("The unnumbered heading that it stands under, where there is one."),
    "Issue.kind": N_("A kind that ledger.yaml lists. It decides how long there is."),
    "Issue.opened": N_("The day from which the issue counts, most often that of the feedback."),
    "Issue.standing": N_("true: once closed, it is kept up as routine and reviewed."),
    "Measure.issue": N_("The number of the issue that this measure belongs to."),
    "Measure.number": N_("The measure's own number under its issue: 2 of issue 21 is 21.2."),
    "Measure.opened": N_("The day from which the measure counts; left out, that of its issue."),
    "Measure.title": N_("What is to be done, in a line."),
    "lead": N_("The one lead department, by its code in ledger.yaml."),
    "support": N_("Supporting departments, by their codes in ledger.yaml."),
    "leader": N_("The member of the leadership in charge, where not the department's own."),
    "due": N_("The first deadline. It is never changed: `extend` moves the deadline."),
    "next": N_("What comes next, while it is ongoing."),
    "log": N_(
        "Its entries, in order. New ones are added at the end; none is changed or taken out."
    ),
    "instruments": N_("Regulations that came of the measure."),
    "figures": N_("Figures that the measure reports."),
    "Instrument.title": N_("The regulation's full title."),
    "Instrument.action": N_("What was done: issued, revised or drafted."),
    "dated": N_("Its day, YYYY-MM-DD, or its month, YYYY-MM."),
    "Figure.name": N_("What was counted or measured."),
    "Figure.value": N_("The number alone, without its unit."),
    "Figure.unit": N_("What the number counts, such as cases or %."),
    "Figure.change": N_("The change as published, such as +9.53%."),
    "zh": N_("The text in Chinese."),
    "en": N_("The text in English."),
    # Entries
    "date": N_("The day of entry, never before the entry above. What was learnt late is "
              "entered today, with the true day in the note."),
    "event": N_("What happened. It decides what else the entry needs."),
    "by": N_("Who entered it: a member's id; without members any name, or a role such as office."),
    "note": N_("What is to be said of it."),
    "evidence": N_("What proves it: files, documents or pages."),
    "result": N_("complete, or substantial: complete on the whole."),
    "outcome": N_("held: it is still in order. relapsed: it came back, and has a new deadline."),
    "to": N_("The new deadline."),
    "Reassign.lead": N_("The new lead department."),
    "Reassign.support": N_("All supporting departments from now on."),
    "field": N_("The key that was amended; deadline, where it is the deadline that an entry set."),
    "was": N_("Its value before."),
    "now": N_("Its value now. Change the key itself in the same way, but for deadline."),
    "approved_by": N_("Who approved it."),
    "Reopen.approved_by": N_("Who approved a deadline later than the one in force."),
    "Review.approved_by": N_("Who approved a deadline later than the one in force."),
    "path": N_("Where the file is kept in the ledger: evidence/, the issue's number in three "
              "digits, a name."),
    "EvidenceFile.name": N_("The name under which the file was handed in."),
    "size": N_("Its size in bytes."),
    "sha256": N_("Its SHA-256, 64 digits, which shows that it was not altered."),
    "document": N_("The title of a document that is kept elsewhere."),
    "url": N_("The address of a page, from http:// or https:// on."),
    # ledger.yaml
    "format": N_("The format that the ledger's files are written in. Left out: 1."),
    "Settings.title": N_("Whose ledger it is; every page begins with it."),
    "language": N_("The language of what the ledger publishes: zh or en."),
    "timezone": N_("Where its days begin and end, such as Asia/Shanghai."),
    "known_until": N_("Only for a ledger that records what was known on one day: that day."),
    "inspection": N_("Who inspected whom, and when."),
    "contact": N_("How the public reaches the office."),
    "kinds": N_("The kinds of issue, each under a code of its own."),
    "outline": N_("The aspects and their sections, as the inspection has them."),
    "departments": N_("The departments, each under a code of its own."),
    "members": N_("Who works with the ledger. Empty: anyone may be named."),
    "policy": N_("The ledger's rules. What is left out has its default."),
    "control_totals": N_("Totals that the source declares, held against what the files add up to."),
    "notes": N_("What was inferred, and from what."),
    "inspector": N_("Who inspected."),
    "inspected": N_("Who was inspected."),
    "began": N_("The inspection's first day."),
    "ended": N_("The inspection's last day."),
    "feedback": N_("The day of feedback, from which deadlines count."),
    "name": N_("What it is called."),
    "months": N_("Months from the feedback to the deadline. Left out: no deadline."),
    "review_months": N_("Months between reviews of an issue without a deadline."),
    "Aspect.id": N_("The aspect's number."),
    "Aspect.title": N_("What the aspect is called."),
    "sections": N_("The main problems that the aspect is divided into."),
    "Section.id": N_("The section's code, such as 1-2; issues refer to it."),
    "Section.title": N_("What the section is called."),
    "Department.leader": N_("The member of the leadership in charge of it."),
    "Member.id": N_("A code of their own, which entries have under `by`."),
    "Member.name": N_("Their name."),
    "emails": N_("The addresses under which they commit."),
    "department": N_("Their department, by its code."),
    "roles": N_("What they may be in this ledger."),
    "Policy.evidence": N_("What a closing brings: a file, a file or a reference, or nothing."),
    "Policy.measures": N_("Measures are closed first, or with their issue."),
    "closers": N_("The roles that may close. Empty: anyone."),
    "approvers": N_("The roles that approve extensions and other later deadlines, waivers and "
                    "amendments. Empty: anyone."),
    "four_eyes": N_("true: whoever closes is not of the lead department and did not submit."),
    "extensions": N_("How often an item may be given a later deadline, a relapse apart."),
    "substantial_counts": N_("Whether what is substantially complete counts as closed."),
    "due_soon_days": N_("How many days before it a deadline is near."),
    "standing_review_months": N_("Months between reviews of what is kept up as routine."),
    "evidence_max_mib": N_("The most that one file of evidence may have, in MiB."),
    "ControlTotal.name": N_("What is counted."),
    "total": N_("The number that the source declares."),
    "as_of": N_("The day for which it was declared."),
    "itemised": N_("false: the source publishes no list, so that a difference is no error."),
}  # fmt: skip

_EVENTS: dict[str, str] = {
    "start": N_("Work begins."),
    "progress": N_("A report on the work."),
    "submit": N_("The department asks for the issue to be closed."),
    "return": N_("The office sends it back, and says what is missing."),
    "close": N_("It is closed, with a result and the evidence that policy asks for."),
    "extend": N_("A later deadline, approved."),
    "reassign": N_("Another lead, or other supporting departments."),
    "waive": N_("It is not to be put right, approved; the note says why."),
    "review": N_("A look-back at what was closed."),
    "reopen": N_("What was closed or waived is taken up again, with a new deadline."),
    "attach": N_("Evidence handed in later."),
    "amend": N_("A key of the record is put right; the note says why."),
}

_VALUES: dict[str, str] = {
    "file": N_("A file kept in the ledger."),
    "file-or-reference": N_("A file, or a reference to a document or a page."),
    "none": N_("Nothing is asked for."),
    "first": N_("Every measure is closed before its issue."),
    "with": N_("Measures are closed with their issue at the latest."),
    "zh": N_("Chinese."),
    "en": N_("English."),
}

_FORMS: dict[str, tuple[str, str]] = {
    "EvidenceFile": (N_("a file"), N_("A file kept in the ledger.")),
    "EvidenceDocument": (N_("a document"), N_("A document that is kept elsewhere.")),
    "EvidenceUrl": (N_("a page"), N_("A page on the web.")),
}

_FILES: dict[str, str] = {
    "issue": N_("An issue: one finding of the inspection, issues/021.yaml."),
    "measure": N_("A measure: one action under an issue, measures/021-02.yaml."),
    "ledger": N_("What ledger.yaml says of a ledger as a whole."),
}

_SHAPES: dict[str, str] = {
    "day": N_("A day is written YYYY-MM-DD, such as 2021-10-31, and is in the calendar."),
    "day-or-month": N_("Write a day, YYYY-MM-DD, or a month, YYYY-MM."),
    "code": N_("A code is made of small letters, digits and hyphens."),
    "text": N_("A text: in quotes where it looks like a number; or one a language, zh and en."),
    "line": N_("A text, in quotes where it looks like a number."),
    "path": N_("Write evidence/, the issue's number in three digits, a slash and the file's name."),
    "sha256": N_("A SHA-256 is 64 digits, 0 to 9 and a to f."),
    "url": N_("An address begins with http:// or https:// and has no spaces."),
    "event": N_("An event is one of: {known}."),
}


def key(model: str, name: str) -> str:
    """What a key of a mapping means."""
    return _(_KEYS.get(f"{model}.{name}") or _KEYS[name])


def event(code: str) -> tuple[str, str]:
    """What an event is called in a list of completions, and what it means."""
    return _("{code} ({term})").format(code=code, term=terms.event(code)), _(_EVENTS[code])


def value(name: str, code: str) -> str:
    """What one of the values that the key `name` may have means."""
    if name == "event":
        return _(_EVENTS[code])
    said = {
        "result": terms.result, "outcome": terms.outcome, "action": terms.action,
        "name": terms.total,
    }.get(name, terms.role)  # fmt: skip
    return said(code) or _(_VALUES[code])


def form(model: str) -> tuple[str, str]:
    """What a form of evidence is called, and what it is."""
    name, meaning = _FORMS[model]
    return _(name), _(meaning)


def file(kind: str) -> str:
    """What a kind of file holds."""
    return _(_FILES[kind])


def shape(name: str) -> str:
    """How a value of some shape is written; said where it is not."""
    return _(_SHAPES[name])
