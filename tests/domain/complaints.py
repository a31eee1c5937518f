"""Drafts with something to say about each: together they make every remark that checking can make."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.ui.editor_desk import ADA, HOLIDAYS, HOME, LONDON, NOW, TEAM_ZOOM, WORK, ZOOM, editing, event, new
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import Context
from tui.domain.conferencing import Details, Linked, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft, MoreDraft

MICROSOFT = Grant("g-ms", AccountKind.MICROSOFT, "ada@example.com")
ICLOUD = Grant("g-icloud", AccountKind.ICLOUD, "ada@example.com")
HOSTLESS: tuple[Grant, ...] = ()
MEET = Linked("Google Meet", Details("https://meet.google.com/abc-defg-hij"))
TEAMS_CALL = Linked("Microsoft Teams", Details("https://teams.microsoft.com/l/meetup-join/1"))
LINK = "https://meet.google.com/abc-defg-hij"


def typed(**changes: Any) -> Draft:
    """A new event with these things typed into it."""
    return replace(new(), **({"title": "Design review"} | changes))


def call(provider: Provider | None, mode: CallMode = CallMode.OWN, **members: Any) -> CallDraft:
    """The conferencing block as typed."""
    return CallDraft(provider, mode, **members)


def changed(conference: Linked | None = None, *, told: dict[str, Any] | None = None, **changes: Any) -> Draft:
    """An event that was there, with these things typed over it."""
    return replace(editing(event(conference, **(told or {}))), **changes)


def desk(
    account: Grant = ADA,
    hosts: tuple[Grant, ...] = (ZOOM,),
    calendars: tuple[Any, ...] = (WORK, HOME, HOLIDAYS),
) -> Context:
    """What the draft is checked against."""
    return Context(account, calendars, hosts, LONDON, NOW)


COMPLAINTS: dict[str, tuple[Draft, Context]] = {
    "nothing typed": (typed(title="", starts="", ends=""), desk()),
    "too long": (typed(title="t" * 1025, location="l" * 257, description="d" * 8193), desk()),
    "no calendar at all": (typed(), desk(calendars=())),
    "calendar gone": (typed(calendar_id="gone"), desk()),
    "calendar read-only": (typed(calendar_id="holidays"), desk()),
    "someone else's event": (changed(told={"read_only": True}, title="Mine now"), desk()),
    "moved to another calendar": (changed(calendar_id="home"), desk()),
    "guests": (typed(guests="grace@, lin@example.com, LIN@example.com"), desk()),
    "guests who are told": (typed(guests="grace@example.com"), desk()),
    "guests who are always told": (typed(guests="grace@example.com"), desk(MICROSOFT)),
    "backwards": (typed(starts="fri 15:00", ends="fri 14:00"), desk()),
    "backwards days": (typed(starts="27 nov 2026", ends="26 nov 2026", all_day=True), desk()),
    "over already": (typed(starts="20 nov 2026 09:00", ends="20 nov 2026 09:30"), desk()),
    "days that are over": (typed(starts="1 nov 2026", ends="2 nov 2026", all_day=True), desk()),
    "no length": (typed(starts="mon 10:00", ends="mon 10:00"), desk()),
    "longer than a day": (typed(starts="mon 10:00", ends="wed 10:00"), desk()),
    "no such time": (typed(starts="fri 25:00", ends="soonish"), desk()),
    "no such day": (typed(starts="31 feb", ends="", all_day=True), desk()),
    "a time in a whole day": (typed(starts="10:15", ends="", all_day=True), desk()),
    "no such zone": (typed(zone="lisbon"), desk()),
    "clocks skip it": (typed(starts="28 mar 2027 01:30", ends="28 mar 2027 03:00"), desk()),
    "clocks repeat it": (typed(starts="31 oct 2027 01:30", ends="31 oct 2027 03:00"), desk()),
    "another zone": (typed(zone="America/New_York"), desk()),
    "no link": (typed(call=call(Provider.MEET)), desk()),
    "half a link": (typed(call=call(Provider.ZOOM, url="zoom.us/j/89012345678")), desk()),
    "link to nowhere": (typed(call=call(Provider.ZOOM, url="javascript:alert(1)")), desk()),
    "another provider's link": (typed(call=call(Provider.ZOOM, url=LINK)), desk()),
    "unknown host": (typed(call=call(Provider.ZOOM, url="https://video.example.com/r/1")), desk()),
    "odd port": (typed(call=call(Provider.ZOOM, url="https://zoom.us:8443/j/89012345678")), desk()),
    "zoom codes": (
        typed(call=call(Provider.ZOOM, url="https://zoom.us/j/89012345678", code="12 34")),
        desk(),
    ),
    "two meetings": (
        typed(call=call(Provider.ZOOM, url="https://zoom.us/j/89012345678", code="890 1234 5679")),
        desk(),
    ),
    "phones": (typed(call=call(Provider.MEET, url=LINK, phones="call me")), desk()),
    "too many phones": (typed(call=call(Provider.MEET, url=LINK, phones="+44 1234, +44 5678")), desk()),
    "nowhere to put it": (typed(call=call(Provider.MEET, url=LINK, password="s3cret")), desk()),
    "cannot be created": (typed(call=call(Provider.WEBEX, CallMode.CREATE)), desk()),
    "an account without calendars": (typed(call=call(Provider.ZOOM, url=LINK)), desk(ZOOM)),
    "teams in the older api": (
        changed(TEAMS_CALL, call=call(Provider.ZOOM, url="https://zoom.us/j/89012345678")),
        replace(desk(MICROSOFT), generation="v2"),
    ),
    "no host": (typed(call=call(Provider.ZOOM, CallMode.CREATE)), desk(hosts=HOSTLESS)),
    "no host chosen": (typed(call=call(Provider.ZOOM, CallMode.CREATE)), desk(hosts=(ZOOM, TEAM_ZOOM))),
    "host gone": (typed(call=call(Provider.ZOOM, CallMode.CREATE, host_grant="gone")), desk()),
    "call left in the notes": (
        changed(MEET, told={"description": f"Join at {LINK} and bring the colours."}, call=call(None)),
        desk(),
    ),
    "formatted notes": (
        changed(told={"description": "Bring the colours.", "html": True}, description="Bring nothing."),
        desk(),
    ),
    "no end": (typed(starts="fri 13:00", ends=""), desk()),
    "a moment that is over": (typed(starts="20 nov 2026 08:00", ends=""), desk()),
    "recorded with open doors": (
        typed(
            call=call(
                Provider.ZOOM, CallMode.CREATE, host_grant=ZOOM.id, wishes={"waiting_room": False}, extra=""
            )
        ),
        desk(),
    ),
    "settings zoom refuses": (
        typed(call=call(Provider.ZOOM, CallMode.CREATE, host_grant=ZOOM.id, extra="{agenda")),
        desk(),
    ),
    "repeats": (typed(more=MoreDraft(repeats="now and then")), desk()),
    "repeats on other days": (typed(more=MoreDraft(repeats="every week on wed")), desk()),
    "one of a series": (
        changed(told={"master_id": "series"}, more=MoreDraft(repeats="every week")),
        desk(),
    ),
    "a series on icloud": (
        changed(told={"recurrence": ("RRULE:FREQ=DAILY",)}, more=MoreDraft()),
        desk(ICLOUD),
    ),
    "a series nobody understands": (
        changed(told={"recurrence": ("RRULE:FREQ=LUNARLY",)}, starts="25 nov 2026 16:00", ends="+30m"),
        desk(),
    ),
    "a series that is over before it begins": (
        changed(
            told={"recurrence": ("RRULE:FREQ=DAILY;UNTIL=20261127T200000Z",)},
            starts="1 dec 2026 15:00",
            ends="+30m",
        ),
        desk(),
    ),
    "no reminders in the older api": (
        typed(more=MoreDraft(reminders="none")),
        replace(desk(), generation="v2"),
    ),
    "a word nobody knows for who sees it": (typed(more=MoreDraft(visibility="friends")), desk()),
    "too much metadata": (
        typed(more=MoreDraft(metadata="; ".join(f"n{number}=v" for number in range(50)))),
        desk(),
    ),
    "reminders": (typed(more=MoreDraft(reminders="soon")), desk()),
    "reminders by pigeon": (typed(more=MoreDraft(reminders="10m sound")), desk()),
    "two reminders": (typed(more=MoreDraft(reminders="10m, 1h")), desk(MICROSOFT)),
    "reminders in its own way": (typed(more=MoreDraft(reminders="10m email")), desk(MICROSOFT)),
    "hidden on icloud": (
        typed(more=MoreDraft(visibility="private", hide_guests=True)),
        desk(ICLOUD),
    ),
    "places": (typed(more=MoreDraft(capacity="a few")), desk()),
    "more guests than places": (
        typed(guests="lin@example.com, grace@example.com", more=MoreDraft(capacity="1")),
        desk(),
    ),
    "rooms": (typed(more=MoreDraft(rooms="the big one")), desk()),
    "the older api's limits": (
        typed(more=MoreDraft(rooms="aula@example.com", notetaker="{}")),
        replace(desk(), generation="v2"),
    ),
    "metadata": (typed(more=MoreDraft(metadata="=")), desk()),
    "our own metadata": (typed(more=MoreDraft(metadata="key3=mine")), desk()),
    "round-robin's metadata": (typed(more=MoreDraft(metadata="key5=mine")), desk()),
    "notetaker": (typed(more=MoreDraft(notetaker="yes")), desk()),
}
"""What is wrong → a draft and the desk it lies on."""
