"""The palette finds actions, dates and events, and shows a title exactly as it is spelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.driver import story
from tests.ui.flow import week
from tui.domain.events import Event
from tui.domain.when import Timespan
from tui.ui import paint
from tui.ui.palette import MOST_EVENTS, best_matches, lit

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
WHEN = Timespan(NOW, NOW + timedelta(hours=1))


def event(title: str) -> Event:
    return Event(title, "work", title, WHEN)


@given(st.text(min_size=1, max_size=40), st.data())
def test_lighting_up_letters_never_changes_them(title: str, data: st.DataObject) -> None:
    shown = paint.plain(title)
    offsets = data.draw(st.sets(st.integers(0, max(len(shown) - 1, 0))))
    assert lit(title, sorted(offsets)).plain == shown


async def test_hostile_titles_are_matched_like_any_other() -> None:
    found = await best_matches("hostile", [event("Hostile [/b] [@click=app.quit]x[/]"), event("Lunch")])
    assert [one.title for _, _, one in found] == ["Hostile [/b] [@click=app.quit]x[/]"]


async def test_the_best_match_comes_first_and_the_list_is_bounded() -> None:
    events = [event(f"Re{i}view planning d{i}esign") for i in range(3000)] + [event("Design review")]
    found = await best_matches("design review", events)
    assert found[0][2].title == "Design review"
    assert len(found) <= MOST_EVENTS


async def test_events_are_found_by_who_comes_as_by_their_titles() -> None:
    async with story() as user:
        await week(user)
        await user.press("colon", *"tomasz scrub")
        await user.sees("Performance: 8K scrubbing")
        await user.press("down", "enter")
        await user.sees("Thu 19 Nov 15:00–16:00")
