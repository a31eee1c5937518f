"""Meeting links, codes and invitation texts of the seeded world, as the API has been seen to return them.

Codes are drawn from the event's own name, never from the clock, so the same world has the same links.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from tui.sandbox.world_days import JSON

_FENCE = "-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-"
_RULE = "_" * 80


def call(kind: str, key: str) -> JSON:
    """The `conferencing` object of a meeting of `kind` (a key of `KINDS`), its codes drawn from `key`."""
    return KINDS[kind](random.Random(f"call/{kind}/{key}"))


def _letters(rng: random.Random, count: int, alphabet: str = string.ascii_lowercase) -> str:
    return "".join(rng.choice(alphabet) for _ in range(count))


def _digits(rng: random.Random, count: int) -> str:
    return _letters(rng, count, string.digits)


def _meet(rng: random.Random) -> JSON:
    code = f"{_letters(rng, 3)}-{_letters(rng, 4)}-{_letters(rng, 3)}"
    details = {
        "url": f"https://meet.google.com/{code}",
        "meeting_code": code,
        "phone": [f"+44 20 7946 0{_digits(rng, 3)}"],
        "pin": _digits(rng, 9),
    }
    return {"provider": "Google Meet", "details": details}


def _zoom(rng: random.Random) -> JSON:
    code = "900" + _digits(rng, 8)
    secret = _letters(rng, 6, string.ascii_letters + string.digits)
    url = f"https://us02web.zoom.us/j/{code}?pwd={_letters(rng, 22, string.ascii_letters + string.digits)}.1"
    return {"provider": "Zoom Meeting", "details": {"url": url, "meeting_code": code, "password": secret}}


def _teams_url(rng: random.Random) -> str:
    thread = _letters(rng, 40, string.ascii_letters + string.digits)
    tenant, owner = (
        f"{_letters(rng, 8, 'abcdef' + string.digits)}-0000-4000-8000-0000000000f1" for _ in "ab"
    )
    context = f"%7b%22Tid%22%3a%22{tenant}%22%2c%22Oid%22%3a%22{owner}%22%7d"
    return f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0?context={context}"


def _teams(rng: random.Random) -> JSON:
    return {"provider": "Microsoft Teams", "details": {"url": _teams_url(rng)}}


def _teams_for_business(rng: random.Random) -> JSON:
    return {"provider": "Teams for Business", "details": {"url": _teams_url(rng)}}


def _webex(rng: random.Random) -> JSON:
    meeting = "m" + _letters(rng, 32, "abcdef" + string.digits)
    details = {
        "url": f"https://kanda-films.webex.com/kanda-films/j.php?MTID={meeting}",
        "password": _letters(rng, 8, string.ascii_letters + string.digits),
        "pin": _digits(rng, 6),
        "phone": [f"+81 3 4579 {_digits(rng, 4)}"],
    }
    return {"provider": "WebEx", "details": details}


def _goto(rng: random.Random) -> JSON:
    code = _digits(rng, 9)
    details = {
        "url": f"https://meet.goto.com/{code}",
        "meeting_code": code,
        "phone": [f"+1 (646) 555-01{_digits(rng, 2)}", f"+34 932 75 1{_digits(rng, 3)}"],
    }
    return {"provider": "GoToMeeting", "details": details}


def _skype_business(rng: random.Random) -> JSON:
    code = _letters(rng, 8, string.ascii_uppercase + string.digits)
    return {
        "provider": "Skype for Business",
        "details": {"url": f"https://meet.lync.com/northlight/mateo/{code}"},
    }


def _skype(rng: random.Random) -> JSON:
    return {
        "provider": "Skype for Consumer",
        "details": {"url": f"https://join.skype.com/{_letters(rng, 12, string.ascii_letters)}"},
    }


def _unknown(rng: random.Random) -> JSON:
    return {
        "provider": "unknown",
        "details": {"url": f"https://calls.fjordpost.test/room/{_letters(rng, 10)}"},
    }


KINDS: dict[str, Callable[[random.Random], JSON]] = {
    "meet": _meet,
    "zoom": _zoom,
    "teams": _teams,
    "teams-business": _teams_for_business,
    "webex": _webex,
    "goto": _goto,
    "skype-business": _skype_business,
    "skype": _skype,
    "unknown": _unknown,
}


def google_block(conference: JSON) -> str:
    """The fenced paragraph that Google writes below a description."""
    details = conference["details"]
    return "\n".join(
        (
            _FENCE,
            f"Join with Google Meet: {details['url']}",
            f"Or dial: {details['phone'][0]} PIN: {details['pin']}#",
            f"More phone numbers: https://tel.meet/{details['meeting_code']}?pin={details['pin']}",
            "",
            "Learn more about Meet at: https://support.google.com/a/users/answer/9282720",
            "",
            "Please do not edit this section.",
            _FENCE,
        )
    )


def teams_block(conference: JSON) -> str:
    """The underscored paragraph that Teams writes below a description."""
    return "\n".join(
        (
            _RULE,
            "Microsoft Teams meeting",
            f"Join: {conference['details']['url']}",
            "Meeting ID: 391 204 775 318",
            "Passcode: mT4wZq",
            _RULE,
            "Need help? https://aka.ms/JoinTeamsMeeting?omkt=en-GB",
            _RULE,
        )
    )


def zoom_block(conference: JSON) -> str:
    """The invitation text that Zoom pastes into a description."""
    details = conference["details"]
    return "\n".join(
        (
            "Ada Okafor is inviting you to a scheduled Zoom meeting.",
            "",
            "Join Zoom Meeting",
            details["url"],
            "",
            f"Meeting ID: {details['meeting_code']}",
            f"Passcode: {details['password']}",
        )
    )


def outlook_html(*paragraphs: str) -> str:
    """A description as Exchange stores it: a whole HTML document around a few paragraphs."""
    body = "".join(f'<p class="MsoNormal">{text}</p>\r\n' for text in paragraphs)
    return (
        '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n'
        "<style>p.MsoNormal { margin: 0cm; font-family: Aptos, sans-serif; }</style></head>"
        f'<body lang="EN-GB">\r\n<div class="WordSection1">\r\n{body}</div>\r\n</body></html>'
    )
