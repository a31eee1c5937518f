"""The quieter weeks before and after: a meeting or two a day, journeys, an offsite, leave and holidays.

What happens on a day depends on the seed and that day alone; no meeting comes twice in a week.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dateutil.easter import easter

from tui.sandbox.world_calendars import HOLIDAYS, PERSONAL, PRIMARY, TEAM, TRAVEL
from tui.sandbox.world_days import Days, all_day, timespan
from tui.sandbox.world_entry import Entry

_CALENDARS = {"t": TEAM, "w": PRIMARY, "p": PERSONAL}
# calendar letter, title, minutes, people, kind of call ("" for none), place
_WORK = (
    ("t", "Sprint planning", 60, "mina:yes kenji:yes tomasz:yes lucia", "meet", "Room Varda"),
    ("t", "Design critique", 45, "lucia:yes mina", "meet", "Room Kurosawa"),
    ("w", "Roadmap with Priya", 30, "priya:yes", "", "Room Sembène"),
    ("w", "Fjord Post: monthly call", 45, "ingrid:yes noor:yes", "zoom", None),
    ("w", "Northlight: support review", 30, "mateo noor:yes", "teams", None),
    ("w", "Brightline: editors' hour", 60, "grace:yes mina", "webex", None),
    ("t", "Codec day", 60, "kenji:yes amara", "meet", None),
    ("t", "Bug triage", 30, "amara:yes kenji:yes tomasz", "meet", None),
    ("w", "Interview: platform engineer", 60, "priya:yes tomasz:yes", "zoom", None),
    ("w", "Pairing: audio sync", 90, "tomasz:yes", "", "Tomasz's desk"),
    ("t", "Retro", 60, "mina:yes kenji:yes lucia:yes amara", "meet", "Room Varda"),
    ("w", "Budget check-in", 30, "etienne:yes priya", "teams", None),
    ("w", "Mentoring: Amara", 45, "amara:yes", "", "Canal walk"),
    ("t", "Architecture forum", 60, "kenji:yes tomasz:yes", "meet", None),
    ("w", "Sales call: documentary archive", 30, "etienne:yes noor", "goto", None),
    ("t", "Accessibility walk-through", 45, "lucia:yes amara:yes", "meet", None),
)
_EVENINGS = (
    ("p", "Climbing with Noor", 90, "", "", "Boulder hall, east side"),
    ("p", "Book club: The Conversations", 120, "", "", "Upstairs at Ode Books"),
    ("p", "Physio", 45, "", "", "Dr. Lindqvist"),
    ("p", "Dinner with Nneka and Sam", 120, "", "", None),
    ("p", "Swimming with Ike", 60, "", "", "Baths"),
)
_SLOTS = ("10:00", "11:30", "14:00", "15:00", "16:30")
_FIXED_HOLIDAYS = (
    (1, 1, "New Year's Day"),
    (2, 13, "World Radio Day"),
    (3, 8, "International Women's Day"),
    (4, 23, "World Book Day"),
    (5, 1, "May Day"),
    (6, 21, "World Music Day"),
    (7, 17, "World Day for Justice"),
    (8, 19, "World Photography Day"),
    (9, 21, "International Day of Peace"),
    (10, 27, "Audiovisual Heritage Day"),
    (11, 1, "All Saints' Day"),
    (12, 25, "Christmas Day"),
    (12, 26, "Boxing Day"),
)


def months(days: Days, seed: int) -> Iterator[Entry]:
    """Everything outside this and the next week, eight weeks back and twelve ahead."""
    away = {*range(16, 19), *range(21, 26), *range(30, 33), *range(42, 47)}
    for offset in (*range(-56, 0), *range(14, 84)):
        if offset not in away:
            yield from _day(days, offset, seed)
    yield from _tokyo(days)
    yield from _spans(days)
    yield from holidays(days)


def _day(days: Days, offset: int, seed: int) -> Iterator[Entry]:
    day = days.monday + timedelta(days=offset)
    rng = random.Random(f"day/{seed}/{offset}")
    week = random.Random(f"week/{seed}/{offset // 7}").sample(_WORK, len(_WORK))
    if day.weekday() < 5:
        count = rng.choice((1, 2, 2, 3)) if offset < 28 else rng.choice((1, 1, 1, 2))
        first = 3 * day.weekday()
        for slot, row in zip(sorted(rng.sample(_SLOTS, count)), week[first : first + count], strict=True):
            yield _entry(days, day, slot, row)
    if rng.random() < 0.25:
        yield _entry(days, day, "18:30", rng.choice(_EVENINGS))


def _entry(days: Days, day: date, clock: str, row: tuple[str, str, int, str, str, str | None]) -> Entry:
    letter, title, minutes, who, kind, place = row
    entry = Entry(title, days.meeting(day, clock, minutes), _CALENDARS[letter], who=who, place=place)
    return replace(entry, call=kind) if kind else entry


def _tokyo(days: Days) -> Iterator[Entry]:
    """A working trip three weeks ahead: two flights that end in another zone than they began in."""

    def on(offset: int) -> date:
        return days.monday + timedelta(days=offset)

    tokyo = "Asia/Tokyo"
    yield Entry(
        "Flight LS 417 to Tokyo",
        timespan(days.at(on(20), "11:20"), 13 * 60 + 35, days.zone, tokyo),
        TRAVEL,
        place="Terminal 2",
        note="Seat 31A. Check-in opens 24 hours before departure.",
    )
    yield Entry("Hotel Asagao, Kanda", all_day(on(21), on(24)), TRAVEL, place="2-9 Kanda Awajicho, Tokyo")
    rows = (
        (22, "10:00", 120, "Kanda Films: workshop, day one", "haruto:yes kenji:yes"),
        (23, "10:00", 180, "Kanda Films: workshop, day two", "haruto:yes kenji:yes mina"),
        (24, "09:30", 60, "Kanda Films: next steps", "haruto:yes"),
    )
    for offset, clock, minutes, title, who in rows:
        when = days.meeting(on(offset), clock, minutes, tokyo)
        yield Entry(title, when, who=who, place="Kanda Films, 4F", organizer="haruto", call="webex")
    dinner = days.meeting(on(22), "19:00", 120, tokyo)
    yield Entry(
        "Dinner with the Kanda team", dinner, TRAVEL, who="haruto:yes kenji:yes", place="Izakaya Tanuki"
    )
    back = timespan(days.at(on(25), "12:05", tokyo), 14 * 60 + 20, tokyo, days.zone)
    yield Entry("Flight LS 418 home", back, TRAVEL, place="Haneda, Terminal 3", note="Seat 28K.")


def _spans(days: Days) -> Iterator[Entry]:
    def on(first: int, last: int) -> dict[str, object]:
        return all_day(days.monday + timedelta(days=first), days.monday + timedelta(days=last))

    out = {"event_type": "outOfOffice", "visibility": "public", "busy": True}
    yield Entry(
        "Team offsite: the lighthouse",
        on(30, 32),
        TEAM,
        who="priya:yes mina:yes kenji:yes lucia:yes amara:yes",
    )
    yield Entry("Leave: Lagos", on(42, 48), PERSONAL, note="Flights are booked. Bring the good coffee.")
    yield Entry("Out of office", on(42, 46), extra=out)
    yield Entry("Film tools fair, Lisbon", on(-19, -17), TRAVEL, place="Pavilhão 2")
    yield Entry("Rent and studio bills", on(24, 24), PERSONAL)
    yield Entry("School holidays", on(35, 48), PERSONAL)
    house = {"event_type": "workingLocation", "busy": False, "visibility": "public"}
    yield Entry("Working from home", on(18, 18), extra=house)


def holidays(days: Days) -> Iterator[Entry]:
    """The read-only calendar, one year back and two ahead."""
    for year in range(days.today.year - 1, days.today.year + 3):
        for month, day, title in _FIXED_HOLIDAYS:
            yield _holiday(title, date(year, month, day))
        yield _holiday("Good Friday", easter(year) - timedelta(days=2))
        yield _holiday("Easter Monday", easter(year) + timedelta(days=1))


def _holiday(title: str, day: date) -> Entry:
    shape = {
        "read_only": True,
        "busy": False,
        "visibility": "public",
        "organizer": {"email": HOLIDAYS, "name": "Holidays"},
    }
    return Entry(
        title, all_day(day), HOLIDAYS, extra=shape | {"creator": {"email": HOLIDAYS, "name": "Holidays"}}
    )
