"""The screens: `status`, `overdue`, `list`, `summary`, `show` and `log`."""

import re
from collections.abc import Sequence

from agreeing.held import KEYS, tokens, unbarred
from agreeing.looks import NEAR, TODAY, Look
from independent_count import Item, days_from


def status(look: Look) -> None:
    text = look.asked("status")
    head, headline, *_rest = text.split("\n\n")
    look.head("status", head.split("\n")[1])
    look.paragraphs("status", headline, look.said.status, look.numbers)
    lines = [unbarred(line) for line in text.split("\n")]
    tables = lines[: next((n for n, line in enumerate(lines) if _is_header(line)), len(lines))]
    above = len(f"{head}\n\n{headline}".split("\n"))
    shown = [line for line in tables[above:] if re.search(r"\d/\d.* \d+$", line)]
    rows = [
        (key, code, name)
        for key in ("kind", "aspect", "department")
        for code, name in look.names(key)
    ]
    look.hold("status", "rows of groups", len(rows), len(shown))
    for (key, code, name), line in zip(rows, shown, strict=False):
        n = look.group(key, code)
        expected = [*tokens(name), *look.closed_of(n), *tokens(n["i_rate"]), n["i_overdue"]]
        look.hold("status", f"{key} {name}", [True, *expected], [name in line, *tokens(line)])
    most = slice(NEAR)
    pressing = {
        "overdue": look.overdue(look.now.issues)[most],
        "due_soon": look.urgent([one for one in look.now.issues if one.due_soon])[most],
        "reviews_due": look.reviews_due()[most],
    }
    found = _pressing(look, text)
    look.hold("status", "lists", [key for key in pressing if pressing[key]], [*found])
    for key, (_counted, shown) in found.items():
        _rows_of_pressing(look, f"status: {key}", shown, pressing[key])
    totals = text[max(text.rfind("\n\n" + word) for word in ("Control totals", "截至")) :]
    notes = totals.rfind("\n\n")
    look.paragraphs("status", totals[:notes], look.said.totals, look.numbers)


def _is_header(line: str) -> bool:
    return line.lstrip().startswith(("No.", "编号"))


def _pressing(look: Look, text: str) -> dict[str, tuple[str, list[str]]]:
    """The tables of urgent items on a screen: the count that each states, and its rows."""
    found = {}
    for part in text.split("\n\n"):
        header, *lines = part.split("\n")
        if not _is_header(header):
            continue
        title = re.split(r" {2,}", header.strip())[1]
        for pattern, key in look.said.screens.items():
            if match := re.fullmatch(pattern, title):
                found[key] = ("".join(match.groups()), [line for line in lines[1:] if line])
                break
        else:
            look.hold("screens", "a table of", "what is known", title)
    return found


def _rows_of_pressing(look: Look, document: str, lines: list[str], items: Sequence[Item]) -> None:
    look.hold(document, "rows", len(items), len(lines))
    coming = not any(item.overdue for item in items) and not all(one.review_due for one in items)
    for item, line in zip(items, lines, strict=False):
        reviewed = item.review and (item.deadline is None or item.state == "closed")
        days = [item.review] if reviewed else [item.deadline]
        owed = item.review_due and not item.overdue
        over = [str(_days(item.review, look.now.day))] if owed and item.review else look.over(item)
        title = look.text_of(item.fields["title"])
        over = [one for one in over if one != "0"]
        if coming and item.deadline and item.deadline >= look.now.day:
            over = [str(_days(look.now.day, item.deadline))]
        kept = [*tokens(item.ref), *tokens(title), *days, *over]
        look.hold(document, item.ref, kept, tokens(line))


def _days(first: str | None, last: str) -> int:
    return days_from(first or last, last)


def overdue(look: Look) -> None:
    issues, measures = look.overdue(look.now.issues), look.overdue(look.now.measures)
    behind = [one for one in measures if not look.now.issue(one.place[0]).overdue]
    of_them = sorted({one.place[0] for one in behind})

    def families(numbers: Sequence[int], *, below: Sequence[Item]) -> list[Item]:
        return [
            row
            for number in numbers
            for row in (
                look.now.issue(number),
                *(one for one in below if one.place[0] == number),
            )
        ]

    expected = {
        "overdue": (len(issues), families([one.place[0] for one in issues], below=measures)),
        "behind": (len(behind), families(of_them, below=behind)),
        "reviews_due": (len(look.reviews_due()), look.reviews_due()),
        "within": (len(look.coming(60)), look.coming(60)),
    }
    _overdue(look, "overdue", expected, "--within", "60")
    of_measures = {"overdue": (len(measures), measures)}
    _overdue(look, "overdue of measures", of_measures, "--measures")


def _overdue(
    look: Look, document: str, expected: dict[str, tuple[int, list[Item]]], *options: str
) -> None:
    text = look.asked("overdue", *options)
    look.head(document, "\n".join(text.split("\n")[1:2]))
    found = _pressing(look, text)
    look.hold(document, "lists", [key for key, (n, _items) in expected.items() if n], [*found])
    for key, (counted, lines) in found.items():
        n, items = expected.get(key, (0, []))
        look.hold(document, f"how many are {key}", str(n), counted)
        _rows_of_pressing(look, f"{document}: {key}", lines, items)


def lists(look: Look) -> None:
    for document, items, options in (
        ("list", look.now.issues, []),
        ("list of measures", look.now.measures, ["--measures"]),
    ):
        text = look.asked("list", *options)
        _head, table, last = text.rstrip("\n").split("\n\n")
        lines = table.split("\n")[2:]
        look.hold(document, "rows", len(items), len(lines))
        for item, line in zip(items, lines, strict=False):
            expected = [
                *tokens(item.ref), *tokens(look.text_of(item.fields["title"])),
                *tokens(look.kind(item)), *look.times(item), *tokens(item.deadline or ""),
            ]  # fmt: skip
            look.hold(document, item.ref, expected, tokens(line))
        look.says(document, look.said.items, len(items), last)


def summary(look: Look) -> None:
    for key in KEYS:
        document, text = f"summary by {key}", look.asked("summary", "--by", key)
        _head, table, *last = text.rstrip("\n").split("\n\n")
        lines = [unbarred(line) for line in table.split("\n")[2:]]
        groups = [(code, name, look.group(key, code)) for code, name in look.names(key)]
        nobody = [
            one for one in [*look.now.issues, *look.now.measures] if not look.now.group_of(one, key)
        ]
        if nobody:
            groups.append(("", look.said.nobody, look.of_counts(look.now.group(key, ""))))
        groups.append(("", look.said.all, look.group(key, "")))
        look.hold(document, "rows", len(groups), len(lines))
        relapsed = look.numbers["i_relapsed"] != "0"
        reopened = look.numbers["i_reopened"] != "0"
        for (code, name, n), line in zip(groups, lines, strict=False):
            shares = [n["on_time_share"], n["held_share"]]
            expected = [
                *tokens(name), *look.closed_of(n), *tokens(n["i_rate"]), n["i_overdue"],
                *(one for share in shares for one in tokens(share)), n["i_standing"],
                *look.closed_of(n, "m"), *[n["i_relapsed"]] * relapsed,
                *[n["i_reopened"]] * reopened,
                *[str(look.now.supported(code))] * (key == "department" and code != ""),
            ]  # fmt: skip
            look.hold(document, name, [True, *expected], [name in line, *tokens(line)])
        said = look.substantial() if look.numbers["i_substantial"] != "0" else ""
        look.hold(document, "what is substantially complete", said, "".join(last))
    text = look.asked("summary", "--by", "instrument")
    lines = text.split("\n\n")[1].split("\n")[2:]
    look.says("summary by instrument", look.said.instruments, len(look.now.instruments), text)
    look.hold("summary by instrument", "rows", len(look.now.instruments), len(lines))
    for title, line in zip(look.now.instruments, lines, strict=False):
        by = [
            one
            for measure in look.now.measures
            for one in measure.instruments
            if one["title"] == title
        ]
        refs = [m.ref for m in look.now.measures if title in [i["title"] for i in m.instruments]]
        dated = next((str(one["dated"]) for one in by if one.get("dated")), "")
        look.hold(
            "summary by instrument", title, [*tokens(title), *tokens(dated), *refs], tokens(line)
        )


def shown(look: Look) -> None:
    for number in look.forms:
        item = look.now.issue(number)
        text = look.asked("show", str(number))
        family = [item, *look.now.of(item)]
        look.within(f"show {number}", "all", look.known(*family) | {TODAY}, tokens(text))
        for measure in family[1:]:
            line = re.search(rf"^[✓·] +{re.escape(measure.ref)} .*$", text, re.MULTILINE)
            days = [measure.closed_on] * (measure.state == "closed")
            expected = [
                measure.ref, *tokens(look.text_of(measure.fields["title"])), *days,
                *[str(measure.days_over)] * measure.overdue,
            ]  # fmt: skip
            look.hold(f"show {number}", measure.ref, expected, tokens(line[0] if line else ""))
        entries = re.findall(r"^  (\d{4}-\d\d-\d\d)  ", text, re.MULTILINE)
        look.hold(f"show {number}", "entries", [one["date"] for one in item.log], entries)


def log(look: Look) -> None:
    text = look.asked("log")
    rows = re.findall(r"^(\d{4}-\d\d-\d\d) +([\d.]+) ", text, re.MULTILINE)
    expected = sorted((entry["date"], item.place, item.ref) for item, entry in look.now.entries)
    look.hold("log", "rows", [(day, ref) for day, _place, ref in expected], rows)
    look.says("log", rf"^{look.said.entries}$", len(look.now.entries), text)
