"""Somebody works on without a connection: what they did stands on its day, marked, and goes out later."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.services.desk import WEEK
from tests.ui.flow import Flow, settled, week
from tui.domain.events import Event, Rsvp
from tui.domain.writes import EventWrite
from tui.services.workspace import Workspace

TITLE = "Timeline scrubbing"


class Line(httpx.ASGITransport):
    """A line that can be cut."""

    is_cut = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if Line.is_cut:
            raise httpx.ConnectError("Network is unreachable")
        return await super().handle_async_request(request)


@pytest.fixture(autouse=True)
def line(monkeypatch: pytest.MonkeyPatch) -> None:
    Line.is_cut = False
    monkeypatch.setattr("tests.driver.httpx.ASGITransport", Line)


def space(user: User) -> Workspace:
    assert user.app.workspace is not None
    return user.app.workspace


def row_of(user: User, title: str) -> str:
    """Its row of the agenda."""
    rows = (row for row in user.screen_text().splitlines() if re.search(rf"▎\w {re.escape(title)}", row))
    return next(rows, "")


def stored(user: User, title: str) -> Event | None:
    """What is known of an event."""
    events = space(user).agenda.view(WEEK).events
    return next((event for event in events if event.title.startswith(title)), None)


def told(user: User) -> str:
    """Everything the corner of the screen says."""
    return "\n".join(f"{one.title} {one.message}" for one in user.app._notifications)


async def cut(user: User) -> None:
    await week(user)
    await user.until(lambda: TITLE in user.screen_text())
    Line.is_cut = True


@asynccontextmanager
async def offline(folder: Path | None = None) -> AsyncIterator[User]:
    """A user whose week is there, and whose line is cut."""
    async with story(folder=folder) as user:
        await cut(user)
        yield user


async def again(user: User) -> None:
    """The connection is back, and the user asks for news."""
    Line.is_cut = False
    await user.press("r")


async def new_event(user: User, title: str) -> None:
    await user.press("n")
    await user.sees("New event")
    await user.paste(title)
    await user.press("ctrl+s")
    await user.sees("There is no connection")
    await user.press("q")
    await user.sees_no("New event")
    await user.until(lambda: "⇡" in row_of(user, title))


async def delete(user: User) -> None:
    """The event under the cursor."""
    await user.press("x", "d")
    await user.until(lambda: "is not deleted yet" in told(user))


async def test_a_new_event_stands_on_its_day_and_goes_out_when_there_is_a_connection() -> None:
    async with offline() as user:
        await new_event(user, "Prism")
        await user.sees("⇡ To send, once connected")
        await user.sees("1 to send")
        await again(user)
        await user.until(lambda: space(user).to_send == 0)
        assert "Sent, now that there is a connection." in told(user)
        await user.until(lambda: "⇡" not in row_of(user, "Prism"))
        await settled(user)
        assert user.screen_text().count("A Prism") == 1


async def test_it_is_written_on_before_it_is_sent() -> None:
    async with offline() as user:
        await new_event(user, "Prism")
        await user.press("e")
        await user.sees("New event")
        await user.press("end")
        await user.type(" two")
        await user.press("ctrl+s")
        await user.sees("There is no connection")
        await user.press("q")
        await user.until(lambda: "⇡" in row_of(user, "Prism two"))
        assert space(user).to_send == 1
        await again(user)
        await user.until(lambda: not space(user).to_send)
        await user.until(lambda: "⇡" not in row_of(user, "Prism two"))


async def test_looking_at_it_leaves_it_in_the_queue_and_discarding_changes_too() -> None:
    async with offline() as user:
        await new_event(user, "Prism")
        await user.press("e")
        await user.sees("New event")
        await user.press("escape")
        await user.sees_no("New event")
        assert space(user).to_send == 1
        await user.press("e")
        await user.sees("New event")
        await user.type("x")
        await user.until(lambda: space(user).to_send == 0)
        await user.press("escape")
        await user.sees("Discard")
        await user.press("d")
        await user.until(lambda: space(user).to_send == 1)
        await user.until(lambda: "⇡" in row_of(user, "Prism"))


async def test_it_is_discarded_without_anybody_hearing_of_it() -> None:
    async with offline() as user:
        await new_event(user, "Prism")
        await user.press("x")
        await user.sees("It was not sent yet: nobody knows of it.")
        await user.press("d")
        await user.until(lambda: not row_of(user, "Prism"))
        assert space(user).to_send == 0


async def test_a_deletion_waits_in_sight_and_can_be_taken_back() -> None:
    async with offline() as user:
        await user.press("x", "d")
        await user.until(lambda: "⇡" in row_of(user, TITLE))
        await user.sees("⇡ To delete, once connected")
        await user.press("u")
        await user.until(lambda: "⇡" not in row_of(user, TITLE))
        assert space(user).to_send == 0


async def test_a_deletion_goes_out_when_there_is_a_connection() -> None:
    async with offline() as user:
        await delete(user)
        await again(user)
        await user.until(lambda: space(user).to_send == 0)
        assert "Deleted, now that there is a connection." in told(user)
        await user.until(lambda: not row_of(user, TITLE))
        assert stored(user, TITLE) is None


async def test_what_somebody_changed_meanwhile_is_not_deleted() -> None:
    async with offline() as user:
        event = stored(user, TITLE)
        assert event is not None
        await delete(user)
        Line.is_cut = False
        await space(user).api.update(event.key, EventWrite(title="Colour, not timelines"), notify=False)
        await user.press("r")
        await user.until(lambda: space(user).to_send == 0)
        await user.until(lambda: bool(row_of(user, "Colour, not timelines")))
        assert "It was not deleted." in told(user)


async def test_an_answer_waits_and_goes_out_once() -> None:
    async with story() as user:
        await week(user)
        await user.press("I")
        await user.sees("Invitations")
        Line.is_cut = True
        await user.press("y")
        await user.until(lambda: space(user).to_send == 1)
        [reply] = space(user).edits.outbox.asked()
        shown = space(user).agenda.sending.foreseen(reply.event.key)
        assert shown is not None
        assert shown.answer_of(space(user).account.email) is Rsvp.YES
        await user.press("escape")
        await again(user)
        await user.until(lambda: space(user).to_send == 0)
        assert "Answered, now that there is a connection." in told(user)
        now = space(user).agenda.event(reply.event.key)
        assert now is not None
        assert now.answer_of(space(user).account.email) is Rsvp.YES


async def test_everything_is_still_there_after_a_restart(tmp_path: Path) -> None:
    async with offline(tmp_path) as user:
        await new_event(user, "Prism")
        await user.sees("1 to send")
    async with story(folder=tmp_path) as user:
        await user.until(lambda: "⇡" in row_of(user, "Prism"))
        await user.sees("1 to send")


async def test_everything_that_waits_is_listed_and_can_be_taken_back() -> None:
    async with offline() as user:
        await delete(user)
        await new_event(user, "Prism")
        await user.until(lambda: space(user).to_send == 2)
        await user.press("E")
        await user.sees("Not saved or not sent yet")
        await user.sees("to be deleted once there is a connection")
        await user.sees("to be sent once there is a connection")
        await user.press("x", "x")
        await user.sees("Nothing is left.")
        await user.press("u", "escape")
        await user.until(lambda: space(user).to_send == 1)
        await user.press("E")
        await user.sees("to be sent once there is a connection")
        await user.press("enter")
        await user.sees("New event")


async def test_with_nothing_unfinished_the_key_says_so() -> None:
    async with story() as user:
        await week(user)
        await user.press("E")
        await user.sees("Everything is saved and sent.")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
@pytest.mark.parametrize("listed", [False, True], ids=["days", "list"])
def test_the_picture_of_what_waits(flow: Flow, size: tuple[int, int], listed: bool) -> None:
    async def steps(user: User) -> None:
        await cut(user)
        await delete(user)
        await new_event(user, "Prism")
        if listed:
            await user.press("E")
            await user.sees("Not saved or not sent yet")

    flow(steps, size)
