"""Events and jobs as JSON: times with offset and epoch, nothing an API word could break.

Keys here are a promise: they may grow, they do not change their meaning within a schema version.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui.domain.calendars import Calendar
from tui.domain.conferencing import Linked, Requested
from tui.domain.events import Event, UnreadableEvent
from tui.domain.jobs import Job
from tui.domain.links import link_of
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, bounds, own_zone


def moment(at: datetime, zone: ZoneInfo) -> dict[str, object]:
    """An instant, readable and countable."""
    return {"iso": at.astimezone(zone).isoformat(), "epoch": int(at.timestamp())}


def moment_or_none(at: datetime | None) -> dict[str, object] | None:
    """An instant in UTC, or null."""
    return moment(at, ZoneInfo("UTC")) if at else None


def event_shape(event: Event, calendar: Calendar | None, zone: ZoneInfo) -> dict[str, object]:
    """One event; `zone` is the one times are shown in."""
    return {
        "id": event.id,
        "calendar": {"id": event.calendar_id, "name": calendar.name if calendar else ""},
        "title": event.title,
        **_times(event, zone),
        "location": event.location,
        "status": event.status.value,
        "busy": event.busy,
        "read_only": event.read_only,
        "organizer": event.organizer.email if event.organizer else None,
        "guests": [{"email": p.email, "name": p.name, "answer": p.rsvp.value} for p in event.participants],
        "series": event.master_id or (event.id if event.recurrence else None),
        "call": call_shape(event),
        "html_link": event.html_link or None,
        "oddities": list(event.oddities),
    }


def _times(event: Event, zone: ZoneInfo) -> dict[str, object]:
    start, end = bounds(event.when, zone)
    found: dict[str, object] = {"all_day": False, "start": moment(start, zone), "end": moment(end, zone)}
    match event.when:
        case AllDay(day):
            found |= {"all_day": True, "first_day": day.isoformat(), "last_day": day.isoformat()}
        case AllDaySpan(first, last):
            found |= {"all_day": True, "first_day": first.isoformat(), "last_day": last.isoformat()}
        case Timespan() | Moment():
            pass
    return found | {"zone": own_zone(event.when)}


def call_shape(event: Event) -> dict[str, object] | None:
    """How to get into the event's call: `state` is linked, requested or found (a link in the text)."""
    link = link_of(event)
    match event.conferencing:
        case Requested(provider):
            found: dict[str, object] = {"state": "requested", "provider": provider}
        case Linked(provider, details):
            found = {"state": "linked", "provider": provider, "code": details.code, "pin": details.pin}
            found |= {"password": details.password, "phones": list(details.phones)}
        case _ if link is not None:
            found = {"state": "found", "provider": link.provider.value if link.provider else ""}
        case _:
            return None
    where = {"url": link.url, "host": link.host, "source": link.source} if link else {"url": None}
    return found | where


def unreadable_shape(event: UnreadableEvent) -> dict[str, object]:
    """An event that could not be read, and why."""
    return {"id": event.event_id, "calendar_id": event.calendar_id, "reason": event.reason}


def job_shape(job: Job, now: datetime) -> dict[str, object]:
    """A call that was asked for, and what became of it."""
    return {
        "id": job.id,
        "event_id": job.key.event_id,
        "calendar_id": job.key.calendar_id,
        "title": job.title,
        "provider": job.provider,
        "state": job.state.name.lower(),
        "requested": moment_or_none(job.requested_at),
        "next_check": moment_or_none(job.next_check_at) if job.pending else None,
        "ended": moment_or_none(job.ended_at),
        "elapsed_seconds": round(job.elapsed(now).total_seconds(), 1),
        "checks": job.checks,
        "url": job.url or None,
        "reason": job.reason or None,
    }


def day_heading(day: date) -> str:
    """`Fri 20 Nov 2026`, the same in every locale."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
