"""What was done to an event, kept so that it can be taken back: the event before, and after.

A deed says what cannot be taken back with it; nobody finds out from their guests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tui.domain.conferencing import Linked, NoConference, Requested, provider_named
from tui.domain.events import Event, EventKey, Rsvp

MOST = 50
"""Deeds that are remembered."""
LONGEST = timedelta(hours=24)
"""How long a deed can be taken back."""
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to an event: no `before` for one created, no `after` for one deleted."""

    before: Event | None
    after: Event | None
    notify: bool = True
    """Whether the guests heard of it."""
    answered: Rsvp | None = None
    """The answer given before, where the deed was to give another."""
    id: str = ""
    at: datetime = _EVER
    """When it was done, UTC."""
    by: str = ""
    """Which callsheet did it."""
    undone: bool = False
    """Whether it is a way back already taken, which doing it again takes back."""
    why_not: str = ""
    """Why it cannot be taken back; empty where it can."""

    @property
    def event(self) -> Event | None:
        """The event it was done to, as it was left."""
        return self.after or self.before

    @property
    def title(self) -> str:
        """The event it was done to."""
        return (self.event.title if self.event else "") or "(no title)"

    @property
    def words(self) -> str:
        """What was done, such as `the change of`."""
        if self.answered is not None:
            return "the answer to"
        if self.before is None:
            return "the creation of"
        return "the deletion of" if self.after is None else "the change of"

    def is_like(self, other: Deed) -> bool:
        """Whether both are the same deed, told twice."""
        mine, theirs = (self.before, self.after, self.answered), (other.before, other.after, other.answered)
        return mine == theirs


def still_remembered(deed: Deed, now: datetime) -> bool:
    """Whether a deed is not too old; one from a clock that was set back is not."""
    return now - deed.at <= LONGEST


def renamed(deed: Deed, old: EventKey, new: EventKey) -> Deed:
    """The deed with its event under the id it has now; the same object where it is of another."""
    before, after = (_under(event, old, new) for event in (deed.before, deed.after))
    if before is deed.before and after is deed.after:
        return deed
    return replace(deed, before=before, after=after)


def _under(event: Event | None, old: EventKey, new: EventKey) -> Event | None:
    return replace(event, id=new.event_id) if event is not None and event.key == old else event


def limits(deed: Deed, own_email: str) -> tuple[str, ...]:
    """What taking the deed back does not take back, in sentences."""
    mailed = (_mailed(deed, own_email), *_call(deed))
    return tuple(sentence for sentence in mailed if sentence)


def _mailed(deed: Deed, own_email: str) -> str:
    if deed.answered is not None:
        return "The organiser was already mailed of the answer."
    guests = {
        guest.email.casefold()
        for event in (deed.before, deed.after)
        for guest in (event.participants if event else ())
    }
    return (
        "The guests were already mailed; now they were mailed again."
        if _others(guests, deed, own_email)
        else ""
    )


def _others(guests: set[str], deed: Deed, own_email: str) -> bool:
    return deed.notify and bool(guests - {own_email.casefold()})


def _call(deed: Deed) -> tuple[str, ...]:
    """What becomes of a call that the deed took away."""
    if deed.before is None or deed.answered is not None:
        return ()
    left = deed.after.conferencing if deed.after else NoConference()
    match deed.before.conferencing:
        case Requested():
            return () if left == deed.before.conferencing else ("The call gets a new link.",)
        case Linked(provider, details) if left != deed.before.conferencing:
            if provider_named(provider) is None or not details.url:
                return ("Its call could not be put back.",)
            return ("The call has its old link again; only its provider knows whether it still works.",)
    return ()
