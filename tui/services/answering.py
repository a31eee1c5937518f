"""Answers to invitations: seen at once, sent in their turn, and read back."""

from __future__ import annotations

from tui.domain.deeds import Deed
from tui.domain.errors import ApiError, ChangedBehind, NotFound
from tui.domain.events import Event, Rsvp
from tui.domain.foreseen import answered
from tui.services.adopting import under
from tui.services.lines import Lines
from tui.services.ports import CalendarApi
from tui.services.sync import Agenda

_FOR_GOOD = "an answer can be changed, not withdrawn."


class Answers:
    """What is said to invitations."""

    def __init__(self, api: CalendarApi, agenda: Agenda, lines: Lines) -> None:
        self._api = api
        self._agenda = agenda
        self._lines = lines

    async def answer(self, event: Event, email: str, answer: Rsvp, comment: str = "") -> tuple[Deed, str]:
        """What was done, and why the organizer was not mailed, if they were not. Raises ApiError."""
        event = under(event, self._agenda.moved)
        coming = answered(event, email, answer)
        before = event.answer_of(email)
        with self._agenda.sending.shown(event.key, coming) as layer:
            async with self._lines.of(event.key):
                unmailed = await self._api.rsvp(event.key, answer, comment)
                await self._read_back(event, coming)
                layer.answered()
        why_not = "" if before not in (None, Rsvp.NONE) else _FOR_GOOD
        return Deed(event, coming, answered=before or Rsvp.NONE, why_not=why_not), unmailed

    async def not_given(self, event: Event, email: str, answer: Rsvp) -> Event | None:
        """An invitation as it is now; None where this is its answer already.

        Raises ChangedBehind where it is at another time now, and ApiError.
        """
        now = await self._api.event(under(event, self._agenda.moved).key)
        await self._agenda.put(now)
        if now.when != event.when:
            then = "R answers it as it is now."
            raise ChangedBehind(("when",), now, means="It was not answered.", next_step=then)
        return None if now.answer_of(email) is answer else now

    async def _read_back(self, event: Event, coming: Event) -> None:
        """What came of it; some accounts drop what is declined."""
        try:
            await self._agenda.put(await self._api.event(event.key))
        except NotFound:
            await self._agenda.drop(event.key)
        except ApiError:  # the answer itself went through; what else came of it shows with the next listing
            await self._agenda.put(coming)
