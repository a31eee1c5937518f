"""How fast events get into the store and out of it."""

from __future__ import annotations

import asyncio
import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from tests.bench.home import CALENDARS, fill
from tests.bench.pairs import Ratio, compare, ratio_of
from tests.bench.recorded import Recorded, recorded
from tui.domain.when import Window
from tui.sandbox.serve import running
from tui.sandbox.settings import SandboxSettings
from tui.store.cache import Cache

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
EVENTS = 10_000
GARBAGE = 20_000, 20, 50
"""How rarely callsheet looks for garbage."""
WEEKS = 50
"""How often a week is read for one figure."""


@contextmanager
def _many_events() -> Iterator[Recorded]:
    with ExitStack() as recording:
        served = recording.enter_context(running(SandboxSettings(now=NOW, events=EVENTS)))
        with recorded(served, _window()) as answering:
            recording.close()  # the sandbox has said what it had to say, and is not in the way any more
            yield answering


def listing(pairs: int) -> list[Ratio]:
    """Ten thousand events over a socket: into the store here, into objects with the official client.

    Then into the store again, when nothing has changed. Both look for garbage as rarely as callsheet does.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    with _many_events() as served, tempfile.TemporaryDirectory() as folder:
        _listed_here(served, Path(folder) / "warm.db")
        seen = []
        for number in range(pairs):
            here = partial(_listed_here, served, Path(folder) / f"{number}.db")
            seen.append((_spent(here), _spent(here), _spent(partial(_listed_there, served))))
    gc.set_threshold(*usual)
    rows = []
    for turn, again in enumerate(("", " again, unchanged")):
        for name, at in (("", 0), (", CPU", 1)):
            times = [(spent[turn][at], spent[2][at]) for spent in seen]
            title = f"list {EVENTS} events{again}{name}"
            rows.append(ratio_of(title, "callsheet, in a file", "official client, not stored", times))
    return rows


def _spent(listed: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds it took, and those of them in which this process worked."""
    began, worked = perf_counter(), process_time()
    listed()
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000


def _window() -> Window:
    return Window(NOW - timedelta(days=800), NOW + timedelta(days=800))


def _listed_here(served: Recorded, file: Path) -> None:
    from tui.nylas.connect import open_api
    from tui.services.clock import SystemClock, SystemPause
    from tui.services.settings import Profile, SecretStr
    from tui.services.sync import Agenda
    from tui.store.cache import Cache
    from tui.store.state import State

    async def read() -> None:
        profile = Profile(region="custom", api_uri=served.api_uri, grant=served.grant)
        api = open_api(profile, SecretStr(served.api_key), clock=SystemClock(), pause=SystemPause())
        cache = Cache.open(file)
        agenda = Agenda(api, cache, State.open(None), SystemClock(), ZoneInfo("Europe/London"))
        await agenda.load_calendars()
        await agenda.refresh(_window())
        await agenda.aclose()
        await api.aclose()
        cache.close()

    asyncio.run(read())


def _listed_there(served: Recorded) -> None:
    from nylas import Client  # type: ignore[import-untyped]

    client, grant = Client(served.api_key, served.api_uri), served.grant
    window = _window()
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


def week(pairs: int) -> list[Ratio]:
    """One week of five calendars, read and made into events, from a hundred thousand and from a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [Path(folder) / f"{count}.db" for count in (100_000, 1_000)]
        for path, count in zip(stores, (100_000, 1_000), strict=True):
            fill(path, count)
        much, little = stores
        row = compare(
            "one week of 5 calendars from the store",
            ("100 000 events stored", lambda: _week_of(much)),
            ("1 000 events stored", lambda: _week_of(little)),
            pairs,
        )
    return [row]


def _week_of(path: Path) -> float:
    """Milliseconds for one week, nothing decoded before."""
    now = datetime.now(UTC)
    window, spent = Window(now - timedelta(days=1), now + timedelta(days=2)), 0.0
    for _ in range(WEEKS):
        cache = Cache.open(path)
        began = perf_counter()
        found = cache.between(window, [calendar.id for calendar in CALENDARS])
        spent += perf_counter() - began
        cache.close()
        assert found
    return spent * 1000 / WEEKS
