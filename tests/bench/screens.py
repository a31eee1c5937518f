"""How fast the calendar comes, paints and rests, against the least an app of its framework does."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from tests.bench.home import APART, CROWDED, environment, furnished
from tests.bench.pairs import Ratio, compare, ratio_of
from tests.bench.terminal import Program, Terminal, seconds_to_show

MAIN = "from tui.cli.main import main; main()"
BLANK = (sys.executable, "-m", "tests.bench.blank")
KEYS = b"jjjjjkkkkkkkkkkjjjjj" * 2
"""Never far from now: at the end of the days shown a key paints nothing, and what comes next is not its."""
HOUR_KEYS = b"kkkkjjjj}}}}{{{{" * 3
REST = 5.0
"""Seconds of doing nothing that are accounted for."""
CALM = 15.0
"""Seconds after which the start, and every try to reach the service, is over."""


@contextmanager
def _home(
    count: int, *, glance: bool = False, view: str = "agenda", apart: timedelta = APART
) -> Iterator[Mapping[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield environment(furnished(Path(folder), count, glance=glance, view=view, apart=apart))


def calendar(environ: Mapping[str, str], ready: bytes = b"Meeting") -> Program:
    """The full-screen calendar, ready once an event is on it."""
    return Program((sys.executable, "-c", MAIN), ready, environ)


def _blank(environ: Mapping[str, str], *words: str) -> Program:
    return Program((*BLANK, *words), b"READY", environ)


def _milliseconds(program: Program) -> float:
    return seconds_to_show(program) * 1000


def start(pairs: int) -> list[Ratio]:
    """From exec to the agenda painted from the store by the running calendar: time passed, and time worked.

    On a machine that has other things to do, only the second is to be believed.
    """
    rows = []
    for count in (10_000, 100_000):
        with _home(count) as environ:
            both = (calendar(environ), _blank(environ))
            started(both[0]), started(both[1])
            seen = [(started(both[0]), started(both[1])) for _ in range(pairs)]
        for name, at in (("", 0), (", CPU", 1)):
            times = [(ours[at], theirs[at]) for ours, theirs in seen]
            title = f"start to agenda from the store, {count // 1000} 000 events{name}"
            rows.append(ratio_of(title, "callsheet", "blank Textual app", times))
    return rows


def started(program: Program) -> tuple[float, float]:
    """Milliseconds until it is ready, and those of them in which it worked."""
    with Terminal(program) as terminal:
        passed = terminal.seconds_to_ready()
        worked, _ = terminal.work()
    return passed * 1000, worked


def glance(pairs: int) -> list[Ratio]:
    """From exec to today's agenda as it was last painted, with its age."""
    with _home(10_000, glance=True) as environ:
        with Terminal(calendar(environ)) as first:
            first.seconds_to_ready()
            first.settle(0.5)
            first.leave()
        again, blank = calendar(environ, b"; opening the calendar"), _blank(environ)
        row = compare(
            "start to readable agenda",
            ("callsheet", lambda: _milliseconds(again)),
            ("blank Textual app", lambda: _milliseconds(blank)),
            pairs,
        )
    return [row]


def hours(pairs: int) -> list[Ratio]:
    """From a key to what it paints in a week of 700 events, however many are stored."""
    rows = []
    for count in (1_000, 100_000):
        with _home(count, view="week", apart=CROWDED) as environ:
            both = (calendar(environ, b"Mon "), _blank(environ, "moving"))
            paints = [(_paints(both[0], HOUR_KEYS), _paints(both[1])) for _ in range(pairs)]
        for name, share in (("p50", 50), ("p95", 95)):
            times = [(_percentile(ours, share), _percentile(theirs, share)) for ours, theirs in paints]
            title = f"key to paint in a week of 700, {name}, {count // 1000} 000 events"
            rows.append(ratio_of(title, "callsheet", "blank Textual app", times))
    return rows


def keys(pairs: int) -> list[Ratio]:
    """From a key to what it paints: the cursor in a full agenda, against a number on an empty screen."""
    rows = []
    for count in (1_000, 100_000):
        with _home(count) as environ:
            both = (calendar(environ), _blank(environ, "moving"))
            paints = [(_paints(both[0]), _paints(both[1])) for _ in range(pairs)]
        for name, share in (("p50", 50), ("p95", 95)):
            times = [(_percentile(ours, share), _percentile(theirs, share)) for ours, theirs in paints]
            title = f"key to paint, {name}, {count // 1000} 000 events"
            rows.append(ratio_of(title, "callsheet", "blank Textual app", times))
    return rows


def _paints(program: Program, keys: bytes = KEYS) -> list[float]:
    with Terminal(program) as terminal:
        terminal.seconds_to_ready()
        terminal.settle(1.0)
        timed = (terminal.seconds_to_paint(bytes((key,))) for key in keys)
        found = [seconds * 1000 for seconds in timed if seconds is not None]
    if len(found) < len(keys) // 2:
        raise RuntimeError("most keys painted nothing")
    return found


def _percentile(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def rest(pairs: int) -> list[Ratio]:
    """Doing nothing: memory at its most, CPU and wakes while nobody types."""
    rows = []
    for count in (10_000, 100_000):
        with _home(count) as environ:
            both = (calendar(environ), _blank(environ))
            seen = [(_resting(both[0]), _resting(both[1])) for _ in range(pairs)]
        figures = (
            (f"peak memory, {count // 1000} 000 events", "MB"),
            (f"idle CPU per second, {count // 1000} 000 events", "ms"),
            (f"idle wakes per second, {count // 1000} 000 events", ""),
        )
        rows += [
            ratio_of(name, "callsheet", "blank Textual app", [(a[at], b[at]) for a, b in seen], unit)
            for at, (name, unit) in enumerate(figures)
        ]
    return rows


def _resting(program: Program) -> tuple[float, float, float]:
    with Terminal(program) as terminal:
        terminal.seconds_to_ready()
        terminal.pass_by(CALM)
        cpu, waits = terminal.work()
        began = time.perf_counter()
        terminal.pass_by(REST)
        spent = time.perf_counter() - began
        more_cpu, more_waits = terminal.work()
        memory = terminal.peak_megabytes()
    return memory, (more_cpu - cpu) / spent, (more_waits - waits) / spent


def commands(pairs: int) -> list[Ratio]:
    """Commands without a screen, against an interpreter that does nothing."""
    with _home(10_000) as environ:
        return [
            compare(
                f"callsheet {' '.join(words)}, CPU",
                ("callsheet", lambda said=words: ran(environ, "python", "-c", MAIN, *said)),  # type: ignore[misc]
                ("python -c pass", lambda: ran(environ, "python", "-c", "pass")),
                pairs,
            )
            for words in (("--version",), ("agenda", "--stored", "--json"))
        ]


def ran(environ: Mapping[str, str], program: str, *words: str) -> float:
    """Milliseconds a command works; `python` is the one that runs this."""
    argv = (sys.executable if program == "python" else program, *words)
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(argv, env=dict(environ), stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
