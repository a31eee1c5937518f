"""Taking a call out of formatted notes: whole elements go, the user's markup stays to the letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_callnotes import FENCE, RULE, ZOOM_LONG
from tui.domain.callnotes import without_call_html
from tui.nylas.html import text_of

TEAMS_URL = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_a%40thread.v2/0?context=%7b%22Tid%22%7d"
API = f"~~~~~~~~~~<br>meeting_code: MSpmMTNh<br>url: {TEAMS_URL}"
API_LINKED = f'~~~~~~~~~~<br/>url: <a href="{TEAMS_URL}">{TEAMS_URL}</a>'
GOOGLE = (
    f'{FENCE}<br>Join with Google Meet: <a href="https://meet.google.com/abc-defg-hij">https://meet.google.com/'
    "abc-defg-hij</a><br>Or dial: (PT) +351 210 000 000 PIN: 482917365#<br><br>Learn more about Meet at: "
    '<a href="https://support.google.com/a/users/answer/9282720">https://support.google.com/a/users/answer/9282720'
    f"</a><br><br>Please do not edit this section.<br>{FENCE}"
)
TEAMS = f"""<div style="width:100%;height:20px"><span style="color:#5F5F5F">{RULE}</span></div>
<div class="me-email-text" style="color:#252424; font-family:'Segoe UI'" lang="en-GB">
<div style="margin-top:24px"><span style="font-size:24px">Microsoft Teams meeting</span></div>
<div><div><span>Join on your computer, mobile app or room device</span></div>
<a class="me-email-headline" href="{TEAMS_URL}" target="_blank">Click here to join the meeting</a></div>
<div><span>Meeting ID: </span><span>391 204 775 318</span><br>
<span>Passcode: </span><span>mT4wZq</span></div>
<div><a href="https://www.microsoft.com/teams/download-app">Download Teams</a> | <a
href="https://www.microsoft.com/microsoft-teams/join-a-meeting">Join on the web</a></div>
<div><a href="https://aka.ms/JoinTeamsMeeting">Learn more</a> | <a
href="https://teams.microsoft.com/meetingOptions/?organizerId=1">Meeting options</a></div>
</div>
<div style="font-size:14px"></div>
<div style="font-size:12px">&nbsp;</div>
<div style="width:100%;height:20px"><span style="white-space:nowrap; color:#5F5F5F">{RULE}</span></div>"""
TEAMS_FILTERED = TEAMS.replace(
    TEAMS_URL,
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join"
    "%2F19%253ameeting_a%2F0&amp;data=05",
)
TEAMS_NEW = f"""<p>{"_" * 32}</p>
<p><b>Microsoft Teams</b> <a href="https://aka.ms/JoinTeamsMeeting">Need help?</a></p>
<p><a href="https://teams.microsoft.com/meet/3912047753181?p=mT4wZqKd">Join the meeting now</a></p>
<p>Meeting ID: 391 204 775 3181</p><p>Passcode: mT4wZq</p><p>{"_" * 32}</p>
<p>Dial in by phone</p><p><a href="tel:+351210000000">+351 21 000 0000,,482917365#</a> Portugal</p>
<p>Phone conference ID: 482 917 365#</p><p>{"_" * 32}</p>"""
ZOOM_URL = "https://us02web.zoom.us/j/85012345678?pwd=abc.1"
ZOOM = (
    "<p>Ada Okafor is inviting you to a scheduled Zoom meeting.</p><p><b>Topic:</b> Design review</p>"
    f'<p>Join Zoom Meeting<br><a href="{ZOOM_URL}">{ZOOM_URL}</a></p><p>Meeting ID: 850 1234 5678<br>'
    "Passcode: k3ys</p><p>---</p><p>One tap mobile<br>+351210000000,,85012345678#,,,,*1234# Portugal</p>"
    "<p>Dial by your location</p><ul><li>+351 210 000 000 Portugal</li></ul><p>Find your local number: "
    '<a href="https://us02web.zoom.us/u/kdXyZ">https://us02web.zoom.us/u/kdXyZ</a></p>'
)
ZOOM_BUTTON = (
    f'<div><a href="{ZOOM_URL}"><b>Join Zoom Meeting</b></a></div><div>Meeting ID: 850 1234 5678</div>'
)
ZOOM_BROKEN = ZOOM_LONG.replace("&", "&amp;").replace("\n", "<br>\n")

IN_LINES = {
    "api": API,
    "api, linked": API_LINKED,
    "google": GOOGLE,
    "zoom": ZOOM_BROKEN,
}
IN_BLOCKS = {
    "api": "".join(f"<p>{line}</p>" for line in API.split("<br>")),
    "google": "".join(f"<div>{line}</div>" for line in GOOGLE.split("<br>")),
    "teams": TEAMS,
    "teams behind a filter": TEAMS_FILTERED,
    "teams of today": TEAMS_NEW,
    "zoom": ZOOM,
    "zoom, a button": ZOOM_BUTTON,
}
BLOCKS = IN_LINES | {f"{name}, in blocks": block for name, block in IN_BLOCKS.items()}

words = st.text(alphabet="abc XYZ.,é-12", min_size=1, max_size=20).filter(lambda text: text.strip())
paragraphs = st.lists(
    words.map(lambda text: f"<p>{text}</p>")
    | words.map(lambda text: f'<div class="x">{text}<br>\r\n<b>{text}</b> &amp; more</div>')
    | words.map(lambda text: f"<ul><li>{text}</li>\n<li><i>{text}</i></li></ul>")
    | words.map(lambda text: f'<p><a href="https://zoom.us/j/1">{text}</a></p>')
    | words.map(lambda text: f"<table><tr><td>{text}</td><td>{text}</td></tr></table><!-- {text} -->")
    | st.just("<p>&nbsp;</p>"),
    max_size=4,
).map("".join)
lines = st.lists(
    words.map(lambda text: f"a{text}") | words.map(lambda text: f"<b>{text}</b>") | st.just('<img src="x">'),
    min_size=1,
    max_size=4,
).map("<br>".join)


@pytest.mark.parametrize("block", IN_BLOCKS.values(), ids=IN_BLOCKS)
@given(before=paragraphs, after=paragraphs)
def test_elements_that_hold_nothing_but_the_call_go_and_the_rest_stays_to_the_letter(
    block: str, before: str, after: str
) -> None:
    kept, taken = without_call_html(before + block + after)
    assert taken
    assert kept == (before + after if _shows(before + after) else "")


@pytest.mark.parametrize("block", IN_LINES.values(), ids=IN_LINES)
@given(before=lines, after=lines)
def test_lines_of_the_call_go_and_the_lines_around_them_stay_lines(
    block: str, before: str, after: str
) -> None:
    assert without_call_html(f"{before}<br>{block}<br>{after}")[0] == f"{before}<br>{after}"
    assert without_call_html(f"{before}<br><br>{block}<br>{after}")[0] == f"{before}<br><br>{after}"
    assert without_call_html(f"<body>{before}<br>{block}</body>")[0] == f"<body>{before}</body>"
    assert without_call_html(f"<div>{block}<br>{after}</div>")[0] == f"<div>{after}</div>"


def _shows(html: str) -> bool:
    return bool(text_of(html))


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_notes_that_held_nothing_but_the_call_become_empty(block: str) -> None:
    assert (
        without_call_html(f'<html><head><meta charset="utf-8"></head><body>\r\n{block}</body></html>')[0]
        == ""
    )


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_what_is_taken_is_shown_as_it_was_read(block: str) -> None:
    taken = without_call_html(f"<p>Agenda</p>{block}<p>Bye</p>")[1]
    assert "<p>" not in taken
    assert "Agenda" not in taken
    assert "Bye" not in taken
    assert re.search(r"zoom\.us/j/|teams\.microsoft\.com/|meet\.google\.com/", taken)


def test_the_service_s_own_block_is_cut_out_of_the_notes_as_the_api_prints_them() -> None:
    printed = (
        '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        f"Lets celebrate<br>~~~~~~~~~~<br>meeting_code: MSpm<br>url: {TEAMS_URL} </body></html>"
    )
    kept, taken = without_call_html(printed)
    assert kept == printed.partition("<br>")[0] + "</body></html>"
    assert taken.splitlines() == ["~~~~~~~~~~", "meeting_code: MSpm", f"url: {TEAMS_URL}"]


def test_a_mail_program_s_notes_keep_everything_but_the_teams_block() -> None:
    head = '<html><head><style>p.x { color: red }</style></head>\r\n<body lang="EN-GB">\r\n<div>\r\n'
    own = '<p class="MsoNormal">Bring the <b>drawings</b>.<o:p></o:p></p>\r\n'
    end = '<p class="MsoNormal">See you, Mira</p>\r\n</div>\r\n</body></html>'
    assert without_call_html(f"{head}{own}{TEAMS}{end}")[0] == f"{head}{own}{end}"


def test_plain_lines_with_an_entity_among_them_are_read_as_lines() -> None:
    source = f"Tea &amp; talk\n\n{GOOGLE.replace('<br>', chr(10))}\n\nBye"
    assert without_call_html(source)[0] == "Tea &amp; talk\n\nBye"


def test_text_on_both_sides_of_an_element_that_goes_does_not_run_together() -> None:
    block = "".join(f"<div>{line}</div>" for line in API.split("<br>"))
    assert without_call_html(f"Hello{block}Bye")[0] == "Hello<br>Bye"


def test_a_paragraph_that_begins_with_the_user_s_words_stays_a_paragraph() -> None:
    source = "<p>Hello<br>Join Zoom Meeting</p><p>" + f"{ZOOM_URL}<br>Meeting ID: 850 1234 5678</p><p>Bye</p>"
    assert without_call_html(source)[0] == "<p>Hello</p><p>Bye</p>"


def test_every_block_is_taken_when_there_are_several() -> None:
    source = f"<p>One</p>{TEAMS}<p>Two</p>{ZOOM}<div>{API}</div><p>Three</p>"
    assert without_call_html(source)[0] == "<p>One</p><p>Two</p><p>Three</p>"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>Hello</p>",
        f'<div><span>{RULE}</span></div><div><a href="https://teams.microsoft.com/l/x">Join</a></div>',
        f"<p>{RULE}</p><p>Microsoft Teams, or Zoom?</p><p>{RULE}</p>",
        f"{FENCE}<div>Join</div>{FENCE}",
        f'<a href="x">~~~~~~~~~~<br>url: {ZOOM_URL}</a> x',
        f"<p>My words ~~~~~~~~~~<br>url: {ZOOM_URL}</p>",
        f"<p>~~~~~~~~~~</p><p>My words</p><p>url: {ZOOM_URL}</p>",
        f"<!-- ~~~~~~~~~~<br>url: {ZOOM_URL} --><p>Hello</p>",
        f"<p>~~~~~~~~~~<br>url: {ZOOM_URL}</p><!-- without an end",
        f'<p><a href="{ZOOM_URL}">Our Zoom meeting</a></p>',
        "<p>Join Zoom Meeting</p><p>whenever you like</p>",
    ],
)
def test_formatted_notes_without_a_call_s_own_text_are_left_alone(source: str) -> None:
    assert without_call_html(source) == (source, "")


PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<a href='https://x.test'>",
        "</a>",
    ),
    *(RULE, FENCE, "~~~~~~~~~~", "url: https://x.test", "Microsoft Teams", "Zoom Meeting", "\n"),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6)).map("".join))
def test_no_markup_comes_back_less_well_formed_than_it_was(source: str) -> None:
    noted = f"{source}<br>{API}<br>{source}"
    kept, taken = without_call_html(noted)
    assert bool(taken) is (kept != noted)
    assert not kept or _unclosed(kept) == _unclosed(noted)


def _unclosed(html: str) -> dict[str, int]:
    bare = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return {name: bare.count(f"<{name}") - bare.count(f"</{name}") for name in ("p>", "div>", "a", "b>")}


@given(paragraphs)
def test_notes_without_a_call_come_back_as_they_are(source: str) -> None:
    assert without_call_html(source) == (source, "")


HOSTILE = (
    *(
        "~",
        "~~~~~~~~~~\n",
        RULE + "<br>",
        FENCE + "x",
        "<br>",
        "<br>~~~~~~~~~~",
        "Join Zoom Meeting<br>",
        "<",
    ),
    *("<!-- ~~~~~~~~~~ -->", "<!--", "<b>", "</b>", "<div>~~~~~~~~~~", "<a href=", " ", "<style>", "&#126;"),
    *(f"<p>~~~~~~~~~~<br>url: {ZOOM_URL}</p>", "Join Zoom Meeting " + "a." * 50 + "<br>"),
)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_notes_are_searched_in_a_moment(piece: str) -> None:
    source = "~~~~~~~~~~" + piece * (250_000 // len(piece))
    assert len(without_call_html(source)[0]) <= len(source)
