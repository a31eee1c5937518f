"""The full-screen app: which screen is up, what runs behind it, and how it ends.

It paints before it asks anything of the network, and it leaves the terminal as it found it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from tui.domain.events import EventKey
from tui.domain.jobs import Job, JobState
from tui.services.workspace import Workspace
from tui.ui.acting import Acting
from tui.ui.actions import Scope, action_of, bindings_for
from tui.ui.crash import CrashGuard
from tui.ui.errand_runner import ErrandRunner
from tui.ui.glyphs import SETS
from tui.ui.layout import HEIGHTS, WIDTHS, is_too_small
from tui.ui.look import Look
from tui.ui.messages import AgendaChanged, GoToEvent, JobChanged, SwitchAccount, Ticked, Used
from tui.ui.notices import Notices
from tui.ui.paint import notice, notice_error
from tui.ui.palette import ActionsProvider, DatesProvider, EventsProvider
from tui.ui.picture import Picture, picture_of
from tui.ui.plain_signs import PlainSigns
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.signals import catch_signals, release_signals
from tui.ui.stylesheet import HouseSheet
from tui.ui.themes import DARK, house_themes, house_variables

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.services.ports import Clock
    from tui.ui.doors import Doors

CLOSING = 3.0
"""Seconds an account may take to close."""
_OF_AN_ACCOUNT = ("account", "outbox", "refresh", "attention", "ahead", "search")
"""Groups of workers that serve one account only."""
_RARELY = timedelta(seconds=5)
"""How long the calendar is told of no passing time while nothing on it counts seconds."""
_FIRST_KEPT, _KEPT_EVERY = 3.0, 30.0
"""Seconds after which the screen is kept for the next start, should this run not end as it should."""


class CallsheetApp(Notices, ErrandRunner, CrashGuard, Acting, App[None]):
    """The app. Without a `workspace` it starts with the welcome screen, which leads through `doors`.

    `keep` is given pictures for the next start; `painted` is called once the first screen stands.
    """

    TITLE = "callsheet"
    CSS_PATH = "house.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.APP)]
    COMMANDS = {ActionsProvider, DatesProvider, EventsProvider}
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self,
        workspace: Workspace | None,
        doors: Doors,
        *,
        clock: Clock,
        crash_folder: Path,
        version: str,
        look: Look | None = None,
        keep: Callable[[Picture], None] | None = None,
        driver: type[Driver] | None = None,
        painted: Callable[[], None] | None = None,
    ) -> None:
        self._variables: dict[str, dict[str, str]] | None = None
        super().__init__(driver)
        self._painted = painted
        self.workspace = workspace
        self.doors = doors
        self.clock = clock
        self.crash_folder = crash_folder
        self.version = version
        self.look = look or Look()
        self.glyphs = SETS[self.look.glyphs]
        self._keep = keep
        self._kept = ""
        self._told: datetime | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._known: dict[str, tuple[JobState, bool]] = {}
        for theme in house_themes():
            self.register_theme(theme)
        self.theme = self.look.theme
        self._variables = {}
        self.stylesheet = self._house = HouseSheet(
            variables=self.get_css_variables(), whole=workspace is None
        )
        if self.look.still:
            self.animation_level = "none"

    def get_css_variables(self) -> dict[str, str]:
        """What the rules name: worked out once for each theme, and not for the framework's own stylesheet."""
        if self._variables is None:
            return {}
        if self.theme not in self._variables:
            self._variables[self.theme] = super().get_css_variables()
        self.theme_variables = self._variables[self.theme]
        return self.theme_variables

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """House colours for the moment before a theme is chosen."""
        return house_variables(DARK)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes before it is painted."""
        filters = super().get_line_filters()
        return [*filters, PlainSigns()] if self.look.glyphs == "ascii" else filters

    def get_default_screen(self) -> Screen[Any]:
        """The calendar, or the welcome for someone without an account."""
        if self.workspace is not None:
            return CalendarScreen(self.workspace)
        from tui.ui.screens.welcome import WelcomeScreen

        return WelcomeScreen(self.doors, self.enter)

    def today(self) -> date:
        """The day it is where the user is; UTC before an account is open."""
        zone = self.workspace.zone if self.workspace else UTC
        return self.clock.now().astimezone(zone).date()

    def push_screen(self, *args: Any, **named: Any) -> Any:
        """Put a screen on top; from then on more is drawn than the first one."""
        self._house.complete()
        return super().push_screen(*args, **named)

    # Life

    def on_load(self) -> None:
        """Be ready to leave before the terminal is taken."""
        catch_signals(self)

    def on_mount(self) -> None:
        """Start what runs behind the screens."""
        self.set_class(self.look.glyphs == "ascii", "-ascii")
        self.set_keymap(dict(self.look.keymap))
        self.set_interval(1, self._tick)
        self.call_after_refresh(self._house.complete)
        if self._painted is not None:
            self.call_after_refresh(self._painted)
        if self._keep is not None:
            self.set_timer(_FIRST_KEPT, self.keep_picture)
            self.set_interval(_KEPT_EVERY, self.keep_picture)
        if self.workspace is not None:
            self._start(self.workspace)

    def keep_picture(self) -> None:
        """Keep the screen for the next start, if it is the one a start leads to and another than kept."""
        if self._keep is None or not self.is_running:
            return
        picture = picture_of(self)
        if picture is not None and picture.screen != self._kept:
            self._kept = picture.screen
            self._keep(picture)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; what is on the screen is kept for the next start."""
        self.keep_picture()
        super().exit(result, return_code, message)

    def enter(self, workspace: Workspace) -> None:
        """Cover the welcome with the calendar of an account that was just opened."""
        self.workspace = workspace
        self._start(workspace)
        self.push_screen(CalendarScreen(workspace))

    @on(SwitchAccount)
    def _switch_asked(self, request: SwitchAccount) -> None:
        request.stop()
        self.run_alone(partial(self._switch, request.name, request.then), "switch")

    async def _switch(self, name: str, then: EventKey | None) -> None:
        """Open the other account first; only then is this one closed, its promised deletions sent."""
        notice(self, "Opening the other account.", seconds=2)
        opened, before = await self.doors.switched(name), self.workspace
        if not isinstance(self.screen, CalendarScreen):
            await opened.aclose()
            notice(self, "The account was not changed: close what is open first.", severity="warning")
            return
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for group in _OF_AN_ACCOUNT:
            self.workers.cancel_group(self, group)
        self._keep, self.workspace = None, opened
        self._start(opened)
        if not self.screen._result_callbacks:  # Textual takes one off, and the first screen was given none
            self.screen._push_result_callback(self.screen, None)
        self.switch_screen(CalendarScreen(opened, self.screen.days.wished))
        named = opened.account.email or opened.profile.label or opened.profile.name
        notice(self, f"{named} is open. A leads back.")
        if then is not None:
            self.call_after_refresh(self.tell_calendar, GoToEvent(then))
        if before is not None:
            await self._put_away(before)

    async def _put_away(self, workspace: Workspace) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                if workspace.edits_so_far is not None:
                    await workspace.edits_so_far.grace.hurry()
                await workspace.aclose()

    def _start(self, workspace: Workspace) -> None:
        self._known = {job.id: (job.state, job.slow) for job in workspace.jobs.all()}
        self._unsubscribe = [
            workspace.changed.subscribe(lambda _: self.tell_screens(AgendaChanged)),
            workspace.agenda.changed.subscribe(lambda _: self.tell_screens(AgendaChanged)),
            workspace.jobs.changed.subscribe(self._job_changed),
        ]
        # A message posted before the first screen stands would never be drawn.
        self.call_after_refresh(self._tell_what_is_kept, workspace)
        self.call_after_refresh(lambda: self.run_errand(self._serve(workspace), "account"))

    def _tell_what_is_kept(self, workspace: Workspace) -> None:
        for complaint in (*self.look.complaints, *workspace.notices):
            notice(self, complaint, severity="warning", seconds=10)
        workspace.show_what_waits()
        if drafts := workspace.drafts():
            self._tell_of_drafts(drafts)

    def _tell_of_drafts(self, drafts: Sequence[Draft]) -> None:
        from tui.ui.screens.drafts import drafts_words

        if kept := drafts_words(drafts):
            notice(self, kept, seconds=10)

    async def _serve(self, workspace: Workspace) -> None:
        await workspace.start()
        if workspace.trouble is not None:
            notice_error(self, workspace.trouble)
        await workspace.jobs.run()

    def tell_screens(self, news: Callable[[], Message]) -> None:
        """Give every screen its own copy of a piece of news."""
        for screen in self.screen_stack:
            screen.post_message(news())

    def _tick(self) -> None:
        """Tell the screens that time passes: every second while seconds are counted, else now and then."""
        now, told = self.clock.now(), self._told
        counting = len(self.screen_stack) > 1 or (
            self.workspace is not None and self.workspace.jobs.pending()
        )
        if counting or told is None or now.minute != told.minute or abs(now - told) >= _RARELY:
            self._told = now
            self.tell_screens(Ticked)

    def _job_changed(self, job: Job) -> None:
        before, now = self._known.get(job.id), (job.state, job.slow)
        self._known[job.id] = now
        self.tell_screens(lambda: JobChanged(job))
        if now != before:
            from tui.ui.job_news import tell_of

            tell_of(self, job)

    async def on_unmount(self) -> None:
        """Close the account; what is kept is kept already."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self.workspace is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSING):
                    await self.workspace.aclose()
        release_signals()

    # The window

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything while the window is too small."""
        if is_too_small(event.size) and not self._covered:
            self.call_later(self._cover)

    @property
    def _covered(self) -> bool:
        from tui.ui.screens.too_small import TooSmallScreen

        return any(isinstance(screen, TooSmallScreen) for screen in self.screen_stack)

    def _cover(self) -> None:
        from tui.ui.screens.too_small import TooSmallScreen

        if not self._covered and is_too_small(self.size):
            self.push_screen(TooSmallScreen())

    # Keys

    def do_app_help(self) -> None:
        """Show every key."""
        self.tell_calendar(Used("app.help"))
        from tui.ui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        heard = [action_of(binding.binding) for binding in self.screen.active_bindings.values()]
        here = frozenset(action.where for action in heard if action is not None and action.id != "app.help")
        self.push_screen(HelpScreen(here, self.look.keymap))

    def do_app_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    def action_command_palette(self) -> None:
        """Open the command palette, by the key that works while typing."""
        from tui.ui.screens.palette import Palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def do_app_quit(self) -> None:
        """Quit; asks when something is unfinished."""
        from tui.ui.leaving import leave_or_ask

        leave_or_ask(self)

    async def action_quit(self) -> None:
        """Quit, by the key that works everywhere."""
        self.do_app_quit()
