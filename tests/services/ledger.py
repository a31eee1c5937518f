"""What the service itself has written down, seen past every client."""

from __future__ import annotations

import json
from typing import Any

from tui.sandbox.server import Sandbox

JSON = dict[str, Any]


def objects(sandbox: Sandbox, title: str) -> list[JSON]:
    """Its events, in any account and calendar, whose title begins so; without those that were called off."""
    store = sandbox._store
    with store.lock:
        bodies = store._connection.execute("select body from events").fetchall()
    found: list[JSON] = [json.loads(body) for (body,) in bodies]
    titled = (one for one in found if (one.get("title") or "").startswith(title))
    return [one for one in titled if one.get("status") != "cancelled"]


def plant(sandbox: Sandbox, event: JSON) -> None:
    """Change an event as only the service can: no rule is asked."""
    with sandbox._store.lock:
        sandbox._store.put_event(event)
        sandbox._store.commit()
