"""The comment of `diff` on a request: short Markdown, safe whatever the ledger contains."""

from collections.abc import Sequence

from rectledger.core.diff.item_diff import Happened
from rectledger.core.diff.ledger_diff import Compared
from rectledger.core.model import Settings
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.formatting import diff
from rectledger.formatting.markdown_escaping import code, table, text
from rectledger.formatting.values import place, short, text_of
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages import findings

# A comment holds 65,536 characters. Each section is limited in rows and in bytes, so that none
# uses up the room of later ones.
_SHARES = {
    "problems": (10, 2_000), "unlawful": (40, 12_000), "items": (100, 24_000),
    "evidence": (20, 2_000), "settings": (30, 4_000), "became": (20, 3_000),
    "departments": (40, 3_000), "reviewers": (20, 4_000),
}  # fmt: skip
_ENTRIES = 6  # per item
_WORDS = 160  # characters of a title or of an amended value
_MOST = 3 * _WORDS  # characters of an entry or another line


def comment(compared: Compared, command: str) -> str:
    """The changes of a ledger; `command` shows everything if this is cut short."""
    settings = compared.settings
    title = text(short(text_of(settings.title), 100))
    lines = [f"### {title}", ""]
    if compared.untouched:
        lines += [text(_("Nothing changed.")), ""]
    lines += [f"**{text(diff.headline(compared))}**", "", _sides(compared)]
    at_odds = diff.conflicts(compared)
    if at_odds:
        lines += ["", f"⚠ {text(short(at_odds, _MOST))}"]
    more = _("and {n} more: {command} shows them all")

    def section(share: str, head: str, rows: Sequence[str], columns: Sequence[str] = ()) -> None:
        kept = _within(rows, *_SHARES[share])
        if not rows:
            return
        lines.extend(["", f"**{text(head)}**", ""])
        lines.extend(table(columns, ()) if columns and kept else ())
        lines.extend(kept)
        if len(kept) < len(rows):
            words = text(more).replace(text("{n}"), str(len(rows) - len(kept)))
            lines.extend(["", words.replace(text("{command}"), code(command))])

    section("problems", _("INCOMPLETE: unreadable files are left out"), _problems(compared))
    faults = diff.faults(compared, _WORDS)
    section("unlawful", diff.unlawful(len(faults)), [_fault(*one) for one in faults])
    told = [one for one in compared.happened if not one.with_issue and (one.added or one.entered)]
    columns = [text(_("No.")), text(_("Title")), text(_("Changes"))]
    section("items", _("Changes"), [_row(one, settings) for one in told], columns)
    section("evidence", _("Evidence added"), _listed(diff.loose_evidence(compared)))
    section("settings", SETTINGS_FILE, _listed(diff.edits(compared, _WORDS)))
    became = [
        f"{item.ref} {_about(text_of(item.record.title), diff.overdue(item, settings))}"
        for item in compared.became_overdue
    ]
    section("became", _("Became overdue"), _listed(became))
    days = [text(day) for day in diff.days(compared)]
    section(
        "departments", _("By lead department"),
        [_cells(*row) for row in diff.departments(compared)],
        [text(_("Lead department")), *days],
    )  # fmt: skip
    section("reviewers", _("Approvals needed"), _listed(diff.reviewers(compared)))
    return "\n".join([*lines, ""])


def _sides(compared: Compared) -> str:
    """The two sides compared. Their hashes are not escaped, so that forges link them."""
    sides = (compared.before, compared.after)
    before, after = (short(diff.side(side), _WORDS) for side in sides)
    said = _("From {before} to {after}").format(before=before, after=after)
    if compared.before:
        day, later = compared.before.day, compared.after.day
        words = _("{said}; counted as of {day}")
        if day != later:
            words = _("{said}; counted as of {day} and {later}")
        said = words.format(said=said, day=day, later=later)
    said = text(said)
    for sha in (side.origin.sha[:10] for side in sides if side and side.origin.sha):
        said = said.replace(text(sha), sha)
    return said


def _within(rows: Sequence[str], most: int, size: int) -> list[str]:
    """As many of the first rows as fit."""
    kept: list[str] = []
    for row in rows[:most]:
        size -= len(row.encode()) + 1
        if size < 0:
            break
        kept.append(row)
    return kept


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"- {text(short(line, _MOST))}" for line in lines]


def _cells(*cells: str) -> str:
    return "| " + " | ".join(text(short(one, _WORDS)) for one in cells) + " |"


def _fault(one: Happened | None, said: str) -> str:
    words = short(said, _MOST)
    if one is None:
        return f"- ⚠ {text(words)}"
    return f"- ⚠ **{one.record.ref}** {text(_about(text_of(one.record.title), words))}"


def _about(title: str, said: str) -> str:
    """An item's title and a remark."""
    return _("{title}: {said}").format(title=short(title, _WORDS), said=said)


def _row(one: Happened, settings: Settings) -> str:
    """A row of the table: all changes of an item, each entry on a line of its cell."""
    said = [
        text(short(_("; ").join([each.what, *each.besides, *diff.evidence(each.entry)]), _MOST))
        for each in diff.said(one, settings, _WORDS)
    ]
    if len(said) > _ENTRIES:
        rest = _("and {n} more").format(n=len(said) - _ENTRIES)
        said[_ENTRIES:] = [text(rest)]
    cells = [one.record.ref, text(short(text_of(one.record.title), _WORDS)), "<br>".join(said)]
    return "| " + " | ".join(cells) + " |"


def _problems(compared: Compared) -> list[str]:
    sides = [side for side in (compared.before, compared.after) if side]
    return _listed([
        f"{place(one, side.origin.prefix)}: {findings.say(one.code, one.args)[0]}"
        for side in sides
        for one in side.unreadable
    ])  # fmt: skip
