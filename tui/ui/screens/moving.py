"""Moving an event by keys: the calendar shows it where it would be, and nothing is sent before Enter.

Esc puts it back where it was. What is saved goes the editor's way, with the editor's questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.domain.checking import Severity
from tui.domain.checking_words import ALWAYS_MAILS, mailed
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Event
from tui.domain.guests import parse_guests
from tui.domain.retiming import clashes, lengthened, moved, retimed, say_change
from tui.domain.when import When, Window, bounds
from tui.domain.whenwords import say_when
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import EditDraft, GoToEvent
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.editor_leaving import LeavingScreen
from tui.ui.screens.editor_saving import EditorOutcome, Edits
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.editor_row import STYLES, mark_of

if TYPE_CHECKING:
    from tui.services.sync import View
    from tui.ui.errand_runner import ErrandRunner

GRACE = 2.0
"""Seconds after which a change that asks nothing is saved by itself."""
_MANY = 3
"""Events in the way that are named; the others are counted."""


class Scenery(Protocol):
    """The calendar behind it: what else there is, and showing the event where it would be."""

    def view(self, window: Window) -> View:
        """What is known of the window."""
        ...

    def imagine(self, event: Event | None) -> None:
        """Show the event so, or everything as it is."""
        ...


class MoveScreen(Sheet[EditorOutcome | None], LeavingScreen):
    """Begins with the event at `at`, by default where it is. Dismissed with what was saved, or None."""

    hints = (
        ("Enter", "save"),
        ("Esc", "back"),
        ("jk", "15 min"),
        ("hl", "day"),
        ("+-", "length"),
        ("JK", "hour"),
        ("HL", "week"),
    )
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "by(0, 15)", show=False),
        Binding("k,up", "by(0, -15)", show=False),
        Binding("J,shift+down", "by(0, 60)", show=False),
        Binding("K,shift+up", "by(0, -60)", show=False),
        Binding("l,right", "by(1, 0)", show=False),
        Binding("h,left", "by(-1, 0)", show=False),
        Binding("L,shift+right", "by(7, 0)", show=False),
        Binding("H,shift+left", "by(-7, 0)", show=False),
        Binding("plus,equals_sign", "longer(1)", show=False),
        Binding("minus,underscore", "longer(-1)", show=False),
        Binding("m", "mail", show=False),
        Binding("e,tab", "whole", show=False),
        Binding("enter,ctrl+s", "save", show=False),
    ]
    DEFAULT_CSS = """
    MoveScreen {
        & Static { height: auto; }
        & #refused { color: $alarm; }
    }
    """

    def __init__(
        self, edits: Edits, draft: Draft, scenery: Scenery, at: When | None = None, *, soon: bool = False
    ) -> None:
        assert draft.original is not None
        super().__init__(edits, draft)
        self.event = draft.original
        self._scenery = scenery
        self._begin = at or self.event.when
        self._days = self._minutes = self._steps = 0
        self._soon = soon
        """Whether it is saved by itself after a moment, unless something is in the way."""
        self.heading = f"Move “{paint.fit(self.event.title or '(no title)', 50)}”"

    def body(self) -> ComposeResult:
        """From where to where, and what is in the way there."""
        yield Static(id="change")
        yield Static(id="around")
        yield Static(id="refused")

    def on_mount(self) -> None:
        """Show it where it begins."""
        self._show()

    # Moving

    @property
    def when(self) -> When:
        """Where it would be."""
        zone = self.edits.context().zone
        return lengthened(moved(self._begin, zone, days=self._days, minutes=self._minutes), self._steps)

    def action_by(self, days: int, minutes: int) -> None:
        """So much later; whole days know no minutes, so that j and k are days there."""
        if self.sending:
            return
        if minutes and self.draft.all_day:
            days, minutes = (1 if minutes > 0 else -1), 0
        self._days, self._minutes = self._days + days, self._minutes + minutes
        self._show()

    def action_longer(self, steps: int) -> None:
        """So many quarters longer, as far as it goes."""
        before = self.when
        self._steps += steps
        if self.when == before:
            self._steps -= steps
        elif not self.sending:
            self._show()

    def action_mail(self) -> None:
        """Tell the guests by mail, or do not."""
        if self._guests and self.edits.context().account.kind not in ALWAYS_MAILS:
            self.draft = replace(self.draft, notify=not self.draft.notify)
            self.review()

    def _show(self) -> None:
        self.refused = ""
        self.draft = retimed(self.draft, self.when, self.edits.context().zone)
        self.checked = self.edits.check(self.draft)
        self._scenery.imagine(replace(self.event, when=self.when))
        cast("ErrandRunner", self.app).tell_calendar(GoToEvent(self.event.key))
        self.review()
        if self.pause is not None:
            self.pause.stop()
        if self._soon and not (self.checked.problems or self._in_the_way()[1] == "$warn"):
            self.pause = self.set_timer(GRACE, self.action_save)

    # What it says

    def review(self) -> None:
        """Say where it goes, and what is there."""
        if self.left:
            return
        self.query_one("#change", Static).update(self._change())
        self.query_one("#around", Static).update(paint.lines(*self._around()))
        self.query_one("#refused", Static).update(paint.block(self.refused))
        self.query_one("#refused").display = bool(self.refused)
        self.frame.border_title = paint.text("Sending…" if self.sending else self.heading)

    def _change(self) -> Content:
        context = self.edits.context()
        was = say_when(self.event.when, context.zone, context.now, context.clock)
        if self.when == self.event.when:
            return paint.line((was, "bold $ink"), ("   where it is", "$quiet"))
        now = say_when(self.when, context.zone, context.now, context.clock)
        change = say_change(self.event.when, self.when, context.zone)
        return paint.line((was, "$quiet"), (" → ", "$quiet"), (now, "bold $ink"), (f"   {change}", "$quiet"))

    def _around(self) -> list[Content]:
        glyphs = glyphs_of(self.app)
        grave = [one for one in self.checked.findings if one.severity is Severity.PROBLEM]
        past = [one for one in self.checked.findings if one.field is DraftField.STARTS]
        rows = [
            paint.line((f"{mark_of(one.severity, glyphs)} ", STYLES[one.severity]), f"{one.says} {one.fix}")
            for one in dict.fromkeys((*grave, *past))
        ]
        words, style = self._in_the_way()
        rows.append(paint.line((f"{glyphs.unanswered if style == '$warn' else ' '} ", style), (words, style)))
        return [*rows, *self._mail()]

    def _in_the_way(self) -> tuple[str, str]:
        context, when = self.edits.context(), self.when
        start, end = bounds(when, context.zone)
        if self.draft.all_day or end <= start:
            return "", "$quiet"
        there = self._scenery.view(Window(start, end)).events
        found = clashes(when, self.event.key, there, context.account.email, context.zone)
        if not found:
            return "Nothing else is there.", "$quiet"
        named = ", ".join(_named(event) for event in found[:_MANY])
        more = f" and {len(found) - _MANY} more" if len(found) > _MANY else ""
        return f"At the same time: {named}{more}.", "$warn"

    @property
    def _guests(self) -> int:
        guests = parse_guests(self.draft.guests, self.event.participants)
        return mailed(self.draft, guests, self.edits.context().account.email)

    def _mail(self) -> Sequence[Content]:
        count, kind = self._guests, self.edits.context().account.kind
        if not count or self.unchanged:
            return ()
        people = f"{count} guest{'s' if count != 1 else ''}"
        if kind in ALWAYS_MAILS:
            return (paint.text(f"  Mails {people}: {ALWAYS_MAILS[kind]} always does.", "$quiet"),)
        said = f"Mails {people}" if self.draft.notify else "Mails nobody"
        return (paint.line((f"  {said}; ", "$quiet"), ("m", "bold $ink"), (" changes that.", "$quiet")),)

    # What the saving half asks for

    def hold(self, still: bool) -> None:
        """Keys say so themselves while it is under way."""

    def go_to(self, field: DraftField | None) -> None:
        """There is one place to be."""

    def take_up(self, draft: Draft) -> None:
        """Go on with what somebody else made of the event meanwhile."""
        self.resume(draft)
        self.event = draft.original or self.event
        self.review()

    # Leaving

    def action_save(self) -> None:
        """Save it where it is now."""
        if self.sending or self.left:
            return
        if self.pause is not None:
            self.pause.stop()
        if self.checked.problems:
            first = self.checked.problems[0]
            paint.notice(self.app, f"{first.says} {first.fix}".strip(), severity="warning")
        else:
            self.do_editor_save()

    def action_whole(self) -> None:
        """Go on in the editor."""
        if not self.sending:
            errands = cast("ErrandRunner", self.app)
            errands.hold_keys()
            self._leave(forget=False)
            errands.run_errand(self._opened(), f"draft {self.draft.id}")

    async def _opened(self) -> None:
        """Kept first, so that leaving the editor at once loses nothing."""
        if not self.unchanged:
            await self.edits.keep(self.draft)
        self.app.post_message(EditDraft(self.draft))

    def action_leave(self) -> None:
        """Put it back where it was."""
        if self.sending:
            self.do_editor_leave()
        else:
            self._leave(forget=not self._was_kept)

    def _leave(self, *, forget: bool) -> None:
        errands = cast("ErrandRunner", self.app)
        if not self.sending:
            self._put_back()
        super()._leave(forget=forget)
        errands.tell_calendar(GoToEvent(self.event.key))

    def _put_back(self) -> None:
        self._scenery.imagine(None)

    def _told(self, news: Message) -> bool:
        """Once it is known what became of it, the calendar shows it as it is."""
        if isinstance(news, Keeper.Sent) or self.left:
            self._put_back()
        return super()._told(news)


def _named(event: Event) -> str:
    return f"“{paint.fit(event.title or '(no title)', 40)}”"
