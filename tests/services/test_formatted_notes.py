"""Formatted notes over the wire: links are judged by where they lead, and a call leaves no text behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.test_callnotes_html import BLOCKS
from tests.services.desk import Desk, at_the_desk
from tui.domain.conferencing import NoConference, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.events import Event
from tui.domain.links import Trust, link_of

MEET = "https://meet.google.com/abc-defg-hij"


async def saved(desk: Desk, description: str, url: str = "") -> Event:
    """An event with these notes, read back from the service."""
    edits, now = desk.workspace.edits, desk.world.clock.now()
    call = CallDraft(Provider.MEET, CallMode.OWN, url=url) if url else CallDraft()
    draft = replace(edits.new(now + timedelta(hours=1)), title="Review", description=description, call=call)
    return (await edits.save(draft)).event


async def test_a_button_that_hides_where_it_leads_is_asked_about_before_it_is_opened() -> None:
    async with at_the_desk() as desk:
        event = await saved(desk, f'<p>Join: <a href="{MEET}">https://zoom.us/j/85012345678</a></p>')
        assert event.html
        link = link_of(event)
        assert link is not None
        assert (link.trust, link.shown, link.host) == (Trust.ASK, "zoom.us", "meet.google.com")


async def test_a_link_behind_a_button_is_the_call() -> None:
    async with at_the_desk() as desk:
        event = await saved(desk, f'<p>Agenda</p><p><a href="{MEET}"><b>Join the call</b></a></p>')
        link = link_of(event)
        assert link is not None
        assert (link.url, link.trust, link.source) == (MEET, Trust.KNOWN, "description")


@pytest.mark.parametrize("name", ["google", "teams, in blocks", "zoom, in blocks"])
async def test_a_call_that_is_taken_away_takes_its_text_along_and_nothing_else(name: str) -> None:
    async with at_the_desk() as desk:
        own = "<p>Bring the <b>drawings</b> &amp; tea.</p>"
        event = await saved(desk, f"{own}<div>{BLOCKS[name]}</div><p>See you, Mira</p>", MEET)
        assert not isinstance(event.conferencing, NoConference)
        edits = desk.workspace.edits
        left = (await edits.save(replace(edits.of(event), call=CallDraft()))).event
        assert left.conferencing == NoConference()
        assert left.raw["description"] == f"{own}<p>See you, Mira</p>"
