"""D: the chosen event once more, with a call of its own."""

from __future__ import annotations

from tests.driver import story
from tests.ui.test_editor_story import at_the_service
from tui.domain.conferencing import Linked, Requested
from tui.domain.drafts import CallMode
from tui.domain.links import link_of
from tui.ui.screens.editor import EditorScreen


async def test_a_duplicate_has_its_own_call_and_leaves_the_old_event_alone() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        before = await at_the_service(user)
        assert isinstance(before.conferencing, Linked)
        await user.press("D")
        await user.sees("New event")
        editor = user.app.screen
        assert isinstance(editor, EditorScreen)
        assert editor.draft.title == before.title
        assert editor.draft.call.mode is CallMode.CREATE
        await user.type("tomorrow")
        await user.press("space")
        await user.type("17:00")
        await user.press("ctrl+s")
        await user.sees("Saved")
        await user.sees("n new")
        twin = await at_the_service(user)
        assert twin.id != before.id
        assert twin.title == before.title
        assert {one.email for one in twin.participants} >= {
            one.email for one in before.participants if one.email != "ada@sandbox.test"
        }
        assert isinstance(twin.conferencing, Linked | Requested)
        old, new = link_of(before), link_of(twin)
        assert old is not None
        assert new is None or new.url != old.url


async def test_a_duplicate_asks_nothing_of_what_was_left_unfinished() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.type("Half")
        await user.press("escape")
        await user.sees("Keep as a draft")
        await user.sees("Esc keep editing")
        await user.press("k")
        await user.sees("n new")
        await user.press("D")
        await user.until(lambda: isinstance(user.app.screen, EditorScreen))
        await user.sees("New event")
