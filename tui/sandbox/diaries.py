"""When the colleagues of the seeded person are taken: people of the same house without an account here.

A diary follows from the address and the day alone, so it is the same whoever asks, and whenever.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tui.sandbox.world_people import PEOPLE

_ELSEWHERE = {
    "kenji": "Asia/Tokyo",
    "lucia": "Europe/Lisbon",
    "noor": "Asia/Dubai",
    "etienne": "Europe/Paris",
}
_COLLEAGUES = {person.address: name for name, person in PEOPLE.items()}
_HALF_HOUR = timedelta(minutes=30)
_LENGTHS = (1, 1, 2, 2, 3)
"""How long appointments take, in half hours."""


def busy_of(email: str, asking: str, start: int, end: int, home: str) -> list[tuple[int, int]] | None:
    """The appointments of a colleague between two moments; None where the asking account does not know them.

    `home` is the IANA zone of whoever does not live elsewhere.
    """
    name = _COLLEAGUES.get(email)
    if name is None or email.partition("@")[2] != asking.partition("@")[2]:
        return None
    zone = ZoneInfo(_ELSEWHERE.get(name, home))
    first, last = (datetime.fromtimestamp(at, UTC).astimezone(zone).date() for at in (start, end))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [span for day in days for span in _day(email, day, zone) if span[0] < end and span[1] > start]


def _day(email: str, day: date, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Two to four appointments on a working day between nine and half past five."""
    if day.weekday() > 4:
        return
    chance = random.Random(f"diary/{email}/{day}")
    for _ in range(chance.randint(2, 4)):
        length = chance.choice(_LENGTHS)
        begin = datetime.combine(day, datetime.min.time()) + _HALF_HOUR * chance.randint(18, 35 - length)
        start = int(begin.replace(tzinfo=zone).timestamp())
        yield start, start + int((_HALF_HOUR * length).total_seconds())
