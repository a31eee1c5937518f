"""The detail pane: when, how we meet, who comes; whatever a stranger wrote stays text."""

from __future__ import annotations

import pytest

from tests.domain.samples import LONDON, at, event, linked, span
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Person, Rsvp
from tui.domain.when import Timespan
from tui.ui.widgets.detail import Detail, DetailFacts, when_words


async def shown(what: Event | None) -> str:
    """What the pane says of an event."""
    pane = Detail()
    app = Host(pane)
    async with app.run_test(size=(80, 36)) as pilot:
        pane.show(DetailFacts(what, "Work", LONDON))
        await pilot.pause()
        return screen_text(app)


def test_an_event_of_another_zone_has_both_times() -> None:
    meeting = event(when=span(at(14, 10), at(14, 40), "America/New_York"))
    assert when_words(meeting, LONDON, "%H:%M") == [
        "Fri 20 Nov 09:10–09:40 New York",
        "Fri 20 Nov 14:10–14:40 for you",
    ]


def test_an_event_of_the_same_hour_has_one_time() -> None:
    assert when_words(event(), LONDON, "%H:%M") == ["Fri 20 Nov 15:00–15:30"]


async def test_a_call_shows_everything_needed_to_get_in() -> None:
    call = linked("https://meet.google.com/abc-defg-hij", code="abc-defg-hij", pin="123", phones=("+44 1",))
    said = await shown(event(conferencing=call))
    for words in ("Google Meet ready", "meet.google.com/abc-defg-hij", "PIN", "123", "+44 1"):
        assert words in said


async def test_a_call_that_was_asked_for_says_that_its_link_is_coming() -> None:
    assert "Zoom Meeting link on its way" in await shown(event(conferencing=Requested("Zoom Meeting")))


async def test_an_event_without_a_call_says_which_key_adds_one() -> None:
    assert "v adds one" in await shown(event())


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Rsvp.YES, "✓ Grace  comes"), (Rsvp.NO, "✗ Grace  declined"), (Rsvp.MAYBE, "? Grace  maybe")],
)
async def test_an_answer_is_a_sign_and_a_word(answer: Rsvp, words: str) -> None:
    guests = (Participant("grace@x.test", "Grace", answer),)
    said = await shown(event(participants=guests, organizer=Person("alan@x.test", "Alan")))
    assert words in said
    assert "Organised by Alan" in said


async def test_markup_and_escapes_in_notes_are_only_text() -> None:
    said = await shown(event(title="Sync [/b] [@click=app.quit]x[/]", description="\x1b]0;owned\x1b\\ done"))
    assert "Sync [/b] [@click=app.quit]x[/]" in said
    assert "\x1b" not in said


async def test_no_event_says_what_to_do() -> None:
    assert "No event under the cursor" in await shown(None)


def test_a_flight_has_the_zone_of_each_end() -> None:
    flight = event(when=Timespan(at(10), at(17), "Europe/London", "America/New_York"))
    assert when_words(flight, LONDON, "%H:%M") == [
        "Fri 20 Nov 10:00 London",
        "– Fri 20 Nov 12:00 New York",
        "Fri 20 Nov 10:00–17:00 for you",
    ]


async def test_the_pane_shows_that_it_has_the_focus_and_scrolls() -> None:
    pane = Detail()
    async with Host(pane).run_test(size=(40, 10)) as pilot:
        pane.show(DetailFacts(event(description="\n".join(map(str, range(40)))), "Work", LONDON))
        pane.screen.set_focus(None)
        await pilot.pause()
        before = pane.styles.border_left[0], pane.background_colors[1]
        pane.focus()
        await pilot.press("j", "j")
        await pilot.pause()
        after = pane.styles.border_left[0], pane.background_colors[1]
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert pane.scroll_offset.y == 2
