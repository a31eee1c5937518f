"""Meeting links: where an event hides them, whom they belong to, and whether one may be opened.

A link is opened only as this module rebuilt it, never as it came.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urlsplit

from tui.domain.conferencing import Linked, Provider
from tui.domain.events import Event
from tui.domain.link_hosts import BESIDE_THE_CALL, known_host
from tui.domain.link_text import addresses_in
from tui.domain.link_wrappers import unwrap

MAX_LENGTH = 2048
MOST_LINKS = 50
"""Addresses looked at in one text."""

_BAD = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\u2400-\u2426\ufffd\ud800-\udfff]")
_HIDING = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"


class Trust(Enum):
    """What opening a link takes."""

    KNOWN = "known"
    """A call service's host: one key."""
    ASK = "ask"
    """Any other https host: shown first, opened on request."""
    REFUSE = "refuse"
    """Never opened."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address found in an event, taken apart and judged."""

    url: str
    host: str
    provider: Provider | None
    source: str
    """`conference`, `location` or `description`."""
    trust: Trust
    reason: str = ""
    """Why it is not simply opened."""


class _Refused(Exception):
    """The address is not opened; the text says why."""


def inspect(url: str, source: str = "conference") -> Link:
    """Judge one address. Only https to a plain host name passes; anything odd is refused with its reason."""
    candidate = unwrap(url.strip())
    try:
        host, port, rebuilt = _rebuilt(candidate)
    except _Refused as refusal:
        shown = candidate[:MAX_LENGTH]
        return Link(shown, _host_shown(shown), None, source, Trust.REFUSE, str(refusal))
    known, provider = known_host(host)
    if port not in (None, 443):
        return Link(
            rebuilt, host, provider, source, Trust.ASK, f"{host} is asked for at the unusual port {port}."
        )
    if known:
        return Link(rebuilt, host, provider, source, Trust.KNOWN)
    return Link(rebuilt, host, None, source, Trust.ASK, f"{host} is not a call service callsheet knows.")


def _host_shown(url: str) -> str:
    """The host a refused address names, as far as it is a plain name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _rebuilt(url: str) -> tuple[str, int | None, str]:
    """Host, port and the address put together again from its parts. Raises _Refused."""
    if not url:
        raise _Refused("There is no link.")
    if len(url) > MAX_LENGTH:
        raise _Refused("The link is longer than any meeting link.")
    if _BAD.search(url) or _HIDING.search(url):
        raise _Refused("The link holds spaces or characters that do not belong in one.")
    try:
        parts = urlsplit(url)
        typed, port = parts.hostname or "", parts.port
    except ValueError:
        raise _Refused("The link cannot be understood.") from None
    if parts.scheme != "https":
        raise _Refused("Only https links are opened.")
    if "@" in parts.netloc:
        raise _Refused("The link carries a user name, which hides where it leads.")
    host = _named_host(typed.removesuffix("."))
    where = host if port is None else f"{host}:{port}"
    tail = url[url.index("//") + 2 + len(parts.netloc) :]
    rebuilt = f"https://{where}{'' if tail.startswith('/') else '/'}{quote(tail, safe=_KEPT)}"
    if len(rebuilt) > MAX_LENGTH:
        raise _Refused("The link is longer than any meeting link.")
    return host, port, rebuilt


def _named_host(typed: str) -> str:
    """The host in ASCII; a foreign script shows as punycode, so that nothing passes for what it is not."""
    host = typed.lower()
    if not host.isascii():
        try:
            host = typed.encode("idna").decode("ascii").lower()
            round_trip = host.encode("ascii").decode("idna")
        except UnicodeError:
            raise _Refused("The link's host is not a valid name.") from None
        if round_trip != typed.lower():
            raise _Refused("The link's host is spelled so that it would pass for another.")
    if len(host) > 253 or not _HOST.fullmatch(host) or _is_address(host):
        raise _Refused("The link does not lead to a named host.")
    return host


def _is_address(host: str) -> bool:
    """Whether the host is a number: dotted, or the short and hexadecimal forms browsers accept."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rsplit(".", 1)[-1]
        return last.isdigit() or last.startswith("0x")
    return True


def links_in(text: str, source: str) -> Iterator[Link]:
    """The addresses in a text, in order, wrapped ones in one piece, punctuation behind them left out."""
    for count, address in enumerate(addresses_in(text)):
        if count == MOST_LINKS:
            return
        yield inspect(address, source)


def links_of(event: Event) -> tuple[Link, ...]:
    """Links that may lead into the event's call: its conference first, then calls in location and notes.

    Where two lead to the same place, the one that carries the passcode stands for both.
    """
    found: dict[str, Link] = {}
    if isinstance(event.conferencing, Linked) and event.conferencing.details.url:
        _add(found, inspect(event.conferencing.details.url))
    for source, text in (("location", event.location), ("description", event.description)):
        for link in links_in(text, source):
            if link.trust is Trust.KNOWN and not BESIDE_THE_CALL.match(link.url):
                _add(found, link)
    return tuple(found.values())


def _add(found: dict[str, Link], link: Link) -> None:
    place = link.url.partition("?")[0].rstrip("/")
    there = found.get(place)
    if there is None or ("?" in link.url and "?" not in there.url):
        found[place] = link


def link_of(event: Event) -> Link | None:
    """The link to join with, if there is one that is not refused."""
    return next((link for link in links_of(event) if link.trust is not Trust.REFUSE), None)


def recognise(url: str) -> Provider | None:
    """The provider whose host this is."""
    return inspect(url).provider


def call_text(event: Event) -> str:
    """Everything needed to get into the call, one line each, for copying; empty when there is nothing."""
    link = link_of(event)
    lines = [link.url] if link else []
    if isinstance(event.conferencing, Linked):
        details = event.conferencing.details
        pairs = (("Code", details.code), ("PIN", details.pin), ("Password", details.password))
        lines += [f"{label}: {value}" for label, value in pairs if value]
        lines += [f"Phone: {phone}" for phone in details.phones]
    return "\n".join(lines)
