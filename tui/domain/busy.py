"""When people are taken: what a calendar service tells of somebody's time without telling what it is.

Spans are UTC instants, half open, in order and apart from each other; what is not known is never free.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.domain.when import Window

Span = tuple[datetime, datetime]
"""A stretch of time `[start, end)` in UTC."""


@dataclass(frozen=True, slots=True)
class Busy:
    """When one person is taken. Where `trouble` says why that cannot be read, the spans mean nothing."""

    email: str
    spans: tuple[Span, ...] = ()
    maybe: tuple[Span, ...] = ()
    """What they only half accepted; never part of `spans`."""
    trouble: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known of this person's time."""
        return not self.trouble


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one; empty and reversed ones are left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def within(spans: Iterable[Span], window: Window) -> tuple[Span, ...]:
    """The spans cut to the window."""
    return joined((max(start, window.start), min(end, window.end)) for start, end in spans)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the spans outside of what is taken."""
    left: list[Span] = []
    gone, at = joined(taken), 0
    for start, end in joined(spans):
        while at and gone[at - 1][1] > start:
            at -= 1
        while at < len(gone) and gone[at][0] < end:
            if gone[at][1] > start:
                left.append((start, gone[at][0]))
                start = gone[at][1]
            at += 1
        left.append((start, end))
    return joined(left)
