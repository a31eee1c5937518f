"""Somebody cannot have the call they want, and asks why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.samples import GOOGLE, ICLOUD, ZOOM_HOST, context
from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tests.ui.host import Host, screen_text
from tui.domain.calendars import Calendar
from tui.domain.capabilities import TABLE, Switches
from tui.domain.capabilities import said as spoken
from tui.domain.findings import Context
from tui.ui.glyphs import SETS
from tui.ui.look import Look
from tui.ui.screens.why import Answers, WhyScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def asked(user: User) -> None:
    """Press the key on the calendar."""
    await week(user)
    await user.press("W")
    await user.sees("Why can't I?")


def said(known: Context, width: int = 74, glyphs: str = "unicode") -> str:
    signs = SETS["ascii"] if glyphs == "ascii" else SETS["unicode"]
    return "\n".join(line.plain for line in Answers(known, width, signs).lines())


@SIZES
def test_the_answer(flow: Flow, size: tuple[int, int]) -> None:
    flow(asked, size)


@SIZES
def test_the_rest_of_the_answer(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await asked(user)
        await user.press("end")

    flow(steps, size)


def test_the_answer_in_plain_letters_without_colours(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    flow(asked, SMALL, Look(theme="terminal", glyphs="ascii", still=True))


async def test_it_is_found_in_the_help_and_left_the_way_it_came() -> None:
    async with story(SMALL) as user:
        await week(user)
        await user.press("question_mark")
        await user.type("why")
        await user.sees("Why can't I?")
        await user.press("escape", "W")
        await user.sees("Have it created")
        await user.press("W")
        await user.sees("as of 14:02")
        assert "Have it created" not in user.screen_text()


async def test_it_speaks_of_the_older_generation_where_that_is_the_account() -> None:
    async with story(older="eas") as user:
        await asked(user)
        await user.sees("API v2")
        await user.sees("These meetings cannot be created on this type of account.")


def test_every_no_of_the_account_is_there_with_its_way_out_and_document() -> None:
    known = context(ICLOUD, (ICLOUD,))
    words = " ".join(said(known).split())
    for row in TABLE:
        case = row.case
        if (case.generation, case.account, case.calendar) != ("v3", ICLOUD.kind, "own") or row.cross is False:
            continue
        if row.reason:
            several = row.reason.replace(f"{spoken(case.provider)} meetings", "These meetings")
            assert row.reason[:-1] in words or several in words
            assert f"By: {row.source}" in words
    assert "Connect a Zoom account to the same application, or enter a link you have." in words
    assert "Holidays is read-only. Choose one of your own calendars." in words


def test_a_host_that_can_be_named_is_named() -> None:
    assert "It can be host@northlight.test." in " ".join(said(context(GOOGLE, (ZOOM_HOST,))).split())


def test_the_answer_in_force_is_told_first_and_the_other_one_beside_it() -> None:
    strict = replace(context(), switches=Switches(cross_provider=False))
    assert "Held: no, only Zoom crosses platforms" in said(strict)
    assert "Else: no, only Zoom crosses platforms" in said(context())


@pytest.mark.parametrize("width", [20, 40, 94])
def test_no_line_is_wider_than_the_sheet(width: int) -> None:
    signs = SETS["unicode"]
    for line in Answers(context(ICLOUD, (GOOGLE, ZOOM_HOST)), width, signs).lines():
        assert line.cell_length <= max(width, 36)


def test_plain_letters_are_enough() -> None:
    assert said(context(ICLOUD, (GOOGLE, ZOOM_HOST)), glyphs="ascii").isascii()


async def test_the_name_of_a_calendar_is_never_read_as_markup() -> None:
    wild = Calendar("c", "[/b] ops [red]", read_only=True)
    app = Host(screen=WhyScreen(replace(context(), calendars=(wild,))))
    async with app.run_test(size=(80, 120)) as pilot:
        await pilot.pause()
        assert "[/b] ops [red] is read-only." in screen_text(app)
