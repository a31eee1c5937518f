"""Reading events: every shape seen in the wild becomes an event, or says why it cannot."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.wires import CALENDAR, TRAPS, answer, listed, read, unreadable, wire
from tui.domain.calendars import AccountKind
from tui.domain.conferencing import Conferencing, Details, Linked, NoConference, Requested
from tui.domain.drafting import draft_of
from tui.domain.events import Event, Person, Rsvp, Status, UnreadableEvent
from tui.domain.reminders import Reminder, Reminders
from tui.domain.text import clean
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan
from tui.nylas.events_v3 import calendar_of, event_of, grant_of
from tui.nylas.extras_v3 import reminders_of, resources_of
from tui.nylas.pages import Reader
from tui.nylas.setbacks import Setback
from tui.nylas.wire_v3 import WireCalendar, WireEvent, WireGrant

START = datetime(2026, 1, 1, 13, 0, tzinfo=UTC)
END = datetime(2026, 1, 1, 13, 30, tzinfo=UTC)
LISBON = Timespan(START, END, "Europe/Lisbon", "Europe/Lisbon")


def test_a_full_event_is_read_whole() -> None:
    event = read("everything_filled_in")
    assert (event.id, event.calendar_id, event.title) == ("n3v9kiln", CALENDAR, "Kiln handover")
    assert event.when == LISBON
    assert event.organizer is not None
    assert event.organizer.label == "Rosa Quint"
    (guest,) = event.participants
    assert (guest.email, guest.name, guest.rsvp) == ("li@sandbox.test", "Li Moreau", Rsvp.YES)
    assert (guest.comment, guest.phone) == ("late", "+351 210 000 001")
    assert event.conferencing == Linked(
        "Google Meet",
        Details(
            "https://meet.google.com/qqq-wwww-eee",
            "qqq-wwww-eee",
            pin="440120911",
            phones=("+351 210 000 000",),
        ),
    )
    assert event.metadata == {"key3": "a1b2", "colour": "clay"}
    assert (event.visibility, event.hide_participants, event.read_only) == ("private", True, False)
    assert event.updated_at == datetime.fromtimestamp(1767200001, UTC)
    assert event.oddities == ()
    assert event.raw == wire("everything_filled_in")


CALLS: list[tuple[str, Conferencing]] = [
    ("conferencing_absent", NoConference()),
    ("conferencing_null", NoConference()),
    ("conferencing_empty_object", NoConference()),
    ("conferencing_word_unknown", NoConference()),
    ("conferencing_a_string", NoConference()),
    ("conferencing_without_provider", Linked("", Details("https://call.sandbox.test/1"))),
    ("conferencing_without_details", Requested("Google Meet")),
    ("conferencing_known_provider_empty_details", Linked("WebEx", Details())),
    ("conferencing_unknown_provider", Linked("Jitsi Meet", Details("https://meet.sandbox.test/kiln"))),
    (
        "conferencing_settings_only",
        Requested("Zoom Meeting", settings={"settings": {"waiting_room": True}}),
    ),
    ("conferencing_still_being_made", Requested("Zoom Meeting", "zoom-grant", {"password": "k3ys"})),
    ("conferencing_same_provider_placeholders", Requested("Google Meet")),
    (
        "meeting_code_integer",
        Linked("Zoom Meeting", Details("https://us02web.zoom.us/j/90000000001", "90000000001")),
    ),
    ("phone_as_text", Linked("WebEx", Details("https://a.webex.com/m/1", phones=("+351 210 000 000",)))),
]


@pytest.mark.parametrize(("trap", "call"), CALLS)
def test_a_call_is_understood_in_every_shape_it_comes_in(trap: str, call: Conferencing) -> None:
    assert read(trap).conferencing == call


def test_a_call_that_is_no_object_is_mentioned() -> None:
    assert read("conferencing_a_string").oddities == ("Its conferencing could not be read.",)


@pytest.mark.parametrize(
    ("trap", "when"),
    [
        ("string_epochs", Timespan(START, END)),
        ("time_only", Moment(START, "America/New_York")),
        ("one_day", AllDay(date(2026, 1, 14))),
        ("three_days", AllDaySpan(date(2026, 1, 14), date(2026, 1, 16))),
        ("when_without_object", AllDaySpan(date(2026, 1, 14), date(2026, 1, 16))),
        ("span_of_one_day", AllDay(date(2026, 1, 14))),
        ("one_zone_only", LISBON),
        ("windows_zone_names", Timespan(START, END, "America/Los_Angeles", "UTC")),
    ],
)
def test_the_time_is_understood_without_a_remark(trap: str, when: object) -> None:
    event = read(trap)
    assert (event.when, event.oddities) == (when, ())


@pytest.mark.parametrize(
    ("trap", "when", "oddity"),
    [
        ("end_before_start", Timespan(END, END), "It ends before it starts."),
        ("end_missing", Timespan(START, START), "Its end is missing."),
        ("days_backwards", AllDay(date(2026, 1, 16)), "It ends before it starts."),
    ],
)
def test_a_bent_time_is_straightened_and_mentioned(trap: str, when: object, oddity: str) -> None:
    event = read(trap)
    assert (event.when, event.oddities) == (when, (oddity,))


def test_unknown_zones_leave_the_instant_and_are_named() -> None:
    event = read("zone_nobody_knows")
    assert event.when == Timespan(START, END)
    assert event.oddities == (
        "Its time zone “(UTC-08:00) Pacific Time” is not known.",
        "Its time zone “../../etc/passwd” is not known.",
    )


def test_one_switch_decides_whether_a_span_includes_its_end_date() -> None:
    assert read("three_days", inclusive=False).when == AllDaySpan(date(2026, 1, 14), date(2026, 1, 15))
    assert read("span_of_one_day", inclusive=False).when == AllDay(date(2026, 1, 14))


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("when_null", "It has no time."),
        ("when_absent", "It has no time."),
        ("when_empty", "Its time is of no known kind."),
        ("when_of_unknown_kind", "Its time is of an unknown kind: lunar_phase."),
        ("start_missing", "Its start is missing."),
        ("epoch_in_milliseconds", "Its start is outside the calendar."),
        ("epoch_beyond_all_integers", "Its start is outside the calendar."),
        ("date_that_is_none", "Its date is not a date."),
        ("id_missing", "It has no id."),
    ],
)
def test_what_cannot_be_placed_says_why_and_keeps_what_was_sent(trap: str, reason: str) -> None:
    event = unreadable(trap)
    assert (event.reason, event.calendar_id, event.raw) == (reason, CALENDAR, wire(trap))


@pytest.mark.parametrize(
    ("trap", "title"), [("title_null", ""), ("title_absent", ""), ("title_a_number", "42")]
)
def test_a_missing_title_is_no_reason_to_lose_an_event(trap: str, title: str) -> None:
    assert read(trap).title == title


def test_guests_without_an_address_are_kept() -> None:
    first, second = read("participants_without_address").participants
    assert (first.label, second.label, second.rsvp) == ("Somebody", "(no address)", Rsvp.MAYBE)


def test_a_guest_list_of_the_wrong_kind_is_mentioned_not_fatal() -> None:
    event = read("participants_an_object")
    assert event.participants == ()
    assert event.oddities == ("Its participants could not be read.",)


def test_one_bent_guest_does_not_take_the_others_along() -> None:
    event = read("participants_mixed_up")
    assert [guest.label for guest in event.participants] == ["ok@sandbox.test", "Bent"]
    assert event.participants[0].raw["vip"] is True
    assert event.oddities


def test_guests_keep_what_the_api_said_about_them() -> None:
    raw = wire("everything_filled_in")
    raw["participants"][0]["vip"] = {"since": 2020}
    (event,) = listed(raw)
    assert isinstance(event, Event)
    assert event.participants[0].raw == raw["participants"][0]


def test_unknown_fields_and_values_survive_in_the_object_as_sent() -> None:
    event = read("unknown_fields_and_values")
    assert (event.status, event.visibility, event.oddities) == (Status.CONFIRMED, "secret", ())
    assert (event.raw["status"], event.raw["mood"]) == ("postponed", {"level": 3})


@pytest.mark.parametrize(("trap", "status"), [("cancelled", Status.CANCELLED), ("maybe", Status.TENTATIVE)])
def test_the_words_for_a_status(trap: str, status: Status) -> None:
    assert read(trap).status is status


def test_a_moved_instance_knows_its_series() -> None:
    event = read("override_of_series")
    assert event.in_series
    assert event.master_id == "n3v9kiln"
    assert event.original_start == datetime.fromtimestamp(1767877200, UTC)


def test_a_series_keeps_its_rules() -> None:
    rules = ("RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20260112T130000Z")
    assert read("master_with_rules").recurrence == rules


def test_what_an_event_has_beyond_the_plain_fields() -> None:
    event = read("everything_filled_in")
    assert event.reminders == Reminders(False, (Reminder(5, "popup"),))
    assert event.resources == (Person("kiln@sandbox.test", "Kiln room"),)
    assert (event.capacity, event.notetaker) == (5, {"id": "n1"})


@pytest.mark.parametrize(
    ("sent", "reminders"),
    [
        (None, Reminders()),
        ("soon", Reminders()),
        ({}, Reminders()),
        ({"use_default": None, "overrides": None}, Reminders()),
        ({"use_default": True, "overrides": []}, Reminders()),
        ({"use_default": False, "overrides": None}, Reminders(use_default=False)),
        ({"use_default": False, "overrides": "none"}, Reminders(use_default=False)),
        (
            {"use_default": True, "overrides": [{"reminder_minutes": 5}]},
            Reminders(False, (Reminder(5),)),
        ),
        (
            {"use_default": False, "overrides": [{"reminder_minutes": "20", "reminder_method": "e\x1bmail"}]},
            Reminders(False, (Reminder(20, "e␛mail"),)),
        ),
        (
            {
                "use_default": False,
                "overrides": [
                    None,
                    7,
                    {"reminder_minutes": True},
                    {"reminder_minutes": -5},
                    {"reminder_minutes": "²"},
                    {"reminder_minutes": 10**4000},
                    {"reminder_minutes": 5.5},
                    {"reminder_minutes": 0, "reminder_method": 7},
                ],
            },
            Reminders(False, (Reminder(0),)),
        ),
    ],
)
def test_reminders_in_every_shape_they_come_in(sent: object, reminders: Reminders) -> None:
    assert reminders_of(sent) == reminders


@pytest.mark.parametrize(
    ("sent", "rooms"),
    [
        (None, ()),
        ({"email": "aula@x.test"}, ()),
        ([None, 7, {}, {"name": "Aula"}, {"email": 7}], ()),
        ([{"email": "aula@x.test", "name": None, "floor_number": 4}], (Person("aula@x.test"),)),
        ([{"email": "aula@x.test", "name": "A\u202eula"}], (Person("aula@x.test", "Aula"),)),
        ([{"email": f"{number}@x.test"} for number in range(999)], None),
    ],
)
def test_rooms_in_every_shape_they_come_in(sent: object, rooms: tuple[Person, ...] | None) -> None:
    found = resources_of(sent)
    assert len(found) == 100 if rooms is None else found == rooms


def test_no_control_character_gets_in() -> None:
    event = read("hostile_texts")
    assert event.organizer is not None
    texts = [event.title, event.location, event.participants[0].name, event.organizer.name, *event.metadata]
    assert all(text == clean(text) and text.isprintable() for text in texts)
    assert "Pay" in event.title
    assert "\u202e" not in event.title


def test_html_becomes_text_and_its_links_show_where_they_lead() -> None:
    event = read("html_from_a_mail_program")
    assert event.html
    assert event.description == (
        "Hello & welcome␛[2J\n\nJoin the meeting <https://teams.microsoft.com/l/meetup-join/1>"
    )
    assert str(event.raw["description"]).startswith("<html>")


def test_plain_text_with_angle_brackets_is_not_html() -> None:
    event = read("plain_text_with_angle_links")
    assert not event.html
    assert event.description == "Join <https://zoom.us/j/90000000001> if a < b"


def test_the_plain_twin_stands_in_for_a_missing_description() -> None:
    assert read("only_the_plain_twin").description == "Plain words"


def test_flags_are_understood_as_text() -> None:
    event = read("flags_as_text")
    assert (event.busy, event.read_only, event.hide_participants) == (False, True, True)


def test_wrong_types_cost_their_field_and_nothing_else() -> None:
    event = read("fields_of_wrong_types")
    assert event.when == LISBON
    assert (event.title, event.location, event.organizer, event.metadata) == ("", "", None, {})
    assert len(event.oddities) >= 6


def test_an_id_is_never_altered() -> None:
    assert read("id_that_needs_encoding").id == "a/b#c +%2E?=é"


def test_a_bad_event_never_sinks_its_page() -> None:
    events = listed(*(wire(trap) for trap in TRAPS), "not an object", None)
    assert len(events) == len(TRAPS) + 2
    assert sum(isinstance(event, Event) for event in events) == len(TRAPS) - 9


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
FIELDS = sorted(set(WireEvent.model_fields))
WHENS = st.fixed_dictionaries(
    {},
    optional={
        "object": st.sampled_from(["time", "timespan", "date", "datespan"]) | JSON,
        "start_time": JSON,
        "end_time": st.integers() | JSON,
        "time": st.integers() | JSON,
        "date": st.dates().map(str) | JSON,
        "start_date": st.dates().map(str) | JSON,
        "end_date": JSON,
        "start_timezone": st.text() | JSON,
    },
)
SHAPES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FIELDS, JSON),
        "id": st.text(max_size=10) | JSON,
        "when": WHENS | JSON,
        "conferencing": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("provider", "details", "autocreate", "conf_settings"), JSON)
        )
        | JSON,
    },
)


@given(raws=st.lists(SHAPES | JSON, max_size=3))
def test_whatever_a_listing_holds_it_is_read(raws: list[object]) -> None:
    body = answer({"data": raws})
    page = Reader(WireEvent).page(body, "api.test")
    found = [event_of(item, CALENDAR) for item in page.items]
    assert len(found) == len(raws)
    for event in found:
        if isinstance(event, Event):
            draft_of("d", event, ZoneInfo("Europe/Lisbon"))
        assert isinstance(event, Event | UnreadableEvent)
        json.dumps(event.raw)


@given(value=JSON)
def test_whatever_an_answer_holds_it_is_read_or_declared_unreadable(value: object) -> None:
    with contextlib.suppress(Setback):
        event_of(Reader(WireEvent).one(answer(value), "api.test"), CALENDAR)
    with contextlib.suppress(Setback):
        Reader(WireEvent).page(answer(value), "api.test")


def test_a_calendar_is_read_leniently() -> None:
    calendar = calendar_of(
        WireCalendar.model_validate(
            {
                "id": "c1",
                "name": "Kiln\x1b",
                "hex_color": "#3F51B5",
                "is_primary": None,
                "read_only": None,
                "timezone": "W. Europe Standard Time",
            }
        )
    )
    assert (calendar.name, calendar.colour, calendar.zone) == ("Kiln␛", "#3f51b5", "Europe/Berlin")
    assert (calendar.primary, calendar.read_only, calendar.owned) == (False, False, True)


@pytest.mark.parametrize("colour", ["red", "#12", "\x1b[31m", "#1234567"])
def test_a_colour_that_is_none_is_left_out(colour: str) -> None:
    assert calendar_of(WireCalendar.model_validate({"id": "c", "hex_color": colour})).colour == ""


def test_a_new_kind_of_account_is_no_error() -> None:
    grant = grant_of(WireGrant.model_validate({"id": "g", "provider": "fax", "grant_status": "invalid"}))
    assert (grant.kind, grant.valid) == (AccountKind.UNKNOWN, False)
