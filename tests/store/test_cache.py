"""The disposable store: one stretch of time at once, honest about what vanished."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.store.things import EVENTS, NEAR
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.events import Event, UnreadableEvent
from tui.domain.when import Timespan, Window, bounds
from tui.store.cache import BETWEEN, Cache

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))


def meeting(name: str, start: datetime, calendar: str = "work", minutes: int = 30) -> Event:
    """A meeting in the calendar."""
    return Event(name, calendar, name, Timespan(start, start + timedelta(minutes=minutes)))


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def names(
    cache: Cache, window: Window = WEEK, calendars: tuple[str, ...] = ("work", "home", "team")
) -> set[str]:
    return {event.id for event in cache.between(window, calendars)}


@given(st.lists(EVENTS, max_size=12, unique_by=lambda e: e.key), NEAR, st.integers(1, 60 * 24 * 14))
def test_a_window_never_misses_an_event_that_touches_it(
    events: list[Event], start: datetime, minutes: int
) -> None:
    window = Window(start, start + timedelta(minutes=minutes))
    cache = Cache.open(None)
    cache.put(events)
    expected = {e.id for e in events if e.calendar_id != "team" and window.overlaps(*bounds(e.when, UTC))}
    assert expected <= names(cache, window, ("work", "home"))
    cache.close()


def test_a_listing_replaces_its_window_and_nothing_else() -> None:
    cache = Cache.open(None)
    kept = meeting("next week", at(24)), meeting("elsewhere", at(18), "home")
    cache.put([meeting("gone", at(17)), meeting("moved", at(18)), *kept])
    listed = [replace(meeting("moved", at(19)), title="Moved"), meeting("new", at(20))]
    cache.replace("work", WEEK, listed, [], frozenset(), NOW)
    everything = Window(at(1), at(30))
    assert names(cache, everything) == {"next week", "elsewhere", "moved", "new"}
    moved = cache.event(meeting("moved", at(19)).key)
    assert moved is not None
    assert moved.title == "Moved"
    assert cache.as_of("work") == NOW
    assert cache.as_of("home") is None


def test_an_event_that_reaches_over_the_edge_of_a_window_is_replaced_too() -> None:
    cache = Cache.open(None)
    long = meeting("long", at(15, 20), minutes=600)
    cache.put([long])
    cache.replace("work", WEEK, [], [], frozenset(), NOW)
    assert cache.event(long.key) is None


def test_what_was_changed_here_meanwhile_is_spared() -> None:
    cache = Cache.open(None)
    mine, old = meeting("mine", at(17)), replace(meeting("mine", at(17)), title="As listed")
    cache.put([mine])
    cache.replace("work", WEEK, [old], [], frozenset({mine.key}), NOW)
    assert cache.event(mine.key) == mine
    cache.replace("work", WEEK, [], [], frozenset({mine.key}), NOW)
    assert cache.event(mine.key) == mine


def test_unreadable_events_belong_to_their_calendar_and_go_with_the_next_listing() -> None:
    cache = Cache.open(None)
    broken = UnreadableEvent("work", "e1", "no time")
    cache.replace("work", WEEK, [], [broken], frozenset(), NOW)
    assert cache.unreadable(["work"]) == (broken,)
    assert cache.unreadable(["home"]) == ()
    cache.replace("work", WEEK, [], [], frozenset(), NOW)
    assert cache.unreadable(["work"]) == ()


def test_everything_is_there_at_the_next_start(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    account, host = Grant("g", AccountKind.GOOGLE, "a@b.test"), Grant("z", AccountKind.ZOOM)
    cache.put_account(account, [account, host])
    cache.put_calendars([Calendar("work", "Work"), Calendar("home", "Home")])
    cache.put([meeting("a", at(17))])
    cache.close()
    again = Cache.open(tmp_path / "cache.db")
    assert again.account() == (account, (account, host))
    assert [calendar.name for calendar in again.calendars()] == ["Work", "Home"]
    assert names(again) == {"a"}
    again.close()


def test_a_calendar_that_is_gone_takes_its_events_along() -> None:
    cache = Cache.open(None)
    cache.put_calendars([Calendar("work", "Work"), Calendar("home", "Home")])
    cache.put([meeting("a", at(17)), meeting("b", at(17), "home")])
    cache.put_calendars([Calendar("work", "Work")])
    assert names(cache) == {"a"}


def test_a_body_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("a", at(17)), meeting("b", at(18))])
    cache.close()
    with sqlite3.connect(tmp_path / "cache.db") as raw:
        raw.execute("update events set body = 'nonsense' where id = 'a'")
    raw.close()
    again = Cache.open(tmp_path / "cache.db")
    assert names(again) == {"b"}
    assert again.event(meeting("a", at(17)).key) is None
    again.close()


def filled(path: Path, count: int) -> Window:
    """A file with so many meetings in five calendars, some of them long; the last week of them."""
    cache = Cache.open(path)
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    cache.put(
        meeting(f"m{n}", begin + timedelta(minutes=n * 35), f"c{n % 5}", 30 if n % 500 else 9000)
        for n in range(count)
    )
    cache.close()
    last = begin + timedelta(minutes=35 * count)
    return Window(last - timedelta(days=7), last)


def steps(path: Path, window: Window) -> int:
    """How many thousand instructions SQLite needs for a week of one calendar."""
    ticks: list[None] = []
    values = {"calendar": "c0", "begin": window.start.timestamp(), "finish": window.end.timestamp()}
    raw = sqlite3.connect(path)
    raw.set_progress_handler(lambda: ticks.append(None), 100)
    assert len(raw.execute(BETWEEN, values).fetchall()) > 50
    raw.close()
    return len(ticks)


def test_a_week_is_found_through_the_index(tmp_path: Path) -> None:
    window = filled(tmp_path / "cache.db", 100)
    values = {"calendar": "c0", "begin": window.start.timestamp(), "finish": window.end.timestamp()}
    raw = sqlite3.connect(tmp_path / "cache.db")
    plan = [row[3] for row in raw.execute(f"explain query plan {BETWEEN}", values)]
    raw.close()
    assert sum("USING INDEX events_by_start" in line for line in plan) == 2
    assert not any("SCAN" in line for line in plan)


def test_a_long_past_costs_a_week_nothing(tmp_path: Path) -> None:
    looked = {}
    for count in (1_000, 20_000):
        path = tmp_path / f"{count}.db"
        looked[count] = steps(path, filled(path, count))
    assert looked[20_000] < 1.5 * looked[1_000]
