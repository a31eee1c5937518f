"""Keymaps to choose from: no key with two meanings in any of them, and every action still in reach."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from tests.driver import story
from tests.ui.flow import week
from tui.services.settings import Settings
from tui.ui.actions import ACTIONS, BY_ID, Action, Scope, actions_in
from tui.ui.keymaps import PRESETS, keymap_of
from tui.ui.keys import REACHABLE, is_key, keys_of, shown_key, validate_keymap
from tui.ui.look import look_of

NAMES = pytest.mark.parametrize("name", PRESETS)


def test_the_settings_name_every_keymap_there_is() -> None:
    assert get_args(Settings.model_fields["keymap"].annotation) == tuple(PRESETS)


@NAMES
def test_a_keymap_can_be_used_as_it_is(name: str) -> None:
    assert validate_keymap(PRESETS[name]) == []


@NAMES
@pytest.mark.parametrize("scopes", REACHABLE, ids=lambda scopes: "+".join(sorted(scopes)))
def test_a_key_has_one_meaning_wherever_you_are(name: str, scopes: frozenset[Scope]) -> None:
    here = actions_in(*scopes)
    keys = Counter(shown_key(key) for action in here for key in set(keys_of(action, PRESETS[name])))
    assert [key for key, count in keys.items() if count > 1] == []


@NAMES
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_still_in_reach(name: str, action: Action) -> None:
    keys = keys_of(action, PRESETS[name])
    assert keys
    assert all(is_key(key) for key in keys)


@NAMES
def test_the_keys_of_calls_are_the_same_everywhere(name: str) -> None:
    calls = ("call.open", "call.choose", "call.next", "call.copy", "call.edit", "call.sheet", "jobs.show")
    assert {keys_of(BY_ID[call], PRESETS[name]) for call in calls} == {BY_ID[call].keys for call in calls}


@NAMES
def test_arrows_work_in_every_keymap(name: str) -> None:
    moves = {"down": "down", "up": "up", "right": "right", "left": "left"}
    for pane in ("grid", "month"):
        for move, key in moves.items():
            assert key in keys_of(BY_ID[f"{pane}.{move}"], PRESETS[name])


def test_ones_own_keys_are_put_on_top() -> None:
    own = Settings(keymap="vim", keys={"event.new": "N", "event.delete": "Z"})
    keymap, complaints = keymap_of(own)
    assert complaints == []
    assert (keymap["event.new"], keymap["event.delete"], keymap["window.goto"]) == ("N", "Z", ".")


def test_two_actions_may_swap_their_keys_in_any_order() -> None:
    swapped = {"call.open": "y", "call.copy": "o"}
    assert keymap_of(Settings(keys=swapped)) == (swapped, [])


def test_a_key_the_preset_needs_is_named_with_both_meanings() -> None:
    look = look_of(Settings(keymap="vim", keys={"event.new": "w", "view.past": "Q"}))
    assert any("“next event” (grid.next_event)" in sentence for sentence in look.complaints)
    assert "event.new" not in look.keymap
    assert look.keymap["view.past"] == "Q"


async def test_key_bar_help_and_palette_show_the_keys_of_the_preset() -> None:
    async with story(look=look_of(Settings(keymap="calcurse"))) as user:
        await week(user)
        assert "a new" in user.words.split("SANDBOX")[1]
        await user.press("?")
        await user.sees("Type to find a key")
        await user.type("today")
        await user.sees("^G")
        await user.press("escape", "colon")
        await user.sees("A command, a date or an event")
        await user.type("go to today")
        await user.sees("^G Go to today and now")
        await user.press("escape", "escape")
        await user.sees_no("A command, a date or an event")
        await user.press("a")
        await user.sees("New event")


async def test_vi_goes_to_the_ends_and_deletes_with_d() -> None:
    async with story(look=look_of(Settings(keymap="vim"))) as user:
        await week(user)
        await user.press("2")
        await user.sees("09:00")
        await user.press("ctrl+d")
        await user.sees("23–29 Nov 2026")
        await user.press("ctrl+u", "5", "g")
        await user.sees("Week 47")
        await user.press("full_stop")
        await user.sees("Go to a date")
