"""A series is divided on either generation: what follows keeps the link, or it is said that it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.desk import Desk, at_the_desk
from tests.services.firings import MONDAY, listed, own_calendar
from tui.domain.conferencing import (
    Autocreate,
    ConferenceChange,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Provider,
    Requested,
)
from tui.domain.drafts import Draft
from tui.domain.events import Event
from tui.domain.scope_words import say_reach
from tui.domain.scoping import Scope, for_following
from tui.domain.when import Timespan
from tui.domain.writes import EventWrite

LINKS = {
    Provider.MEET: Details("https://meet.google.com/abc-defg-hij"),
    Provider.ZOOM: Details("https://us02web.zoom.us/j/89012345678?pwd=kiln", "89012345678", "kiln"),
    Provider.TEAMS: Details("https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0"),
}


async def series(desk: Desk, call: ConferenceChange) -> str:
    """Eight firings with a call; the calendar they are on."""
    when = Timespan(MONDAY, MONDAY + timedelta(minutes=30), "Europe/London", "Europe/London")
    rules = ("RRULE:FREQ=DAILY;COUNT=8",)
    write = EventWrite(title="Firing", when=when, recurrence=rules, conferencing=call)
    calendar = own_calendar(desk)
    await desk.workspace.api.create(calendar, write, notify=False)
    return calendar


async def third(desk: Desk, calendar: str) -> tuple[Draft, Event]:
    """The third of them renamed, and its series."""
    one = (await listed(desk, calendar))[2]
    draft = replace(desk.workspace.edits.of(one), title="Late firing")
    return draft, await desk.workspace.edits.series(one)


def said(desk: Desk, draft: Draft, master: Event) -> str:
    return " ".join(say_reach(Scope.FOLLOWING, draft, master, desk.workspace.edits.context()))


def url_of(event: Event) -> str:
    return event.conferencing.details.url if isinstance(event.conferencing, Linked) else ""


@pytest.mark.parametrize("provider", LINKS, ids=lambda one: one.name.lower())
@pytest.mark.parametrize("older", ["", "gmail", "exchange"], ids=["v3", "v2-gmail", "v2-exchange"])
async def test_those_that_follow_have_the_link_of_those_before(older: str, provider: Provider) -> None:
    async with at_the_desk(older=older) as desk:
        calendar = await series(desk, OwnDetails(provider, LINKS[provider]))
        draft, master = await third(desk, calendar)
        assert "call" not in said(desk, draft, master)
        saved = await desk.workspace.edits.save(for_following(draft, master, desk.workspace.edits.context()))
        assert (saved.differences, saved.job) == ((), None)
        found = await listed(desk, calendar)
        assert [event.title for event in found] == ["Firing"] * 2 + ["Late firing"] * 6
        assert {url_of(event) for event in found} == {LINKS[provider].url}
        assert {event.conferencing for event in found} == {master.conferencing}


@pytest.mark.parametrize(
    ("older", "provider"),
    [("", Provider.MEET), ("gmail", Provider.MEET), ("exchange", Provider.TEAMS)],
    ids=["v3-meet", "v2-meet", "v2-teams"],
)
async def test_a_link_the_service_made_goes_along_too(older: str, provider: Provider) -> None:
    async with at_the_desk("at-once", older=older) as desk:
        calendar = await series(desk, Autocreate(provider))
        draft, master = await third(desk, calendar)
        assert url_of(master)
        assert "call" not in said(desk, draft, master)
        await desk.workspace.edits.save(for_following(draft, master, desk.workspace.edits.context()))
        found = await listed(desk, calendar)
        assert len(found) == 8
        assert {url_of(event) for event in found} == {url_of(master)}


async def test_a_link_that_is_still_on_its_way_cannot_go_along_and_that_is_said() -> None:
    async with at_the_desk("never") as desk:
        calendar = await series(desk, Autocreate(Provider.MEET))
        draft, master = await third(desk, calendar)
        assert isinstance(master.conferencing, Requested)
        assert "Its link is not there yet; they get one of their own." in said(desk, draft, master)


async def test_a_call_nobody_can_name_is_said_to_be_lost_and_its_words_stay() -> None:
    async with at_the_desk() as desk:
        calendar = await series(desk, OwnDetails(Provider.MEET, LINKS[Provider.MEET]))
        draft, master = await third(desk, calendar)
        strange = replace(
            master,
            conferencing=Linked("Kiln Talk", Details("https://talk.kiln.test/1")),
            description="Join at https://talk.kiln.test/1",
        )
        one = replace(draft.original, conferencing=strange.conferencing) if draft.original else None
        odd = replace(desk.workspace.edits.of(one), title="Late firing") if one else draft
        assert "Its call cannot be taken along; they have none then." in said(desk, odd, strange)
        after = for_following(odd, strange, desk.workspace.edits.context())
        assert after.call.provider is None
        assert not isinstance(strange.conferencing, NoConference)
        assert "https://talk.kiln.test/1" in after.description
