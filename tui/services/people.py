"""The people the user has met, from the store alone; nobody is asked about them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from tui.domain.events import Participant
from tui.domain.people import people_in
from tui.domain.when import Window
from tui.services.sync import Agenda

BACK, AHEAD = timedelta(days=180), timedelta(days=90)
"""How far around now events are looked at."""


async def people_seen(agenda: Agenda, now: datetime, own_email: str) -> tuple[Participant, ...]:
    """Everybody in the events around now, those met most often first; looked for beside the loop."""
    ids = [calendar.id for calendar in agenda.calendars()]
    window = Window(now - BACK, now + AHEAD)
    return await asyncio.to_thread(lambda: people_in(agenda.view(window, ids).events, own_email))
