"""A link is shown with its real host before it is opened, and never opened when it must not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.samples import event
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Details, Linked, Provider
from tui.domain.events import Event, Person
from tui.domain.links import Link, Trust, links_of
from tui.domain.when import Timespan
from tui.ui.messages import CopyText
from tui.ui.screens.links import ChooseLinkScreen, LinkAnswer, LinkFound, LinkSheet
from tui.ui.widgets.join_bar import CallFacts, JoinBar

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
URL = "https://us02web.zoom.us/j/8123456789"
EVENT = Event(
    "e1",
    "work",
    "Design [/b] review",
    Timespan(NOW, NOW + timedelta(hours=1)),
    organizer=Person("grace@example.com", "Grace Hopper"),
    conferencing=Linked(
        "Zoom Meeting", Details(URL, "812 3456 789", "s3cret", "4711", ("+44 20 7946 0000",))
    ),
)
KNOWN = Link(URL, "us02web.zoom.us", Provider.ZOOM, "conference", Trust.KNOWN, "")
ASK = Link("https://meet.example.net/42", "meet.example.net", None, "description", Trust.ASK, "")
REFUSED = Link("http://1.2.3.4/x", "1.2.3.4", None, "location", Trust.REFUSE, "It is not an https link.")


async def test_everything_needed_to_get_in_is_on_the_sheet() -> None:
    app = Host(screen=LinkSheet(KNOWN, EVENT, why="There is no browser here."))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in ("There is no browser here.", URL, "812 3456 789", "s3cret", "4711", "+44 20 7946 0000"):
            assert words in shown
        assert "Design [/b] review" in shown


@pytest.mark.parametrize("source", ["web page", "somewhere new"])
async def test_a_link_from_anywhere_can_be_shown(source: str) -> None:
    app = Host(screen=LinkSheet(replace(ASK, source=source), EVENT))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert source in screen_text(app)


async def test_the_codes_of_a_call_are_not_shown_beside_another_link() -> None:
    app = Host(screen=LinkSheet(replace(ASK, source="web page"), EVENT))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "812 3456 789" not in screen_text(app)
        assert "copy all" not in screen_text(app)
        await pilot.press("Y")
        await pilot.pause()
        assert app.answer == "nothing yet"


async def test_an_unknown_host_is_shown_with_where_it_came_from_and_who_invites() -> None:
    app = Host(screen=LinkSheet(ASK, EVENT))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in ("meet.example.net", "the description", "Grace Hopper <grace@example.com>"):
            assert words in shown


@pytest.mark.parametrize(("key", "deed"), [("o", "open"), ("y", "copy"), ("Y", "copy_all"), ("escape", None)])
async def test_each_key_gives_its_answer(key: str, deed: str | None) -> None:
    app = Host(screen=LinkSheet(KNOWN, EVENT))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert (app.answer.deed if isinstance(app.answer, LinkAnswer) else app.answer) == deed


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (lambda: LinkSheet(REFUSED, EVENT), "It is not an https link."),
        (lambda: LinkSheet(KNOWN, EVENT, can_open=False), "There is no browser to open it with"),
    ],
    ids=["refused", "no-browser"],
)
async def test_what_must_not_be_opened_says_why(sheet: object, why: str) -> None:
    assert callable(sheet)
    app = Host(screen=sheet())
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert why in screen_text(app)
        assert app.answer == "nothing yet"


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["small", "smallest"])
async def test_each_link_to_choose_shows_where_it_leads_and_never_breaks(size: tuple[int, int]) -> None:
    long = replace(KNOWN, url=f"{URL}?pwd={'x' * 90}")
    found = [LinkFound("in the conference", long, EVENT), LinkFound("in the location", REFUSED, EVENT)]
    app = Host(screen=ChooseLinkScreen("Which link?", found))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = [row.strip(" │▌") for row in screen_text(app).splitlines() if row.strip(" │▌")]
        assert rows[1] == "in the conference"
        assert rows[2].startswith("us02web.zoom.us/j/8123456789?pwd=xx")
        assert rows[2].endswith("…")
        assert rows[3].split("  ")[0] == "in the location"
        assert rows[3].endswith("cannot be opened")
        assert rows[4] == "http://1.2.3.4/x"
        assert rows[5] == "1.2.3.4: It is not an https link."
        await pilot.press("j", "k", "j", "enter")
        assert app.answer == found[1]


async def test_a_link_whose_words_show_another_host_says_so_wherever_it_is_offered() -> None:
    found = event(location=URL, description="https://zoom.us/j/1 <https://meet.google.com/abc-defg-hij>")
    honest, misleading = links_of(found)
    choice = [LinkFound(f"in the {link.source}", link, found) for link in (honest, misleading)]
    app = Host(screen=ChooseLinkScreen("Which link?", choice))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "in the description misleading" in " ".join(screen_text(app).split())
        assert "It reads zoom.us, but leads to meet.google.com." in screen_text(app)
    app = Host(screen=LinkSheet(misleading, found, why=misleading.reason))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "│ Reads zoom.us │" in " ".join(screen_text(app).split())


async def test_the_code_in_a_link_is_there_to_be_typed_into_a_phone() -> None:
    found = event(location=URL)
    app = Host(screen=LinkSheet(links_of(found)[0], found))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "8123456789" in screen_text(app).replace(URL, "")


async def test_long_facts_stay_beside_their_labels() -> None:
    app = Host(screen=LinkSheet(ASK, EVENT))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "│              invites you can write" in screen_text(app)


async def test_one_link_is_chosen_among_several() -> None:
    found = [LinkFound("in the conference", KNOWN, EVENT), LinkFound("in the description", ASK, EVENT)]
    app = Host(screen=ChooseLinkScreen("Which link?", found))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "unknown host" in screen_text(app)
        await pilot.press("down", "enter")
        assert app.answer == found[1]


# The join line

CALL = CallFacts(
    "1:1 [/b] Grace",
    timedelta(minutes=8),
    NOW + timedelta(minutes=8),
    NOW + timedelta(minutes=38),
    "Google Meet",
    "meet.google.com",
)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (CALL, "Next  1:1 [/b] Grace  in 8 min  Google Meet  meet.google.com"),
        (CALL._replace(starts_in=timedelta(0)), "Now  1:1 [/b] Grace  until 14:40"),
        (CALL._replace(starts_in=timedelta(hours=2)), "in 2 h, 14:10"),
        (CALL._replace(others=1), "+1 more"),
        (CALL._replace(host="", provider=""), "no link"),
        (None, "No call in sight"),
    ],
)
async def test_the_top_line_says_what_comes_next_and_how_to_get_in(
    call: CallFacts | None, words: str
) -> None:
    bar = JoinBar()
    app = Host(bar)
    async with app.run_test(size=(120, 16)) as pilot:
        bar.call = call
        await pilot.pause()
        assert words in screen_text(app)


async def test_a_long_title_gives_way_to_when_and_key() -> None:
    bar = JoinBar()
    app = Host(bar)
    async with app.run_test(size=(60, 16)) as pilot:
        bar.call = CALL._replace(title="A very long title " * 5)
        await pilot.pause()
        line = screen_text(app).splitlines()[0]
        assert "in 8 min" in line
        assert line.endswith("J join")


class Bar(Host):
    """A top line on its own, and what it asks for."""

    def __init__(self) -> None:
        self.bar = JoinBar()
        super().__init__(self.bar)

    def on_join_bar_join_clicked(self, request: JoinBar.JoinClicked) -> None:
        self.told.append(request)


async def test_y_is_offered_on_the_top_line_only_while_it_copies_this_link() -> None:
    app = Bar()
    async with app.run_test(size=(120, 16)) as pilot:
        app.bar.call = CALL._replace(url=URL, key=EVENT.key)
        await pilot.pause()
        assert screen_text(app).splitlines()[0].endswith("J join")
        app.bar.cursor = EVENT.key
        await pilot.pause()
        assert screen_text(app).splitlines()[0].endswith("J join   y copy")


async def test_a_click_on_copy_copies_and_one_elsewhere_joins() -> None:
    app = Bar()
    async with app.run_test(size=(120, 16)) as pilot:
        app.bar.call = CALL._replace(url=URL, key=EVENT.key)
        app.bar.cursor = EVENT.key
        await pilot.pause()
        await pilot.click(JoinBar, offset=(117, 0))
        await pilot.click(JoinBar, offset=(10, 0))
        app.bar.call = CALL._replace(host="")
        await pilot.click(JoinBar, offset=(10, 0))
        await pilot.pause()
        copied, joined = app.told
        assert copied == CopyText(URL, "link")
        assert isinstance(joined, JoinBar.JoinClicked)


async def test_enter_never_opens_a_link_by_reflex() -> None:
    app = Host(screen=LinkSheet(ASK, EVENT))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == "nothing yet"
