"""Someone who reads the clock of twelve hours meets no other, and types either."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from textual.screen import Screen

from tests.driver import SMALL, story
from tests.ui.editor_desk import LONDON, WORK, Desk, at_the_editor, editing, event, new
from tui.domain.clockface import TWELVE
from tui.domain.drafting import new_draft
from tui.services.settings import Settings
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.quick_add import QuickAddScreen
from tui.ui.widgets.editor_inputs import TimeInput

TWENTY_FOUR_HOURS = re.compile(r"\b(?:0\d|1[3-9]|2[0-3]):\d\d\b")


def desk() -> Desk:
    return Desk(clock=TWELVE)


async def test_the_editor_says_its_times_on_it_and_reads_either() -> None:
    async with at_the_editor(replace(new(), title="Review"), desk=desk()) as story:
        assert story.value("starts") == "Fri 20 Nov 2026 3:00 pm"
        assert story.value("ends") == "Fri 20 Nov 2026 3:30 pm"
        await story.write("starts", "16:15")
        await story.until(lambda: story.value("ends") == "Fri 20 Nov 2026 4:45 pm")
        await story.focus("ends")
        assert story.value("starts") == "Fri 20 Nov 2026 4:15 pm"
        await story.see("Fri 20 Nov 4:15 pm–4:45 pm")
        assert story.screen.draft.starts == "Fri 20 Nov 2026 16:15"
        assert not TWENTY_FOUR_HOURS.search(story.text)


async def test_a_time_is_stepped_and_typed_over_on_it() -> None:
    async with at_the_editor(replace(new(), title="Review"), desk=desk()) as story:
        await story.focus("starts")
        await story.press("up")
        await story.until(lambda: story.value("starts") == "Fri 20 Nov 2026 3:15 pm")
        await story.press("end", *["backspace"] * 2, *"am")
        await story.until(lambda: story.screen.draft.starts == "Fri 20 Nov 2026 03:15")


async def test_opening_an_event_and_leaving_its_times_changes_nothing() -> None:
    async with at_the_editor(editing(event()), desk=desk()) as story:
        assert story.value("starts") == "Wed 25 Nov 2026 3:00 pm"
        await story.focus("starts")
        await story.focus("ends")
        await story.focus("title")
        assert story.screen.draft == editing(event())
        await story.see("3:00 pm New York · 8:00 pm for you")


async def test_an_hour_that_comes_twice_is_asked_about_on_it() -> None:
    night = new_draft("d1", WORK, datetime(2027, 10, 30, 22, 0, tzinfo=UTC), LONDON)
    async with at_the_editor(replace(night, title="Night shift"), desk=desk()) as story:
        await story.write("starts", "31 oct 2027 1:30 am")
        await story.focus("ends")
        await story.see("and 1:30 am comes twice")
        assert story.value("starts") == "Sun 31 Oct 2027 1:30 am"
        await story.write("starts", "31 oct 2027 1:30 am second")
        await story.focus("ends")
        await story.until(lambda: story.value("starts") == "Sun 31 Oct 2027 1:30 am second")
        assert story.screen.draft.starts == "Sun 31 Oct 2027 01:30 second"


async def test_the_longest_time_is_whole_in_a_small_editor() -> None:
    async with story(SMALL, settings=Settings(clock=12)) as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.press(*["tab"] * 2)
        box = user.app.screen.query_one("#starts", TimeInput)
        box.value = "Wed 25 Nov 2026 12:30 pm"
        await user.press("tab")
        await user.sees("Wed 25 Nov 2026 12:30 pm")


async def test_all_accounts_have_room_for_it() -> None:
    async with story(settings=Settings(clock=12)) as user:
        await user.sees("Timeline scrubbing")
        await user.press("A")
        await user.sees("Yours")
        await user.press("t")
        await user.sees("All accounts")
        await user.sees("10:30a–11:30a  ada")


async def test_the_move_line_quick_add_and_the_found_slots_say_it() -> None:
    async with story(settings=Settings(clock=12)) as user:
        await user.sees("Timeline scrubbing")
        await user.press("M")
        await user.sees("Move “")
        await user.press("l", "j")
        await user.sees("Fri 20 Nov 1:30 pm–2:15 pm → Sat 21 Nov 1:45 pm–2:30 pm")
        await user.press("escape")
        await user.until(lambda: isinstance(user.app.screen, CalendarScreen))
        await user.press("i")
        await user.sees("New event, in one line")
        await user.until(lambda: isinstance(user.app.screen, QuickAddScreen))
        await user.paste("Review fri 15:00 45m")
        await user.sees("Fri 20 Nov 3:00 pm–3:45 pm")
        await user.press("escape")
        await user.until(lambda: isinstance(user.app.screen, CalendarScreen))
        await user.press("f")
        await user.sees("Find a time")
        await user.sees(" pm")
        await user.until(lambda: not TWENTY_FOUR_HOURS.search(words_of(user.app.screen)))


def words_of(screen: Screen[object]) -> str:
    """What the screen in front says, without the one behind it."""
    return "\n".join(str(one.render()) for one in screen.query("*") if not one.children)
