"""“Adding conferencing to events”: what is read, what is written by hand, what is made, and what is not."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import EPOCH, WHEN, consented, created, host, typed
from tests.sandbox.curl import JSON, Curl
from tui.domain.calendars import AccountKind
from tui.domain.capabilities import Switches, Verdict, rule
from tui.domain.checking import check
from tui.domain.conferencing import Autocreate, Details, Linked, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Forbidden, Refused
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


async def test_the_conferencing_object_as_printed_is_read_and_written(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    printed = {
        "provider": "Google Meet",
        "details": {
            "url": "https://meet.google.com/abc-defg-hij",
            "pin": "xyz",
            "phone": ["+1 234 555 6789"],
        },
    }
    event = curls["google"].create(title="Printed", when=WHEN, conferencing=printed).data
    assert event["conferencing"] == printed
    read = (await opened("google").event(EventKey("primary", event["id"]))).conferencing
    assert isinstance(read, Linked)
    assert (read.details.pin, read.details.phones) == ("xyz", ("+1 234 555 6789",))


def test_the_printed_request_with_details_is_taken(curls: dict[str, Curl]) -> None:
    body = {
        "title": "Annual Philosophy Club Meeting",
        "busy": True,
        "conferencing": {
            "provider": "Google Meet",
            "details": {
                "url": "https://meet.google.com/***-****-***",
                "pin": "xyz",
                "phone": ["+1 234 555 6789"],
            },
        },
        "participants": [
            {"name": "Leyah Miller", "email": "leyah@example.com"},
            {"name": "Nyla", "email": "nyla@example.com"},
        ],
        "description": "Come ready to talk philosophy!",
        "when": {
            "start_time": EPOCH,
            "end_time": EPOCH + 3600,
            "start_timezone": "America/New_York",
            "end_timezone": "America/New_York",
        },
        "location": "New York Public Library, Cave room",
        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20270614T000000Z"],
        "metadata": {"key1": "club"},
    }
    event = curls["google"].create(**body).data
    same = ("title", "busy", "conferencing", "description", "location", "recurrence", "metadata")
    assert {name: event[name] for name in same} == {name: body[name] for name in same}
    assert [person["name"] for person in event["participants"]] == ["Leyah Miller", "Nyla"]


async def test_details_by_hand_make_no_meeting_anywhere(opened: Opened, curls: dict[str, Curl]) -> None:
    link = Details("https://us02web.zoom.us/j/89012345678")
    event = await created(opened("google"), conferencing=OwnDetails(Provider.ZOOM, link))
    held = curls["google"].get("/__sandbox__/conferences").data
    assert event.id not in [one["event_id"] for one in held]


def test_calls_are_read_however_microsoft_s_event_writes_them(curls: dict[str, Curl]) -> None:
    microsoft, link = curls["microsoft"], "https://global.gotomeeting.com/join/123456789"
    for member in ("location", "description"):
        event = microsoft.create(title="Found", when=WHEN, **{member: f"Join at {link} please"}).data
        assert event["conferencing"] == {"provider": "GoToMeeting", "details": {"url": link}}


def test_on_google_calls_are_read_from_the_conference_not_from_the_text(curls: dict[str, Curl]) -> None:
    text = "Join at https://global.gotomeeting.com/join/123456789"
    assert curls["google"].create(title="Text", when=WHEN, location=text).data["conferencing"] == {}


def test_the_printed_autocreate_is_taken_and_more_members_are_not_validated(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    members: tuple[JSON, ...] = ({}, {"whatever": {"the": ["provider", "knows"]}})
    for asked in members:
        call: JSON = {"provider": "Google Meet", "autocreate": asked}
        assert google.create(title="Auto", when=WHEN, conferencing=call).status == 200


def test_the_printed_zoom_settings_are_taken(curls: dict[str, Curl]) -> None:
    settings = {
        "join_before_host": True,
        "waiting_room": False,
        "mute_upon_entry": True,
        "host_video": True,
        "participant_video": False,
        "auto_recording": "cloud",
        "meeting_authentication": True,
    }
    asked = {"conf_grant_id": curls["zoom"].grant, "conf_settings": {"settings": settings}}
    call = {"provider": "Zoom Meeting", "autocreate": asked}
    title = "Customized Zoom Meeting #link:never"
    event = curls["google"].create(title=title, when=WHEN, conferencing=call).data
    assert event["conferencing"]["autocreate"]["conf_settings"] == {"settings": settings}


async def test_teams_needs_leave_to_make_online_meetings_and_google_needs_no_more_than_events(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    with consented(curls["microsoft"], "Calendars.ReadWrite"), pytest.raises(Forbidden) as caught:
        await created(opened("microsoft"), conferencing=Autocreate(Provider.TEAMS))
    assert "OnlineMeetings.ReadWrite" in caught.value.what
    with consented(curls["google"], "https://www.googleapis.com/auth/calendar.events"):
        assert (await created(opened("google"), conferencing=Autocreate(Provider.MEET))).id


@pytest.mark.parametrize(
    "missing", ["meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting", "user:read:user"]
)
async def test_zoom_s_scopes_belong_to_the_zoom_application_and_the_refusal_says_so(
    opened: Opened, curls: dict[str, Curl], missing: str
) -> None:
    api = opened("google")
    zoom = await host(api, AccountKind.ZOOM)
    granted = curls["zoom"].get(f"/v3/grants/{zoom.id}").data["scope"]
    rest = [scope for scope in granted if scope != missing]
    with consented(curls["zoom"], *rest), pytest.raises(Forbidden) as caught:
        await created(api, conferencing=Autocreate(Provider.ZOOM, zoom.id))
    assert f"needs the scope {missing} on the Zoom application" in caught.value.what


@pytest.mark.parametrize("account", ["google", "microsoft", "icloud", "virtual-calendar"])
async def test_zoom_is_platform_agnostic(opened: Opened, account: str) -> None:
    api = opened(account)
    zoom = await host(api, AccountKind.ZOOM)
    assert (await created(api, conferencing=Autocreate(Provider.ZOOM, zoom.id))).id


@pytest.mark.parametrize(
    ("account", "provider"), [("google", "Microsoft Teams"), ("microsoft", "Google Meet")]
)
def test_meet_and_teams_are_not_created_across_platforms(
    curls: dict[str, Curl], account: str, provider: str
) -> None:
    call: JSON = {"provider": provider, "autocreate": {}}
    refused = curls[account].create(title="Across", when=WHEN, conferencing=call).refusal
    assert refused[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize("provider", [Provider.WEBEX, Provider.GOTO])
def test_webex_and_gotomeeting_are_read_but_never_created_and_the_editor_says_so(
    curls: dict[str, Curl], provider: Provider
) -> None:
    call: JSON = {"provider": provider.value, "autocreate": {}}
    assert curls["google"].create(title="No", when=WHEN, conferencing=call).refusal[0] == 400
    found = check(*typed(call=CallDraft(provider, CallMode.CREATE)))
    assert any("cannot be created" in one.says for one in found.problems)


def test_the_event_is_not_made_when_its_conference_is_refused(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    call = {"provider": "Google Meet", "autocreate": {}}
    title = "Nothing left behind #link:refuse"
    assert google.create(title=title, when=WHEN, conferencing=call).status == 504
    assert title not in [event["title"] for event in google.events(start=EPOCH, end=EPOCH + 60, limit=200)]
