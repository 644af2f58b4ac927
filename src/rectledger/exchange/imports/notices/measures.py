"""The measures of an issue, and what comes next: what its report numbers."""

from collections.abc import Sequence

from rectledger.exchange.imports.found import FoundIssue, FoundItem
from rectledger.exchange.imports.notices.blocks import Block, joined, place_at
from rectledger.exchange.imports.notices.issue_fields import sentence_of
from rectledger.exchange.imports.notices.profile_patterns import beginnings, matched
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.measure_series import NumberedMeasure, measures_in
from rectledger.exchange.imports.wording.numbering import marker
from rectledger.exchange.imports.wording.states import title_mark
from rectledger.exchange.imports.wording.width import half_width

_REPORTS = ("progress", "state-or-progress", "body")


def set_measures(
    issue: FoundIssue, blocks: Sequence[Block], style: Style, *, undecided: bool
) -> None:
    """Set the measures, the progress and what comes next.

    Under a label of measures all are, numbered or not; of a report, those that it numbers.
    The state follows from theirs if nothing else is said of it, nor left `undecided`.
    """
    planned = joined([one for one in blocks if one.field == "measures"])
    report = joined([one for one in blocks if one.field in _REPORTS])
    reported, coming = _parted(report.text)
    if coming:
        issue.next = "\n".join(filter(None, (issue.next, coming)))
    issue.progress = reported
    if planned.lines:
        issue.measures = _items(planned, _series(planned.text, style), style) or [
            _item(style, place, _unmarked(line)) for line, place in
            zip(planned.lines, planned.places, strict=False) if not half_width(line).endswith(":")
        ]  # fmt: skip
    else:
        issue.measures = _items(report, _series(reported, style), style)
    if not undecided:
        _state_of_measures(issue)


def _parted(text: str) -> tuple[str, str]:
    """A report, and what it says comes next."""
    match = word("next").search(half_width(text))
    if not match:
        return text, ""
    return text[: match.start()].strip(), sentence_of(text[match.end() :])


def _series(text: str, style: Style) -> list[NumberedMeasure]:
    for form in style.text.measures:
        starts = [at for at, _ in beginnings(form, text)]
        if len(starts) > 1:
            bounds = [*starts, len(text)]
            return [_of_profile(form, text, n, bounds) for n in range(len(starts))]
    return measures_in(text)


def _of_profile(form: str, text: str, n: int, bounds: Sequence[int]) -> NumberedMeasure:
    said = text[bounds[n] : bounds[n + 1]]
    found = matched(form.split("{text}")[0], said)
    start = bounds[n] + (found.start if found else 0)
    return NumberedMeasure(n + 1, text[start : bounds[n + 1]].strip(), start, bounds[n + 1])


def _items(block: Block, series: Sequence[NumberedMeasure], style: Style) -> list[FoundItem]:
    return [_item(style, place_at(block, one.start), one.text, one.number) for one in series]


def _item(style: Style, place: Place, text: str, number: int | None = None) -> FoundItem:
    item = FoundItem(place, sentence_of(text), number=number)
    mark = title_mark(item.title, style.states, style.kinds) if len(item.title) < 2000 else None
    if mark and mark.state and mark.state.state:
        item.title, item.state_said = mark.title, mark.mark
        item.state, item.result = mark.state.state, mark.state.result
    return item


def _unmarked(line: str) -> str:
    """A line without the number with which it begins."""
    mark = marker(line)
    return mark.text if mark and mark.text and mark.kind not in ("source", "heading") else line


def _state_of_measures(issue: FoundIssue) -> None:
    """The state that follows from those of all measures, where nothing else is said of it."""
    states = {one.state for one in issue.measures}
    if issue.state_said or issue.state or None in states or not states:
        return
    closed = states == {"closed"}
    issue.state = "closed" if closed else "active"
    issue.result = "complete" if closed else None
    issue.inferred = True
