"""What one attempt at a request can end in besides an answer.

Nothing here carries a header, a key or a request body: these travel up to where sentences are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete response: status, headers with lower-case names, decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Trouble(Enum):
    """What an unusable attempt says about the request's fate; retries are decided on this alone."""

    NOT_SENT = "not sent"
    """Proven unprocessed: no connection, no name, no room."""
    UNSAFE = "unsafe"
    """Proven unprocessed and pointless to repeat: the peer could not be trusted."""
    LOST = "lost"
    """The request may have been carried out: timeout, reset, 408, 5xx."""
    THROTTLED = "throttled"
    """429: not carried out, asked to slow down."""
    GARBLED = "garbled"
    """Answered, but not in a form that can be read."""
    FOREIGN = "foreign"
    """Answered by something that is not the API: a portal, a proxy page, a redirect."""
    DECLINED = "declined"
    """Any other status: understood and declined."""


class Setback(Exception):
    """An attempt without a usable answer."""

    def __init__(self, trouble: Trouble, says: str, *, request_id: str = "") -> None:
        super().__init__(says)
        self.trouble = trouble
        self.says = says
        """What happened, one sentence for the user."""
        self.request_id = request_id
        self.retry_after: float | None = None
        """Seconds the server asked us to wait."""
        self.after_loss = False
        """Whether an earlier attempt of the same call may have been carried out."""


class Declined(Setback):
    """An answer whose status is not a success."""

    def __init__(self, trouble: Trouble, answer: Answer, retry_after: float | None) -> None:
        super().__init__(trouble, f"The service answered {answer.status}.")
        self.answer = answer
        self.retry_after = retry_after


def trouble_with(status: int) -> Trouble:
    """What a status other than 2xx means for the request. Provider gateway failures come as 504 too."""
    if status == 429:
        return Trouble.THROTTLED
    if status == 408 or status >= 500:
        return Trouble.LOST
    return Trouble.FOREIGN if status < 400 else Trouble.DECLINED
