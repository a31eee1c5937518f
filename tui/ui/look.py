"""How the screens look and move, and which keys they listen to, as the settings say.

A keymap with a mistake in it is left out entry by entry and named; it never stops the app.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.ui.glyphs import GlyphsName
from tui.ui.keymaps import keymap_of
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
    keymap, complaints = keymap_of(settings)
    if settings.theme not in themes:
        complaints.append(f"There is no theme “{settings.theme}”; there are {', '.join(themes)}.")
    return Look(
        theme=settings.theme if settings.theme in themes else "dark",
        glyphs=settings.glyphs,
        still=settings.reduced_motion,
        keymap=keymap,
        complaints=(*settings.warnings, *complaints),
    )
