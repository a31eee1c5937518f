"""One of a series was changed: how far the change reaches, and the drafts that carry it there.

What was not touched on the one stays as the series has it; times move by as much as the one was moved.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tui.domain.callnotes import without_call, without_call_html
from tui.domain.capabilities import hosts_for
from tui.domain.checking_time import check_time
from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    Linked,
    NoConference,
    Provider,
    Requested,
    provider_named,
)
from tui.domain.drafting import call_of, draft_of
from tui.domain.drafts import CallDraft, CallMode, Draft, MoreDraft, Succession
from tui.domain.events import Event
from tui.domain.findings import Context
from tui.domain.reach import reach_of
from tui.domain.series import RepeatError, begun_at, ended_before, first_of, going_on, zone_of
from tui.domain.shifting import shifted
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
    when = _moved(draft, master.when, context)
    moved = replace(master, when=when, recurrence=_along(master, when, context))
    return replace(_carried(draft, moved, context), original=master)


def _along(master: Event, when: When, context: Context) -> tuple[str, ...]:
    """The rules moved with the series; those nobody can follow stay as they are, and the check says so."""
    try:
        return shifted(master.recurrence, master.when, when, context.zone)
    except RepeatError:
        return master.recurrence


def _carried(draft: Draft, whole: Event, context: Context) -> Draft:
    """The series with everything but the times that was changed on one."""
    one, all_of_them = as_read(draft, context), draft_of(draft.id, whole, context.zone)
    changed: dict[str, Any] = {
        name: getattr(draft, name) for name in _PLAIN if getattr(draft, name) != getattr(one, name)
    }
    more = {
        f.name: getattr(draft.more, f.name)
        for f in fields(MoreDraft)
        if getattr(draft.more, f.name) != getattr(one.more, f.name)
    }
    return replace(all_of_them, **changed, notify=draft.notify, more=replace(all_of_them.more, **more))


def as_read(draft: Draft, context: Context) -> Draft:
    """The event of the draft, as it was when editing began."""
    assert draft.original is not None
    return draft_of(draft.id, draft.original, context.zone)


def _moved(draft: Draft, first: When, context: Context) -> When:
    """A time of the series, moved as the one was, and as long as the one is now."""
    assert draft.original is not None
    one, new = as_read(draft, context), check_time(draft, context).when
    if new is None or all(getattr(draft, name) == getattr(one, name) for name in _TIMES):
        return first
    by = _wall(new, context) - _wall(draft.original.when, context)
    if (draft.zone, draft.end_zone) == (one.zone, one.end_zone):
        new = _zoned_as(first, new)
    return begun_at(new, _wall(first, context) + by, zone_of(new, context.zone))


def _zoned_as(first: When, new: When) -> When:
    """Zones that were not touched stay those of the series, whichever the one was read in."""
    match first, new:
        case Timespan(start_zone=name, end_zone=end), Timespan(begins, ends):
            return Timespan(begins, ends, name, end)
        case Timespan(start_zone=name) | Moment(zone=name), Moment(at):
            return Moment(at, name)
        case Moment(zone=name), Timespan(begins, ends):
            return Timespan(begins, ends, name, name)
        case _:
            return new


def _wall(when: When, context: Context) -> datetime:
    return first_of(when, zone_of(when, context.zone))


def for_following(draft: Draft, master: Event, context: Context, *, fresh_link: bool = False) -> Draft:
    """A series of its own from this one on; the old one stops before it, once the new one is there.

    Its call goes along where it can be named, or is made anew with `fresh_link`. From the first one on it is
    the whole series, which is changed as such. Raises RepeatError where the rules cannot be followed.
    """
    assert draft.original is not None
    reach = reach_of(draft.original, master, context.zone)
    touched = draft.call != as_read(draft, context).call
    if not reach.gone:
        whole = for_all(draft, master, context)
        renewed = fresh_link and not touched
        return replace(whole, call=kept_call(master, context, fresh=True)) if renewed else whole
    zone = zone_of(master.when, context.zone)
    planned = begun_at(master.when, reach.here, zone)
    when = _moved(draft, planned, context)
    rest = going_on(master.recurrence, reach.used, planned, zone)
    series = replace(master, when=when, recurrence=shifted(rest, planned, when, context.zone))
    carried = _carried(draft, series, context)
    call = draft.call if touched else kept_call(master, context, fresh=fresh_link)
    return replace(
        carried,
        call=call,
        description=_notes(carried.description, master, call, touched=touched),
        original=None,
        succeeds=Succession(master, ended_before(master.recurrence, stops_at(planned))),
    )


def _notes(text: str, old: Event, call: CallDraft, *, touched: bool) -> str:
    """Notes for an event that comes after another: without the text the service writes for its call.

    It writes it anew for the call that goes along; where none could, the text is all that is left of it.
    Formatted notes nobody touched go along as they are written, markup and all.
    """
    source = old.raw.get("description")
    formatted = source if old.html and text == old.description and isinstance(source, str) else ""
    gone = touched or call.provider is not None
    if not gone or isinstance(old.conferencing, NoConference):
        return formatted or text
    return without_call_html(formatted)[0] if formatted else without_call(text)[0]


def stops_at(planned: When) -> datetime | date:
    """What a series has to end before, so that it does not take place at this time."""
    match planned:
        case AllDay() | AllDaySpan():
            return dates(planned)[0]
        case Timespan(start=start) | Moment(at=start):
            return start


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
    notes = _notes(draft.description, draft.original, draft.call, touched=True)
    return replace(draft, description=notes, original=None, succeeds=Succession(draft.original))
