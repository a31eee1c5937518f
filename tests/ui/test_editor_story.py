"""The editor in front of the real client and a sandbox: what arrives there is what was said here."""

from __future__ import annotations

from tests.driver import User, story
from tui.domain.conferencing import Linked, NoConference
from tui.domain.events import Event
from tui.domain.writes import EventWrite
from tui.ui.screens.calendar import CalendarScreen

LINK = "https://us02web.zoom.us/j/89012345678?pwd=c2VjcmV0"


async def saved(user: User) -> Event:
    """Save, and read the event at the cursor fresh from the service."""
    await user.press("ctrl+s")
    await user.sees("Saved")
    await user.sees("n new")
    return await at_the_service(user)


async def at_the_service(user: User) -> Event:
    """The event at the cursor as the service has it."""
    calendar = next(screen for screen in user.app.screen_stack if isinstance(screen, CalendarScreen))
    chosen = calendar.chosen()
    assert chosen is not None
    assert user.app.workspace is not None
    return await user.app.workspace.api.event(chosen.key)


async def begun(user: User, title: str) -> None:
    """A new event with this title, not saved yet."""
    await user.sees("Timeline scrubbing")
    await user.press("n")
    await user.sees("New event")
    await user.type(title)


async def test_a_pasted_link_reaches_the_service_whole_and_is_taken_off_again() -> None:
    async with story() as user:
        await begun(user, "Prism")
        await user.press("ctrl+t", "ctrl+t", "ctrl+o", "ctrl+g")
        await user.paste(f"{LINK[:30]}\n{LINK[30:]}\n")
        event = await saved(user)
        assert isinstance(event.conferencing, Linked)
        assert event.conferencing.details.url == LINK
        await user.press("v")
        await user.sees("The Zoom call stays as it is.")
        await user.press("n", "enter")
        await user.sees("The Zoom call is taken off the event when you save.")
        event = await saved(user)
        assert event.conferencing == NoConference()


async def test_someone_else_s_change_is_not_run_over() -> None:
    async with story() as user:
        await begun(user, "Prism")
        event = await saved(user)
        await user.press("e")
        await user.sees("Edit Prism")
        assert user.app.workspace is not None
        await user.app.workspace.api.update(event.key, EventWrite(title="Theirs"), notify=False)
        await user.type("s")
        await user.press("ctrl+s")
        await user.sees("Someone else changed this event meanwhile")
        assert (await at_the_service(user)).title == "Theirs"
        await user.press("left", "ctrl+s")
        await user.sees("Saved")
        await user.until(lambda: isinstance(user.app.screen, CalendarScreen))
        assert (await at_the_service(user)).title == "Prisms"


async def test_help_and_commands_are_there_while_writing() -> None:
    async with story() as user:
        await begun(user, "Prism")
        await user.press("f1")
        await user.sees("Writing an event")
        await user.press("escape", "ctrl+p")
        await user.sees("Next call provider")
        await user.press("escape")
        await user.sees("New event")
