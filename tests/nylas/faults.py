"""A tiny server that misbehaves at the socket, in ways no application framework can.

Every connection is handed to the next script; requests are recorded as they came.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class FaultServer:
    """Where the server listens and what it was asked."""

    port: int = 0
    requests: list[str] = field(default_factory=list)

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def lines(self) -> list[str]:
        return [request.split("\r\n", 1)[0] for request in self.requests]


@contextlib.asynccontextmanager
async def misbehaving(*scripts: Script) -> AsyncIterator[FaultServer]:
    """A server whose n-th request meets the n-th script; the last one goes on for ever."""
    faults = FaultServer()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await _serve(faults, scripts, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    faults.port = server.sockets[0].getsockname()[1]
    try:
        yield faults
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _serve(
    faults: FaultServer,
    scripts: Sequence[Script],
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next((int(h[15:]) for h in head.split("\r\n") if h.lower().startswith("content-length:")), 0)
        body = (await reader.readexactly(length)).decode()
        faults.requests.append(head + body)
        await scripts[min(len(faults.requests), len(scripts)) - 1](reader, writer)
        if writer.is_closing():
            return


def answers(
    body: bytes | str = b"{}",
    *,
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    kind: str = "application/json",
) -> Script:
    """A whole answer."""
    raw = body.encode() if isinstance(body, str) else body

    async def script(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + raw)
        await writer.drain()

    return script


async def resets(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The connection is torn down before a single byte."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def cuts_off(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body that stops half-way."""
    writer.write(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"data": ['
    )
    await writer.drain()
    writer.close()


async def trickles(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One byte at a time, so that no single read ever times out."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def hangs(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Accepts and never answers."""
    await asyncio.Event().wait()
