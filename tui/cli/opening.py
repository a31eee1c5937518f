"""Opens accounts: the embedded one, the configured one, or the one the environment describes.

Here, and only here, services meet the client and the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.ground import Ground
from tui.cli.places import account_name
from tui.domain.errors import SettingsError, Unauthorized
from tui.domain.text import clean

if TYPE_CHECKING:
    from tui.cli.worlds import SharedWorld
    from tui.nylas.reading import Reading
    from tui.sandbox.server import Sandbox
    from tui.sandbox.settings import SandboxSettings
    from tui.services.ports import ApiFactory, CalendarApi
    from tui.services.settings import Profile, SecretStr, Settings
    from tui.services.workspace import Outside, Workspace

SANDBOX = "sandbox"
"""The name of the embedded account, and of its folders."""
SANDBOX_ACCOUNTS = (
    SANDBOX,
    *(f"{SANDBOX}-{kind}" for kind in ("microsoft", "icloud", "virtual-calendar", "v2-gmail", "v2-exchange")),
)
"""Its accounts, the one it opens with first: calendars by their provider, and two of the older generation."""
_SILENCE = 1.5
"""Seconds a keyring may take before the wait is explained."""
_LOOPBACK = "http://127.0.0.1"
_WAYS = "Run callsheet connect, or set NYLAS_API_KEY and NYLAS_GRANT_ID, or add --sandbox."


class SandboxWish(NamedTuple):
    """How the embedded account is to be opened."""

    fresh: bool = False
    """Begin anew; what was done in it is forgotten."""
    seed: int = 1
    kept: bool = True
    """Whether it lives in a file between runs."""
    odd: bool = False
    """Whether there are titles in it that attack whoever shows them; who looks around needs none."""


def open_sandbox(ground: Ground, wish: SandboxWish | None = None) -> Workspace:
    """The embedded account; where its file cannot be used it lives in memory, and says so."""
    from tui.cli.worlds import SharedWorld
    from tui.sandbox.settings import SandboxSettings

    wish = wish or SandboxWish()
    settings, outside = ground.settings(), ground.outside()
    if wish.fresh:
        _forget_sandbox(ground)
    store = ground.places.sandbox if wish.kept else None
    setup = SandboxSettings(
        store=store,
        fresh=wish.fresh,
        zone=ground.zone(settings).key,
        seed=wish.seed,
        traps=wish.odd,
        cross_provider=settings.cross_provider,
        icloud_months=settings.icloud_months,
        last_day_included=settings.last_day_included,
    )
    sandbox, notices = _served(setup, lambda: outside.clock.now().timestamp())
    ground.world = SharedWorld(sandbox, outside, kept=wish.kept)
    workspace = open_sandbox_account(ground, ground.world, SANDBOX)
    workspace.notices = (*notices, *workspace.notices)
    return workspace


def open_sandbox_account(ground: Ground, world: SharedWorld, name: str) -> Workspace:
    """One of the accounts of an open sandbox, by the name `known_accounts` gives it."""
    from tui.nylas.connect import embedded, open_api
    from tui.services.settings import Profile, SecretStr

    settings, outside, sandbox = ground.settings(), world.outside, world.sandbox
    kind = name.removeprefix(SANDBOX).removeprefix("-")
    if kind.startswith("v2-"):
        older = next(one for one in sandbox.accounts if one.kind == kind.removeprefix("v2-"))
        label, key = str(older.grant.get("email", "")), SecretStr(older.token)
        profile = Profile(name=name, api="v2", region="custom", api_uri=_LOOPBACK, label=label)
    else:
        line = next(line for line in sandbox.grants if line.provider == (kind or "google"))
        profile = Profile(name=name, region="custom", api_uri=_LOOPBACK, grant=line.id, label=line.email)
        key = SecretStr(sandbox.api_key)
    if name in settings.profiles:
        profile = profile.model_copy(update={"call": settings.profiles[name].call})
    api = open_api(
        profile,
        key,
        transport=embedded(sandbox.app),
        clock=outside.clock,
        pause=outside.pause,
        reading=_reading(settings),
    )
    account = name if world.kept else None
    return _workspace(ground, profile, api, account, outside, settings, sandbox=True, closing=world.taken())


def _forget_sandbox(ground: Ground) -> None:
    for name in SANDBOX_ACCOUNTS:
        for path in (ground.places.state_of(name), ground.places.cache_of(name)):
            path.unlink(missing_ok=True)
    if ground.glance is not None:
        ground.glance.forget()


def _served(setup: SandboxSettings, clock: Callable[[], float]) -> tuple[Sandbox, tuple[str, ...]]:
    import sqlite3

    from tui.sandbox.server import Sandbox

    try:
        return Sandbox.open(setup, clock), ()
    except (OSError, sqlite3.Error):
        notice = f"{setup.store} cannot be used: the sandbox is forgotten after this run."
        return Sandbox.open(replace(setup, store=None), clock), (notice,)


def open_account(ground: Ground, profile: Profile, key: SecretStr, *, at_once: bool = True) -> Workspace:
    """An account of the real service. Nothing is sent yet. Raises CallsheetError kinds.

    Unless `at_once`, the service is opened by the first request, which then raises what is wrong with it.
    """
    from tui.cli.later import OpenedLater

    settings, outside = ground.settings(), ground.outside()

    def opening() -> CalendarApi:
        return api_factory(outside, settings)(profile, key)

    api: CalendarApi = opening() if at_once else OpenedLater(opening)
    account = account_name(profile.name, profile.api, profile.region, profile.api_uri, profile.grant)
    return _workspace(ground, profile, api, account, outside, settings)


def api_factory(outside: Outside, settings: Settings) -> ApiFactory:
    """Opens the client for a profile, reading the API's documents as the settings say."""
    from tui.nylas.connect import open_api

    reading, clock, pause = _reading(settings), outside.clock, outside.pause
    return lambda profile, key: open_api(profile, key, clock=clock, pause=pause, reading=reading)


def _reading(settings: Settings) -> Reading:
    from tui.nylas.reading import Reading

    return Reading(
        settings.last_day_included, settings.icloud_months, tentative_as_busy=settings.tentative_as_busy
    )


def _workspace(
    ground: Ground,
    profile: Profile,
    api: CalendarApi,
    account: str | None,
    outside: Outside,
    settings: Settings,
    *,
    sandbox: bool = False,
    closing: Callable[[], None] | None = None,
) -> Workspace:
    from tui.services.workspace import Workspace
    from tui.store.cache import Cache
    from tui.store.state import State

    return Workspace(
        profile,
        api,
        Cache.open(ground.places.cache_of(account) if account else None),
        State.open(ground.places.state_of(account) if account else None),
        outside,
        ground.zone(settings),
        settings,
        sandbox=sandbox,
        closing=closing,
    )


def chosen_profile(ground: Ground, settings: Settings) -> Profile | None:
    """The account to open: the environment's, else the configured one with what the environment overrides.

    Raises SettingsError when the profile named on the command line does not exist.
    """
    if not ground.profile and (described := _described(ground.environ)) is not None:
        return described
    name = ground.profile or settings.profile
    profile = settings.profiles.get(name)
    if profile is None and ground.profile:
        known = ", ".join(settings.profiles) or "none yet"
        says = f"There is no profile “{clean(name, limit=60)}”."
        raise SettingsError(says, next_step=f"Profiles in config.toml: {clean(known, limit=300)}.")
    return _overridden(profile, ground) if profile else None


def _described(environ: Mapping[str, str]) -> Profile | None:
    """The profile the environment describes; nothing is loaded to see that it describes none."""
    if not any(environ.get(name) for name in ("NYLAS_GRANT_ID", "NYLAS_ACCESS_TOKEN")):
        return None
    from tui.services.settings import from_environment

    return from_environment(environ)


def _overridden(profile: Profile, ground: Ground) -> Profile:
    changes: dict[str, str] = {}
    if grant := ground.environ.get("NYLAS_GRANT_ID", "").strip():
        changes["grant"] = grant
    if uri := ground.environ.get("NYLAS_API_URI", "").strip():
        changes |= {"api_uri": uri, "region": "custom"}
    return profile.model_copy(update=changes) if changes else profile


def find_key(ground: Ground, profile: Profile) -> SecretStr | None:
    """The key of a profile: environment, file, keyring. Raises SecretsError.

    A keyring may ask its owner first, somewhere else on the screen: a wait is explained.
    """
    from tui.services import secrets

    explained = Timer(_SILENCE, _explain)
    explained.daemon = True
    explained.start()
    try:
        return secrets.find_key(profile.name, profile.api, ground.environ, ground.places.keys)
    finally:
        explained.cancel()


def _explain() -> None:
    from tui.cli.telling import remark

    remark("callsheet: waiting for the keyring to be unlocked...")


def _no_account(ground: Ground) -> Unauthorized:
    if ground.environ.get("CALLSHEET_API", "").strip() == "v2":
        return Unauthorized(
            "API v2 is asked for, but there is no token.", next_step="Set NYLAS_ACCESS_TOKEN."
        )
    given = [name for name in ("NYLAS_API_KEY", "NYLAS_GRANT_ID") if ground.environ.get(name, "").strip()]
    if len(given) == 1:
        missing = "NYLAS_GRANT_ID" if given == ["NYLAS_API_KEY"] else "NYLAS_API_KEY"
        return Unauthorized(f"{given[0]} is set, but {missing} is not.", next_step=f"Set {missing}, too.")
    return Unauthorized("No account is connected.", next_step=_WAYS)


def open_chosen(ground: Ground, *, at_once: bool = True) -> Workspace:
    """The account commands work on. Raises SettingsError, SecretsError or Unauthorized when there is none."""
    profile = chosen_profile(ground, ground.settings())
    if profile is None:
        raise _no_account(ground)
    key = find_key(ground, profile)
    if key is None:
        raise Unauthorized(f"There is no API key for “{clean(profile.name, limit=60)}”.", next_step=_WAYS)
    return open_account(ground, profile, key, at_once=at_once)
