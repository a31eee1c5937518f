"""A walk through the screens, for what has to hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.driver import User
from tests.ui.flow import week
from tui.ui.screens.calendar import CalendarScreen


@dataclass(frozen=True)
class Step:
    """A screen, the keys that lead there from the calendar, and words that stand on it."""

    name: str
    keys: tuple[str, ...]
    sees: str


AGENDA = Step("agenda", (), "Timeline scrubbing")
VIEWS = (
    Step("day", ("1",), "09:00"),
    Step("week", ("2",), "09:00"),
    Step("month", ("3",), "wk"),
    AGENDA,
)
SHEETS = (
    Step("help", ("question_mark",), "Type to find a key"),
    Step("why", ("W",), "Why can't I?"),
    Step("go to date", ("g",), "in 3 weeks"),
    Step("links", ("O",), "link"),
    Step("search", ("slash", *"priya"), "Priya"),
    Step("filter", ("F",), "events of these days are shown"),
    Step("attention", ("exclamation_mark",), "of the calendars that are"),
    Step("accounts", ("A",), "Enter open"),
    Step("call sheet", ("K",), "United Kingdom"),
    Step("invitations", ("I",), "Invitations without your answer"),
    Step("answer", ("R",), "Will you come?"),
    Step("find a time", ("f",), "Slots of"),
    Step("quick add", ("i", *"lunch"), "lunch"),
    Step("move", ("M",), "Enter save"),
    Step("pending links", ("P",), "Pending links"),
    Step("question", ("x",), "Delete"),
)
ENDS = (
    Step("palette", ("colon",), "Go to a date: fri"),
    Step("editor", ("n", *"Review"), "Title"),
    Step("preview", ("n", *"Review", "ctrl+l"), "POST"),
)


async def walk(user: User, steps: tuple[Step, ...] = (AGENDA, *SHEETS)) -> AsyncIterator[Step]:
    """Go to one screen after another, and back to the calendar between them."""
    await week(user)
    for step in steps:
        await user.press(*step.keys)
        await user.sees(step.sees)
        yield step
        if step is not steps[-1]:
            await back(user)


async def back(user: User) -> None:
    """Leave whatever covers the calendar."""
    while not isinstance(user.app.screen, CalendarScreen):
        covering = user.app.screen
        await user.press("escape")
        await user.until(lambda: user.app.screen is not covering, f"to leave {covering!r}")  # noqa: B023
