"""`callsheet jobs`: the calls that were asked for, after a look at those that are due.

The looks are the app's own: polite, remembered, and the same back-off. `--watch` stays as long as links are
looked for often; what takes longer is left to the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from tui.domain.errors import CallsheetError
    from tui.domain.jobs import Job
    from tui.services.workspace import Workspace

_PATIENCE = 15.0
"""Seconds for looking; what is not known by then is told as last known."""
_TICK = 0.05
_PENDING_CODE = 75
"""The exit code when links are still on their way at the end of the watch: try later."""


@dataclass(frozen=True, slots=True)
class _Found:
    jobs: tuple[Job, ...]
    now: datetime
    refused: CallsheetError | None

    @property
    def exit_code(self) -> int:
        """0 when each has ended; else why the watch ended before them."""
        if not any(job.pending for job in self.jobs):
            return 0
        return self.refused.exit_code if self.refused is not None else _PENDING_CODE


@click.command("jobs")
@click.option("--watch", is_flag=True, help="Go on until none is looked for often; a line for all news.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def jobs(ground: Ground, watch: bool, as_json: bool, sandbox: bool) -> None:
    """List the calls whose links were waited for.

    With --watch the exit code is 75 when links are still on their way at the end.
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    found = ask(ground, sandbox, _watched if watch else _looked)
    _print_json(found) if as_json else _print_text(found)
    if watch:
        click.get_current_context().exit(found.exit_code)


@asynccontextmanager
async def _looking(workspace: Workspace) -> AsyncIterator[asyncio.Task[None]]:
    looking = asyncio.create_task(workspace.jobs.run())
    try:
        yield looking
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking


async def _looked(workspace: Workspace) -> _Found:
    async with _looking(workspace) as looking:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while _is_due(workspace) and not looking.done():  # noqa: ASYNC110 - due is a matter of time
                    await asyncio.sleep(_TICK)
    return _found(workspace)


def _is_due(workspace: Workspace) -> bool:
    now = workspace.clock.now()
    due = any(job.next_check_at <= now for job in workspace.jobs.pending())
    return due and workspace.jobs.refused is None


async def _watched(workspace: Workspace) -> _Found:
    """Look after the jobs until none is looked for often any more, and tell of all news as they come."""
    from tui.cli.telling import remark

    over = asyncio.Event()

    def take_note(news: Job) -> None:
        if (line := _news(news, workspace.clock.now())) and workspace.jobs.refused is None:
            remark(line)
        if _is_over(workspace):
            over.set()

    pending = len(workspace.jobs.pending())
    remark(f"Waiting for {pending} {'link' if pending == 1 else 'links'}. Ctrl+C leaves; nothing is lost.")
    feeds = workspace.jobs.changed, workspace.jobs.looked
    ends = [feed.subscribe(take_note) for feed in feeds]
    try:
        async with _looking(workspace):
            if not _is_over(workspace):
                await over.wait()
    finally:
        for unsubscribe in ends:
            unsubscribe()
    _say_why(workspace)
    return _found(workspace)


def _is_over(workspace: Workspace) -> bool:
    return workspace.jobs.refused is not None or all(job.slow for job in workspace.jobs.pending())


def _news(job: Job, now: datetime) -> str:
    """A line for an end, for the first look, and for every one that doubles their number."""
    title = job.title or "(no title)"
    if not job.pending:
        return "  ".join(part for part in (f"{job.state.value}: {title}", job.url or job.reason) if part)
    if not job.checks or job.checks & (job.checks - 1):
        return ""
    looks = "1 check" if job.checks == 1 else f"{job.checks} checks"
    waited, left = job.elapsed(now).total_seconds(), (job.next_check_at - now).total_seconds()
    return f"{job.state.value}: {title}  {waited:.0f} s, {looks}, next in {max(left, 0):.0f} s"


def _say_why(workspace: Workspace) -> None:
    """Why the watch ends while links are pending."""
    from tui.cli.telling import remark

    pending = len(workspace.jobs.pending())
    if not pending:
        return
    if workspace.jobs.refused is not None:
        remark(
            f"callsheet: {workspace.jobs.refused.sentences()} The looking goes on once the key is accepted."
        )
    else:
        remark(f"{pending} still pending after 15 minutes; every start of callsheet looks again for a day.")


def _found(workspace: Workspace) -> _Found:
    return _Found(workspace.jobs.all(), workspace.clock.now(), workspace.jobs.refused)


def _print_json(found: _Found) -> None:
    from tui.cli.shapes import job_shape
    from tui.cli.telling import tell_json

    tell_json({"jobs": [job_shape(job, found.now) for job in found.jobs]})


def _print_text(found: _Found) -> None:
    from tui.cli.telling import remark, tell

    for job in found.jobs:
        elapsed = f"{job.elapsed(found.now).total_seconds():.0f} s"
        parts = (job.state.value, job.provider, job.title or "(no title)", elapsed, job.url or job.reason)
        tell("  ".join(part for part in parts if part))
    if not found.jobs:
        remark("No call is being waited for.")
