"""One event in full: when, how we meet, who, where, and the notes.

The call comes first, because it is what people look for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.domain.conferencing import Linked, NoConference, Requested
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.jobs import Job
from tui.domain.links import Trust, links_of
from tui.domain.timephrase import say_day
from tui.domain.when import bounds, days, is_all_day
from tui.domain.whenwords import city_of, zones_of
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.spoken import clock_words

_GUESTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """What the pane shows."""

    event: Event | None
    calendar: str
    zone: ZoneInfo
    clock: str = "%H:%M"
    job: Job | None = None


class Detail(VerticalScroll):
    """Give it facts with `show`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "down", show=False),
        Binding("k", "scroll_up", "up", show=False),
    ]
    DEFAULT_CSS = """
    Detail {
        width: 32%;
        min-width: 36;
        max-width: 60;
        height: 1fr;
        padding: 0 1;
        border-left: blank;
        background: $ground;
        color: $ink;
        &:focus { border-left: outer $now; background: $raised; }
        & > Static { width: 1fr; height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static()

    def show(self, facts: DetailFacts) -> None:
        """Show an event, or that none is chosen."""
        text = self.query_one(Static)
        if facts.event is None:
            text.update(paint.text("No event under the cursor. n makes one.", "$quiet"))
            return
        signs = glyphs_of(self.app)
        blocks = [
            _head(facts, facts.event, signs),
            _call(facts.event, facts.job, signs),
            _people(facts.event, signs),
            _rest(facts.event),
        ]
        text.update(paint.lines(*(line for block in blocks for line in (*block, Content("")))))


def _head(facts: DetailFacts, event: Event, signs: Glyphs) -> list[Content]:
    lines = [paint.text(event.title or "(no title)", "bold")]
    lines += [paint.text(words) for words in when_words(event, facts.zone, facts.clock)]
    states = [facts.calendar]
    if event.in_series:
        states.append(f"{signs.series} series")
    if event.status is not Status.CONFIRMED:
        states.append(event.status.value)
    if event.read_only:
        states.append("read-only")
    lines.append(paint.text(f" {signs.dot} ".join(filter(None, states)), "$quiet"))
    lines += [paint.text(f"{signs.failed} {words}", "$alarm") for words in event.oddities]
    return lines


def when_words(event: Event, zone: ZoneInfo, clock: str) -> list[str]:
    """The time in the event's own zones, and in the viewer's where they differ."""
    start, end = bounds(event.when, zone)
    if is_all_day(event.when):
        first, last = days(event.when, zone)
        return [f"{say_day(first)}{'' if first == last else f' – {say_day(last)}'}, all day"]
    begins, ends = zones_of(event.when, zone)
    here = _span(start, end, zone, zone, clock)
    if _same_clock(start, begins, zone) and _same_clock(end, ends, zone):
        return [here]
    if _same_clock(end, begins, ends):
        return [f"{_span(start, end, begins, begins, clock)} {city_of(begins)}", f"{here} for you"]
    return [
        f"{_point(start, begins, clock)} {city_of(begins)}",
        f"– {_point(end, ends, clock)} {city_of(ends)}",
        f"{here} for you",
    ]


def _same_clock(moment: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset()


def _point(moment: datetime, zone: ZoneInfo, clock: str) -> str:
    local = moment.astimezone(zone)
    return f"{say_day(local)} {clock_words(local, clock)}"


def _span(start: datetime, end: datetime, first: ZoneInfo, last: ZoneInfo, clock: str) -> str:
    begins, ends = start.astimezone(first), end.astimezone(last)
    if start == end:
        return _point(start, first, clock)
    same_day = begins.date() == ends.date()
    until = clock_words(ends, clock) if same_day else _point(end, last, clock)
    return f"{_point(start, first, clock)}–{until}"


def _call(event: Event, job: Job | None, signs: Glyphs) -> list[Content]:
    links = links_of(event)
    match event.conferencing:
        case Requested(provider):
            wait = f", check {job.checks + 1}" if job and job.pending else ""
            lines = [
                paint.line((f"{signs.waiting} ", "$now"), (f"{provider}", "bold"), " link on its way" + wait)
            ]
        case Linked(provider) if links:
            lines = [paint.line((f"{signs.live} ", "$good"), (provider or "Call", "bold"), " ready")]
        case _ if links:
            lines = [paint.line((f"{signs.video} ", "$now"), (links[0].provider or links[0].host, "bold"))]
            lines.append(paint.text(f"link found in the {links[0].source}", "$quiet"))
        case NoConference() | _:
            return [paint.line("No call.  ", ("v adds one", "$quiet"))]
    for link in links[:1]:
        lines.append(
            paint.text(link.url.removeprefix("https://"), "$now" if link.trust is Trust.KNOWN else "$warn")
        )
    lines += _codes(event)
    if len(links) > 1:
        lines.append(paint.text(f"{len(links)} links found {signs.dot} O chooses", "$quiet"))
    keys = f"o join {signs.dot} y copy {signs.dot} v change" if links else f"P shows it {signs.dot} v change"
    return [*lines, paint.text(keys, "$quiet")]


def _codes(event: Event) -> list[Content]:
    if not isinstance(event.conferencing, Linked):
        return []
    details = event.conferencing.details
    pairs = [("Code", details.code), ("PIN", details.pin), ("Password", details.password)]
    pairs += [("Phone", phone) for phone in details.phones]
    return [paint.line((f"{label:<9}", "$quiet"), value) for label, value in pairs if value]


def _people(event: Event, signs: Glyphs) -> list[Content]:
    if not event.participants and event.organizer is None:
        return []
    lines = []
    if event.organizer is not None and event.organizer.email:
        lines.append(paint.line(("Organised by ", "$quiet"), event.organizer.label))
    lines += [_person(one, signs) for one in event.participants[:_GUESTS_SHOWN]]
    more = len(event.participants) - _GUESTS_SHOWN
    if more > 0:
        lines.append(paint.text(f"and {more} more", "$quiet"))
    return lines


def _person(one: Participant, signs: Glyphs) -> Content:
    sign, words, style = {
        Rsvp.YES: (signs.done, "comes", "$good"),
        Rsvp.NO: (signs.failed, "declined", "$quiet"),
        Rsvp.MAYBE: (signs.tentative, "maybe", "$warn"),
        Rsvp.NONE: (signs.dot, "no answer", "$quiet"),
    }[one.rsvp]
    return paint.line((f"{sign} ", style), one.label, (f"  {words}", "$quiet"))


def _rest(event: Event) -> list[Content]:
    lines = []
    if event.location:
        lines.append(paint.line(("At ", "$quiet"), event.location))
    if event.description:
        lines += [Content(""), paint.block(event.description)]
    return lines
