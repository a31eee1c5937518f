"""Guests are completed from the people already met, and nobody is in the way of who types an address."""

from __future__ import annotations

from tests.driver import story
from tests.ui.editor_desk import Story, at_the_editor, editing, event
from tui.domain.drafts import DraftField
from tui.domain.events import Participant, Rsvp
from tui.ui.screens.editor import EditorScreen
from tui.ui.widgets.editor_guests import GuestInput

PEOPLE = (
    Participant("grace@example.com", "Grace Hopper"),
    Participant("graham@example.com", "Graham Bell"),
    Participant("lin@example.com", "Lin"),
)


async def typing(story: Story, text: str) -> None:
    """Type into the guests' field, with people to offer."""
    story.screen.meet(PEOPLE)
    await story.focus("guests")
    await story.press(*text)


async def test_a_name_begun_is_completed_with_tab() -> None:
    async with at_the_editor() as story:
        await typing(story, "gra")
        await story.see("Graham Bell")
        await story.press("down", "tab")
        await story.until(lambda: story.value("guests") == "Graham Bell <graham@example.com>, ")
        assert story.screen.draft.guests == "Graham Bell <graham@example.com>, "
        await story.press(*"lin", "enter")
        await story.until(lambda: story.value("guests").endswith("Lin <lin@example.com>, "))
        assert story.screen.focused is not None
        assert story.screen.focused.id == "guests"


async def test_an_address_typed_to_its_end_is_left_alone() -> None:
    async with at_the_editor() as story:
        await typing(story, "grace@example.co")
        await story.press("tab")
        await story.until(lambda: story.screen.focused is not None and story.screen.focused.id != "guests")
        assert story.value("guests") == "grace@example.co"


async def test_esc_puts_the_offer_away_and_the_editor_stays() -> None:
    async with at_the_editor() as story:
        await typing(story, "gra")
        await story.see("Graham Bell")
        await story.press("escape")
        await story.until(lambda: "Graham Bell" not in story.text)
        assert story.app.screen is story.screen
        await story.press("escape")
        await story.until(story.asked)


async def test_nobody_is_offered_where_nobody_fits() -> None:
    async with at_the_editor() as story:
        await typing(story, "zed")
        await story.press("tab")
        await story.until(lambda: story.screen.focused is not None and story.screen.focused.id != "guests")
        assert story.value("guests") == "zed"


async def test_a_click_takes_somebody() -> None:
    async with at_the_editor() as story:
        await typing(story, "gra")
        await story.see("Graham Bell")
        await story.pilot.click("GuestOffers", offset=(20, 1))
        await story.until(lambda: story.value("guests") == "Graham Bell <graham@example.com>, ")


async def test_answers_are_kept_when_somebody_is_added() -> None:
    async with at_the_editor(editing(event()), field=DraftField.GUESTS) as story:
        story.screen.meet((Participant("bo@x.org", "Bo Bee"),))
        await story.focus("guests")
        await story.press("end", *", bo", "tab")
        await story.until(lambda: "bo@x.org" in story.screen.draft.guests)
        write = story.screen.checked.write
        assert write is not None
        assert isinstance(write.participants, tuple)
        answers = {one.email: one.rsvp for one in write.participants}
        assert answers["grace@example.com"] is Rsvp.YES
        assert answers["bo@x.org"] is Rsvp.NONE


async def test_people_of_the_account_are_offered_by_themselves() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.until(lambda: isinstance(user.app.screen, EditorScreen))
        editor = user.app.screen
        assert isinstance(editor, EditorScreen)
        guests = editor.query_one(GuestInput)
        await user.until(lambda: bool(guests.people), "for people to be known")
        guests.focus()
        await user.type("pri")
        await user.sees("priya@sandbox.test")
        await user.press("tab")
        await user.until(lambda: "priya@sandbox.test" in editor.draft.guests)


async def test_nobody_is_told_off_while_people_are_offered() -> None:
    async with at_the_editor() as story:
        await typing(story, "gra")
        await story.see("Graham Bell")
        await story.until(lambda: story.screen.pause is None)
        row = story.screen.query_one("#row-guests")
        assert not any(one.display for one in row.query(".message"))
        await story.see("Tab takes the guest")
        assert "is not an e-mail address" not in story.text
        await story.press("z", "z")
        await story.until(lambda: any(one.display for one in row.query(".message")))
        await story.see("is not an e-mail address")
