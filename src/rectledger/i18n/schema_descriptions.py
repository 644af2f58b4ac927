"""Descriptions of the keys and values of a ledger's files, shown in editors by JSON Schema."""

from rectledger.i18n import terms
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

# By model class and key, or by key alone if it means the same in all classes.
_KEYS: dict[str, str] = {
    # An issue and a measure
    "Issue.id": N_("The issue's number, assigned by the inspection. The file is named after it."),
    "Issue.title": N_("The finding, in one line."),
    "Issue.section": N_("The section that the issue belongs to, by its code in ledger.yaml."),
    "Issue.heading": N_("The unnumbered heading that it comes under, if any."),
    "Issue.kind": N_("The kind, by its code in ledger.yaml. It determines the deadline."),
    "Issue.opened": N_("The date from which the issue counts, usually that of the feedback."),
    "Issue.standing": N_("true: once closed, it is kept up as routine and reviewed regularly."),
    "Measure.issue": N_("The number of the issue that this measure belongs to."),
    "Measure.number": N_("The measure's number within its issue: measure 2 of issue 21 is 21.2."),
    "Measure.opened": N_("The date from which the measure counts. Default: that of its issue."),
    "Measure.title": N_("What is to be done, in one line."),
    "lead": N_("The lead department (only one), by its code in ledger.yaml."),
    "support": N_("Supporting departments, by their codes in ledger.yaml."),
    "leader": N_("The leader in charge, if not the one of the department."),
    "due": N_("The first deadline. It never changes: to move the deadline, use `extend`."),
    "next": N_("The next step, while it is ongoing."),
    "Issue.fields": N_("The office's own fields, as `fields` in ledger.yaml declares them."),
    "Measure.fields": N_("The office's own fields, as `fields` in ledger.yaml declares them."),
    "log": N_(
        "Its entries, in order. Add new ones at the end; never change or remove any."
    ),
    "instruments": N_("Regulations that resulted from the measure."),
    "figures": N_("Figures that the measure reports."),
    "Instrument.title": N_("The regulation's full title."),
    "Instrument.action": N_("What was done: issued, revised or drafted."),
    "dated": N_("Its date (YYYY-MM-DD) or month (YYYY-MM)."),
    "Figure.name": N_("What was counted or measured."),
    "Figure.value": N_("The number only, without its unit."),
    "Figure.unit": N_("The unit of the number, for example cases or %."),
    "Figure.change": N_("The change as published, for example +9.53%."),
    "zh": N_("The text in Chinese."),
    "en": N_("The text in English."),
    # Entries
    "date": N_("The date of entry, never before that of the previous entry. For what became known "
              "late, use the date of entry and give the actual date in the note."),
    "event": N_("What happened. It determines which other keys are required."),
    "by": N_("Who recorded it: a member's id; in a ledger without members, any name, or a role "
            "such as office."),
    "note": N_("A note on the entry."),
    "evidence": N_("What proves it: files, documents or web pages."),
    "source": N_("Where an imported entry comes from."),
    "ImportSource.path": N_("The file, as kept in sources/."),
    "ImportSource.at": N_("The place in it: a line or a cell."),
    "ImportSource.undated": N_("true: the source does not say when, so nothing is judged by the "
                              "entry's date."),
    "result": N_("complete, or substantial (substantially complete)."),
    "outcome": N_("held: no relapse. relapsed: a relapse was found; requires a new deadline."),
    "to": N_("The new deadline."),
    "Reassign.lead": N_("The new lead department."),
    "Reassign.support": N_("All supporting departments from now on."),
    "field": N_("The key that was amended, or deadline for a deadline set by an entry."),
    "was": N_("Its value before."),
    "now": N_("Its value now. Change the key itself as well, except for deadline."),
    "approved_by": N_("Who approved it."),
    "Reopen.approved_by": N_("Who approved a deadline later than the one in force."),
    "Review.approved_by": N_("Who approved a deadline later than the one in force."),
    "path": N_("Where the file is kept in the ledger: evidence/, the issue's number in three "
              "digits, / and a name."),
    "EvidenceFile.name": N_("The original name of the file."),
    "size": N_("Its size in bytes."),
    "sha256": N_("Its SHA-256 (64 digits), which proves that it was not altered."),
    "document": N_("The title of a document kept elsewhere."),
    "url": N_("The address of a web page, starting with http:// or https://."),
    # ledger.yaml
    "format": N_("The format of the ledger's files. Default: 1."),
    "Settings.title": N_("The title of the ledger, at the top of every page."),
    "language": N_("The language of published documents: zh or en."),
    "timezone": N_("The time zone of the ledger's dates, for example Asia/Shanghai."),
    "known_until": N_("Only for a ledger that records what was known on a single date: that date."),
    "inspection": N_("Who inspected whom, and when."),
    "contact": N_("How the public can contact the office."),
    "kinds": N_("The kinds of issue, each under its own code."),
    "outline": N_("The aspects and their sections, as given by the inspection."),
    "departments": N_("The departments, each under its own code."),
    "Settings.fields": N_("The office's own fields, each under its own code."),
    "OwnField.name": N_("The name of the field, as its column is called."),
    "of": N_("What has the field: issues, measures or both."),
    "OwnField.type": N_("What it holds: text, one of its choices, a number or a date."),
    "choices": N_("The choices, each under its own code."),
    "Choice.name": N_("The name of the choice."),
    "OwnField.unit": N_("The unit of the number."),
    "sum": N_("true: the numbers are added up in counts."),
    "required": N_("true: a record without it is an error."),
    "internal": N_("true: left out of everything that leaves out the names of people."),
    "members": N_("Who works with the ledger. If empty, entries may name anyone."),
    "policy": N_("The ledger's rules. Rules left out have their default."),
    "control_totals": N_("Totals declared by the source, which are compared with the files."),
    "notes": N_("What was inferred, and on what basis."),
    "inspector": N_("Who inspected."),
    "inspected": N_("Who was inspected."),
    "began": N_("The inspection's first day."),
    "ended": N_("The inspection's last day."),
    "feedback": N_("The date of the feedback, from which deadlines count."),
    "name": N_("Its name."),
    "months": N_("Months from the feedback to the deadline. If left out, there is no deadline."),
    "review_months": N_("Months between reviews of an issue without a deadline."),
    "Aspect.id": N_("The aspect's number."),
    "Aspect.title": N_("The aspect's title."),
    "sections": N_("The sections of the aspect: its main problems."),
    "Section.id": N_("The section's code, for example 1-2; issues refer to it."),
    "Section.title": N_("The section's title."),
    "Department.leader": N_("The leader in charge of the department."),
    "Member.id": N_("The member's code, used in `by`."),
    "Member.name": N_("The member's name."),
    "emails": N_("The e-mail addresses that the member commits with."),
    "department": N_("The member's department, by its code."),
    "roles": N_("The member's roles in this ledger."),
    "Policy.evidence": N_("The evidence required: a file, a file or a reference, or none."),
    "Policy.measures": N_("Whether measures are closed before their issue, or with it."),
    "closers": N_("The roles that may close. If empty, anyone may."),
    "approvers": N_("The roles that may approve extensions and other later deadlines, waivers and "
                    "amendments. If empty, anyone may."),
    "four_eyes": N_("true: whoever closes an item must not belong to its lead department, or have "
                    "submitted it."),
    "extensions": N_("How often an item may be given a later deadline, not counting relapses."),
    "substantial_counts": N_("Whether substantially complete items count as closed."),
    "due_soon_days": N_("How many days before its deadline an item is due soon."),
    "standing_review_months": N_("Months between reviews of issues kept up as routine."),
    "evidence_max_mib": N_("The maximum size of an evidence file, in MiB."),
    "ControlTotal.name": N_("What is counted."),
    "total": N_("The number declared by the source."),
    "as_of": N_("The date for which it was declared."),
    "itemised": N_("false: the source published no list, so a difference is not an error."),
}  # fmt: skip

_EVENTS: dict[str, str] = {
    "start": N_("Work has started."),
    "progress": N_("A report on the work."),
    "submit": N_("The department submits the issue for closing."),
    "return": N_("The office returns the issue, and says what is missing."),
    "close": N_("The item is closed, with a result and the evidence that policy requires."),
    "extend": N_("The deadline is extended, with approval."),
    "reassign": N_("The lead or supporting departments change."),
    "waive": N_("The item will not be rectified. Requires approval; the note says why."),
    "review": N_("A follow-up review of a closed issue."),
    "reopen": N_("A closed or waived item is reopened, with a new deadline."),
    "attach": N_("Evidence is added later."),
    "amend": N_("A key of the record is corrected; the note says why."),
}

_VALUES: dict[str, str] = {
    "file": N_("A file kept in the ledger."),
    "file-or-reference": N_("A file, or a reference to a document or a web page."),
    "none": N_("No evidence is required."),
    "first": N_("Measures must be closed before their issue."),
    "with": N_("Measures are closed no later than their issue."),
    "issue": N_("Issues."),
    "measure": N_("Measures."),
    "text": N_("A text."),
    "choice": N_("One of its choices."),
    "number": N_("A number."),
    "day": N_("A date."),
    "zh": N_("Chinese."),
    "en": N_("English."),
}

_FORMS: dict[str, tuple[str, str]] = {
    "EvidenceFile": (N_("a file"), N_("A file kept in the ledger.")),
    "EvidenceDocument": (N_("a document"), N_("A document kept elsewhere.")),
    "EvidenceUrl": (N_("a web page"), N_("A web page.")),
}

_FILES: dict[str, str] = {
    "issue": N_("An issue: one finding of the inspection, for example issues/021.yaml."),
    "measure": N_("A measure: one action under an issue, for example measures/021-02.yaml."),
    "ledger": N_("ledger.yaml: the settings of the ledger."),
}

_SHAPES: dict[str, str] = {
    "day": N_("Use a valid date as YYYY-MM-DD, for example 2021-10-31."),
    "day-or-month": N_("Use a date (YYYY-MM-DD) or a month (YYYY-MM)."),
    "code": N_("Use lowercase letters, digits and hyphens."),
    "text": N_("Use text, quoted if it looks like a number; or one text per language, zh and en."),
    "line": N_("Use text, quoted if it looks like a number."),
    "path": N_("Use evidence/, the issue's number in three digits, / and the file's name."),
    "sha256": N_("Use 64 digits from 0 to 9 and a to f."),
    "url": N_("Use an address that starts with http:// or https:// and has no spaces."),
    "event": N_("Use one of: {known}."),
}


def key(model: str, name: str) -> str:
    """What a key of a mapping means."""
    return _(_KEYS.get(f"{model}.{name}") or _KEYS[name])


def event(code: str) -> tuple[str, str]:
    """The name of an event in completions, and its meaning."""
    return _("{code} ({term})").format(code=code, term=terms.event(code)), _(_EVENTS[code])


def value(name: str, code: str) -> str:
    """What a value of the key `name` means."""
    if name == "event":
        return _(_EVENTS[code])
    said = {
        "result": terms.result, "outcome": terms.outcome, "action": terms.action,
        "name": terms.total,
    }.get(name, terms.role)  # fmt: skip
    return said(code) or _(_VALUES[code])


def form(model: str) -> tuple[str, str]:
    """The name of a form of evidence, and its description."""
    name, meaning = _FORMS[model]
    return _(name), _(meaning)


def file(kind: str) -> str:
    """What a kind of file contains."""
    return _(_FILES[kind])


def shape(name: str) -> str:
    """The error for a value of the wrong form: how to write it."""
    return _(_SHAPES[name])
