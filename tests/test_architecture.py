"""The rooms of the house and who may look at whom, read from the source itself.

An exception to a rule is listed here with its reason, or it is not an exception but a fault.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"

ROOMS: dict[str, frozenset[str]] = {
    "domain": frozenset({"tui.domain"}),
    "nylas": frozenset({"tui.domain", "tui.nylas", "tui.services.ports", "tui.services.settings"}),
    "store": frozenset({"tui.domain", "tui.store"}),
    "services": frozenset({"tui.domain", "tui.store", "tui.services"}),
    "sandbox": frozenset({"tui.sandbox"}),
    "ui": frozenset({"tui.domain", "tui.services", "tui.ui"}),
    "cli": frozenset({"tui"}),
}
"""Which parts of the app each room may import."""

WIDGETS_MAY_SEE = frozenset({"tui.domain", "tui.ui"})
"""Widgets know the domain and each other; they post messages instead of calling services."""

LIBRARIES: dict[str, frozenset[str]] = {
    "domain": frozenset(),
    "nylas": frozenset(
        {"httpx", "pydantic", "pydantic_core", "tenacity", "selectolax", "tzlocal", "email_validator"}
    ),
    "store": frozenset({"platformdirs"}),
    "services": frozenset({"keyring", "platformdirs", "tomlkit", "tzlocal"}),
    "sandbox": frozenset({"starlette", "uvicorn", "dateutil", "pydantic", "anyio"}),
    "ui": frozenset({"textual", "rich", "segno"}),
    "cli": frozenset({"click", "platformdirs", "tzlocal"}),
}
"""Third-party packages each room may import."""

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("services/settings.py", "pydantic"): "config.toml is validated by a pydantic model",
    ("services/settings.py", "pydantic_core"): "a wrong value is told in our own words",
    ("domain/series.py", "dateutil"): "the rules of a series are a standard of their own",
}
"""Sanctioned exceptions: (file, package) and why."""

CLOCK_READERS: dict[str, str] = {
    "services/clock.py": "the one Clock of the app",
    "cli/glance.py": "what was kept is shown before any clock could be loaded",
    "sandbox/settings.py": "the sandbox is a server of its own and keeps its own time",
    "sandbox/clock.py": "the sandbox is a server of its own and keeps its own time",
}
"""Files that may ask the machine for the time."""


def sources() -> list[Path]:
    return sorted(path for path in TUI.rglob("*.py") if path.parent != TUI)


def room_of(path: Path) -> str:
    return path.relative_to(TUI).parts[0]


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, allowed: frozenset[str]) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in allowed)


def named(path: Path) -> str:
    return path.relative_to(TUI).as_posix()


@pytest.mark.parametrize("path", sources(), ids=named)
def test_a_room_looks_only_where_it_may(path: Path) -> None:
    allowed = ROOMS[room_of(path)]
    seen = {module for module in imports_of(path) if module.split(".")[0] == "tui"}
    strays = {m for m in seen if m != "tui.__version__" and not within(m, allowed)}
    assert not strays


@pytest.mark.parametrize("path", sources(), ids=named)
def test_a_room_uses_only_its_libraries(path: Path) -> None:
    allowed = LIBRARIES[room_of(path)]
    packages = {module.split(".")[0] for module in imports_of(path)} - {"tui"} - set(sys.stdlib_module_names)
    assert not {p for p in packages - allowed if (named(path), p) not in EXCEPTIONS}


@pytest.mark.parametrize("path", sorted((TUI / "ui" / "widgets").glob("*.py")), ids=named)
def test_widgets_never_call_services_or_screens(path: Path) -> None:
    seen = {module for module in imports_of(path) if module.startswith("tui.")}
    assert not {m for m in seen if not within(m, WIDGETS_MAY_SEE) or within(m, frozenset({"tui.ui.screens"}))}


def clock_calls(path: Path) -> Iterator[str]:
    clocks = {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "time.time",
        "time.monotonic",
    }
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            spelled = f"{node.value.id}.{node.attr}"
            if spelled in clocks:
                yield f"{spelled} at line {node.lineno}"


@pytest.mark.parametrize("path", sources(), ids=named)
def test_only_the_clock_knows_the_time(path: Path) -> None:
    if named(path) not in CLOCK_READERS:
        assert list(clock_calls(path)) == []


def test_every_exception_is_still_needed() -> None:
    for file, package in EXCEPTIONS:
        assert package in {m.split(".")[0] for m in imports_of(TUI / file)}
