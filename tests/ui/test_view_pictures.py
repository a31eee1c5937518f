"""The hours as pictures: a day, some days and a week at every size and look, and the days clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.domain.samples import NEW_YORK, WORK, at, event, linked, span
from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Compare, Flow, settled, week
from tests.ui.host import Host
from tests.ui.test_time_grid import FRIDAY, HOSTILE, OWN, WEEK, scene
from tui.domain.conferencing import Requested
from tui.domain.events import Participant, Rsvp, Status
from tui.domain.when import AllDay, AllDaySpan, Moment
from tui.ui.look import Look
from tui.ui.widgets.scene import Stripe
from tui.ui.widgets.time_grid import TimeGrid

SIZES = pytest.mark.parametrize("size", [(200, 50), WIDE, SMALL], ids=["200x50", "120x36", "80x24"])
VIEWS = pytest.mark.parametrize(
    ("key", "title"),
    [("d", "Friday 20 November"), ("4", "23 Nov 2026"), ("w", "Week 47")],
    ids=["day", "four", "week"],
)


async def shown(user: User, key: str, title: str) -> None:
    """Go to a view."""
    await week(user)
    await user.press(key)
    await user.sees(title)
    await counted(user)


async def counted(user: User) -> None:
    """Wait until what is in sight is read, and have what needs attention counted: time does not pass here."""
    await settled(user)
    assert user.app.workspace is not None
    await user.app.workspace.look_for_needs()
    await user.sees("need attention")


@SIZES
@VIEWS
def test_a_view_of_hours(flow: Flow, size: tuple[int, int], key: str, title: str) -> None:
    async def steps(user: User) -> None:
        await shown(user, key, title)

    flow(steps, size)


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_the_week_in_another_theme(flow: Flow, theme: str) -> None:
    async def steps(user: User) -> None:
        await shown(user, "w", "Week 47")

    flow(steps, WIDE, theme)


@VIEWS
def test_hours_in_plain_signs_without_colour(
    flow: Flow, monkeypatch: pytest.MonkeyPatch, key: str, title: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(user: User) -> None:
        await shown(user, key, title)

    flow(steps, SMALL, Look(glyphs="ascii", still=True))


@pytest.mark.parametrize(
    ("day", "title"), [("25 oct 2026", "19–25 Oct"), ("28 mar 2027", "22–28 Mar")], ids=["autumn", "spring"]
)
def test_the_week_the_clocks_change(flow: Flow, day: str, title: str) -> None:
    async def steps(user: User) -> None:
        await shown(user, "w", "Week 47")
        await user.press("g")
        await user.type(day)
        await user.press("enter")
        await user.sees(title)
        await user.press("home", "home", "j")

    flow(steps, WIDE)


def test_the_cursor_on_a_free_time_and_then_among_whole_days(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await shown(user, "w", "Week 47")
        await user.press("l", "k", "k", "h", "home")

    flow(steps, WIDE)


CROWD = (
    *(event(id=f"h{n}", title=title, when=span(at(9 + n), at(10 + n))) for n, title in enumerate(HOSTILE)),
    *(event(id=f"s{n}", title=f"Same {n}", when=span(at(10, day=18), at(12, day=18))) for n in range(5)),
    event(
        id="wide", title="会議の予定を確認する会", calendar_id="red", when=span(at(9, day=17), at(11, day=17))
    ),
    event(id="rtl", title="اجتماع أسبوعي", when=span(at(12, day=17), at(13, 30, day=17))),
    event(id="night", title="Night shift", calendar_id="red", when=span(at(22, day=19), at(2))),
    event(id="instant", title="A moment", when=Moment(at(15, 10, day=17))),
    event(
        id="asked", title="Asked", when=span(at(9, day=16), at(10, day=16)), participants=(Participant(OWN),)
    ),
    event(
        id="maybe",
        title="Maybe",
        when=span(at(10, 15, day=16), at(10, 45, day=16)),
        participants=(Participant(OWN, rsvp=Rsvp.MAYBE),),
        conferencing=linked("https://zoom.us/j/1"),
    ),
    event(id="off", title="Called off", when=span(at(11, day=16), at(12, day=16)), status=Status.CANCELLED),
    event(
        id="waits",
        title="Waits",
        when=span(at(13, day=16), at(14, day=16)),
        conferencing=Requested("Zoom Meeting"),
    ),
    event(id="trip", title="Trip", when=AllDaySpan(WEEK[0] - timedelta(days=2), WEEK[2])),
    event(id="off-day", title="Day off", calendar_id="red", when=AllDay(FRIDAY)),
    event(
        id="sprint", title="Sprint", calendar_id="red", when=AllDaySpan(WEEK[3], WEEK[6] + timedelta(days=1))
    ),
)


@pytest.mark.parametrize("size", [(120, 30), (80, 24)], ids=["120x30", "80x24"])
def test_a_crowded_week_of_odd_titles(snap_compare: Compare, size: tuple[int, int]) -> None:
    grid = TimeGrid()
    stripes = {WORK.id: Stripe("#3f51b5", "W"), "red": Stripe("#d50000", "R")}
    whole = replace(scene(CROWD, stripes=stripes), second_zone=NEW_YORK, unread=frozenset({WEEK[6]}))

    async def before(pilot: Pilot[Any]) -> None:
        grid.show(whole)
        await pilot.pause()

    assert snap_compare(Host(grid), terminal_size=size, run_before=before)
