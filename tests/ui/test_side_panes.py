"""What stands beside the agenda: the month at a glance, and the links being waited for."""

from __future__ import annotations

from datetime import date

from tests.driver import story
from tests.ui.host import Host, screen_text
from tui.ui.widgets.link_list import LinkFacts, LinkList
from tui.ui.widgets.mini_month import MiniMonth, MonthFacts

NOVEMBER = MonthFacts(date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 20))


async def test_the_month_marks_the_week_on_the_screen_without_colour() -> None:
    month = MiniMonth()
    async with Host(month).run_test(size=(24, 12)) as pilot:
        month.facts = NOVEMBER
        await pilot.pause()
        lines = screen_text(pilot.app).splitlines()
        assert lines[0].strip() == "November 2026"
        assert [line.strip() for line in lines if "▎" in line] == ["▎16 17 18 19 20 21 22"]


async def test_a_click_on_a_day_goes_there() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.sees("▎16 17 18")
        row = next(n for n, line in enumerate(user.screen_text().splitlines()) if " 2  3  4  5" in line)
        month = user.app.screen.query_one(MiniMonth)
        await user.pilot.click(MiniMonth, offset=(3, row - month.region.y))
        await user.sees("Week 45")


async def test_links_show_only_while_there_are_some() -> None:
    links = LinkList()
    async with Host(links).run_test(size=(24, 12)) as pilot:
        await pilot.pause()
        assert screen_text(pilot.app).strip() == ""
        links.links = (LinkFacts("Retro", failed=True), *(LinkFacts(f"Call {n}", "12 s") for n in range(5)))
        await pilot.pause()
        said = screen_text(pilot.app)
        assert "✗ Retro" in said
        assert "◐ Call 0" in said
        assert "12 s" in said
        assert "and 2 more" in said


async def test_a_link_asked_for_appears_beside_the_calendars_and_leaves_when_it_is_here() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("Links  P")
        await user.waits(6)
        await user.sees_no("Links  P")
