"""“Adding conferencing to events”: what is read, what is written by hand, what is made, and what is not."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import WHEN, created, host, typed
from tests.sandbox.curl import Curl
from tui.domain.calendars import AccountKind
from tui.domain.capabilities import Switches, Verdict, rule
from tui.domain.checking import check
from tui.domain.conferencing import Autocreate, Details, Linked, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Refused
from tui.domain.events import EventKey
from tui.domain.when import Window

READ = (
    *("Google Meet", "GoToMeeting", "Skype for Business", "Skype for Consumer", "Teams for Business"),
    *("WebEx", "Zoom Meeting"),
)


async def test_conferencing_is_read_from_the_seven_providers(opened: Opened, curls: dict[str, Curl]) -> None:
    from datetime import timedelta

    from tests.documents.conftest import NOW

    api = opened("google")
    found = set()
    window = Window(NOW - timedelta(days=120), NOW + timedelta(days=120))
    for calendar in await api.calendars():
        async for page in api.events(calendar.id, window):
            found |= {e.conferencing.provider for e in page.events if isinstance(e.conferencing, Linked)}
    assert set(READ) <= found


async def test_not_every_event_has_a_conference(opened: Opened) -> None:
    from tui.domain.conferencing import NoConference

    assert (await created(opened("google"))).conferencing == NoConference()


@pytest.mark.parametrize("provider", Provider)
async def test_details_are_written_for_each_provider_with_its_own_members(
    opened: Opened, provider: Provider
) -> None:
    api = opened("google")
    given = Details("https://call.example.com/1", "12345678901", "s3cret", "99", ("+1 234 555 6789",))
    event = await created(api, conferencing=OwnDetails(provider, given))
    read = (await api.event(event.key)).conferencing
    assert isinstance(read, Linked)
    assert (read.provider, read.details.url) == (provider.value, given.url)


def test_only_presence_and_form_of_details_are_validated(curls: dict[str, Curl]) -> None:
    odd = {"provider": "Zoom Meeting", "details": {"url": "not a link at all"}}
    none = {"provider": "Zoom Meeting", "details": {"meeting_code": "1"}}
    assert curls["google"].create(title="Odd", when=WHEN, conferencing=odd).status == 200
    assert curls["google"].create(title="None", when=WHEN, conferencing=none).refusal[0] == 400


def test_a_link_that_is_none_is_refused_by_the_editor_because_the_service_does_not() -> None:
    assert check(*typed(call=CallDraft(Provider.ZOOM, CallMode.OWN, url="not a link at all"))).problems


@pytest.mark.parametrize(
    ("account", "provider"), [("google", Provider.MEET), ("microsoft", Provider.TEAMS)], ids=["meet", "teams"]
)
async def test_the_account_s_own_connector_makes_its_own_meetings(
    opened: Opened, account: str, provider: Provider
) -> None:
    api = opened(account)
    event = await created(api, conferencing=Autocreate(provider))
    await api.event(event.key)
    assert isinstance((await api.event(event.key)).conferencing, Linked)


async def test_zoom_s_settings_go_through_unvalidated(opened: Opened, curls: dict[str, Curl]) -> None:
    api = opened("google")
    zoom = await host(api, AccountKind.ZOOM)
    settings = {"settings": {"join_before_host": True, "auto_recording": "cloud", "anything": "goes"}}
    event = await created(api, conferencing=Autocreate(Provider.ZOOM, zoom.id, settings))
    sent = curls["google"].event(event.id, event.calendar_id).data["conferencing"]
    assert sent["autocreate"]["conf_settings"] == settings


async def test_an_example_answer_of_the_document_is_read() -> None:
    import json

    from tests.nylas.faults import answers, misbehaving
    from tests.nylas.lines import account

    printed = {
        "busy": True,
        "calendar_id": "primary",
        "conferencing": {
            "details": {"meeting_code": "ist-****-tcz", "url": "https://meet.google.com/ist-****-tcz"},
            "provider": "Google Meet",
        },
        "description": None,
        "id": "6aaaaaaame8kpgcid6hvd",
        "object": "event",
        "organizer": {"email": "anna.molly@example.com", "name": ""},
        "participants": [{"email": "jenna.doe@example.com", "status": "yes"}],
        "read_only": True,
        "reminders": {"overrides": None, "use_default": True},
        "status": "confirmed",
        "title": "Holiday check in",
        "when": {"end_time": 1701978300, "object": "timespan", "start_time": 1701977400},
    }
    async with misbehaving(answers(json.dumps({"request_id": "r", "data": printed}))) as server:
        api = account(server.uri)
        event = await api.event(EventKey("primary", "6aaaaaaame8kpgcid6hvd"))
        await api.aclose()
    assert isinstance(event.conferencing, Linked)
    assert event.conferencing.details.code == "ist-****-tcz"
    assert event.read_only


def test_cross_platform_calls_follow_the_switch_where_the_documents_contradict_each_other() -> None:
    from tests.domain.samples import MICROSOFT

    hosts = (MICROSOFT,)
    verdicts = {
        cross: rule(
            AccountKind.GOOGLE, None, Provider.TEAMS, CallMode.CREATE, hosts, Switches(cross_provider=cross)
        ).verdict
        for cross in (True, False)
    }
    assert verdicts == {True: Verdict.NEEDS_HOST, False: Verdict.IMPOSSIBLE}


async def test_a_cross_platform_call_can_be_attached_by_hand(opened: Opened) -> None:
    link = Details("https://teams.microsoft.com/l/meetup-join/19%3ameeting")
    event = await created(opened("google"), conferencing=OwnDetails(Provider.TEAMS, link))
    assert event.conferencing == Linked("Microsoft Teams", link)


async def test_without_the_host_s_consent_the_call_fails_and_no_event_is_made(opened: Opened) -> None:
    api = opened("google")
    with pytest.raises(Refused) as caught:
        await created(api, title="Kiln #link:refuse", conferencing=Autocreate(Provider.MEET))
    assert caught.value.server_words


def test_zoom_needs_a_connected_zoom_account_and_the_editor_says_how_to_get_one() -> None:
    found = check(*typed(call=CallDraft(Provider.ZOOM, CallMode.CREATE)))
    assert any(
        "none is connected" in one.says and "Connect a Zoom account" in one.fix for one in found.problems
    )
