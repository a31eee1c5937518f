"""The twelve tasks are done with the keys that are written down, and the README counts them as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.driver import LONDON, NOW, User, story
from tests.keystrokes.notation import keys
from tests.keystrokes.table import table
from tests.keystrokes.tasks import GUEST, TASKS, Task
from tests.ui.flow import settled
from tui.domain.conferencing import Linked, NoConference
from tui.domain.events import Event, Rsvp
from tui.domain.when import Window, bounds
from tui.ui.messages import GoToEvent

README = Path(__file__).parents[2] / "README.md"
FORTNIGHT = Window(NOW - timedelta(days=7), NOW + timedelta(days=7))
SUBJECT = "Timeline scrubbing"
"""What the calendar opens with under the cursor."""


def events(user: User, title: str) -> list[Event]:
    assert user.app.workspace is not None
    return [e for e in user.app.workspace.agenda.view(FORTNIGHT).events if e.title.startswith(title)]


def the(user: User, title: str) -> Event | None:
    found = events(user, title)
    return found[0] if len(found) == 1 else None


def waited_for(user: User, title: str, provider: str) -> bool:
    assert user.app.workspace is not None
    jobs = user.app.workspace.jobs.all()
    return any(job.title.startswith(title) and job.provider == provider for job in jobs)


def is_new(user: User) -> bool:
    made = the(user, "Sync")
    if made is None or not waited_for(user, "Sync", "Google Meet"):
        return False
    start = datetime(2026, 11, 21, 15, tzinfo=LONDON).astimezone(UTC)
    return bounds(made.when, LONDON) == (start, start + timedelta(minutes=30)) and GUEST in {
        guest.email for guest in made.participants
    }


def is_booked(user: User) -> bool:
    made = the(user, "Sync")
    others = {guest.name.split()[0] for guest in made.participants} if made else set()
    return {"Lucía", "Mina", "Kenji"} <= others and waited_for(user, "Sync", "Google Meet")


def is_moved(user: User) -> bool:
    moved = the(user, SUBJECT)
    return moved is not None and bounds(moved.when, LONDON)[0].date() == (NOW + timedelta(days=1)).date()


def is_accepted(user: User) -> bool:
    event = the(user, "Kanda Films")
    return event is not None and event.answer_of("ada@sandbox.test") is Rsvp.YES


def has_call(user: User) -> bool:
    event = the(user, SUBJECT)
    return event is not None and isinstance(event.conferencing, Linked)


def has_none(user: User) -> bool:
    event = the(user, SUBJECT)
    return event is not None and isinstance(event.conferencing, NoConference)


DONE: Mapping[str, Callable[[User], bool]] = {
    "new": is_new,
    "join": lambda user: any(url.startswith("https://meet.google.com/") for url in user.opened),
    "copy": lambda user: user.clipboard.startswith("https://meet.google.com/"),
    "attach": lambda user: waited_for(user, "Pairing", "Google Meet"),
    "replace": lambda user: waited_for(user, SUBJECT, "Zoom Meeting"),
    "detach": has_none,
    "move": is_moved,
    "answer": is_accepted,
    "slot": is_booked,
    "delete": lambda user: the(user, SUBJECT) is None,
    "undo": has_call,
    "find": lambda user: "Mon 23 Nov 14:00–14:45" in user.screen_text(),
}


async def begin(user: User, task: Task) -> None:
    await user.sees("as of 14:02")
    await settled(user)
    event = the(user, task.on or SUBJECT)
    assert event is not None
    user.app.tell_calendar(GoToEvent(event.key))
    if task.id == "undo":
        await user.press("x", "d")
        await user.sees("Deleted")
    await settled(user)


@pytest.mark.parametrize("task", TASKS, ids=[task.id for task in TASKS])
async def test_it_takes_these_keys(task: Task) -> None:
    async with story(links="after:4") as user:
        await begin(user, task)
        for key in keys(task.keys):
            await user.press(key)
            if len(key) > 1 or not task.keys.count('"'):
                await settled(user)
        if task.id == "slot":
            await settled(user)
        await user.until(lambda: DONE[task.id](user), task.words)


def test_the_readme_has_the_table_as_it_is() -> None:
    assert table() in README.read_text(encoding="utf-8")


def test_text_counts_letter_by_letter() -> None:
    assert keys('i "ab c" down*2 enter') == ("i", "a", "b", "space", "c", "down", "down", "enter")
