"""The notes in the user's own editor: the terminal is lent to it, and taken back whatever it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import App, SuspendNotSupported

from tui.domain.errors import CallsheetError
from tui.ui import paint

if TYPE_CHECKING:
    from tui.services.outside_editor import OutsideEditor, Written
    from tui.ui.errand_runner import ErrandRunner

_NO_TERMINAL = "This terminal cannot be lent to another program."


def why_not_outside(app: App[Any]) -> str | None:
    """Why the notes cannot be written outside; None when they can."""
    driver = app._driver
    if driver is None or not driver.can_suspend:
        return _NO_TERMINAL
    return cast("ErrandRunner", app).outside_editor().why_not() or None


def written_outside(app: App[Any], text: str) -> str | None:
    """The text as it comes back, None where there was no editing. Nothing is painted meanwhile."""
    try:
        with app.batch_update(), app.suspend():
            written = _written(cast("ErrandRunner", app).outside_editor(), text)
    except SuspendNotSupported:
        paint.notice(app, _NO_TERMINAL)
        return None
    if isinstance(written, CallsheetError):
        paint.notice_error(app, written)
        return None
    if written.remark:
        paint.notice(app, written.remark, title="Your own editor", severity="warning")
    return written.text


def _written(editor: OutsideEditor, text: str) -> Written | CallsheetError:
    """A failure is an answer here: one that is raised would leave the terminal lent."""
    try:
        return editor.write(text)
    except CallsheetError as error:
        return error
