"""Deletions and answers asked for without a connection, kept until there is one.

What was written waits as a draft: see `Draft.queued`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.domain.events import Event, Rsvp


@dataclass(frozen=True, slots=True)
class Removal:
    """An event to be deleted; as it was when that was asked for, at a moment in UTC."""

    id: str
    event: Event
    at: datetime
    notify: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """An invitation to be answered; as it was when that was asked for, at a moment in UTC."""

    id: str
    event: Event
    at: datetime
    answer: Rsvp
    comment: str = ""


Waiting = Removal | Reply
