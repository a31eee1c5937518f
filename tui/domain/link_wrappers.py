"""The address behind a mail filter's wrapper, read off the wrapper itself.

Nobody is asked: no request is made, and the number of layers is bounded.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote, urlsplit

from tui.domain.link_hosts import SAFELINKS, URLDEFENSE

LAYERS = 3
"""How many wrappers around each other are taken off."""
LONGEST = 8192
"""Characters of a wrapped address that are read."""

_V3 = re.compile(r"/v3/__(?P<address>https?:/.+?)__;(?P<letters>[\w\-]*={0,2})", re.IGNORECASE)
_TOKEN = re.compile(r"\*(?:\*(.))?")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unwrap(url: str) -> str:
    """The address behind Outlook's SafeLinks or Proofpoint's URLDefense; any other comes back as it is."""
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
    if host == SAFELINKS or host.endswith("." + SAFELINKS):
        return _parameter(parts.query, "url")
    if host not in URLDEFENSE:
        return None
    if found := _V3.search(url):
        return _third(found["address"], found["letters"])
    wrapped = _parameter(parts.query, "u")
    if wrapped is None or not parts.path.startswith("/v2/"):
        return wrapped
    return unquote(wrapped.translate(str.maketrans("-_", "%/")))


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
