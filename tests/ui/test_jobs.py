"""The list of pending links: what needs a hand comes first, and each state offers only what makes sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.widgets import OptionList

from tests.driver import User, story
from tests.ui.flow import week
from tests.ui.host import Host, screen_text
from tui.domain.errors import Unauthorized
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job, JobState
from tui.ui.messages import CopyJob, JobChanged, SeeToJob, ShowJobs, Ticked
from tui.ui.screens.jobs import JobAnswer, JobsScreen, in_order, second_line, state_words
from tui.ui.spoken import elapsed_words, roughly_words, until_words
from tui.ui.widgets.status_line import StatusFacts, StatusLine

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)


def job(title: str, state: JobState, *, age: int = 12, url: str = "", reason: str = "") -> Job:
    asked = NOW - timedelta(seconds=age)
    ended = None if state is JobState.WAITING else NOW
    return Job(
        title,
        EventKey("work", title),
        title,
        "Zoom Meeting",
        asked,
        NOW + timedelta(seconds=3),
        state=state,
        checks=4,
        url=url,
        reason=reason,
        ended_at=ended,
    )


WAITING = job("Design [/b] review", JobState.WAITING)
FAILED = job("1:1 Grace", JobState.FAILED, age=60, reason="The host has no licence.")
LIVE = job("Stand-up", JobState.LIVE, age=84, url="https://zoom.us/j/1")


class Desk(Host):
    """Takes note of what the list asks for."""

    def __init__(self, *jobs: Job) -> None:
        self.jobs = list(jobs)
        super().__init__(screen=JobsScreen(lambda: self.jobs, lambda: NOW))
        self.asked: list[tuple[str, str]] = []

    def on_see_to_job(self, message: SeeToJob) -> None:
        self.asked.append((message.deed, message.job.title))

    def on_copy_job(self, message: CopyJob) -> None:
        self.asked.append(("copy", message.job.title))


def test_what_needs_a_hand_comes_first() -> None:
    assert in_order([LIVE, WAITING, FAILED]) == [FAILED, WAITING, LIVE]


async def test_each_row_says_state_provider_wait_and_what_comes_next() -> None:
    app = Desk(WAITING, FAILED, LIVE)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in (
            "Design [/b] review",
            "waiting, 12 s",
            "4 checks, next check in 3 s",
            "failed after 1 min 0 s",
        ):
            assert words in shown
        assert "The host has no licence." in shown
        assert "https://zoom.us/j/1" in shown


async def test_a_request_on_its_way_a_rare_look_and_a_refused_key_are_said_as_they_are() -> None:
    asked = replace(WAITING, state=JobState.REQUESTED, checks=0)
    rare = replace(WAITING, requested_at=NOW - timedelta(hours=1), checks=50)
    assert (state_words(asked, NOW), second_line(asked, NOW)) == (
        "requested, 12 s",
        "the request is on its way",
    )
    assert second_line(replace(asked, checks=2), NOW) == "2 checks, next check in 3 s"
    assert second_line(rare, NOW) == "50 checks, next check in 3 s, now less often"
    assert second_line(rare, NOW, "key refused") == "50 checks, no more until it is mended: key refused"
    assert second_line(FAILED, NOW, "key refused") == "The host has no licence."


async def test_a_link_that_is_there_is_joined_from_the_list() -> None:
    app = Desk(LIVE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "o join" in screen_text(app)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.answer, JobAnswer)
        assert (app.answer.deed, app.answer.job) == ("join", LIVE)


async def test_everything_that_can_be_done_about_a_failure_fits_a_small_window() -> None:
    app = Desk(FAILED)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for words in ("Enter event", "retry", "by hand", "remove", "stop", "Esc close"):
            assert words in screen_text(app)


@pytest.mark.parametrize(("key", "deed"), [("r", "retry"), ("d", "remove"), ("x", "stop"), ("y", "copy")])
async def test_a_failed_link_can_be_asked_for_again_stopped_or_quoted(key: str, deed: str) -> None:
    app = Desk(FAILED)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.asked == [(deed, "1:1 Grace")]


@pytest.mark.parametrize(("key", "deed"), [("enter", "go"), ("m", "by_hand")])
async def test_going_to_the_event_or_entering_a_link_closes_the_list(key: str, deed: str) -> None:
    app = Desk(FAILED)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.answer, JobAnswer)
        assert (app.answer.deed, app.answer.job) == (deed, FAILED)


@pytest.mark.parametrize(
    ("given", "key", "why"),
    [
        (WAITING, "r", "It is still being waited for."),
        (LIVE, "m", "The link is there already."),
        (WAITING, "y", "There is nothing to copy yet."),
        (job("Gone", JobState.EVENT_GONE), "enter", "The event is gone."),
        (WAITING, "o", "It is still being waited for."),
        (replace(WAITING, state=JobState.REQUESTED), "enter", "The request is still on its way."),
        (replace(FAILED, key=EventKey("work", "")), "r", "Nobody has seen the event yet."),
        (job("Left", JobState.DETACHED), "x", "It is not being watched any more."),
    ],
    ids=[
        "retry-waiting",
        "by-hand-live",
        "copy-waiting",
        "go-gone",
        "join-waiting",
        "go-requested",
        "retry-unseen",
        "stop-detached",
    ],
)
async def test_what_makes_no_sense_says_why(given: Job, key: str, why: str) -> None:
    app = Desk(given)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert why in screen_text(app)
        assert app.asked == []
        assert app.answer == "nothing yet"


async def test_the_cursor_stays_on_its_link_when_the_list_changes() -> None:
    app = Desk(WAITING, LIVE)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("j")
        app.jobs.append(FAILED)
        app.screen.post_message(JobChanged(FAILED))
        await pilot.pause()
        listing = app.screen.query_one(OptionList)
        assert listing.option_count == 3
        assert isinstance(app.screen, JobsScreen)
        assert app.screen.chosen == LIVE


async def test_the_link_at_the_cursor_is_marked_without_colour() -> None:
    app = Desk(FAILED, WAITING)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "▌✗ 1:1 Grace" in screen_text(app)
        await pilot.press("j")
        await pilot.pause()
        assert "▌◐ Design [/b] review" in screen_text(app)
        assert "▌✗" not in screen_text(app)


async def test_a_link_being_looked_for_right_now_says_so() -> None:
    app = Desk(replace(WAITING, next_check_at=NOW), replace(WAITING, id="other", checks=0))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "4 checks, checking now" in screen_text(app)
        assert "Zoom Meeting      next check in 3 s" in screen_text(app)


async def test_notices_make_way_for_the_list() -> None:
    async with story(links="fail") as user:
        await week(user)
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees("P shows what can be done.")
        await user.press("P")
        await user.sees("Pending links")
        await user.sees_no("P shows what can be done.")
        await user.sees("failed after 6 s")


async def ask_for_a_call(user: User, *, zoom: bool = False) -> None:
    """A new event “Prism” with a call."""
    await week(user)
    await user.press("n")
    await user.sees("New event")
    await user.paste("Prism")
    await user.press("ctrl+t", *(("ctrl+t",) if zoom else ()), "ctrl+s")
    await user.sees("1 link pending")


async def test_a_link_that_lands_while_the_user_is_elsewhere_is_joined_from_the_list() -> None:
    async with story() as user:
        await ask_for_a_call(user)
        await user.press("k")
        await user.waits(6)
        await user.sees("The Google Meet link is here: P shows it.")
        await user.press("P")
        await user.sees("live after 6 s")
        await user.press("y")
        await user.until(lambda: user.clipboard.startswith("https://meet.google.com/"), "for the link")
        await user.press("o")
        await user.until(lambda: [url.partition("?")[0] for url in user.opened] == [user.clipboard])


async def test_a_call_that_failed_is_taken_off_its_event_from_the_list() -> None:
    async with story(links="fail") as user:
        await ask_for_a_call(user)
        await user.waits(6)
        await user.sees("P shows what can be done.")
        await user.press("P")
        await user.sees("failed after 6 s")
        await user.press("d")
        await user.sees("The event is without a Google Meet call.")
        await user.sees("No link is being waited for.")


async def test_a_link_that_takes_long_is_told_once_and_looked_for_now_and_then() -> None:
    async with story(links="never") as user:
        await ask_for_a_call(user)
        for _ in range(3):
            await user.waits(400)
            await user.until(
                lambda: user.app.workspace is not None and user.app.workspace.jobs.all()[0].checks > 0
            )
        await user.sees("No Google Meet link after 15 minutes")
        await user.sees("1 link pending, 20 min")
        await user.press("P")
        await user.sees("now less often")


async def test_a_refused_key_is_said_where_links_are_and_a_refresh_looks_again() -> None:
    async with story() as user:
        await ask_for_a_call(user)
        assert user.app.workspace is not None
        real = user.app.workspace.api.event

        async def refused(key: EventKey) -> Event:
            raise Unauthorized("The key was refused.")

        user.app.workspace.api.event = refused  # type: ignore[method-assign]
        await user.waits(6)
        await user.sees("key refused")
        await user.press("P")
        await user.sees("no more until it is mended: key refused")
        user.app.workspace.api.event = real  # type: ignore[method-assign]
        await user.press("escape", "r")
        await user.sees("The Google Meet link is here")
        await user.sees_no("key refused")


async def test_a_zoom_event_of_the_older_generation_is_still_under_the_cursor_with_its_new_id() -> None:
    async with story(older="gmail") as user:
        await ask_for_a_call(user, zoom=True)
        for _ in range(3):
            await user.waits(6)
        await user.sees("The Zoom Meeting link is here: o joins, y copies.")
        await user.sees("Zoom Meeting ready")
        await user.press("y")
        await user.until(lambda: "zoom.us" in user.clipboard, "for the link")


async def test_an_empty_list_says_how_to_ask_for_a_call() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.screen.post_message(Ticked())
        await pilot.press("r")
        await pilot.pause()
        assert "No link is being waited for." in screen_text(app)
        await pilot.press("P")
        assert app.answer is None


# The status line


class Chrome(Host):
    """A status line on its own."""

    def __init__(self, facts: StatusFacts) -> None:
        self.line = StatusLine()
        self.line.set_reactive(StatusLine.facts, facts)
        super().__init__(self.line)
        self.clicked = 0

    def on_status_line_pending_clicked(self) -> None:
        self.clicked += 1


FACTS = StatusFacts("ada@sandbox.test", True, NOW, pending=2, longest_wait=timedelta(seconds=65))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (FACTS, "SANDBOX · ada@sandbox.test · as of 14:02"),
        (FACTS, "2 links pending, 1 min 5 s  P"),
        (FACTS._replace(next_check=timedelta(seconds=3)), "2 links pending, 1 min 5 s, next check in 3 s  P"),
        (FACTS._replace(next_check=timedelta()), "1 min 5 s, checking now  P"),
        (StatusFacts("a@b.c", as_of=NOW, refreshing=True), "as of 14:02 · refreshing"),
        (StatusFacts("a@b.c", as_of=NOW, trouble="key refused"), "key refused"),
        (StatusFacts("a@b.c"), "nothing read yet"),
        (StatusFacts(in_need=1), "1 link needs you"),
        (StatusFacts(unreadable=3), "3 unreadable"),
    ],
)
async def test_the_status_line_says_whose_calendar_how_fresh_and_what_is_pending(
    facts: StatusFacts, words: str
) -> None:
    app = Chrome(facts)
    async with app.run_test(size=(100, 16)) as pilot:
        await pilot.pause()
        assert words in screen_text(app)


async def test_the_sandbox_is_named_however_narrow_the_window() -> None:
    app = Chrome(
        StatusFacts("someone.with.a.long.name@sandbox.test", True, NOW, True, "offline", 3, unreadable=2)
    )
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        assert "SANDBOX" in screen_text(app)
        assert "offline" in screen_text(app)


async def test_a_short_line_leaves_the_next_check_to_the_list() -> None:
    app = Chrome(FACTS._replace(in_need=1, next_check=timedelta(seconds=3)))
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        assert "✗ 1 link needs you   ◐ 2 links pending, 1 min 5 s  P" in screen_text(app)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"refreshing": True}, "SANDBOX · as of 14:02 · refreshing"),
        ({"trouble": "offline"}, "SANDBOX · as of 14:02 · offline"),
        ({"trouble": "key refused"}, "SANDBOX · as of 14:02 · key refused"),
        ({"trouble": "asked to slow down", "clock": "%a %H:%M"}, "as of Fri 14:02 · asked to slow down"),
    ],
)
async def test_in_a_small_window_how_fresh_all_is_goes_before_how_long_links_take(
    facts: dict[str, Any], words: str
) -> None:
    app = Chrome(FACTS._replace(next_check=timedelta(seconds=3), **facts))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert words in screen_text(app)
        assert "2 links pending" in screen_text(app)


async def test_clicking_what_is_pending_asks_for_the_list() -> None:
    app = Chrome(FACTS)
    async with app.run_test(size=(100, 16)) as pilot:
        await pilot.click(StatusLine, offset=(95, 0))
        assert app.clicked == 1
        await pilot.click(StatusLine, offset=(5, 0))
        assert app.clicked == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (65, "1 min 5 s"), (3600, "1 h"), (7800, "2 h 10 min")],
)
def test_waiting_is_said_in_words(seconds: int, words: str) -> None:
    assert elapsed_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (9, "9 s"),
        (19, "10 s"),
        (59, "50 s"),
        (65, "1 min"),
        (3599, "59 min"),
        (7800, "2 h 10 min"),
    ],
)
def test_in_the_corner_of_the_eye_waiting_is_said_roughly(seconds: int, words: str) -> None:
    assert roughly_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "now"),
        (1, "in 1 min"),
        (480, "in 8 min"),
        (3599, "in 1 h"),
        (7800, "in 2 h 10 min"),
        (90_000, "in 1 day"),
        (260_000, "in 3 days"),
    ],
)
def test_what_is_coming_is_said_in_words(seconds: int, words: str) -> None:
    assert until_words(timedelta(seconds=seconds)) == words


def test_asking_for_the_list_is_a_request_that_bubbles() -> None:
    assert ShowJobs.bubble
