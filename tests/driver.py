"""A user in front of the app: presses keys, waits for words to appear, never looks inside.

The account behind it is a sandbox in this process, asked through the real client; time is the story's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import httpx
from textual.pilot import Pilot

from tests.ui.host import screen_text
from tests.worlds import StorySandbox
from tui.domain.errors import SecretsError
from tui.domain.when import Window
from tui.nylas.connect import open_api
from tui.sandbox.server import GrantLine
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.services.accounts import Connected, Known, Stored, connect
from tui.services.settings import Profile, SecretStr, Settings
from tui.services.settings_file import SettingsFile
from tui.services.workspace import Outside, Workspace
from tui.store.cache import Cache
from tui.store.state import State
from tui.ui.app import CallsheetApp
from tui.ui.doors import KeyPlace
from tui.ui.hints import HINTS
from tui.ui.look import Look

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
"""A Friday afternoon in London; every story begins here."""
LONDON = ZoneInfo("Europe/London")
KEY = "nyk_canary_0123456789abcdef"
"""The sandbox's key; it must never be seen on a screen."""
WIDE, SMALL = (120, 36), (80, 24)
PATIENCE = 30.0
"""Seconds of the app's own time a story waits for something to appear."""


class StoryClock:
    """Time that passes only when the story says so."""

    def __init__(self, start: datetime = NOW) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()

    def pass_by(self, length: timedelta) -> None:
        self._now += length


class StoryPause:
    """Waiting that takes a moment of real time, and no chance."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def jitter(self) -> float:
        return 0.0


@dataclass
class StoryBrowser:
    """A browser that only remembers."""

    there: bool = True
    opened: list[str] = field(default_factory=list)

    def available(self) -> bool:
        return self.there

    def open(self, url: str) -> None:
        self.opened.append(url)


class StoryWorld:
    """A sandbox and everything needed to open accounts on it; the doors of the welcome screen."""

    def __init__(
        self,
        links: str,
        folder: Path | None = None,
        older: str = "",
        settings: Settings | None = None,
        *,
        hints: bool = False,
        odd: bool = True,
    ) -> None:
        self.clock = StoryClock()
        self.browser = StoryBrowser()
        self.keyring = True
        self.kept: dict[str, KeyPlace] = {}
        rule = LinkRule.parse(links)
        rules = SandboxSettings(now=NOW, links=rule, api_key=KEY, traps=odd)
        self.server = StorySandbox.open(rules, clock=lambda: self.clock.now().timestamp())
        self._folder = folder
        self.settings = settings or Settings()
        self._hints = hints
        self._older = next((one for one in self.server.accounts if one.kind == older), None)

    @property
    def profile(self) -> Profile:
        """The sandbox's own person, or an account of the older generation."""
        if self._older is not None:
            return Profile(name="sandbox", api="v2", region="custom", api_uri="http://localhost")
        return Profile(
            name="sandbox", region="custom", api_uri="http://localhost", grant=self.server.grants[0].id
        )

    def api(self, profile: Profile, key: SecretStr) -> Any:
        """The real client, its requests answered in this process."""
        transport = httpx.ASGITransport(app=self.server.app)
        return open_api(profile, key, transport=transport, clock=self.clock, pause=StoryPause())

    def workspace(self, profile: Profile | None = None, *, sandbox: bool = True) -> Workspace:
        """An open account."""
        chosen = profile or self.profile
        outside = Outside(self.clock, StoryPause(), self.browser)
        own = "" if chosen.name == "sandbox" else f"{chosen.name}-"
        files = [self._folder / f"{own}{name}" if self._folder else None for name in ("cache.db", "state.db")]
        cache, state = Cache.open(files[0]), State.open(files[1])
        for hint in () if self._hints else HINTS:
            state.put_hint_away(hint.name)
        api = self.api(chosen, SecretStr(self._older.token if self._older else KEY))
        return Workspace(chosen, api, cache, state, outside, LONDON, self.settings, sandbox=sandbox)

    # The doors

    async def sandbox(self) -> Workspace:
        return self.workspace()

    async def check(self, profile: Profile, key: SecretStr) -> Connected:
        return await connect(profile, key, self.api)

    async def keep(self, profile: Profile, key: SecretStr, place: KeyPlace) -> None:
        if place is KeyPlace.KEYRING and not self.keyring:
            raise SecretsError("There is no keyring on this system.")
        self.kept[profile.name] = place

    async def accounts(self, workspace: Workspace) -> tuple[Known, ...]:
        return tuple(Known(name, line.email, "v3", line.provider) for name, line in self._lines().items())

    async def stored(self, workspace: Workspace, window: Window) -> tuple[Stored, ...]:
        view, found = workspace.agenda.view(window), []
        for known in await self.accounts(workspace):
            if known.name == workspace.profile.name:
                found.append(Stored(known, workspace.account.email, view.events, view.as_of))
                continue
            other = await self.switched(known.name)
            await other.start()
            await other.agenda.refresh(window)
            read = other.agenda.view(window)
            found.append(Stored(known, other.account.email, read.events, read.as_of))
            await other.aclose()
        return tuple(found)

    async def switched(self, name: str) -> Workspace:
        if name not in self._lines():
            raise SecretsError("The keyring is locked.", next_step="Unlock it.")
        grant = self._lines()[name].id
        return self.workspace(self.profile.model_copy(update={"name": name, "grant": grant}))

    def _lines(self) -> dict[str, GrantLine]:
        own, other = self.server.grants[:2]
        return {"sandbox": own, "work": other}

    def settings_file(self) -> SettingsFile:
        return SettingsFile((self._folder or Path("/dev/null")) / "config.toml")

    async def account(self, profile: Profile, key: SecretStr) -> Workspace:
        return self.workspace(profile, sandbox=False)


@dataclass
class User:
    """Someone at the keyboard."""

    app: CallsheetApp
    pilot: Pilot[None]
    world: StoryWorld

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def paste(self, text: str) -> None:
        """Paste text into the focused field."""
        from textual import events

        assert self.app.focused is not None
        self.app.focused.post_message(events.Paste(text))
        await self.pilot.pause()

    def screen_text(self) -> str:
        """What is on the screen, as lines."""
        return screen_text(self.app)

    @property
    def words(self) -> str:
        """What is on the screen with line breaks and frames ignored."""
        return _unbroken(self.screen_text())

    async def sees(self, words: str) -> None:
        """Wait until these words are on the screen."""
        await self.until(
            lambda: words in (text := self.screen_text()) or words in _unbroken(text), f"to see “{words}”"
        )

    async def sees_no(self, words: str) -> None:
        """Wait until these words are gone."""
        await self.until(lambda: words not in self.screen_text(), f"not to see “{words}”")

    async def until(self, holds: Callable[[], bool], what: str = "something") -> None:
        """Wait until a condition holds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while not holds():
            if loop.time() > deadline:
                raise AssertionError(f"waited in vain {what}; the screen shows:\n{self.screen_text()}")
            await asyncio.sleep(0.02)
            await self.pilot.pause()

    async def waits(self, seconds: float) -> None:
        """Let the story's time pass, once what was sent is answered; what is due becomes due."""
        workspace = self.app.workspace
        if workspace is not None:
            await self.until(lambda: not workspace.agenda.sending.count, "for answers")
        self.world.clock.pass_by(timedelta(seconds=seconds))
        if workspace is not None:
            workspace.jobs.resume()
        await self.pilot.pause()

    async def resizes(self, width: int, height: int) -> None:
        """Change the window's size."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.size == (width, height) and self.app.screen.size == (width, height))

    @property
    def clipboard(self) -> str:
        """What was last copied."""
        return self.app.clipboard

    @property
    def opened(self) -> list[str]:
        """The links that were opened."""
        return self.world.browser.opened


def _unbroken(text: str) -> str:
    return " ".join(word for word in text.split() if word not in "│╭╮╰╯─▌")


@asynccontextmanager
async def story(
    size: tuple[int, int] = WIDE,
    *,
    links: str = "after:4",
    look: Look | None = None,
    account: bool = True,
    folder: Path | None = None,
    older: str = "",
    settings: Settings | None = None,
    hints: bool = False,
    odd: bool = True,
) -> AsyncIterator[User]:
    """A user in front of a started app.

    `account` False begins at the welcome; `folder` keeps the stores; `older` is a kind of account of API v2;
    `hints` begins as somebody new, who is told of three things; without `odd` no title attacks the terminal.
    """
    world = StoryWorld(links, folder, older, settings, hints=hints, odd=odd)
    app = CallsheetApp(
        world.workspace() if account else None,
        cast(Any, world),
        clock=world.clock,
        crash_folder=folder or Path("/nonexistent"),
        version="0.0.0",
        look=look or Look(still=True),
    )
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            yield User(app, pilot, world)
    finally:
        world.server.close()
