"""Taking a calendar's objects away in bulk: the import call where the account has one, else the listing.

Imported pages come in no order and may repeat objects; masters and exceptions come as such.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from tui.domain.calendars import AccountKind
from tui.domain.when import Window
from tui.nylas.calls import Calls
from tui.nylas.pages import Reader
from tui.nylas.transport import Request
from tui.nylas.wire_v3 import WireEvent

_IMPORTABLE: Final = frozenset({AccountKind.GOOGLE, AccountKind.MICROSOFT})
_IMPORT_LIMIT: Final = 500
_LIST_LIMIT: Final = 200


def bulk_request(
    grant: str, kind: AccountKind, calendar_id: str, part: Window, select: Sequence[str]
) -> Request:
    """The first request for a part; the id is always among the members selected."""
    imports = kind in _IMPORTABLE
    query = [
        ("calendar_id", calendar_id),
        ("start", str(math.floor(part.start.timestamp()))),
        ("end", str(math.ceil(part.end.timestamp()))),
        ("limit", str(_IMPORT_LIMIT if imports else _LIST_LIMIT)),
    ]
    if not imports:
        query.append(("expand_recurring", "false"))
    if select:
        query.append(("select", ",".join(dict.fromkeys(("id", *select)))))
    return Request("GET", f"{grant}/events{'/import' if imports else ''}", tuple(query))


async def objects_of(
    calls: Calls, reader: Reader[WireEvent], requests: Sequence[Request]
) -> AsyncIterator[Mapping[str, object]]:
    """The objects these requests list, each once. Raises ApiError."""
    seen: set[object] = set()
    for request in requests:
        async for page in calls.walk(request, reader.page):
            for item in page.items:
                if (name := item.raw.get("id")) not in seen:
                    seen.add(name)
                    yield item.raw
