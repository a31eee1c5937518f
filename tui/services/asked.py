"""What is kept of a call that is asked for: before the request goes out, and once it was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui.domain import jobs as life
from tui.domain.conferencing import Autocreate, Linked, Requested
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job, JobState

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.writes import EventWrite


def announced(draft: Draft, call: Autocreate, job_id: str, now: datetime) -> Job:
    """The job of a call that is about to be asked for; a new event has no id yet."""
    before = draft.original
    linked = before.conferencing if before else None
    asked = life.request(
        job_id,
        before.key if before else EventKey(draft.calendar_id, ""),
        draft.title,
        call.provider.value,
        now,
        replaces=linked.details.url if isinstance(linked, Linked) else "",
        host_grant=call.host_grant,
    )
    return replace(asked, state=JobState.REQUESTED, draft_id=draft.id, when=before.when if before else None)


def answered(asked: Job, event: Event) -> Job:
    """The job once its request was answered with this event.

    Where the answer itself shows the request, a read without it means that it was refused.
    """
    return replace(
        asked,
        work_id=event.work_id,
        acknowledged=isinstance(event.conferencing, Requested) and bool(event.raw.get("conferencing")),
        when=event.when,
        organizer=event.organizer.email if event.organizer else "",
    )


def asked_by(jobs: Iterable[Job], draft: Draft) -> Job | None:
    """The newest call among these that saving this draft asked for."""
    return max((job for job in jobs if job.draft_id == draft.id), key=_when_asked, default=None)


def _when_asked(job: Job) -> datetime:
    return job.requested_at


def waited_for(jobs: Iterable[Job], draft: Draft, event: Event, provider: str) -> Job | None:
    """The one among these that waits for this very call on the event already."""
    alike = (job for job in jobs if (job.draft_id, job.key, job.provider) == (draft.id, event.key, provider))
    return next((job for job in alike if job.state is JobState.WAITING), None)


def arrived(asked: Job, write: EventWrite, event: Event) -> bool:
    """Whether the call of this write is on the event because it was asked for before, and not by others."""
    wanted, found = write.conferencing, event.conferencing
    return (
        isinstance(wanted, Autocreate)
        and isinstance(found, Linked | Requested)
        and (asked.provider, asked.host_grant) == (wanted.provider.value, wanted.host_grant)
        and found.provider == asked.provider
        and not life.still_wanted(asked, found)
    )
