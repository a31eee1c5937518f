"""The planned meetings of this week and the next, the part of the world that is read most.

Rows are in local time; a row that would collide with the agenda around "now" is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tui.sandbox.world_calendars import PERSONAL, TEAM, TRAVEL
from tui.sandbox.world_days import Days, all_day
from tui.sandbox.world_entry import Entry, Sketch
from tui.sandbox.world_notes import NOTES
from tui.sandbox.world_today import Around

_NEW_YORK = "America/New_York"
_FOCUS = {"event_type": "focusTime", "visibility": "public"}
_PRIVATE = {"visibility": "private"}
_ALL = "mina:yes kenji:yes lucia:yes tomasz:yes amara:yes"

_Row = tuple[int, str, int, Sketch]
"""Days after this week's Monday, local clock time, minutes, the meeting."""

_THIS_WEEK: tuple[_Row, ...] = (
    (
        0,
        "10:00",
        60,
        Sketch(Entry, "Sprint planning", calendar=TEAM, who=_ALL, call="meet", place="Room Varda"),
    ),
    (0, "11:30", 45, Sketch(Entry, "Northlight: quarterly review", who="mateo:yes noor:yes", call="goto")),
    (0, "14:00", 60, Sketch(Entry, "Conform engine: milestone 3", who="kenji:yes tomasz:yes", call="meet")),
    (
        1,
        "10:00",
        30,
        Sketch(Entry, "Colour space bug triage", calendar=TEAM, who="amara:yes kenji", call="meet"),
    ),
    (1, "11:00", 45, Sketch(Entry, "Hiring: portfolio talk", who="priya:yes lucia:yes", place="Room Méliès")),
    (1, "15:00", 30, Sketch(Entry, "Festival build: what goes in", who="tomasz:yes noor", call="meet")),
    (1, "18:30", 90, Sketch(Entry, "Climbing with Noor", calendar=PERSONAL, place="Boulder hall, east side")),
    (
        2,
        "10:00",
        60,
        Sketch(Entry, "Architecture forum: proxy cache", who="tomasz:yes kenji:yes", call="meet"),
    ),
    (2, "11:15", 30, Sketch(Entry, "Coffee with Lucía", place="The corner place")),
    (2, "13:30", 90, Sketch(Entry, "Focus: EXR tiles", extra=_FOCUS)),
    (2, "16:00", 30, Sketch(Entry, "Docs hour", calendar=TEAM, who=_ALL, call="meet")),
    (
        3,
        "10:00",
        45,
        Sketch(Entry, "Incident review: Tuesday's ingest stall", calendar=TEAM, who=_ALL, call="meet"),
    ),
    (3, "11:00", 30, Sketch(Entry, "Roadmap with Priya", who="priya:yes", place="Room Sembène")),
    (3, "15:00", 60, Sketch(Entry, "Performance: 8K scrubbing", who="kenji:yes tomasz:maybe", call="meet")),
    (3, "19:00", 120, Sketch(Entry, "Dinner at Chidi's", calendar=PERSONAL, place="14 Alder Row")),
    (4, "10:30", 60, Sketch(Entry, "Retro", calendar=TEAM, who=_ALL, call="meet", place="Room Varda")),
    (
        4,
        "12:30",
        45,
        Sketch(Entry, "Lunch & learn: anamorphic lenses", calendar=TEAM, who=_ALL, place="Kitchen"),
    ),
    (4, "14:00", 120, Sketch(Entry, "Focus: release notes", extra=_FOCUS)),
    (
        4,
        "16:30",
        30,
        Sketch(Entry, "Support rota: hand-over", calendar=TEAM, who="amara:yes noor:yes", call="meet"),
    ),
    (5, "10:00", 60, Sketch(Entry, "Farmers' market", calendar=PERSONAL, place="Canal Square")),
    (
        5,
        "16:00",
        120,
        Sketch(Entry, "Matinee: Salt Roads (restored)", calendar=PERSONAL, place="Cinema Aurora"),
    ),
    (5, "19:30", 120, Sketch(Entry, "Supper club", calendar=PERSONAL, place="Nkechi's kitchen")),
    (6, "09:30", 90, Sketch(Entry, "Long run, the river loop", calendar=PERSONAL)),
    (6, "13:00", 120, Sketch(Entry, "Lunch with Mum and Dad", calendar=PERSONAL, place="Home")),
    (6, "18:00", 30, Sketch(Entry, "Call Nneka", calendar=PERSONAL, call="skype")),
)

_NEXT_WEEK: tuple[_Row, ...] = (
    (
        7,
        "10:00",
        60,
        Sketch(Entry, "Sprint review", calendar=TEAM, who=_ALL, call="meet", place="Room Varda"),
    ),
    (7, "11:30", 30, Sketch(Entry, "Security review: share links", who="tomasz:yes priya", call="zoom")),
    (
        7,
        "14:00",
        45,
        Sketch(Entry, "Codec licences", organizer="etienne", who="priya", mine="noreply", call="teams"),
    ),
    (
        8,
        "10:30",
        90,
        Sketch(Entry, "Studio tour for the new interns", calendar=TEAM, who=_ALL, place="Foyer"),
    ),
    (
        8,
        "15:00",
        45,
        Sketch(Entry, "Northlight: archive migration", who="mateo noor:yes", call="skype-business"),
    ),
    (8, "15:30", 30, Sketch(Entry, "Timeline API: naming", who="kenji:yes", call="meet")),
    (
        9,
        "10:00",
        60,
        Sketch(Entry, "上映前の最終確認", organizer="haruto", who="mina:yes", mine="yes", call="webex"),
    ),
    (9, "11:30", 30, Sketch(Entry, "Dentist", calendar=PERSONAL, place="Dr. Lindqvist", extra=_PRIVATE)),
    (9, "14:00", 120, Sketch(Entry, "Focus: conform engine", extra=_FOCUS)),
    (10, "10:00", 45, Sketch(Entry, "مراجعة تصميم الإضاءة", who="noor:yes lucia", call="meet")),
    (
        10,
        "11:00",
        60,
        Sketch(Entry, "Demo rehearsal", calendar=TEAM, who=_ALL, call="meet", place="Room Kurosawa"),
    ),
    (
        10,
        "15:00",
        60,
        Sketch(Entry, "Vendor pitch: cloud render", organizer="etienne", mine="no", call="teams-business"),
    ),
    (
        11,
        "10:00",
        30,
        Sketch(Entry, "פגישת תכנון רבעונית", organizer="priya", who="mina", mine="noreply", call="meet"),
    ),
    (11, "12:30", 45, Sketch(Entry, "🎬 Wrap lunch for 4.2 🎉", calendar=TEAM, who=_ALL, place="Kitchen")),
    (
        11,
        "16:00",
        30,
        Sketch(Entry, "Fjord Post: card reader check", organizer="ingrid", who="noor", call="unknown"),
    ),
    (12, "11:00", 180, Sketch(Entry, "Mum's birthday lunch", calendar=PERSONAL, place="The old mill")),
    (12, "18:00", 60, Sketch(Entry, "Pack for Tokyo?", calendar=PERSONAL)),
    (12, "20:00", 120, Sketch(Entry, "Film night: Touki Bouki", calendar=PERSONAL, place="Cinema Aurora")),
    (13, "10:00", 90, Sketch(Entry, "Swimming with Ike", calendar=PERSONAL, place="Baths")),
    (13, "15:00", 60, Sketch(Entry, "Bike repair", calendar=PERSONAL)),
    (13, "18:00", 30, Sketch(Entry, "Call Nneka", calendar=PERSONAL, call="skype")),
)

_ABROAD: tuple[_Row, ...] = (
    (1, "11:30", 45, Sketch(Entry, "Brightline: onboarding", who="grace:yes noor:yes", call="webex")),
    (4, "10:00", 30, Sketch(Entry, "Brightline: licence questions", who="grace:yes etienne", call="zoom")),
    (
        9,
        "11:00",
        60,
        Sketch(Entry, "Brightline: trailer workflow", organizer="grace", who="mina", mine="maybe"),
    ),
)


def this_and_next_week(days: Days, around: Around) -> Iterator[Entry]:
    """The planned meetings of fourteen days, clear of the agenda around "now"."""
    for zone, rows in ((days.zone, _THIS_WEEK + _NEXT_WEEK), (_NEW_YORK, _ABROAD)):
        for offset, clock, minutes, sketch in rows:
            when = days.meeting(days.monday + timedelta(days=offset), clock, minutes, zone)
            if around.free(when["start_time"], minutes):
                entry = sketch(when=when)
                yield replace(entry, note=NOTES.get(entry.title or ""))
    yield from _whole_days(days)


def _whole_days(days: Days) -> Iterator[Entry]:
    def on(first: int, last: int) -> dict[str, object]:
        return all_day(days.monday + timedelta(days=first), days.monday + timedelta(days=last))

    yield Entry("On call: Tomasz", on(7, 13), TEAM, who="tomasz:yes")
    yield Entry("Interns' week", on(7, 11), TEAM, note="Say hello. They know nobody yet.")
    yield Entry("Parcel: new lenses", on(9, 9), PERSONAL)
    yield Entry("Visa papers due", on(10, 10), TRAVEL)
