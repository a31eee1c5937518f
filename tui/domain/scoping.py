"""One of a series was changed: how far the change reaches, and the drafts that carry it there.

What was not touched on the one stays as the series has it; times move by as much as the one was moved.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from tui.domain.capabilities import hosts_for
from tui.domain.checking_time import check_time
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, Linked, Provider, Requested, provider_named
from tui.domain.drafting import call_of, draft_of, zone_named
from tui.domain.drafts import CallDraft, CallMode, Draft, MoreDraft, Succession
from tui.domain.events import Event
from tui.domain.findings import Context
from tui.domain.reach import reach_of
from tui.domain.repeating import say_repeats
from tui.domain.series import ended_before, first_of, going_on, later_by, turned, zone_of
from tui.domain.timephrase import write_day, write_moment
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, dates

_TIMES = ("starts", "ends", "all_day", "zone", "end_zone")
_PLAIN = ("title", "location", "guests", "description", "call")


class Scope(StrEnum):
    """How far a change to one of a series reaches."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


def is_one_of_a_series(draft: Draft) -> bool:
    """Whether the scope has to be asked."""
    return draft.original is not None and bool(draft.original.master_id)


def for_all(draft: Draft, master: Event, context: Context) -> Draft:
    """What was changed on one, as a change to the whole series."""
    carried = _carried(draft, master, context)
    days = _days_moved(draft, context)
    if days is None:
        return carried
    repeats = carried.more.repeats if days % 7 == 0 else _repeats(master, days, 0, context)
    at = _times(draft, master, context)
    return replace(carried, **at, more=replace(carried.more, repeats=repeats))


def _carried(draft: Draft, master: Event, context: Context) -> Draft:
    """The series with everything but the times that was changed on one."""
    one, whole = as_read(draft, context), draft_of(draft.id, master, context.zone)
    changed: dict[str, Any] = {
        name: getattr(draft, name) for name in _PLAIN if getattr(draft, name) != getattr(one, name)
    }
    more = {
        f.name: getattr(draft.more, f.name)
        for f in fields(MoreDraft)
        if getattr(draft.more, f.name) != getattr(one.more, f.name)
    }
    return replace(whole, **changed, notify=draft.notify, more=replace(whole.more, **more))


def as_read(draft: Draft, context: Context) -> Draft:
    """The event of the draft, as it was when editing began."""
    assert draft.original is not None
    return draft_of(draft.id, draft.original, context.zone)


def _days_moved(draft: Draft, context: Context) -> int | None:
    """By how many days the one was moved, or None where its times are untouched."""
    one, new = as_read(draft, context), check_time(draft, context).when
    if new is None or all(getattr(draft, name) == getattr(one, name) for name in _TIMES):
        return None
    return (_wall(new, context).date() - _wall(_was(draft), context).date()).days


def _was(draft: Draft) -> When:
    assert draft.original is not None
    return draft.original.when


def _wall(when: When, context: Context) -> datetime:
    return first_of(when, zone_of(when, context.zone))


def _repeats(master: Event, days: int, gone: int, context: Context) -> str:
    """The rules in words, moved by whole days, for what is left after `gone` times."""
    zone = zone_of(master.when, context.zone)
    rules = going_on(turned(master.recurrence, days), gone)
    return say_repeats(rules, later_by(master.when, days, zone), zone)


def _times(draft: Draft, master: Event, context: Context) -> dict[str, Any]:
    """The series' times, moved as the one was, and as long as the one is now."""
    new = check_time(draft, context).when
    assert new is not None
    begins = _wall(master.when, context) + (_wall(new, context) - _wall(_was(draft), context))
    zones = {"zone": draft.zone, "end_zone": draft.end_zone, "all_day": draft.all_day}
    if isinstance(new, AllDay | AllDaySpan):
        first, last = dates(new)
        return {
            **zones,
            "starts": write_day(begins.date()),
            "ends": write_day(begins.date() + (last - first)),
        }
    zone = zone_named(draft.zone) or context.zone
    start = begins.replace(tzinfo=zone)
    if isinstance(new, Moment):
        return {**zones, "starts": write_moment(start, zone), "ends": ""}
    end = start.astimezone(UTC) + (new.end - new.start)
    end_zone = zone_named(draft.end_zone) or zone
    return {**zones, "starts": write_moment(start, zone), "ends": write_moment(end, end_zone)}


def for_following(draft: Draft, master: Event, context: Context, *, fresh_link: bool = False) -> Draft:
    """A series of its own from this one on; the old one stops before it, once the new one is there.

    Its call goes along where it can be named, or is made anew with `fresh_link`. Raises RepeatError.
    """
    assert draft.original is not None
    carried = _carried(draft, master, context)
    gone = reach_of(draft.original, master, context.zone).gone
    touched = draft.call != as_read(draft, context).call
    repeats = _repeats(master, _days_moved(draft, context) or 0, gone, context)
    return replace(
        carried,
        **{name: getattr(draft, name) for name in _TIMES},
        call=draft.call if touched else kept_call(draft.original, context, fresh=fresh_link),
        more=replace(carried.more, repeats=repeats),
        original=None,
        succeeds=Succession(master, ended_before(master.recurrence, _stops_at(draft.original))),
    )


def _stops_at(one: Event) -> datetime | date:
    match one.when:
        case AllDay() | AllDaySpan():
            return dates(one.when)[0]
        case Timespan(start=start) | Moment(at=start):
            return one.original_start or start


def kept_call(event: Event, context: Context, *, fresh: bool = False) -> CallDraft:
    """The event's call for one that goes on after it: the same link, or a new one of the same provider.

    A call that cannot be named in a request is not carried along.
    """
    match event.conferencing:
        case Requested():
            return call_of(event)
        case Linked(provider, details) if (known := provider_named(provider)) and details.url:
            return _anew(known, context) if fresh and known in AUTOCREATE_PROVIDERS else call_of(event)
        case _:
            return CallDraft()


def _anew(provider: Provider, context: Context) -> CallDraft:
    hosts = hosts_for(provider, context.hosts)
    return CallDraft(provider, CallMode.CREATE, hosts[0].id if len(hosts) == 1 else "")


def remade(draft: Draft) -> Draft:
    """The draft as a new event that takes the place of the one it was made from."""
    assert draft.original is not None
    return replace(draft, original=None, succeeds=Succession(draft.original))
