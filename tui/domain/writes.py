"""What a write carries: only the fields it names, everything else is left alone.

A field that is `UNSET` is not sent; nested values are always complete, because the API replaces them whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Final, Literal, TypeAlias

from tui.domain.conferencing import ConferenceChange
from tui.domain.events import Participant, Person
from tui.domain.reminders import Reminders
from tui.domain.when import When


class _Unset(Enum):
    UNSET = "unset"


UNSET: Final = _Unset.UNSET
"""The absence of a value: the field is not part of the request."""
Unset: TypeAlias = Literal[_Unset.UNSET]


@dataclass(frozen=True, slots=True)
class EventWrite:
    """The fields of a create or update request, in the app's language."""

    title: str | Unset = UNSET
    when: When | Unset = UNSET
    location: str | Unset = UNSET
    description: str | Unset = UNSET
    participants: tuple[Participant, ...] | Unset = UNSET
    conferencing: ConferenceChange | Unset = UNSET
    busy: bool | Unset = UNSET
    visibility: str | Unset = UNSET
    recurrence: tuple[str, ...] | Unset = UNSET
    metadata: Mapping[str, str] | Unset = UNSET
    hide_participants: bool | Unset = UNSET
    capacity: int | Unset | None = UNSET
    resources: tuple[Person, ...] | Unset = UNSET
    reminders: Reminders | Unset = UNSET
    notetaker: Mapping[str, object] | Unset = UNSET

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would be sent."""
        return not self.named()

    def named(self) -> tuple[str, ...]:
        """The names of the fields this write carries, in declaration order."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not UNSET)
