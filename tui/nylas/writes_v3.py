"""The app's writes become request bodies: only the named fields, nested values complete, limits kept.

What the API would refuse for its shape is refused here first, before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from email_validator import EmailNotValidError, validate_email
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tui.domain.errors import Refused
from tui.domain.events import Participant, Person
from tui.domain.reminders import Reminders
from tui.domain.text import clean
from tui.domain.writes import UNSET, EventWrite
from tui.nylas.conferencing_v3 import body_of_conferencing
from tui.nylas.when_v3 import body_of_when

_NOT_WRITABLE: Final = frozenset({"status"})
_NOTHING_SENT: Final = "Nothing was sent."


class _Body(BaseModel):
    """The limits of the write schema. Built by field name; what was not given is not sent."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    title: Annotated[str, Field(max_length=1024)] = ""
    when: Mapping[str, object] = Field(default_factory=dict)
    location: Annotated[str, Field(max_length=255)] = ""
    description: str = ""
    participants: list[Mapping[str, object]] = Field(default_factory=list)
    conferencing: Mapping[str, object] = Field(default_factory=dict)
    busy: bool = True
    visibility: str | None = None
    recurrence: list[str] = Field(default_factory=list)
    metadata: Annotated[
        dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=500)]],
        Field(max_length=50),
    ] = Field(default_factory=dict)
    hide_participants: bool = False
    capacity: int | None = None
    resources: list[Mapping[str, object]] = Field(default_factory=list)
    reminders: Mapping[str, object] = Field(default_factory=dict)
    notetaker: Mapping[str, object] = Field(default_factory=dict)


def body_of(write: EventWrite, *, last_day_included: bool = True) -> Mapping[str, object]:
    """The JSON body of a create or update. Raises Refused when a value cannot be sent as it is."""
    fields: dict[str, Any] = {name: getattr(write, name) for name in write.named()}
    if write.when is not UNSET:
        fields["when"] = body_of_when(write.when, last_day_included=last_day_included)
    if write.participants is not UNSET:
        fields["participants"] = [_participant(p) for p in write.participants if p.email]
    if write.conferencing is not UNSET:
        fields["conferencing"] = body_of_conferencing(write.conferencing)
    if write.recurrence is not UNSET:
        fields["recurrence"] = list(write.recurrence)
    if write.visibility is not UNSET:
        fields["visibility"] = write.visibility or None
    if write.metadata is not UNSET:
        fields["metadata"] = dict(write.metadata)
    if write.resources is not UNSET:
        fields["resources"] = [_room(room) for room in write.resources]
    if write.reminders is not UNSET:
        fields["reminders"] = _reminders(write.reminders)
    return _checked(fields)


def _room(room: Person) -> Mapping[str, object]:
    _check_address(room.email)
    return {"email": room.email, **({"name": room.name} if room.name else {})}


def _reminders(reminders: Reminders) -> Mapping[str, object]:
    """The default, or overrides; the API refuses both together."""
    if reminders.use_default:
        return {"use_default": True}
    overrides = [
        {"reminder_minutes": one.minutes, **({"reminder_method": one.method} if one.method else {})}
        for one in reminders.overrides
    ]
    return {"use_default": False, "overrides": overrides}


def _checked(fields: dict[str, Any]) -> Mapping[str, object]:
    try:
        body = _Body.model_validate(fields)
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        place = clean(" ".join(str(part) for part in first["loc"]), limit=80)
        raise Refused(f"The {place} cannot be sent: {first['msg']}.", means=_NOTHING_SENT) from None
    return body.model_dump(exclude_unset=True)


def _participant(person: Participant) -> Mapping[str, object]:
    """Someone to invite. What the API sent about them goes back as it came, except their answer."""
    raw = {
        name: value for name, value in person.raw.items() if name not in _NOT_WRITABLE and value is not None
    }
    ours = {
        "email": person.email,
        "name": person.name,
        "comment": person.comment,
        "phone_number": person.phone,
    }
    if "email" not in raw:
        _check_address(person.email)
    changed = {name: value for name, value in ours.items() if value != _as_read(raw.get(name))}
    return {name: value for name, value in (raw | changed).items() if value != ""}


def _as_read(value: object) -> str:
    return clean(str(value), limit=1000) if value is not None else ""


def _check_address(address: str) -> None:
    """The form only. Names like `.local` are in use inside companies, so the reserved ones are let pass."""
    try:
        validate_email(f"{address}.com", check_deliverability=False)
    except EmailNotValidError:
        raise Refused(
            f"“{clean(address, limit=100)}” is not an e-mail address.",
            means=_NOTHING_SENT,
            next_step="Correct the address of the guest.",
        ) from None
