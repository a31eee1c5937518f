"""One of a series is to be deleted: how far that reaches, what is left of the series, how that is said."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tui.domain.events import Event
from tui.domain.reach import Reach, reach_of
from tui.domain.scoping import Scope, stops_at
from tui.domain.series import RepeatError, begun_at, ended_before, zone_of


def rules_left(one: Event, series: Event, viewer: ZoneInfo) -> tuple[str, ...]:
    """The rules of the series so that it ends before this one; none where nothing would be left of it.

    Raises RepeatError where the rules cannot be followed.
    """
    reach = reach_of(one, series, viewer)
    if not reach.gone:
        return ()
    planned = begun_at(series.when, reach.here, zone_of(series.when, viewer))
    return ended_before(series.recurrence, stops_at(planned))


def say_end(scope: Scope, one: Event, series: Event | None, viewer: ZoneInfo) -> Iterator[str]:
    """What deleting so far means, a sentence each; none where it cannot be had."""
    if scope is Scope.THIS:
        yield "The others stay as they are."
        return
    if series is None:
        return
    try:
        reach = reach_of(one, series, viewer)
    except RepeatError:
        if scope is Scope.ALL:
            yield "The whole series. Its rules cannot be followed here; the service knows them."
        return
    if scope is Scope.ALL:
        yield f"The whole series{_before(reach)}."
    elif not reach.gone:
        yield "It is the first: the same as all of them."
    else:
        yield f"{_named(reach)} go; changes to single ones go with them."
        yield f"The {_times(reach.gone)} before stay{'s' if reach.gone == 1 else ''}, with their call."


def _before(reach: Reach) -> str:
    return f", also the {_times(reach.gone)} before" if reach.gone else ""


def _times(count: int) -> str:
    return f"{count} time{'s' if count != 1 else ''}"


def _named(reach: Reach) -> str:
    days = ", ".join(f"{wall:%a} {wall.day} {wall:%b}" for wall in reach.coming)
    return f"{days}{', …' if reach.more else ''}"
