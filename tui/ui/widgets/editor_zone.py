"""The zone an event's times are written in: an IANA name, found by typing part of a city.

What is typed stays typed; a zone is taken only when it is named in full or picked from the list.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.ui import paint
from tui.ui.widgets.choices import MarkedList
from tui.ui.widgets.editor_inputs import EditorInput

SHOWN = 5
"""How many zones are suggested at once."""


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone people live in, and UTC, in alphabetical order."""
    names = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return ("UTC", *sorted(name for name in names if "/" in name and not name.startswith("Etc/")))


def zones_like(typed: str) -> tuple[str, ...]:
    """Zones whose city begins with what was typed, then those that contain it anywhere."""
    wanted = "_".join(typed.casefold().split())
    if not wanted:
        return ()
    folded = [(name, name.casefold()) for name in zone_names()]
    first = [name for name, low in folded if low.rpartition("/")[2].startswith(wanted)]
    then = [name for name, low in folded if wanted in low and name not in first]
    return tuple((first + then)[:SHOWN])


class ZoneSearch(EditorInput):
    """The field; ↑, ↓ and Enter belong to the list while it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "pick(-1)", show=False),
        Binding("down", "pick(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    class Moved(Message):
        """The highlight should move; with 0 the highlighted zone is taken."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_pick(self, by: int) -> None:
        """Move in the list."""
        self.post_message(self.Moved(by))

    def action_take(self) -> None:
        """Take what is highlighted."""
        self.post_message(self.Moved(0))


class ZoneField(Vertical):
    """The field and its suggestions."""

    DEFAULT_CSS = """
    ZoneField {
        width: 30; height: auto;
        & > OptionList { height: auto; max-height: 5; display: none; background: $raised; }
        & > OptionList > .option-list--option { padding: 0 1; }
    }
    """

    class Changed(Message):
        """Another name stands in the field, complete or not."""

        def __init__(self, zone: str) -> None:
            super().__init__()
            self.zone = zone

    def __init__(self, name: str = "zone") -> None:
        super().__init__()
        self._field = name

    def compose(self) -> ComposeResult:
        """Field above, list below."""
        example = "Europe/London" if self._field == "zone" else "same as the start"
        yield ZoneSearch(id=self._field, placeholder=example, max_length=60)
        found = MarkedList(id=f"{self._field}s")
        found.can_focus = False
        yield found

    def load(self, zone: str) -> None:
        """Show a zone without telling."""
        with self.prevent(Input.Changed):
            self.query_one(ZoneSearch).value = zone
        self._suggest(())

    def close(self) -> None:
        """Put the suggestions away."""
        self._suggest(())

    def _suggest(self, names: tuple[str, ...]) -> None:
        found = self.query_one(OptionList)
        found.set_options([Option(paint.text(name), id=name) for name in names])
        found.display = bool(names)
        found.highlighted = 0 if names else None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        names = zones_like(event.value)
        self._suggest(() if event.value in names else names)
        self.post_message(self.Changed(event.value.strip()))

    @on(ZoneSearch.Moved)
    def _moved(self, event: ZoneSearch.Moved) -> None:
        event.stop()
        found = self.query_one(OptionList)
        if not found.display:
            self.query_one(ZoneSearch).action_neighbour(event.by or 1)
        elif event.by == 0 and found.highlighted is not None:
            self._take(found.get_option_at_index(found.highlighted).id)
        elif found.highlighted is not None:
            found.highlighted = (found.highlighted + event.by) % found.option_count

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option.id)

    def _take(self, zone: str | None) -> None:
        if zone:
            self.load(zone)
            self.post_message(self.Changed(zone))
