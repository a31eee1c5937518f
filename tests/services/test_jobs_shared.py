"""Links that outlive a crash, a second callsheet and a change of the event's id."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tests.services.test_jobs import asked, running
from tui.domain.conferencing import Details, Linked, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import Ambiguous, Refused, StoreError, Unauthorized, Unavailable
from tui.domain.events import Event, EventKey
from tui.domain.jobs import CONFIRMED_WITHIN, Job, JobState
from tui.domain.when import Moment
from tui.domain.work import Work
from tui.domain.writes import EventWrite
from tui.services.adopting import followed
from tui.services.shared_jobs import LEASE, LEASE_LENGTH
from tui.services.workspace import Workspace


class Killed(BaseException):
    """The process is no more."""


@asynccontextmanager
async def another(desk: Desk) -> AsyncIterator[Workspace]:
    """A second callsheet of the same account, on the same stores; its service brings no bad luck."""
    workspace = desk.world.workspace()
    await workspace.start()
    try:
        yield workspace
    finally:
        await workspace.aclose()


def zoom(desk: Desk, title: str = "Prism") -> Draft:
    return desk.draft(title, call=CallDraft(Provider.ZOOM, CallMode.CREATE))


async def killed_while_saving(desk: Desk, draft: Draft, call: str, *, sent: bool) -> None:
    """The process ends right before a request goes out, or right after the service did what it says."""
    (desk.luck.after if sent else desk.luck.before)[call] = Killed()  # type: ignore[assignment]
    with pytest.raises(Killed):
        await desk.workspace.edits.save(draft)
    desk.luck.after.clear()
    desk.luck.before.clear()


# Kept before the request goes out


async def test_a_call_is_kept_before_its_request_goes_out(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        seen: list[Job] = []
        real = desk.workspace.api.create

        async def create(*args: object, **named: object) -> object:
            async with another(desk) as other:
                seen.extend(other.jobs.pending())
            return await real(*args, **named)  # type: ignore[arg-type]

        desk.workspace.api.create = create  # type: ignore[method-assign,assignment]
        job = await asked(desk)
        [before] = seen
        assert (before.state, before.id, before.title) == (JobState.REQUESTED, job.id, "Prism")
        assert desk.workspace.jobs.all() == (job,)


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_a_call_asked_for_right_before_a_crash_is_found_at_the_next_start(
    tmp_path: Path, older: str
) -> None:
    async with at_the_desk("after:4", folder=tmp_path, older=older) as desk:
        draft = zoom(desk) if older else desk.meet()
        await killed_while_saving(desk, draft, "create", sent=True)
        async with another(desk) as again:
            [job] = again.jobs.pending()
            assert (job.state, job.key.event_id) == (JobState.REQUESTED, "")
            async with running(again):
                desk.pass_by(5)
                await desk.until(lambda: bool(again.jobs.all()[0].key.event_id))
                for _ in range(4):
                    desk.pass_by(5)
                    again.jobs.resume()
                    await asyncio.sleep(0.05)
                await desk.until(lambda: again.jobs.all()[0].state is JobState.LIVE)
            [job] = again.jobs.all()
            found = again.agenda.event(job.key)
            assert found is not None
            assert isinstance(found.conferencing, Linked)
        assert len(await desk.titled("Prism")) == 1


async def test_a_request_that_never_went_out_is_told_and_its_text_is_kept(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await killed_while_saving(desk, desk.meet(), "create", sent=False)
        async with another(desk) as again, running(again):
            desk.pass_by(CONFIRMED_WITHIN.total_seconds() + 1)
            again.jobs.resume()
            await desk.until(lambda: again.jobs.pending() == ())
            [job] = again.jobs.all()
            assert (job.state, "no trace" in job.reason) == (JobState.FAILED, True)
            assert [draft.title for draft in again.edits.drafts()] == ["Prism"]


async def test_a_call_put_on_an_event_right_before_a_crash_is_found_too(tmp_path: Path) -> None:
    async with at_the_desk("after:4", folder=tmp_path) as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        draft = replace(desk.workspace.edits.of(event), call=CallDraft(Provider.MEET, CallMode.CREATE))
        await killed_while_saving(desk, draft, "update", sent=True)
        async with another(desk) as again:
            [job] = again.jobs.pending()
            assert (job.state, job.key) == (JobState.REQUESTED, event.key)
            async with running(again):
                desk.pass_by(5)
                again.jobs.resume()
                await desk.until(lambda: again.jobs.all()[0].state is JobState.LIVE)


async def test_a_request_nobody_has_seen_leaves_the_list_when_it_is_not_watched_any_more(
    tmp_path: Path,
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await killed_while_saving(desk, desk.meet(), "create", sent=False)
        async with another(desk) as again:
            [job] = again.jobs.pending()
            await again.jobs.stop(job.id)
            assert again.jobs.all() == ()
            assert [draft.title for draft in again.edits.drafts()] == ["Prism"]


async def test_a_refused_request_leaves_nothing_to_wait_for() -> None:
    async with at_the_desk("never") as desk:
        desk.luck.before["create"] = Refused("Zoom is not to be had.")
        with pytest.raises(Refused):
            await desk.workspace.edits.save(desk.meet())
        assert desk.workspace.jobs.all() == ()


async def test_a_request_of_unknown_fate_is_looked_for_and_its_link_lands() -> None:
    async with at_the_desk("after:4") as desk, running(desk.workspace):
        desk.luck.after["create"] = Ambiguous("The connection broke.")
        desk.luck.before["marked"] = Unavailable("The service failed.")
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(desk.meet())
        desk.luck.after.clear()
        desk.luck.before.clear()
        [job] = desk.workspace.jobs.pending()
        assert job.state is JobState.REQUESTED
        for _ in range(3):
            desk.pass_by(60)
            desk.workspace.jobs.resume()
            await asyncio.sleep(0.05)
        await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.LIVE)
        assert len(await desk.titled("Prism")) == 1


async def test_saving_again_after_a_crash_goes_on_with_the_same_watch(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        draft = desk.meet()
        await killed_while_saving(desk, draft, "create", sent=True)
        async with another(desk) as again:
            [before] = again.jobs.pending()
            [kept] = again.edits.drafts()
            saved = await again.edits.save(kept)
            [job] = again.jobs.all()
            assert (job.id, job.key, job.state) == (before.id, saved.event.key, JobState.WAITING)
        assert len(await desk.titled("Prism")) == 1


# Under another id


async def landed(desk: Desk) -> Job:
    """The one job, once its link is there."""
    for _ in range(4):
        desk.pass_by(5)
        desk.workspace.jobs.resume()
        await asyncio.sleep(0.02)
    await desk.until(lambda: desk.workspace.jobs.pending() == ())
    job = desk.workspace.jobs.all()[0]
    assert job.state is JobState.LIVE
    return job


async def test_a_new_id_is_adopted_by_the_list_the_store_and_every_draft() -> None:
    async with at_the_desk("after:4", older="gmail") as desk, running(desk.workspace):
        work = desk.workspace
        await work.start()
        saved = await work.edits.save(zoom(desk))
        old = saved.event.key
        opened = work.edits.of(saved.event)
        await work.edits.keep(replace(opened, description="typed meanwhile"))
        job = await landed(desk)
        assert job.key != old
        assert work.agenda.moved[old] == job.key
        await work.agenda.refresh(WEEK)
        assert [event.key for event in work.agenda.view(WEEK).events if event.title == "Prism"] == [job.key]
        [kept] = work.edits.drafts()
        assert kept.original is not None
        assert kept.original.key == job.key
        after = await work.edits.save(replace(opened, location="Yard"))
        assert (after.event.key, after.event.location) == (job.key, "Yard")
        assert isinstance(after.event.conferencing, Linked)
        assert len(await desk.titled("Prism")) == 1


async def test_an_event_the_service_lost_sight_of_is_found_by_title_time_and_organizer() -> None:
    async with at_the_desk("after:4", older="gmail") as desk:
        saved = await desk.workspace.edits.save(zoom(desk))
        assert saved.job is not None
        await desk.workspace.jobs.forget(saved.job.id)
        nameless = replace(saved.event, work_id="")
        await desk.workspace.jobs.watch(nameless, "Zoom Meeting")
        async with running(desk.workspace):
            job = await landed(desk)
        assert job.key != saved.event.key
        assert "namesakes" in desk.luck.asked


async def test_a_failed_job_is_told_in_the_service_s_words_and_nothing_is_adopted() -> None:
    async with at_the_desk("fail", older="gmail") as desk, running(desk.workspace):
        job = await asked(desk)
        for _ in range(3):
            desk.pass_by(5)
            desk.workspace.jobs.resume()
            await asyncio.sleep(0.02)
        await desk.until(lambda: desk.workspace.jobs.pending() == ())
        [ended] = desk.workspace.jobs.all()
        assert (ended.state, ended.key) == (JobState.FAILED, job.key)
        assert ended.reason


def test_an_id_that_changed_twice_or_in_a_circle_is_followed_to_its_end() -> None:
    keys = [EventKey("work", name) for name in "abc"]
    draft = Draft("d", "work")
    assert followed(draft, {keys[0]: keys[1]}) is draft
    at = datetime(2026, 11, 20, tzinfo=UTC)
    held = replace(draft, original=Event("a", "work", "Prism", Moment(at)))
    twice = followed(held, {keys[0]: keys[1], keys[1]: keys[2]})
    assert twice.original is not None
    assert twice.original.id == "c"
    assert followed(held, {keys[0]: keys[1], keys[1]: keys[0]}).original is not None


# Several callsheets


def checks(workspace: Workspace) -> int:
    """How many looks at its first job a callsheet knows of."""
    return workspace.jobs.all()[0].checks


async def test_looks_that_find_nothing_are_kept_now_and_then_and_news_at_once(tmp_path: Path) -> None:
    async with at_the_desk("after:20", folder=tmp_path) as desk:
        await asked(desk)
        kept: list[int] = []
        state = desk.workspace._state
        real = state.replace_jobs

        def counted(changes: Sequence[tuple[Job, Job]]) -> tuple[Job, ...]:
            kept.append(len(changes))
            return real(changes)

        state.replace_jobs = counted  # type: ignore[method-assign,assignment]
        async with running(desk.workspace):
            for number in range(1, 7):
                desk.pass_by(2.5)
                desk.workspace.jobs.resume()
                await desk.until(lambda n=number: checks(desk.workspace) >= n)  # type: ignore[misc]
            assert len(kept) <= 3
            desk.pass_by(10)
            desk.workspace.jobs.resume()
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
            await desk.until(lambda: state.jobs()[0].state is JobState.LIVE)


async def test_a_look_that_comes_rarely_is_kept_at_once(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await asked(desk)
        async with running(desk.workspace):
            desk.pass_by(600)
            desk.workspace.jobs.resume()
            await desk.until(lambda: checks(desk.workspace) == 1)
            await desk.until(lambda: desk.workspace._state.jobs()[0].checks == 1)


async def test_a_link_that_landed_while_the_disk_was_full_is_kept_with_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        first, _ = await asked(desk, "One"), await asked(desk, "Two")
        own = OwnDetails(Provider.MEET, Details("https://meet.google.com/aaa-bbbb-ccc"))
        await desk.workspace.api.update(first.key, EventWrite(conferencing=own), notify=False)
        state = desk.workspace._state

        def full(_: object) -> None:
            raise StoreError("The disk is full.")

        def states(jobs: Sequence[Job]) -> set[JobState]:
            return {job.state for job in jobs}

        async with running(desk.workspace):
            with monkeypatch.context() as trouble:
                trouble.setattr(state, "replace_jobs", full)
                desk.pass_by(2)
                desk.workspace.jobs.resume()
                await desk.until(lambda: JobState.LIVE in states(desk.workspace.jobs.all()))
            assert states(state.jobs()) == {JobState.WAITING}
            desk.pass_by(3)
            desk.workspace.jobs.resume()
            await desk.until(lambda: JobState.LIVE in states(state.jobs()))


async def test_who_leaves_keeps_every_look_and_who_is_killed_leaves_them_to_the_next(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await asked(desk)
        async with running(desk.workspace):
            desk.pass_by(2)
            await desk.until(lambda: checks(desk.workspace) == 1)
            async with another(desk) as after_a_kill:
                assert checks(after_a_kill) == 0
                assert after_a_kill.jobs.pending()[0].next_check_at < desk.world.clock.now()
        async with another(desk) as after_leaving:
            await desk.until(lambda: after_leaving._state.jobs()[0].checks == 1)


async def test_a_call_asked_for_anew_elsewhere_is_not_set_back_by_looks_that_were_not_kept_yet(
    tmp_path: Path,
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk, another(desk) as other:
        job = await asked(desk)
        async with running(desk.workspace):
            desk.pass_by(2)
            await desk.until(lambda: checks(desk.workspace) == 1)
            await desk.until(lambda: bool(other.jobs.all()) or other._state.jobs() != ())
            async with running(other):
                await desk.until(lambda: bool(other.jobs.all()))
                await other.jobs.retry(job.id)
                again = other.jobs.all()[0].requested_at
                await desk.until(lambda: desk.workspace.jobs.all()[0].requested_at == again)
        await desk.until(lambda: other._state.jobs()[0].requested_at == again)


async def test_while_one_callsheet_looks_the_other_only_reads_what_it_saw(tmp_path: Path) -> None:
    async with at_the_desk("after:4", folder=tmp_path) as desk:
        await asked(desk)
        async with another(desk) as other:
            assert other.jobs.pending()
            other._state.hold(LEASE, "a third", desk.world.clock.now(), timedelta(seconds=9))
            desk.pass_by(5)
            async with running(desk.workspace):
                await asyncio.sleep(0.1)
                assert desk.luck.times("event") == 0
                async with running(other):
                    desk.pass_by(LEASE_LENGTH.total_seconds() + 1)
                    other.jobs.resume()
                    await desk.until(lambda: other.jobs.pending() == ())
                    await desk.until(lambda: desk.workspace.jobs.pending() == ())
            assert desk.workspace.jobs.all() == other.jobs.all()
            event = desk.workspace.agenda.event(other.jobs.all()[0].key)
            assert event is not None
            assert isinstance(event.conferencing, Linked)


async def test_two_callsheets_make_no_more_looks_than_one(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await asked(desk)
        async with another(desk) as other:
            looks: list[EventKey] = []
            real = other.api.event

            async def counted(key: EventKey) -> object:
                looks.append(key)
                return await real(key)

            other.api.event = counted  # type: ignore[method-assign,assignment]
            both = desk.workspace, other
            async with running(desk.workspace), running(other):
                for number in range(1, 6):
                    desk.pass_by(2)
                    desk.workspace.jobs.resume()
                    other.jobs.resume()
                    await desk.until(lambda n=number: max(map(checks, both)) >= n)  # type: ignore[misc]
                await desk.until(lambda: min(map(checks, both)) >= 4)  # told of now and then
            assert desk.luck.times("event") + len(looks) == 5


async def test_a_lease_that_a_dead_callsheet_held_expires(tmp_path: Path) -> None:
    async with at_the_desk("after:1", folder=tmp_path) as desk:
        await asked(desk)
        desk.workspace._state.hold(LEASE, "dead", desk.world.clock.now(), LEASE_LENGTH)
        async with running(desk.workspace):
            desk.pass_by(2)
            desk.workspace.jobs.resume()
            await asyncio.sleep(0.05)
            assert desk.luck.times("event") == 0
            desk.pass_by(LEASE_LENGTH.total_seconds())
            desk.workspace.jobs.resume()
            await desk.until(lambda: desk.workspace.jobs.pending() == ())


async def test_a_call_asked_for_elsewhere_is_watched_here_and_one_removed_there_is_gone(
    tmp_path: Path,
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk, another(desk) as other, running(other):
        job = await asked(desk)
        await desk.until(lambda: [one.id for one in other.jobs.pending()] == [job.id])
        await desk.workspace.jobs.forget(job.id)
        await desk.until(lambda: other.jobs.all() == ())


@pytest.mark.parametrize("deed", ["stop", "forget"])
@pytest.mark.parametrize("trouble", [None, Unavailable("The service failed.")], ids=["answered", "failed"])
async def test_what_is_done_elsewhere_during_a_look_is_not_undone_by_it(
    tmp_path: Path, deed: str, trouble: Exception | None
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk, another(desk) as other:
        job = await asked(desk)
        real, looking, answer = other.api.event, asyncio.Event(), asyncio.Event()

        async def slow(key: EventKey) -> Event:
            looking.set()
            await answer.wait()
            if trouble is not None:
                raise trouble
            return await real(key)

        other.api.event = slow  # type: ignore[method-assign]
        async with running(other):
            desk.pass_by(5)
            async with asyncio.timeout(30):
                await looking.wait()
            await getattr(desk.workspace.jobs, deed)(job.id)
            answer.set()
            await desk.until(lambda: other.jobs.pending() == ())
        kept = [one.state for one in desk.workspace._state.jobs()]
        assert kept == ([JobState.DETACHED] if deed == "stop" else [])


async def test_a_new_id_found_by_another_callsheet_is_adopted_here(tmp_path: Path) -> None:
    async with at_the_desk("after:4", folder=tmp_path, older="gmail") as desk, another(desk) as other:
        saved = await desk.workspace.edits.save(zoom(desk))
        opened = desk.workspace.edits.of(saved.event)
        async with running(other):
            for _ in range(4):
                desk.pass_by(5)
                other.jobs.resume()
                await asyncio.sleep(0.05)
            await desk.until(lambda: bool(other.jobs.all()) and not other.jobs.pending())
        async with running(desk.workspace):
            await desk.until(lambda: desk.workspace.jobs.pending() == ())
        [job] = desk.workspace.jobs.all()
        assert job.key != saved.event.key
        assert desk.workspace.agenda.moved[saved.event.key] == job.key
        after = await desk.workspace.edits.save(replace(opened, location="Yard"))
        assert after.event.key == job.key


async def test_a_refused_key_is_said_and_stops_every_request_of_the_older_generation_too() -> None:
    async with at_the_desk("never", older="gmail") as desk:
        await asked(desk, "One")
        await asked(desk, "Two")
        told: list[Job] = []
        desk.workspace.jobs.changed.subscribe(told.append)
        desk.luck.before["works"] = Unauthorized("The key was refused.")
        async with running(desk.workspace):
            desk.pass_by(5)
            desk.workspace.jobs.resume()
            await desk.until(lambda: desk.workspace.jobs.refused is not None)
            assert told
            desk.pass_by(600)
            await asyncio.sleep(0.05)
            assert desk.luck.times("works") == 1
            desk.luck.before.clear()
            desk.workspace.jobs.resume()
            await desk.until(lambda: desk.luck.times("works") == 2)
            assert desk.workspace.jobs.refused is None


async def test_jobs_the_list_does_not_name_are_asked_for_one_by_one() -> None:
    async with at_the_desk("never", older="gmail") as desk:
        await asked(desk, "One")
        await asked(desk, "Two")

        async def nothing() -> dict[str, object]:
            desk.luck.asked.append("works")
            return {}

        desk.workspace.api.works = nothing  # type: ignore[method-assign,assignment]
        async with running(desk.workspace):
            for _ in range(4):
                desk.pass_by(5)
                desk.workspace.jobs.resume()
                await asyncio.sleep(0.02)
            await desk.until(lambda: all(job.checks for job in desk.workspace.jobs.all()))
        assert desk.luck.times("works") == 1
        assert desk.luck.times("work") >= 2


async def test_a_job_the_list_leaves_out_is_asked_for_beside_it() -> None:
    async with at_the_desk("never", older="gmail") as desk:
        jobs = [await asked(desk, title) for title in ("One", "Two", "Three")]
        real = desk.workspace.api.works

        async def newest() -> dict[str, Work]:
            return {key: work for key, work in (await real()).items() if key != jobs[0].work_id}

        desk.workspace.api.works = newest  # type: ignore[method-assign]
        async with running(desk.workspace):
            for _ in range(4):
                desk.pass_by(5)
                desk.workspace.jobs.resume()
                await asyncio.sleep(0.02)
            await desk.until(lambda: all(job.checks for job in desk.workspace.jobs.all()))
        assert desk.luck.times("works") >= 1
        assert desk.luck.times("work") >= 1


async def test_a_job_the_service_has_forgotten_is_looked_for_on_its_event() -> None:
    async with at_the_desk("after:4", older="gmail") as desk, running(desk.workspace):
        saved = await desk.workspace.edits.save(desk.meet())
        assert saved.job is not None
        await desk.workspace.jobs.forget(saved.job.id)
        await desk.workspace.jobs.watch(replace(saved.event, work_id="forgotten"), "Google Meet")
        job = await landed(desk)
        assert job.key == saved.event.key
