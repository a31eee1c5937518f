"""A developer lets the service misbehave, to see how an app of their own bears it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.curl import JSON, Answer, Curl

WHEN = {"start_time": 1_800_000_000, "end_time": 1_800_001_800}


@pytest.fixture(autouse=True)
def _nothing_wrong_afterwards(google: Curl) -> Iterator[None]:
    yield
    google.call("DELETE", "/__sandbox__/faults")


def let(google: Curl, do: JSON, **match: Any) -> Answer:
    """Ask for one fault."""
    return google.call("PUT", "/__sandbox__/faults", body={"faults": [{"match": match, "do": do}]})


def test_a_throttled_call_names_its_wait_and_the_next_one_goes_through(google: Curl) -> None:
    let(google, {"retry_after": 7}, method="GET", path_contains="/events")
    throttled = google.get("events", calendar_id="primary", limit=1)
    assert (throttled.status, throttled.headers["retry-after"]) == (429, "7")
    assert throttled.refusal[1] == "rate_limit_error"
    assert google.get("events", calendar_id="primary", limit=1).status == 200


def test_only_calls_that_match_are_met_and_as_often_as_asked(google: Curl) -> None:
    let(google, {"status": 503}, method="POST", path_contains="/events", times=2)
    assert google.get("events", calendar_id="primary", limit=1).status == 200
    for status in (503, 503, 200):
        assert google.create(title="Glaze test", when=WHEN).status == status


def test_a_write_may_be_done_and_its_answer_lost(google: Curl) -> None:
    let(google, {"apply_then_drop": True}, method="POST")
    assert google.create(title="Lost answer", when=WHEN).status == 504
    window = {"start": WHEN["start_time"] - 1, "end": WHEN["end_time"]}
    assert [e["title"] for e in google.events(**window) if e["title"] == "Lost answer"] == ["Lost answer"]


def test_an_answer_may_be_slow(google: Curl) -> None:
    let(google, {"latency": 0.2}, path_contains="/calendars")
    began = time.perf_counter()
    assert google.get("calendars").status == 200
    assert time.perf_counter() - began >= 0.2


def test_a_revoked_key_opens_nothing_until_the_fault_is_lifted(google: Curl) -> None:
    let(google, {"revoke": True}, path_contains="/calendars")
    assert google.get("calendars").status == 401
    assert google.get("events", calendar_id="primary").status == 401
    assert google.call("DELETE", "/__sandbox__/faults").status == 200
    assert google.get("calendars").status == 200


@pytest.mark.parametrize("faults", [None, "x", [1], [{"match": {"times": "often"}, "do": {}}]])
def test_a_script_that_makes_no_sense_is_refused(google: Curl, faults: object) -> None:
    assert google.call("PUT", "/__sandbox__/faults", body={"faults": faults}).status == 400


@pytest.mark.parametrize("rule", ["", "after:", "after:-1", "reads:x", "sometimes"])
def test_a_rule_for_links_that_makes_no_sense_is_refused(google: Curl, rule: str) -> None:
    refused = google.call("PUT", "/__sandbox__/links", body={"rule": rule})
    assert refused.refusal[0] == 400
    assert "rule" in refused.refusal[2]


def test_a_provider_may_refuse_a_meeting_and_then_there_is_no_event(google: Curl) -> None:
    google.call("PUT", "/__sandbox__/links", body={"rule": "refuse"})
    refused = google.create(
        title="Refused", when=WHEN, conferencing={"provider": "Google Meet", "autocreate": {}}
    )
    google.call("PUT", "/__sandbox__/links", body={"rule": "at-once"})
    assert refused.refusal[1] == "provider_error"
    window = {"start": WHEN["start_time"] - 1, "end": WHEN["end_time"]}
    assert "Refused" not in [event["title"] for event in google.events(**window)]
