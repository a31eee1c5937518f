"""Reminders and rooms as the API sends them: members may be null, missing, or numbers written as text."""

from __future__ import annotations

from typing import Final

from tui.domain.events import Person
from tui.domain.reminders import Reminder, Reminders
from tui.domain.text import clean

_MOST: Final = 100
_MOST_MINUTES: Final = 10**7
"""More is no reminder: nineteen years."""
_DEFAULT: Final = Reminders()
_NONE: Final = Reminders(use_default=False)


def reminders_of(sent: object) -> Reminders:
    """What the event reminds of; overrides beside the default count, whatever the default says."""
    if not isinstance(sent, dict):
        return _DEFAULT
    listed = sent.get("overrides")
    found = [_reminder(item) for item in listed[:_MOST]] if isinstance(listed, list) else []
    overrides = tuple(reminder for reminder in found if reminder is not None)
    if overrides:
        return Reminders(False, overrides)
    return _NONE if sent.get("use_default") is False else _DEFAULT


def _reminder(item: object) -> Reminder | None:
    if not isinstance(item, dict):
        return None
    minutes, method = item.get("reminder_minutes"), item.get("reminder_method")
    if isinstance(minutes, str) and minutes.isascii() and minutes.isdigit():
        minutes = int(minutes[:9])
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= _MOST_MINUTES:
        return None
    return Reminder(minutes, clean(method, limit=20) if isinstance(method, str) else "")


def resources_of(sent: object) -> tuple[Person, ...]:
    """Rooms and things booked, those that have an address."""
    if not isinstance(sent, list):
        return ()
    rooms = (_room(item) for item in sent[:_MOST] if isinstance(item, dict))
    return tuple(room for room in rooms if room.email)


def _room(item: dict[str, object]) -> Person:
    email, name = item.get("email"), item.get("name")
    return Person(
        clean(email, limit=320) if isinstance(email, str) else "",
        clean(name, limit=200) if isinstance(name, str) else "",
    )
