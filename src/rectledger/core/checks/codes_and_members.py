"""Whether the sections, kinds, departments and members that are named exist."""

from collections.abc import Collection, Iterator

from rectledger.core.findings import Finding, unknown
from rectledger.core.lifecycle import fold
from rectledger.core.model import (
    Issue,
    Ledger,
    Reassign,
    Record,
    Text,
    languages,
)
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.policy import ROLES
from rectledger.core.text_matching import folded


def known_words(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Sections, kinds and departments are defined in ledger.yaml."""
    settings = ledger.settings
    known: dict[str, Collection[str]] = {
        "section": [s.id for aspect in settings.outline for s in aspect.sections],
        "kind": settings.kinds,
        "department": settings.departments,
    }

    def held_to(what: str, word: str, file: str, *key: str | int) -> list[Finding]:
        if word in known[what]:
            return []
        return [unknown(f"unknown-{what}", word, known[what], file, key)]

    def departments(of: Record | Reassign, file: str, *at: str | int) -> Iterator[Finding]:
        if of.lead:
            yield from held_to("department", of.lead, file, *at, "lead")
        for i, word in enumerate(of.support or ()):
            yield from held_to("department", word, file, *at, "support", i)

    for file, record in ledger.records.items():
        if isinstance(record, Issue):
            yield from held_to("section", record.section, file, "section")
            yield from held_to("kind", record.kind, file, "kind")
        yield from departments(record, file)
    for file, _record, index, entry in ledger.entries:
        if isinstance(entry, Reassign):
            yield from departments(entry, file, "log", index)
    for i, member in enumerate(settings.members):
        if member.department:
            where = ("members", i, "department")
            yield from held_to("department", member.department, SETTINGS_FILE, *where)


def leads_and_supports(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No department both leads and supports an item."""
    for file, record in ledger.records.items():
        if not record.support and not any(isinstance(one, Reassign) for one in record.log):
            continue  # nobody ever supported it
        status = fold(record)
        if status.lead in status.support:
            args: dict[str, object] = {"ref": record.ref, "word": status.lead}
            yield Finding("lead-supports", file, ("support",), args)


def outline_and_members(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No aspect, section, member or member's address is listed twice in ledger.yaml."""
    settings = ledger.settings
    listed: list[tuple[str, str, tuple[str | int, ...]]] = []
    for i, aspect in enumerate(settings.outline):
        listed.append(("aspect", str(aspect.id), ("outline", i, "id")))
        for j, section in enumerate(aspect.sections):
            listed.append(("section", section.id, ("outline", i, "sections", j, "id")))
    for i, member in enumerate(settings.members):
        listed.append(("member", member.id, ("members", i, "id")))
        # Otherwise one person could act as two members, which defeats four eyes.
        for j, address in enumerate(member.emails):
            listed.append(("address", folded(address), ("members", i, "emails", j)))
    seen: set[tuple[str, str]] = set()
    for what, word, key in listed:
        if (what, word) in seen:
            yield Finding("listed-twice", SETTINGS_FILE, key, {"what": what, "word": word})
        seen.add((what, word))


def known_members(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """In a ledger with members, everyone named is one of them."""
    ids = [member.id for member in ledger.settings.members]
    if not ids:
        return

    def held_to(word: Text | None, file: str, *key: str | int) -> Iterator[Finding]:
        if word is not None and word not in ids:
            yield unknown("unknown-member", next(iter(languages(word)), ""), ids, file, key)

    for file, record in ledger.records.items():
        yield from held_to(record.leader, file, "leader")
    for code, department in ledger.settings.departments.items():
        yield from held_to(department.leader, SETTINGS_FILE, "departments", code, "leader")
    by_role = 0
    for file, _record, index, entry in ledger.entries:
        for key, who in entry.people.items():
            # The ledger may have used roles before it had members.
            if who in ROLES and who not in ids:
                by_role += 1
            else:
                yield from held_to(who, file, "log", index, key)
    if by_role:
        args: dict[str, object] = {"n": by_role}
        yield Finding("named-by-role", SETTINGS_FILE, ("members",), args, severity="note")
