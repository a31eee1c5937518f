"""Looking for an event by what one remembers of it: a word begun, a person, a place, with accents or not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.test_cache import NOW, UNHURRIED, WEEK, at, meeting
from tests.store.test_cache_speed import APART, LAST_DAY
from tests.store.things import EVENTS, HOSTILE, WORDS
from tui.domain.calendars import Calendar
from tui.domain.events import Event, Participant, Person
from tui.domain.when import AllDay, Window
from tui.domain.wording import folded
from tui.store import searching
from tui.store.cache import Cache
from tui.store.rows import NAMES
from tui.store.searching import BITS, TIERS, Search

ODD = (
    '"',
    '""',
    '"a',
    "a*",
    "NEAR(a b)",
    "a AND",
    "NOT",
    "title:a",
    "-a",
    "^a",
    "{a}:b",
    "(",
    "%",
    "_",
    "\x00",
    "a\x00b",
    "¦",
)
QUERIES = st.text(max_size=30) | WORDS | st.sampled_from((*HOSTILE, *ODD))
"""Whatever somebody types, or pastes."""


def found(cache: Cache, text: str, limit: int = 50) -> list[str]:
    return [event.id for event in cache.search(text, limit, NOW)]


@pytest.fixture(params=[True, False], ids=["indexed", "plain"])
def cache(request: pytest.FixtureRequest) -> Iterator[Cache]:
    """A store in memory, where SQLite keeps words in order and where it does not."""
    opened = Cache._opened(None, request.param)
    yield opened
    opened.close()


REVIEW = replace(
    meeting("review", at(20, 15)),
    title="Überprüfung: Timeline-Scrubbing",
    description="Bring the storyboards. Łódź team dials in.",
    location="Café Müller, 2. Stock",
    organizer=Person("jane.doe@studio.test", "Jane Doe"),
    participants=(Participant("søren@film.test", "Søren Ångström"),),
    resources=(Person("room-4@studio.test", "Projection Room"),),
)


@pytest.mark.parametrize(
    "text",
    [
        "time",
        "TIMELINE",
        "uberprufung",
        "Überprüfung",
        "scrub time",
        "timeline-scrub",
        "jane",
        "jane.doe@stu",
        "doe studio",
        "soren angstrom",
        "Søren",
        "cafe müller",
        "stock",
        "projection",
        "room-4",
        "storyboards.",
        "lodz",
        "łódź",
        "jane cafe storyb",
        "u\u0308berpr",
    ],
)
def test_an_event_is_found_by_what_one_remembers(cache: Cache, text: str) -> None:
    cache.put([REVIEW, meeting("other", at(20, 15))])
    assert found(cache, text) == ["review"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "crubbing", "doe.jane", "timeline nowhere", "review"])
def test_what_an_event_does_not_say_does_not_find_it(cache: Cache, text: str) -> None:
    cache.put([REVIEW])
    assert found(cache, text) == []


def test_a_script_without_spaces_is_found_from_any_sign_on(cache: Cache) -> None:
    cache.put(
        [replace(meeting("a", at(20)), title="月曜会議 東京"), replace(meeting("b", at(20)), title="会社")]
    )
    assert found(cache, "会議") == ["a"]
    assert sorted(found(cache, "会")) == ["a", "b"]
    assert found(cache, "議会") == []


def test_titles_come_before_people_and_people_before_notes_and_the_nearest_first(cache: Cache) -> None:
    far, near = meeting("far prism", at(2)), meeting("near prism", at(21))
    guest = replace(meeting("guest", at(20, 14)), participants=(Participant("prism@a.test"),))
    note = replace(meeting("note", at(20, 14)), description="about the prism")
    past = meeting("past prism", at(18))
    day = Event("day", "work", "Prism day", AllDay(at(22).date()))
    cache.put([note, guest, far, day, near, past])
    assert found(cache, "prism") == ["near prism", "day", "past prism", "far prism", "guest", "note"]
    assert found(cache, "prism", 2) == ["near prism", "day"]
    assert found(cache, "prism", 5)[-1] == "guest"
    assert found(cache, "prism", 0) == []


def test_only_the_calendars_asked_for_are_looked_through(cache: Cache) -> None:
    cache.put([meeting("prism", at(20)), meeting("prism too", at(20), "home")])
    assert [event.id for event in cache.search("prism", 9, NOW, ["home"])] == ["prism too"]
    assert cache.search("prism", 9, NOW, []) == ()


def test_what_changes_is_found_as_it_is_now(cache: Cache) -> None:
    cache.put_calendars([Calendar("work", "Work")])
    event = meeting("draft", at(20))
    cache.put([event])
    cache.put([replace(event, title="Final")])
    assert (found(cache, "draft"), found(cache, "final")) == ([], ["draft"])
    moved = meeting("draft", at(28))
    cache.put([moved, meeting("draft 2", at(25))])
    assert found(cache, "draft") == ["draft 2", "draft"]
    cache.drop(moved.key)
    assert found(cache, "draft") == ["draft 2"]
    cache.replace("work", Window(at(24), at(27)), [meeting("other", at(26))], [], frozenset(), NOW)
    assert (found(cache, "draft"), found(cache, "other")) == ([], ["other"])
    cache.put_calendars([])
    assert found(cache, "other") == []
    assert cache._database.rows("select count(*) from words") == [(0,)]


def test_many_events_listed_at_once_are_found_like_few(cache: Cache) -> None:
    cache.put_calendars([Calendar("work", "Work")])
    few, many = 50, 300
    cache.put([meeting(f"early {number}", at(20)) for number in range(few)])
    first = [meeting(f"first {number}", at(21)) for number in range(many)]
    cache.replace("work", WEEK, first, [], frozenset(), NOW)
    assert (found(cache, "early"), len(found(cache, "first", many))) == ([], many)
    then = [replace(event, title=event.title.replace("first", "second")) for event in first[:-few]]
    cache.replace("work", WEEK, then, [], frozenset(), NOW)
    assert (found(cache, "first"), len(found(cache, "second", many))) == ([], many - few)
    cache.put([meeting("late", at(22))])
    assert found(cache, "late") == ["late"]
    if cache._indexed:
        with cache._database.writing() as writing:
            writing.execute("insert into words (words, rank) values ('integrity-check', 0)")


def test_a_change_that_is_not_kept_leaves_the_words_as_they_were(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "cache.db")
    cache.put([meeting("old", at(17))])
    [[pages]] = cache._database.rows("pragma page_count")
    cache._database._connection.execute(f"pragma max_page_count = {pages + 2}")
    much = [replace(meeting(f"m{n}", at(18)), description="t" * 2000) for n in range(100)]
    with pytest.raises(Exception, match="disk is full"):
        cache.replace("work", WEEK, much, [], frozenset(), NOW)
    assert (found(cache, "old"), found(cache, "m1")) == (["old"], [])
    cache.close()


def test_a_store_of_an_older_version_is_read_anew_and_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    Cache.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("pragma user_version = 3")
    again = Cache.open(path)
    assert again.notices == ()
    again.put([meeting("prism", at(20))])
    assert found(again, "prism") == ["prism"]
    again.close()


def test_a_store_goes_from_a_machine_that_keeps_words_in_order_to_one_that_does_not(tmp_path: Path) -> None:
    for indexed in (True, False, True):
        cache = Cache._opened(tmp_path / "cache.db", indexed)
        assert cache.notices == ()
        cache.put([meeting("prism", at(20))])
        assert found(cache, "pri") == ["prism"]
        cache.close()


def test_a_damaged_index_makes_way_for_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    cache = Cache.open(path)
    cache.put([meeting("prism", at(20))])
    cache.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("update words_data set block = x'ffffffffff' where id > 10")
    again = Cache.open(path)
    assert found(again, "prism") == []
    again.put([meeting("prism", at(20))])
    assert found(again, "prism") == ["prism"]
    again.close()


@UNHURRIED
@given(QUERIES)
def test_any_text_is_a_harmless_search(text: str) -> None:
    for indexed in (True, False):
        cache = Cache._opened(None, indexed)
        cache.put([REVIEW])
        cache.search(text, 5, NOW)
        assert cache.event(REVIEW.key) == REVIEW
        cache.close()


@UNHURRIED
@given(st.lists(EVENTS, max_size=8, unique_by=lambda e: e.key), QUERIES)
def test_with_and_without_an_index_the_same_is_found(events: list[Event], text: str) -> None:
    answers = []
    for indexed in (True, False):
        cache = Cache._opened(None, indexed)
        cache.put(events)
        answers.append([event.key for event in cache.search(text, 5, NOW)])
        cache.close()
    assert answers[0] == answers[1]


@UNHURRIED
@given(EVENTS, st.data())
def test_every_word_of_a_title_finds_the_event_and_so_does_its_beginning(
    event: Event, data: st.DataObject
) -> None:
    words = folded(event.title[: searching.LETTERS])
    cache = Cache.open(None)
    cache.put([event])
    if words:
        word = data.draw(st.sampled_from(words))
        begun = word[: data.draw(st.integers(1, len(word)))]
        assert [one.key for one in cache.search(begun, 5, NOW)] == [event.key]
    cache.close()


MINUTE = timedelta(minutes=1)

# Speed, counted rather than timed


MOVED = {
    "id": "id || '-' || :turn",
    "minute": "minute - :minutes",
    "start": "start - :back",
    "end": "end - :back",
}
EARLIER = (
    f"insert into events select row + 1000 * :turn, {', '.join(MOVED.get(name, name) for name in NAMES)}"
    " from events where row <= 1000"
)
EARLIER_WORDS = (
    "insert into words (rowid, title, people, place, notes) select rowid + 1000 * :turn"
    f" - (:minutes << {BITS}), title, people, place, notes from words where rowid % (1 << {BITS}) <= 1000"
)
"""The first thousand once more, so and so much earlier."""


def filled(path: Path, count: int) -> Path:
    """A file with so many events, every one a standup, one in a thousand with a guest of its own."""
    cache = Cache.open(path)
    days = [meeting(f"standup {n}", LAST_DAY - APART * n, f"c{n % 5}", 15) for n in range(1000)]
    cache.put([replace(days[0], participants=(Participant("rare@a.test"),)), *days[1:]])
    cache.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        for turn in range(1, count // 1000):
            back = APART * 1000 * turn
            moved = {"turn": turn, "back": back.total_seconds(), "minutes": back // MINUTE}
            raw.execute(EARLIER, moved)
            raw.execute(EARLIER_WORDS, moved)
    return path


@pytest.fixture(scope="module")
def standups(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Files of a thousand events and of a hundred thousand."""
    folder = tmp_path_factory.mktemp("standups")
    return filled(folder / "few.db", 1000), filled(folder / "many.db", 100_000)


def asked(text: str) -> tuple[str, dict[str, object]]:
    search = Search.of(text, indexed=True)
    values = {**search.values(TIERS[-1]), "around": searching.middle_of(LAST_DAY - 500 * APART), "most": 50}
    return search.query(TIERS[-1], None, later=False), values


def work(path: Path, text: str) -> int:
    """How many ten instructions SQLite needs for a search."""
    ticks: list[None] = []
    with closing(sqlite3.connect(path)) as raw:
        raw.set_progress_handler(lambda: ticks.append(None), 10)
        assert raw.execute(*asked(text)).fetchall()
    return len(ticks)


def test_a_search_walks_the_index_in_the_order_of_time(standups: tuple[Path, Path]) -> None:
    with closing(sqlite3.connect(standups[0])) as raw:
        query, values = asked("stand")
        plan = [row[3] for row in raw.execute(f"explain query plan {query}", values)]
    assert [line.split(" INDEX")[0] for line in plan] == [
        "SCAN words VIRTUAL TABLE",
        "SEARCH events USING INTEGER PRIMARY KEY (rowid=?)",
    ]


@pytest.mark.parametrize("text", ["s", "stand", "standup 5"])
def test_a_hundred_thousand_events_cost_a_search_hardly_more_than_a_thousand(
    standups: tuple[Path, Path], text: str
) -> None:
    few, many = (work(path, text) for path in standups)
    assert many < 2 * few


def test_what_is_rare_is_found_among_a_hundred_thousand(standups: tuple[Path, Path]) -> None:
    cache = Cache.open(standups[1])
    hits = cache.search("rare stand", 3, LAST_DAY - APART * 50_100)
    assert [event.title for event in hits] == ["standup 0"] * 3
    numbers = [row[0] for row in cache._database.rows("select rowid from words where people like '%rare%'")]
    assert len(numbers) == 100
    cache.close()


def test_events_of_one_minute_are_all_found(cache: Cache) -> None:
    cache.put(meeting(f"standup {n}", at(20) + timedelta(seconds=n % 60)) for n in range(300))
    assert len(found(cache, "standup", 500)) == 300


def test_no_event_lies_too_far_away_to_be_found(cache: Cache) -> None:
    far = [
        Event(str(year), "work", "Prism", AllDay(at(20).date().replace(year=year)))
        for year in (1, 1969, 9998)
    ]
    cache.put(far)
    assert found(cache, "prism") == ["1969", "1", "9998"]
