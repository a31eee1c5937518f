"""Someone dials in: codes to read out, numbers by country, and a code for a phone's camera."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import segno

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Details, Linked
from tui.domain.events import Event
from tui.domain.links import links_of
from tui.domain.when import Timespan
from tui.ui import paint
from tui.ui.glyphs import ASCII, UNICODE
from tui.ui.messages import CopyText
from tui.ui.screens.call_sheet import CallSheet
from tui.ui.widgets.qr import LONGEST, qr_of

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
URL = "https://us02web.zoom.us/j/8123456789?pwd=abc"
PHONES = ("+44 20 7946 0000", "+33 1 70 99 00 00", "ask at the desk")
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


def sheet(url: str = URL, **details: object) -> CallSheet:
    facts = {"code": "812 3456 789", "pin": "4711", "password": "s3cret", "phones": PHONES} | details
    call = Linked("Zoom Meeting", Details(url, **facts))  # type: ignore[arg-type]
    event = Event(
        "e1", "work", "Design [/b] review", Timespan(NOW, NOW + timedelta(hours=1)), conferencing=call
    )
    return CallSheet(links_of(event)[0], event)


async def test_codes_numbers_and_the_link_are_there_to_be_read() -> None:
    app = Host(screen=sheet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in ("Zoom", "us02web.zoom.us", "s3cret", "France", "United Kingdom", "+33 1 70 99 00 00"):
            assert words in shown
        assert shown.index("France") < shown.index("United Kingdom")
        assert "━" in shown.split("Code")[1]


async def test_codes_are_plain_where_signs_are_ascii() -> None:
    app = Host(screen=sheet(), glyphs="ascii")
    async with app.run_test(size=(150, 60)) as pilot:
        await pilot.pause()
        assert "812 345 6789" in screen_text(app)
        assert "##" in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        ("y", URL),
        ("c", "812 3456 789"),
        ("p", "+33170990000,,8123456789#,,4711#"),
        ("pp", "+442079460000,,8123456789#,,4711#"),
        ("ppp", "+33170990000,,8123456789#,,4711#"),
    ],
)
async def test_each_key_copies_what_it_names(keys: str, copied: str) -> None:
    app = Host(screen=sheet())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        [*_, last] = [one for one in app.told if isinstance(one, CopyText)]
        assert last.copied == copied


async def test_what_the_call_does_not_have_says_so() -> None:
    bare = sheet("https://teams.microsoft.com/l/meetup-join/19", code="", pin="", password="", phones=())
    app = Host(screen=bare)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "no phone number" in screen_text(app)
        assert "phone  " not in screen_text(app)


async def test_a_window_too_small_for_the_code_says_how_large_it_has_to_be() -> None:
    app = Host(screen=sheet(f"https://us02web.zoom.us/j/8123456789?pwd={'x' * 200}"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        words = " ".join(screen_text(app).replace("│", " ").split())
        assert "needs a window of" in words


@pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_the_code_on_the_screen_is_the_one_of_the_link(signs: object) -> None:
    qr = qr_of(URL, ASCII if signs is ASCII else UNICODE)
    assert qr is not None
    drawn = qr.content().plain.splitlines()
    assert (len(drawn), {len(line) for line in drawn}) == (qr.height, {qr.width})
    if signs is ASCII:
        squares = [[line[at] != "#" for at in range(0, len(line), 2)] for line in drawn]
    else:
        halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
        pairs = [[halves[sign] for sign in line] for line in drawn]
        squares = [[bool(pair[half]) for pair in row] for row in pairs for half in (0, 1)]
    code = segno.make(URL, error="l", micro=False, boost_error=False)
    wanted = [[bool(square) for square in row] for row in code.matrix_iter(border=2)]
    assert squares[: len(wanted)] == wanted


def test_a_link_no_screen_has_room_for_is_not_drawn() -> None:
    assert qr_of("https://zoom.us/" + "x" * LONGEST, UNICODE) is None


def test_only_links_into_calls_are_given_to_the_terminal() -> None:
    def followed(url: str) -> set[str | None]:
        event = Event("e", "w", "x", Timespan(NOW, NOW), conferencing=Linked("", Details(url)))
        spans = paint.hyperlink(links_of(event)[0], "$ink").spans
        return {getattr(span.style, "link", None) for span in spans} - {None}

    assert followed(URL) == {URL}
    assert followed("https://meet.example.net/42") == set()
    assert followed("http://zoom.us/j/1") == set()


@SIZES
def test_the_call_sheet(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("K")
        await user.sees("United Kingdom")

    flow(steps, size)


async def test_an_event_without_a_link_has_no_sheet() -> None:
    async with story() as user:
        await week(user)
        await user.press("slash", *"farmers", "enter")
        await user.sees("Sat 21 Nov 10:00")
        await user.press("K")
        await user.sees("This event has no link")
        assert not isinstance(user.app.screen, CallSheet)
