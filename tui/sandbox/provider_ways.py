"""What each provider makes of an event in its own way, where the documents tell of it.

An event is stored as it was asked for; its provider's ways show when it is read.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

JSON = dict[str, Any]
_TENTATIVE_MATTERS = ("microsoft", "ews")
_UNTIL = re.compile(r"UNTIL=(\d{8})")
_ABSENT = {
    "icloud": ("visibility", "hide_participants", "status", "html_link", "creator"),
    "ews": ("hide_participants", "html_link", "creator"),
    "microsoft": ("creator",),
    "virtual-calendar": ("creator",),
}
"""Provider → members its events do not have."""
_LINKS = (
    ("Google Meet", r"https://meet\.google\.com/[a-z-]+"),
    ("Zoom Meeting", r"https://(?:[\w-]+\.)?zoom\.us/j/\d+[^\s\"<>]*"),
    ("Microsoft Teams", r"https://teams\.microsoft\.com/l/meetup-join/[^\s\"<>]+"),
    ("Skype for Business", r"https://meet\.lync\.com/[^\s\"<>]+"),
    ("Skype for Consumer", r"https://join\.skype\.com/[^\s\"<>]+"),
    ("WebEx", r"https://[\w-]+\.webex\.com/[^\s\"<>]+"),
    ("GoToMeeting", r"https://(?:global|www)\.gotomeeting\.com/join/\d+"),
)


def new(event: JSON, provider: str) -> JSON:
    """A new event with the members its provider has."""
    visibility = {"google": "default", "virtual-calendar": "public"}.get(provider)
    known = event | {"visibility": visibility}
    return {name: value for name, value in known.items() if name not in _ABSENT.get(provider, ())}


def guests(people: list[JSON], grant: JSON) -> list[JSON]:
    """The participants of a write; iCloud puts the registered address in the place of its aliases."""
    aliases = {str(alias).casefold() for alias in grant.get("email_aliases") or ()}
    if grant["provider"] != "icloud":
        return people
    return [one | {"email": grant["email"]} if one["email"].casefold() in aliases else one for one in people]


def registered_with_icloud(email: str) -> bool:
    """Whether an address is one of iCloud's own."""
    return email.casefold().endswith(("@icloud.com", "@me.com", "apple-sandbox.test"))


def takes_time(event: JSON, grant: JSON, tentative_as_busy: bool) -> bool:
    """Whether the event makes its owner busy; Microsoft and EWS let the request say so of tentative ones."""
    if event.get("busy") is False:
        return False
    return tentative_as_busy or grant["provider"] not in _TENTATIVE_MATTERS or not _tentative(event, grant)


def _tentative(event: JSON, grant: JSON) -> bool:
    mine = {one.get("status") for one in event.get("participants") or () if _is(one, grant)}
    return event.get("status") in ("maybe", "tentative") or "maybe" in mine


def _is(person: JSON, grant: JSON) -> bool:
    return str(person.get("email", "")).casefold() == str(grant.get("email", "")).casefold()


def read(event: JSON, grant: JSON, tentative_as_busy: bool = True) -> JSON:
    """The event as its provider gives it back."""
    shown = event | {"busy": takes_time(event, grant, tentative_as_busy)}
    if grant["provider"] != "microsoft":
        return shown
    if shown.get("recurrence"):
        shown["recurrence"] = [_UNTIL.sub(_a_day_later, rule) for rule in shown["recurrence"]]
    if not shown.get("conferencing"):
        shown["conferencing"] = _found(shown)
    return shown


def _a_day_later(found: re.Match[str]) -> str:
    """Microsoft Graph adds one day to the end of a series."""
    day = datetime.strptime(found[1], "%Y%m%d") + timedelta(days=1)  # noqa: DTZ007
    return f"UNTIL={day:%Y%m%d}"


def _found(event: JSON) -> JSON:
    """The conference a Microsoft event tells of in its place or notes, where one is told of."""
    for text in (event.get("location") or "", event.get("description") or ""):
        for provider, pattern in _LINKS:
            if link := re.search(pattern, text):
                return {"provider": provider, "details": {"url": link[0]}}
    return {}
