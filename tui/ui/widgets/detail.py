"""One event in full: when, how we meet, who, where, and the notes.

The call comes first, because it is what people look for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.conflicts import Conflict
from tui.domain.events import Event, EventKey, Status
from tui.domain.jobs import Job
from tui.domain.links import links_of
from tui.domain.timephrase import say_day
from tui.domain.when import bounds, days, is_all_day
from tui.domain.whenwords import city_of, zones_of
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.widgets.detail_call import call_lines
from tui.ui.widgets.detail_notes import folded, notes_lines
from tui.ui.widgets.detail_people import people_lines

_CLASHES_NAMED = 2


class DetailFacts(NamedTuple):
    """What the pane shows."""

    event: Event | None
    calendar: str
    zone: ZoneInfo
    clock: str = TWENTY_FOUR
    job: Job | None = None
    own_email: str = ""
    """The user's own address; whose answer is theirs."""
    changeable: bool = True
    """Whether the calendar the event is on may be written to."""
    sending: bool = False
    standing: bool = False
    """Whether something of it waits for a connection."""
    removal: bool = False
    """Whether that is its deletion."""
    """Whether it is shown as it will be, while nobody has confirmed it."""
    clash: Conflict | None = None
    """What else was accepted at the same time."""


class Detail(Acting, VerticalScroll):
    """Give it facts with `show`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.DETAIL)]
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
        & > Static { width: 1fr; height: auto; min-height: 100%; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._facts: DetailFacts | None = None
        self._unfolded = False
        """Whether the call's own text in the notes is shown."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static()

    def show(self, facts: DetailFacts) -> None:
        """Show an event, from its beginning, or that none is chosen; the same again leaves all as it is."""
        if facts == self._facts:
            return
        before, self._facts = self._facts, facts
        if before is None or _key(before) != _key(facts):
            self._unfolded = False
            self.scroll_home(animate=False)
        self._redraw(facts)

    def count_on(self, pending: Iterable[Job]) -> None:
        """Say how often the link of the event was looked for by now, if it is one of these."""
        held = self._facts.job if self._facts is not None else None
        job = next((one for one in pending if held is not None and one.id == held.id), None)
        if self._facts is not None and job is not None:
            self.show(self._facts._replace(job=job))

    def _redraw(self, facts: DetailFacts) -> None:
        pane = self.query_one(Static)
        notes = notes_lines(facts.event, unfolded=self._unfolded, held=self.has_focus) if facts.event else []
        content = _text(facts, notes, glyphs_of(self.app))
        pane.update(content, layout=self._other_height(pane, content))

    def _other_height(self, pane: Static, content: Content) -> bool:
        """Whether the pane has to grow or shrink: laying the screen out takes longer than painting it.

        One that is not seen is laid out when it is shown.
        """
        if not pane.size:
            return self.display
        rows = content.get_height({}, pane.size.width)
        return max(rows, self.scrollable_content_region.height) != pane.size.height

    def watch_has_focus(self, has_focus: bool) -> None:
        """Name the keys that are heard only here, only while they are."""
        super().watch_has_focus(has_focus)
        if self._facts is not None and self._facts.event is not None and folded(self._facts.event)[1]:
            self._redraw(self._facts)

    def do_detail_down(self) -> None:
        """One row down."""
        self.scroll_down(animate=False)

    def do_detail_up(self) -> None:
        """One row up."""
        self.scroll_up(animate=False)

    def do_detail_page(self) -> None:
        """One page down."""
        self.scroll_page_down(animate=False)

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        event = self._facts.event if self._facts else None
        if action_id == "detail.fold" and (event is None or not folded(event)[1]):
            return "These notes hold nothing but what people wrote."
        return super().reason(action_id)

    def do_detail_fold(self) -> None:
        """Show the call's own text in the notes, or fold it again."""
        if self._facts is not None:
            self._unfolded = not self._unfolded
            self._redraw(self._facts)

    async def do_detail_edit(self) -> None:
        """Edit the event, as the screen does it."""
        await self.screen.run_action("do('event.edit')")


def _key(facts: DetailFacts) -> EventKey | None:
    return facts.event.key if facts.event else None


def _text(facts: DetailFacts, notes: list[Content], signs: Glyphs) -> Content:
    event = facts.event
    if event is None:
        return paint.line(("No event under the cursor.  ", "$quiet"), ("n", "bold"), (" makes one", "$quiet"))
    blocks = [
        _head(facts, event, signs),
        call_lines(event, facts.job, signs, changeable=facts.changeable and not event.read_only),
        people_lines(event, facts.own_email, signs),
        notes,
    ]
    return Content("\n\n").join([paint.lines(*block) for block in blocks if block])


def _head(facts: DetailFacts, event: Event, signs: Glyphs) -> list[Content]:
    lines = [paint.text(event.title or "(no title)", "bold")]
    if facts.sending:
        lines.append(paint.text(f"{signs.sending} Sending: not confirmed yet", "$now"))
    elif facts.standing:
        what = "To delete" if facts.removal else "To send"
        lines.append(paint.text(f"{signs.to_send} {what}, once connected", "$now"))
    if event.status is Status.CANCELLED:
        lines.append(paint.text("Cancelled", "bold $alarm"))
    when = when_words(event, facts.zone, facts.clock)
    lines += [paint.text(words.replace("–", signs.dash)) for words in when]
    if event.location and event.location not in {link.url for link in links_of(event)}:
        lines.append(paint.line(("At ", "$quiet"), event.location))
    lines.append(paint.text(f" {signs.dot} ".join(_states(facts, event, signs)), "$quiet"))
    if facts.clash is not None:
        lines.append(paint.text(f"{signs.clash} {clash_words(facts.clash)}", "$warn"))
    return [*lines, *(paint.text(f"{signs.failed} {words}", "$alarm") for words in event.oddities)]


def clash_words(clash: Conflict) -> str:
    """What is at the same time: `At the same time: “Dentist” and 2 more`."""
    named = [f"“{event.title or '(no title)'}”" for event in clash.others[:_CLASHES_NAMED]]
    more = clash.count - len(named)
    return f"At the same time: {', '.join(named)}{f' and {more} more' if more else ''}"


def _states(facts: DetailFacts, event: Event, signs: Glyphs) -> list[str]:
    """Where the event stands and what sets it apart, in words."""
    said = [
        facts.calendar,
        f"{signs.series} series" if event.in_series else "",
        "tentative" if event.status is Status.TENTATIVE else "",
        "" if event.busy else "shown as free",
        "private" if event.visibility == "private" else "",
        "read-only" if event.read_only or not facts.changeable else "",
    ]
    return [words for words in said if words]


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
