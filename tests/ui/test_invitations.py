"""Invitations: answered by one letter from the calendar, the details and a list of all that wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast

import pytest

from tests.driver import SMALL, WIDE, StoryPause, User, story
from tests.ui.flow import Flow, alone
from tui.domain.errors import Refused
from tui.domain.events import Event, Rsvp
from tui.ui.look import Look
from tui.ui.messages import AgendaChanged, GoToEvent
from tui.ui.screens.unanswered import UnansweredScreen

ADA = "ada@sandbox.test"
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def listed(user: User) -> tuple[Event, ...]:
    """The list, opened; what is in it."""
    await user.sees("Timeline scrubbing")
    await user.press("I")
    await user.sees("Invitations without your answer")
    await user.until(lambda: isinstance(user.app.screen, UnansweredScreen) and bool(waiting(user)))
    return waiting(user)


def waiting(user: User) -> tuple[Event, ...]:
    return cast(UnansweredScreen, user.app.screen)._shown


def stored(user: User, event: Event) -> Event | None:
    assert user.app.workspace is not None
    return user.app.workspace.agenda.event(event.key)


def answer_of(user: User, event: Event) -> Rsvp | None:
    now = stored(user, event)
    return now.answer_of(ADA) if now is not None else None


def foreseen(user: User, event: Event) -> Rsvp | None:
    """The answer that is on its way."""
    assert user.app.workspace is not None
    coming = user.app.workspace.agenda.sending.foreseen(event.key)
    return coming.answer_of(ADA) if coming is not None else None


async def at(user: User, event: Event) -> None:
    """The cursor of the calendar on this event."""
    user.app.tell_calendar(GoToEvent(event.key))
    await user.until(lambda: event.title[:14] in under_cursor(user), f"for {event.title}")


def under_cursor(user: User) -> str:
    return next((line for line in user.screen_text().splitlines() if "▌" in line), "")


async def test_all_that_wait_are_answered_with_one_key_each() -> None:
    async with story() as user:
        first, *rest = await listed(user)
        await user.press("y")
        await user.sees("You said yes to")
        await user.until(lambda: answer_of(user, first) is Rsvp.YES)
        assert [one.key for one in waiting(user)] == [one.key for one in rest]
        for letter, answer, event in zip("mn", (Rsvp.MAYBE, Rsvp.NO), rest, strict=False):
            await user.press(letter)
            await user.until(lambda e=event, a=answer: answer_of(user, e) is a)  # type: ignore[misc]


async def test_the_times_of_a_series_stand_in_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    async with story() as user:
        first, second, *_ = await listed(user)
        assert user.app.workspace is not None
        times = [replace(second, id=f"t{n}", master_id="weekly") for n in range(3)]
        monkeypatch.setattr(user.app.workspace.availability, "unanswered", lambda: (first, *times))
        user.app.tell_screens(AgendaChanged)
        await user.sees("↻ the first of 3 dates")
        assert [event.id for event in waiting(user)] == [first.id, "t0"]


async def test_enter_goes_to_the_event_and_escape_leaves() -> None:
    async with story() as user:
        *_, last = await listed(user)
        await user.press(*["j"] * (len(waiting(user)) - 1), "enter")
        await user.until(lambda: last.title[:14] in under_cursor(user))
        await user.press("I")
        await user.sees("Invitations without your answer")
        await user.press("escape")
        await user.sees_no("Invitations without your answer")


async def test_a_first_answer_can_be_stopped_before_anybody_hears_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(self: StoryPause, seconds: float) -> None:
        await (asyncio.Event().wait() if seconds == 5 else asyncio.sleep(0))

    monkeypatch.setattr(StoryPause, "sleep", never)
    async with story() as user:
        first, *_ = await listed(user)
        await user.press("n")
        assert user.app.workspace is not None
        grace = user.app.workspace.edits.grace
        await user.until(lambda: grace.answers, "for the answer to be on its way")
        await user.until(lambda: first.key not in {one.key for one in waiting(user)})
        await user.press("u")
        await user.sees("Not answered:")
        await user.until(lambda: first.key in {one.key for one in waiting(user)})
        await user.press("escape")
        await at(user, first)
        await user.press("R", "m")
        await user.until(lambda: foreseen(user, first) is Rsvp.MAYBE)
        await user.press("R", "y")
        await user.until(lambda: foreseen(user, first) is Rsvp.YES and grace.answers)
        await user.press("u")
        await user.until(lambda: not grace.answers)
        await user.until(lambda: foreseen(user, first) is None)
        await user.press("u")
        await user.sees("There is nothing to take back.")
        assert answer_of(user, first) is Rsvp.NONE


async def test_another_answer_is_sent_at_once_and_can_be_taken_back() -> None:
    async with story() as user:
        first, *_ = await listed(user)
        await user.press("y")
        await user.until(lambda: answer_of(user, first) is Rsvp.YES)
        await user.press("escape")
        await at(user, first)
        await user.press("tab", "R", "n")  # from the details, too
        await user.until(lambda: answer_of(user, first) is Rsvp.NO)
        await user.press("u")
        await user.until(lambda: answer_of(user, first) is Rsvp.YES)


async def test_an_answer_that_did_not_get_through_is_said_and_still_waits() -> None:
    async with story() as user:
        first, *_ = await listed(user)
        assert user.app.workspace is not None

        async def gone(*args: object, **named: object) -> str:
            raise Refused("The calendar service declined.", means="Your answer was not sent.")

        user.app.workspace.api.rsvp = gone  # type: ignore[method-assign]
        await user.press("y")
        await user.sees("Your answer was not sent.")
        await user.until(lambda: first.key in {one.key for one in waiting(user)})


async def test_a_comment_goes_along_where_there_is_a_place_for_it() -> None:
    async with story(older="gmail") as user:
        first, *_ = await listed(user)
        await user.press("c")
        await user.sees("Will you come?")
        await user.press("c")
        await user.type("only by phone")
        await user.press("enter", "m")
        await user.until(lambda: answer_of(user, first) is Rsvp.MAYBE)
        now = stored(user, first)
        assert now is not None
        assert [one.comment for one in now.participants if one.email == ADA] == ["only by phone"]


async def test_where_there_is_none_the_key_says_so() -> None:
    async with story() as user:
        await listed(user)
        await user.press("c")
        await user.sees("This service takes no comment with an answer.")


async def test_an_event_of_ones_own_says_why_it_cannot_be_answered() -> None:
    async with story(older="eas") as user:
        await user.until(
            lambda: user.app.workspace is not None and bool(user.app.workspace.agenda.calendars())
        )
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("ctrl+s")
        await user.sees("Saved.")
        await user.until(lambda: "Prism" in under_cursor(user))
        await user.press("R")
        await user.until(
            lambda: "organise this event" in user.screen_text() or "among the guests" in user.words
        )


@SIZES
@pytest.mark.parametrize("look", [Look(still=True), Look(glyphs="ascii", still=True)])
def test_the_list(flow: Flow, size: tuple[int, int], look: Look) -> None:
    async def steps(user: User) -> None:
        await listed(user)
        alone(user)

    flow(steps, size, look)
