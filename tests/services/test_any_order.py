"""Anything a user, the network and the power switch can do, in any order: nothing lost, nothing doubled.

A run that fails prints its seed and its steps; `ANY_ORDER_SEED=…` plays it again (`random`: another one),
`ANY_ORDER_RUNS=…` goes further than the suite does.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.services.desk import FRIDAY, WEEK
from tests.services.weather import Fault, Killed, Process, Sky
from tui.domain.conferencing import Linked, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import CallsheetError, ChangedBehind
from tui.domain.events import Event, EventKey
from tui.domain.jobs import JobState
from tui.domain.merging import merged
from tui.services.edit import Saved
from tui.services.outbox import Waits
from tui.services.settings import Settings
from tui.services.undo import SaidFirst

STEPS = 40
UNHEARD = {"x_studio": {"kiln": [1, None, {"deep": "4A"}]}}
"""What no callsheet has heard of, on an event of the service."""
OWN_LINK = "https://meet.google.com/abc-defg-hij"
WORDS = st.sampled_from(["Yard", "Room 4", "the old kiln", "é…", "Ofen 2"])
ANY = st.integers(0, 9)
CHANGES = ("title", "location", "guests", "own", "call", "none")
Trouble = tuple[list[tuple[Fault, bool]], int | None]
"""The faults that the next requests meet, and after how many points the process is killed."""
TROUBLE = st.tuples(
    st.lists(st.tuples(st.sampled_from(Fault), st.booleans()), max_size=5), st.none() | st.integers(1, 20)
)


@dataclass
class Meeting:
    """What one person wanted once, and what became of it."""

    name: str
    """How its title begins, whatever else it is called."""
    key: EventKey | None = None
    confirmed: bool = False
    """Whether callsheet said that it is in the calendar."""
    deleted: bool = False
    """Whether somebody tried to take it away."""
    watched: bool = False
    """Whether callsheet said that it waits for the link of its last call."""
    planted: dict[str, Any] = field(default_factory=dict)


@dataclass
class Paper:
    """A draft as its user has it before them."""

    draft: Draft
    meeting: Meeting
    kept: bool = True
    """Whether callsheet must still have it."""
    saved: bool = False
    as_saved: Draft | None = None
    """As it was when its event was known to be there: what was not typed since is others' to change."""


class AnyOrder(RuleBasedStateMachine):
    """One home, up to two callsheets, one service."""

    OLDER = ""
    SETTINGS = Settings()

    def __init__(self) -> None:
        super().__init__()
        self.sky = Sky(Path(tempfile.mkdtemp(prefix="any-order-")), older=self.OLDER, settings=self.SETTINGS)
        self.meetings: list[Meeting] = []
        self.papers: list[Paper] = []
        self.sky.starts()

    # Who and what

    def process(self, at: int) -> Process:
        return self.sky.processes[at % len(self.sky.processes)]

    def paper(self, at: int) -> Paper:
        kept = [paper for paper in self.papers if paper.kept]
        return kept[at % len(kept)]

    def meeting(self, at: int) -> Meeting:
        there = [meeting for meeting in self.meetings if meeting.confirmed and not meeting.deleted]
        return there[at % len(there)]

    def some_kept(self) -> bool:
        return any(paper.kept for paper in self.papers)

    def some_there(self) -> bool:
        return any(meeting.confirmed and not meeting.deleted for meeting in self.meetings)

    def attempt(self, process: Process, deed: Coroutine[Any, Any, Any]) -> Any:
        """What a deed gives, or the failure that its user is told of; a killed process is replaced."""
        try:
            return self.sky.run(deed)
        except CallsheetError as told:
            note(f"told: {told!r}")
            return told
        except Killed as end:
            note("killed")
            self.sky.killed(process)
            self.sky.starts()
            return end

    # What a user does

    @rule(words=WORDS, call=st.booleans(), at=ANY)
    def types_a_new_event(self, words: str, call: bool, at: int) -> None:
        edits = self.process(at).workspace.edits
        meeting = Meeting(f"Kiln {len(self.meetings)}:")
        try:
            blank = edits.new(FRIDAY)
        except CallsheetError:
            return
        made = CallDraft(Provider.MEET, CallMode.CREATE) if call else CallDraft()
        draft = replace(blank, title=f"{meeting.name} {words}", location=words, call=made)
        self.meetings.append(meeting)
        self.keeps(Paper(draft, meeting), at)

    def keeps(self, paper: Paper, at: int) -> None:
        before = next((i for i, one in enumerate(self.papers) if one.draft.id == paper.draft.id), None)
        done = self.attempt(self.process(at), self.process(at).workspace.edits.keep(paper.draft))
        paper.kept = self.has(paper.draft) if isinstance(done, Killed | CallsheetError) else True
        if not paper.kept:
            return
        if before is None:
            self.papers.append(paper)
        else:
            self.papers[before] = paper

    def has(self, draft: Draft) -> bool:
        kept = self.process(0).workspace.edits.drafts()
        return draft in [replace(one, queued=False) for one in kept]

    @precondition(some_kept)
    @rule(which=ANY, words=WORDS, at=ANY)
    def goes_on_typing(self, which: int, words: str, at: int) -> None:
        paper = self.paper(which)
        draft = replace(paper.draft, location=words)
        self.keeps(replace(paper, draft=draft), at)

    @precondition(some_kept)
    @rule(which=ANY, at=ANY, force=st.booleans(), trouble=TROUBLE)
    def saves(self, which: int, at: int, force: bool, trouble: Trouble) -> None:
        self.comes(trouble, at)
        self.save(self.paper(which), at, force=force)

    @precondition(some_kept)
    @rule(which=ANY, at=ANY, trouble=TROUBLE)
    def saves_in_the_rain(self, which: int, at: int, trouble: Trouble) -> None:
        self.saves(which, at, force=True, trouble=trouble)

    def comes(self, trouble: Trouble, at: int) -> None:
        """What goes wrong next."""
        faults, points = trouble
        self.sky.weather.ahead += faults
        self.process(at).fate.points = points

    def save(self, paper: Paper, at: int, *, force: bool) -> None:
        process = self.process(at)
        edits = process.workspace.edits
        done = self.attempt(process, edits.save(paper.draft))
        if force and isinstance(done, ChangedBehind):
            mine = frozenset(done.changed)
            paper.draft = merged(paper.draft, done.now, mine, edits.context())
            done = self.attempt(process, edits.save(paper.draft))
        if isinstance(done, CallsheetError):
            paper.kept = True
            return
        if isinstance(done, Killed):
            paper.kept = self.has(paper.draft)
            if paper.kept:
                return
            assert paper.saved or self.is_there(paper), "killed, and neither the event nor its draft is there"
        paper.kept, paper.saved, paper.meeting.confirmed = False, True, True
        if isinstance(done, Saved) and done.job is not None:
            paper.meeting.watched = True
        elif paper.draft.call != CallDraft(Provider.MEET, CallMode.CREATE):
            paper.meeting.watched = False
        self.reached(paper)

    def is_there(self, paper: Paper) -> bool:
        return bool(self.sky.objects(paper.draft.title))

    def reached(self, paper: Paper) -> None:
        """What was typed is at the service."""
        objects = self.sky.objects(paper.meeting.name)
        if paper.meeting.deleted and not objects:
            return
        [one] = objects
        for name in ("title", "location"):
            typed = getattr(paper.draft, name)
            earlier = (getattr(known, name) for known in (paper.draft.original, paper.as_saved) if known)
            assert one[name] == typed or typed in earlier
        paper.as_saved = paper.draft
        paper.meeting.key = EventKey(one["calendar_id"], one["id"])

    @precondition(lambda self: any(paper.saved for paper in self.papers))
    @rule(which=ANY, at=ANY)
    def saves_again_in_a_window_left_open(self, which: int, at: int) -> None:
        saved = [paper for paper in self.papers if paper.saved and not paper.meeting.deleted]
        if saved:
            self.save(saved[which % len(saved)], at, force=True)

    @precondition(lambda self: self.some_kept() or self.some_there())
    @rule(which=ANY, at=ANY)
    def changes_their_mind(self, which: int, at: int) -> None:
        if self.some_there() and which % 2:
            self.deletes(self.meeting(which // 2), at)
        elif self.some_kept():
            self.discards(self.paper(which // 2), at)

    def discards(self, paper: Paper, at: int) -> None:
        done = self.attempt(self.process(at), self.process(at).workspace.edits.discard(paper.draft.id))
        paper.kept = isinstance(done, BaseException) and self.has(paper.draft)
        paper.meeting.deleted |= paper.draft.is_new and not paper.meeting.confirmed

    @precondition(some_there)
    @rule(which=ANY, at=ANY, what=st.sampled_from(CHANGES), trouble=TROUBLE)
    def edits_an_event(self, which: int, at: int, what: str, trouble: Trouble) -> None:
        meeting, process = self.meeting(which), self.process(at)
        event = self.attempt(process, self.fresh(process, meeting))
        if not isinstance(event, Event):
            return
        draft = self.process(at).workspace.edits.of(event)
        match what:
            case "title":
                draft = replace(draft, title=f"{meeting.name} renamed {len(self.papers)}")
            case "location":
                draft = replace(draft, location=f"moved {len(self.papers)}")
            case "guests":
                draft = replace(draft, guests=f"{draft.guests}, g{len(self.papers)}@sandbox.test".strip(", "))
            case "own":
                draft = replace(draft, call=CallDraft(Provider.MEET, CallMode.OWN, url=OWN_LINK))
            case "call":
                draft = replace(draft, call=CallDraft(Provider.MEET, CallMode.CREATE))
            case "none":
                draft = replace(draft, call=CallDraft())
        paper = Paper(draft, meeting)
        self.keeps(paper, at)
        if paper.kept:
            self.comes(trouble, at)
            self.save(paper, at, force=False)

    async def fresh(self, process: Process, meeting: Meeting) -> Event:
        assert meeting.key is not None
        return await process.workspace.api.event(meeting.key)

    def deletes(self, meeting: Meeting, at: int) -> None:
        process = self.process(at)
        event = self.attempt(process, self.fresh(process, meeting))
        if not isinstance(event, Event):
            return
        meeting.deleted = True
        done = self.attempt(process, self.process(at).workspace.edits.delete(event, notify=False))
        if done is None:
            assert self.sky.objects(meeting.name) == []

    @rule(at=ANY, again=st.booleans(), trouble=TROUBLE)
    def thinks_better_of_it(self, at: int, again: bool, trouble: Trouble) -> None:
        process = self.process(at)
        undo = process.workspace.edits.undo
        deed = undo.last_undone if again else undo.last
        if deed is None:
            return
        meeting = next(one for one in self.meetings if deed.title.startswith(one.name))
        meeting.watched = False  # its call may be the one of before, or none
        if deed.before is None or deed.after is None:  # it goes, or comes back as another
            meeting.deleted, meeting.planted = True, {}
        self.comes(trouble, at)
        done = self.attempt(process, undo.redo() if again else undo.undo())
        if isinstance(done, SaidFirst):
            self.attempt(process, undo.redo() if again else undo.undo())

    @rule(at=ANY, trouble=TROUBLE)
    def looks_for_what_was_on_its_way(self, at: int, trouble: Trouble) -> None:
        process = self.process(at)
        self.comes(trouble, at)
        done = self.attempt(process, process.workspace.edits.afterwards.settle())
        if isinstance(done, BaseException):
            for paper in (one for one in self.papers if one.kept and not self.has(one.draft)):
                assert self.is_there(paper), (
                    "looked for and killed, and neither the event nor its draft is there"
                )
                self.has_arrived(paper)
            return
        for settled in done:
            if settled.event is not None:
                self.has_arrived(self.paper_of(settled.draft))

    @precondition(some_kept)
    @rule(which=ANY, at=ANY)
    def leaves_it_to_be_sent_later(self, which: int, at: int) -> None:
        process = self.process(at)
        self.attempt(process, process.workspace.edits.queue(self.paper(which).draft))

    @precondition(some_there)
    @rule(which=ANY, at=ANY, trouble=TROUBLE)
    def deletes_without_a_line(self, which: int, at: int, trouble: Trouble) -> None:
        meeting, process = self.meeting(which), self.process(at)
        event = self.attempt(process, self.fresh(process, meeting))
        if not isinstance(event, Event):
            return
        self.sky.weather.ahead.insert(0, (Fault.NO_LINE, True))
        self.comes(([], trouble[1]), at)
        meeting.deleted = True
        done = self.attempt(process, process.workspace.edits.grace.delete(event, notify=False))
        if isinstance(done, Waits):
            assert self.sky.objects(meeting.name), "told that it waits, and it is gone"
            assert [one.event.key for one in process.workspace.edits.outbox.asked()][-1] == event.key

    @rule(at=ANY, trouble=TROUBLE)
    def has_a_line_again(self, at: int, trouble: Trouble) -> None:
        process = self.process(at)
        self.comes(trouble, at)
        self.sent_later(process)

    def sent_later(self, process: Process) -> None:
        done = self.attempt(process, process.workspace.edits.outbox.send())
        for paper in (one for one in self.papers if one.kept and not self.has(one.draft)):
            self.has_arrived(paper)
        if not isinstance(done, BaseException):
            for sent in done:
                note(f"sent later: {sent!r}")

    def paper_of(self, draft: Draft) -> Paper:
        return next(paper for paper in self.papers if paper.draft.id == draft.id)

    def has_arrived(self, paper: Paper) -> None:
        paper.kept, paper.saved, paper.meeting.confirmed = False, True, True
        self.reached(paper)

    @precondition(lambda self: self.some_kept() and len(self.sky.processes) == 2)
    @rule(which=ANY)
    def saves_in_two_windows_at_once(self, which: int) -> None:
        paper = self.paper(which)
        for process in self.sky.processes:
            process.fate.points = None
        self.sky.run(self.both_save(paper))
        paper.kept = self.has(paper.draft)
        if not paper.kept:
            self.has_arrived(paper)

    async def both_save(self, paper: Paper) -> None:
        saving = [one.workspace.edits.save(paper.draft) for one in self.sky.processes]
        for done in await asyncio.gather(*saving, return_exceptions=True):
            note(f"told: {done!r}")
            if isinstance(done, BaseException) and not isinstance(done, CallsheetError):
                raise done

    @precondition(some_there)
    @rule(which=ANY)
    def the_service_learns_something_new(self, which: int) -> None:
        meeting = self.meeting(which)
        for one in self.sky.objects(meeting.name):
            people = [person | {"x_seat": "4A"} for person in one["participants"]]
            self.sky.plant(one | UNHEARD | {"participants": people, "metadata": one["metadata"] | {"x": "y"}})
            meeting.planted = dict.fromkeys([person["email"] for person in people])

    # What time, the line and the machine do

    @rule(seconds=st.sampled_from([1, 5, 20, 400]), at=ANY, reads=st.booleans(), trouble=TROUBLE)
    def time_passes(self, seconds: int, at: int, reads: bool, trouble: Trouble) -> None:
        self.sky.clock.pass_by(timedelta(seconds=seconds))
        self.comes(trouble, at)
        self.attempt(self.process(at), self.looks(self.process(at)))
        if reads:
            self.attempt(self.process(at), self.process(at).workspace.agenda.refresh(WEEK))

    async def looks(self, process: Process, *, most: int = 60) -> None:
        jobs, now = process.workspace.jobs, self.sky.clock.now()
        watching = asyncio.create_task(jobs.run())
        for _ in range(most):
            await asyncio.sleep(0.001)
            due = any(job.next_check_at <= now for job in jobs.pending())
            if watching.done() or jobs.refused or not due:
                break
        watching.cancel()
        for ended in await asyncio.gather(watching, return_exceptions=True):
            if isinstance(ended, BaseException) and not isinstance(ended, asyncio.CancelledError):
                raise ended

    @rule(what=st.sampled_from(["clears", "clears", "refused", "accepted"]))
    def weather_turns(self, what: str) -> None:
        if what == "clears":
            self.sky.weather.ahead.clear()
            return
        self.sky.weather.refused = what == "refused"
        for process in list(self.sky.processes):
            self.attempt(process, self.asks_again(process))

    async def asks_again(self, process: Process) -> None:
        await process.workspace.start()
        process.workspace.jobs.resume()

    @rule(at=ANY, what=st.sampled_from(["killed", "anew", "another", "cache"]))
    def machine_is_handled(self, at: int, what: str) -> None:
        match what:
            case "killed":
                self.sky.killed(self.process(at))
            case "anew":
                self.sky.quits(self.process(at))
            case "another" if len(self.sky.processes) < 2:
                self.sky.starts()
            case "cache":
                self.sky.lose_cache()
        if not self.sky.processes:
            self.sky.starts()

    # What must hold after every step

    @invariant()
    def one_wish_makes_at_most_one_event(self) -> None:
        for meeting in self.meetings:
            objects = self.sky.objects(meeting.name)
            assert len(objects) <= 1, f"{meeting.name} {len(objects)} times"
            if meeting.confirmed and not meeting.deleted:
                assert objects, f"{meeting.name} is gone"

    @invariant()
    def nothing_is_shown_as_on_its_way_that_is_not(self) -> None:
        for process in self.sky.processes:
            assert process.workspace.agenda.sending.count == 0

    @invariant()
    def what_was_typed_is_kept(self) -> None:
        for process in self.sky.processes:
            kept = process.workspace.edits.drafts()
            drafts = {draft.id: replace(draft, queued=False) for draft in kept}
            for paper in self.papers:
                if paper.kept:
                    assert drafts.get(paper.draft.id) == paper.draft

    @invariant()
    def what_nobody_understands_stays(self) -> None:
        for meeting in self.meetings:
            if meeting.planted:
                for one in self.sky.objects(meeting.name):
                    assert one["x_studio"] == UNHEARD["x_studio"]
                    assert one["metadata"]["x"] == "y"
                    people = {person["email"]: person for person in one["participants"]}
                    assert all(people[email].get("x_seat") == "4A" for email in meeting.planted)

    # In the end

    def teardown(self) -> None:
        try:
            self.everything_comes_home()
        finally:
            self.sky.close()

    def everything_comes_home(self) -> None:
        self.sky.weather.clears()
        for process in list(self.sky.processes):
            self.sky.killed(process)
        self.sky.lose_cache()
        self.sky.starts()
        for paper in [one for one in self.papers if one.kept and not one.meeting.deleted]:
            self.save(paper, 0, force=True)
            assert not paper.kept
        self.sent_later(self.process(0))
        assert self.process(0).workspace.to_send == 0
        for _ in range(6):
            self.sky.clock.pass_by(timedelta(seconds=61))
            self.sky.run(self.looks(self.process(0), most=10_000))  # alone, it gets there on any machine
        self.sky.run(self.process(0).workspace.agenda.refresh(WEEK))
        self.one_wish_makes_at_most_one_event()
        self.what_nobody_understands_stays()
        for meeting in self.meetings:
            if meeting.confirmed and not meeting.deleted:
                self.is_shown_with_its_link(meeting)

    def is_shown_with_its_link(self, meeting: Meeting) -> None:
        workspace = self.process(0).workspace
        [one] = self.sky.objects(meeting.name)
        [shown] = [e for e in workspace.agenda.view(WEEK).events if e.title.startswith(meeting.name)]
        assert (shown.id, shown.title) == (one["id"], one["title"])
        assert one["conferencing"].get("details", {}).get("url", "") == link_of(shown)
        jobs = [job for job in workspace.jobs.all() if job.key == shown.key]
        assert not any(job.pending for job in jobs), jobs
        if meeting.watched:
            assert link_of(shown), "its call never came"
            assert any(job.state is JobState.LIVE and job.url == link_of(shown) for job in jobs), jobs


def link_of(event: Event) -> str:
    """The link of its call."""
    return event.conferencing.details.url if isinstance(event.conferencing, Linked) else ""


class AnyOrderWithoutTokens(AnyOrder):
    """The same on an account that keeps no tokens: what was sent is found by what it is."""

    SETTINGS = Settings(token_key="off")


class AnyOrderV2(AnyOrder):
    """The same with the older generation, where an event comes back under another id."""

    OLDER = "gmail"


def played(machine: type[RuleBasedStateMachine], runs: int) -> None:
    """So many runs of the machine."""
    wish = os.environ.get("ANY_ORDER_SEED", "20261120")
    number = random.randrange(1 << 32) if wish == "random" else int(wish)
    print(f"ANY_ORDER_SEED={number}")
    chosen = settings(
        max_examples=int(os.environ.get("ANY_ORDER_RUNS") or runs),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=False,
        report_multiple_bugs=False,
        phases=[Phase.generate, *([Phase.shrink] if "ANY_ORDER_SHRINK" in os.environ else [])],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(machine), settings=chosen)


def test_in_any_order_nothing_is_lost_and_nothing_is_doubled() -> None:
    played(AnyOrder, 9)


def test_in_any_order_without_tokens_nothing_is_lost_and_nothing_is_doubled() -> None:
    played(AnyOrderWithoutTokens, 4)


def test_in_any_order_events_that_change_their_ids_are_neither_lost_nor_doubled() -> None:
    played(AnyOrderV2, 4)
