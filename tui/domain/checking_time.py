"""Checking when: typed times become a `When`, with everything worth saying about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tui.domain.drafting import draft_of, zone_named
from tui.domain.drafts import Draft, DraftField
from tui.domain.findings import Context, Finding, problem, warning
from tui.domain.findings import note as noted
from tui.domain.timephrase import (
    TimePhraseError,
    clock_change,
    parse_day,
    parse_moment,
    say_moment,
)
from tui.domain.when import AllDay, AllDaySpan, Timespan, When

_LONG = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CheckedTime:
    """The time meant (None while a problem stands), whether it differs from the original, and what to say."""

    when: When | None
    changed: bool
    findings: tuple[Finding, ...]


def check_time(draft: Draft, context: Context) -> CheckedTime:
    """Read the draft's times. Text left as it was means the original's time, to the second."""
    if draft.original is not None and _untouched(draft, context):
        return CheckedTime(draft.original.when, False, _elsewhere(draft, context, draft.original.when))
    checked = _whole_days(draft, context) if draft.all_day else _timespan(draft, context)
    changed = draft.original is None or checked.when != draft.original.when
    return CheckedTime(checked.when, changed, checked.findings)


def _untouched(draft: Draft, context: Context) -> bool:
    assert draft.original is not None
    was = draft_of(draft.id, draft.original, context.zone)
    return (was.starts, was.ends, was.all_day, was.zone, was.end_zone) == (
        draft.starts,
        draft.ends,
        draft.all_day,
        draft.zone,
        draft.end_zone,
    )


def _whole_days(draft: Draft, context: Context) -> CheckedTime:
    today = context.now.astimezone(context.zone).date()
    found: list[Finding] = []
    first = _day(draft.starts, today, DraftField.STARTS, found)
    last = _day(draft.ends or draft.starts, first or today, DraftField.ENDS, found)
    if first is None or last is None:
        return CheckedTime(None, True, tuple(found))
    if last < first:
        found.append(problem(DraftField.ENDS, "The last day is before the first.", "Type a later day."))
        return CheckedTime(None, True, tuple(found))
    if last < today:
        found.append(warning(DraftField.STARTS, "This is in the past."))
    when = AllDay(first) if first == last else AllDaySpan(first, last)
    return CheckedTime(when, True, tuple(found))


def _day(text: str, today: date, where: DraftField, found: list[Finding]) -> date | None:
    try:
        return parse_day(text, today=today)
    except TimePhraseError as error:
        found.append(problem(where, str(error)))
        return None


def _timespan(draft: Draft, context: Context) -> CheckedTime:
    found: list[Finding] = []
    zone = _zone(draft.zone, context.zone, found)
    end_zone = _zone(draft.end_zone, zone, found) if draft.end_zone else zone
    if zone is None or end_zone is None:
        return CheckedTime(None, True, tuple(found))
    start = _moment(draft.starts, context.now, zone, context, DraftField.STARTS, found)
    end = _moment(draft.ends, start or context.now, end_zone, context, DraftField.ENDS, found)
    if start is None or end is None:
        return CheckedTime(None, True, tuple(found))
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    if ends < begins:
        fix = "Type a later time, or +30m for half an hour."
        found.append(problem(DraftField.ENDS, "The end is before the start.", fix))
        return CheckedTime(None, True, tuple(found))
    found += _oddities(begins, ends, context)
    when = Timespan(begins, ends, zone.key, end_zone.key)
    return CheckedTime(when, True, (*found, *_elsewhere(draft, context, when)))


def _zone(name: str, fallback: ZoneInfo | None, found: list[Finding]) -> ZoneInfo | None:
    if not name:
        return fallback
    zone = zone_named(name)
    if zone is None:
        fix = "Write a city zone, such as Europe/Lisbon."
        found.append(problem(DraftField.ZONE, f"“{name}” is not a time zone.", fix))
    return zone


def _moment(
    text: str, base: datetime, zone: ZoneInfo, context: Context, where: DraftField, found: list[Finding]
) -> datetime | None:
    try:
        moment = parse_moment(text, base=base, zone=zone, now=context.now)
    except TimePhraseError as error:
        found.append(problem(where, str(error)))
        return None
    match clock_change(text, base=base, zone=zone, now=context.now):
        case "gap":
            used = say_moment(moment, zone)
            found.append(warning(where, f"The clocks skip that time; {used} is meant."))
        case "fold":
            found.append(warning(where, "That time comes twice as the clocks change; the first is meant."))
    return moment


def _oddities(start: datetime, end: datetime, context: Context) -> list[Finding]:
    found = []
    if start == end:
        found.append(warning(DraftField.ENDS, "It ends as it starts."))
    elif end - start > _LONG:
        found.append(warning(DraftField.ENDS, "It lasts longer than a day."))
    if end < context.now:
        found.append(warning(DraftField.STARTS, "This is in the past."))
    return found


def _elsewhere(draft: Draft, context: Context, when: When) -> tuple[Finding, ...]:
    """The viewer's own time, when the event is written in another zone."""
    zone = zone_named(draft.zone)
    if not isinstance(when, Timespan) or zone is None or zone.key == context.zone.key:
        return ()
    here, there = when.start.astimezone(context.zone), when.start.astimezone(zone)
    if here.utcoffset() == there.utcoffset():
        return ()
    city = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    says = f"{say_moment(when.start, zone)} in {city} is {say_moment(when.start, context.zone)} for you."
    return (noted(DraftField.STARTS, says),)
