"""News and requests that travel between screens and the app.

News (past tense) goes from the app to every screen; requests (imperative) go up to the app, except
`GoToEvent` and `GoToDay`, which the app hands to the calendar screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.message import Message

from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tui.domain.drafts import Draft, DraftField
    from tui.domain.events import Participant, Rsvp
    from tui.domain.free_time import Attendee
    from tui.domain.likeness import Unsure
    from tui.domain.links import Link
    from tui.domain.slots import Asked, Chosen
    from tui.domain.when import When, Window
    from tui.services.settings import Settings


class AgendaChanged(Message, bubble=False):
    """The cached events, calendars or their freshness changed; repaint from the workspace."""

    def can_replace(self, message: Message) -> bool:
        """Many changes make one repaint."""
        return isinstance(message, AgendaChanged)


@dataclass
class JobChanged(Message, bubble=False):
    """A pending link changed its state or its next check."""

    job: Job


class Ticked(Message, bubble=False):
    """Time passed: every second where seconds are counted, else now and then, and at each new minute."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest tick matters."""
        return isinstance(message, Ticked)


@dataclass
class GoToEvent(Message, bubble=False):
    """Show this event in the calendar and put the cursor on it."""

    key: EventKey


@dataclass
class GoToDay(Message, bubble=False):
    """Show this day in the calendar."""

    day: date


class Request(Message):
    """Something a screen asks of the app; `Errands` knows who sees to it."""


@dataclass
class EditDraft(Request):
    """Open the editor on a draft, in the field named if one is."""

    draft: Draft
    field: DraftField | None = None


@dataclass
class AddQuickly(Request):
    """Ask for a new event in one line; `start` is where it begins when the line does not say."""

    start: datetime


@dataclass
class MoveEvent(Request):
    """Move an event by keys, from `when` on where that is given; saved by itself if `at_once`."""

    event: Event
    when: When | None = None
    at_once: bool = False


@dataclass
class OpenLink(Request):
    """Open a link outside: at once when its host is known, after asking otherwise."""

    link: Link
    event: Event


@dataclass
class ChooseLink(Request):
    """Let the user choose among all links found in an event, then open the chosen one."""

    event: Event


class JoinNext(Request):
    """Open the link of the current or next call."""


@dataclass
class CopyText(Request):
    """Send text to the clipboard and say so; `what` names it, such as "link"."""

    copied: str
    what: str
    shown: str = ""
    """What the screen shows of it, where not all of it is for every eye."""


@dataclass
class FindTime(Request):
    """Look for a time; `answered` is told of the slot that was taken, else the editor opens with it."""

    asked: Asked
    answered: Callable[[Chosen], None] | None = None


@dataclass
class AskAttendees(Request):
    """Ask for the user's and these guests' time; `answered` is told, unless another question comes first."""

    guests: tuple[Participant, ...]
    window: Window
    leaving_out: EventKey | None
    answered: Callable[[tuple[Attendee, ...]], None]


@dataclass
class CopyFreeTime(Request):
    """Copy one's own free time of the next working days, beside it on the clocks of `other`."""

    other: ZoneInfo | None = None
    tentative_as_busy: bool = True


@dataclass
class AskAnswer(Request):
    """Ask the user for their answer to an invitation."""

    event: Event


@dataclass
class GiveAnswer(Request):
    """Answer an invitation."""

    event: Event
    answer: Rsvp
    comment: str = ""


class ShowUnfinished(Request):
    """List what is not saved or not sent yet."""


class ShowUnanswered(Request):
    """List the invitations that wait for an answer."""


@dataclass
class SwitchAccount(Message):
    """Show another account, by the name the doors know it by; what is open of this one stays kept."""

    name: str
    then: EventKey | None = None
    """The event to go to there."""


@dataclass
class Used(Message, bubble=False):
    """An action of the app was used; whoever explains it may stop."""

    action_id: str


@dataclass
class SettingsChanged(Request):
    """The settings are others now, and the file says so: follow them."""

    settings: Settings


@dataclass
class SettingsApplied(Message, bubble=False):
    """The app follows other settings than before; the calendar is to follow them, too."""

    before: Settings
    after: Settings


class ShowJobs(Request):
    """Open the list of pending links."""


@dataclass
class SeeToJob(Request):
    """Do something for one pending link, while its list stays open."""

    deed: Literal["retry", "remove", "stop"]
    job: Job


@dataclass
class CopyJob(Request):
    """Copy the link of a job, or the reason there is none."""

    job: Job


@dataclass
class AskWhich(Request):
    """Ask what became of a draft nobody knows the fate of."""

    draft: Draft
    doubt: Unsure
