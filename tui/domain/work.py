"""What the service says of work it does after an answer, such as making a call.

A word nobody has heard of is no verdict: such work counts as going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WorkState(StrEnum):
    """How far the service is with making a call."""

    GOING = "going on"
    DONE = "done"
    FAILED = "failed"

    @classmethod
    def of(cls, word: str) -> WorkState:
        """The state behind a service's own word; one that nobody has heard of counts as going on."""
        return _WORDS.get(word.strip().casefold(), cls.GOING)


_WORDS = dict.fromkeys(("successful", "success", "succeeded"), WorkState.DONE) | dict.fromkeys(
    ("failed", "failure", "error", "cancelled", "canceled"), WorkState.FAILED
)


@dataclass(frozen=True, slots=True)
class Work:
    """What the service says of its making a call."""

    state: WorkState
    event_id: str = ""
    """The event it is about: once done, the id that the finished event has."""
    words: str = ""
    """Why it failed, in the server's words where it gave any."""
