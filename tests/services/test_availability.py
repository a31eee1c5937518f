"""When people can meet, before a service that answers, half answers, or does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.driver import LONDON
from tests.services.desk import WEEK, Desk, at_the_desk
from tui.domain.busy import Busy
from tui.domain.calendars import AccountKind
from tui.domain.conflicts import conflicts
from tui.domain.errors import Refused, SettingsError, Unreachable
from tui.domain.events import Event, Rsvp
from tui.domain.free_time import MOST_SLOTS, Attendee, Wish, slots
from tui.domain.when import Window, bounds, own_zone
from tui.services.settings import Settings, load

ADA, PRIYA, GRACE = "ada@sandbox.test", "priya@sandbox.test", "grace@brightline.test"
NEXT_WEEK = Window(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC))
HOUR = timedelta(hours=1)


async def whole(desk: Desk, *emails: str, window: Window = NEXT_WEEK) -> tuple[Busy, ...]:
    return (await desk.workspace.availability.diaries(emails, window)).busy


async def test_everybodys_time_comes_in_the_order_asked_for() -> None:
    async with at_the_desk() as desk:
        found = await desk.workspace.availability.diaries([GRACE, ADA, PRIYA, GRACE], NEXT_WEEK)
        assert [one.email for one in found.busy] == [GRACE, ADA, PRIYA]
        assert [one.known for one in found.busy] == [False, True, True]
        assert found.trouble == "1 of 2 cannot be read."
        assert found.busy[0].trouble == "address not found at the provider"


async def test_ones_own_time_is_read_where_it_was_not_and_says_what_is_half_accepted() -> None:
    async with at_the_desk() as desk:
        (mine,) = await whole(desk, ADA)
        events = desk.workspace.agenda.view(NEXT_WEEK).events
        perhaps = [one for one in events if one.answer_of(ADA) is Rsvp.MAYBE and one.busy]
        assert perhaps
        for one in perhaps:
            start, end = bounds(one.when, LONDON)
            assert any(first <= start and end <= last for first, last in (*mine.spans, *mine.maybe))
        assert desk.luck.times("free_busy") == 0


async def test_a_hidden_calendar_does_not_count() -> None:
    async with at_the_desk() as desk:
        before = (await whole(desk, ADA))[0]
        for one in desk.workspace.agenda.calendars():
            desk.workspace.agenda.set_hidden(one.id, hidden=True)
        after = desk.workspace.availability.own_busy(NEXT_WEEK)
        assert before.spans
        assert after.spans == ()
        assert desk.workspace.availability.knows(NEXT_WEEK)


async def test_a_reading_that_was_overtaken_is_made_again() -> None:
    async with at_the_desk() as desk:
        real, tries = desk.workspace.agenda.prefetch, list[Window]()

        async def overtaken(window: Window, since: datetime) -> None:
            tries.append(window)
            if len(tries) > 1:
                await real(window, since)

        desk.workspace.agenda.prefetch = overtaken  # type: ignore[method-assign]
        (mine,) = await whole(desk, ADA)
        assert (mine.known, len(tries)) == (True, 2)


async def test_without_a_connection_nobody_is_called_free() -> None:
    async with at_the_desk() as desk:
        gone = Unreachable("The calendar service cannot be reached.")
        desk.luck.before |= {"free_busy": gone}
        desk.luck.before |= {one.id: gone for one in desk.workspace.agenda.calendars()}
        found = await desk.workspace.availability.diaries([ADA, PRIYA], NEXT_WEEK)
        assert [one.known for one in found.busy] == [False, False]
        assert (found.trouble, found.can_retry) == ("The calendar service cannot be reached.", True)


async def test_the_event_that_is_moved_is_in_nobodys_way() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        moved = next(
            one for one in desk.workspace.agenda.view(WEEK).events if one.answer_of(PRIYA) and one.busy
        )
        start, end = bounds(moved.when, LONDON)
        window = Window(start, end)
        found = await desk.workspace.availability.diaries([ADA, PRIYA], window, leaving_out=moved.key)
        assert found.busy[1].spans == ()
        whole_of_it = desk.workspace.availability.own_busy(window)
        assert sum((b - a for a, b in whole_of_it.spans), timedelta()) >= sum(
            (b - a for a, b in found.busy[0].spans), timedelta()
        )


async def test_a_slot_found_here_and_one_found_by_the_service_are_both_free() -> None:
    async with at_the_desk() as desk:
        service = desk.workspace.availability
        (mine,) = await whole(desk, ADA)
        ada, wish = Attendee(mine, service.hours), Wish(NEXT_WEEK, HOUR)
        here = slots([ada], wish, service.hours, service.now())
        assert here[0].suits_all
        there = await service.by_service([ada], wish)
        assert any(one.suits_all for one in there)
        assert len(there) <= MOST_SLOTS
        this_week = replace(wish, window=Window(WEEK.start, NEXT_WEEK.end))
        assert all(one.start >= service.now() for one in await service.by_service([ada], this_week))
        with pytest.raises(Refused):
            await service.by_service([Attendee(Busy(GRACE), service.hours)], wish)


async def test_what_is_half_accepted_is_told_apart_on_microsoft() -> None:
    async with at_the_desk() as desk:
        service = desk.workspace.availability
        day, evening = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (9, 17))
        firm, both = ((day, day + HOUR),), ((day, day + 2 * HOUR),)

        async def free_busy(emails: list[str], window: Window, *, tentative: bool = True) -> tuple[Busy, ...]:
            return tuple(Busy(one, both if tentative else firm) for one in emails)

        desk.workspace.account = replace(desk.workspace.account, kind=AccountKind.MICROSOFT)
        desk.workspace.api.free_busy = free_busy  # type: ignore[method-assign, assignment]
        (found,) = (await service.diaries([PRIYA], Window(day, evening))).busy
        assert (found.spans, found.maybe) == (firm, ((day + HOUR, day + 2 * HOUR),))


async def test_people_are_known_by_name_and_by_where_their_invitations_come_from() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        assert desk.workspace.availability.person(PRIYA.upper()).name == "Priya Raghunathan"
        assert desk.workspace.availability.person("nobody@x.test").name == ""
        events = desk.workspace.agenda.view(WEEK).events
        abroad = next(one for one in events if own_zone(one.when) == "Asia/Tokyo" and one.organizer)
        assert abroad.organizer is not None
        zone = desk.workspace.availability.person(abroad.organizer.email).zone
        assert zone is not None
        assert zone.key == "Asia/Tokyo"


async def test_open_invitations_and_conflicts_come_from_what_is_stored() -> None:
    async with at_the_desk() as desk:
        month = Window(WEEK.start, WEEK.start + timedelta(days=35))
        await desk.workspace.agenda.refresh(month)
        waiting = desk.workspace.availability.unanswered()
        assert waiting
        assert all(one.answer_of(ADA) is Rsvp.NONE for one in waiting)
        found = desk.workspace.availability.conflicts(month)
        assert found
        names = {one.id for one in desk.workspace.availability.own_calendars()}
        assert {key.calendar_id for key in found} <= names
        own: list[Event] = [e for e in desk.workspace.agenda.view(month).events if e.calendar_id in names]
        assert found == conflicts(own, ADA, LONDON)
        clashing = next(one for one in own if one.key in found)
        near = desk.workspace.availability.in_the_way_of(clashing)
        assert near is not None
        assert near.count == found[clashing.key].count
        alone = next(one for one in own if one.key not in found)
        assert desk.workspace.availability.in_the_way_of(alone) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [('working_hours = "17-9"', "working hours end after"), ('working_days = "sometimes"', "write days as")],
)
def test_hours_nobody_could_keep_are_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=says):
        load(path)


async def test_working_hours_come_from_the_settings() -> None:
    async with at_the_desk() as desk:
        assert desk.workspace.availability.hours.start == 9 * 60
        desk.workspace.settings = Settings(working_hours="8:15-12:00", working_days="sun-tue")
        del desk.workspace.availability
        hours = desk.workspace.availability.hours
        assert (hours.start, hours.end, hours.days) == (495, 720, frozenset({6, 0, 1}))
