"""The grid of hours as a widget: what it draws, what the mouse tells, text that stays text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.color import Color

from tests.domain.samples import LONDON, NEW_YORK, NOW, WORK, at, event, linked, span
from tests.driver import PATIENCE
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Rsvp
from tui.domain.when import AllDay, AllDaySpan, Moment
from tui.ui.contrast import READABLE, contrast
from tui.ui.glyphs import GlyphsName
from tui.ui.widgets.agenda_place import AtDay, AtEvent, AtMoment, AtNow
from tui.ui.widgets.scene import Scene, Stripe
from tui.ui.widgets.time_grid import TimeGrid
from tui.ui.widgets.view import CalendarView

OWN = "mira@northlight.test"
MONDAY = date(2026, 11, 16)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(7))
FRIDAY = WEEK[4]
SIZE = (97, 30)
"""Seven hours' cells and a scroll bar's beside days of twelve and a line; two rows to an hour."""
MEETINGS = (
    event(id="early", title="Early", when=span(at(7), at(8))),
    event(id="later", title="Later", when=span(at(10), at(11))),
    event(id="sat", title="Saturday", when=span(at(10, day=21), at(11, day=21))),
)


class Listening(Host):
    """Keeps what the grid tells."""

    def on_time_grid_chosen(self, news: TimeGrid.Chosen) -> None:
        self.told.append(news)

    def on_calendar_view_drawn(self, news: CalendarView.Drawn) -> None:
        self.told.append(news)

    def on_calendar_view_dropped(self, news: CalendarView.Dropped) -> None:
        self.told.append(news)

    def on_calendar_view_left(self, news: CalendarView.Left) -> None:
        self.told.append(news)


def scene(events: Sequence[Event], days: tuple[date, ...] = WEEK, **changes: object) -> Scene:
    """These days with these events, for the person of the stories."""
    whole = Scene(
        (), {WORK.id: Stripe("#3f51b5", "W")}, NOW, LONDON, OWN, days=days, events=tuple(events), first_hour=7
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def on(grid: TimeGrid) -> str:
    """The event under the cursor."""
    return grid.event.id if grid.event else ""


def rows(app: App[None]) -> list[str]:
    return screen_text(app).splitlines()


def line(app: App[None], label: str) -> str:
    """The row of hours that begins with this time."""
    return next(row for row in rows(app) if row[:7].strip() == label)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


# What is drawn


async def test_it_opens_on_what_comes_next_today() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS))
        await pilot.pause()
        assert on(grid) == "later"
        assert "● Fri 20" in rows(pilot.app)[0]
        assert "━━━" in line(pilot.app, "09:00")


async def test_a_block_is_as_long_as_its_event() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene([event(title="Long one", when=span(at(12), at(14)))]))
        await pilot.pause()
        at_one = [row for row in rows(pilot.app) if "▎" in row or "▌" in row]
        assert len(at_one) == 4


async def test_letters_say_what_an_event_is() -> None:
    guest = (Participant(OWN, rsvp=Rsvp.NONE), Participant("ada@x.test", rsvp=Rsvp.YES))
    asked = event(
        title="Kiln",
        when=span(at(12), at(13)),
        master_id="m",
        participants=guest,
        conferencing=linked("https://zoom.us/j/1"),
    )
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene([asked]))
        await pilot.pause()
        assert "!▸W↻" in screen_text(pilot.app)


async def test_half_hours_too_many_to_show_are_counted_and_the_chosen_one_is_shown() -> None:
    crowd = [event(id=f"e{n}", title=f"E{n}", when=span(at(12), at(13))) for n in range(6)]
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.aim(AtEvent(crowd[0].key))
        grid.show(scene(crowd))
        await pilot.pause()
        assert "+3" in line(pilot.app, "12:00")
        for _ in range(5):
            await pilot.press("l")
        assert on(grid) == "e5"
        assert "E5" in line(pilot.app, "12:00")
        assert "+3" not in line(pilot.app, "12:00")


async def test_whole_days_stand_above_and_are_reached_with_the_same_keys() -> None:
    trip = event(id="trip", title="Trip", when=AllDaySpan(WEEK[3], WEEK[5]))
    off = event(id="off", title="Off", when=AllDay(FRIDAY))
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene([trip, off]))
        await pilot.pause()
        await pilot.press("home")
        assert on(grid) == "trip"
        await pilot.press("j")
        assert on(grid) == "off"
        times = [grid.moment]
        await pilot.press("j")
        times.append(grid.moment)
        assert times == [None, at(0)]


async def test_many_whole_days_are_scrolled_by_the_cursor() -> None:
    many = [event(id=f"d{n}", title=f"Day {n}", when=AllDay(FRIDAY)) for n in range(12)]
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene(many))
        await pilot.pause()
        assert "+6" in screen_text(pilot.app)
        await pilot.press("home")
        for _ in range(11):
            await pilot.press("j")
        await pilot.pause()
        assert f"Day {on(grid)[1:]}" in screen_text(pilot.app)


async def test_days_nobody_has_read_say_so() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS, unread=frozenset(WEEK[:2])))
        await pilot.pause()
        assert line(pilot.app, "12:00").count("loading") == 2


async def test_two_zones_and_twelve_hours_in_plain_signs() -> None:
    grid = TimeGrid()
    async with Listening(grid, glyphs="ascii").run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS, second_zone=NEW_YORK, clock="%I:%M %p"))
        await pilot.pause()
        assert rows(pilot.app)[0].split()[:2] == ["EST", "GMT"]
        assert "4:00a" in screen_text(pilot.app)
        assert screen_text(pilot.app).translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"))).isascii()


async def test_the_hour_that_never_comes_is_dotted() -> None:
    sunday = date(2026, 3, 29)
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene([], (sunday,), first_hour=0))
        await pilot.pause()
        assert "····" in line(pilot.app, "01:00")
        await pilot.press("home", "j", "j")
        assert grid.moment is not None
        assert grid.moment.astimezone(LONDON).hour == 2


HOSTILE = (
    "[/b] [@click=app.quit]x[/]",
    "\x1b]0;title\x07 and \x1b[31mred",
    "会議の予定を確認する日",
    "اجتماع \u202eevil\u202c",
    "👩‍👩‍👧‍👦 family",
    "a\nb\tc",
)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("size", [(97, 30), (60, 20), (40, 16)])
async def test_text_stays_text_and_every_line_is_as_wide_as_the_screen(
    title: str, size: tuple[int, int]
) -> None:
    events = [
        event(id="one", title=title, location=title, when=span(at(10), at(13))),
        event(id="two", title=title, when=span(at(10), at(10, 30))),
        event(id="three", title=title, when=AllDaySpan(WEEK[1], WEEK[5])),
        event(id="four", title=title, when=Moment(at(15))),
    ]
    grid = TimeGrid()
    async with Listening(grid).run_test(size=size) as pilot:
        grid.show(scene(events))
        await pilot.pause()
        for strip in pilot.app.screen._compositor.render_strips():
            assert sum(cell_len(segment.text) for segment in strip) == size[0]
            assert all(segment.style is not None for segment in strip)
        shown = screen_text(pilot.app)
        assert not {"\x1b", "\x07", "\u202e", "\t"} & set(shown)


# Cursor


async def test_a_refresh_keeps_the_cursor_on_its_event_wherever_it_went() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS))
        await pilot.pause()
        moved = replace(MEETINGS[1], when=span(at(16), at(17)))
        grid.show(scene((MEETINGS[0], moved)))
        assert on(grid) == "later"
        assert grid.moment == at(16)
        grid.show(scene(MEETINGS[:1]))
        assert on(grid) == ""
        assert grid.moment == at(16)


async def test_the_cursor_waits_for_what_it_was_sent_to() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.aim(AtEvent(MEETINGS[2].key, WEEK[5]))
        grid.show(scene(MEETINGS[:2]), settled=False)
        assert on(grid) != "sat"
        grid.show(scene(MEETINGS))
        await pilot.pause()
        assert on(grid) == "sat"


@pytest.mark.parametrize("aim", [AtNow(), AtDay(FRIDAY), AtMoment(at(9)), AtDay(date(2030, 1, 1))])
async def test_any_aim_finds_a_place_on_an_empty_day(aim: AtNow | AtDay | AtMoment) -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=SIZE) as pilot:
        grid.aim(aim)
        grid.show(scene([], (FRIDAY,)))
        await pilot.pause()
        assert grid.day == FRIDAY
        assert grid.moment is not None


async def test_another_height_keeps_the_time_under_the_cursor() -> None:
    grid = TimeGrid()
    async with Listening(grid).run_test(size=(97, 60)) as pilot:
        grid.show(scene([]))
        await pilot.pause()
        await pilot.press("j", "j")
        before = grid.moment
        assert grid.grid.rows.per_hour == 4
        await pilot.resize_terminal(97, 30)
        await until(lambda: grid.grid.rows.per_hour == 2)
        assert grid.moment == before


async def test_leaving_the_days_asks_for_others() -> None:
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.aim(AtMoment(at(9, day=22)))
        grid.show(scene([]))
        await pilot.press("l")
        (news,) = app.told
        assert isinstance(news, CalendarView.Left)
        assert (news.day, news.aim) == (date(2026, 11, 23), AtMoment(at(9, day=23)))


# The mouse


def cell(grid: TimeGrid, day: int, hour: float) -> tuple[int, int]:
    """Where a time of a day is on the screen."""
    painter = grid.painter()
    assert painter is not None
    row = int(hour * grid.grid.rows.per_hour) - grid.scroll_offset.y
    return painter.columns.edges[day] + 3, grid.head + row


async def test_a_click_chooses_and_a_second_one_opens() -> None:
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS))
        await pilot.pause()
        await pilot.click(grid, offset=cell(grid, 5, 10))
        assert on(grid) == "sat"
        await pilot.click(grid, offset=cell(grid, 2, 12))
        assert (on(grid), grid.moment) == ("", at(12, day=18))
        await pilot.click(grid, offset=cell(grid, 5, 10.5), times=2)
        assert [one.event.id for one in app.told if isinstance(one, TimeGrid.Chosen)] == ["sat"]


async def drag(pilot: object, grid: TimeGrid, start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(grid, offset=start)  # type: ignore[attr-defined]
    await pilot.hover(grid, offset=(end[0], (start[1] + end[1]) // 2))  # type: ignore[attr-defined]
    await pilot.hover(grid, offset=end)  # type: ignore[attr-defined]
    await pilot.mouse_up(grid, offset=end)  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]


async def test_drawing_over_free_time_tells_its_start_and_end() -> None:
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS))
        await pilot.pause()
        await drag(pilot, grid, cell(grid, 2, 12), cell(grid, 2, 13.5))
        (news,) = [one for one in app.told if isinstance(one, CalendarView.Drawn)]
        assert (news.start, news.end) == (at(12, day=18), at(14, day=18))
        assert grid.drag is None


async def test_dragging_an_event_tells_where_it_would_be() -> None:
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.show(scene(MEETINGS))
        await pilot.pause()
        await drag(pilot, grid, cell(grid, 4, 10.5), cell(grid, 6, 13.5))
        (news,) = [one for one in app.told if isinstance(one, CalendarView.Dropped)]
        assert news.event.id == "later"
        assert (news.start, news.end) == (at(13, day=22), at(14, day=22))


async def test_whole_days_are_dragged_by_days() -> None:
    trip = event(id="trip", title="Trip", when=AllDaySpan(WEEK[1], WEEK[2]))
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.show(scene([trip]))
        await pilot.pause()
        painter = grid.painter()
        assert painter is not None
        await drag(pilot, grid, (painter.columns.edges[1] + 3, 1), (painter.columns.edges[3] + 3, 1))
        (news,) = [one for one in app.told if isinstance(one, CalendarView.Dropped)]
        assert (news.start, news.end) == (at(0, day=19), at(0, day=21))


async def test_a_drag_across_the_change_of_clocks_keeps_the_time_on_the_wall() -> None:
    saturday = date(2026, 10, 24)
    meeting = event(
        when=span(datetime(2026, 10, 24, 9, tzinfo=LONDON), datetime(2026, 10, 24, 10, tzinfo=LONDON))
    )
    grid = TimeGrid()
    app = Listening(grid)
    async with app.run_test(size=SIZE) as pilot:
        grid.show(scene([meeting], (saturday, saturday + timedelta(days=1))))
        await pilot.pause()
        await drag(pilot, grid, cell(grid, 0, 10), cell(grid, 1, 10))
        (news,) = [one for one in app.told if isinstance(one, CalendarView.Dropped)]
        assert news.start.astimezone(LONDON) == datetime(2026, 10, 25, 9, tzinfo=LONDON)
        assert news.end - news.start == timedelta(hours=1)


# Colours


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
@pytest.mark.parametrize(
    "colour", ["#3f51b5", "#0b8043", "#8e24aa", "#f4511e", "#ffff00", "#ffffff", "#000000", ""]
)
async def test_a_title_is_read_on_every_calendar_s_ground(theme: str, colour: str) -> None:
    pending = event(
        id="p", title="Pending", conferencing=Requested("Zoom Meeting"), when=span(at(16), at(17))
    )
    grid = TimeGrid()
    async with Listening(grid, theme=theme).run_test(size=SIZE) as pilot:
        grid.show(scene([*MEETINGS, pending], stripes={WORK.id: Stripe(colour, "W")}))
        await pilot.pause()
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                if not segment.text.strip(" │─━▎▌·▁▂▃▄▅▆▇█") or segment.style is None:
                    continue
                ink, ground = segment.style.color, segment.style.bgcolor
                assert ink is not None
                assert ground is not None
                reads = contrast(Color.from_rich_color(ink), Color.from_rich_color(ground))
                assert reads >= READABLE, segment


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
async def test_seven_hundred_events_in_a_week_are_all_within_reach(glyphs: GlyphsName) -> None:
    crowd = [
        event(
            id=f"e{n}",
            title=f"E{n}",
            when=span(at(0, day=16) + timedelta(minutes=14 * n), at(1, day=16) + timedelta(minutes=14 * n)),
        )
        for n in range(700)
    ]
    grid = TimeGrid()
    async with Listening(grid, glyphs=glyphs).run_test(size=SIZE) as pilot:
        grid.aim(AtMoment(at(0, day=16)))
        grid.show(scene(crowd))
        await pilot.pause()
        seen = {on(grid)}
        for _ in range(700):
            grid.do_grid_next_event()
            seen.add(on(grid))
        assert len(seen) == 700
