"""The accounts of this machine to switch among: the configured profiles, or those of the open sandbox.

An account's key is looked for only when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.opening import SANDBOX, SANDBOX_ACCOUNTS, find_key, open_account, open_sandbox_account
from tui.cli.places import account_name
from tui.domain.errors import Unauthorized
from tui.domain.text import clean

if TYPE_CHECKING:
    from tui.cli.ground import Ground
    from tui.domain.when import Window
    from tui.services.accounts import Known, Stored
    from tui.services.ports import CalendarApi
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


def stored_days(ground: Ground, open_now: Workspace, window: Window) -> tuple[Stored, ...]:
    """What each account has stored for the window, the hidden calendars left out; nobody is asked."""
    from tui.services.accounts import Stored

    found = []
    for known in known_accounts(ground, open_now):
        if known.name == open_now.profile.name:
            view = open_now.agenda.view(window)
            found.append(Stored(known, open_now.account.email, view.events, view.as_of))
        else:
            found.append(_stored(ground, open_now, known, window))
    return tuple(found)


def _stored(ground: Ground, open_now: Workspace, known: Known, window: Window) -> Stored:
    from tui.cli.later import OpenedLater
    from tui.services.accounts import Stored
    from tui.services.sync import Agenda
    from tui.store.cache import Cache
    from tui.store.state import State

    folder = _folder(ground, open_now, known.name)
    if not folder or not ground.places.cache_of(folder).exists():
        return Stored(known, "", (), None)
    cache, state = Cache.open(ground.places.cache_of(folder)), State.open(ground.places.state_of(folder))
    try:
        account = cache.account()
        agenda = Agenda(OpenedLater(_nobody), cache, state, open_now.clock, open_now.zone)
        view = agenda.view(window)
        return Stored(known, account[0].email if account else "", view.events, view.as_of)
    finally:
        state.close()
        cache.close()


def _nobody() -> CalendarApi:
    raise Unauthorized("This account is only looked at.")


def _folder(ground: Ground, open_now: Workspace, name: str) -> str:
    """Where an account is stored; empty where it is not."""
    if open_now.sandbox:
        return name if ground.world is not None and ground.world.kept else ""
    profile = _profile(ground, name)
    if profile is None:
        return ""
    return account_name(profile.name, profile.api, profile.region, profile.api_uri, profile.grant)


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
