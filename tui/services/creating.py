"""Creating an event once, whatever becomes of the answer and however often its draft is saved.

Before another create is sent, the event of the first is looked for; what it was to be is kept until then.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from tui.domain.callnotes import without_call
from tui.domain.checking import Context, check
from tui.domain.conferencing import NoConference
from tui.domain.drafting import call_of
from tui.domain.drafting_more import filled_from
from tui.domain.drafts import Draft
from tui.domain.errors import Ambiguous, ApiError, DraftRefused, NotArrived, NotFound, Refused
from tui.domain.events import Event
from tui.domain.foreseen import foreseen
from tui.domain.likeness import Sent
from tui.domain.merging import FIELDS, on_top
from tui.domain.overtaken import without_sending_away
from tui.domain.writes import UNSET, EventWrite
from tui.services.adopting import current
from tui.services.ports import CalendarApi, Pause
from tui.services.sync import Agenda
from tui.services.traces import Traces
from tui.services.writes import Writes
from tui.store.state import State

AGAIN = (0.0, 0.5, 2.0)
"""Seconds before each search for an event that an earlier save may have made."""
LOOKS = (0.5, 2.0, 5.0, 10.0, 20.0)
"""Seconds before each search for an event whose creation was not confirmed."""


class Creates:
    """New drafts becoming events."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        state: State,
        writes: Writes,
        pause: Pause,
        context: Callable[[], Context],
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._state = state
        self._writes = writes
        self._pause = pause
        self._context = context
        self._traces = Traces(api, agenda, context)
        self._made: dict[str, Event] = {}
        self._unsent: dict[str, str] = {}
        self._guessed: set[str] = set()

    def begun(self, draft_id: str) -> bool:
        """Whether an earlier save has sent the draft, so that the event is there, or may be."""
        asked = self._state.intent_of(draft_id) is not None and draft_id not in self._unsent
        return draft_id in self._made or asked

    async def create(self, draft: Draft, write: EventWrite) -> Event:
        """The event of a new draft, made now or by an earlier save. Raises DraftRefused or an ApiError.

        Raises Unsure where one of several events may be it.
        """
        self._guessed.discard(draft.id)
        self._made[draft.id] = await self._created(draft, write)
        return self._made[draft.id]

    def was_guessed(self, draft_id: str) -> bool:
        """Whether the event of a draft was known by its title and time alone."""
        return draft_id in self._guessed

    def take(self, draft_id: str, event: Event) -> None:
        """The draft's owner says which event is its own."""
        self._made[draft_id] = event

    def forget(self, draft_id: str) -> None:
        """The draft's owner says that none is."""
        self._made.pop(draft_id, None)
        self._unsent[draft_id] = self._last_sent(draft_id)

    def _last_sent(self, draft_id: str) -> str:
        """What names the last create of a draft; another window's, too."""
        sent = self._state.sent_of(draft_id)
        return sent.id if sent is not None else ""

    async def earlier(self, draft: Draft) -> Event | None:
        """The event an earlier save of this draft made, if any did. Raises Unsure or an ApiError."""
        token = self._state.intent_of(draft.id)
        return await self._earlier(draft, token) if token is not None else None

    async def _created(self, draft: Draft, write: EventWrite) -> Event:
        known = self._state.intent_of(draft.id)
        token = known or uuid4().hex
        if known is not None and (earlier := await self._earlier(draft, token)) is not None:
            if earlier.calendar_id == draft.calendar_id:
                return await self._caught_up(draft, write, earlier, token)
            await self._api.delete(earlier.key, notify=draft.notify)  # no event moves between two calendars
            await self._agenda.drop(earlier.key)
        self._unsent.pop(draft.id, None)
        await self._note(draft, write, token)
        return await self._posted(draft, write, token)

    async def _note(self, draft: Draft, write: EventWrite, token: str) -> None:
        coming = foreseen(draft, write)
        sent = self._traces.of(coming, self._context().now) if coming is not None else None
        await self._writes.do(self._state.put_intent, token, draft.calendar_id, draft.id, sent)

    async def _posted(self, draft: Draft, write: EventWrite, token: str) -> Event:
        """The answer to the create; without its token where the account refuses such."""
        mark = self._traces.mark
        own = {} if write.metadata is UNSET else write.metadata
        marked = replace(write, metadata={**own, mark: token}) if mark else write
        try:
            made = await self._api.create(draft.calendar_id, marked, notify=draft.notify)
        except Ambiguous as error:
            return await self._searched(draft, token, error)
        except Refused as error:
            if not mark or own or "metadata" not in f"{error.server_words} {error.what}".casefold():
                self._unsent[draft.id] = self._last_sent(draft.id)
                raise
            self._traces.take_no_tokens()
            return await self._posted(draft, write, token)
        except ApiError:
            self._unsent[draft.id] = self._last_sent(draft.id)
            raise
        self._traces.was_kept(made, token)
        return made

    async def _earlier(self, draft: Draft, token: str) -> Event | None:
        """The event an earlier save made, as it is now and as far as anybody can say, in any calendar."""
        found = await self._read_again(draft.id)
        if found is not None or self._unsent.get(draft.id) == self._last_sent(draft.id):
            return found
        return await self._found_anywhere(draft, token)

    async def _read_again(self, draft_id: str) -> Event | None:
        """The event this run made of the draft, under the id it has now; None where it is not there."""
        made = self._made.pop(draft_id, None)
        try:
            return await self._api.event(current(made.key, self._agenda.moved)) if made else None
        except NotFound:
            return None

    async def _found_anywhere(self, draft: Draft, token: str) -> Event | None:
        """Look for the event of a token, more than once: a create cut off may still be under way."""
        calendars = (c.id for c in self._context().calendars if not c.read_only)
        everywhere = tuple(dict.fromkeys((draft.calendar_id, *calendars)))
        sent = self._state.sent_of(draft.id)
        for wait in AGAIN:
            await self._pause.sleep(wait)
            found = await self._found(draft.id, token, everywhere, sent, last=wait == AGAIN[-1])
            if found is not None:
                return found
        return None

    async def _found(
        self, draft_id: str, token: str, calendar_ids: tuple[str, ...], sent: Sent | None, *, last: bool
    ) -> Event | None:
        found, guessed = await self._traces.find(token, calendar_ids, sent, last=last)
        if found is not None and guessed:
            self._guessed.add(draft_id)
        return found

    async def _caught_up(self, draft: Draft, write: EventWrite, found: Event, token: str) -> Event:
        """An event that was created by an earlier save, with what has been typed since."""
        sent = self._state.sent_of(draft.id)
        since = self._since(draft, found) if sent is None else self._typed_since(draft, write, sent, found)
        checked = check(since, self._context())
        if checked.write is None:
            problem = checked.problems[0]
            raise DraftRefused(problem.says, next_step=problem.fix)
        invited = {one.email.casefold() for one in sent.event.participants} if sent else set[str]()
        change = without_sending_away(checked.write, found, frozenset(invited))
        if change.is_empty:
            return found
        caught_up = await self._api.update(found.key, change, notify=draft.notify)
        await self._note(draft, write, token)
        return caught_up

    def _typed_since(self, draft: Draft, write: EventWrite, sent: Sent, found: Event) -> Draft:
        """The event as it is, with what is not any more as it was sent."""
        now = foreseen(draft, write)
        names = (name for name in FIELDS if now and getattr(now, name) != getattr(sent.event, name))
        return on_top(draft, found, frozenset(names), self._context())

    def _since(self, draft: Draft, found: Event) -> Draft:
        """The event as it was typed, where nobody knows any more what was sent."""
        there = not isinstance(found.conferencing, NoConference)
        more = filled_from(draft.more, found, self._context().zone)
        since = replace(draft, original=found, call=call_of(found) if there else draft.call, more=more)
        if without_call(found.description)[0] == draft.description:  # what else is there is the call's text
            since = replace(since, description=found.description)
        return since

    async def _searched(self, draft: Draft, token: str, error: Ambiguous) -> Event:
        sent, looked = self._state.sent_of(draft.id), False
        for wait in LOOKS:
            await self._pause.sleep(wait)
            with contextlib.suppress(ApiError):  # a search that fails tells nothing: look again
                last = wait == LOOKS[-1]
                found = await self._found(draft.id, token, (draft.calendar_id,), sent, last=last)
                if found is not None:
                    return found
                looked = last
        raise _unconfirmed(error, looked=looked) from error


def _unconfirmed(error: Ambiguous, *, looked: bool) -> Ambiguous:
    kind = NotArrived if looked else Ambiguous
    return kind(
        "The server never confirmed the event.",
        means="It was looked for and is not there; your text is kept as a draft, not sent."
        if looked
        else "It may or may not be in the calendar; your text is kept.",
        next_step="Save again: callsheet looks for it first and never creates it twice.",
        server_words=error.server_words,
        request_id=error.request_id,
    )
