"""What the edges of the grid say: days above, hours at the left, zones by the names people use.

Words only, each cut to the cells it gets.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tui.domain.dayrows import DayRows
from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_words import gutter_words

_LONG_HEADING, _NAMED_HEADING, _USUAL_HEADING, _SHORT_HEADING = 24, 13, 8, 7
AGAIN = "again"
"""Beside the hour the clock shows for the second time."""


def day_heading(day: date, today: date, cells: int, signs: Glyphs) -> str:
    """`Fri 20`, or more where there is room for any day; a sign as well as its colour marks today."""
    mark = signs.live if day == today else ""
    if cells >= _LONG_HEADING:
        return f"{mark} {day:%A} {day.day} {day:%B}".lstrip()
    if cells >= _NAMED_HEADING:
        return f"{mark} {day:%a} {day.day} {day:%b}".lstrip()
    gap = " " if mark and cells >= _USUAL_HEADING else ""
    weekday = f"{day:%a}"[:2] if mark and cells < _SHORT_HEADING else f"{day:%a}"
    return f"{mark}{gap}{weekday} {day.day}"


def hour_label(rows: DayRows, days: tuple[date, ...], row: int, zone: ZoneInfo, pattern: str) -> str:
    """The time a row begins in a zone, on the first of the days that has the row."""
    moments = (rows.moment(day, row) for day in days)
    moment = next((one for one in moments if one is not None), None)
    if moment is None:
        minute = rows.slots[row].minute
        return gutter_words(datetime.combine(days[0], time(minute // 60, minute % 60), zone), pattern)
    return gutter_words(moment.astimezone(zone), pattern)


def zone_words(zone: ZoneInfo, moment: datetime, cells: int) -> str:
    """`GMT`, or the place where the zone has no letters of its own."""
    name = moment.astimezone(zone).tzname() or ""
    return paint.fit(name if name.isalpha() else zone.key.rsplit("/", 1)[-1].replace("_", " "), cells)


def wrapped(text: str, cells: int, rows: int, ellipsis: str) -> list[str]:
    """At most so many lines of words; what does not fit is cut in the last one."""
    lines: list[str] = []
    rest = paint.plain(text).split()
    while rest and len(lines) < rows - 1:
        line = rest.pop(0)
        while rest and paint.width(f"{line} {rest[0]}") <= cells:
            line = f"{line} {rest.pop(0)}"
        if paint.width(line) > cells:
            rest.insert(0, line)
            break
        lines.append(line)
    return [*lines, paint.fit(" ".join(rest), cells, ellipsis=ellipsis)] if rest else lines
