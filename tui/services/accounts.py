"""Connecting an account: does this key, in this region, reach this grant?"""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.errors import CallsheetError, NotFound, Unauthorized
from tui.services.ports import ApiFactory
from tui.services.settings import Profile, SecretStr


@dataclass(frozen=True, slots=True)
class Connected:
    """What was found behind a key."""

    grant: Grant
    calendars: tuple[Calendar, ...]


async def connect(profile: Profile, key: SecretStr, factory: ApiFactory) -> Connected:
    """Ask the API. Raises CallsheetError kinds that say which of key, region and grant is wrong."""
    api = factory(profile, key)
    try:
        grant = await api.grant()
        _usable(grant)
        return Connected(grant, await api.calendars())
    except NotFound as error:
        raise NotFound(
            f"The key is right, but knows no grant {profile.grant}.",
            next_step="Copy the grant id from the dashboard, or write the account's e-mail address.",
            request_id=error.request_id,
        ) from error
    finally:
        await api.aclose()


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
