"""Invitations that wait for an answer, the soonest first; one letter answers the one under the cursor.

What was answered leaves the list at once, and comes back where the answer is stopped or does not get through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.answering import by_series, why_no_answer
from tui.domain.events import Event, EventKey, Rsvp
from tui.domain.whenwords import say_when
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import clock_pattern
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import AgendaChanged, AskAnswer, GiveAnswer
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

_NOTHING = "Every invitation of the next 30 days is answered."
_ANSWERS = {"invited.yes": Rsvp.YES, "invited.no": Rsvp.NO, "invited.maybe": Rsvp.MAYBE}


class UnansweredScreen(Acting, Sheet[Event | None]):
    """Dismissed with the event to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.INVITED)]
    heading = "Invitations without your answer"
    AUTO_FOCUS = "OptionList"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: tuple[Event, ...] = ()
        """Of a series the first of its times; answering that one brings the next."""
        self._dates: Mapping[EventKey, int] = {}

    def body(self) -> ComposeResult:
        """The list, or a sentence when there is nothing in it."""
        yield MarkedList()
        yield Static(paint.text(_NOTHING, "$quiet"), id="nothing")

    def on_mount(self) -> None:
        """Fill the list; notices would cover it."""
        self.app.clear_notifications()
        self._fill()
        self.call_after_refresh(self._say_keys)

    @on(AgendaChanged)
    def _changed(self, news: AgendaChanged) -> None:
        news.stop()
        self._fill()

    def on_resize(self) -> None:
        """Fit the rows again."""
        self._fill()

    def _fill(self) -> None:
        """Show what waits now."""
        here = self.chosen
        gathered = by_series(self._workspace.availability.unanswered())
        self._shown = tuple(event for event, _ in gathered)
        self._dates = {event.key: count for event, count in gathered}
        at = self._place(here)
        listing = self.query_one(OptionList)
        listing.set_options([Option(self._row(event, n == at)) for n, event in enumerate(self._shown)])
        listing.highlighted = at if self._shown else None
        listing.display = bool(self._shown)
        self.query_one("#nothing").display = not self._shown
        self._say_keys()

    def _place(self, before: Event | None) -> int:
        keys = [event.key for event in self._shown]
        if before is not None and before.key in keys:
            return keys.index(before.key)
        return min(self.query_one(OptionList).highlighted or 0, max(len(keys) - 1, 0))

    @property
    def chosen(self) -> Event | None:
        """The invitation under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _row(self, event: Event, at_cursor: bool) -> Content:
        signs, workspace = glyphs_of(self.app), self._workspace
        width = self.query_one(OptionList).scrollable_content_region.width or 70
        mark = signs.cursor if at_cursor else " "
        organizer = event.organizer.label if event.organizer is not None else ""
        now, clock = workspace.clock.now(), clock_pattern(workspace)
        when = say_when(event.when, workspace.zone, now, clock).replace("–", signs.dash)
        title = paint.fit(event.title or "(no title)", width - 4, ellipsis=signs.ellipsis)
        clash = workspace.availability.in_the_way_of(event)
        busy = f"{signs.clash} “{clash.others[0].title}”" if clash is not None else ""
        dates = self._dates.get(event.key, 1)
        series = f"{signs.series} the first of {dates} dates" if dates > 1 else ""
        facts = [part for part in (when, series, busy, organizer) if part]
        below = paint.fit(f" {signs.dot} ".join(facts), width - 4, ellipsis=signs.ellipsis)
        first = paint.line((mark, "$now"), (f"{signs.unanswered} ", "$alarm"), (title, "bold"))
        return paint.lines(first, paint.line((mark, "$now"), "  ", (below, "$quiet")))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        listing = self.query_one(OptionList)
        for at, one in enumerate(self._shown):
            listing.replace_option_prompt_at_index(at, self._row(one, at == event.option_index))
        self._say_keys()

    def _say_keys(self) -> None:
        keys = (("y", "yes"), ("n", "no"), ("m", "maybe"), ("Enter", "go to it")) if self._shown else ()
        comment = (("c", "comment"),) if self._shown and self._workspace.takes_comments else ()
        undo = (("u", "stop"),) if self._workspace.edits.grace.answers else ()
        self.show_hints((*keys, *comment, *undo, ("Esc", "close")))

    # Keys

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if action_id == "invited.stop":
            return None if self._workspace.edits.grace.answers else "No answer is on its way."
        if action_id == "invited.close":
            return None
        if (event := self.chosen) is None:
            return _NOTHING
        if action_id == "invited.comment" and not self._workspace.takes_comments:
            return "This service takes no comment with an answer."
        if action_id in (*_ANSWERS, "invited.comment"):
            account = self._workspace.account
            return why_no_answer(event, account.email, account.kind)
        return None

    def _answer(self, action_id: str) -> None:
        if (event := self.chosen) is not None:
            self.post_message(GiveAnswer(event, _ANSWERS[action_id]))

    def do_invited_yes(self) -> None:
        """Yes."""
        self._answer("invited.yes")

    def do_invited_no(self) -> None:
        """No."""
        self._answer("invited.no")

    def do_invited_maybe(self) -> None:
        """Maybe."""
        self._answer("invited.maybe")

    def do_invited_comment(self) -> None:
        """Answer with a comment."""
        if (event := self.chosen) is not None:
            self.post_message(AskAnswer(event))

    def do_invited_stop(self) -> None:
        """Stop the newest answer."""
        kept = self._workspace.edits.grace.keep()
        if kept is not None:
            paint.notice(self.app, f"Not answered: “{kept.title or '(no title)'}”.")

    def do_invited_down(self) -> None:
        """One row down."""
        self.query_one(OptionList).action_cursor_down()

    def do_invited_up(self) -> None:
        """One row up."""
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("invited.go")

    def do_invited_go(self) -> None:
        """Leave for the event."""
        self.dismiss(self.chosen)

    def do_invited_close(self) -> None:
        """Close the list."""
        self.dismiss(None)
