"""Two appointments at once: a mark at the edge of the row, and the other one's name in the details."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.domain.samples import LONDON, at, event, span
from tests.driver import User, story
from tui.domain.conflicts import Conflict
from tui.domain.timephrase import write_moment
from tui.ui.glyphs import UNICODE
from tui.ui.messages import GoToEvent
from tui.ui.widgets.detail import clash_words

FOUR = datetime(2026, 11, 22, 16, tzinfo=UTC)
"""A Sunday afternoon on which nothing happens."""


async def appointment(user: User, title: str, start: datetime, minutes: int, *, busy: bool = True) -> None:
    """Something of one's own, saved and under the cursor."""
    workspace = user.app.workspace
    assert workspace is not None
    draft = workspace.edits.new(start)
    ends = write_moment(start.replace(minute=minutes), LONDON)
    draft = replace(draft, title=title, ends=ends, more=replace(draft.more, busy=busy))
    saved = await workspace.edits.save(draft)
    user.app.tell_calendar(GoToEvent(saved.event.key))
    await user.until(lambda: title in row(user, "▌"), f"for {title}")


def row(user: User, words: str) -> str:
    return next((line for line in user.screen_text().splitlines() if words in line), "")


async def test_both_rows_are_marked_and_each_names_the_other() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await appointment(user, "Quiet hour", FOUR, 30)
        assert UNICODE.clash not in row(user, "▎A Quiet hour")
        await appointment(user, "Shop run", FOUR.replace(minute=15), 45)
        await user.sees("At the same time: “Quiet hour”")
        await user.until(lambda: UNICODE.clash in row(user, "▎A Shop run"))
        await user.until(lambda: UNICODE.clash in row(user, "▎A Quiet hour"))


async def test_a_month_marks_them_too() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("m")
        await user.sees("wk")
        before = user.screen_text().count(UNICODE.clash)
        await user.press("i")
        await user.type("Quiet hour mon 7:00 1h")
        await user.press("enter")
        await user.sees("Saved.")
        await user.press("i")
        await user.type("Shop run mon 7:15 1h")
        await user.press("enter")
        await user.until(lambda: user.screen_text().count(UNICODE.clash) >= before + 2)


async def test_what_is_shown_as_free_is_in_nobodys_way() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await appointment(user, "Quiet hour", FOUR, 30, busy=False)
        await appointment(user, "Shop run", FOUR.replace(minute=15), 45)
        assert UNICODE.clash not in row(user, "▎A Shop run")
        assert "At the same time" not in user.screen_text()


def test_many_are_counted() -> None:
    others = tuple(event(id=f"e{n}", title=f"T{n}", when=span(at(9), at(10))) for n in range(3))
    assert clash_words(Conflict(others[:1], 1)) == "At the same time: “T0”"
    assert clash_words(Conflict(others, 7)) == "At the same time: “T0”, “T1” and 5 more"
