"""Meetings whose link is somewhere unexpected: in the text, in the place, twice, or only half there.

Each is a shape the API has been seen to return; a reader of events has to get through all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tui.sandbox.world_calendars import TEAM
from tui.sandbox.world_calls import call, google_block, outlook_html, teams_block, zoom_block
from tui.sandbox.world_days import Days, all_day, timespan
from tui.sandbox.world_entry import Entry, Sketch

_MEET = call("meet", "variants/meet")
_ZOOM = call("zoom", "variants/zoom")
_TEAMS = call("teams", "variants/teams")
_BARE_ZOOM = {"url": "https://us02web.zoom.us/j/90055501234", "meeting_code": 90055501234, "password": None}

_IN_THE_TEXT: tuple[tuple[int, str, int, Sketch], ...] = (
    (
        14,
        "10:00",
        60,
        Sketch(
            Entry,
            "Sprint planning: trailers",
            calendar=TEAM,
            who="mina:yes kenji:yes lucia",
            call=_MEET,
            note="Goal first, tickets second.\n\n" + google_block(_MEET),
        ),
    ),
    (
        14,
        "11:30",
        45,
        Sketch(
            Entry,
            "Harbour Post: monthly call",
            organizer="mateo",
            who="noor:yes",
            call=_TEAMS,
            note="Agenda to follow.\n\n" + teams_block(_TEAMS),
        ),
    ),
    (
        14,
        "14:00",
        30,
        Sketch(
            Entry,
            "Grading suite visit: practical details",
            organizer="mateo",
            who="lucia:yes",
            call=_TEAMS,
            note=outlook_html(
                "Dear all,",
                "the suite is on the <b>third</b> floor; ring at <i>Northlight</i>.<br>Lifts are slow.",
                f'<a href="{_TEAMS["details"]["url"]}">Click here to join the meeting</a>',
                "Kind regards &amp; see you there&nbsp;— Mateo",
            ),
        ),
    ),
    (
        15,
        "10:00",
        30,
        Sketch(
            Entry,
            "Proxy cache: follow-up",
            who="tomasz:yes kenji",
            place="https://meet.google.com/loc-only-aaa",
        ),
    ),
    (
        15,
        "11:00",
        30,
        Sketch(
            Entry,
            "Ingest dashboards with Fjord Post",
            organizer="ingrid",
            who="tomasz:yes",
            note=zoom_block(_ZOOM),
        ),
    ),
    (
        15,
        "14:00",
        45,
        Sketch(
            Entry,
            "Brightline: where do we meet?",
            organizer="grace",
            who="noor:yes",
            call=_ZOOM,
            place="Zoom",
            note="New plan: we use Meet today, https://meet.google.com/two-link-bbb, the Zoom room is taken.",
        ),
    ),
)

_HALF_THERE: tuple[tuple[int, str, str, str, Any], ...] = (
    (16, "09:00", "Shot list review", "an empty conferencing object", {}),
    (16, "10:00", "Sound library tidy-up", "conferencing null", None),
    (
        16,
        "11:00",
        "Lens data: import",
        "a conferencing provider without details",
        {"provider": "Google Meet"},
    ),
    (
        16,
        "11:30",
        "Credits: spelling check",
        "conferencing details without a provider",
        {"details": {"url": "https://meet.google.com/det-only-ccc"}},
    ),
    (
        16,
        "13:00",
        "Zoom with the print lab",
        "an integer meeting code",
        {"provider": "Zoom Meeting", "details": _BARE_ZOOM},
    ),
    (
        16,
        "14:00",
        "Test screening: seats",
        "conferencing settings only",
        {"provider": "Zoom Meeting", "conf_settings": {"waiting_room": True}},
    ),
    (
        16,
        "15:00",
        "Poster choice",
        "a conference that is still being made",
        {"provider": "Google Meet", "autocreate": {}},
    ),
    (
        16,
        "16:00",
        "Voice-over casting",
        "conferencing details without a link",
        {"provider": "WebEx", "details": {"pin": "204511"}},
    ),
)


def variants(days: Days) -> Iterator[Entry]:
    """The variants, all in the second week after this one."""
    for offset, clock, minutes, sketch in _IN_THE_TEXT:
        yield sketch(when=days.meeting(days.monday + timedelta(days=offset), clock, minutes))
    for offset, clock, title, note, conferencing in _HALF_THERE:
        when = days.meeting(days.monday + timedelta(days=offset), clock, 30)
        yield Entry(
            title, when, who="amara:yes", call=conferencing, note=f"In the API this event has {note}."
        )
    thursday = days.monday + timedelta(days=17)
    yield Entry(
        "4.2.1 ships", timespan(days.at(thursday, "12:00"), 0, days.zone), note="A moment, not a meeting."
    )
    yield Entry(
        "Call without a zone", timespan(days.at(thursday, "13:00"), 30, None), who="noor:yes", call="goto"
    )
    yield Entry("Legal: signed copies", days.meeting(thursday, "15:00", 30), extra={"visibility": "private"})
    yield Entry("Window cleaners", all_day(thursday), TEAM, organizer="amara", extra={"read_only": True})
