"""Waiting for a link: patient at first, rarer later, honest in the end."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import NOW, linked
from tui.domain.conferencing import Conferencing, Details, Linked, NoConference, Requested
from tui.domain.events import Event, EventKey, Person
from tui.domain.jobs import (
    ALLOWED,
    CONFIRMED_WITHIN,
    DEADLINE,
    FIRST_WAIT,
    GIVING_UP,
    GONE_AFTER,
    LONGEST_WAIT,
    RAREST_WAIT,
    Job,
    JobAction,
    JobState,
    ended,
    looked,
    missed,
    only_looked,
    postponed,
    request,
    retried,
    same_event,
    told,
    unfound,
    unseen,
    wait_before,
)
from tui.domain.when import Timespan
from tui.domain.work import Work, WorkState

OLD, NEW = "https://zoom.us/j/1", "https://zoom.us/j/2"
ASKED = Requested("Zoom Meeting")
SECOND = timedelta(seconds=1)


def waiting(replaces: str = "") -> Job:
    return request("job", EventKey("cal", "evt"), "Design review", "Zoom Meeting", NOW, replaces=replaces)


def after(job: Job, *answers: Conferencing, every: timedelta = SECOND) -> Job:
    """The job after these answers, one look after the other."""
    for number, answer in enumerate(answers, start=1):
        job = looked(job, answer, NOW + number * every, jitter=0)
    return job


def test_a_request_is_first_looked_for_after_a_moment() -> None:
    job = waiting()
    assert job.pending
    assert job.next_check_at == NOW + FIRST_WAIT
    assert job.elapsed(NOW + 3 * SECOND) == 3 * SECOND


def test_a_link_that_lands_ends_the_waiting() -> None:
    job = after(waiting(), ASKED, ASKED, linked(NEW))
    assert (job.state, job.url, job.checks) == (JobState.LIVE, NEW, 3)
    assert job.elapsed(NOW + timedelta(hours=1)) == 3 * SECOND
    assert not job.pending


def test_a_look_without_news_is_told_from_news() -> None:
    job = replace(waiting(), acknowledged=True)
    again = looked(job, ASKED, NOW, 0.0)
    assert only_looked(job, again)
    assert not only_looked(again, job)
    assert not only_looked(job, job)
    assert not only_looked(waiting(), again)  # now it was seen on the event
    assert not only_looked(job, unfound(job, NOW, 0.0))
    assert not only_looked(job, replace(again, next_check_at=NOW + DEADLINE * 2))  # from now on rarely


def test_nothing_at_all_may_just_mean_not_yet() -> None:
    assert after(waiting(), NoConference(), NoConference()).pending
    assert after(waiting(), NoConference(), linked(NEW)).state is JobState.LIVE


def test_a_request_that_was_seen_and_then_vanished_has_failed() -> None:
    job = after(waiting(), ASKED, NoConference())
    assert job.state is JobState.FAILED
    assert "refused, or taken off" in job.reason


def test_the_link_that_is_being_replaced_is_not_the_new_one() -> None:
    job = after(waiting(replaces=OLD), linked(OLD), ASKED, linked(OLD))
    assert job.pending
    assert after(job, linked(NEW)).url == NEW


def test_details_without_a_link_are_not_a_link() -> None:
    assert after(waiting(), Linked("Zoom Meeting", Details(code="1"))).pending


def test_after_a_day_it_gives_up_unless_the_link_is_there() -> None:
    late = NOW + GIVING_UP
    assert looked(waiting(), ASKED, late, 0).state is JobState.GAVE_UP
    assert missed(waiting(), late, 0).state is JobState.GAVE_UP
    assert looked(waiting(), linked(NEW), late, 0).state is JobState.LIVE
    assert "24 hours" in missed(waiting(), late, 0).reason


def test_a_look_that_could_not_be_made_waits_on() -> None:
    job = missed(waiting(), NOW + SECOND, jitter=0)
    assert job.pending
    assert job.next_check_at > NOW + SECOND


def test_a_look_that_nobody_answered_proves_nothing_however_late_it_is() -> None:
    late = NOW + 2 * GIVING_UP
    job = postponed(waiting(), late, jitter=0)
    assert (job.pending, job.checks) == (True, 1)
    assert late < job.next_check_at <= late + LONGEST_WAIT
    assert looked(job, linked(NEW), late, 0).state is JobState.LIVE


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_grow_from_a_second_to_a_minute_and_a_little_jitter(check: int, jitter: float) -> None:
    pause = wait_before(check, jitter)
    assert FIRST_WAIT <= pause <= LONGEST_WAIT * 1.25
    assert wait_before(check + 1, jitter) >= pause
    assert wait_before(check, 0) <= pause <= wait_before(check, 0) * 1.25


@pytest.mark.parametrize("jitter", [0, 0.5, 1])
def test_a_link_that_comes_within_a_minute_is_seen_within_seconds(jitter: float) -> None:
    job, looks = waiting(), [NOW]
    while looks[-1] < NOW + timedelta(minutes=1):
        looks.append(job.next_check_at)
        job = looked(job, ASKED, looks[-1], jitter)
    comings = [NOW + timedelta(seconds=tenth / 10) for tenth in range(600)]
    delays = [(next(look for look in looks if look >= one) - one).total_seconds() for one in comings]
    assert statistics.median(delays) <= 1.6
    assert max(delays) < 3.2
    assert len(looks) <= 30


def test_a_quarter_of_an_hour_takes_few_looks_and_the_rest_of_the_day_fewer() -> None:
    job, now, looks = waiting(), NOW, {True: 0, False: 0}
    while job.pending:
        now = job.next_check_at
        looks[job.slow] += 1
        job = looked(job, ASKED, now, jitter=0)
    assert job.state is JobState.GAVE_UP
    assert looks[False] < 50
    assert looks[True] < 125
    assert now - NOW <= GIVING_UP + RAREST_WAIT


@given(st.integers(0, 10_000), st.floats(0, 1), st.timedeltas(timedelta(), timedelta(days=3)))
def test_after_a_quarter_of_an_hour_pauses_are_a_tenth_of_the_waiting(
    check: int, jitter: float, waited: timedelta
) -> None:
    pause = wait_before(check, jitter, DEADLINE + waited)
    assert LONGEST_WAIT <= pause <= RAREST_WAIT * 1.25
    assert pause >= wait_before(check, 0, DEADLINE)


def test_a_request_nobody_confirmed_is_looked_for_and_then_counts_as_never_sent() -> None:
    asked = replace(waiting(), state=JobState.REQUESTED, key=EventKey("cal", ""))
    assert asked.pending
    assert [action for action in JobAction if asked.allows(action)] == [JobAction.STOP]
    early = unseen(asked, NOW + SECOND, 0)
    assert (early.state, early.checks) == (JobState.REQUESTED, 1)
    late = unseen(early, NOW + CONFIRMED_WITHIN, 0)
    assert late.state is JobState.FAILED
    assert "no trace" in late.reason
    assert not late.allows(JobAction.RETRY)
    assert looked(asked, ASKED, NOW + SECOND, 0).state is JobState.WAITING


def test_an_event_is_gone_only_when_it_stays_missing() -> None:
    job = unfound(waiting(), NOW + SECOND, 0)
    assert (job.pending, job.missing_since) == (True, NOW + SECOND)
    assert unfound(job, NOW + 5 * SECOND, 0).missing_since == NOW + SECOND
    assert looked(job, ASKED, NOW + 2 * SECOND, 0).missing_since is None
    gone = unfound(job, NOW + SECOND + GONE_AFTER, 0)
    assert (gone.state, gone.reason) == (JobState.EVENT_GONE, "The event is no longer there.")


def test_failed_work_ends_the_waiting_in_the_service_s_words_and_any_other_waits() -> None:
    failed = told(waiting(), Work(WorkState.FAILED, words="No licence left."), NOW, 0)
    assert (failed.state, failed.reason, failed.checks) == (JobState.FAILED, "No licence left.", 1)
    assert "does not say why" in told(waiting(), Work(WorkState.FAILED), NOW, 0).reason
    assert told(waiting(), Work(WorkState.GOING), NOW, 0).state is JobState.WAITING


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("pending", WorkState.GOING),
        ("Successful", WorkState.DONE),
        (" failed", WorkState.FAILED),
        ("", WorkState.GOING),
        ("hatching", WorkState.GOING),
    ],
)
def test_a_word_nobody_has_heard_of_counts_as_going_on(word: str, state: WorkState) -> None:
    assert WorkState.of(word) is state


def found_as(event_id: str, url: str = "", **changes: Any) -> Event:
    """An event as it may be listed beside others of its title."""
    call = linked(url) if url else NoConference()
    event = Event(event_id, "cal", "Design review", SPAN, organizer=Person("ada@x.test"), conferencing=call)
    return replace(event, **changes)


SPAN = Timespan(NOW, NOW + timedelta(minutes=30))
SOUGHT = replace(waiting(), when=SPAN, organizer="Ada@x.test")


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ([found_as("new", NEW)], "new"),
        ([found_as("new", NEW), found_as("evt")], "new"),
        ([found_as("new")], "new"),
        ([found_as("other", NEW, title="Design review 2")], None),
        ([found_as("other", NEW, when=Timespan(NOW, NOW + timedelta(hours=1)))], None),
        ([found_as("other", NEW, organizer=Person("grace@x.test")), found_as("new", NEW)], "new"),
        ([found_as("new", NEW, organizer=None)], "new"),
        ([found_as("one", NEW), found_as("two", OLD)], None),
        ([], None),
    ],
    ids=["alone", "linked", "unlinked", "title", "time", "organizer", "nobody-s", "two", "none"],
)
def test_an_event_under_another_id_is_known_by_title_time_and_organizer(
    there: list[Event], found: str | None
) -> None:
    event = same_event(SOUGHT, there)
    assert (event.id if event else None) == found


answers: st.SearchStrategy[Conferencing] = st.sampled_from([NoConference(), ASKED, linked(OLD), linked(NEW)])


@given(st.lists(answers, max_size=8), st.sampled_from(["", OLD]))
def test_whatever_is_answered_the_state_and_its_facts_agree(found: list[Conferencing], replaces: str) -> None:
    job = waiting(replaces)
    for number, answer in enumerate(found, start=1):
        if job.pending:
            job = looked(job, answer, NOW + number * SECOND, 0.5)
    assert (job.state is JobState.LIVE) == bool(job.url)
    assert job.url != replaces or not job.url
    assert (job.ended_at is None) == job.pending
    assert bool(job.reason) == (job.state is JobState.FAILED)


@pytest.mark.parametrize("state", [s for s in JobState if not replace(waiting(), state=s).pending])
def test_an_ended_job_can_be_asked_for_again(state: JobState) -> None:
    over = ended(waiting(OLD), state, "because", NOW + SECOND)
    assert (over.state, over.reason, over.pending) == (state, "because", False)
    again = retried(over, NOW + 9 * SECOND)
    assert again == request("job", over.key, over.title, over.provider, NOW + 9 * SECOND, replaces=OLD)


def test_every_state_offers_only_what_makes_sense() -> None:
    assert set(ALLOWED) == set(JobState)
    assert not waiting().allows(JobAction.RETRY)
    assert waiting().allows(JobAction.STOP)
    failed = ended(waiting(), JobState.FAILED, "no", NOW)
    assert all(failed.allows(action) for action in JobAction if action is not JobAction.JOIN)
    live = after(waiting(), linked(NEW))
    assert [a for a in JobAction if live.allows(a)] == [JobAction.GO, JobAction.JOIN, JobAction.COPY]
    gone = ended(waiting(), JobState.EVENT_GONE, "", NOW)
    assert not gone.allows(JobAction.GO)
