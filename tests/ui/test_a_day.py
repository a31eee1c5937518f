"""A day's work from the first look to quitting, by keys alone; each step says what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.keystrokes.notation import keys


@dataclass(frozen=True)
class Step:
    """Keys, and words that are on the screen after them."""

    keys: str
    sees: str
    passes: float = 0
    """Seconds that go by after the keys."""
    small: str = ""
    """Further keys where there is no room to see beside the editor what will be taken out of the notes."""


DAY = (
    Step("", "Timeline scrubbing"),
    # Looking around
    Step("w", "Week 47"),
    Step("]", "Week 48"),
    Step("t", "Week 47"),
    Step("d", "Friday 20 November 2026"),
    Step("l", "Saturday 21 November 2026"),
    Step("h", "Friday 20 November 2026"),
    Step("m", "November 2026"),
    Step("]", "December 2026"),
    Step("a", "Week"),
    Step("t", "Today · Fri 20 Nov"),
    Step('g "mon" enter', "Week 48"),
    Step("t", "Today · Fri 20 Nov"),
    # A new meeting with a call
    Step('i "Sync 17:30 20m"', "Sync"),
    Step('" with grace@example.com meet"', "Asks Google Meet for a new link"),
    Step("enter", "1 link pending"),
    Step("", "The Google Meet link is here", passes=6),
    Step("y", "Sent the link to the clipboard"),
    Step("P", "Pending links"),
    Step("escape", "Sync"),
    # Joining, answering
    Step("J", "Opened meet.google.com"),
    Step('/ "kanda"', "Kanda Films"),
    Step("enter", "Kanda Films"),
    Step("R", "Will you come?"),
    Step("y", "You said yes"),
    Step("u", "Kanda Films"),
    # Moving and stretching
    Step('/ "sync" enter', "Sync"),
    Step("M", "Move “Sync”"),
    Step("l", "+1 d"),
    Step("escape", "Sync"),
    Step("M l enter", "Saved."),
    Step("u", "Took back"),
    # The call of it
    Step("v", "Edit Sync"),
    Step("ctrl+t", "Zoom"),
    Step("ctrl+l", "PUT"),
    Step("escape", "Edit Sync"),
    Step("ctrl+s", "1 link pending", small="s"),
    Step("", "The Zoom Meeting link is here", passes=6),
    Step("v n enter", "is taken off the event when you save"),
    Step("escape", "Leave without saving?"),
    Step("d", "Sync"),
    # Finding a time
    Step("f", "Find a time"),
    Step("enter", "New event"),
    Step('"Retake"', "Retake"),
    Step("ctrl+s", "Retake"),
    # Copies, deletions
    Step("D", "New event"),
    Step("escape", "Retake"),
    Step("x", "Delete this event?"),
    Step("d", "Deleted"),
    Step("u", "Retake"),
    # What needs a hand, and what to see
    Step("!", "Needs attention"),
    Step("escape", "Retake"),
    Step("F", "Filter"),
    Step("escape", "Retake"),
    Step("s", "Week 47"),
    Step("s", "Retake"),
    Step("W", "Why can't I?"),
    Step("escape", "Retake"),
    # Help, commands, the end
    Step("?", "Type to find a key"),
    Step("escape", "Retake"),
    Step(":", "A command, a date or an event"),
    Step("escape", "Retake"),
    Step("r", "as of"),
)
"""The day, in steps."""


async def does(user: User, step: Step) -> None:
    small = user.app.size.width < WIDE[0]
    for key in keys(step.keys) + keys(step.small if small else ""):
        await user.press(key)
        if len(key) > 1:
            await calm(user)
    if step.passes:
        await user.waits(step.passes)
    await user.sees(step.sees)
    await calm(user)


async def calm(user: User) -> None:
    """Wait until nothing is under way and the screen says the same twice; for a while at most."""
    before = ""
    for _ in range(100):
        now = user.screen_text()
        busy = any(one.group == "refresh" and not one.is_finished for one in user.app.workers)
        if now == before and not busy:
            return
        before = now
        await user.pilot.pause(0.05)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_a_day_goes_by_without_a_wrong_screen(size: tuple[int, int]) -> None:
    assert len(DAY) >= 60
    async with story(size=size, links="after:4") as user:
        await user.sees("as of 14:02")
        for step in DAY:
            await does(user, step)
        await user.press("q")
        await user.until(lambda: user.app._exit, "to quit")
