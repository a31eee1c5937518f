"""The house colours: dark, light, high contrast, and the terminal's own.

Every text colour reads at 4.5:1 or better on every ground it can stand on; one accent means focus and now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from textual.theme import BUILTIN_THEMES, Theme


class Palette(NamedTuple):
    """The colours one theme is made from, as `#rrggbb`."""

    ground: str
    raised: str
    """Floating panes and fields."""
    cursor: str
    """The chosen row where the focus is."""
    cursor_blurred: str
    """The chosen row where the focus is not."""
    text: str
    quiet: str
    """Second-rank text: still readable, never the only carrier."""
    rule: str
    """Lines and frames, never text."""
    accent: str
    """Focus and now."""
    alarm: str
    """What needs a hand."""
    warn: str
    good: str
    """A link that is there."""


TEXT_COLOURS = ("text", "quiet", "accent", "alarm", "warn", "good")
GROUNDS = ("ground", "raised", "cursor", "cursor_blurred")

DARK = Palette(
    ground="#15171c",
    raised="#1c1f26",
    cursor="#2c3340",
    cursor_blurred="#222730",
    text="#e3e6ec",
    quiet="#a3abba",
    rule="#3d4452",
    accent="#ffb757",
    alarm="#ff9d94",
    warn="#e2cd84",
    good="#93d7a5",
)
LIGHT = Palette(
    ground="#faf9f6",
    raised="#f1efea",
    cursor="#e2ddd1",
    cursor_blurred="#ebe8e0",
    text="#1d2025",
    quiet="#525963",
    rule="#bdb8ac",
    accent="#8a4b00",
    alarm="#a3231a",
    warn="#6a5300",
    good="#1d6134",
)
CONTRAST = Palette(
    ground="#000000",
    raised="#000000",
    cursor="#003a5c",
    cursor_blurred="#26282c",
    text="#ffffff",
    quiet="#e0e0e0",
    rule="#ffffff",
    accent="#ffd800",
    alarm="#ffb0a8",
    warn="#fff09a",
    good="#a0ffb8",
)

PALETTES: Mapping[str, Palette] = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
"""The palettes by the name settings use; `terminal` has none, its colours are the terminal's."""


def house_variables(palette: Palette) -> dict[str, str]:
    """The names the stylesheets use, filled from one palette."""
    return {
        "ground": palette.ground,
        "raised": palette.raised,
        "cursor": palette.cursor,
        "cursor-blurred": palette.cursor_blurred,
        "ink": palette.text,
        "quiet": palette.quiet,
        "rule": palette.rule,
        "now": palette.accent,
        "alarm": palette.alarm,
        "warn": palette.warn,
        "good": palette.good,
    }


def _textual_variables(palette: Palette) -> dict[str, str]:
    return {
        "text": palette.text,
        "text-muted": palette.quiet,
        "text-disabled": palette.quiet,
        "block-cursor-foreground": palette.text,
        "block-cursor-background": palette.cursor,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": palette.text,
        "block-cursor-blurred-background": palette.cursor_blurred,
        "block-hover-background": palette.cursor_blurred,
        "border": palette.accent,
        "border-blurred": palette.rule,
        "scrollbar": palette.rule,
        "scrollbar-hover": palette.quiet,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.ground,
        "scrollbar-background-hover": palette.ground,
        "scrollbar-background-active": palette.ground,
        "scrollbar-corner-color": palette.ground,
        "input-cursor-background": palette.accent,
        "input-cursor-foreground": palette.ground,
        "input-selection-background": palette.cursor,
        "input-selection-foreground": palette.text,
        "screen-selection-background": palette.cursor,
        "screen-selection-foreground": palette.text,
        "button-foreground": palette.text,
        "button-color-foreground": palette.ground,
        "button-focus-text-style": "bold",
    }


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.quiet,
        accent=palette.accent,
        warning=palette.warn,
        error=palette.alarm,
        success=palette.good,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.raised,
        panel=palette.raised,
        dark=dark,
        variables=_textual_variables(palette) | house_variables(palette),
    )


_ANSI = Palette(
    ground="ansi_default",
    raised="ansi_default",
    cursor="ansi_bright_black",
    cursor_blurred="ansi_bright_black",
    text="ansi_default",
    quiet="ansi_default",
    rule="ansi_bright_black",
    accent="ansi_yellow",
    alarm="ansi_red",
    warn="ansi_yellow",
    good="ansi_green",
)


def _terminal() -> Theme:
    base = BUILTIN_THEMES["ansi-dark"]
    return replace(base, name="terminal", variables=base.variables | house_variables(_ANSI))


def house_themes() -> tuple[Theme, ...]:
    """Every theme the app offers, under the names settings use."""
    return (
        _theme("dark", DARK, dark=True),
        _theme("light", LIGHT, dark=False),
        _theme("contrast", CONTRAST, dark=True),
        _terminal(),
    )
