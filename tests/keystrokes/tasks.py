"""Twelve things people do with a calendar every day, and the keys they take here.

Each begins in the agenda, the event it is about under the cursor; finding that is not counted, for nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

GUEST = "grace@example.com"


@dataclass(frozen=True)
class Task:
    """Something to be done."""

    id: str
    words: str
    keys: str
    on: str = ""
    """The title of the event it is about; the one the calendar opens with when empty."""


TASKS = (
    Task(
        "new",
        "New half hour tomorrow at 15:00 with one guest and a Meet",
        f'i "Sync tomorrow 15:00 with {GUEST} meet" enter',
    ),
    Task("join", "Join the call that is on or comes next", "J"),
    Task("copy", "Copy an event's link", "y"),
    Task("attach", "Put a Meet on an event that has no call", "v ctrl+t ctrl+s", "Pairing"),
    Task("replace", "Make its Meet a Zoom call", "v ctrl+t ctrl+s"),
    Task("detach", "Take the call off", "v n enter ctrl+s"),
    Task("move", "Move it to the next day", "M l enter"),
    Task("answer", "Accept an invitation", "R y", "Kanda Films"),
    Task("slot", "Find half an hour for four and book it with a Meet", 'f enter "Sync" ctrl+t ctrl+s'),
    Task("delete", "Delete it", "x d"),
    Task("undo", "Have it back", "u"),
    Task("find", "Find an event by a word and go there", '/ "codec" enter'),
)
"""In the order of the table."""
