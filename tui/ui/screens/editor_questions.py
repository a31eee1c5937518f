"""What the editor asks before it saves or leaves; Enter never gives an answer that cannot be taken back."""

from __future__ import annotations

from tui.domain.callnotes import without_call
from tui.domain.drafts import Draft
from tui.domain.errors import ChangedBehind, Unreachable
from tui.ui.screens.confirm import Choice, ConfirmScreen

_STAY = Choice("e", "Keep editing", "stay")
ANEW = (
    "API v2 cannot put another provider's call in the place of a Teams call.",
    "So a new event is made with your call, and once it is there this one is deleted.",
    "Lost: the answers of the guests, who get a cancellation and a new invitation; "
    "the event's page and id; and links to it that others have kept.",
)
"""What making an event anew means."""
_FROM_THE_NOTES = "The old call's text goes from the notes:"


def leaving() -> ConfirmScreen:
    """Whether what was typed is kept; answers `keep` or `discard`."""
    keep = Choice("k", "Keep as a draft", "keep")
    discard = Choice("d", "Discard", "discard", destructive=True)
    return ConfirmScreen("Leave without saving?", (_STAY, keep, discard), escape="keep editing")


def unreachable(error: Unreachable) -> ConfirmScreen:
    """Whether it is sent later by itself; answers `queue`."""
    queue = Choice("q", "Send it when there is", "queue")
    return ConfirmScreen("There is no connection", (queue, _STAY), detail=error.sentences())


def taking(text: str) -> ConfirmScreen:
    """Whether this text may go from the notes; answers `take`."""
    return ConfirmScreen("This goes from the notes", (Choice("s", "Save", "take"), _STAY), detail=text)


def anew(draft: Draft) -> ConfirmScreen:
    """Whether the event is made anew, and what that means; answers `anew`."""
    _, taken = without_call(draft.description)
    detail = "\n".join((*ANEW, "", _FROM_THE_NOTES, taken) if taken else ANEW)
    make = Choice("a", "Make it anew", "anew", destructive=True)
    return ConfirmScreen("Make the event anew?", (_STAY, make), detail=detail)


def overtaken(error: ChangedBehind) -> ConfirmScreen:
    """What becomes of a change whose event is not what it was; answers `overwrite` or `discard`."""
    go_on = Choice("o", "Go on all the same", "overwrite", destructive=True)
    discard = Choice("d", "Discard mine", "discard", destructive=True)
    return ConfirmScreen("The event has changed meanwhile", (_STAY, go_on, discard), detail=error.what)
