"""khal, the calendar for terminals most people have, on the same events; left out where it is not there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.home import APART, environment, events, furnished
from tests.bench.pairs import Ratio, compare, ratio_of
from tests.bench.screens import MAIN, calendar, ran, started
from tests.bench.terminal import Program
from tui.domain.when import bounds

COUNT = 10_000
_CONFIG = """\
[calendars]
[[bench]]
path = {folder}
type = calendar

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/London
default_timezone = Europe/London

[default]
default_calendar = bench
"""
_EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
BEGIN:VEVENT
UID:{name}
DTSTAMP:{start}
DTSTART:{start}
DTEND:{end}
SUMMARY:{title}
END:VEVENT
END:VCALENDAR
"""


@contextmanager
def _khal(program: str) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, str]] | None]:
    """The peer, and a home for each with the same events, which it has read before; None without it."""
    found = shutil.which(program)
    if found is None or shutil.which("khal") is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        home = environment(_collected(Path(theirs))) | {"LC_ALL": "C"}
        ran(home, "khal", "list", "today", "1d")
        yield found, environment(furnished(Path(ours), COUNT, glance=False)), home


def _collected(home: Path) -> Path:
    """The events as khal has them, a file for each."""
    folder, config = home / "events", home / "config" / "khal"
    folder.mkdir()
    config.mkdir(parents=True)
    (config / "config").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for event in events(COUNT, now, APART):
        start, end = (f"{at:%Y%m%dT%H%M%SZ}" for at in bounds(event.when, UTC))
        text = _EVENT.format(name=event.id, start=start, end=end, title=event.title)
        (folder / f"{event.id}.ics").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return home


def khal(pairs: int) -> list[Ratio]:
    """The same week as text: what each spends on it."""
    with _khal("khal") as both:
        if both is None:
            return []
        found, ours, theirs = both
        words = ("agenda", "--stored", "--json", "--from", "today", "--to", "+7d")
        run: tuple[Callable[[], float], Callable[[], float]] = (
            lambda: ran(ours, "python", "-c", MAIN, *words),
            lambda: ran(theirs, found, "list", "today", "7d"),
        )
        name = f"a week as text from {COUNT} events, CPU"
        return [compare(name, ("callsheet agenda --stored --json", run[0]), ("khal list", run[1]), pairs)]


def ikhal(pairs: int) -> list[Ratio]:
    """From exec to the first events on the screen."""
    with _khal("ikhal") as both:
        if both is None:
            return []
        found, ours, theirs = both
        run = calendar(ours), Program((found,), b"Meeting", theirs)
        started(run[0]), started(run[1])
        seen = [(started(run[0]), started(run[1])) for _ in range(pairs)]
    return [
        ratio_of(f"start, {COUNT} events{name}", "callsheet", "ikhal", [(a[at], b[at]) for a, b in seen])
        for at, name in enumerate(("", ", CPU"))
    ]
