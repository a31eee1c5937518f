"""Taking back what was done, and doing it again: each deed is remembered as the event before and after it.

What is taken back goes the same way as everything else: read fresh, checked, sent once. It is remembered for
as long as the app runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from tui.domain.checking import Context
from tui.domain.drafting import draft_of
from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError
from tui.domain.events import Event, Rsvp
from tui.domain.scoping import kept_call
from tui.services.sync import Agenda

if TYPE_CHECKING:
    from tui.services.edit import Edits

MOST = 50
"""Deeds that are remembered."""
_CARRIED = (
    "title",
    "starts",
    "ends",
    "all_day",
    "zone",
    "end_zone",
    "location",
    "guests",
    "description",
    "call",
    "more",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to an event: no `before` for one created, no `after` for one deleted."""

    before: Event | None
    after: Event | None
    notify: bool = True
    """Whether the guests heard of it."""
    answered: Rsvp | None = None
    """The answer given before, where the deed was to give another."""

    @property
    def title(self) -> str:
        """The event it was done to."""
        event = self.after or self.before
        return (event.title if event else "") or "(no title)"

    @property
    def words(self) -> str:
        """What was done, such as `Moved`."""
        if self.answered is not None:
            return "the answer to"
        if self.before is None:
            return "the creation of"
        return "the deletion of" if self.after is None else "the change of"


class NothingToUndo(CallsheetError):
    """There is no deed to take back, or to do again."""


class Undo:
    """The deeds of one account, newest last."""

    def __init__(self, edits: Edits, agenda: Agenda, context: Callable[[], Context]) -> None:
        self._edits = edits
        self._agenda = agenda
        self._context = context
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    @property
    def last(self) -> Deed | None:
        """What undoing would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Deed | None:
        """What would be done again."""
        return self._undone[-1] if self._undone else None

    def note(self, deed: Deed) -> None:
        """Remember a deed; what was taken back before is over."""
        self._done = [*self._done[-MOST + 1 :], deed]
        self._undone = []

    async def undo(self) -> tuple[Deed, Event | None]:
        """Take back the last deed: it, and the event as it is then, if there is one.

        Raises NothingToUndo, or what the way back raises; the deed can be taken back later then.
        """
        taken_back, way = await self._reversed(self._done, self._undone)
        return taken_back, way.after

    async def redo(self) -> tuple[Deed, Event | None]:
        """Do again what was taken back last: the deed, and the event as it is then. Raises as `undo`."""
        _, way = await self._reversed(self._undone, self._done)
        return way, way.after

    async def _reversed(self, source: list[Deed], target: list[Deed]) -> tuple[Deed, Deed]:
        if not source:
            raise NothingToUndo("There is nothing to take back.")
        deed = source[-1]
        back = await self._back(deed)
        source.remove(deed)
        target.append(back)
        return deed, back

    async def _back(self, deed: Deed) -> Deed:
        """The way back, itself a deed."""
        if deed.answered is not None and deed.after is not None:
            now = deed.after.answer_of(self._context().account.email) or Rsvp.NONE
            await self._edits.rsvp(deed.after, deed.answered, remember=False)
            return replace(deed, answered=now)
        if deed.after is None:
            assert deed.before is not None
            made = await self._edits.save(self._anew(deed.before, notify=deed.notify), remember=False)
            return Deed(None, made.event, deed.notify)
        if deed.before is None:
            event = self._now(deed.after)
            await self._edits.delete(event, notify=deed.notify, remember=False)
            return Deed(event, None, deed.notify)
        saved = await self._edits.save(self._as_before(deed.before, deed.after, deed.notify), remember=False)
        return Deed(deed.after, saved.event, deed.notify)

    def _now(self, event: Event) -> Event:
        """The event as last read, under whatever id it has by now."""
        return self._agenda.event(self._agenda.moved.get(event.key, event.key)) or event

    def _anew(self, event: Event, *, notify: bool) -> Draft:
        """A deleted event as a new one; its call goes along as far as it can be named."""
        context = self._context()
        draft = draft_of(uuid4().hex, event, context.zone)
        return replace(draft, original=None, call=kept_call(event, context), notify=notify)

    def _as_before(self, before: Event, after: Event, notify: bool) -> Draft:
        """The event as it is, with what was changed put back."""
        zone = self._context().zone
        then, since = draft_of("", before, zone), draft_of("", after, zone)
        put_back = [name for name in _CARRIED if getattr(since, name) != getattr(then, name)]
        now = draft_of(uuid4().hex, self._now(after), zone)
        return replace(now, **{name: getattr(then, name) for name in put_back}, notify=notify)
