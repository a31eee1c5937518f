"""One request over HTTP: limits, the bearer key, and every network fault turned into a `Setback`.

The key is read from its `SecretStr` only while a request is being sent, and no exception leaves here
with the one that caused it attached.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from tui import __version__
from tui.domain.secret import SecretStr
from tui.domain.text import clean
from tui.nylas.http import httpx
from tui.nylas.setbacks import Answer, Setback, Trouble

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]

BODY_CAP: Final = 16 * 1024 * 1024
"""Decoded bytes of one answer."""
PARALLEL: Final = 4
"""Requests at once; Microsoft accounts allow no more than four."""
TIMEOUTS: Final = httpx.Timeout(connect=5.0, read=30.0, write=15.0, pool=5.0)


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask. `path` is complete and URL-encoded, below the base address."""

    method: Method
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, object] | None = field(default=None, repr=False)


class _Bearer(httpx.Auth):
    def __init__(self, key: SecretStr) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        yield request


class Transport:
    """The one HTTP client of an account. Raises `Setback`, never an httpx exception."""

    def __init__(
        self,
        base: str,
        key: SecretStr,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: httpx.Timeout = TIMEOUTS,
        trust_env: bool = True,
    ) -> None:
        self.host = httpx.URL(base).netloc.decode("ascii", "replace")
        self._lanes = asyncio.Semaphore(PARALLEL)
        self._client = httpx.AsyncClient(
            base_url=base,
            auth=_Bearer(key),
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "User-Agent": f"callsheet/{__version__}",
            },
            timeout=timeouts,
            transport=transport,
            follow_redirects=False,
            trust_env=trust_env,
        )

    async def send(self, request: Request) -> Answer:
        """The answer to one attempt, whatever its status."""
        async with self._lanes:
            try:
                return await self._send(request)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as fault:
                raise _setback(fault, self.host) from None

    async def _send(self, request: Request) -> Answer:
        async with self._client.stream(
            request.method, request.path, params=list(request.query), json=request.body
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            if response.is_redirect:
                raise Setback(Trouble.FOREIGN, _redirected(response, self.host))
            return Answer(response.status_code, headers, await _body(response, self.host))

    def url(self, request: Request) -> str:
        """The whole address a request goes to."""
        return str(self._client.build_request(request.method, request.path, params=list(request.query)).url)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()


async def _body(response: httpx.Response, host: str) -> bytes:
    whole = bytearray()
    async for chunk in response.aiter_bytes():
        whole += chunk
        if len(whole) > BODY_CAP:
            flood = Setback(Trouble.FOREIGN, f"{host} sent more than 16 MiB in one answer.")
            flood.after_loss = response.is_success
            raise flood
    return bytes(whole)


def _redirected(response: httpx.Response, host: str) -> str:
    try:
        target = httpx.URL(response.headers["location"]).host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        target = ""
    where = clean(target, limit=200) or "another page"
    return f"{host} sent us on to {where}; that is not followed, so your key stays here."


def _setback(fault: Exception, host: str) -> Setback:
    match fault:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Setback(Trouble.NOT_SENT, f"No connection to {host} in time.")
        case httpx.ConnectError() if _is_tls(fault):
            return Setback(Trouble.UNSAFE, f"The secure connection to {host} could not be verified.")
        case httpx.ConnectError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return Setback(Trouble.NOT_SENT, f"No connection to {host}.")
        case httpx.ProxyError():
            return Setback(Trouble.NOT_SENT, f"The proxy did not let us through to {host}.")
        case httpx.TimeoutException():
            return Setback(Trouble.LOST, f"{host} did not answer in time.")
        case httpx.DecodingError():
            return Setback(Trouble.GARBLED, f"The answer from {host} was damaged on its way.")
        case _:
            return Setback(Trouble.LOST, f"The connection to {host} broke.")


def _is_tls(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, ssl.SSLError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
