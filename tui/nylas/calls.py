"""One call from start to end: attempts under the retry policy, the answer read, failures made into errors.

Answers are read inside the attempt, so that a damaged one counts as a failed attempt and not as a result.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Final, TypeVar

from tui.nylas.failures import Act, error_of
from tui.nylas.pages import Page
from tui.nylas.retry import Deadlines, Repeat, Runner, retry_after
from tui.nylas.setbacks import Answer, Declined, Setback, trouble_with
from tui.nylas.transport import Request, Transport
from tui.services.ports import Clock, Described, Pause

T = TypeVar("T")
X = TypeVar("X")

MOST_PAGES: Final = 200
_LARGE: Final = 256_000
"""Bytes beyond which an answer is read in a thread, so that the screen stays alive."""


class Calls:
    """The calls of one account: shared connections, shared retry budget."""

    def __init__(
        self, transport: Transport, clock: Clock, pause: Pause, deadlines: Deadlines | None = None
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._runner = Runner(pause, deadlines)

    @property
    def host(self) -> str:
        """The service's host name, for sentences."""
        return self._transport.host

    def described(self, request: Request, key_variable: str) -> Described:
        """A request as it would be sent, without sending it."""
        return Described(request.method, self._transport.url(request), request.body or {}, key_variable)

    async def get(self, request: Request, read: Callable[[Answer, str], T]) -> T:
        """The answer to a read, through `read(answer, host)`. Raises only `ApiError` kinds."""
        return await self.send(Act.READ, request, Repeat.READ, read)

    async def send(self, act: Act, request: Request, repeat: Repeat, read: Callable[[Answer, str], T]) -> T:
        """The answer to any call. Raises only `ApiError` kinds."""

        async def attempt() -> T:
            answer = await self._transport.send(request)
            if not 200 <= answer.status < 300:
                asked = retry_after(answer.headers.get("retry-after"), self._clock.now())
                raise Declined(trouble_with(answer.status), answer, asked)
            return await self._read(answer, read)

        try:
            return await self._runner.run(attempt, repeat)
        except Setback as setback:
            raise error_of(act, setback, self.host) from None

    async def _read(self, answer: Answer, read: Callable[[Answer, str], T]) -> T:
        try:
            if len(answer.body) > _LARGE:
                return await asyncio.to_thread(read, answer, self.host)
            return read(answer, self.host)
        except Setback as setback:
            setback.after_loss = True
            raise

    async def walk(self, request: Request, read: Callable[[Answer, str], Page[X]]) -> AsyncIterator[Page[X]]:
        """Page after page by cursor. Ends early, raising `EndlessListing`, when the cursors lead nowhere."""
        cursors: set[str] = set()
        asked = request
        while True:
            page = await self.get(asked, read)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return
            if cursor in cursors or len(cursors) + 1 >= MOST_PAGES:
                raise EndlessListing
            cursors.add(cursor)
            asked = replace(request, query=(*request.query, ("page_token", cursor)))

    async def aclose(self) -> None:
        """Give connections back."""
        await self._transport.aclose()


class EndlessListing(Exception):
    """The listing repeated a cursor or passed `MOST_PAGES`; what came before is good."""
