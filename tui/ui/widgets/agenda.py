"""The agenda: one widget painting lines, whatever the number of events.

The cursor sits on an event and stays with it when rows come and go; it never moves by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.conferencing import Linked, Requested
from tui.domain.events import Event, EventKey
from tui.domain.grid import Flags, flags_of
from tui.domain.links import link_of
from tui.domain.when import bounds
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.agenda_rows import Row, RowKind, clock_words, day_of_span, is_over, times_of

_TIMES, _TIMES_OF_TWELVE = 11, 13
"""Cells of the time column, and with the letters of a twelve-hour clock."""
_WHERE = 22
_LETTERS = 4
_SHORT = {"Google Meet": "Meet", "Zoom Meeting": "Zoom", "Microsoft Teams": "Teams", "unknown": "call"}


@dataclass(frozen=True, slots=True)
class Stripe:
    """How a calendar is told apart: colour and letter."""

    colour: str
    letter: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the agenda draws from."""

    rows: tuple[Row, ...]
    stripes: Mapping[str, Stripe]
    now: datetime
    zone: ZoneInfo
    own_email: str
    clock: str = "%H:%M"


class Agenda(Acting, ScrollView, can_focus=True):
    """Give it a `Scene` with `show`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.AGENDA)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "agenda--text",
        "agenda--quiet",
        "agenda--day",
        "agenda--today",
        "agenda--now",
        "agenda--alarm",
        "agenda--cursor",
        "agenda--cursor-blurred",
    }
    DEFAULT_CSS = """
    Agenda {
        background: $ground;
        color: $ink;
        width: 1fr;
        height: 1fr;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .agenda--text { color: $ink; background: $ground; }
        & > .agenda--quiet { color: $quiet; background: $ground; }
        & > .agenda--day { color: $ink; background: $ground; text-style: bold; }
        & > .agenda--today { color: $now; background: $ground; text-style: bold; }
        & > .agenda--now { color: $now; background: $ground; }
        & > .agenda--alarm { color: $alarm; background: $ground; }
        & > .agenda--cursor { background: $cursor; }
        & > .agenda--cursor-blurred { background: $cursor-blurred; }
    }
    """

    class Highlighted(Message):
        """The cursor came to another event, or to none."""

        def __init__(self, event: Event | None) -> None:
            self.event = event
            super().__init__()

    class Chosen(Message):
        """An event was opened."""

        def __init__(self, event: Event) -> None:
            self.event = event
            super().__init__()

    class Peeked(Message):
        """The detail pane is to be shown or hidden."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._cursor = -1
        self._styles: dict[str, RichStyle] = {}
        self.steered = False
        """Whether the user has moved the cursor."""

    # What is shown

    def show(self, scene: Scene, *, home: bool = False) -> None:
        """Draw these rows; the cursor stays with its event, or with `home` goes to what is on now."""
        before = self.event
        place = None if home else self._place()
        self._scene = scene
        self.virtual_size = Size(self.scrollable_content_region.width, len(scene.rows))
        self._cursor = self._found(place) if place else self._on_now()
        if home:
            self.call_after_refresh(self._reveal, centre=True)
        self.refresh()
        if self.event != before:
            self.post_message(self.Highlighted(self.event))

    def go_to(self, key: EventKey) -> bool:
        """Put the cursor on an event; False when it is not among the rows."""
        for index in self._stops():
            event = self._rows()[index].event
            if event is not None and event.key == key:
                self._move_to(index)
                return True
        return False

    def go_to_day(self, day: date) -> None:
        """Put the cursor on the first event from this day on."""
        index = next((i for i in self._stops() if self._rows()[i].day >= day), None)
        if index is not None:
            self._move_to(index)

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        row = self._row(self._cursor)
        return row.event if row else None

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        row = self._row(self._cursor)
        return row.day if row else None

    def _rows(self) -> tuple[Row, ...]:
        return self._scene.rows if self._scene else ()

    def _row(self, index: int) -> Row | None:
        return self._rows()[index] if 0 <= index < len(self._rows()) else None

    def _stops(self) -> list[int]:
        return [index for index, row in enumerate(self._rows()) if row.event is not None]

    def _place(self) -> tuple[EventKey, date] | None:
        row = self._row(self._cursor)
        return (row.event.key, row.day) if row and row.event else None

    def _found(self, place: tuple[EventKey, date]) -> int:
        stops = self._stops()
        for index in stops:
            row = self._rows()[index]
            if row.event is not None and (row.event.key, row.day) == place:
                return index
        near = [index for index in stops if self._rows()[index].day >= place[1]]
        return near[0] if near else (stops[-1] if stops else -1)

    def _on_now(self) -> int:
        """The event that runs, or the next one, or the last."""
        scene, stops = self._scene, self._stops()
        if scene is None or not stops:
            return -1
        today = scene.now.astimezone(scene.zone).date()
        for index in stops:
            row = scene.rows[index]
            if row.event is None or row.day < today or is_over(row.event, scene.now, scene.zone):
                continue
            if row.day > today or _is_timed(row.event):
                return index
        return stops[-1]

    # Moving

    def do_agenda_down(self) -> None:
        """Next event."""
        self._step(1)

    def do_agenda_up(self) -> None:
        """Event before."""
        self._step(-1)

    def do_agenda_first(self) -> None:
        """First event."""
        self._jump(0)

    def do_agenda_last(self) -> None:
        """Last event."""
        self._jump(-1)

    def do_agenda_next_day(self) -> None:
        """First event of the next day that has one."""
        day = self.day
        self._move_to(next((i for i in self._stops() if day and self._rows()[i].day > day), self._cursor))

    def do_agenda_previous_day(self) -> None:
        """First event of the day before that has one."""
        day = self.day
        earlier = [self._rows()[i].day for i in self._stops() if day and self._rows()[i].day < day]
        if earlier:
            self._move_to(next(i for i in self._stops() if self._rows()[i].day == earlier[-1]))

    def do_event_open(self) -> None:
        """Open the event under the cursor."""
        if self.event is not None:
            self.post_message(self.Chosen(self.event))

    def do_event_peek(self) -> None:
        """Show or hide the details."""
        self.post_message(self.Peeked())

    def _step(self, by: int) -> None:
        stops = self._stops()
        if not stops:
            return
        at = stops.index(self._cursor) if self._cursor in stops else 0
        self._move_to(stops[max(0, min(at + by, len(stops) - 1))])

    def _jump(self, position: int) -> None:
        stops = self._stops()
        if stops:
            self._move_to(stops[position])

    def _move_to(self, index: int) -> None:
        self.steered = True
        if index == self._cursor:
            return
        for line in (self._cursor, index):
            self.refresh_line(line)
        self._cursor = index
        self._reveal()
        self.post_message(self.Highlighted(self.event))

    def _reveal(self, *, centre: bool = False) -> None:
        if self._cursor < 0:
            return
        above = 1 if self._cursor > 0 and self._rows()[self._cursor - 1].kind is RowKind.DAY else 0
        region = Region(0, self._cursor - above, 1, 1 + above)
        self.scroll_to_region(region, animate=False, center=centre, force=True)

    def on_click(self, event: events.Click) -> None:
        """A click selects an event; a second one opens it."""
        index = event.y + self.scroll_offset.y
        row = self._row(index)
        if row is None or row.event is None:
            return
        if index == self._cursor:
            self.do_event_open()
        else:
            self._move_to(index)

    # Drawing

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._styles.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Rows are as wide as the widget."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows()))

    def on_focus(self) -> None:
        """Show that the keys work here."""
        self.refresh_line(self._cursor)

    def on_blur(self) -> None:
        """Show that they do not."""
        self.refresh_line(self._cursor)

    def _style(self, name: str) -> RichStyle:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"agenda--{name}")
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        row, base = self._row(index), self._style("text")
        if row is None or self._scene is None:
            return Strip.blank(width, base)
        strip = Strip(self._segments(row, self._scene, index == self._cursor, width))
        return strip.adjust_cell_length(width, base)

    def _segments(self, row: Row, scene: Scene, at_cursor: bool, width: int) -> list[Segment]:
        match row.kind:
            case RowKind.DAY:
                return self._day_line(row, scene)
            case RowKind.NOW:
                return self._now_line(scene, width)
            case RowKind.NOTHING:
                return [Segment(f"  {_days_words(row, scene)}  nothing", self._style("quiet"))]
            case RowKind.UNREADABLE:
                return [Segment(_unreadable_words(row.count), self._style("alarm"))]
            case RowKind.EVENT:
                return self._event_line(row, scene, at_cursor, width)
            case _:
                return [Segment("", self._style("text"))]

    def _day_line(self, row: Row, scene: Scene) -> list[Segment]:
        today = scene.now.astimezone(scene.zone).date()
        style = "today" if row.day == today else "day" if row.day > today else "quiet"
        near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get((row.day - today).days, "")
        words = f"{near} {glyphs_of(self.app).dot} {_day_words(row.day)}" if near else _day_words(row.day)
        return [Segment(f"  {words}", self._style(style))]

    def _now_line(self, scene: Scene, width: int) -> list[Segment]:
        at = clock_words(scene.now.astimezone(scene.zone), scene.clock)
        cells = _times_width(scene)
        rule = glyphs_of(self.app).now_line
        style = self._style("now")
        return [Segment(f"  {at.rjust(cells)} ", style), Segment(rule * max(width - cells - 6, 0), style)]

    def _event_line(self, row: Row, scene: Scene, at_cursor: bool, width: int) -> list[Segment]:
        event, signs = row.event, glyphs_of(self.app)
        assert event is not None
        flags = flags_of(event, scene.own_email)
        dim = is_over(event, scene.now, scene.zone) or flags.declined or flags.cancelled
        text = self._style("quiet" if dim else "text")
        quiet = self._style("quiet")
        if flags.declined or flags.cancelled:
            text += RichStyle(strike=True)
        stripe = scene.stripes.get(event.calendar_id, Stripe("", " "))
        colour = text + RichStyle(color=stripe.colour) if stripe.colour and not dim else text
        where_width = _WHERE if width >= 76 else 8
        cells = _times_width(scene)
        title_width = max(width - cells - where_width - _LETTERS - 8, 8)
        times = times_of(event, row.day, scene.zone, scene.clock, signs.dash, signs.ellipsis)
        title = event.title or "(no title)"
        if span := day_of_span(event, row.day, scene.zone):
            title = f"{title} {signs.dot} {span}"
        segments = [
            Segment(signs.cursor if at_cursor else " ", self._style("now")),
            Segment(" " + paint.cells(times, cells, align="right") + " ", quiet if dim else text),
            Segment(signs.bar, colour),
            Segment(stripe.letter + " ", quiet),
            Segment(paint.cells(title, title_width, ellipsis=signs.ellipsis) + " ", text),
            Segment(
                paint.cells(_where(event, where_width), where_width, ellipsis=signs.ellipsis) + " ", quiet
            ),
            *self._letters(flags, quiet),
        ]
        return self._lit(segments, width) if at_cursor else segments

    def _letters(self, flags: Flags, quiet: RichStyle) -> list[Segment]:
        signs = glyphs_of(self.app)
        call = (signs.waiting, "now") if flags.pending else (signs.video if flags.video else " ", "text")
        answer = signs.unanswered if flags.unanswered else signs.tentative if flags.tentative else " "
        odd = signs.failed if flags.odd or flags.cancelled else " "
        return [
            Segment(call[0], self._style(call[1])),
            Segment(answer, self._style("alarm" if flags.unanswered else "quiet")),
            Segment(signs.series if flags.series else " ", quiet),
            Segment(odd, self._style("alarm")),
        ]

    def _lit(self, segments: list[Segment], width: int) -> list[Segment]:
        name = "cursor" if self.has_focus else "cursor-blurred"
        ground = RichStyle(bgcolor=self._style(name).bgcolor)
        strip = Strip(segments).adjust_cell_length(width, self._style("text"))
        return [Segment(s.text, (s.style or RichStyle()) + ground) for s in strip]


def _is_timed(event: Event) -> bool:
    start, end = bounds(event.when, UTC)
    return end - start < timedelta(days=1)


def _times_width(scene: Scene) -> int:
    return _TIMES_OF_TWELVE if "%p" in scene.clock else _TIMES


def _day_words(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _days_words(row: Row, scene: Scene) -> str:
    if row.last is None or row.last == row.day:
        return _day_words(row.day)
    return f"{_day_words(row.day)} – {_day_words(row.last)}"


def _unreadable_words(count: int) -> str:
    events = "1 event could" if count == 1 else f"{count} events could"
    return f"  {events} not be read; the web page shows what callsheet cannot."


def _where(event: Event, cells: int) -> str:
    """How or where people meet, in the space there is."""
    match event.conferencing:
        case Linked(provider) | Requested(provider) if provider:
            return _SHORT.get(provider, provider) if cells < _WHERE else provider
        case _:
            link = link_of(event)
            return (link.provider or link.host) if link else event.location
