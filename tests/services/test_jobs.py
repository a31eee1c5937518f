"""Watching links: politely, to the end, and across restarts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.desk import FRIDAY, Desk, at_the_desk
from tui.domain.conferencing import Autocreate, Conferencing, Details, OwnDetails, Provider, Requested
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import (
    Forbidden,
    RateLimited,
    Refused,
    StoreError,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from tui.domain.events import Event, EventKey
from tui.domain.jobs import GIVING_UP, GONE_AFTER, RAREST_WAIT, Job, JobState
from tui.domain.when import Timespan, Window
from tui.domain.writes import EventWrite
from tui.services.jobs import REMEMBERED
from tui.services.workspace import Workspace


@asynccontextmanager
async def running(workspace: Workspace) -> AsyncIterator[None]:
    """The watcher at work."""
    task = asyncio.create_task(workspace.jobs.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def asked(desk: Desk, title: str = "Prism") -> Job:
    """A call that was asked for."""
    saved = await desk.workspace.edits.save(desk.meet(title))
    assert saved.job is not None
    return saved.job


async def passes(desk: Desk, seconds: float) -> None:
    """Time goes on, and what is due is done."""
    before = desk.luck.times("event")
    desk.pass_by(seconds)
    desk.workspace.jobs.resume()
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            while desk.luck.times("event") == before:  # noqa: ASYNC110 - a look is a request, not an event
                await asyncio.sleep(0.002)
    await asyncio.sleep(0.01)


async def test_a_link_is_found_and_the_agenda_has_it() -> None:
    async with at_the_desk("after:4") as desk, running(desk.workspace):
        job = await asked(desk)
        told: list[JobState] = []
        desk.workspace.jobs.changed.subscribe(lambda news: told.append(news.state))
        await passes(desk, 5)
        await desk.until(lambda: desk.workspace.jobs.pending() == ())
        [ended] = desk.workspace.jobs.all()
        assert ended.state is JobState.LIVE
        assert ended.url.startswith("https://meet.google.com/")
        assert told[-1] is JobState.LIVE
        event = desk.workspace.agenda.event(job.key)
        assert event is not None
        assert not isinstance(event.conferencing, Requested)


async def test_looks_become_rarer_then_rare_and_end_after_a_day() -> None:
    async with at_the_desk("never") as desk, running(desk.workspace):
        job = await asked(desk)
        waits = []
        for _ in range(300):
            [now] = desk.workspace.jobs.all()
            if not now.pending:
                break
            wait = now.next_check_at - desk.world.clock.now()
            waits.append(wait.total_seconds())
            await passes(desk, max(wait.total_seconds(), 0) + 0.001)
        [ended] = desk.workspace.jobs.all()
        assert ended.state is JobState.GAVE_UP
        assert GIVING_UP <= ended.elapsed(desk.world.clock.now()) <= GIVING_UP + RAREST_WAIT
        assert waits[0] <= 1.0
        assert max(waits[:25]) <= 60
        assert max(waits) == RAREST_WAIT.total_seconds()
        assert len(waits) < 170
        assert (ended.id, ended.reason) == (job.id, "No link after 24 hours.")


async def test_a_failing_network_only_makes_the_next_look_later() -> None:
    async with at_the_desk("after:4") as desk, running(desk.workspace):
        await asked(desk)
        desk.luck.before["event"] = Unavailable("The service failed.")
        await passes(desk, 2)
        [job] = desk.workspace.jobs.all()
        assert job.pending
        assert job.checks >= 1
        desk.luck.before.clear()
        await passes(desk, 10)
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.LIVE)


async def test_a_refused_key_stops_every_look_until_it_is_accepted_again() -> None:
    async with at_the_desk("never") as desk, running(desk.workspace):
        await asked(desk)
        desk.luck.before["event"] = Unauthorized("The key was refused.")
        await passes(desk, 2)
        looks = desk.luck.times("event")
        desk.pass_by(600)
        await asyncio.sleep(0.05)
        assert desk.luck.times("event") == looks
        desk.luck.before.clear()
        desk.workspace.jobs.resume()
        await desk.until(lambda: desk.luck.times("event") > looks)


async def test_an_event_that_was_deleted_meanwhile_ends_its_watch() -> None:
    async with at_the_desk("never") as desk, running(desk.workspace):
        job = await asked(desk)
        await desk.workspace.api.delete(job.key, notify=False)
        await passes(desk, 2)
        [missing] = desk.workspace.jobs.all()
        assert missing.pending  # what was just made may lag
        await passes(desk, GONE_AFTER.total_seconds())
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.EVENT_GONE)


async def test_a_restart_goes_on_waiting(tmp_path: Path) -> None:
    async with at_the_desk("after:60", folder=tmp_path) as desk:
        job = await asked(desk)
        again = desk.world.workspace()
        await again.start()
        assert [one.id for one in again.jobs.pending()] == [job.id]
        async with running(again):
            desk.pass_by(120)
            again.jobs.resume()
            await desk.until(lambda: again.jobs.all()[0].state is JobState.LIVE)
        await again.aclose()


async def test_a_newer_request_on_the_same_event_takes_over() -> None:
    async with at_the_desk("never") as desk:
        first = await asked(desk)
        event = await desk.workspace.api.event(first.key)
        second = await desk.workspace.jobs.watch(event, "Google Meet")
        states = {job.id: job.state for job in desk.workspace.jobs.all()}
        assert states == {first.id: JobState.DETACHED, second.id: JobState.WAITING}
        assert desk.workspace.jobs.of(event) == second


async def test_stopping_leaves_the_event_and_a_second_stop_clears_the_list() -> None:
    async with at_the_desk("never") as desk:
        job = await asked(desk)
        await desk.workspace.jobs.stop(job.id)
        assert desk.workspace.jobs.all()[0].state is JobState.DETACHED
        await desk.workspace.jobs.stop(job.id)
        await desk.workspace.jobs.stop("unknown")
        assert desk.workspace.jobs.all() == ()
        assert len(await desk.titled("Prism")) == 1


async def test_what_the_user_did_meanwhile_is_not_undone_by_a_late_look() -> None:
    async with at_the_desk("never") as desk, running(desk.workspace):
        job = await asked(desk)
        real = desk.workspace.api.event

        async def slow(key: EventKey) -> Event:
            await desk.workspace.jobs.stop(job.id)
            return await real(key)

        desk.workspace.api.event = slow  # type: ignore[method-assign]
        desk.pass_by(5)
        desk.workspace.jobs.resume()
        await desk.until(lambda: desk.workspace.jobs.pending() == ())
        await asyncio.sleep(0.02)
        assert desk.workspace.jobs.all()[0].state is JobState.DETACHED


class Log(list[str]):
    """What is asked of the service, and when."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._now = desk.world.clock.now
        self.at: list[float] = []

    def append(self, name: str) -> None:
        super().append(name)
        self.at.append(self._now().timestamp())

    def most_within(self, seconds: float) -> int:
        """The most requests in any stretch of this length."""
        return max(sum(start <= one < start + seconds for one in self.at) for start in self.at)


async def a_hundred_wait(desk: Desk, provider: Provider, seconds: float) -> Log:
    """A hundred links are waited for while this much time runs past; what was asked of the service."""
    when = Timespan(FRIDAY, FRIDAY + timedelta(minutes=30))
    for number in range(100):
        event = await desk.create(EventWrite(f"N{number}", when, conferencing=Autocreate(provider)))
        await desk.workspace.jobs.watch(event, provider.value)

    async def sleep(seconds: float) -> None:
        until = desk.world.clock.now() + timedelta(seconds=seconds)
        while desk.world.clock.now() < until:  # noqa: ASYNC110 - the story's time is no event
            await asyncio.sleep(0.001)

    desk.workspace.jobs._pause.sleep = sleep  # type: ignore[method-assign]
    desk.luck.asked = log = Log(desk)
    over = desk.world.clock.now() + timedelta(seconds=seconds)
    async with running(desk.workspace):
        while desk.world.clock.now() < over:
            await asyncio.sleep(0.001)
            desk.pass_by(0.04)
            desk.workspace.jobs.resume()
    return log


async def test_a_hundred_links_share_two_requests_a_second() -> None:
    async with at_the_desk("never") as desk:
        log = await a_hundred_wait(desk, Provider.MEET, 100)
        assert set(log) == {"calls"}
        assert 10 <= len(log) < 40
        assert log.most_within(1) <= 1
        assert all(job.checks >= 10 for job in desk.workspace.jobs.all())


async def test_of_many_links_those_that_landed_are_read_by_themselves_and_the_others_waited_for() -> None:
    async with at_the_desk("never") as desk:
        jobs = [await call_at(desk, hours) for hours in range(6)]
        landed = jobs[3].key
        write = EventWrite(
            conferencing=OwnDetails(Provider.MEET, Details("https://meet.google.com/aaa-bbbb-ccc"))
        )
        await desk.workspace.api.update(landed, write, notify=False)
        async with running(desk.workspace):
            await looked_through(desk)
            await desk.until(lambda: len(desk.workspace.jobs.pending()) == 5)
        [live] = [job for job in desk.workspace.jobs.all() if not job.pending]
        assert (live.key, live.state, live.url) == (
            landed,
            JobState.LIVE,
            "https://meet.google.com/aaa-bbbb-ccc",
        )
        assert (desk.luck.times("calls"), desk.luck.times("event")) == (1, 1)
        assert {job.checks for job in desk.workspace.jobs.pending()} == {1}


async def test_what_a_listing_leaves_out_is_looked_at_by_itself() -> None:
    async with at_the_desk("never") as desk:
        jobs = [await call_at(desk, hours) for hours in range(6)]
        later = Timespan(FRIDAY + timedelta(days=40), FRIDAY + timedelta(days=41))
        await desk.workspace.api.update(jobs[0].key, EventWrite(when=later), notify=False)
        async with running(desk.workspace):
            await looked_through(desk)
            await desk.until(lambda: all(job.checks for job in desk.workspace.jobs.all()))
        assert (desk.luck.times("calls"), desk.luck.times("event")) == (1, 1)


@pytest.mark.parametrize("trouble", [Refused("This cannot be listed."), None], ids=["refused", "empty"])
async def test_where_listings_tell_nothing_links_are_looked_for_one_by_one(trouble: Exception | None) -> None:
    async with at_the_desk("after:4") as desk:
        for hours in range(6):
            await call_at(desk, hours)
        if trouble is not None:
            desk.luck.before["calls"] = trouble
        else:
            desk.workspace.api.calls = nothing  # type: ignore[method-assign]
        async with running(desk.workspace):
            for _ in range(20):
                desk.pass_by(2)
                desk.workspace.jobs.resume()
                await asyncio.sleep(0.05)
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
        assert {job.state for job in desk.workspace.jobs.all()} == {JobState.LIVE}
        assert desk.luck.times("calls") <= 1


async def test_a_listing_nobody_answers_puts_all_its_links_off() -> None:
    async with at_the_desk("never") as desk:
        for hours in range(6):
            await call_at(desk, hours)
        desk.luck.before["calls"] = Unreachable("There is no connection.")
        async with running(desk.workspace):
            await looked_through(desk)
            await desk.until(lambda: all(job.checks == 1 for job in desk.workspace.jobs.all()))
        assert (desk.luck.times("calls"), desk.luck.times("event")) == (1, 0)
        assert len(desk.workspace.jobs.pending()) == 6


async def nothing(calendar_id: str, window: Window) -> dict[str, Conferencing]:
    """A listing that is empty."""
    return {}


async def call_at(desk: Desk, hours: int) -> Job:
    """A call that was asked for, so many hours after the others."""
    start = FRIDAY + timedelta(hours=hours)
    when = Timespan(start, start + timedelta(minutes=30))
    event = await desk.create(EventWrite(f"N{hours}", when, conferencing=Autocreate(Provider.MEET)))
    return await desk.workspace.jobs.watch(event, Provider.MEET.value)


async def looked_through(desk: Desk) -> None:
    """Time goes on until the first listing."""
    desk.luck.asked.clear()
    desk.pass_by(1.5)
    desk.workspace.jobs.resume()
    await desk.until(lambda: desk.luck.times("calls") == 1)


async def test_a_hundred_links_of_the_older_generation_are_asked_for_in_one_request() -> None:
    async with at_the_desk("never", older="gmail") as desk:
        log = await a_hundred_wait(desk, Provider.ZOOM, 30)
        assert set(log) == {"works"}
        assert len(log) < 40
        assert log.most_within(10) < 20
        assert all(job.checks >= 5 for job in desk.workspace.jobs.all())


async def test_a_hundred_links_that_land_at_once_are_fetched_as_politely() -> None:
    async with at_the_desk("after:4", older="gmail") as desk:
        log = await a_hundred_wait(desk, Provider.ZOOM, 80)
        jobs = desk.workspace.jobs.all()
        assert {job.state for job in jobs} == {JobState.LIVE}
        assert len({job.key for job in jobs}) == len({job.url for job in jobs}) == 100
        assert set(log) == {"works", "event"}
        assert log.most_within(1) <= 2
        assert log.most_within(10) < 20


async def test_only_the_newest_endings_are_remembered() -> None:
    async with at_the_desk("never") as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        for number in range(REMEMBERED + 5):
            desk.pass_by(1)
            await desk.workspace.jobs.watch(replace(event, id=f"e{number}"), "Google Meet")
            await desk.workspace.jobs.stop(desk.workspace.jobs.all()[0].id)
        await desk.workspace.jobs.watch(event, "Google Meet")
        ended = [job for job in desk.workspace.jobs.all() if not job.pending]
        assert len(ended) == REMEMBERED
        assert ended[0].key.event_id == f"e{REMEMBERED + 4}"


async def test_a_service_that_asks_for_quiet_gets_it_from_every_job() -> None:
    async with at_the_desk("after:4") as desk:
        await asked(desk, "One")
        await asked(desk, "Two")
        desk.luck.before["event"] = RateLimited("Too many requests.", retry_after=300.0)
        async with running(desk.workspace):
            await passes(desk, 2)
            assert desk.luck.times("event") == 1
            desk.luck.before.clear()
            desk.pass_by(290)
            desk.workspace.jobs.resume()
            await asyncio.sleep(0.05)
            assert desk.luck.times("event") == 1
            await passes(desk, 11)
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
        assert {job.state for job in desk.workspace.jobs.all()} == {JobState.LIVE}


async def test_an_hour_without_a_connection_gives_nothing_up() -> None:
    async with at_the_desk("after:4") as desk, running(desk.workspace):
        await asked(desk)
        desk.luck.before["event"] = Unreachable("There is no connection.")
        await passes(desk, 3600)
        await passes(desk, 100)
        [job] = desk.workspace.jobs.all()
        assert job.pending
        assert job.checks >= 2
        desk.luck.before.clear()
        await passes(desk, 100)
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.LIVE)


async def test_a_call_nobody_may_look_at_is_given_up_in_the_end() -> None:
    async with at_the_desk("never") as desk, running(desk.workspace):
        await asked(desk)
        desk.luck.before["event"] = Forbidden("A scope is missing.")
        await passes(desk, GIVING_UP.total_seconds() + 1)
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.GAVE_UP)


async def test_a_clock_that_was_set_back_stops_no_watch() -> None:
    async with at_the_desk("never") as desk:
        await asked(desk)
        desk.pass_by(-7200)
        async with running(desk.workspace):
            await desk.until(lambda: desk.luck.times("event") == 1)
            [job] = desk.workspace.jobs.all()
            await desk.until(lambda: desk.workspace.jobs.all()[0].checks == 1)
            await asyncio.sleep(0.05)
            assert desk.luck.times("event") == 1
            assert job.pending


async def test_two_watchers_of_one_account_are_one() -> None:
    async with at_the_desk("never") as desk:
        await asked(desk)
        async with running(desk.workspace), running(desk.workspace):
            await passes(desk, 2)
            await asyncio.sleep(0.05)
            desk.workspace.jobs.resume()
            await asyncio.sleep(0.05)
            assert desk.luck.times("event") == 1


async def test_what_another_callsheet_saw_is_not_asked_for_again(tmp_path: Path) -> None:
    async with at_the_desk("after:4", folder=tmp_path) as desk:
        await asked(desk)
        other = desk.world.workspace()
        async with running(other):
            desk.pass_by(5)
            other.jobs.resume()
            await desk.until(lambda: other.jobs.pending() == ())
        async with running(desk.workspace):
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
        [job] = desk.workspace.jobs.all()
        assert (job.state, job) == (JobState.LIVE, other.jobs.all()[0])
        assert desk.luck.times("event") == 0
        await other.aclose()


async def test_what_the_user_stopped_in_one_callsheet_stays_stopped_in_the_other(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        job = await asked(desk)
        other = desk.world.workspace()
        await other.jobs.stop(job.id)
        async with running(desk.workspace):
            desk.pass_by(5)
            desk.workspace.jobs.resume()
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
        assert desk.workspace.jobs.all()[0].state is JobState.DETACHED
        await other.aclose()


async def test_a_disk_that_is_full_stops_no_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk("after:30") as desk, running(desk.workspace):
        await asked(desk)

        def full(_: Job) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(desk.workspace._state, "put_job", full)
        await passes(desk, 2)
        await passes(desk, 10)
        assert desk.workspace.jobs.all()[0].checks >= 2
        await passes(desk, 60)
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.LIVE)


async def test_no_watch_goes_on_after_the_last_has_ended() -> None:
    async with at_the_desk("after:4") as desk, running(desk.workspace):
        await asked(desk)
        await passes(desk, 5)
        await desk.until(lambda: desk.workspace.jobs.pending() == ())
        looks = desk.luck.times("event")
        desk.pass_by(3600)
        desk.workspace.jobs.resume()
        await asyncio.sleep(0.05)
        assert desk.luck.times("event") == looks


async def test_a_link_that_was_replaced_or_taken_off_is_not_offered_any_more() -> None:
    async with at_the_desk("at-once") as desk:
        edits, jobs = desk.workspace.edits, desk.workspace.jobs
        async with running(desk.workspace):
            event = (await edits.save(desk.meet())).event
            await desk.until(lambda: not jobs.pending())
            now = await desk.workspace.api.event(event.key)
            own = CallDraft(Provider.WEBEX, CallMode.OWN, url="https://northlight.webex.com/meet/ada")
            await edits.save(replace(edits.of(now), call=own))
            assert [job for job in jobs.all() if job.state is JobState.LIVE] == []
