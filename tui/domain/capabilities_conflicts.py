"""Where the documents contradict each other: each question with both answers, and the switch that chooses.

The first answer is the one held to unless the settings say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CREATE_EVENT = "Create an event"
EVENTS = "Events"
GUIDE = "Adding conferencing to events"
COOKBOOK = "Add conferencing to calendar events"
OLDER = "Automatic meeting details (API v2)"
ALL_DAY = "Support article on all-day events"


@dataclass(frozen=True, slots=True)
class Switches:
    """Which answer holds, question by question."""

    cross_provider: bool = True
    """Whether a Meet or Teams call can be created on another provider's calendar through a host account."""
    icloud_months: Literal[6, 12] = 6
    """The longest stretch an iCloud calendar may be asked for at once."""
    last_day_included: bool = True
    """Whether the end date of an event of several days is its last day, or the day after."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one document says: the value of the switch it asks for, in words, and its title."""

    value: bool | int
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question the documents answer in two ways."""

    switch: str
    """The name in `Switches`, in config.toml and of the sandbox's option."""
    question: str
    answers: tuple[Answer, Answer]

    def held(self, switches: Switches) -> Answer:
        """The answer these switches hold to."""
        value = getattr(switches, self.switch)
        return next(answer for answer in self.answers if answer.value == value)


CONFLICTS: tuple[Conflict, ...] = (
    Conflict(
        "cross_provider",
        "Can a Meet or Teams call be created on another provider's calendar?",
        (
            Answer(True, "yes, when an account of its provider is named as the host", COOKBOOK),
            Answer(False, "no, only Zoom crosses platforms; attach a link instead", GUIDE),
        ),
    ),
    Conflict(
        "icloud_months",
        "How long a stretch may an iCloud calendar be asked for at once?",
        (Answer(6, "six months", EVENTS), Answer(12, "one year", "List events, its parameters")),
    ),
    Conflict(
        "last_day_included",
        "Is the end date of an event of several days its last day?",
        (
            Answer(True, "yes", CREATE_EVENT),
            Answer(False, "no, it is the day after, as the provider keeps it", ALL_DAY),
        ),
    ),
)
"""Every question."""


def told(value: bool | int) -> str:
    """A switch's value as config.toml spells it."""
    return str(value).lower()
