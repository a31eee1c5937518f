"""What was left unfinished, offered before something new is begun.

Nothing is thrown away here but by its own key, and that can be taken back while the sheet stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.drafts import Draft
from tui.domain.text import clean
from tui.ui import paint
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList


def left_behind(kept: Iterable[Draft], wanted: Draft) -> tuple[Draft, ...]:
    """Kept drafts that the wanted one would repeat: of the same event, or new like it; newest first.

    Empty when the wanted draft is one of them, or new with a title already: that is no beginning afresh.
    """
    if wanted.is_new and wanted.title:
        return ()
    drafts = tuple(draft for draft in kept if not draft.queued)
    if any(draft.id == wanted.id for draft in drafts):
        return ()
    return tuple(draft for draft in reversed(drafts) if _subject(draft) == _subject(wanted))


def _subject(draft: Draft) -> object:
    return draft.original.key if draft.original is not None else None


def drafts_words(drafts: Sequence[Draft]) -> str:
    """What waits to be finished, for the next start; empty when nothing does.

    What becomes of itself, or was on its way, is told of when it is known.
    """
    drafts = [draft for draft in drafts if not (draft.queued or draft.under_way)]
    if not drafts:
        return ""
    if len(drafts) > 1:
        return f"{len(drafts)} events are kept as you left them; n, or e on theirs, goes on with them."
    [draft] = drafts
    title = clean(draft.title, limit=60) or "An event without a title"
    return f"“{title}” is kept as you left it; {'n' if draft.is_new else 'e on the event'} goes on with it."


class DraftsScreen(Sheet[Draft | None]):
    """Answered with the draft to go on with, or None to begin afresh. `forget` throws one away for good."""

    heading = "You left this unfinished"
    hints = (("Enter", "go on with it"), ("x", "discard"), ("Esc", "begin afresh"))
    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    DraftsScreen OptionList { height: auto; max-height: 12; }
    DraftsScreen Static { margin-bottom: 1; }
    """

    def __init__(self, drafts: Sequence[Draft], forget: Callable[[Draft], None]) -> None:
        super().__init__()
        self._drafts = list(drafts)
        self._forget = forget
        self._gone: list[tuple[int, Draft]] = []
        """What was discarded, and the row it stood on; the last one comes back first."""

    def body(self) -> ComposeResult:
        """Each draft on a line."""
        yield Static(paint.text("Kept as it was when the editor was left.", "$quiet"))
        yield MarkedList(*(Option(_line(draft)) for draft in self._drafts))

    def on_mount(self) -> None:
        """The newest first."""
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._drafts[event.option_index])

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
        self._gone.append((at, self._drafts.pop(at)))
        self._list(at)

    def _bring_back(self) -> None:
        at, draft = self._gone.pop()
        self._drafts.insert(at, draft)
        self._list(at)

    def _list(self, at: int) -> None:
        listed = self.query_one(OptionList)
        listed.set_options([Option(_line(draft)) for draft in self._drafts])
        listed.highlighted = min(at, len(self._drafts) - 1) if self._drafts else None
        self.show_hints((*self.hints, ("u", "bring back")) if self._gone else self.hints)

    def on_unmount(self) -> None:
        """What was discarded is forgotten only now."""
        for _, draft in self._gone:
            self._forget(draft)


def _line(draft: Draft) -> Content:
    title = (draft.title or "(no title)", "bold $ink")
    return paint.line(title, (f"   {draft.starts}", "$quiet"))
