"""Drafts made from nothing, from an event, and from another draft.

A draft made from an event and checked unchanged writes nothing: what was not touched is not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from tui.domain.calendars import Calendar
from tui.domain.callsettings import typed_of
from tui.domain.conferencing import Linked, NoConference, Requested, provider_named
from tui.domain.drafting_more import more_of
from tui.domain.drafts import MORE_FIELDS, CallDraft, CallMode, Draft, DraftField, MoreDraft
from tui.domain.events import Event
from tui.domain.guests import say_guests
from tui.domain.timephrase import (
    TimePhraseError,
    end_phrase,
    parse_day,
    parse_moment,
    write_day,
    write_moment,
)
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, dates
from tui.domain.whenwords import zone_named

if TYPE_CHECKING:
    from tui.domain.findings import Context

__all__ = ["call_of", "draft_of", "moved_start", "new_draft", "reverted", "zone_named"]

T = TypeVar("T", Draft, CallDraft, MoreDraft)
HALF_HOUR = timedelta(minutes=30)


def new_draft(
    draft_id: str, calendar: Calendar, start: datetime, zone: ZoneInfo, duration: timedelta = HALF_HOUR
) -> Draft:
    """An empty event at `start`, in the viewer's zone."""
    end = start.astimezone(UTC) + duration
    return Draft(
        draft_id,
        calendar.id,
        starts=write_moment(start, zone),
        ends=write_moment(end, zone),
        zone=zone.key,
    )


def draft_of(draft_id: str, event: Event, viewer_zone: ZoneInfo) -> Draft:
    """The event as a draft, its times in the event's own zone."""
    starts, ends, zone, end_zone = _typed_times(event, viewer_zone)
    return Draft(
        draft_id,
        event.calendar_id,
        title=event.title,
        starts=starts,
        ends=ends,
        all_day=isinstance(event.when, AllDay | AllDaySpan),
        zone=zone,
        end_zone=end_zone,
        location=event.location,
        guests=say_guests(event.participants),
        description=event.description,
        call=call_of(event),
        more=more_of(event, viewer_zone),
        original=event,
    )


def _typed_times(event: Event, viewer_zone: ZoneInfo) -> tuple[str, str, str, str]:
    match event.when:
        case Timespan(start, end, start_zone, end_zone):
            first = zone_named(start_zone or "") or viewer_zone
            last = zone_named(end_zone or "") or first
            other = last.key if last.key != first.key else ""
            return write_moment(start, first), write_moment(end, last), first.key, other
        case Moment(at, zone):
            own = zone_named(zone or "") or viewer_zone
            return write_moment(at, own), "", own.key, ""
        case AllDay() | AllDaySpan():
            first_day, last_day = dates(event.when)
            return write_day(first_day), write_day(last_day), viewer_zone.key, ""


def call_of(event: Event) -> CallDraft:
    """The conferencing block for what the event has now; never equal to an empty one where it has a call."""
    match event.conferencing:
        case NoConference():
            return CallDraft()
        case Requested(provider, host_grant, settings):
            known = provider_named(provider)
            wishes, extra = typed_of(settings)
            mode = CallMode.CREATE if known else CallMode.OWN
            return CallDraft(known, mode, host_grant, wishes=wishes, extra=extra)
        case Linked(provider, details):
            return CallDraft(
                provider_named(provider),
                CallMode.OWN,
                url=details.url,
                code=details.code,
                password=details.password,
                pin=details.pin,
                phones=", ".join(details.phones),
            )


def moved_start(draft: Draft, new_starts: str, context: Context) -> Draft:
    """The draft with another start, its end moved along so that the length stays."""
    moved = replace(draft, starts=new_starts)
    try:
        return replace(moved, ends=_end_kept(draft, new_starts, context))
    except TimePhraseError:
        return moved


def _end_kept(draft: Draft, new_starts: str, context: Context) -> str:
    zone = zone_named(draft.zone) or context.zone
    end_zone = zone_named(draft.end_zone) or zone
    if draft.all_day:
        today = context.now.astimezone(zone).date()
        first, last = parse_day(draft.starts, today=today), parse_day(draft.ends, today=today)
        return write_day(parse_day(new_starts, today=today) + max(last - first, timedelta()))
    base = context.now
    start = parse_moment(draft.starts, base=base, zone=zone, now=context.now)
    end = parse_moment(end_phrase(draft.ends), base=start, zone=end_zone, now=context.now)
    begin = parse_moment(new_starts, base=start, zone=zone, now=context.now)
    length = end.astimezone(UTC) - start.astimezone(UTC)
    return write_moment(begin.astimezone(UTC) + max(length, timedelta()), end_zone)


_CALL_MEMBERS: Mapping[DraftField, tuple[str, ...]] = MappingProxyType(
    {
        DraftField.HOST: ("host_grant",),
        DraftField.SETTINGS: ("wishes", "extra"),
        DraftField.URL: ("url",),
        DraftField.CODE: ("code",),
        DraftField.PASSWORD: ("password",),
        DraftField.PIN: ("pin",),
        DraftField.PHONES: ("phones",),
    }
)
_TIMES = ("starts", "ends", "all_day", "zone", "end_zone")
_MEMBERS: Mapping[DraftField, tuple[str, ...]] = MappingProxyType(
    {
        DraftField.CALENDAR: ("calendar_id",),
        DraftField.STARTS: _TIMES,
        DraftField.ENDS: _TIMES,
        DraftField.ZONE: _TIMES,
        DraftField.END_ZONE: _TIMES,
        DraftField.PROVIDER: ("call",),
        DraftField.MODE: ("call",),
    }
)


def reverted(draft: Draft, before: Draft, field: DraftField) -> Draft:
    """The draft with one field as it was in `before`; times go back together."""
    if field in MORE_FIELDS:
        return replace(draft, more=_taken(draft.more, before.more, (field.value,)))
    if field in _CALL_MEMBERS:
        return replace(draft, call=_taken(draft.call, before.call, _CALL_MEMBERS[field]))
    return _taken(draft, before, _MEMBERS.get(field, (field.value,)))


def _taken(now: T, before: T, members: tuple[str, ...]) -> T:
    return replace(now, **{name: getattr(before, name) for name in members})
