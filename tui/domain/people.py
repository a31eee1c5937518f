"""People met in events: whom a name or the beginning of one may mean.

Addresses are compared without regard to case; nobody is known but from the user's own events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tui.domain.events import Event, Participant
from tui.domain.guests import is_address, parse_guests, say_guests


def people_in(events: Iterable[Event], own_email: str) -> tuple[Participant, ...]:
    """Everybody but the user, those met most often first; each under the name last seen."""
    met: Counter[str] = Counter()
    names: dict[str, str] = {}
    emails: dict[str, str] = {}
    for event in events:
        organizer = (event.organizer,) if event.organizer is not None else ()
        here = {one.email.casefold(): one for one in (*organizer, *event.participants) if one.email}
        met.update(here.keys())
        for key, one in here.items():
            emails.setdefault(key, one.email)
            names[key] = one.name or names.get(key, "")
    known = (key for key, _ in met.most_common() if key != own_email.casefold() and is_address(emails[key]))
    return tuple(Participant(emails[key], names[key]) for key in known)


def people_begun(typed: str, people: Iterable[Participant], limit: int = 6) -> tuple[Participant, ...]:
    """Those one of whose names, or whose address, begins as typed; in the order given."""
    wanted = typed.casefold().strip()
    if not wanted:
        return ()
    found = (one for one in people if _begins(one, wanted))
    return tuple(one for one, _ in zip(found, range(limit), strict=False))


def _begins(one: Participant, wanted: str) -> bool:
    name = one.name.casefold()
    return (
        one.email.casefold().startswith(wanted)
        or name.startswith(wanted)
        or any(word.startswith(wanted) for word in name.split())
    )


def piece_at(typed: str, cursor: int) -> tuple[int, int]:
    """Where the piece of the list begins and ends that the cursor is in; quoted commas part nothing."""
    start, quoted = 0, False
    for at, character in enumerate(typed):
        if character == '"':
            quoted = not quoted
        elif character in ",;\n" and not quoted:
            if at >= cursor:
                return start, at
            start = at + 1
    return start, len(typed)


def offered(typed: str, cursor: int, people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Whom the piece being typed may mean, without those who are in the list already."""
    start, end = piece_at(typed, cursor)
    there = {one.email.casefold() for one in parse_guests(typed).guests}
    others = (one for one in people if one.email.casefold() not in there)
    return people_begun(typed[start:end], others)


def with_person(typed: str, cursor: int, person: Participant) -> tuple[str, int]:
    """The list with this person for the piece being typed, and where the cursor is then."""
    start, end = piece_at(typed, cursor)
    before = typed[:start].rstrip()
    said = f"{before} {say_guests((person,))}" if before else say_guests((person,))
    after = typed[end:] if typed[end:].strip(" ,;\n") else ", "
    return said + after, len(said) + (2 if after == ", " else 0)
