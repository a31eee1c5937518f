"""The settings: seen, understood and changed from inside the app, and followed at once where that can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tui.services.settings import Settings, load
from tui.services.settings_options import options
from tui.ui.look_errands import HOLDS_AT_ONCE
from tui.ui.screens.settings import with_themes
from tui.ui.screens.settings_rows import HEADINGS, under_headings
from tui.ui.themes import house_themes

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def shown(user: User) -> None:
    """Open the settings."""
    await week(user)
    await user.press("comma")
    await user.sees("The colours.")


async def at(user: User, name: str) -> None:
    """Put the cursor on a setting."""
    order = [option.name for _, group in under_headings(options()) for option in group]
    await user.press("home", *["j"] * order.index(name))
    meaning = next(option.meaning for option in options() if option.name == name)
    await user.sees(meaning[:30])


def kept(folder: Path) -> Settings:
    return load(folder / "config.toml")


async def test_a_choice_is_changed_written_and_followed_at_once(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# mine\ndays = 3\n", encoding="utf-8")
    async with story(folder=tmp_path) as user:
        await shown(user)
        await user.press("l")
        await user.sees("theme is light now.")
        assert user.app.theme == "light"
        assert (tmp_path / "config.toml").read_text(encoding="utf-8").startswith("# mine\ndays = 3\n")
        assert kept(tmp_path).theme == "light"
        await user.press("backspace")
        await user.sees("theme is as usual: dark.")
        assert user.app.theme == "dark"


async def test_the_view_the_clock_and_the_week_change_under_the_settings(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        await at(user, "clock")
        await user.press("enter")
        await user.sees("clock is 12 now.")
        await at(user, "view")
        await user.press("h")
        await user.sees("view is month now.")
        await at(user, "week_start")
        await user.press("l")
        await user.sees("week_start is sunday now.")
        await user.press("escape")
        await user.sees("as of 2:02 pm")
        await user.sees("Su Mo Tu We")
        await user.press("l", "5")
        await user.sees("Stand-up")


async def test_another_keymap_counts_from_the_next_key_on(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        await at(user, "keymap")
        await user.press("h")
        await user.sees("keymap is calcurse now.")
        await user.press("escape")
        await user.sees("a new")
        await user.press("a")
        await user.sees("New event")


async def test_plain_signs_are_drawn_from_now_on(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        await at(user, "glyphs")
        await user.press("space")
        await user.sees("glyphs is ascii now.")
        await user.until(lambda: "╭" not in user.screen_text(), "no drawn corner")
        await user.press("escape")
        await user.sees("Stand-up")
        assert user.screen_text().isascii() or "│" not in user.screen_text()


async def test_what_is_typed_is_looked_at_while_it_is_typed(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        await at(user, "second_zone")
        await user.press("enter")
        await user.sees("leave as it was")
        await user.type("Europe/Lis")
        await user.sees("There is no such time zone.")
        await user.press("enter")
        await user.sees("Write a name such as")
        await user.type("bon")
        await user.sees("Enter keeps Europe/Lisbon.")
        await user.press("enter")
        await user.sees("second_zone is Europe/Lisbon now.")
        assert kept(tmp_path).second_zone == "Europe/Lisbon"
        await user.press("escape", "2")
        await user.sees("WET")


async def test_escape_leaves_a_field_before_it_leaves_the_settings(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        await at(user, "days")
        await user.press("enter")
        await user.sees("leave as it was")
        await user.type("0")
        await user.sees("A whole number from 1 to 9.")
        await user.press("escape")
        await user.sees("Backspace usual")
        assert kept(tmp_path).days == 4
        await user.press("escape")
        await user.sees_no("Backspace usual")


async def test_what_somebody_else_wrote_meanwhile_is_said_and_kept(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await shown(user)
        (tmp_path / "config.toml").write_text('theme = "light"\n', encoding="utf-8")
        await at(user, "days")
        await user.press("l")
        await user.sees("config.toml was changed by somebody else")
        await user.until(lambda: user.app.theme == "light", "what was written is followed")
        await user.press("l")
        await user.sees("days is 5 now.")
        assert (kept(tmp_path).theme, kept(tmp_path).days) == ("light", 5)


async def test_where_the_file_cannot_be_written_the_settings_are_only_read() -> None:
    async with story() as user:
        await shown(user)
        await user.sees("config.toml cannot be written here")
        await user.press("l")
        assert user.app.theme == "dark"
        await user.press("escape")
        await user.sees_no("The colours.")


async def test_a_file_that_is_broken_meanwhile_is_said_instead_of_shown(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await week(user)
        (tmp_path / "config.toml").write_text("days = \n", encoding="utf-8")
        await user.press("comma")
        await user.sees("Mend that line.")
        assert "The colours." not in user.screen_text()


def test_every_option_has_a_place() -> None:
    names = {option.name for option in options()}
    assert names <= {name for found in HEADINGS.values() for name in found}
    assert names >= HOLDS_AT_ONCE


def test_the_themes_are_choices() -> None:
    theme = with_themes(next(option for option in options() if option.name == "theme"))
    assert theme.choices == tuple(one.name for one in house_themes())


@SIZES
def test_the_settings(flow: Flow, size: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('clock = 12\nsecond_zone = "Asia/Tokyo"\n', encoding="utf-8")

    async def changed(user: User) -> None:
        user.world._folder = tmp_path
        await shown(user)
        await at(user, "view")
        await user.press("l")
        await user.sees("view is day now.")

    flow(changed, size)


def test_settings_that_can_only_be_read(flow: Flow) -> None:
    flow(shown, SMALL)
