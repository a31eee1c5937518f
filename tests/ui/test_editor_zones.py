"""Times where zones differ and where clocks change: asked about, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.ui.editor_desk import LONDON, WORK, at_the_editor, new
from tui.domain.drafting import new_draft
from tui.domain.drafts import DraftField
from tui.domain.when import Timespan


async def test_a_flight_lands_in_another_zone() -> None:
    async with at_the_editor(replace(new(), title="LH 400")) as story:
        await story.write("starts", "fri 10:00")
        story.screen.form.go_to(DraftField.END_ZONE)
        await story.press(*"new_y")
        await story.see("America/New_York")
        await story.press("enter")
        await story.until(lambda: story.screen.draft.end_zone == "America/New_York")
        await story.write("ends", "fri 13:00")
        await story.until(lambda: story.screen.checked.write is not None)
        write = story.screen.checked.write
        assert write is not None
        assert isinstance(write.when, Timespan)
        assert write.when.end - write.when.start == timedelta(hours=8)
        assert (write.when.start_zone, write.when.end_zone) == ("Europe/London", "America/New_York")
        await story.see("8 h")


async def test_a_time_that_comes_twice_is_asked_about_and_answered() -> None:
    night = new_draft("d1", WORK, datetime(2027, 10, 30, 22, 0, tzinfo=UTC), LONDON)
    async with at_the_editor(replace(night, title="Night shift")) as story:
        await story.write("starts", "31 oct 2027 01:30")
        await story.focus("ends")
        await story.see("comes twice")
        assert story.value("starts") == "Sun 31 Oct 2027 01:30"
        assert story.screen.checked.problems
        await story.write("starts", "31 oct 2027 01:30 second")
        await story.focus("ends")
        await story.until(lambda: story.value("starts") == "Sun 31 Oct 2027 01:30 second")
        write = story.screen.checked.write
        assert write is not None
        assert isinstance(write.when, Timespan)
        assert write.when.start == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


async def test_a_bare_time_that_is_skipped_is_refused_on_its_own_day() -> None:
    night = new_draft("d1", WORK, datetime(2027, 3, 28, 12, 0, tzinfo=UTC), LONDON)
    async with at_the_editor(replace(night, title="Night shift")) as story:
        await story.write("starts", "01:30")
        await story.focus("title")
        await story.see("The clocks skip 01:30 that day.")
        await story.see("Sun 28 Mar 2027 00:30, or Sun 28 Mar 2027 02:30")
        assert story.screen.checked.write is None
