"""A service that answers at once from what the sandbox once said, in a process of its own.

Whoever lists from it is measured, and not the sandbox beside it.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from tui.domain.when import Window
from tui.sandbox.serve import ServedSandbox

Answers = dict[str, bytes]
ASKED = "/asked"
"""Where it says how many requests there were."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where the answers are given, and for whom."""

    api_uri: str
    api_key: str
    grant: str


def key_of(target: str) -> str:
    """What tells two requests apart: the path, the calendar and the page."""
    split = urlsplit(target)
    asked = parse_qs(split.query)
    return " ".join([split.path, *(asked.get(name, [""])[0] for name in ("calendar_id", "page_token"))])


def answers_of(served: ServedSandbox, window: Window) -> Answers:
    """Everything a listing of all calendars asks for."""
    root, found = f"/v3/grants/{served.grants[0].id}", Answers()

    def said(target: str) -> bytes:
        asking = urllib.request.Request(
            served.api_uri + target, headers={"Authorization": f"Bearer {served.api_key}"}
        )
        with urllib.request.urlopen(asking) as answer:
            found[key_of(target)] = body = answer.read()
        return bytes(body)

    said(root)
    for calendar in json.loads(said(f"{root}/calendars?limit=200"))["data"]:
        query = {"calendar_id": calendar["id"], "limit": 200, "expand_recurring": "true"}
        query |= {"start": int(window.start.timestamp()), "end": int(window.end.timestamp())}
        while token := json.loads(said(f"{root}/events?{urlencode(query)}")).get("next_cursor"):
            query["page_token"] = token
    return found


@contextmanager
def answering(told: Mapping[str, str]) -> Iterator[str]:
    """These answers, given by another process; its address."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump(told, file)
        file.flush()
        argv = (sys.executable, "-m", "tests.bench.recorded", file.name)
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                yield f"http://127.0.0.1:{int(process.stdout.readline())}"
            finally:
                process.kill()


@contextmanager
def recorded(served: ServedSandbox, window: Window) -> Iterator[Recorded]:
    """The answers of a sandbox, given by another process."""
    told = {key: body.decode() for key, body in answers_of(served, window).items()}
    with answering(told) as address:
        yield Recorded(address, served.api_key, served.grants[0].id)


async def _answer(
    answers: Answers, given: Counter[str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while asked := await reader.readline():
        while (await reader.readline()).strip():
            pass
        key = key_of(asked.split()[1].decode())
        given[key] += 1
        body = str(given.total()).encode() if key == key_of(ASKED) else answers.get(key)
        status = b"200 OK" if body is not None else b"404 Not Found"
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        writer.write(head % (status, len(body or b"{}")) + (body or b"{}"))
        await writer.drain()


async def _serve(answers: Answers) -> None:
    given: Counter[str] = Counter()
    server = await asyncio.start_server(lambda r, w: _answer(answers, given, r, w), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    kept = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    asyncio.run(_serve({key: body.encode() for key, body in kept.items()}))
