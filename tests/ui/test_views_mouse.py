"""The mouse on the calendar's hours: what is drawn opens the editor, what is dropped is asked about."""

from __future__ import annotations

from datetime import date

from tests.driver import User, story
from tests.ui.flow import settled
from tests.ui.test_views import calendar, ready
from tui.domain.when import AllDay
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.widgets.time_grid import TimeGrid


def grid(user: User) -> TimeGrid:
    """The hours in front of the user."""
    view = calendar(user).view
    assert isinstance(view, TimeGrid)
    return view


def cell(user: User, day: int, hour: float) -> tuple[int, int]:
    """Where a time of a day is on the grid."""
    view = grid(user)
    painter = view.painter()
    assert painter is not None
    row = int(hour * view.grid.rows.per_hour) - view.scroll_offset.y
    return painter.columns.edges[day] + 3, view.head + row


async def drag(user: User, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press, move in two steps, let go."""
    view = grid(user)
    await user.pilot.mouse_down(view, offset=start)
    await user.pilot.hover(view, offset=((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    await user.pilot.hover(view, offset=end)
    await user.pilot.mouse_up(view, offset=end)
    await user.pilot.pause()


async def test_free_time_that_is_drawn_over_becomes_a_new_event_of_that_length() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w")
        await settled(user)
        await drag(user, cell(user, 5, 12), cell(user, 5, 13.5))
        await user.sees("New event")
        await user.sees("Sat 21 Nov 2026 12:00")
        await user.sees("Sat 21 Nov 2026 14:00")


async def test_an_event_with_guests_that_is_dropped_elsewhere_waits_to_be_saved() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w")
        await settled(user)
        event = calendar(user).chosen()
        assert event is not None
        await drag(user, cell(user, 4, 13.5), cell(user, 5, 14.5))
        await user.sees("Sat 21 Nov 14:30–15:15")
        assert user.app.workspace is not None
        there = await user.app.workspace.api.event(event.key)
        assert there.when == event.when
        await user.press("escape")
        await user.sees_no("Sat 21 Nov 14:30–15:15")
        assert calendar(user).chosen() == event


async def test_whole_days_are_dropped_as_whole_days() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w")
        await settled(user)
        painter = grid(user).painter()
        assert painter is not None
        edges = painter.columns.edges
        await drag(user, (edges[4] + 3, 2), (edges[6] + 3, 2))
        await user.sees("Sun 22 Nov, all day")
        await user.until(lambda: isinstance(user.app.screen, CalendarScreen), "for the move to be saved")
        event = calendar(user).chosen()
        assert event is not None
        assert (event.title, event.when) == ("Code freeze for 4.2", AllDay(date(2026, 11, 22)))


async def test_what_cannot_be_changed_is_not_moved_and_says_why() -> None:
    async with story() as user:
        await ready(user)
        await user.press("d", "g")
        await user.type("26 mar 2027")
        await user.press("enter")
        await user.sees("Good Friday")
        await user.press("4")
        await settled(user)
        painter = grid(user).painter()
        assert painter is not None
        await drag(user, (painter.columns.edges[0] + 3, 1), (painter.columns.edges[1] + 3, 1))
        await user.sees("Only its organiser can change")


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w")
        await settled(user)
        view, before = grid(user), grid(user).moment
        top = view.scroll_offset.y
        view.scroll_down(animate=False)
        await user.until(lambda: view.scroll_offset.y > top, "for the hours to scroll")
        assert view.moment == before


async def test_the_name_of_a_day_leads_to_the_day() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w")
        await settled(user)
        painter = grid(user).painter()
        assert painter is not None
        await user.pilot.click(grid(user), offset=(painter.columns.edges[1] + 2, 0))
        await user.sees("Tuesday 17 November 2026")
