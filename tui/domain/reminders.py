"""Reminders: the provider's own, none, or some of ours; never both, because the API refuses that.

As typed: `default`, `none`, or lengths such as `10m, 1d email`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from tui.domain.calendars import AccountKind
from tui.domain.patterns import pattern
from tui.domain.text import clean
from tui.domain.timephrase import TimePhraseError, parse_duration

MOST_MINUTES = 40_320
"""Four weeks, the longest any provider takes."""
_LONGEST = 2_000
_UNITS = MappingProxyType({"minute": 1, "min": 1, "hour": 60, "day": 1440, "week": 10_080})
_IN_WORDS = pattern(r"(\d{1,5}) ?(minute|min|hour|day|week)s?(?= |$)")


class Method(StrEnum):
    """How a reminder reaches its reader, by the API's words."""

    POPUP = "popup"
    EMAIL = "email"
    DISPLAY = "display"
    SOUND = "sound"


METHODS: Mapping[AccountKind, tuple[Method, ...]] = MappingProxyType(
    {AccountKind.GOOGLE: (Method.POPUP, Method.EMAIL), AccountKind.ICLOUD: (Method.DISPLAY, Method.SOUND)}
)
"""The methods each provider knows, its usual one first; others ignore the method."""
ONE_ONLY = frozenset({AccountKind.MICROSOFT, AccountKind.EWS, AccountKind.ICLOUD})
"""Providers that take a single reminder."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """So many minutes before the start; an empty method leaves it to the provider."""

    minutes: int
    method: str = ""


@dataclass(frozen=True, slots=True)
class Reminders:
    """The provider's default, or those given here (none of them means no reminder)."""

    use_default: bool = True
    overrides: tuple[Reminder, ...] = ()

    def __post_init__(self) -> None:
        if self.use_default and self.overrides:
            raise ValueError("the API refuses reminders of one's own beside the default")


class ReminderError(ValueError):
    """A text that names no reminders; the message says what to write instead."""


def parse_reminders(text: str) -> Reminders:
    """Read the field; empty means the default. Raises ReminderError."""
    if len(text) > _LONGEST:
        raise ReminderError("Those are too many reminders.")
    phrase = " ".join(text.casefold().split()).strip(" ,")
    if phrase in ("", "default"):
        return Reminders()
    if phrase in ("none", "no", "off"):
        return Reminders(use_default=False)
    pieces = (piece.strip() for piece in phrase.split(","))
    return Reminders(False, tuple(dict.fromkeys(_reminder(piece) for piece in pieces if piece)))


def _reminder(piece: str) -> Reminder:
    plain = _IN_WORDS.sub(lambda found: f"{int(found[1]) * _UNITS[found[2]]}m", piece, count=1)
    length, _, method = " ".join(word for word in plain.split() if word not in ("before", "by")).partition(
        " "
    )
    minutes = _minutes(length, piece)
    if method and method not in tuple(Method):
        raise ReminderError(f"“{_shown(method)}” is no way to be reminded. Write popup or email.")
    if minutes > MOST_MINUTES:
        raise ReminderError("A reminder can come four weeks before, at most.")
    return Reminder(minutes, method)


def _shown(words: str) -> str:
    return clean(words, limit=40)


def _minutes(length: str, piece: str) -> int:
    if plain := re.fullmatch(r"(\d{1,8})m?", length):
        return int(plain[1])
    try:
        return parse_duration(length) // timedelta(minutes=1)
    except TimePhraseError:
        raise ReminderError(f"“{_shown(piece)}” is no reminder. Write 10m, or 1h email.") from None


def say_reminders(reminders: Reminders) -> str:
    """The field's text; `parse_reminders` reads it back."""
    if reminders.use_default:
        return ""
    said = (f"{_length(one.minutes)} {one.method}".strip() for one in reminders.overrides)
    return ", ".join(said) or "none"


def _length(minutes: int) -> str:
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    if minutes and minutes % 60 == 0:
        return f"{minutes // 60}h"
    return f"{minutes}m"
