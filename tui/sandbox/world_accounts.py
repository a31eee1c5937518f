"""What the other three accounts hold: a client's Exchange tenant, the family's iCloud, bookable rooms.

Each is written in its provider's own manner: whole HTML documents, absent fields, bookings without guests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tui.sandbox.world_calendars import FAMILY, GRADING, HOME, OUTLOOK, PROJECT, SUITE
from tui.sandbox.world_calls import call, outlook_html, teams_block
from tui.sandbox.world_days import JSON, Days, all_day, timespan, utc_stamp
from tui.sandbox.world_entry import Entry, Ledger, override

_OUTLOOK_ROWS = (
    (OUTLOOK, 0, "09:00", 30, "Harbour: Monday brief", "mateo:yes", "yes"),
    (OUTLOOK, 1, "13:00", 60, "Render farm capacity", "tomasz:yes", "yes"),
    (PROJECT, 2, "10:30", 45, "Delivery specification", "mateo:yes grace", "yes"),
    (PROJECT, 3, "15:00", 60, "Sound conform, reel 2", "lucia:yes", "yes"),
    (OUTLOOK, 4, "11:00", 30, "Invoice questions", "etienne:yes", "maybe"),
    (OUTLOOK, 8, "14:00", 60, "Harbour: monthly review", "mateo:yes grace", "noreply"),
    (PROJECT, 9, "09:30", 90, "Picture lock, episode 3", "lucia:yes mateo:yes", "yes"),
    (PROJECT, 11, "16:00", 30, "Subtitles: vendor call", "noor:yes", "no"),
)
_ROOM_ROWS = (
    (SUITE, 0, "10:00", 180, "Northlight: assembly"),
    (SUITE, 1, "09:00", 480, "Trailer cut"),
    (SUITE, 2, "14:00", 120, "Conform test"),
    (GRADING, 2, "09:00", 240, "Salt Roads: grade"),
    (GRADING, 4, "13:00", 180, "Salt Roads: review"),
    (SUITE, 7, "10:00", 240, "Interns: first edit"),
    (GRADING, 9, "10:00", 120, "HDR monitor calibration"),
)


def microsoft(days: Days, ledger: Ledger) -> Iterator[JSON]:
    """Teams meetings with HTML bodies; the series leaves one date out by EXDATE, as Exchange does."""
    for calendar, offset, clock, minutes, title, who, mine in _OUTLOOK_ROWS:
        when = days.meeting(days.monday + timedelta(days=offset), clock, minutes)
        yield ledger.event(_teams(Entry(title, when, calendar, who=who, organizer="mateo", mine=mine)))
    soon = timespan(days.next_start + 30 * 60, 30, days.zone)
    yield ledger.event(_teams(Entry("Harbour: mix approval", soon, OUTLOOK, who="lucia:yes")))
    past = timespan(days.next_start - 120 * 60, 60, days.zone)
    yield ledger.event(Entry("Screening notes", past, OUTLOOK, who="grace:yes", place="Theatre 1"))
    yield ledger.event(Entry("Episode 3: delivery", all_day(days.monday + timedelta(days=10)), PROJECT))
    yield from _steering_group(days, ledger)


def _teams(entry: Entry) -> Entry:
    conference = call("teams", f"{entry.title}/{sorted(entry.when.items())}")
    block = teams_block(conference).replace("\n", "<br>\r\n")
    return replace(entry, call=conference, note=outlook_html(f"{entry.title}: please read the notes.", block))


def _steering_group(days: Days, ledger: Ledger) -> Iterator[JSON]:
    first = days.monday - timedelta(weeks=8) + timedelta(days=3)
    skipped = days.at(days.monday + timedelta(days=17), "12:00")
    rules = ("RRULE:FREQ=WEEKLY;BYDAY=TH", f"EXDATE:{utc_stamp(skipped)}")
    series = Entry(
        "Steering group", days.meeting(first, "12:00", 45), OUTLOOK, who="mateo:yes grace:yes", rules=rules
    )
    master = ledger.event(_teams(series))
    yield master
    thursday = days.monday + timedelta(days=10)
    moved = Entry(
        "Steering group (in person)", days.meeting(thursday, "13:30", 60), OUTLOOK, place="Theatre 1"
    )
    yield ledger.event(override(master, moved, days.at(thursday, "12:00")))


def icloud(days: Days, ledger: Ledger) -> Iterator[JSON]:
    """Family life: no status, no visibility, no colours."""
    for calendar, offset, clock, minutes, title in (
        (HOME, 0, "18:00", 60, "Piano lesson"),
        (FAMILY, 2, "08:15", 30, "School run"),
        (FAMILY, 5, "11:00", 120, "Ike's football"),
        (HOME, 8, "19:00", 90, "Plumber"),
        (FAMILY, 12, "15:00", 180, "Cousins visit"),
    ):
        when = days.meeting(days.monday + timedelta(days=offset), clock, minutes)
        yield ledger.event(Entry(title, when, calendar))
    tea = timespan(days.next_start + 45 * 60, 45, days.zone)
    yield ledger.event(Entry("FaceTime with Grandma", tea, FAMILY, note="She has a new recipe."))
    first = days.monday - timedelta(weeks=4)
    swim = Entry("Swim club", days.meeting(first, "17:00", 60), FAMILY, rules=("RRULE:FREQ=WEEKLY;COUNT=20",))
    yield ledger.event(swim)
    yield ledger.event(
        Entry("Half-term", all_day(first + timedelta(days=35), first + timedelta(days=39)), FAMILY)
    )


def virtual(days: Days, ledger: Ledger) -> Iterator[JSON]:
    """Bookings of two rooms, one of them limited in size."""
    for calendar, offset, clock, minutes, title in _ROOM_ROWS:
        when = days.meeting(days.monday + timedelta(days=offset), clock, minutes)
        yield ledger.event(Entry(title, when, calendar, extra={"capacity": 5}))
    now = timespan(days.next_start - 60 * 60, 120, days.zone)
    yield ledger.event(Entry("Ada: EXR tests on the big screen", now, SUITE, note="Please knock."))
