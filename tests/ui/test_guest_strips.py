"""The guests' day in the editor: below the guests, never waited for, never in the way of saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from tests.driver import User, story
from tui.domain.busy import Busy
from tui.domain.errors import Unreachable
from tui.domain.findings import Severity
from tui.domain.free_time import Attendee
from tui.domain.working_hours import WorkingHours
from tui.ui.glyphs import ASCII, UNICODE
from tui.ui.screens.editor import EditorScreen
from tui.ui.widgets.free_strips import StripFacts, strip_lines
from tui.ui.widgets.guest_strips import GuestStrips, remarks

HOURS = WorkingHours(ZoneInfo("Europe/London"))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def editor(user: User) -> EditorScreen:
    return cast(EditorScreen, user.app.screen)


async def inviting(user: User, *guests: str) -> None:
    """A new event with these guests."""
    await user.sees("Timeline scrubbing")
    await user.press("n")
    await user.sees("New event")
    await user.paste("Prism")
    field = editor(user).query_one("#guests")
    editor(user).set_focus(field)
    await user.paste(", ".join(guests))


def strips(user: User) -> str:
    found = editor(user).query_one(GuestStrips)
    return str(found.content) if found.display else ""


async def test_the_guests_day_stands_below_them_and_saving_goes_on() -> None:
    async with story() as user:
        await inviting(user, "priya@sandbox.test", "grace@brightline.test")
        await user.until(lambda: "address not found" in strips(user), "to see whose day cannot be read")
        assert "you" in strips(user)
        assert "Priya" in strips(user)
        await user.press("ctrl+s")
        await user.sees("Saved.")


async def test_a_clash_is_a_note_and_goes_with_another_time() -> None:
    async with story() as user:
        await inviting(user, "mina@sandbox.test")
        starts = editor(user).query_one("#starts")
        editor(user).set_focus(starts)
        await user.press("end", "ctrl+u")
        await user.paste("mon 23 nov 05:00")
        said = "At this time: you, Mina outside working hours."
        await user.until(lambda: [one.says for one in editor(user).remarks()] == [said])
        await user.sees("At this time: you, Mina")
        assert all(one.severity is Severity.NOTE for one in editor(user).remarks())
        await user.press("end", "ctrl+u")
        await user.paste("sun 22 nov 12:00")
        await user.until(lambda: "Sun 22 Nov" in strips(user), "for the other day")


async def test_without_guests_or_a_time_there_is_nothing_to_see() -> None:
    async with story() as user:
        await inviting(user, "mina@sandbox.test")
        await user.until(lambda: "Mina" in strips(user))
        await user.press("end", "ctrl+u")
        await user.until(lambda: strips(user) == "")


async def test_an_answer_about_others_is_dropped() -> None:
    async with story() as user:
        await inviting(user, "mina@sandbox.test")
        await user.until(lambda: "being read" not in strips(user) and "Mina" in strips(user))
        first = editor(user)._question
        assert first is not None
        late = editor(user)._answer_to(first)
        await user.type(", ")
        await user.paste("priya@sandbox.test")
        await user.until(lambda: "Priya" in strips(user) or "priya" in strips(user))
        late((Attendee(Busy("mina@sandbox.test", trouble="stale"), HOURS, "Mina"),))
        assert "stale" not in strips(user)
        await user.until(lambda: "being read" not in strips(user))


async def test_offline_the_strips_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        assert user.app.workspace is not None

        async def gone(*args: object, **named: object) -> tuple[Busy, ...]:
            raise Unreachable("The calendar service cannot be reached.")

        monkeypatch.setattr(user.app.workspace.api, "free_busy", gone)
        await inviting(user, "mina@sandbox.test")
        await user.until(lambda: "cannot be" in strips(user))


@pytest.mark.parametrize("width", [24, 40, 60, 120])
@pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_every_line_fits_whatever_a_guest_is_called(width: int, signs: object) -> None:
    hostile = Attendee(Busy("x@x.test", trouble="\x1b[31mno " * 20), HOURS, "漢字" * 30)
    tokyo = WorkingHours(ZoneInfo("Asia/Tokyo"))
    busy = Attendee(Busy("y@x.test", ((NOON, NOON + HOUR),), ((NOON + HOUR, NOON + 2 * HOUR),)), tokyo)
    facts = StripFacts(NOON.date(), (hostile, busy), HOURS, (NOON, NOON + HOUR))
    assert signs in (UNICODE, ASCII)
    glyphs = UNICODE if signs is UNICODE else ASCII
    lines = strip_lines(facts, width, glyphs)
    assert all(line.cell_length <= max(width, 40) for line in lines)
    assert glyphs.busy in lines[-1].plain
    assert width < 40 or glyphs.perhaps in lines[-1].plain
    assert "\x1b" not in "".join(line.plain for line in lines)


def test_the_axis_counts_as_the_viewer_does() -> None:
    people = (Attendee(Busy("y@x.test"), HOURS, "Yuna"),)
    facts = StripFacts(NOON.date(), people, HOURS, (NOON, NOON + HOUR))
    assert strip_lines(facts, 100, UNICODE)[0].plain.split() == ["Fri", "20", "Nov", *_hours(8, 18)]
    twelve = strip_lines(replace(facts, clock="%I:%M %p"), 100, UNICODE)[0].plain.split()
    assert twelve == ["Fri", "20", "Nov", *(hour.lstrip("0") for hour in (*_hours(8, 12), *_hours(1, 6)))]


def _hours(first: int, last: int) -> list[str]:
    return [f"{hour:02}" for hour in range(first, last + 1)]


def test_a_draft_of_several_days_has_no_remarks() -> None:
    people = (Attendee(Busy("y@x.test", ((NOON, NOON + HOUR),)), HOURS, "Yuna"),)
    assert remarks(people, (NOON, NOON + 48 * HOUR), "", UNICODE) == ()
    (said,) = remarks(people, (NOON, NOON + HOUR), "", UNICODE)
    assert said.says == "At this time: Yuna is busy."
    assert remarks(people, (NOON + HOUR, NOON + 2 * HOUR), "", UNICODE) == ()
