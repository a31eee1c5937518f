"""Guests as typed: addresses with or without names, separated by commas, semicolons or lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.events import Participant
from tui.domain.text import clean

_SEPARATORS = re.compile(r"[,;\n]+")
_NAMED = re.compile(r'^"?(?P<name>[^"<>]*?)"?\s*<(?P<email>[^<>]*)>$')
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[A-Za-z0-9](?:[\w-]*\w)?(?:\.[\w-]*\w)+")


@dataclass(frozen=True, slots=True)
class GuestList:
    """What was understood, and what was not."""

    guests: tuple[Participant, ...]
    wrong: tuple[str, ...] = ()
    """Pieces that are not addresses."""
    repeated: tuple[str, ...] = ()
    """Addresses named more than once."""


def parse_guests(typed: str, known: Iterable[Participant] = ()) -> GuestList:
    """Read the field. A guest already in `known` keeps their answer and everything the API said of them."""
    by_email = {guest.email.casefold(): guest for guest in known}
    guests: dict[str, Participant] = {}
    wrong: list[str] = []
    repeated: list[str] = []
    for piece in filter(None, (part.strip() for part in _SEPARATORS.split(typed))):
        name, email = _taken_apart(piece)
        key = email.casefold()
        if key not in by_email and not _ADDRESS.fullmatch(email):
            wrong.append(piece)
        elif key in guests:
            repeated.append(email)
        else:
            guests[key] = by_email.get(key) or Participant(email, clean(name))
    return GuestList(tuple(guests.values()), tuple(wrong), tuple(repeated))


def _taken_apart(piece: str) -> tuple[str, str]:
    if named := _NAMED.match(piece):
        return named["name"].strip(), named["email"].strip()
    return "", piece


def say_guests(guests: Iterable[Participant]) -> str:
    """The field's text for these guests; `parse_guests` reads it back."""
    return ", ".join(_said(guest) for guest in guests if guest.email)


def _said(guest: Participant) -> str:
    name = re.sub(r'[",;<>\n]', " ", guest.name).strip()
    return f"{name} <{guest.email}>" if name and name != guest.email else guest.email
