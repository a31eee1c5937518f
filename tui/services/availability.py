"""When people can meet, asked of the service and of what is stored; partial answers are answers.

Nothing here raises for want of somebody's diary: what cannot be read is said, and never taken for free.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tui.domain.answering import unanswered
from tui.domain.busy import Busy, joined, within, without
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.clockface import clock_of
from tui.domain.conflicts import Conflict, conflicts, is_firm, takes_time
from tui.domain.errors import ApiError, StoreError
from tui.domain.events import Event, EventKey, Participant
from tui.domain.free_days import free_days, free_text, window_of
from tui.domain.free_time import MOST_PEOPLE, MOST_SLOTS, Attendee, Slot, Standing, Wish, slot_at
from tui.domain.when import Window, bounds
from tui.domain.whereabouts import Whereabouts, whereabouts
from tui.domain.working_hours import WorkingHours, parse_days, parse_hours
from tui.services.ports import CalendarApi, Clock
from tui.services.settings import Settings
from tui.services.sync import Agenda

_HITS = 30
"""Events looked through for somebody's name and zone."""
_LONGEST_CLASH = timedelta(days=14)
_FRESH = timedelta(minutes=5)
_EVER = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
"""Whatever was read at all was read after this."""
_TENTATIVE_MATTERS = frozenset({AccountKind.MICROSOFT, AccountKind.EWS})
_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Diaries:
    """Everybody's time, in the order they were asked for. `trouble` says in words what was not answered."""

    busy: tuple[Busy, ...]
    trouble: str = ""
    can_retry: bool = False


class Availability:
    """The user's own time, and other people's."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        clock: Clock,
        zone: ZoneInfo,
        settings: Settings,
        account: Callable[[], Grant],
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._clock = clock
        self._zone = zone
        self._settings = settings
        self._account = account
        self._zones: dict[str, ZoneInfo] = {}
        self._people: dict[str, Whereabouts] = {}
        agenda.changed.subscribe(lambda _: self._forget_people())

    # Oneself

    @property
    def own_email(self) -> str:
        """The user's own address; empty while the account is not known."""
        return self._account().email

    @property
    def hours(self) -> WorkingHours:
        """When the user works, by the settings."""
        start, end = parse_hours(self._settings.working_hours)
        return WorkingHours(self._zone, start, end, parse_days(self._settings.working_days))

    def own_calendars(self) -> tuple[Calendar, ...]:
        """The shown calendars whose events are the user's own: nobody attends a list of holidays."""
        return tuple(one for one in self._agenda.visible() if one.owned and not one.read_only)

    def _own_events(self, window: Window) -> tuple[Event, ...]:
        return self._agenda.view(window, [one.id for one in self.own_calendars()]).events

    def own_busy(self, window: Window, *, leaving_out: EventKey | None = None) -> Busy:
        """When the user is taken, from what is stored; what they only half accepted apart."""
        email = self._account().email
        taken = [one for one in self._own_events(window) if takes_time(one, email) and one.key != leaving_out]
        firm = within((bounds(one.when, self._zone) for one in taken if is_firm(one, email)), window)
        maybe = within((bounds(one.when, self._zone) for one in taken if not is_firm(one, email)), window)
        return Busy(email, firm, without(maybe, firm))

    async def own_text(
        self, days: int, other: ZoneInfo | None = None, *, tentative_as_busy: bool = True
    ) -> str:
        """When the user is free on the next working days, as lines; empty where that was never read."""
        window = window_of(self.hours, self.now(), days)
        await self._agenda.prefetch(window, self._clock.now() - _FRESH)
        if not self.knows(window):
            return ""
        free = free_days(
            self.hours, self.own_busy(window), self.now(), days, tentative_as_busy=tentative_as_busy
        )
        return free_text(free, self._zone, other, clock_of(self._settings.clock))

    def knows(self, window: Window) -> bool:
        """Whether all of the user's calendars that are shown were read for this window."""
        own = [one.id for one in self.own_calendars()]
        return bool(self._agenda.calendars()) and (
            not own or self._agenda.view(window, own).as_of is not None
        )

    def in_the_way_of(self, event: Event) -> Conflict | None:
        """What the user accepted at the time of one event; nothing for one that lasts for weeks."""
        start, end = bounds(event.when, self._zone)
        if not timedelta() < end - start <= _LONGEST_CLASH:
            return None
        return self.conflicts(Window(start, end)).get(event.key)

    def conflicts(self, window: Window) -> dict[EventKey, Conflict]:
        """The user's events that stand in each other's way, from what is stored."""
        return dict(conflicts(self._own_events(window), self._account().email, self._zone))

    def unanswered(self) -> tuple[Event, ...]:
        """Invitations of the next thirty days that wait for an answer, from what is stored."""
        now = self._clock.now().astimezone(self._zone)
        window = Window(now - timedelta(days=1), now + _AHEAD)
        return unanswered(self._agenda.view(window).events, self._account().email, now)

    # Others

    def _forget_people(self) -> None:
        self._people.clear()

    def person(self, email: str) -> Whereabouts:
        """What the events nearest to now tell of somebody."""
        name = email.casefold()
        if name not in self._people:
            try:
                found = whereabouts(self._agenda.search(email, _HITS), self._zone)
            except StoreError:  # asked again when there is something to be read
                return Whereabouts(email)
            self._people[name] = found.get(name, Whereabouts(email))
        return self._people[name]

    def attendee(self, email: str, busy: Busy | None = None, name: str = "") -> Attendee:
        """Somebody with what is known of them: their name, their clock, and their time if it was read."""
        seen = self.person(email)
        zone = self.zone_of(email) or seen.zone or self._zone
        hours = (
            self.hours if email.casefold() == self.own_email.casefold() else replace(self.hours, zone=zone)
        )
        return Attendee(busy or Busy(email, trouble="not read yet"), hours, name or seen.name)

    async def attendees(
        self, guests: Sequence[Participant], window: Window, *, leaving_out: EventKey | None = None
    ) -> tuple[Attendee, ...]:
        """The user and these guests with their time, as far as it can be read."""
        names = {one.email: one.name for one in guests if one.email.casefold() != self.own_email.casefold()}
        emails = [*((self.own_email,) if self.own_email else ()), *names]
        diaries = await self.diaries(emails, window, leaving_out=leaving_out, fresh=False)
        return tuple(self.attendee(one.email, one, names.get(one.email, "")) for one in diaries.busy)

    def zone_of(self, email: str) -> ZoneInfo | None:
        """Where the user said somebody lives, this run."""
        return self._zones.get(email.casefold())

    def lives_in(self, email: str, zone: ZoneInfo) -> None:
        """Remember where somebody lives, for this run."""
        self._zones[email.casefold()] = zone

    async def diaries(
        self,
        emails: Sequence[str],
        window: Window,
        *,
        leaving_out: EventKey | None = None,
        fresh: bool = True,
    ) -> Diaries:
        """When these people are taken; one's own time comes from what is stored, read anew where it is old.

        Without `fresh` it is read only where it never was. `leaving_out` is the event that is being moved: it
        is in nobody's way. Never raises an ApiError.
        """
        asked = list(dict.fromkeys(emails))[:MOST_PEOPLE]
        own = self._account().email.casefold()
        others = [one for one in asked if one.casefold() != own]
        since = self._clock.now() - _FRESH if fresh else _EVER
        reading = self._agenda.prefetch(window, since) if len(others) < len(asked) else asyncio.sleep(0)
        (found, trouble, can_retry), _ = await asyncio.gather(self._others(others, window), reading)
        if len(others) < len(asked) and not (can_retry or self.knows(window)):
            await self._agenda.prefetch(window, since)  # the first was overtaken by another reading
        mine = self._mine(window, leaving_out)
        busy = {one.email.casefold(): self._spared(one, window, leaving_out) for one in found}
        return Diaries(
            tuple(mine if one.casefold() == own else busy[one.casefold()] for one in asked),
            trouble,
            can_retry,
        )

    def _mine(self, window: Window, leaving_out: EventKey | None) -> Busy:
        if not self.knows(window):
            return Busy(self._account().email, trouble="your own calendars were not read for these days")
        return self.own_busy(window, leaving_out=leaving_out)

    async def _others(self, emails: Sequence[str], window: Window) -> tuple[tuple[Busy, ...], str, bool]:
        if not emails:
            return (), "", False
        try:
            found = await self._api.free_busy(emails, window)
            if self._account().kind in _TENTATIVE_MATTERS:
                found = _told_apart(found, await self._api.free_busy(emails, window, tentative=False))
        except ApiError as error:
            return tuple(Busy(one, trouble=error.what) for one in emails), error.what, error.can_retry
        unread = sum(not one.known for one in found)
        return found, f"{unread} of {len(found)} cannot be read." if unread else "", False

    def _spared(self, one: Busy, window: Window, key: EventKey | None) -> Busy:
        """A guest's time without the event that is being moved, which they were seen to have accepted."""
        event = self._agenda.event(key) if key is not None else None
        if event is None or event.answer_of(one.email) is None:
            return one
        gone = [bounds(event.when, self._zone)]
        return replace(one, spans=without(one.spans, gone), maybe=without(one.maybe, gone))

    async def by_service(self, attendees: Sequence[Attendee], wish: Wish) -> tuple[Slot, ...]:
        """The next slots the service itself works out, in which it calls everybody free. Raises ApiError."""
        now, starts = self._clock.now(), await self._api.availability(attendees, wish)
        coming = [start for start in starts if start >= now][:MOST_SLOTS]
        return tuple(_believed(slot_at(attendees, start, wish)) for start in coming)

    def now(self) -> datetime:
        """The present, in the viewer's zone."""
        return self._clock.now().astimezone(self._zone)


def _told_apart(all_of_it: Sequence[Busy], firm: Sequence[Busy]) -> tuple[Busy, ...]:
    """What is only half accepted is what goes missing when it is not asked for."""
    sure = {one.email.casefold(): one for one in firm if one.known}
    return tuple(
        replace(
            one, spans=sure[name].spans, maybe=without(joined((*one.spans, *one.maybe)), sure[name].spans)
        )
        if one.known and (name := one.email.casefold()) in sure
        else one
        for one in all_of_it
    )


def _believed(slot: Slot) -> Slot:
    """The slot with everybody free whose diary could not be read: the service has seen it."""
    seen = (Standing.FREE if one is Standing.UNKNOWN else one for one in slot.standings)
    return replace(slot, standings=tuple(seen))
