"""The series of the seeded world: stand-ups, one-to-ones and the rest of a working week that repeats.

An edited or cancelled instance is an event of its own that names its master and its original start.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tui.sandbox.world_calendars import PERSONAL, TEAM
from tui.sandbox.world_days import JSON, STAND_UP, Days, all_day, utc_stamp
from tui.sandbox.world_entry import Entry, Ledger, override

_WEEKS_BACK = 8


def routine(days: Days, ledger: Ledger) -> Iterator[JSON]:
    """Masters, and for the stand-up the two instances of next week that went another way."""
    yield from _stand_ups(days, ledger)
    yield ledger.event(_one_to_one(days, "Ada / Priya", "priya:yes", weekday=3, clock="14:00"))
    yield ledger.event(_one_to_one(days, "Kenji / Ada", "kenji:yes", weekday=1, clock="14:00"))
    first = days.monday - timedelta(weeks=_WEEKS_BACK)
    weekly = Entry(
        "Engineering weekly",
        days.meeting(first, "15:30", 30),
        TEAM,
        who="priya:yes kenji:yes tomasz:yes amara:yes lucia",
        call="meet",
        note="Demos first, numbers second, worries last.",
        rules=("RRULE:FREQ=WEEKLY;BYDAY=MO",),
    )
    yield ledger.event(weekly)
    yield ledger.event(_choir(days, first))
    yield ledger.event(_birthday(days))


def _stand_ups(days: Days, ledger: Ledger) -> Iterator[JSON]:
    first = days.monday - timedelta(weeks=_WEEKS_BACK)
    stand_up = Entry(
        "Stand-up",
        days.meeting(first, STAND_UP, 15),
        TEAM,
        who="mina:yes kenji:yes lucia:yes tomasz:yes amara:yes",
        call="meet",
        note="Yesterday, today, what is in the way.",
        rules=("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",),
    )
    master = ledger.event(stand_up)
    yield master
    tuesday, friday = (days.monday + timedelta(days=offset) for offset in (8, 11))
    moved = Entry(
        "Stand-up (after the studio tour)",
        days.meeting(tuesday, "12:15", 15),
        TEAM,
        who=stand_up.who,
        note=stand_up.note,
    )
    cancelled = Entry("Stand-up", days.meeting(friday, STAND_UP, 15), TEAM, extra={"status": "cancelled"})
    yield ledger.event(override(master, moved, days.at(tuesday, STAND_UP)))
    yield ledger.event(override(master, cancelled, days.at(friday, STAND_UP)))


def _one_to_one(days: Days, title: str, who: str, weekday: int, clock: str) -> Entry:
    """Every second week, in step with a week in which it does not fall on today."""
    near = days.monday + timedelta(days=weekday)
    if near == days.today:
        near += timedelta(weeks=1)
    first = near - timedelta(weeks=_WEEKS_BACK)
    return Entry(
        title,
        days.meeting(first, clock, 30),
        who=who,
        place="Canal walk, or the call when it rains",
        call="meet",
        rules=("RRULE:FREQ=WEEKLY;INTERVAL=2",),
    )


def _choir(days: Days, first: date) -> Entry:
    wednesday = first + timedelta(days=2)
    left_out = days.at(days.monday - timedelta(days=12), "19:30")
    return Entry(
        "Choir rehearsal",
        days.meeting(wednesday, "19:30", 120),
        PERSONAL,
        place="St. Brigid's hall",
        note="Bring the Rautavaara.",
        rules=("RRULE:FREQ=WEEKLY;COUNT=30;BYDAY=WE", f"EXDATE:{utc_stamp(left_out)}"),
    )


def _birthday(days: Days) -> Entry:
    day = days.monday + timedelta(days=12)
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return Entry(
        "Mum's birthday", all_day(day.replace(year=day.year - 1)), PERSONAL, rules=("RRULE:FREQ=YEARLY",)
    )
