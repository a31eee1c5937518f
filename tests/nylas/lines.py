"""An account of the client against a server of the test's choosing."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import httpx

from tests.nylas.faults import FaultServer, Script, misbehaving
from tests.nylas.pulse import Recorded, StillClock
from tui.domain.calendars import AccountKind
from tui.domain.secret import SecretStr
from tui.nylas.calls import Calls
from tui.nylas.reading import Reading
from tui.nylas.retry import Deadlines
from tui.nylas.transport import TIMEOUTS, Transport
from tui.nylas.v3 import NylasV3

KEY = "nyk_canary_0123456789"
CALENDAR = "c@sandbox.test"


def account(
    uri: str,
    *,
    pause: Recorded | None = None,
    deadlines: Deadlines | None = None,
    timeouts: httpx.Timeout = TIMEOUTS,
    reading: Reading | None = None,
    key: str = KEY,
    grant: str = "g1",
    kind: AccountKind | None = None,
) -> NylasV3:
    """The client of one account at `uri`; a `kind` it is told need not be asked for."""
    line = Transport(uri, SecretStr(key), timeouts=timeouts, trust_env=False)
    return NylasV3(Calls(line, StillClock(), pause or Recorded(), deadlines), grant, reading, kind)


@contextlib.asynccontextmanager
async def against(
    *scripts: Script,
    pause: Recorded | None = None,
    deadlines: Deadlines | None = None,
    timeouts: httpx.Timeout = TIMEOUTS,
    reading: Reading | None = None,
    kind: AccountKind | None = AccountKind.UNKNOWN,
) -> AsyncIterator[tuple[NylasV3, FaultServer]]:
    """A client and the misbehaving server it talks to; told the `kind`, a listing need not ask for it."""
    async with misbehaving(*scripts) as server:
        api = account(
            server.uri, pause=pause, deadlines=deadlines, timeouts=timeouts, reading=reading, kind=kind
        )
        try:
            yield api, server
        finally:
            await api.aclose()
