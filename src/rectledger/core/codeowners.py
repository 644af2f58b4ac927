"""Who has to review a change to which file: CODEOWNERS, as lists of addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rectledger.core.lifecycle import fold
from rectledger.core.model import Ledger, Member

# What both forges accept as an address, without characters that are special in their files.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Owners:
    """`office`: the addresses of the office. `records`: for each record's file that others may
    review too, the addresses of all reviewers. `without`: the ids of members without an address
    that a forge accepts."""

    office: tuple[str, ...]
    records: tuple[tuple[str, tuple[str, ...]], ...]
    without: tuple[str, ...]


def owners(ledger: Ledger) -> Owners:
    """The owners of a ledger's files.

    The office owns everything. A record also belongs to its current lead department, unless policy
    requires four eyes: a department could approve its own closing.
    """
    members = ledger.settings.members
    office = _addresses(member for member in members if "office" in member.roles)
    records = []
    if not ledger.settings.policy.four_eyes:
        of = {
            code: _addresses(member for member in members if member.department == code)
            for code in ledger.settings.departments
        }
        for file, record in ledger.records.items():
            both = tuple(dict.fromkeys((*office, *of.get(fold(record).lead, ()))))
            if both != office:
                records.append((file, both))
    without = tuple(member.id for member in members if address(member) is None)
    return Owners(office, tuple(records), without)


def address(member: Member) -> str | None:
    """The first of a member's addresses that a forge accepts for an owner."""
    return next((one for one in member.emails if _ADDRESS.fullmatch(one)), None)


def _addresses(members: Iterable[Member]) -> tuple[str, ...]:
    found = (address(member) for member in members)
    return tuple(dict.fromkeys(one for one in found if one is not None))
