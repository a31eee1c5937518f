"""Creating an event once, whatever becomes of the answer and however often its draft is saved.

A create carries a token that the service keeps; before another is sent, the event of the first is looked for.
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
from tui.domain.errors import Ambiguous, ApiError, DraftRefused, NotFound
from tui.domain.events import Event
from tui.domain.overtaken import addresses, without_sending_away
from tui.domain.pairs import MARK
from tui.domain.writes import UNSET, EventWrite
from tui.services.adopting import current
from tui.services.ports import CalendarApi, Pause
from tui.services.sync import Agenda
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
        self._made: dict[str, Event] = {}
        self._invited: dict[str, frozenset[str]] = {}
        self._unsent: set[str] = set()

    async def create(self, draft: Draft, write: EventWrite) -> Event:
        """The event of a new draft, made now or by an earlier save. Raises DraftRefused or an ApiError."""
        self._made[draft.id] = await self._created(draft, write)
        return self._made[draft.id]

    def remarks(self, draft_id: str) -> tuple[str, ...]:
        """What there is to say of how the event of a draft was found, in sentences."""
        return ()

    async def _created(self, draft: Draft, write: EventWrite) -> Event:
        token = self._state.intent_of(draft.id) or uuid4().hex
        invited = self._invited.get(draft.id, frozenset())
        self._invited[draft.id] = invited | addresses(write)
        if (earlier := await self._earlier(draft, token)) is not None:
            return await self._caught_up(draft, earlier, invited)
        self._unsent.discard(draft.id)
        await self._writes.do(self._state.put_intent, token, draft.calendar_id, draft.id)
        own = {} if write.metadata is UNSET else write.metadata
        marked = replace(write, metadata={**own, MARK: token})
        try:
            return await self._api.create(draft.calendar_id, marked, notify=draft.notify)
        except Ambiguous as error:
            return await self._searched(draft.calendar_id, token, error)
        except ApiError:
            self._unsent.add(draft.id)
            raise

    async def _earlier(self, draft: Draft, token: str) -> Event | None:
        """The event an earlier save of this draft made, as it is now and as far as anybody can say.

        In whichever calendar that was; the wrong one gives it back, as no event can move between two.
        """
        found = await self._read_again(draft.id)
        if found is None:
            if self._state.intent_of(draft.id) is None or draft.id in self._unsent:
                return None
            found = await self._found_anywhere(draft.calendar_id, token)
        if found is None or found.calendar_id == draft.calendar_id:
            return found
        await self._api.delete(found.key, notify=draft.notify)
        await self._agenda.drop(found.key)
        return None

    async def _read_again(self, draft_id: str) -> Event | None:
        """The event this run made of the draft, under the id it has now; None where it is not there."""
        made = self._made.pop(draft_id, None)
        try:
            return await self._api.event(current(made.key, self._agenda.moved)) if made else None
        except NotFound:
            return None

    async def _found_anywhere(self, first: str, token: str) -> Event | None:
        """Look for the event of a token, more than once: a create cut off may still be under way."""
        others = [c.id for c in self._context().calendars if not c.read_only and c.id != first]
        for wait in AGAIN:
            await self._pause.sleep(wait)
            for calendar_id in (first, *others):
                if (found := await self._api.marked(calendar_id, token)) is not None:
                    return found
        return None

    async def _caught_up(self, draft: Draft, found: Event, invited: frozenset[str]) -> Event:
        """An event that was created by an earlier save, with what has been typed since."""
        there = not isinstance(found.conferencing, NoConference)
        more = filled_from(draft.more, found, self._context().zone)
        since = replace(draft, original=found, call=call_of(found) if there else draft.call, more=more)
        if (
            without_call(found.description)[0] == draft.description
        ):  # what else is there is the call's own text
            since = replace(since, description=found.description)
        checked = check(since, self._context())
        if checked.write is None:
            problem = checked.problems[0]
            raise DraftRefused(problem.says, next_step=problem.fix)
        write = without_sending_away(checked.write, found, invited)
        return found if write.is_empty else await self._api.update(found.key, write, notify=draft.notify)

    async def _searched(self, calendar_id: str, token: str, error: Ambiguous) -> Event:
        for wait in LOOKS:
            await self._pause.sleep(wait)
            with contextlib.suppress(ApiError):  # a search that fails tells nothing: look again
                found = await self._api.marked(calendar_id, token)
                if found is not None:
                    return found
        raise Ambiguous(
            "The server never confirmed the event.",
            means="It may or may not be in the calendar; your text is kept.",
            next_step="Save again: callsheet looks for it first and never creates it twice.",
            server_words=error.server_words,
            request_id=error.request_id,
        ) from error
