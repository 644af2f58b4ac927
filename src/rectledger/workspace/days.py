"""What day it is: the one clock of the program, and the days that people name."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rectledger.core.model import Settings
from rectledger.core.model.fields import DAY_PATTERN
from rectledger.errors import UsageError


def zone(settings: Settings) -> ZoneInfo | None:
    """The ledger's time zone; None where there is no such zone."""
    try:
        return ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today(settings: Settings, environ: Mapping[str, str]) -> str:
    """The real day in the ledger's time zone; RECTLEDGER_TODAY sets it, for output that repeats.

    Raises UsageError where that is no day.
    """
    named = environ.get("RECTLEDGER_TODAY")
    if named:
        return valid_day("RECTLEDGER_TODAY", named)
    return datetime.now(zone(settings)).date().isoformat()


def day_of(seconds: int, settings: Settings) -> str:
    """The day in the ledger's time zone of a moment in seconds of Unix time."""
    return datetime.fromtimestamp(seconds, zone(settings)).date().isoformat()


def valid_day(option: str, day: str) -> str:
    """`day` itself. Raises UsageError, naming the option that gave it, where it is none."""
    if not re.fullmatch(DAY_PATTERN, day):
        raise UsageError("bad-day", option=option, value=day)
    return day


def day_to_show(settings: Settings, last_entries: Iterable[str], real: str) -> str:
    """The day that commands look at unless told: today, or the last day that the ledger knows.

    A ledger that records what was known on one day is shown as of that day, or as of its last
    entry where that is later; `last_entries` are the days among which that one is.
    """
    if settings.known_until is None:
        return real
    return min(max([settings.known_until, *last_entries]), real)
