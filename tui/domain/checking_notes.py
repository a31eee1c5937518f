"""Checking notes and location: what changes in them, and how a call leaves them.

When a call goes, its own text goes with it; what cannot be told from the user's words stays, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.callnotes import without_call, without_call_html
from tui.domain.conferencing import Linked, NoConference
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Event
from tui.domain.findings import Finding, note, warning
from tui.domain.text import clean, clean_block
from tui.domain.writes import UNSET, Unset

LONGEST_NOTES = 1_000_000
"""Characters kept of a text to be written; what is longer is no longer a note."""


@dataclass(frozen=True, slots=True)
class CheckedNotes:
    """The description and location to write (UNSET leaves them alone), and the call text that goes."""

    description: str | Unset
    location: str | Unset
    taken: str = ""
    """The call's own text that goes with it, for reading."""
    findings: tuple[Finding, ...] = ()


def check_notes(draft: Draft, *, call_changes: bool) -> CheckedNotes:
    """Read both texts; `call_changes` says that the call the event has now is replaced or removed."""
    was = draft.original
    location = changed_line(draft.location, was.location if was else "")
    if was is None:
        return CheckedNotes(clean_block(draft.description, limit=LONGEST_NOTES) or UNSET, location)
    findings: tuple[Finding, ...] = (
        (_formatting_lost(),) if was.html and draft.description != was.description else ()
    )
    if not call_changes or isinstance(was.conferencing, NoConference):
        return CheckedNotes(_changed_notes(draft, was), location, findings=findings)
    if location is UNSET and was.location and was.location.strip() == _link(was):
        location = ""
    notes, taken = _without_call(draft, was)
    if not taken and _still_there(draft, was):
        findings += (_left_behind(),)
    return CheckedNotes(notes, location, taken, findings)


def changed_line(typed: str, before: str) -> str | Unset:
    """One line of text, cleaned, or UNSET where it is as it was."""
    value = clean(typed, limit=LONGEST_NOTES)
    return UNSET if typed == before or value == before else value


def _changed_notes(draft: Draft, was: Event) -> str | Unset:
    if draft.description == was.description:
        return UNSET
    return clean_block(draft.description, limit=LONGEST_NOTES)


def _without_call(draft: Draft, was: Event) -> tuple[str | Unset, str]:
    """Notes to write without the call's text, and that text."""
    source = was.raw.get("description")
    if was.html and draft.description == was.description:
        kept, taken = without_call_html(source) if isinstance(source, str) else ("", "")
        return (kept if taken else UNSET), taken
    typed = draft.description if draft.description == was.description else _cleaned(draft)
    kept, taken = without_call(typed)
    return (UNSET if kept == was.description else kept), taken


def _cleaned(draft: Draft) -> str:
    return clean_block(draft.description, limit=LONGEST_NOTES)


def _link(was: Event) -> str:
    return was.conferencing.details.url.strip() if isinstance(was.conferencing, Linked) else ""


def _still_there(draft: Draft, was: Event) -> bool:
    link = _link(was).partition("?")[0]
    return bool(without_call(draft.description)[1] or (link and link in draft.description))


def _left_behind() -> Finding:
    says = "The old call's text cannot be told from the rest of the notes; it stays there."
    return note(DraftField.DESCRIPTION, says, "Delete it by hand.")


def _formatting_lost() -> Finding:
    says = "These notes were formatted; saving replaces them with plain text."
    return warning(DraftField.DESCRIPTION, says)
