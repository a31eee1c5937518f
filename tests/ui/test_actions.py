"""The table of actions: one meaning per key, a method behind every row, keymaps checked in words."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, cast

import pytest
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from tests.ui.host import Host, screen_text
from tui.ui.acting import Acting
from tui.ui.actions import ACTIONS, BY_ID, Action, Scope, actions_in, bindings_for, grouped
from tui.ui.app import CallsheetApp
from tui.ui.errand_runner import ErrandRunner
from tui.ui.errands import Errands
from tui.ui.keys import REACHABLE, is_key, shown_key, validate_keymap
from tui.ui.messages import Request
from tui.ui.screens.accounts import AccountsScreen
from tui.ui.screens.attention import AttentionScreen
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.calendar_deeds import CalendarDeeds
from tui.ui.screens.call_sheet import CallSheet
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.filters import FilterScreen
from tui.ui.screens.find_time import FindScreen
from tui.ui.screens.jobs import JobsScreen
from tui.ui.screens.links import LinkSheet
from tui.ui.screens.search import SearchScreen
from tui.ui.screens.settings import SettingsScreen
from tui.ui.screens.together import TogetherScreen
from tui.ui.screens.unanswered import UnansweredScreen
from tui.ui.widgets.agenda import Agenda
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.key_bar import KeyBar, fitting, hints_of
from tui.ui.widgets.month_grid import MonthGrid
from tui.ui.widgets.rail import Rail
from tui.ui.widgets.time_grid import TimeGrid


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(ACTIONS)


@pytest.mark.parametrize("scopes", REACHABLE, ids=lambda scopes: "+".join(sorted(scopes)))
def test_a_key_has_one_meaning_wherever_you_are(scopes: frozenset[Scope]) -> None:
    keys = Counter(shown_key(key) for action in actions_in(*scopes) for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_row_has_keys_a_terminal_can_send_and_words(action: Action) -> None:
    assert all(is_key(key) for key in action.keys)
    assert action.label
    assert not action.help.endswith(".")
    assert len(action.help) <= 42


def test_nothing_destructive_sits_in_the_key_bar_before_what_is_safe() -> None:
    ranks = {action.id: action.shown_priority for action in actions_in(Scope.CALENDAR)}
    assert ranks["event.delete"] < ranks["event.edit"]


def does(action: Action) -> object:
    """The class, or the hand, whose method does an action."""
    if action.where is Scope.CALENDAR:
        hands = CalendarDeeds(cast(CalendarScreen, None))
        return next(hand for hand in hands if hasattr(hand, action.method))
    return {
        Scope.APP: CallsheetApp,
        Scope.AGENDA: Agenda,
        Scope.GRID: TimeGrid,
        Scope.MONTH: MonthGrid,
        Scope.RAIL: Rail,
        Scope.DETAIL: Detail,
        Scope.EDITOR: EditorScreen,
        Scope.JOBS: JobsScreen,
        Scope.LINK: LinkSheet,
        Scope.SEARCH: SearchScreen,
        Scope.ATTENTION: AttentionScreen,
        Scope.FILTER: FilterScreen,
        Scope.CALL_SHEET: CallSheet,
        Scope.ACCOUNTS: AccountsScreen,
        Scope.TOGETHER: TogetherScreen,
        Scope.FIND: FindScreen,
        Scope.INVITED: UnansweredScreen,
        Scope.SETTINGS: SettingsScreen,
    }[action.where]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_row_is_done_by_somebody(action: Action) -> None:
    assert callable(getattr(does(action), action.method, None))


def test_every_request_of_a_screen_is_seen_to_by_somebody() -> None:
    served = Errands(cast(ErrandRunner, None)).served
    own = [kind for kind in Request.__subclasses__() if kind.__module__.startswith("tui.")]
    assert own
    assert set(own) == set(served)


def test_bindings_carry_id_tooltip_and_deed() -> None:
    binding = next(b for b in bindings_for(Scope.CALENDAR) if b.id == "event.new")
    assert (binding.key, binding.action, binding.tooltip) == (
        "n,c",
        "do('event.new')",
        "New event at the cursor",
    )


def test_groups_keep_the_tables_order() -> None:
    rows = grouped(reversed(ACTIONS))
    assert list(rows)[:3] == list(grouped(ACTIONS))[:3]


@pytest.mark.parametrize(
    ("key", "shown"),
    [("ctrl+s", "^S"), ("question_mark", "?"), ("full_stop", "."), ("f1", "F1"), ("J", "J"), ("down", "↓")],
)
def test_keys_are_shown_as_people_read_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        ({"event.knew": "n"}, "event.knew is not an action."),
        ({"event.new": "not a key"}, "not a key is not a key."),
        ({"event.new": "ctrl+N"}, "ctrl+N is not a key."),
        ({"event.new": ""}, "nothing is not a key."),
        ({"event.new": "escape"}, "Esc always keeps its own meaning."),
        ({"event.new": "j"}, "“new” (event.new)"),
        ({"event.new": "full_stop"}, "“go to” (window.goto)"),
        ({"event.new": "question_mark"}, "“help” (app.help)"),
    ],
)
def test_a_keymap_that_cannot_work_is_named_in_words(overrides: dict[str, str], complaint: str) -> None:
    assert any(complaint in sentence for sentence in validate_keymap(overrides))


@pytest.mark.parametrize(
    "overrides", [{}, {"event.new": "N"}, {"event.new": "x", "event.delete": "Z,delete"}]
)
def test_a_keymap_that_works_is_left_in_peace(overrides: dict[str, str]) -> None:
    assert validate_keymap(overrides) == []


class Desk(Acting, Screen[None]):
    """A screen with one possible and one impossible action."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.LINK)]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.why: str | None = "There is no browser here."

    def compose(self) -> ComposeResult:
        yield KeyBar()

    def reason(self, action_id: str) -> str | None:
        return self.why if action_id == "link.open" else None

    def do_link_open(self) -> None:
        self.done.append("open")

    async def do_link_copy(self) -> None:
        self.done.append("copy")


async def test_an_impossible_action_says_why_instead_of_happening() -> None:
    desk = Desk()
    app = Host(screen=desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert desk.done == []
        assert "There is no browser here." in screen_text(app)
        await pilot.press("y")
        assert desk.done == ["copy"]


async def test_the_key_bar_shows_what_can_be_done_and_dims_what_cannot() -> None:
    desk = Desk()
    app = Host(screen=desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hints = {hint.action.id: hint.possible for hint in hints_of(desk)}
        assert hints["link.open"] is False
        assert hints["link.copy"] is True
        desk.why = None
        desk.refresh_bindings()
        await pilot.pause()
        assert {hint.action.id: hint.possible for hint in hints_of(desk)}["link.open"] is True


async def test_a_click_on_the_key_bar_presses_the_key() -> None:
    desk = Desk()
    app = Host(screen=desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at = screen_text(app).splitlines()[0].index("copy link")
        await pilot.click(KeyBar, offset=(at, 0))
        assert desk.done == ["copy"]


async def test_hints_are_dropped_by_rank_until_they_fit() -> None:
    desk = Desk()
    app = Host(screen=desk)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        shown = fitting(hints_of(desk), 30)
        assert [hint.action.id for hint in shown] == ["link.close", "link.open", "app.help"]
        assert sum(hint.cells for hint in shown) + 3 * (len(shown) - 1) <= 30


async def test_a_letter_typed_into_a_field_is_a_letter() -> None:
    field = Input()
    app = Host(field)
    async with app.run_test(size=(80, 24)) as pilot:
        field.focus()
        await pilot.press("q", "?")
        assert field.value == "q?"
