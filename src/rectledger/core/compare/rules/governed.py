"""What governs a ledger changes by its office alone, and never together with what it governs."""

from collections.abc import Iterable, Iterator

from rectledger.core.compare.bringers import Bringers
from rectledger.core.compare.edited import flat
from rectledger.core.compare.origins import Author
from rectledger.core.compare.request import Request
from rectledger.core.compare.rules.authors import about, makers, stranger
from rectledger.core.findings import Finding
from rectledger.core.model import same
from rectledger.core.policy import has_address

OFFICE = "office"
SETTINGS = "ledger.yaml"


def settings(request: Request) -> Iterator[Finding]:
    """What governs the ledger never changes in one request with entries."""
    if request.governing and request.added:
        refs = list(dict.fromkeys(one.record.ref for one in request.added))
        for file in request.governing:
            yield Finding("governed-with-entries", file, args={"refs": refs[:5]})


def authors(request: Request) -> Iterator[Finding]:
    """They change by members of the base who have the role office: each commit that touches one,
    and whoever a merge has a setting from. Each reason is told once a file."""
    told = set()
    for file in request.governing:
        for author in [*_editors(file, request), *_bringers(file, request)]:
            reason = None if author is None else _against(author, request)
            args = {"who": author.name, **about(author)} if author and reason else {}
            code = "governed-by-nobody" if author is None else reason
            if code and (file, code, args.get("commit")) not in told:
                told.add((file, code, args.get("commit")))
                yield Finding(code, file, args=args)


def _editors(file: str, request: Request) -> Iterator[Author]:
    """Who made a commit, but for merges, that has a file otherwise than the one before it."""
    origins = request.origins
    for commit, parents in origins.history.parents.items():
        if len(parents) == 1 and origins.hash(file, parents[0]) != origins.hash(file, commit):
            yield origins.authors[commit]


def _bringers(file: str, request: Request) -> Iterator[Author | None]:
    """Who brought in what is new in a file; None for what nobody did."""
    for found in _of_things(file, request):
        # Of what a merge took up again from the base's past, whoever merged is asked about first.
        answerable = [request.origins.authors[one] for one in found.by or found.revived_by]
        yield from answerable
        lawful = not any(_against(one, request) for one in answerable)
        if not found.by and (lawful or not request.members):
            yield None


def _of_things(file: str, request: Request) -> Iterator[Bringers]:
    """Where each setting of ledger.yaml comes from that is not as the base has it; of another file,
    and of one whose settings are all the same, where the whole comes from."""
    olds, news = flat(request.base.settings), flat(request.result.settings)
    changed = [name for name in {**olds, **news} if not same(olds.get(name), news.get(name))]
    if file != SETTINGS or not changed:
        yield request.origins.of_file(file, request.governing[file])
        return
    for name in changed:
        yield request.origins.of_setting(file, name, news.get(name))


def by_office(authors: Iterable[Author], request: Request) -> bool:
    """Whether there are some, and all of them are of the office."""
    reasons = [_against(author, request) for author in authors]
    return bool(reasons) and not any(reasons)


def _against(author: Author, request: Request) -> str | None:
    """Why a commit is not the office's; None where it is."""
    if not request.members or any(OFFICE in one.roles for one in makers(author, request)):
        return None
    office = [one for one in request.members.values() if OFFICE in one.roles]
    named = any(has_address(one, author.address) for one in office)
    return (stranger(author, request) if named else None) or "not-by-office"


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
