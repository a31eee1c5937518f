"""The rhythms people use most, in words, for an event that first takes place at a given time."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from tui.domain.dayphrase import WEEKDAYS
from tui.domain.series import first_of
from tui.domain.when import When

_NTH = ("1st", "2nd", "3rd", "4th")
_A_WEEK = timedelta(days=7)


def common(when: When, zone: ZoneInfo) -> tuple[str, ...]:
    """Phrases `parse_repeats` reads, the plainest first; each has its first time at `when`."""
    first = first_of(when, zone)
    day = WEEKDAYS[first.weekday()][:3]
    nth = (first.day - 1) // 7
    ending = {1: "st", 2: "nd", 3: "rd"}.get(first.day % 10 if first.day not in (11, 12, 13) else 0, "th")
    monthly = [f"every month on the {first.day}{ending}"]
    if nth < len(_NTH):
        monthly.append(f"every month on the {_NTH[nth]} {day}")
    if (first + _A_WEEK).month != first.month:
        monthly.append(f"every month on the last {day}")
    weekdays = ("every weekday",) if first.weekday() < 5 else ()
    return ("every day", *weekdays, f"every week on {day}", f"every 2 weeks on {day}", *monthly, "every year")
