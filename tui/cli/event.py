"""`callsheet event` and the commands below it."""

from __future__ import annotations

from tui.cli.create import event
from tui.cli.export import export

__all__ = ["event"]

event.add_command(export)
