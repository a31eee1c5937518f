"""A home with a configured account and a full store, as after months of use; nobody answers at its address.

Every week holds the same number of events, however many there are in all: only the past and the future grow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.cli.places import account_name
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.events import Event
from tui.domain.when import Timespan, Window
from tui.store.cache import Cache

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
    home: Path, count: int, *, glance: bool = True, view: str = "agenda", apart: timedelta = APART
) -> Path:
    """Configure an account in an empty home, with its key and so many events read a minute ago."""
    config, keys = home / "config" / "callsheet", home / "state" / "callsheet" / "keys"
    config.mkdir(parents=True)
    settings = _CONFIG.format(address=ADDRESS, grant=GRANT, glance=str(glance).lower(), view=view)
    (config / "config.toml").write_text(settings, encoding="utf-8")
    keys.mkdir(parents=True, mode=0o700)
    key = keys / "default.key"
    key.touch(0o600)
    key.write_text("nyk_bench", encoding="utf-8")
    account = account_name("default", "v3", "custom", ADDRESS, GRANT)
    fill(home / "cache" / "callsheet" / account / "cache.db", count, apart)
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
