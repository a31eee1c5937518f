"""Questions and dates: the safe answer is the easy one, and what was understood is said before it is done."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Button, Static

from tests.driver import story
from tests.ui.host import Host, screen_text
from tui.ui.screens.confirm import Choice, ConfirmScreen
from tui.ui.screens.go_to_date import GoToDateScreen, distance
from tui.ui.screens.sheet import hints_line

TODAY = date(2026, 11, 20)


def delete_question() -> ConfirmScreen:
    choices = (Choice("k", "Keep it", "keep"), Choice("d", "Delete", "delete", destructive=True))
    return ConfirmScreen("Delete “[/b]”?", choices, detail="Guests are told.")


@pytest.mark.parametrize(
    ("key", "answer"), [("enter", "keep"), ("d", "delete"), ("k", "keep"), ("escape", None)]
)
async def test_each_answer_has_its_letter_and_enter_is_harmless(key: str, answer: str | None) -> None:
    app = Host(screen=delete_question())
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Delete “[/b]”?" in screen_text(app)
        await pilot.press(key)
        await pilot.pause()
        assert app.answer == answer


async def test_no_key_but_its_own_reaches_what_cannot_be_undone() -> None:
    app = Host(screen=delete_question())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert app.answer == "keep"


async def test_a_click_reaches_every_answer() -> None:
    app = Host(screen=delete_question())
    async with app.run_test(size=(80, 24)) as pilot:
        last = app.screen.query(Button).last()
        await pilot.click(last)
        assert app.answer == "delete"


async def test_a_date_is_repeated_before_one_goes_there() -> None:
    app = Host(Static("under"), screen=GoToDateScreen(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"mon")
        await pilot.pause()
        assert "Monday 23 November 2026   in 3 days" in screen_text(app)
        await pilot.press("enter")
        assert app.answer == date(2026, 11, 23)


async def test_what_is_not_a_date_is_explained_and_goes_nowhere() -> None:
    app = Host(screen=GoToDateScreen(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"frx", "enter")
        await pilot.pause()
        assert "frx" in screen_text(app)
        assert app.answer == "nothing yet"
        await pilot.press("escape")
        assert app.answer is None


async def test_what_is_begun_is_completed_with_the_day_it_names() -> None:
    app = Host(screen=GoToDateScreen(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"end of n")
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert "end of next month Thu 31 Dec in 41 days" in shown
        assert "end of november Mon 30 Nov in 10 days" in shown
        await pilot.press("down", "down", "enter")
        assert app.answer == date(2026, 11, 30)


async def test_tab_writes_the_phrase_out_and_the_field_answers_again() -> None:
    app = Host(screen=GoToDateScreen(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"next th", "tab")
        await pilot.pause()
        assert "Thursday 26 November 2026   in 6 days" in screen_text(app)
        await pilot.press("down", "up", "enter")
        assert app.answer == date(2026, 11, 26)


async def test_a_phrase_only_begun_is_enough_where_it_can_mean_one_thing() -> None:
    app = Host(screen=GoToDateScreen(TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"in 3 w", "enter")
        assert app.answer == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("day", "words"),
    [(20, "today"), (21, "tomorrow"), (19, "yesterday"), (25, "in 5 days"), (10, "10 days ago")],
)
def test_distance_is_said_as_people_say_it(day: int, words: str) -> None:
    assert distance(date(2026, 11, day), TODAY) == words


HINTS = (("Enter", "save"), ("Esc", "back"), ("jk", "15 min"), ("hl", "day"))


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (80, "Enter save   Esc back   jk 15 min   hl day"),
        (39, "Enter save  Esc back  jk 15 min  hl day"),
        (38, "Enter save  Esc back  jk 15 min"),
        (20, "Enter save  Esc back"),
        (10, "Esc back"),
        (3, "Esc back"),
    ],
)
def test_hints_are_left_out_whole_and_the_way_out_last(room: int, said: str) -> None:
    assert hints_line(HINTS, room).plain == said


async def test_no_key_of_a_sheet_is_cut_in_a_small_window() -> None:
    for size in ((80, 24), (60, 20)):
        async with story(size) as user:
            await user.sees("Timeline scrubbing")
            await user.press("M")
            await user.sees("Enter save  Esc back")
            edge = next(line for line in user.screen_text().splitlines() if "Enter save" in line)
            assert edge.rstrip().endswith("─╯")
            assert "…" not in edge
