"""Connecting an account: does this key, in this region, reach this grant?"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.errors import CallsheetError, NotFound, Unauthorized
from tui.domain.events import Event
from tui.domain.text import clean
from tui.services.ports import ApiFactory, CalendarApi
from tui.services.settings import Profile, SecretStr

Region: TypeAlias = Literal["us", "eu"]


@dataclass(frozen=True, slots=True)
class Known:
    """An account there is a way into; whether its key is at hand shows when it is opened."""

    name: str
    """Its name among those of this machine, by which it is opened."""
    label: str
    generation: Literal["v3", "v2"]
    place: str
    """The region, or what stands in its stead."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of an account for some days, and when it was read; None where some of it never was."""

    known: Known
    email: str
    events: tuple[Event, ...]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Connected:
    """What was found behind a key."""

    grant: Grant
    calendars: tuple[Calendar, ...]


async def connect(profile: Profile, key: SecretStr, factory: ApiFactory) -> Connected:
    """Ask the API. Raises CallsheetError kinds that say which of key, region and grant is wrong."""
    async with aclosing(factory(profile, key)) as api:
        grant = await _reached(api, profile, key, factory)
        _usable(grant)
        return Connected(grant, await api.calendars())


async def _reached(api: CalendarApi, profile: Profile, key: SecretStr, factory: ApiFactory) -> Grant:
    try:
        return await api.grant()
    except NotFound as error:
        if not profile.grant:
            raise
        raise NotFound(
            f"The key is right, but knows no grant {clean(profile.grant, limit=320)}.",
            next_step="Copy the grant id from the dashboard, or write the account's e-mail address.",
            request_id=error.request_id,
        ) from error
    except Unauthorized as error:
        region = await _own_region(profile, key, factory)
        if region is None:
            raise
        raise Unauthorized(
            f"The key belongs to the {region.upper()} region.",
            next_step=f"Choose {region.upper()} as the region.",
            request_id=error.request_id,
        ) from error


async def _own_region(profile: Profile, key: SecretStr, factory: ApiFactory) -> Region | None:
    """The other of the service's two regions, if the key is accepted there: both refuse it alike."""
    if profile.region == "custom":
        return None
    other: Region = "eu" if profile.region == "us" else "us"
    try:
        async with aclosing(factory(profile.model_copy(update={"region": other}), key)) as api:
            await api.grant()
    except NotFound:
        return other  # a key is looked at before the grant is
    except CallsheetError:
        return None
    return other


def _usable(grant: Grant) -> None:
    if not grant.valid:
        raise Unauthorized(
            f"The grant of {grant.email or grant.id} must be authenticated again.",
            next_step="Sign in again where you connected this account, then come back.",
        )
    if grant.kind is AccountKind.ZOOM:
        raise CallsheetError(
            "That grant is a Zoom account: it hosts calls but has no calendar.",
            next_step="Give the grant of a calendar account; Zoom is found by itself.",
        )
