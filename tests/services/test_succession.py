"""Changing one of a series, those that follow, or all, and events made anew: nothing is lost or doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.desk import Desk, at_the_desk
from tests.services.firings import (
    KILN,
    LINK,
    LOST,
    MEET,
    MONDAY,
    MONTH,
    OFFLINE,
    TITLES,
    day_of,
    days,
    firing,
    following,
    listed,
    own_calendar,
    start_of,
    teams_call,
    third,
    with_zoom,
)
from tui.domain.conferencing import Details, Linked, NoConference, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import HalfDone, NotFound, Unreachable
from tui.domain.events import Event, EventKey
from tui.domain.scoping import for_all, for_following, remade
from tui.domain.when import AllDay, Timespan
from tui.domain.writes import EventWrite

FIRST, SECOND = (23, "Firing"), (24, "Firing")
LATER = [(25, "Late firing"), (26, "Late firing"), (27, "Late firing"), (28, "Late firing")]
DIVIDED = [FIRST, SECOND, *LATER, (29, "Late firing"), (30, "Late firing")]


async def test_this_and_following_become_a_series_of_their_own_and_the_old_one_stops() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        saved = await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert await days(desk) == DIVIDED
        assert saved.event.id != old.id
        assert saved.event.recurrence == ("RRULE:FREQ=DAILY;COUNT=6",)
        stopped = await desk.workspace.api.event(old.key)
        assert stopped.recurrence == ("RRULE:FREQ=DAILY;UNTIL=20261125T092959Z",)
        assert desk.workspace.edits.drafts() == ()
        assert desk.luck.times("update") == 1


async def test_the_new_series_is_there_before_the_old_one_stops() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        desk.luck.asked.clear()
        await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert [name for name in desk.luck.asked if name in ("create", "update")] == ["create", "update"]


async def test_what_was_changed_on_single_ones_stays_before_and_is_undone_after() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        found = await listed(desk)
        for at in (1, 4):
            write = EventWrite(title="Odd firing")
            await desk.workspace.api.update(found[at].key, write, notify=False)
        await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert await days(desk) == [FIRST, (24, "Odd firing"), *DIVIDED[2:]]


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=DAILY;UNTIL=20261130T093000Z", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=12"]
)
async def test_the_times_are_the_same_before_and_after(rule: str) -> None:
    async with at_the_desk() as desk:
        await firing(desk, rule)
        before = [start_of(event) for event in await listed(desk)]
        await desk.workspace.edits.save(await following(desk, title="Late firing"))
        after = await listed(desk)
        assert [start_of(event) for event in after] == before
        assert [event.title for event in after[:3]] == ["Firing", "Firing", "Late firing"]


async def test_a_series_of_whole_days_is_divided_between_two_days() -> None:
    async with at_the_desk() as desk:
        await firing(desk, "FREQ=DAILY;UNTIL=20261130", when=AllDay(MONDAY.date()))
        await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert await days(desk) == DIVIDED


FORMATTED = "<p>Bring <b>all</b> the <a href='https://kiln.test/a'>colours</a>.</p>"


async def test_formatted_notes_stay_formatted_on_both_sides_unless_they_are_typed_anew() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk, description=FORMATTED)
        draft = await following(desk, title="Late firing")
        saved = await desk.workspace.edits.save(draft)
        assert saved.event.raw["description"] == FORMATTED
        assert (await desk.workspace.api.event(old.key)).raw["description"] == FORMATTED
        one = (await listed(desk))[4]
        typed = replace(desk.workspace.edits.of(one), description="Bring nothing.")
        master = await desk.workspace.edits.series(one)
        typed = for_following(typed, master, desk.workspace.edits.context())
        assert (await desk.workspace.edits.save(typed)).event.raw["description"] == "Bring nothing."


async def test_an_event_made_anew_keeps_its_formatted_notes_without_the_old_call_s_text() -> None:
    async with at_the_desk(older="exchange") as desk:
        block = (
            "<br>~~~~~~~~~~<br>url: https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0"
        )
        old = await teams_call(desk, FORMATTED + block)
        saved = await desk.workspace.edits.save(remade(with_zoom(desk, old)))
        assert saved.event.raw["description"] == FORMATTED


async def test_those_that_follow_keep_the_link_and_only_they_get_another_title() -> None:
    async with at_the_desk() as desk:
        await firing(desk, conferencing=OwnDetails(Provider.MEET, Details(LINK)))
        saved = await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert isinstance(saved.event.conferencing, Linked)
        assert saved.event.conferencing.details.url == LINK
        assert saved.differences == ()
        assert saved.job is None


async def test_those_that_follow_get_a_new_link_and_the_old_one_stays_before() -> None:
    async with at_the_desk() as desk:
        await firing(desk, conferencing=OwnDetails(Provider.MEET, Details(LINK)))
        saved = await desk.workspace.edits.save(await following(desk, fresh_link=True))
        assert saved.job is not None
        assert saved.job.pending
        first, *_ = await listed(desk)
        assert isinstance(first.conferencing, Linked)
        assert first.conferencing.details.url == LINK


async def test_the_agenda_shows_the_times_and_not_the_series_they_belong_to() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        agenda = desk.workspace.agenda
        await agenda.refresh(MONTH)
        written = agenda.series_written
        saved = await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert agenda.series_written == written + 2
        await agenda.refresh(MONTH)
        shown = [event for event in agenda.view(MONTH).events if event.title in TITLES]
        assert [(day_of(event), event.title) for event in shown] == DIVIDED
        assert agenda.shown_as[saved.event.key] == shown[2].key
        assert [old.event_id for old in agenda.moved if not old.event_id.startswith("sending-")] == []


async def test_what_was_put_in_the_agenda_is_not_doubled_before_the_next_reading() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        agenda = desk.workspace.agenda
        await agenda.refresh(MONTH)
        await agenda.put(old)
        shown = [event for event in agenda.view(MONTH).events if event.title == "Firing"]
        assert [day_of(event) for event in shown] == [23, 24, 25, 26, 27, 28, 29, 30]


# When the second half fails


async def test_a_line_that_dies_in_between_is_told_and_saving_again_does_the_rest() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        draft = await following(desk, title="Late firing")
        desk.luck.asked.clear()
        desk.luck.before["update"] = OFFLINE
        with pytest.raises(HalfDone) as caught:
            await desk.workspace.edits.save(draft)
        assert "old one still is" in caught.value.what
        assert caught.value.means == "Both are in the calendar until it goes."
        [kept] = desk.workspace.edits.drafts()
        assert kept == draft
        desk.luck.before.clear()
        await desk.workspace.edits.save(kept)
        assert desk.luck.times("create") == 1
        assert await days(desk) == DIVIDED
        assert desk.workspace.edits.drafts() == ()


@pytest.mark.parametrize("end", ["before", "after"])
async def test_an_end_of_the_app_in_between_makes_no_second_series(tmp_path: Path, end: str) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await firing(desk, conferencing=OwnDetails(Provider.MEET, Details(LINK)))
        draft = await following(desk, title="Late firing", description="Bring the colours.")
        lucky: dict[str, Exception] = getattr(desk.luck, end)
        lucky["update"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(draft)
        again = desk.world.workspace()
        await again.start()
        [kept] = again.edits.drafts()
        assert kept == draft
        saved = await again.edits.save(kept)
        assert saved.event.title == "Late firing"
        assert await days(desk) == DIVIDED
        assert again.edits.drafts() == ()
        await again.aclose()


async def test_an_end_of_the_app_before_the_answer_to_the_create_makes_no_second_series(
    tmp_path: Path,
) -> None:
    async with at_the_desk("at-once", folder=tmp_path) as desk:
        await firing(desk)
        meet = CallDraft(Provider.MEET, CallMode.CREATE)
        draft = await following(desk, title="Late firing", description="Bring the colours.", call=meet)
        desk.luck.after["create"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(draft)
        again = desk.world.workspace()
        await again.start()
        [kept] = again.edits.drafts()
        saved = await again.edits.save(kept)
        assert await days(desk) == DIVIDED
        assert saved.event.description.startswith("Bring the colours.\n\n~~~")
        await again.aclose()


async def test_a_lost_answer_to_the_shortening_is_told_and_saving_again_ends_it() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        draft = await following(desk, title="Late firing")
        desk.luck.after["update"] = LOST
        with pytest.raises(HalfDone):
            await desk.workspace.edits.save(draft)
        desk.luck.after.clear()
        await desk.workspace.edits.save(draft)
        assert await days(desk) == DIVIDED


async def test_an_old_series_that_somebody_deleted_meanwhile_needs_no_end() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        draft = await following(desk, title="Late firing")
        await desk.workspace.agenda.put(old)
        await desk.workspace.api.delete(old.key, notify=False)
        await desk.workspace.edits.save(draft)
        assert await days(desk) == DIVIDED[2:]
        assert desk.workspace.agenda.event(old.key) is None


async def test_a_new_series_that_is_refused_leaves_the_old_one_as_it_was() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        draft = await following(desk, title="Late firing")
        desk.luck.before["create"] = OFFLINE
        with pytest.raises(Unreachable):
            await desk.workspace.edits.save(draft)
        assert (await desk.workspace.api.event(old.key)).recurrence == old.recurrence
        assert desk.luck.times("update") == 0


# All of them, and only one


async def test_all_of_them_are_changed_by_one_request_to_the_series() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk, "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4")
        draft, master = await third(desk, title="Late firing", starts="Tue 1 Dec 2026 10:30")
        draft = replace(draft, ends="Tue 1 Dec 2026 11:00")
        whole = for_all(draft, master, desk.workspace.edits.context())
        desk.luck.asked.clear()
        await desk.workspace.edits.save(whole)
        assert desk.luck.times("update") == 1
        assert desk.luck.times("create") == 0
        assert await days(desk) == [(day, "Late firing") for day in (24, 26, 1, 3)]
        after = await desk.workspace.api.event(old.key)
        assert after.recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4",)
        assert start_of(after) == (MONDAY + timedelta(days=1, hours=1)).astimezone(UTC)
        assert desk.workspace.edits.drafts() == ()


async def test_from_the_first_one_on_the_series_itself_is_changed_and_keeps_its_id() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        one = (await listed(desk))[0]
        draft = replace(desk.workspace.edits.of(one), title="Late firing")
        saved = await desk.workspace.edits.save(
            for_following(
                draft, await desk.workspace.edits.series(one), desk.workspace.edits.context(), fresh_link=True
            )
        )
        assert saved.event.key == old.key
        assert [title for _, title in await days(desk)] == ["Late firing"] * 8
        assert desk.luck.times("create") == 1


async def test_only_this_one_leaves_the_others_and_their_call_alone() -> None:
    async with at_the_desk() as desk:
        await firing(desk, conferencing=OwnDetails(Provider.MEET, Details(LINK)))
        draft, _ = await third(desk, title="Late firing", call=KILN)
        await desk.workspace.edits.save(draft)
        assert await days(desk) == [(d, "Late firing" if d == 25 else "Firing") for d in range(23, 31)]
        links = [e.conferencing.details.url for e in await listed(desk) if isinstance(e.conferencing, Linked)]
        assert links == [LINK, LINK, KILN.url, *[LINK] * 5]


async def test_a_series_that_is_gone_cannot_be_read() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        one = (await listed(desk))[2]
        await desk.workspace.api.delete(old.key, notify=False)
        with pytest.raises(NotFound):
            await desk.workspace.edits.series(one)


# API v2


async def test_a_teams_event_of_the_older_api_is_made_anew_before_the_old_one_goes() -> None:
    async with at_the_desk(older="exchange") as desk:
        draft = with_zoom(desk, await teams_call(desk))
        assert desk.workspace.edits.check(draft).anew
        desk.luck.asked.clear()
        saved = await desk.workspace.edits.save(remade(draft))
        assert [name for name in desk.luck.asked if name in ("create", "delete")] == ["create", "delete"]
        [there] = await listed(desk, own_calendar(desk))
        assert there.key == saved.event.key
        assert isinstance(there.conferencing, Linked)
        assert there.conferencing.provider == Provider.ZOOM.value
        assert desk.workspace.edits.drafts() == ()


async def test_an_old_event_that_cannot_be_deleted_is_told_of_and_goes_with_the_next_save() -> None:
    async with at_the_desk(older="exchange") as desk:
        old = await teams_call(desk)
        desk.luck.before["delete"] = OFFLINE
        with pytest.raises(HalfDone) as caught:
            await desk.workspace.edits.save(remade(with_zoom(desk, old)))
        assert "There is no connection." in caught.value.what
        assert len(await listed(desk, own_calendar(desk))) == 2
        desk.luck.before.clear()
        [kept] = desk.workspace.edits.drafts()
        saved = await desk.workspace.edits.save(kept)
        assert [event.key for event in await listed(desk, own_calendar(desk))] == [saved.event.key]
        assert old.key != saved.event.key


async def test_a_series_of_the_older_api_is_divided_in_its_own_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(older="gmail") as desk:
        await firing(desk)
        sent: list[EventWrite] = []
        real = desk.workspace.api.update

        async def noted(key: EventKey, write: EventWrite, *, notify: bool) -> Event:
            sent.append(write)
            event: Event = await real(key, write, notify=notify)
            return event

        monkeypatch.setattr(desk.workspace.api, "update", noted, raising=False)
        await desk.workspace.edits.save(await following(desk, title="Late firing"))
        assert await days(desk) == DIVIDED
        assert [write.named() for write in sent] == [("when", "recurrence")]


# What the service makes of it


async def answered(desk: Desk, draft: Draft, **changes: object) -> tuple[str, ...]:
    """What is told of a save after which the service answers with something else."""
    real = desk.workspace.api.event

    async def other(key: EventKey) -> Event:
        there: Event = await real(key)
        return replace(there, **changes)  # type: ignore[arg-type]

    desk.workspace.api.event = other  # type: ignore[method-assign]
    return (await desk.workspace.edits.save(draft)).differences


FULL = replace(MEET, pin="4711", phones="+44 20 7946 0000")
DETAILS = Details(LINK, pin="4711", phones=("+44 20 7946 0000",))


@pytest.mark.parametrize(
    ("has", "told"),
    [
        (Linked("Google Meet", DETAILS), ()),
        (Linked("Google Meet", replace(DETAILS, pin="")), ("The service did not keep the PIN.",)),
        (Linked("Google Meet", replace(DETAILS, pin="1")), ("The service changed the PIN.",)),
        (
            Linked("Google Meet", replace(DETAILS, phones=())),
            ("The service did not keep the phone numbers.",),
        ),
        (Linked("Google Meet", replace(DETAILS, url="")), ("The service did not keep the link.",)),
        (Linked("Google Meet", replace(DETAILS, url=KILN.url)), ("The service changed the link.",)),
        (Linked("Zoom Meeting", DETAILS), ("The service calls it Zoom Meeting.",)),
        (NoConference(), ("The service did not keep the call.",)),
    ],
)
async def test_what_the_service_keeps_of_a_call_is_compared_with_what_was_asked(
    has: Linked | NoConference, told: tuple[str, ...]
) -> None:
    async with at_the_desk() as desk:
        assert await answered(desk, desk.draft(call=FULL), conferencing=has) == told


async def test_another_meeting_id_or_password_is_told() -> None:
    url = "https://zoom.us/j/89012345678"
    zoom = CallDraft(Provider.ZOOM, CallMode.OWN, url=url, code="89012345678", password="s3cret")
    async with at_the_desk() as desk:
        kept = Linked("Zoom Meeting", Details(url, "89000000000"))
        assert await answered(desk, desk.draft(call=zoom), conferencing=kept) == (
            "The service changed the meeting ID.",
            "The service did not keep the password.",
        )


async def test_a_call_that_stays_though_it_was_taken_off_is_told() -> None:
    async with at_the_desk() as desk:
        event = (await desk.workspace.edits.save(desk.draft(call=MEET))).event
        draft = replace(desk.workspace.edits.of(event), call=CallDraft())
        left = Linked("Google Meet", Details(LINK))
        assert await answered(desk, draft, conferencing=left) == ("The service left the call on the event.",)


async def test_a_call_that_is_taken_off_as_asked_leaves_nothing_to_tell() -> None:
    async with at_the_desk() as desk:
        event = (await desk.workspace.edits.save(desk.draft(call=MEET))).event
        saved = await desk.workspace.edits.save(replace(desk.workspace.edits.of(event), call=CallDraft()))
        assert saved.differences == ()
        assert saved.event.conferencing == NoConference()


async def test_other_texts_and_times_are_told_but_not_another_name_of_the_zone() -> None:
    async with at_the_desk() as desk:
        draft = desk.draft(call=MEET, location="Yard")
        start = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
        same = Timespan(start, start + timedelta(minutes=30), "Etc/GMT", "Etc/GMT")
        assert await answered(desk, draft, when=same, title=" Prism ") == ()
    async with at_the_desk() as desk:
        other = Timespan(start, start + timedelta(minutes=25))
        told = await answered(desk, draft, when=other, title="Prisms", location=LINK)
        assert told == (
            "The service changed the title.",
            f"Where it takes place is now “{LINK}”.",
            "The service changed the time.",
        )


async def test_a_save_that_was_confirmed_is_no_failure_when_it_cannot_be_read_back() -> None:
    async with at_the_desk() as desk:
        desk.luck.before["event"] = OFFLINE
        saved = await desk.workspace.edits.save(desk.draft(call=MEET))
        assert saved.differences == ()
        assert desk.workspace.edits.drafts() == ()
