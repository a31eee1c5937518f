"""The month: whole weeks with a cursor that goes by day, and inside a day by event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from tests.driver import SMALL, story
from tests.ui.host import Host, screen_text
from tests.ui.month_desk import EVENTS, NOVEMBER, SIX_WEEKS, month_scene
from tests.ui.test_views import calendar, chosen, ready
from tui.ui.widgets.agenda_place import AtDay, AtEvent, AtMoment
from tui.ui.widgets.month_grid import MonthGrid
from tui.ui.widgets.view import CalendarView

WIDE_MONTH = (100, 40)


class Listening(Host):
    """Keeps what the month tells."""

    def on_calendar_view_left(self, news: CalendarView.Left) -> None:
        self.told.append(news)

    def on_calendar_view_chosen(self, news: CalendarView.Chosen) -> None:
        self.told.append(news)

    def on_calendar_view_day_chosen(self, news: CalendarView.DayChosen) -> None:
        self.told.append(news)


def on(month: MonthGrid) -> str:
    """The event the cursor holds."""
    return month.event.id if month.event else ""


async def test_it_opens_on_today_and_goes_by_day_and_by_week() -> None:
    month = MonthGrid()
    async with Listening(month).run_test(size=WIDE_MONTH) as pilot:
        month.show(month_scene())
        await pilot.pause()
        seen = []
        for key in ("l", "j", "h", "k", "home", "end"):
            await pilot.press(key)
            seen.append(month.day)
        days = [date(2026, 11, day) for day in (21, 28, 27, 20, 1, 30)]
        assert seen == days


async def test_enter_goes_into_the_day_then_opens_and_escape_comes_back() -> None:
    month = MonthGrid()
    app = Listening(month)
    async with app.run_test(size=WIDE_MONTH) as pilot:
        month.show(month_scene())
        await pilot.press("enter")
        assert on(month) == "Design review of the new timeline"
        await pilot.press("k")
        assert on(month) == "Standup"
        await pilot.press("enter")
        assert [one.event.id for one in app.told if isinstance(one, CalendarView.Chosen)] == ["Standup"]
        assert month.step_out()
        assert not month.step_out()
        assert month.day == NOVEMBER


async def test_a_day_without_events_opens_as_a_day() -> None:
    month = MonthGrid()
    app = Listening(month)
    async with app.run_test(size=WIDE_MONTH) as pilot:
        month.aim(AtDay(date(2026, 11, 10)))
        month.show(month_scene())
        await pilot.press("enter")
        assert [one.day for one in app.told if isinstance(one, CalendarView.DayChosen)] == [
            date(2026, 11, 10)
        ]


async def test_beyond_the_weeks_it_asks_for_others() -> None:
    month = MonthGrid()
    app = Listening(month)
    async with app.run_test(size=WIDE_MONTH) as pilot:
        month.aim(AtDay(date(2026, 12, 6)))
        month.show(month_scene())
        await pilot.press("l")
        assert [one.day for one in app.told if isinstance(one, CalendarView.Left)] == [date(2026, 12, 7)]


@pytest.mark.parametrize("aim", [AtEvent(EVENTS[3].key, NOVEMBER), AtEvent(EVENTS[3].key)])
async def test_it_holds_the_event_it_is_sent_to_and_keeps_it_through_news(aim: AtEvent) -> None:
    month = MonthGrid()
    async with Listening(month).run_test(size=WIDE_MONTH) as pilot:
        month.aim(aim)
        month.show(month_scene())
        await pilot.pause()
        assert (on(month), month.day) == ("Standup", NOVEMBER)
        month.show(month_scene(events=EVENTS[:6]))
        assert on(month) == "Standup"
        moved = replace(month_scene(), moved={EVENTS[3].key: EVENTS[4].key}, events=EVENTS[4:])
        month.show(moved)
        assert on(month) == EVENTS[4].id


async def test_an_instant_is_a_day_here() -> None:
    month = MonthGrid()
    async with Listening(month).run_test(size=WIDE_MONTH) as pilot:
        month.aim(AtMoment(month_scene().now))
        month.show(month_scene())
        await pilot.pause()
        assert month.day == NOVEMBER


@pytest.mark.parametrize("size", [(200, 50), (100, 40), (80, 20), (64, 14)])
@pytest.mark.parametrize("day", [NOVEMBER, SIX_WEEKS, date(2027, 2, 1)])
async def test_every_line_is_as_wide_as_the_screen_whatever_titles_say(
    size: tuple[int, int], day: date
) -> None:
    month = MonthGrid()
    async with Listening(month).run_test(size=size) as pilot:
        month.show(month_scene(day))
        await pilot.pause()
        for strip in pilot.app.screen._compositor.render_strips():
            assert sum(cell_len(segment.text) for segment in strip) == size[0]
            assert all(segment.style is not None for segment in strip)
        assert "\x1b" not in screen_text(pilot.app)


async def test_nothing_of_a_full_day_is_lost() -> None:
    month = MonthGrid()
    async with Listening(month).run_test(size=(80, 20)) as pilot:
        month.show(month_scene())
        await pilot.press("enter")
        seen = {on(month)}
        for key in ("k", "j"):
            for _ in range(12):
                await pilot.press(key)
                seen.add(on(month))
        assert {"Standup", "Perhaps", "Not me", "Called off", "Mira's birthday"} <= seen


# In the calendar


async def test_what_found_no_room_is_said_alike_in_every_column() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("m")
        await user.sees("wk")
        await user.until(lambda: "+4" in user.screen_text())
        assert "more" not in user.screen_text()


async def test_a_month_keeps_the_event_and_hands_it_on() -> None:
    async with story() as user:
        await ready(user)
        await user.press("j", "m")
        await user.sees("November 2026")
        assert chosen(user) == "Fjord Post: roll-out of shared proxies"
        await user.press("w")
        await user.sees("Week 47")
        assert chosen(user) == "Fjord Post: roll-out of shared proxies"
        await user.press("m", "]")
        await user.sees("December 2026")
        assert calendar(user).view.day == date(2026, 12, 20)
        await user.press("t")
        await user.sees("Today · Fri 20 Nov")


async def test_inside_a_day_the_keys_mean_its_events_and_escape_leaves_it() -> None:
    async with story(size=SMALL) as user:
        await ready(user)
        await user.press("m", "l", "h")
        await user.sees("Today · Fri 20 Nov")
        await user.press("enter")
        inside = chosen(user)
        assert inside
        await user.press("j")
        assert chosen(user) != inside
        await user.press("escape", "j")
        assert calendar(user).view.day == date(2026, 11, 27)


async def test_a_new_event_begins_on_the_day_under_the_cursor() -> None:
    async with story() as user:
        await ready(user)
        await user.press("m", "l", "j", "n")
        await user.sees("Sat 28 Nov 2026 09:00")


async def test_walking_out_of_a_month_leads_into_the_next() -> None:
    async with story() as user:
        await ready(user)
        await user.press("m", "end", "j")
        await user.until(lambda: calendar(user).view.day == date(2026, 12, 7), "for the next month")
        await user.sees("December 2026")
