"""Redraws `screenshots/` from the running app: `python -m tests.make_screenshots`.

SVG always; PNG too where a monospaced font for it is installed.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import tests.ui.conftest as machine  # makes the environment ready before Textual is imported
from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import settled, week
from tui.ui.look import Look

FOLDER = Path(__file__).parent.parent / "screenshots"
FONTS = Path("/usr/share/fonts")
FONT = "DejaVu Sans Mono"


def keep(user: User, name: str) -> None:
    """Write one picture."""
    svg = user.app.export_screenshot(title="callsheet", simplify=True)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
    if any(FONTS.rglob("DejaVuSansMono.ttf")):
        import resvg_py

        png = resvg_py.svg_to_bytes(
            svg_string=svg.replace("Fira Code", FONT),
            font_dirs=[str(FONTS)],
            monospace_family=FONT,
            font_family=FONT,
        )
        (FOLDER / f"{name}.png").write_bytes(bytes(png))


async def the_week() -> None:
    """The agenda, the editor, a link on its way, and the link."""
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        keep(user, "agenda")
        await user.press("n")
        await user.type("Design review")
        await user.press("ctrl+t")
        await user.sees("Asks Google Meet")
        await settled(user)
        keep(user, "editor")
        await user.press("ctrl+s")
        await user.sees("link on its way")
        await settled(user)
        keep(user, "pending")


async def small() -> None:
    """The same week in eighty columns."""
    async with story(size=SMALL, odd=False) as user:
        await week(user)
        keep(user, "small")


async def light() -> None:
    """By day."""
    async with story(size=WIDE, look=Look(theme="light", still=True), odd=False) as user:
        await week(user)
        keep(user, "light")


async def welcome() -> None:
    """The first start."""
    async with story(size=WIDE, account=False, odd=False) as user:
        await user.sees("sandbox")
        keep(user, "welcome")


async def series() -> None:
    """One of a series gets another call, and the question how far that reaches."""
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("g")
        await user.type("mon 23 nov")
        await user.press("enter")
        await user.sees("Week 48")
        await settled(user)
        while "Stand-up" not in _under_cursor(user):
            await user.press("j")
        await user.press("v")
        await user.sees("Edit Stand-up")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("Save it for")
        await settled(user)
        keep(user, "series")


def _under_cursor(user: User) -> str:
    return next((line for line in user.screen_text().splitlines() if "▌" in line), "")


async def sheets() -> None:
    """Zoom's settings, and why some calls cannot be had."""
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("n")
        await user.type("Design review")
        await user.press("ctrl+t", "ctrl+t", "f3")
        await user.sees("Settings of the Zoom call")
        await user.press("right", "right")
        await settled(user)
        keep(user, "settings")
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("W")
        await user.sees("Why can't I?")
        await settled(user)
        keep(user, "why")


async def views() -> None:
    """The hours of a week, and a month."""
    async with story(size=(150, 44), odd=False) as user:
        await week(user)
        await user.press("w")
        await settled(user)
        keep(user, "week")
        await user.press("m")
        await user.sees("November 2026")
        await settled(user)
        keep(user, "month")


async def meeting() -> None:
    """An event in one line, a time for everybody, a sheet to dial in by."""
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("i")
        await user.type("Design review mon 15:00 45m with mina, kenji meet @Team")
        await user.sees("Asks Google Meet")
        await settled(user)
        keep(user, "quick-add")
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("f")
        await user.sees("Slots of")
        await settled(user)
        keep(user, "find-a-time")
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("K")
        await user.sees("meet.google.com")
        await settled(user)
        keep(user, "call-sheet")


async def finding() -> None:
    """A search, and what needs a hand."""
    async with story(size=WIDE, odd=False) as user:
        await week(user)
        await user.press("/")
        await user.type("design")
        await settled(user)
        keep(user, "search")
        await user.press("escape", "!")
        await user.sees("Needs attention")
        await settled(user)
        keep(user, "attention")


async def main() -> None:
    """Every picture, one after another."""
    FOLDER.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        machine.hold_still(patch)
        await _drawn()


async def _drawn() -> None:
    for draw in (the_week, small, light, welcome, series, sheets, views, meeting, finding):
        await draw()


if __name__ == "__main__":
    asyncio.run(main())
