"""Getting into calls: which link, which call is next, and opening it outside the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, urlsplit

from tui.domain.conferencing import Provider
from tui.domain.errors import CallsheetError
from tui.domain.events import Event
from tui.domain.links import Link, Trust, for_anyone, inspect, links_of
from tui.domain.nextcall import LOOK_AHEAD, NextCall, current_or_next
from tui.domain.when import Window
from tui.services.sync import Agenda

if TYPE_CHECKING:
    from tui.services.ports import Opener

_LONGEST_CALL = timedelta(hours=24)


class Opened(NamedTuple):
    """What became of a link: it went to a browser, or there is none."""

    how: Literal["browser", "none"]


class Meet:
    """Links and the next call."""

    def __init__(self, agenda: Agenda, opener: Opener, own_email: Callable[[], str]) -> None:
        self._agenda = agenda
        self._opener = opener
        self._own_email = own_email

    def links(self, event: Event) -> tuple[Link, ...]:
        """Every link that may lead into the event's call, the best first."""
        return links_of(event)

    def next_call(self, now: datetime) -> NextCall | None:
        """The call to join now, or the next one."""
        window = Window(now - _LONGEST_CALL, now + LOOK_AHEAD)
        return current_or_next(self._agenda.view(window).events, now, self._own_email())

    async def open(self, link: Link) -> Opened:
        """Open a link the user chose. Raises CallsheetError for one that is never opened."""
        judged = inspect(link.url, link.source)
        if judged.trust is Trust.REFUSE:
            raise CallsheetError("That link is not opened.", means=judged.reason, next_step="y copies it.")
        if not await asyncio.to_thread(self._opener.available):
            return Opened("none")
        await asyncio.to_thread(self._opener.open, for_account(judged, self._own_email()))
        return Opened("browser")


def for_account(link: Link, email: str) -> str:
    """The address to open: a Google Meet names whose account joins, as browsers may know several.

    An account the sender left in the link is not the one that joins.
    """
    if link.provider is not Provider.MEET or not email:
        return link.url
    parts = urlsplit(for_anyone(link))
    query = f"{parts.query}&" if parts.query else ""
    return parts._replace(query=f"{query}authuser={quote(email)}").geturl()
