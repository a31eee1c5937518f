"""What checking a draft yields: findings in the user's words, and what it was checked against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from tui.domain.calendars import Calendar, Grant
from tui.domain.capabilities import Generation, Switches
from tui.domain.clockface import TWENTY_FOUR
from tui.domain.drafts import CallDraft, DraftField
from tui.domain.pairs import MARK


class Severity(Enum):
    """How much a finding matters."""

    PROBLEM = "problem"
    """Must be mended before saving."""
    WARNING = "warning"
    """Probably not meant."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one field."""

    field: DraftField
    severity: Severity
    says: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a draft is checked against. `zone` is the viewer's."""

    account: Grant
    calendars: tuple[Calendar, ...]
    hosts: tuple[Grant, ...]
    zone: ZoneInfo
    now: datetime
    switches: Switches = field(default_factory=Switches)
    generation: Generation = "v3"
    usual: CallDraft = field(default_factory=CallDraft)
    """The call a new event begins with, where the account can have it."""

    mark: str = MARK
    """The name of a create's own token in its metadata; `off` for none."""
    clock: str = TWENTY_FOUR
    """What sentences say times of day on; drafts hold theirs on the clock of twenty-four hours."""

    def calendar(self, calendar_id: str) -> Calendar | None:
        """The calendar of this id."""
        return next((calendar for calendar in self.calendars if calendar.id == calendar_id), None)


def problem(where: DraftField, says: str, fix: str = "") -> Finding:
    """Something that must be mended."""
    return Finding(where, Severity.PROBLEM, says, fix)


def warning(where: DraftField, says: str, fix: str = "") -> Finding:
    """Something probably not meant."""
    return Finding(where, Severity.WARNING, says, fix)


def note(where: DraftField, says: str, fix: str = "") -> Finding:
    """Something good to know."""
    return Finding(where, Severity.NOTE, says, fix)
