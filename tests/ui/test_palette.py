"""The palette finds actions, dates and events, and shows a title exactly as it is spelled."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.driver import story
from tests.ui.flow import week
from tui.domain.events import Event
from tui.domain.when import Timespan
from tui.ui import paint
from tui.ui.palette import MOST_EVENTS, Likeness, best_matches, lit

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


async def test_a_long_title_full_of_the_letters_typed_keeps_nobody_waiting() -> None:
    titles = ["setting tests in nests " * 200, "Set the things in order", "Lunch"]
    async with asyncio.timeout(20):
        found = await best_matches("settings", [event(title) for title in titles])
    assert {one.title for _, _, one in found} == set(titles[:2])


@given(st.text("abc ", min_size=1, max_size=4), st.text("abc ", max_size=12))
def test_whatever_holds_the_letters_in_their_order_is_found_and_nothing_else(query: str, title: str) -> None:
    rest = iter(title)
    score, offsets = Likeness().match(query, title)
    assert bool(score) == all(letter in rest for letter in query)
    assert "".join(title[at] for at in offsets) == (query if score else "")


async def test_events_are_found_by_who_comes_as_by_their_titles() -> None:
    async with story() as user:
        await week(user)
        await user.press("colon", *"tomasz scrub")
        await user.sees("Performance: 8K scrubbing")
        await user.press("down", "enter")
        await user.sees("Thu 19 Nov 15:00–16:00")
