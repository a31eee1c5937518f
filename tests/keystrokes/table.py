"""The table of the README: keys here beside keys elsewhere."""

from __future__ import annotations

from tests.keystrokes.elsewhere import ELSEWHERE, NAMES
from tests.keystrokes.notation import count
from tests.keystrokes.tasks import TASKS


def table() -> str:
    """As Markdown; a dash is what cannot be done there, or is not in its documents."""
    head = ["", "callsheet", *NAMES.values()]
    rows = [
        [task.words, f"**{count(task.keys)}**", *(_there(name, task.id) for name in NAMES)] for task in TASKS
    ]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _there(name: str, task: str) -> str:
    way = ELSEWHERE[name].get(task)
    return way.cell if way else "—"
