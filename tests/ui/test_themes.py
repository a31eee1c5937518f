"""Every word can be read in every theme, with colour and without, in Unicode and in ASCII."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.widgets import Static

from tests.ui.host import Host, screen_text
from tui.ui import paint
from tui.ui.glyphs import ASCII, FRAMES_PER_SECOND, UNICODE, Glyphs
from tui.ui.themes import GROUNDS, PALETTES, TEXT_COLOURS, house_themes

READABLE = 4.5


def luminance(colour: str) -> float:
    """Relative luminance as the accessibility guidelines define it."""
    channels = [channel / 255 for channel in Color.parse(colour).rgb]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", TEXT_COLOURS)
def test_text_stands_out_from_every_ground(palette: str, ground: str, colour: str) -> None:
    colours = PALETTES[palette]
    assert contrast(getattr(colours, colour), getattr(colours, ground)) >= READABLE


@pytest.mark.parametrize("palette", PALETTES)
def test_a_chosen_button_can_be_read(palette: str) -> None:
    colours = PALETTES[palette]
    assert contrast(colours.ground, colours.accent) >= READABLE


@pytest.mark.parametrize("palette", PALETTES)
def test_the_chosen_row_differs_from_its_ground(palette: str) -> None:
    colours = PALETTES[palette]
    assert len({colours.ground, colours.cursor, colours.cursor_blurred}) == 3


@pytest.mark.parametrize("theme", [theme.name for theme in house_themes()])
async def test_the_stylesheet_works_in_every_theme(theme: str) -> None:
    styled = [paint.text("words", f"${name}") for name in ("ink", "quiet", "now", "alarm", "warn", "good")]
    app = Host(Static(paint.lines(*styled)), theme=theme)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        assert screen_text(app).count("words") == 6


def test_both_glyph_sets_take_the_same_room() -> None:
    for name, one, other in zip(Glyphs._fields, UNICODE, ASCII, strict=True):
        assert cell_len(one) == cell_len(other), name


def test_the_ascii_set_is_ascii() -> None:
    assert all(sign.isascii() for sign in ASCII)


def test_the_spinner_turns_at_most_four_times_a_second_and_can_stand_still() -> None:
    assert FRAMES_PER_SECOND <= 4
    frames = [UNICODE.turning(step / 100) for step in range(100)]
    assert sum(one != other for one, other in pairwise(frames)) <= 4
    assert {UNICODE.turning(step / 100, still=True) for step in range(100)} == {UNICODE.waiting}
