"""Runs two things in turn (A B A B …) and reports their ratio pair by pair, so a drifting machine cancels."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A/B over all pairs, with the medians they come from, in `unit`."""

    name: str
    a: str
    b: str
    low: float
    median: float
    high: float
    a_median: float
    b_median: float
    pairs: int
    unit: str = "ms"

    def line(self) -> str:
        """One row of the table."""
        spread = f"{self.low:.2f} … {self.high:.2f}"
        return (
            f"| {self.name} | {self.a} ÷ {self.b} | **{self.median:.2f}** | {spread} "
            f"| {self.a_median:.1f} ÷ {self.b_median:.1f} {self.unit} | {self.pairs} |"
        )


def compare(
    name: str,
    first: tuple[str, Callable[[], float]],
    second: tuple[str, Callable[[], float]],
    pairs: int,
    unit: str = "ms",
) -> Ratio:
    """Measure both, alternating, after one uncounted round; each gives its figure in `unit`."""
    (a, run_a), (b, run_b) = first, second
    run_a(), run_b()
    return ratio_of(name, a, b, [(run_a(), run_b()) for _ in range(pairs)], unit)


def ratio_of(name: str, a: str, b: str, times: Sequence[tuple[float, float]], unit: str = "ms") -> Ratio:
    """The row of pairs measured one after the other."""
    ratios = sorted(x / y for x, y in times)
    return Ratio(
        name,
        a,
        b,
        ratios[0],
        statistics.median(ratios),
        ratios[-1],
        statistics.median(x for x, _ in times),
        statistics.median(y for _, y in times),
        len(times),
        unit,
    )


def machine() -> str:
    """The machine in one line, so that a quoted table says where it was made."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}"
