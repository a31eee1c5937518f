"""A home with a configured account and a full store, as after months of use; nobody answers at its address.

Every week holds the same number of events, however many there are in all: only the past and the future grow.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.recorded import key_of
from tui.cli.places import account_name
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.events import Event, EventKey
from tui.domain.jobs import request
from tui.domain.when import Timespan, Window
from tui.store.cache import Cache
from tui.store.state import State

GRANT, ADDRESS = "bench-grant", "http://127.0.0.1:9"
CALENDARS = tuple(
    Calendar(f"c{number}", name, GRANT, colour=colour, primary=not number)
    for number, (name, colour) in enumerate(
        zip(
            ("Work", "Home", "Team", "Travel", "Rooms"),
            ("#4f8ef7", "#e0673c", "#58b368", "#b678dd", "#d8a657"),
            strict=True,
        )
    )
)
APART = timedelta(minutes=105)
"""Between two events: some 96 a week."""
CROWDED = timedelta(minutes=14.4)
"""Between two events of a full calendar: 700 a week."""
_CONFIG = """\
zone = "Europe/London"
view = "{view}"
first_glance = {glance}

[profiles.default]
region = "custom"
api_uri = "{address}"
grant = "{grant}"
"""


def environment(home: Path) -> dict[str, str]:
    """An environment whose every place is below `home`, on a terminal of true colour."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH") if name in os.environ}
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "state", "cache", "data")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return (
        kept
        | places
        | terminal
        | {"HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    )


def events(count: int, now: datetime, apart: timedelta = APART) -> Iterator[Event]:
    """So many meetings, half of them over."""
    for number in range(-count // 2, count - count // 2):
        start = now + apart * number
        name = f"m{number}"
        yield Event(name, CALENDARS[number % 5].id, f"Meeting {number}", Timespan(start, start + APART / 3))


def furnished(
    home: Path,
    count: int,
    *,
    glance: bool = True,
    view: str = "agenda",
    apart: timedelta = APART,
    address: str = ADDRESS,
    calls: int = 0,
) -> Path:
    """Configure an account in an empty home, with its key and so many events read a minute ago.

    The service is at `address`; for the first `calls` events a link is waited for.
    """
    config, keys = home / "config" / "callsheet", home / "state" / "callsheet" / "keys"
    config.mkdir(parents=True)
    settings = _CONFIG.format(address=address, grant=GRANT, glance=str(glance).lower(), view=view)
    (config / "config.toml").write_text(settings, encoding="utf-8")
    keys.mkdir(parents=True, mode=0o700)
    key = keys / "default.key"
    key.touch(0o600)
    key.write_text("nyk_bench", encoding="utf-8")
    account = account_name("default", "v3", "custom", address, GRANT)
    fill(home / "cache" / "callsheet" / account / "cache.db", count, apart)
    if calls:
        wait(home / "state" / "callsheet" / account / "state.db", calls)
    return home


def fill(path: Path, count: int, apart: timedelta = APART) -> None:
    """A store with so many events around now."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    cache, seen = Cache.open(path), now - timedelta(minutes=1)
    cache.put_account(Grant(GRANT, AccountKind.GOOGLE, "ada@example.com"), ())
    cache.put_calendars(CALENDARS)
    found = tuple(events(count, now, apart))
    whole = Window(now - apart * count, now + apart * count)
    for calendar in CALENDARS:
        mine = [event for event in found if event.calendar_id == calendar.id]
        cache.replace(calendar.id, whole, mine, (), frozenset(), seen)
    cache.close()


def wait(path: Path, calls: int) -> None:
    """A link for each of these events was asked for just now."""
    now, state = datetime.now(UTC), State.open(path)
    for number in range(calls):
        event = EventKey(CALENDARS[number % 5].id, f"m{number}")
        start = now + APART * number
        job = request(f"j{number}", event, f"Meeting {number}", "google", now)
        state.put_job(replace(job, when=Timespan(start, start + APART / 3)))
    state.close()


def pending(calls: int) -> dict[str, str]:
    """What the service answers of these events, one by one and listed: their links are still being made."""
    start = int(datetime.now(UTC).timestamp())
    root, answers = f"/v3/grants/{GRANT}/events", dict[str, str]()
    for at, calendar in enumerate(CALENDARS):
        listed = []
        for number in range(at, calls, len(CALENDARS)):
            call = {"id": f"m{number}", "conferencing": {"provider": "Google Meet", "autocreate": {}}}
            event = call | {
                "calendar_id": calendar.id,
                "title": f"Meeting {number}",
                "when": {"object": "timespan", "start_time": start, "end_time": start + 1800},
            }
            listed.append(call)
            answers[key_of(f"{root}/m{number}?calendar_id={calendar.id}")] = json.dumps({"data": event})
        answers[key_of(f"{root}?calendar_id={calendar.id}")] = json.dumps({"data": listed})
    return answers
