"""Time zones by the city people say: `New York`, `lisbon`, `San Francisco`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from tui.domain.whenwords import zone_named

_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "amsterdam": "Europe/Amsterdam",
        "bangalore": "Asia/Kolkata",
        "barcelona": "Europe/Madrid",
        "beijing": "Asia/Shanghai",
        "bengaluru": "Asia/Kolkata",
        "boston": "America/New_York",
        "cologne": "Europe/Berlin",
        "dallas": "America/Chicago",
        "delhi": "Asia/Kolkata",
        "edinburgh": "Europe/London",
        "frankfurt": "Europe/Berlin",
        "geneva": "Europe/Zurich",
        "hamburg": "Europe/Berlin",
        "houston": "America/Chicago",
        "kyiv": "Europe/Kyiv",
        "manchester": "Europe/London",
        "miami": "America/New_York",
        "milan": "Europe/Rome",
        "montreal": "America/Toronto",
        "mumbai": "Asia/Kolkata",
        "munich": "Europe/Berlin",
        "new delhi": "Asia/Kolkata",
        "nyc": "America/New_York",
        "osaka": "Asia/Tokyo",
        "porto": "Europe/Lisbon",
        "san francisco": "America/Los_Angeles",
        "seattle": "America/Los_Angeles",
        "washington": "America/New_York",
        "utc": "UTC",
        "gmt": "UTC",
    }
)
"""Cities that name no zone of their own."""
_NO_CITIES = ("Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico", "posix", "right")


def zone_of_city(name: str) -> ZoneInfo | None:
    """The zone of this city, whatever its case; None where no zone is known by that name."""
    wanted = name.casefold().replace("_", " ").strip()
    return zone_named(_ELSEWHERE.get(wanted, "") or _cities().get(wanted, ""))


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    """City → zone; where two share a name, the first in the alphabet."""
    names = sorted(available_timezones(), reverse=True)
    return {
        name.rsplit("/", 1)[1].replace("_", " ").casefold(): name
        for name in names
        if "/" in name and not name.startswith(_NO_CITIES)
    }


def zone_typed(name: str) -> ZoneInfo | None:
    """The zone of this full name, such as `Europe/Lisbon`, whatever its case."""
    return zone_named(_full_names().get(name.casefold(), ""))


@lru_cache(maxsize=1)
def _full_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name}
