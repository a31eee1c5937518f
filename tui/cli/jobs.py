"""`callsheet jobs`: the calls that were asked for, after a look at those that are due.

The looks are the app's own: polite, remembered, and the same back-off.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from tui.domain.jobs import Job
    from tui.services.workspace import Workspace

_PATIENCE = 15.0
"""Seconds for looking; what is not known by then is told as last known."""
_TICK = 0.05


@click.command("jobs")
@click.option("--watch", is_flag=True, help="Go on until none is pending; a line for every end.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def jobs(ground: Ground, watch: bool, as_json: bool, sandbox: bool) -> None:
    """List the calls whose links were waited for."""
    from tui.cli.asking import ask

    ground.as_json = as_json
    found, now = ask(ground, sandbox, _watched if watch else _looked)
    _print_json(found, now) if as_json else _print_text(found, now)


async def _looked(workspace: Workspace) -> tuple[tuple[Job, ...], datetime]:
    looking = asyncio.create_task(workspace.jobs.run())
    try:
        async with asyncio.timeout(_PATIENCE):
            while any(job.next_check_at <= workspace.clock.now() for job in workspace.jobs.pending()):
                await asyncio.sleep(_TICK)
                if looking.done():
                    break
    except TimeoutError:
        pass
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
    return workspace.jobs.all(), workspace.clock.now()


async def _watched(workspace: Workspace) -> tuple[tuple[Job, ...], datetime]:
    """Look after the jobs until each has ended, and tell of every end as it comes."""
    from tui.cli.telling import remark

    pending, ended = len(workspace.jobs.pending()), asyncio.Event()

    def take_note(news: Job) -> None:
        if not news.pending:
            remark(f"{news.state.value}: {news.title or '(no title)'}")
        if not workspace.jobs.pending():
            ended.set()

    remark(f"Waiting for {pending} {'link' if pending == 1 else 'links'}. Ctrl+C leaves; nothing is lost.")
    unsubscribe = workspace.jobs.changed.subscribe(take_note)
    looking = asyncio.create_task(workspace.jobs.run())
    try:
        if pending:
            await ended.wait()
    finally:
        unsubscribe()
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
    return workspace.jobs.all(), workspace.clock.now()


def _print_json(found: tuple[Job, ...], now: datetime) -> None:
    from tui.cli.shapes import job_shape
    from tui.cli.telling import tell_json

    tell_json({"jobs": [job_shape(job, now) for job in found]})


def _print_text(found: tuple[Job, ...], now: datetime) -> None:
    from tui.cli.telling import remark, tell

    for job in found:
        elapsed = f"{job.elapsed(now).total_seconds():.0f} s"
        parts = (job.state.value, job.provider, job.title or "(no title)", elapsed, job.url or job.reason)
        tell("  ".join(part for part in parts if part))
    if not found:
        remark("No call is being waited for.")
