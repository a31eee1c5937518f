"""How the app is left: at once, or after a question where something is unfinished.

Nothing of it is lost either way; deletions that were promised are sent first.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from tui.ui.app import CLOSING
from tui.ui.screens.confirm import Choice, ConfirmScreen

if TYPE_CHECKING:
    from tui.services.grace import Grace
    from tui.services.sending import Sending
    from tui.services.workspace import Workspace
    from tui.ui.app import CallsheetApp

_QUIT = "Quit callsheet?"


def leave_or_ask(app: CallsheetApp) -> None:
    """Leave; ask first when something is unfinished, and take a second asking for the answer."""
    unfinished = unfinished_words(app.workspace) if app.workspace is not None else ""
    asking = isinstance(app.screen, ConfirmScreen) and app.screen.heading == _QUIT
    if not unfinished or asking:
        leave(app)
        return

    def answered(answer: str | None) -> None:
        if answer == "quit":
            leave(app)

    choices = (Choice("s", "Stay", "stay"), Choice("q", "Quit", "quit"))
    app.push_screen(ConfirmScreen(_QUIT, choices, detail=unfinished), answered)


def leave(app: CallsheetApp) -> None:
    """Leave, once deletions that were promised are sent, and after a moment for what is on its way."""
    edits = app.workspace.edits_so_far if app.workspace is not None else None
    sending = app.workspace.agenda.sending if app.workspace is not None else None
    if edits is not None and sending is not None and (edits.grace.last is not None or sending.count):
        app.run_worker(_left(app, edits.grace, sending), name="leave", exit_on_error=False)
    else:
        app.exit()


async def _left(app: CallsheetApp, grace: Grace, sending: Sending) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING):
            await grace.hurry()
            await sending.over_with()
    app.exit()


def unfinished_words(workspace: Workspace) -> str:
    """What is still on its way, kept or waited for, a sentence each; empty when nothing is."""
    drafts, pending = len(workspace.drafts()), len(workspace.jobs.pending())
    sending = workspace.agenda.sending.count
    lines = []
    if sending:
        changes = "1 change is" if sending == 1 else f"{sending} changes are"
        lines.append(f"{changes} still being sent; the next start finds out what became of it.")
    if drafts:
        lines.append("1 draft is kept as you left it." if drafts == 1 else f"{drafts} drafts are kept.")
    if pending:
        links = "1 link is" if pending == 1 else f"{pending} links are"
        lines.append(f"{links} still being waited for; the next start goes on from here.")
    return "\n".join(lines)
