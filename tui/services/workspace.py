"""One open account: everything the screens and the command line ask of it, wired together.

Opening is quick and asks nothing of the network; `start` does, and never raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.calendars import AccountKind, Grant
from tui.domain.clockface import clock_of
from tui.domain.errors import CallsheetError, StoreError
from tui.services.feed import Feed
from tui.services.jobs import Jobs
from tui.services.meet import Meet
from tui.services.sync import Agenda
from tui.services.writes import Writes
from tui.store.cache import Cache
from tui.store.state import State

if TYPE_CHECKING:
    from tui.domain.checking import Context
    from tui.domain.drafts import Draft
    from tui.domain.events import EventKey
    from tui.services.attention import Attention
    from tui.services.availability import Availability
    from tui.services.edit import Edits
    from tui.services.finding import Finding
    from tui.services.ports import CalendarApi, Clock, Opener, Pause
    from tui.services.settings import Profile, Settings


class Outside(NamedTuple):
    """The ports a workspace stands on."""

    clock: Clock
    pause: Pause
    opener: Opener


class Workspace:
    """An account with its agenda, edits, jobs and calls."""

    def __init__(
        self,
        profile: Profile,
        api: CalendarApi,
        cache: Cache,
        state: State,
        outside: Outside,
        zone: ZoneInfo,
        settings: Settings,
        *,
        sandbox: bool = False,
        closing: Callable[[], None] | None = None,
    ) -> None:
        self.profile = profile
        self.sandbox = sandbox
        self.zone = zone
        self.settings = settings
        self.clock = outside.clock
        self.api = api
        self._cache = cache
        self._state = state
        self._closing = closing
        known = cache.account()
        self.account = known[0] if known else Grant(profile.grant, AccountKind.UNKNOWN, label_of(profile))
        self.hosts = known[1] if known else ()
        self.trouble: CallsheetError | None = None
        self.notices = (*cache.notices, *state.notices)
        self.changed: Feed[None] = Feed()
        self.needing = 0
        """How much needs a hand, as far as it was looked for."""
        self.agenda = Agenda(api, cache, state, self.clock, zone)
        self._writes = Writes()
        mark = settings.token_key
        self.jobs = Jobs(api, self.agenda, state, self._writes, self.clock, outside.pause, mark)
        self._pause = outside.pause
        self._drafts: tuple[Draft, ...] = ()
        self._waiting: frozenset[EventKey] = frozenset()
        self.meet = Meet(self.agenda, outside.opener, lambda: self.account.email)

    def follow(self, settings: Settings) -> None:
        """Go by these settings from now on, as far as that can change while the account is open."""
        self.settings = settings
        self.__dict__.pop("availability", None)  # it was made with the ones before

    @cached_property
    def edits(self) -> Edits:
        """Drafts, and what becomes of them; loaded when first needed, an agenda is read without."""
        from tui.services.edit import Edits

        return Edits(
            self.api,
            self.agenda,
            self.jobs,
            self._state,
            self._writes,
            self._pause,
            self.clock,
            self.context,
        )

    @property
    def takes_comments(self) -> bool:
        """Whether an answer to an invitation can go with a comment: version 3 has no place for one."""
        return self.profile.api == "v2"

    @cached_property
    def availability(self) -> Availability:
        """When people can meet; loaded when first needed."""
        from tui.services.availability import Availability

        return Availability(self.api, self.agenda, self.clock, self.zone, self.settings, lambda: self.account)

    @cached_property
    def finding(self) -> Finding:
        """Searches; loaded when first needed, too."""
        from tui.services.finding import Finding

        return Finding(self.agenda, self.clock, self.zone)

    @cached_property
    def attention(self) -> Attention:
        """What needs a hand; loaded once the calendar stands."""
        from tui.services.attention import Attention

        return Attention(self.agenda, self.jobs, self.clock, self.zone, lambda: self.account.email)

    async def look_for_needs(self) -> None:
        """Count anew what needs a hand, and tell of it where the count changed."""
        count = len(await self.attention.look())
        if count != self.needing:
            self.needing = count
            self.changed.publish(None)

    @property
    def edits_so_far(self) -> Edits | None:
        """The edits if something was edited in this run."""
        found: Edits | None = self.__dict__.get("edits")
        return found

    @property
    def can_take_back(self) -> bool:
        """Whether there is something to take back, as far as can be told without loading the edits."""
        edits = self.edits_so_far
        if edits is None:
            return self._state.has_deeds or self._state.has_waiting
        return (edits.undo.last or edits.grace.last or edits.asked_last) is not None

    @property
    def can_do_again(self) -> bool:
        """Whether something was taken back, as far as can be told so."""
        edits = self.edits_so_far
        return self._state.has_deeds if edits is None else edits.undo.last_undone is not None

    def hints_gone(self) -> frozenset[str]:
        """The hints that were put away or are not needed any more. Raises StoreError."""
        return self._state.hints_gone()

    def put_hint_away(self, name: str) -> None:
        """Never show this hint again, now and at every later start."""
        self._writes.later(self._state.put_hint_away, name)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts that are kept; those known last, while the store cannot be read."""
        with suppress(StoreError):
            self._drafts = self._state.drafts()
        return self._drafts

    def show_what_waits(self) -> None:
        """Show what waits for a connection on its days, or no longer. A store in trouble changes nothing."""
        with suppress(StoreError):
            self._show_what_waits()

    def _show_what_waits(self) -> None:
        if self.to_send or self.agenda.sending.standing:
            self.edits.outbox.show()

    @property
    def to_send(self) -> int:
        """How much goes out as soon as there is a connection, as far as the store can be read."""
        with suppress(StoreError):
            self._waiting = frozenset(one.event.key for one in self._state.waiting())
        queued = [draft for draft in self.drafts() if draft.queued]
        if not queued:
            return len(self._waiting)
        from tui.domain.foreseen import key_of

        return len(self._waiting.union(map(key_of, queued)))

    @property
    def not_sent(self) -> int:
        """How many drafts did not go through, and wait for their owner."""
        edits = self.edits_so_far
        declined = {draft.id for draft in self.drafts() if draft.refusal is not None}
        return len(declined | (edits.refused.keys() if edits is not None else set()))

    def context(self) -> Context:
        """What drafts are checked against, now."""
        from tui.domain.checking import Context

        calendars = self.agenda.calendars()
        now, switches, generation = self.clock.now(), self.settings.switches, self.profile.api
        usual = self.profile.call.draft()
        mark = self.settings.token_key
        clock = clock_of(self.settings.clock)
        known = self.account, calendars, self.hosts, self.zone
        return Context(*known, now, switches, generation, usual, mark, clock)

    async def start(self) -> None:
        """Read the account, who can host calls, and the calendars; what fails is kept in `trouble`."""
        try:
            self.account = await self.api.grant()
            await self.agenda.load_calendars()
            self.hosts = await self._found_hosts()
            await asyncio.to_thread(self._cache.put_account, self.account, self.hosts)
            self.trouble = None
        except CallsheetError as error:
            self.trouble = error
        self.changed.publish(None)

    async def _found_hosts(self) -> tuple[Grant, ...]:
        """Accounts that can host calls; those known stay known while nobody can say, or may."""
        try:
            return await self.api.grants()
        except CallsheetError as error:
            if self.hosts and error.can_retry:
                return self.hosts
            named = tuple(Grant(host, AccountKind.ZOOM) for host in self.profile.conf_hosts)
            return (self.account, *named)

    async def aclose(self) -> None:
        """Give everything back, whatever of it is in trouble; what is still to be written goes first."""
        async with AsyncExitStack() as closing:
            if self._closing is not None:
                closing.callback(self._closing)
            closing.callback(self._state.close)
            closing.callback(self._cache.close)
            closing.push_async_callback(self.api.aclose)
            closing.push_async_callback(self.agenda.aclose)
            closing.push_async_callback(self._writes.aclose)


def label_of(profile: Profile) -> str:
    """What to call the account before it is known."""
    return profile.label or (profile.grant if "@" in profile.grant else "")
