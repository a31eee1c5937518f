"""The API's own shapes, version 3, as read: every member optional, numbers taken for text and back.

Models here never reject a whole object for a member we can live without; what must be there (an id, a
when) is judged in the conversion, where it can be said in words. Enumerations stay plain text.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Lenient(BaseModel):
    """Takes what comes: unknown members are kept, numbers where text belongs become text."""

    model_config = ConfigDict(
        extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True, protected_namespaces=()
    )


class WireWhen(Lenient):
    """One of four shapes told apart by `object`: time, timespan, date, datespan."""

    object: str | None = None
    time: int | None = None
    timezone: str | None = None
    start_time: int | None = None
    end_time: int | None = None
    start_timezone: str | None = None
    end_timezone: str | None = None
    date: str | None = None
    start_date: str | None = None
    end_date: str | None = None


class WirePerson(Lenient):
    """An organizer or creator; the name may be empty."""

    email: str | None = None
    name: str | None = None


class WireParticipant(Lenient):
    """Someone invited; Microsoft may leave out the address."""

    email: str | None = None
    name: str | None = None
    status: str | None = None
    comment: str | None = None
    phone_number: str | None = None


class WireDetails(Lenient):
    """How to get into a meeting; any member may be missing, codes may be integers."""

    url: str | None = None
    meeting_code: str | None = None
    password: str | None = None
    pin: str | None = None
    phone: list[str] | str | None = None


class WireAutocreate(Lenient):
    """A request for a meeting that is still being made; `""` and null count as absent."""

    conf_grant_id: str | None = None
    conf_settings: dict[str, Any] | None = None


class WireConferencing(Lenient):
    """Seen in the wild: `{}`, null, absent, without provider, without details, settings only."""

    provider: str | None = None
    details: WireDetails | None = None
    autocreate: WireAutocreate | None = None
    conf_settings: dict[str, Any] | None = None


class WireEvent(Lenient):
    """An event, or one instance of a series. `when` may be null."""

    id: str | None = None
    grant_id: str | None = None
    calendar_id: str | None = None
    object: str | None = None
    title: str | None = None
    description: str | None = None
    text_description: str | None = None
    location: str | None = None
    busy: bool | None = None
    when: WireWhen | None = None
    participants: list[WireParticipant | None] | None = None
    resources: Any = None
    organizer: WirePerson | None = None
    creator: WirePerson | None = None
    conferencing: WireConferencing | None = None
    reminders: Any = None
    recurrence: list[str | None] | None = None
    master_event_id: str | None = None
    original_start_time: int | None = None
    status: str | None = None
    visibility: str | None = None
    read_only: bool | None = None
    hide_participants: bool | None = None
    capacity: int | None = None
    metadata: dict[str, str | None] | None = None
    html_link: str | None = None
    ical_uid: str | None = None
    created_at: int | None = None
    updated_at: int | None = None
    notetaker: Any = None
    color_id: str | None = None
    occurrences: Any = None
    cancelled_occurrences: Any = None


class WireCalendar(Lenient):
    """A calendar; only the id can be counted on."""

    id: str | None = None
    grant_id: str | None = None
    object: str | None = None
    name: str | None = None
    description: str | None = None
    location: str | None = None
    timezone: str | None = None
    hex_color: str | None = None
    hex_foreground_color: str | None = None
    is_primary: bool | None = None
    is_owned_by_user: bool | None = None
    read_only: bool | None = None
    owner_email: str | None = None
    metadata: dict[str, str | None] | None = None
    notetaker: Any = None


class WireGrant(Lenient):
    """An authorised account; `provider` says what kind."""

    id: str | None = None
    provider: str | None = None
    grant_status: str | None = None
    email: str | None = None
    name: str | None = None
    blocked: bool | None = None
    scope: Any = None
    settings: Any = None
    created_at: int | None = None
    updated_at: int | None = None


class WireRsvpAnswer(Lenient):
    """What answering an invitation reports back; the answer is kept even when the mail about it failed."""

    send_ics_error: Any = None
