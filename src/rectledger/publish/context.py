"""What is asked of a document, and what it says of itself, whatever kind it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import Settings
from rectledger.core.summary.control_totals import TotalCheck
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _


class DocumentOptions(NamedTuple):
    """What a document is to hold. `internal` brings names of people and leads in; `department`
    (a code) leaves out what others lead."""

    internal: bool = False
    department: str | None = None


class About(NamedTuple):
    """Of which ledger a document is, as of which day, and what could not be read for it.

    `last_known` is the last day by then that the ledger knows, where it lies before `day`;
    `origin` says which commit the files are from. `totals` are control totals of just that day,
    and `first_issues` how many issues the findings were broken into at first, where one says so;
    both only of a document of the whole ledger.
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
        """What every document says below its title: the day, whose items, from which commit."""
        if self.last_known is not None and self.last_known < self.day:
            yield _("As of {day}; by then nothing was recorded after {last_known}").format(
                day=values.long_day(self.day), last_known=values.long_day(self.last_known)
            )
        else:
            yield _("As of {day}").format(day=values.long_day(self.day))
        if self.asked.department is not None:
            name = values.department(self.settings, self.asked.department)
            yield _("Only what {department} leads").format(department=name)
        if self.origin is not None:
            yield self.origin
        if self.asked.internal:
            yield _("Internal: with names")
        yield from self._beside_the_source()

    @property
    def at_odds(self) -> bool:
        """Whether the source declares for the day what is not listed here."""
        return any(one.listed != one.declared.total for one in self.totals)

    def _beside_the_source(self) -> Iterator[str]:
        """What the source declares for the day, where the ledger counts otherwise."""
        at_odds = [one for one in self.totals if one.listed != one.declared.total]
        for holds, words in (
            (None, _("Declared by the source, which published no list: {listed}; breakdowns go by "
                     "what is listed here")),
            (False, _("Declared by the source, and not what is listed here: {listed}; breakdowns "
                      "go by what is listed here")),
            (True, _("Declared by the source, and true of the ledger as it was amended later: "
                     "{listed}; breakdowns go by what is listed here")),
        ):  # fmt: skip
            found = [one for one in at_odds if one.holds is holds]
            if found:
                yield words.format(listed=_(", ").join(_beside(one) for one in found))

    def missing(self) -> str | None:
        """The warning that goes first where files could not be read; None where all could be."""
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
