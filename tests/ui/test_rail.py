"""The list of calendars: each told apart without colour, shown and hidden by key and mouse."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll

from tests.ui.host import Host, screen_text
from tui.ui.widgets.rail import Rail, RailLine

LINES = (
    RailLine("a", "Work", "W", "#3f51b5", True),
    RailLine("b", "Hols", "H", "", False, read_only=True),
    RailLine("c", "T [/b]", "T", "#0b8043", True, trouble="offline"),
)


class Listening(Host):
    """Keeps what the rail asks for."""

    def on_rail_toggled(self, request: Rail.Toggled) -> None:
        self.told.append(request)

    @property
    def asked(self) -> list[tuple[str, bool]]:
        return [(one.calendar_id, one.visible) for one in self.told if isinstance(one, Rail.Toggled)]


async def test_each_calendar_has_its_letter_name_and_state_in_words_and_signs() -> None:
    rail = Rail()
    app = Host(rail)
    async with app.run_test(size=(60, 20)) as pilot:
        rail.calendars = LINES
        await pilot.pause()
        said = " ".join(screen_text(app).split())
        assert "■ W Work" in said
        assert "□ H Hols read-only" in said
        assert "■ T T [/b] offline" in said


async def test_the_keys_walk_the_list_and_toggle() -> None:
    rail = Rail()
    app = Listening(rail)
    async with app.run_test(size=(60, 20)) as pilot:
        rail.calendars = LINES
        rail.focus()
        await pilot.press("space", "j", "space", "end", "j", "enter", "home", "k", "space")
        await pilot.pause()
        assert app.asked == [("a", False), ("b", True), ("c", False), ("a", False)]


async def test_a_click_toggles_the_calendar_under_it() -> None:
    rail = Rail()
    app = Listening(rail)
    async with app.run_test(size=(60, 20)) as pilot:
        rail.calendars = LINES
        await pilot.click(Rail, offset=(5, 2))
        await pilot.pause()
        assert app.asked == [("b", True)]


async def test_no_remark_shortens_a_name() -> None:
    rail = Rail()
    app = Host(rail)
    async with app.run_test(size=(24, 20)) as pilot:
        rail.calendars = (
            RailLine("a", "ada@sandbox.test", "A", "", True, events=17),
            RailLine("b", "Holidays", "H", "", True, read_only=True, events=2),
            RailLine("c", "Team", "T", "", True, events=9),
            RailLine("d", "Travel", "R", "", False, events=0),
            RailLine("e", "grace@sandbox.test", "G", "", True, trouble="key refused"),
        )
        app.screen.set_focus(None)
        await pilot.pause()
        assert screen_text(app).splitlines()[1:7] == [
            "  ■ A ada@sandbox.test",
            "  ■ H Holidays  r/o   2",
            "  ■ T Team            9",
            "  □ R Travel",
            "  ■ G grace@sandbox.… ✗",
            "",
        ]


@pytest.mark.parametrize(
    ("row", "words"), [(0, "shown"), (1, "hidden, read-only"), (2, "shown, offline")], ids=["a", "b", "c"]
)
async def test_the_calendar_at_the_cursor_is_said_in_full_below_the_list(row: int, words: str) -> None:
    rail = Rail()
    app = Host(rail)
    async with app.run_test(size=(24, 20)) as pilot:
        rail.calendars = LINES
        rail.focus()
        await pilot.press(*["j"] * row)
        await pilot.pause()
        assert screen_text(app).splitlines()[4].strip() == words


async def test_the_mouse_is_told_the_same_without_focus() -> None:
    rail = Rail()
    app = Host(rail)
    async with app.run_test(size=(24, 20), tooltips=True) as pilot:
        rail.calendars = LINES
        await pilot.hover(Rail, offset=(5, 2))
        await pilot.pause()
        assert str(rail.tooltip) == "Hols: hidden, read-only"
        await pilot.hover(Rail, offset=(5, 0))
        await pilot.pause()
        assert rail.tooltip is None


async def test_the_cursor_stays_on_its_calendar_when_others_go() -> None:
    rail = Rail()
    app = Listening(rail)
    async with app.run_test(size=(24, 20)) as pilot:
        rail.calendars = LINES
        rail.focus()
        await pilot.press("end")
        rail.calendars = LINES[2:]
        await pilot.press("space")
        rail.calendars = LINES[:1]
        await pilot.press("space")
        await pilot.pause()
        assert app.asked == [("c", False), ("a", False)]


async def test_more_calendars_than_rows_scroll_with_the_cursor() -> None:
    rail = Rail()
    app = Host(VerticalScroll(rail, can_focus=False))
    async with app.run_test(size=(40, 16)) as pilot:
        rail.calendars = tuple(RailLine(str(n), f"Calendar {n}", "C", "", True) for n in range(40))
        rail.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "▌■ C Calendar 39" in screen_text(app)
        await pilot.press("home")
        await pilot.pause()
        assert "▌■ C Calendar 0" in screen_text(app)


async def test_the_list_reads_in_ascii() -> None:
    rail = Rail()
    app = Host(rail, glyphs="ascii")
    async with app.run_test(size=(60, 20)) as pilot:
        rail.calendars = LINES
        await pilot.pause()
        assert "# W Work" in screen_text(app)


async def test_a_calendar_read_before_the_others_says_when() -> None:
    rail = Rail()
    app = Host(rail)
    lines = (
        RailLine("a", "Work", "W", "", True, age="as of Thu 09:41"),
        RailLine("b", "Projections of the fall", "P", "", True, age="as of 09:41"),
        RailLine("c", "Projections of the whole spring", "P", "", True, age="as of 09:41"),
        RailLine("d", "Down", "D", "", True, trouble="offline", age="as of 09:41"),
    )
    async with app.run_test(size=(44, 20)) as pilot:
        rail.calendars = lines
        rail.focus()
        await pilot.press("end")
        await pilot.pause()
        said = [" ".join(line.split()) for line in screen_text(app).splitlines()]
        assert said[1] == "■ W Work as of Thu 09:41"
        assert said[2] == "■ P Projections of the fall as of 09:41"
        assert said[3] == "■ P Projections of the whole spring ~"
        assert said[4].endswith("Down offline")
        assert "shown, offline, as of 09:41" in said
