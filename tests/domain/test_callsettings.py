"""Settings of a meeting to be created: Zoom's own words checked, others passed on, risks said aloud."""

from __future__ import annotations

import json
import time as stopwatch
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.callsettings import (
    LONGEST_EXTRA,
    OPTIONS,
    SettingsError,
    read_object,
    risks_of,
    say_settings,
    settings_of,
    typed_of,
)
from tui.domain.text import clean


def refused(wishes: Mapping[str, object], extra: str = "") -> str:
    with pytest.raises(SettingsError) as caught:
        settings_of(wishes, extra)
    return str(caught.value)


def test_nothing_wished_is_nothing_sent() -> None:
    assert settings_of({}, "  ") == {}
    assert typed_of({}) == ({}, "")
    assert say_settings({}, "") == ""


def test_options_go_inside_the_passcode_and_others_beside_them() -> None:
    wishes = {"waiting_room": True, "auto_recording": "cloud", "password": "k3ys"}
    assert settings_of(wishes, '{"agenda": "Budget", "settings": {"watermark": true}}') == {
        "password": "k3ys",
        "agenda": "Budget",
        "settings": {"waiting_room": True, "auto_recording": "cloud", "watermark": True},
    }
    assert settings_of({"password": ""}, "") == {}


@pytest.mark.parametrize(
    ("wishes", "extra", "words"),
    [
        ({"password": "far too long a word"}, "", "Zoom does not take that passcode. Up to 10 letters"),
        ({"password": "päss"}, "", "does not take that passcode"),
        ({"password": 1234}, "", "does not take that passcode"),
        ({"mood": True}, "", "Zoom's “mood” cannot be True."),
        ({"waiting_room": "yes"}, "", "Zoom's “waiting_room” cannot be yes."),
        ({"auto_recording": []}, "", "Zoom's “auto_recording” cannot be []."),
        ({"waiting_room": True}, '{"settings": {"waiting_room": false}}', "“waiting_room” is chosen above"),
        ({"password": "a"}, '{"password": "b"}', "“password” is chosen above"),
        ({}, '{"settings": []}', "“settings” in the other settings is not an object."),
        ({}, '{"settings": {"auto_recording": "always"}}', "Zoom's “auto_recording” cannot be always."),
        ({}, '{"password": "far too long a word"}', "does not take that passcode"),
        ({}, "[]", 'Write an object, such as {"agenda": "Budget"}.'),
        ({}, "{agenda", "That is not JSON at character 2."),
        ({}, '{"a": NaN}', "That is not JSON."),
        ({}, '{"a": 1e999}', "That is not JSON."),
        ({}, '{"a": "\\ud800"}', "That is not JSON."),
        ({}, '{"a": ' + "1" * 5000 + "}", "That is not JSON."),
        ({}, '{"a": 1, "a": 2}', "“a” is there twice."),
        ({}, '{"a": {"\\u202eb": 1, "\\u202eb": 2}}', "“b” is there twice."),
        ({}, "{" + " " * LONGEST_EXTRA + "}", "10000 characters fit"),
        ({}, '{"a":' * 21 + "1" + "}" * 21, "That is too deep; 20 objects"),
        ({}, "[" * 9000, "too deep"),
    ],
)
def test_what_would_fail_the_call_is_found_here(wishes: Mapping[str, object], extra: str, words: str) -> None:
    said = refused(wishes, extra)
    assert words in said
    assert said == clean(said)


def test_a_passcode_is_never_repeated_in_what_is_said() -> None:
    assert "hunter" not in refused({"password": "hunter-two-and-more"})
    assert "hunter" not in refused({}, '{"password": "hunter-two-and-more"}')
    assert say_settings({"password": "hunter"}, "") == "passcode"


def test_what_lowers_security_is_said() -> None:
    chosen = {"waiting_room": False, "join_before_host": True, "auto_recording": "cloud"}
    assert risks_of({"settings": chosen}) == (
        "Whoever has the link walks straight in.",
        "Whoever has the link can meet without the host.",
        "Everybody is recorded from the start; tell them.",
    )
    assert risks_of({"settings": {"waiting_room": True, "auto_recording": "none"}}) == ()


def test_the_settings_in_a_line() -> None:
    wishes = {"waiting_room": False, "mute_upon_entry": True, "auto_recording": "local", "password": "x"}
    assert say_settings(wishes, "{}") == (
        "no waiting room, guests join muted, recording on your computer, passcode, others"
    )


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([option.name for option in OPTIONS]) | st.text(max_size=9)
SETTINGS = st.builds(
    lambda inner, rest: rest | ({"settings": inner} if inner is not None else {}),
    st.none() | st.dictionaries(NAMES, JSON, max_size=4) | JSON,
    st.dictionaries(st.sampled_from(["password", "agenda"]) | st.text(max_size=9), JSON, max_size=3),
)


@given(SETTINGS)
@example({"settings": {"auto_recording": []}})
@example({"settings": {"auto_recording": {}}, "password": None})
@example({"settings": "waiting_room"})
def test_whatever_settings_an_event_came_with_they_can_be_shown(settings: dict[str, Any]) -> None:
    wishes, extra = typed_of(settings)
    risks_of(settings)
    say_settings(wishes, extra)
    try:
        again = settings_of(wishes, extra)
    except SettingsError:
        return
    assert again == {name: value for name, value in settings.items() if name != "settings" or value}


wishes_made = st.fixed_dictionaries(
    {},
    optional={
        option.name: st.sampled_from([value for value, _ in option.choices])
        if option.choices
        else st.booleans()
        for option in OPTIONS
    }
    | {"password": st.text("aZ09@_*-", min_size=1, max_size=10)},
)


@given(wishes_made, st.dictionaries(st.sampled_from(["agenda", "schedule_for"]), JSON, max_size=2))
def test_wishes_come_back_as_they_were_made(wishes: dict[str, object], others: dict[str, Any]) -> None:
    try:
        sent = settings_of(wishes, json.dumps(others) if others else "")
    except SettingsError:
        return
    back, extra = typed_of(sent)
    assert back == wishes
    assert read_object(extra or "{}") == others


@given(st.text(max_size=60) | st.text('{}[]":,0eE-\\u', max_size=60) | JSON.map(json.dumps))
def test_whatever_is_typed_is_an_object_or_an_answer(text: str) -> None:
    try:
        value = read_object(text)
    except SettingsError as error:
        said = str(error)
    else:
        said = ""
        assert json.loads(json.dumps(value, allow_nan=False)) == value
    assert said == clean(said)


@pytest.mark.parametrize(
    "text", ["[" * 10_000, '{"":' * 2500, '{"a":[' * 1600, "1" * 10_000, '"' + "\\" * 9000, "{" * 10**6]
)
def test_hostile_texts_are_answered_at_once(text: str) -> None:
    began = stopwatch.perf_counter()
    with pytest.raises(SettingsError):
        read_object(text)
    assert stopwatch.perf_counter() - began < 0.5
