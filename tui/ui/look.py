"""How the screens look and move, and which keys they listen to, as the settings say.

A keymap with a mistake in it is left out entry by entry and named; it never stops the app.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.ui.glyphs import GlyphsName
from tui.ui.keys import validate_keymap
from tui.ui.themes import house_themes

if TYPE_CHECKING:
    from tui.services.settings import Settings


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about appearance, checked."""

    theme: str = "dark"
    glyphs: GlyphsName = "unicode"
    still: bool = False
    """Nothing moves by itself."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action id → comma-separated keys."""
    complaints: tuple[str, ...] = ()
    """What in the settings could not be used, one sentence each."""


def look_of(settings: Settings) -> Look:
    """The look the settings ask for, as far as it can be had."""
    themes = [theme.name for theme in house_themes()]
    keymap, complaints = _usable(settings.keys)
    if settings.theme not in themes:
        complaints.append(f"There is no theme “{settings.theme}”; there are {', '.join(themes)}.")
    return Look(
        theme=settings.theme if settings.theme in themes else "dark",
        glyphs=settings.glyphs,
        still=settings.reduced_motion,
        keymap=keymap,
        complaints=(*settings.warnings, *complaints),
    )


def _usable(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The entries that work together, taken in order, and what is wrong with the others."""
    kept: dict[str, str] = {}
    complaints: list[str] = []
    for action_id, keys in wanted.items():
        wrong = validate_keymap(kept | {action_id: keys})
        if wrong:
            complaints += wrong
        else:
            kept[action_id] = keys
    return kept, complaints
