"""What day it is: the one clock of the program, and the days that people name."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rectledger.core.deadlines import LAST_DAY
from rectledger.core.model import Settings
from rectledger.core.model.value_types import is_day
from rectledger.errors import UsageError

# How the tz database spells a name, whatever a file system takes for the same.
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*")
# Stand among the zones of many machines, and mean something else on each, or no place's time.
_NO_PLACE = frozenset({"localtime", "posixrules", "factory", "posix", "right"})


def zone(name: str) -> ZoneInfo | None:
    """The time zone of this name; None where there is no such zone, or where it would be another
    on another machine."""
    if not _ZONE.fullmatch(name) or name.partition("/")[0].lower() in _NO_PLACE:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today(settings: Settings, environ: Mapping[str, str]) -> str:
    """The real day in the ledger's time zone; RECTLEDGER_TODAY sets it, for output that repeats.

    Raises UsageError where that is no day.
    """
    return today_in(settings.timezone, environ)


def today_in(timezone: str, environ: Mapping[str, str]) -> str:
    """The same, for a ledger that is only being begun."""
    named = environ.get("RECTLEDGER_TODAY")
    if named:
        return valid_day("RECTLEDGER_TODAY", named)
    return datetime.now(_known(timezone)).date().isoformat()


def _known(name: str) -> ZoneInfo:
    """The zone of settings that were read, which have one: without it the machine's own would be
    taken."""
    found = zone(name)
    if found is None:
        raise LookupError(name)
    return found


def own_timezone(
    environ: Mapping[str, str], localtime: Path = Path("/etc/localtime")
) -> str | None:
    """The machine's time zone, where it is that of a place: a server's UTC is nobody's office."""
    named = environ.get("TZ", "").removeprefix(":") or str(localtime.resolve())
    name = named.rpartition("zoneinfo/")[2].removeprefix("posix/")
    is_place = "/" in name and not name.startswith(("/", "Etc/"))
    return name if is_place and zone(name) else None


def day_of(seconds: int, settings: Settings) -> str:
    """The day in the ledger's time zone of a moment in seconds of Unix time.

    A moment that is later than any day is taken for the last day that there is.
    """
    try:
        return datetime.fromtimestamp(seconds, _known(settings.timezone)).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return LAST_DAY


def valid_day(option: str, day: str) -> str:
    """`day` itself. Raises UsageError, naming the option that gave it, where it is none."""
    if not is_day(day):
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
