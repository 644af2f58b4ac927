"""Why a change is refused: what the checks would find, so that each rule is written only once."""

from collections.abc import Iterable, Mapping

from rectledger.core.changes.proposed_change import Edit, Family, Refusal, Standards
from rectledger.core.checks import (
    codes_and_members,
    evidence_and_totals,
    left_open,
    logs,
    own_fields,
)
from rectledger.core.findings import Finding, nearest
from rectledger.core.model import Issue, Ledger, Measure, Record, Settings

# The checks of a changed record; the others are about files and the ledger as a whole.
_JUDGES = (
    codes_and_members.known_words, left_open.kinds_and_leads,
    codes_and_members.leads_and_supports,
    codes_and_members.known_members, own_fields.own_fields,
    left_open.deadlines, logs.dates, logs.transitions, logs.closings, logs.closing_evidence,
    logs.permissions, logs.amendments, logs.far_deadlines, evidence_and_totals.evidence_dates,
)  # fmt: skip

# Only a note in a ledger, but refused in a new entry unless confirmed.
_SLIPS = frozenset({"deadline-far"})


def judge(
    edits: Mapping[str, Edit], families: Mapping[int, Family], standards: Standards
) -> list[Refusal]:
    """What the checks find in the families after the edits, but did not find before."""
    strangers = _strangers(edits.values(), standards.settings)
    before = [record for family in families.values() for record in _members(family)]
    after = [edits[one.ref].new if one.ref in edits else one for one in before]
    after += [edit.new for edit in edits.values() if edit.old is None]
    ref_of = {one.file: one.ref for one in after}
    known = {(one.code, one.file, one.key) for one in _findings(before, standards)}
    found = [
        Refusal(ref_of.get(one.file, one.file), one.code, one.args)
        for one in _findings(after, standards)
        if (one.code, one.file, one.key) not in known
    ]
    if any(one.code == "reopen-under-closed" for one in found):
        # That its closed issue would then have an open measure is not a separate reason.
        found = [one for one in found if one.code != "open-measures"]
    return once([*strangers, *found], {})


def _members(family: Family) -> list[Record]:
    return [*([family.issue] if family.issue else []), *family.measures]


def _findings(records: Iterable[Record], standards: Standards) -> list[Finding]:
    issues = {one.file: one for one in records if isinstance(one, Issue)}
    measures = {one.file: one for one in records if isinstance(one, Measure)}
    part = Ledger(standards.settings, issues, measures)
    found = [one for judge in _JUDGES for one in judge(part, standards.today)]
    # Typos are only caught on entry; `far` confirms that it is not one.
    slip = frozenset[str]() if standards.far else _SLIPS
    return [one for one in found if one.severity == "error" or one.code in slip]


def _strangers(edits: Iterable[Edit], settings: Settings) -> list[Refusal]:
    """A new entry must be by a member. An older one may be by a role: `check` accepts that."""
    ids = [member.id for member in settings.members]
    from_role = [
        (edit.new.ref, who)
        for edit in edits
        for who in (edit.entry.people.values() if edit.entry else ())
        if ids and who not in ids
    ]
    return [
        Refusal(ref, "unknown-member", {"word": who, "nearest": nearest(who, ids), "known": ids})
        for ref, who in from_role
    ]


def once(refusals: Iterable[Refusal], carried: Mapping[str, str]) -> list[Refusal]:
    """Drop repeated reasons, and those of a measure that also apply to its issue."""
    told: list[Refusal] = []
    for one in sorted(refusals, key=lambda refusal: refusal.ref in carried):
        of_issue = Refusal(carried.get(one.ref, one.ref), one.code, one.args)
        of_its_issue = any(r[:2] == of_issue[:2] for r in told) and one.ref in carried
        if one not in told and not of_its_issue:
            told.append(one)
    return told
