"""Opens the service for a profile: the address, the key, one client.

A key is never sent in the clear: plain http is for this machine only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tui.domain.errors import SettingsError, Unauthorized
from tui.domain.secret import SecretStr
from tui.domain.text import clean
from tui.nylas.calls import Calls
from tui.nylas.http import httpx
from tui.nylas.reading import Reading
from tui.nylas.transport import Transport
from tui.nylas.v3 import NylasV3
from tui.services.ports import CalendarApi, Clock, Pause

if TYPE_CHECKING:
    from tui.services.settings import Profile

AsgiApp: TypeAlias = Callable[..., Awaitable[Any]]
"""A service as ASGI frameworks make them."""
REGIONS: Final = {"us": "https://api.us.nylas.com", "eu": "https://api.eu.nylas.com"}
OLDER_REGIONS: Final = {"us": "https://api.nylas.com", "eu": "https://ireland.api.nylas.com"}
"""Where the older generation lives."""


def open_api(
    profile: Profile,
    key: SecretStr,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    clock: Clock,
    pause: Pause,
    reading: Reading | None = None,
) -> CalendarApi:
    """The service behind `profile`, in its generation. Nothing is sent yet.

    Raises SettingsError or Unauthorized.
    """
    older = profile.api == "v2"
    base = checked_uri(profile.api_uri or region_uri(profile.region, older=older))
    line = Transport(base, checked_key(key), transport=transport, trust_env=not is_loopback(base))
    calls = Calls(line, clock, pause)
    # The older generation's documents agree on all that a reading chooses.
    if older:
        from tui.nylas.v2 import NylasV2

        return NylasV2(calls)
    return NylasV3(calls, profile.grant, reading)


def embedded(app: AsgiApp) -> httpx.AsyncBaseTransport:
    """A way to a service inside this process, without a port; a failure in it is an answer, not a crash."""
    return httpx.ASGITransport(app=app, raise_app_exceptions=False)


def region_uri(region: str, *, older: bool = False) -> str:
    """The base address of `us` or `eu`. Raises SettingsError for another word."""
    regions = OLDER_REGIONS if older else REGIONS
    try:
        return regions[region]
    except KeyError:
        known = " or ".join(regions)
        raise SettingsError(f"“{clean(region, limit=40)}” is no region.", next_step=f"Use {known}.") from None


def checked_uri(uri: str) -> str:
    """`uri` without a trailing slash or `/v3`.

    Raises SettingsError unless it is https, or http to this machine.
    """
    try:
        parsed = httpx.URL(uri.strip())
    except (httpx.InvalidURL, UnicodeError):
        raise _no_address(uri) from None
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo or parsed.query:
        raise _no_address(uri)
    if parsed.scheme == "http" and not is_loopback(uri):
        raise SettingsError(
            f"The key would travel unprotected to {clean(parsed.host, limit=200)}.",
            next_step="Use an https address; plain http is for a sandbox on this machine.",
        )
    return str(parsed.copy_with(fragment=None)).rstrip("/").removesuffix("/v3")


def _no_address(uri: str) -> SettingsError:
    return SettingsError(
        f"“{clean(uri, limit=200)}” is not an address of the service.",
        next_step=f"It looks like {REGIONS['us']}.",
    )


def is_loopback(uri: str) -> bool:
    """Whether the address is this machine itself."""
    host = httpx.URL(uri.strip()).host
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def checked_key(key: SecretStr) -> SecretStr:
    """The key as it can be sent. Raises Unauthorized, without quoting it, when it cannot be one."""
    text = key.get_secret_value().strip().strip("\"'").removeprefix("Bearer ").strip()
    if not text:
        raise Unauthorized("There is no API key.", next_step="Enter the key of your application.")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise Unauthorized(
            "The API key holds characters no key has.",
            next_step="Copy it again, in one piece, without line breaks.",
        )
    return SecretStr(text)
