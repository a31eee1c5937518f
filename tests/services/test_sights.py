"""Who looks at days is never kept waiting by a listing that is just being written."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


def test_days_seen_before_are_shown_while_a_listing_is_written_and_anew_after_it(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("Retro")])
    sights, begun, looked = Sights(cache), threading.Event(), threading.Event()
    assert titles(sights) == ["Retro"]

    def write() -> None:
        with cache._database.writing() as writing:
            writing.execute("delete from events")
            begun.set()
            assert looked.wait(LONGEST)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(LONGEST)
    assert titles(sights) == ["Retro"]
    looked.set()
    writer.join(LONGEST)
    assert titles(sights) == []
    cache.close()


def test_days_nobody_saw_yet_are_looked_at_once_the_listing_is_written(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("Retro")])
    begun, asked = threading.Event(), threading.Event()

    def write() -> None:
        with cache._database.writing() as writing:
            writing.execute("delete from events")
            begun.set()
            assert asked.wait(LONGEST)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(LONGEST)
    threading.Timer(0.05, asked.set).start()
    assert titles(Sights(cache)) == []
    writer.join(LONGEST)
    cache.close()
