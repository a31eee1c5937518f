"""The editor's conscience: every field told right from wrong in words, and only what changed is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import (
    GOOGLE,
    HOLIDAYS,
    ICLOUD,
    LISBON,
    MICROSOFT,
    NEW_YORK,
    WORK,
    ZOOM_HOST,
    at,
    context,
    event,
    linked,
    span,
)
from tui.domain.checking import Checked, Severity, check
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Event, Participant, Rsvp
from tui.domain.when import AllDay, AllDaySpan, Timespan
from tui.domain.writes import UNSET, EventWrite

HERE = context()
ADA = Participant("ada@x.test", "Ada", Rsvp.YES, raw={"email": "ada@x.test", "odd": True})
BOB = Participant("bob@y.test", "Bob", Rsvp.MAYBE)


def fresh(**changes: object) -> Draft:
    """A new event this afternoon with a title, changed as told."""
    draft = replace(new_draft("d", WORK, at(15), LISBON), title="Design review")
    return replace(draft, **changes)  # type: ignore[arg-type]


def opened(original: Event, **changes: object) -> Draft:
    return replace(draft_of("d", original, LISBON), **changes)  # type: ignore[arg-type]


def said(checked: Checked, severity: Severity, where: DraftField) -> str:
    """What is said about a field at this severity, with the ways out."""
    found = [f for f in checked.findings if f.severity is severity and f.field is where]
    return " ".join(f"{finding.says} {finding.fix}".strip() for finding in found)


def problem(draft: Draft, where: DraftField) -> str:
    checked = check(draft, HERE)
    assert checked.write is None
    return said(checked, Severity.PROBLEM, where)


def written(draft: Draft) -> EventWrite:
    write = check(draft, HERE).write
    assert write is not None
    return write


def test_a_new_event_writes_everything_it_needs_and_nothing_else() -> None:
    write = written(fresh())
    assert write.named() == ("title", "when", "busy")
    assert write.when == Timespan(at(15), at(15, 30), "Europe/Lisbon", "Europe/Lisbon")
    assert check(fresh(), HERE).findings == ()


def test_the_summary_says_what_saving_will_do() -> None:
    draft = fresh(zone="America/New_York", starts="fri 15:00", ends="+30m", guests="ada@x.test, bob@y.test")
    assert check(draft, HERE).summary == (
        "Creates “Design review” on Work, Fri 20 Nov 15:00–15:30 (New York), 20:00 for you.",
        "No call.",
        "Mails 2 guests.",
    )


def test_what_was_not_touched_is_not_written() -> None:
    original = event(
        location="Room 4",
        description="Notes\n  as they are ",
        participants=(ADA, BOB),
        conferencing=linked("https://meet.google.com/abc-defg-hij"),
    )
    checked = check(opened(original), HERE)
    assert checked.write == EventWrite()
    assert checked.summary == ("Nothing has changed.",)
    assert written(opened(original, title="Sprint review")).named() == ("title",)
    assert written(opened(original, location=" Room 5 ")) == EventWrite(location="Room 5")
    assert written(opened(original, location="")) == EventWrite(location="")
    assert written(opened(original, description="Bring tea")) == EventWrite(description="Bring tea")


def test_odd_events_from_elsewhere_are_not_found_fault_with_until_touched() -> None:
    strangers = (Participant("/o=ExchangeLabs/cn=x"), Participant("", "Room 4"), ADA, ADA)
    original = event(title="", location="x" * 400, description="d" * 9000, participants=strangers)
    checked = check(opened(original), HERE)
    assert checked.problems == ()
    assert checked.write == EventWrite()
    assert "145 characters too many; 255" in problem(
        opened(original, location="y" * 400), DraftField.LOCATION
    )


def test_an_event_without_a_title_is_only_warned_of() -> None:
    checked = check(fresh(title="  "), HERE)
    assert said(checked, Severity.WARNING, DraftField.TITLE) == "There is no title yet."
    assert checked.write is not None


@pytest.mark.parametrize(
    ("field", "name", "limit"),
    [
        (DraftField.TITLE, "title", 1024),
        (DraftField.LOCATION, "location", 255),
        (DraftField.DESCRIPTION, "description", 8192),
    ],
)
def test_lengths_are_counted_before_the_service_refuses(field: DraftField, name: str, limit: int) -> None:
    assert written(fresh(**{name: "x" * limit}))
    assert (
        problem(fresh(**{name: "x" * (limit + 1)}), field)
        == f"1 character too many; {limit} is the most. Shorten it."
    )


def test_only_google_limits_the_notes() -> None:
    assert check(fresh(description="x" * 9000), context(MICROSOFT)).write is not None


def test_text_is_cleaned_before_it_is_written() -> None:
    write = written(fresh(title="Plan\x1b[2J\nB", location="Room\t4", description="one\r\ntwo\u202e"))
    assert (write.title, write.location, write.description) == ("Plan␛[2J B", "Room 4", "one\ntwo")


def test_formatted_notes_are_kept_until_edited_and_then_warned_of() -> None:
    original = event(html=True, description="Agenda", raw={"description": "<p>Agenda</p>"})
    assert written(opened(original, title="X")).description is UNSET
    checked = check(opened(original, description="Agenda 2"), HERE)
    assert "plain text" in said(checked, Severity.WARNING, DraftField.DESCRIPTION)
    assert checked.write == EventWrite(description="Agenda 2")


def test_calendars_that_cannot_be_written_to() -> None:
    assert problem(fresh(calendar_id="gone"), DraftField.CALENDAR).startswith("That calendar is not there")
    assert problem(fresh(calendar_id=""), DraftField.CALENDAR).startswith("No calendar is chosen")
    assert problem(fresh(calendar_id=HOLIDAYS.id), DraftField.CALENDAR).startswith("Holidays is read-only.")
    assert "organiser" in problem(opened(event(read_only=True), title="X"), DraftField.CALENDAR)
    assert "cannot change its calendar" in problem(
        opened(event(calendar_id="other"), calendar_id=WORK.id), DraftField.CALENDAR
    )
    nothing = check(fresh(), replace(HERE, calendars=()))
    assert said(nothing, Severity.PROBLEM, DraftField.CALENDAR).startswith("This account has no calendar.")
    host = check(fresh(), context(ZOOM_HOST))
    assert host.write is None


@pytest.mark.parametrize(
    ("starts", "ends", "field", "words"),
    [
        ("", "16:00", DraftField.STARTS, "Write a time, such as fri 15:00."),
        ("25:00", "16:00", DraftField.STARTS, "“25:00” is not a time. Write 15:00 or 3pm."),
        ("fri 15:00", "someday", DraftField.ENDS, "“someday” is not understood."),
        ("fri 15:00", "3/4", DraftField.ENDS, "“3/4” can be read as two days. Write 1 dec or 2026-12-01."),
        ("fri 15:00", "09:00", DraftField.ENDS, "The end is before the start. Type a later time"),
        ("fri 23:30", "00:30", DraftField.ENDS, "Write Sat 21 Nov 2026 00:30 if it ends the day after"),
    ],
)
def test_times_that_make_no_sense(starts: str, ends: str, field: DraftField, words: str) -> None:
    assert words in problem(fresh(starts=starts, ends=ends), field)


@pytest.mark.parametrize(
    ("starts", "ends", "field", "words"),
    [
        ("fri 15:00", "15:00", DraftField.ENDS, "It ends as it starts."),
        ("fri 15:00", "+25h", DraftField.ENDS, "It lasts longer than a day."),
        ("yesterday 15:00", "+30m", DraftField.STARTS, "This is in the past."),
    ],
)
def test_times_worth_a_second_look(starts: str, ends: str, field: DraftField, words: str) -> None:
    checked = check(fresh(starts=starts, ends=ends), HERE)
    assert words in said(checked, Severity.WARNING, field)
    assert checked.write is not None


def test_a_time_in_a_whole_day_is_called_what_it_is() -> None:
    said_of = problem(fresh(all_day=True, starts="10:15", ends=""), DraftField.STARTS)
    assert said_of == "A whole day has no time. Write a day, such as fri, or untick Whole day."
    assert "no time" in problem(fresh(all_day=True, starts="fri", ends="3pm"), DraftField.ENDS)


def test_the_user_is_not_among_those_who_are_mailed() -> None:
    checked = check(fresh(guests=f"grace@example.com, {GOOGLE.email}"), HERE)
    assert checked.summary[-1] == "Mails 1 guest."
    alone = check(fresh(guests=GOOGLE.email), HERE)
    assert not [line for line in alone.summary if line.startswith("Mails")]


@given(st.integers(1, 5000))
def test_how_much_is_too_much_is_counted_right(over: int) -> None:
    assert problem(fresh(title="x" * (1024 + over)), DraftField.TITLE).startswith(f"{over} character")


def test_a_time_that_comes_twice_is_asked_about() -> None:
    said_of = problem(fresh(starts="2027-10-31 01:30", ends="+1h"), DraftField.STARTS)
    assert "01:30 comes twice" in said_of
    assert "01:30 first" in said_of
    assert "second" in said_of
    ends = problem(fresh(starts="2027-10-31 00:30", ends="2027-10-31 01:30"), DraftField.ENDS)
    assert "comes twice" in ends


def test_a_time_the_clocks_skip_is_refused_with_both_neighbours() -> None:
    said_of = problem(fresh(starts="2027-03-28 01:30", ends="+1h"), DraftField.STARTS)
    assert "The clocks skip 01:30" in said_of
    assert "Sun 28 Mar 2027 00:30" in said_of
    assert "Sun 28 Mar 2027 02:30" in said_of


def test_either_of_two_equal_times_can_be_meant() -> None:
    first, second = (
        written(fresh(starts=starts, ends="+1h")).when
        for starts in ("2027-10-31 01:30 first", "2027-10-31 01:30 second")
    )
    assert isinstance(first, Timespan)
    assert isinstance(second, Timespan)
    assert (second.start - first.start).total_seconds() == 3600


def test_zones_are_known_or_named_as_unknown() -> None:
    assert (
        problem(fresh(zone="lisbon"), DraftField.ZONE) == "“lisbon” is not a time zone. Write Europe/Lisbon."
    )
    assert "Europe/Lisbon" in problem(fresh(zone="Mars/Olympus"), DraftField.ZONE)
    assert "not a time zone" in problem(fresh(end_zone="../../etc/passwd"), DraftField.END_ZONE)


def test_an_unknown_end_zone_hides_no_other_fault() -> None:
    draft = fresh(starts="fri 25:00", ends="soonish", end_zone="Mars/Olympus")
    fields = [finding.field for finding in check(draft, HERE).problems]
    assert {DraftField.STARTS, DraftField.ENDS, DraftField.END_ZONE} <= set(fields)


def test_a_flight_keeps_both_zones() -> None:
    write = written(fresh(starts="sat 10:00", ends="sat 13:00", end_zone="America/New_York"))
    assert write.when == Timespan(at(10, day=21), at(18, day=21), "Europe/Lisbon", "America/New_York")


def test_both_clocks_are_shown_for_an_event_in_another_zone() -> None:
    original = event(when=span(at(14, 30), at(15), "America/New_York"))
    checked = check(draft_of("d", original, LISBON), HERE)
    assert said(checked, Severity.NOTE, DraftField.STARTS) == "09:30 New York · 14:30 for you."
    assert check(draft_of("d", event(), LISBON), HERE).findings == ()


def test_whole_days() -> None:
    one = fresh(all_day=True, starts="mon", ends="")
    assert written(one).when == AllDay(at(0, day=23).date())
    several = fresh(all_day=True, starts="mon", ends="+2d")
    assert written(several).when == AllDaySpan(at(0, day=23).date(), at(0, day=25).date())
    assert (
        check(several, HERE).summary[0]
        == "Creates “Design review” on Work, Mon 23 Nov – Wed 25 Nov, all day."
    )
    assert "last day is before" in problem(
        fresh(all_day=True, starts="mon", ends="fri 20 nov"), DraftField.ENDS
    )
    past = check(fresh(all_day=True, starts="yesterday", ends=""), HERE)
    assert "past" in said(past, Severity.WARNING, DraftField.STARTS)
    assert "not understood" in problem(fresh(all_day=True, starts="soon"), DraftField.STARTS)


def test_a_whole_day_turned_into_hours_and_back() -> None:
    original = event(when=AllDay(at(0).date()))
    assert check(opened(original), HERE).write == EventWrite()
    timed = opened(original, all_day=False, starts="fri 9:00", ends="10:00")
    assert written(timed).when == Timespan(at(9), at(10), "Europe/Lisbon", "Europe/Lisbon")
    assert written(opened(event(), all_day=True, starts="fri", ends="fri")).when == AllDay(at(0).date())


def test_every_wrong_guest_is_named_and_the_repeated_warned_of() -> None:
    checked = check(fresh(guests="ada, bob@y.test, cleo@, BOB@y.test"), HERE)
    words = said(checked, Severity.PROBLEM, DraftField.GUESTS)
    assert "“ada” is not an e-mail address." in words
    assert "“cleo@” is not an e-mail address." in words
    assert said(checked, Severity.WARNING, DraftField.GUESTS) == "BOB@y.test is named twice."


def test_adding_a_guest_sends_the_whole_list_with_every_answer() -> None:
    room = Participant("", "Room 4", Rsvp.YES)
    write = written(opened(event(participants=(ADA, BOB, room)), guests="ada@x.test, bob@y.test, new@z.test"))
    assert write.named() == ("participants",)
    assert write.participants == (ADA, BOB, Participant("new@z.test"), room)
    assert write.participants[0].raw == ADA.raw


def test_reordering_or_renaming_guests_is_no_change() -> None:
    original = event(participants=(ADA, BOB))
    assert written(opened(original, guests="BOB@y.test; Countess <ada@x.test>")) == EventWrite()


def test_removing_guests_counts_them_among_those_who_hear_of_it() -> None:
    checked = check(opened(event(participants=(ADA, BOB)), guests="ada@x.test"), HERE)
    assert checked.write == EventWrite(participants=(ADA,))
    assert "Mails 2 guests." in checked.summary
    assert check(opened(event(participants=(ADA,)), guests=""), HERE).write == EventWrite(participants=())


@pytest.mark.parametrize(("account", "name"), [(MICROSOFT, "Microsoft"), (ICLOUD, "iCloud")])
def test_some_providers_always_mail(account: object, name: str) -> None:
    checked = check(fresh(guests="ada@x.test", notify=False), replace(HERE, account=account))  # type: ignore[arg-type]
    assert (
        said(checked, Severity.NOTE, DraftField.NOTIFY)
        == f"{name} always mails the guests, whatever is chosen here."
    )
    assert checked.summary[-1] == "Mails 1 guest."


def test_google_mails_only_when_asked() -> None:
    loud, quiet = (check(fresh(guests="ada@x.test", notify=notify), HERE) for notify in (True, False))
    assert said(loud, Severity.NOTE, DraftField.NOTIFY) == "The guests will be mailed."
    assert (loud.summary[-1], quiet.summary[-1]) == ("Mails 1 guest.", "Mails nobody.")
    assert said(quiet, Severity.NOTE, DraftField.NOTIFY) == ""
    untouched = check(opened(event(participants=(ADA,))), HERE)
    assert said(untouched, Severity.NOTE, DraftField.NOTIFY) == ""


def test_findings_come_in_the_order_of_the_fields() -> None:
    checked = check(fresh(title="", starts="x", guests="x", zone="x", location="x" * 300), HERE)
    order = [list(DraftField).index(finding.field) for finding in checked.findings]
    assert order == sorted(order)
    assert len(order) >= 4
    assert checked.write is None


def test_a_series_says_how_much_of_it_changes() -> None:
    one = opened(event(master_id="m", recurrence=()), title="X")
    assert "One of a series: you are asked how far it reaches." in check(one, HERE).summary
    whole = opened(event(recurrence=("RRULE:FREQ=DAILY",)), title="X")
    assert check(whole, HERE).summary == ("Changes “X”: title.", "The whole series changes.")


def test_moving_says_where_to() -> None:
    draft = opened(
        event(when=span(at(14, 30), at(15), "America/New_York")), starts="mon 9:30", ends="mon 10:00"
    )
    assert check(draft, replace(HERE, zone=NEW_YORK)).summary == (
        "Changes “Design review”: time.",
        "Moves it to Mon 23 Nov 09:30–10:00.",
    )
