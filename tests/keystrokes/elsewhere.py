"""The same tasks elsewhere: ikhal as pressed in khal 0.14, the others as their documents say.

What their documents do not say is not guessed: it is left out, and the table shows a dash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.keystrokes.notation import count
from tests.keystrokes.tasks import GUEST


@dataclass(frozen=True)
class Way:
    """How something is done elsewhere."""

    keys: str = ""
    """Empty where only the mouse does it."""
    short: bool = False
    """Whether something of the task is missing at the end: its call, or its guest."""

    @property
    def cell(self) -> str:
        """As it stands in the table."""
        number = str(count(self.keys)) if self.keys else "mouse"
        return f"({number})" if self.short else number


MOUSE = Way()
NAMES = {"google": "Google Calendar, web", "ikhal": "ikhal", "calcurse": "calcurse", "gcalcli": "gcalcli"}
_COMMAND = f"gcalcli add --title Sync --when 'tomorrow 15:00' --duration 30 --who {GUEST} --noprompt"
ELSEWHERE: Mapping[str, Mapping[str, Way]] = {
    "google": {
        **dict.fromkeys(
            ("new", "join", "copy", "attach", "replace", "detach", "move", "answer", "slot"), MOUSE
        ),
        "delete": Way("backspace"),
        "undo": Way("z"),
        "find": Way('/ "codec" enter'),
    },
    "ikhal": {
        "new": Way(
            f'right n "Sync" down*6 "{GUEST}" down*2 backspace*5 "15:00" down backspace*5 "15:30" alt+enter',
            short=True,
        ),
        "move": Way("enter enter down*8 shift+tab ctrl+a down shift+tab ctrl+a alt+enter"),
        "delete": Way("d"),
        "undo": Way("d"),
        "find": Way('/ "codec" enter'),
    },
    "calcurse": {
        "new": Way('right a "15:00" enter "+0:30" enter "Sync" enter', short=True),
        "delete": Way("d y"),
    },
    "gcalcli": {
        "new": Way(f'"{_COMMAND}" enter', short=True),
        "find": Way('"gcalcli search codec" enter'),
    },
}
