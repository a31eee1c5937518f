"""Say where a guest lives: `kenji tokyo`, repeated at once in full before Enter takes it.

The first word names the guest, the rest a city; with a single guest the city is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tui.domain.free_time import Attendee
from tui.domain.whenwords import zone_named
from tui.ui import paint
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.editor_zone import zones_like


@dataclass(frozen=True, slots=True)
class LivesIn:
    """Somebody and their zone."""

    email: str
    zone: ZoneInfo


class ZoneScreen(Sheet[LivesIn | None]):
    """Answered with who lives where, or None."""

    heading = "Where does somebody live?"
    hints = (("Enter", "take"), ("Esc", "leave it"))
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    ZoneScreen #understood { margin-top: 1; height: auto; max-height: 8; }
    """

    def __init__(self, people: Sequence[Attendee], viewer: ZoneInfo) -> None:
        super().__init__()
        self._people = tuple(people)
        self._viewer = viewer

    def body(self) -> ComposeResult:
        """The field, and what was understood."""
        first = _word(self._people[0]) if self._people else "kenji"
        yield Input(placeholder=f"{first} tokyo", max_length=100)
        yield Static(self._echo(""), id="understood")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#understood", Static).update(self._echo(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if (understood := lives_in(event.value, self._people)) is not None:
            self.dismiss(understood)

    def _echo(self, typed: str) -> Content:
        understood = lives_in(typed, self._people)
        if understood is not None:
            person = next(one for one in self._people if one.busy.email == understood.email)
            return paint.line((person.label, "bold $ink"), (f" lives in {understood.zone.key}", "$quiet"))
        known = [paint.text(f"{one.label}: {one.hours.zone.key}", "$quiet") for one in self._people[:8]]
        return paint.lines(*known) if not typed.strip() else paint.text("A guest, then a city.", "$warn")


def lives_in(typed: str, people: Sequence[Attendee]) -> LivesIn | None:
    """Who is meant and where they live; None while that is not clear."""
    words = typed.split()
    found = [one for one in people if words and _is_meant(words[0], one)]
    if len(found) != 1:
        found, words = (list(people), ["", *words]) if len(people) == 1 else ([], words)
    city = " ".join(words[1:])
    zone = zone_named(next(iter(zones_like(city)), ""))
    return LivesIn(found[0].busy.email, zone) if found and zone is not None else None


def _is_meant(word: str, one: Attendee) -> bool:
    low = word.casefold()
    return any(part.startswith(low) for part in (*one.name.casefold().split(), one.busy.email.casefold()))


def _word(one: Attendee) -> str:
    return (one.name or one.busy.email).split(" ")[0].split("@")[0].casefold()
