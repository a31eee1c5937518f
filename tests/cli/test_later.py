"""An account on the screen before its service is opened: once, whoever asks; what is wrong is told then."""

from __future__ import annotations

import asyncio
import inspect
from datetime import UTC, datetime

import pytest

from tests.driver import StoryWorld
from tui.cli.later import OpenedLater
from tui.domain.errors import SettingsError
from tui.domain.when import Window
from tui.services.ports import CalendarApi

WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))


async def test_whoever_asks_first_opens_it_and_nobody_opens_it_again() -> None:
    world, opened = StoryWorld("after:1"), list[CalendarApi]()

    def opening() -> CalendarApi:
        opened.append(world.workspace().api)
        return opened[0]

    api = OpenedLater(opening)
    assert opened == []
    grant, calendars = await asyncio.gather(api.grant(), api.calendars())
    assert (len(opened), grant.email) == (1, "ada@sandbox.test")
    pages = [page for calendar in calendars async for page in api.events(calendar.id, WEEK)]
    assert any(page.events for page in pages)
    await api.aclose()


async def test_what_is_wrong_with_the_settings_is_told_by_the_first_request() -> None:
    def opening() -> CalendarApi:
        raise SettingsError("That is no address.")

    api = OpenedLater(opening)
    with pytest.raises(SettingsError):
        await api.grant()
    await api.aclose()


def test_it_answers_to_everything_the_service_does() -> None:
    for name, promised in inspect.getmembers(CalendarApi, inspect.isfunction):
        if not name.startswith("_"):
            assert list(inspect.signature(getattr(OpenedLater, name)).parameters) == list(
                inspect.signature(promised).parameters
            )
