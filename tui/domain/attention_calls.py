"""What is wrong with the call of one event, or with its having none; whenever it is, whoever looks.

Pure, and told in words a list can show as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui.domain.callnotes import without_call
from tui.domain.conferencing import Linked, NoConference
from tui.domain.events import Event, Rsvp
from tui.domain.links import Link, Trust, links_in, links_of
from tui.domain.when import is_all_day


class Kind(StrEnum):
    """What can be wrong, the most pressing first."""

    FAILED = "Calls that did not come"
    NO_CALL = "No call, though others are invited"
    TWO_CALLS = "Two different calls"
    OLD_TEXT = "Text of another call in the notes"
    UNANSWERED = "Invitations without your answer"
    CONFLICT = "Two things at the same time"


class Fix(StrEnum):
    """What mends it; each is one key."""

    ADD_CALL = "add a call"
    CHOOSE_LINK = "see the links"
    RETRY = "ask again"
    NOTES = "take it out"
    ANSWER = "answer"
    MOVE = "move it"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an event."""

    kind: Kind
    says: str
    fix: Fix


_PLACES = {"conference": "the call", "location": "the place", "description": "the notes"}


def fault_of_call(event: Event) -> Fault | None:
    """Two calls on one event, or the invitation to another service left in its notes."""
    known = [link for link in links_of(event) if link.trust is Trust.KNOWN]
    if len(known) < 2:
        return None
    if stale := _left_over(event, known[0]):
        words = f"The call is {known[0].service}, but the notes still invite to {stale.service}."
        return Fault(Kind.OLD_TEXT, words, Fix.NOTES)
    more = f" and {len(known) - 2} more" if len(known) > 2 else ""
    words = f"Guests may join {_spoken(known[0])} or {_spoken(known[1])}{more}."
    return Fault(Kind.TWO_CALLS, words, Fix.CHOOSE_LINK)


def _spoken(link: Link) -> str:
    return f"{link.service or link.host} (in {_PLACES.get(link.source, link.source)})"


def _left_over(event: Event, own: Link) -> Link | None:
    """The link of an invitation in the notes that leads to another service than the event's own call."""
    if event.read_only or not isinstance(event.conferencing, Linked) or own.source != "conference":
        return None
    taken = without_call(event.description)[1]
    links = links_in(taken, "description") if taken else ()
    return next((link for link in links if link.trust is Trust.KNOWN and link.service != own.service), None)


def fault_without_call(event: Event, own_email: str) -> Fault | None:
    """A meeting of several people that has neither a place nor a call, and could be given one."""
    if is_all_day(event.when) or event.read_only or not isinstance(event.conferencing, NoConference):
        return None
    if event.location or event.resources:
        return None
    guests = [one for one in event.participants if one.email.casefold() != own_email.casefold()]
    coming = [one.label for one in guests if one.rsvp is not Rsvp.NO]
    if not coming or links_of(event):
        return None
    verb = "is" if len(coming) == 1 else "are"
    words = f"{_listed(coming)} {verb} invited: no place, no link."
    return Fault(Kind.NO_CALL, words, Fix.ADD_CALL)


def _listed(names: Sequence[str]) -> str:
    if len(names) > 2:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return " and ".join(names)
