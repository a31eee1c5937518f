"""Whether, and after how long, a failed attempt is repeated.

A create is never repeated, and an update that may mail people only when it was proven unprocessed.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Final, TypeVar

from tenacity import AsyncRetrying, RetryCallState, stop_never

from tui.nylas.setbacks import Setback, Trouble
from tui.services.ports import Pause

T = TypeVar("T")

BASE: Final = 0.5
THROTTLED_BASE: Final = 1.0
CAP: Final = 20.0
LONGEST_ASKED: Final = 60.0
"""The longest wait a server may ask for and get; beyond it the user is told instead."""
FULL_BUDGET: Final = 100


class Repeat(Enum):
    """What repeating a request does."""

    READ = "read"
    """Nothing: a read."""
    IDEMPOTENT = "idempotent"
    """Nothing: a delete, or an update that mails nobody."""
    MAILS = "mails"
    """People may be mailed again: only after proof that nothing was done."""
    NEVER = "never"
    """A second event or a second answer."""

    @property
    def attempts(self) -> int:
        """How many attempts there are in all."""
        return {Repeat.READ: 4, Repeat.IDEMPOTENT: 3, Repeat.MAILS: 3, Repeat.NEVER: 1}[self]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds for a whole call; waits the server asked for are not counted."""

    read: float = 45.0
    write: float = 100.0

    def of(self, repeat: Repeat) -> float:
        """The deadline of a call."""
        return self.read if repeat is Repeat.READ else self.write


_COST: Final = {Trouble.THROTTLED: 10}
_TRANSIENT_COST: Final = 5
_ONCE_MORE: Final = frozenset({Trouble.GARBLED})
_PROVEN: Final = frozenset({Trouble.NOT_SENT, Trouble.THROTTLED})
_WORTH_REPEATING: Final = _PROVEN | {Trouble.LOST, Trouble.GARBLED}


def cost(trouble: Trouble) -> int:
    """What repeating takes from the budget, so that mass failure ends the repeating."""
    return _COST.get(trouble, _TRANSIENT_COST)


def decide(
    repeat: Repeat, attempt: int, trouble: Trouble, *, retry_after: float | None, budget: int, jitter: float
) -> float | None:
    """Seconds to wait before repeating, or None to stop. `attempt` counts from 1, `jitter` is 0..1."""
    if not _may_repeat(repeat, attempt, trouble) or budget < cost(trouble):
        return None
    base = THROTTLED_BASE if trouble is Trouble.THROTTLED else BASE
    delay = jitter * min(CAP, base * 2.0 ** (attempt - 1))
    if retry_after is None:
        return delay
    return None if retry_after > LONGEST_ASKED else max(retry_after, delay)


def _may_repeat(repeat: Repeat, attempt: int, trouble: Trouble) -> bool:
    if attempt >= repeat.attempts or trouble not in _WORTH_REPEATING:
        return False
    if trouble in _ONCE_MORE:
        return repeat is Repeat.READ and attempt == 1
    return repeat is not Repeat.MAILS or trouble in _PROVEN


def retry_after(value: str | None, now: datetime) -> float | None:
    """The `Retry-After` header in seconds: a number or an HTTP date; nonsense counts as absent."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, now)
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(value: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


class Runner:
    """Carries out calls under the policy. One per account: its budget is what the account has left."""

    def __init__(self, pause: Pause, deadlines: Deadlines | None = None) -> None:
        self.pause = pause
        self.deadlines = deadlines or Deadlines()
        self.budget = FULL_BUDGET

    async def run(self, attempt: Callable[[], Awaitable[T]], repeat: Repeat) -> T:
        """The attempt's result. Raises the last `Setback` when repeating is over, or the deadline passed."""
        result = await _Run(self, repeat).carry_out(attempt)
        self.budget = min(FULL_BUDGET, self.budget + 1)
        return result


class _Run:
    """One call in progress."""

    def __init__(self, runner: Runner, repeat: Repeat) -> None:
        self._runner = runner
        self._repeat = repeat
        self._deadline = runner.deadlines.of(repeat)
        self._lost = False
        self._flying = False
        self._last: Setback | None = None
        self._delay = 0.0
        self._limit: asyncio.Timeout | None = None

    async def carry_out(self, attempt: Callable[[], Awaitable[T]]) -> T:
        async def once() -> T:
            self._flying = True
            return await attempt()

        retrying = AsyncRetrying(
            retry=self._goes_on, wait=lambda _: self._delay, stop=stop_never, sleep=self._rest, reraise=True
        )
        try:
            async with asyncio.timeout(self._deadline) as self._limit:
                return await retrying(once)
        except TimeoutError:
            raise self._too_late() from None

    def _goes_on(self, state: RetryCallState) -> bool:
        setback = state.outcome.exception() if state.outcome else None
        if not isinstance(setback, Setback):
            return False
        self._flying = False
        self._last = setback
        setback.after_loss = setback.after_loss or self._lost
        self._lost = self._lost or setback.trouble in (Trouble.LOST, Trouble.GARBLED)
        delay = decide(
            self._repeat,
            state.attempt_number,
            setback.trouble,
            retry_after=setback.retry_after,
            budget=self._runner.budget,
            jitter=self._runner.pause.jitter(),
        )
        if delay is None:
            return False
        self._runner.budget -= cost(setback.trouble)
        self._delay = delay
        return True

    async def _rest(self, seconds: float) -> None:
        if self._limit and self._last and self._last.retry_after:
            end = self._limit.when()
            self._limit.reschedule(end + seconds if end is not None else None)
        await self._runner.pause.sleep(seconds)

    def _too_late(self) -> Setback:
        if self._last is not None and not self._flying:
            return self._last
        late = Setback(Trouble.LOST, f"No answer within {self._deadline:.0f} seconds.")
        late.after_loss = self._lost
        return late
