"""Everything that can go wrong, in the user's words.

Third-party exceptions stop at the room that calls the library; only these travel further.

    CallsheetError
    ├── ApiError                 the calendar service answered, or failed to
    │   ├── Unauthorized         401: key, region or grant not accepted
    │   ├── Forbidden            403: a scope or permission is missing
    │   ├── NotFound             404: event, calendar or grant is not there
    │   ├── Refused              400/409/413/422: understood and declined
    │   ├── Blocked              423: the grant is blocked
    │   ├── RateLimited          429: asked too often
    │   ├── Unreachable          nothing was sent, or nothing can have happened
    │   ├── Unavailable          5xx or a broken answer to a read
    │   ├── Ambiguous            a write whose fate is unknown
    │   │   └── NotArrived       it was looked for, and is not there
    │   └── BadAnswer            the answer is not the API's
    ├── DraftRefused             the draft still has problems
    ├── HalfDone                 the new event is there, the old one still too
    ├── ChangedBehind            the event was changed elsewhere meanwhile
    ├── SecretsError             the keyring is absent, locked or refuses
    ├── SettingsError            config.toml cannot be understood
    └── StoreError               the local store cannot be read or written
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from tui.domain.events import Event


class CallsheetError(Exception):
    """A failure the user is told about: what happened, what it means for the event, what to do next."""

    exit_code: ClassVar[int] = 1
    can_retry: ClassVar[bool] = False

    def __init__(self, what: str, *, means: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        """What happened, one sentence."""
        self.means = means
        """What it means for the event in hand; empty when no event is concerned."""
        self.next_step = next_step
        """What to do or press next."""

    def sentences(self) -> str:
        """The whole story as one line of text."""
        return " ".join(part for part in (self.what, self.means, self.next_step) if part)

    @property
    def reference(self) -> str:
        """What to quote when asking the service's support about it; empty when there is nothing."""
        return ""


class ApiError(CallsheetError):
    """The calendar service declined, failed or could not be understood."""

    def __init__(
        self,
        what: str,
        *,
        means: str = "",
        next_step: str = "",
        status: int | None = None,
        kind: str = "",
        server_words: str = "",
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, means=means, next_step=next_step)
        self.status = status
        """HTTP status, or None when no answer came."""
        self.kind = kind
        """The API's own `error.type`, such as `invalid_request_error`."""
        self.server_words = server_words
        """The API's own `error.message`, cleaned."""
        self.request_id = request_id
        """The id to quote to the API's support."""
        self.retry_after = retry_after
        """Seconds the server asked us to wait, if it did."""

    @property
    def reference(self) -> str:
        """The id under which the service knows the request."""
        return f"Request id: {self.request_id}" if self.request_id else ""


class HalfDone(CallsheetError):
    """A new event is there and the one it takes over from could not be ended; saving again does the rest."""


class Unauthorized(ApiError):
    """401: wrong key, wrong region, or a grant that must be authenticated again."""

    exit_code = 4


class Forbidden(ApiError):
    """403: the grant lacks a scope."""

    exit_code = 4


class NotFound(ApiError):
    """404: what was asked for is not there (any more)."""

    exit_code = 5


class Refused(ApiError):
    """400, 409, 413, 422: the request was understood and declined; repeating it cannot help."""


class Blocked(ApiError):
    """423: the grant is blocked by its provider."""

    exit_code = 4


class RateLimited(ApiError):
    """429: the API or the provider asks us to slow down."""

    exit_code = 75
    can_retry = True


class Unreachable(ApiError):
    """No connection: the request was not processed, so nothing has changed."""

    exit_code = 69
    can_retry = True


class Unavailable(ApiError):
    """The service failed while answering a read; trying again is harmless."""

    exit_code = 69
    can_retry = True


class Ambiguous(ApiError):
    """A write may or may not have happened; it must be looked for, never blindly repeated."""

    exit_code = 69


class NotArrived(Ambiguous):
    """A create nobody confirmed, looked for long enough: as far as anybody can see, it never happened."""


class BadAnswer(ApiError):
    """The answer is not what this API sends (a captive portal, a proxy page, broken JSON)."""

    exit_code = 69


class DraftRefused(CallsheetError):
    """The draft has problems that must be mended before it can be sent."""

    exit_code = 2


class SecretsError(CallsheetError):
    """The key cannot be read from or written to the keyring."""

    exit_code = 4


class SettingsError(CallsheetError):
    """The configuration cannot be understood."""

    exit_code = 78


class StoreError(CallsheetError):
    """The local store cannot be read or written."""

    exit_code = 73


class ChangedBehind(CallsheetError):
    """The event was changed elsewhere, in fields that are about to be written."""

    exit_code = 6

    def __init__(
        self,
        changed: tuple[str, ...],
        now: Event,
        *,
        means: str = "Nothing was written; your text is kept.",
        next_step: str = "Choose whose text stays, field by field.",
    ) -> None:
        words = {
            "when": "time",
            "participants": "guests",
            "conferencing": "call",
            "description": "notes",
            "recurrence": "repeats",
        }
        self.changed = changed
        """Names of the fields, as `EventWrite` spells them."""
        self.now = now
        """The event as it is now."""
        super().__init__(
            f"Someone else changed the {', '.join(words.get(name, name) for name in changed)} meanwhile.",
            means=means,
            next_step=next_step,
        )
