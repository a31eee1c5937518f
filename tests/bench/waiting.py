"""How long a link that is there goes unseen, and what waiting for a hundred of them costs."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench.home import environment, furnished, pending
from tests.bench.pairs import Ratio, ratio_of
from tests.bench.recorded import ASKED, answering
from tests.bench.screens import CALM, MAIN
from tests.bench.terminal import Program, Terminal
from tui.domain.conferencing import Autocreate, Provider
from tui.domain.jobs import Job, JobState
from tui.domain.when import Timespan
from tui.domain.writes import EventWrite
from tui.nylas.connect import open_api
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.services.clock import SystemClock, SystemPause
from tui.services.jobs import Jobs
from tui.services.settings import Profile, SecretStr
from tui.services.sync import Agenda
from tui.services.writes import Writes
from tui.store.cache import Cache
from tui.store.state import State

DELAY, APART, LATEST = 10.0, 3.7, 20.0
"""Seconds after which the service has a link, between two of them asked for, and until one must be seen."""
MANY = 100
SPELL = 20.0
"""Seconds of waiting for many that are accounted for."""


def links(pairs: int) -> list[Ratio]:
    """From the moment a service has a link, ten seconds after it was asked for, until callsheet has it."""
    settings = SandboxSettings(links=LinkRule.after(DELAY), traps=False)
    with running(settings) as served, tempfile.TemporaryDirectory() as folder:
        unseen = asyncio.run(_unseen(served, Path(folder), pairs))
    times = [(seconds, 1.0) for seconds in unseen]
    return [ratio_of("link ready to link there", "callsheet", "one second", times, "s")]


async def _unseen(served: ServedSandbox, folder: Path, count: int) -> list[float]:
    """Seconds for which each of so many links was ready and not known."""
    clock, pause, seen = SystemClock(), SystemPause(), dict[str, float]()
    profile = Profile(region="custom", api_uri=served.api_uri, grant=served.grants[0].id)
    api = open_api(profile, SecretStr(served.api_key), clock=clock, pause=pause)
    state = State.open(folder / "state.db")
    agenda = Agenda(api, Cache.open(folder / "cache.db"), state, clock, ZoneInfo("Europe/London"))
    await agenda.load_calendars()
    jobs = Jobs(api, agenda, state, Writes(), clock, pause, "key3")

    def told(job: Job) -> None:
        if job.state is JobState.LIVE:
            seen.setdefault(job.id, time.perf_counter())

    jobs.changed.subscribe(told)
    watching = asyncio.create_task(jobs.run())
    calendar = next(calendar.id for calendar in agenda.calendars() if calendar.primary)
    ready: dict[str, float] = {}
    for number in range(count):
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1, hours=number)
        when, call = Timespan(start, start + timedelta(hours=1)), Autocreate(Provider.MEET)
        write = EventWrite(title=f"Call {number}", when=when, conferencing=call)
        event = await api.create(calendar, write, notify=False)
        ready[(await jobs.watch(event, "google")).id] = time.perf_counter() + DELAY
        await asyncio.sleep(APART)
    async with asyncio.timeout(DELAY + LATEST):
        while len(seen) < count:  # noqa: ASYNC110 - a benchmark waits for what is seen
            await asyncio.sleep(0.1)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    await api.aclose()
    return [max(seen[one] - ready[one], 0.001) for one in ready]


def many(pairs: int) -> list[Ratio]:
    """A hundred links waited for that do not come: CPU and requests."""
    with tempfile.TemporaryDirectory() as folder, answering(pending(MANY)) as address:
        home = furnished(Path(folder), 10_000, glance=False, address=address, calls=MANY)
        spells = [_spell(home, address) for _ in range(pairs)]
    rows = []
    for at, (name, most, unit) in enumerate((("CPU", 5.0, "ms"), ("requests", 2.0, ""))):
        title, against = f"{name} a second, {MANY} links waited for", f"{most:.0f} {unit}".strip()
        rows.append(ratio_of(title, "callsheet", against, [(spell[at], most) for spell in spells], unit))
    return rows


def _spell(home: Path, address: str) -> tuple[float, float]:
    """CPU milliseconds a second, and requests a second."""
    with Terminal(Program((sys.executable, "-c", MAIN), b"Meeting", environment(home))) as terminal:
        terminal.seconds_to_ready()
        terminal.pass_by(CALM)
        (cpu, _), asked, began = terminal.work(), _asked(address), time.perf_counter()
        terminal.pass_by(SPELL)
        spent = time.perf_counter() - began
        return (terminal.work()[0] - cpu) / spent, (_asked(address) - asked) / spent


def _asked(address: str) -> int:
    with urllib.request.urlopen(f"{address}{ASKED}") as answer:
        return int(answer.read())
