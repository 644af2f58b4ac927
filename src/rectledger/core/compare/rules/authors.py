"""Each new entry is by whoever committed it, as far as a commit tells who that was.

Without signatures, the author of a commit is free text: a rule about it keeps honest people from
mistakes, and no one else from anything.
"""

from collections.abc import Iterator

from rectledger.core.compare.request import Added, Author, Request
from rectledger.core.findings import Finding, Severity, nearest
from rectledger.core.model import Issue, Member
from rectledger.core.policy import ROLES, has_address


def of_entries(request: Request) -> Iterator[Finding]:
    """Who enters something is a member of the base, and the one who committed it."""
    if not request.members:
        return
    for one, author in _with_authors(request):
        yield from _strangers(one, request)
        member = request.members.get(one.entry.by)
        if member is None:
            continue
        key = ("log", one.at, "by")
        if author is None:
            yield Finding("of-no-commit", one.file, key, {"who": member.id})
            continue
        reason = _against(member, author, request)
        if reason:
            args = {"who": member.id, **about(author)}
            severity: Severity = "note" if reason == "by-unproven" else "error"
            yield Finding(reason, one.file, key, args, severity)


def _with_authors(request: Request) -> Iterator[tuple[Added, Author | None]]:
    """Each new entry with who brought it in. Where there are several alike, the last of them are
    those that were brought in last."""
    left = {key: list(authors) for key, authors in request.entry_authors.items()}
    found = []
    for one in reversed(request.added):
        authors = left.get((one.file, repr(one.entry)), [])
        found.append((one, authors.pop() if authors else None))
    yield from reversed(found)


def of_records(request: Request) -> Iterator[Finding]:
    """Where signatures are asked for, whoever had a hand in a new record is a member of the
    base: nothing else says who wrote its fields."""
    if not request.members or not request.signed:
        return
    for file, record in request.new_records:
        key = "id" if isinstance(record, Issue) else "number"
        for author in dict.fromkeys(request.record_authors.get(file, [])):
            reason = unsigned(author, request)
            if reason:
                yield Finding(reason, file, (key,), {"who": author.name, **about(author)})


def signers(request: Request) -> Iterator[Finding]:
    """Where signatures are asked for, the base says whose keys there are."""
    if request.signed and not request.members:
        yield Finding("signed-by-nobody", "ledger.yaml", ("members",))
    elif request.signed and not request.signers:
        yield Finding("no-signers", "allowed_signers")


def unsigned(author: Author, request: Request) -> str | None:
    """Why a commit's signature is none of a member's; None where it is, or none is asked for."""
    signature = author.signature
    if signature is None:
        return None
    if signature.state != "good":
        return _SIGNATURES[signature.state]
    known = any(is_signer(member, signature.signer) for member in request.members.values())
    return None if known else "signed-by-another"


def is_signer(member: Member, signer: str) -> bool:
    """Whether a name in the list of signers is a member's: an address, or the member's id."""
    return signer == member.id or has_address(member, signer)


def _against(member: Member, author: Author, request: Request) -> str | None:
    """Why a commit does not show that it is this member's; None where it does."""
    if author.signature is not None:
        reason = unsigned(author, request)
        if reason:
            return reason
        if not is_signer(member, author.signature.signer):
            return "signed-by-another"
    if has_address(member, author.address):
        return None
    if any(has_address(one, author.address) for one in request.members.values()):
        return "by-another"
    if member.emails:
        return "by-unknown-address"
    # A member whose address nobody has written down: a signature would show it.
    return None if author.signature else "by-unproven"


def about(author: Author) -> dict[str, object]:
    """What words need of who made a commit."""
    return {
        "author": author.name, "address": author.address, "commit": author.commit[:10],
        "signer": author.signature.signer if author.signature else "",
    }  # fmt: skip


def _strangers(one: Added, request: Request) -> Iterator[Finding]:
    """People who are named and whom the base does not know, though the checks let them pass: what
    was entered by a role may stand, but nothing new is; and nobody joins with what they enter."""
    joining = {member.id for member in request.result.settings.members}
    for key, who in one.entry.people.items():
        if who not in request.members and (who in joining or who in ROLES):
            args: dict[str, object] = {
                "word": who, "nearest": nearest(who, request.members),
                "known": list(request.members),
            }  # fmt: skip
            yield Finding("unknown-member", one.file, ("log", one.at, key), args)


_SIGNATURES = {"none": "unsigned", "bad": "badly-signed", "unknown-key": "unlisted-key"}
