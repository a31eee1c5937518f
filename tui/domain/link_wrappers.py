"""The address behind a mail filter's or a search engine's wrapper, read off the wrapper itself.

Nobody is asked: no request is made, and the number of layers is bounded.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from tui.domain.patterns import pattern

LAYERS = 3
"""How many wrappers around each other are taken off."""
LONGEST = 8192
"""Characters of a wrapped address that are read."""

_SAFELINKS = pattern(r"(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|outlook\.cn|office365\.us)")
_URLDEFENSE = ("urldefense.com", "urldefense.proofpoint.com", "urldefense.us")
_GOOGLE = pattern(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_PLAIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meet.google.com": ("/linkredirect", ("dest",)),
    "statics.teams.cdn.office.net": ("/evergreen-assets/safelinks/", ("url",)),
    "slack-redir.net": ("/link", ("url",)),
    "l.facebook.com": ("/l.php", ("u",)),
    "linkprotect.cudasvc.com": ("/url", ("a",)),
    "protect2.fireeye.com": ("/", ("u",)),
    "protect-us.fireeye.com": ("/", ("u",)),
}
"""Wrappers that carry the address in a parameter: host, path, and the parameter's names."""

_V3 = pattern(r"/v3/__(?P<address>https?:/.+?)__;(?P<letters>[\w\-]*={0,2})", re.IGNORECASE)
_TOKEN = pattern(r"\*(?:\*(.))?")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unwrap(url: str) -> str:
    """The address behind SafeLinks, URLDefense or a redirect of Google's; any other comes back as it is."""
    for _ in range(LAYERS):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    return url


def _inner(url: str) -> str | None:
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if _SAFELINKS.fullmatch(host):
        return _parameter(parts.query, "url")
    if host not in _URLDEFENSE:
        return _plain(host, parts.path, parts.query)
    if found := _V3.search(url):
        return _third(found["address"], found["letters"])
    wrapped = _parameter(parts.query, "u")
    if wrapped is None or not parts.path.startswith("/v2/"):
        return wrapped
    return unquote(wrapped.translate(str.maketrans("-_", "%/")))


def _plain(host: str, path: str, query: str) -> str | None:
    """The address in a parameter; only one that is whole, so that a relative one leads nowhere new."""
    start, names = ("/url", ("q", "url")) if _GOOGLE.fullmatch(host) else _PLAIN.get(host, ("", ()))
    if not path.startswith(start):
        return None
    found = (_parameter(query, name) for name in names)
    return next((one for one in found if one and "://" in one), None)


def _parameter(query: str, name: str) -> str | None:
    return next(iter(parse_qs(query).get(name, [])), None)


def _third(address: str, letters: str) -> str | None:
    """Version 3 puts `*` for each special character, and the characters themselves at the end.

    `**X` stands for a run of them, X giving its length. An address that does not add up is not opened.
    """
    try:
        taken = list(
            base64.urlsafe_b64decode(letters.rstrip("=") + "=" * (-len(letters.rstrip("=")) % 4)).decode()
        )
    except (binascii.Error, ValueError):
        return None
    taken.reverse()

    def put_back(token: re.Match[str]) -> str:
        count = _RUNS.find(token[1]) + 2 if token[1] else 1
        return "".join(taken.pop() if taken else "\ufffd" for _ in range(count))

    whole = _TOKEN.sub(put_back, unquote(address))
    return re.sub(r"^(https?:/)(?!/)", r"\1/", whole, flags=re.IGNORECASE)
