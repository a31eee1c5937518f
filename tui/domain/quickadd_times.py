"""What a quick line says of when, as the editor's fields hold it.

A time that the clocks skip or repeat is left as it was said: checking asks which one is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tui.domain.quickadd_parts import (
    AllDaySaid,
    Around,
    Claim,
    ClockSaid,
    DaySaid,
    EndSaid,
    LengthSaid,
    RepeatsSaid,
    Soon,
    Word,
    ZoneSaid,
)
from tui.domain.timephrase import TimePhraseError, gap_or_fold, parse_moment, write_day, write_moment

T = TypeVar("T")
USUAL = timedelta(minutes=30)
"""How long an event takes that says no length."""


@dataclass(frozen=True, slots=True)
class Times:
    """The editor's fields about when."""

    starts: str
    ends: str
    all_day: bool
    zone: str
    end_zone: str = ""


def times_of(
    words: Sequence[Word], claims: tuple[Claim, ...], around: Around
) -> tuple[Times | None, tuple[Claim, ...]]:
    """When it is, None where nothing says so; and the claims, with the `second` of a repeated hour."""
    said = _Said.of(claims, around)
    if not said.anything:
        return None, claims
    if said.whole_days:
        return said.in_days(), claims
    try:
        return _timed(said, words, claims)
    except (TimePhraseError, OverflowError, ValueError):
        return None, tuple(claim for claim in claims if not isinstance(claim.said, _ABOUT_WHEN))


_ABOUT_WHEN = (DaySaid, ClockSaid, EndSaid, Soon, LengthSaid, AllDaySaid, ZoneSaid)


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of when, one of each."""

    around: Around
    day: DaySaid | None
    clock: ClockSaid | None
    end: EndSaid | None
    soon: Soon | None
    length: LengthSaid | None
    all_day: bool
    repeats: RepeatsSaid | None
    zones: tuple[ZoneInfo, ...]

    @classmethod
    def of(cls, claims: Sequence[Claim], around: Around) -> _Said:
        """Sorted by what each says."""
        zones = tuple(claim.said.zone for claim in claims if isinstance(claim.said, ZoneSaid))
        return cls(
            around,
            _only(claims, DaySaid),
            _only(claims, ClockSaid),
            _only(claims, EndSaid),
            _only(claims, Soon),
            _only(claims, LengthSaid),
            _only(claims, AllDaySaid) is not None,
            _only(claims, RepeatsSaid),
            zones,
        )

    @property
    def anything(self) -> bool:
        """Whether anything was said."""
        return self.all_day or any(
            one is not None for one in (self.day, self.clock, self.end, self.soon, self.length, self.repeats)
        )

    @property
    def whole_days(self) -> bool:
        """Whether it has days and no times."""
        timed = (
            self.clock or self.soon or (self.end and self.end.at) or (self.length and not self.length.days)
        )
        return not timed

    @property
    def first(self) -> date:
        """The day it begins."""
        if self.day is not None:
            return self.day.first
        return (self.repeats and self.repeats.first) or self.around.base_day

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its times."""
        return self.zones[0] if self.zones else self.around.zone

    @property
    def end_zone(self) -> ZoneInfo:
        """The zone of its end."""
        return self.zones[-1] if self.zones else self.around.zone

    def in_days(self) -> Times:
        """Whole days."""
        last = self.first
        if self.day is not None and self.day.last is not None:
            last = self.day.last
        elif self.end is not None and self.end.day is not None:
            last = self.end.day
        elif self.length is not None:
            last = self.first + self.length.length - timedelta(days=1)
        return Times(write_day(self.first), write_day(max(last, self.first)), True, self.around.zone.key)


def _only(claims: Sequence[Claim], kind: type[T]) -> T | None:
    return next((claim.said for claim in claims if isinstance(claim.said, kind)), None)


def _timed(said: _Said, words: Sequence[Word], claims: tuple[Claim, ...]) -> tuple[Times, tuple[Claim, ...]]:
    zone, end_zone = said.zone, said.end_zone
    if said.soon is not None:
        now = said.around.now.astimezone(UTC).replace(second=0, microsecond=0)
        starts = write_moment(now + said.soon.after, zone)
    else:
        at = said.clock.start if said.clock else said.around.base.astimezone(said.around.zone).time()
        which, claims = _which(datetime.combine(said.first, at.replace(fold=0)), zone, words, claims)
        starts = f"{write_day(said.first)} {at:%H:%M}{which}"
    begins = parse_moment(starts, base=said.around.base, zone=zone, now=said.around.now)
    ends = _ends(said, begins, end_zone)
    other = end_zone.key if end_zone.key != zone.key else ""
    return Times(starts, ends, False, zone.key, other), claims


def _ends(said: _Said, begins: datetime, zone: ZoneInfo) -> str:
    at = said.end.at if said.end is not None and said.end.at else said.clock.end if said.clock else None
    if at is None:
        length = said.length.length if said.length is not None else USUAL
        return write_moment(begins.astimezone(UTC) + length, zone)
    day = _end_day(said, begins, at, zone)
    return f"{write_day(day)} {at:%H:%M}"


def _end_day(said: _Said, begins: datetime, at: time, zone: ZoneInfo) -> date:
    """The day that was said, else that of the start, or the one after where it would end before it begins."""
    if said.end is not None and said.end.day is not None:
        return said.end.day
    if said.day is not None and said.day.last is not None:
        return said.day.last
    day = begins.astimezone(zone).date()
    ends = datetime.combine(day, at, tzinfo=zone)
    return day + timedelta(days=1) if ends.astimezone(UTC) <= begins.astimezone(UTC) else day


def _which(
    wall: datetime, zone: ZoneInfo, words: Sequence[Word], claims: tuple[Claim, ...]
) -> tuple[str, tuple[Claim, ...]]:
    """` first` or ` second` where that is said of a time that comes twice, and the claims with that word."""
    clock = next((claim for claim in claims if isinstance(claim.said, ClockSaid)), None)
    if clock is None or gap_or_fold(wall, zone) != "fold" or clock.stop >= len(words):
        return "", claims
    word = words[clock.stop].bare
    if word not in ("first", "second") or any(claim.at == clock.stop for claim in claims):
        return "", claims
    longer = replace(clock, stop=clock.stop + 1)
    return f" {word}", tuple(longer if claim is clock else claim for claim in claims)
