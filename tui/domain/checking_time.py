"""Checking when: typed times become a `When`, with everything worth saying about them.

Text that was not touched means the original's own instant and zone, to the second, whoever reads it where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tui.domain.drafting import draft_of
from tui.domain.drafts import Draft, DraftField
from tui.domain.findings import Context, Finding, note, problem, warning
from tui.domain.text import clean
from tui.domain.timephrase import (
    TimePhraseError,
    clock_question,
    end_phrase,
    parse_day,
    parse_moment,
    write_moment,
)
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.whenwords import two_clocks, zone_named

_LONG = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CheckedTime:
    """The time meant (None while a problem stands), whether it differs from the original, and what to say."""

    when: When | None
    changed: bool
    findings: tuple[Finding, ...]


def check_time(draft: Draft, context: Context) -> CheckedTime:
    """Read the draft's times against the viewer's clock and zone."""
    was = draft_of(draft.id, draft.original, context.zone) if draft.original is not None else None
    if draft.original is not None and was is not None and _times(draft) == _times(was):
        return CheckedTime(draft.original.when, False, tuple(_elsewhere(draft.original.when, context)))
    found: list[Finding] = []
    when = _whole_days(draft, context, found) if draft.all_day else _timespan(draft, was, context, found)
    changed = draft.original is None or when != draft.original.when
    return CheckedTime(when, changed, tuple(found))


def _times(draft: Draft) -> tuple[object, ...]:
    zones = ("", "") if draft.all_day else (draft.zone, draft.end_zone)
    return draft.starts.strip(), draft.ends.strip(), draft.all_day, *zones


def _whole_days(draft: Draft, context: Context, found: list[Finding]) -> When | None:
    today = context.now.astimezone(context.zone).date()
    first = _day(draft.starts, today, DraftField.STARTS, found)
    last = _day(draft.ends, first or today, DraftField.ENDS, found) if draft.ends.strip() else first
    if first is None or last is None:
        return None
    if last < first:
        fix = "Type a later day, such as +1d."
        found.append(problem(DraftField.ENDS, "The last day is before the first.", fix))
        return None
    if last < today:
        found.append(warning(DraftField.STARTS, "This is in the past."))
    return AllDay(first) if first == last else AllDaySpan(first, last)


def _day(text: str, today: date, where: DraftField, found: list[Finding]) -> date | None:
    try:
        return parse_day(text, today=today)
    except TimePhraseError as error:
        found.append(_timed(where) if _is_a_time(text, today) else _misread(where, error))
        return None


def _is_a_time(text: str, today: date) -> bool:
    """Whether it is understood as a time of day."""
    noon = datetime.combine(today, time(12), tzinfo=UTC)
    try:
        parse_moment(text, base=noon, zone=ZoneInfo("UTC"), now=noon)
    except TimePhraseError:
        return False
    return True


def _timed(where: DraftField) -> Finding:
    return problem(where, "A whole day has no time.", "Write a day, such as fri, or untick Whole day.")


def _misread(where: DraftField, error: TimePhraseError) -> Finding:
    """What is wrong, and after the dash what to write."""
    says, _, fix = str(error).partition(" — ")
    return problem(where, says if says.endswith(".") else f"{says}.", fix[:1].upper() + fix[1:])


def _timespan(draft: Draft, was: Draft | None, context: Context, found: list[Finding]) -> When | None:
    named = _zone(draft.zone, context.zone, found)
    zone = named or context.zone
    end_named = _zone(draft.end_zone, zone, found, DraftField.END_ZONE)
    end_zone = end_named or zone
    own_start, own_end = _own_instants(draft, was)
    base = _begun(draft.original.when) if draft.original is not None else None
    start = own_start or _moment(draft.starts, base or context.now, zone, context, DraftField.STARTS, found)
    if not draft.ends.strip():
        return _at_once(start if named is not None and end_named is not None else None, zone, context, found)
    end = own_end or _moment(
        end_phrase(draft.ends), start or context.now, end_zone, context, DraftField.ENDS, found
    )
    if start is None or end is None or named is None or end_named is None:
        return None
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    if ends < begins:
        found.append(_backwards(begins, ends, end_zone, context.clock))
        return None
    when = Timespan(begins, ends, zone.key, end_zone.key)
    found += (*_oddities(begins, ends, context), *_elsewhere(when, context))
    return when


def _at_once(start: datetime | None, zone: ZoneInfo, context: Context, found: list[Finding]) -> When | None:
    """A moment: what an event without an end is."""
    if start is None:
        return None
    when = Moment(start, zone.key)
    found.append(note(DraftField.ENDS, "Without an end it is a moment, which has no length."))
    if start < context.now:
        found.append(warning(DraftField.STARTS, "This is in the past."))
    found += _elsewhere(when, context)
    return when


def _own_instants(draft: Draft, was: Draft | None) -> tuple[datetime | None, datetime | None]:
    """The original's start and end where their text and zone are as they were."""
    if draft.original is None or was is None or draft.zone != was.zone:
        return None, None
    match draft.original.when:
        case Timespan(start, end):
            same_end = draft.ends.strip() == was.ends and draft.end_zone == was.end_zone
            return start if draft.starts.strip() == was.starts else None, end if same_end else None
        case Moment(at):
            return at if draft.starts.strip() == was.starts else None, None
        case _:
            return None, None


def _begun(when: When) -> datetime | None:
    match when:
        case Timespan(start=start) | Moment(at=start):
            return start
        case _:
            return None


def _zone(
    name: str, fallback: ZoneInfo | None, found: list[Finding], where: DraftField = DraftField.ZONE
) -> ZoneInfo | None:
    if not name.strip():
        return fallback
    zone = zone_named(name.strip())
    if zone is None:
        near = _zone_like(name.strip())
        fix = f"Write {near}." if near else "Write a city's zone, such as Europe/Lisbon."
        found.append(problem(where, f"“{clean(name, limit=60)}” is not a time zone.", fix))
    return zone


@lru_cache(maxsize=64)
def _zone_like(typed: str) -> str:
    """The zone whose city is meant: `lisbon` or `new york`."""
    wanted = typed.casefold().replace(" ", "_")
    cities = sorted(name for name in available_timezones() if "/" in name)
    by_city = (name for name in cities if name.rsplit("/", 1)[1].casefold().startswith(wanted))
    return next(by_city, "") if len(wanted) > 2 else ""


def _moment(
    text: str, base: datetime, zone: ZoneInfo, context: Context, where: DraftField, found: list[Finding]
) -> datetime | None:
    try:
        moment = parse_moment(text, base=base, zone=zone, now=context.now)
    except TimePhraseError as error:
        found.append(_misread(where, error))
        return None
    question = clock_question(text, base=base, zone=zone, now=context.now, clock=context.clock)
    if question is not None:
        found.append(problem(where, *question))
        return None
    return moment


def _backwards(start: datetime, end: datetime, zone: ZoneInfo, clock: str) -> Finding:
    next_day = end + timedelta(days=1)
    fix = "Type a later time, or +30m for half an hour."
    if start < next_day <= start + timedelta(hours=12):
        fix = (
            f"Write {write_moment(next_day, zone, clock)} if it ends the day after, or +30m for half an hour."
        )
    return problem(DraftField.ENDS, "The end is before the start.", fix)


def _oddities(start: datetime, end: datetime, context: Context) -> Iterator[Finding]:
    if start == end:
        yield warning(DraftField.ENDS, "It ends as it starts.")
    elif end - start > _LONG:
        yield warning(DraftField.ENDS, "It lasts longer than a day.")
    if end < context.now:
        yield warning(DraftField.STARTS, "This is in the past.")


def _elsewhere(when: When, context: Context) -> Iterator[Finding]:
    """The viewer's own time, when the event is written in another zone."""
    match when:
        case Timespan(start=start, start_zone=name) | Moment(at=start, zone=name):
            zone = zone_named(name or "")
            says = two_clocks(start, zone, context.zone, context.clock) if zone is not None else ""
            if says:
                yield note(DraftField.STARTS, f"{says}.")
