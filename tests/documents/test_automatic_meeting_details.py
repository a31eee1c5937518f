"""“Automatic meeting details” (API v2): Zoom, Google Meet and Teams made by the calendar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import account, created, own, typed
from tests.domain.samples import event, linked
from tui.domain.calendars import AccountKind
from tui.domain.checking import check
from tui.domain.conferencing import Autocreate, Linked, NoConference, Provider, Requested
from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Refused
from tui.domain.events import Event, EventKey
from tui.domain.work import WorkState
from tui.domain.writes import EventWrite
from tui.services.ports import CalendarApi

MADE = (
    ("gmail", Provider.ZOOM),
    ("gmail", Provider.MEET),
    ("exchange", Provider.TEAMS),
    ("ews", Provider.TEAMS),
)


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


IMPOSSIBLE = [
    *((kind, Provider.ZOOM) for kind in (AccountKind.MICROSOFT, AccountKind.ICLOUD, AccountKind.VIRTUAL)),
    *((kind, Provider.MEET) for kind in AccountKind if kind not in (AccountKind.GOOGLE, AccountKind.ZOOM)),
    *((kind, Provider.TEAMS) for kind in (AccountKind.MICROSOFT, AccountKind.ICLOUD, AccountKind.GOOGLE)),
]


@pytest.mark.parametrize(("kind", "provider"), IMPOSSIBLE)
def test_the_editor_says_what_an_account_cannot_create_before_the_server_does(
    kind: AccountKind, provider: Provider
) -> None:
    draft, known = typed(call=CallDraft(provider, CallMode.CREATE))
    found = check(draft, account(kind, known, "v2"))
    assert any("cannot be created" in one.says and one.fix for one in found.problems)


def test_the_editor_says_that_a_teams_call_is_not_replaced() -> None:
    has_teams = event(conferencing=linked("https://teams.microsoft.com/l/meetup-join/19", "Microsoft Teams"))
    _, known = typed()
    draft = replace(draft_of("d", has_teams, known.zone), call=CallDraft(Provider.ZOOM, CallMode.CREATE))
    found = check(draft, account(AccountKind.EWS, known, "v2"))
    assert any("cannot be replaced" in one.says and "anew" in one.fix for one in found.problems)


async def test_without_settings_the_account_s_own_defaults_hold(opened: Opened) -> None:
    described = opened("v2:gmail").described(
        "c", "", EventWrite(conferencing=Autocreate(Provider.ZOOM)), notify=True
    )
    assert described.body["conferencing"] == {"provider": "Zoom Meeting", "autocreate": {}}


async def test_a_request_never_holds_both_and_calls_the_settings_settings(opened: Opened) -> None:
    settings = {"password": "6789011", "settings": {"mute_upon_entry": True}}
    write = EventWrite(conferencing=Autocreate(Provider.ZOOM, "", settings))
    body = opened("v2:gmail").described("c", "", write, notify=True).body
    assert body["conferencing"] == {"provider": "Zoom Meeting", "autocreate": {"settings": settings}}


async def test_a_job_that_fails_is_told_and_leaves_an_event_without_a_call(opened: Opened) -> None:
    api = opened("v2:gmail")
    asked = await created(api, title="Kiln #link:fail", conferencing=Autocreate(Provider.MEET))
    looks = [await api.work(asked.work_id) for _ in range(3)]
    assert looks[-1] is not None
    assert looks[-1].state is WorkState.FAILED
    assert (await api.event(asked.key)).conferencing == NoConference()
