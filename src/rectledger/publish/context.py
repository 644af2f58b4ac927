"""The options of a document, and the lines below its title, for every kind."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import Settings
from rectledger.core.summary.control_totals import TotalCheck
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _


class DocumentOptions(NamedTuple):
    """What a document includes. `internal` adds the names of people and leads; `department` (a
    code) leaves out what others lead."""

    internal: bool = False
    department: str | None = None


class About(NamedTuple):
    """The ledger and as-of date of a document, and what could not be read for it.

    `last_known` is the last date recorded by `day`, if before `day`; `origin` says which commit
    the files are from. `totals` are the control totals of exactly that date, and `first_issues` is
    the declared number of issues that the findings were first broken down into; both only for a
    document of the complete ledger.
    """

    settings: Settings
    day: str
    asked: DocumentOptions = DocumentOptions()
    last_known: str | None = None
    origin: str | None = None
    unreadable: Sequence[Finding] = ()
    totals: Sequence[TotalCheck] = ()
    first_issues: int | None = None

    @property
    def title(self) -> str:
        """The ledger's title."""
        return values.text_of(self.settings.title)

    def lines(self) -> Iterator[str]:
        """The lines below the title of every document: date, department, commit."""
        if self.last_known is not None and self.last_known < self.day:
            yield _("As of {day}; the last date recorded by then is {last_known}").format(
                day=values.long_day(self.day), last_known=values.long_day(self.last_known)
            )
        else:
            yield _("As of {day}").format(day=values.long_day(self.day))
        if self.asked.department is not None:
            name = values.department(self.settings, self.asked.department)
            yield _("Only items led by {department}").format(department=name)
        if self.origin is not None:
            yield self.origin
        if self.asked.internal:
            yield _("Internal: contains names")
        yield from self._beside_the_source()

    @property
    def at_odds(self) -> bool:
        """Whether the source declares other numbers for that date than are listed here."""
        return any(one.listed != one.declared.total for one in self.totals)

    def _beside_the_source(self) -> Iterator[str]:
        """The numbers that the source declares for that date, if different from the ledger."""
        at_odds = [one for one in self.totals if one.listed != one.declared.total]
        for holds, words in (
            (None, _("Declared by the source without a list: {listed}; breakdowns are based on "
                     "what is listed here")),
            (False, _("Declared by the source, but different here: {listed}; breakdowns are based "
                      "on what is listed here")),
            (True, _("Declared by the source, and matching the ledger as amended later: {listed}; "
                     "breakdowns are based on what is listed here")),
        ):  # fmt: skip
            found = [one for one in at_odds if one.holds is holds]
            if found:
                yield words.format(listed=_(", ").join(_beside(one) for one in found))

    def missing(self) -> str | None:
        """The warning about files that could not be read; None if all were read."""
        files = sorted({finding.file for finding in self.unreadable})
        return values.incomplete(files) if files else None


def _beside(total: TotalCheck) -> str:
    words = _("{name} {declared} ({listed} listed here)")
    if total.counted not in (total.listed, total.declared.total):
        words = _("{name} {declared} ({listed} listed here, {counted} as amended later)")
    return words.format(
        name=terms.total(total.declared.name), declared=total.declared.total,
        listed=total.listed, counted=total.counted,
    )  # fmt: skip
