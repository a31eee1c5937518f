"""What a command loads, measured in a fresh interpreter: paths that show no screen never pay for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.home import environment, furnished

TUI = Path(__file__).parent.parent / "tui"

SCREENLESS = sorted(
    ".".join(path.relative_to(TUI.parent).with_suffix("").parts)
    for room in ("domain", "store", "services", "nylas", "sandbox")
    for path in (TUI / room).glob("*.py")
    if path.stem != "__init__"
)


NETWORK = frozenset({"httpx", "anyio", "starlette", "uvicorn", "email_validator", "tenacity"})


def loaded_by(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {line.split(".")[0] for line in done.stdout.splitlines()} | set(done.stdout.splitlines())


def test_everything_below_the_screens_loads_without_textual() -> None:
    loaded = loaded_by("\n".join(f"import {module}" for module in SCREENLESS))
    assert "textual" not in loaded


@pytest.mark.parametrize("room", ["domain", "store"])
def test_the_inner_rooms_load_without_any_library(room: str) -> None:
    modules = [m for m in SCREENLESS if m.startswith(f"tui.{room}.")]
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert not {"httpx", "pydantic", "textual", "keyring", "starlette"} & loaded


def test_the_sandbox_shares_no_code_with_the_client() -> None:
    modules = [m for m in SCREENLESS if m.startswith("tui.sandbox.")]
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert not {m for m in loaded if m.startswith(("tui.nylas", "tui.domain", "tui.services"))}


def test_an_agenda_is_painted_before_the_service_is_loaded() -> None:
    loaded = loaded_by("import tui.cli.screen, tui.cli.opening, tui.cli.later, tui.ui.app, tui.store.cache")
    assert not {m for m in loaded if m.startswith(("tui.nylas", "tui.sandbox", "tui.ui.screens.editor"))}
    assert not NETWORK & loaded
    assert not {"tomlkit", "dateutil", "keyring", "tui.domain.checking", "tui.services.edit"} & loaded


AT_FIRST_PAINT = """
import os, sys
import tui.cli.screen as screen
from tui.cli.ground import Ground
from tui.ui.app import App, CallsheetApp

def painted():
    sys.__stdout__.write(chr(10).join(sys.modules))
    sys.__stdout__.flush()
    os._exit(0)

screen.require_terminal, screen._collect_again = lambda environ: None, painted
CallsheetApp.run = lambda app: App.run(app, headless=True, size=(120, 36))
screen.run_app(Ground())
"""
NOT_YET = (
    *("click", "pydantic", "pydantic_core", "keyring", "tomlkit", "dateutil"),
    *("tui.nylas", "tui.sandbox", "tui.services.settings", "tui.services.edit", "tui.services.looking"),
    *("tui.domain.checking", "tui.domain.drafts", "tui.domain.drafting", "tui.domain.writes"),
    *("tui.domain.callsettings", "tui.domain.series", "tui.domain.callnotes"),
    *("tui.ui.screens.confirm", "tui.ui.screens.jobs", "tui.ui.screens.links", "tui.ui.screens.help"),
    *("tui.ui.screens.go_to_date", "tui.ui.screens.editor", "tui.ui.screens.welcome"),
    *("rich.markdown", "rich.syntax", "pygments", "markdown_it"),
    *("textual.widgets._data_table", "textual.widgets._text_area", "textual.widgets._markdown"),
)
"""What nobody needs to see the first agenda; it is loaded when it is asked for, or once that stands."""


def test_the_first_agenda_stands_before_anything_else_is_loaded(tmp_path: Path) -> None:
    environ = environment(furnished(tmp_path, 200)) | {"PYTHONPATH": str(TUI.parent)}
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], capture_output=True, text=True, check=False, env=environ
    )
    loaded = set(done.stdout.splitlines())
    assert "tui.ui.screens.calendar" in loaded, done.stderr
    early = {one for one in loaded for late in NOT_YET if one == late or one.startswith(f"{late}.")}
    assert not early
    assert not NETWORK & loaded


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['callsheet', '--version']\n"
        "import io, contextlib\nfrom tui.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main()"
    )
    assert not {"textual", "httpx", "pydantic", "keyring", "starlette", "sqlite3", "click"} & loaded_by(code)
    helped = loaded_by(code.replace("--version", "--help"))
    assert not {"textual", "httpx", "pydantic", "keyring", "starlette", "sqlite3"} & helped


def test_a_command_pays_for_no_other() -> None:
    loaded = loaded_by("from tui.cli.main import main\nimport tui.cli.commands, tui.cli.paths")
    assert {m for m in loaded if m.startswith("tui.cli.")} == {
        "tui.cli.commands",
        "tui.cli.glance",
        "tui.cli.ground",
        "tui.cli.main",
        "tui.cli.paths",
        "tui.cli.places",
    }
    assert "asyncio" not in loaded


def test_the_last_agenda_is_shown_before_anything_is_loaded() -> None:
    loaded = loaded_by("import tui.cli.main")
    assert {m for m in loaded if m.startswith("tui")} == {"tui", "tui.cli", "tui.cli.main", "tui.cli.glance"}
    heavy = {"asyncio", "click", "dataclasses", "datetime", "json", "pathlib", "platformdirs", "re", "typing"}
    assert not heavy & loaded
