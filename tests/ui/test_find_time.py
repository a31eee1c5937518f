"""Finding a time: everybody's day side by side, slots best first, one key to an event with its guests."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, alone
from tui.domain.busy import Busy
from tui.domain.errors import Unreachable
from tui.domain.events import Event
from tui.domain.free_time import Attendee
from tui.domain.working_hours import WorkingHours
from tui.services.availability import Diaries
from tui.ui.look import Look
from tui.ui.messages import GoToEvent
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.find_time import FindScreen
from tui.ui.screens.lives_in import lives_in

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
LONDON = ZoneInfo("Europe/London")


async def looking(user: User, guests: str = "") -> None:
    """The screen, opened anew, with these guests typed."""
    await user.sees("Timeline scrubbing")
    await user.press("home", "f")
    await user.sees("Find a time")
    await user.until(lambda: isinstance(user.app.screen, FindScreen))
    if guests:
        screen(user).set_focus(screen(user).query_one("#guests"))
        await user.press("end", "ctrl+u")
        await user.paste(guests)
        await user.press("enter")
        await user.until(lambda: guests in {", ".join(one.busy.email for one in screen(user).judged[1:])})


async def beside_guests(user: User) -> None:
    """The screen, opened on an event that has guests."""
    await user.sees("Timeline scrubbing")
    event = next(one for one in agenda(user) if one.answer_of("priya@sandbox.test") is not None)
    user.app.tell_calendar(GoToEvent(event.key))
    await user.until(lambda: event.title[:12] in under_cursor(user), "for the cursor")
    await user.press("f")
    await user.until(lambda: isinstance(user.app.screen, FindScreen) and bool(screen(user).found))


def screen(user: User) -> FindScreen:
    return cast(FindScreen, user.app.screen)


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_a_slot_becomes_an_event_with_its_guests_and_time(older: str) -> None:
    async with story(older=older) as user:
        await looking(user, "priya@sandbox.test, mina@sandbox.test")
        await user.sees("everybody is free")
        assert "Priya Raghunathan" in user.screen_text()
        slot = screen(user).chosen
        assert slot is not None
        await user.press("enter")
        await user.sees("New event")
        start = slot.start.astimezone(LONDON)
        await user.sees(f"{start:%a} {start.day} {start:%b} {start.year} {start:%H:%M}")
        await user.sees("priya@sandbox.test, mina@sandbox.test")
        await user.sees("2 guests")


async def test_the_guests_of_the_event_under_the_cursor_are_looked_for() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        event = next(one for one in agenda(user) if one.answer_of("priya@sandbox.test") is not None)
        user.app.tell_calendar(GoToEvent(event.key))
        await user.until(lambda: event.title[:12] in under_cursor(user), "for the cursor")
        await user.press("f")
        await user.sees("Find a time")
        await user.until(lambda: "priya@sandbox.test" in str(screen(user).guests))
        await user.until(lambda: bool(screen(user).found))
        await user.sees("Enter take")


async def test_whoever_is_typed_comes_to_the_guests_that_were_there() -> None:
    async with story() as user:
        await beside_guests(user)
        there = screen(user).field.guests
        await user.press("+", "]")
        await user.until(lambda: screen(user).terms.length == 45)
        assert screen(user).field.guests == there
        await user.type("mina")
        await user.sees("mina@sandbox.test")
        assert "is no address" not in user.screen_text()
        await user.press("enter", "enter")
        await user.until(lambda: "mina@sandbox.test" in {one.busy.email for one in screen(user).judged})
        await user.until(lambda: user.app.focused is not None and user.app.focused.id == "slots")
        await user.until(lambda: screen(user).chosen is not None)
        await user.press("enter")
        await user.sees("New event")
        await user.until(lambda: "mina@sandbox.test" in cast(EditorScreen, user.app.screen).draft.guests)


async def test_where_one_more_is_typed_is_in_sight_however_many_there_are() -> None:
    async with story(SMALL) as user:
        await beside_guests(user)
        await user.type("zzz")
        await user.sees(", zzz")


async def test_letters_are_keys_once_the_slots_have_the_focus() -> None:
    async with story() as user:
        await beside_guests(user)
        await user.press("down", "w")
        await user.sees("any hour")
        await user.press("g", "w")
        await user.until(lambda: screen(user).field.value.endswith(", w"))
        assert screen(user).terms.any_hour


async def test_half_a_name_asks_nobody_anew() -> None:
    async with story() as user:
        await beside_guests(user)
        turn = screen(user).turn
        await user.type("zzz")
        await user.sees("“zzz” is no address.")
        assert screen(user).turn == turn
        assert screen(user).found


async def test_whose_diary_cannot_be_read_is_never_called_free() -> None:
    async with story() as user:
        await looking(user, "grace@brightline.test")
        await user.sees("address not found at the provider")
        await user.sees("Grace not known")
        await user.sees("1 of 1 cannot be read.")
        assert "everybody is free" not in user.screen_text()


async def test_terms_are_changed_by_single_keys() -> None:
    async with story() as user:
        await looking(user, "priya@sandbox.test")
        await user.sees("Slots of 30 min, worked out here from free/busy.")
        await user.press("+")
        await user.sees("Slots of 45 min")
        await user.press("-", "-")
        await user.sees("Slots of 15 min")
        await user.press("b")
        await user.sees("5 min pause")
        await user.press("w")
        await user.sees("any hour")
        await user.press("m")
        await user.sees("maybe is free")
        await user.press("[")
        await user.sees("These are the first days there are.")
        before = screen(user).terms.first
        await user.press("]", "d")
        await user.until(lambda: screen(user).terms.first > before and screen(user).terms.days == 14)


async def test_a_slot_is_moved_by_quarters_and_says_what_it_is_like_there() -> None:
    async with story() as user:
        await looking(user, "priya@sandbox.test")
        first = screen(user).found[0].start
        await user.press("l", "l", "h")
        await user.until(lambda: (screen(user).found[0].start - first).total_seconds() == 900)
        await user.press("j", "k", "enter")
        await user.sees("New event")


async def test_the_service_works_it_out_where_it_knows_everybody_and_says_so_where_not() -> None:
    async with story() as user:
        await looking(user, "ada.okafor@harbourpost.test")
        await user.sees("worked out here from free/busy")
        await user.press("s")
        await user.sees("worked out by the service")
        await user.press("g", "end")
        await user.type(", priya@sandbox.test")
        await user.press("enter")
        await user.sees("The service could not: no grant for participant priya@sandbox.test.")
        await user.sees("worked out here from free/busy")


async def test_offline_is_said_and_asked_again_by_a_key() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        assert user.app.workspace is not None
        api, real = user.app.workspace.api, user.app.workspace.api.free_busy

        async def gone(*args: object, **named: object) -> tuple[Busy, ...]:
            raise Unreachable("The calendar service cannot be reached.")

        api.free_busy = gone  # type: ignore[method-assign]
        await looking(user, "priya@sandbox.test")
        await user.sees("cannot be reached. r asks again.")
        api.free_busy = real  # type: ignore[method-assign]
        await user.press("r")
        await user.sees("everybody is free")


async def test_an_answer_to_an_earlier_question_is_dropped() -> None:
    async with story() as user:
        await looking(user, "priya@sandbox.test")
        await user.sees("everybody is free")
        stale = Diaries((Busy("priya@sandbox.test", trouble="stale"),), "stale")
        screen(user).post_message(FindScreen.Answered(0, stale))
        screen(user).post_message(FindScreen.WorkedOut(0, (), (), "stale"))
        await user.press("b")
        await user.sees("5 min pause")
        await user.until(lambda: bool(screen(user).found))
        assert "stale" not in user.screen_text()


async def test_wrong_addresses_are_said() -> None:
    async with story() as user:
        await looking(user)
        screen(user).set_focus(screen(user).query_one("#guests"))
        await user.press("end")
        await user.type(", nobody")
        await user.sees("“nobody” is no address.")


async def test_somebody_elsewhere_is_asked_within_their_own_day() -> None:
    async with story() as user:
        await looking(user, "kenji@sandbox.test")
        await user.sees("everybody is free")
        await user.press("z")
        await user.sees("Where does somebody live?")
        await user.type("tokyo")
        await user.sees("lives in Asia/Tokyo")
        await user.press("enter")
        await user.sees("Kenji outside working hours")
        await user.until(lambda: "Tokyo" in user.screen_text())


async def test_the_editor_finds_a_time_for_its_draft() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("f4")
        await user.sees("Find a time")
        await user.until(lambda: isinstance(user.app.screen, FindScreen))
        await user.paste("priya@sandbox.test")
        await user.press("enter")
        await user.sees("everybody is free")
        slot = screen(user).chosen
        assert slot is not None
        await user.press("enter")
        start = slot.start.astimezone(LONDON)
        await user.sees(f"{start:%a} {start.day} {start:%b} {start.year} {start:%H:%M}")
        await user.sees("1 guest")
        await user.press("ctrl+s")
        await user.sees("Saved.")


async def test_my_free_times_are_copied_from_the_calendar_and_beside_a_guests_clock() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("T")
        await user.until(lambda: user.clipboard.startswith("I am free (London time):"))
        assert len(user.clipboard.splitlines()) == 6
        await looking(user, "kenji@sandbox.test")
        await user.sees("everybody is free")
        screen(user).availability.lives_in("kenji@sandbox.test", ZoneInfo("Asia/Tokyo"))
        await user.press("y")
        await user.until(lambda: "in Tokyo)" in user.clipboard)


def test_a_guest_and_a_city_are_read_from_a_few_letters() -> None:
    people = [
        Attendee(Busy(email), WorkingHours(LONDON), name)
        for email, name in (("kenji@x.test", "Kenji Watanabe"), ("li@x.test", ""))
    ]
    for typed, email in (
        ("ken tokyo", "kenji@x.test"),
        ("WATA tokyo", "kenji@x.test"),
        ("li tok", "li@x.test"),
    ):
        found = lives_in(typed, people)
        assert found is not None
        assert (found.email, found.zone.key) == (email, "Asia/Tokyo")
    assert lives_in("tokyo", people) is None
    assert lives_in("nobody tokyo", people) is None
    assert lives_in("ken", people) is None
    alone = lives_in("new york", people[:1])
    assert alone is not None
    assert alone.zone.key == "America/New_York"


def agenda(user: User) -> tuple[Event, ...]:
    assert user.app.workspace is not None
    shown = cast(CalendarScreen, user.app.screen).shown
    return user.app.workspace.agenda.view(shown.window(LONDON)).events


def under_cursor(user: User) -> str:
    return next((line for line in user.screen_text().splitlines() if "▌" in line), "")


@SIZES
@pytest.mark.parametrize(
    "look", [Look(still=True), Look(theme="light", still=True), Look(glyphs="ascii", still=True)]
)
def test_the_screen(flow: Flow, size: tuple[int, int], look: Look) -> None:
    async def steps(user: User) -> None:
        await looking(
            user, "priya@sandbox.test, kenji@sandbox.test, mina@sandbox.test, grace@brightline.test"
        )
        await user.sees("Grace not known")
        alone(user)

    flow(steps, size, look)
