"""Events stay where they are: opened anywhere, saved anywhere, moved only by whoever moves them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, LONDON, NEW_YORK, NOW, WORK, context, event, span
from tui.domain.checking import check
from tui.domain.drafting import draft_of, moved_start, new_draft
from tui.domain.drafts import Draft
from tui.domain.timephrase import parse_moment
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.writes import UNSET, EventWrite

NAMES = (
    "UTC",
    "Europe/Lisbon",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
)
instants = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2035-01-01"), timezones=st.just(UTC)
)
lengths = st.timedeltas(timedelta(), timedelta(days=3))
named = st.sampled_from(NAMES)
maybe_zones = st.one_of(st.tuples(named, named), st.just((None, None)), st.just(("Old/Name", "Old/Name")))
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def timespan(start: datetime, length: timedelta, zones: tuple[str | None, str | None]) -> Timespan:
    return Timespan(start, start + length, *zones)


timespans = st.builds(timespan, instants, lengths, maybe_zones)
whens: st.SearchStrategy[When] = st.one_of(
    timespans,
    st.builds(Moment, instants, st.one_of(named, st.none())),
    st.builds(AllDay, days),
    st.builds(lambda first, count: AllDaySpan(first, first + timedelta(days=count)), days, st.integers(0, 9)),
)


def when_written(draft: Draft, viewer: ZoneInfo) -> When:
    write = check(draft, context(zone=viewer)).write
    assert write is not None
    assert write.when is not UNSET
    return write.when


@given(whens, named)
def test_an_event_opened_and_saved_anywhere_does_not_move(when: When, viewer: str) -> None:
    zone = ZoneInfo(viewer)
    draft = draft_of("d", event(when=when), zone)
    assert check(draft, context(zone=zone)).write == EventWrite()
    renamed = check(replace(draft, title="Renamed"), context(zone=zone)).write
    assert renamed == EventWrite(title="Renamed")


@given(timespans, named, st.integers(1, 600))
def test_a_later_end_leaves_the_start_and_the_zones_as_they_were(
    when: Timespan, viewer: str, minutes: int
) -> None:
    zone = ZoneInfo(viewer)
    draft = replace(draft_of("d", event(when=when), zone), ends=f"+{minutes}m")
    moved = when_written(draft, zone)
    assert isinstance(moved, Timespan)
    assert moved.start == when.start
    assert moved.end == when.start + timedelta(minutes=minutes)
    if when.start_zone in NAMES and when.start_zone == when.end_zone:
        assert (moved.start_zone, moved.end_zone) == (when.start_zone, when.end_zone)


@given(timespans, named)
def test_an_earlier_start_leaves_the_end_as_it_was(when: Timespan, viewer: str) -> None:
    zone = ZoneInfo(viewer)
    draft = replace(draft_of("d", event(when=when), zone), starts="-30m")
    moved = when_written(draft, zone)
    assert isinstance(moved, Timespan)
    assert (moved.start, moved.end) == (when.start - timedelta(minutes=30), when.end)


@given(instants, st.sampled_from([30, 45, 60, 90]), named)
def test_a_new_event_is_where_it_was_put(start: datetime, minutes: int, viewer: str) -> None:
    zone = ZoneInfo(viewer)
    start = start.replace(second=0, microsecond=0)
    draft = new_draft("d", WORK, start, zone, timedelta(minutes=minutes))
    assert when_written(draft, zone) == Timespan(start, start + timedelta(minutes=minutes), viewer, viewer)


def test_an_event_from_new_york_is_edited_in_new_york_time_from_london() -> None:
    when = span(
        datetime(2026, 11, 24, 14, 30, tzinfo=UTC),
        datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
        "America/New_York",
    )
    draft = draft_of("d", event(when=when), LONDON)
    assert (draft.starts, draft.ends) == ("Tue 24 Nov 2026 09:30", "Tue 24 Nov 2026 10:00")
    moved = when_written(replace(draft, starts="10:00", ends="+30m"), LONDON)
    assert moved == Timespan(
        when.end, when.end + timedelta(minutes=30), "America/New_York", "America/New_York"
    )


def test_a_bare_time_keeps_the_day_of_the_event_not_today() -> None:
    when = span(datetime(2026, 12, 1, 15, 0, tzinfo=UTC), datetime(2026, 12, 1, 16, 0, tzinfo=UTC))
    moved = when_written(replace(draft_of("d", event(when=when), LISBON), starts="15:30"), LISBON)
    assert moved == Timespan(when.start + timedelta(minutes=30), when.end, "Europe/Lisbon", "Europe/Lisbon")


def test_another_zone_keeps_the_wall_time() -> None:
    draft = replace(draft_of("d", event(), LISBON), zone="America/New_York")
    moved = when_written(draft, LISBON)
    assert isinstance(moved, Timespan)
    assert f"{moved.start.astimezone(NEW_YORK):%H:%M}" == "15:00"
    assert (moved.start_zone, moved.end_zone) == ("America/New_York", "America/New_York")


def test_the_second_hour_of_a_night_that_has_it_twice_survives_an_edit() -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    draft = draft_of("d", event(when=span(start, start + timedelta(hours=1), "Europe/London")), LISBON)
    assert draft.starts == "Sun 25 Oct 2026 01:30 second"
    moved = when_written(replace(draft, ends="+2h"), LISBON)
    assert isinstance(moved, Timespan)
    assert moved.start == start


@given(timespans, named, st.integers(-400, 400))
def test_moving_the_start_moves_the_end_along(when: Timespan, viewer: str, hours: int) -> None:
    zone = ZoneInfo(viewer)
    tidy = replace(
        when, start=when.start.replace(second=0, microsecond=0), end=when.end.replace(second=0, microsecond=0)
    )
    draft = draft_of("d", event(when=tidy), zone)
    now = context(zone=zone)
    shift = f"{hours:+d}h"
    moved = moved_start(draft, shift, now)
    assert moved.starts == shift
    end_zone = ZoneInfo(moved.end_zone or moved.zone)
    end = parse_moment(moved.ends, base=NOW, zone=end_zone, now=NOW)
    assert end.astimezone(UTC) - tidy.end == timedelta(hours=hours)


def test_moving_whole_days_keeps_their_number() -> None:
    trip = event(when=AllDaySpan(date(2026, 11, 23), date(2026, 11, 25)))
    moved = moved_start(draft_of("d", trip, LISBON), "mon 30 nov", context())
    assert (moved.starts, moved.ends) == ("mon 30 nov", "Wed 2 Dec 2026")


@pytest.mark.parametrize("typed", ["", "15:", "soon", "fri 3x"])
def test_half_a_word_moves_nothing(typed: str) -> None:
    draft = draft_of("d", event(), LISBON)
    moved = moved_start(draft, typed, context())
    assert (moved.starts, moved.ends) == (typed, draft.ends)


def test_a_start_moved_from_nonsense_leaves_the_end_alone() -> None:
    draft = replace(draft_of("d", event(), LISBON), ends="someday")
    assert moved_start(draft, "16:00", context()).ends == "someday"


@given(st.text(max_size=20), st.text(max_size=20), st.booleans(), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_is_answered_with_a_problem_or_a_write(
    starts: str, ends: str, all_day: bool, zone: str, end_zone: str
) -> None:
    draft = replace(
        draft_of("d", event(), LISBON),
        starts=starts,
        ends=ends,
        all_day=all_day,
        zone=zone,
        end_zone=end_zone,
    )
    checked = check(draft, context())
    assert (checked.write is None) == bool(checked.problems)
    assert all(finding.says for finding in checked.findings)
    moved_start(draft, ends, context())
