"""Opening links: https only, by the desktop's launcher, with nothing of ours along."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.services.desk import at_the_desk
from tui.domain.errors import CallsheetError
from tui.domain.links import inspect
from tui.services.meet import for_account
from tui.services.opener import PROMPT, BrowserOpener

LINK = "https://meet.google.com/abc-defg-hij"


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A launcher that writes down what it was started with."""
    script = tmp_path / "xdg-open"
    new = tmp_path / "new"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {new}\nenv >> {new}\nmv {new} {tmp_path}/seen\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path / "seen"


def test_the_browser_gets_the_link_and_no_key(launcher: Path) -> None:
    environ = dict(os.environ) | {"DISPLAY": ":0", "NYLAS_API_KEY": "nyk_canary", "CALLSHEET_X": "canary"}
    BrowserOpener(environ).open(LINK)
    deadline = time.monotonic() + 30
    while not launcher.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    lines = launcher.read_text().splitlines()
    assert lines[0] == LINK
    assert not any("canary" in line for line in lines)


@pytest.mark.parametrize(
    "url", ["http://meet.google.com/abc", "file:///etc/passwd", "javascript:x", "-rf", ""]
)
def test_anything_but_https_is_never_handed_over(launcher: Path, url: str) -> None:
    with pytest.raises(CallsheetError):
        BrowserOpener(dict(os.environ) | {"DISPLAY": ":0"}).open(url)
    assert not launcher.exists()


def test_a_launcher_without_a_browser_behind_it_is_told(launcher: Path) -> None:
    (launcher.parent / "xdg-open").write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(CallsheetError, match="could not be started") as caught:
        BrowserOpener(dict(os.environ) | {"DISPLAY": ":0"}).open(LINK)
    assert caught.value.next_step


def test_a_launcher_that_cannot_be_run_is_told(launcher: Path) -> None:
    (launcher.parent / "xdg-open").write_bytes(b"\x7fELF is not a program")
    with pytest.raises(CallsheetError, match="could not be started"):
        BrowserOpener(dict(os.environ) | {"DISPLAY": ":0"}).open(LINK)


def test_a_launcher_that_stays_as_long_as_the_browser_is_not_waited_for(launcher: Path) -> None:
    gate = launcher.parent / "gate"
    os.mkfifo(gate)
    (launcher.parent / "xdg-open").write_text(f"#!/bin/sh\nread line < {gate}\n")
    began = time.monotonic()
    BrowserOpener(dict(os.environ) | {"DISPLAY": ":0"}).open(LINK)
    assert time.monotonic() - began < PROMPT + 2
    gate.write_text("closed\n")


@pytest.mark.parametrize("url", [f"{LINK}?a=$(touch%20x)&b=`id`;reboot", f"{LINK}?q='%20\"x"])
def test_nothing_in_a_link_is_for_a_shell(launcher: Path, url: str) -> None:
    BrowserOpener(dict(os.environ) | {"DISPLAY": ":0"}).open(url)
    assert launcher.read_text().splitlines()[0] == inspect(url).url


def test_without_a_desktop_there_is_no_browser() -> None:
    assert not BrowserOpener({"SSH_CONNECTION": "1 2 3 4"}).available()


def test_only_a_meet_is_told_who_joins() -> None:
    assert for_account(inspect(f"{LINK}?hs=1"), "a@b.test") == f"{LINK}?hs=1&authuser=a%40b.test"
    assert for_account(inspect(f"{LINK}?authuser=1"), "a@b.test") == f"{LINK}?authuser=a%40b.test"
    assert for_account(inspect(LINK), "") == LINK
    zoom = "https://zoom.us/j/89012345678"
    assert for_account(inspect(zoom), "a@b.test") == zoom


async def test_a_link_without_a_browser_is_told_so() -> None:
    async with at_the_desk() as desk:
        desk.world.browser.there = False
        assert (await desk.workspace.meet.open(inspect(LINK))).how == "none"
        desk.world.browser.there = True
        assert (await desk.workspace.meet.open(inspect(LINK))).how == "browser"
        assert desk.world.browser.opened == [f"{LINK}?authuser=ada%40sandbox.test"]
        with pytest.raises(CallsheetError):
            await desk.workspace.meet.open(inspect("http://meet.google.com/abc"))
