"""The calendar screen, as someone at the keyboard lives with it."""

from __future__ import annotations

from tests.driver import SMALL, User, story


def marked(user: User) -> list[str]:
    """The rows of the screen that carry the cursor."""
    return [line for line in user.screen_text().splitlines() if "▌" in line]


async def test_the_cursor_is_seen_where_it_is_after_the_agenda_has_scrolled() -> None:
    async with story(size=SMALL) as user:
        await user.sees("Timeline scrubbing")
        await user.until(lambda: len(marked(user)) == 1, "for the cursor")
        seen = marked(user)
        for _ in range(6):
            await user.press("j")
            assert len(marked(user)) == 1
            assert marked(user) != seen
            seen = marked(user)
