"""Quick add: what a line is read as, piece by piece, and that no word of it is ever lost."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import GOOGLE, HOLIDAYS, ICLOUD, LONDON, NOW, WORK, ZOOM_HOST
from tui.domain.calendars import Calendar
from tui.domain.checking import Context, check
from tui.domain.conferencing import Autocreate, OwnDetails, Provider
from tui.domain.drafting import new_draft
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Event, Participant, Person
from tui.domain.guests import parse_guests, say_guests
from tui.domain.people import offered, people_begun, people_in, with_person
from tui.domain.quickadd import Around, Part, Understood, read_line
from tui.domain.quickadd_complete import completion
from tui.domain.quickadd_draft import draft_from
from tui.domain.when import AllDay, AllDaySpan, Timespan

GRACE = Participant("grace@example.com", "Grace Hopper")
ALAN = Participant("alan@example.com", "Alan Turing")
SAMS = (Participant("sam@north.test", "Sam Hill"), Participant("sam@south.test", "Sam Vale"))
BO = Participant("bo@x.org", "Bo, the other")
TEAM = Calendar("cal-team", "Team plans")
CALENDARS = (WORK, TEAM, HOLIDAYS)
CURSOR = datetime(2026, 11, 24, 14, 30, tzinfo=LONDON)
"""A Tuesday, where the cursor stands; the clock says Friday the 20th, nine in the morning."""
AROUND = Around(NOW, LONDON, CURSOR, CALENDARS, (GRACE, ALAN, *SAMS))


def read(line: str) -> Understood:
    return read_line(line, AROUND)


def drafted(line: str, context: Context | None = None, around: Around = AROUND) -> Draft:
    context = context or Context(GOOGLE, CALENDARS, (ZOOM_HOST,), LONDON, NOW)
    return draft_from(read_line(line, around), new_draft("d", WORK, CURSOR, LONDON), context)


def say_one(person: Participant) -> str:
    return say_guests((person,))


def said(line: str) -> str:
    """When it is, as London sees it: `20 15:00-15:45`, or `20..22` for whole days of November."""
    draft = drafted(line)
    when = check(draft, Context(GOOGLE, CALENDARS, (ZOOM_HOST,), LONDON, NOW)).write
    assert when is not None
    match when.when:
        case Timespan(start, end):
            first, last = start.astimezone(LONDON), end.astimezone(LONDON)
            after = "" if first.date() == last.date() else f"{last:%d} "
            return f"{first:%d} {first:%H:%M}-{after}{last:%H:%M}"
        case AllDay(day):
            return f"{day:%d}"
        case AllDaySpan(begins, ends):
            return f"{begins:%d}..{ends:%d}"
        case _:
            raise AssertionError(when)


def test_one_line_says_everything() -> None:
    found = read("Design review fri 15:00 45m with grace@example.com meet @Work")
    assert found.title == "Design review"
    assert [guest.email for guest in found.guests] == ["grace@example.com"]
    assert found.call is not None
    assert found.call.provider is Provider.MEET
    assert found.calendar_id == WORK.id
    assert said(found.line) == "20 15:00-15:45"
    assert found.words(Part.WHEN) == "fri 15:00 45m"
    assert found.words(Part.GUESTS) == "with grace@example.com"


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Review", "24 14:30-15:00"),
        ("Review 15:00", "24 15:00-15:30"),
        ("Review 45m", "24 14:30-15:15"),
        ("Review fri", "20"),
        ("Review tomorrow 9", "21 09:00-09:30"),
        ("tomorrow at 9 review", "21 09:00-09:30"),
        ("Review next fri 3pm 1h30", "27 15:00-16:30"),
        ("Review 15-16", "24 15:00-16:00"),
        ("Review 15:00–16:30", "24 15:00-16:30"),
        ("Review from 9 to 17 on 26 nov", "26 09:00-17:00"),
        ("Review 3-4pm", "24 15:00-16:00"),
        ("Review 11-1pm", "24 11:00-13:00"),
        ("Review 9-5", "24 09:00-17:00"),
        ("Party sat 22-2", "21 22:00-22 02:00"),
        ("Hack fri 10:00 - sat 11:00", "20 10:00-21 11:00"),
        ("Review 15:00 until 17:00", "24 15:00-17:00"),
        ("Review at noon", "24 12:00-12:30"),
        ("Call in 45m", "20 09:45-10:15"),
        ("Call in 2 hours for 10 minutes", "20 11:00-11:10"),
        ("Call now", "20 09:00-09:30"),
        ("Off in 3 days", "23"),
        ("Trip for 3 days", "24..26"),
        ("Trip mon-wed", "23..25"),
        ("Trip 24-26 nov", "24..26"),
        ("Trip nov 24-26", "24..26"),
        ("Trip mon until wed", "23..25"),
        ("Offsite all day thu", "26"),
        ("All day offsite 9-17", "24 09:00-17:00"),
        ("Webinar 16:00 UTC 1h", "24 16:00-17:00"),
        ("Call 9:00 in New York", "24 14:00-14:30"),
        ("Call 9:00 in new york 1h", "24 14:00-15:00"),
        ("Call 9:00 America/New_York", "24 14:00-14:30"),
        ("Call 9:00 San Francisco time", "24 17:00-17:30"),
        ("Breakfast 8h", "24 14:30-22:30"),
        ("Breakfast at 8h", "24 08:00-08:30"),
        ("Breakfast 9h", "24 09:00-09:30"),
        ("Plan Monday party tomorrow 15:00", "21 15:00-15:30"),
        ("every fri standup 9:15", "27 09:15-09:30"),
    ],
)
def test_times(line: str, when: str) -> None:
    if line.startswith("every fri"):
        line += " 15m"
    assert said(line) == when


@pytest.mark.parametrize(
    "line",
    [
        "Sprint 15",
        "Room 3a check",
        "1:1",
        "1-1",
        "Release 2.10",
        "Lesson 25:99",
        "x until",
        "every",
        "with",
        "Chapter 4",
        "meet",
        "Sales teams offsite",
        "Talk in Paris",
        "x 99999999999999999999 days",
        "Look at budget",
        "a/b test",
    ],
)
def test_words_that_only_look_like_something_are_title(line: str) -> None:
    found = read(line)
    assert (found.title, found.times, found.call, found.place) == (line, None, None, "")


def test_what_is_in_quotes_is_title() -> None:
    found = read('"Friday 13 party with Grace" sat 20:00')
    assert found.title == "Friday 13 party with Grace"
    assert found.guests == ()
    assert said(found.line) == "21 20:00-20:30"


def test_two_zones_make_a_flight() -> None:
    draft = drafted("Flight LH 400 fri 10:00 in London until 13:00 in New York")
    assert (draft.title, draft.zone, draft.end_zone) == ("Flight LH 400", "Europe/London", "America/New_York")
    assert said("Flight LH 400 fri 10:00 in London until 13:00 in New York") == "20 10:00-18:00"


def test_guests_are_addresses_and_people_seen() -> None:
    found = read("Sync with Grace Hopper, alan and bob@x.org fri 10:00")
    assert [one.email for one in found.guests] == ["grace@example.com", "alan@example.com", "bob@x.org"]
    assert found.title == "Sync"
    named = read("Sync with Bo Bee <bo@x.org>")
    assert named.guests == (Participant("bo@x.org", "Bo Bee"),)


def test_a_name_that_two_people_have_is_nobody() -> None:
    found = read("Sync with Sam fri 10:00")
    assert found.guests == ()
    assert found.title == "Sync with Sam"
    assert "sam@north.test" in found.remarks[0]


def test_calendars_by_name_or_its_beginning() -> None:
    assert read("x @team plans 10:00").calendar_id == TEAM.id
    assert read("x @tea").calendar_id == TEAM.id
    assert read('x @"Team plans"').calendar_id == TEAM.id
    missing = read("x @nope")
    assert missing.title == "x @nope"
    assert "nope" in missing.remarks[0]


def test_places() -> None:
    assert read("Lunch at Luigi's fri 13:00").place == "Luigi's"
    assert read("Lunch at Café Central with Grace").place == "Café Central"
    assert read('Lunch at "the park" 13:00').place == "the park"


def test_a_pasted_link_is_the_call() -> None:
    draft = drafted("Review https://zoom.us/j/123456789 fri 10:00")
    assert draft.call.provider is Provider.ZOOM
    assert draft.call.url == "https://zoom.us/j/123456789"
    write = check(draft, Context(GOOGLE, CALENDARS, (), LONDON, NOW)).write
    assert write is not None
    assert isinstance(write.conferencing, OwnDetails)


def test_a_link_of_no_known_service_is_the_place() -> None:
    draft = drafted("Review https://video.example.org/room fri 10:00")
    assert draft.call.provider is None
    assert draft.location == "https://video.example.org/room"
    own = drafted("Review zoom https://video.example.org/room")
    assert own.call.provider is Provider.ZOOM
    assert own.location == ""


def test_a_zoom_call_gets_its_only_host() -> None:
    draft = drafted("Review fri 10:00 zoom")
    assert draft.call.host_grant == ZOOM_HOST.id
    write = check(draft, Context(GOOGLE, CALENDARS, (ZOOM_HOST,), LONDON, NOW)).write
    assert write is not None
    assert write.conferencing == Autocreate(Provider.ZOOM, ZOOM_HOST.id)


def test_an_impossible_call_says_why() -> None:
    context = Context(ICLOUD, CALENDARS, (), LONDON, NOW)
    problems = check(drafted("Review fri 10:00 meet", context), context).problems
    assert [one.field for one in problems] == [DraftField.PROVIDER]
    assert problems[0].says


def test_a_read_only_calendar_says_so() -> None:
    context = Context(GOOGLE, CALENDARS, (), LONDON, NOW)
    assert check(drafted("x @holidays", context), context).problems[0].field is DraftField.CALENDAR


def test_the_usual_call_can_be_refused() -> None:
    blank = new_draft("d", WORK, CURSOR, LONDON)
    blank = replace(blank, call=replace(blank.call, provider=Provider.MEET))
    context = Context(GOOGLE, CALENDARS, (), LONDON, NOW)
    assert draft_from(read("Lunch"), blank, context).call.provider is Provider.MEET
    assert draft_from(read("Lunch no call"), blank, context).call.provider is None


def test_repeats_begin_on_their_first_day() -> None:
    found = read("Standup every mon, wed 9:15 15m")
    assert found.repeats == "every mon, wed"
    assert found.title == "Standup"
    assert said("Standup every mon, wed 9:15 15m") == "25 09:15-09:30"
    assert read("Birthday every year").times is not None
    assert drafted("Gym every 2 weeks until 1 jun 18:00").more.repeats == "every 2 weeks until 1 jun"


def test_a_date_that_can_be_read_as_two_days_is_pointed_out() -> None:
    assert "two days" in read("Dentist 3/12 15:00").remarks[0]
    assert read("Item 3/12 tomorrow").remarks == ()


def test_a_time_that_comes_twice_is_left_for_checking() -> None:
    autumn = replace(AROUND, base=datetime(2026, 10, 20, 9, tzinfo=LONDON))
    first = drafted("Night shift 25 oct 2026 01:30 first", around=autumn)
    assert first.starts.endswith("01:30 first")
    open_ = drafted("Night shift 25 oct 2026 01:30", around=autumn)
    assert open_.starts.endswith("01:30")
    assert open_.title == "Night shift"


VOCABULARY = """
fri tomorrow 15:00 3pm 9 15-16 45m 1h30 for 2 hours until 17:00 in New York UTC all day half an hour now next
with Grace and Sam grace@example.com Bo <bo@x.org> meet zoom on teams call @Work @nope no call
at Luigi's every week mon, 1 dec - to from 2026-12-01 https://zoom.us/j/123456789
Design review é 会議 3/12 " @
"""
WORDS = st.sampled_from([*VOCABULARY.split(), '"quoted words"'])


@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", "  ", "\t"]))
def test_nothing_that_is_typed_is_dropped(words: list[str], between: str) -> None:
    line = between.join(words)
    found = read(line)
    covered = "".join(line[piece.start : piece.end] for piece in found.pieces)
    assert "".join(covered.split()) == "".join(line.split())
    edges = [edge for piece in found.pieces for edge in (piece.start, piece.end)]
    assert edges == sorted(edges)
    for piece in found.pieces:
        if piece.part is Part.TITLE:
            for word in line[piece.start : piece.end].split():
                assert word.strip(' ",;–—-') in found.title


@given(st.text(max_size=200))
def test_no_text_is_too_strange(line: str) -> None:
    found = read(line)
    covered = "".join(line[piece.start : piece.end] for piece in found.pieces)
    assert "".join(covered.split()) == "".join(line.split())
    check(drafted(line), Context(GOOGLE, CALENDARS, (ZOOM_HOST,), LONDON, NOW))


@pytest.mark.parametrize(
    "word", ["every ", "with Sam ", "1 dec ", "15 - ", "at X ", '"', "until fri ", "@a ", "9"]
)
def test_long_lines_are_read_at_once(word: str) -> None:
    began = time.process_time()
    read(word * 2000)
    assert time.process_time() - began < 5


def test_people_are_those_met_most_often() -> None:
    when = Timespan(NOW, NOW)
    once = Event("1", "c", "x", when, participants=(GRACE, Participant("mira@northlight.test")))
    twice = Event("2", "c", "y", when, participants=(ALAN,), organizer=Person("GRACE@example.com", ""))
    found = people_in((once, twice), "Mira@northlight.test")
    assert [one.email for one in found] == ["grace@example.com", "alan@example.com"]
    assert found[0].name == "Grace Hopper"
    assert people_begun("tur", found) == (ALAN,)
    assert people_begun("gra", found) == (GRACE,)
    assert people_begun(" ", found) == ()


def test_a_person_takes_the_place_of_what_was_typed() -> None:
    typed = "bob@x.org, gra, li@x.org"
    assert offered(typed, 14, (GRACE, ALAN)) == (GRACE,)
    text, cursor = with_person(typed, 14, GRACE)
    assert text == "bob@x.org, Grace Hopper <grace@example.com>, li@x.org"
    assert text[:cursor].endswith("<grace@example.com>")
    assert with_person("gra", 3, GRACE) == ("Grace Hopper <grace@example.com>, ", 34)
    assert offered("grace@example.com, gra", 22, (GRACE,)) == ()


@given(
    st.lists(st.sampled_from([GRACE, ALAN, *SAMS]), unique=True, max_size=3), st.text(',;" ab@', max_size=12)
)
def test_taking_somebody_leaves_the_others(there: list[Participant], typed: str) -> None:
    before = "".join(f"{said}, " for said in map(say_one, there))
    quoted = typed.replace('"', "").replace(",", "").replace(";", "")
    text, cursor = with_person(before + quoted, len(before + quoted), BO)
    assert [one.email for one in parse_guests(text).guests] == [*(one.email for one in there), BO.email]
    assert cursor == len(text)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Sync with gra", "ce Hopper"),
        ("Sync with Grace Hop", "per"),
        ("Sync with Grace Hopper", ""),
        ("Sync with bob@x.org, al", "an Turing"),
        ("Sync with Grace Hopper and al", "an Turing"),
        ("Sync with g", ""),
        ("Sync with ", ""),
        ("Sync gra", ""),
        ("Sync with zed", ""),
        ("Sync @te", "am plans"),
        ("Sync @Team pl", "ans"),
        ("Sync @", ""),
        ("bob@te", ""),
        ("Sync with alan@", ""),
    ],
)
def test_a_name_that_was_begun_can_be_completed(line: str, rest: str) -> None:
    assert completion(line, AROUND.people, CALENDARS) == rest


@given(st.sampled_from([GRACE, ALAN, *SAMS]), st.integers(2, 30))
def test_what_is_completed_is_understood(person: Participant, count: int) -> None:
    line = f"Sync with {person.name[:count]}"
    rest = completion(line, AROUND.people, CALENDARS)
    assert rest or count >= len(person.name)
    [guest] = read(line + rest).guests
    assert guest.name.startswith(person.name[:count])


@pytest.mark.parametrize("line", ["Sync 25:00 tomorrow", "Sync 9:75 tomorrow", "Sync (26:10) tomorrow"])
def test_what_is_written_like_a_time_and_is_none_is_said(line: str) -> None:
    assert any("is no time of day" in remark for remark in read(line).remarks)


@pytest.mark.parametrize("line", ["Sync 15:00", "Luke 2:14 tomorrow 9:00", '"Ratio 16:90" tomorrow'])
def test_times_and_what_is_quoted_are_not_doubted(line: str) -> None:
    assert read(line).remarks == ()
