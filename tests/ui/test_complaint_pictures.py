"""Every remark the editor can make, as a picture: its words beside the field and in the list."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from tests.domain.complaints import COMPLAINTS
from tests.driver import SMALL, WIDE
from tests.ui.editor_desk import Desk
from tests.ui.flow import Compare
from tests.ui.host import Host
from tui.domain.checking import Checked, Context, check
from tui.domain.drafts import Draft
from tui.ui.screens.editor import EditorScreen


class OtherDesk(Desk):
    """Checks against a desk of the picture's own."""

    def __init__(self, context: Context) -> None:
        super().__init__(account=context.account, hosts=context.hosts)
        self._context = context

    def context(self) -> Context:
        return self._context

    def check(self, draft: Draft) -> Checked:
        return check(draft, self._context)


def picture(compare: Compare, name: str, size: tuple[int, int], theme: str = "dark") -> None:
    """The editor with this draft in it, after an attempt to save what cannot be saved."""
    draft, context = COMPLAINTS[name]
    key = "ctrl+s" if check(draft, context).problems else "ctrl+g"
    app = Host(screen=EditorScreen(OtherDesk(context), draft, None), theme=theme)

    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        cast(Host, pilot.app).clear_notifications()
        await pilot.pause()

    assert compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("name", COMPLAINTS)
def test_what_is_said(snap_compare: Compare, name: str) -> None:
    picture(snap_compare, name, WIDE)


@pytest.mark.parametrize("name", ["nothing typed", "half a link", "no host"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_what_is_said_in_a_small_window(snap_compare: Compare, name: str, theme: str) -> None:
    picture(snap_compare, name, SMALL, theme)
