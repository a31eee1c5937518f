"""The disposable store: one stretch of time at once, honest about what vanished."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.things import EVENTS, NEAR
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.errors import StoreError
from tui.domain.events import Event, UnreadableEvent
from tui.domain.when import AllDay, Timespan, Window, bounds
from tui.store.cache import Cache
from tui.store.rows import COLUMNS, NAMES

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
ZONES_OF_EARTH = (
    "Pacific/Kiritimati",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "Europe/London",
    "Pacific/Honolulu",
    "Etc/GMT+12",
)
WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))
UNHURRIED = settings(deadline=None)
"""Every example makes and checks a store of its own: how long that takes is the machine's affair."""


def meeting(name: str, start: datetime, calendar: str = "work", minutes: int = 30) -> Event:
    """A meeting in the calendar."""
    return Event(name, calendar, name, Timespan(start, start + timedelta(minutes=minutes)))


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def names(
    cache: Cache, window: Window = WEEK, calendars: tuple[str, ...] = ("work", "home", "team")
) -> set[str]:
    return {event.id for event in cache.between(window, calendars)}


LONG = st.builds(
    lambda name, calendar, start, minutes: meeting(str(name), start, calendar, minutes),
    st.uuids(),
    st.sampled_from(["work", "home", "team"]),
    NEAR,
    st.one_of(st.sampled_from([0, 4320, 4321, 20160, 20161, 129600, 129601]), st.integers(0, 400_000)),
)


@UNHURRIED
@given(st.lists(LONG, max_size=20, unique_by=lambda e: e.key), NEAR, st.integers(1, 60 * 24 * 40))
def test_a_window_holds_just_the_meetings_that_touch_it(
    events: list[Event], start: datetime, minutes: int
) -> None:
    window = Window(start, start + timedelta(minutes=minutes))
    cache = Cache.open(None)
    cache.put(events)
    expected = [e for e in events if e.calendar_id != "team" and window.overlaps(*bounds(e.when, UTC))]
    found = cache.between(window, ("work", "home", "work"))
    assert sorted(e.id for e in found) == sorted(e.id for e in expected)
    assert cache.between(window, ()) == ()
    cache.close()


@UNHURRIED
@given(st.lists(EVENTS, max_size=8, unique_by=lambda e: e.key), NEAR, st.sampled_from(ZONES_OF_EARTH))
def test_a_day_in_any_zone_holds_the_whole_days_lived_there(
    events: list[Event], start: datetime, zone: str
) -> None:
    window = Window.of_days(start.date(), 1, ZoneInfo(zone))
    cache = Cache.open(None)
    cache.put(events)
    expected = {e.id for e in events if window.overlaps(*bounds(e.when, ZoneInfo(zone)))}
    assert expected <= names(cache, window)
    cache.close()


@UNHURRIED
@given(
    st.lists(EVENTS, max_size=10, unique_by=lambda e: e.key), st.data(), NEAR, st.integers(1, 60 * 24 * 14)
)
def test_a_listing_changes_its_calendar_and_its_window_only(
    before: list[Event], data: st.DataObject, start: datetime, minutes: int
) -> None:
    window = Window(start, start + timedelta(minutes=minutes))
    cache = Cache.open(None)
    cache.put(before)
    listed = data.draw(
        st.lists(st.sampled_from(before), unique_by=lambda e: e.key) if before else st.just([])
    )
    listed = [replace(event, title="As listed") for event in listed if event.calendar_id == "work"]
    cache.replace("work", window, listed, [], frozenset(), NOW)
    after = {event.key: event for event in before} | {event.key: event for event in listed}
    for event in before:
        here = event.calendar_id == "work" and window.overlaps(*bounds(event.when, UTC))
        found = cache.event(event.key)
        if event.key in {one.key for one in listed} or not here:
            assert found == after[event.key]
        elif isinstance(event.when, Timespan) and event.when.start < event.when.end:
            assert found is None
    cache.close()


@UNHURRIED
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


@UNHURRIED
@given(st.lists(EVENTS, max_size=6, unique_by=lambda e: e.key))
def test_every_event_comes_back_whole_from_a_file_or_memory(events: list[Event]) -> None:
    cache = Cache.open(None)
    cache.put(events)
    for event in events:
        back = cache.event(event.key)
        assert back == event
        assert back.raw == event.raw
        assert [one.raw for one in back.participants] == [one.raw for one in event.participants]
    cache.close()


def test_a_listing_that_says_the_same_again_writes_no_event_anew() -> None:
    cache = Cache.open(None)
    listed = [meeting("a", at(17)), meeting("b", at(18)), meeting("c", at(19))]
    cache.replace("work", WEEK, listed, [], frozenset(), NOW)
    before = dict(cache._database.rows("select id, row from events"))
    changed = replace(listed[1], raw={"x": 1})
    later = NOW + timedelta(hours=1)
    cache.replace("work", WEEK, [listed[0], changed, listed[2]], [], frozenset(), later)
    after = dict(cache._database.rows("select id, row from events"))
    assert (after["a"], after["c"]) == (before["a"], before["c"])
    assert after["b"] != before["b"]
    found = cache.event(changed.key)
    assert found is not None
    assert found.raw == {"x": 1}
    assert cache.as_of("work") == later
    assert [one.id for one in cache.search("b", 5, NOW)] == ["b"]
    cache.close()


def test_what_another_instance_wrote_while_a_listing_was_made_ready_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Cache.open(tmp_path / "cache.db"), Cache.open(tmp_path / "cache.db")
    same, gone = meeting("same", at(17)), meeting("gone", at(18))
    one.replace("work", WEEK, [same], [], frozenset(), NOW)
    writing = one._database.writing

    def after_the_other() -> AbstractContextManager[sqlite3.Connection]:
        other.put([replace(same, title="As the other has it"), gone])
        return writing()

    monkeypatch.setattr(one._database, "writing", after_the_other)
    one.replace("work", WEEK, [same], [], frozenset(), NOW)
    assert one.between(WEEK, ["work"]) == other.between(WEEK, ["work"]) == (same,)
    one.close()
    other.close()


def test_no_event_is_taken_for_one_that_is_gone(tmp_path: Path) -> None:
    cache, event = Cache.open(tmp_path / "cache.db"), meeting("a", at(17))
    for title in ("one", "two", "three"):
        cache.put([replace(event, title=title)])
        assert [one.title for one in cache.between(WEEK, ["work"])] == [title]
        if title == "two":
            cache.drop(event.key)
            assert names(cache) == set()
    cache.close()


def test_no_event_is_taken_for_one_of_a_file_that_was_open_before(tmp_path: Path) -> None:
    path, event = tmp_path / "cache.db", meeting("a", at(17))
    for number in (1, 2):
        with_one = Cache.open(path.with_name(f"{number}.db"))
        with_one.put([replace(event, title=f"of file {number}")])
        with_one.close()
    path.with_name("1.db").rename(path)
    cache = Cache.open(path)
    assert [one.title for one in cache.between(WEEK, ["work"])] == ["of file 1"]
    path.with_name("2.db").replace(path)
    cache.drop(meeting("another", at(18)).key)
    assert [one.title for one in cache.between(WEEK, ["work"])] == ["of file 2"]
    cache.close()


def test_more_events_than_are_kept_ready_are_all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.ready.MOST", 3)
    cache = Cache.open(None)
    cache.put([meeting(f"m{number}", at(17)) for number in range(9)])
    for _ in range(2):
        assert names(cache) == {f"m{number}" for number in range(9)}
    cache.close()


def test_an_event_listed_twice_is_kept_once_as_it_was_last() -> None:
    cache = Cache.open(None)
    event = meeting("a", at(17))
    cache.replace("work", WEEK, [event, replace(event, title="Later")], [], frozenset(), NOW)
    cache.put([event, replace(event, title="Last")])
    assert [one.title for one in cache.between(WEEK, ["work"])] == ["Last"]
    cache.close()


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


def test_a_calendar_that_was_gone_does_not_come_back_as_already_read(tmp_path: Path) -> None:
    cache = Cache.open(None)
    cache.put_calendars([Calendar("work", "Work")])
    event = meeting("a", at(17))
    cache.replace("work", WEEK, [event], [UnreadableEvent("work", "x", "no time")], frozenset(), NOW)
    cache.put_calendars([])
    cache.put_calendars([Calendar("work", "Work")])
    assert cache.as_of("work") is None
    assert cache.event(event.key) is None
    assert cache.unreadable(["work"]) == ()


def test_an_event_put_is_there_and_one_dropped_is_not() -> None:
    cache = Cache.open(None)
    event = meeting("a", at(17))
    cache.replace("work", WEEK, [], [UnreadableEvent("work", "a", "no time")], frozenset(), NOW)
    cache.put([event])
    assert cache.unreadable(["work"]) == ()
    cache.put([replace(event, when=Timespan(at(24), at(25)))])
    assert names(cache) == set()
    cache.put([replace(event, title="Back")])
    assert [one.title for one in cache.between(WEEK, ["work"])] == ["Back"]
    cache.drop(event.key)
    cache.drop(event.key)
    assert cache.event(event.key) is None
    assert names(cache) == set()


def test_what_another_instance_read_is_shown_here_too(tmp_path: Path) -> None:
    one, other = Cache.open(tmp_path / "cache.db"), Cache.open(tmp_path / "cache.db")
    event = meeting("a", at(17))
    one.put([event])
    assert one.event(event.key) == event
    other.put([replace(event, title="Renamed there")])
    found = one.event(event.key)
    assert found is not None
    assert found.title == "Renamed there"
    other.drop(event.key)
    assert one.event(event.key) is None
    one.close()
    other.close()


def test_a_listing_that_cannot_be_kept_leaves_all_as_it_was(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("old", at(17))])
    cache._database._connection.execute("pragma max_page_count = 8")
    much = [replace(meeting(f"m{n}", at(18)), description="t" * 2000) for n in range(50)]
    with pytest.raises(StoreError):
        cache.replace("work", WEEK, much, [], frozenset(), NOW)
    assert names(cache) == {"old"}
    assert cache.as_of("work") is None
    cache.close()


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Sydney", "America/Los_Angeles", "Asia/Tokyo"])
def test_a_whole_day_deleted_elsewhere_goes_from_a_view_of_that_day(zone: str) -> None:
    day = date(2026, 11, 18)
    cache = Cache.open(None)
    cache.put([Event("holiday", "work", "Holiday", AllDay(day))])
    cache.replace("work", Window.of_days(day, 1, ZoneInfo(zone)), [], [], frozenset(), NOW)
    assert names(cache) == set()
    cache.close()


def test_a_whole_day_beside_the_window_is_left_alone_wherever_one_lives() -> None:
    day = date(2026, 11, 18)
    for zone in ZONES_OF_EARTH:
        for beside in (-1, 1):
            cache = Cache.open(None)
            cache.put([Event("holiday", "work", "Holiday", AllDay(day + timedelta(days=beside)))])
            cache.replace("work", Window.of_days(day, 1, ZoneInfo(zone)), [], [], frozenset(), NOW)
            assert names(cache, Window(at(1), at(30))) == {"holiday"}
            cache.close()


def test_a_damaged_file_is_set_aside_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(b"not a database at all" * 400)
    cache = Cache.open(path)
    assert cache.notices == ("cache.db was damaged and is kept aside as cache.db.damaged-1.",)
    cache.put([meeting("a", at(17))])
    assert names(cache) == {"a"}
    cache.close()


def test_a_row_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("a", at(17)), meeting("b", at(18))])
    cache.close()
    with sqlite3.connect(tmp_path / "cache.db") as raw:
        raw.execute("update events set kind = 'nonsense' where id = 'a'")
        odd = {"id": "'n'", "people": "'nonsense'"}
        values = ", ".join(odd.get(name, name) for name in NAMES)
        raw.execute(f"insert into events ({COLUMNS}) select {values} from events where id = 'b'")
    raw.close()
    again = Cache.open(tmp_path / "cache.db")
    assert names(again) == {"b"}
    assert again.event(meeting("a", at(17)).key) is None
    again.close()
