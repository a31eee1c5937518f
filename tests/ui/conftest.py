"""The machine taken away from UI tests: no colour variables, no blinking, no network beyond loopback.

Textual reads its environment when first imported, so the variables go before any such import.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

_COLOURS = {"NO_COLOR", "COLORTERM", "FORCE_COLOR"}
for _name in [*os.environ]:
    if _name in _COLOURS or (_name.startswith("TEXTUAL_") and "SNAPSHOT" not in _name):
        del os.environ[_name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import pytest  # noqa: E402
from textual.app import App  # noqa: E402
from textual.widgets import Input, TextArea  # noqa: E402

from tests.ui.flow import Compare, Flow  # noqa: E402

CANARY = "nyk_canary_0123456789abcdef"
"""An API key that must never be seen on a screen, in an export or in a crash report."""


def hold_still(patch: pytest.MonkeyPatch) -> None:
    """Have no cursor blink."""
    patch.setattr(Input, "_toggle_cursor", lambda self: None)
    patch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda self: None)


@pytest.fixture(autouse=True)
def _nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    hold_still(monkeypatch)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {host}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _no_canary_on_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    seen: list[str] = []
    real = App.export_screenshot

    def export(self: App[Any], **options: Any) -> str:
        picture = real(self, **options)
        seen.append(picture)
        return picture

    monkeypatch.setattr(App, "export_screenshot", export)
    yield
    assert not [picture for picture in seen if CANARY in picture]


@pytest.fixture
def flow(snap_compare: Compare) -> Flow:
    """Steps that end in a picture."""
    return Flow(snap_compare)
