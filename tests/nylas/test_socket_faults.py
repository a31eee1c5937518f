"""The network at its worst: what the user is told, and what is never sent."""

from __future__ import annotations

import asyncio
import gzip
import json
import traceback

import httpx
import pytest

from tests.nylas.faults import Script, answers, cuts_off, hangs, misbehaving, resets, trickles
from tests.nylas.lines import CALENDAR, KEY, account, against
from tests.nylas.pulse import Recorded
from tests.nylas.wires import wire
from tui.domain.errors import Ambiguous, ApiError, BadAnswer, RateLimited, Unavailable, Unreachable
from tui.domain.events import EventKey, Rsvp
from tui.domain.writes import EventWrite
from tui.nylas.retry import Deadlines

EVENT = wire("everything_filled_in")
GOOD = answers(json.dumps({"request_id": "r", "data": EVENT}))
KEY_OF_EVENT = EventKey(CALENDAR, "n3v9kiln")
WRITE = EventWrite(title="Kiln")
PORTAL = answers("<!DOCTYPE html><title>Sign in</title>", kind="text/html; charset=utf-8")
BOMB = answers(gzip.compress(b" " * (32 << 20), 9), headers=[("Content-Encoding", "gzip")])


@pytest.mark.parametrize("fault", [resets, cuts_off, answers(status=502), answers("{", status=200)])
async def test_a_read_heals_by_itself(fault: Script) -> None:
    pause = Recorded()
    async with against(fault, GOOD, pause=pause) as (api, server):
        assert (await api.event(KEY_OF_EVENT)).title == "Kiln handover"
    assert (len(server.requests), pause.waits) == (2, [0.5])


async def test_a_read_gives_up_after_four_attempts() -> None:
    async with against(resets) as (api, server):
        with pytest.raises(Unavailable) as caught:
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) == 4
    assert caught.value.can_retry


@pytest.mark.parametrize("fault", [resets, cuts_off, answers(status=504), answers("{"), PORTAL, BOMB])
async def test_a_create_whose_answer_is_lost_is_ambiguous_and_never_repeated(fault: Script) -> None:
    async with against(fault) as (api, server):
        with pytest.raises(Ambiguous) as caught:
            await api.create(CALENDAR, WRITE, notify=False)
    assert len(server.requests) == 1
    assert caught.value.means == "The event may or may not have been created."


async def test_an_answer_to_an_invitation_is_sent_once() -> None:
    async with against(resets) as (api, server):
        with pytest.raises(Ambiguous):
            await api.rsvp(KEY_OF_EVENT, Rsvp.YES)
    assert len(server.requests) == 1


async def test_an_update_that_may_mail_people_is_repeated_only_if_nothing_was_done() -> None:
    async with against(answers(status=429), GOOD) as (api, server):
        await api.update(KEY_OF_EVENT, WRITE, notify=True)
    assert len(server.requests) == 2
    async with against(resets, GOOD) as (api, server):
        with pytest.raises(Ambiguous):
            await api.update(KEY_OF_EVENT, WRITE, notify=True)
    assert len(server.requests) == 1


async def test_a_quiet_update_on_an_account_that_keeps_quiet_is_repeated() -> None:
    google = answers(json.dumps({"data": {"id": "g1", "provider": "google"}}))
    async with against(google, resets, GOOD) as (api, server):
        await api.grant()
        await api.update(KEY_OF_EVENT, WRITE, notify=False)
    assert len(server.requests) == 3
    microsoft = answers(json.dumps({"data": {"id": "g1", "provider": "microsoft"}}))
    async with against(microsoft, resets, GOOD) as (api, server):
        await api.grant()
        with pytest.raises(Ambiguous):
            await api.update(KEY_OF_EVENT, WRITE, notify=False)


async def test_deleting_what_a_lost_delete_already_deleted_is_success() -> None:
    gone = answers(json.dumps({"error": {"type": "not_found_error", "message": "no"}}), status=404)
    async with against(resets, gone) as (api, server):
        await api.delete(KEY_OF_EVENT, notify=False)
    assert [line.split()[0] for line in server.lines] == ["DELETE", "DELETE"]


async def test_a_proxy_s_404_is_no_proof_of_deletion() -> None:
    async with against(answers("not here", status=404, kind="text/plain")) as (api, _):
        with pytest.raises(BadAnswer):
            await api.delete(KEY_OF_EVENT, notify=False)


async def test_one_byte_at_a_time_ends_at_the_deadline() -> None:
    async with against(trickles, deadlines=Deadlines(read=0.3)) as (api, _):
        with pytest.raises(Unavailable, match="No answer within"):
            await api.event(KEY_OF_EVENT)


async def test_a_server_that_never_answers_is_left_after_the_read_timeout() -> None:
    impatient = httpx.Timeout(5, read=0.05)
    async with against(hangs, timeouts=impatient) as (api, server):
        with pytest.raises(Unavailable, match="did not answer in time"):
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) == 4


async def test_a_write_that_hangs_is_ambiguous() -> None:
    async with against(hangs, deadlines=Deadlines(write=0.1)) as (api, _):
        with pytest.raises(Ambiguous):
            await api.create(CALENDAR, WRITE, notify=False)


async def test_a_sign_in_page_is_recognised_and_the_key_not_sent_again() -> None:
    async with against(PORTAL) as (api, server):
        with pytest.raises(BadAnswer) as caught:
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) == 1
    assert "sign-in page" in caught.value.next_step


async def test_a_bomb_is_not_swallowed() -> None:
    async with against(BOMB) as (api, server):
        with pytest.raises(BadAnswer, match="16 MiB"):
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": ' + b"[" * 100_000,
        b'{"data": {"id": "x", "when": NaN}',
        b"\xff\xfe\x00",
        b"",
        b"null",
        b"[1, 2]",
        b'{"data": 5}',
        b'{"error": {}}',
    ],
)
async def test_broken_json_is_one_plain_error(body: bytes) -> None:
    async with against(answers(body, headers=[("X-Request-Id", "req-9")])) as (api, server):
        with pytest.raises(BadAnswer) as caught:
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) <= 2
    assert caught.value.request_id == "req-9"


async def test_monstrous_numbers_and_broken_characters_cost_their_field_only() -> None:
    raw = json.dumps({"data": EVENT}).replace('"capacity": 5', '"capacity": ' + "9" * 5000)
    raw = raw.replace("Kiln handover", "Kiln \\ud800 handover").replace("Room 4", "Room \xff")
    async with against(answers(raw.encode("latin-1"))) as (api, _):
        event = await api.event(KEY_OF_EVENT)
    assert (event.title, event.location) == ("Kiln \ufffd handover", "Room \ufffd")
    json.dumps(event.raw).encode()


async def test_damaged_compression_is_one_plain_error() -> None:
    async with against(answers(b"not gzip", headers=[("Content-Encoding", "gzip")])) as (api, server):
        with pytest.raises(BadAnswer, match="damaged"):
            await api.event(KEY_OF_EVENT)
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_named_and_never_followed(status: int) -> None:
    async with misbehaving(GOOD) as elsewhere:
        moved = answers(status=status, headers=[("Location", f"http://localhost:{elsewhere.port}/v3/x")])
        async with against(moved) as (api, server):
            with pytest.raises(BadAnswer, match="localhost") as caught:
                await api.create(CALENDAR, WRITE, notify=False)
    assert len(server.requests) == 1
    assert elsewhere.requests == []
    assert caught.value.means == "The event was not created."


async def test_a_closed_port_means_nothing_was_sent() -> None:
    async with misbehaving(GOOD) as server:
        uri = server.uri
    api, pause = account(uri), Recorded()
    with pytest.raises(Unreachable) as caught:
        await api.create(CALENDAR, WRITE, notify=False)
    assert caught.value.means == "The event was not created."
    await api.aclose()
    api = account(uri, pause=pause)
    with pytest.raises(Unreachable):
        await api.grant()
    assert pause.waits == [0.5, 1.0, 2.0]
    await api.aclose()


async def test_a_name_that_does_not_exist_means_nothing_was_sent() -> None:
    api = account("http://callsheet.invalid")
    with pytest.raises(Unreachable, match=r"callsheet\.invalid"):
        await api.grant()
    await api.aclose()


async def test_a_peer_that_cannot_do_tls_is_not_talked_to() -> None:
    connections = 0

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        api = account(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        with pytest.raises(Unreachable, match="could not be verified"):
            await api.grant()
        await api.aclose()
    assert connections == 1


async def test_a_throttled_read_waits_as_long_as_asked() -> None:
    pause = Recorded()
    slow = answers(status=429, headers=[("Retry-After", "7")])
    async with against(slow, GOOD, pause=pause) as (api, _):
        await api.event(KEY_OF_EVENT)
    assert pause.waits == [7.0]


async def test_a_wait_beyond_a_minute_is_handed_to_the_user() -> None:
    pause = Recorded()
    async with against(answers(status=429, headers=[("Retry-After", "1200")]), pause=pause) as (api, server):
        with pytest.raises(RateLimited) as caught:
            await api.event(KEY_OF_EVENT)
    assert (caught.value.retry_after, pause.waits, len(server.requests)) == (1200.0, [], 1)


@pytest.mark.parametrize("fault", [resets, cuts_off, PORTAL, answers(status=401), answers(status=400)])
async def test_the_key_is_in_no_error(fault: Script) -> None:
    async with against(fault) as (api, server):
        with pytest.raises(ApiError) as caught:
            await api.event(KEY_OF_EVENT)
    assert f"Bearer {KEY}" in server.requests[0]
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value)) + repr(api)
    assert KEY not in told
    assert caught.value.__suppress_context__
