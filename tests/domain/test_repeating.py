"""How an event repeats: typed in words or as a rule, and said back the same way."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.samples import LISBON, LONDON, NEW_YORK, at, span
from tui.domain.repeating import parse_repeats, say_repeats
from tui.domain.series import RepeatError
from tui.domain.text import clean
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When

FRIDAY = span(at(15), at(15, 30))
"""At three in Lisbon, on Friday 20 November 2026."""
ALL_DAY = AllDay(date(2026, 11, 20))
ZONES = tuple(
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
        "Pacific/Pago_Pago",
    )
)


def rules(text: str, when: When = FRIDAY, zone: ZoneInfo = LISBON) -> str:
    """The rules meant, one after another."""
    return " ".join(parse_repeats(text, when, zone))


def refused(text: str, when: When = FRIDAY, zone: ZoneInfo = LISBON) -> str:
    with pytest.raises(RepeatError) as caught:
        parse_repeats(text, when, zone)
    return str(caught.value)


def answer(text: str, when: When, zone: ZoneInfo) -> tuple[str, ...] | str:
    """The rules meant, or what is said instead."""
    try:
        return parse_repeats(text, when, zone)
    except RepeatError as error:
        return str(error)


@pytest.mark.parametrize("words", ["", "  ", "never", "Once", "no", "none", "does not repeat"])
def test_most_events_happen_once(words: str) -> None:
    assert parse_repeats(words, FRIDAY, LISBON) == ()
    assert say_repeats((), FRIDAY, LISBON) == ""


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("daily", "FREQ=DAILY"),
        ("every day", "FREQ=DAILY"),
        ("Weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every  3   months", "FREQ=MONTHLY;INTERVAL=3"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("every year", "FREQ=YEARLY"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every friday", "FREQ=WEEKLY;BYDAY=FR"),
        ("every wed and mon", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("every 2 weeks on Fri, Tuesdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every month on the 2nd tue", "FREQ=MONTHLY;BYDAY=2TU"),
        ("every month on the last friday", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every week 5 times", "FREQ=WEEKLY;COUNT=5"),
        ("every week for 5 times", "FREQ=WEEKLY;COUNT=5"),
        ("weekly until 18 dec", "FREQ=WEEKLY;UNTIL=20261218T235959Z"),
        ("every week until 1 jun", "FREQ=WEEKLY;UNTIL=20270601T225959Z"),
    ],
)
def test_rhythms_in_words(words: str, rule: str) -> None:
    assert rules(words) == f"RRULE:{rule}"


def test_days_left_out_are_the_times_of_those_days() -> None:
    assert rules("every week except 4 dec, 25 dec") == (
        "RRULE:FREQ=WEEKLY EXDATE:20261204T150000Z,20261225T150000Z"
    )
    assert rules("every week except 4 jun, 4 jun") == "RRULE:FREQ=WEEKLY EXDATE:20270604T140000Z"
    assert rules("every day until 24 dec except 1 dec", ALL_DAY) == (
        "RRULE:FREQ=DAILY;UNTIL=20261224 EXDATE:20261201"
    )


def test_a_day_without_its_year_is_the_next_one_after_the_first_time() -> None:
    assert rules("every week until 20 nov") == "RRULE:FREQ=WEEKLY;UNTIL=20261120T235959Z"
    assert rules("every week until 19 nov") == "RRULE:FREQ=WEEKLY;UNTIL=20271119T235959Z"
    assert "would never take place" in refused("every week until 2026-11-19")


def test_the_end_of_a_day_is_the_end_of_it_where_the_series_is_written() -> None:
    evening = Timespan(at(23), at(23, 30), "America/New_York", "America/New_York")
    assert rules("every day until 1 dec", evening, NEW_YORK) == "RRULE:FREQ=DAILY;UNTIL=20261202T045959Z"


def test_the_last_hour_counts_twice_where_the_clocks_go_back_at_midnight() -> None:
    santiago = ZoneInfo("America/Santiago")
    assert rules("every day until 3 apr 2027", FRIDAY, santiago).endswith("UNTIL=20270404T035959Z")


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU",
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU EXDATE:20270328T140000Z",
        "RRULE:FREQ=WEEKLY EXDATE;TZID=Europe/Lisbon:20261204T150000 EXDATE:20261211T150000Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20261218T150000Z",
        "EXDATE:20261204T150000Z RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1",
    ],
)
def test_what_words_cannot_say_stays_a_rule_letter_for_letter(text: str) -> None:
    parsed = parse_repeats(text, FRIDAY, LISBON)
    assert " ".join(parsed) == text
    assert say_repeats(parsed, FRIDAY, LISBON) == text


def test_experts_may_be_brief() -> None:
    assert rules("freq=weekly;byday=fr") == "RRULE:FREQ=WEEKLY;BYDAY=FR"
    assert rules("rrule:freq=daily exdate;tzid=Europe/Lisbon:20261204t150000") == (
        "RRULE:FREQ=DAILY EXDATE;TZID=Europe/Lisbon:20261204T150000"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("now and then", "“now and then” is no rhythm. Write every week"),
        ("every 0 weeks", "from 1 to 999"),
        ("every week 0 times", "number of times from 1 to"),
        ("every month on the 32nd", "is no day of a month. Write the 15th"),
        ("every month on the 5th tue", "is no day of a month"),
        ("every week on the 15th", "are no days of the week. Write mon, wed."),
        ("every day on mon", "are no days of the week"),
        ("every week until soon", "“soon” is not understood. Write fri"),
        ("every week until 31 feb", "“31 feb” is not a date in the calendar."),
        ("every week except", "no rhythm"),
        ("every week until 9999-12-31", ""),
        ("FREQ=SECONDLY", "Events repeat by the day, week, month or year."),
        ("FREQ=DAILY;INTERVAL=0", "cannot be followed"),
        ("FREQ=DAILY;UNTIL=20261218;COUNT=3", "Leave one of them out."),
        ("FREQ=DAILY;UNTIL=soon", "cannot be followed"),
        ("FREQ=DAILY RRULE:FREQ=WEEKLY", "exactly one RRULE"),
        ("EXDATE:20261204T150000Z", "exactly one RRULE"),
        ("FREQ=DAILY RDATE:20261204T150000Z", "“RDATE:20261204T150000Z” is neither"),
        ("FREQ=DAILY;COUNT=1 EXDATE:20261120T150000Z", "It would never take place."),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "It would never take place."),
        ("FREQ=MONTHLY;BYDAY=99MO", "cannot be followed"),
        ("FREQ=DAILY;COUNT=٣", "is neither an RRULE nor an EXDATE"),
    ],
)
def test_what_is_no_repetition_is_answered_in_words(text: str, words: str) -> None:
    assert words in refused(text, zone=NEW_YORK if "9999" in text else LISBON)


HOSTILE = [
    "FREQ=DAILY;INTERVAL=0;BYDAY=MO",
    "FREQ=YEARLY;INTERVAL=0;BYMONTH=2",
    "FREQ=DAILY;INTERVAL=-1;BYDAY=MO",
    "FREQ=DAILY;COUNT=" + "9" * 5000,
    "FREQ=DAILY;BYDAY=" + "1" * 5000 + "MO",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;"
    + ";".join(f"{name}={','.join(map(str, range(60)))}" for name in ("BYMINUTE", "BYSECOND")),
    "FREQ=YEARLY;BYSETPOS=" + ",".join(map(str, range(1, 367))),
    "every " + "until " * 3000,
    " except" * 2500,
    "every week " + "5 times " * 2400,
    "every " + "mon " * 4900,
    "every week except " + "mon," * 4900,
    "every week until " + "x" * 19_000,
    " " * 19_000 + "x",
    "every week except " + "1 dec " * 3000,
    "every week on " + "," * 19_000,
    "x" * 2_000_000,
    "EXDATE;TZID=\x1b[2J:20261204T150000 FREQ=DAILY",
    "every \u202eyadseut\u202c \x00\x1b[2J",
    "FREQ=DAILY;\x1b[2J=1",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_answered_at_once_and_without_a_trace_of_them(text: str) -> None:
    began = stopwatch.perf_counter()
    said = answer(text, FRIDAY, LISBON)
    if isinstance(said, str):
        assert said == clean(said)
        assert len(said) < 200
    assert stopwatch.perf_counter() - began < 1


instants = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2035-01-01"), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
whens: st.SearchStrategy[When] = st.one_of(
    st.builds(lambda start: Timespan(start, start + timedelta(hours=1)), instants),
    st.builds(Moment, instants),
    st.builds(AllDay, days),
    st.builds(lambda first, more: AllDaySpan(first, first + timedelta(days=more)), days, st.integers(1, 9)),
)
zones = st.sampled_from(ZONES)
day_codes = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)
rhythms = st.one_of(
    st.builds("every {} {}s".format, st.integers(2, 999), st.sampled_from(["day", "week", "month", "year"])),
    st.sampled_from(["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "weekdays"]),
    day_codes.map(lambda codes: f"every week on {', '.join(codes)}".lower()),
    st.integers(1, 31).map("every month on the {}".format),
    st.builds(
        "every 2 months on the {} {}".format,
        st.sampled_from(["first", "2nd", "third", "4th", "last"]),
        st.sampled_from(["monday", "tue", "sat", "sun"]),
    ),
)
ends = st.one_of(
    st.just(""),
    st.integers(1, 100_000).map(" {} times".format),
    st.dates(date(2035, 1, 2), date(2037, 1, 1)).map(" until {}".format),
)
left_out = st.lists(days, max_size=4).map(lambda some: f" except {', '.join(map(str, some))}" if some else "")


@given(st.builds("{}{}{}".format, rhythms, ends, left_out), whens, zones)
def test_whatever_words_were_understood_are_said_back_as_words(text: str, when: When, zone: ZoneInfo) -> None:
    parsed = answer(text, when, zone)
    if isinstance(parsed, str):
        assert parsed == "It would never take place."
        return
    said = say_repeats(parsed, when, zone)
    assert said.startswith("every ")
    assert parse_repeats(said, when, zone) == parsed


stamps = st.one_of(
    instants.map(lambda moment: f"{moment:%Y%m%dT%H%M%SZ}"),
    instants.map(lambda moment: f"{moment:%Y%m%dT%H%M%S}"),
    days.map(lambda day: f"{day:%Y%m%d}"),
)
members = st.lists(
    st.one_of(
        st.integers(1, 5).map("INTERVAL={}".format),
        day_codes.map(lambda codes: f"BYDAY={','.join(codes)}"),
        st.integers(-31, 31).map("BYMONTHDAY={}".format),
        st.integers(1, 12).map("BYMONTH={}".format),
        st.sampled_from(["WKST=SU", "BYSETPOS=-1", "BYSETPOS=1,2", "BYHOUR=9", "BYWEEKNO=53"]),
        st.integers(1, 400).map("COUNT={}".format),
        stamps.map("UNTIL={}".format),
    ),
    max_size=4,
)
expert_rules = st.builds(
    lambda freq, some, gone: " ".join(
        [";".join([f"RRULE:FREQ={freq}", *some]), *([f"EXDATE:{','.join(gone)}"] if gone else [])]
    ),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    members,
    st.lists(stamps, max_size=3),
)


@settings(deadline=None)
@given(expert_rules, whens, zones)
@example("RRULE:FREQ=WEEKLY;BYDAY=MO;BYDAY=FR", FRIDAY, LISBON)
def test_rules_understood_are_never_changed_on_the_way(text: str, when: When, zone: ZoneInfo) -> None:
    parsed = answer(text, when, zone)
    if isinstance(parsed, str):
        return
    assert " ".join(parsed) == text
    assert parse_repeats(say_repeats(parsed, when, zone), when, zone) == parsed


@settings(deadline=None)
@given(st.text(max_size=40) | expert_rules | st.builds("{} {}".format, rhythms, st.text(max_size=12)), whens)
def test_whatever_is_typed_is_rules_or_an_answer(text: str, when: When) -> None:
    parsed = answer(text, when, LONDON)
    if isinstance(parsed, str):
        assert parsed == clean(parsed)
        return
    assert all(rule.isascii() and rule.isprintable() for rule in parsed)


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=30) | stamps.map("EXDATE:{}".format) | expert_rules, max_size=4).map(tuple),
    whens,
    zones,
)
@example(("RRULE:FREQ=DAILY", "EXDATE:garbage"), FRIDAY, LISBON)
@example(("RRULE:FREQ=DAILY", "EXDATE:20269999T999999Z"), FRIDAY, LISBON)
@example(("RRULE:FREQ=DAILY;UNTIL=00010101T000000Z",), FRIDAY, NEW_YORK)
@example(("RRULE:FREQ=DAILY RDATE:20260101T000000",), FRIDAY, LISBON)
@example(("RRULE:FREQ=WEEKLY;BYDAY=", ""), FRIDAY, LISBON)
def test_whatever_rules_an_event_came_with_they_can_be_said(
    sent: tuple[str, ...], when: When, zone: ZoneInfo
) -> None:
    said = say_repeats(sent, when, zone)
    if said and said != " ".join(sent):
        assert parse_repeats(said, when, zone) == sent


def test_an_endless_list_of_exclusions_is_said_at_once() -> None:
    sent = ("RRULE:FREQ=DAILY", *("EXDATE:" + ",".join(["20261204T150000Z"] * 1100) for _ in range(200)))
    began = stopwatch.perf_counter()
    assert say_repeats(sent, FRIDAY, LISBON) == " ".join(sent)
    assert stopwatch.perf_counter() - began < 0.5
