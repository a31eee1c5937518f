"""One of a series was changed: what that makes of the others, and that no time is lost or doubled over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.samples import LISBON, LONDON, NEW_YORK, ZOOM_HOST, context, event, linked
from tui.domain.checking import check
from tui.domain.conferencing import NoConference, Provider, Requested
from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import Event, Participant
from tui.domain.reach import reach_of
from tui.domain.scope_words import link_to_renew, say_reach
from tui.domain.scoping import Scope, for_all, for_following, is_one_of_a_series, kept_call, remade
from tui.domain.series import RepeatError, begun_at, first_of, occurrences, zone_of
from tui.domain.when import AllDay, AllDaySpan, Timespan, When, is_all_day
from tui.domain.writes import UNSET, EventWrite

CONTEXT = context(hosts=(ZOOM_HOST,))
MOST = 40
"""Times of a series that are compared."""
MEET = linked("https://meet.google.com/abc-defg-hij")


def timed(wall: datetime, zone: ZoneInfo = LONDON, minutes: int = 30) -> Timespan:
    """A time of the clock in a zone."""
    start = wall.replace(tzinfo=zone).astimezone(UTC)
    return Timespan(start, start + timedelta(minutes=minutes), zone.key, zone.key)


MONDAY = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - a wall time


def series(*rules: str, when: When | None = None, **members: Any) -> Event:
    """A series that begins on Monday 23 November at 9:30 in London."""
    return event(id="evt-s", when=when or timed(MONDAY), recurrence=rules, **members)


def walls(master: Event, rules: tuple[str, ...] | None = None, most: int = MOST) -> list[datetime]:
    """The times of a series by its own clock."""
    zone = zone_of(master.when, CONTEXT.zone)
    return list(occurrences(rules or master.recurrence, master.when, zone, most))


def one_of(master: Event, at: datetime, **changes: Any) -> Event:
    """The occurrence of a series at a wall time, as the service lists it."""
    when = begun_at(master.when, at, zone_of(master.when, CONTEXT.zone))
    own = replace(master, id=f"evt-s_{at:%Y%m%d}", master_id=master.id, recurrence=(), when=when)
    return replace(own, **changes)


def editing(one: Event, **changes: Any) -> Draft:
    """The occurrence in the editor, with these things typed."""
    return replace(draft_of("d1", one, CONTEXT.zone), **changes)


def moved_to(one: Event, when: When) -> Draft:
    """The occurrence in the editor, with another time typed."""
    typed = draft_of("d1", replace(one, when=when), CONTEXT.zone)
    return replace(typed, original=one)


def written(draft: Draft) -> EventWrite:
    """What saving sends."""
    checked = check(draft, CONTEXT)
    assert checked.write is not None, checked.problems
    return checked.write


def after(draft: Draft, master: Event) -> list[datetime]:
    """The times of the series once the draft is saved."""
    write = written(draft)
    when = master.when if write.when is UNSET else write.when
    rules = master.recurrence if write.recurrence is UNSET else write.recurrence
    return walls(replace(master, when=when, recurrence=rules))


def stamp(wall: datetime, when: When) -> str:
    """A time taken out of a series, as rules write it."""
    if is_all_day(when):
        return f"{wall:%Y%m%d}"
    zone = zone_of(when, CONTEXT.zone)
    return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


RHYTHMS = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=23",
    "FREQ=MONTHLY;BYDAY=4MO",
    "FREQ=MONTHLY;BYDAY=-2MO",
    "FREQ=YEARLY",
)
WHENS: tuple[When, ...] = (
    timed(MONDAY),
    timed(MONDAY, NEW_YORK),
    timed(MONDAY.replace(hour=23), minutes=120),
    AllDay(MONDAY.date()),
    AllDaySpan(MONDAY.date(), date(2026, 11, 24)),
)


@st.composite
def some_series(draw: st.DrawFn, rhythms: tuple[str, ...] = RHYTHMS) -> Event:
    """A series of any rhythm that ends in any way, some of its times taken out."""
    when = draw(st.sampled_from(WHENS))
    rhythm = draw(st.sampled_from(rhythms))
    whole = walls(series(f"RRULE:{rhythm}", when=when))
    last = whole[draw(st.integers(3, min(20, len(whole) - 1)))]
    count = draw(st.integers(3, 20))
    day = "" if is_all_day(when) else "T235959Z"
    ends = draw(
        st.sampled_from(["", f";COUNT={count}", f";UNTIL={stamp(last, when)}", f";UNTIL={last:%Y%m%d}{day}"])
    )
    gone = sorted(draw(st.sets(st.sampled_from(whole[1:12]), max_size=3)))
    exdate = (f"EXDATE:{','.join(stamp(wall, when) for wall in gone)}",) if gone else ()
    return series(f"RRULE:{rhythm}{ends}", *exdate, when=when)


# This and following


@settings(max_examples=300, deadline=None)
@given(master=some_series(), at=st.integers(0, 12))
def test_a_divided_series_takes_place_when_the_whole_one_did(master: Event, at: int) -> None:
    old = walls(master)
    here = old[min(at, len(old) - 1)]
    draft = for_following(editing(one_of(master, here), title="Late firing"), master, CONTEXT)
    if here == old[0]:
        assert draft.original is master
        assert draft.succeeds is None
        assert written(draft).named() == ("title",)
        return
    write = written(draft)
    assert draft.succeeds is not None
    assert write.when is not UNSET
    assert write.recurrence is not UNSET
    before = walls(master, draft.succeeds.rules)
    new = replace(master, when=write.when, recurrence=write.recurrence)
    assert before == [wall for wall in old if wall < here]
    assert [*before, *walls(new, most=len(old) - len(before))] == old
    if any(end in master.recurrence[0] for end in ("COUNT", "UNTIL")):
        assert walls(new) == old[len(before) :]
    assert draft.is_new
    assert walls(new)[0] == first_of(write.when, zone_of(write.when, CONTEXT.zone)) == here


def test_what_is_left_of_a_counted_series_counts_what_was_taken_out_of_it() -> None:
    master = series("RRULE:FREQ=DAILY;COUNT=10", "EXDATE:20261124T093000Z")
    draft = for_following(editing(one_of(master, datetime(2026, 11, 27, 9, 30))), master, CONTEXT)  # noqa: DTZ001
    assert written(draft).recurrence == ("RRULE:FREQ=DAILY;COUNT=6",)


def test_an_old_endless_series_is_divided_where_it_is_today() -> None:
    begun = timed(datetime(1990, 1, 1, 9, 30))  # noqa: DTZ001
    master = series("RRULE:FREQ=DAILY", when=begun)
    reach = reach_of(one_of(master, MONDAY), master, CONTEXT.zone)
    assert reach.gone == (MONDAY.date() - date(1990, 1, 1)).days
    assert reach.coming[0] == MONDAY
    draft = for_following(editing(one_of(master, MONDAY)), master, CONTEXT)
    assert draft.succeeds is not None
    assert draft.succeeds.rules == ("RRULE:FREQ=DAILY;UNTIL=20261123T092959Z",)


def test_one_that_was_moved_before_is_divided_from_where_the_series_has_it() -> None:
    master = series("RRULE:FREQ=WEEKLY;BYDAY=MO")
    second = MONDAY + timedelta(days=7)
    one = one_of(
        master, second, when=timed(second + timedelta(days=2)), original_start=second.replace(tzinfo=UTC)
    )
    draft = for_following(editing(one, title="Late firing"), master, CONTEXT)
    assert draft.succeeds is not None
    assert walls(master, draft.succeeds.rules) == [MONDAY]
    assert after(draft, master)[0] == second


@pytest.mark.parametrize("hours", [0, 11, -11], ids=["UTC", "west of it", "east of it"])
def test_a_whole_day_that_was_moved_before_is_found_whichever_midnight_is_named(hours: int) -> None:
    master = series("RRULE:FREQ=DAILY", when=AllDay(date(2026, 11, 23)))
    third = datetime(2026, 11, 25, tzinfo=UTC)
    moved = AllDay(date(2026, 12, 24))
    one = one_of(master, MONDAY, when=moved, original_start=third + timedelta(hours=hours))
    draft = for_following(editing(one), master, CONTEXT)
    assert draft.succeeds is not None
    assert draft.succeeds.rules == ("RRULE:FREQ=DAILY;UNTIL=20261124",)


def test_those_that_follow_are_moved_as_the_one_was_and_the_others_stay() -> None:
    master = series("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6", "EXDATE:20261202T093000Z")
    second = MONDAY + timedelta(days=7)
    later = timed(second + timedelta(days=1, hours=1), minutes=45)
    draft = for_following(moved_to(one_of(master, second), later), master, CONTEXT)
    write = written(draft)
    assert write.when == later
    assert write.recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "EXDATE:20261203T103000Z")
    assert draft.succeeds is not None
    assert walls(master, draft.succeeds.rules) == [MONDAY, MONDAY + timedelta(days=2)]


def test_a_series_nobody_here_can_follow_is_not_divided() -> None:
    for rules in (
        ("RRULE:FREQ=HOURLY",),
        ("RRULE:FREQ=DAILY", "RDATE:20261224T093000Z"),
        ("EXDATE:20261224",),
    ):
        master = series(*rules)
        with pytest.raises(RepeatError):
            for_following(editing(one_of(master, MONDAY)), master, CONTEXT)


# All of them


@settings(max_examples=300, deadline=None)
@given(
    master=some_series(tuple(rule for rule in RHYTHMS if not rule.startswith(("FREQ=M", "FREQ=Y")))),
    at=st.integers(0, 12),
    days=st.integers(-9, 9),
    minutes=st.sampled_from([0, 15, -15, 90]),
)
def test_the_whole_series_moves_by_what_the_one_was_moved(
    master: Event, at: int, days: int, minutes: int
) -> None:
    old = walls(master)
    here = old[min(at, len(old) - 1)]
    by = timedelta(days=days, minutes=0 if is_all_day(master.when) else minutes)
    one = one_of(master, here)
    there = begun_at(one.when, here + by, zone_of(one.when, CONTEXT.zone))
    moved = after(for_all(moved_to(one, there), master, CONTEXT), master)
    assert moved == [wall + by for wall in old]


@pytest.mark.parametrize(
    ("rule", "days", "becomes"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=23", 1, "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("FREQ=MONTHLY;BYMONTHDAY=-8", 1, "FREQ=MONTHLY;BYMONTHDAY=-7"),
        ("FREQ=MONTHLY;BYDAY=4MO", -6, "FREQ=MONTHLY;BYDAY=3TU"),
        ("FREQ=MONTHLY;BYDAY=4MO", 7, "FREQ=MONTHLY;BYDAY=-1MO"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23", 9, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=2"),
        ("FREQ=MONTHLY", 1, "FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=16", 1, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=16"),
    ],
)
def test_a_day_of_the_month_or_year_goes_along(rule: str, days: int, becomes: str) -> None:
    master = series(f"RRULE:{rule}")
    one = one_of(master, MONDAY)
    draft = for_all(moved_to(one, timed(MONDAY + timedelta(days=days))), master, CONTEXT)
    write = written(draft)
    rules = master.recurrence if write.recurrence is UNSET else write.recurrence
    assert rules == (f"RRULE:{becomes}",)


def test_a_series_keeps_its_time_of_day_across_a_change_of_clocks() -> None:
    master = series("RRULE:FREQ=WEEKLY", when=timed(datetime(2027, 3, 22, 9, 30)))  # noqa: DTZ001
    summer = datetime(2027, 4, 5, 9, 30)  # noqa: DTZ001
    one = one_of(master, summer)
    draft = for_all(moved_to(one, timed(summer + timedelta(hours=1))), master, CONTEXT)
    assert written(draft).when == timed(datetime(2027, 3, 22, 10, 30))  # noqa: DTZ001


def test_another_zone_is_the_whole_series_zone_with_its_exclusions() -> None:
    master = series("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261130T093000Z")
    third = MONDAY + timedelta(days=14)
    draft = for_all(moved_to(one_of(master, third), timed(third, NEW_YORK)), master, CONTEXT)
    write = written(draft)
    assert write.when == timed(MONDAY, NEW_YORK)
    assert write.recurrence == ("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261130T143000Z")


def test_a_zone_that_was_not_touched_stays_the_series_own_however_the_one_was_read() -> None:
    master = series("RRULE:FREQ=WEEKLY", when=timed(datetime(2026, 8, 3, 9, 30)))  # noqa: DTZ001
    start = datetime(2026, 8, 10, 8, 30, tzinfo=UTC)
    one = one_of(master, MONDAY, when=Timespan(start, start + timedelta(minutes=30), "Etc/UTC", "Etc/UTC"))
    later = Timespan(start, start + timedelta(minutes=45), "Etc/UTC", "Etc/UTC")
    write = written(for_all(moved_to(one, later), master, CONTEXT))
    assert write.when == timed(datetime(2026, 8, 3, 9, 30), minutes=45)  # noqa: DTZ001


def test_a_longer_one_makes_all_of_them_longer() -> None:
    master = series("RRULE:FREQ=DAILY;COUNT=5")
    second = MONDAY + timedelta(days=1)
    draft = for_all(moved_to(one_of(master, second), timed(second, minutes=50)), master, CONTEXT)
    assert written(draft).named() == ("when",)
    assert written(draft).when == timed(MONDAY, minutes=50)


def test_whole_days_become_times_and_times_whole_days_for_all_of_them() -> None:
    days = series("RRULE:FREQ=DAILY;UNTIL=20261127", "EXDATE:20261125", when=AllDay(MONDAY.date()))
    second = MONDAY + timedelta(days=1)
    draft = for_all(moved_to(one_of(days, second), timed(second, LISBON)), days, CONTEXT)
    assert after(draft, days) == [MONDAY, second, MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)]
    times = series("RRULE:FREQ=DAILY;UNTIL=20261127T093000Z", "EXDATE:20261125T093000Z")
    draft = for_all(moved_to(one_of(times, second), AllDay(second.date())), times, CONTEXT)
    assert [wall.day for wall in after(draft, times)] == [23, 24, 26, 27]
    assert written(draft).when == AllDay(MONDAY.date())


def test_only_what_was_touched_on_the_one_is_carried_to_the_others() -> None:
    master = series("RRULE:FREQ=DAILY", title="Firing", location="Kiln", description="Bring the colours.")
    one = one_of(master, MONDAY + timedelta(days=1), title="Late firing", location="Yard", busy=False)
    draft = for_all(editing(one, description="Bring all colours."), master, CONTEXT)
    assert written(draft) == EventWrite(description="Bring all colours.")
    assert draft.original is master
    assert for_all(editing(one, notify=False), master, CONTEXT).notify is False


def test_nothing_touched_is_nothing_written_for_all_of_them() -> None:
    master = series("RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101T100000Z", "EXDATE:20261207T093000Z")
    one = one_of(master, MONDAY + timedelta(days=7), title="Late firing")
    assert written(for_all(editing(one), master, CONTEXT)).is_empty


@pytest.mark.parametrize("rule", ["RRULE:FREQ=DAILY;UNTIL=20261399", "RRULE:FREQ=DAILY;INTERVAL=0"])
def test_a_whole_series_nobody_here_can_follow_is_moved_and_its_rules_stay(rule: str) -> None:
    master = series(rule, "EXDATE:soon")
    draft = for_all(moved_to(one_of(master, MONDAY), timed(MONDAY + timedelta(hours=1))), master, CONTEXT)
    assert written(draft) == EventWrite(when=timed(MONDAY + timedelta(hours=1)))
    assert any("not understood, so they stay" in finding.says for finding in check(draft, CONTEXT).findings)


# The call


def test_the_link_goes_along_to_those_that_follow() -> None:
    master = series("RRULE:FREQ=DAILY", conferencing=MEET)
    one = one_of(master, MONDAY + timedelta(days=1))
    call = for_following(editing(one), master, CONTEXT).call
    assert (call.provider, call.mode, call.url) == (Provider.MEET, CallMode.OWN, MEET.details.url)


def test_those_that_follow_can_have_a_new_link_of_the_same_provider() -> None:
    zoom = linked("https://zoom.us/j/89012345678", "Zoom Meeting", password="s3cret")
    master = series("RRULE:FREQ=DAILY", conferencing=zoom)
    for day in (0, 1):
        one = one_of(master, MONDAY + timedelta(days=day))
        assert link_to_renew(editing(one), CONTEXT) == "Zoom"
        draft = for_following(editing(one), master, CONTEXT, fresh_link=True)
        assert draft.call == CallDraft(Provider.ZOOM, CallMode.CREATE, ZOOM_HOST.id)
        assert draft.is_new == bool(day)


def test_a_call_changed_on_the_one_is_the_call_of_those_that_follow() -> None:
    master = series("RRULE:FREQ=DAILY", conferencing=MEET)
    for call in (CallDraft(), CallDraft(Provider.MEET, CallMode.CREATE)):
        draft = editing(one_of(master, MONDAY + timedelta(days=1)), call=call)
        assert link_to_renew(draft, CONTEXT) == ""
        assert for_following(draft, master, CONTEXT, fresh_link=True).call == call


def test_a_call_that_cannot_be_named_stays_behind_and_is_not_offered_anew() -> None:
    strange = linked("https://call.example/42", "Carrier Pigeon")
    master = series("RRULE:FREQ=DAILY", conferencing=strange, description="Join: https://call.example/42")
    draft = editing(one_of(master, MONDAY + timedelta(days=1)))
    assert link_to_renew(draft, CONTEXT) == ""
    following = for_following(draft, master, CONTEXT)
    assert following.call == CallDraft()
    assert following.description == "Join: https://call.example/42"
    assert kept_call(event(conferencing=NoConference()), CONTEXT, fresh=True) == CallDraft()


def test_a_call_on_its_way_is_asked_for_again() -> None:
    asked = event(conferencing=Requested("Zoom Meeting", ZOOM_HOST.id, {}))
    assert kept_call(asked, CONTEXT, fresh=False) == CallDraft(Provider.ZOOM, CallMode.CREATE, ZOOM_HOST.id)


BLOCK = "~~~~~~~~~~~~~~~~~~~~\nprovider: Google Meet\nurl: https://meet.google.com/abc-defg-hij"


@pytest.mark.parametrize("fresh", [False, True], ids=["the same link", "a new link"])
def test_the_service_s_text_of_the_old_call_is_not_written_twice(fresh: bool) -> None:
    master = series("RRULE:FREQ=DAILY", conferencing=MEET, description=f"Bring the colours.\n\n{BLOCK}")
    one = one_of(master, MONDAY + timedelta(days=1))
    assert for_following(editing(one), master, CONTEXT, fresh_link=fresh).description == "Bring the colours."


def test_an_event_made_anew_leaves_the_old_call_s_text_behind_and_names_what_it_takes_over() -> None:
    one = event(conferencing=MEET, description=f"Bring the colours.\n\n{BLOCK}")
    draft = remade(editing(one, call=CallDraft(Provider.ZOOM, CallMode.CREATE, ZOOM_HOST.id)))
    assert draft.description == "Bring the colours."
    assert draft.is_new
    assert draft.succeeds is not None
    assert (draft.succeeds.old, draft.succeeds.rules) == (one, ())


# What is said


def said(scope: Scope, draft: Draft, master: Event | None) -> list[str]:
    return list(say_reach(scope, draft, master, CONTEXT))


def test_what_each_answer_means_is_said() -> None:
    master = series("RRULE:FREQ=WEEKLY", participants=(Participant("grace@example.com"),))
    draft = editing(one_of(master, MONDAY + timedelta(days=14)))
    assert is_one_of_a_series(draft)
    assert said(Scope.THIS, draft, master) == ["The others stay as they are."]
    assert said(Scope.ALL, draft, master) == ["The whole series, also the 2 times before."]
    assert said(Scope.FOLLOWING, draft, master) == [
        "Mon 7 Dec, Mon 14 Dec, Mon 21 Dec, …: a series of its own.",
        "The 2 times before stay.",
        "Guests are asked anew; changes to single ones after it are undone.",
    ]


def test_the_end_of_a_series_is_said_to_be_one() -> None:
    master = series("RRULE:FREQ=WEEKLY;COUNT=2")
    draft = editing(one_of(master, MONDAY + timedelta(days=7)))
    assert said(Scope.FOLLOWING, draft, master) == [
        "Mon 30 Nov: a series of its own.",
        "The 1 time before stays.",
        "Changes to single ones after it are undone.",
    ]


def test_from_the_first_one_on_is_all_of_them() -> None:
    master = series("RRULE:FREQ=WEEKLY")
    draft = editing(one_of(master, MONDAY))
    assert said(Scope.FOLLOWING, draft, master) == ["It is the first: the same as all of them."]
    assert said(Scope.ALL, draft, master) == ["The whole series."]


def test_what_becomes_of_the_call_is_said() -> None:
    master = series("RRULE:FREQ=WEEKLY", conferencing=linked("https://call.example/42", "Carrier Pigeon"))
    one = one_of(master, MONDAY + timedelta(days=7))
    assert said(Scope.FOLLOWING, editing(one), master)[-1] == (
        "Its call cannot be taken along; they have none then."
    )
    changed = editing(one, call=CallDraft(Provider.MEET, CallMode.CREATE))
    assert said(Scope.THIS, changed, master) == ["The others keep the call they have."]
    assert said(Scope.FOLLOWING, changed, master)[-1] == "What is before keeps the call it has."


def test_what_cannot_be_had_has_no_meaning() -> None:
    strange = series("RRULE:FREQ=HOURLY")
    draft = editing(one_of(strange, MONDAY))
    assert said(Scope.FOLLOWING, draft, strange) == []
    assert "the service knows them" in said(Scope.ALL, draft, strange)[0]
    assert said(Scope.FOLLOWING, draft, None) == said(Scope.ALL, draft, None) == []
    assert not is_one_of_a_series(replace(draft, original=None))
