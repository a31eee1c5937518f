"""Notices stay few and fresh: more than a corner of them would hide the calendar they speak of.

Which one makes room is decided here alone; what is said is decided where it is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.notifications import Notification, Notify

MOST = 3
"""Notices shown at once."""
_NAMED = re.compile("“(.+)”", re.DOTALL)


def subject_of(notice: Notification) -> str:
    """The event a notice is about, by the title it bears or quotes; empty where it names none."""
    quoted = _NAMED.search(notice.message)
    return notice.title or (quoted[1] if quoted else "")


def too_many(shown: Sequence[Notification], coming: Notification) -> list[Notification]:
    """Which of those shown, oldest first, make room.

    First what the coming one replaces: the same words, or what was said of the same event before; then the
    old, failures last.
    """
    stale = [one for one in shown if _replaces(coming, one)]
    others = sorted((one for one in shown if one not in stale), key=lambda one: one.severity == "error")
    return stale + others[: max(len(others) - MOST + 1, 0)]


def _replaces(coming: Notification, said: Notification) -> bool:
    subject = subject_of(coming)
    if said.severity == "error" and coming.severity != "error":  # it may be of another event of that name
        return False
    return subject == subject_of(said) and (bool(subject) or coming.message == said.message)


class Notices:
    """Mixed into the app, before Textual's own."""

    def on_notify(self, event: Notify) -> None:
        """Make room before the new one is added."""
        shown = self._notifications  # type: ignore[attr-defined]
        for one in too_many(list(shown), event.notification):
            del shown[one]
