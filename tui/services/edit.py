"""Changing events safely: the smallest change, sent once, looked for when its fate is unknown.

A draft is forgotten only after the service confirmed what it asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from tui.domain.checking import Checked, Context, check
from tui.domain.conferencing import Autocreate, Linked, OwnDetails, Remove, provider_named
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import CallDraft, CallMode, Draft, Succession
from tui.domain.errors import (
    Ambiguous,
    ApiError,
    CallsheetError,
    ChangedBehind,
    DraftRefused,
    NotFound,
)
from tui.domain.events import Event, EventKey, Rsvp
from tui.domain.jobs import Job, still_wanted
from tui.domain.overtaken import changed_behind, may_be_another_s, up_to_date
from tui.domain.readback import differences
from tui.domain.usual import usual_call
from tui.domain.work import WorkState
from tui.domain.writes import UNSET, EventWrite
from tui.services.adopting import current, followed
from tui.services.asked import arrived, asked_by, waited_for
from tui.services.creating import Creates
from tui.services.grace import Grace
from tui.services.jobs import Jobs
from tui.services.outbox import Outbox
from tui.services.ports import CalendarApi, Clock, Described, Pause
from tui.services.succeeding import Successions
from tui.services.sync import Agenda
from tui.services.undo import Deed, Undo
from tui.services.writes import Writes
from tui.store.state import State


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that went through, and the call being waited for, if any."""

    event: Event
    job: Job | None
    differences: tuple[str, ...] = ()
    """Where the service did something else than it was asked to, in sentences."""


class Edits:
    """Drafts, and what becomes of them."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        jobs: Jobs,
        state: State,
        writes: Writes,
        pause: Pause,
        clock: Clock,
        context: Callable[[], Context],
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._jobs = jobs
        self._state = state
        self._writes = writes
        self._turns: dict[str, asyncio.Lock] = {}
        self._creates = Creates(api, agenda, state, writes, pause, context)
        delete = partial(self.delete, remember=False)
        self._successions = Successions(api, agenda, pause, delete, context)
        self.context = context
        self.undo = Undo(self, agenda, context)
        self.outbox = Outbox(state, writes, clock, self.save)
        self.grace = Grace(agenda, pause, lambda event, notify: self.delete(event, notify=notify))

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
        """The event as a draft."""
        return draft_of(uuid4().hex, event, self.context().zone)

    def check(self, draft: Draft) -> Checked:
        """What is wrong, what would be sent, what that means."""
        return check(draft, self.context())

    def described(self, draft: Draft) -> Described | None:
        """The request that saving would send; None while it has problems, or where nothing has changed."""
        write = self.check(draft).write
        if write is None or (draft.original is not None and write.is_empty):
            return None
        event_id = draft.original.id if draft.original else ""
        return self._api.described(draft.calendar_id, event_id, write, notify=draft.notify)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts that are kept."""
        return self._state.drafts()

    async def keep(self, draft: Draft) -> None:
        """Keep a draft as it is."""
        await self._writes.do(self._state.put_draft, followed(draft, self._agenda.moved))

    async def queue(self, draft: Draft) -> None:
        """Send a draft as soon as there is a connection."""
        await self.outbox.put(draft)

    async def discard(self, draft_id: str) -> None:
        """Forget a draft."""
        await self._writes.do(self._state.drop_draft, draft_id)

    async def save(self, draft: Draft, *, remember: bool = True) -> Saved:
        """Send the draft. Raises DraftRefused, ChangedBehind or an ApiError.

        The draft stays kept when it does. Saves of one draft happen one after another, and make one event.
        What was done can be taken back, where it is to be remembered.
        """
        async with self._turns.setdefault(draft.id, asyncio.Lock()):
            saved = await self._saved(draft)
        if remember and draft.succeeds is None:
            self.undo.note(Deed(draft.original, saved.event, draft.notify))
        return saved

    async def _saved(self, draft: Draft) -> Saved:
        draft = followed(draft, self._agenda.moved)
        await self.keep(draft)
        checked = self.check(draft)
        if checked.write is None:
            problem = checked.problems[0]
            raise DraftRefused(problem.says, next_step=problem.fix)
        if draft.succeeds is not None:
            await self._successions.look(draft.succeeds)
        earlier = asked_by(self._jobs.all(), draft)
        async with self._jobs.asking(draft, checked.write):
            event = await self._sent(draft, checked.write, earlier)
            # The draft goes last: whatever ends the app before, the next save finds the event and its call.
            job = await self._watched(event, draft, checked.write)
        if draft.succeeds is not None:
            event, job = await self._succeeded(draft.succeeds, event, job, notify=draft.notify)
        if isinstance(checked.write.conferencing, OwnDetails | Remove):
            await self._jobs.superseded(event.key)
        event, differs = await self._read_back(event, checked.write)
        await self._agenda.put(event)
        await self.discard(draft.id)
        return Saved(event, job, differs)

    async def _succeeded(
        self, succession: Succession, event: Event, job: Job | None, *, notify: bool
    ) -> tuple[Event, Job | None]:
        """End the old event once the new one is finished; that one and its call as they are by then."""
        known = self._jobs.of(event)
        going_on = known.work_id if known is not None and known.pending else ""
        event = await self._successions.finished(event, event.work_id or going_on)
        await self._successions.end(succession, notify=notify)
        still = (one for one in self._jobs.pending() if job is not None and one.id == job.id)
        return event, next(still, None)

    async def _read_back(self, event: Event, write: EventWrite) -> tuple[Event, tuple[str, ...]]:
        """After a change of the call, the event as it is now, and what the service made of it.

        A call that is still being made is looked at until it is there, so it is not read here.
        """
        if not isinstance(write.conferencing, OwnDetails | Remove):
            return event, ()
        there = await self._seen(event.key)
        return (event, ()) if there is None else (there, differences(write, there))

    async def series(self, one: Event) -> Event:
        """The series one belongs to, read fresh. Raises ApiError."""
        return await self._api.event(EventKey(one.calendar_id, one.master_id or one.id))

    async def _sent(self, draft: Draft, write: EventWrite, earlier: Job | None) -> Event:
        if draft.original is None:
            return await self._creates.create(draft, write)
        if write.is_empty:
            return draft.original
        return await self._updated(draft, draft.original, write, earlier)

    async def _updated(self, draft: Draft, original: Event, write: EventWrite, earlier: Job | None) -> Event:
        now = await self._api.event(original.key)
        if earlier is not None and arrived(earlier, write, now):
            write = replace(write, conferencing=UNSET)
        if all(getattr(now, name) == getattr(write, name) for name in write.named()):
            return now  # an earlier save got through: sending it again would mail the guests again
        write = up_to_date(write, now)
        changed = changed_behind(original, now, write)
        if changed:
            await self._agenda.put(now)
            raise ChangedBehind(changed, now)
        try:
            return await self._api.update(original.key, write, notify=draft.notify)
        except Ambiguous:
            after = await self._seen(original.key)
            if (
                after is not None
                and after.updated_at != now.updated_at
                and not may_be_another_s(after, write)
            ):
                return after
            raise

    async def _seen(self, key: EventKey) -> Event | None:
        """An event read fresh, if it can be: what is not known stays not known."""
        try:
            return await self._api.event(key)
        except ApiError:
            return None

    async def _watched(self, event: Event, draft: Draft, write: EventWrite) -> Job | None:
        asked = write.conferencing
        if not isinstance(asked, Autocreate):
            return None
        before = draft.original.conferencing if draft.original else None
        old = before.details.url if isinstance(before, Linked) else ""
        here = event.conferencing
        if isinstance(here, Linked) and here.details.url and here.details.url != old:
            return None
        if (known := waited_for(self._jobs.all(), draft, event, asked.provider.value)) is not None:
            return known
        return await self._jobs.watch(
            event, asked.provider.value, replaces=old, host_grant=asked.host_grant, draft_id=draft.id
        )

    async def ask_again(self, job: Job) -> None:
        """Ask once more for a call that did not come; where it is still being made, only look again.

        Raises what `save` raises.
        """
        event = await self._api.event(job.key)
        await self._agenda.put(event)
        if not still_wanted(job, event.conferencing):
            await self._jobs.retry(job.id)
            return
        call = CallDraft(provider_named(job.provider), CallMode.CREATE, host_grant=job.host_grant)
        await self._changed(event, call)
        await self._jobs.forget(job.id)

    async def delete(self, event: Event, *, notify: bool = True, remember: bool = True) -> None:
        """Delete an event, under every id it may have by now; one already gone counts as deleted."""
        event = replace(event, id=current(event.key, self._agenda.moved).event_id)
        job = self._jobs.of(event)
        waiting = job is not None and job.pending
        made = await self._made_as(job.work_id) if job is not None and waiting and job.work_id else ""
        for event_id in dict.fromkeys((event.id, made or event.id)):
            key = EventKey(event.calendar_id, event_id)
            await self._api.delete(key, notify=notify)
            await self._agenda.drop(key)
        if remember:
            self.undo.note(Deed(event, None, notify))
        if job is not None and waiting:
            await self._jobs.stop(job.id)

    async def _made_as(self, work_id: str) -> str:
        """The id the service has finished an event under; empty while it has not, or cannot say."""
        try:
            work = await self._api.work(work_id)
        except ApiError:
            return ""
        return work.event_id if work is not None and work.state is WorkState.DONE else ""

    async def rsvp(self, event: Event, answer: Rsvp, *, remember: bool = True) -> str:
        """Answer an invitation, and read the event back: some accounts drop what is declined.

        Returns why the organizer was not mailed; empty when they were.
        """
        event = replace(event, id=current(event.key, self._agenda.moved).event_id)
        unmailed = await self._api.rsvp(event.key, answer)
        before = event.answer_of(self.context().account.email)
        if remember and before not in (None, Rsvp.NONE):
            self.undo.note(Deed(event, event, answered=before))
        try:
            await self._agenda.put(await self._api.event(event.key))
        except NotFound:
            await self._agenda.drop(event.key)
        except ApiError:  # the answer itself went through; what came of it shows with the next listing
            pass
        return unmailed

    async def remove_call(self, event: Event) -> Event:
        """Take the call off an event, and its text out of the notes, in one request."""
        return (await self._changed(event, CallDraft())).event

    async def _changed(self, event: Event, call: CallDraft) -> Saved:
        """Another call on an event, by one key: nothing was typed, so a failure leaves no draft behind."""
        draft = replace(self.of(event), call=call)
        try:
            return await self.save(draft)
        except CallsheetError:
            await self.discard(draft.id)
            raise
