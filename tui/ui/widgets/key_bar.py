"""The bottom line: the few keys that matter here, dropped by rank until they fit on one line.

One widget painting one piece of content; it changes only when what it would say changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from tui.ui import paint
from tui.ui.actions import Action, Scope, action_of
from tui.ui.keys import shown_key

if TYPE_CHECKING:
    from tui.ui.actions import GivesReasons

_GAP = 3


class Hint(NamedTuple):
    """One key and what it does, as shown."""

    action: Action
    key: str
    possible: bool
    """Whether it can be done now; what cannot is dim and struck through."""

    @property
    def cells(self) -> int:
        """The width it takes."""
        return paint.width(self.key) + 1 + paint.width(self.action.label)


def hints_of(screen: Screen[Any]) -> tuple[Hint, ...]:
    """The hints of every action that can be reached from where the focus is, in the table's order."""
    found: dict[str, Hint] = {}
    reached = [(active, action_of(active.binding)) for active in screen.active_bindings.values()]
    here = {action.where for _, action in reached if action is not None}
    for active, action in reached:
        if action is None or not action.shown_priority or action.id in found:
            continue
        if here.intersection(action.idle_in):
            continue
        key = shown_key(active.binding.key)
        found[action.id] = Hint(action, key, active.enabled and not _reason(active.node, action.id))
    return tuple(found.values())


def reasons_of(screen: Screen[Any]) -> dict[str, str]:
    """Why some of the actions in reach cannot be done at the moment, by their ids."""
    found = {}
    for active in screen.active_bindings.values():
        action = action_of(active.binding)
        if action is not None and (why := _reason(active.node, action.id)):
            found[action.id] = why
    return found


def _reason(node: DOMNode, action_id: str) -> str | None:
    reason = getattr(node, "reason", None)  # far quicker than asking whether it keeps to a protocol
    return cast("GivesReasons", node).reason(action_id) if reason is not None else None


def fitting(hints: tuple[Hint, ...], cells: int) -> tuple[Hint, ...]:
    """The hints of highest rank that fit side by side in `cells`; highest first, the app's own last."""
    kept: list[Hint] = []
    left = cells
    for hint in sorted(hints, key=lambda hint: -hint.action.shown_priority):
        taken = hint.cells + (_GAP if kept else 0)
        if taken <= left:
            kept.append(hint)
            left -= taken
    return tuple(sorted(kept, key=lambda hint: hint.action.where is Scope.APP))


def _painted(hint: Hint) -> Content:
    label = "$quiet" if hint.possible else "$quiet strike"
    words = paint.line((hint.key, "bold $ink"), " ", (hint.action.label, label))
    return words.stylize(Style.from_meta({"action": hint.action.id}))


class KeyBar(Widget, can_focus=False):
    """The key bar; put one at the bottom of a screen."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: tuple[Hint, ...] = ()

    def on_mount(self) -> None:
        """Listen for changes of what can be pressed."""
        self.screen.bindings_updated_signal.subscribe(self, self._look_again)
        self._look_again(self.screen)

    def _look_again(self, screen: Screen[Any]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        hints = hints_of(screen)
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def render(self) -> Content:
        """The hints that fit."""
        shown = fitting(self._hints, self.content_size.width)
        return Content(" " * _GAP).join([_painted(hint) for hint in shown])

    async def on_click(self, event: events.Click) -> None:
        """A click on a hint presses its key."""
        wanted = event.style.meta.get("action")
        for active in self.screen.active_bindings.values():
            if wanted is not None and active.binding.id == wanted:
                await self.app.run_action(active.binding.action, active.node)
                return
