"""Whether an event is the one that a create nobody confirmed was to make.

For accounts that keep no token: what was sent is compared with what is there; doubt is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tui.domain.conferencing import Conferencing, Linked, NoConference, Requested
from tui.domain.errors import CallsheetError
from tui.domain.events import Event
from tui.domain.pairs import is_token
from tui.domain.when import Window, bounds, is_all_day

_SKEW = timedelta(minutes=10)
"""How far the clock of the service may be off."""
_AROUND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A create that was sent: the event it was to make, when, and the ids of events like it known before."""

    event: Event
    at: datetime
    known: tuple[str, ...] = ()
    id: str = ""
    """Another one each time something is sent, by whichever callsheet."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What was found: those that can be nothing else, and those that may be it."""

    sure: tuple[Event, ...] = field(default=())
    maybe: tuple[Event, ...] = field(default=())


class Unsure(CallsheetError):
    """A create may have made one of several events; only its owner can say."""

    exit_code = 69

    def __init__(self, title: str, found: tuple[Event, ...]) -> None:
        self.found = found
        """The events it may have made."""
        many = "an event" if len(found) == 1 else f"{len(found)} events"
        super().__init__(
            f"Nobody confirmed “{title or '(no title)'}”, and {many} like it can be seen.",
            means="It may be there already; your text is kept.",
            next_step="Say which one it is, or send it again.",
        )


def window_of(sent: Sent) -> Window:
    """Where its event would be."""
    start, end = bounds(sent.event.when, UTC)
    return Window(start - _AROUND, end + _AROUND)


def likely(sent: Sent, found: Iterable[Event], own_email: str) -> Likely:
    """The events among these that the create may have made."""
    alike = [event for event in found if is_alike(sent.event, event) and _may_be(sent, event, own_email)]
    sure = tuple(event for event in alike if _is_whole(sent.event, event, own_email))
    return Likely(sure, tuple(event for event in alike if event not in sure))


def is_alike(wanted: Event, event: Event) -> bool:
    """Whether an event has the same title and time."""
    if is_all_day(wanted.when) is not is_all_day(event.when):
        return False
    same_time = bounds(wanted.when, UTC) == bounds(event.when, UTC)
    return same_time and _folded(wanted.title) == _folded(event.title)


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _may_be(sent: Sent, event: Event, own_email: str) -> bool:
    """Whether nothing speaks against it: somebody else's, older, or known before the create was sent."""
    if event.id in sent.known or (event.master_id or event.id) in sent.known:
        return False
    if any(is_token(value) for value in event.metadata.values()):  # another create of ours
        return False
    organizer = event.organizer.email.casefold() if event.organizer and own_email else ""
    if organizer not in ("", own_email.casefold()):
        return False
    made = event.raw.get("created_at")
    if isinstance(made, int | float) and not isinstance(made, bool):
        return made >= (sent.at - _SKEW).timestamp()
    return True


def _is_whole(wanted: Event, event: Event, own_email: str) -> bool:
    """Whether guests and call are those that were sent, too."""
    return _guests(wanted, own_email) == _guests(event, own_email) and _call_is(wanted, event.conferencing)


def _guests(event: Event, own_email: str) -> frozenset[str]:
    return frozenset(one.email.casefold() for one in event.participants) - {own_email.casefold()}


def _call_is(wanted: Event, call: Conferencing) -> bool:
    match wanted.conferencing:
        case NoConference():
            return isinstance(call, NoConference)
        case Requested(provider):  # what was asked for may still be on its way
            return isinstance(call, NoConference) or call.provider == provider
        case Linked(_, details):
            return isinstance(call, Linked) and call.details.url == details.url
