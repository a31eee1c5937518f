"""How we meet: every provider in both ways, what cannot be and why, links as they are pasted."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from tests.ui.editor_desk import TEAM_ZOOM, ZOOM, Desk, Story, at_the_editor, editing, event
from tui.domain.calendars import AccountKind, Grant
from tui.domain.conferencing import Autocreate, Details, Linked, OwnDetails, Provider, Remove, Requested
from tui.domain.drafts import CallMode, DraftField
from tui.domain.writes import EventWrite
from tui.ui.widgets.call_offers import OTHERS, slot_of
from tui.ui.widgets.call_words import SHORT
from tui.ui.widgets.choice_row import ChoiceRow
from tui.ui.widgets.conferencing_block import TYPED

GOOGLE_HOST = Grant("g-google", AccountKind.GOOGLE, "ada@gmail.example")
MICROSOFT_HOST = Grant("g-ms", AccountKind.MICROSOFT, "ada@outlook.example")
MICROSOFT = Grant("g-me", AccountKind.MICROSOFT, "ada@contoso.example")
ZOOM_CALL = Linked("Zoom Meeting", Details("https://us02web.zoom.us/j/89012345678", "890 1234 5678"))

ZOOM_INVITATION = """Ada Lovelace is inviting you to a scheduled Zoom meeting.

Topic: Design review
Time: Nov 25, 2026 20:00 London

Join Zoom Meeting
https://us02web.zoom.us/j/89012345678?pwd=c2VjcmV0

Meeting ID: 890 1234 5678
Passcode: 402816
One tap mobile
+442034815237,,89012345678#,,,,*402816# United Kingdom
"""
MEET_INVITATION = """Design review
Wednesday, 25 November · 20:00 – 20:30
Video call link: https://meet.google.com/abc-defg-hij
Or dial: (GB) +44 20 3956 1234 PIN: 123 456 789#
"""
TEAMS_INVITATION = """________________________________________________________________________________
Microsoft Teams meeting
Join: https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0
Meeting ID: 345 678 901 23
Passcode: aB3dEf
"""


def chosen(story: Story, row: str) -> str:
    return story.screen.query_one(f"#{row}", ChoiceRow).chosen


def under(story: Story, name: str) -> str:
    """The message under a field."""
    messages = story.screen.query(f"#row-{name} > .message").results(Static)
    return "".join(str(one.content) for one in messages if one.display)


async def told(story: Story, name: str, says: str) -> None:
    """Wait for this message under a field."""
    await story.until(lambda: says in under(story, name))


async def pick(story: Story, provider: str) -> None:
    """Choose a provider by its first letter."""
    await story.focus("provider")
    await story.press(provider, "enter")


def written(story: Story) -> EventWrite:
    """What a save would send now."""
    write = story.desk.check(story.screen.draft).write
    assert write is not None
    return write


async def saved(story: Story) -> EventWrite:
    await story.press("ctrl+s")
    await story.until(lambda: bool(story.desk.sent))
    return story.desk.sent[-1]


@pytest.mark.parametrize(
    ("letter", "provider", "host", "outcome"),
    [
        ("g", Provider.MEET, "", "A Google Meet call is made when you save"),
        ("z", Provider.ZOOM, ZOOM.id, "A Zoom call is made on ada@zoom.example when you save"),
        ("t", Provider.TEAMS, MICROSOFT_HOST.id, "A Teams call is made on ada@outlook.example when you save"),
    ],
)
async def test_a_call_is_created_with_each_provider(
    letter: str, provider: Provider, host: str, outcome: str
) -> None:
    async with at_the_editor(desk=Desk(hosts=(ZOOM, MICROSOFT_HOST))) as story:
        await pick(story, letter)
        await story.see(outcome)
        assert chosen(story, "mode") == CallMode.CREATE
        assert not story.shown("url")
        sent = await saved(story)
        assert sent.conferencing == Autocreate(provider, host)


BY_HAND: dict[Provider, dict[str, str]] = {
    Provider.MEET: {
        "url": "https://meet.google.com/abc-defg-hij",
        "pin": "123456",
        "phones": "+44 20 3956 1",
    },
    Provider.ZOOM: {"url": "https://zoom.us/j/89012345678", "code": "89012345678", "password": "402816"},
    Provider.TEAMS: {"url": "https://teams.microsoft.com/l/meetup-join/1"},
    Provider.WEBEX: {
        "url": "https://acme.webex.com/meet/ada",
        "password": "x1",
        "pin": "2233",
        "phones": "+44 20 3956 1",
    },
    Provider.GOTO: {
        "url": "https://meet.goto.com/123456789",
        "code": "123456789",
        "password": "p1",
        "phones": "+44 20 3956 1",
    },
    Provider.TEAMS_BUSINESS: {"url": "https://teams.microsoft.com/l/meetup-join/2"},
    Provider.SKYPE_BUSINESS: {"url": "https://meet.lync.com/acme/ada/1"},
    Provider.SKYPE_CONSUMER: {"url": "https://join.skype.com/abc"},
}
"""What each provider is told when its link is entered by hand."""


async def test_a_link_is_entered_for_each_provider() -> None:
    async with at_the_editor(desk=Desk(hosts=(ZOOM, MICROSOFT_HOST))) as story:
        await story.press("ctrl+t", "ctrl+o")
        for provider, fields in BY_HAND.items():
            story.screen.query_one("#provider", ChoiceRow).chosen = slot_of(provider)
            await story.pilot.pause()
            if provider in OTHERS:
                story.screen.query_one("#other", ChoiceRow).chosen = provider
                await story.pilot.pause()
            assert {name for name in TYPED.values() if story.shown(name)} == set(fields)
            for name in TYPED.values():
                story.screen.query_one(f"#{name}", Input).value = fields.get(name, "")
            await story.pilot.pause()
            assert written(story).conferencing == OwnDetails(
                provider,
                Details(
                    fields["url"],
                    fields.get("code", ""),
                    fields.get("password", ""),
                    fields.get("pin", ""),
                    tuple(filter(None, [fields.get("phones", "")])),
                ),
            )


async def test_other_providers_can_only_be_entered_and_say_so() -> None:
    async with at_the_editor() as story:
        await pick(story, "o")
        assert chosen(story, "mode") == CallMode.OWN
        await story.press("ctrl+o")
        await story.see("meetings cannot be created")
        assert chosen(story, "mode") == CallMode.OWN


async def test_zoom_without_a_host_says_why_and_leads_to_a_link() -> None:
    async with at_the_editor(desk=Desk(hosts=())) as story:
        await story.focus("provider")
        await story.press("z")
        await story.see("needs a Zoom account that hosts the meeting, and none is connected.")
        await story.see("Enter takes a link of yours.")
        assert chosen(story, "provider") == "none"
        await story.press("enter")
        assert chosen(story, "provider") == Provider.ZOOM
        assert chosen(story, "mode") == CallMode.OWN
        assert story.screen.focused is story.screen.query_one("#url")
        assert "none is connected" not in story.text


async def test_the_only_host_is_taken_and_of_several_one_is_chosen() -> None:
    async with at_the_editor(desk=Desk(hosts=(ZOOM, TEAM_ZOOM))) as story:
        await pick(story, "z")
        await story.see("needs a Zoom account that hosts the meeting. Choose one.")
        await story.focus("host")
        await story.press("t", "enter")
        await story.see("A Zoom call is made on team@zoom.example when you save")
        sent = await saved(story)
        assert sent.conferencing == Autocreate(Provider.ZOOM, TEAM_ZOOM.id)


async def test_one_key_goes_through_what_can_be_had() -> None:
    async with at_the_editor() as story:
        seen = []
        for _ in range(4):
            await story.press("ctrl+t")
            seen.append(chosen(story, "provider"))
        assert seen == [Provider.MEET, Provider.ZOOM, "other", "none"]
        await story.press("ctrl+o")
        await story.see("Choose who makes the call first")


async def test_one_key_turns_create_into_own_and_back() -> None:
    async with at_the_editor() as story:
        await story.press("ctrl+t", "ctrl+o")
        await story.see("Paste the link of the Google Meet meeting you have.")
        await story.press("ctrl+o")
        await story.see("A Google Meet call is made when you save")


async def test_on_a_microsoft_calendar_teams_is_at_home_and_meet_needs_a_host() -> None:
    async with at_the_editor(desk=Desk(account=MICROSOFT, hosts=(GOOGLE_HOST,))) as story:
        await pick(story, "t")
        await story.see("A Teams call is made when you save")
        await pick(story, "g")
        await story.see("A Google Meet call is made on ada@gmail.example when you save")


async def test_an_untouched_call_is_never_sent_again() -> None:
    async with at_the_editor(editing(event(ZOOM_CALL))) as story:
        await story.see("The Zoom call stays as it is.")
        await story.write("title", "Another name")
        sent = await saved(story)
        assert sent.named() == ("title",)


async def test_a_call_is_taken_off() -> None:
    async with at_the_editor(editing(event(ZOOM_CALL))) as story:
        await pick(story, "n")
        await story.see("The Zoom call is taken off the event when you save.")
        sent = await saved(story)
        assert sent.conferencing == Remove()


async def test_a_call_is_replaced_and_thinking_better_of_it_costs_nothing() -> None:
    async with at_the_editor(editing(event(ZOOM_CALL))) as story:
        await pick(story, "g")
        await story.see("The Zoom call is replaced by a new Google Meet call, made when you save.")
        await pick(story, "z")
        await story.see("The Zoom call stays as it is.")
        assert story.value("url") == "https://us02web.zoom.us/j/89012345678"
        assert "Nothing has changed yet" in story.text


async def test_a_call_on_its_way_is_told_as_such() -> None:
    async with at_the_editor(editing(event(Requested("Google Meet")))) as story:
        await story.see("The Google Meet call was asked for; its link is still on its way.")


async def test_a_call_of_an_unknown_kind_is_left_alone() -> None:
    strange = Linked("Hologram", Details("https://holo.example/1"))
    async with at_the_editor(editing(event(strange))) as story:
        await story.see("The call stays as it is.")
        assert "Nothing has changed yet" in story.text


async def test_a_link_wrapped_by_a_mail_client_is_made_whole() -> None:
    async with at_the_editor(field=DraftField.PROVIDER) as story:
        await story.press("ctrl+t", "ctrl+t", "ctrl+o")
        await story.paste("url", "https://us02web.zoom.us/j/89012345678?pwd=c2Vj\n  cmV0\r\n")
        assert story.value("url") == "https://us02web.zoom.us/j/89012345678?pwd=c2VjcmV0"


@pytest.mark.parametrize(
    ("pasted", "provider", "values"),
    [
        (
            ZOOM_INVITATION,
            Provider.ZOOM,
            {
                "url": "https://us02web.zoom.us/j/89012345678?pwd=c2VjcmV0",
                "code": "890 1234 5678",
                "password": "402816",
            },
        ),
        (
            MEET_INVITATION,
            Provider.MEET,
            {"url": "https://meet.google.com/abc-defg-hij", "pin": "123 456 789"},
        ),
        (TEAMS_INVITATION, Provider.TEAMS, {}),
    ],
    ids=["zoom", "meet", "teams"],
)
async def test_a_whole_invitation_fills_every_field_it_can(
    pasted: str, provider: Provider, values: dict[str, str]
) -> None:
    async with at_the_editor() as story:
        await story.press("ctrl+t", "ctrl+o")
        await story.paste("url", pasted)
        assert chosen(story, "provider") == provider
        assert {name: story.value(name) for name in values} == values
        await story.see(f"Guests get your {SHORT[provider]} link at")


FAULTS = (
    ("g", "url", "", "The link is still missing."),
    ("g", "url", "http://meet.google.com/abc", "Only https links are opened."),
    ("g", "url", "meet.google.com/abc", "Only https links are opened."),
    ("g", "url", "https://ada@meet.google.com/abc", "hides where it leads"),
    ("g", "url", "https://10.0.0.1/x", "does not lead to a named host."),
    ("g", "url", "https://calls.example/x", "calls.example is not a host"),
    ("g", "url", "https://zoom.us/j/1", "This looks like a Zoom"),
    ("g", "phones", "+44 20 1111, +44 20 2222", "takes one phone number."),
    ("g", "phones", "ring me", "“ring me” is not a phone number."),
    ("z", "code", "12", "A Zoom meeting ID has 9 to 11 digits."),
)
"""Provider, field, what is typed, and what is said under the field."""


async def test_every_fault_of_a_link_is_told_under_its_field() -> None:
    async with at_the_editor() as story:
        await story.press("ctrl+t", "ctrl+o")
        for provider, name, typed, says in FAULTS:
            await pick(story, provider)
            await story.write(name, "x")
            await story.write(name, typed)
            await story.press("shift+tab")
            await told(story, name, says)
            await story.write(name, "")
