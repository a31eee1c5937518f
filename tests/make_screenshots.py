"""Redraws `screenshots/` from the running app: `python -m tests.make_screenshots`.

SVG always; PNG too where a monospaced font for it is installed.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import tests.ui.conftest  # noqa: F401 - the environment is made ready before Textual is imported
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
    async with story(size=WIDE) as user:
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
    async with story(size=SMALL) as user:
        await week(user)
        keep(user, "small")


async def light() -> None:
    """By day."""
    async with story(size=WIDE, look=Look(theme="light", still=True)) as user:
        await week(user)
        keep(user, "light")


async def welcome() -> None:
    """The first start."""
    async with story(size=WIDE, account=False) as user:
        await user.sees("sandbox")
        keep(user, "welcome")


async def main() -> None:
    """Every picture, one after another."""
    FOLDER.mkdir(exist_ok=True)
    for draw in (the_week, small, light, welcome):
        await draw()


if __name__ == "__main__":
    asyncio.run(main())
