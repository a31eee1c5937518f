"""The calendar's key that deletes: asked first, for one of a series also how far; stoppable for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.events import Event
from tui.ui.messages import GoToEvent
from tui.ui.paint import notice
from tui.ui.screens.calendar_deed import Deeds

if TYPE_CHECKING:
    from tui.domain.errors import CallsheetError
    from tui.domain.scoping import Scope


class DeletingDeeds(Deeds):
    """Deletions of the event under the cursor."""

    def do_event_delete(self) -> None:
        """Delete the event, after asking."""
        event = self.screen.chosen()
        if event is None:
            return
        if not event.is_there:
            self._ask_to_discard(event)
        elif event.master_id:
            self.app.run_errand(self._ask_how_far(event), f"delete {event.id}")
        else:
            self._ask_whether(event)

    def _ask_whether(self, event: Event) -> None:
        from tui.ui.screens.confirm import Choice, ConfirmScreen

        detail = "\n".join(filter(None, (event.title or "(no title)", self._who_is_told(event))))
        choices = (Choice("k", "Keep it", "keep"), Choice("d", "Delete", "delete", destructive=True))

        def answered(answer: str | None) -> None:
            if answer == "delete":
                self.app.run_errand(self._deleted(event), f"delete {event.id}")

        self.app.push_screen(ConfirmScreen("Delete this event?", choices, detail=detail), answered)

    def _ask_to_discard(self, event: Event) -> None:
        """It was never sent: it is only a draft, and nobody knows of it."""
        from tui.ui.screens.confirm import Choice, ConfirmScreen

        choices = (Choice("k", "Keep it", "keep"), Choice("d", "Discard", "discard", destructive=True))
        title = event.title or "(no title)"

        def answered(answer: str | None) -> None:
            draft = self.workspace.edits.outbox.of(event.key)
            if answer == "discard" and draft is not None:
                self.app.run_errand(self.workspace.edits.discard(draft.id), f"delete {event.id}")
                notice(self.app, f"Discarded “{title}”.")

        detail = f"{title}\nIt was not sent yet: nobody knows of it."
        self.app.push_screen(ConfirmScreen("Discard this event?", choices, detail=detail), answered)

    def _who_is_told(self, event: Event) -> str:
        own = self.workspace.account.email.casefold()
        guests = sum(one.email.casefold() != own for one in event.participants)
        return f"{guests} guests are told." if guests > 1 else "1 guest is told." if guests else ""

    # One of a series

    async def _ask_how_far(self, one: Event) -> None:
        from tui.domain.errors import ApiError

        try:
            self._ask_scope(one, await self.workspace.edits.series(one), None)
        except ApiError as error:
            self._ask_scope(one, None, error)

    def _ask_scope(self, one: Event, series: Event | None, error: CallsheetError | None) -> None:
        from tui.domain.ending import say_end
        from tui.domain.scope_words import UNDIVIDED
        from tui.domain.scoping import Scope
        from tui.ui.screens.scope import ScopeAnswer, ScopeScreen

        meanings = {scope: tuple(say_end(scope, one, series, self.workspace.zone)) for scope in Scope}
        why_not = "" if meanings[Scope.FOLLOWING] else UNDIVIDED
        if error is not None:
            why_not = f"The series itself cannot be read. {error.sentences()}"

        def answered(answer: ScopeAnswer | None) -> None:
            if answer is not None:
                self.app.run_errand(self._ended(one, series, answer.scope), f"delete {one.id}")

        title = one.title or "(no title)"
        told = "\n".join(filter(None, (title, self._who_is_told(one))))
        question = ScopeScreen(meanings, heading="Delete", about=told, why_not=why_not, careful=True)
        self.app.push_screen(question, answered)

    async def _ended(self, one: Event, series: Event | None, scope: Scope) -> None:
        from tui.domain.ending import rules_left
        from tui.domain.scoping import Scope
        from tui.domain.when import bounds

        if series is None or scope is Scope.THIS:
            await self._deleted(one)
            return
        zone, edits = self.workspace.zone, self.workspace.edits
        rules = rules_left(one, series, zone) if scope is Scope.FOLLOWING else ()
        since = bounds(one.when, zone)[0]
        times = self.workspace.agenda.times_of(series.key)
        gone = [time.key for time in times if not rules or bounds(time.when, zone)[0] >= since]
        title = one.title or "(no title)"
        self._say_how_long(f"“{title}” and what follows" if rules else f"all of “{title}”")
        if await edits.grace.end(one, gone, lambda: edits.end_series(series, rules, gone)):
            notice(
                self.app, f"Deleted “{title}” and what followed." if rules else f"Deleted all of “{title}”."
            )

    async def _deleted(self, event: Event) -> None:
        from tui.services.outbox import Waits

        title = event.title or "(no title)"
        self._say_how_long(f"“{title}”")
        try:
            if await self.workspace.edits.grace.delete(event):
                notice(self.app, f"Deleted “{title}”.")
        except Waits as waits:
            notice(self.app, waits.sentences(), severity="warning", seconds=10)
            self.screen.post_message(GoToEvent(event.key))

    def _say_how_long(self, what: str) -> None:
        from tui.services.grace import SECONDS

        notice(self.app, f"Deleting {what} in {SECONDS:.0f} seconds; u keeps it.")
