"""The help sheet: every key in the table, found by typing, readable at every size."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Input

from tests.driver import SMALL, WIDE, story
from tests.ui.flow import week
from tests.ui.host import Host, screen_text
from tui.ui.actions import ACTIONS, Action, Scope
from tui.ui.keys import REACHABLE
from tui.ui.screens.help import HelpScreen
from tui.ui.screens.help_blocks import help_blocks, place_of

ON_THE_AGENDA = frozenset({Scope.AGENDA, Scope.CALENDAR, Scope.APP})


def found(
    search: str, here: frozenset[Scope] = ON_THE_AGENDA, **keymap: str
) -> tuple[list[Action], list[Action]]:
    """The rows found here, and elsewhere."""
    changed = {name.replace("_", ".", 1): keys for name, keys in keymap.items()}
    near, away = help_blocks(search, here, changed)
    return [row for block in near for row in block.rows], [row for block in away for row in block.rows]


@pytest.mark.parametrize("here", [frozenset[Scope](), *REACHABLE], ids=lambda here: "+".join(sorted(here)))
def test_every_action_is_in_the_help_once_and_those_that_count_here_first(here: frozenset[Scope]) -> None:
    near, away = found("", here)
    assert sorted(row.id for row in (*near, *away)) == sorted(action.id for action in ACTIONS)
    assert {row.where for row in near} == here
    assert not {row.where for row in away} & here


@pytest.mark.parametrize(
    ("search", "help_text"), [("copy", "Copy this event's link"), ("J", "Join the current or next call")]
)
def test_a_word_or_a_key_finds_its_row(search: str, help_text: str) -> None:
    assert help_text in {action.help for action in found(search)[0]}


def test_keys_of_other_places_stand_under_the_place() -> None:
    _, away = help_blocks("", ON_THE_AGENDA, {})
    headings = {block.heading: {row.where for row in block.rows} for block in away}
    assert headings["Editor"] == {Scope.EDITOR}
    assert headings["Hours of days"] == {Scope.GRID}
    assert headings["Pending links"] == {Scope.JOBS}
    assert len(headings) == len(away)


def test_a_place_is_found_by_its_name() -> None:
    assert {row.where for row in found("list of calendars")[1]} == {Scope.RAIL}
    assert {place_of(scope)[0].isupper() for scope in Scope} == {True}


def test_a_changed_key_is_found_where_it_is_now() -> None:
    assert "event.new" in {row.id for row in found("N", event_new="N")[0]}


async def test_typing_narrows_and_escape_closes() -> None:
    app = Host(screen=HelpScreen())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"refresh")
        await pilot.pause()
        shown = screen_text(app)
        assert "Ask for news now" in shown
        assert "Go to today" not in shown
        await pilot.press("escape")
        assert app.answer is None


async def test_nothing_found_is_said() -> None:
    app = Host(screen=HelpScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(Input).value = "teleport"
        await pilot.pause()
        assert "No key does that." in screen_text(app)


async def test_the_keys_of_the_place_it_was_asked_in_come_first() -> None:
    app = Host(screen=HelpScreen(frozenset({Scope.JOBS})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert shown.index("Pending links") < shown.index("Stop watching") < shown.index("In other places")


async def test_a_changed_key_is_shown_as_changed() -> None:
    app = Host(screen=HelpScreen(keymap={"view.refresh": "ctrl+r"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"news")
        await pilot.pause()
        assert "^R" in screen_text(app)


async def test_the_keys_scroll_while_the_field_keeps_the_focus() -> None:
    app = Host(screen=HelpScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "Next row" not in screen_text(app)
        assert isinstance(app.focused, Input)


async def test_what_cannot_be_done_now_says_why() -> None:
    async with story() as user:
        await week(user)
        await user.press("up", "?")
        await user.sees("Type to find a key")
        await user.type("link")
        await user.sees("This event has no link. v adds a call.")
        await user.press("escape", "j", "?")
        await user.type("link")
        await user.sees("Open this event's link")
        assert "no link. v adds" not in user.words


@pytest.mark.parametrize("size", [WIDE, SMALL, (60, 20)], ids=["wide", "small", "smallest"])
async def test_no_help_is_cut_at_any_size(size: tuple[int, int]) -> None:
    app = Host(screen=HelpScreen())
    async with app.run_test(size=size) as pilot:
        app.screen.query_one(Input).value = "find a command"
        async with asyncio.timeout(30):
            while "Find a command, date or event; also ctrl+p" not in _words(app):
                await pilot.pause(0.02)


def _words(app: Host) -> str:
    """What the screen says, without frames."""
    return " ".join(word for word in screen_text(app).split() if word != "│")


@pytest.mark.parametrize("typed", ["esc", "PgDn", "shift+tab"])
def test_keys_are_found_by_the_names_they_are_shown_with(typed: str) -> None:
    assert any(found(typed))


@pytest.mark.parametrize(
    ("keys", "here", "near"),
    [
        ("P", "Pending links", "Stop watching; the event stays"),
        ("exclamation_mark", "Needs attention", "Read the days ahead anew"),
        ("I", "Invitations", "Stop the answer that is on its way"),
    ],
)
async def test_what_floats_has_its_keys_explained_too(keys: str, here: str, near: str) -> None:
    async with story() as user:
        await week(user)
        await user.press(keys)
        await user.sees(here)
        await user.press("question_mark")
        await user.sees("Type to find a key")
        before, _, _ = user.words.partition("In other places")
        assert near in before
        await user.press("f1", "escape")
        await user.sees_no("Type to find a key")
        assert here in user.screen_text()


async def test_arrows_are_named_where_they_would_be_drawn_as_letters() -> None:
    app = Host(screen=HelpScreen(ON_THE_AGENDA), glyphs="ascii")
    async with app.run_test(size=(80, 24)):
        assert "j Down" in screen_text(app)
        assert "Up Down scroll" in screen_text(app)
