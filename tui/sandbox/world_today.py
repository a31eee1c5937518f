"""The agenda around "now": one meeting running, one about to start, some behind and some ahead, at any hour.

Its times hang on the moment alone; the planned days step aside for it (see `Around.free`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tui.sandbox.world_calendars import TEAM
from tui.sandbox.world_days import QUARTER, Days, all_day, timespan
from tui.sandbox.world_entry import Entry, Sketch

_BEFORE, _AFTER = 11 * QUARTER, 17 * QUARTER
_TOKYO = "Asia/Tokyo"

_Line = tuple[int, int, str | None, Sketch]
"""Start in quarters of an hour from the next meeting, minutes, zone if it is not Ada's own, the meeting."""

_OFFICE: tuple[_Line, ...] = (
    (
        -10,
        45,
        None,
        Sketch(
            Entry,
            "Dailies pipeline: what ships first",
            who="mina kenji tomasz",
            call="meet",
            place="Room Varda",
            note="Ingest, proxies, then review links.\n\nWe agree on the order, not on the dates.",
        ),
    ),
    (
        -6,
        30,
        None,
        Sketch(
            Entry,
            "Hiring debrief: senior colour engineer",
            who="priya kenji:yes lucia",
            place="Room Méliès",
            note="Score cards first, opinions after.",
        ),
    ),
    (
        -3,
        45,
        None,
        Sketch(
            Entry,
            "Timeline scrubbing: design review",
            calendar=TEAM,
            who="lucia:yes mina:yes kenji:maybe",
            call="meet",
            place="Room Kurosawa",
            note="Prototype 3 with momentum. Please try it on a trackpad before you come.",
            extra={"metadata": {"key1": "release-4.2"}},
        ),
    ),
    (
        0,
        30,
        None,
        Sketch(
            Entry,
            "Fjord Post: roll-out of shared proxies",
            who="ingrid:yes noor:yes etienne",
            call="zoom",
            note="Ingrid brings their storage engineer.\n\n"
            "1. Where the proxies live\n2. Who may see them\n3. Date for the pilot",
        ),
    ),
    (
        4,
        45,
        None,
        Sketch(
            Entry,
            "Release 4.2: go or no-go",
            calendar=TEAM,
            who="priya mina:yes tomasz:yes amara:yes noor",
            call="meet",
            place="Room Sembène",
            note="One sentence each: ready, ready with a note, or not ready and why.",
        ),
    ),
    (
        5,
        30,
        None,
        Sketch(
            Entry,
            "Budget check-in",
            organizer="etienne",
            who="priya:yes",
            mine="maybe",
            call="teams",
            note="Cloud spend against plan, ten slides at most.",
            extra={"status": "maybe"},
        ),
    ),
    (
        9,
        60,
        _TOKYO,
        Sketch(
            Entry,
            "Kanda Films: notes on the 4.2 beta",
            organizer="haruto",
            who="mina:yes kenji:yes",
            mine="noreply",
            call="webex",
            note="Sato-san would like to walk us through their grading suite.",
        ),
    ),
    (
        14,
        45,
        None,
        Sketch(
            Entry,
            "Pairing: the EXR reader",
            who="kenji:yes",
            place="Kenji's desk",
            note="Half-float tiles, and why row 4096 is green.",
        ),
    ),
)

_FESTIVAL: tuple[_Line, ...] = (
    (
        -10,
        45,
        None,
        Sketch(
            Entry,
            "Festival desk: opening check",
            calendar=TEAM,
            who="noor:yes tomasz:yes",
            call="meet",
            note="Projection, subtitles, sound. Then coffee.",
        ),
    ),
    (
        -6,
        30,
        None,
        Sketch(Entry, "Projection room walk-through", who="noor:yes", place="Cinema Aurora, screen 2"),
    ),
    (
        -3,
        45,
        None,
        Sketch(
            Entry,
            "Restoration premiere: support desk",
            calendar=TEAM,
            who="tomasz:yes amara:yes",
            call="meet",
            place="Cinema Aurora, foyer",
            note="We stay reachable until the second reel is through.",
            extra={"metadata": {"key1": "festival"}},
        ),
    ),
    (
        0,
        30,
        None,
        Sketch(
            Entry,
            "Fjord Post: late dailies",
            who="ingrid:yes noor:yes",
            call="zoom",
            note="The unit shoots on the boat again; the card reader is on deck.",
        ),
    ),
    (
        4,
        45,
        None,
        Sketch(
            Entry,
            "Subtitles: last corrections",
            calendar=TEAM,
            who="lucia:yes amara:yes noor",
            call="meet",
            note="Reel 3, from 00:14:20 on.",
        ),
    ),
    (
        5,
        30,
        None,
        Sketch(
            Entry,
            "Panel rehearsal: tools for small crews",
            organizer="etienne",
            who="mina:yes",
            mine="maybe",
            call="teams",
            note="Eight minutes each.",
            extra={"status": "maybe"},
        ),
    ),
    (
        9,
        60,
        _TOKYO,
        Sketch(
            Entry,
            "Kanda Films: hand-over from Tokyo",
            organizer="haruto",
            who="kenji:yes",
            mine="noreply",
            call="webex",
            note="What was delivered overnight and what is still rendering.",
        ),
    ),
    (
        14,
        30,
        None,
        Sketch(Entry, "Render queue: a last look", who="tomasz:yes", note="Stop anything above 90 °C."),
    ),
)


@dataclass(frozen=True, slots=True)
class Around:
    """The hours that the agenda around "now" keeps for itself."""

    days: Days

    def free(self, start: int, minutes: int) -> bool:
        """Whether a planned meeting (start in unix seconds) stays clear of the agenda around "now"."""
        anchor = self.days.next_start
        return start + minutes * 60 <= anchor - _BEFORE or start >= anchor + _AFTER

    def entries(self) -> Iterator[Entry]:
        """Office work in office hours, the festival desk otherwise, and today's whole-day notes."""
        for quarters, minutes, zone, sketch in _OFFICE if self._in_office() else _FESTIVAL:
            start = self.days.next_start + quarters * QUARTER
            yield sketch(when=timespan(start, minutes, zone or self.days.zone))
        yield Entry("Code freeze for 4.2", all_day(self.days.today))
        week = all_day(self.days.monday, self.days.monday + timedelta(days=6))
        yield Entry("On call: Kenji", week, TEAM, who="kenji:yes")

    def _in_office(self) -> bool:
        start = self.days.next_start
        return self.days.day_of(start).weekday() < 5 and 8 <= self.days.hour_of(start) < 19
