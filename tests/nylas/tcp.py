"""A line that breaks: a small proxy in front of a served sandbox, for what no application can do to a socket.

Only the requests a fault is meant for meet it; all others, and all after it, pass untouched.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit


class Break(Enum):
    """How the line breaks under one request."""

    RESET_BEFORE = "torn down before the service has the request"
    RESET_AFTER = "torn down once the service has answered"
    HALF_CLOSED = "closed in one direction, in the middle of the answer's head"
    TRUNCATED = "closed in the middle of the answer's body"
    GARBLED = "the answer's bytes are not those that were sent"
    TRICKLE = "the answer comes byte by byte, and would take for ever"
    BLACK_HOLE = "the request is swallowed, and never answered"
    SILENCE = "the request is carried out, and never answered"


ARRIVES = frozenset(Break) - {Break.RESET_BEFORE, Break.BLACK_HOLE}
"""The ways in which the service gets the request nevertheless."""


@dataclass
class Proxy:
    """Where the proxy listens, what comes next, and what passed."""

    uri: str = ""
    method: str = ""
    """The requests that meet the faults."""
    breaks: list[Break] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    """The methods of the requests that reached the service."""


@contextlib.asynccontextmanager
async def proxied(service: str) -> AsyncIterator[Proxy]:
    """A proxy in front of the service at this address."""
    proxy = Proxy()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await _serve(proxy, service, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy.uri = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _serve(
    proxy: Proxy, service: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while not writer.is_closing():
        request = await _message(reader)
        method = request.split(b" ", 1)[0].decode()
        how = proxy.breaks.pop(0) if proxy.breaks and method == proxy.method else None
        if how is None or how in ARRIVES:
            proxy.passed.append(method)
            answer = await _asked(service, request)
        else:
            answer = b""
        await _answer(how, answer, writer)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One request or answer: its head, and as much body as it announces."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
    return head + await reader.readexactly(length)


async def _asked(service: str, request: bytes) -> bytes:
    place = urlsplit(service)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        writer.write(request)
        return await _message(reader)
    finally:
        writer.close()


async def _answer(how: Break | None, answer: bytes, writer: asyncio.StreamWriter) -> None:
    head, body = answer.find(b"\r\n\r\n"), answer.find(b"\r\n\r\n") + 4
    match how:
        case None:
            writer.write(answer)
        case Break.RESET_BEFORE | Break.RESET_AFTER:
            line: socket.socket = writer.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return
        case Break.HALF_CLOSED:
            writer.write(answer[: head // 2])
            writer.write_eof()
            await asyncio.sleep(0.05)
            writer.close()
        case Break.TRUNCATED:
            writer.write(answer[: (body + len(answer)) // 2])
            writer.close()
        case Break.GARBLED:
            writer.write(answer[:body] + bytes(byte ^ 0x55 for byte in answer[body:]))
        case Break.TRICKLE:
            for at in range(len(answer)):
                writer.write(answer[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0.02)
        case Break.BLACK_HOLE | Break.SILENCE:
            await asyncio.Event().wait()
    with contextlib.suppress(ConnectionError):
        await writer.drain()
