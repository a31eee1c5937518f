"""What is not saved or not sent yet: gone on with, or thrown away.

Nothing is thrown away here but by its own key, and that can be taken back while the sheet stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.drafts import Draft
from tui.domain.events import Rsvp
from tui.domain.text import clean
from tui.domain.waiting import Removal, Reply, Waiting
from tui.domain.whenwords import say_when
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

_ANSWERS = {Rsvp.YES: "yes", Rsvp.NO: "no", Rsvp.MAYBE: "maybe", Rsvp.NONE: "nothing"}
_ONCE = "once there is a connection"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One thing that is not done yet, and how it stands with it."""

    what: Draft | Waiting
    says: str
    when: str = ""
    way: Literal["typed", "sending", "waits", "refused"] = "typed"

    @property
    def title(self) -> str:
        """The event it is about."""
        named = self.what.title if isinstance(self.what, Draft) else self.what.event.title
        return named or (self.what.line if isinstance(self.what, Draft) else "") or "(no title)"


def left_behind(kept: Iterable[Draft], wanted: Draft) -> tuple[Unfinished, ...]:
    """Kept drafts of the same event as the wanted one, the newest first.

    Empty when the wanted draft is one of them, or a new event: those are never in each other's way.
    """
    kept = tuple(kept)
    if wanted.original is None or any(draft.id == wanted.id for draft in kept):
        return ()
    key = wanted.original.key
    same = (one for one in kept if one.original is not None and one.original.key == key and not one.queued)
    return tuple(_typed(draft) for draft in reversed(tuple(same)))


def _typed(draft: Draft) -> Unfinished:
    return Unfinished(draft, "kept as you left it", draft.starts)


def unfinished(workspace: Workspace) -> tuple[Unfinished, ...]:
    """Everything of an account that is not saved or not sent yet, the newest first."""
    edits = workspace.edits
    drafts = [_stands(draft, workspace) for draft in workspace.drafts()]
    return tuple(reversed([*drafts, *(_asked(one, workspace) for one in edits.outbox.asked())]))


def _stands(draft: Draft, workspace: Workspace) -> Unfinished:
    edits = workspace.edits
    refused = edits.why_not(draft.id)
    if draft.queued:
        return Unfinished(draft, f"to be sent {_ONCE}", draft.starts, "waits")
    if edits.is_sending(draft.id):
        return Unfinished(draft, "on its way", draft.starts, "sending")
    if refused is not None:
        return Unfinished(draft, f"not sent: {refused.what}", draft.starts, "refused")
    if draft.under_way:
        return Unfinished(draft, "sent, and nobody said yet what became of it", draft.starts, "sending")
    return _typed(draft)


def _asked(one: Waiting, workspace: Workspace) -> Unfinished:
    when = say_when(one.event.when, workspace.zone, workspace.clock.now(), workspace.context().clock)
    match one:
        case Removal():
            return Unfinished(one, f"to be deleted {_ONCE}", when, "waits")
        case Reply():
            return Unfinished(one, f"to be answered “{_ANSWERS[one.answer]}” {_ONCE}", when, "waits")


def drafts_words(drafts: Sequence[Draft]) -> str:
    """What waits to be finished, for the next start; empty when nothing does.

    What becomes of itself, or was on its way, is told of when it is known.
    """
    drafts = [draft for draft in drafts if not (draft.queued or draft.under_way)]
    if not drafts:
        return ""
    if len(drafts) > 1:
        return f"{len(drafts)} events are kept as you left them; E goes on with them."
    title = clean(drafts[0].title, limit=60) or "An event without a title"
    return f"“{title}” is kept as you left it; E goes on with it."


class DraftsScreen(Sheet[Draft | Waiting | None]):
    """Answered with what to go on with, or None. `forget` throws one away for good.

    Before an event is edited it offers what was begun of it, and None begins `afresh`.
    """

    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    DraftsScreen OptionList { height: auto; max-height: 16; }
    """

    def __init__(
        self,
        rows: Sequence[Unfinished],
        forget: Callable[[Draft | Waiting], None],
        *,
        afresh: bool = False,
    ) -> None:
        super().__init__()
        self.heading = "You left this unfinished" if afresh else "Not saved or not sent yet"
        self.hints = (
            ("Enter", "go on with it"),
            ("x", "discard"),
            ("Esc", "begin afresh" if afresh else "close"),
        )
        self._rows = list(rows)
        self._forget = forget
        self._gone: list[tuple[int, Unfinished]] = []
        """What was discarded, and the row it stood on; the last one comes back first."""

    def body(self) -> ComposeResult:
        """Each on two lines: the event, and how it stands."""
        yield MarkedList(*self._options())
        yield Static(paint.text("Nothing is left.", "$quiet"), id="nothing")

    def on_mount(self) -> None:
        """The newest first."""
        self._list(0)

    def _options(self) -> list[Option]:
        signs = glyphs_of(self.app)
        return [Option(_line(row, signs)) for row in self._rows]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._rows[event.option_index].what)

    def on_key(self, event: events.Key) -> None:
        """`j` and `k` move, `x` discards what is highlighted, `u` brings it back."""
        listed = self.query_one(OptionList)
        match event.key:
            case "j":
                listed.action_cursor_down()
            case "k":
                listed.action_cursor_up()
            case "x" if listed.highlighted is not None:
                self._discard(listed.highlighted)
            case "u" if self._gone:
                self._bring_back()
            case _:
                return
        event.stop()

    def _discard(self, at: int) -> None:
        self._gone.append((at, self._rows.pop(at)))
        self._list(at)

    def _bring_back(self) -> None:
        at, row = self._gone.pop()
        self._rows.insert(at, row)
        self._list(at)

    def _list(self, at: int) -> None:
        listed = self.query_one(OptionList)
        listed.set_options(self._options())
        listed.highlighted = min(at, len(self._rows) - 1) if self._rows else None
        listed.display = bool(self._rows)
        listed.focus()
        self.query_one("#nothing").display = not self._rows
        self.show_hints((*self.hints, ("u", "bring back")) if self._gone else self.hints)

    def on_unmount(self) -> None:
        """What was discarded is forgotten only now."""
        for _, row in self._gone:
            self._forget(row.what)


def _line(row: Unfinished, signs: Glyphs) -> Content:
    sign, style = {
        "typed": (signs.note, "$quiet"),
        "sending": (signs.sending, "$now"),
        "waits": (signs.to_send, "$now"),
        "refused": (signs.failed, "$alarm"),
    }[row.way]
    below = f" {signs.dot} ".join(filter(None, (row.says, row.when)))
    first = paint.line((f" {sign} ", style), (row.title, "bold $ink"))
    return paint.lines(first, paint.line((f"   {below}", "$quiet")))
