"""Zone names as calendars send them: IANA names, Windows names, and words nobody can place.

A name becomes an IANA name that loads on this machine, or None; an offset is never guessed from a word.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal.windows_tz import win_tz

_MICROSOFT_UTC = "tzone://microsoft/utc"


@lru_cache(maxsize=1024)
def zone_named(name: str) -> str | None:
    """The IANA name meant by `name`, or None when it is empty or not known."""
    wanted = name.strip()
    if wanted.casefold() == _MICROSOFT_UTC:
        return "UTC"
    candidates = (wanted, win_tz.get(wanted, ""))
    return next((name for name in candidates if _loads(name)), None)


def _loads(name: str) -> bool:
    if not name or len(name) > 64 or not name.isprintable():
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
