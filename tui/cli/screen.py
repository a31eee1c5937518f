"""The full-screen app, from a command to its exit code.

It refuses to start where it could not be drawn or left again: no terminal, or one that understands nothing.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.cli.ground import Ground
from tui.domain.errors import CallsheetError

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

_DUMB = ("", "dumb", "unknown")
_LOOKS = "240"
"""How often a second the screen may be painted. At the framework's own 60 a key waits for up to 33 ms where
something was painted just before it; nothing is painted oftener for it."""


class NoTerminal(CallsheetError):
    """There is no terminal to draw on."""

    exit_code = 2


def run_app(ground: Ground) -> int:
    """The app on the configured account, or its welcome for someone without one; returns the exit code."""
    require_terminal(ground.environ)
    return show(ground, lambda: _configured(ground))


def _configured(ground: Ground) -> Workspace | None:
    from tui.cli.opening import chosen_profile, find_key, open_account

    profile = chosen_profile(ground, ground.settings())
    key = find_key(ground, profile) if profile else None
    return open_account(ground, profile, key, at_once=False) if profile and key else None


def require_terminal(environ: Mapping[str, str]) -> None:
    """Raises NoTerminal where a full-screen app has no place. It draws on stderr and reads stdin."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NoTerminal(
            "The full-screen calendar needs a terminal.",
            next_step="callsheet agenda prints the same days as text, callsheet agenda --json as data.",
        )
    if environ.get("TERM", "") in _DUMB:
        raise NoTerminal(
            "This terminal (TERM is dumb or not set) cannot show a full-screen calendar.",
            next_step="callsheet agenda prints the same days as text.",
        )


def show(ground: Ground, opened: Callable[[], Workspace | None]) -> int:
    """Run the app on what `opened` gives; returns the exit code."""
    gc.disable()  # loading makes no garbage, and looking for it takes a tenth of the time
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # by its own convention it counts only when not empty
    os.environ.setdefault("TEXTUAL_FPS", _LOOKS)
    from tui import __version__
    from tui.cli.doors import HouseDoors
    from tui.ui.app import CallsheetApp
    from tui.ui.look import look_of
    from tui.ui.picture import taking_over
    from tui.ui.terminal import HouseDriver

    settings, glance = ground.settings(), ground.glance
    if glance is not None and not settings.first_glance:
        glance.forget()
    app = CallsheetApp(
        opened(),
        HouseDoors(ground),
        clock=ground.outside().clock,
        crash_folder=ground.places.crashes,
        version=__version__,
        look=look_of(settings),
        keep=glance.keep if glance is not None and settings.first_glance else None,
        driver=taking_over(glance.taken) if glance is not None and glance.shown else HouseDriver,
        painted=_collect_again,
    )
    app.run()
    return app.return_code or 0


def _collect_again() -> None:
    """From now on there is garbage; what was loaded is none, and is not looked at again."""
    gc.enable()
    gc.freeze()
