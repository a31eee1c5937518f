"""The sandbox as an ASGI application: one world, and the ways into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from tui.sandbox import world_bare
from tui.sandbox.accounts import Accounts
from tui.sandbox.conferences import Conferences
from tui.sandbox.control import ControlRoutes
from tui.sandbox.events import Events
from tui.sandbox.exchange import broken, declined
from tui.sandbox.faults import Faults
from tui.sandbox.gate import Gate
from tui.sandbox.gate_v2 import GateV2
from tui.sandbox.mail import Outbox
from tui.sandbox.routes_v2 import RoutesV2
from tui.sandbox.routes_v3 import RoutesV3
from tui.sandbox.settings import Clock, SandboxSettings, clock_from
from tui.sandbox.store import Store
from tui.sandbox.v2_accounts import accounts_of
from tui.sandbox.v2_events import EventsV2
from tui.sandbox.v2_jobs import Jobs
from tui.sandbox.world import build_world


@dataclass(frozen=True, slots=True)
class GrantLine:
    """What a client needs to know to use a grant."""

    id: str
    provider: str
    email: str


class Sandbox:
    """An open sandbox: its ASGI `app`, its key and grants for version 3, its accounts for version 2."""

    def __init__(self, settings: SandboxSettings, clock: Clock | None = None) -> None:
        self._clock = clock or clock_from(settings.now)
        self._store = Store(settings.store, settings.fresh)
        if self._store.is_new:
            self._fill(settings)
        self.api_key = settings.api_key or self._store.fact("api_key")
        self.grants = tuple(
            GrantLine(g["id"], g["provider"], g.get("email", "")) for g in self._store.grants()
        )
        self.accounts = accounts_of(self._store, self.api_key)
        self.app = self._application(settings)

    def _application(self, settings: SandboxSettings) -> Starlette:
        store, clock, faults = self._store, self._clock, Faults()
        accounts = Accounts(store)
        conferences = Conferences(store, clock, settings.links, settings.seed)
        outbox = Outbox(store)
        events = Events(store, accounts, conferences, outbox, clock, settings.cross_provider)
        gate = Gate(store, faults, self.api_key)
        jobs = Jobs(store, conferences, clock)
        older = EventsV2(store, events, conferences, jobs, clock)
        routes = [
            *RoutesV2(store, accounts, older, jobs).routes(GateV2(store, faults, self.accounts)),
            *RoutesV3(store, accounts, events, clock, settings).routes(gate),
            *ControlRoutes(store, conferences, faults).routes(gate),
        ]
        handlers = {HTTPException: declined, Exception: broken}
        app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
        app.router.redirect_slashes = False
        return app

    @classmethod
    def open(cls, settings: SandboxSettings, clock: Clock | None = None) -> Sandbox:
        """Open a store, filling a new one with the seeded world."""
        return cls(settings, clock)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _fill(self, settings: SandboxSettings) -> None:
        now = datetime.fromtimestamp(self._clock(), UTC)
        world = build_world(now, settings.zone, settings.seed, settings.events, with_traps=settings.traps)
        grants = (*world.grants, *world_bare.grants(settings.seed, int(now.timestamp()), settings.also))
        calendars = (*world.calendars, *world_bare.calendars(settings.seed, settings.also))
        invited = world_bare.invitations(settings.seed, now, settings.zone, settings.also)
        self._store.fill(grants, calendars, chain(world.events, invited))
