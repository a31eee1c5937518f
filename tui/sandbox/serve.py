"""The sandbox on a socket: for a terminal of its own, and for tests.

It listens on loopback unless told otherwise, and says where it is in one line of JSON.
"""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from tui.sandbox.server import GrantLine, Sandbox
from tui.sandbox.settings import Clock, SandboxSettings

_START = 20.0


@dataclass(frozen=True, slots=True)
class ServedSandbox:
    """A sandbox that listens."""

    api_uri: str
    api_key: str
    grants: tuple[GrantLine, ...]
    sandbox: Sandbox


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named outright: asyncio turns off the wait for fuller packets (40 ms an answer) only where it reads TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _uri(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _server(sandbox: Sandbox) -> uvicorn.Server:
    config = uvicorn.Config(
        sandbox.app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        ws="none",
    )
    return uvicorn.Server(config)


def greeting(served: ServedSandbox) -> str:
    """The line printed when ready."""
    grants = [{"id": g.id, "provider": g.provider, "email": g.email} for g in served.grants]
    accounts = served.sandbox.accounts
    older = {
        "api_server": served.api_uri,
        "access_token": accounts[0].token,
        "accounts": [
            {"id": a.id, "kind": a.kind, "email": a.grant.get("email", ""), "access_token": a.token}
            for a in accounts
        ],
    }
    newer = {"api_uri": served.api_uri, "api_key": served.api_key, "grants": grants}
    return json.dumps(newer | {"v2": older})


def serve(settings: SandboxSettings, host: str = "127.0.0.1", port: int = 0) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit code. Raises OSError when the port is taken."""
    sandbox = Sandbox.open(settings)
    listener = _listener(host, port)
    server = _server(sandbox)
    served = ServedSandbox(_uri(listener), sandbox.api_key, sandbox.grants, sandbox)
    listener.listen(128)
    print(greeting(served), flush=True)  # noqa: T201
    try:
        # Once it has stopped, the server raises the signal again: being told to stop is no failure here.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    finally:
        listener.close()
        sandbox.close()
    return 0


@contextmanager
def running(settings: SandboxSettings, clock: Clock | None = None) -> Iterator[ServedSandbox]:
    """A sandbox served from a thread while the block lasts, by its own clock or one that is given."""
    sandbox = Sandbox.open(settings, clock)
    listener = _listener("127.0.0.1", 0)
    server = _server(sandbox)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    listener.listen(128)
    thread.start()
    try:
        yield ServedSandbox(_uri(listener), sandbox.api_key, sandbox.grants, sandbox)
    finally:
        server.should_exit = True
        thread.join(_START)
        listener.close()
        sandbox.close()
