"""One served sandbox, the app's own clients on it, and a developer's curl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import pytest

from tests.nylas.pulse import Recorded, StillClock
from tests.sandbox.curl import Curl
from tui.domain.secret import SecretStr
from tui.nylas.connect import open_api
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.services.ports import CalendarApi
from tui.services.settings import Profile

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
Opened = Callable[[str], CalendarApi]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    """A sandbox whose links are there on the second look."""
    with running(SandboxSettings(now=NOW, links=LinkRule("reads", 2), also=("ews",))) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def curls(served: ServedSandbox) -> Iterator[dict[str, Curl]]:
    """A curl for each account of version 3, by its provider."""
    found = {line.provider: Curl(served, line.provider) for line in served.grants}
    yield found
    for curl in found.values():
        curl.close()


@pytest.fixture
async def opened(served: ServedSandbox) -> AsyncIterator[Opened]:
    """The app's client: of version 3 for a provider, of version 2 for `v2:` and a kind of account."""
    apis: list[CalendarApi] = []

    def open_account(name: str) -> CalendarApi:
        if name.startswith("v2:"):
            key = next(one.token for one in served.sandbox.accounts if one.kind == name[3:])
            profile = Profile(api="v2", region="custom", api_uri=served.api_uri)
        else:
            key, grant = served.api_key, next(line.id for line in served.grants if line.provider == name)
            profile = Profile(region="custom", api_uri=served.api_uri, grant=grant)
        apis.append(open_api(profile, SecretStr(key), clock=StillClock(), pause=Recorded()))
        return apis[-1]

    yield open_account
    for api in apis:
        await api.aclose()
