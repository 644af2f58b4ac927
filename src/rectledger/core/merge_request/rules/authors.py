"""Whether everything new was introduced by someone who may, as far as commits can tell.

Without signatures, the author of a commit is free text: a rule about it protects honest people from
mistakes, and stops nobody else.
"""

from collections import defaultdict
from collections.abc import Iterator

from rectledger.core.findings import Finding, Severity, unknown
from rectledger.core.merge_request.introducing_commits import Bringers
from rectledger.core.merge_request.request import Added, Request
from rectledger.core.merge_request.request_history import Author
from rectledger.core.model import Member
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.policy import ROLES, has_address


def of_entries(request: Request) -> Iterator[Finding]:
    """Whoever makes an entry is a member of the base, and committed it."""
    for one in request.added:
        if request.members:
            yield from _strangers(one, request)
        found = request.origins.of_entry(one.file, one.entry, one.nth)
        key = ("log", one.at, "by")
        if not found.by:
            args: dict[str, object] = {"who": one.entry.by, **_revived(found, request)}
            yield Finding("of-no-commit", one.file, key, args)
        member = request.members.get(one.entry.by)
        if member is None:
            continue
        for author in _authors(found, request):
            reason = _against(member, author, request)
            if reason:
                args = {"who": member.id, **about(author)}
                severity: Severity = "note" if reason == "by-unproven" else "error"
                yield Finding(reason, one.file, key, args, severity)


def of_fields(request: Request) -> Iterator[Finding]:
    """Whoever gave a field of a record its value is a member of the base. Each reason is reported
    once per record."""
    told = set()
    for file, record, name, value in request.new_fields:
        found = request.origins.of_field(file, name, value)
        for finding in _of_thing(found, file, (name,), record.ref, request):
            about_it = (file, finding.code, finding.args.get("commit"))
            if about_it not in told:
                told.add(about_it)
                yield finding


def of_edits(request: Request) -> Iterator[Finding]:
    """Whoever edits a new record is a member of the base, even if only to remove what another
    entered. Those who made its entries and set its fields are checked separately."""
    entered: dict[str, set[str]] = defaultdict(set)
    for one in request.added:
        found = request.origins.of_entry(one.file, one.entry, one.nth)
        entered[one.file].update(found.by or found.revived_by)
    for file, _record, name, value in request.new_fields:
        found = request.origins.of_field(file, name, value)
        entered[file].update(found.by or found.revived_by)
    for file, _record in request.new_records:
        others = tuple(one for one in request.origins.changers(file) if one not in entered[file])
        if others:
            yield from _of_thing(Bringers(others), file, (), file, request)


def of_evidence(request: Request) -> Iterator[Finding]:
    """Whoever introduced an evidence file is a member of the base."""
    for file, sha in request.evidence.items():
        found = request.origins.of_file(file, sha)
        yield from _of_thing(found, file, (), file, request)


def _of_thing(
    found: Bringers, file: str, key: tuple[str | int, ...], ref: str, request: Request
) -> Iterator[Finding]:
    """Findings against those who introduced what is called `ref`, which itself names nobody."""
    if not found.by:
        yield Finding("of-nobody", file, key, {"ref": ref, **_revived(found, request)})
    for author in _authors(found, request):
        reason = stranger(author, request)
        if reason:
            # If no member has a listed address, addresses cannot show who is one.
            listed = any(one.emails for one in request.members.values())
            unsure = reason == "by-a-stranger" and author.signature is None and not listed
            args = {"who": author.name, **about(author)}
            yield Finding(reason, file, key, args, "note" if unsure else "error")


def _authors(found: Bringers, request: Request) -> list[Author]:
    """Who is responsible for a thing: whoever introduced it, or else revived it."""
    return [request.origins.authors[one] for one in found.by or found.revived_by]


def _revived(found: Bringers, request: Request) -> dict[str, object]:
    """The commit that revived a thing, if there is one."""
    return {"commit": next((one[:10] for one in found.revived_by), "")}


def roots(request: Request) -> Iterator[Finding]:
    """All of the request's history comes from the base's: what was signed for another ledger was
    not signed for this one."""
    for commit in request.origins.history.roots:
        args: dict[str, object] = {"commit": commit[:10]}
        yield Finding("history-not-from-base", SETTINGS_FILE, args=args)


def signers(request: Request) -> Iterator[Finding]:
    """If signatures are required, the base has members and a list of their keys."""
    if request.signed and not request.members:
        yield Finding("signed-by-nobody", SETTINGS_FILE, ("members",))
    elif request.signed and not request.signers:
        yield Finding("no-signers", "allowed_signers")


def stranger(author: Author, request: Request) -> str | None:
    """Why a commit was not made by a member of the base; None if it was."""
    if not request.members or makers(author, request):
        return None
    known = any(has_address(one, author.address) for one in request.members.values())
    return unsigned(author, request) or ("signed-by-another" if known else "by-a-stranger")


def makers(author: Author, request: Request) -> list[Member]:
    """The members who made a commit: its address is theirs, and so is its signature, if signatures
    are required. For a member without a listed address the signature alone is enough, unless the
    address is another member's."""
    members = list(request.members.values())
    found = [one for one in members if has_address(one, author.address)]
    signature = author.signature
    if signature is None or signature.state != "good":
        return found if signature is None else []
    found = found or [one for one in members if not one.emails]
    return [one for one in found if is_signer(one, signature.signer)]


def unsigned(author: Author, request: Request) -> str | None:
    """Why a commit's signature is not a member's; None if it is, or if none is required."""
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
    """Why a commit does not prove to be this member's; None if it does."""
    reason = unsigned(author, request)
    if reason:
        return reason
    if author.signature and not is_signer(member, author.signature.signer):
        return "signed-by-another"
    if has_address(member, author.address):
        return None
    if any(has_address(one, author.address) for one in request.members.values()):
        return "by-another"
    if member.emails:
        return "by-unknown-address"
    # A member without a listed address: only a signature would prove it.
    return None if author.signature else "by-unproven"


def about(author: Author) -> dict[str, object]:
    """What messages need to say of who made a commit."""
    return {
        "author": author.name, "address": author.address, "commit": author.commit[:10],
        "signer": author.signature.signer if author.signature else "",
    }  # fmt: skip


def _strangers(one: Added, request: Request) -> Iterator[Finding]:
    """People named in an entry whom the base does not know, though the checks accept them: what was
    entered by a role may stay, but nothing new may be; and nobody joins with what they enter."""
    joining = {member.id for member in request.result.settings.members}
    for key, who in one.entry.people.items():
        if who not in request.members and (who in joining or who in ROLES):
            yield unknown("unknown-member", who, request.members, one.file, ("log", one.at, key))


_SIGNATURES = {"none": "unsigned", "bad": "badly-signed", "unknown-key": "unlisted-key"}
