"""The agenda as a widget: a cursor that stays with its event, keys and mouse, text that stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from rich.cells import cell_len

from tests.domain.samples import LONDON, NOW, WORK, at, event, linked, span
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.grid import group_by_day
from tui.ui.widgets.agenda import Agenda, Scene, Stripe
from tui.ui.widgets.agenda_rows import rows_of

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
        agenda.show(scene(MEETINGS), home=True)
        await pilot.pause()
        assert on(agenda) == "later"
        assert "━━━" in screen_text(pilot.app)


async def test_keys_move_by_event_and_by_day() -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS), home=True)
        seen = []
        for key in ("k", "k", "j", "l", "l", "h", "end", "home"):
            await pilot.press(key)
            seen.append(on(agenda))
        assert seen == ["early", "early", "later", "sat", "sat", "early", "sat", "early"]


async def test_a_refresh_keeps_the_cursor_on_its_event_and_says_nothing() -> None:
    agenda = Agenda()
    app = Listening(agenda)
    async with app.run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS), home=True)
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
        agenda.show(scene(MEETINGS), home=True)
        await pilot.pause()
        agenda.show(scene(MEETINGS[:1]))
        assert on(agenda) == "early"
        agenda.show(scene(()))
        await pilot.pause()
        assert on(agenda) == ""


async def test_the_mouse_selects_and_opens() -> None:
    agenda = Agenda()
    app = Listening(agenda)
    async with app.run_test(size=(80, 20)) as pilot:
        agenda.show(scene(MEETINGS), home=True)
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(number for number, line in enumerate(lines) if "Saturday" in line)
        await pilot.click(Agenda, offset=(20, row))
        assert on(agenda) == "sat"
        assert app.chosen == []
        await pilot.click(Agenda, offset=(20, row))
        await pilot.pause()
        assert app.chosen == ["sat"]


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
        agenda.show(scene([meeting]), home=True)
        await pilot.pause()
        [line] = [line for line in screen_text(pilot.app).splitlines() if "Design review" in line]
        assert line.rstrip()[-1] == sign


HOSTILE = ("[/b] [@click=app.quit]x[/]", "\x1b]52;c;AAAA\x1b\\", "👩‍👩‍👧 家族 مرحبا", "e" + "\u0301" * 40)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("width", [60, 80, 160])
async def test_whatever_the_title_every_row_is_as_wide_as_the_screen(title: str, width: int) -> None:
    agenda = Agenda()
    async with Listening(agenda).run_test(size=(width, 20)) as pilot:
        agenda.show(scene([replace(MEETINGS[1], title=title, location=title)]), home=True)
        await pilot.pause()
        for strip in pilot.app.screen._compositor.render_strips():
            line = "".join(segment.text for segment in strip)
            assert cell_len(line) == width
            assert "\x1b" not in line
