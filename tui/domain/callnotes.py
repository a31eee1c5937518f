"""Conference text inside an event's notes: recognised, and taken out without touching the user's words.

The API writes conference details into the description and asks that they be removed together with the call.
"""

from __future__ import annotations

import re

_BLOCKS = (
    re.compile(r"^-::~:~::.*?^.*?-::~:~::[~:\-]*-?\s*$", re.MULTILINE | re.DOTALL),
    re.compile(r"^~{10,}[ \t]*\n(?:(?:meeting_code|url|password|pin|phone): .*(?:\n|$))+", re.MULTILINE),
    re.compile(
        r"^_{20,}[ \t]*\n(?=[^_]*Microsoft Teams).*?(?:^_{20,}[ \t]*(?:\n|$)|\Z)", re.MULTILINE | re.DOTALL
    ),
    re.compile(
        r"^.{1,80} is inviting you to a scheduled Zoom meeting\.[ \t]*\n"
        r"(?:\s*(?:Topic:|Time:|Join |https://[\w.-]*zoom\.us/|Meeting ID:|Passcode:|---|One tap|Dial|"
        r"\+?\d[\d ,*#+]{5,}|Find your local).*(?:\n|$)|[ \t]*\n)+",
        re.MULTILINE,
    ),
)
_HTML_BLOCK = re.compile(
    r"(?:<br\s*/?>\s*)?~{10,}(?:\s*<br\s*/?>\s*(?:meeting_code|url|password|pin|phone): [^<]*)+",
    re.IGNORECASE,
)


def without_call(description: str) -> tuple[str, str]:
    """The description without conference text, and the text taken out (empty when there was none)."""
    kept, removed = description, []
    for pattern in (*_BLOCKS, _HTML_BLOCK):
        removed += [found.group(0).strip() for found in pattern.finditer(kept)]
        kept = pattern.sub("", kept)
    return (kept.strip() if removed else description), "\n".join(removed)
