"""A developer looks for an hour that suits everybody, within each provider's limits and everyone's hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.curl import JSON, Curl, span

ADA, HARBOUR = "ada@sandbox.test", "ada.okafor@harbourpost.test"
LONDON = ZoneInfo("Europe/London")
MONDAY = int(datetime(2027, 6, 7, 8, 0, tzinfo=LONDON).timestamp())
HOUR, DAY = 3_600, 86_400
BAD = (400, "invalid_request_error")


def free_busy(curl: Curl, **members: object) -> JSON:
    body = {"start_time": MONDAY, "end_time": MONDAY + 4 * HOUR, "emails": [ADA]} | members
    answered: JSON = curl.call("POST", "calendars/free-busy", body=body).body
    return answered


def slots(curl: Curl, *people: JSON | str, **members: object) -> list[JSON]:
    data = available(curl, *people, **members)
    found: list[JSON] = data["time_slots"]
    return found


def available(curl: Curl, *people: JSON | str, **members: object) -> JSON:
    guests = [{"email": one} if isinstance(one, str) else one for one in people or (ADA,)]
    body = {
        "start_time": MONDAY,
        "end_time": MONDAY + 4 * HOUR,
        "duration_minutes": 60,
        "participants": guests,
    }
    data: JSON = curl.call("POST", "/v3/calendars/availability", body=body | members).data
    return data


def refused(curl: Curl, **members: object) -> str:
    body = {
        "start_time": MONDAY,
        "end_time": MONDAY + 4 * HOUR,
        "duration_minutes": 60,
        "participants": [{"email": ADA}],
    }
    status, kind, message = curl.call("POST", "/v3/calendars/availability", body=body | members).refusal
    assert (status, kind) == BAD
    return message


def hours(found: list[JSON]) -> list[str]:
    return [datetime.fromtimestamp(one["start_time"], LONDON).strftime("%a %H:%M") for one in found]


@pytest.fixture(scope="module", autouse=True)
def _meetings(google: Curl, microsoft: Curl) -> None:
    """Ada is busy from nine to ten, and at the Harbour, tentatively, from ten to eleven."""
    google.create(title="Nine", when=span(MONDAY + HOUR, 60))
    maybe = [{"email": HARBOUR, "status": "maybe"}, {"email": "li@sandbox.test"}]
    microsoft.create(title="Ten, perhaps", when=span(MONDAY + 2 * HOUR, 60), participants=maybe)


def test_busy_hours_and_an_unknown_address_are_items_of_one_answer(google: Curl) -> None:
    known, unknown = free_busy(google, emails=[ADA, "nobody@elsewhere.test"])["data"]
    assert known == {
        "email": ADA,
        "object": "free_busy",
        "time_slots": [
            {
                "object": "time_slot",
                "status": "busy",
                "start_time": MONDAY + HOUR,
                "end_time": MONDAY + 2 * HOUR,
            }
        ],
    }
    assert (unknown["object"], bool(unknown["error"])) == ("error", True)


@pytest.mark.parametrize(
    ("provider", "members"),
    [
        ("google", {"emails": [f"p{n}@sandbox.test" for n in range(51)]}),
        ("microsoft", {"emails": [f"p{n}@sandbox.test" for n in range(21)]}),
        ("google", {"emails": []}),
        ("google", {"emails": ADA}),
        ("google", {"end_time": MONDAY + 94 * DAY}),
        ("microsoft", {"end_time": MONDAY + 63 * DAY}),
        ("google", {"end_time": MONDAY}),
        ("google", {"start_time": str(MONDAY)}),
        ("google", {"tentative_as_busy": "yes"}),
        ("icloud", {}),
    ],
)
def test_free_busy_has_limits(curls: dict[str, Curl], provider: str, members: JSON) -> None:
    assert free_busy(curls[provider], **members)["error"]["type"] == "invalid_request_error"


def test_free_busy_within_the_limits_is_answered(google: Curl, microsoft: Curl) -> None:
    assert len(free_busy(google, emails=[f"p{n}@sandbox.test" for n in range(50)])["data"]) == 50
    assert len(free_busy(microsoft, emails=[f"p{n}@sandbox.test" for n in range(20)])["data"]) == 20
    assert free_busy(google, end_time=MONDAY + 93 * DAY)["data"]
    assert free_busy(microsoft, end_time=MONDAY + 62 * DAY)["data"]


def test_tentative_hours_count_unless_told_otherwise(microsoft: Curl) -> None:
    for told, busy in ((True, 1), (False, 0)):
        found = free_busy(microsoft, emails=[HARBOUR], tentative_as_busy=told)["data"]
        assert len(found[0]["time_slots"]) == busy
    assert hours(slots(microsoft, HARBOUR, availability_rules={"tentative_as_busy": False})) == [
        "Mon 08:00",
        "Mon 09:00",
        "Mon 10:00",
        "Mon 11:00",
    ]


def test_slots_are_free_for_everybody(google: Curl) -> None:
    found = slots(google, ADA, HARBOUR)
    assert hours(found) == ["Mon 08:00", "Mon 11:00"]
    assert all(one["emails"] == [ADA, HARBOUR] for one in found)
    assert hours(slots(google, ADA, HARBOUR, availability_rules={"availability_method": "collective"})) == [
        "Mon 08:00",
        "Mon 11:00",
    ]


@pytest.mark.parametrize("method", ["max-fairness", "max-availability"])
def test_taking_turns_one_of_them_free_is_enough(google: Curl, method: str) -> None:
    data = available(google, ADA, HARBOUR, availability_rules={"availability_method": method})
    assert data["order"] == [ADA, HARBOUR]
    assert [one["emails"] for one in data["time_slots"]] == [[ADA, HARBOUR], [HARBOUR], [ADA], [ADA, HARBOUR]]


def test_pauses_steps_and_round_beginnings(google: Curl) -> None:
    pause = {"buffer": {"before": 30, "after": 0}}
    assert hours(slots(google, availability_rules=pause, interval_minutes=30)) == [
        "Mon 08:00",
        "Mon 10:30",
        "Mon 11:00",
    ]
    late = {"start_time": MONDAY + 2 * HOUR + 300, "round_to": 30}
    assert hours(slots(google, **late)) == ["Mon 10:30"]


def test_hours_are_the_participant_s_own_else_the_default_ones(google: Curl) -> None:
    def between(start: str, end: str, *days: int) -> JSON:
        return {"days": list(days or range(7)), "timezone": "Europe/London", "start": start, "end": end}

    default = {"default_open_hours": [between("10:00", "12:00")]}
    assert hours(slots(google, availability_rules=default)) == ["Mon 10:00", "Mon 11:00"]
    own: JSON = {"email": ADA, "open_hours": [between("8:00", "9:00")]}
    assert hours(slots(google, own, availability_rules=default)) == ["Mon 08:00"]
    assert slots(google, {"email": ADA, "open_hours": [between("8:00", "12:00", 0, 6)]}) == []
    assert slots(google, {"email": ADA, "open_hours": [between("8:00", "12:00", 1)]})
    left_out = between("8:00", "12:00") | {"exdates": ["2027-06-07"]}
    assert slots(google, {"email": ADA, "open_hours": [left_out]}) == []


def test_a_single_day_can_have_its_own_hours(google: Curl) -> None:
    day = {"date": "2027-06-07", "start": "11:00", "end": "12:00", "timezone": "Europe/London"}
    weekly = {"days": [1], "timezone": "Europe/London", "start": "8:00", "end": "12:00"}
    person = {"email": ADA, "open_hours": [weekly], "specific_time_availability": [day]}
    assert hours(slots(google, person)) == ["Mon 11:00"]
    other = person | {"specific_time_availability": [day | {"date": "2027-06-08"}]}
    assert len(slots(google, other)) == 3
    assert slots(google, other | {"only_specific_time_availability": True}) == []


@pytest.mark.parametrize(
    "members",
    [
        {"start_time": MONDAY + 60},
        {"duration_minutes": 7},
        {"duration_minutes": None},
        {"interval_minutes": 3},
        {"round_to": 1},
        {"participants": []},
        {"participants": [{"email": "nobody@elsewhere.test"}]},
        {"availability_rules": {"availability_method": "luck"}},
        {"availability_rules": {"buffer": {"before": 125, "after": 0}}},
        {"availability_rules": {"buffer": {"before": 3, "after": 0}}},
        {"availability_rules": {"tentative_as_busy": "no"}},
        {"availability_rules": []},
        {"availability_rules": {"default_open_hours": "always"}},
        {"availability_rules": {"default_open_hours": [{"days": [7]}]}},
        {"availability_rules": {"default_open_hours": [{"days": [1], "timezone": "Mars"}]}},
        {
            "availability_rules": {
                "default_open_hours": [{"days": [1], "timezone": "UTC", "start": "9", "end": "10:00"}]
            }
        },
        {
            "availability_rules": {
                "default_open_hours": [{"days": [1], "timezone": "UTC", "start": "11:00", "end": "10:00"}]
            }
        },
        {"participants": [{"email": ADA, "specific_time_availability": [{"date": "Monday"}]}]},
    ],
)
def test_a_question_out_of_form_is_refused(google: Curl, members: JSON) -> None:
    assert refused(google, **members)


def test_colleagues_are_known_to_their_house_and_to_nobody_else(google: Curl, microsoft: Curl) -> None:
    week = {"emails": ["priya@sandbox.test", "grace@brightline.test"], "end_time": MONDAY + 5 * DAY}
    priya, grace = free_busy(google, **week)["data"]
    assert (priya["object"], grace["object"]) == ("free_busy", "error")
    assert 5 <= len(priya["time_slots"]) <= 20
    for slot in priya["time_slots"]:
        start, end = (datetime.fromtimestamp(slot[name], LONDON) for name in ("start_time", "end_time"))
        assert start.weekday() < 5
        assert 9 <= start.hour < end.hour + 1 <= 18
    assert free_busy(google, **week)["data"] == [priya, grace]
    assert free_busy(microsoft, **week)["data"][0]["object"] == "error"
