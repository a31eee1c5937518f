"""Saving: the smallest change, sent once, and looked for when nobody knows whether it arrived."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.desk import FRIDAY, WEEK, Desk, at_the_desk
from tui.domain.conferencing import Linked, NoConference, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import (
    Ambiguous,
    ApiError,
    ChangedBehind,
    DraftRefused,
    NotFound,
    Refused,
    Unreachable,
)
from tui.domain.events import Event, EventKey, Rsvp
from tui.domain.jobs import JobState
from tui.domain.merging import merged
from tui.domain.pairs import MARK
from tui.domain.writes import EventWrite
from tui.services.creating import AGAIN

LOST = Ambiguous("The answer was lost.")
OFFLINE = Unreachable("There is no connection.")
LINK = "https://meet.google.com/abc-defg-hij"


async def test_a_new_event_is_created_once_and_its_draft_is_gone() -> None:
    async with at_the_desk() as desk:
        saved = await desk.workspace.edits.save(desk.draft())
        assert [event.key for event in await desk.titled("Prism")] == [saved.event.key]
        assert desk.workspace.edits.drafts() == ()
        assert desk.workspace.agenda.event(saved.event.key) == saved.event


async def test_a_draft_with_a_problem_asks_nobody_and_stays() -> None:
    async with at_the_desk() as desk:
        with pytest.raises(DraftRefused):
            await desk.workspace.edits.save(desk.draft(starts="sometime"))
        assert desk.luck.asked == []
        assert [draft.title for draft in desk.workspace.edits.drafts()] == ["Prism"]


async def test_a_lost_answer_is_looked_for_and_not_sent_again() -> None:
    async with at_the_desk() as desk:
        desk.luck.after["create"] = LOST
        saved = await desk.workspace.edits.save(desk.draft())
        assert desk.luck.times("create") == 1
        assert [event.key for event in await desk.titled("Prism")] == [saved.event.key]


async def test_an_answer_lost_on_a_dead_line_keeps_the_draft_and_the_next_save_finds_the_event() -> None:
    async with at_the_desk() as desk:
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous) as caught:
            await desk.workspace.edits.save(desk.draft())
        assert "may or may not" in caught.value.means
        [draft] = desk.workspace.edits.drafts()
        desk.luck.after.clear()
        desk.luck.before.clear()
        saved = await desk.workspace.edits.save(draft)
        assert desk.luck.times("create") == 1
        assert [event.key for event in await desk.titled("Prism")] == [saved.event.key]


async def test_what_was_typed_after_a_lost_answer_reaches_the_event_too() -> None:
    async with at_the_desk() as desk:
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(desk.meet())
        desk.luck.after.clear()
        desk.luck.before.clear()
        [draft] = desk.workspace.edits.drafts()
        saved = await desk.workspace.edits.save(replace(draft, title="Prism, at last", location="Yard"))
        assert (saved.event.title, saved.event.location) == ("Prism, at last", "Yard")
        assert desk.luck.times("create") == 1
        assert saved.job is not None
        assert await desk.titled("Prism") == []


async def test_a_request_that_never_arrived_is_sent_by_the_next_save() -> None:
    async with at_the_desk() as desk:
        desk.luck.before["create"] = LOST
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(desk.draft())
        assert await desk.titled("Prism") == []
        desk.luck.before.clear()
        [draft] = desk.workspace.edits.drafts()
        await desk.workspace.edits.save(draft)
        assert len(await desk.titled("Prism")) == 1


async def test_what_was_on_its_way_at_a_crash_is_found_after_the_next_start(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.luck.after["create"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(desk.draft())
        again = desk.world.workspace()
        await again.start()
        [draft] = again.edits.drafts()
        saved = await again.edits.save(draft)
        assert [event.key for event in await desk.titled("Prism")] == [saved.event.key]
        await again.aclose()


async def test_a_draft_saved_in_another_window_is_changed_and_not_created_again(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        other = desk.world.workspace()
        await other.start()
        draft = desk.draft()
        await other.edits.keep(draft)
        await desk.workspace.edits.save(draft)
        saved = await other.edits.save(replace(draft, location="Yard"))
        assert [(event.key, event.location) for event in await desk.titled("Prism")] == [
            (saved.event.key, "Yard")
        ]
        assert other.edits.drafts() == ()
        await other.aclose()


async def test_an_end_between_the_answer_and_the_watch_loses_neither_the_event_nor_its_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:

        async def killed(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(desk.workspace.jobs, "watch", killed)
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(desk.meet())
        again = desk.world.workspace()
        await again.start()
        [draft] = again.edits.drafts()
        saved = await again.edits.save(draft)
        assert saved.job is not None
        assert saved.job.pending
        assert len(await desk.titled("Prism")) == 1
        assert again.edits.drafts() == ()
        await again.aclose()


@pytest.mark.parametrize("seconds", [1, 30])
async def test_a_call_asked_for_before_a_crash_is_one_s_own_and_not_asked_for_again(
    tmp_path: Path, seconds: float
) -> None:
    async with at_the_desk("after:4", folder=tmp_path) as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        draft = replace(desk.workspace.edits.of(event), call=desk.meet().call)
        desk.luck.after["update"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(draft)
        desk.pass_by(seconds)
        there = await desk.workspace.api.event(event.key)
        again = desk.world.workspace()
        await again.start()
        desk.pass_by(2)
        saved = await again.edits.save(draft)
        assert saved.event == there
        assert (saved.job is None) == isinstance(there.conferencing, Linked)
        assert [job.id for job in again.jobs.pending()] == ([saved.job.id] if saved.job else [])
        assert again.edits.drafts() == ()
        await again.aclose()


async def test_a_change_of_title_and_call_cut_off_before_its_draft_went_mails_and_watches_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        event = (await desk.workspace.edits.save(desk.draft(guests="ben@sandbox.test"))).event
        draft = replace(desk.workspace.edits.of(event), title="Prism, moved", call=desk.meet().call)

        async def killed(sent: Draft, event: Event) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(desk.workspace.edits, "_done_with", killed)
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(draft)
        mails = desk.world.server._store.mails()
        again = desk.world.workspace()
        await again.start()
        saved = await again.edits.save(draft)
        assert saved.event.title == "Prism, moved"
        assert again.jobs.all() == (saved.job,)
        assert desk.world.server._store.mails() == mails
        await again.aclose()


async def test_a_call_somebody_else_put_on_meanwhile_is_still_asked_about(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        draft = replace(edits.of(event), call=desk.meet().call)
        theirs = replace(edits.of(event), call=CallDraft(Provider.MEET, CallMode.OWN, url=LINK))
        await edits.save(theirs)
        with pytest.raises(ChangedBehind):
            await edits.save(draft)


async def test_only_what_changed_is_sent_and_a_call_that_was_left_alone_stays() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        call = CallDraft(Provider.MEET, CallMode.OWN, url=LINK)
        event = (await edits.save(desk.draft(call=call))).event
        draft = replace(edits.of(event), title="Prism, again")
        write = edits.check(draft).write
        assert write is not None
        assert write.named() == ("title",)
        after = (await edits.save(draft)).event
        assert after.conferencing == event.conferencing
        assert after.when == event.when


async def test_saving_what_did_not_change_asks_nobody() -> None:
    async with at_the_desk() as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        desk.luck.asked.clear()
        assert (await desk.workspace.edits.save(desk.workspace.edits.of(event))).event == event
        assert desk.luck.asked == []


async def test_somebody_else_s_change_to_the_same_field_is_asked_about() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        await desk.workspace.api.update(event.key, EventWrite(title="Theirs"), notify=False)
        draft = replace(edits.of(event), title="Mine")
        with pytest.raises(ChangedBehind) as caught:
            await edits.save(draft)
        assert [kept.title for kept in edits.drafts()] == ["Mine"]
        now, context = caught.value.now, edits.context()
        assert merged(draft, now, frozenset(), context).title == "Theirs"
        settled = merged(draft, now, frozenset({"title"}), context)
        assert (await edits.save(settled)).event.title == "Mine"


async def test_somebody_else_s_change_to_another_field_is_kept() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        await desk.workspace.api.update(event.key, EventWrite(location="Room 4"), notify=False)
        after = (await edits.save(replace(edits.of(event), title="Mine"))).event
        assert (after.title, after.location) == ("Mine", "Room 4")


async def test_a_change_whose_answer_was_lost_counts_when_it_is_seen() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        desk.luck.after["update"] = LOST
        desk.pass_by(2)
        after = (await edits.save(replace(edits.of(event), title="Mine"))).event
        assert after.title == "Mine"
        desk.luck.after.clear()
        desk.luck.before["update"] = LOST
        with pytest.raises(Ambiguous):
            await edits.save(replace(edits.of(after), title="Never"))


async def test_a_change_that_turns_out_to_have_arrived_is_nobody_else_s() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        await desk.workspace.api.update(event.key, EventWrite(title="Mine"), notify=False)
        assert (await edits.save(replace(edits.of(event), title="Mine"))).event.title == "Mine"


@pytest.mark.parametrize("links", ["after:4", "at-once"])
async def test_a_call_is_watched_only_while_its_link_is_missing(links: str) -> None:
    async with at_the_desk(links) as desk:
        saved = await desk.workspace.edits.save(desk.meet())
        assert (saved.job is None) == (links == "at-once")


async def test_deleting_what_is_gone_already_is_fine_and_ends_its_watch() -> None:
    async with at_the_desk("never") as desk:
        edits, jobs = desk.workspace.edits, desk.workspace.jobs
        event = (await edits.save(desk.meet())).event
        await desk.workspace.api.delete(event.key, notify=False)
        await edits.delete(event)
        assert jobs.pending() == ()
        assert desk.workspace.agenda.event(event.key) is None


async def test_taking_a_call_off_takes_its_text_along() -> None:
    async with at_the_desk("at-once") as desk:
        edits = desk.workspace.edits
        event = (await edits.save(replace(desk.meet(), description="Bring the colours."))).event
        assert isinstance(event.conferencing, Linked)
        after = await edits.remove_call(await desk.workspace.api.event(event.key))
        assert after.conferencing == NoConference()
        assert after.description == "Bring the colours."


async def failed(desk: Desk) -> str:
    """A call that did not come; the id of its watch."""
    saved = await desk.workspace.edits.save(desk.meet("Prism #link:fail"))
    assert saved.job is not None
    desk.pass_by(6)
    await desk.until(lambda: desk.workspace.jobs.all()[0].state is JobState.FAILED)
    return saved.job.id


async def test_asking_again_for_a_call_that_failed_asks_the_service_again() -> None:
    async with at_the_desk() as desk:
        workspace = desk.workspace
        running = asyncio.create_task(workspace.jobs.run())
        job_id = await failed(desk)
        [job] = workspace.jobs.all()
        await workspace.api.update(job.key, EventWrite(title="Prism"), notify=False)
        await workspace.edits.ask_again(job)
        [fresh] = workspace.jobs.all()
        assert fresh.id != job_id
        assert fresh.pending
        desk.pass_by(6)
        workspace.jobs.resume()
        await desk.until(lambda: workspace.jobs.all()[0].state is JobState.LIVE)
        running.cancel()


async def test_asking_again_while_the_call_is_still_being_made_only_looks_again() -> None:
    async with at_the_desk("never") as desk:
        saved = await desk.workspace.edits.save(desk.meet())
        assert saved.job is not None
        desk.luck.asked.clear()
        await desk.workspace.edits.ask_again(saved.job)
        assert desk.luck.asked == ["event"]
        assert desk.workspace.jobs.all()[0].id == saved.job.id


async def test_asking_again_for_an_event_that_is_gone_says_so() -> None:
    async with at_the_desk("never") as desk:
        saved = await desk.workspace.edits.save(desk.meet())
        assert saved.job is not None
        await desk.workspace.api.delete(saved.event.key, notify=False)
        with pytest.raises(NotFound):
            await desk.workspace.edits.ask_again(saved.job)


async def test_an_answer_that_is_refused_leaves_the_event_as_it_was() -> None:
    async with at_the_desk() as desk:
        desk.luck.before["create"] = ApiError("The service declined.")
        with pytest.raises(ApiError):
            await desk.workspace.edits.save(desk.draft())
        assert len(desk.workspace.edits.drafts()) == 1


async def test_saving_twice_at_once_makes_one_event() -> None:
    async with at_the_desk("never") as desk:
        draft = desk.meet()
        first, second = await asyncio.gather(
            desk.workspace.edits.save(draft), desk.workspace.edits.save(draft)
        )
        assert first.event.key == second.event.key
        assert [event.key for event in await desk.titled("Prism")] == [first.event.key]
        assert desk.luck.times("create") == 1
        assert [job.id for job in desk.workspace.jobs.all()] == [first.job.id if first.job else ""]
        assert desk.workspace.edits.drafts() == ()


async def test_the_text_of_a_second_save_reaches_the_event_of_the_first() -> None:
    async with at_the_desk() as desk:
        draft = desk.draft()
        await desk.workspace.edits.save(draft)
        saved = await desk.workspace.edits.save(replace(draft, title="Prism, better"))
        assert saved.event.title == "Prism, better"
        assert desk.luck.times("create") == 1
        assert await desk.titled("Prism") == []


async def test_a_draft_sent_to_another_calendar_after_a_lost_answer_is_there_and_only_there() -> None:
    async with at_the_desk() as desk:
        edits, own = desk.workspace.edits, desk.calendar
        other = next(c for c in desk.workspace.agenda.calendars() if not c.read_only and c.id != own)
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous):
            await edits.save(desk.draft())
        desk.luck.after.clear()
        desk.luck.before.clear()
        [draft] = edits.drafts()
        saved = await edits.save(replace(draft, calendar_id=other.id))
        assert saved.event.calendar_id == other.id
        assert await desk.titled("Prism") == []


async def test_a_create_that_is_still_under_way_after_a_crash_is_waited_for() -> None:
    async with at_the_desk() as desk:
        edits, draft = desk.workspace.edits, desk.draft()
        desk.luck.before["create"] = asyncio.CancelledError()  # type: ignore[assignment]
        with pytest.raises(asyncio.CancelledError):
            await edits.save(draft)
        desk.luck.before.clear()
        token = desk.workspace._state.intent_of(draft.id)
        write = edits.check(draft).write
        assert token
        assert write is not None
        arriving = replace(write, metadata={MARK: token})

        async def sleep(seconds: float) -> None:
            if seconds == AGAIN[1]:
                await desk.create(arriving)

        desk.workspace.edits._creates._pause.sleep = sleep  # type: ignore[method-assign]
        desk.luck.asked.clear()
        await edits.save(draft)
        assert desk.luck.times("create") == 1
        assert len(await desk.titled("Prism")) == 1


async def test_what_was_surely_not_created_is_sent_again_without_a_search() -> None:
    async with at_the_desk() as desk:
        for refusal in (Refused("The service declined."), OFFLINE):
            desk.luck.before["create"] = refusal
            with pytest.raises(ApiError):
                await desk.workspace.edits.save(desk.draft())
            desk.luck.before.clear()
            [draft] = desk.workspace.edits.drafts()
            desk.luck.asked.clear()
            await desk.workspace.edits.save(draft)
            assert desk.luck.asked == ["create"]


async def test_while_nobody_can_say_whether_it_was_created_nothing_is_sent_again() -> None:
    async with at_the_desk() as desk:
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(desk.draft())
        [draft] = desk.workspace.edits.drafts()
        with pytest.raises(Unreachable):
            await desk.workspace.edits.save(draft)
        assert desk.luck.times("create") == 1
        assert len(desk.workspace.edits.drafts()) == 1


async def test_a_change_lost_on_a_line_that_died_is_not_said_to_have_been_without_effect() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        real = desk.workspace.api.update

        async def dies(key: EventKey, write: EventWrite, *, notify: bool) -> Event:
            await real(key, write, notify=notify)
            desk.luck.before["event"] = OFFLINE
            raise LOST

        desk.workspace.api.update = dies  # type: ignore[method-assign]
        with pytest.raises(Ambiguous):
            await edits.save(replace(edits.of(event), title="Mine"))
        assert [draft.title for draft in edits.drafts()] == ["Mine"]


async def invited(desk: Desk) -> Event:
    """An invitation, as the agenda has it."""
    await desk.workspace.agenda.refresh(WEEK)
    mine = desk.workspace.account.email
    return next(e for e in desk.workspace.agenda.view(WEEK).events if e.answer_of(mine) is Rsvp.NONE)


async def test_an_answer_shows_at_once() -> None:
    async with at_the_desk() as desk:
        event = await invited(desk)
        assert await desk.workspace.edits.rsvp(event, Rsvp.YES) == ""
        after = desk.workspace.agenda.event(event.key)
        assert after is not None
        assert after.answer_of(desk.workspace.account.email) is Rsvp.YES


async def test_an_answer_whose_mail_did_not_go_out_counts_and_the_reason_is_told() -> None:
    async with at_the_desk() as desk:
        event = await invited(desk)
        real = desk.workspace.api.rsvp

        async def unmailed(key: EventKey, answer: Rsvp, comment: str = "") -> str:
            await real(key, answer, comment)
            return "No mailbox."

        desk.workspace.api.rsvp = unmailed  # type: ignore[method-assign]
        assert await desk.workspace.edits.rsvp(event, Rsvp.MAYBE) == "No mailbox."
        after = desk.workspace.agenda.event(event.key)
        assert after is not None
        assert after.answer_of(desk.workspace.account.email) is Rsvp.MAYBE


async def test_an_answer_that_went_through_is_no_failure_when_the_line_dies_after_it() -> None:
    async with at_the_desk() as desk:
        event = await invited(desk)
        desk.luck.before["event"] = OFFLINE
        assert await desk.workspace.edits.rsvp(event, Rsvp.YES) == ""
        assert desk.luck.times("rsvp") == 1


async def test_a_declined_event_that_the_account_drops_is_gone_from_the_agenda() -> None:
    async with at_the_desk() as desk:
        event = await invited(desk)
        desk.luck.before["event"] = NotFound("It is not there.")
        await desk.workspace.edits.rsvp(event, Rsvp.NO)
        assert desk.workspace.agenda.event(event.key) is None


async def test_a_call_that_could_not_be_taken_off_leaves_no_draft_nobody_typed() -> None:
    async with at_the_desk("at-once") as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.meet())).event
        desk.luck.before["update"] = OFFLINE
        with pytest.raises(Unreachable):
            await edits.remove_call(await desk.workspace.api.event(event.key))
        assert edits.drafts() == ()


async def test_asking_again_in_vain_keeps_the_failed_call_in_the_list_and_leaves_no_draft() -> None:
    async with at_the_desk() as desk:
        workspace = desk.workspace
        running = asyncio.create_task(workspace.jobs.run())
        job_id = await failed(desk)
        [job] = workspace.jobs.all()
        desk.luck.before["update"] = OFFLINE
        with pytest.raises(Unreachable):
            await workspace.edits.ask_again(job)
        assert [one.id for one in workspace.jobs.all()] == [job_id]
        assert workspace.edits.drafts() == ()
        running.cancel()


async def test_a_new_event_goes_to_the_calendar_named_if_it_can_be_written_to() -> None:
    async with at_the_desk() as desk:
        edits, calendars = desk.workspace.edits, desk.workspace.agenda.calendars()
        other = next(c for c in calendars if not c.read_only and not c.primary)
        locked = next(c for c in calendars if c.read_only)
        assert edits.new(FRIDAY, other.id).calendar_id == other.id
        assert edits.new(FRIDAY, locked.id).calendar_id == desk.calendar


async def test_what_would_be_sent_can_be_seen_and_sends_nothing() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        desk.luck.asked.clear()
        assert edits.described(edits.of(event)) is None
        assert edits.described(desk.draft(starts="sometime")) is None
        assert "create" not in desk.luck.asked


async def test_what_was_sent_before_is_not_shown_as_if_it_were_not() -> None:
    async with at_the_desk() as desk:
        edits, draft = desk.workspace.edits, desk.draft()
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous):
            await edits.save(draft)
        assert edits.described(draft) is None


async def test_what_the_service_learned_since_survives_saving_the_draft_again() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        draft = desk.draft(guests="li@sandbox.test")
        made = (await edits.save(draft)).event
        learned = EventWrite(metadata={**made.metadata, "project": "Kiln"})
        await desk.workspace.api.update(made.key, learned, notify=False)
        again = (await edits.save(replace(draft, location="Yard"))).event
        assert (again.key, again.location, again.metadata["project"]) == (made.key, "Yard", "Kiln")


async def test_saving_a_new_draft_again_sends_nobody_away_whom_others_invited_meanwhile() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        draft = desk.draft(guests="grace@example.com, alan@example.com")
        saved = await edits.save(draft)
        other = replace(edits.of(saved.event), guests="grace@example.com, alan@example.com, lin@example.com")
        await edits.save(other)
        again = await edits.save(replace(draft, guests="grace@example.com"))
        assert {guest.email for guest in again.event.participants} == {"grace@example.com", "lin@example.com"}
        calls = desk.luck.times("update")
        await edits.save(replace(draft, guests="grace@example.com"))
        assert desk.luck.times("update") == calls
