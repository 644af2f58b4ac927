"""Small pieces of text: a record's text in the reader's language, rates, places, dates."""

import re
from collections.abc import Mapping, Sequence
from posixpath import normpath

from rectledger.core.findings import Finding
from rectledger.core.model import Member, Settings, Text
from rectledger.core.model.value_types import FORBIDDEN
from rectledger.core.summary.control_totals import TotalCheck
from rectledger.core.summary.counts import Count
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import language, ngettext

_CONTROL = re.compile(rf"\r?\n|\t|{FORBIDDEN}")


def text_of(text: Text | None) -> str:
    """A record's text in the current language, else in the other; "" if none."""
    if text is None or isinstance(text, str):
        return text or ""
    first, second = (text.zh, text.en) if language() == "zh" else (text.en, text.zh)
    return first or second or ""


def named(code: str, names: Mapping[str, Text]) -> str:
    """A code with the name that it stands for, as in "Finance Division (finance)"."""
    name = text_of(names.get(code))
    return _("{name} ({code})").format(name=name, code=code) if name not in ("", code) else code


def visible(text: str, *, lines: bool = False) -> str:
    """`text` on one line, with control characters escaped, so that it cannot affect a terminal.

    With `lines`, line breaks (LF) and tabs are kept.
    """
    if text.isprintable():  # fast path for nearly all texts
        return text

    def written_out(match: re.Match[str]) -> str:
        if match[0] in ("\n", "\r\n", "\t"):
            return match[0][-1] if lines else " "
        point = ord(match[0])
        return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"

    return _CONTROL.sub(written_out, text)


def visible_lines(text: str) -> str:
    """`text` with control characters escaped and its line breaks kept."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))


def value(held: object) -> str:
    """A field's value in an amendment, as a person would write it."""
    if isinstance(held, dict):
        first, second = ("zh", "en") if language() == "zh" else ("en", "zh")
        if {first, second} & held.keys():
            return str(held.get(first) or held.get(second))
        return _(", ").join(f"{name}: {value(inner)}" for name, inner in held.items())
    if isinstance(held, list):
        return _(", ").join(value(inner) for inner in held) or "–"
    if isinstance(held, bool):
        return _("yes") if held else _("no")
    return "–" if held is None else str(held)


def short(data: str, most: int | None) -> str:
    """`data` cut to `most` characters; None: not cut."""
    return data if most is None or len(data) <= most else f"{data[: most - 1].rstrip()}…"


def share(part: int, whole: int) -> float | None:
    """`part` / `whole` to a tenth of a percent; never 1 unless complete, None if `whole` is 0.
    Halves are rounded up, as in a calculation by hand."""
    if not whole:
        return None
    rounded = (2000 * part + whole) // (2 * whole) / 1000
    return min(rounded, 0.999) if part < whole else rounded


def rate(part: int, whole: int) -> str:
    """The same as a percentage; "–" if `whole` is 0."""
    found = share(part, whole)
    return "–" if found is None else f"{100 * found:.1f}%"


def substantial(n: int, *, counted: bool) -> str:
    """How many are substantially complete, and how policy counts them."""
    words = _("{n} substantially complete (counted as ongoing, by policy)")
    if counted:
        words = _("{n} substantially complete (counted as closed, by policy)")
    return words.format(n=n)


def of(part: int, whole: int) -> str:
    """`48/57`, shown beside every rate."""
    return f"{part}/{whole}"


def closed_of(count: Count) -> str:
    """`48/57`, and how many of all are waived, if any: these are never closed."""
    return and_waived(of(count.closed, count.total), count.waived)


def issues_closed(count: Count) -> str:
    """How many of all issues are closed."""
    words = _("{closed} issues closed ({rate})")
    return words.format(closed=of(count.closed, count.total), rate=rate(count.closed, count.total))


def and_waived(share: str, n: int) -> str:
    """A share, and how many of all are waived, if any."""
    return _("{share}, {n} waived").format(share=share, n=n) if n else share


def again(count: Count) -> str:
    """How many relapsed or were reopened otherwise, and how often; "" if none."""
    kinds = (
        (_("{n} relapsed ({times})"), count.relapsed, count.relapses),
        (_("{n} reopened ({times})"), count.reopened, count.reopenings),
    )
    return _(", ").join(words.format(n=n, times=times(often)) for words, n, often in kinds if n)


def times(n: int) -> str:
    """`3 times`"""
    return ngettext("{n} time", "{n} times", n).format(n=n)


def total(checked: TotalCheck) -> str:
    """A control total that does not match, or cannot be compared, beside the count."""
    words = _("{name}: {declared} declared as of {day}, {counted} listed here; "
              "no list was published")  # fmt: skip
    if checked.holds is False:
        words = _("{name}: {declared} declared as of {day}, but {counted} counted")
    said = words.format(
        name=terms.total(checked.declared.name), declared=checked.declared.total,
        day=checked.declared.as_of, counted=checked.counted,
    )  # fmt: skip
    return said + without_amendments(checked)


def without_amendments(checked: TotalCheck) -> str:
    """The count as listed on the date of a control total, if amended later; else ""."""
    if checked.listed == checked.counted:
        return ""
    return _(" ({n} before later amendments)").format(n=checked.listed)


def place(finding: Finding, prefix: str = "") -> str:
    """`data/issues/021.yaml:7:3`, as far as known."""
    known = [str(n) for n in (finding.line, finding.column) if n is not None]
    file = prefix + finding.file
    # A file outside the ledger is shown relative to the current folder.
    return ":".join([visible(normpath(file) if "../" in finding.file else file), *known])


def incomplete(files: Sequence[str]) -> str:
    """The warning that these files could not be read."""
    words = ngettext(
        "Incomplete: {n} ledger file cannot be read: {files}",
        "Incomplete: {n} ledger files cannot be read: {files}",
        len(files),
    )
    return words.format(n=len(files), files=_(", ").join(files))


def days_over(days: int) -> str:
    """`3 days`"""
    return ngettext("{days} day", "{days} days", days).format(days=days)


def department(settings: Settings, code: str) -> str:
    """A department's name, or its code if it is not in ledger.yaml."""
    known = settings.departments.get(code)
    return text_of(known.name) if known else code


def kind(settings: Settings, code: str) -> str:
    """The name of a kind of issue, or its code if it is not in ledger.yaml."""
    known = settings.kinds.get(code)
    return text_of(known.name) if known else code


def person(settings: Settings, by: str) -> str:
    """Who made an entry: a member's name, a role, or the name as given."""
    member = _member(settings, by)
    return text_of(member.name) if member else terms.role(by) or by


def is_office(settings: Settings, by: str) -> bool:
    """Whether an entry is by the office, not by a member with the id `office`."""
    return by == "office" and _member(settings, by) is None


def capacity(settings: Settings, by: str) -> str:
    """Who made an entry, without names: a role, or the member's department, else the member's
    roles; "" if only a name is known."""
    member = _member(settings, by)
    if member is not None and member.department is not None:
        return department(settings, member.department)
    return authority(settings, by)


def authority(settings: Settings, by: str) -> str:
    """Who approved something, without names: a role, or the member's roles, else the member's
    department; "" if only a name is known."""
    member = _member(settings, by)
    if member is None:
        return terms.role(by) or ""
    if member.roles:
        return _(", ").join(terms.role(role) or role for role in member.roles)
    return department(settings, member.department) if member.department is not None else ""


def leader(settings: Settings, who: Text | None) -> str:
    """A leader's name: the member's if `who` is a member's id."""
    member = _member(settings, who)
    return text_of(member.name if member else who)


def _member(settings: Settings, ident: object) -> Member | None:
    return next((m for m in settings.members if m.id == ident), None)


def figure(value: float) -> str:
    """A number with thousands separators."""
    return f"{value:,}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def long_day(day: str | None) -> str:
    """A date, month or year as documents write it: `30 July 2021`, `2021年7月30日`."""
    if not day:
        return ""
    year, month, rest = ([int(part) for part in day.split("-")] + [0, 0])[:3]
    if language() == "zh":
        parts = ((year, "年"), (month, "月"), (rest, "日"))
        return "".join(f"{n}{unit}" for n, unit in parts if n)
    return " ".join(str(one) for one in (rest, month and _MONTHS[month - 1], year) if one)


_STOPS = ("。", "！", "？", "；", "…", ".", "!", "?", ";")


def sentence(words: str) -> str:
    """`words` with a full stop at the end; "" stays empty."""
    words = words.rstrip()
    ended = not words or words.rstrip("”’』」）)\"'").endswith(_STOPS)
    return words if ended else words + ("。" if language() == "zh" else ".")


def clause(words: str) -> str:
    """`words` without a full stop at the end, for use within a sentence."""
    return words.rstrip().rstrip("。；！.;!")
