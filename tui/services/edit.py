"""What a user does to events: drafts sent, deletions and answers, now or once there is a connection.

A draft is forgotten only after the service confirmed what it asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from tui.domain.checking import Context
from tui.domain.conferencing import provider_named
from tui.domain.deeds import Deed
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import Ambiguous, CallsheetError, DraftRefused, NotArrived
from tui.domain.events import Event, EventKey, Rsvp
from tui.domain.foreseen import answered, foreseen, key_of
from tui.domain.jobs import Job, still_wanted
from tui.domain.likeness import Unsure
from tui.domain.waiting import Removal, Reply, Waiting
from tui.services.adopting import followed
from tui.services.afterwards import Afterwards
from tui.services.answering import Answers
from tui.services.creating import Creates
from tui.services.deleting import Deletions
from tui.services.drafts import Drafts
from tui.services.grace import Grace
from tui.services.jobs import Jobs
from tui.services.lines import Lines
from tui.services.outbox import ANOTHER_TIME, Outbox
from tui.services.ports import CalendarApi, Clock, Pause
from tui.services.saving import Saved, Saves
from tui.services.sending import Layer
from tui.services.standing import Standing
from tui.services.sync import Agenda
from tui.services.turns import Turns
from tui.services.undo import Undo
from tui.services.writes import Writes
from tui.store.state import State

__all__ = ["Edits", "Saved"]

_SENT_ELSEWHERE = "Another callsheet is sending this event right now."
_UNDIVIDED = "it took the place of another event, which is not there any more."


class Edits(Drafts):
    """Drafts and what becomes of them; deletions and answers."""

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
        creates = Creates(api, agenda, state, writes, pause, context)
        super().__init__(api, agenda, state, writes, creates, context)
        self._jobs = jobs
        self._turns = Turns(state, writes, clock, pause)
        self._lines = Lines(context)
        self._clock = clock
        self.undo = Undo(self, api, agenda, state, writes, self._turns, clock, context)
        self._deletions = Deletions(api, agenda, jobs, self._lines, context)
        self._answers = Answers(api, agenda, self._lines)
        delete = partial(self.delete, remember=False)
        self._saves = Saves(api, agenda, jobs, pause, creates, delete, context)
        self.afterwards = Afterwards(
            api, state, writes, self._turns, creates, self.check, self.save, self.is_sending
        )
        standing = Standing(agenda, self.check, lambda: self._email)
        self.outbox = Outbox(state, writes, clock, self, standing)
        self.grace = Grace(agenda, pause, self._delete_or_queue)

    @property
    def asked_last(self) -> Waiting | None:
        """The deletion or answer that waits for a connection and was asked for after all that was done."""
        deed, newest = self.undo.last, self.outbox.last
        return newest if newest is not None and (deed is None or newest.at >= deed.at) else None

    # Saving

    async def save(self, draft: Draft, *, remember: bool = True) -> Saved:
        """Send the draft. Raises DraftRefused, ChangedBehind, Elsewhere or an ApiError.

        The draft stays kept when it does, and until the answer the event is shown as it will be. Saves of one
        draft happen one after another, and make one event; saves of one event are built on each other. What
        was done can be taken back, where it is to be remembered.
        """
        draft = followed(draft, self._agenda.moved)
        self.refused.pop(draft.id, None)
        await self.keep(replace(draft, under_way=True, refusal=None))
        write = self.check(draft).write
        coming = foreseen(draft, write) if write is not None else None
        with self._agenda.sending.shown(key_of(draft), coming) as layer:
            self._sending.add(draft.id)
            try:
                async with self._lines.of(key_of(draft)):
                    return await self._in_its_turn(draft, layer, remember=remember)
            except CallsheetError as error:
                if not (draft.queued and isinstance(error, ANOTHER_TIME)):
                    self.refused[draft.id] = error
                if isinstance(error, NotArrived) or not isinstance(error, Ambiguous | Unsure):
                    self._lines.note(coming, draft.original, went_through=False)
                    await self._not_sent(draft, error)
                raise
            finally:
                self._sending.discard(draft.id)

    async def _in_its_turn(self, kept: Draft, layer: Layer, *, remember: bool) -> Saved:
        draft, went_through = self._lines.followed(followed(kept, self._agenda.moved))
        if not went_through:
            await self.keep(draft)
            raise DraftRefused(
                "The change before this one did not go through.",
                means="This one was not sent; your text is kept.",
                next_step="Save again to send it without the other.",
            )
        async with self._turns.of(f"draft {draft.id}", _SENT_ELSEWHERE):
            saved = await self._sent(draft, layer, remember=remember)
            await self._done_with(kept, saved.event)
            return saved

    async def _sent(self, draft: Draft, layer: Layer, *, remember: bool) -> Saved:
        checked = self.check(draft)
        if checked.write is None:
            problem = checked.problems[0]
            raise DraftRefused(problem.says, next_step=problem.fix)
        saved = await self._saves.send(draft, checked.write)
        if draft.is_new:
            layer.became = saved.event.key
            self._agenda.moved[key_of(draft)] = saved.event.key
        self._lines.note(layer.event, saved.event, went_through=True)
        await self._agenda.put(saved.event)
        layer.answered()
        if remember and saved.event != draft.original:
            await self.undo.note(_deed(draft, saved.event))
        return saved

    async def is_it(self, draft: Draft, event: Event) -> Saved:
        """Save a draft whose owner says which event it became. Raises what `save` raises."""
        self._creates.take(draft.id, event)
        return await self.save(draft)

    async def again(self, draft: Draft) -> Saved:
        """Send a draft once more whose owner says that nothing there is its event. Raises as `save`."""
        self._creates.forget(draft.id)
        return await self.save(draft)

    async def at_once(self, draft: Draft, *, remember: bool = True) -> Saved:
        """Save what nobody typed: a failure leaves no draft behind. Raises what `save` raises."""
        try:
            return await self.save(draft, remember=remember)
        except CallsheetError:
            await self.discard(draft.id)
            raise

    async def series(self, one: Event) -> Event:
        """The series one belongs to, read fresh. Raises ApiError."""
        return await self._api.event(EventKey(one.calendar_id, one.master_id or one.id))

    # Calls

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
        await self.at_once(replace(self.afresh(event), call=call))
        await self._jobs.forget(job.id)

    async def remove_call(self, event: Event) -> Event:
        """Take the call off an event, and its text out of the notes, in one request."""
        return (await self.at_once(replace(self.afresh(event), call=CallDraft()))).event

    # Deleting and answering

    async def delete(self, event: Event, *, notify: bool = True, remember: bool = True) -> None:
        """Delete an event, under every id it may have by now; one already gone counts as deleted."""
        event = await self._deletions.delete(event, notify=notify)
        if remember:
            await self.undo.note(Deed(event, None, notify))

    async def _delete_or_queue(self, event: Event, notify: bool) -> None:
        event = self._agenda.event(event.key) or event  # as it is there, without what waits to be sent
        removal = Removal(uuid4().hex, event, self._clock.now(), notify)
        await self.outbox.now_or_later(self.delete(event, notify=notify), removal)

    async def remove(self, removal: Removal) -> None:
        """Delete what was to be deleted, unless it was changed since. Raises ChangedBehind or an ApiError."""
        event = await self._deletions.unchanged(removal.event)
        if event is not None:
            await self.delete(event, notify=removal.notify)

    async def end_series(
        self, series: Event, rules: tuple[str, ...], gone: Sequence[EventKey], *, notify: bool = True
    ) -> None:
        """Let a series end by these rules; without any it is deleted. Raises ApiError.

        `gone` are the times of it that are known and no more then.
        """
        if rules:
            ended = await self._deletions.end(series, rules, gone, notify=notify)
            await self.undo.note(Deed(series, ended, notify))
        else:
            await self.delete(series, notify=notify)
            await self._agenda.drop_all(gone)

    async def answer(self, event: Event, answer: Rsvp, comment: str = "") -> str | None:
        """As `rsvp`, but a first answer can be stopped for a while, since nobody can withdraw one.

        It is shown meanwhile as if it had been given. None where it was stopped. Raises Waits where there is
        no connection: it is queued.
        """
        stored = self._agenda.event(event.key) or event
        if not self.is_first_answer(event):
            return await self._answer_or_queue(stored, answer, comment)
        with self._agenda.sending.shown(event.key, answered(stored, self._email, answer)):
            return await self.grace.answer(stored, lambda: self._answer_or_queue(stored, answer, comment))

    async def _answer_or_queue(self, event: Event, answer: Rsvp, comment: str) -> str:
        reply = Reply(uuid4().hex, event, self._clock.now(), answer, comment)
        return await self.outbox.now_or_later(self.rsvp(event, answer, comment), reply)

    async def reply(self, reply: Reply) -> None:
        """Give an answer that was to be given, unless it is the one there. Raises ApiError."""
        event = await self._answers.not_given(reply.event, self._email, reply.answer)
        if event is not None:
            await self.rsvp(event, reply.answer, reply.comment)

    def is_first_answer(self, event: Event) -> bool:
        """Whether the user gave no answer yet, whatever is shown of one on its way."""
        stored = self._agenda.event(event.key) or event
        return stored.answer_of(self._email) is Rsvp.NONE

    @property
    def _email(self) -> str:
        return self.context().account.email

    async def rsvp(self, event: Event, answer: Rsvp, comment: str = "", *, remember: bool = True) -> str:
        """Answer an invitation, and read the event back: some accounts drop what is declined.

        Returns why the organizer was not mailed; empty when they were.
        """
        deed, unmailed = await self._answers.answer(event, self._email, answer, comment)
        if remember:
            await self.undo.note(deed)
        return unmailed


def _deed(draft: Draft, event: Event) -> Deed:
    why_not = _UNDIVIDED if draft.succeeds is not None else ""
    return Deed(draft.original, event, draft.notify, why_not=why_not)
