"""The signs the screens use, once in Unicode and once in ASCII, cell for cell of the same width.

A sign never stands alone for a meaning that matters: a word or a position says it too.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from textual.app import App

GlyphsName = Literal["unicode", "ascii"]

FRAMES_PER_SECOND = 1
"""The fastest anything on the screen may turn: with the seconds that are counted beside it."""


class Glyphs(NamedTuple):
    """One set of signs; every sign is one cell wide except `spinner`, which is four frames of one."""

    now_line: str
    half: str
    """Half of `now_line`, for lengths."""
    rule: str
    divider: str
    """Between two days."""
    bar: str
    """A calendar's stripe."""
    cursor: str
    """The chosen row where the focus is."""
    cursor_blurred: str
    """The chosen row where it is not."""
    video: str
    live: str
    failed: str
    series: str
    unanswered: str
    tentative: str
    done: str
    sending: str
    """On an event shown as it will be."""
    to_send: str
    """On an event of which something waits for a connection."""
    spinner: str
    waiting: str
    """A pending call where nothing may move."""
    shown: str
    hidden: str
    on: str
    off: str
    dash: str
    dot: str
    arrow: str
    ellipsis: str
    note: str
    times: str
    """Between the sides of a size."""
    busy: str
    """A stretch of somebody's time that is taken."""
    perhaps: str
    """One that is taken by something only half accepted."""
    clash: str
    """At the same time as something else."""

    def where(self, focused: bool) -> Glyphs:
        """This set as a pane draws with it that has the focus, or has not."""
        return self if focused else self._replace(cursor=self.cursor_blurred)

    def turning(self, seconds: float, *, still: bool = False) -> str:
        """The spinner after this many seconds; with `still`, a sign that does not move."""
        return self.waiting if still else self.spinner[int(seconds * FRAMES_PER_SECOND) % len(self.spinner)]


UNICODE = Glyphs(
    now_line="━",
    half="╸",
    rule="─",
    divider="│",
    bar="▎",
    cursor="▌",
    cursor_blurred="▏",
    video="▸",
    live="●",
    failed="✗",
    series="↻",
    unanswered="!",
    tentative="?",
    done="✓",
    sending="↑",
    to_send="⇡",
    spinner="◐◓◑◒",
    waiting="◐",
    shown="■",
    hidden="□",
    on="◉",
    off="○",
    dash="–",
    dot="·",
    arrow="→",
    ellipsis="…",
    note="i",
    times="×",
    busy="▇",
    perhaps="▒",
    clash="‖",
)

ASCII = Glyphs(
    now_line="=",
    half="-",
    rule="-",
    divider=":",
    bar="|",
    cursor=">",
    cursor_blurred=":",
    video=">",
    live="*",
    failed="x",
    series="@",
    unanswered="!",
    tentative="?",
    done="+",
    sending="^",
    to_send="%",
    spinner="|/-\\",
    waiting="~",
    shown="#",
    hidden=".",
    on="*",
    off="o",
    dash="-",
    dot="-",
    arrow=">",
    ellipsis="~",
    note="i",
    times="x",
    busy="#",
    perhaps="~",
    clash="&",
)

SETS: dict[GlyphsName, Glyphs] = {"unicode": UNICODE, "ascii": ASCII}
"""Both sets by the name settings use."""


def glyphs_of(app: App[Any]) -> Glyphs:
    """The set the app draws with; Unicode for an app that has none."""
    chosen = getattr(app, "glyphs", UNICODE)
    return chosen if isinstance(chosen, Glyphs) else UNICODE
