"""Times as people type them: read the same way every time, refused in words when they cannot be read."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, LONDON, NEW_YORK, NOW
from tui.domain.clockface import TWELVE, TWENTY_FOUR
from tui.domain.timephrase import (
    TimePhraseError,
    clock_change,
    clock_question,
    gap_or_fold,
    left_open,
    parse_day,
    parse_duration,
    parse_moment,
    say_moment,
    write_day,
    write_moment,
)

ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Lisbon",
        "America/New_York",
        "America/Havana",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
        "Pacific/Apia",
        "Africa/Casablanca",
    )
]
BASE = datetime(2026, 11, 24, 14, 0, tzinfo=LISBON)
TODAY = date(2026, 11, 20)


def said(text: str, base: datetime = BASE) -> str:
    return f"{parse_moment(text, base=base, zone=LISBON, now=NOW):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:00", "2026-11-24 15:00"),
        ("9", "2026-11-24 09:00"),
        ("15h30", "2026-11-24 15:30"),
        ("15h", "2026-11-24 15:00"),
        ("9.30", "2026-11-24 09:30"),
        ("3pm", "2026-11-24 15:00"),
        ("3 p.m.", "2026-11-24 15:00"),
        ("3:30 pm", "2026-11-24 15:30"),
        ("12am", "2026-11-24 00:00"),
        ("12pm", "2026-11-24 12:00"),
        ("noon", "2026-11-24 12:00"),
        ("midnight", "2026-11-24 00:00"),
        ("at 16", "2026-11-24 16:00"),
        ("fri 15:00", "2026-11-20 15:00"),
        ("15:00 fri", "2026-11-20 15:00"),
        ("3 pm tomorrow", "2026-11-21 15:00"),
        ("Thursday at 9", "2026-11-26 09:00"),
        ("this thu 9", "2026-11-26 09:00"),
        ("fri", "2026-11-20 14:00"),
        ("next fri 9:15", "2026-11-27 09:15"),
        ("next tue 14", "2026-11-24 14:00"),
        ("next week 9am", "2026-11-27 09:00"),
        ("today 16", "2026-11-20 16:00"),
        ("tomorrow 9", "2026-11-21 09:00"),
        ("tomorrow", "2026-11-21 14:00"),
        ("+45m", "2026-11-24 14:45"),
        ("+2h", "2026-11-24 16:00"),
        ("+1h30", "2026-11-24 15:30"),
        ("+1h 30m", "2026-11-24 15:30"),
        ("-15 min", "2026-11-24 13:45"),
        ("+3d", "2026-11-27 14:00"),
        ("+1 week", "2026-12-01 14:00"),
        ("+3d 9", "2026-11-27 09:00"),
        ("in 2h", "2026-11-20 11:00"),
        ("now", "2026-11-20 09:00"),
        ("2026-12-01 15:00", "2026-12-01 15:00"),
        ("2026-12-01T15:00", "2026-12-01 15:00"),
        ("2026-12-01", "2026-12-01 14:00"),
        ("1 dec 15:00", "2026-12-01 15:00"),
        ("1dec 15:00", "2026-12-01 15:00"),
        ("1 December, 3pm", "2026-12-01 15:00"),
        ("dec 1", "2026-12-01 14:00"),
        ("dec 1 15", "2026-12-01 15:00"),
        ("1 dec 15", "2026-12-01 15:00"),
        ("dec 1st 2027 9:00", "2027-12-01 09:00"),
        ("Fri 20 Nov 2026 15:00", "2026-11-20 15:00"),
        ("fri nov 20", "2026-11-20 14:00"),
        ("1 feb 8:00", "2027-02-01 08:00"),
        ("1 oct 8:00", "2026-10-01 08:00"),
        ("29 feb", "2028-02-29 14:00"),
    ],
)
def test_a_moment_as_typed(typed: str, meant: str) -> None:
    assert said(typed) == meant
    assert said(f"  {typed.upper()} ") == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write a time"),
        ("25:00", "“25:00” is not a time — write 15:00 or 3pm."),
        ("15:60", "not a time"),
        ("13pm", "not a time"),
        ("0am", "not a time"),
        ("fri 24:00", "not a time"),
        ("3/4", "two days — write 1 dec or 2026-12-01"),
        ("3/4 15:00", "two days"),
        ("01.02.2026", "two days"),
        ("2026-02-30", "not a date in the calendar"),
        ("31 nov", "not a date in the calendar"),
        ("30 feb 15:00", "not a date"),
        ("soon", "not understood"),
        ("mayonnaise 3", "not understood"),
        ("market", "not understood"),
        ("fr 15:00", "not understood"),
        ("+99999999999999999999d", "too far away"),
        ("+999999d", "too far away"),
        ("15:00-16:00", "not understood"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(TimePhraseError, match=r".") as refusal:
        said(typed)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("fri", "2026-11-20"),
        ("friday", "2026-11-20"),
        ("next fri", "2026-11-27"),
        ("sat", "2026-11-21"),
        ("next mon", "2026-11-23"),
        ("+2w", "2026-12-04"),
        ("-3d", "2026-11-17"),
        ("today", "2026-11-20"),
        ("yesterday", "2026-11-19"),
        ("1 dec", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("sept 30", "2026-09-30"),
    ],
)
def test_a_day_as_typed(typed: str, day: str) -> None:
    assert parse_day(typed, today=TODAY).isoformat() == day


def test_hours_are_not_days() -> None:
    with pytest.raises(TimePhraseError, match="not a number of days"):
        parse_day("+5h", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("90", 90),
        ("1h", 60),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1.5h", 90),
        ("2d", 2880),
    ],
)
def test_a_length_as_typed(typed: str, minutes: int) -> None:
    assert parse_duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "0", "0m", "half", "-5m", "1h30x", "h"])
def test_a_length_must_be_one(typed: str) -> None:
    with pytest.raises(TimePhraseError, match="is not a length"):
        parse_duration(typed)


instants = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"), timezones=st.just(UTC)
).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(instants, st.sampled_from(ZONES), instants, instants)
def test_a_written_moment_is_read_back_exactly(
    moment: datetime, zone: ZoneInfo, base: datetime, now: datetime
) -> None:
    read = parse_moment(write_moment(moment, zone), base=base, zone=zone, now=now)
    assert read.astimezone(UTC) == moment
    assert read.tzinfo is zone


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_every_hour_of_a_year_is_read_back_exactly(zone: ZoneInfo) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for step in range(0, 366 * 24 * 2, 3):
        moment = start + timedelta(minutes=30 * step)
        for clock in (TWENTY_FOUR, TWELVE):
            written = write_moment(moment, zone, clock)
            assert parse_moment(written, base=NOW, zone=zone, now=NOW).astimezone(UTC) == moment


@given(st.dates(), st.dates())
def test_a_written_day_is_read_back_exactly(day: date, today: date) -> None:
    assert parse_day(write_day(day), today=today) == day


@given(st.integers(-160, 180), st.integers(0, 1439), st.sampled_from(ZONES[:3]))
def test_a_said_moment_is_read_back_within_the_year(days: int, minute: int, zone: ZoneInfo) -> None:
    wall = datetime.fromisoformat("2026-06-15") + timedelta(days=days, minutes=minute)
    moment = wall.replace(tzinfo=zone)
    if gap_or_fold(wall, zone):
        return
    now = datetime(2026, 6, 15, 12, tzinfo=zone)
    for clock in (TWENTY_FOUR, TWELVE):
        assert parse_moment(say_moment(moment, zone, clock), base=now, zone=zone, now=now) == moment


PHRASES = (
    "fri monday next today +45m -3d + 25:00 15:00 3pm 12 31 feb 29 2026-02-29 0000-01-01 9999-12-31 at in "
    "now second first noon 1/2 ٣ ² 10000 dec. may 00:00 -99999d +3660d"
)
WORDS = st.sampled_from(PHRASES.split())
EXTREMES = st.datetimes(
    datetime.fromisoformat("0001-01-03"), datetime.fromisoformat("9999-12-29"), timezones=st.just(UTC)
)


@given(st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=4).map(" ".join)), EXTREMES, EXTREMES)
def test_garbage_is_refused_and_nothing_else(text: str, base: datetime, now: datetime) -> None:
    for zone in (ZONES[0], ZONES[2], ZONES[7]):
        with contextlib.suppress(TimePhraseError):
            assert parse_moment(text, base=base, zone=zone, now=now).tzinfo is zone
        open_ = clock_change(text, base=base, zone=zone, now=now) is not None
        assert (left_open(text, base=base, zone=zone, now=now) is not None) == open_
        assert (clock_question(text, base=base, zone=zone, now=now) is not None) == open_
    with contextlib.suppress(TimePhraseError):
        parse_day(text, today=now.date())
    with contextlib.suppress(TimePhraseError):
        parse_duration(text)


def test_a_time_that_comes_twice_is_the_first_unless_the_second_is_said() -> None:
    def read(text: str) -> datetime:
        return parse_moment(text, base=NOW, zone=LONDON, now=NOW).astimezone(UTC)

    assert (
        read("2026-10-25 01:30")
        == read("2026-10-25 01:30 first")
        == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    )
    assert read("2026-10-25 01:30 second") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read("2026-10-26 01:30 second") == read("2026-10-26 01:30")


def test_a_clock_change_is_noticed_where_the_phrase_leaves_it_open() -> None:
    def change(text: str, zone: ZoneInfo = NEW_YORK) -> str | None:
        return clock_change(text, base=NOW, zone=zone, now=NOW)

    assert change("2027-03-14 02:30") == "gap"
    assert change("2026-11-01 01:30") == "fold"
    assert change("2026-11-01 01:30 second") is None
    assert change("2026-11-02 01:30") is None
    assert change("+2h") is None
    assert change("nonsense") is None
    assert change("2027-10-03 02:15", ZoneInfo("Australia/Lord_Howe")) == "gap"


def test_a_skipped_time_moves_on_by_what_was_skipped() -> None:
    read = parse_moment("2027-03-14 02:30", base=NOW, zone=NEW_YORK, now=NOW)
    assert write_moment(read, NEW_YORK) == "Sun 14 Mar 2027 03:30"


def test_days_are_counted_by_the_wall_clock_and_hours_by_elapsed_time() -> None:
    before = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)
    days = parse_moment("+1d", base=before, zone=LONDON, now=NOW)
    hours = parse_moment("+24h", base=before, zone=LONDON, now=NOW)
    assert (days.hour, hours.hour) == (12, 11)


@pytest.mark.timeout(5)
def test_a_pasted_novel_is_refused_in_a_moment() -> None:
    for piece in ("1 ", "fri ", "9", "\n", "a"):
        with pytest.raises(TimePhraseError, match=r"."):
            parse_moment(piece * 500_000, base=BASE, zone=LISBON, now=NOW)


@given(st.integers(0, 366 * 24 * 4), st.sampled_from(ZONES))
def test_what_is_left_open_is_asked_and_either_answer_is_taken(quarters: int, zone: ZoneInfo) -> None:
    wall = datetime.fromisoformat("2026-01-01") + timedelta(minutes=15 * quarters)
    typed = f"{write_day(wall)} {wall:%H:%M}"
    question = clock_question(typed, base=NOW, zone=zone, now=NOW)
    assert (question is None) == (gap_or_fold(wall, zone) is None)
    if question is None:
        return
    assert left_open(typed, base=NOW, zone=zone, now=NOW) == typed
    fix = question[1].removeprefix("Write ").removesuffix(".")
    if gap_or_fold(wall, zone) == "gap":
        before, after = (parse_moment(one, base=NOW, zone=zone, now=NOW) for one in fix.split(", or "))
        assert before.replace(tzinfo=None) < wall < after.replace(tzinfo=None)
    else:
        first, second = (
            parse_moment(f"{typed} {which}", base=NOW, zone=zone, now=NOW) for which in ("first", "second")
        )
        assert first.astimezone(UTC) < second.astimezone(UTC)
        assert write_moment(first, zone) == f"{typed} first"
