"""“Create an event”: the reference's members and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import SPAN, START, WHEN, consented, created, typed
from tests.nylas.pulse import Recorded, StillClock
from tests.sandbox.curl import Curl
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import check
from tui.domain.errors import Forbidden, Refused
from tui.domain.events import EventKey, Participant
from tui.domain.pairs import PairsError, parse_pairs
from tui.domain.reminders import METHODS, Reminder, Reminders, parse_reminders
from tui.domain.repeating import parse_repeats
from tui.domain.secret import SecretStr
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.writes import EventWrite
from tui.nylas.connect import open_api
from tui.services.settings import Profile

DAYS = AllDaySpan(START.date(), START.date() + timedelta(days=2))


@pytest.mark.parametrize(
    ("when", "read"),
    [
        (SPAN, SPAN),
        (Moment(START), Timespan(START, START)),
        (AllDay(START.date()), AllDay(START.date())),
        (DAYS, DAYS),
    ],
    ids=["timespan", "time, read as a timespan without length", "date", "datespan"],
)
async def test_when_is_one_of_four_objects(opened: Opened, when: When, read: When) -> None:
    api = opened("google")
    event = await created(api, when=when)
    assert (await api.event(event.key)).when == read


async def test_a_timespan_may_name_a_zone_for_each_end(opened: Opened) -> None:
    from dataclasses import replace

    api = opened("google")
    flight = replace(SPAN, end_zone="America/New_York")
    event = await created(api, when=flight)
    assert (await api.event(event.key)).when == flight


def test_when_and_calendar_id_are_required(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    assert google.create(title="No time").refusal[0] == 400
    assert google.call("POST", "events", body={"title": "No calendar", "when": WHEN}).refusal[0] == 400


async def test_primary_names_the_user_s_own_calendar_but_not_on_icloud(opened: Opened) -> None:
    google, icloud = opened("google"), opened("icloud")
    event = await created(google)
    assert (await google.event(EventKey("primary", event.id))).id == event.id
    with pytest.raises(Refused):
        await icloud.event(EventKey("primary", "x"))


@pytest.mark.parametrize(("member", "limit"), [("title", 1024), ("location", 255), ("description", 8192)])
async def test_texts_have_limits_that_the_editor_and_the_client_keep(
    opened: Opened, member: str, limit: int
) -> None:
    assert check(*typed(**{member: "x" * (limit + 1)})).problems
    assert not check(*typed(**{member: "x" * limit})).problems
    if member != "description":
        with pytest.raises(Refused, match="cannot be sent"):
            await created(opened("google"), **{member: "x" * (limit + 1)})


def test_busy_null_is_busy(curls: dict[str, Curl]) -> None:
    from tui.nylas.events_v3 import event_of
    from tui.nylas.pages import Item
    from tui.nylas.wire_v3 import WireEvent

    raw = {"id": "e", "busy": None, "when": WHEN | {"object": "timespan"}}
    event = event_of(Item(WireEvent.model_validate(raw), raw), "c")
    assert getattr(event, "busy", None) is True


@pytest.mark.parametrize("kind", [AccountKind.MICROSOFT, AccountKind.ICLOUD])
def test_microsoft_and_icloud_always_mail_and_the_editor_says_so(kind: AccountKind) -> None:
    from dataclasses import replace

    draft, known = typed(guests="grace@example.com", notify=False)
    found = check(draft, replace(known, account=Grant("g", kind, "ada@example.com")))
    assert any("always mails the guests" in finding.says for finding in found.findings)
    assert "Mails 1 guest." in found.summary


async def test_participants_recurrence_and_metadata_come_back(opened: Opened) -> None:
    api = opened("google")
    rules = ("RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20270614T080000Z")
    guest = Participant("leyah@example.com", "Leyah Miller")
    event = await created(api, participants=(guest,), recurrence=rules, metadata={"key1": "kiln"})
    read = await api.event(event.key)
    assert (read.recurrence, read.metadata) == (rules, {"key1": "kiln"})
    assert [person.label for person in read.participants] == ["Leyah Miller"]


def test_select_returns_only_the_fields_asked_for(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    event = google.create(title="Select", when=WHEN).data
    assert set(google.event(event["id"], select="id,updated_at").data) == {"id", "updated_at"}


def test_a_description_may_come_back_as_html_and_is_read_as_text() -> None:
    from tui.nylas.events_v3 import event_of
    from tui.nylas.pages import Item
    from tui.nylas.wire_v3 import WireEvent

    raw = {
        "id": "e",
        "description": "<html><body>Come<br>ready</body></html>",
        "when": WHEN | {"object": "timespan"},
    }
    event = event_of(Item(WireEvent.model_validate(raw), raw), "c")
    assert getattr(event, "description", "") == "Come\nready"
    assert getattr(event, "html", False)


async def test_who_has_no_key_is_told_where_the_dashboard_has_it() -> None:
    from tests.ui.test_welcome import Arrival

    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "The Nylas dashboard has both: the key under API Keys" in " ".join(arrival.shown.split())


@pytest.mark.parametrize(
    ("typed_in", "is_own"), [("none", True), ("10m", True), ("10m, 1d email", True), ("default", False)]
)
async def test_reminders_are_the_provider_s_or_one_s_own_and_never_both(typed_in: str, is_own: bool) -> None:
    reminders = parse_reminders(typed_in)
    assert reminders.use_default is not is_own
    with pytest.raises(ValueError, match="beside the default"):
        Reminders(use_default=True, overrides=(Reminder(10),))


def test_the_methods_of_reminders_are_those_the_service_takes(curls: dict[str, Curl]) -> None:
    for kind, account in ((AccountKind.GOOGLE, "google"), (AccountKind.ICLOUD, "icloud")):
        calendar = curls[account].get("calendars").data[0]["id"]
        for method in METHODS[kind]:
            override = {"reminder_minutes": 10, "reminder_method": method.value}
            given = {"use_default": False, "overrides": [override]}
            event = curls[account].create(calendar, title="R", when=WHEN, reminders=given).data
            assert event["reminders"] == given


@pytest.mark.parametrize("account", ["google", "microsoft", "icloud", "virtual-calendar"])
async def test_a_repeat_in_words_is_taken_by_every_provider(opened: Opened, account: str) -> None:
    from zoneinfo import ZoneInfo

    rules = parse_repeats("every week on mon 3 times", SPAN, ZoneInfo("Europe/London"))
    event = await created(opened(account), recurrence=rules)
    assert event.recurrence == rules


async def test_a_series_on_icloud_cannot_become_a_single_event(opened: Opened) -> None:
    api = opened("icloud")
    event = await created(api, recurrence=("RRULE:FREQ=WEEKLY;COUNT=3",))
    with pytest.raises(Refused, match="iCloud"):
        await api.update(event.key, EventWrite(recurrence=()), notify=False)


async def test_metadata_is_limited_where_it_is_typed_and_where_it_is_taken(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    pairs = parse_pairs("key1=kiln; room=yard")
    event = await created(opened("google"), metadata=pairs)
    assert event.metadata == pairs
    found = curls["google"].events(metadata_pair="key1:kiln")
    assert event.id in [one["id"] for one in found]
    for text in ("k" * 41 + "=v", "k=" + "v" * 501, "; ".join(f"k{n}=v" for n in range(51))):
        with pytest.raises(PairsError):
            parse_pairs(text)


async def test_a_missing_scope_becomes_a_sentence_that_names_it_and_a_next_step(
    opened: Opened, curls: dict[str, Curl]
) -> None:
    with consented(curls["microsoft"], "Calendars.Read"), pytest.raises(Forbidden) as caught:
        await created(opened("microsoft"))
    assert "Calendars.ReadWrite" in caught.value.what
    assert "authenticate again" in caught.value.next_step
    assert caught.value.means == "The event was not created."


@pytest.mark.parametrize(
    ("region", "address"), [("us", "https://api.us.nylas.com"), ("eu", "https://api.eu.nylas.com")]
)
async def test_the_request_goes_to_the_grant_of_its_region_with_calendar_and_notification_named(
    region: Literal["us", "eu"], address: str
) -> None:
    profile = Profile(region=region, grant="nyla@example.com")
    api = open_api(profile, SecretStr("nyk_1"), clock=StillClock(), pause=Recorded())
    described = api.described("primary", "", EventWrite(title="Kiln", when=SPAN), notify=True)
    await api.aclose()
    assert described.method == "POST"
    assert described.url.startswith(f"{address}/v3/grants/nyla%40example.com/events?")
    assert "calendar_id=primary" in described.url
    assert "notify_participants=true" in described.url
