"""The accounts of this machine to switch among: the configured profiles, or those of the open sandbox.

An account's key is looked for only when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.opening import SANDBOX, SANDBOX_ACCOUNTS, find_key, open_account, open_sandbox_account
from tui.domain.errors import Unauthorized
from tui.domain.text import clean

if TYPE_CHECKING:
    from tui.cli.ground import Ground
    from tui.services.accounts import Known
    from tui.services.settings import Profile
    from tui.services.workspace import Workspace

_NAMES = {"google": "Google", "microsoft": "Microsoft", "icloud": "iCloud", "virtual-calendar": "Virtual"}
"""Calendars of the sandbox by provider; Zoom hosts calls but has no calendar."""


def known_accounts(ground: Ground, open_now: Workspace) -> tuple[Known, ...]:
    """What can be switched to, the open one among them. Raises SettingsError."""
    if open_now.sandbox:
        return _of_sandbox(ground)
    from tui.services.settings import from_environment

    described = from_environment(ground.environ)
    profiles = list(ground.settings().profiles.values())
    return tuple(_known(profile) for profile in (*([described] if described else ()), *profiles))


def _known(profile: Profile) -> Known:
    from tui.services.accounts import Known

    label = profile.label or profile.grant or profile.name
    place = profile.api_uri if profile.region == "custom" else profile.region.upper()
    return Known(profile.name, clean(label, limit=200), profile.api, clean(place, limit=200))


def _of_sandbox(ground: Ground) -> tuple[Known, ...]:
    from tui.services.accounts import Known

    if ground.world is None:
        return ()
    sandbox = ground.world.sandbox
    grants = [line for line in sandbox.grants if line.provider in _NAMES]
    newer = [
        Known(_sandbox_name(line.provider), line.email, "v3", f"sandbox, {_NAMES[line.provider]}")
        for line in grants
    ]
    older = [
        Known(f"{SANDBOX}-v2-{one.kind}", str(one.grant.get("email", "")), "v2", f"sandbox, {one.kind}")
        for one in sandbox.accounts
        if f"{SANDBOX}-v2-{one.kind}" in SANDBOX_ACCOUNTS
    ]
    return (*newer, *older)


def _sandbox_name(provider: str) -> str:
    """The name of a sandbox account: that of the demo itself is the sandbox's own."""
    return SANDBOX if provider == "google" else f"{SANDBOX}-{provider}"


def open_known(ground: Ground, name: str) -> Workspace:
    """Open one by its name. Raises SettingsError, SecretsError or Unauthorized."""
    if ground.world is not None and not ground.world.closed:
        return open_sandbox_account(ground, ground.world, name)
    profile = _profile(ground, name)
    key = find_key(ground, profile) if profile is not None else None
    if profile is None or key is None:
        says = f"There is no API key for “{clean(name, limit=60)}”."
        raise Unauthorized(says, next_step="callsheet connect keeps one; or open it with its key set.")
    return open_account(ground, profile, key)


def _profile(ground: Ground, name: str) -> Profile | None:
    from tui.services.settings import from_environment

    described = from_environment(ground.environ)
    if described is not None and described.name == name:
        return described
    return ground.settings().profiles.get(name)
