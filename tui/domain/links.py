"""Meeting links: where an event hides them, whom they belong to, and whether one may be opened.

A link is opened only as this module rebuilt it, never as it came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import parse_qsl, urlencode, urlsplit

from tui.domain.conferencing import Linked, Provider
from tui.domain.events import Event
from tui.domain.link_address import LONGEST, Refused, host_shown, owner_shown, rebuilt
from tui.domain.link_services import Service, service_of
from tui.domain.link_text import Address, addresses_in
from tui.domain.link_wrappers import unwrap

MOST_LINKS = 50
"""Addresses looked at in one text."""


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
    service: str = ""
    """The call service's name; empty where none is known."""
    code: str = ""
    """The meeting's own code, as the address shows it."""
    shown: str = ""
    """The host its words show, where that is another one than it leads to."""


def inspect(address: str, source: str = "conference") -> Link:
    """Judge one address. Only https to a plain host name passes; anything odd is refused with its reason."""
    candidate = unwrap(address.strip())
    try:
        host, port, url = rebuilt(candidate)
    except Refused as refusal:
        shown = candidate[:LONGEST]
        return Link(shown, host_shown(shown), None, source, Trust.REFUSE, str(refusal))
    tail = _tail(url)
    service = service_of(host)
    if service is None or (service.shared and not service.leads_in(tail)):
        return Link(url, host, None, source, Trust.ASK, f"{host} is not a call service callsheet knows.")
    odd = port not in (None, 443)
    return Link(
        url,
        host,
        service.provider,
        source,
        Trust.ASK if odd else Trust.KNOWN,
        f"{host} is asked for at the unusual port {port}." if odd else "",
        service.name,
        service.code_in(tail),
    )


def _tail(url: str) -> str:
    """What follows the host, from the slash on."""
    return "/" + url.partition("://")[2].partition("/")[2]


def links_in(text: str, source: str, *, bare: bool = False) -> Iterator[Link]:
    """The addresses in a text, in order, wrapped ones in one piece, punctuation behind them left out.

    With `bare`, those of call services count without their `https://` too.
    """
    for count, address in enumerate(addresses_in(text, bare=bare)):
        if count == MOST_LINKS:
            return
        yield _read(address, source)


def _read(address: Address, source: str) -> Link:
    """The link, asked about where its words show the host of somebody else."""
    link = inspect(address.url, source)
    shown = owner_shown(unwrap(address.shown)) if address.shown else ""
    if not shown or _same_owner(shown, link.host):
        return link
    said = f"It reads {shown}, but leads to {link.host or 'no named host'}."
    if link.trust is Trust.REFUSE:
        return replace(link, reason=f"{said} {link.reason}", shown=shown)
    return replace(link, trust=Trust.ASK, reason=said, shown=shown)


def _same_owner(shown: str, host: str) -> bool:
    if shown.removeprefix("www.") == host.removeprefix("www.") or host.endswith("." + shown):
        return True
    known, leads = service_of(shown), service_of(host)
    return known is not None and leads is not None and known.name == leads.name


def links_of(event: Event) -> tuple[Link, ...]:
    """Links that may lead into the event's call: its conference first, then calls in location and notes.

    Where two lead into the same call, the one that carries the passcode stands for both, else the longer.
    Behind them come those that pass for a call's but are asked about or refused.
    """
    found: dict[str, Link] = {}
    if isinstance(event.conferencing, Linked) and event.conferencing.details.url:
        _add(found, inspect(event.conferencing.details.url))
    texts = (("location", event.location), ("description", event.description))
    links = [link for source, text in texts if "/" in text for link in links_in(text, source, bare=True)]
    for link in links:
        if link.trust is Trust.KNOWN and _leads_in(link):
            _add(found, link)
    honest = {link.url for link in found.values()}
    for link in links:
        if link.trust is not Trust.KNOWN and link.url not in honest and _passes_for_a_call(link):
            _add(found, link)
    return tuple(found.values())


def _leads_in(link: Link) -> bool:
    service = service_of(link.host)
    return service is not None and service.leads_in(_tail(link.url))


def _passes_for_a_call(link: Link) -> bool:
    """Whether somebody might want to join by it: a call's address, or words or a user name that show one."""
    if link.shown:
        return service_of(link.shown) is not None or _leads_in(link)
    if link.trust is not Trust.REFUSE:
        return False
    user, at, _ = link.url.partition("://")[2].partition("/")[0].rpartition("@")
    return service_of(user.partition(":")[0].lower()) is not None if at else _leads_in(link)


def _add(found: dict[str, Link], link: Link) -> None:
    """Keep the link, unless one is there that leads into the same call and says more."""
    link = replace(link, url=for_anyone(link))
    service = service_of(link.host) if link.trust is Trust.KNOWN else None
    place = _place(link, service)
    there = found.get(place)
    if there is None or _worth(link, service) > _worth(there, service):
        found[place] = link


def _place(link: Link, service: Service | None) -> str:
    if service is not None and link.code:
        return f"{service.name} {link.code.casefold()}"
    where, _, query = link.url.partition("?")
    return f"{link.trust} {where.rstrip('/')} {'' if service else query}"


def _worth(link: Link, service: Service | None) -> tuple[bool, int]:
    return service is not None and service.has_passcode(_tail(link.url)), len(link.url)


def for_anyone(link: Link) -> str:
    """The address without a Meet's `authuser`, which chooses among the accounts of whoever opens it."""
    if link.provider is not Provider.MEET or "authuser=" not in link.url:
        return link.url
    parts = urlsplit(link.url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "authuser"]
    return parts._replace(query=urlencode(kept)).geturl()


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
