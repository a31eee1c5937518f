"""Notices stay few: more than a corner of them would hide the calendar they speak of.

Which one makes room is decided here alone; what is said is decided where it is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.notifications import Notification, Notify

MOST = 3
"""Notices shown at once."""


def too_many(shown: Sequence[Notification], coming: Notification) -> list[Notification]:
    """Which of those shown, oldest first, make room: the same said before, then the old, failures last."""
    same = [one for one in shown if (one.title, one.message) == (coming.title, coming.message)]
    others = sorted((one for one in shown if one not in same), key=lambda one: one.severity == "error")
    return same + others[: max(len(others) - MOST + 1, 0)]


class Notices:
    """Mixed into the app, before Textual's own."""

    def on_notify(self, event: Notify) -> None:
        """Make room before the new one is added."""
        shown = self._notifications  # type: ignore[attr-defined]
        for one in too_many(list(shown), event.notification):
            del shown[one]
