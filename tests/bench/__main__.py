"""`python -m tests.bench`: how fast callsheet is, as ratios measured side by side in one run.

Nothing is asserted; the table says where and how often it was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from tests.bench.pairs import Ratio, compare, machine
from tests.bench.terminal import seconds_to_show
from tui.domain.when import Window
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
EVENTS = 10_000


def start(pairs: int) -> Ratio:
    """From exec to the first painted agenda, the demo's data kept, against a blank Textual app."""
    with tempfile.TemporaryDirectory() as home:
        environ = dict(os.environ) | {"HOME": home, "TERM": "xterm-256color"}
        environ |= {name: f"{home}/{name}" for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
        demo = [sys.executable, "-c", "from tui.cli.main import main; main()", "demo"]
        blank = [sys.executable, "-m", "tests.bench.blank"]
        return compare(
            "start to first painted agenda",
            ("callsheet demo", lambda: seconds_to_show(demo, b"Today", environ)),
            ("blank Textual app", lambda: seconds_to_show(blank, b"READY", environ)),
            pairs,
        )


@contextmanager
def _many_events() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, events=EVENTS)) as served:
        yield served


def listing(pairs: int) -> Ratio:
    """Ten thousand events over a socket: into the store here, into objects with the official client."""
    with _many_events() as served:
        return compare(
            f"list {EVENTS} events",
            ("callsheet, stored", lambda: _listed_here(served)),
            ("official client, not stored", lambda: _listed_there(served)),
            pairs,
        )


def _window() -> Window:
    return Window(NOW - timedelta(days=800), NOW + timedelta(days=800))


def _listed_here(served: ServedSandbox) -> float:
    from tui.nylas.connect import open_api
    from tui.services.clock import SystemClock, SystemPause
    from tui.services.settings import Profile, SecretStr
    from tui.services.sync import Agenda
    from tui.store.cache import Cache
    from tui.store.state import State

    async def read() -> None:
        profile = Profile(region="custom", api_uri=served.api_uri, grant=served.grants[0].id)
        api = open_api(profile, SecretStr(served.api_key), clock=SystemClock(), pause=SystemPause())
        agenda = Agenda(api, Cache.open(None), State.open(None), SystemClock(), ZoneInfo("Europe/London"))
        await agenda.load_calendars()
        await agenda.refresh(_window())
        await api.aclose()

    began = perf_counter()
    asyncio.run(read())
    return perf_counter() - began


def _listed_there(served: ServedSandbox) -> float:
    from nylas import Client  # type: ignore[import-untyped]

    client, grant = Client(served.api_key, served.api_uri), served.grants[0].id
    window = _window()
    began = perf_counter()
    for calendar in client.calendars.list(grant).data:
        query = {
            "calendar_id": calendar.id,
            "start": int(window.start.timestamp()),
            "end": int(window.end.timestamp()),
            "limit": 200,
            "expand_recurring": True,
        }
        page = client.events.list(grant, query)
        while page.next_cursor:
            page = client.events.list(grant, query | {"page_token": page.next_cursor})
    return perf_counter() - began


COMPARISONS: dict[str, tuple[Callable[[int], Ratio], int]] = {"start": (start, 7), "listing": (listing, 3)}
"""Name → comparison and how many pairs it runs."""


def main() -> None:
    """Run the comparisons asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=COMPARISONS, action="append", help="run only this comparison")
    parser.add_argument("--pairs", type=int, help="how many pairs to run")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    names = asked.only or list(COMPARISONS)
    ratios = [COMPARISONS[name][0](asked.pairs or COMPARISONS[name][1]) for name in names]
    if asked.json:
        print(json.dumps({"machine": machine(), "ratios": [asdict(ratio) for ratio in ratios]}, indent=2))
        return
    print(machine(), "", "| what | ratio of | median | min … max | medians | pairs |", sep="\n")
    print("|---|---|---|---|---|---|")
    for ratio in ratios:
        print(ratio.line())


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
