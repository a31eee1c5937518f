"""An editor on a bare app, with a desk behind it that checks for real and remembers what it was asked.

Keys are pressed only where keys are the point; text is put into fields as typing would.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.nylas.pulse import Recorded, StillClock
from tests.ui.host import Host, screen_text
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.checking import Checked, Context, check
from tui.domain.clockface import TWENTY_FOUR
from tui.domain.conferencing import Conferencing, NoConference
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import Draft, DraftField
from tui.domain.errors import CallsheetError, Unreachable
from tui.domain.events import Event, Participant, Rsvp
from tui.domain.jobs import Job
from tui.domain.when import Timespan
from tui.domain.writes import EventWrite
from tui.nylas.connect import open_api
from tui.services.ports import Described
from tui.services.settings import Profile, SecretStr
from tui.ui.glyphs import GlyphsName
from tui.ui.screens.confirm import ConfirmScreen
from tui.ui.screens.editor import EditorScreen

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
WORK = Calendar("work", "Work", colour="#4f8fea", primary=True)
HOME = Calendar("home", "Home", colour="#63b27a")
HOLIDAYS = Calendar("holidays", "UK holidays", colour="#b07cc6", read_only=True)
ADA = Grant("g-ada", AccountKind.GOOGLE, "ada@example.com", "Ada")
ZOOM = Grant("g-zoom", AccountKind.ZOOM, "ada@zoom.example")
TEAM_ZOOM = Grant("g-zoom-2", AccountKind.ZOOM, "team@zoom.example")


def event(conferencing: Conferencing | None = None, **changes: Any) -> Event:
    """A review in New York, on the 25th, with three guests."""
    start = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    told: dict[str, Any] = {
        "title": "Design review",
        "when": Timespan(start, start + timedelta(minutes=30), "America/New_York", "America/New_York"),
        "description": "Bring the colours.",
        "location": "Room 4",
        "participants": (
            Participant("grace@example.com", "Grace", Rsvp.YES),
            Participant("alan@example.com", "Alan", Rsvp.MAYBE),
            Participant("lin@example.com"),
        ),
        "conferencing": conferencing or NoConference(),
    }
    return Event("e1", "work", **(told | changes))


@dataclass(frozen=True)
class Saved:
    """What the desk answers a save with."""

    event: Event
    job: Job | None = None
    differences: tuple[str, ...] = ()
    guessed: bool = False


@dataclass
class Desk:
    """Checks with the domain's own rules; keeps, sends and fails as told."""

    account: Grant = ADA
    hosts: tuple[Grant, ...] = (ZOOM,)
    kept: dict[str, Draft] = field(default_factory=dict)
    sent: list[EventWrite] = field(default_factory=list)
    fails: Exception | None = None
    master: Event | None = None
    """The series of an event that is one of several; None when it cannot be read."""
    queued: list[Draft] = field(default_factory=list)
    told: list[Event | None] = field(default_factory=list)
    """What its owner said a draft had become: an event, or none."""
    gate: asyncio.Event | None = None
    """While it is closed, a save does not end."""

    clock: str = TWENTY_FOUR
    """The clock its person reads."""

    def context(self) -> Context:
        calendars = WORK, HOME, HOLIDAYS
        return Context(self.account, calendars, self.hosts, LONDON, NOW, clock=self.clock)

    def check(self, draft: Draft) -> Checked:
        return check(draft, self.context())

    def described(self, draft: Draft) -> Described | None:
        write = self.check(draft).write
        if write is None:
            return None
        profile = Profile(region="custom", api_uri="http://localhost", grant="g-ada")
        api = open_api(profile, SecretStr("nyk_canary"), clock=StillClock(), pause=Recorded())
        event_id = draft.original.id if draft.original else ""
        return api.described(draft.calendar_id, event_id, write, notify=draft.notify)

    def drafts(self) -> tuple[Draft, ...]:
        return tuple(self.kept.values())

    def why_not(self, draft_id: str) -> CallsheetError | None:
        return None

    def is_sending(self, draft_id: str) -> bool:
        return False

    async def keep(self, draft: Draft) -> None:
        self.kept[draft.id] = draft

    async def queue(self, draft: Draft) -> None:
        self.queued.append(draft)

    async def discard(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)

    async def series(self, one: Event) -> Event:
        if self.master is None:
            raise Unreachable("There is no connection.")
        return self.master

    async def is_it(self, draft: Draft, event: Event) -> Saved:
        self.told.append(event)
        self.fails = None
        return await self.save(draft)

    async def again(self, draft: Draft) -> Saved:
        self.told.append(None)
        self.fails = None
        return await self.save(draft)

    async def save(self, draft: Draft) -> Saved:
        await self.keep(draft)
        if self.gate is not None:
            await self.gate.wait()
        if self.fails is not None:
            raise self.fails
        write = self.check(draft).write
        assert write is not None
        self.sent.append(write)
        self.kept.pop(draft.id, None)
        return Saved(draft.original or event())


def new() -> Draft:
    """A new event this afternoon."""
    return new_draft("d1", WORK, datetime(2026, 11, 20, 15, 0, tzinfo=UTC), LONDON)


def editing(one: Event) -> Draft:
    """An event as a draft, opened in London."""
    return draft_of("d1", one, LONDON)


class Story:
    """One sitting at the editor."""

    def __init__(self, app: Host, desk: Desk, screen: EditorScreen, pilot: Pilot[None]) -> None:
        self.app = app
        self.desk = desk
        self.screen = screen
        self.pilot = pilot

    @property
    def text(self) -> str:
        """The whole screen."""
        return screen_text(self.app)

    def line(self, label: str) -> str:
        """The row with this label."""
        return next((line for line in self.text.splitlines() if f" {label} " in line[:18]), "")

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.screen.query_one(f"#{name}", Input).value

    def shown(self, name: str) -> bool:
        """Whether a field can be seen."""
        widget = self.screen.query_one(f"#{name}")
        return widget.display and all(parent.display for parent in widget.ancestors if parent.is_attached)

    def asked(self) -> bool:
        """Whether a question stands in front of the editor."""
        return isinstance(self.app.screen, ConfirmScreen)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def focus(self, name: str) -> None:
        self.screen.query_one(f"#{name}").focus()
        await self.pilot.pause()

    async def write(self, name: str, text: str) -> None:
        """Put the cursor into a field and replace what is there."""
        await self.focus(name)
        box = self.screen.query_one(f"#{name}")
        if isinstance(box, TextArea):
            box.text = text
        elif isinstance(box, Input):
            box.value = text
            box.cursor_position = len(text)
        await self.pilot.pause()

    async def paste(self, name: str, text: str) -> None:
        await self.focus(name)
        self.screen.query_one(f"#{name}").post_message(events.Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true, thirty seconds at most."""
        async with asyncio.timeout(30):
            while not true():
                await self.pilot.pause(0.02)

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.screen.size == (width, height))

    async def see(self, words: str) -> None:
        """Wait until these words are on the screen, however they are wrapped."""
        wanted = "".join(words.split())
        try:
            await self.until(lambda: wanted in _in_columns(self.text))
        except TimeoutError:
            raise AssertionError(f"never saw {words!r} in\n{self.text}") from None


def _in_columns(text: str) -> str:
    """The form's words, then the check pane's, without frames and spaces."""
    halves = [line.partition("▏") for line in text.splitlines()]
    words = "".join(left for left, _, _ in halves) + "".join(right for _, _, right in halves)
    return "".join(character for character in words if character not in "│▌╭╮╰╯─ ")


@asynccontextmanager
async def at_the_editor(
    draft: Draft | None = None,
    *,
    desk: Desk | None = None,
    size: tuple[int, int] = (120, 50),
    field: DraftField | None = None,
    theme: str = "dark",
    glyphs: GlyphsName = "unicode",
) -> AsyncIterator[Story]:
    """Open the editor on a draft."""
    desk = desk or Desk()
    screen = EditorScreen(desk, draft or new(), field)
    app = Host(screen=screen, theme=theme, glyphs=glyphs)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Story(app, desk, screen, pilot)
