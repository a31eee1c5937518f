"""The list of calendars: each told apart without colour, shown and hidden by key and mouse."""

from __future__ import annotations

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
        said = screen_text(app)
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


async def test_the_list_reads_in_ascii() -> None:
    rail = Rail()
    app = Host(rail, glyphs="ascii")
    async with app.run_test(size=(60, 20)) as pilot:
        rail.calendars = LINES
        await pilot.pause()
        assert "# W Work" in screen_text(app)
