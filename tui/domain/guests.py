"""Guests as typed: addresses with or without names, separated by commas, semicolons or lines.

A guest the event knows already keeps their answer and everything else the API said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.domain.events import Participant
from tui.domain.text import clean

_PIECE = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')
_NAMED = re.compile(r'"?(?P<name>[^"<>]*)"?\s*<\s*(?P<email>[^<>]*?)\s*>')
_QUOTED = re.compile(r'"(?P<name>[^"]*)"\s*<\s*(?P<email>[^<>]*?)\s*>')
_LOCAL = r"[^\s@<>()\[\],;:\"\\.]+(?:\.[^\s@<>()\[\],;:\"\\.]+)*"
_ADDRESS = re.compile(_LOCAL + r"@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_LONGEST_ADDRESS = 320
_LONGEST_PIECE = 1000


@dataclass(frozen=True, slots=True)
class Misread:
    """A piece of the text that is no address, and where in the text it begins."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class GuestList:
    """What was understood, and what was not."""

    guests: tuple[Participant, ...]
    wrong: tuple[Misread, ...] = ()
    """Pieces that are not addresses."""
    repeated: tuple[str, ...] = ()
    """Addresses named more than once."""


def parse_guests(typed: str, known: Iterable[Participant] = ()) -> GuestList:
    """Read the field; addresses are compared without regard to case."""
    by_email = {guest.email.casefold(): guest for guest in reversed(tuple(known)) if guest.email}
    guests: dict[str, Participant] = {}
    wrong: list[Misread] = []
    repeated: dict[str, None] = {}
    for piece, at in _pieces(typed):
        name, email = _taken_apart(piece)
        key = email.casefold()
        if key not in by_email and not is_address(email):
            wrong.append(Misread(piece, at))
        elif key in guests:
            repeated[email] = None
        else:
            guests[key] = by_email.get(key) or Participant(email, clean(name, limit=200))
    return GuestList(tuple(guests.values()), tuple(wrong), tuple(repeated))


def is_address(email: str) -> bool:
    """Whether this can be typed, and sent, as an e-mail address."""
    return len(email) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(email) is not None


def _pieces(typed: str) -> Iterator[tuple[str, int]]:
    for found in _PIECE.finditer(typed):
        piece = found[0].strip()
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        words = piece.split()
        if len(words) > 1 and all(is_address(word) for word in words):
            yield from ((word, at + piece.index(word)) for word in words)
        elif piece:
            yield piece, at


def _taken_apart(piece: str) -> tuple[str, str]:
    if len(piece) > _LONGEST_PIECE:
        return "", piece
    if named := _QUOTED.fullmatch(piece) or _NAMED.fullmatch(piece):
        return named["name"].strip(), named["email"]
    return "", piece.removeprefix("mailto:")


def say_guests(guests: Iterable[Participant]) -> str:
    """The field's text for these guests; `parse_guests` reads it back. Who has no address is left out."""
    return ", ".join(_said(guest) for guest in guests if is_address(guest.email))


def _said(guest: Participant) -> str:
    name = re.sub(r'["<>\n]', " ", guest.name).strip()
    if not name or name == guest.email:
        return guest.email
    return f'"{name}" <{guest.email}>' if re.search(r"[,;]", name) else f"{name} <{guest.email}>"
