"""One of a series is saved, and a Teams call of the older API is replaced: what is asked, said and sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.driver import SMALL, WIDE
from tests.ui.editor_desk import Desk, Saved, Story, at_the_editor, editing, event
from tests.ui.flow import Compare
from tests.ui.host import Host, screen_text
from tui.domain.checking import Context
from tui.domain.conferencing import Conferencing, Details, Linked
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import Ambiguous, HalfDone
from tui.domain.events import Event
from tui.domain.when import Timespan
from tui.domain.writes import UNSET
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.editor_saving import EditorOutcome
from tui.ui.screens.scope import ScopeScreen

BEGINS = datetime(2026, 11, 11, 20, 0, tzinfo=UTC)
ZOOM = Linked("Zoom Meeting", Details("https://us02web.zoom.us/j/89012345678", "89012345678", "s3cret"))
BLOCK = "~~~~~~~~~~\nmeeting_code: 89012345678\nurl: https://us02web.zoom.us/j/89012345678"
HALF = HalfDone(
    "The new event is there, but the old one still is too. There is no connection.",
    means="Both are in the calendar until it goes.",
    next_step="Save again: only the rest is done.",
)


def series(*rules: str, call: Conferencing | None = None, **changes: Any) -> Event:
    """The review every Wednesday, since two weeks before the one that is edited."""
    when = Timespan(BEGINS, BEGINS + timedelta(minutes=30), "America/New_York", "America/New_York")
    return replace(
        event(call, **changes), id="m1", when=when, recurrence=rules or ("RRULE:FREQ=WEEKLY;COUNT=8",)
    )


def one_of(master: Event) -> Event:
    """The third time of the review."""
    later = BEGINS + timedelta(days=14)
    when = Timespan(later, later + timedelta(minutes=30), "America/New_York", "America/New_York")
    return replace(master, id="m1_20261125T200000Z", master_id=master.id, recurrence=(), when=when)


@dataclass
class Registry(Desk):
    """A desk that notes which drafts were saved."""

    saved: list[Draft] = field(default_factory=list)
    looks_up: asyncio.Event | None = None
    """While it is closed, the series is still being read."""

    async def series(self, one: Event) -> Event:
        if self.looks_up is not None:
            await self.looks_up.wait()
        return await super().series(one)

    async def save(self, draft: Draft) -> Saved:
        answer = await super().save(draft)
        self.saved.append(draft)
        return answer


async def renamed(story: Story) -> None:
    """Type another title and ask to save."""
    await story.write("title", "Colour review")
    await story.press("ctrl+s")
    await story.until(lambda: isinstance(story.app.screen, ScopeScreen))


async def ended(story: Story) -> Draft:
    """Wait until the editor is gone; the draft it saved."""
    await story.until(lambda: isinstance(story.app.answer, EditorOutcome))
    assert isinstance(story.desk, Registry)
    [draft] = story.desk.saved
    return draft


# The three answers


async def test_only_this_one_is_the_nearest_key_and_changes_nothing_else() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("The others stay as they are.")
        await story.press("1")
        draft = await ended(story)
        assert draft.original == one_of(master)
        assert story.desk.sent[0].named() == ("title",)


async def test_enter_takes_the_safest_answer() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.press("enter")
        assert (await ended(story)).original == one_of(master)


async def test_this_and_following_is_a_new_series_that_the_old_one_makes_way_for() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("Wed 25 Nov, Wed 2 Dec, Wed 9 Dec, …: a series of its own.")
        await story.see("The 2 times before stay.")
        await story.see("Guests are asked anew; changes to single ones after it are undone.")
        await story.press("5")
        draft = await ended(story)
        assert draft.is_new
        assert draft.succeeds is not None
        assert draft.succeeds.old == master
        assert story.desk.sent[0].recurrence == ("RRULE:FREQ=WEEKLY;COUNT=6",)


async def test_all_of_them_is_a_change_to_the_series() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("The whole series, also the 2 times before.")
        await story.press("9")
        assert (await ended(story)).original is master
        assert story.desk.sent[0].named() == ("title",)


async def test_the_answers_can_be_walked_through() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.press("j", "j", "k", "enter")
        assert (await ended(story)).succeeds is not None


async def test_those_that_follow_get_a_new_link_if_one_is_wished_for() -> None:
    master = series(call=ZOOM)
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("Those that follow get a new Zoom link")
        await story.press("n", "n", "n", "5")
        draft = await ended(story)
        assert (draft.call.mode, draft.call.host_grant) == (CallMode.CREATE, "g-zoom")


async def test_without_the_wish_the_link_goes_along_and_for_the_others_the_wish_is_nothing() -> None:
    master = series(call=ZOOM)
    for keys, is_new in (("5", True), ("n1", False), ("n9", False)):
        async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
            await renamed(story)
            await story.press(*keys)
            draft = await ended(story)
            assert draft.is_new is is_new
            assert draft.call.url == ZOOM.details.url


async def test_a_new_link_is_not_offered_where_the_call_changes_anyhow() -> None:
    master = series(call=ZOOM)
    draft = replace(editing(one_of(master)), call=CallDraft())
    async with at_the_editor(draft, desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("What is before keeps the call it has.")
        assert "new Zoom link" not in story.text
        await story.press("n", "5")
        assert (await ended(story)).call == CallDraft()


# Back, and what cannot be


async def test_esc_goes_back_to_the_event_and_nothing_is_sent() -> None:
    master = series()
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.press("escape")
        assert story.app.screen is story.screen
        assert story.value("title") == "Colour review"
        assert story.desk.sent == []
        await story.press("ctrl+s")
        await story.see("Save it for")


async def test_esc_while_the_series_is_still_read_stays_at_the_event_and_says_nothing_of_sending() -> None:
    master = series()
    desk = Registry(master=master, looks_up=asyncio.Event())
    async with at_the_editor(editing(one_of(master)), desk=desk) as story:
        await story.write("title", "Colour review")
        await story.press("ctrl+s", "escape")
        assert desk.looks_up is not None
        desk.looks_up.set()
        await story.pilot.pause()
        await story.pilot.pause()
        assert story.app.screen is story.screen
        assert story.value("title") == "Colour review"
        assert "Still sending" not in story.text
        assert desk.sent == []


async def test_where_the_series_cannot_be_read_only_this_one_can_be_changed_and_why_is_said() -> None:
    async with at_the_editor(editing(one_of(series())), desk=Registry()) as story:
        await renamed(story)
        await story.see("The series itself cannot be read. There is no connection.")
        await story.press("5", "9", "j", "j")
        assert isinstance(story.app.screen, ScopeScreen)
        assert story.desk.sent == []
        await story.press("1")
        assert (await ended(story)).original is not None


async def test_a_series_whose_rules_nobody_follows_is_not_divided_and_why_is_said() -> None:
    master = series("RRULE:FREQ=WEEKLY", "RDATE:20261224T200000Z")
    async with at_the_editor(editing(one_of(master)), desk=Registry(master=master)) as story:
        await renamed(story)
        await story.see("Its rules cannot be followed here, so the series cannot be divided.")
        await story.press("5")
        assert isinstance(story.app.screen, ScopeScreen)
        await story.press("9")
        assert (await ended(story)).original is master


async def test_an_event_of_its_own_is_not_asked_about() -> None:
    async with at_the_editor(editing(event()), desk=Registry()) as story:
        await story.write("title", "Colour review")
        await story.press("ctrl+s")
        await ended(story)


@pytest.mark.parametrize("error", [HALF, Ambiguous("The server never confirmed the event.")])
async def test_after_half_of_it_saving_again_does_the_rest_without_another_question(error: Exception) -> None:
    master = series()
    desk = Registry(master=master, fails=error)
    async with at_the_editor(editing(one_of(master)), desk=desk) as story:
        await renamed(story)
        await story.press("5")
        await story.see(str(error))
        await story.see("New event")
        assert story.value("title") == "Colour review"
        assert desk.kept["d1"].succeeds is not None
        desk.fails = None
        await story.press("ctrl+s")
        assert (await ended(story)).succeeds is not None


async def test_what_is_typed_after_half_of_it_belongs_to_the_new_series_and_leaving_keeps_it() -> None:
    master = series()
    desk = Registry(master=master, fails=HALF)
    async with at_the_editor(editing(one_of(master)), desk=desk) as story:
        await renamed(story)
        await story.press("5")
        await story.see("Both are in the calendar until it goes.")
        await story.write("location", "Yard")
        await story.press("tab")
        await story.until(lambda: desk.kept["d1"].location == "Yard")
        assert desk.kept["d1"].succeeds is not None
        await story.press("escape", "k")
        await story.until(lambda: story.app.answer is None)
        assert desk.kept["d1"].succeeds is not None


async def test_leaving_after_half_of_it_does_not_forget_the_rest() -> None:
    master = series()
    desk = Registry(master=master, fails=HALF)
    async with at_the_editor(editing(one_of(master)), desk=desk) as story:
        await renamed(story)
        await story.press("5")
        await story.see("Both are in the calendar until it goes.")
        await story.press("escape")
        await story.until(lambda: story.app.answer is None)
        assert desk.kept["d1"].succeeds is not None


# What leaves the notes


def without_call(one: Event) -> Draft:
    """The event with its call taken off."""
    return replace(editing(one), call=CallDraft())


NOTES = f"Bring the colours.\n\n{BLOCK}"


async def test_what_goes_from_the_notes_is_seen_beside_the_form() -> None:
    async with at_the_editor(without_call(event(ZOOM, description=NOTES)), desk=Registry()) as story:
        await story.see("Taken out of the notes")
        await story.see("meeting_code: 89012345678")
        await story.press("ctrl+s")
        await ended(story)
        assert story.desk.sent[0].description == "Bring the colours."


async def test_in_a_small_window_it_is_asked_before_it_goes() -> None:
    one = without_call(event(ZOOM, description=NOTES))
    async with at_the_editor(one, desk=Registry(), size=SMALL) as story:
        await story.press("ctrl+s")
        await story.see("This goes from the notes")
        await story.see("meeting_code: 89012345678")
        await story.press("e")
        assert story.app.screen is story.screen
        assert story.desk.sent == []
        await story.press("ctrl+s", "s")
        await ended(story)
        assert story.desk.sent[0].description == "Bring the colours."


async def test_in_a_small_window_one_of_a_series_is_asked_both() -> None:
    master = series(call=ZOOM, description=NOTES)
    desk = Registry(master=master)
    async with at_the_editor(without_call(one_of(master)), desk=desk, size=SMALL) as story:
        await story.press("ctrl+s")
        await story.see("This goes from the notes")
        await story.press("s")
        await story.until(lambda: isinstance(story.app.screen, ScopeScreen))
        await story.press("1")
        await ended(story)


async def test_a_long_text_leaves_room_for_the_answers_and_can_be_read_to_its_end() -> None:
    details = "\n".join(f"phone: +44 20 7946 {number:04}" for number in range(30))
    one = without_call(event(ZOOM, description=f"{NOTES}\n{details}"))
    async with at_the_editor(one, desk=Registry(), size=SMALL) as story:
        await story.press("ctrl+s")
        await story.see("This goes from the notes")
        await story.see("Keep editing")
        assert "0029" not in screen_text(story.app)
        await story.press(*["down"] * 30)
        await story.see("+44 20 7946 0029")


# A Teams call of the older API


@dataclass
class Older(Registry):
    """A desk in the older generation."""

    def context(self) -> Context:
        return replace(super().context(), generation="v2")


TEAMS = Linked("Microsoft Teams", Details("https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc/0"))
TEAMS_BLOCK = (
    "________________________________________\nMicrosoft Teams meeting\nJoin on your computer\n"
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc/0\n________________________________________"
)


def replaced(one: Event) -> Draft:
    """The event with another provider's link in the place of its call."""
    return replace(
        editing(one), call=replace(editing(event(ZOOM)).call, url="https://us02web.zoom.us/j/89012345678")
    )


async def test_a_teams_call_of_the_older_api_is_replaced_by_a_new_event_after_asking() -> None:
    one = event(TEAMS, description=f"Bring the colours.\n\n{TEAMS_BLOCK}")
    async with at_the_editor(replaced(one), desk=Older()) as story:
        await story.press("ctrl+s")
        await story.see("Make the event anew?")
        await story.see("there this one is deleted.")
        await story.see("The old call's text goes from the notes:")
        await story.see("Join on your computer")
        await story.press("a")
        draft = await ended(story)
        assert draft.succeeds is not None
        assert draft.succeeds.old == one
        assert draft.succeeds.rules == ()
        assert story.desk.sent[0].description == "Bring the colours."
        assert story.desk.sent[0].conferencing is not UNSET


async def test_making_it_anew_is_never_the_easy_answer() -> None:
    for keys in (["enter"], ["escape"], ["e"]):
        async with at_the_editor(replaced(event(TEAMS)), desk=Older()) as story:
            await story.press("ctrl+s")
            await story.see("Make the event anew?")
            assert "goes from the notes" not in story.text
            await story.press(*keys)
            assert story.app.screen is story.screen
            assert story.desk.sent == []


async def test_an_old_event_that_stays_is_told_of_and_goes_with_the_next_save() -> None:
    desk = Older(fails=HALF)
    async with at_the_editor(replaced(event(TEAMS)), desk=desk) as story:
        await story.press("ctrl+s")
        await story.see("Make the event anew?")
        await story.press("a")
        await story.see("Both are in the calendar until it goes. Save again: only the rest is done.")
        desk.fails = None
        await story.press("ctrl+s")
        assert (await ended(story)).succeeds is not None


# Pictures


def picture(compare: Compare, draft: Draft, desk: Desk, size: tuple[int, int], *keys: str) -> None:
    app = Host(screen=EditorScreen(desk, draft, None))

    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        for _ in range(5):
            await pilot.pause(0.05)

    assert compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_how_far_a_change_reaches(snap_compare: Compare, size: tuple[int, int]) -> None:
    master = series(call=ZOOM)
    draft = replace(editing(one_of(master)), title="Colour review")
    picture(snap_compare, draft, Registry(master=master), size, "ctrl+s")


def test_what_leaves_the_notes_beside_the_form(snap_compare: Compare) -> None:
    picture(snap_compare, without_call(event(ZOOM, description=NOTES)), Registry(), WIDE)


def test_what_leaves_the_notes_in_a_small_window(snap_compare: Compare) -> None:
    picture(snap_compare, without_call(event(ZOOM, description=NOTES)), Registry(), SMALL, "ctrl+s")


def test_an_event_made_anew(snap_compare: Compare) -> None:
    one = event(TEAMS, description=f"Bring the colours.\n\n{TEAMS_BLOCK}")
    picture(snap_compare, replaced(one), Older(), SMALL, "ctrl+s")
