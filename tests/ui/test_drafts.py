"""What was left unfinished: gone on with, left alone, or discarded with a way back."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.editor_desk import Desk, at_the_editor, editing, event
from tui.ui.screens.drafts import DraftsScreen


def desk_with(*titles: str) -> Desk:
    """A desk on which these were left, the last one last."""
    return Desk(kept={title: replace(editing(event()), id=title, title=title) for title in titles})


async def test_a_discarded_draft_can_be_brought_back() -> None:
    desk = desk_with("First", "Second")
    async with at_the_editor(editing(event()), desk=desk) as story:
        await story.until(lambda: isinstance(story.app.screen, DraftsScreen))
        await story.press("x")
        await story.see("bring back")
        await story.press("u")
        await story.see("Second")
        await story.press("escape")
        await story.until(lambda: not isinstance(story.app.screen, DraftsScreen))
        assert set(desk.kept) == {"First", "Second"}


async def test_what_stays_discarded_is_forgotten_when_the_sheet_goes() -> None:
    desk = desk_with("First", "Second")
    async with at_the_editor(editing(event()), desk=desk) as story:
        await story.until(lambda: isinstance(story.app.screen, DraftsScreen))
        await story.press("x")
        await story.see("bring back")
        assert set(desk.kept) == {"First", "Second"}
        await story.press("enter")
        await story.until(lambda: not isinstance(story.app.screen, DraftsScreen))
        await story.until(lambda: set(desk.kept) == {"First"})
        assert story.screen.draft.title == "First"


async def test_the_last_one_can_be_brought_back_too() -> None:
    desk = desk_with("Only")
    async with at_the_editor(editing(event()), desk=desk) as story:
        await story.until(lambda: isinstance(story.app.screen, DraftsScreen))
        await story.press("x", "u", "enter")
        await story.until(lambda: story.screen.draft.title == "Only")
        assert set(desk.kept) == {"Only"}
