"""Drafts as their owner has them before them: begun, checked, kept, queued, forgotten.

Nothing is sent from here; what was typed is on the disk before anybody waits for the network.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from tui.domain.checking import Checked, Context, check
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError, ChangedBehind, DraftRefused, StoreError
from tui.domain.events import Event
from tui.domain.merging import rebased
from tui.domain.refusals import Refusal
from tui.domain.usual import usual_call
from tui.services.adopting import followed
from tui.services.creating import Creates
from tui.services.outbox import ANOTHER_TIME, Outbox
from tui.services.ports import CalendarApi, Described
from tui.services.sync import Agenda
from tui.services.writes import Writes
from tui.store.state import State


class Drafts:
    """The drafts of one account."""

    outbox: Outbox
    """Those that wait for a connection."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        state: State,
        writes: Writes,
        creates: Creates,
        context: Callable[[], Context],
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._state = state
        self._writes = writes
        self._creates = creates
        self.context = context
        self._sending: set[str] = set()
        self.refused: dict[str, CallsheetError] = {}
        """Why drafts that were sent in this run are kept nevertheless."""

    def new(self, start: datetime, calendar_id: str | None = None) -> Draft:
        """An empty event at `start`. Raises DraftRefused when there is no calendar to write to."""
        context = self.context()
        writable = [calendar for calendar in context.calendars if not calendar.read_only]
        chosen = (
            [c for c in writable if c.id == calendar_id] or [c for c in writable if c.primary] or writable
        )
        if not chosen:
            raise DraftRefused("No calendar of this account can be written to.")
        draft = new_draft(uuid4().hex, chosen[0], start, context.zone)
        return replace(draft, call=usual_call(context, chosen[0]))

    def of(self, event: Event) -> Draft:
        """The event as a draft; where one of it is queued, that one, queued no more once it is kept."""
        queued = self.outbox.of(event.key)
        return self.afresh(event) if queued is None else replace(queued, queued=False, line="")

    def afresh(self, event: Event) -> Draft:
        """The event as a draft of its own, whatever else is written of it."""
        return draft_of(uuid4().hex, event, self.context().zone)

    def check(self, draft: Draft) -> Checked:
        """What is wrong, what would be sent, what that means."""
        return check(draft, self.context())

    def described(self, draft: Draft) -> Described | None:
        """The request that saving would send; None while it has problems, or where nothing has changed.

        None also where an earlier save has sent the event: the next one looks for it first.
        """
        write = self.check(draft).write
        if write is None or (draft.original is not None and write.is_empty):
            return None
        if draft.original is None and self._creates.begun(draft.id):
            return None
        event_id = draft.original.id if draft.original else ""
        return self._api.described(draft.calendar_id, event_id, write, notify=draft.notify)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts that are kept, as far as the store can be read."""
        with suppress(StoreError):
            return self._state.drafts()
        return ()

    async def keep(self, draft: Draft) -> None:
        """Keep a draft as it is, with why it was declined when it was sent last."""
        if (error := self.refused.get(draft.id)) is not None:
            draft = replace(draft, refusal=_told_of(draft, error))
        await self._writes.do(self._state.put_draft, followed(draft, self._agenda.moved))
        self._queue_may_be_shorter()

    def _queue_may_be_shorter(self) -> None:
        if self._agenda.sending.standing:
            self.outbox.show()

    async def queue(self, draft: Draft) -> None:
        """Send a draft as soon as there is a connection."""
        self.refused.pop(draft.id, None)
        await self.outbox.put(draft)

    async def discard(self, draft_id: str) -> None:
        """Forget a draft."""
        self.refused.pop(draft_id, None)
        await self._writes.do(self._state.drop_draft, draft_id)
        self._queue_may_be_shorter()

    async def _done_with(self, sent: Draft, event: Event) -> None:
        """Forget a draft that was sent; what its owner wrote since stays, on top of what came of it."""
        self.refused.pop(sent.id, None)
        await self._writes.do(self._drop_as_sent, sent, event)
        self._queue_may_be_shorter()

    def _drop_as_sent(self, sent: Draft, event: Event) -> None:
        for kept in (draft for draft in self._state.drafts() if draft.id == sent.id):
            if replace(kept, queued=sent.queued) == sent:
                self._state.drop_draft(sent.id)
            else:
                rest = kept if kept.is_new else rebased(kept, event, self.context())
                self._state.put_draft(replace(rest, under_way=False))

    def why_not(self, draft_id: str) -> CallsheetError | None:
        """What the service said the last time this draft was sent, also in an earlier run."""
        kept = (draft.refusal for draft in self.drafts() if draft.id == draft_id)
        refusal = next(kept, None)
        return self.refused.get(draft_id) or (refusal.error() if refusal is not None else None)

    def is_sending(self, draft_id: str) -> bool:
        """Whether this draft is on its way right now."""
        return draft_id in self._sending

    async def _not_sent(self, draft: Draft, error: CallsheetError) -> None:
        """The draft is one like any other again, as it was typed last; why is kept with it."""
        with suppress(StoreError):
            await self._writes.do(self._state.stays, draft.id, _told_of(draft, error))


def _told_of(draft: Draft, error: CallsheetError) -> Refusal | None:
    """What is to be kept of an error: nothing of one that the next save asks about, or that passes."""
    passes = isinstance(error, ChangedBehind) or (draft.queued and isinstance(error, ANOTHER_TIME))
    return None if passes else Refusal.of(error)
