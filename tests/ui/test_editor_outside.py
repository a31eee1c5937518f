"""The editor's two ways on: the notes in another editor, and the next event after this one."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.driver import User, story
from tui.services.outside_editor import OutsideEditor
from tui.ui.screens.editor import EditorScreen


async def begun(user: User) -> EditorScreen:
    await user.sees("Timeline scrubbing")
    await user.press("e")
    await user.until(lambda: isinstance(user.app.screen, EditorScreen))
    await user.sees("Edit ")
    editor = user.app.screen
    assert isinstance(editor, EditorScreen)
    return editor


def lend(user: User, patched: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    """A terminal that can be lent, and an editor that does this to the file `$1`."""
    program = tmp_path / "own-editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    environ = {"PATH": os.environ["PATH"], "VISUAL": str(program)}
    patched.setattr(user.app, "outside_editor", lambda: OutsideEditor(environ))
    patched.setattr(user.app, "suspend", nullcontext)
    patched.setattr(type(user.app._driver), "can_suspend", True)


async def test_notes_come_back_from_the_users_own_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with story() as user:
        editor = await begun(user)
        lend(user, monkeypatch, tmp_path, 'echo "Bring the colours." > "$1"')
        await user.press("f2")
        await user.until(lambda: editor.draft.description == "Bring the colours.")
        await user.sees("Bring the colours.")
        assert not editor.unchanged


async def test_an_editor_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with story() as user:
        editor = await begun(user)
        before = editor.draft.description
        lend(user, monkeypatch, tmp_path, 'rm "$1"; exit 1')
        await user.press("f2")
        await user.sees("the notes stay as they were")
        assert editor.draft.description == before


async def test_without_a_terminal_to_lend_there_is_a_reason() -> None:
    async with story() as user:
        await begun(user)
        await user.press("f2")
        await user.sees("cannot be lent")


async def test_one_event_after_the_other() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.type("First")
        await user.press("f5")
        await user.sees("Saved.")
        await user.until(
            lambda: isinstance(user.app.screen, EditorScreen) and not user.app.screen.draft.title
        )
        editor = user.app.screen
        assert isinstance(editor, EditorScreen)
        assert editor.draft.starts == "Fri 20 Nov 2026 15:00"
        await user.type("Second")
        await user.press("ctrl+s")
        await user.sees("n new")
        titles = (
            [event.title for event in user.app.workspace.agenda.search("first")] if user.app.workspace else []
        )
        assert titles[:1] == ["First"]
