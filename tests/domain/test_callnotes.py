"""Taking a call out of the notes: the provider's text goes, the user's words stay letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.callnotes import without_call, without_call_html

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

BLOCKS = {"own": OWN, "google": GOOGLE, "teams": TEAMS, "teams dial-in": TEAMS_DIAL, "zoom": ZOOM}
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


def test_every_block_is_taken_when_there_are_several() -> None:
    kept, _ = without_call(f"One\n{OWN}\nTwo\n{GOOGLE}\nThree\n{ZOOM}")
    assert kept == "One\n\nTwo\n\nThree"


@given(words)
def test_cleaning_notes_twice_changes_nothing_more(text: str) -> None:
    kept, _ = without_call(text)
    assert without_call(kept) == (kept, "")


API_HTML = (
    '<html><head>\r\n<meta charset="utf-8"></head><body>Celebrate<br>~~~~~~~~~~<br>meeting_code: MSpm<br>'
    "url: https://teams.microsoft.com/l/meetup-join/19%3a/0?context=%7b%22Tid%22%7d </body></html>"
)


def test_the_service_s_own_block_is_cut_out_of_formatted_notes() -> None:
    kept, taken = without_call_html(API_HTML)
    assert kept == '<html><head>\r\n<meta charset="utf-8"></head><body>Celebrate</body></html>'
    assert "meeting_code: MSpm" in taken


def test_google_s_block_is_cut_out_of_formatted_notes() -> None:
    block = (
        f'{FENCE}<br>Join: <a href="https://meet.google.com/abc">meet</a><br>Please do not edit.<br>{FENCE}'
    )
    assert without_call_html(f"<b>Agenda</b><br>{block}<br>Bye")[0] == "<b>Agenda</b><br>Bye"


@pytest.mark.parametrize(
    "source",
    [
        f'<div><span>{RULE}</span></div><div><a href="https://teams.microsoft.com/l/x">Join</a></div>',
        "<p>~~~~~~~~~~</p><p>url: https://zoom.us/j/1</p>",
        f"{FENCE}<div>Join</div>{FENCE}",
        '<a href="x">~~~~~~~~~~<br>url: https://zoom.us</a> x',
        "<p>Hello</p>",
    ],
)
def test_formatted_notes_that_are_not_understood_are_left_alone(source: str) -> None:
    assert without_call_html(source) == (source, "")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece", ["~", "~~~~~~~~~~\n", RULE + "\n", FENCE + "x", "<br>", "<br>~~~~~~~~~~", "Join Zoom Meeting\n"]
)
def test_hostile_notes_are_searched_in_a_moment(piece: str) -> None:
    text = piece * (250_000 // len(piece))
    assert len(without_call(text)[0]) <= len(text)
    assert len(without_call_html(text)[0]) <= len(text)
