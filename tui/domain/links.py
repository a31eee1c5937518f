"""Meeting links: where an event hides them, whom they belong to, and whether one may be opened.

A link is opened only as this module rebuilt it, never as it came.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qs, unquote, urlsplit

from tui.domain.conferencing import Linked, Provider
from tui.domain.events import Event
from tui.domain.link_hosts import SAFELINKS, URLDEFENSE, known_host

MAX_LENGTH = 2048
_UNWRAPPINGS = 3
_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}\u2420-\u2426]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}>*_~"
_BAD = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\u2400-\u2426\ufffd]")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


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


def inspect(url: str, source: str = "conference") -> Link:
    """Judge one address. Only https to a plain host name passes; anything odd is refused with its reason."""
    candidate = unwrap(url.strip())
    reason, host, rebuilt = _taken_apart(candidate)
    if reason:
        return Link(candidate[:MAX_LENGTH], host, None, source, Trust.REFUSE, reason)
    known, provider = known_host(host)
    if known:
        return Link(rebuilt, host, provider, source, Trust.KNOWN)
    return Link(rebuilt, host, None, source, Trust.ASK, f"{host} is not a call service callsheet knows.")


def _taken_apart(url: str) -> tuple[str, str, str]:
    if len(url) > MAX_LENGTH:
        return "The link is longer than any meeting link.", "", ""
    if _BAD.search(url):
        return "The link holds spaces or characters that do not belong in one.", "", ""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "The link cannot be understood.", "", ""
    if parts.scheme != "https":
        return "Only https links are opened.", host, ""
    if "@" in parts.netloc:
        return "The link carries a user name, which hides where it leads.", host, ""
    name = _punycode(host)
    if name is None or not _HOST.fullmatch(name) or _is_address(name):
        return "The link does not lead to a named host.", host, ""
    tail = url.split(parts.netloc, 1)[1] or "/"
    where = name if port is None else f"{name}:{port}"
    return "", name, f"https://{where}{tail}"


def _punycode(host: str) -> str | None:
    try:
        return host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rsplit(".", 1)[-1].isdigit()
    return True


def unwrap(url: str) -> str:
    """The address behind Outlook's or Proofpoint's wrapper, at most three layers deep, asking nobody."""
    for _ in range(_UNWRAPPINGS):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    return url


def _inner(url: str) -> str | None:
    if len(url) > 4 * MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host.endswith(SAFELINKS):
        return next(iter(parse_qs(parts.query).get("url", [])), None)
    if host in URLDEFENSE:
        return _undefended(url, parts.query)
    return None


def _undefended(url: str, query: str) -> str | None:
    if found := re.search(r"/v3/__(https?:.+?)__;", url):
        return found[1]
    wrapped = next(iter(parse_qs(query).get("u", [])), None)
    return unquote(wrapped.replace("-", "%").replace("_", "/")) if wrapped else None


def links_in(text: str, source: str) -> Iterator[Link]:
    """Every address in a text, in order, trailing punctuation left out."""
    for found in _URL.finditer(text):
        yield inspect(_trimmed(found[0]), source)


def _trimmed(url: str) -> str:
    while url and url[-1] in _TRAILING:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def links_of(event: Event) -> tuple[Link, ...]:
    """Links that may lead into the event's call: its conference first, then calls in location and notes."""
    found: dict[str, Link] = {}
    if isinstance(event.conferencing, Linked) and event.conferencing.details.url:
        link = inspect(event.conferencing.details.url)
        found[link.url] = link
    for source, text in (("location", event.location), ("description", event.description)):
        for link in links_in(text, source):
            if link.trust is Trust.KNOWN and not _seen_longer(link, found):
                found.setdefault(link.url, link)
    return tuple(found.values())


def _seen_longer(link: Link, found: dict[str, Link]) -> bool:
    """Whether a link to the same place, passcode and all, is there already."""
    bare = link.url.split("?")[0]
    return any(other.split("?")[0] == bare for other in found)


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
