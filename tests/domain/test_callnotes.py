"""Taking a call out of the notes: the provider's text goes, the user's words stay letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.callnotes import without_call

OWN = "\n".join(
    [
        "~" * 10,
        "meeting_code: MSpmMTNh",
        "url: https://teams.microsoft.com/l/meetup-join/19%3ameeting_a%40thread.v2/0",
    ]
)
FENCE = "-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-"
GOOGLE = f"""{FENCE}
Join with Google Meet: https://meet.google.com/abc-defg-hij
Or dial: (PT) +351 210 000 000 PIN: 123456789#
More phone numbers: https://tel.meet/abc-defg-hij?pin=1

Learn more about Meet at: https://support.google.com/a/users/answer/9282720

Please do not edit this section.
{FENCE}"""
RULE = "_" * 80
TEAMS = f"""{RULE}
Microsoft Teams meeting
Join: https://teams.microsoft.com/l/meetup-join/19%3ameeting_a
Meeting ID: 391 204 775 318
Passcode: mT4wZq
{RULE}
Need help? https://aka.ms/JoinTeamsMeeting?omkt=en-GB
{RULE}"""
TEAMS_DIAL = f"""{RULE}
Microsoft Teams Need help?<https://aka.ms/JoinTeamsMeeting?omkt=en-US>
Join the meeting now<https://teams.microsoft.com/l/meetup-join/19%3ameeting_a>
Meeting ID: 1
{"_" * 32}
Dial in by phone
+1 323-555-0166,,123# United States
Phone conference ID: 123#
{RULE}"""
ZOOM = """Ada Okafor is inviting you to a scheduled Zoom meeting.

Topic: Design review
Time: Nov 20, 2026 15:00 Lisbon

Join Zoom Meeting
https://us02web.zoom.us/j/85012345678?pwd=abc.1

Meeting ID: 850 1234 5678
Passcode: k3ys

---

One tap mobile
+351210000000,,85012345678#,,,,*1234# Portugal
Dial by your location
• +351 210 000 000 Portugal"""

ZOOM_LONG = """Ada Okafor is inviting you to a scheduled Zoom meeting.

Topic: Design review
Time: Nov 20, 2026 03:00 PM London
        Every week on Fri, until Dec 4, 2026, 3 occurrence(s)
        Nov 20, 2026 03:00 PM
        Nov 27, 2026 03:00 PM
Please download and import the following iCalendar (.ics) files to your calendar system.
Weekly: https://us02web.zoom.us/meeting/tZ0/ics?icsToken=abc&meetingMasterEventId=def

Join Zoom Meeting
https://us02web.zoom.us/j/85012345678?pwd=abc.1

View meeting insights with Zoom AI Companion
https://us02web.zoom.us/launch/edl?muid=0f1e

Meeting ID: 850 1234 5678
Passcode: k3ys

---

One tap mobile
+13052241968,,85012345678#,,,,*123456# US
+13126266799,,85012345678#,,,,*123456# US (Chicago)

---

Dial by your location
• +1 305 224 1968 US
• 888 788 0099 US Toll-free
• +351 210 000 000 Portugal

Meeting ID: 850 1234 5678
Passcode: 123456

Find your local number: https://us02web.zoom.us/u/kdXyZ

---

Join by SIP
• 85012345678@zoomcrc.com

---

Join by H.323
• 144.195.19.161 (US West)
• 115.114.131.7 (India Mumbai)

Meeting ID: 850 1234 5678
Passcode: 123456

Join instructions
https://us02web.zoom.us/meetings/85012345678/invitations?signature=abc"""
ZOOM_RULED = f"{'─' * 10}\n{ZOOM}\n\n{'─' * 10}"
READ_FROM_HTML = f"""{RULE}
Microsoft Teams meeting
Join on your computer, mobile app or room device
Click here to join the meeting <https://teams.microsoft.com/l/meetup-join/19%3ameeting_a/0>
Meeting ID: 391 204 775 318
Download Teams <https://www.microsoft.com/download> | Join on the web <https://www.microsoft.com/join>
Learn More <https://aka.ms/JoinTeamsMeeting> | Meeting options <https://teams.microsoft.com/meetingOptions/?a=1>
{RULE}"""

ZOOM_FILTERED = ZOOM.replace(
    "https://us02web.zoom.us/j/85012345678?pwd=abc.1",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F1%3Fpwd%3Dabc&data=05",
)

BLOCKS = {"own": OWN, "google": GOOGLE, "teams": TEAMS, "teams dial-in": TEAMS_DIAL, "zoom": ZOOM} | {
    "zoom, all of it": ZOOM_LONG,
    "zoom behind a filter": ZOOM_FILTERED,
    "zoom between rules": ZOOM_RULED,
    "teams read from html": READ_FROM_HTML,
}
words = st.text(alphabet="abc XYZ:.,é~_-12\n", max_size=80).map(str.strip)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_alone_leaves_empty_notes(block: str) -> None:
    assert without_call(block) == ("", block)
    assert without_call(f"\n\n{block}\n") == ("", block)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_the_words_around_a_block_stay(block: str) -> None:
    kept, taken = without_call(f"Bring the  drawings.\n  - plan\n\n\n{block}\n\nSee you there, Mira")
    assert kept == "Bring the  drawings.\n  - plan\n\nSee you there, Mira"
    assert taken == block


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@given(before=words, after=words)
def test_nothing_the_user_wrote_is_lost(block: str, before: str, after: str) -> None:
    kept, _ = without_call(f"{before}\n\n{block}\n\n{after}")
    written = [line for line in f"{before}\n{after}".split("\n") if line.strip()]
    assert [line for line in kept.split("\n") if line.strip()] == written
    assert without_call(kept) == (kept, "")


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@given(before=words, after=words)
def test_what_is_left_is_what_the_user_wrote_and_an_empty_line(block: str, before: str, after: str) -> None:
    kept, taken = without_call(f"{before}\n\n{block}\n\n{after}")
    assert kept == "\n\n".join(filter(None, (before, after)))
    assert taken == block


@given(words)
def test_notes_without_a_call_come_back_as_they_are(text: str) -> None:
    assert without_call(f"  {text}\n\n\n{text} \n") == (f"  {text}\n\n\n{text} \n", "")


def test_windows_line_ends_do_not_hide_a_block() -> None:
    kept, taken = without_call(f"Agenda\r\n\r\n{OWN}\r\n".replace("\n", "\r\n").replace("\r\r", "\r"))
    assert kept.strip() == "Agenda"
    assert "meeting_code" in taken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Agenda\n\n",
        "~~~~~~~~~~\nmy own drawing\n~~~~~~~~~~",
        "~~~~~~~~~~\nphone: ask Mira",
        f"{RULE}\nNotes on the move to Microsoft Teams\n{RULE}",
        f"{RULE}\nMy agenda\nhttps://teams.microsoft.com/l/meetup-join/19%3ameeting_b\n{RULE}",
        f"{FENCE}\nan ornament of mine\n{FENCE}",
        f"{'─' * 10}\nMenu\n{'─' * 10}",
        f"{RULE}\nSignature\nMira, Northlight\n{RULE}",
        f"{RULE}\nMicrosoft Teams meeting without an end\nJoin: x",
        f"{FENCE}\nonly one fence",
        "Join Zoom Meeting\nwhenever you like",
        "Is Ada inviting you to a scheduled Zoom meeting?",
        "url: https://zoom.us/j/1",
        "https://zoom.us/j/1",
    ],
)
def test_what_only_resembles_a_block_is_left_alone(text: str) -> None:
    assert without_call(text) == (text, "")


@pytest.mark.parametrize(
    "after",
    [
        "---\nMy notes",
        "Time: we start late",
        "Topic: what we said",
        "Join from the kitchen, there is cake",
        "Passcode: to the building is 12",
        "+351 210 000 000 is my number",
        "https://northlight.test/agenda",
    ],
)
def test_what_the_user_wrote_right_behind_an_invitation_stays(after: str) -> None:
    assert without_call(f"Agenda\n\n{ZOOM_LONG}\n\n{after}")[0] == f"Agenda\n\n{after}"


def test_the_user_s_own_rule_above_a_teams_block_stays() -> None:
    own = f"Agenda\n{RULE}\nMicrosoft Teams or Zoom? We decide.\n\n"
    assert without_call(own + TEAMS)[0] == own.strip()


def test_every_block_is_taken_when_there_are_several() -> None:
    kept, _ = without_call(f"One\n{OWN}\nTwo\n{GOOGLE}\nThree\n{ZOOM}")
    assert kept == "One\n\nTwo\n\nThree"


@given(words)
def test_cleaning_notes_twice_changes_nothing_more(text: str) -> None:
    kept, _ = without_call(text)
    assert without_call(kept) == (kept, "")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece", ["~", "~~~~~~~~~~\n", RULE + "\n", FENCE + "x", "<br>", "<br>~~~~~~~~~~", "Join Zoom Meeting\n"]
)
def test_hostile_notes_are_searched_in_a_moment(piece: str) -> None:
    text = piece * (250_000 // len(piece))
    assert len(without_call(text)[0]) <= len(text)
