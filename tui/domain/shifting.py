"""The rules of a series that is moved: its days, its end and the dates taken out of it go along.

Every time moves by as much as the first one. A rule that cannot say so stays as it is, and the check tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.domain.moving import Move
from tui.domain.series import (
    STAMP,
    excluded,
    following,
    parts_of,
    rule_of,
    wall_of,
    zone_of,
)
from tui.domain.when import When, is_all_day

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_END_OF_DAY = time(23, 59, 59)
_NUMBERED = re.compile(r"(-?\d)(?:MO|TU|WE|TH|FR|SA|SU)")


def shifted(rules: tuple[str, ...], was: When, now: When, viewer: ZoneInfo) -> tuple[str, ...]:
    """The rules of a series, one of whose times goes from `was` to `now` with all the others."""
    move = Move(was, zone_of(was, viewer), now, zone_of(now, viewer))
    if move.stands_still:
        return rules
    shift = _Shift(move)
    return following(lambda: tuple(shift.line(rule) for rule in rules))


@dataclass(frozen=True, slots=True)
class _Shift:
    """What a move does to each line of the rules."""

    move: Move

    @property
    def now(self) -> datetime:
        return self.move.after

    @property
    def days(self) -> int:
        return (self.now.date() - self.move.before.date()).days

    def line(self, rule: str) -> str:
        if not rule.startswith("EXDATE"):
            return self._days_of(re.sub(rf"(?<=UNTIL=){STAMP.pattern}", self._end, rule))
        move = self.move
        name = rule.partition(":")[0] if is_all_day(move.was) and is_all_day(move.now) else "EXDATE"
        walls = excluded((rule,), move.was, move.was_zone)
        return f"{name}:{','.join(move.stamp(wall + move.far) for wall in walls)}"

    def _end(self, found: re.Match[str]) -> str:
        """The end of a day stays one, so that it can still be said in words."""
        move = self.move
        wall = wall_of(found[0], _END_OF_DAY, move.was, move.was_zone)
        ends_a_day = wall.time() == _END_OF_DAY
        wall += timedelta(days=self.days) if ends_a_day else move.far
        stays_a_date = "T" not in found[0] and not is_all_day(move.was)
        return f"{wall:%Y%m%d}" if stays_a_date else move.stamp(wall)

    def _days_of(self, rule: str) -> str:
        """The rule with the days it names moved, where there are any."""
        if not self.days:
            return rule
        parts = parts_of(rule)
        if parts.get("FREQ") in ("DAILY", "WEEKLY"):
            parts |= self._week(parts)
        elif parts.get("FREQ") in ("MONTHLY", "YEARLY") and "BYSETPOS" not in parts:
            parts |= self._month(parts)
        return rule_of(parts)

    def _week(self, parts: dict[str, str]) -> dict[str, str]:
        codes = parts.get("BYDAY", "").split(",")
        if not all(code in _WEEK for code in codes):
            return {}
        later = [(_WEEK.index(code) + self.days) % 7 for code in codes]
        moved = {"BYDAY": ",".join(_WEEK[at] for at in sorted(later))}
        if parts["FREQ"] == "WEEKLY" and len(codes) > 1 and parts.get("INTERVAL", "1") != "1":
            # Which weeks are left out depends on the day a week begins with.
            begins = _WEEK.index(parts.get("WKST", "MO"))
            moved["WKST"] = _WEEK[(begins + self.days) % 7]
        return moved

    def _month(self, parts: dict[str, str]) -> dict[str, str]:
        moved: dict[str, str] = {}
        day, weekday = parts.get("BYMONTHDAY", ""), _NUMBERED.fullmatch(parts.get("BYDAY", ""))
        if re.fullmatch(r"-?\d+", day):
            from_end = int(day) + self.days
            moved["BYMONTHDAY"] = str(from_end if int(day) < 0 and from_end < 0 else self.now.day)
        if weekday:
            moved["BYDAY"] = f"{self._ordinal(int(weekday[1]))}{_WEEK[self.now.weekday()]}"
        if moved and parts.get("BYMONTH", "").isdecimal():
            moved["BYMONTH"] = str(self.now.month)
        return moved

    def _ordinal(self, before: int) -> int:
        """Which such day of its month the new one is, counted from the same side where it can be."""
        ordinal = (self.now.day - 1) // 7 + 1
        last = (self.now + timedelta(days=7)).month != self.now.month
        return -1 if last and (before < 0 or ordinal == 5) else ordinal
