"""The calendar as pictures: the week at every size and look, and what changes it."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Flow, week
from tui.ui.look import Look

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


@SIZES
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_week(flow: Flow, size: tuple[int, int], theme: str) -> None:
    flow(week, size, theme)


@pytest.mark.parametrize("size", [(200, 50), (100, 30), (60, 20)], ids=["200x50", "100x30", "60x20"])
def test_the_week_at_other_sizes(flow: Flow, size: tuple[int, int]) -> None:
    flow(week, size)


def test_the_week_in_ascii_and_twelve_hours_without_colour(
    flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    flow(week, SMALL, Look(glyphs="ascii", still=True))


@pytest.mark.parametrize(
    ("keys", "title"),
    [(("]",), "Week 48"), (("[",), "Week 46"), (("d",), "Friday 20"), (("a", "a"), "Weeks 47–51")],
    ids=["next", "before", "day", "month"],
)
def test_other_days(flow: Flow, keys: tuple[str, ...], title: str) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press(*keys)
        await user.sees(title)

    flow(steps)


@SIZES
def test_a_date_that_was_asked_for(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("g")
        await user.type("12 dec")
        await user.press("enter")
        await user.sees("Sat 12 – Sun 13 Dec")

    flow(steps, size)


def test_a_calendar_hidden(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("shift+tab", "j", "space")
        await user.sees_no("On call: Kenji")

    flow(steps)


def test_the_calendars_in_a_small_window(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("s")
        await user.sees("Holidays")

    flow(steps, SMALL)


def test_the_details_in_a_small_window(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("enter")
        await user.sees("Organised by")

    flow(steps, SMALL)


def test_an_invitation_from_another_zone(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("j", "j", "j", "j")
        await user.sees("Kanda Films")

    flow(steps)


def test_deleting_asks_first(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("x")
        await user.sees("Delete this event?")

    flow(steps)


def test_a_key_for_everything(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("question_mark")
        await user.sees("Keys")

    flow(steps)
