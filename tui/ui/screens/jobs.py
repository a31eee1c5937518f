"""The links being waited for, and those that need a hand.

The list only asks; retrying and stopping are done by whoever opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.jobs import Job, JobAction, JobState
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.messages import CopyJob, JobChanged, SeeToJob, Ticked
from tui.ui.screens.sheet import Sheet
from tui.ui.spoken import elapsed_words
from tui.ui.widgets.choices import MarkedList
from tui.ui.widgets.status_line import check_words

_NOTHING = "No link is being waited for. Ask for a call with v on an event."
_DEEDS = {
    "jobs.go": JobAction.GO,
    "jobs.join": JobAction.JOIN,
    "jobs.retry": JobAction.RETRY,
    "jobs.by_hand": JobAction.BY_HAND,
    "jobs.remove": JobAction.REMOVE,
    "jobs.stop": JobAction.STOP,
}
_NO_EVENT_YET = "Nobody has seen the event yet."
_WHY_NOT = {
    JobState.REQUESTED: "The request is still on its way.",
    JobState.WAITING: "It is still being waited for.",
    JobState.LIVE: "The link is there already.",
    JobState.EVENT_GONE: "The event is gone.",
    JobState.DETACHED: "It is not being watched any more.",
}
_KEYS = (
    ("Enter", "jobs.go", "event"),
    ("o", "jobs.join", "join"),
    ("r", "jobs.retry", "retry"),
    ("m", "jobs.by_hand", "by hand"),
    ("d", "jobs.remove", "remove"),
    ("x", "jobs.stop", "stop"),
    ("y", "jobs.copy", "copy"),
)
_ORDER = (JobState.FAILED, JobState.GAVE_UP, JobState.EVENT_GONE, JobState.REQUESTED, JobState.WAITING)


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """What to do about a job once the list is closed."""

    deed: Literal["go", "join", "by_hand"]
    job: Job


def in_order(jobs: Sequence[Job]) -> list[Job]:
    """What needs a hand first, then what is waited for, then what is settled; newest first within each."""
    rank = {state: index for index, state in enumerate(_ORDER)}
    newest = sorted(jobs, key=lambda job: job.requested_at, reverse=True)
    return sorted(newest, key=lambda job: rank.get(job.state, len(_ORDER)))


def state_sign(job: Job, glyphs: Glyphs, now: datetime, *, still: bool) -> tuple[str, str]:
    """The sign of a job's state and its style."""
    match job.state:
        case JobState.REQUESTED | JobState.WAITING:
            return glyphs.turning(job.elapsed(now).total_seconds(), still=still), "$ink"
        case JobState.LIVE:
            return glyphs.live, "$good"
        case JobState.DETACHED:
            return glyphs.dash, "$quiet"
        case _:
            return glyphs.failed, "$alarm"


def state_words(job: Job, now: datetime) -> str:
    """Where a job stands and since when: `waiting, 12 s`, `failed after 1 min 5 s`."""
    length = elapsed_words(job.elapsed(now))
    return f"{job.state.value}, {length}" if job.pending else f"{job.state.value} after {length}"


def second_line(job: Job, now: datetime, held: str = "") -> str:
    """What is known: checks and the next one while waiting, the link or the reason afterwards.

    `held` is why nothing is looked at, where that is so.
    """
    if not job.pending:
        return job.url if job.state is JobState.LIVE else job.reason or job.state.value
    if job.state is JobState.REQUESTED and not job.checks:
        return "the request is on its way"
    looks = "1 check" if job.checks == 1 else f"{job.checks} checks"
    coming = f"no more until it is mended: {held}" if held else check_words(job.next_check_at - now)
    rarely = ", now less often" if job.slow and not held else ""
    return f"{looks}, {coming}{rarely}" if job.checks else coming


_PROVIDER = 18
"""Cells of the column that names the provider."""


class JobsScreen(Acting, Sheet[JobAnswer | None]):
    """The list. `jobs`, `now` and `held` are asked again at every change and every second."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.JOBS)]
    heading = "Pending links"
    AUTO_FOCUS = "OptionList"

    def __init__(
        self,
        jobs: Callable[[], Sequence[Job]],
        now: Callable[[], datetime],
        held: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__()
        self._held = held
        self._read = jobs
        self._now = now
        self._jobs: list[Job] = []

    def body(self) -> ComposeResult:
        """The list, or a sentence when there is nothing in it."""
        yield MarkedList()
        yield Static(paint.text(_NOTHING, "$quiet"), id="nothing")

    def on_mount(self) -> None:
        """Fill the list; it says all that notices of links say, and they would cover it."""
        self.app.clear_notifications()
        self._fill()

    @on(JobChanged)
    @on(Ticked)
    def _changed(self) -> None:
        self._fill()

    def on_resize(self) -> None:
        """Fit the columns again."""
        self._fill()

    def _fill(self) -> None:
        listing = self.query_one(OptionList)
        chosen = self.chosen
        self._jobs = in_order(self._read())
        at = self._index_of(chosen)
        rows = self._rows()
        if len(rows) != listing.option_count:
            listing.set_options([Option(row) for row in rows])
        else:
            self._redraw(rows)
        listing.display = bool(rows)
        self.query_one("#nothing").display = not rows
        listing.highlighted = at if rows else None
        self._say_what_can_be_done()

    def _rows(self) -> list[Content]:
        width = self.query_one(OptionList).scrollable_content_region.width or 60
        return [self._row(job, width) for job in self._jobs]

    def _redraw(self, rows: Sequence[Content]) -> None:
        for index, row in enumerate(rows):
            self.query_one(OptionList).replace_option_prompt_at_index(index, row)

    def _index_of(self, chosen: Job | None) -> int:
        ids = [job.id for job in self._jobs]
        return ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0

    @property
    def chosen(self) -> Job | None:
        """The job under the cursor."""
        index = self.query_one(OptionList).highlighted
        return self._jobs[index] if index is not None and index < len(self._jobs) else None

    def _row(self, job: Job, width: int) -> Content:
        now, glyphs = self._now(), glyphs_of(self.app)
        cut = glyphs.ellipsis
        sign, style = state_sign(job, glyphs, now, still=self.app.animation_level == "none")
        words = state_words(job, now)
        title = paint.cells(job.title or "(no title)", max(width - len(words) - 6, 8), ellipsis=cut)
        first = paint.line((f"{sign} ", style), (title, "bold"), (f"  {words} ", style))
        known = paint.text(second_line(job, now, self._held()), "$quiet")
        room = max(width - _PROVIDER - 4, 8)
        below = [known.truncate(room, ellipsis=True)] if job.url else known.wrap(room)
        names = [paint.cells(job.provider, _PROVIDER, ellipsis=cut), *[" " * _PROVIDER] * (len(below) - 1)]
        rest = [paint.line("  ", (name, "$quiet"), line) for name, line in zip(names, below, strict=True)]
        return paint.lines(first, *rest)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        able = [
            (key, words)
            for key, action_id, words in _KEYS
            if self.reason(action_id) is None
            and (action_id != "jobs.copy" or (self.chosen and self.chosen.url))
        ]
        self.show_hints([*able, ("Esc", "close")])

    def reason(self, action_id: str) -> str | None:
        """What a job's state does not allow."""
        job = self.chosen
        if action_id == "jobs.close":
            return None
        if job is None:
            return "There is no link to do that with."
        if action_id == "jobs.copy":
            return None if job.url or job.reason else "There is nothing to copy yet."
        deed = _DEEDS.get(action_id)
        if deed is None or job.allows(deed):
            return None
        if not job.key.event_id and deed is not JobAction.STOP:
            return _NO_EVENT_YET
        return _WHY_NOT.get(job.state, "Nothing more can be done about it.")

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("jobs.go")

    def do_jobs_down(self) -> None:
        """One row down."""
        self.query_one(OptionList).action_cursor_down()

    def do_jobs_up(self) -> None:
        """One row up."""
        self.query_one(OptionList).action_cursor_up()

    def do_jobs_go(self) -> None:
        """Leave for the event."""
        if self.chosen is not None:
            self.dismiss(JobAnswer("go", self.chosen))

    def do_jobs_join(self) -> None:
        """Leave for the call."""
        if self.chosen is not None:
            self.dismiss(JobAnswer("join", self.chosen))

    def do_jobs_by_hand(self) -> None:
        """Leave for the editor, at the link's field."""
        if self.chosen is not None:
            self.dismiss(JobAnswer("by_hand", self.chosen))

    def do_jobs_retry(self) -> None:
        """Ask again."""
        if self.chosen is not None:
            self.post_message(SeeToJob("retry", self.chosen))

    def do_jobs_remove(self) -> None:
        """Take the call off the event, and the link off the list."""
        if self.chosen is not None:
            self.post_message(SeeToJob("remove", self.chosen))

    def do_jobs_stop(self) -> None:
        """Stop watching."""
        if self.chosen is not None:
            self.post_message(SeeToJob("stop", self.chosen))

    def do_jobs_copy(self) -> None:
        """Copy the link, or the reason there is none."""
        if self.chosen is not None:
            self.post_message(CopyJob(self.chosen))

    def do_jobs_close(self) -> None:
        """Close the list."""
        self.dismiss(None)
