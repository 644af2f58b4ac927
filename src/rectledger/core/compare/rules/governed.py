"""What governs a ledger changes by its office alone, and never together with what it governs."""

from collections.abc import Iterable, Iterator

from rectledger.core.compare.request import Author, Request
from rectledger.core.compare.rules.authors import about, is_signer, unsigned
from rectledger.core.findings import Finding
from rectledger.core.policy import has_address

OFFICE = "office"


def settings(request: Request) -> Iterator[Finding]:
    """What governs the ledger never changes in one request with entries."""
    if request.governing and request.added:
        refs = list(dict.fromkeys(one.record.ref for one in request.added))
        for file in request.governing:
            yield Finding("governed-with-entries", file, args={"refs": refs[:5]})


def authors(request: Request) -> Iterator[Finding]:
    """They change by members of the base who have the role office."""
    if not request.members or not request.governing:
        return
    if not request.settings_authors:
        yield Finding("governed-by-nobody", request.governing[0])
    for author in dict.fromkeys(request.settings_authors):
        reason = _against(author, request)
        if reason:
            args = {"who": author.name, **about(author)}
            yield Finding(reason, request.governing[0], args=args)


def by_office(authors: Iterable[Author], request: Request) -> bool:
    """Whether there are some, and all of them are of the office."""
    reasons = [_against(author, request) for author in authors]
    return bool(reasons) and not any(reasons)


def _against(author: Author, request: Request) -> str | None:
    office = [one for one in request.members.values() if OFFICE in one.roles]
    if not any(has_address(one, author.address) for one in office):
        return "not-by-office"
    if author.signature is None:
        return None
    if any(is_signer(one, author.signature.signer) for one in office):
        return None
    return unsigned(author, request) or "not-by-office"


def known_until(request: Request) -> Iterator[Finding]:
    """What is known by a day is not forgotten: the day never moves back."""
    was, now = request.base.settings.known_until, request.result.settings.known_until
    if now is not None and (was is None or now < was):
        args: dict[str, object] = {"was": was, "now": now}
        yield Finding("known-until-back", "ledger.yaml", ("known_until",), args)


def second_ledgers(request: Request) -> Iterator[Finding]:
    """No other ledger comes in where commands would find it in place of this one."""
    for file in request.second_ledgers:
        yield Finding("second-ledger", file)
