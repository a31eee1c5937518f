"""What the user is told when the service says no, or says nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.errors import (
    Ambiguous,
    ApiError,
    BadAnswer,
    Blocked,
    Forbidden,
    NotFound,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from tui.domain.text import clean
from tui.nylas.failures import Act, error_of
from tui.nylas.setbacks import Answer, Declined, Setback, Trouble, trouble_with

HOST = "api.us.nylas.com"


def told(
    status: int,
    kind: str = "",
    message: str = "",
    *,
    act: Act = Act.READ,
    provider: object = None,
    asked: float | None = None,
    after_loss: bool = False,
) -> ApiError:
    """The error for a documented error body."""
    error: dict[str, object] = {"type": kind, "message": message}
    if provider is not None:
        error["provider_error"] = provider
    return answered(
        status, {"request_id": "req-1", "error": error}, act=act, asked=asked, after_loss=after_loss
    )


def answered(
    status: int,
    body: object,
    *,
    act: Act = Act.READ,
    headers: Mapping[str, str] | None = None,
    asked: float | None = None,
    after_loss: bool = False,
) -> ApiError:
    """The error for any body."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    declined = Declined(trouble_with(status), Answer(status, headers or {}, raw), asked)
    declined.after_loss = after_loss
    return error_of(act, declined, HOST)


@pytest.mark.parametrize(
    ("status", "kind", "message", "expected"),
    [
        (400, "invalid_request_error", "error parsing request body", Refused),
        (400, "api.invalid_query_params", "bad", Refused),
        (400, "token.unauthorized_access", "Invalid API key.", Unauthorized),
        (401, "unauthorized", "Unauthorized", Unauthorized),
        (401, "api.authentication_error", "Bearer token invalid", Unauthorized),
        (401, "grant.refresh_token_invalid", "expired", Unauthorized),
        (403, "insufficient_scopes", "missing scope", Forbidden),
        (403, "grant.access_denied", "denied", Forbidden),
        (404, "not_found_error", "requested object not found", NotFound),
        (404, "grant.not_found", "Grant not found.", NotFound),
        (405, "x", "no", Refused),
        (409, "api.concurrent_idempotent_request", "no", Refused),
        (410, "x", "gone", NotFound),
        (413, "x", "too large", Refused),
        (422, "x", "no", Refused),
        (423, "api.resource_blocked", "blocked", Blocked),
        (429, "rate_limit_error", "Too many requests", RateLimited),
        (500, "api.internal_error", "an internal error ocurred", Unavailable),
        (502, "", "", Unavailable),
        (503, "", "", Unavailable),
        (504, "provider_error", "Provider request timed out.", Unavailable),
    ],
)
def test_every_documented_status_has_its_error(
    status: int, kind: str, message: str, expected: type[ApiError]
) -> None:
    error = told(status, kind, message)
    assert type(error) is expected
    assert (error.status, error.kind, error.server_words) == (status, kind, message)
    assert error.request_id == "req-1"
    assert error.next_step


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_write_that_failed_on_their_side_may_have_happened(status: int) -> None:
    error = told(status, "provider_error", "Provider request timed out.", act=Act.CREATE)
    assert type(error) is Ambiguous
    assert error.means == "The event may or may not have been created."
    assert not error.can_retry
    assert (error.status, error.server_words) == (status, "Provider request timed out.")


def test_a_provider_that_said_no_has_said_no() -> None:
    refusal = {"code": 403, "message": "The host account is not allowed to create meetings."}
    error = told(504, "provider_error", "Zoom Meeting refused.", act=Act.CREATE, provider=refusal)
    assert type(error) is Refused
    assert error.means == "The event was not created."
    assert "not allowed to create meetings" in error.what
    nested = {"error": {"code": 400, "message": "no"}}
    assert type(told(504, "provider_error", "no", act=Act.UPDATE, provider=nested)) is Refused


@pytest.mark.parametrize(
    ("kind", "provider"),
    [
        ("api.partial_success_error", {"code": 403, "message": "no"}),
        ("provider_error", {"code": 503, "message": "busy"}),
        ("provider_error", {"code": 408, "message": "late"}),
        ("provider_error", {"code": "403", "message": "odd"}),
        ("provider_error", None),
    ],
)
def test_anything_less_than_a_clear_no_leaves_a_write_in_doubt(kind: str, provider: object) -> None:
    assert type(told(504, kind, "failed", act=Act.CREATE, provider=provider)) is Ambiguous


@pytest.mark.parametrize("act", [act for act in Act if act.writes])
def test_a_declined_write_says_that_nothing_happened(act: Act) -> None:
    assert told(400, "invalid_request_error", "no", act=act).means == act.value


def test_the_server_is_quoted_cleaned_with_the_provider_s_words() -> None:
    google = {"error": {"code": 403, "message": "Calendar usage\x1b limits exceeded."}}
    error = told(403, "x", "provider said no", provider=google)
    assert error.server_words == "provider said no (Calendar usage␛ limits exceeded.)"
    assert "“provider said no (Calendar usage␛ limits exceeded.)”" in error.what


@pytest.mark.parametrize("provider", ["Zoom: password too long", {"message": "Zoom: password too long"}])
def test_the_provider_s_words_are_found_wherever_they_are(provider: object) -> None:
    assert told(400, "x", "", provider=provider).server_words == "Zoom: password too long"


def test_a_wrong_key_or_region_is_told_from_an_account_that_ran_out() -> None:
    wrong = told(401, "unauthorized", "Unauthorized")
    assert wrong.what == "api.us.nylas.com did not accept the key."
    assert "region" in wrong.next_step
    for kind, message in (
        ("grant.refresh_token_invalid", "x"),
        ("unauthorized", "The grant is expired, please re-authenticate"),
        ("api.authentication_error", "Refresh token invalid"),
    ):
        worn = told(401, kind, message)
        assert "permission has run out" in worn.what
        assert "authenticate again" in worn.next_step


def test_an_unknown_account_is_told_from_a_missing_event() -> None:
    assert "(grant)" in told(404, "", "No Grant found for this Grant ID").what
    assert "(grant)" not in told(404, "not_found_error", "requested object not found").what


def test_a_page_of_a_proxy_is_not_mistaken_for_the_service() -> None:
    for status in (403, 404, 405, 407):
        error = answered(status, b"<html>Not here</html>", act=Act.DELETE)
        assert type(error) is BadAnswer
        assert error.means == "The event is still there."
    assert type(answered(502, b"<html>Bad gateway</html>")) is Unavailable
    assert type(answered(401, b"Could not verify access credential.")) is Unauthorized


def test_the_request_id_comes_from_the_headers_when_the_body_has_none() -> None:
    error = answered(400, {"error": {"message": "no"}}, headers={"x-request-id": "5-abc"})
    assert error.request_id == "5-abc"


def test_a_long_wait_is_named() -> None:
    error = told(429, "rate_limit_error", "slow", asked=120)
    assert error.retry_after == 120
    assert error.next_step == "Wait 120 seconds, then try again."
    assert error.can_retry


def test_throttled_after_a_lost_update_is_not_harmless() -> None:
    assert type(told(429, "x", "slow", act=Act.UPDATE, after_loss=True)) is Ambiguous


@pytest.mark.parametrize(
    ("trouble", "act", "expected"),
    [
        (Trouble.NOT_SENT, Act.READ, Unreachable),
        (Trouble.NOT_SENT, Act.CREATE, Unreachable),
        (Trouble.UNSAFE, Act.CREATE, Unreachable),
        (Trouble.LOST, Act.READ, Unavailable),
        (Trouble.LOST, Act.CREATE, Ambiguous),
        (Trouble.GARBLED, Act.READ, BadAnswer),
        (Trouble.GARBLED, Act.UPDATE, Ambiguous),
        (Trouble.FOREIGN, Act.READ, BadAnswer),
        (Trouble.FOREIGN, Act.CREATE, BadAnswer),
    ],
)
def test_a_call_without_an_answer(trouble: Trouble, act: Act, expected: type[ApiError]) -> None:
    assert type(error_of(act, Setback(trouble, "It broke."), HOST)) is expected


def test_an_update_lost_and_then_cut_off_is_not_called_harmless() -> None:
    setback = Setback(Trouble.NOT_SENT, "No connection.")
    setback.after_loss = True
    assert type(error_of(Act.UPDATE, setback, HOST)) is Ambiguous
    assert type(error_of(Act.READ, setback, HOST)) is Unreachable


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("'details' not allowed when auto generating a conference", "not both"),
        ("conf_grant_id is required for Zoom Meeting", "hosts the meeting"),
        ("The maximum time range for iCloud event queries is 6 months.", "shorter"),
        ("Method not supported for provider", "cannot do that"),
        ("something quite new", "Change what the sentence names"),
    ],
)
def test_a_refusal_says_what_to_do(words: str, hint: str) -> None:
    assert hint in told(400, "invalid_request_error", words).next_step


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    status=st.integers(400, 599),
    error=st.fixed_dictionaries(
        {}, optional={"type": JSON, "message": JSON, "provider_error": JSON | st.just({"error": {}})}
    )
    | JSON,
    act=st.sampled_from(Act),
)
def test_any_error_body_becomes_clean_sentences(status: int, error: object, act: Act) -> None:
    told = answered(status, {"error": error, "request_id": "r"}, act=act)
    assert told.what
    assert told.what == clean(told.what, limit=5000)


@given(body=st.binary(max_size=200), status=st.integers(400, 599))
def test_any_bytes_become_an_error(body: bytes, status: int) -> None:
    assert answered(status, body).what
