"""The request as it would be sent, readable.

It is made from the same write that is sent; passwords and PINs are covered, keys are never part of it.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.domain.conferencing import Autocreate, ConferenceChange, Details, OwnDetails, Remove
from tui.domain.drafts import Draft
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.writes import UNSET, EventWrite
from tui.ui import paint
from tui.ui.screens.sheet import Sheet

Json: TypeAlias = dict[str, object]
_COVERED = "•••"


def request_body(write: EventWrite) -> Json:
    """The body of the request under the API's names: only what the write carries."""
    body: Json = {name: getattr(write, name) for name in write.named()}
    if write.when is not UNSET:
        body["when"] = _when(write.when)
    if write.conferencing is not UNSET:
        body["conferencing"] = _conferencing(write.conferencing)
    if write.participants is not UNSET:
        body["participants"] = [
            _filled({"email": p.email, "name": p.name, "status": p.rsvp.value}) for p in write.participants
        ]
    return body


def _when(when: When) -> Json:
    match when:
        case Timespan(start, end, start_zone, end_zone):
            times = {"start_time": int(start.timestamp()), "end_time": int(end.timestamp())}
            return _filled({**times, "start_timezone": start_zone, "end_timezone": end_zone})
        case Moment(at, zone):
            return _filled({"time": int(at.timestamp()), "timezone": zone})
        case AllDay(day):
            return {"date": day.isoformat()}
        case AllDaySpan(first, last):
            return {"start_date": first.isoformat(), "end_date": last.isoformat()}


def _conferencing(change: ConferenceChange) -> Json:
    match change:
        case Autocreate(provider, host, settings):
            asked = _filled({"conf_grant_id": host, "conf_settings": dict(settings)})
            return {"provider": provider.value, "autocreate": asked}
        case OwnDetails(provider, details):
            return {"provider": provider.value, "details": _details(details)}
        case Remove():
            return {}


def _details(details: Details) -> Json:
    return _filled(
        {
            "url": details.url,
            "meeting_code": details.code,
            "password": details.password and _COVERED,
            "pin": details.pin and _COVERED,
            "phone": list(details.phones),
        }
    )


def _filled(members: Json) -> Json:
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}


class PreviewScreen(Sheet[None]):
    """The preview sheet."""

    heading = "What will be sent"
    hints = (("↑↓", "scroll"), ("Esc", "back"))
    AUTO_FOCUS = "VerticalScroll"

    DEFAULT_CSS = """
    PreviewScreen VerticalScroll { height: auto; max-height: 32; }
    """

    def __init__(self, draft: Draft, write: EventWrite) -> None:
        super().__init__()
        self._draft = draft
        self._write = write

    def body(self) -> ComposeResult:
        """Where it goes, and what it carries."""
        body = json.dumps(request_body(self._write), indent=2, ensure_ascii=False, default=str)
        with VerticalScroll():
            yield Static(paint.text(self._where(), "bold $ink"))
            yield Static(paint.text(self._told(), "$quiet"))
            yield Static(paint.block(f"\n{body}"))

    def _where(self) -> str:
        if self._draft.original is None:
            return f"POST events?calendar_id={self._draft.calendar_id}"
        return f"PUT events/{self._draft.original.id}?calendar_id={self._draft.calendar_id}"

    def _told(self) -> str:
        deed = "Creates the event" if self._draft.is_new else "Changes only these fields of the event"
        return f"{deed}; {'guests are told' if self._draft.notify else 'guests are not told'}."
