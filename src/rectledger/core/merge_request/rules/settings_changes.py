"""What governs a ledger is changed only by its office, and never together with entries."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.request_history import Author
from rectledger.core.merge_request.rules.authors import about, makers, stranger
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.policy import has_address

OFFICE = "office"


def settings(request: Request) -> Iterator[Finding]:
    """What governs the ledger never changes in the same request as entries."""
    if request.governing and request.added:
        refs = list(dict.fromkeys(one.record.ref for one in request.added))
        for file in request.governing:
            yield Finding("governed-with-entries", file, args={"refs": refs[:5]})


def authors(request: Request) -> Iterator[Finding]:
    """What governs the ledger is changed only by members of the base with the role office, in every
    commit that changes it, even a merge that differs from what git makes of it. If a merge took a
    version from the base's past, nobody is shown to have changed it, even if the office merged."""
    for file in request.governing:
        changers = request.origins.changers(file)
        lawful = True
        for author in (request.origins.authors[one] for one in changers):
            reason = _against(author, request)
            if reason:
                lawful = False
                yield Finding(reason, file, args={"who": author.name, **about(author)})
        if lawful and all(request.origins.is_of_a_parent(file, one) for one in changers):
            yield Finding("governed-by-nobody", file)


def by_office(file: str, request: Request) -> bool:
    """Whether somebody changed a file, and everyone who did is of the office."""
    authors = [request.origins.authors[one] for one in request.origins.changers(file)]
    return bool(authors) and not any(_against(author, request) for author in authors)


def _against(author: Author, request: Request) -> str | None:
    """Why a commit is not the office's; None if it is."""
    if not request.members or any(OFFICE in one.roles for one in makers(author, request)):
        return None
    office = [one for one in request.members.values() if OFFICE in one.roles]
    named = any(has_address(one, author.address) for one in office)
    return (stranger(author, request) if named else None) or "not-by-office"


def known_until(request: Request) -> Iterator[Finding]:
    """What is known by a date is not forgotten: `known_until` never moves back."""
    was, now = request.base.settings.known_until, request.result.settings.known_until
    if now is not None and (was is None or now < was):
        args: dict[str, object] = {"was": was, "now": now}
        yield Finding("known-until-back", SETTINGS_FILE, ("known_until",), args)


def second_ledgers(request: Request) -> Iterator[Finding]:
    """No other ledger is added where commands would find it instead of this one."""
    for file in request.second_ledgers:
        yield Finding("second-ledger", file)
