"""What stands around the items of a text: title, bodies, days, contact, and declared totals."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from rectledger.exchange.imports.found import Listing, Reading
from rectledger.exchange.imports.notices.issue_states import shown
from rectledger.exchange.imports.notices.lines import Piece, chrome
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.source import Place, Text
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.days import DayInText, headline_days
from rectledger.exchange.imports.wording.numbering import marker
from rectledger.exchange.imports.wording.total import Total
from rectledger.exchange.imports.wording.totals import read_totals
from rectledger.exchange.imports.wording.width import comparable, half_width

_LONGEST = 4000  # of a line in which totals and days are looked for
_MOST_LINES = 200
_TITLE_WITHIN = 12  # the title is among the first lines


def read_headline(
    text: Text, pieces: Sequence[Piece], above: int | None, style: Style
) -> tuple[Reading, tuple[str, ...]]:
    """A reading without items, and the lines that are the title. `above` is how many pieces stand
    above the first issue; None if there is none."""
    reading = Reading(language=_language(pieces))
    reading.listed = [Listing(*one) for one in text.unread]
    titles = _title(text, pieces)
    reading.title = _joined(titles, reading.language) or text.title.strip()
    head = list(pieces[: len(pieces) if above is None else above][:_MOST_LINES])
    prose = [one for one in head if one.text not in titles and not chrome(one)]
    _bodies(reading, prose)
    for one in (*prose, *(one for one in head if one.text in titles)):
        _days(reading, one, style)
    reading.published = _published(pieces, style)
    reading.contact = _contact(pieces)
    reading.totals = _totals(prose, style)
    return reading, titles


def _language(pieces: Sequence[Piece]) -> Literal["zh", "en"]:
    sample = "".join(one.text for one in pieces[:200])[:20_000]
    wide = len(re.findall("[\u4e00-\u9fff]", sample))
    latin = len(re.findall("[A-Za-z]+", sample))
    return "en" if latin > wide else "zh"


def _title(text: Text, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The lines that are the title: as marked up, as said by a label, or by their words."""
    first = [one for one in pieces[:_TITLE_WITHIN] if not chrome(one)]
    for one in first:
        if said := word("headline.salutation").match(half_width(one.text)):
            return (one.text[said.start("x") :].strip(),)
    marked = next((one for one in first if one.heading == 1), None)
    if marked:
        return (marked.text,)
    for name in ("headline.title", "headline.title_perhaps"):
        for n, one in enumerate(first):
            half = half_width(one.text).strip()
            if _may_be_title(one, half) and word(name).search(half):
                above = first[n - 1].text if n else ""
                if word("headline.title_begins").match(half) and above and len(above) <= 40:
                    return (above, one.text)
                return (one.text,)
    if text.title.strip():
        return (text.title.strip(),)
    return (first[0].text,) if first and _short(first[0]) and not _numbered(first[0]) else ()


def _may_be_title(one: Piece, half: str) -> bool:
    return not (len(half) > 120 or one.labels or re.search("[\u3002;,:]$", half) or _numbered(one))


def _numbered(one: Piece) -> bool:
    mark = marker(one.text)
    return bool(mark and mark.kind != "source")


def _short(one: Piece) -> bool:
    return len(one.text) <= 60 and not re.search("[\u3002;,:\uff1b\uff0c\uff1a]", one.text)


def _joined(titles: Sequence[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(one.strip() for one in titles)


def _bodies(reading: Reading, prose: Sequence[Piece]) -> None:
    """Who inspected whom, where the text says so."""
    for one in prose:
        half = half_width(one.text[:_LONGEST])
        name = "headline.inspector_en" if reading.language == "en" else "headline.inspector"
        if not reading.inspector and (match := word(name).search(half)):
            reading.inspector = word("headline.inspector_cut").sub("", match[0]).strip()
        body = word("headline.inspected").search(half)
        if body and not reading.inspected and word("headline.period_about").search(half):
            reading.inspected = body["x"]
    title = word("headline.inspected_title").match(half_width(reading.title))
    if (
        title
        and word("headline.put_right").search(reading.title)
        and not word("headline.inspector").fullmatch(title["x"])
    ):
        reading.inspected = title["x"].strip()
    if title and not reading.inspector and word("headline.inspector").fullmatch(title["x"]):
        reading.inspector = title["x"].strip()


def _days(reading: Reading, one: Piece, style: Style) -> None:
    """The days of the inspection and of its feedback, and up to when the figures run."""
    for sentence in re.split("(?<=[\u3002;\uff1b])|(?<=[.]) ", one.text[:_LONGEST]):
        days = headline_days(sentence, style.days)
        half = half_width(sentence)
        for first, last in pairwise(days):
            between = half[first.end : last.start]
            about = word("headline.period_about").search(half)
            if about and word("headline.period_joint").match(between) and not reading.began:
                _set_period(reading, one, first, last)
        for day in days:
            if word("headline.as_of").search(half[: day.start]) and not reading.as_of:
                reading.as_of = day.iso
            after = half[day.end :]
            if word("headline.feedback_after").match(after) and not reading.feedback:
                _set_feedback(reading, one, day)


def _set_period(reading: Reading, one: Piece, first: DayInText, last: DayInText) -> None:
    if first.iso <= last.iso:
        reading.began, reading.ended = first.iso, last.iso
    else:
        reading.listed.append(Listing(one.place, "days-out-of-order", {"said": shown(one.text)}))


def _set_feedback(reading: Reading, one: Piece, day: DayInText) -> None:
    """The day of feedback; a year that was only said before must not put it before the end."""
    if reading.ended and day.iso < reading.ended:
        reading.listed.append(Listing(one.place, "days-out-of-order", {"said": shown(one.text)}))
    else:
        reading.feedback = day.iso


def _published(pieces: Sequence[Piece], style: Style) -> str | None:
    """The day of publication: beside a word for it near an end, or below a signature."""
    for one in [*pieces[:_TITLE_WITHIN], *pieces[-_TITLE_WITHIN:]]:
        half = half_width(one.text)
        if len(half) > 200 or not word("headline.published").search(half):
            continue
        days = headline_days(one.text, style.days)
        if len(days) == 1 and not days[0].year_before and not _is_of_figures(half):
            return days[0].iso
    for one in reversed(pieces[-_TITLE_WITHIN:]):
        if word("only_day").match(half_width(one.text)):
            days = headline_days(one.text, style.days)
            return days[0].iso if days else None
    return None


def _is_of_figures(half: str) -> bool:
    return bool(re.search(r"[\u3002,]|\d\s*\u4e2a|\u671f\u95f4", half[20:]))


def _contact(pieces: Sequence[Piece]) -> str:
    """How the office is reached: from the word for it to the end of its sentence."""
    for one in reversed(pieces):
        match = word("headline.contact").search(half_width(one.text[:2000]))
        if match and re.search(r"\d{3}|@", one.text[match.start() :]):
            said = re.split("[\u3002]|$", one.text[match.start() : match.start() + 300])[0]
            return said.strip(" ;\uff1b\u3011")
    return ""


def _totals(prose: Iterable[Piece], style: Style) -> list[tuple[Total, Place]]:
    """The figures that the text declares, each once.

    Below a numbered heading, sentences are of deeds: there, only figures of what was fed back.
    """
    found: list[tuple[Total, Place]] = []
    seen: dict[tuple[object, ...], int] = {}
    below = False
    for one in prose:
        below = below or marker(one.text) is not None
        places: list[int | None] = []
        for total in read_totals(one.text[:_LONGEST], style.states):
            if below and not _of_feedback(one.text, total):
                places.append(None)
                continue
            kind = total.kind.words if total.kind else ""
            said = (total.name, total.number, kind, total.unit if total.name == "amount" else "")
            if said not in seen:
                seen[said] = len(found)
                whole = places[total.of] if total.of is not None else None
                found.append((replace(total, of=whole), one.place))
            places.append(seen[said])
    return found


def _of_feedback(text: str, total: Total) -> bool:
    """Whether a figure stands in a sentence about what was fed back, and counts such things."""
    start = max(text.rfind("\u3002", 0, total.start), text.rfind(". ", 0, total.start)) + 1
    end = text.find("\u3002", total.end)
    sentence = half_width(text[start : end if end >= 0 else len(text)])
    return total.name not in _OF_DEEDS and bool(word("headline.fed_back").search(sentence))


def all_closed(reading: Reading, above: Sequence[Piece], style: Style) -> None:
    """Close the issues of which nothing is said, where the headline says that all are done.

    Only if it counts as many as were read, and nothing that was read says otherwise.
    """
    silent = [one for one in reading.issues if one.state is None]
    if not silent or any(one.state not in (None, "closed") for one in reading.issues):
        return
    if any(listing.code in _DOUBTS for listing in reading.listed):
        return
    if any(total.name in _NOT_CLOSED and total.number for total, _ in reading.totals):
        return
    said = _all_done(reading, above, style)
    for one in silent if said else ():
        one.state, one.result, one.inferred, one.state_said = "closed", "complete", True, said


def _all_done(reading: Reading, above: Sequence[Piece], style: Style) -> str:
    """The words that say that all issues are done: N of N, a rate of 100%, or a clause that says
    so of all, in a sentence with their number."""
    counted = len(reading.issues)
    closed = [total for total, _ in reading.totals if total.name == "closed"]
    if closed:
        whole = [one for one in closed if one.number == counted and not one.about]
        return whole[0].said if len(closed) == len(whole) else ""
    rates = [total for total, _ in reading.totals if total.name == "rate"]
    issues = {total.number for total, _ in reading.totals if total.name == "issues"}
    if issues != {counted}:
        return ""
    if rates and all(one.number == 100 and not one.about for one in rates):
        return rates[0].said
    for one in above:
        for sentence in re.split("[\u3002\n]", half_width(one.text[:_LONGEST])):
            if any(t.name == "issues" for t in read_totals(sentence, style.states)):
                done = [c for c in re.split("[,;:]", sentence) if _says_all_done(c, style)]
                if done and not word("denied").search(sentence):
                    return done[0].strip()
    return ""


def _says_all_done(clause: str, style: Style) -> bool:
    meaning = style.states.exact(comparable(clause))
    closed = meaning is not None and meaning.state == "closed" and meaning.result == "complete"
    return closed and bool(word("headline.all_of_them").search(clause))


_OF_DEEDS = ("cases", "people")
_DOUBTS = ("unknown-state", "state-contradicted", "state-qualified", "percent", "too-long")
_NOT_CLOSED = ("ongoing", "open", "submitted", "stage", "partly", "not-done", "behind", "overdue",
               "not-due", "not-begun", "substantial", "waiver", "undetermined")  # fmt: skip
