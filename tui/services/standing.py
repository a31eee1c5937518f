"""What waits for a connection, shown on its day as it will be, and told from what is there.

Nothing of it is in the cache: what is taken back, or declined, leaves no trace on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tui.domain.checking import Checked
from tui.domain.drafts import Draft
from tui.domain.events import Event, EventKey
from tui.domain.foreseen import answered, foreseen, key_of
from tui.domain.waiting import Reply, Waiting
from tui.services.adopting import current
from tui.services.sending import Sending
from tui.services.sync import Agenda


class Standing:
    """The picture of what one account has still to send."""

    def __init__(self, agenda: Agenda, check: Callable[[Draft], Checked], email: Callable[[], str]) -> None:
        self._agenda = agenda
        self._check = check
        self._email = email

    @property
    def _sending(self) -> Sending:
        return self._agenda.sending

    def show(self, drafts: Iterable[Draft], asked: Sequence[Waiting]) -> None:
        """Show exactly these, the last of an event counting."""
        removals = frozenset(self.key_of(one) for one in asked if not isinstance(one, Reply))
        shown = {key_of(draft): self._written(draft) for draft in drafts}
        for reply in (one for one in asked if isinstance(one, Reply)):
            shown[self.key_of(reply)] = self._replied(reply, shown.get(self.key_of(reply)))
        left = {key: event for key, event in shown.items() if key not in removals}
        self._sending.stand(left, removals)

    def key_of(self, one: Waiting) -> EventKey:
        """What the event it is about is called now."""
        return current(one.event.key, self._agenda.moved)

    def _written(self, draft: Draft) -> Event | None:
        write = self._check(draft).write
        return foreseen(draft, write) if write is not None else None

    def _replied(self, reply: Reply, written: Event | None) -> Event:
        known = written or self._agenda.event(self.key_of(reply)) or reply.event
        return answered(known, self._email(), reply.answer)
