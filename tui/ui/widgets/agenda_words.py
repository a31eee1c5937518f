"""What the rows of the agenda say: times in one gutter, lengths, places, days in a span.

Words only, and short ones: the gutter and the columns have fixed widths.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from tui.domain.conferencing import Linked, Requested
from tui.domain.events import Event
from tui.domain.links import link_of
from tui.domain.timephrase import say_day
from tui.domain.when import bounds, days, is_all_day
from tui.ui.glyphs import Glyphs

HALF_HOUR = timedelta(minutes=30)
_SHORT = {
    "Google Meet": "Meet",
    "Zoom Meeting": "Zoom",
    "Microsoft Teams": "Teams",
    "Skype for Business": "Skype",
    "Skype for Consumer": "Skype",
    "GoToMeeting": "GoTo",
}


def gutter_words(moment: datetime, pattern: str) -> str:
    """A time of day in few cells: `09:30`, or `9:30a` for those who read twelve hours."""
    words = moment.strftime(pattern)
    return words.lstrip("0").replace(" AM", "a").replace(" PM", "p") if "%p" in pattern else words


def times_of(event: Event, day: date, zone: tzinfo, pattern: str, signs: Glyphs) -> str:
    """The time column of an event on one of its days; an ellipsis stands for an edge on another day."""
    if is_all_day(event.when):
        return "all day"
    start, end = (moment.astimezone(zone) for moment in bounds(event.when, zone))
    first, last = days(event.when, zone)
    left = gutter_words(start, pattern) if first == day else signs.ellipsis
    right = gutter_words(end, pattern) if last == day else signs.ellipsis
    return left if start == end else f"{left}{signs.dash}{right}"


def day_of_span(event: Event, day: date, zone: tzinfo) -> str:
    """`day 2 of 3` for an event of several whole days, else nothing."""
    if not is_all_day(event.when):
        return ""
    first, last = days(event.when, zone)
    length = (last - first).days + 1
    return f"day {(day - first).days + 1} of {length}" if length > 1 else ""


def length_bar(event: Event, zone: tzinfo, cells: int, signs: Glyphs) -> str:
    """How long an event takes, as a length: a cell for each half hour, half a cell for what is over."""
    start, end = bounds(event.when, zone)
    if is_all_day(event.when) or end <= start:
        return ""
    full, rest = divmod(end - start, HALF_HOUR)
    return (signs.now_line * min(full, cells) + (signs.half if rest else ""))[:cells]


def day_words(day: date, today: date, signs: Glyphs) -> str:
    """`Today · Fri 20 Nov`; the year where it is another one."""
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get((day - today).days)
    said = say_day(day) if day.year == today.year else f"{say_day(day)} {day.year}"
    return f"{near} {signs.dot} {said}" if near else said


def nothing_words(first: date, last: date, signs: Glyphs, *, unread: bool = False) -> str:
    """`Sat 21 – Sun 22 Nov · nothing`; days nobody has read yet are not called empty."""
    said = "loading" if unread else "nothing"
    if first == last:
        return f"{say_day(first)} {signs.dot} {said}"
    start = say_day(first).rsplit(" ", 1)[0] if first.month == last.month else say_day(first)
    return f"{start} {signs.dash} {say_day(last)} {signs.dot} {said}"


def unreadable_words(count: int) -> str:
    """Events the account holds and nobody could read."""
    events = "1 event" if count == 1 else f"{count} events"
    return f"{events} could not be read; the web page shows what callsheet cannot."


def where_words(event: Event, *, short: bool) -> str:
    """How or where people meet: the call's provider or host, else the place."""
    match event.conferencing:
        case Linked(provider) | Requested(provider) if provider and provider != "unknown":
            said = str(provider)
        case _:
            link = link_of(event)
            said = str(link.provider or link.service or link.host) if link else event.location
    return _SHORT.get(said, said) if short else said
