"""Waiting for a link: patient at first, rarer later, honest in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import NOW, linked
from tui.domain.conferencing import Conferencing, Details, Linked, NoConference, Requested
from tui.domain.events import EventKey
from tui.domain.jobs import (
    ALLOWED,
    DEADLINE,
    FIRST_WAIT,
    LONGEST_WAIT,
    Job,
    JobAction,
    JobState,
    ended,
    looked,
    missed,
    postponed,
    request,
    retried,
    wait_before,
)

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


def test_after_the_deadline_it_gives_up_unless_the_link_is_there() -> None:
    late = NOW + DEADLINE
    assert looked(waiting(), ASKED, late, 0).state is JobState.GAVE_UP
    assert missed(waiting(), late, 0).state is JobState.GAVE_UP
    assert looked(waiting(), linked(NEW), late, 0).state is JobState.LIVE
    assert "15 minutes" in missed(waiting(), late, 0).reason


def test_a_look_that_could_not_be_made_waits_on() -> None:
    job = missed(waiting(), NOW + SECOND, jitter=0)
    assert job.pending
    assert job.next_check_at > NOW + SECOND


def test_a_look_that_nobody_answered_proves_nothing_however_late_it_is() -> None:
    late = NOW + 4 * DEADLINE
    job = postponed(waiting(), late, jitter=0)
    assert (job.pending, job.checks) == (True, 1)
    assert job.next_check_at > late
    assert looked(job, linked(NEW), late, 0).state is JobState.LIVE


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_grow_from_a_second_to_a_minute_and_a_little_jitter(check: int, jitter: float) -> None:
    pause = wait_before(check, jitter)
    assert FIRST_WAIT <= pause <= LONGEST_WAIT * 1.25
    assert wait_before(check + 1, jitter) >= pause
    assert wait_before(check, 0) <= pause <= wait_before(check, 0) * 1.25


def test_a_quarter_of_an_hour_takes_few_looks() -> None:
    job, now, looks = waiting(), NOW, 0
    while job.pending:
        now, looks = job.next_check_at, looks + 1
        job = looked(job, ASKED, now, jitter=0)
    assert job.state is JobState.GAVE_UP
    assert looks < 45
    assert now - NOW <= DEADLINE + LONGEST_WAIT


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


@pytest.mark.parametrize("state", [s for s in JobState if s is not JobState.WAITING])
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
    assert all(failed.allows(action) for action in JobAction)
    gone = ended(waiting(), JobState.EVENT_GONE, "", NOW)
    assert not gone.allows(JobAction.GO)
