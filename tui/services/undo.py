"""Taking back what was done, and doing it again: deeds are kept in the store, and outlive the app.

What is taken back goes the same way as everything else: read fresh, checked, sent once. What another window
or somebody else did meanwhile is never taken back with it unsaid.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from tui.domain.checking import Context
from tui.domain.deeds import Deed, renamed, still_remembered
from tui.domain.drafting import draft_of
from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError, ChangedBehind, NotFound, StoreError
from tui.domain.events import Event, Rsvp
from tui.domain.putting_back import as_before, overtaken
from tui.domain.scoping import kept_call
from tui.services.adopting import current
from tui.services.ports import CalendarApi, Clock
from tui.services.sync import Agenda
from tui.services.turns import Turns
from tui.services.writes import Writes
from tui.store.state import State

if TYPE_CHECKING:
    from tui.services.edit import Saved

_BUSY = "Another callsheet is taking something back."
_ANYWAY = "Once more does it all the same."


class NothingToUndo(CallsheetError):
    """There is no deed to take back, or to do again."""


class SaidFirst(CallsheetError):
    """A deed can be taken back, but there is something to know before: the second time it is done."""


class Does(Protocol):
    """What the way back needs of the edits."""

    async def at_once(self, draft: Draft, *, remember: bool = True) -> Saved:
        """Save what nobody typed. Raises what saving raises."""
        ...

    async def delete(self, event: Event, *, notify: bool = True, remember: bool = True) -> None:
        """Delete an event."""
        ...

    async def rsvp(self, event: Event, answer: Rsvp, comment: str = "", *, remember: bool = True) -> str:
        """Answer an invitation."""
        ...


class Undo:
    """The deeds of one account, newest last, shared by every callsheet that has it open."""

    def __init__(
        self,
        does: Does,
        api: CalendarApi,
        agenda: Agenda,
        state: State,
        writes: Writes,
        turns: Turns,
        clock: Clock,
        context: Callable[[], Context],
    ) -> None:
        self._does = does
        self._api = api
        self._agenda = agenda
        self._state = state
        self._writes = writes
        self._turns = turns
        self._clock = clock
        self._context = context
        self._began = clock.now()
        self._said = ""
        self._known: tuple[int, tuple[Deed, ...]] | None = None

    @property
    def last(self) -> Deed | None:
        """What undoing would take back."""
        return self._newest(undone=False)

    @property
    def last_undone(self) -> Deed | None:
        """What would be done again."""
        return self._newest(undone=True)

    def _newest(self, *, undone: bool) -> Deed | None:
        now = self._clock.now()
        found = (one for one in reversed(self._deeds()) if one.undone is undone)
        return next((one for one in found if still_remembered(one, now)), None)

    def _deeds(self) -> tuple[Deed, ...]:
        """What the store holds, read again only after it was changed; a store in trouble holds nothing."""
        with suppress(StoreError):
            news = self._state.news()
            if self._known is None or self._known[0] != news:
                self._known = news, self._state.deeds()
            return self._known[1]
        return ()

    async def note(self, deed: Deed) -> None:
        """Remember a deed; what was taken back before is over. A store in trouble remembers none."""
        last = self.last
        if last is not None and last.is_like(deed):
            return
        named = replace(deed, id=uuid4().hex, at=self._clock.now(), by=self._turns.holder)
        with suppress(StoreError):
            await self._writes.do(self._state.note_deed, named)
        self._known = None

    async def undo(self) -> tuple[Deed, Event | None]:
        """Take back the last deed: it, and the event as it is then, if there is one.

        Raises NothingToUndo, SaidFirst, or what the way back raises; the deed can be taken back later then.
        """
        taken_back, way = await self._turned(undone=False)
        return taken_back, way.after

    async def redo(self) -> tuple[Deed, Event | None]:
        """Do again what was taken back last: the deed, and the event as it is then. Raises as `undo`."""
        _, way = await self._turned(undone=True)
        return way, way.after

    async def _turned(self, *, undone: bool) -> tuple[Deed, Deed]:
        async with self._turns.of("undo", _BUSY):
            self._known = None
            deed = self._newest(undone=undone)
            if deed is None:
                raise NothingToUndo("There is nothing to take back.")
            try:
                await self._can_be(deed)
                way = await self._back(deed)
            except ChangedBehind as error:
                then = "e opens the event as it is now."
                raise ChangedBehind(
                    error.changed, error.now, means="Nothing was taken back.", next_step=then
                ) from None
            back = replace(
                way, id=uuid4().hex, at=self._clock.now(), by=self._turns.holder, undone=not undone
            )
            await self._writes.do(self._state.turn_deed, deed.id, back)
            self._known = None
            return deed, back

    async def _can_be(self, deed: Deed) -> None:
        """Whether nothing stands in the way of taking it back. Raises NothingToUndo or SaidFirst."""
        told = f"{deed.words} “{deed.title}”"
        if deed.why_not:
            await self._writes.do(self._state.turn_deed, deed.id, None)
            self._known = None
            before = "Once more takes back what was done before it." if self.last else ""
            raise NothingToUndo(f"{_capital(told)} stays: {deed.why_not}", next_step=before)
        if self._said == deed.id:
            return
        if deed.by != self._turns.holder and deed.at > self._began:
            self._say(deed, f"Another window did {told} last.")
        if deed.before is None and deed.after is not None and await self._was_changed(deed.after):
            self._say(deed, f"“{deed.title}” was changed since it was made.")

    def _say(self, deed: Deed, says: str) -> None:
        self._said = deed.id
        raise SaidFirst(says, means="Nothing was taken back.", next_step=_ANYWAY)

    async def _was_changed(self, made: Event) -> bool:
        try:
            now = await self._fresh(made)
        except NotFound:
            return False
        return bool(overtaken(made, made, now, self._context()))

    async def _fresh(self, event: Event) -> Event:
        return await self._api.event(current(event.key, self._agenda.moved))

    async def _back(self, deed: Deed) -> Deed:
        """The way back, itself a deed."""
        before, after, notify = deed.before, deed.after, deed.notify
        if deed.answered is not None and before is not None and after is not None:
            now = after.answer_of(self._context().account.email) or Rsvp.NONE
            await self._does.rsvp(after, deed.answered, remember=False)
            return Deed(after, before, notify, answered=now)
        if before is not None and after is None:
            made = await self._does.at_once(self._anew(deed, before), remember=False)
            await self._rename(before, made.event)
            return Deed(None, made.event, notify)
        if before is None and after is not None:
            event = self._agenda.event(current(after.key, self._agenda.moved)) or after
            await self._does.delete(event, notify=notify, remember=False)
            return Deed(event, None, notify)
        assert before is not None
        assert after is not None
        return await self._put_back(before, after, notify)

    async def _put_back(self, before: Event, after: Event, notify: bool) -> Deed:
        context, now = self._context(), await self._fresh(after)
        if changed := overtaken(before, after, now, context):
            raise ChangedBehind(changed, now)
        draft = as_before(uuid4().hex, before, after, now, context)
        saved = await self._does.at_once(replace(draft, notify=notify), remember=False)
        return Deed(now, saved.event, notify)

    def _anew(self, deed: Deed, event: Event) -> Draft:
        """A deleted event as a new one; its call goes along as far as it can be named.

        Its draft is called after the deed, so that taking it back twice never makes two events.
        """
        context = self._context()
        draft = draft_of(f"back-{deed.id}", event, context.zone)
        return replace(draft, original=None, call=kept_call(event, context), notify=deed.notify)

    async def _rename(self, old: Event, new: Event) -> None:
        """An event that came back has another id: whatever else was done to it is known under that one."""
        self._agenda.moved[old.key] = new.key
        for deed in self._deeds():
            if (told := renamed(deed, old.key, new.key)) is not deed:
                await self._writes.do(self._state.put_deed, told)
        self._known = None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
