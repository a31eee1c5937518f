"""Who looks at days is never kept waiting by a listing that is just being written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.domain.events import Event
from tui.domain.when import Timespan, Window
from tui.services.sights import Sights
from tui.store.cache import Cache

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
WEEK = Window(START, START + timedelta(days=7))
LONGEST = 30.0
"""Seconds for which one thread waits for the other before the test gives up."""


def meeting(name: str) -> Event:
    return Event(name, "work", name, Timespan(START, START + timedelta(hours=1)))


def titles(sights: Sights) -> list[str]:
    return [event.title for event in sights.of(WEEK, ["work"]).events]


@contextmanager
def emptied(cache: Cache, may_end: threading.Event) -> Iterator[None]:
    """Another thread deletes every event, and is not done before it may be."""
    begun = threading.Event()

    def write() -> None:
        with cache._database.writing() as writing:
            writing.execute("delete from events")
            begun.set()
            assert may_end.wait(LONGEST)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(LONGEST)
    yield
    writer.join(LONGEST)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("Retro")])
    yield cache
    cache.close()


def test_days_seen_before_are_shown_while_a_listing_is_written_and_anew_after_it(cache: Cache) -> None:
    sights, looked = Sights(cache), threading.Event()
    assert titles(sights) == ["Retro"]
    with emptied(cache, looked):
        assert titles(sights) == ["Retro"]
        looked.set()
    assert titles(sights) == []


def test_days_nobody_saw_yet_are_looked_at_once_the_listing_is_written(cache: Cache) -> None:
    asked = threading.Event()
    with emptied(cache, asked):
        threading.Timer(0.05, asked.set).start()
        assert titles(Sights(cache)) == []
