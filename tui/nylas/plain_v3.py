"""Events that are just as the documents say, made without wire models: nearly all are, and it takes a third.

Every member that is read is checked here, too. What is in any way unusual gives None and goes the long way,
which says what is wrong with it; both ways make the same event.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import to_json

from tui.domain.conferencing import Conferencing, Details, Linked, NoConference
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.sent import Sent
from tui.domain.text import clean, clean_block
from tui.domain.when import AllDay, Timespan, When
from tui.nylas.conferencing_v3 import conferencing_of, phones_of
from tui.nylas.extras_v3 import reminders_of, resources_of
from tui.nylas.html import is_html
from tui.nylas.pages import Raw
from tui.nylas.when_v3 import Unplaceable, instant, when_of
from tui.nylas.wire_v3 import WireConferencing, WireWhen
from tui.nylas.zones import zone_named

_PERSON: Final = ("email", "name", "status", "comment", "phone_number")
_LINKED: Final = {"provider", "details"}
_TEXT: Final = frozenset({str, type(None)})
_TEXT_ONLY: Final = frozenset({str})
_NUMBER: Final = frozenset({int, type(None)})
_FLAG: Final = frozenset({bool, type(None)})
_MEMBERS: Final = {
    **dict.fromkeys(("grant_id", "calendar_id", "object", "title", "description", "text_description"), _TEXT),
    **dict.fromkeys(("location", "master_event_id", "status", "visibility", "html_link"), _TEXT),
    **dict.fromkeys(("ical_uid", "color_id"), _TEXT),
    **dict.fromkeys(("original_start_time", "capacity", "created_at", "updated_at"), _NUMBER),
    **dict.fromkeys(("busy", "read_only", "hide_participants"), _FLAG),
}
"""What kind members are of. Recurrence and metadata, which few events have, go the long way."""
_ANSWERS: Final = {rsvp.value: rsvp for rsvp in Rsvp}
_STATUSES: Final = {None: Status.CONFIRMED, "confirmed": Status.CONFIRMED, "tentative": Status.TENTATIVE}
_NO_CALL: Final = NoConference()
_NOBODY: Final = Person("")


def plain_event(raw: object, calendar_id: str) -> Event | None:
    """The event, or None where anything about it needs a closer look."""
    if type(raw) is not dict or not _is_plain(raw):
        return None
    get = raw.get
    when, people, organizer = _when(get("when")), _people(get("participants")), _person(get("organizer"))
    call, description = _call(get("conferencing")), get("description") or get("text_description") or ""
    taker = get("notetaker")
    if when is None or people is None or organizer is None or call is None or is_html(description):
        return None
    return Event(
        id=raw["id"],
        calendar_id=calendar_id,
        title=clean(get("title") or "", limit=1024),
        when=when,
        grant_id=get("grant_id") or "",
        description=clean_block(description) if description else "",
        location=_short(get("location") or "", 1024),
        busy=get("busy") is not False,
        participants=people,
        organizer=organizer if organizer.email or organizer.name else None,
        conferencing=call,
        master_id=get("master_event_id") or None,
        original_start=instant(get("original_start_time")),
        status=_STATUSES[get("status")],
        visibility=_short(get("visibility") or "", 40),
        read_only=get("read_only") is True,
        hide_participants=get("hide_participants") is True,
        capacity=get("capacity"),
        resources=resources_of(get("resources")),
        reminders=reminders_of(get("reminders")),
        notetaker=taker if isinstance(taker, dict) else {},
        html_link=clean(get("html_link") or "", limit=2048),
        ical_uid=clean(get("ical_uid") or "", limit=1024),
        updated_at=instant(get("updated_at")),
        raw=Sent(to_json(raw).decode()),
    )


def _is_plain(raw: Raw) -> bool:
    """Whether every member is of the kind it should be."""
    get = raw.get
    return (
        type(get("id")) is str
        and bool(raw["id"])
        and _are_as_they_should(tuple(map(type, map(get, _MEMBERS))))
        and get("status") in _STATUSES
        and not (get("recurrence") or get("metadata"))
        and _named(get("creator"))
    )


@lru_cache(1024)
def _are_as_they_should(types: tuple[type, ...]) -> bool:
    """Whether these can be the types of `_MEMBERS`; nearly all events have the same."""
    return all(one in kind for one, kind in zip(types, _MEMBERS.values(), strict=True))


def _named(person: object) -> bool:
    if person is None:
        return True
    return type(person) is dict and type(person.get("email")) in _TEXT and type(person.get("name")) in _TEXT


def _when(when: object) -> When | None:
    if type(when) is not dict:
        return None
    if when.get("object") != "timespan" or len(when) > 5:
        return _other_when(when)
    start, end = when.get("start_time"), when.get("end_time")
    first, last = when.get("start_timezone"), when.get("end_timezone")
    if type(start) is not int or type(end) is not int or type(first) not in _TEXT or type(last) not in _TEXT:
        return None
    begins, ends = instant(start), instant(end)
    if begins is None or ends is None or ends < begins:
        return None
    here, there = zone_named(first or ""), zone_named(last or "")
    if (first and not here) or (last and not there):
        return None
    return Timespan(begins, ends, here or there, there or here)


def _other_when(when: Mapping[str, Any]) -> When | None:
    """Whole days; whatever else there is goes the long way."""
    if when.keys() != {"object", "date"} or when["object"] != "date" or type(when["date"]) is not str:
        return None
    try:
        placed = when_of(WireWhen.model_construct(**when), last_day_included=True)
    except Unplaceable:
        return None
    return placed.when if isinstance(placed.when, AllDay) else None


def _people(sent: object) -> tuple[Participant, ...] | None:
    if sent is None:
        return ()
    if type(sent) is not list:
        return None
    found = []
    for one in sent:
        if type(one) is not dict:
            return None
        if _TEXT.issuperset(map(type, one.values())):
            found.append(_known(tuple(one.items())))
        elif _TEXT.issuperset(map(type, map(one.get, _PERSON))):
            found.append(_participant(one))
        else:
            return None
    return tuple(found)


@lru_cache(4096)
def _known(members: tuple[tuple[str, str | None], ...]) -> Participant:
    """Who is invited again and again, and answers the same: made once."""
    return _participant(dict(members))


def _participant(sent: dict[str, Any]) -> Participant:
    get = sent.get
    return Participant(
        email=clean(get("email") or "", limit=320),
        name=clean(get("name") or "", limit=200),
        rsvp=_ANSWERS.get((get("status") or "").casefold(), Rsvp.NONE),
        comment=clean(get("comment") or ""),
        phone=clean(get("phone_number") or "", limit=100),
        raw=sent,
    )


def _person(sent: object) -> Person | None:
    """Somebody, an empty one for nobody; None where a closer look is needed."""
    if not _named(sent):
        return None
    return _somebody(sent.get("email"), sent.get("name")) if type(sent) is dict else _NOBODY


@lru_cache(4096)
def _somebody(email: str | None, name: str | None) -> Person:
    return Person(clean(email or "", limit=320), clean(name or "", limit=200))


def _call(sent: object) -> Conferencing | None:
    if not sent and (sent is None or type(sent) is dict):
        return _NO_CALL
    if type(sent) is dict and sent.keys() == _LINKED and (call := _linked(**sent)) is not None:
        return call
    try:
        return conferencing_of(WireConferencing.model_validate(sent))
    except ValidationError:
        return None


def _linked(provider: object, details: object) -> Conferencing | None:
    """A call that has its link, told in text alone."""
    if type(provider) is not str or type(details) is not dict:
        return None
    get = details.get
    url, code, password, pin = get("url"), get("meeting_code"), get("password"), get("pin")
    phones = get("phone")
    if not url or not _TEXT.issuperset(map(type, (url, code, password, pin))) or not _are_texts(phones):
        return None
    address, numbers = clean(url, limit=2048), _numbers(tuple(phones)) if phones else ()
    return (
        Linked(_short(provider, 60), Details(address, _code(code), _code(password), _code(pin), numbers))
        if address
        else None
    )


def _are_texts(sent: object) -> bool:
    return sent is None or (type(sent) is list and _TEXT_ONLY.issuperset(map(type, sent)))


def _code(text: str | None) -> str:
    return clean(text, limit=200) if text else ""


@lru_cache(1024)
def _numbers(phones: tuple[str, ...]) -> tuple[str, ...]:
    return phones_of(phones)


@lru_cache(8192)
def _short(text: str, limit: int) -> str:
    """Names, addresses and places, which come again and again."""
    return clean(text, limit=limit)
