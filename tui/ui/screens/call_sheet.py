"""All it takes to get into a call by phone: codes large enough to read out, numbers by country, a QR code.

Everything on it can be copied with one key; nothing is opened but the event's own link.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD
from textual.widgets import Static

from tui.domain.dialling import Phone, one_tap, phones_by_country, spaced
from tui.domain.events import Event
from tui.domain.links import Link, call_text
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import ASCII, Glyphs, glyphs_of
from tui.ui.messages import CopyText, OpenLink
from tui.ui.screens.links import details_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.qr import Qr, qr_of

_FRAME, _SIDES = 2, 4
"""Lines and cells the frame takes."""
_FACTS, _GAP = 24, 2
"""Cells the facts need at least, and those between them and the code to scan."""
_COUNTRY = 22
_OFFERED = (("o", "open"), ("y", "link"), ("Y", "all"), ("c", "code"), ("p", "phone"), ("Esc", "close"))
_WIDEST = 100


class CallSheet(Acting, Sheet[None]):
    """One call. A window too small for the QR code says how large it has to be."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.CALL_SHEET)]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, link: Link, event: Event) -> None:
        super().__init__()
        self.heading = event.title or "(no title)"
        self._link = link
        self._event = event
        details = details_of(event)
        self._code = details.code or link.code
        self._pin, self._password = details.pin, details.password
        self._phones = phones_by_country(details.phones)
        self._dialled = -1
        wanted = {"c": "sheet.code", "p": "sheet.phone"}
        self.hints = [one for one in _OFFERED if self.reason(wanted.get(one[0], "")) is None]

    def body(self) -> ComposeResult:
        """The facts, and beside them the code to scan."""
        with Horizontal():
            with VerticalScroll(id="ways"):
                yield Static(id="way-in")
            yield Static(id="scan")

    def on_resize(self) -> None:
        """Fit both to the window."""
        qr = qr_of(self._link.url, glyphs_of(self.app))
        inside = min(_WIDEST, self.size.width * 96 // 100) - _SIDES
        needed = (qr.width + _GAP + _FACTS, qr.height) if qr else (0, 0)
        fits = qr is not None and needed[0] <= inside and needed[1] <= self.size.height - _FRAME
        scan = self.query_one("#scan", Static)
        scan.display = fits
        if qr is not None and fits:
            scan.update(qr.content())
        room = inside - (qr.width + _GAP if qr and fits else 0)
        self.query_one("#way-in", Static).update(paint.lines(*self._lines(room, None if fits else qr)))

    def _lines(self, room: int, unseen: Qr | None) -> Iterator[Content]:
        signs = glyphs_of(self.app)
        yield paint.text(self._link.service or self._link.host, "bold $ink")
        yield from paint.hyperlink(self._link, "$now").wrap(room)
        if unseen is not None:
            width, height = unseen.width + _GAP + _FACTS + _SIDES, unseen.height + _FRAME
            words = f"The QR code of this link needs a window of {width * 100 // 96 + 1} by {height}."
            yield from paint.text(words, "$quiet").wrap(room)
        for label, value in (("Code", self._code), ("PIN", self._pin), ("Password", self._password)):
            if value:
                yield Content("")
                yield from _large(label, value, room, signs)
        if self._phones:
            yield Content("")
            yield from self._phone_lines(room)

    def _phone_lines(self, room: int) -> Iterator[Content]:
        for phone in self._phones:
            name = phone.country or "Phone"
            if room >= _COUNTRY + len(phone.shown):
                yield paint.line((paint.cells(name, _COUNTRY), "$quiet"), (phone.shown, "bold $ink"))
            else:
                yield paint.text(paint.fit(name, room), "$quiet")
                yield paint.line("  ", (phone.shown, "bold $ink"))

    def reason(self, action_id: str) -> str | None:
        """What the call does not have."""
        if action_id == "sheet.code" and not (self._code or self._pin):
            return "This call has neither a code nor a PIN."
        if action_id == "sheet.phone" and not self._phones:
            return "This call has no phone number."
        return None

    def do_sheet_open(self) -> None:
        """Open the link."""
        self.post_message(OpenLink(self._link, self._event))

    def do_sheet_copy(self) -> None:
        """Copy the link alone."""
        self.post_message(CopyText(self._link.url, "link"))

    def do_sheet_copy_all(self) -> None:
        """Copy everything needed to get in."""
        self.post_message(CopyText(call_text(self._event) or self._link.url, "link and codes"))

    def do_sheet_code(self) -> None:
        """Copy the code, or the PIN of a call without one."""
        self.post_message(CopyText(self._code or self._pin, "code" if self._code else "PIN"))

    def do_sheet_phone(self) -> None:
        """Copy what a phone dials; once more, the next number."""
        self._dialled = (self._dialled + 1) % len(self._phones)
        phone: Phone = self._phones[self._dialled]
        self.post_message(CopyText(one_tap(phone, self._code, self._pin), phone.country or "phone number"))

    def do_sheet_close(self) -> None:
        """Leave it."""
        self.dismiss(None)


def _large(label: str, value: str, room: int, signs: Glyphs) -> Iterator[Content]:
    """A code under its name: three lines high where it is digits and there is room, else spaced out."""
    said = spaced(value)
    yield paint.text(label, "$quiet")
    big = [_piece(sign, row) for row in range(3) for sign in said]
    lines = ["".join(big[row * len(said) : (row + 1) * len(said)]) for row in range(3)]
    if signs is not ASCII and set(said) <= set("0123456789 ") and len(lines[0]) <= room:
        yield from (paint.text(line, "bold $ink") for line in lines)
    else:
        yield from paint.text(said, "bold $ink").wrap(room)


def _piece(sign: str, row: int) -> str:
    if sign == " ":
        return "  "
    at = DIGITS.find(sign)
    return DIGITS3X3_BOLD[at * 3 + row].ljust(3) if at >= 0 else ""
