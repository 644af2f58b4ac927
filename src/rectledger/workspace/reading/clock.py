"""What date it is: the only clock of the program, and the dates that users specify."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rectledger.core.deadlines import LAST_DAY
from rectledger.core.model import Settings
from rectledger.core.model.value_types import is_day
from rectledger.errors import UsageError

# Names as spelled in the tz database: some file systems ignore case.
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*")
# On many machines among the zones, but different on each, or not the time of any place.
_NO_PLACE = frozenset({"localtime", "posixrules", "factory", "posix", "right"})


def zone(name: str) -> ZoneInfo | None:
    """The time zone with this name; None if it does not exist, or differs between machines."""
    if not _ZONE.fullmatch(name) or name.partition("/")[0].lower() in _NO_PLACE:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today(settings: Settings, environ: Mapping[str, str]) -> str:
    """The real date in the ledger's time zone, or RECTLEDGER_TODAY, for reproducible output.

    Raises UsageError if that is not a date.
    """
    return today_in(settings.timezone, environ)


def today_in(timezone: str, environ: Mapping[str, str]) -> str:
    """The same, for a ledger that is being created."""
    named = environ.get("RECTLEDGER_TODAY")
    if named:
        return valid_day("RECTLEDGER_TODAY", named)
    return datetime.now(_known(timezone)).date().isoformat()


def _known(name: str) -> ZoneInfo:
    """The time zone of settings that have been validated. Without this, Python would use the
    machine's."""
    found = zone(name)
    if found is None:
        raise LookupError(name)
    return found


def own_timezone(
    environ: Mapping[str, str], localtime: Path = Path("/etc/localtime")
) -> str | None:
    """The machine's time zone, if it is a place's: a server's UTC is not the office's."""
    named = environ.get("TZ", "").removeprefix(":") or str(localtime.resolve())
    name = named.rpartition("zoneinfo/")[2].removeprefix("posix/")
    is_place = "/" in name and not name.startswith(("/", "Etc/"))
    return name if is_place and zone(name) else None


def day_of(seconds: int, settings: Settings) -> str:
    """The date, in the ledger's time zone, of a time in seconds since the Unix epoch.

    A time too late for any date becomes the latest date there is.
    """
    try:
        return datetime.fromtimestamp(seconds, _known(settings.timezone)).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return LAST_DAY


def valid_day(option: str, day: str) -> str:
    """Returns `day`. Raises UsageError, naming the option it came from, if it is not a date."""
    if not is_day(day):
        raise UsageError("bad-day", option=option, value=day)
    return day


def day_to_show(settings: Settings, last_entries: Iterable[str], real: str) -> str:
    """The date that commands show by default: today, or the last date that the ledger knows.

    A ledger that records what was known on some date is shown as of that date, or of its last entry
    if later. `last_entries` are the dates to find the last one among.
    """
    if settings.known_until is None:
        return real
    return min(max([settings.known_until, *last_entries]), real)
