"""What exactly goes over the wire, and how listings are walked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.nylas.faults import FaultServer, Script, answers
from tests.nylas.lines import CALENDAR, against
from tests.nylas.wires import wire
from tui.domain.calendars import AccountKind
from tui.domain.conferencing import Autocreate, Provider
from tui.domain.errors import BadAnswer, NotFound, Refused
from tui.domain.events import Event, EventKey, EventPage, Rsvp
from tui.domain.pairs import MARK
from tui.domain.when import AllDay, Window
from tui.domain.writes import EventWrite
from tui.nylas.calls import MOST_PAGES
from tui.nylas.reading import Reading
from tui.nylas.v3 import NylasV3

JANUARY = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
FULL = wire("everything_filled_in")


def page(*ids: str, cursor: str | None = None) -> Script:
    """One page of a listing."""
    return answers(json.dumps({"data": [{**FULL, "id": name} for name in ids], "next_cursor": cursor}))


def one(**changes: object) -> Script:
    """A single event."""
    return answers(json.dumps({"request_id": "r", "data": {**FULL, **changes}}))


async def collected(api: NylasV3, window: Window = JANUARY) -> list[EventPage]:
    return [listed async for listed in api.events(CALENDAR, window)]


def ids(pages: Sequence[EventPage]) -> list[list[str]]:
    return [[event.id for event in listed.events] for listed in pages]


def asked(server: FaultServer) -> tuple[str, str, Any]:
    """Method, target and body of the last request."""
    head, _, body = server.requests[-1].partition("\r\n\r\n")
    method, target, _ = head.split("\r\n")[0].split(" ")
    return method, target, json.loads(body) if body else None


async def test_a_listing_always_sends_both_bounds() -> None:
    async with against(page("a")) as (api, server):
        assert ids(await collected(api)) == [["a"]]
    assert asked(server)[:2] == (
        "GET",
        "/v3/grants/g1/events?calendar_id=c%40sandbox.test&start=1767225600&end=1769904000"
        "&expand_recurring=true&limit=200",
    )


async def test_a_window_within_a_second_is_asked_for_whole() -> None:
    start = datetime(2026, 1, 1, 0, 0, 0, 500, tzinfo=UTC)
    async with against(page()) as (api, server):
        await collected(api, Window(start, start + timedelta(milliseconds=1)))
    assert "start=1767225600&end=1767225601&" in server.lines[0]


async def test_pages_are_walked_even_through_an_empty_one() -> None:
    async with against(page("a", cursor="1"), page(cursor="2"), page("b", "a")) as (api, server):
        assert ids(await collected(api)) == [["a"], [], ["b"]]
    assert [line.count("page_token=") for line in server.lines] == [0, 1, 1]
    assert "page_token=2" in server.lines[2]


async def test_a_cursor_that_comes_again_ends_the_listing_and_is_mentioned() -> None:
    async with against(page("a", cursor="1"), page("b", cursor="1")) as (api, server):
        pages = await collected(api)
    assert len(server.requests) == 2
    assert ids(pages) == [["a"], ["b"], []]
    assert (
        pages[-1].unreadable[0].reason
        == "The service repeated itself; events after this point may be missing."
    )


async def test_a_listing_without_end_is_ended() -> None:
    scripts = [page(str(n), cursor=str(n)) for n in range(MOST_PAGES + 5)]
    async with against(*scripts) as (api, server):
        pages = await collected(api)
    assert len(server.requests) == MOST_PAGES
    assert pages[-1].unreadable


async def test_one_bad_event_on_a_page_is_set_aside() -> None:
    rows = [{**FULL, "id": "good"}, wire("when_null"), "nonsense", {**FULL, "id": "fine", "title": {}}]
    async with against(answers(json.dumps({"data": rows, "next_cursor": None}))) as (api, _):
        (listed,) = await collected(api)
    assert [event.id for event in listed.events] == ["good", "fine"]
    assert [bad.reason for bad in listed.unreadable] == ["It has no time.", "It is not an object."]


def account(provider: str) -> Script:
    return answers(json.dumps({"data": {"id": "g1", "provider": provider, "email": "rosa@sandbox.test"}}))


async def test_a_year_on_icloud_is_asked_for_in_pieces_of_six_months() -> None:
    year = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    async with against(account("icloud"), page("a"), page("a", "b"), page("c"), kind=None) as (api, server):
        assert ids(await collected(api, year)) == [["a"], ["b"], ["c"]]
    bounds = [
        dict(p.split("=") for p in line.split("?")[1].split(" ")[0].split("&")) for line in server.lines[1:]
    ]
    assert all(int(b["end"]) - int(b["start"]) <= 181 * 86400 for b in bounds)
    assert [b["end"] for b in bounds[:-1]] == [b["start"] for b in bounds[1:]]


async def test_the_length_of_an_icloud_window_is_a_switch() -> None:
    year = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    async with against(page("a"), reading=Reading(icloud_months=12)) as (api, server):
        await collected(api, year)
    assert len(server.requests) == 1


async def test_a_year_on_google_is_one_listing() -> None:
    year = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    async with against(account("google"), page("a"), kind=None) as (api, server):
        assert ids(await collected(api, year)) == [["a"]]
    assert len(server.requests) == 2


@pytest.mark.parametrize(("kind", "asked_for"), [("google", True), ("microsoft", False), ("icloud", False)])
async def test_google_is_asked_for_everything_that_takes_time(kind: str, asked_for: bool) -> None:
    day = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
    async with against(page("a"), kind=AccountKind(kind)) as (api, server):
        await collected(api, day)
    sent = "event_type=default&event_type=focusTime&event_type=outOfOffice" in asked(server)[1]
    assert (sent, "event_type" in asked(server)[1]) == (asked_for, asked_for)


async def test_ids_are_encoded_in_paths() -> None:
    async with against(one()) as (api, server):
        await api.event(EventKey("c/1 &", "a/b#c +%2E?=é"))
    assert asked(server)[1] == "/v3/grants/g1/events/a%2Fb%23c%20%2B%252E%3F%3D%C3%A9?calendar_id=c%2F1+%26"


async def test_an_id_of_dots_stays_inside_its_path() -> None:
    async with against(one()) as (api, server):
        await api.event(EventKey("c", ".."))
    assert asked(server)[1].startswith("/v3/grants/g1/events/%2E%2E?")


async def test_a_create_sends_the_body_and_the_token() -> None:
    write = EventWrite(
        title="Kiln",
        when=AllDay(date(2026, 1, 14)),
        conferencing=Autocreate(Provider.MEET),
        metadata={MARK: "token"},
    )
    async with against(one()) as (api, server):
        event = await api.create(CALENDAR, write, notify=False)
    assert isinstance(event, Event)
    assert asked(server) == (
        "POST",
        "/v3/grants/g1/events?calendar_id=c%40sandbox.test&notify_participants=false",
        {
            "title": "Kiln",
            "when": {"date": "2026-01-14"},
            "conferencing": {"provider": "Google Meet", "autocreate": {}},
            "metadata": {"key3": "token"},
        },
    )


async def test_an_update_sends_only_what_changed() -> None:
    async with against(one()) as (api, server):
        await api.update(EventKey(CALENDAR, "e1"), EventWrite(title="New"), notify=True)
    target = "/v3/grants/g1/events/e1?calendar_id=c%40sandbox.test&notify_participants=true"
    assert asked(server) == ("PUT", target, {"title": "New"})


async def test_a_delete_is_content_with_any_acknowledgement() -> None:
    for done in (answers('{"request_id": "r"}'), answers(b"", status=204)):
        async with against(done) as (api, server):
            await api.delete(EventKey(CALENDAR, "e1"), notify=False)
        target = "/v3/grants/g1/events/e1?calendar_id=c%40sandbox.test&notify_participants=false"
        assert asked(server) == ("DELETE", target, None)


async def test_deleting_on_an_account_that_is_gone_is_not_success() -> None:
    gone = answers(
        json.dumps({"error": {"type": "grant.not_found", "message": "Grant not found."}}), status=404
    )
    async with against(gone) as (api, _):
        with pytest.raises(NotFound):
            await api.delete(EventKey(CALENDAR, "e1"), notify=False)


@pytest.mark.parametrize("answer", [Rsvp.YES, Rsvp.NO, Rsvp.MAYBE])
async def test_an_invitation_is_answered(answer: Rsvp) -> None:
    async with against(answers('{"request_id": "r", "data": {}}')) as (api, server):
        await api.rsvp(EventKey(CALENDAR, "e1"), answer)
    target = "/v3/grants/g1/events/e1/send-rsvp?calendar_id=c%40sandbox.test"
    assert asked(server) == ("POST", target, {"status": answer.value})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, ""),
        (None, ""),
        ({"send_ics_error": None}, ""),
        ({"send_ics_error": {"type": "x", "message": "Insufficient\u202e scope."}}, "scope."),
        ({"send_ics_error": "no scope"}, "no scope"),
        ({"send_ics_error": {"type": "x"}}, "the mail could not be sent"),
        ("odd", ""),
    ],
)
async def test_an_answer_whose_mail_did_not_go_out_says_why(data: object, says: str) -> None:
    async with against(answers(json.dumps({"request_id": "r", "data": data}))) as (api, _):
        why = await api.rsvp(EventKey(CALENDAR, "e1"), Rsvp.YES)
    assert why.endswith(says)
    assert bool(why) == bool(says)
    assert "\u202e" not in why


async def test_a_service_that_wants_a_time_in_every_change_gets_the_event_s_own() -> None:
    declined = answers(
        json.dumps({"error": {"type": "invalid_request_error", "message": "when is required"}}), status=400
    )
    async with against(declined, one(), one()) as (api, server):
        await api.update(EventKey(CALENDAR, "e1"), EventWrite(title="New"), notify=False)
    assert [line.split()[0] for line in server.lines] == ["PUT", "GET", "PUT"]
    assert '"when"' not in server.requests[0]
    own = {name: value for name, value in FULL["when"].items() if name != "object"}
    assert asked(server)[2] == {"title": "New", "when": own}


async def test_another_refusal_is_not_taken_for_a_missing_time() -> None:
    declined = answers(
        json.dumps({"error": {"type": "invalid_request_error", "message": "title too long"}}), status=400
    )
    async with against(declined) as (api, server):
        with pytest.raises(Refused):
            await api.update(EventKey(CALENDAR, "e1"), EventWrite(title="New"), notify=False)
    assert len(server.requests) == 1


async def test_no_answer_is_not_an_answer() -> None:
    async with against(one()) as (api, server):
        with pytest.raises(Refused):
            await api.rsvp(EventKey(CALENDAR, "e1"), Rsvp.NONE)
    assert server.requests == []


async def test_a_created_event_is_found_by_its_token_alone() -> None:
    rows = [
        {**FULL, "id": "other", "metadata": {MARK: "x"}},
        {**FULL, "id": "mine", "metadata": {MARK: "token"}},
    ]
    async with against(answers(json.dumps({"data": rows}))) as (api, server):
        found = await api.marked(CALENDAR, "token")
    assert found is not None
    assert found.id == "mine"
    assert asked(server)[1] == "/v3/grants/g1/events?calendar_id=c%40sandbox.test&metadata_pair=key3%3Atoken"


async def test_a_created_series_is_found_as_such_where_the_service_answers_with_its_times() -> None:
    time = {**FULL, "id": "mine_20261125", "master_event_id": "mine", "metadata": {MARK: "token"}}
    whole = {**FULL, "id": "mine", "metadata": {MARK: "token"}}
    listed, read = answers(json.dumps({"data": [time]})), answers(json.dumps({"data": whole}))
    async with against(listed, read) as (api, server):
        found = await api.marked(CALENDAR, "token")
    assert found is not None
    assert found.id == "mine"
    assert asked(server)[1] == "/v3/grants/g1/events/mine?calendar_id=c%40sandbox.test"


async def test_an_account_without_metadata_says_so() -> None:
    refused = answers(json.dumps({"error": {"type": "invalid_request_error", "message": "no"}}), status=400)
    async with against(refused) as (api, _):
        with pytest.raises(Refused):
            await api.marked(CALENDAR, "token")


async def test_a_token_is_looked_for_under_the_name_it_was_given() -> None:
    rows = [{**FULL, "id": "mine", "metadata": {"key1": "token"}}]
    async with against(answers(json.dumps({"data": rows}))) as (api, server):
        found = await api.marked(CALENDAR, "token", "key1")
    assert found is not None
    assert asked(server)[1] == "/v3/grants/g1/events?calendar_id=c%40sandbox.test&metadata_pair=key1%3Atoken"


async def test_an_unreadable_event_says_so() -> None:
    async with against(one(when=None)) as (api, _):
        with pytest.raises(BadAnswer, match="It has no time"):
            await api.event(EventKey(CALENDAR, "e1"))


async def test_accounts_are_listed_by_offset_until_nothing_new_comes() -> None:
    def grants(*names: str, limit: int = 2) -> Script:
        rows = [{"id": name, "provider": "zoom"} for name in names]
        return answers(json.dumps({"request_id": "r", "data": rows, "limit": limit, "offset": 0}))

    async with against(grants("a", "b"), grants("c", "d"), grants("e")) as (api, server):
        found = await api.grants()
    assert [grant.id for grant in found] == ["a", "b", "c", "d", "e"]
    assert ["offset=2 " in server.lines[1], "offset=4 " in server.lines[2]] == [True, True]
    async with against(grants("a", "b"), grants("a", "b")) as (api, server):
        assert len(await api.grants()) == 2
    assert len(server.requests) == 2


async def test_calendars_are_listed_to_the_last_page() -> None:
    def calendars(*names: str, cursor: str | None) -> Script:
        return answers(json.dumps({"data": [{"id": n, "name": n} for n in names], "next_cursor": cursor}))

    async with against(calendars("a", cursor="1"), calendars("b", cursor=None)) as (api, server):
        assert [calendar.id for calendar in await api.calendars()] == ["a", "b"]
    assert server.lines[0].startswith("GET /v3/grants/g1/calendars?limit=200 ")


async def test_the_account_says_who_it_is() -> None:
    async with against(account("google")) as (api, server):
        grant = await api.grant()
    assert (grant.id, grant.kind.value, grant.email) == ("g1", "google", "rosa@sandbox.test")
    assert server.lines == ["GET /v3/grants/g1 HTTP/1.1"]
