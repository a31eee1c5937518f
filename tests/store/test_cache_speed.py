"""A week is found at once, however long the past; counted in SQLite's own steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.test_cache import WEEK, meeting
from tui.domain.events import Event
from tui.domain.when import AllDaySpan, Window
from tui.store.cache import Cache, touching
from tui.store.rows import COLUMNS, NAMES, SPANS

CALENDARS = tuple(f"c{number}" for number in range(5))
LAST_DAY = datetime(2026, 11, 20, tzinfo=UTC)
APART = timedelta(minutes=105)
SEASON = 2_000


def season() -> Iterator[Event]:
    """Some months of meetings up to the last day, every tenth a whole day or several."""
    for number in range(SEASON):
        start = LAST_DAY - APART * number
        event = meeting(f"m{number}", start, CALENDARS[number % 5])
        days = timedelta(days=number // 10 % 9)
        yield event if number % 10 else replace(event, when=AllDaySpan(start.date(), start.date() + days))


def filled(path: Path, count: int) -> Path:
    """A file with so many events: the same season again and again, ever further back."""
    cache = Cache.open(path)
    cache.put(season())
    cache.close()
    back = (APART * SEASON).total_seconds()
    moved = {"id": "id || '-' || :turn", "start": "start - :turn * :back", "end": "end - :turn * :back"}
    values = ", ".join(moved.get(name, name) for name in NAMES)
    with closing(sqlite3.connect(path)) as raw, raw:
        for turn in range(1, count // SEASON):
            raw.execute(
                f"insert into events ({COLUMNS}) select {values} from events where id not like '%-%'",
                {"turn": turn, "back": back},
            )
    return path


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Files of two thousand events and of a hundred thousand."""
    folder = tmp_path_factory.mktemp("calendars")
    return {count: filled(folder / f"{count}.db", count) for count in (SEASON, 100_000)}


def asked(window: Window) -> dict[str, object]:
    chosen = {f"c{number}": calendar for number, calendar in enumerate(CALENDARS)}
    return {**chosen, "begin": window.start.timestamp(), "finish": window.end.timestamp()}


def work(path: Path, window: Window) -> int:
    """How many hundred instructions SQLite needs for the window."""
    ticks: list[None] = []
    with closing(sqlite3.connect(path)) as raw:
        raw.set_progress_handler(lambda: ticks.append(None), 100)
        raw.execute(touching(5), asked(window)).fetchall()
    return len(ticks)


def test_a_week_of_five_calendars_is_one_query_through_the_index(calendars: dict[int, Path]) -> None:
    with closing(sqlite3.connect(calendars[SEASON])) as raw:
        plan = [row[3] for row in raw.execute(f"explain query plan {touching(5)}", asked(WEEK))]
    searches = [line for line in plan if "events" in line]
    assert len(searches) == len(SPANS) + 1
    assert all(
        "SEARCH events USING INDEX events_by_start (calendar_id=? AND span=? AND " in s for s in searches
    )
    assert not any("SCAN" in line or "TEMP B-TREE" in line for line in plan)


def test_a_hundred_thousand_events_cost_a_week_no_more_than_two_thousand(calendars: dict[int, Path]) -> None:
    week = Window(LAST_DAY - timedelta(days=7), LAST_DAY)
    little, much = (work(path, week) for path in calendars.values())
    found = Cache.open(calendars[100_000])
    assert found._database.rows("select count(*) > 99000 from events") == [(1,)]
    assert 90 < len(found.between(week, CALENDARS)) < 200
    found.close()
    assert much < 1.2 * little
