"""Saving on a slow line at the keyboard: the agenda shows it at once, marked, and the user goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from tests.driver import NOW, SMALL, WIDE, StoryWorld, User, story
from tests.ui.editor_desk import Desk, at_the_editor, event
from tests.ui.flow import Flow, settled, week
from tui.domain.foreseen import foreseen
from tui.domain.likeness import Sent, Unsure
from tui.ui.app import CallsheetApp
from tui.ui.look import Look
from tui.ui.messages import AskWhich
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.editor_saving import EditorOutcome


class SlowLine(httpx.ASGITransport):
    """Writes whose answers wait for a gate, and may be a refusal."""

    gate: asyncio.Event
    refusal: dict[str, object] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" or "/events" not in request.url.path:
            return await super().handle_async_request(request)
        if SlowLine.refusal is not None:
            await SlowLine.gate.wait()
            return httpx.Response(400, json={"error": SlowLine.refusal, "request_id": "r-1"})
        answer = await super().handle_async_request(request)
        await SlowLine.gate.wait()
        return answer


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    SlowLine.gate, SlowLine.refusal = asyncio.Event(), None
    monkeypatch.setattr("tests.driver.httpx.ASGITransport", SlowLine)
    monkeypatch.setattr("tui.ui.screens.editor_answers.LINGER", 0.05)


async def prism_sent(user: User) -> None:
    await user.sees("Timeline scrubbing")
    await settled(user)
    await user.press("n")
    await user.sees("New event")
    await user.paste("Prism")
    await user.press("ctrl+s")


async def prism(user: User) -> None:
    await prism_sent(user)
    await user.sees_no("New event")


def line_of(user: User, title: str) -> str:
    """Its row of the agenda, as far as the details begin."""
    rows = (line[:90] for line in user.screen_text().splitlines())
    return next((row for row in rows if f"A {title}" in row), "")


def shows(user: User, title: str) -> bool:
    return bool(line_of(user, title))


def at_the_title(user: User) -> bool:
    return user.app.focused is not None and user.app.focused.id == "title"


async def test_a_new_event_stands_in_the_agenda_marked_until_the_answer_comes() -> None:
    async with story() as user:
        await prism(user)
        await user.sees("↑ 1 sending")
        await user.sees("↑ Sending: not confirmed yet")
        assert "↑" in line_of(user, "Prism")
        await user.press("e")
        await user.sees("It is still being sent.")
        SlowLine.gate.set()
        await user.sees("Saved.")
        await user.sees_no("sending")
        await user.until(lambda: "▌" in line_of(user, "Prism"), "for the cursor to stay")


async def test_a_refusal_takes_it_away_again_and_the_draft_says_why_when_it_is_taken_up() -> None:
    async with story() as user:
        SlowLine.refusal = {"type": "invalid_request_error", "message": "location is too long"}
        await prism(user)
        await user.sees("↑ 1 sending")
        SlowLine.gate.set()
        await user.sees("1 not sent")
        await user.sees("E goes on with it.")
        await user.until(lambda: not line_of(user, "Prism"), "for it to be gone")
        await user.press("E")
        await user.sees("Not saved or not sent yet")
        await user.sees("✗ Prism")
        await user.press("enter")
        await user.sees("location is too long")
        assert user.app.focused is not None
        assert user.app.focused.id == "location"


async def test_the_service_s_words_are_there_after_a_restart(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        SlowLine.refusal = {"type": "invalid_request_error", "message": "location is too long"}
        SlowLine.gate.set()
        await prism_sent(user)
        await user.sees("location is too long")
        await user.press("escape", "k")
        await user.sees("1 not sent")
    async with story(folder=tmp_path) as user:
        await user.sees("1 not sent")
        await user.press("E")
        await user.sees("✗ Prism")
        await user.press("enter")
        await user.sees("location is too long")
        assert user.app.focused is not None
        assert user.app.focused.id == "location"


async def test_two_changes_in_a_row_go_out_one_after_the_other() -> None:
    async with story() as user:
        SlowLine.gate.set()
        await prism(user)
        await user.sees("Saved.")
        await user.until(lambda: "▌" in line_of(user, "Prism"))
        SlowLine.gate.clear()
        for typed in ("Prisms", "Prisms and lenses"):
            await user.press("e")
            await user.until(partial(at_the_title, user), "for the editor")
            await user.press("end", "ctrl+u")
            await user.paste(typed)
            await user.press("ctrl+s")
            await user.until(partial(shows, user, typed))
        await user.sees("↑ 2 sending")
        SlowLine.gate.set()
        await user.sees_no("sending")
        assert shows(user, "Prisms and lenses")


async def test_leaving_while_something_is_on_its_way_says_so() -> None:
    async with story(SMALL, look=Look(still=True, glyphs="ascii")) as user:
        await prism(user)
        await user.sees("^ 1 sending")
        await user.press("q")
        await user.sees("1 change is still being sent; the next start finds out")
        SlowLine.gate.set()


# What nobody confirmed


def doubt() -> Unsure:
    return Unsure("Tea", (event(title="Tea"), event(title="tea", location="Room 9")))


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_the_question_which_event_it_became(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await week(user)
        workspace = user.app.workspace
        assert workspace is not None
        draft = replace(workspace.edits.new(NOW), title="Tea", guests="lin@example.com")
        user.app.post_message(AskWhich(draft, doubt()))
        await user.sees("none: send again")

    flow(steps, size)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_an_event_on_its_way(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await prism(user)
        await user.sees("1 sending")

    flow(steps, size)


async def test_the_editor_asks_which_event_it_became() -> None:
    desk = Desk(fails=doubt())
    async with at_the_editor(desk=desk) as sitting:
        await sitting.press(*"Tea", "ctrl+s")
        await sitting.see("Is “Tea” there already?")
        await sitting.see("Wed 25 Nov 20:00–20:30 for you Work Room 9")
        await sitting.press("j", "enter")
        await sitting.until(lambda: isinstance(sitting.app.answer, EditorOutcome))
        assert [one.location for one in desk.told if one is not None] == ["Room 9"]


async def test_none_of_them_is_sent_again_and_leaving_keeps_the_draft() -> None:
    desk = Desk(fails=doubt())
    async with at_the_editor(desk=desk) as sitting:
        await sitting.press(*"Tea", "ctrl+s")
        await sitting.see("Is “Tea” there already?")
        await sitting.press("escape")
        await sitting.see("Nobody confirmed “Tea”")
        assert desk.told == []
        await sitting.press("ctrl+s")
        await sitting.see("none: send again")
        await sitting.press("s")
        await sitting.until(lambda: isinstance(sitting.app.answer, EditorOutcome))
        assert desk.told == [None]


async def test_what_was_on_its_way_is_looked_for_at_the_next_start(tmp_path: Path) -> None:
    world = StoryWorld("after:4", tmp_path)
    before = world.workspace()
    await before.start()
    for title in ("Prism", "Lens"):
        await before.edits.keep(replace(before.edits.new(NOW), title=title, under_way=True))
    await before.aclose()
    async with opened(world, tmp_path) as user:
        await user.sees("It was on its way, and did not arrive")
        assert user.app.workspace is not None
        assert not any(draft.under_way for draft in user.app.workspace.drafts())


async def test_a_doubt_is_asked_about_once_the_calendar_stands(tmp_path: Path) -> None:
    SlowLine.gate.set()
    world = StoryWorld("after:4", tmp_path)
    before = world.workspace()
    await before.start()
    draft = replace(before.edits.new(NOW), title="Prism", guests="li@sandbox.test")
    write = before.edits.check(draft).write
    assert write is not None
    coming = foreseen(draft, write)
    assert coming is not None
    before._state.put_intent("token", draft.calendar_id, draft.id, Sent(coming, NOW))
    await before.edits.keep(replace(draft, under_way=True))
    await before.api.create(draft.calendar_id, replace(write, participants=()), notify=False)
    await before.aclose()
    async with opened(world, tmp_path) as user:
        await user.sees("Is “Prism” there already?")
        await user.press("enter")
        await user.sees_no("Is “Prism” there already?")
        await user.until(lambda: user.app.workspace is not None and not user.app.workspace.drafts())
        await user.until(partial(shows, user, "Prism"))


@asynccontextmanager
async def opened(world: StoryWorld, folder: Path) -> AsyncIterator[User]:
    """The app in this home."""
    app = CallsheetApp(
        world.workspace(),
        cast(Any, world),
        clock=world.clock,
        crash_folder=folder,
        version="0.0.0",
        look=Look(still=True),
    )
    try:
        async with app.run_test(size=WIDE, notifications=True) as pilot:
            yield User(app, pilot, world)
    finally:
        world.server.close()


@pytest.mark.parametrize("answered", [False, True], ids=["it takes its time", "it is answered"])
async def test_what_was_opened_over_a_form_that_is_sent_stays_and_the_form_goes_when_it_is_left(
    monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    monkeypatch.setattr("tui.ui.screens.editor_answers.LINGER", None if answered else 5)
    async with story(size=WIDE) as user:
        await prism_sent(user)
        editor = user.app.screen
        await user.press("ctrl+p")
        await user.until(lambda: user.app.screen is not editor, "the palette")
        palette = user.app.screen
        if answered:
            SlowLine.gate.set()
        await user.until(lambda: cast(EditorScreen, editor).left, "the form to be done")
        assert user.app.screen is palette
        await user.press("escape")
        await user.until(lambda: editor not in user.app.screen_stack, "the form to go")
        assert isinstance(user.app.screen, CalendarScreen)
        SlowLine.gate.set()
        await user.press("escape", "escape")
        await user.until(lambda: shows(user, "Prism"))
