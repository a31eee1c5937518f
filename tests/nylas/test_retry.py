"""What is repeated, after how long, and what is never repeated."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.pulse import NOW, Recorded
from tui.nylas.retry import FULL_BUDGET, LONGEST_ASKED, Deadlines, Repeat, Runner, decide, retry_after
from tui.nylas.setbacks import Setback, Trouble, trouble_with


def delays(repeat: Repeat, trouble: Trouble, asked: float | None = None, jitter: float = 1.0) -> list[float]:
    """The waits of a call that meets the same trouble for ever."""
    waits: list[float] = []
    while True:
        delay = decide(repeat, len(waits) + 1, trouble, retry_after=asked, budget=FULL_BUDGET, jitter=jitter)
        if delay is None:
            return waits
        waits.append(delay)


@pytest.mark.parametrize(
    ("repeat", "trouble", "waits"),
    [
        (Repeat.READ, Trouble.NOT_SENT, [0.5, 1.0, 2.0]),
        (Repeat.READ, Trouble.LOST, [0.5, 1.0, 2.0]),
        (Repeat.READ, Trouble.THROTTLED, [1.0, 2.0, 4.0]),
        (Repeat.READ, Trouble.GARBLED, [0.5]),
        (Repeat.READ, Trouble.FOREIGN, []),
        (Repeat.READ, Trouble.UNSAFE, []),
        (Repeat.READ, Trouble.DECLINED, []),
        (Repeat.IDEMPOTENT, Trouble.LOST, [0.5, 1.0]),
        (Repeat.IDEMPOTENT, Trouble.GARBLED, []),
        (Repeat.MAILS, Trouble.LOST, []),
        (Repeat.MAILS, Trouble.NOT_SENT, [0.5, 1.0]),
        (Repeat.MAILS, Trouble.THROTTLED, [1.0, 2.0]),
        *((Repeat.NEVER, trouble, []) for trouble in Trouble),
    ],
)
def test_the_policy(repeat: Repeat, trouble: Trouble, waits: list[float]) -> None:
    assert delays(repeat, trouble) == waits


def test_a_server_that_asks_for_time_gets_it() -> None:
    assert delays(Repeat.READ, Trouble.THROTTLED, asked=7) == [7, 7, 7]
    assert delays(Repeat.READ, Trouble.LOST, asked=LONGEST_ASKED) == [60, 60, 60]


def test_a_server_that_asks_for_too_much_is_told_to_the_user() -> None:
    assert delays(Repeat.READ, Trouble.THROTTLED, asked=61) == []


def test_mass_failure_ends_the_repeating() -> None:
    for trouble in Trouble:
        assert decide(Repeat.READ, 1, trouble, retry_after=None, budget=4, jitter=0) is None


@given(
    repeat=st.sampled_from(Repeat),
    attempt=st.integers(1, 50),
    trouble=st.sampled_from(Trouble),
    asked=st.none() | st.floats(0, 1e12),
    jitter=st.floats(0, 1),
)
def test_no_wait_is_negative_or_endless(
    repeat: Repeat, attempt: int, trouble: Trouble, asked: float | None, jitter: float
) -> None:
    delay = decide(repeat, attempt, trouble, retry_after=asked, budget=100, jitter=jitter)
    assert delay is None or 0 <= delay <= LONGEST_ASKED


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("1e9", 1e9),
        (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Fri, 99 Nov 2026 12:00:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_all_its_spellings(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=40))
def test_retry_after_is_never_trusted(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (301, Trouble.FOREIGN),
        (400, Trouble.DECLINED),
        (401, Trouble.DECLINED),
        (404, Trouble.DECLINED),
        (408, Trouble.LOST),
        (423, Trouble.DECLINED),
        (429, Trouble.THROTTLED),
        (500, Trouble.LOST),
        (504, Trouble.LOST),
    ],
)
def test_what_a_status_says_about_the_request(status: int, trouble: Trouble) -> None:
    assert trouble_with(status) is trouble


class Attempts:
    """A request that fails as written down, then succeeds."""

    def __init__(self, *troubles: Trouble) -> None:
        self.made = 0
        self._troubles = troubles

    async def __call__(self) -> str:
        self.made += 1
        if self.made <= len(self._troubles):
            raise Setback(self._troubles[self.made - 1], "no")
        return "done"


async def test_a_read_heals() -> None:
    pause, attempts = Recorded(), Attempts(Trouble.NOT_SENT, Trouble.LOST, Trouble.THROTTLED)
    assert await Runner(pause).run(attempts, Repeat.READ) == "done"
    assert (attempts.made, pause.waits) == (4, [0.5, 1.0, 4.0])


async def test_a_create_is_sent_once() -> None:
    pause, attempts = Recorded(), Attempts(Trouble.NOT_SENT)
    with pytest.raises(Setback):
        await Runner(pause).run(attempts, Repeat.NEVER)
    assert (attempts.made, pause.waits) == (1, [])


async def test_a_loss_is_remembered_when_the_last_attempt_never_left() -> None:
    attempts = Attempts(Trouble.LOST, Trouble.NOT_SENT, Trouble.NOT_SENT)
    with pytest.raises(Setback) as caught:
        await Runner(Recorded()).run(attempts, Repeat.IDEMPOTENT)
    assert caught.value.after_loss


async def test_the_budget_runs_out_and_recovers() -> None:
    runner = Runner(Recorded())
    made = 0
    for _ in range(20):
        attempts = Attempts(*[Trouble.LOST] * 9)
        with pytest.raises(Setback):
            await runner.run(attempts, Repeat.READ)
        made += attempts.made
    assert made == 20 + FULL_BUDGET // 5
    for _ in range(5):
        await runner.run(Attempts(), Repeat.READ)
    healed = Attempts(Trouble.LOST)
    assert await runner.run(healed, Repeat.READ) == "done"


async def test_an_unrelated_failure_passes_through_at_once() -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Runner(Recorded()).run(broken, Repeat.READ)


async def test_a_call_that_never_ends_is_ended() -> None:
    with pytest.raises(Setback) as caught:
        await Runner(Recorded(), Deadlines(read=0.05)).run(asyncio.Event().wait, Repeat.READ)
    assert caught.value.trouble is Trouble.LOST


async def test_cancelling_a_call_cancels_it() -> None:
    call = asyncio.create_task(Runner(Recorded()).run(asyncio.Event().wait, Repeat.READ))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
