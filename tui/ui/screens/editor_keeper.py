"""Keeping, sending and forgetting one draft, in workers the app owns.

Deeds on the same draft happen one after another, so that a late keep never brings back what was discarded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from textual.app import App
from textual.message import Message

from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError, Unreachable
from tui.domain.events import Event
from tui.ui import paint
from tui.ui.screens.editor_saving import Edits, Saved
from tui.ui.screens.which_one import Which

GUESSED = "No answer came, but it is there: its title and time are those that were sent."


class Keeper:
    """One for each open editor. `tell` hands news to the editor and answers whether it was taken."""

    class Sent(Message, bubble=False):
        """The draft was saved."""

        def __init__(self, draft: Draft, saved: Saved) -> None:
            super().__init__()
            self.draft = draft
            self.saved = saved

    class Failed(Message, bubble=False):
        """It could not be sent; it is kept as it was."""

        def __init__(self, draft: Draft, error: CallsheetError) -> None:
            super().__init__()
            self.draft = draft
            self.error = error

    class Queued(Message, bubble=False):
        """It is sent as soon as there is a connection, and shown on its day until then."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    class SeriesFound(Message, bubble=False):
        """The series one of which is being changed; None and why, where it could not be read."""

        def __init__(self, series: Event | None, error: CallsheetError | None = None) -> None:
            super().__init__()
            self.series = series
            self.error = error

    def __init__(self, app: App[Any], edits: Edits, draft_id: str, tell: Callable[[Message], bool]) -> None:
        self._app = app
        self._edits = edits
        self._draft_id = draft_id
        self._tell = tell
        self._turn = asyncio.Lock()
        self._complained = False

    def keep(self, draft: Draft) -> None:
        """Keep the draft as it is."""
        self._run(self._kept(draft))

    def queue(self, draft: Draft) -> None:
        """Have the draft sent as soon as there is a connection."""
        self._run(self._queued(draft))

    async def _queued(self, draft: Draft) -> None:
        async with self._turn:
            await self._store(self._edits.queue(draft))
        self._tell(self.Queued(draft))

    def discard(self) -> None:
        """Forget the draft, once everything asked before is done."""
        self._run(self._discarded())

    def send(self, draft: Draft) -> None:
        """Save it; the answer comes as `Sent` or `Failed`."""
        self._run(self._sent(draft, partial(self._edits.save, draft)))

    def settle(self, draft: Draft, which: Which) -> None:
        """The same after its owner said what became of it before."""
        event = which.event
        deed = partial(self._edits.is_it, draft, event) if event else partial(self._edits.again, draft)
        self._run(self._sent(draft, deed))

    def look_up(self, one: Event) -> None:
        """Find the series of one; the answer comes as `SeriesFound`."""
        self._run(self._looked_up(one))

    async def _looked_up(self, one: Event) -> None:
        try:
            found = self.SeriesFound(await self._edits.series(one))
        except CallsheetError as error:
            found = self.SeriesFound(None, error)
        self._tell(found)

    def _run(self, deed: Coroutine[Any, Any, None]) -> None:
        self._app.run_worker(deed, name="draft", group=f"draft {self._draft_id}", exit_on_error=False)

    async def _kept(self, draft: Draft) -> None:
        async with self._turn:
            await self._store(self._edits.keep(draft))

    async def _discarded(self) -> None:
        async with self._turn:
            await self._store(self._edits.discard(self._draft_id))

    async def _store(self, deed: Coroutine[Any, Any, None]) -> None:
        try:
            await deed
        except CallsheetError as error:
            if not self._complained:
                self._complained = True
                paint.notice_error(self._app, error)

    async def _sent(self, draft: Draft, deed: Callable[[], Awaitable[Saved]]) -> None:
        async with self._turn:
            try:
                saved = await deed()
            except CallsheetError as error:
                self._answer(self.Failed(draft, error))
            else:
                self._answer(self.Sent(draft, saved))

    def _answer(self, news: Keeper.Sent | Keeper.Failed) -> None:
        """Tell the editor, or the corner of the screen when the editor has been left meanwhile."""
        if self._tell(news):
            return
        title = news.draft.title or "(no title)"
        if isinstance(news, self.Failed) and isinstance(news.error, Unreachable):
            self.queue(news.draft)
            words = "There is no connection: it is sent as soon as there is one."
            paint.notice(self._app, words, title=title, severity="warning", seconds=10)
            return
        if isinstance(news, self.Sent):
            said = GUESSED if news.saved.guessed else "Saved."
            paint.notice(self._app, " ".join((said, *news.saved.differences)), title=title)
        else:
            back = "E goes on with it." if news.draft.is_new else "e on the event goes on with it."
            words = f"{news.error.sentences()} Your text is kept as a draft: {back}"
            paint.notice(self._app, words, title=title, severity="error", seconds=10)
