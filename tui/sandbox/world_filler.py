"""As many further events as wanted, two years either way, for measuring with a full calendar.

The events are made one by one while they are read; nothing of the list is held in memory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tui.sandbox.world_calendars import WRITABLE_GOOGLE
from tui.sandbox.world_calls import call
from tui.sandbox.world_days import JSON, Days, all_day, timespan
from tui.sandbox.world_people import ADA, PEOPLE, grant_id

_SPAN_DAYS = 730
_SUBJECTS = (
    "Conform",
    "Ingest",
    "Proxies",
    "Colour",
    "Subtitles",
    "Trailer",
    "Archive",
    "Review links",
    "Audio sync",
)
_FORMS = (
    "check-in",
    "planning",
    "review",
    "triage",
    "hand-over",
    "workshop",
    "demo",
    "office hour",
    "follow-up",
)
_MINUTES = (15, 30, 30, 45, 60, 60, 90)
_PLACES = (None, None, "Room Varda", "Room Méliès", "Room Sembène")


def filler(days: Days, seed: int, count: int) -> Iterator[JSON]:
    """`count` events on the writable Google calendars, the same ones for the same arguments."""
    rng = random.Random(f"filler/{seed}")
    calls = (
        None,
        None,
        *(call(kind, f"filler/{n}") for n, kind in enumerate(("meet", "meet", "zoom", "teams"))),
    )
    midnight = days.at(days.today, "00:00")
    for number in range(count):
        yield _event(days, seed, number, rng, calls, midnight)


def _event(
    days: Days, seed: int, number: int, rng: random.Random, calls: tuple[JSON | None, ...], midnight: int
) -> JSON:
    offset = rng.randrange(-_SPAN_DAYS, _SPAN_DAYS)
    event_id = f"filler{seed & 0xFFFF:04x}{number:08x}"
    start = midnight + offset * 86_400 + rng.randrange(8 * 4, 18 * 4) * 900
    when = timespan(start, rng.choice(_MINUTES), days.zone)
    if number % 60 == 0:
        when = all_day(days.day_of(start))
    event: JSON = {
        "id": event_id,
        "grant_id": grant_id(seed, "google"),
        "calendar_id": rng.choice(WRITABLE_GOOGLE),
        "object": "event",
        "title": f"{rng.choice(_SUBJECTS)}: {rng.choice(_FORMS)}",
        "description": None,
        "location": rng.choice(_PLACES),
        "busy": True,
        "when": when,
        "participants": _participants(rng),
        "read_only": False,
        "status": "confirmed",
        "visibility": "default",
        "hide_participants": False,
        "organizer": ADA.as_json(),
        "creator": ADA.as_json(),
        "reminders": {"use_default": True, "overrides": None},
        "html_link": f"https://calendar.sandbox.test/event?eid={event_id}",
        "ical_uid": f"{event_id}@google.sandbox.test",
        "created_at": min(start, days.epoch) - 86_400,
        "updated_at": min(start, days.epoch) - 3_600,
    }
    if (conferencing := rng.choice(calls)) is not None:
        event["conferencing"] = conferencing
    return event


def _participants(rng: random.Random) -> list[JSON]:
    guests = rng.sample(_GUESTS, rng.randrange(4))
    return [*guests, {"email": ADA.address, "name": ADA.name, "status": "yes"}] if guests else []


_GUESTS: tuple[JSON, ...] = tuple(
    person.as_json() | {"status": "yes"} for key, person in PEOPLE.items() if key != "ada"
)
