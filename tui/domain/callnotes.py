"""Conference text inside an event's notes: recognised, and taken out without touching the user's words.

The API writes conference details into the description and asks that they be removed together with the call.
Only text that is unmistakably a provider's is taken; everything else stays, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_HTML = 256_000
"""Characters of formatted notes that are searched; longer ones are left alone."""
_LONGEST_BLOCK = 60
"""Lines a provider's block may have."""

_TILDES = re.compile(r"~{10,}")
_DETAIL = re.compile(r"(?:meeting_code|url|password|pin|phone|provider): ?\S.*")
_FENCE = re.compile(r"-?::[~:]{10,}-?")
_RULE = re.compile(r"_{20,}")
_TEAMS = re.compile(r"Microsoft Teams|teams\.(?:microsoft|live)\.com/", re.IGNORECASE)
_TEAMS_MORE = re.compile(
    r"aka\.ms/JoinTeamsMeeting|Dial in by phone|Phone conference ID|Meeting options|dialin\.teams\.",
    re.IGNORECASE,
)
_ZOOM_OPENS = re.compile(r".{1,120}\bis inviting you to a scheduled Zoom meeting\.?|Join Zoom Meeting:?")
_ZOOM_LINK = re.compile(r"\bhttps://(?:[\w-]+\.)?zoom(?:gov)?\.(?:us|com)/")
_ZOOM_GOES_ON = re.compile(
    r"Topic: |Time: |Join (?:Zoom Meeting|by SIP|by Skype|instructions|from)|Meeting (?:ID|URL): "
    r"|Passcode: |Password: |---$|One tap mobile|Dial by your location|Find your local number|Meeting host: "
    r"|(?:Join by )?H\.323"
    r"|[•*\s]*\+\d[\d ,*#().-]{6,}|[•*\s]*\d+@(?:[\w-]+\.)?zoomcrc\.com"
    r"|<?https://(?:[\w-]+\.)?zoom(?:gov)?\.(?:us|com)/"
)


def without_call(description: str) -> tuple[str, str]:
    """The description without conference text, and the text taken out (empty when there was none)."""
    lines = description.split("\n")
    kept: list[str] = []
    taken: list[str] = []
    at = 0
    while at < len(lines):
        end = _block_end(lines, at)
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        taken.append("\n".join(lines[at:end]).strip())
        _close_up(kept)
        at = end
        while kept and at < len(lines) and not lines[at].strip():
            at += 1
    if not taken:
        return description, ""
    return "\n".join(kept).strip("\r\n"), "\n".join(taken)


def _close_up(kept: list[str]) -> None:
    """One blank line, at most, between what stood before a block and what follows it."""
    while kept and not kept[-1].strip():
        kept.pop()
    if kept:
        kept.append("")


def _block_end(lines: Sequence[str], at: int) -> int:
    """Where the provider's block that begins on this line ends; the line itself when there is none."""
    line = lines[at].strip()
    if _TILDES.fullmatch(line):
        return _details_end(lines, at)
    if _FENCE.fullmatch(line):
        return _fence_end(lines, at)
    if _RULE.fullmatch(line):
        return _teams_end(lines, at)
    return _zoom_end(lines, at) if _ZOOM_OPENS.fullmatch(line) else at


def _details_end(lines: Sequence[str], at: int) -> int:
    """The API's own block: a line of tildes, then one detail to a line."""
    end = at + 1
    while end < len(lines) and _DETAIL.fullmatch(lines[end].strip()):
        end += 1
    return end if end > at + 1 else at


def _fence_end(lines: Sequence[str], at: int) -> int:
    """Google's block stands between two fences."""
    for end in range(at + 1, min(at + _LONGEST_BLOCK, len(lines))):
        if _FENCE.fullmatch(lines[end].strip()):
            return end + 1
    return at


def _teams_end(lines: Sequence[str], at: int) -> int:
    """Teams writes sections between underscored rules; the first names it, others help to dial in."""
    end, sign = at, _TEAMS
    while (rule := _next_rule(lines, end + 1)) is not None:
        if not sign.search("\n".join(lines[end + 1 : rule])):
            break
        end, sign = rule, _TEAMS_MORE
    return end + 1 if end > at else at


def _next_rule(lines: Sequence[str], at: int) -> int | None:
    reach = range(at, min(at + _LONGEST_BLOCK, len(lines)))
    return next((end for end in reach if _RULE.fullmatch(lines[end].strip())), None)


def _zoom_end(lines: Sequence[str], at: int) -> int:
    """Zoom's invitation has no end mark: it goes on while each line is one that Zoom writes."""
    end = at + 1
    for here in range(at + 1, min(at + _LONGEST_BLOCK, len(lines))):
        line = lines[here].strip()
        if line and not _ZOOM_GOES_ON.match(line):
            break
        end = here + 1 if line else end
    return end if _ZOOM_LINK.search("\n".join(lines[at:end])) else at


_BR = r"<br ?/?>"
_HTML_DETAILS = re.compile(
    rf"(?:{_BR})?(?<!~)~{{10,}}\s*(?:{_BR}\s*(?:meeting_code|url|password|pin|phone|provider): [^<]*"
    r"(?:</?a\b[^<>]*>[^<]*)*)+",
    re.IGNORECASE,
)
_HTML_FENCED = re.compile(
    rf"(?:{_BR})?-::[~:]{{10,200}}-(?:[^<]|{_BR}|</?a\b[^<>]*>){{1,8000}}?-::[~:]{{10,200}}-", re.IGNORECASE
)


def without_call_html(source: str) -> tuple[str, str]:
    """Formatted notes without conference text, and what was taken out; tags are never left unbalanced.

    Only the API's own block and Google's are recognised here; others come back untouched.
    """
    if len(source) > LONGEST_HTML:
        return source, ""
    taken: list[str] = []

    def note(found: re.Match[str]) -> str:
        block = found[0]
        if block.lower().count("<a ") != block.lower().count("</a>"):
            return block
        taken.append(block)
        return " " if found.end() < len(source) and source[found.end()] not in "< " else ""

    kept = _HTML_FENCED.sub(note, _HTML_DETAILS.sub(note, source))
    return kept, "\n".join(taken)
