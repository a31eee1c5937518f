"""How a setting is shown: its line in the list, and below the list what it means and what it can be.

Words only; which values there are comes from whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.content import Content

from tui.services.settings_options import Option, Value, said
from tui.ui import paint
from tui.ui.glyphs import Glyphs

_NAME, _VALUE = 19, 22
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "Looks": ("theme", "glyphs", "clock", "reduced_motion", "first_glance"),
    "Days": ("view", "days", "week_start", "first_hour", "zone", "second_zone"),
    "Hands": ("keymap", "refresh_minutes", "notify_before"),
    "Meeting people": ("working_hours", "working_days", "tentative_as_busy"),
    "The service": ("cross_provider", "icloud_months", "last_day_included", "token_key"),
}
_TYPED = "Typed: Enter opens a field."


def under_headings(options: Iterable[Option]) -> list[tuple[str, list[Option]]]:
    """The options in the order people look for them; one that nobody gave a heading stands last."""
    by_name = {option.name: option for option in options}
    groups = [
        (heading, [by_name.pop(name) for name in names if name in by_name])
        for heading, names in HEADINGS.items()
    ]
    return [(heading, found) for heading, found in (*groups, ("More", list(by_name.values()))) if found]


def setting_line(option: Option, value: Value, signs: Glyphs, room: int, *, at_cursor: bool) -> Content:
    """One row: name, value, and the usual value where this is another."""
    own = value != option.usual
    usual = f"usually {said(option.usual)}" if own else ""
    value_room = min(_VALUE, max(room - _NAME - 2, 8))
    return paint.line(
        (paint.cells(signs.cursor if at_cursor else "", 2), "$now"),
        (paint.cells(option.name, _NAME, ellipsis=signs.ellipsis), "$ink"),
        (paint.cells(said(value), value_room, ellipsis=signs.ellipsis), "bold $now" if own else "bold $ink"),
        (paint.fit(usual, max(room - _NAME - value_room - 3, 0), ellipsis=signs.ellipsis), "$quiet"),
    )


def about(option: Option, *, at_once: bool, dot: str) -> Content:
    """What a setting means, what it can be, and from when it holds."""
    holds = "Holds at once." if at_once else "Holds from the next start."
    allowed = option.allowed or _TYPED
    return paint.lines(
        paint.text(option.meaning, "$ink"),
        paint.text(f"{allowed} {dot} usually {said(option.usual)} {dot} {holds}", "$quiet"),
    )
