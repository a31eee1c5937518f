"""Events whose texts attack the reader: terminal escapes, markup, hidden and reversed characters.

They are harmless to store and must be harmless to show; all lie well away from today's agenda.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tui.sandbox.world_calendars import TEAM
from tui.sandbox.world_days import Days
from tui.sandbox.world_entry import Entry

LONG_TITLE = ("Everything we have learned about relinking camera originals after a long weekend, " * 13)[
    :1024
]

HOSTILE_TITLES = {
    "window title": "\x1b]0;somebody else's window\x07Quarterly numbers",
    "clipboard": "\x1b]52;c;bm90IHlvdXJz\x07Copied for you",
    "hyperlink": "\x1b]8;;https://elsewhere.test/\x1b\\Agenda\x1b]8;;\x1b\\",
    "clear screen": "\x1b[2J\x1b[H\x1b[31mServer room inventory",
    "c1 controls": "\x9b31m\x9d0;owned\x9cBadge renewal",
    "action markup": "[@click=app.quit]Join now[/]",
    "unbalanced markup": "Sync [/b] with finance [bold red",
    "bidi override": "Invoice \u202egnp.exe\u202c approved \u2066left open",
    "zero width": "Plan\u200bning\u200d po\u2060ker\ufeff night",
    "combining marks": "\u0301\u0308 lone marks, and a to\u0300\u0301\u0302\u0303\u0304\u0305\u0306wer",
    "line breaks": "First line\nsecond line\tand a tab\rand a return",
    "very long": LONG_TITLE,
    "blank": "   ",
}

FRIENDLY_TITLES = {
    "emoji family": "👩🏽‍💻👨‍👩‍👧‍👦 Bring your family to work 🏳️‍🌈",
    "mixed directions": "Review of שחור לבן and أبيض with subtitles",
    "wide": "品質レビュー：色管理とＨＤＲ",
    "indic": "रंग सुधार की समीक्षा",
}


def traps(days: Days) -> Iterator[Entry]:
    """Hostile and merely unusual titles, on the last two working days of the week after next."""
    titles = [*HOSTILE_TITLES.values(), *FRIENDLY_TITLES.values()]
    for place, title in enumerate(titles):
        day = days.monday + timedelta(days=17 + place // 9)
        when = days.meeting(day, f"{9 + place % 9:02d}:30", 25)
        yield Entry(title, when, TEAM, who="amara:yes")
    friday = days.monday + timedelta(days=18)
    yield Entry(None, days.meeting(friday, "08:30", 30), note="An event that nobody gave a title.")
    yield Entry(
        "Notes with a sting",
        days.meeting(friday, "08:00", 30),
        who="amara:yes",
        place="[@click=app.quit]Room[/] \x1b[5mB\x1b[0m",
        note="<script>alert(1)</script><p>Hello \x1b]0;x\x07<a href='javascript:alert(1)'>join</a> [/red]</p>"
        "<img src='https://elsewhere.test/pixel.gif'>",
    )
