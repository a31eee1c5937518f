"""The notes of an event, with the text a provider wrote into them about its call folded to one line.

Nothing is folded that leads anywhere the lines about the call do not.
"""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from tui.domain.conferencing import Linked
from tui.domain.events import Event
from tui.domain.links import links_of
from tui.ui import paint

_SHOWN = 20_000
"""Characters; longer notes are read elsewhere, and would make every move of the cursor slow."""


def folded(event: Event) -> tuple[str, str]:
    """The notes as they are read beside the call's own lines, and what of them is folded away."""
    notes = event.description[:_SHOWN]
    if not (notes and isinstance(event.conferencing, Linked) and event.conferencing.details.url):
        return notes, ""
    from tui.domain.callnotes import without_call

    kept, taken = without_call(notes)
    same = taken and _ways(event) == _ways(replace(event, description=kept))
    return (kept, taken) if same else (notes, "")


def _ways(event: Event) -> list[tuple[str, str]]:
    """Where its links lead, however much each of them says."""
    return [(link.host, link.code or link.url) for link in links_of(event)]


def notes_lines(event: Event, *, unfolded: bool = False, held: bool = True) -> list[Content]:
    """The notes; a quiet line in the place of what is folded, or below what was.

    The line names its key only where that is heard: in a pane that is `held`.
    """
    kept, taken = folded(event)
    whole = kept if taken and not unfolded else event.description[:_SHOWN]
    lines = [paint.block(whole)] if whole.strip() else []
    if taken:
        lines += [*([Content("")] if lines else []), _fold(event, taken, unfolded=unfolded, held=held)]
    if len(event.description) > _SHOWN:
        lines.append(paint.text("The rest of these notes is on the event's web page: b", "$quiet"))
    return lines


def _fold(event: Event, taken: str, *, unfolded: bool, held: bool) -> Content:
    provider = event.conferencing.provider if isinstance(event.conferencing, Linked) else ""
    what = f"{len(taken.splitlines())} lines of {provider or 'the call'}'s own"
    key = ("l", "bold") if held else ("", "")
    return paint.line(key, (f" {'folds' if unfolded else 'shows'} {what}" if held else f"+ {what}", "$quiet"))
