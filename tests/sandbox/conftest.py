"""A served sandbox for each file of stories, and a developer's curl on its accounts."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from tests.sandbox.curl import Curl
from tests.sandbox.older_wires import NODE, PYTHON, opened, token
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    """A sandbox of the file's own, on a Friday at noon."""
    with running(SandboxSettings(now=NOW)) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def curls(served: ServedSandbox) -> Iterator[dict[str, Curl]]:
    """A curl for each account, by its provider."""
    found = {line.provider: Curl(served, line.provider) for line in served.grants}
    yield found
    for curl in found.values():
        curl.close()


@pytest.fixture(scope="module")
def google(curls: dict[str, Curl]) -> Curl:
    """The Google account."""
    return curls["google"]


@pytest.fixture(scope="module")
def microsoft(curls: dict[str, Curl]) -> Curl:
    """The Microsoft account."""
    return curls["microsoft"]


@pytest.fixture(scope="module")
def icloud(curls: dict[str, Curl]) -> Curl:
    """The iCloud account."""
    return curls["icloud"]


@pytest.fixture(scope="module")
def python(served: ServedSandbox) -> Iterator[dict[str, httpx.Client]]:
    """The Python client on a Google and on an Exchange account: a bearer token, and `offset=0` everywhere."""
    found = {
        kind: opened(served, PYTHON | {"Authorization": f"Bearer {token(served, kind)}"})
        for kind in ("gmail", "exchange")
    }
    yield found
    for client in found.values():
        client.close()


@pytest.fixture(scope="module")
def node(served: ServedSandbox) -> Iterator[httpx.Client]:
    """The Node client: the token as the name of basic authentication, without a password."""
    basic = base64.b64encode(f"{token(served, 'gmail')}:".encode()).decode()
    headers = NODE | {"Authorization": f"Basic {basic}"}
    with opened(served, headers) as client:
        yield client
