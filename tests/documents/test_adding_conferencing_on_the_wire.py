"""“Adding conferencing to events” on the wire: what it prints, the consent it asks for, and its limits."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import EPOCH, WHEN, consented, created, host, typed
from tests.sandbox.curl import JSON, Curl
from tui.domain.calendars import AccountKind
from tui.domain.checking import check
from tui.domain.conferencing import Autocreate, Details, Linked, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Forbidden, Refused, Unauthorized
from tui.domain.events import EventKey


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


async def test_without_a_microsoft_365_subscription_teams_is_refused_in_the_provider_s_words(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    microsoft = curls["microsoft"]
    call: JSON = {"provider": "Microsoft Teams", "autocreate": {}}
    answer = microsoft.create(title="Kiln #link:refuse", when=WHEN, conferencing=call)
    assert (answer.status, answer.body["error"]["type"]) == (504, "provider_error")
    with pytest.raises(Refused) as caught:
        await created(opened("microsoft"), title="Kiln #link:refuse", conferencing=Autocreate(Provider.TEAMS))
    assert "not allowed to create meetings" in caught.value.server_words


async def test_an_account_whose_consent_has_run_out_is_told_to_authenticate_again(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    path = f"/__sandbox__/grants/{curls['microsoft'].grant}"
    curls["microsoft"].call("PUT", path, body={"grant_status": "invalid"})
    try:
        with pytest.raises(Unauthorized) as caught:
            await opened("microsoft").calendars()
    finally:
        curls["microsoft"].call("PUT", path, body={"grant_status": "valid"})
    assert "authenticate again" in caught.value.next_step
