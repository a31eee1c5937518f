"""One web address taken apart, and put together again from the parts that may be in it.

What is not understood down to the last character is refused, never mended.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urlsplit

from tui.domain.patterns import pattern

LONGEST = 2048
"""Characters of an address that is opened."""

_BAD = pattern(r"[\s\\\x00-\x20\x7f-\x9f\u2400-\u2426\ufffd\ud800-\udfff]")
_HIDING = pattern(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HOST = pattern(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"


class Refused(Exception):
    """The address is not opened; the text says why."""


def host_shown(url: str) -> str:
    """The host a refused address names, as far as it is a plain name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def owner_shown(url: str) -> str:
    """The host a reader of this address would name: in ASCII where it is a name, else as it is written."""
    try:
        typed = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    try:
        return _named_host(typed.removesuffix("."))
    except Refused:
        return typed


def rebuilt(url: str) -> tuple[str, int | None, str]:
    """Host, port and the address put together again from its parts. Raises Refused."""
    if not url:
        raise Refused("There is no link.")
    if len(url) > LONGEST:
        raise Refused("The link is longer than any meeting link.")
    if _BAD.search(url) or _HIDING.search(url):
        raise Refused("The link holds spaces or characters that do not belong in one.")
    try:
        parts = urlsplit(url)
        typed, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("The link cannot be understood.") from None
    if parts.scheme != "https":
        raise Refused("Only https links are opened.")
    if "@" in parts.netloc:
        raise Refused("The link carries a user name, which hides where it leads.")
    host = _named_host(typed.removesuffix("."))
    where = host if port is None else f"{host}:{port}"
    tail = url[url.index("//") + 2 + len(parts.netloc) :]
    whole = f"https://{where}{'' if tail.startswith('/') else '/'}{quote(tail, safe=_KEPT)}"
    if len(whole) > LONGEST:
        raise Refused("The link is longer than any meeting link.")
    return host, port, whole


def _named_host(typed: str) -> str:
    """The host in ASCII; a foreign script shows as punycode, so that nothing passes for what it is not."""
    host = typed.lower()
    if not host.isascii():
        try:
            host = typed.encode("idna").decode("ascii").lower()
            round_trip = host.encode("ascii").decode("idna")
        except UnicodeError:
            raise Refused("The link's host is not a valid name.") from None
        if round_trip != typed.lower():
            raise Refused("The link's host is spelled so that it would pass for another.")
    if len(host) > 253 or not _HOST.fullmatch(host) or _is_address(host):
        raise Refused("The link does not lead to a named host.")
    return host


def _is_address(host: str) -> bool:
    """Whether the host is a number: dotted, or the short and hexadecimal forms browsers accept."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rsplit(".", 1)[-1]
        return last.isdigit() or last.startswith("0x")
    return True
