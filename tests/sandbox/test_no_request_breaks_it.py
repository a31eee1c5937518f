"""Whatever a client in the making sends, the sandbox answers: done, or what was wrong; it never breaks."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.conftest import NOW
from tests.sandbox.curl import JSON, Curl, span
from tests.sandbox.older_wires import PYTHON, opened, token
from tests.sandbox.providers import T0
from tui.sandbox.rules_event import MEMBERS
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(1 << 70), 1 << 70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["", "x", "2027-06-07", "Europe/London", "Google Meet", "Zoom Meeting", "RRULE:FREQ=DAILY", "a@b"]
    )
    | st.text(max_size=20)
)
NAMES = st.sampled_from(
    [
        *("time", "start_time", "end_time", "date", "start_date", "end_date", "timezone", "start_timezone"),
        *("provider", "autocreate", "details", "url", "phone", "meeting_code", "settings", "conf_grant_id"),
        *("use_default", "overrides", "reminder_minutes", "reminder_method", "email", "status", "type"),
        *("rrule", "minutes_before_event", "days", "start", "end", "before", "after", "emails", "object"),
        *("time_slots", "buffer", "default_open_hours", "availability_method", "exdates"),
    ]
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
BODIES = st.dictionaries(
    st.sampled_from([*MEMBERS, "notifications", "scope", "event_id"]), ANYTHING, max_size=4
)
QUESTIONS = st.dictionaries(
    st.sampled_from(
        [
            *("start_time", "end_time", "emails", "participants", "duration_minutes", "interval_minutes"),
            *("round_to", "availability_rules", "buffer", "open_hours", "free_busy", "tentative_as_busy"),
            *("round_robin", "tentative_busy"),
        ]
    ),
    ANYTHING,
    max_size=4,
)
often = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, links=LinkRule("at-once"), also=("ews",))) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def older(served: ServedSandbox) -> Iterator[httpx.Client]:
    with opened(served, PYTHON | {"Authorization": f"Bearer {token(served, 'gmail')}"}) as client:
        yield client


def whole(status: int) -> None:
    """Carried out, or refused."""
    assert status < 500, status


@pytest.mark.parametrize("provider", ["google", "microsoft", "icloud"])
@often
@given(body=BODIES)
def test_no_body_breaks_a_create_or_an_update(curls: dict[str, Curl], provider: str, body: JSON) -> None:
    curl = curls[provider]
    calendar = curl.get("calendars").data[0]["id"]
    whole(curl.call("POST", "events", body={"when": span(T0)} | body, calendar_id=calendar).status)
    event = curl.create(calendar, title="x", when=span(T0)).data
    whole(curl.call("PUT", f"events/{event['id']}", body=body, calendar_id=calendar).status)
    assert curl.event(event["id"], calendar).status == 200
    assert curl.get("events", calendar_id=calendar, start=T0 - 60, end=T0 + 60).status == 200


@often
@given(body=BODIES)
def test_no_body_breaks_a_create_or_an_update_of_the_older_generation(
    older: httpx.Client, body: JSON
) -> None:
    calendar = "ada@sandbox.test"
    whole(older.post("/events", json={"when": {"time": T0}, "calendar_id": calendar} | body).status_code)
    event = older.post("/events", json={"when": {"time": T0}, "calendar_id": calendar}).json()
    whole(older.put(f"/events/{event['id']}", json=body).status_code)
    whole(older.post("/send-rsvp", json=body).status_code)
    assert older.get(f"/events/{event['id']}").status_code == 200
    assert older.get("/events", params={"calendar_id": calendar, "limit": 5}).status_code == 200


@often
@given(question=QUESTIONS)
def test_no_question_about_free_time_breaks_it(google: Curl, older: httpx.Client, question: JSON) -> None:
    known: JSON = {
        "start_time": T0,
        "end_time": T0 + 7200,
        "duration_minutes": 30,
        "emails": ["ada@sandbox.test"],
        "participants": [{"email": "ada@sandbox.test"}],
    }
    whole(google.call("POST", "calendars/free-busy", body=known | question).status)
    whole(google.call("POST", "/v3/calendars/availability", body=known | question).status)
    for path in ("free-busy", "availability", "availability/consecutive"):
        whole(older.post(f"/calendars/{path}", json=known | question).status_code)
