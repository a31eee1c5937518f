"""What was found is read from now outward, a series once, with the words in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.domain.samples import LISBON, NOW, at, event, span
from tui.domain.events import Event, Participant, Person
from tui.domain.finding import EXCERPT, Near, excerpts, hits_of, series_words, title_marks
from tui.domain.when import AllDay, AllDaySpan
from tui.domain.wording import begun

TODAY = date(2026, 11, 20)


def meeting(name: str, day: int, hour: int = 10, **changes: object) -> Event:
    return event(id=name, title=name, when=span(at(hour, day=day), at(hour + 1, day=day)), **changes)


def test_today_stands_first_in_order_then_what_comes_then_what_was_from_now_outward() -> None:
    found = [meeting(name, day, hour) for name, day, hour in FOUND]
    hits = hits_of(found, NOW, LISBON)
    assert [(hit.near, hit.event.id) for hit in hits] == [
        (Near.TODAY, "over today"),
        (Near.TODAY, "later today"),
        (Near.COMING, "tomorrow"),
        (Near.COMING, "next week"),
        (Near.PAST, "yesterday"),
        (Near.PAST, "long ago"),
    ]


FOUND = [
    ("next week", 27, 10),
    ("long ago", 2, 10),
    ("later today", 20, 15),
    ("yesterday", 19, 10),
    ("tomorrow", 21, 10),
    ("over today", 20, 7),
]


def test_whole_days_that_last_until_today_are_today() -> None:
    trip = event(id="trip", when=AllDaySpan(date(2026, 11, 18), date(2026, 11, 20)))
    off = event(id="off", when=AllDay(date(2026, 11, 19)))
    assert [(hit.near, hit.event.id) for hit in hits_of([off, trip], NOW, LISBON)] == [
        (Near.TODAY, "trip"),
        (Near.PAST, "off"),
    ]


def test_the_times_of_a_series_are_one_row_that_tells_the_next() -> None:
    times = [meeting(f"standup {day}", day, 8, master_id="standup") for day in (6, 13, 20, 27)]
    other = replace(times[0], id="elsewhere", calendar_id="home")
    hits = hits_of([*times, other], NOW, LISBON)
    assert [(hit.event.id, hit.dates) for hit in hits] == [("standup 27", 4), ("elsewhere", 1)]
    assert series_words(hits[0], TODAY, LISBON) == "4 dates, next Fri 27 Nov"
    assert series_words(hits[0], TODAY + timedelta(days=3), LISBON, more=True) == "4+ dates, next Fri"
    assert series_words(hits[1], TODAY, LISBON) == ""


def test_a_series_that_is_over_tells_its_last_time_and_one_of_today_says_so() -> None:
    over = hits_of([meeting(f"s{day}", day, master_id="s") for day in (6, 13)], NOW, LISBON)
    assert series_words(over[0], TODAY, LISBON) == "2 dates, last Fri 13 Nov"
    runs = hits_of([meeting(f"s{day}", day, master_id="s") for day in (13, 20)], NOW, LISBON)
    assert series_words(runs[0], TODAY, LISBON) == "2 dates, next today"


def test_a_word_that_is_not_in_the_title_is_shown_where_it_is() -> None:
    one = event(
        title="Design review",
        location="Café Müller",
        description="Bring a pen.\nAnd then, " + "much later, " * 9 + "the storyboards of the film.",
        organizer=Person("jane@studio.test", "Jane Doe"),
        participants=(Participant("grace@example.com"),),
    )
    search = begun("design jane muller storyb")
    assert [one.title[a:b] for a, b in title_marks(one, search)] == ["Design"]
    found = excerpts(one, search)
    assert [(piece.label, [piece.text[a:b] for a, b in piece.spans]) for piece in found] == [
        ("with", ["Jane", "jane"]),
        ("at", ["Müller"]),
        ("notes", ["storyb"]),
    ]
    assert found[2].text.startswith("…")
    assert len(found[2].text) <= EXCERPT + 2
    assert excerpts(one, begun("design rev")) == ()
    assert [piece.label for piece in excerpts(one, begun("grace"))] == ["with"]
