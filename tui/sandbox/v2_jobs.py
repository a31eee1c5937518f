"""What the older generation does after its answer: jobs, and how each of them ends.

A job has no thread of its own: what is due is done the next time anybody asks for anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.sandbox.conferences import Conferences
from tui.sandbox.problems import Problem
from tui.sandbox.query import Query
from tui.sandbox.settings import Clock
from tui.sandbox.store import Job, Store
from tui.sandbox.v2_accounts import Account, base36

JSON = dict[str, Any]
_KEEPS_ITS_ID = "Google Meet"


class Jobs:
    """The jobs of every account."""

    def __init__(self, store: Store, conferences: Conferences, clock: Clock) -> None:
        self._store = store
        self._conferences = conferences
        self._clock = clock
        self._made = 0

    def begun(
        self, account: Account, action: str, calendar_id: str, about: str = "", awaits: str = ""
    ) -> str:
        """The id of a new job about an event, or about the calendar itself.

        `awaits` is the provider of the call being made; empty where the job is only a write.
        """
        self._made += 1
        job_id = base36(f"job/{about or calendar_id}/{self._clock()}/{self._made}")
        key = (account.grant["id"], calendar_id, about or calendar_id)
        self._store.put_job(Job(job_id, account.id, *key, action, "pending", self._clock(), awaits))
        return job_id

    def listed(self, account: Account, query: Query) -> list[JSON]:
        """The jobs of the account, newest first."""
        self.advance(account)
        return [_told(job) for job in query.page(self._store.jobs(account.id))]

    def one(self, account: Account, job_id: str) -> JSON:
        """One job, by its own id: not by that of what it is about."""
        self.advance(account)
        found = next((job for job in self._store.jobs(account.id) if job.id == job_id), None)
        if found is None:
            raise Problem(404, "invalid_request_error", f"Couldn't find job status {job_id}")
        return _told(found)

    def advance(self, account: Account) -> None:
        """Do what is due."""
        for job in self._store.jobs(account.id, "pending"):
            self._store.put_job(self._done(job))

    def _done(self, job: Job) -> Job:
        if not job.awaits:
            return replace(job, status="successful")
        event = self._store.event(job.grant_id, job.calendar_id, job.event_id)
        if event is None:
            return replace(job, status="failed")
        settled = self._conferences.settled(event)
        value = settled.get("conferencing") or {}
        if "autocreate" in value:
            return job
        if "details" not in value:
            return replace(job, status="failed")
        return replace(job, status="successful", event_id=self._renamed(settled, job.awaits))

    def _renamed(self, event: JSON, provider: str) -> str:
        """Zoom and Teams give the finished event another id."""
        if provider == _KEEPS_ITS_ID:
            return str(event["id"])
        fresh = event | {"id": base36(f"event/{event['id']}")}
        self._store.rename_event(event, fresh)
        return str(fresh["id"])


def _told(job: Job) -> JSON:
    return {
        "account_id": job.account_id,
        "action": job.action,
        "created_at": int(job.created),
        "id": job.event_id,
        "job_status_id": job.id,
        "object": job.action.rpartition("_")[2],
        "status": job.status,
    }
