"""Text documents: notice, overdue list, index of evidence, closure forms."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from agreeing.held import Block, blocks, tokens
from agreeing.looks import Look
from independent_count import Item


def notice(look: Look) -> None:
    document = "notice"
    head, *parts = blocks(look.asked("report", "notice"))
    look.hold(document, "before its title", [], tokens(head.text))
    inspection = look.now.settings["inspection"]
    days = [inspection[key] for key in ("began", "ended", "feedback")]
    totals = look.beside_the_source()
    title, whole, *outline = parts
    about, told = title.text.strip().split("\n\n")
    look.within(document, "the head", {look.now.day, *totals}, tokens(about))
    look.hold(document, "the days of the inspection", days, tokens(told))
    look.paragraphs(document, whole.text, look.said.notice, look.numbers)
    _kinds(look, document, whole)
    contact = outline.pop()
    look.hold(
        document,
        "contact",
        tokens(look.text_of(look.now.settings["contact"])),
        tokens(contact.text),
    )
    _issues_of_notice(look, outline)


def _kinds(look: Look, document: str, block: Block) -> None:
    ((headers, rows),) = block.tables
    keys = look.keys(document, headers)
    groups = [*look.names("kind"), ("", look.said.all)]
    look.hold(document, "kinds", [name for _code, name in groups], [row[0] for row in rows])
    for (code, name), row in zip(groups, rows, strict=False):
        n = look.group("kind", code)
        look.hold(document, f"kind {name}", [n[key] for key in keys[1:]], row[1:])


def _issues_of_notice(look: Look, outline: Sequence[Block]) -> None:
    document, told = "notice", []
    for block in outline:
        if not block.heading.startswith("####"):
            continue
        number, _, title = block.heading.removeprefix("#### ").partition(". ")
        item = look.now.issue(int(number))
        told.append(item.place)
        look.hold(
            document,
            f"title of {number}",
            tokens(look.text_of(item.fields["title"])),
            tokens(title),
        )
        found = Counter(tokens(block.text))
        expected, notes = _expected_of_issue(look, item)
        missing = sorted((expected - found).elements())
        look.hold(document, f"what is told of {number}", [], missing)
        besides = [one for one in (found - expected).elements() if one not in notes]
        look.hold(document, f"what nothing was asked of in {number}", [], besides)
    look.hold(document, "issues", sorted(one.place for one in look.now.issues), sorted(told))
    look.hold(document, "sections", look.numbers["sections"], str(_headings(outline, "###")))
    look.hold(document, "aspects", look.numbers["aspects"], str(_headings(outline, "##")))


def _headings(outline: Sequence[Block], marks: str) -> int:
    return sum(block.heading.startswith(marks + " ") for block in outline)


def _expected_of_issue(look: Look, item: Item) -> tuple[Counter[str], set[str]]:
    """The numbers that a notice gives for an issue, and those allowed in its notes."""
    said = tokens(look.kind(item))
    if item.ongoing and item.deadline:
        said.append(item.deadline)
    elif item.review and not item.deadline:
        said.append(item.review)
    for closings, day in zip(item.closings, _taken_up(item), strict=False):
        if closings:
            said += [closings[0][0], day]
    below = look.now.of(item)
    for which in (
        [one for one in below if one.closed],
        [one for one in below if one.state == "closed" and not one.closed],
        [one for one in below if one.state == "active"],
        [one for one in below if one.state == "open" and item.ongoing],
    ):
        said += [one for m in which for one in tokens(look.text_of(m.fields["title"]))]
        if len(which) > 1 and look.lang == "en":
            said += map(str, range(1, len(which) + 1))
    if item.ongoing and item.log:
        said += tokens(look.text_of(item.fields.get("next")))
    notes = {one for entry in item.log for one in tokens(look.text_of(entry.get("note")))}
    return Counter(said), notes


def _taken_up(item: Item) -> list[str]:
    """The dates on which a closed or waived item was reopened."""
    return [
        entry["date"]
        for entry in item.log
        if entry["event"] == "reopen" or entry.get("outcome") == "relapsed"
    ]


def list_of_unfinished(look: Look) -> None:
    document, text = "report overdue", look.asked("report", "overdue")
    title, issues, measures, reviews = [*blocks(text)][1:]
    look.within(
        document, "the head",
        {look.now.day, look.numbers["due_soon_days"], *look.beside_the_source()},
        tokens(title.text),
    )  # fmt: skip
    said = title.text.strip().split("\n\n")[-1]
    parts = "\n\n".join(f"{one.heading}\n{one.text}" for one in (issues, measures, reviews))
    look.paragraphs(document, said + "\n\n" + parts, look.said.overdue, look.numbers)
    for block, items, page in (
        (issues, look.unfinished(look.now.issues), True),
        (measures, look.unfinished(look.now.measures), True),
        (reviews, look.reviews_due(), False),
    ):
        headers, rows = block.tables[0] if block.tables else ([], [])
        look.rows(document, headers, rows, items, page=page)


def evidence(look: Look) -> None:
    document = "evidence"
    _head, title, index, checksums = blocks(look.asked("report", "evidence"))
    about, told = title.text.strip().rsplit("\n\n", 1)
    look.within(document, "the head", {look.now.day, *look.beside_the_source()}, tokens(about))
    sums = f"{checksums.heading}\n{checksums.text}"
    look.paragraphs(document, told + sums, look.said.evidence, look.numbers)
    ((_headers, rows),) = index.tables or [([], [])]
    expected = [
        [
            str(n), str(item.place[0]), item.ref if item.is_measure else "",
            tokens(look.text_of(item.fields["title"])), tokens(_called(piece)),
            str(piece.get("dated", "")), entry["date"], str(piece.get("size", "")),
        ]
        for n, (item, entry, piece) in enumerate(look.now.pieces, 1)
    ]  # fmt: skip
    found = [[*row[:3], tokens(row[3]), tokens(row[4]), row[6], row[7], row[8]] for row in rows]
    for one, other in zip(expected, found, strict=False):
        look.hold(document, f"piece {one[0]}", one, other)
    look.hold(document, "rows", len(expected), len(found))
    _checksums(look, document, checksums.tables, look.now.pieces)


def _called(piece: dict[str, Any]) -> str:
    return str(piece.get("name") or piece.get("document") or piece.get("url"))


def _checksums(look: Look, document: str, tables: Any, pieces: Sequence[Any]) -> None:
    """Compare each file, listed once, with its numbers in the index."""
    expected: dict[tuple[str, str], list[str]] = {}
    for n, (_item, _entry, piece) in enumerate(pieces, 1):
        if "path" in piece:
            expected.setdefault((piece["path"], piece["sha256"]), []).append(str(n))
    rows = tables[-1][1] if tables else []
    found = {(row[1].strip("`"), row[2].strip("`")): tokens(row[0]) for row in rows}
    look.hold(document, "checksums", expected, found)


def forms(look: Look) -> None:
    for number in look.forms:
        _form(look, look.now.issue(number))


def _form(look: Look, item: Item) -> None:
    document, below = f"closure {item.ref}", look.now.of(item)
    text = look.asked("report", "closure", item.ref)
    _head, _title, facts, _can, measures, _done, proof, *_signed_by = blocks(text)
    ((_headers, rows),) = facts.tables
    log = _since_taken_up(item)
    days = {
        event: [one["date"] for one in log if one["event"] == event]
        for event in ("submit", "return", "close")
    }
    titles = [look.text_of(item.fields["title"]), *_outline_of(look, item), look.kind(item)]
    expected = [
        [item.ref], tokens(titles[0]), look.times(item), tokens(titles[1]), tokens(titles[2]),
        tokens(look.text_of(item.fields.get("heading"))), tokens(titles[3]), [], [],
        [item.opened], tokens(item.due or ""), tokens(item.deadline or ""),
        [str(item.extensions)], look.over(item) or ["0"], tokens(item.review or ""),
        days["submit"], days["return"], days["close"], [],
    ]  # fmt: skip
    for row, one in zip(rows, expected, strict=True):
        look.hold(document, row[0], one, tokens(row[1]))
    headers, rows = measures.tables[0] if measures.tables else ([], [])
    look.rows(document, headers, rows, below, times=True)
    pieces = [(one, entry, piece) for one in [item, *below] for entry, piece in one.evidence]
    look.says(document, look.said.pieces, len(pieces), proof.heading)
    rows = proof.tables[0][1] if proof.tables else []
    sizes = [str(piece.get("size", "")) for _one, _entry, piece in pieces]
    look.hold(document, "sizes", sizes, [row[5] for row in rows])
    look.hold(document, "pieces of", [one.ref for one, *_ in pieces], [row[1] for row in rows])
    if any(sizes):
        _checksums(look, document, proof.tables, pieces)
    look.within(document, "all", {*look.known(item, *below), *_numbered(pieces), "256"}, [
        one for block in blocks(text) for one in tokens(block.text)
        if not block.heading.startswith(("## 1", "## 2", "## 3", "## 4", "## 5", "## 6"))
    ])  # fmt: skip


def _numbered(pieces: Sequence[Any]) -> list[str]:
    return [str(n) for n in range(1, len(pieces) + 1)]


def _since_taken_up(item: Item) -> list[dict[str, Any]]:
    again = [n for n, entry in enumerate(item.log) if entry in _take_ups(item)]
    return item.log[again[-1] if again else 0 :]


def _take_ups(item: Item) -> list[dict[str, Any]]:
    return [
        entry
        for entry in item.log
        if entry["event"] == "reopen" or entry.get("outcome") == "relapsed"
    ]


def _outline_of(look: Look, item: Item) -> tuple[str, str]:
    """The titles of an issue's aspect and section."""
    for aspect in look.now.settings["outline"]:
        for section in aspect["sections"]:
            if section["id"] == item.of_issue("section"):
                return look.text_of(aspect["title"]), look.text_of(section["title"])
    raise AssertionError(item.ref)
