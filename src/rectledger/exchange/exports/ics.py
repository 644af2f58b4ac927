"""A ledger's deadlines and follow-up reviews as a calendar (RFC 5545) for phones and Outlook.

Importing it again creates no duplicates: an event keeps its UID, and its SEQUENCE grows with the
log of its item. No clock is used: the same ledger and date give the same bytes.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vText

from rectledger.core.deadlines import LAST_DAY, add_days
from rectledger.core.model import Ledger, Settings
from rectledger.exchange.exports.appointment_history import Appointment, appointments
from rectledger.formatting import items as phrases
from rectledger.formatting.values import department as department_name
from rectledger.formatting.values import incomplete, text_of, visible
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import said_in

PRODUCER = "-//rectledger//rectledger export//EN"
# Remind this many days ahead, or fewer if the policy's due-soon period is shorter, at 9 a.m.
REMIND_DAYS = 7
REMIND_HOUR = timedelta(hours=9)
# Before 1970, offsets include seconds, which some readers reject; after 9000, the next year may not
# be representable.
_ZONE_KNOWN = ("1970-01-01", "9000-01-01")
_END = "END:VCALENDAR\r\n"


class _Text(vText):
    """A text, escaped according to RFC 5545 (3.3.11). The library would turn a backslash before an
    N into a newline, and would not escape X- properties at all."""

    def to_ical(self) -> bytes:
        text = visible(str(self), lines=True)
        text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def events(
    ledger: Ledger, day: str, *,
    department: str | None = None, measures: bool = False, internal: bool = False,
) -> str:  # fmt: skip
    """The events of the issues, and with `measures` also those of measures. With `department`,
    those of items that it leads, and cancellations for items that it used to lead.

    `internal` includes the names of leaders.
    """
    owner = identity(ledger.settings)
    found = appointments(ledger, day, department=department, measures=measures)
    return "".join(_event(one, owner, internal).to_ical().decode() for one in found)


def document(
    events: str, settings: Settings, day: str, *,
    department: str | None = None, missing: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """A complete file. `missing` are files that could not be read.

    Without events, it contains the ledger's time zone: RFC 5545 (3.6) requires a component.
    """
    name = text_of(settings.title)
    if department is not None:
        name = _("{what} ({detail})").format(
            what=name, detail=department_name(settings, department)
        )
    about = [_("As of {day}").format(day=day)]
    if missing:
        about.append(incomplete(missing))
    whole = Calendar()
    whole.add("prodid", PRODUCER)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    # RFC 7986 standardizes these properties, but their X- predecessors are more widely supported.
    for key in ("name", "x-wr-calname"):
        whole.add(key, _Text(name))
    for key in ("description", "x-wr-caldesc"):
        whole.add(key, _Text("\n".join(about)))
    whole.add("x-wr-timezone", _Text(settings.timezone))
    head: str = whole.to_ical().decode()
    return (head.removesuffix(_END) + (events or _zone(settings, day)) + _END).encode()


def _zone(settings: Settings, day: str) -> str:
    """The ledger's time zone, with its rules for the year after `day`."""
    first = min(max(day, _ZONE_KNOWN[0]), _ZONE_KNOWN[1])
    held = (date.fromisoformat(first), date.fromisoformat(add_days(first, 365)))
    zone = Timezone.from_tzinfo(ZoneInfo(settings.timezone), settings.timezone, *held)
    return str(zone.to_ical().decode())


def identity(settings: Settings) -> str:
    """An identifier for the ledger, to distinguish its events from another ledger's. It is computed
    from the name of the inspected body, in the ledger's own language, and the date of the feedback,
    because the ledger's title may change and translations may be added."""
    inspection = settings.inspection
    whose = f"{said_in(settings.language, text_of, inspection.inspected)}\n{inspection.feedback}"
    return hashlib.sha256(whose.encode()).hexdigest()[:16]


def _event(one: Appointment, owner: str, internal: bool) -> Event:
    event = Event()
    event.add("uid", f"{one.item.ref}-{one.what}-{owner}@rectledger")
    event.add("sequence", one.changes)
    # A later export replaces an earlier one even if the log is the same: policy may move a review.
    event.add("dtstamp", _midnight(one.item.day))
    event.add("last-modified", _midnight(one.changed))
    event.add("dtstart", date.fromisoformat(one.day))
    if one.day < LAST_DAY:  # otherwise there is no next day; without an end, it lasts a day anyway
        event.add("dtend", date.fromisoformat(add_days(one.day, 1)))
    event.add("summary", _Text(_summary(one)))
    event.add("description", _Text("\n".join(_description(one, internal))))
    event.add("status", "CONFIRMED" if one.held else "CANCELLED")
    event.add("transp", "TRANSPARENT")  # a deadline does not make its owner busy all day
    # Do not remind of past dates: some calendars would do so on import.
    if one.held and one.day >= one.item.day:
        event.add_component(_alarm(one))
    return event


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def _summary(one: Appointment) -> str:
    if not one.held:
        words = _("No longer due: {ref} {title}")
    elif one.what == "review":
        words = _("Review: {ref} {title}")
    else:
        words = _("Deadline: {ref} {title}")
    return words.format(ref=one.item.ref, title=phrases.title(one.item))


def _description(one: Appointment, internal: bool) -> Iterator[str]:
    item = one.item
    settings, status = item.settings, item.status
    line = _("{name}: {value}")
    yield line.format(name=_("State"), value=terms.state(status.state, status.result))
    yield line.format(name=_("Lead department"), value=phrases.lead(item))
    if names := _(", ").join(phrases.supporting(item)):
        yield line.format(name=_("Supporting"), value=names)
    if internal and (name := phrases.in_charge(item)):
        yield line.format(name=_("Leader in charge"), value=name)
    if item.issue:
        section = phrases.section(settings, item.issue.section)
        yield line.format(name=_("Section"), value=section)
    if item.issue and item.issue is not item.record:
        yield line.format(name=_("Issue"), value=f"{item.issue.ref} {text_of(item.issue.title)}")
    first = item.record.due
    if one.what == "deadline" and first and first != status.deadline:
        yield line.format(name=_("First deadline"), value=first)
    if status.extensions:
        yield line.format(name=_("Extensions"), value=status.extensions)
    if item.next is not None:
        yield line.format(name=_("Next steps"), value=text_of(item.next))


def _alarm(one: Appointment) -> Alarm:
    days = min(REMIND_DAYS, one.item.settings.policy.due_soon_days)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMIND_HOUR - timedelta(days=days))
    alarm.add("description", _Text(_summary(one)))
    return alarm
