"""“Events”: the considerations of the overview."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import EPOCH, START, consented, created, own
from tests.sandbox.curl import Curl
from tui.domain.errors import Forbidden, NotFound, Refused
from tui.domain.events import EventKey, Participant, Rsvp
from tui.domain.when import Window
from tui.domain.writes import EventWrite


async def test_the_same_calls_manage_events_of_every_provider(opened: Opened) -> None:
    for account in (
        "google",
        "microsoft",
        "icloud",
        "virtual-calendar",
        "v2:gmail",
        "v2:exchange",
        "v2:icloud",
    ):
        api = opened(account)
        event = await created(api)
        await api.update(event.key, EventWrite(title="Changed"), notify=False)
        assert (await api.event(event.key)).title == "Changed"
        await api.delete(event.key, notify=False)
        with pytest.raises(NotFound):
            await api.event(event.key)


async def test_a_put_merges_members_and_replaces_nested_objects(opened: Opened) -> None:
    api = opened("google")
    event = await created(api, location="Yard", metadata={"key1": "a", "key2": "b"})
    await api.update(event.key, EventWrite(metadata={"key3": "c"}), notify=False)
    read = await api.event(event.key)
    assert (read.location, read.metadata) == ("Yard", {"key3": "c"})


async def test_an_invitation_is_answered_by_send_rsvp_but_not_on_icloud(opened: Opened) -> None:
    google, icloud = opened("google"), opened("icloud")
    me = (await google.grant()).email
    event = await created(google, participants=(Participant(me),))
    await google.rsvp(event.key, Rsvp.YES)
    assert (await google.event(event.key)).answer_of(me) is Rsvp.YES
    mine = (await icloud.grant()).email
    invitation = await created(icloud, participants=(Participant(mine),))
    with pytest.raises(Refused):
        await icloud.rsvp(invitation.key, Rsvp.YES)


def test_microsoft_finds_an_event_through_any_calendar_of_the_grant(curls: dict[str, Curl]) -> None:
    microsoft = curls["microsoft"]
    calendars = [c["id"] for c in microsoft.get("calendars").data if not c["read_only"]]
    made = microsoft.create(
        calendars[0], title="Shared", when={"start_time": EPOCH, "end_time": EPOCH + 60}
    ).data
    assert microsoft.event(made["id"], calendars[-1]).data["title"] == "Shared"


def test_icloud_answers_for_six_months_at_most(curls: dict[str, Curl]) -> None:
    icloud = curls["icloud"]
    calendar = icloud.get("calendars").data[0]["id"]
    year = {"start": EPOCH, "end": EPOCH + 365 * 86_400}
    refused = icloud.get("events", calendar_id=calendar, **year).refusal
    assert refused[1:] == (
        "invalid_request_error",
        "The maximum time range for iCloud event queries is 6 months.",
    )


async def test_the_client_splits_longer_icloud_ranges_by_itself(opened: Opened) -> None:
    api = opened("icloud")
    event = await created(api)
    year = Window(START - timedelta(days=180), START + timedelta(days=180))
    found = [one.id async for page in api.events(await own(api), year) for one in page.events]
    assert found.count(event.id) == 1


def test_google_keeps_deleted_events_in_sight_for_a_while(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    made = google.create(title="Trash", when={"start_time": EPOCH, "end_time": EPOCH + 60}).data
    google.delete(made["id"])
    window = {"start": EPOCH - 1, "end": EPOCH + 61}
    assert made["id"] not in [event["id"] for event in google.events(**window)]
    assert made["id"] in [event["id"] for event in google.events(**window, show_cancelled=True)]


async def test_a_mail_that_could_not_be_sent_is_told_with_the_stored_answer(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    api = opened("google")
    me = (await api.grant()).email
    event = await created(api, participants=(Participant(me),))
    with consented(curls["google"], "https://www.googleapis.com/auth/calendar"):
        trouble = await api.rsvp(event.key, Rsvp.YES)
    assert "no mail was sent" in trouble
    assert (await api.event(event.key)).answer_of(me) is Rsvp.YES
    assert await api.rsvp(event.key, Rsvp.NO) == ""


async def test_a_participant_answers_what_they_may_not_change(opened: Opened) -> None:
    from tests.documents.conftest import NOW

    api = opened("google")
    me = (await api.grant()).email
    window = Window(NOW, NOW + timedelta(days=20))
    invited = next(
        [
            event
            async for page in api.events(await own(api), window)
            for event in page.events
            if event.read_only and me in [person.email for person in event.participants]
        ].__iter__()
    )
    with pytest.raises(Forbidden):
        await api.update(invited.key, EventWrite(title="Mine now"), notify=False)
    await api.rsvp(invited.key, Rsvp.MAYBE)
    assert (await api.event(invited.key)).answer_of(me) is Rsvp.MAYBE


@pytest.mark.parametrize(
    ("account", "scope", "named"),
    [
        ("google", "https://www.googleapis.com/auth/contacts", "calendar.events.readonly"),
        ("microsoft", "User.Read", "Calendars.Read"),
    ],
)
async def test_reading_without_the_scope_names_it_and_the_way_out(
    opened: Opened, curls: dict[str, Curl], account: str, scope: str, named: str
) -> None:
    api = opened(account)
    calendar = await own(api)
    with consented(curls[account], scope), pytest.raises(Forbidden) as caught:
        await api.event(EventKey(calendar, "x"))
    assert named in caught.value.what
    assert "authenticate again" in caught.value.next_step
