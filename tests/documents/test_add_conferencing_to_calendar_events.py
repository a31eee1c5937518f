"""“Add conferencing to calendar events”: one field, made for you or your own, and how it is taken off."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import SPAN, WHEN, consented, created, host, mails, own, typed
from tests.sandbox.curl import Curl
from tui.domain.calendars import AccountKind
from tui.domain.checking import check
from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    Autocreate,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Provider,
)
from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Forbidden, Refused
from tui.domain.events import Participant
from tui.domain.writes import EventWrite

MEET = Details("https://meet.google.com/abc-defg-hij", pin="123", phones=("+1 234 555 6789",))


async def test_autocreate_with_a_provider_makes_a_link_on_create_and_on_update(opened: Opened) -> None:
    api = opened("google")
    for event in (await created(api, conferencing=Autocreate(Provider.MEET)), await created(api)):
        await api.update(event.key, EventWrite(conferencing=Autocreate(Provider.MEET)), notify=False)
        await api.event(event.key)
        assert isinstance((await api.event(event.key)).conferencing, Linked)


@pytest.mark.parametrize("provider", [Provider.WEBEX, Provider.GOTO, Provider.SKYPE_BUSINESS])
def test_the_provider_is_one_of_three(provider: Provider) -> None:
    with pytest.raises(ValueError, match="cannot be created"):
        Autocreate(provider)


async def test_another_provider_than_the_account_s_needs_the_grant_that_owns_it(opened: Opened) -> None:
    api = opened("google")
    with pytest.raises(Refused):
        await created(api, conferencing=Autocreate(Provider.TEAMS))
    owner = await host(api, AccountKind.MICROSOFT)
    assert (await created(api, conferencing=Autocreate(Provider.TEAMS, owner.id))).id


async def test_zoom_always_needs_the_grant_that_owns_it(opened: Opened) -> None:
    api = opened("google")
    with pytest.raises(Refused):
        await created(api, conferencing=Autocreate(Provider.ZOOM))
    owner = await host(api, AccountKind.ZOOM)
    assert (await created(api, conferencing=Autocreate(Provider.ZOOM, owner.id))).id


@pytest.mark.parametrize("account", ["google", "microsoft", "icloud", "virtual-calendar"])
async def test_details_attach_a_link_on_any_account(opened: Opened, account: str) -> None:
    api = opened(account)
    event = await created(api, conferencing=OwnDetails(Provider.MEET, MEET))
    assert (await api.event(event.key)).conferencing == Linked("Google Meet", MEET)


def test_autocreate_and_details_together_are_an_error_and_not_written_here(
    curls: dict[str, Curl],
) -> None:
    both = {"provider": "Google Meet", "autocreate": {}, "details": {"url": MEET.url}}
    assert curls["google"].create(title="Both", when=WHEN, conferencing=both).refusal[0] == 400
    assert not {"autocreate", "details"} <= set(Autocreate.__dataclass_fields__)


async def test_taking_it_off_sends_empty_conferencing_and_the_notes_without_its_text(opened: Opened) -> None:
    from dataclasses import replace

    api = opened("google")
    asked = await created(api, description="Bring gloves.", conferencing=Autocreate(Provider.MEET))
    await api.event(asked.key)
    event = await api.event(asked.key)
    assert "https://meet.google.com/" in event.description
    _, known = typed()
    off = replace(draft_of("d", event, known.zone), call=CallDraft())
    write = check(off, replace(known, calendars=(replace(known.calendars[0], id=event.calendar_id),))).write
    assert write is not None
    assert write.named() == ("description", "conferencing")
    after = await api.update(event.key, write, notify=False)
    assert (after.conferencing, after.description) == (NoConference(), "Bring gloves.")


def test_the_editor_offers_both_ways_and_never_at_once() -> None:
    made = check(*typed(call=CallDraft(Provider.MEET, CallMode.CREATE, url=MEET.url))).write
    mine = check(*typed(call=CallDraft(Provider.MEET, CallMode.OWN, url=MEET.url))).write
    assert made is not None
    assert mine is not None
    assert isinstance(made.conferencing, Autocreate)
    assert isinstance(mine.conferencing, OwnDetails)


ZOOM_SCOPES = ("meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting")


@pytest.mark.parametrize("missing", ZOOM_SCOPES)
async def test_without_each_of_zoom_s_three_scopes_autocreate_fails_and_the_scope_is_named(
    opened: Opened, curls: dict[str, Curl], missing: str
) -> None:
    api = opened("google")
    owner = await host(api, AccountKind.ZOOM)
    rest = [scope for scope in (*ZOOM_SCOPES, "user:read:user") if scope != missing]
    with consented(curls["zoom"], *rest), pytest.raises(Forbidden) as caught:
        await created(api, conferencing=Autocreate(Provider.ZOOM, owner.id))
    assert missing in caught.value.what
    assert "grant" in caught.value.next_step
    assert (await created(api, conferencing=Autocreate(Provider.ZOOM, owner.id))).id


async def test_the_meeting_is_removed_with_its_event(opened: Opened, curls: dict[str, Curl]) -> None:
    api = opened("google")
    owner = await host(api, AccountKind.ZOOM)
    event = await created(api, conferencing=Autocreate(Provider.ZOOM, owner.id))
    await api.delete(event.key, notify=False)
    held = curls["google"].get("/__sandbox__/conferences").data
    assert [one["state"] for one in held if one["event_id"] == event.id] == ["deleted"]


async def test_the_link_lands_on_the_event_for_every_attendee(opened: Opened, curls: dict[str, Curl]) -> None:
    api = opened("google")
    guests = (Participant("grace@example.com"), Participant("li@example.com"))
    write = EventWrite(title="All", when=SPAN, participants=guests, conferencing=Autocreate(Provider.MEET))
    event = await api.create(await own(api), write, notify=True)
    assert mails(curls["google"], event.id) == ["grace@example.com", "li@example.com"]
    await api.event(event.key)
    assert isinstance((await api.event(event.key)).conferencing, Linked)


def test_the_three_providers_are_those_of_scheduler() -> None:
    assert set(AUTOCREATE_PROVIDERS) == {"Google Meet", "Zoom Meeting", "Microsoft Teams"}


def test_emptying_the_conference_alone_leaves_its_text_behind(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    call = {"provider": "Google Meet", "autocreate": {}}
    event = google.create(title="Kiln #link:at-once", when=WHEN, conferencing=call).data
    after = google.update(event["id"], conferencing={}).data
    assert after["conferencing"] == {}
    assert event["conferencing"]["details"]["url"] in after["description"]
