"""What is asked of a document, and what it says of itself, whatever kind it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import Settings
from rectledger.phrases import texts
from rectledger.words import gettext as _


class Asked(NamedTuple):
    """What a document is to hold. `internal` brings names of people and leads in; `department`
    (a code) leaves out what others lead."""

    internal: bool = False
    department: str | None = None


class About(NamedTuple):
    """Of which ledger a document is, as of which day, and what could not be read for it.

    `last_known` is the last day that the ledger knows, where it lies before `day`; `origin` says
    which commit the files are from.
    """

    settings: Settings
    day: str
    asked: Asked = Asked()
    last_known: str | None = None
    origin: str | None = None
    unreadable: Sequence[Finding] = ()

    @property
    def title(self) -> str:
        """The ledger's title."""
        return texts.text_of(self.settings.title)

    def lines(self) -> Iterator[str]:
        """What every document says below its title: the day, whose items, from which commit."""
        if self.last_known is not None and self.last_known < self.day:
            yield _("As of {day}; this ledger knows nothing after {last_known}").format(
                day=texts.long_day(self.day), last_known=texts.long_day(self.last_known)
            )
        else:
            yield _("As of {day}").format(day=texts.long_day(self.day))
        if self.asked.department is not None:
            name = texts.department(self.settings, self.asked.department)
            yield _("Only what {department} leads").format(department=name)
        if self.origin is not None:
            yield self.origin
        if self.asked.internal:
            yield _("Internal: with names")

    def missing(self) -> str | None:
        """The warning that goes first where files could not be read; None where all could be."""
        files = sorted({finding.file for finding in self.unreadable})
        return texts.incomplete(files) if files else None
