"""Listing events: the documented filters, series expanded, pages by position.

A page holds each event once even when others are written between two pages.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tui.sandbox import recurrence
from tui.sandbox.problems import bad_request, unsupported
from tui.sandbox.query import Query, cursor_for
from tui.sandbox.store import Store

JSON = dict[str, Any]
MONTH = 31 * 86_400
_MOST_ICLOUD = {
    6: (184 * 86_400, "The maximum time range for iCloud event queries is 6 months."),
    12: (366 * 86_400, "The maximum time range for iCloud event queries is 1 year."),
}
"""How many months an iCloud calendar answers for → seconds, and what is said to those who ask for more."""
FIVE_YEARS = 1_825 * 86_400
_KINDS = ("default", "outOfOffice", "focusTime", "workingLocation")
_ALONE = {"calendar_id", "select", "limit", "page_token", "expand_recurring"}
_INDEXED = tuple(f"key{number}" for number in range(1, 6))
_NO_STATUS = ("icloud", "ews")
_KNOWS_CHANGES = ("google", "microsoft", "ews")
_EVER = (-(1 << 40), 1 << 40)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list call, checked: where to look, what to keep, how much to answer."""

    calendar_id: str
    start: int
    end: int
    expand: bool
    cancelled: bool
    limit: int
    after: tuple[int, str] | None
    keep: Callable[[JSON], bool]


def checked(query: Query, grant: JSON, calendar: JSON, now: int, icloud_months: int = 6) -> Listing:
    """Read a list call's parameters. Raises Problem for what makes no sense or cannot be combined."""
    alone = [name for name in ("metadata_pair", "ical_uid") if query.has(name)]
    if alone and (len(alone) > 1 or not set(query.values) <= _ALONE | set(alone)):
        raise bad_request(f"{alone[0]} cannot be combined with other filters")
    start, end = query.number("start", now), query.number("end", max(now, query.number("start", now)) + MONTH)
    if start > end:
        raise bad_request("start must not be later than end")
    _range(grant["provider"], end - start, icloud_months)
    ever = bool(alone) or (query.has("master_event_id") and not query.has("start"))
    return Listing(
        calendar["id"],
        *(_EVER if ever else (start, end)),
        expand=bool(query.flag("expand_recurring", True)) and not ever,
        cancelled=bool(query.flag("show_cancelled", False)) and grant["provider"] not in _NO_STATUS,
        limit=query.limit(50, 200),
        after=query.cursor(),
        keep=_filters(query, grant["provider"]),
    )


def _range(provider: str, length: int, icloud_months: int) -> None:
    most, refusal = _MOST_ICLOUD[icloud_months]
    if provider == "icloud" and length > most:
        raise bad_request(refusal)
    if provider == "microsoft" and length > FIVE_YEARS:
        raise bad_request("The maximum time range for Microsoft event queries is 1825 days.")


def _filters(query: Query, provider: str) -> Callable[[JSON], bool]:
    """What a listed event must pass; a filter the provider does not have is ignored."""
    tests: list[Callable[[JSON], bool]] = []
    for name in ("title", "description", "location"):
        if (part := query.text(name)) is not None:
            tests.append(_contains(name, part.casefold()))
    attendees = {a.casefold() for a in query.listed("attendees")}
    if attendees and provider != "virtual-calendar":
        tests.append(
            lambda e: attendees <= {p.get("email", "").casefold() for p in e.get("participants") or ()}
        )
    if (busy := query.flag("busy", None)) is not None and provider != "icloud":
        tests.append(lambda e: (e.get("busy") is not False) is busy)
    if uid := query.text("ical_uid"):
        tests.append(lambda e: e.get("ical_uid") == uid)
    if (master := query.text("master_event_id")) and provider != "icloud":
        tests.append(lambda e: e.get("master_event_id") == master)
    if provider == "google":
        tests.append(_kinds(query))
    if pairs := query.listed("metadata_pair"):
        tests.append(_metadata(pairs))
    after, before = query.number("updated_after", _EVER[0]), query.number("updated_before", _EVER[1])
    if provider in _KNOWS_CHANGES:
        tests.append(lambda e: after <= (e.get("updated_at") or 0) <= before)
    return lambda event: all(test(event) for test in tests)


def _contains(name: str, part: str) -> Callable[[JSON], bool]:
    return lambda event: part in (event.get(name) or "").casefold()


def _kinds(query: Query) -> Callable[[JSON], bool]:
    kinds = query.listed("event_type") or ["default"]
    if not set(kinds) <= set(_KINDS):
        raise bad_request("event_type must be one of " + ", ".join(_KINDS))
    return lambda event: event.get("event_type", "default") in kinds


def marked(query: Query) -> Callable[[JSON], bool]:
    """What calendars must hold in their metadata."""
    return _metadata(query.listed("metadata_pair"))


def _metadata(pairs: list[str]) -> Callable[[JSON], bool]:
    wanted = [tuple(pair.split(":", 1)) for pair in pairs]
    if not all(len(pair) == 2 and pair[0] in _INDEXED for pair in wanted):
        raise bad_request("metadata_pair takes keyN:value with N from 1 to 5")
    return lambda event: all((event.get("metadata") or {}).get(pair[0]) == pair[1] for pair in wanted)


def page(store: Store, grant_id: str, listing: Listing) -> tuple[list[JSON], str | None]:
    """One page of events and the cursor of the next, if there is one."""
    found = (event for event in _ordered(store, grant_id, listing) if _shown(event, listing))
    events = list(islice(found, listing.limit + 1))
    if len(events) <= listing.limit:
        return events, None
    kept = events[: listing.limit]
    return kept, cursor_for(*_position(kept[-1]))


def _shown(event: JSON, listing: Listing) -> bool:
    if event.get("status") == "cancelled" and not listing.cancelled:
        return False
    return listing.keep(event)


def _position(event: JSON) -> tuple[int, str]:
    return recurrence.bounds(event["when"])[0], event["id"]


def _ordered(store: Store, grant_id: str, listing: Listing) -> Iterator[JSON]:
    singles = store.singles(grant_id, listing.calendar_id, listing.start, listing.end, listing.after)
    masters = store.series(grant_id, listing.calendar_id)
    if listing.expand:
        others = [e for master in masters for e in _instances(store, master, listing.start, listing.end)]
    else:
        others = [master for master in masters if _touches(master, listing)]
    after = listing.after or (_EVER[0] * 2, "")
    late = sorted((event for event in others if _position(event) > after), key=_position)
    return heapq.merge(singles, late, key=_position)


def _instances(store: Store, master: JSON, start: int, end: int) -> Iterator[JSON]:
    own = store.overridden(master)
    return (event for at, event in recurrence.instances(master, start, end) if at not in own)


def _touches(master: JSON, listing: Listing) -> bool:
    if listing.start == _EVER[0]:
        return True
    return any(True for _ in recurrence.instances(master, listing.start, listing.end))


def selected(item: JSON, query: Query) -> JSON:
    """Only the fields asked for, when any are."""
    fields = query.listed("select")
    return {name: item[name] for name in fields if name in item} if fields else item


def importable(provider: str) -> None:
    """The import call exists on Google and Microsoft."""
    if provider not in ("google", "microsoft"):
        raise unsupported()
