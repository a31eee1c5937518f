"""“Create an event”: the reference's members and limits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import SPAN, START, WHEN, created, typed
from tests.sandbox.curl import Curl
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import check
from tui.domain.errors import Refused
from tui.domain.events import EventKey, Participant
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When

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
