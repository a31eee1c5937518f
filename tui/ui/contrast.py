"""How well a colour reads on another, by the formula of the web's accessibility guidelines.

Colours of calendars come from outside: whatever they are, text on their ground stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.color import Color

READABLE: Final = 4.5
"""The least for text."""
_STEP = 0.02


def contrast(one: Color, other: Color) -> float:
    """From 1, the same, to 21, black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paper(ground: Color, shade: Color, share: float, inks: Iterable[Color]) -> Color:
    """The ground with a share of a colour in it; less, where one of the inks would not read on it."""
    inks = tuple(inks)
    while share > 0:
        mixed = ground.blend(shade, share)
        if all(contrast(ink, mixed) >= READABLE for ink in inks):
            return mixed
        share -= _STEP
    return ground
