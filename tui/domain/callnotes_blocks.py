"""The text providers write into notes about a call, recognised line by line.

A block is taken only when every line of it is one its provider writes: the user's own words never are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.domain.link_wrappers import unwrap

_LONGEST_BLOCK = 120
"""Lines a provider's block may have."""
_LONGEST_HEAD = 30
"""Lines of an invitation before its link."""

_ADDRESS = re.compile(r"https://[^\s<>]+")
_TILDES = re.compile(r"~{10,}")
_DETAIL = re.compile(r"url: ?\S+|(?:meeting_code|password|pin|phone|provider): ?\S.*")
_WAY_IN = re.compile(r"url: ?https://|meeting_code: ?\S")
_FENCE = re.compile(r"-?::[~:]{10,}-?")
_GOOGLE = re.compile(r"meet\.google\.com|\btel\.meet\b|Google Meet|do not edit this section", re.IGNORECASE)
_RULE = re.compile(r"_{20,}")
_TEAMS_OPENS = re.compile(r"Microsoft Teams", re.IGNORECASE)
_TEAMS = re.compile(
    r"teams\.(?:microsoft|live|cloud)\.(?:com|us|microsoft)/(?:l/meetup-join|meet)/|^Meeting ID: ?\d",
    re.IGNORECASE | re.MULTILINE,
)
_TEAMS_MORE = re.compile(
    r"aka\.ms/JoinTeamsMeeting|Dial in by phone|Phone conference ID|Meeting options|dialin\.teams\."
    r"|teams\.microsoft\.com/meetingOptions",
    re.IGNORECASE,
)

_ZOOM_RULE = re.compile(r"[─━—]{8,}")
_ZOOM_OPENS = re.compile(r".{1,120}\bis inviting you to a scheduled Zoom meeting\.?|Join Zoom Meeting:?")
_ZOOM_URL = r"<?https://(?:[\w-]+\.)*zoom(?:gov)?\.(?:us|com)/\S*"
_ZOOM_LINK = re.compile(_ZOOM_URL)
_BRIDGE = re.compile(r"-{3,}")
_ZOOM_BEFORE_LINK = re.compile(
    r"(?:Topic|Time): .+|Every (?:\d+ )?(?:day|week|month).{0,80}"
    r"|[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2} [AP]M"
    r"|Please download and import the following iCalendar \(\.ics\) files to your calendar system\."
    rf"|(?:Daily|Weekly|Monthly): {_ZOOM_URL}"
)
_ZOOM_GOES_ON = re.compile(
    rf"{_ZOOM_URL}|Join Zoom Meeting:?|View meeting insights with Zoom AI Companion"
    rf"|Meeting ID: [\d \-]+|(?:Passcode|Password|Meeting passcode): \S{{1,40}}|Meeting URL: {_ZOOM_URL}"
    rf"|One tap mobile:?|Dial by your location:?|(?:Find your local number|International numbers available): "
    rf"{_ZOOM_URL}|Join by (?:SIP|H\.323|Skype for Business)|H\.323:?|SIP: \S+|Join instructions:?"
    r"|Meeting host: .{1,120}|Join from (?:PC, Mac|an? )[\w ,./]{0,80}"
    r"|[•*\s]*\d+@(?:[\w-]+\.)?zoomcrc\.com|[•*\s]*\d{1,3}(?:\.\d{1,3}){3} \([\w .\-]{1,40}\)"
)
_DIALS = re.compile(r"One tap mobile:?|Dial by your location:?")
_PLACE = r"[A-Z][\w .,()'’/\-]{0,60}"
_PHONE = re.compile(
    rf"(?:[•*]\s*\+?|\+)\d[\d ,*#().\-]{{6,}}(?:{_PLACE})?|\d{{2,4}}(?:[ \-]\d{{2,4}}){{2,}} {_PLACE}"
)
"""A number Zoom can be rung at: marked as one, or with its country; digits alone may be the user's."""


def as_sent(line: str) -> str:
    """The line with its addresses as the provider wrote them, before a mail filter wrapped them."""
    return _ADDRESS.sub(lambda found: unwrap(found[0]), line) if "https://" in line else line


def block_end(lines: Sequence[str], at: int) -> int:
    """Where the provider's block that begins on this line ends; the line itself when there is none.

    The lines are as sent; one may end in `<address>`, where its words were a link.
    """
    line = _bare(lines[at])
    if _TILDES.fullmatch(line):
        return _details_end(lines, at)
    if _FENCE.fullmatch(line):
        return _fence_end(lines, at)
    if _RULE.fullmatch(line):
        return _teams_end(lines, at)
    if _ZOOM_RULE.fullmatch(line):
        return _ruled_zoom_end(lines, at)
    return _zoom_end(lines, at) if _ZOOM_OPENS.fullmatch(line) else at


def _bare(line: str) -> str:
    whole = line.strip()
    words, mark, target = whole.rpartition("<")
    if not (mark and target.endswith(">") and words.strip()) or len(target.split()) > 1:
        return whole
    return words.rstrip()


def _details_end(lines: Sequence[str], at: int) -> int:
    """The API's own block: a line of tildes, then one detail to a line, the way in among them."""
    end = at + 1
    while end < len(lines) and _DETAIL.fullmatch(_bare(lines[end])):
        end += 1
    return end if any(_WAY_IN.match(line.strip()) for line in lines[at + 1 : end]) else at


def _fence_end(lines: Sequence[str], at: int) -> int:
    """Google's block stands between two fences."""
    for end in range(at + 1, min(at + _LONGEST_BLOCK, len(lines))):
        if _FENCE.fullmatch(lines[end].strip()):
            return end + 1 if _GOOGLE.search("\n".join(lines[at:end])) else at
    return at


def _teams_end(lines: Sequence[str], at: int) -> int:
    """Teams writes sections between underscored rules; the first names it, others help to dial in."""
    end = at
    while (rule := _next_rule(lines, end + 1)) is not None:
        section = [line.strip() for line in lines[end + 1 : rule] if line.strip()]
        if not (_is_teams(section) if end == at else _TEAMS_MORE.search("\n".join(section))):
            break
        end = rule
    return end + 1 if end > at else at


def _is_teams(section: Sequence[str]) -> bool:
    return bool(section and _TEAMS_OPENS.search(section[0]) and _TEAMS.search("\n".join(section)))


def _next_rule(lines: Sequence[str], at: int) -> int | None:
    reach = range(at, min(at + _LONGEST_BLOCK, len(lines)))
    return next((end for end in reach if _RULE.fullmatch(lines[end].strip())), None)


def _ruled_zoom_end(lines: Sequence[str], at: int) -> int:
    """Zoom's invitation between two rules of its own, as its add-ons write it."""
    begins = _next_written(lines, at + 1)
    if begins is None or not _ZOOM_OPENS.fullmatch(_bare(lines[begins])):
        return at
    end = _zoom_end(lines, begins)
    closes = _next_written(lines, end)
    if end == begins or closes is None or lines[closes].strip() != lines[at].strip():
        return at
    return closes + 1


def _next_written(lines: Sequence[str], at: int) -> int | None:
    return next((here for here in range(at, len(lines)) if lines[here].strip()), None)


def _zoom_end(lines: Sequence[str], at: int) -> int:
    """Zoom's invitation has no end mark: it goes on while each line is one that Zoom writes there."""
    end = at + 1
    linked, dials = _ZOOM_LINK.search(lines[at]) is not None, False
    for here in range(at + 1, min(at + _LONGEST_BLOCK, len(lines))):
        if not linked and here > at + _LONGEST_HEAD:
            return at
        line = _bare(lines[here])
        if not line or _BRIDGE.fullmatch(line):
            continue
        goes_on = _ZOOM_GOES_ON.fullmatch(line) or (dials and _PHONE.fullmatch(line))
        if not goes_on and (linked or not _ZOOM_BEFORE_LINK.fullmatch(line)):
            break
        end = here + 1
        linked = linked or (goes_on is not None and _ZOOM_LINK.search(lines[here]) is not None)
        dials = dials or _DIALS.fullmatch(line) is not None
    return end if linked else at
