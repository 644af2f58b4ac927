"""Output for spreadsheets and calendars: workbooks, csv and ics."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from agreeing.bulletins import held_list, in_lists
from agreeing.held import tokens, tokens_of
from agreeing.looks import Look
from independent_count import Item


def workbook(look: Look) -> None:
    document = "ledger"
    about, issues, measures, *departments = look.book("ledger").items()
    sheets = [issues, measures, *departments]
    for (name, rows), items in zip(sheets, (look.now.issues, look.now.measures), strict=False):
        look.rows(f"{document}: {name}", rows[0], rows[1:], items)
        for key in ("extensions", "relapses", "reopenings", "days_over", "days_over_first"):
            total = sum(getattr(item, key) for item in items)
            look.hold(f"{document}: {name}", f"sum of {key}", total, _sum(look, rows, key))
    parts = _parts(look)
    look.hold(document, "departments", len([one for one in parts if parts[one]]), len(departments))
    there = [one for one in look.names("department") if parts[one[0]]]
    for (code, _name), (sheet, rows) in zip(there, departments, strict=False):
        items = [item for item, _part in parts[code]]
        look.rows(f"{document}: {sheet}", rows[0], rows[1:], items)
        look.hold(
            f"{document}: {sheet}", "parts",
            [look.said.leads[part] for _item, part in parts[code]], [row[1] for row in rows[1:]],
        )  # fmt: skip
    _about(look, document, about[1], sheets)


def _sum(look: Look, rows: Sequence[tuple[str, ...]], key: str) -> int:
    """The sum of a column."""
    at = [look.said.headers.get(header) for header in rows[0]].index(key)
    return sum(int(row[at] or 0) for row in rows[1:])


def _about(look: Look, document: str, rows: Any, sheets: Sequence[Any]) -> None:
    """Check the sheet that gives the number of rows on the others."""
    said = [row[0] for row in rows if row and row[0] and not any(row[1:])]
    look.hold(document, "what is substantially complete", [look.substantial()], said[-1:])
    counts = [tokens(row[1]) for row in rows if any(row[1:])]
    look.hold(document, "about", [[str(len(held) - 1)] for _name, held in sheets], counts)


def _parts(look: Look) -> dict[str, list[tuple[Item, int]]]:
    """What each department is involved in, in order, and how."""
    found: dict[str, list[tuple[Item, int]]] = {
        code: [] for code, _name in look.names("department")
    }
    for item in look.now.issues:
        for code in found:
            if code == item.lead:
                found[code].append((item, 0))
            elif code in item.support:
                found[code].append((item, 1))
    for item in look.now.measures:
        issue = look.now.issue(item.place[0])
        for code in found:
            if code == item.lead != issue.lead:
                found[code].append((item, 2))
            elif code in item.support and code not in (item.lead, issue.lead, *issue.support):
                found[code].append((item, 3))
    return {code: sorted(parts, key=lambda one: one[0].place) for code, parts in found.items()}


def workbook_of_bulletin(look: Look) -> None:
    document = "bulletin as a workbook"
    sheets = look.book("bulletin", "--since", look.before.day)
    (_about_name, about), (_name, ranking), *lists = sheets.items()
    headers, *rows = [list(row) for row in ranking]
    keys = look.keys(document, headers)
    ranks, names = look.now.ranks(), dict(look.names("department"))
    codes = {name: code for code, name in names.items()}
    for row in rows:
        code = codes.get(row[1], "")
        n = look.group("department", code)
        then = look.of_counts(look.before.group("department", code) if code else look.before.counts)
        n |= {
            f"{name}_change": str(int(n[f"i_{name}"]) - int(then[f"i_{name}"]))
            for name in ("closed", "overdue")
        }
        n |= {
            "i_share": n["i_closed"], "on_time_share": n["i_on_time"], "held_share": n["i_held"],
            "m_share": n["m_closed"], "rank": str(ranks.get(code) or "–"),
            "supporting": str(look.now.supported(code)) if code else "",
        }  # fmt: skip
        for key, cell in zip(keys, row, strict=True):
            if key == "i_rate":
                said = f"{float(cell):.1%}" if cell else "–"
                look.hold(document, f"{code or 'all'} {key}", n[key], said)
            elif key not in ("lead", "rank_change"):
                look.hold(document, f"{code or 'all'} {key}", n[key], cell)
    expected = in_lists(look, look.before)
    order = ("closed", "reopened", "otherwise", "overdue", "extended", "due_soon")
    look.hold(document, "sheets", len(order), len(lists))
    for key, (_name, held) in zip(order, lists, strict=False):
        head, *told = [list(row) for row in held]
        held_list(look, f"{document}: {key}", head, told, expected[key], look.before)
    _about(look, document, about, [("", ranking), *lists])


def tables(look: Look) -> None:
    for items, options in ((look.now.issues, []), (look.now.measures, ["--measures"])):
        text = look.asked("export", "csv", *options).removeprefix("\ufeff")
        headers, *rows = csv.reader(io.StringIO(text))
        document = " ".join(["csv", *options])
        look.rows(document, headers, rows, items)
        for key in ("extensions", "relapses", "reopenings", "days_over", "days_over_first"):
            total = sum(getattr(item, key) for item in items)
            held = [tuple(row) for row in (headers, *rows)]
            look.hold(document, f"sum of {key}", total, _sum(look, held, key))


def calendar(look: Look) -> None:
    """Check what is due, and what no longer is, for issues and measures."""
    document, text = "ics", look.asked("export", "ics", "--measures").replace("\n ", "")
    found = {}
    for event in text.split("BEGIN:VEVENT")[1:]:
        ref, what = re.findall(r"^UID:([\d.]+)-(\w+)-", event, re.MULTILINE)[0]
        day = re.findall(r"^DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)", event, re.MULTILINE)[0]
        held = "STATUS:CONFIRMED" in event
        look.hold(document, f"{ref} {what} once", False, (ref, what) in found)
        found[ref, what] = ("-".join(day), held)
        item = next(one for one in [*look.now.issues, *look.now.measures] if one.ref == ref)
        of_issue = item.issue or item
        look.within(document, ref, look.known(item, of_issue), tokens_of(_described(event)))
    items = [*look.now.issues, *look.now.measures]
    due = {(one.ref, "deadline"): one.deadline for one in items if one.ongoing and one.deadline}
    owed = {(one.ref, "review"): one.review for one in items if one.review}
    look.hold(document, "due", due | owed, {key: day for key, (day, held) in found.items() if held})
    done = {
        (one.ref, "deadline"): _last_deadline(one)
        for one in items
        if not one.ongoing and _last_deadline(one)
    }
    gone = {key: day for key, (day, held) in found.items() if not held and key[1] == "deadline"}
    look.hold(document, "due no more", done, gone)


def _last_deadline(item: Item) -> str | None:
    """The deadline in force when an item was closed or waived; later amendments do not change
    it."""
    last = item.closings[-1]
    return last[-1][2] if last else item.deadline


def _described(event: str) -> str:
    match = re.search(r"^DESCRIPTION:(.*)$", event, re.MULTILINE)
    return match[1].replace("\\n", " ").replace("\\", "") if match else ""
