"""From what went wrong to what the user is told: one sentence each for what, so what, and what now.

The server's own words are cleaned and quoted, never guessed at beyond what the documented types say.
"""

from __future__ import annotations

from enum import Enum

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
from tui.nylas.said import Said
from tui.nylas.setbacks import Declined, Setback, Trouble
from tui.nylas.words import permission_hint, refusal_hint


class Act(Enum):
    """What was being done; the value says what a failure without effect means for the event."""

    READ = ""
    CREATE = "The event was not created."
    UPDATE = "The event is unchanged."
    DELETE = "The event is still there."
    ANSWER = "Your answer was not sent."

    @property
    def writes(self) -> bool:
        """Whether the act changes anything on the server."""
        return self is not Act.READ


def error_of(act: Act, setback: Setback, host: str) -> ApiError:
    """The domain error for a call that ended without a usable answer."""
    if isinstance(setback, Declined):
        return _declined(act, setback, host)
    if act.writes and (setback.after_loss or setback.trouble in (Trouble.LOST, Trouble.GARBLED)):
        return ambiguous(act, setback.says, setback.request_id)
    if setback.trouble in (Trouble.NOT_SENT, Trouble.UNSAFE):
        return Unreachable(setback.says, means=act.value, next_step=_network_step(setback))
    if setback.trouble is Trouble.LOST:
        return Unavailable(setback.says, means=act.value, next_step="Try again in a moment.")
    return BadAnswer(
        setback.says,
        means=act.value,
        next_step="Check the network: a sign-in page or a proxy may be in between.",
        request_id=setback.request_id,
    )


def _network_step(setback: Setback) -> str:
    if setback.trouble is Trouble.UNSAFE:
        return "Check the computer's date, and whether a proxy or firewall is in between."
    return "Check the network connection and try again."


def ambiguous(act: Act, says: str, request_id: str = "", *, status: int | None = None) -> Ambiguous:
    """A write of which nobody can say whether it happened."""
    maybe = {
        Act.CREATE: "The event may or may not have been created.",
        Act.UPDATE: "The change may or may not have been made.",
        Act.DELETE: "The event may or may not have been deleted.",
        Act.ANSWER: "Your answer may or may not have arrived.",
    }
    return Ambiguous(
        says,
        means=maybe.get(act, ""),
        next_step="Look at the calendar before doing it again.",
        request_id=request_id,
        status=status,
    )


def _declined(act: Act, declined: Declined, host: str) -> ApiError:
    said = Said(declined.answer)
    if declined.trouble is Trouble.LOST and not (act.writes and said.provider_declined):
        return _broken(act, said, declined)
    if declined.trouble is Trouble.THROTTLED:
        return _throttled(act, said, declined)
    if said.status == 401 or said.kind == "token.unauthorized_access":
        return _unauthorized(act, said, host)
    if said.kind == "grant.refresh_token_invalid":
        return _reconnect(act, said)
    if not said.is_api and said.status in (403, 404, 405, 407, 410):
        return _foreign(act, said, host)
    match said.status:
        case 403:
            return _forbidden(act, said)
        case 404 | 410:
            return _missing(act, said)
        case 423:
            return _blocked(act, said)
        case _:
            return _refused(act, said)


def _make(kind: type[ApiError], act: Act, said: Said, what: str, next_step: str) -> ApiError:
    return kind(
        what,
        means=act.value,
        next_step=next_step,
        status=said.status,
        kind=said.kind,
        server_words=said.all_words,
        request_id=said.request_id,
    )


def _broken(act: Act, said: Said, declined: Declined) -> ApiError:
    what = f"The calendar service failed: {said.quoted()}."
    if act.writes:
        error: ApiError = ambiguous(act, what, said.request_id, status=said.status)
    else:
        error = _make(Unavailable, act, said, what, "Try again in a moment.")
    error.kind, error.server_words = said.kind, said.all_words
    error.retry_after = declined.retry_after
    return error


def _throttled(act: Act, said: Said, declined: Declined) -> ApiError:
    if act.writes and declined.after_loss:
        return ambiguous(
            act, "The calendar service asks us to slow down.", said.request_id, status=said.status
        )
    wait = declined.retry_after
    pause = f"Wait {wait:.0f} seconds, then try again." if wait else "Try again in a minute."
    what = "Too many requests: the calendar service asks us to slow down."
    error = _make(RateLimited, act, said, what, pause)
    error.retry_after = wait
    return error


def _unauthorized(act: Act, said: Said, host: str) -> ApiError:
    if said.short_kind == "refresh_token_invalid" or _asks_to_reconnect(said):
        return _reconnect(act, said)
    return _make(
        Unauthorized,
        act,
        said,
        f"{host} did not accept the key.",
        "Check that it is complete and belongs to this region: a key works only in its own.",
    )


def _asks_to_reconnect(said: Said) -> bool:
    told = said.all_words.casefold()
    return any(word in told for word in ("re-auth", "reauth", "refresh token")) or (
        "grant" in told and any(word in told for word in ("expired", "invalid", "revoked"))
    )


def _reconnect(act: Act, said: Said) -> ApiError:
    return _make(
        Unauthorized,
        act,
        said,
        "The API key is fine, but this account's permission has run out.",
        "Have the account authenticate again with the same application, then come back.",
    )


def _forbidden(act: Act, said: Said) -> ApiError:
    return _make(
        Forbidden,
        act,
        said,
        f"The account does not allow this: {said.quoted()}.",
        permission_hint(said.all_words, reading=act is Act.READ),
    )


def _missing(act: Act, said: Said) -> ApiError:
    if said.about_grant:
        what, step = (
            "There is no such account (grant) under this API key.",
            "Check the grant id and the region.",
        )
    elif act is Act.READ:
        what, step = "What was asked for is not there (any more).", "Refresh to see what is there now."
    else:
        what, step = "The event or its calendar is not there (any more).", "Refresh to see what is there now."
    error = _make(NotFound, act, said, what, step)
    if act in (Act.UPDATE, Act.DELETE):
        error.means = "Nothing was changed."
    return error


def _blocked(act: Act, said: Said) -> ApiError:
    what = f"The account is blocked: {said.quoted()}."
    return _make(Blocked, act, said, what, "Ask whoever administers the application to unblock it.")


def _refused(act: Act, said: Said) -> ApiError:
    what = f"The calendar service declined: {said.quoted()}."
    return _make(Refused, act, said, what, refusal_hint(said.all_words))


def _foreign(act: Act, said: Said, host: str) -> ApiError:
    return _make(
        BadAnswer,
        act,
        said,
        f"{host} answered {said.status}, but not the way the calendar service does.",
        "Check the address of the service, and whether a proxy is in between.",
    )
