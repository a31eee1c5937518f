"""The agenda as a widget: a cursor that stays with its event, keys and mouse, text that stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from rich.cells import cell_len
from textual.app import App

from tests.domain.samples import LONDON, NOW, WORK, at, event, linked, span
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.grid import group_by_day
from tui.ui.glyphs import SETS
from tui.ui.widgets.agenda import Agenda
from tui.ui.widgets.agenda_place import AtDay, AtEvent, AtNow
from tui.ui.widgets.agenda_rows import rows_of
from tui.ui.widgets.scene import Scene, Stripe

OWN = "mira@northlight.test"
WEEK = [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]
MEETINGS = (
    event(id="early", title="Early", when=span(at(7), at(8))),
    event(id="later", title="Later", when=span(at(10), at(11))),
    event(id="sat", title="Saturday", when=span(at(10, day=21), at(11, day=21))),
)


class Listening(Host):
    """Keeps what the agenda tells."""

    def on_agenda_highlighted(self, news: Agenda.Highlighted) -> None:
        self.told.append(news)

    def on_agenda_chosen(self, news: Agenda.Chosen) -> None:
        self.told.append(news)

    @property
    def chosen(self) -> list[str]:
        return [one.event.id for one in self.told if isinstance(one, Agenda.Chosen)]


def scene(events: Sequence[Event], now: datetime = NOW) -> Scene:
    """A week with these events, for the person of the stories."""
    rows = rows_of(group_by_day(events, WEEK, LONDON), now, LONDON)
    return Scene(rows, {WORK.id: Stripe("#3f51b5", "W")}, now, LONDON, OWN)


def on(agenda: Agenda) -> str:
    """The event under the cursor."""
    return agenda.event.id if agenda.event else ""


async def test_it_opens_on_what_comes_next() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        assert on(agenda) == "later"
        assert "━━━" in screen_text(pilot.app)


async def test_keys_move_by_event_and_by_day() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        seen = []
        for key in ("k", "k", "k", "j", "j", "l", "l", "h", "h"):
            await pilot.press(key)
            seen.append(on(agenda) or str(agenda.day))
        empty = ["2026-11-16", "2026-11-16"]
        assert seen == ["early", *empty, "early", "later", "sat", "2026-11-22", "sat", "early"]
        await pilot.press("end")
        assert agenda.day == date(2026, 11, 22)
        await pilot.press("home")
        assert agenda.day == date(2026, 11, 16)


async def test_a_refresh_keeps_the_cursor_on_its_event_and_says_nothing() -> None:
    agenda = Agenda()
    app = Listening(agenda)
    async with app.run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        app.told.clear()
        more = event(id="new", title="New", when=span(at(8), at(9), None))
        agenda.show(scene((*MEETINGS, more)))
        await pilot.pause()
        assert on(agenda) == "later"
        assert app.told == []


async def test_the_event_under_the_cursor_may_vanish() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        agenda.show(scene(MEETINGS[:1]))
        assert on(agenda) == "early"
        agenda.show(scene(()))
        await pilot.pause()
        assert on(agenda) == ""
        assert agenda.day is not None


async def test_a_deleted_event_leaves_the_cursor_on_the_one_below() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.aim(AtEvent(MEETINGS[0].key))
        agenda.show(scene(MEETINGS))
        for _ in range(3):
            agenda.show(scene(MEETINGS[1:]), settled=False)
        await pilot.pause()
        assert on(agenda) == "later"


async def test_the_mouse_selects_and_opens() -> None:
    agenda = Agenda()
    app = Listening(agenda)
    async with app.run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(number for number, line in enumerate(lines) if "Saturday" in line)
        await pilot.click(Agenda, offset=(20, row))
        assert on(agenda) == "sat"
        assert app.chosen == []
        await pilot.double_click(Agenda, offset=(20, row))
        await pilot.pause()
        assert app.chosen == ["sat"]


def many(first: int, last: int) -> list[Event]:
    """Meetings of ten minutes, one after another, numbered."""
    return [
        event(
            id=f"m{number}",
            title=f"Meeting {number}",
            when=span(at(6) + timedelta(minutes=10 * number), at(6) + timedelta(minutes=10 * number + 10)),
        )
        for number in range(first, last)
    ]


def line_of(app: App[None], title: str) -> int:
    """The line of the screen an event is on."""
    return next(number for number, line in enumerate(screen_text(app).splitlines()) if title in line)


async def test_rows_that_arrive_above_do_not_push_the_cursor_s_line_away() -> None:
    agenda = Agenda()
    app = Listening(agenda)
    async with app.run_test(size=(80, 12)) as pilot:
        agenda.show(scene(many(20, 60)))
        await pilot.press(*["j"] * 15)
        await pilot.pause()
        before = line_of(app, "Meeting 35")
        assert on(agenda) == "m35"
        agenda.show(scene(many(0, 60)))
        await pilot.pause()
        assert on(agenda) == "m35"
        assert line_of(app, "Meeting 35") == before


async def test_rows_in_any_order_of_arrival_end_in_the_same_picture() -> None:
    whole, pictures = many(0, 60), set()
    for parts in ((whole[:30], whole), (whole[30:], whole), (whole,)):
        agenda = Agenda()
        async with Listening(agenda).run_test(size=(80, 12)) as pilot:
            for number, part in enumerate(parts):
                agenda.show(scene(part), settled=number == len(parts) - 1)
                await pilot.pause()
            pictures.add(screen_text(pilot.app))
    assert len(pictures) == 1


async def test_the_cursor_follows_an_event_that_got_another_id() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS))
        fresh = replace(MEETINGS[1], id="fresh")
        moved = {MEETINGS[1].key: fresh.key}
        agenda.show(replace(scene((MEETINGS[0], fresh, MEETINGS[2])), moved=moved))
        await pilot.pause()
        assert on(agenda) == "fresh"


async def test_the_cursor_waits_for_the_event_it_was_sent_to() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 12)) as pilot:
        agenda.aim(AtEvent(MEETINGS[2].key, date(2026, 11, 21)))
        agenda.show(scene(MEETINGS[:2]), settled=False)
        assert on(agenda) != "sat"
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        assert on(agenda) == "sat"


async def test_once_settled_the_cursor_no_longer_follows_the_clock() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 12)) as pilot:
        agenda.aim(AtNow())
        agenda.show(scene(MEETINGS))
        agenda.show(scene(MEETINGS, at(12)))
        await pilot.pause()
        assert on(agenda) == "later"


async def test_an_empty_day_that_was_asked_for_is_the_day_until_the_cursor_moves() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 12)) as pilot:
        agenda.aim(AtDay(date(2026, 11, 18)))
        agenda.show(scene(MEETINGS))
        await pilot.pause()
        assert (on(agenda), agenda.day) == ("", date(2026, 11, 18))
        await pilot.press("j", "k")
        assert agenda.day == date(2026, 11, 16)


async def test_a_link_being_waited_for_turns_and_a_failed_one_is_crossed() -> None:
    agenda, meeting = Agenda(), MEETINGS[1]
    async with Listening(agenda).run_test(size=(80, 12)) as pilot:
        pilot.app.animation_level = "full"
        agenda.show(replace(scene(MEETINGS), waiting=frozenset({meeting.key})))
        signs = ""
        for _ in range(4):
            await pilot.pause()
            signs += screen_text(pilot.app).splitlines()[line_of(pilot.app, "Later")].rstrip()[-1]
            agenda.turn()
        assert signs == "◐◓◑◒"
        agenda.show(replace(scene(MEETINGS), failed=frozenset({meeting.key})))
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[line_of(pilot.app, "Later")].rstrip()[-1] == "✗"


async def test_many_links_turn_more_rarely_than_a_few_and_none_without_motion() -> None:
    agenda = Agenda()
    many = [event(id=f"e{n}", title=f"Call {n}", when=span(at(20), at(21))) for n in range(20)]
    async with Listening(agenda).run_test(size=(80, 30)) as pilot:
        agenda.show(replace(scene(many), waiting=frozenset(one.key for one in many)))
        agenda.turn()
        await pilot.pause()
        assert screen_text(pilot.app).count("◐") == 20  # motion is not welcome
        pilot.app.animation_level = "full"
        signs = ""
        for _ in range(6):
            agenda.turn()
            await pilot.pause()
            signs += screen_text(pilot.app).splitlines()[line_of(pilot.app, "Call 7")].rstrip()[-1]
        assert signs == "◐◐◓◓◓◑"


async def test_a_narrow_screen_gives_up_lengths_first_and_places_next() -> None:
    shown = {}
    for width in (100, 61, 52, 44):
        agenda = Agenda()
        meeting = replace(MEETINGS[1], location="Lisbon")
        async with Listening(agenda).run_test(size=(width, 12)) as pilot:
            agenda.show(scene([meeting]))
            await pilot.pause()
            line = screen_text(pilot.app).splitlines()[line_of(pilot.app, "Later")]
            shown[width] = ("━" in line, "Lisbon" in line)
    assert shown == {100: (True, True), 61: (True, True), 52: (False, True), 44: (False, False)}


async def test_the_ascii_set_draws_the_same_columns() -> None:
    lines = []
    for glyphs in SETS:
        agenda = Agenda()
        app = Listening(agenda, glyphs=glyphs)
        async with app.run_test(size=(80, 12)) as pilot:
            agenda.show(scene(MEETINGS))
            await pilot.pause()
            lines.append(screen_text(app).splitlines()[line_of(app, "Later")])
    assert lines[0].index("Later") == lines[1].index("Later")
    assert lines[1].isascii()


SIGNS = {
    "video": (event(conferencing=linked("https://meet.google.com/abc-defg-hij")), "▸"),
    "pending": (event(conferencing=Requested("Zoom Meeting")), "◐"),
    "unanswered": (event(participants=(Participant(OWN),)), "!"),
    "maybe": (event(participants=(Participant(OWN, rsvp=Rsvp.MAYBE),)), "?"),
    "series": (event(master_id="m"), "↻"),
    "cancelled": (event(status=Status.CANCELLED), "✗"),
}


@pytest.mark.parametrize("name", SIGNS)
async def test_a_state_has_its_letter_at_the_right_edge(name: str) -> None:
    meeting, sign = SIGNS[name]
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene([meeting]))
        await pilot.pause()
        [line] = [line for line in screen_text(pilot.app).splitlines() if "Design review" in line]
        assert line.rstrip()[-1] == sign


HOSTILE = ("[/b] [@click=app.quit]x[/]", "\x1b]52;c;AAAA\x1b\\", "👩‍👩‍👧 家族 مرحبا", "e" + "\u0301" * 40)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("width", [60, 80, 160])
async def test_whatever_the_title_every_row_is_as_wide_as_the_screen(title: str, width: int) -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(width, 20)) as pilot:
        agenda.show(scene([replace(MEETINGS[1], title=title, location=title)]))
        await pilot.pause()
        for strip in pilot.app.screen._compositor.render_strips():
            line = "".join(segment.text for segment in strip)
            assert cell_len(line) == width
            assert "\x1b" not in line
