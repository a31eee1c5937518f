"""“Automatic meeting details” (API v2): Zoom, Google Meet and Teams made by the calendar."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import created, own
from tui.domain.conferencing import Autocreate, Linked, Provider, Requested
from tui.domain.errors import Refused
from tui.domain.events import Event, EventKey
from tui.domain.work import WorkState
from tui.services.ports import CalendarApi

MADE = (("gmail", Provider.ZOOM), ("gmail", Provider.MEET), ("exchange", Provider.TEAMS))


async def finished(api: CalendarApi, event: Event) -> Event:
    """The event once its job is done."""
    for _ in range(3):
        work = await api.work(event.work_id)
        if work is not None and work.state is WorkState.DONE:
            return await api.event(EventKey(event.calendar_id, work.event_id))
    raise AssertionError("the job is never done")


@pytest.mark.parametrize(("kind", "provider"), MADE)
async def test_autocreate_with_a_provider_adds_a_meeting(
    opened: Opened, kind: str, provider: Provider
) -> None:
    api = opened(f"v2:{kind}")
    event = await finished(api, await created(api, conferencing=Autocreate(provider)))
    assert isinstance(event.conferencing, Linked)
    assert event.conferencing.provider == provider
    assert event.conferencing.details.url


@pytest.mark.parametrize(("kind", "provider"), MADE)
async def test_a_200_does_not_mean_that_the_event_was_created(
    opened: Opened, kind: str, provider: Provider
) -> None:
    event = await created(opened(f"v2:{kind}"), conferencing=Autocreate(provider))
    assert event.conferencing == Requested(provider.value)
    assert event.work_id


async def test_a_successful_job_shows_the_meeting_in_the_event(opened: Opened) -> None:
    api = opened("v2:gmail")
    asked = await created(api, conferencing=Autocreate(Provider.MEET))
    await finished(api, asked)
    assert isinstance((await api.event(asked.key)).conferencing, Linked)


@pytest.mark.parametrize(("kind", "provider"), [("gmail", Provider.ZOOM), ("exchange", Provider.TEAMS)])
async def test_the_finished_zoom_or_teams_event_has_another_id(
    opened: Opened, kind: str, provider: Provider
) -> None:
    api = opened(f"v2:{kind}")
    asked = await created(api, conferencing=Autocreate(provider))
    assert (await finished(api, asked)).id != asked.id


async def test_the_settings_object_goes_through_unvalidated(opened: Opened) -> None:
    settings = {"password": "6789011", "settings": {"mute_upon_entry": True, "anything": "goes"}}
    api = opened("v2:gmail")
    assert (await created(api, conferencing=Autocreate(Provider.ZOOM, "", settings))).work_id


@pytest.mark.parametrize("kind", ["eas", "icloud", "graph", "virtual"])
async def test_zoom_is_not_available_on_eas_only_icloud_graph_and_virtual_calendars(
    opened: Opened, kind: str
) -> None:
    with pytest.raises(Refused):
        await created(opened(f"v2:{kind}"), conferencing=Autocreate(Provider.ZOOM))


@pytest.mark.parametrize("kind", ["exchange", "eas", "icloud", "graph", "virtual"])
async def test_google_meet_is_available_on_google_accounts_only(opened: Opened, kind: str) -> None:
    with pytest.raises(Refused):
        await created(opened(f"v2:{kind}"), conferencing=Autocreate(Provider.MEET))


@pytest.mark.parametrize("kind", ["gmail", "eas", "icloud", "graph", "virtual"])
async def test_teams_is_available_on_exchange_accounts_only(opened: Opened, kind: str) -> None:
    with pytest.raises(Refused):
        await created(opened(f"v2:{kind}"), conferencing=Autocreate(Provider.TEAMS))


async def test_the_teams_block_is_taken_out_of_the_notes_with_the_call(opened: Opened) -> None:
    from tui.domain.callnotes import without_call, without_call_html

    api = opened("v2:exchange")
    asked = await created(api, description="Bring gloves.", conferencing=Autocreate(Provider.TEAMS))
    event = await finished(api, asked)
    assert "~~~~~~~~~~" in event.description
    assert without_call(event.description)[0].strip() == "Bring gloves."
    printed = (
        "<html><body>Lets celebrate<br>~~~~~~~~~~<br>url: https://teams.microsoft.com/l/x </body></html>"
    )
    assert "teams.microsoft.com" not in without_call_html(printed)[0]


async def test_reading_needs_no_calendar_and_writing_names_it_in_the_body(opened: Opened) -> None:
    api = opened("v2:gmail")
    event = await created(api)
    assert event.calendar_id == await own(api)
    assert (await api.event(event.key)).title == "Kiln handover"
