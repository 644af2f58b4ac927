"""The bulletin: how departments rank, and which issues each list holds."""

from collections.abc import Sequence

from agreeing.held import Block, blocks, tokens
from agreeing.looks import Look
from independent_count import Item, Picture


def bulletin(look: Look) -> None:
    _bulletin(look, "bulletin", None)
    _bulletin(look, "bulletin since", look.before)


def _bulletin(look: Look, document: str, before: Picture | None) -> None:
    options = ["--since", before.day] if before else []
    _head, title, whole, ranking, *parts = blocks(look.asked("report", "bulletin", *options))
    days = [before.day] if before else []
    look.within(
        document, "the head", {look.now.day, *days, *look.beside_the_source()}, tokens(title.text)
    )
    look.paragraphs(document, whole.text, look.said.bulletin, look.numbers)
    look.hold(document, "before the ranking", [], tokens(ranking.text))
    ((headers, rows),) = ranking.tables
    _ranking(look, document, headers, rows, before)
    if before:
        since = parts.pop(0)
        look.hold(document, "since", [before.day], tokens(since.heading + since.text))
    expected = in_lists(look, before)
    found = [_which(look, block) for block in parts]
    look.hold(document, "lists", [*expected], found)
    for key, block in zip(found, parts, strict=True):
        _counted(look, document, block, len(expected.get(key, ())))
        look.hold(document, f"besides {key}", [], tokens(block.text))
        if block.tables or expected.get(key):
            headers, rows = block.tables[0] if block.tables else ([], [])
            held_list(look, f"{document}: {key}", headers, rows, expected[key], before)


def _counted(look: Look, document: str, block: Block, n: int) -> None:
    """Compare the count in a heading with the rows below it; the heading may state a limit
    first."""
    words = tokens(block.heading)
    policy = [look.numbers["due_soon_days"]] * (len(words) > 1)
    look.hold(document, block.heading, [*policy, str(n)], words)


def _which(look: Look, block: Block) -> str:
    title = block.heading.lstrip("# ")
    names = sorted(look.said.lists, key=len, reverse=True)
    return next((look.said.lists[name] for name in names if title.startswith(name)), title)


def in_lists(look: Look, before: Picture | None) -> dict[str, list[Item]]:
    """Which issues each list of a bulletin holds."""
    now = look.now.issues
    then = {one.place[0]: one for one in before.issues} if before else {}
    was = {one.place[0]: then.get(one.place[0]) for one in now}
    urgent = {
        "overdue": look.overdue(now),
        "due_soon": look.urgent([one for one in now if one.due_soon]),
    }
    extended = [one for one in now if one.extensions > getattr(was[one.place[0]], "extensions", 0)]
    if before is None:
        return {"extended": extended, **urgent}

    def closed_then(item: Item) -> bool:
        return bool(getattr(was[item.place[0]], "closed", False))

    return {
        "closed": [one for one in now if one.closed and not closed_then(one)],
        "reopened": [one for one in now if closed_then(one) and not one.closed],
        "extended": extended,
        "otherwise": [
            one for one in now if _changed(one, was[one.place[0]], look.now, before) is not None
        ],
        **urgent,
    }


def _changed(
    now: Item, then: Item | None, picture: Picture, before: Picture | None
) -> list[str] | None:
    """The dates and measures that a bulletin lists under other changes; None if there are none."""
    since = before.day if before else ""
    told_elsewhere = (then is not None and then.closed) != now.closed
    closed_between = not now.closed and not (then and then.closed) and any(
        now.policy["substantial_counts"] or result == "complete"
        for closings in now.closings
        for day, result, _deadline in closings
        if day > since
    )  # fmt: skip
    if then is None:
        return [] if closed_between or not told_elsewhere else None
    again = now.closed and then.closed and now.closed_on != then.closed_on
    moved = now.deadline != then.deadline and now.extensions == then.extensions
    moved = moved and not told_elsewhere
    other = not told_elsewhere and (now.state, now.substantial) != (then.state, then.substantial)
    amended = any(
        entry["event"] == "amend" and entry["date"] > since
        and not (entry["field"] in ("due", "deadline") and moved)
        for entry in now.log
    )  # fmt: skip
    known = {one.ref for one in before.measures} if before else set()
    below = [
        one.ref for one in picture.of(now) if one.ref in known
        and any(entry["event"] == "amend" and entry["date"] > since for entry in one.log)
    ]  # fmt: skip
    if not (closed_between or now.lead != then.lead or again or moved or other or amended or below):
        return None
    days = [now.closed_on] * again + [then.deadline, now.deadline] * moved
    return [*(day for day in days if day), *below]


def held_list(
    look: Look, document: str, headers: list[str], rows: list[list[str]], items: Sequence[Item],
    before: Picture | None,
) -> None:  # fmt: skip
    look.rows(document, headers, rows, items)
    keys = look.keys(document, headers)
    then = {one.place[0]: one for one in before.issues} if before else {}
    for item, row in zip(items, rows, strict=False):
        if "changed" in keys:
            told = _changed(item, then.get(item.place[0]), look.now, before)
            look.hold(document, f"{item.ref} changed", told, tokens(row[keys.index("changed")]))


def _ranking(
    look: Look, document: str, headers: list[str], rows: list[list[str]], before: Picture | None
) -> None:
    keys = look.keys(document, headers)
    ranks, names = look.now.ranks(), dict(look.names("department"))
    order = sorted(
        ranks, key=lambda code: (ranks[code] is None, ranks[code] or 0, list(names).index(code))
    )
    codes = [*order, ""]
    look.hold(
        document,
        "departments",
        [*(names[one] for one in order), look.said.all],
        [row[1] for row in rows],
    )
    was = before.ranks() if before else {}
    for code, row in zip(codes, rows, strict=False):
        n = look.group("department", code)
        if before:
            then = look.of_counts(before.group("department", code) if code else before.counts)
            n |= {
                f"{name}_change": _signed(int(n[f"i_{name}"]) - int(then[f"i_{name}"]))
                for name in ("closed", "overdue")
            }
            places = (was.get(code) or 0) - (ranks.get(code) or 0)
            moved = bool(was.get(code) and ranks.get(code) and places)
            n["rank_change"] = str(abs(places)) if moved else ""
        n["rank"] = str(ranks.get(code) or "–")
        n["supporting"] = str(look.now.supported(code)) if code else ""
        for key, cell in zip(keys, row, strict=True):
            if key == "rank_change":
                look.hold(document, f"{code} {key}", tokens(n[key]), tokens(cell))
            elif key == "m_share":
                look.hold(document, f"{code or 'all'} {key}", look.closed_of(n, "m"), tokens(cell))
            elif key != "lead":
                look.hold(document, f"{code or 'all'} {key}", n[key], cell)


def _signed(n: int) -> str:
    return f"+{n}" if n > 0 else f"–{-n}" if n else "0"
