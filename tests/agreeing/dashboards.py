"""The dashboard: tiles, numbers over time, groups, the urgent items, and every issue."""

import re
from collections import Counter

from agreeing.held import plain, tokens
from agreeing.looks import NEAR, Look
from independent_count import Item, Level, days_from


def dashboard(look: Look) -> None:
    text = look.asked("report", "dashboard")
    text = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    captions = re.findall(r'<svg[^>]* aria-label="([^"]*)"', text)
    dots = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    _tiles(look, text)
    says = re.findall(r"<figcaption>\s*<p>(.*?)</p>", text, re.DOTALL)
    for caption in [*says, *captions]:
        look.paragraphs("dashboard: caption", caption, look.said.caption, look.numbers)
    look.hold("dashboard", "drawings", [2, 2, 1], [len(captions), len(dots), len(says)])
    _by_month(look, text)
    _groups(look, text)
    _near(look, text)
    _filters(look, text)
    _table(look, text)


def _cells(row: str) -> list[str]:
    return [plain(cell).strip() for cell in re.split(r"<t[hd]\b[^>]*>", row)[1:]]


def _tiles(look: Look, text: str) -> None:
    document = "dashboard: how it stands"
    head = text[text.index("<h1>") : text.index("<main>")]
    feedback = look.now.settings["inspection"]["feedback"]
    look.within(
        document, "the head", {look.now.day, feedback, *look.beside_the_source()}, tokens(head)
    )
    closed = text[text.index('<div class="closed">') : text.index('<dl class="counts">')]
    rate, said, policy = re.findall(r"<p[^>]*>(.*?)</p>", closed)
    look.hold(document, "rate", look.numbers["i_rate"], rate)
    look.paragraphs(document, said, (look.said.closed_of,), look.numbers)
    look.hold(document, "what is substantially complete", look.substantial(), policy)
    found = re.findall(r"<dt>(.*?)<dd>(.*?)</div>", text[text.index('<dl class="counts">') :])
    for name, value in found:
        names = look.said.tiles.get(name)
        if names is None:
            look.hold(document, name, "a tile that is known", value)
            continue
        expected = [look.numbers[one.rstrip("?")] for one in names if not one.endswith("?")]
        waived = [look.numbers[one[:-1]] for one in names if one.endswith("?")]
        if waived not in ([], ["0"]):
            expected += waived
        look.hold(document, name, [one for one in expected if one != "–"], tokens(value))
    there = {name for name, _value in found}
    for name, names in look.said.tiles.items():
        if name not in there:
            look.hold(document, f"{name}, which is left out", "0", look.numbers[names[0]])


def _by_month(look: Look, text: str) -> None:
    document = "dashboard: numbers over time"
    table = text[text.index('<table class="numbers">') :]
    table = table[: table.index("</table>")]
    found = {row[0]: row[1:] for row in map(_cells, table.split("<tr>")[2:])}
    months, today = look.now.months, look.now.day
    for row, numbers in found.items():
        level = months[row] if row in months else look.now.level(today)
        ahead = row not in (*months, today) or (row != today and row >= today[:7])
        known = [level.all, level.first_due, level.due, level.closed]
        said = ["–" if ahead and n in (0, 3) else str(one) for n, one in enumerate(known)]
        look.hold(document, row, said, numbers)
    # Each month in which something changes has a row, and so does the reporting date.
    past = [(month, level) for month, level in months.items() if month < today[:7]]
    to_come = [(month, level) for month, level in months.items() if month >= today[:7]]
    nothing = Level(0, 0, 0, 0)
    needed = {today} | {
        month
        for (month, level), (_month, before) in zip(past, [("", nothing), *past], strict=False)
        if level != before
    }
    was = look.now.level(today)
    for month, level in to_come:
        if (level.due, level.first_due) != (was.due, was.first_due):
            needed.add(month)
        was = level
    look.hold(document, "rows left out", [], sorted(needed - found.keys()))


def _groups(look: Look, text: str) -> None:
    tables = re.findall(r'<table class="group">(.*?)</table>', text, re.DOTALL)
    keys = ["kind", "aspect", *["department"] * (look.only is None), "section"]
    look.hold("dashboard: groups", "tables", len(keys), len(tables))
    for key, table in zip(keys, tables, strict=False):
        rows = [_cells(row) for row in re.split(r"<tr[^>]*>", table)[2:]]
        names = look.names(key)
        document = f"dashboard: by {key}"
        look.hold(document, "rows", len(names), len(rows))
        widths = re.findall(r'class="(?:done|over)" style="width:([\d.]+)%"', table)
        for n, ((code, name), row) in enumerate(zip(names, rows, strict=False)):
            said = look.group(key, code)
            title = f"{code} {name}" if key == "section" else name
            expected = [
                title, "", [said["i_closed"], said["i_total"]], said["i_rate"], said["i_waived"],
                said["i_overdue"], said["on_time_share"], said["held_share"],
                look.closed_of(said, "m"),
            ]  # fmt: skip
            found = [*row[:2], tokens(row[2]), *row[3:8], tokens(row[8])]
            look.hold(document, name, expected, found)
            total = int(said["i_total"]) or 1
            drawn = [f"{100 * int(said[one]) / total:.1f}" for one in ("i_closed", "i_overdue")]
            look.hold(document, f"bar of {name}", drawn, widths[2 * n : 2 * n + 2])


def _near(look: Look, text: str) -> None:
    part = text[text.index('<section class="press"') : text.index('<h2 id="issues"')]
    lists = re.split(r"<h3[^>]*>", part)[1:]
    ahead = look.coming(1_000_000)
    expected = [
        (look.overdue(look.now.issues), lambda one: [one.deadline, str(one.days_over)]),
        *[(look.reviews_due(), lambda one: [one.review])] * (look.numbers["i_reviews_due"] != "0"),
        (ahead, lambda one: _ahead(one)),
    ]
    look.hold("dashboard: pressing", "lists", len(expected), len(lists))
    for n, ((items, days), told) in enumerate(zip(expected, lists, strict=False)):
        document = f"dashboard: pressing, list {n}"
        title, _, rest = told.partition("</h3>")
        if n < len(expected) - 1:
            look.hold(document, "how many", [str(len(items))], tokens(title))
        rows = re.findall(r"<li>(.*?)</p>", rest, re.DOTALL)
        look.hold(document, "rows", min(len(items), NEAR), len(rows))
        for item, row in zip(items, rows, strict=False):
            numbers = [item.ref, *tokens(look.text_of(item.fields["title"])), *days(item)]
            look.hold(document, item.ref, numbers, tokens(row))
        more = re.search(r'<p class="rest">(.*?)</p>', rest)
        left = [str(len(items) - NEAR)] * (len(items) > NEAR)
        look.hold(document, "more", left, tokens(more[1]) if more else [])


def _ahead(item: Item) -> list[str]:
    day = item.review or item.deadline or ""
    days = days_from(item.day, day)
    return [day, *[str(days)] * (days != 0)]


def _filters(look: Look, text: str) -> None:
    part = text[text.index('<select name="state">') :]
    found = dict(re.findall(r"<option[^>]*>([^<]*?) \((\d+)\)", part[: part.index("</select>")]))
    for name, n in found.items():
        look.hold("dashboard: filters", name, look.numbers.get(look.said.states.get(name, "")), n)
    there = {look.said.states.get(name) for name in found}
    left_out = [name for name in look.said.states.values() if name not in there]
    look.hold("dashboard: filters", "left out", [], [n for n in left_out if look.numbers[n] != "0"])


def _table(look: Look, text: str) -> None:
    document, parts = "dashboard: all issues", re.split(r"<tbody id=issue-(\d+)>", text)
    found = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    look.hold(document, "issues", [one.place[0] for one in look.now.issues], [*found])
    classes: Counter[str] = Counter()
    for item in look.now.issues:
        seen, _, more = found[item.place[0]].partition("<tr><td colspan")
        below = look.now.of(item)
        number, title, kind, lead, state, deadline, measures = _cells(seen)
        waived = sum(one.state == "waived" for one in below)
        done = [str(sum(one.closed for one in below)), str(len(below))] * bool(below)
        done += [str(waived)] * bool(waived)
        expected = [
            item.ref, tokens(look.text_of(item.fields["title"])), look.kind(item),
            look.department(item.lead), look.times(item), item.deadline or "", done,
        ]  # fmt: skip
        shown = [number, tokens(title), kind, lead, tokens(state), deadline, tokens(measures)]
        look.hold(document, item.ref, expected, shown)
        drawn = re.search(r'<td class="?([a-z ]+)', seen)
        classes.update(drawn[1].split() if drawn else [])
        _unfolded(look, item, more)
    named = {"soon": "due_soon", "review": "reviews_due"}
    for name in ("open", "active", "submitted", "closed", "waived", "overdue", "soon", "review",
                 "standing", "substantial"):  # fmt: skip
        counted = look.numbers[f"i_{named.get(name, name)}"]
        look.hold(document, f"drawn as {name}", counted, str(classes[name]))


def _unfolded(look: Look, item: Item, more: str) -> None:
    document, below = f"dashboard: issue {item.ref}", look.now.of(item)
    refs = re.findall(r"<li(?: class=\w+)?>(\d+\.\d+) ", more.partition("</ol>")[0])
    look.hold(document, "measures", [one.ref for one in below], refs)
    text = plain(more.partition("</noscript>")[0].partition(">")[2])
    own = {look.now.settings["inspection"]["feedback"]}
    look.within(document, "unfolded", look.known(item, *below) | own, tokens(text))
