"""What a pasted invitation says: the link, the code, the password, the numbers to dial.

Only what is labelled as such in the text is taken; everything passes the gate for untrusted text first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.domain.conferencing import Provider
from tui.domain.links import Link, Trust, links_in
from tui.domain.text import clean, clean_block

LONGEST = 20_000
"""Characters of a paste that are read."""
MOST_PHONES = 3

_CODE = re.compile(r"(?:meeting id|access code|meeting number[^:\n]{0,20})\s*:\s*(\d[\d \-]{4,18}\d)", re.I)
_PASSWORD = re.compile(r"(?:meeting )?(?:password|passcode)(?: \([^)\n]{0,30}\))?\s*:\s*(\S{1,40})", re.I)
_PIN = re.compile(r"\bpin\s*:\s*(\d[\d ]{2,14}\d)", re.I)
_PHONE = re.compile(r"\+\d[\d ().\-]{6,18}\d")
_STARTS_LINK = re.compile(r"https?://\S*", re.I)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What was found; empty where the text says nothing. `provider` is the one the link belongs to."""

    url: str = ""
    provider: Provider | None = None
    code: str = ""
    password: str = ""
    pin: str = ""
    phones: tuple[str, ...] = ()


def read_invitation(pasted: str) -> Invitation:
    """Read a paste: a link, a link broken over lines by a mail client, or a whole invitation."""
    whole = rejoined(pasted)
    if whole is not None:
        link = next(links_in(whole, "paste"), None)
        return Invitation(link.url if link and link.provider else whole, link.provider if link else None)
    text = clean_block(pasted[:LONGEST])
    best = _best_link(text)
    if best is None:
        return Invitation(clean(pasted))
    return Invitation(
        best.url,
        best.provider,
        _first(_CODE, text),
        _first(_PASSWORD, text),
        _first(_PIN, text),
        _phones(text),
    )


def rejoined(pasted: str) -> str | None:
    """The paste as one link, when it is nothing but one; None otherwise."""
    words = clean_block(pasted[:LONGEST]).split()
    if not words or not _STARTS_LINK.fullmatch(words[0]):
        return None
    lines = [line for line in pasted.splitlines() if line.strip()]
    one_word_each = len(lines) == len(words)
    links = sum("://" in word for word in words)
    return "".join(words) if one_word_each and links == 1 else None


def _best_link(text: str) -> Link | None:
    """A call's link before any other, the one with the passcode before the bare one."""
    found = [link for link in links_in(text, "paste") if link.trust is not Trust.REFUSE]
    joins = [link for link in found if link.provider is not None]
    return max(joins, key=lambda link: ("pwd=" in link.url, _is_join(link.url))) if joins else None


def _is_join(url: str) -> bool:
    return any(
        part in url for part in ("/j/", "/join", "meetup-join", "/meet/", "meet.google.com/", "/j.php")
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return " ".join(found[1].split()) if found else ""


def _phones(text: str) -> tuple[str, ...]:
    found = (" ".join(phone.split()) for phone in _PHONE.findall(text))
    return tuple(dict.fromkeys(found))[:MOST_PHONES]
