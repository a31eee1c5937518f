"""A link shown large with all it takes to get in, for terminals without a browser and hosts nobody knows.

The real host is always on the screen before anything is opened; a refused link cannot be opened at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.conferencing import Details, Linked
from tui.domain.events import Event
from tui.domain.links import Link, Trust
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import Choices

_SOURCES = {
    "conference": "the event's conference",
    "location": "the location field",
    "description": "the description, which anyone who invites you can write",
    "web page": "the event's own web page",
}


_LABEL, _SHEET = 12, 60
"""Cells of a label; cells of the sheet's inside before it is known."""
_TRUST = {Trust.KNOWN: "", Trust.ASK: "unknown host", Trust.REFUSE: "cannot be opened"}


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What to do with the link."""

    deed: Literal["open", "copy", "copy_all"]
    link: Link


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link to choose, in words, and the event it belongs to."""

    words: str
    link: Link
    event: Event


def details_of(event: Event) -> Details:
    """Code, PIN, password and phones of the event's call; all empty when it has none."""
    match event.conferencing:
        case Linked(details=details):
            return details
        case _:
            return Details()


def way_in(details: Details) -> tuple[tuple[str, str], ...]:
    """The labelled members of a call that are there, in the order people ask for them."""
    named = (
        ("Code", details.code),
        ("PIN", details.pin),
        ("Password", details.password),
        ("Phone", "  ".join(details.phones)),
    )
    return tuple((label, value) for label, value in named if value)


class LinkSheet(Acting, Sheet[LinkAnswer | None]):
    """Shows one link. `why` says why it is shown instead of opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.LINK)]

    def __init__(self, link: Link, event: Event, *, why: str = "", can_open: bool = True) -> None:
        super().__init__()
        self.heading = event.title or "(no title)"
        self._link = link
        self._event = event
        self._why = why
        self._can_open = can_open and link.trust is not Trust.REFUSE
        self._is_call = link.source == "conference" or link.url == details_of(event).url
        self.hints = _keys(self._can_open, self._is_call)

    def body(self) -> ComposeResult:
        """Reason, host, link, ways in."""
        if self._why:
            yield Static(paint.block(self._why, "$warn"), id="why")
        yield Static(paint.text(self._link.host, "bold $ink"), id="host")
        yield Static(paint.hyperlink(self._link, "$ink"), id="url")
        yield Static(id="facts")

    def on_resize(self) -> None:
        """Fit the facts to the sheet, once it has its size."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        facts = self.query_one("#facts", Static)
        room = max((facts.content_size.width or _SHEET) - _LABEL, 8)
        rows = [row for label, value in self._facts() for row in _hung(label, value, room)]
        facts.update(paint.lines(*rows))

    def _facts(self) -> list[tuple[str, str]]:
        source = _SOURCES.get(self._link.source, self._link.source)
        details = details_of(self._event) if self._is_call else Details()
        named = [("Found in", source), *way_in(replace(details, code=details.code or self._link.code))]
        if self._link.shown:
            named.insert(0, ("Reads", self._link.shown))
        if self._event.organizer is not None:
            named.append(("Invited by", _named(self._event)))
        return named

    def reason(self, action_id: str) -> str | None:
        """Opening needs a link that may be opened; codes, the call they belong to."""
        if action_id == "link.copy_all" and not self._is_call:
            return "The codes of this event belong to another link."
        if action_id != "link.open" or self._can_open:
            return None
        return self._link.reason or "There is no browser to open it with; copy it instead."

    def do_link_open(self) -> None:
        """Open it."""
        self.dismiss(LinkAnswer("open", self._link))

    def do_link_copy(self) -> None:
        """Copy the link alone."""
        self.dismiss(LinkAnswer("copy", self._link))

    def do_link_copy_all(self) -> None:
        """Copy everything needed to get in."""
        self.dismiss(LinkAnswer("copy_all", self._link))

    def do_link_close(self) -> None:
        """Leave it."""
        self.dismiss(None)


def _hung(label: str, value: str, room: int) -> list[Content]:
    """A label, and what it names beside it however many rows that takes."""
    rows = paint.text(value).wrap(room)
    labels = [label, *[""] * (len(rows) - 1)]
    return [
        paint.line((paint.cells(name, _LABEL), "$quiet"), row) for name, row in zip(labels, rows, strict=True)
    ]


def _named(event: Event) -> str:
    person = event.organizer
    if person is None:
        return ""
    return f"{person.name} <{person.email}>" if person.name else person.email


def _keys(can_open: bool, is_call: bool) -> tuple[tuple[str, str], ...]:
    keys = (("o", "open"), ("y", "copy link"), ("Y", "copy all"), ("Esc", "close"))
    left_out = {"open": not can_open, "copy all": not is_call}
    return tuple((key, words) for key, words in keys if not left_out.get(words))


class ChooseLinkScreen(Sheet[LinkFound | None]):
    """Links to choose from, best first; answered with the one chosen."""

    hints = (("Enter", "open"), ("Esc", "close"))
    AUTO_FOCUS = "OptionList"

    def __init__(self, heading: str, found: Sequence[LinkFound]) -> None:
        super().__init__()
        self.heading = heading
        self._found = tuple(found)

    def body(self) -> ComposeResult:
        """For each link where it was found or whose it is, what is to be said against it, and the link."""
        yield Choices(*(Option(paint.text(one.words)) for one in self._found))

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        listing = self.query_one(Choices)
        room = listing.scrollable_content_region.width or _SHEET
        for index, one in enumerate(self._found):
            cut = glyphs_of(self.app).ellipsis
            listing.replace_option_prompt_at_index(index, _row(one, room, cut))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the chosen link."""
        event.stop()
        self.dismiss(self._found[event.option_index])


def _row(found: LinkFound, room: int, cut: str) -> Content:
    trust = "misleading" if found.link.shown else _TRUST[found.link.trust]
    words = paint.cells(found.words or "(no title)", max(room - paint.width(trust) - 3, 8), ellipsis=cut)
    link = paint.fit(found.link.url.removeprefix("https://"), room - 3, ellipsis=cut)
    rows = [paint.line(" ", (words, "bold"), " ", (trust, "$warn")), paint.text(f" {link}", "$quiet")]
    if found.link.shown or found.link.trust is Trust.REFUSE:
        rows += [paint.line(" ", row) for row in paint.text(_against(found.link), "$warn").wrap(room - 3)]
    return paint.lines(*rows)


def _against(link: Link) -> str:
    """What is to be said against a link, with the host it leads to."""
    return link.reason if not link.host or link.host in link.reason else f"{link.host}: {link.reason}"
