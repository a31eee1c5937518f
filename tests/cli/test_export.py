"""Someone takes a calendar away: every object as the service has it, one to a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.terminal import Shell


def taken(shell: Shell, *words: str) -> list[dict[str, Any]]:
    said = shell("event", "export", *words)
    assert said.code == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def test_objects_come_as_the_service_has_them_with_series_unexpanded(connected: Shell) -> None:
    objects = taken(connected, "--calendar", "Team", "--from", "today", "--to", "+2w")
    assert objects
    assert all(one["object"] == "event" and "when" in one and "calendar_id" in one for one in objects)
    series = [one for one in objects if one.get("recurrence")]
    assert series
    assert len({one["id"] for one in objects}) == len(objects)


def test_only_the_members_asked_for_are_sent(connected: Shell) -> None:
    objects = taken(connected, "--calendar", "Team", "--to", "+3d", "--select", "title,conferencing")
    assert objects
    assert all(set(one) <= {"id", "title", "conferencing"} and "id" in one for one in objects)


def test_every_calendar_shown_is_taken_unless_one_is_named(connected: Shell) -> None:
    everything = taken(connected, "--to", "+3d", "--select", "calendar_id")
    assert len({one["calendar_id"] for one in everything}) > 1


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--select", "a b"), 2), (("--from", "someday"), 2), (("--calendar", "Nowhere"), 5)],
)
def test_what_cannot_be_meant_is_said(connected: Shell, words: tuple[str, ...], code: int) -> None:
    said = connected("event", "export", *words)
    assert said.code == code
    assert said.out == ""
    assert said.err
