"""What became of drafts that were on their way when callsheet ended, or when the line did.

Here is only looked, nothing is sent: what did not arrive is its owner's to send again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from tui.domain.checking import Checked
from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError, NotFound
from tui.domain.events import Event
from tui.domain.foreseen import foreseen
from tui.domain.likeness import Unsure
from tui.services.creating import Creates
from tui.services.ports import CalendarApi
from tui.services.saving import Saved
from tui.services.turns import Turns
from tui.services.updating import is_as_written
from tui.services.writes import Writes
from tui.store.state import State

_ELSEWHERE = "Another callsheet is at this draft."


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a draft: an event, nothing at all, or a doubt only its owner can settle."""

    draft: Draft
    event: Event | None = None
    doubt: Unsure | None = None


class Afterwards:
    """Looking for what nobody told of."""

    def __init__(
        self,
        api: CalendarApi,
        state: State,
        writes: Writes,
        turns: Turns,
        creates: Creates,
        check: Callable[[Draft], Checked],
        save: Callable[[Draft], Awaitable[Saved]],
        is_sending: Callable[[str], bool],
    ) -> None:
        self._api = api
        self._state = state
        self._writes = writes
        self._turns = turns
        self._creates = creates
        self._check = check
        self._save = save
        self._is_sending = is_sending
        self._left = set[str]()

    def leave(self, draft_id: str) -> None:
        """Its owner does not want to be asked about a draft again in this run."""
        self._left.add(draft_id)

    def waiting(self) -> tuple[Draft, ...]:
        """The drafts nobody knows the fate of."""
        kept = (one for one in self._state.drafts() if one.under_way and not one.queued)
        return tuple(one for one in kept if one.id not in self._left and not self._is_sending(one.id))

    async def settle(self) -> tuple[Settled, ...]:
        """Look for them all, as far as the line holds; what became of each."""
        return tuple([settled async for settled in self._each()])

    async def _each(self) -> AsyncIterator[Settled]:
        for draft in self.waiting():
            try:
                yield await self._settled(draft)
            except Unsure as doubt:
                yield Settled(draft, doubt=doubt)
            except CallsheetError as error:
                if error.can_retry:  # another time
                    return

    async def _settled(self, draft: Draft) -> Settled:
        async with self._turns.of(f"draft {draft.id}", _ELSEWHERE, glances=1):
            arrived = await self._arrived(draft)
        if arrived:
            return Settled(draft, (await self._save(draft)).event)
        await self._writes.do(self._state.stays, draft.id)
        return Settled(draft)

    async def _arrived(self, draft: Draft) -> bool:
        """Whether all that was typed is there."""
        write = self._check(draft).write
        if write is None:
            return False
        if draft.original is not None:
            try:
                return is_as_written(await self._api.event(draft.original.key), write)
            except NotFound:
                return False
        found, sent = await self._creates.earlier(draft), self._state.sent_of(draft.id)
        if found is None:
            return False
        self._creates.take(draft.id, found)
        return sent is None or sent.event == foreseen(draft, write)
