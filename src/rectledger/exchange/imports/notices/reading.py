"""A notice, an audit's announcement or a memo: its issues from its lines."""

import re
from collections import Counter
from collections.abc import Sequence

from rectledger.exchange.imports.found import FoundIssue, Listing, Reading
from rectledger.exchange.imports.notices.blocks import Block, blocks_of
from rectledger.exchange.imports.notices.headline import all_closed, read_headline
from rectledger.exchange.imports.notices.issue_fields import (
    Reader,
    due_in_sentence,
    read_fields,
    title_of,
)
from rectledger.exchange.imports.notices.issue_states import LONGEST_VALUE, set_state, shown
from rectledger.exchange.imports.notices.issues import Found, found_issues
from rectledger.exchange.imports.notices.lines import Piece, between, parted, pieces_of, unread_from
from rectledger.exchange.imports.notices.measures import set_measures
from rectledger.exchange.imports.notices.outline import outline
from rectledger.exchange.imports.notices.paths import name_outline, set_numbers, source_number
from rectledger.exchange.imports.source import Place, Text
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.numbering import unwrap
from rectledger.exchange.imports.wording.width import comparable, half_width

# Of these, one listing is enough for the same words, wherever they stand.
_ONCE = ("unknown-kind", "person", "no-office")


def headline(text: Text, style: Style) -> Reading:
    """What a text says around its items: its title, bodies, days, contact and totals.

    For texts whose items stand in tables, too.
    """
    return read_headline(text, pieces_of(text, style), None, style)[0]


def read_notice(text: Text, style: Style) -> Reading:
    """The issues of a text, and what it says around them."""
    pieces = pieces_of(text, style)
    titles = read_headline(text, pieces, None, style)[1]
    inside, second, missing = between(pieces, style)
    root = outline(parted(inside, style), titles, style)
    found = [] if missing else found_issues(root, style)
    first = found[0].node.piece if found else None
    above = _above(first, found, pieces)
    reading = read_headline(text, pieces, above, style)[0]
    place = pieces[0].place if pieces else root.piece.place
    if beyond := unread_from(text):
        reading.listed.append(Listing(beyond, "text-too-long", {}))
    reading.listed += [Listing(place, "part-not-found", {"said": one}) for one in missing]
    for one in found:
        issue, listed = _issue(one, style)
        reading.issues.append(issue)
        reading.listed += listed
    name_outline(reading.issues, found)
    set_numbers(reading.issues, found)
    _join(reading, second, titles, style)
    if not found:
        reading.listed.append(Listing(place, "no-items", {}))
    all_closed(reading, pieces[: above or 0], style)
    reading.listed = _once(reading.listed)
    return reading


def _above(first: Piece | None, found: Sequence[Found], pieces: Sequence[Piece]) -> int | None:
    """How many pieces stand above the first issue; None if there is none."""
    if first is None:
        return None
    before = found[0].before
    first_line = str(first.place)
    at = next((n for n, one in enumerate(pieces) if str(one.place) == first_line), 0)
    return max(at, len(before)) if before else at


def _issue(found: Found, style: Style) -> tuple[FoundIssue, list[Listing]]:
    """An issue from its lines, and what is listed of it."""
    node = found.node
    title = node.mark.title if node.mark else node.title
    issue = FoundIssue(node.piece.place, title_of(unwrap(title_of(title))))
    issue.label, issue.number = node.label, node.number
    blocks = blocks_of(node.own)
    _title_alone(issue, blocks)
    if node.mark and node.mark.kind:
        issue.kind = node.mark.kind
    before = "\n".join(one.text for one in found.before)
    if found.before:
        issue.number, issue.label = source_number(found.before)
    reader = Reader(issue, style)
    reader.listed += set_state(issue, blocks, node.mark, before, style)
    undecided = bool(reader.listed)
    read_fields(reader, blocks)
    for one in blocks:
        if one.field in ("progress", "state-or-progress", "body") and one.lines:
            due_in_sentence(reader, one)
    set_measures(issue, blocks, style, undecided=undecided)
    _state_value_is_no_progress(issue, style)
    if issue.kind and issue.kind.listed:
        place = node.piece.place
        reader.note("unknown-kind", _place_of_kind(blocks) or place, issue.kind.words)
    if not issue.title:
        reader.note("no-title", node.piece.place, node.label)
    return issue, reader.listed


def _place_of_kind(blocks: Sequence[Block]) -> Place | None:
    return next((one.place for one in blocks if one.field == "kind"), None)


def _title_alone(issue: FoundIssue, blocks: list[Block]) -> None:
    """Part a heading that holds the whole issue into its title and its report."""
    title, _, rest = issue.title.partition("\u3002")
    wrapped = unwrap(title) != title
    if any(one.lines for one in blocks) or not (wrapped or len(issue.title) > 60):
        return
    if rest.strip():
        issue.title = unwrap(title)
        blocks.append(Block("body", ""))
        blocks[-1].add(rest, issue.place)


def _state_value_is_no_progress(issue: FoundIssue, style: Style) -> None:
    """A report that says nothing but the state is no progress."""
    clauses = re.split("[,;\u3002.]", half_width(issue.progress))
    if len(issue.progress) <= LONGEST_VALUE and issue.state_said and not issue.inferred:
        said = [style.states.exact(comparable(one)) for one in clauses if one.strip()]
        if said and all(said):
            issue.progress = ""


def _join(reading: Reading, second: Sequence[Piece], titles: Sequence[str], style: Style) -> None:
    """Join a second list to the issues by number, as a profile says."""
    if not style.text.join_with:
        return
    root = outline(parted(second, style), titles, style)
    joined = found_issues(root, style)
    counts = Counter(one.node.number for one in joined)
    by_number = {issue.number: issue for issue in reading.issues}
    for one in joined:
        node = one.node
        issue = by_number.get(node.number)
        if issue is None or counts[node.number] > 1 or node.number is None:
            listed = Listing(node.piece.place, "not-joined", {"said": shown(node.piece.text)})
            reading.listed.append(listed)
            continue
        field = style.text.join_into or "progress"
        blocks = [Block(field, ""), *blocks_of(node.own)]
        blocks[0].add(node.title, node.piece.place)
        reader = Reader(issue, style)
        reader.listed += set_state(issue, blocks, node.mark, "", style)
        read_fields(reader, blocks)
        set_measures(issue, blocks, style, undecided=bool(reader.listed))
        reading.listed += reader.listed


def _once(listed: Sequence[Listing]) -> list[Listing]:
    """The listings, those that say the same of many issues once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in listed:
        said = (one.code, str(one.args.get("said")))
        if one.code in _ONCE and said in seen:
            continue
        seen.add(said)
        kept.append(one)
    return kept
