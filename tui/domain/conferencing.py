"""The call behind an event: what it is, and what may be asked of it.

Creating a conference and entering details are different types, so a request that holds both does not
construct (the API refuses `autocreate` beside `details`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Provider(StrEnum):
    """Conference providers under the API's exact names."""

    MEET = "Google Meet"
    ZOOM = "Zoom Meeting"
    TEAMS = "Microsoft Teams"
    TEAMS_BUSINESS = "Teams for Business"
    SKYPE_CONSUMER = "Skype for Consumer"
    SKYPE_BUSINESS = "Skype for Business"
    WEBEX = "WebEx"
    GOTO = "GoToMeeting"


AUTOCREATE_PROVIDERS = (Provider.MEET, Provider.ZOOM, Provider.TEAMS)
"""The three providers the API can create a meeting on."""


class DetailField(StrEnum):
    """The members a conference's details can have, by their API names."""

    URL = "url"
    CODE = "meeting_code"
    PASSWORD = "password"
    PIN = "pin"
    PHONE = "phone"


_URL_ONLY = (DetailField.URL,)

DETAIL_FIELDS: Mapping[Provider, tuple[DetailField, ...]] = {
    Provider.MEET: (DetailField.URL, DetailField.PIN, DetailField.PHONE),
    Provider.ZOOM: (DetailField.URL, DetailField.CODE, DetailField.PASSWORD),
    Provider.TEAMS: _URL_ONLY,
    Provider.TEAMS_BUSINESS: _URL_ONLY,
    Provider.SKYPE_CONSUMER: _URL_ONLY,
    Provider.SKYPE_BUSINESS: _URL_ONLY,
    Provider.WEBEX: (DetailField.URL, DetailField.PASSWORD, DetailField.PIN, DetailField.PHONE),
    Provider.GOTO: (DetailField.URL, DetailField.CODE, DetailField.PASSWORD, DetailField.PHONE),
}
"""What each provider accepts when details are entered by hand; `url` is always required."""

MAX_PHONES: Mapping[Provider, int] = {Provider.MEET: 1}
"""Providers that take a limited number of phone numbers."""


@dataclass(frozen=True, slots=True)
class Details:
    """How to get into a meeting. `url` may be empty only on what was read from the API."""

    url: str = ""
    code: str = ""
    password: str = ""
    pin: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoConference:
    """The event has no call."""


@dataclass(frozen=True, slots=True)
class Requested:
    """A call was asked for and its link is not there yet."""

    provider: str
    host_grant: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Linked:
    """A call with details; `provider` is the API's word, which may be one we do not know or empty."""

    provider: str
    details: Details


Conferencing: TypeAlias = NoConference | Requested | Linked


@dataclass(frozen=True, slots=True)
class Autocreate:
    """Ask the API to create a meeting. `host_grant` names the grant that hosts it (always for Zoom)."""

    provider: Provider
    host_grant: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.provider not in AUTOCREATE_PROVIDERS:
            raise ValueError(f"{self.provider} meetings cannot be created automatically")


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """Attach a meeting that exists already, with the members its provider knows."""

    provider: Provider
    details: Details

    def __post_init__(self) -> None:
        if not self.details.url:
            raise ValueError("a conference entered by hand needs its link")


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the call off the event (`conferencing: {}`)."""


ConferenceChange: TypeAlias = Autocreate | OwnDetails | Remove
"""What a write can do to a conference; leaving it alone is the absence of a change."""


def provider_named(name: str) -> Provider | None:
    """The provider the API means by `name`, or None for one we do not know."""
    try:
        return Provider(name)
    except ValueError:
        return None
