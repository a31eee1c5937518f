"""One of a series is deleted: the question says how far each answer reaches; Enter alone deletes nothing."""

from __future__ import annotations

from tests.driver import User, story
from tests.keystrokes.test_keystrokes import FORTNIGHT
from tests.ui.flow import settled
from tui.domain.when import bounds
from tui.ui.messages import GoToEvent


def stand_ups(user: User) -> list[int]:
    assert user.app.workspace is not None
    zone = user.app.workspace.zone
    found = [e for e in user.app.workspace.agenda.view(FORTNIGHT).events if e.title == "Stand-up"]
    return [bounds(event.when, zone)[0].day for event in found]


async def before_thursday_s(user: User) -> None:
    """The question about Thursday's stand-up."""
    await user.sees("as of 14:02")
    await settled(user)
    assert user.app.workspace is not None
    events = user.app.workspace.agenda.view(FORTNIGHT).events
    thursday = next(
        e for e in events if e.title == "Stand-up" and bounds(e.when, user.app.workspace.zone)[0].day == 26
    )
    user.app.tell_calendar(GoToEvent(thursday.key))
    await settled(user)
    await user.press("x")
    await user.sees("This and following")


async def test_enter_alone_deletes_nothing() -> None:
    async with story() as user:
        await before_thursday_s(user)
        await user.sees("The 48 times before stay, with their call.")
        await user.sees("guests are told.")
        await user.sees_no("Stand-up 5 guests")
        await user.press("enter")
        await user.sees("This and following")
        await user.press("escape")
        await user.sees_no("This and following")
        assert 26 in stand_ups(user)


async def test_this_and_following_go_and_come_back() -> None:
    async with story() as user:
        await before_thursday_s(user)
        await user.press("5")
        await user.until(lambda: 26 not in stand_ups(user), "for Thursday to go")
        assert 23 in stand_ups(user)
        await user.sees("and what followed.")
        await user.press("u")
        await user.until(lambda: 26 in stand_ups(user), "for Thursday to come back")


async def test_only_this_one_goes() -> None:
    async with story() as user:
        await before_thursday_s(user)
        before = stand_ups(user)
        await user.press("1")
        await user.until(lambda: stand_ups(user) == [day for day in before if day != 26])
