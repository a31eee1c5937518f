"""The words of a quick line that say who, where, on which calendar and by which call.

A name means somebody only where it can mean nobody else; otherwise it stays title, and a remark says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tui.domain.calendars import Calendar
from tui.domain.conferencing import Provider
from tui.domain.events import Participant
from tui.domain.guests import is_address
from tui.domain.links import Trust, links_in
from tui.domain.quickadd_parts import (
    Around,
    CalendarSaid,
    CallSaid,
    Found,
    GuestsSaid,
    LinkSaid,
    Word,
    phrases,
)
from tui.domain.text import clean

_AND = ("and", "&", "+")
_CALLS: Mapping[str, Provider | None] = MappingProxyType(
    {
        "meet": Provider.MEET,
        "gmeet": Provider.MEET,
        "google meet": Provider.MEET,
        "zoom": Provider.ZOOM,
        "teams": Provider.TEAMS,
        "ms teams": Provider.TEAMS,
        "microsoft teams": Provider.TEAMS,
        "no call": None,
        "no video": None,
        "without a call": None,
        "without call": None,
    }
)
_BY = ("on", "via", "over", "using", "by")
_NOUNS = ("call", "meeting", "link", "video")


def find_guests(words: Sequence[Word], at: int, around: Around, remarks: list[str]) -> Found | None:
    """An address anywhere; behind `with`, also the names of people seen."""
    if (one := _address(words, at)) is not None:
        return Found(one[0], GuestsSaid((one[1],)))
    if words[at].bare not in ("with", "w/"):
        return None
    guests: list[Participant] = []
    stop = here = at + 1
    while here < len(words):
        if guests and words[here].bare in _AND:
            here += 1
            continue
        one = _address(words, here) or _somebody(words, here, around, remarks)
        if one is None:
            break
        guests.append(one[1])
        stop = here = here + one[0]
    return Found(stop - at, GuestsSaid(tuple(guests))) if guests else None


def _address(words: Sequence[Word], at: int) -> tuple[int, Participant] | None:
    """`grace@example.com`, or `Grace Hopper <grace@example.com>`."""
    bare = words[at].text.strip("(),;<>").rstrip(".!?").removeprefix("mailto:")
    if is_address(bare):
        return 1, Participant(bare)
    for count in (2, 3, 4):
        last = words[at + count - 1].text.rstrip(",;.") if at + count <= len(words) else ""
        named = words[at : at + count - 1]
        if any("@" in word.text or word.text.endswith(",") or word.bare in ("with", *_AND) for word in named):
            return None
        if last.startswith("<") and last.endswith(">") and is_address(last[1:-1]):
            name = " ".join(word.text for word in named)
            return count, Participant(last[1:-1], clean(name.strip('"'), limit=200))
    return None


def _somebody(
    words: Sequence[Word], at: int, around: Around, remarks: list[str]
) -> tuple[int, Participant] | None:
    for count, phrase in phrases(words, at, 3):
        found = people_named(phrase, around.people)
        if len(found) == 1:
            return count, found[0]
        if found:
            emails = ", ".join(one.email for one in found[:3])
            remarks.append(f"Several people are called {words[at].text.strip(',;')}: {emails}.")
            return None
    return None


def people_named(name: str, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Those of this full name; else those whose first name, or whose address before the @, it is."""
    wanted = name.casefold()
    whole = tuple(one for one in people if one.name.casefold() == wanted)
    return whole or tuple(one for one in people if wanted in (_first_name(one), _mailbox(one)))


def _first_name(one: Participant) -> str:
    return one.name.casefold().partition(" ")[0]


def _mailbox(one: Participant) -> str:
    return one.email.casefold().partition("@")[0]


def find_calendar(words: Sequence[Word], at: int, around: Around, remarks: list[str]) -> Found | None:
    """`@Work`: the calendar of this name, or the only one whose name begins so."""
    text = words[at].text
    if not text.startswith("@") or len(text) < 2:
        return None
    if text.startswith('@"'):
        return _calendar_of(text[2:-1], around, remarks)
    for count, phrase in phrases(words, at, 6):
        if named := _called(phrase[1:], around):
            return _chosen(count, named, remarks)
    return _calendar_of(text[1:].rstrip(",;.!?)"), around, remarks)


def _calendar_of(name: str, around: Around, remarks: list[str]) -> Found | None:
    """The calendar of this one word; a remark where there is none, or more than one."""
    exact = _called(name.casefold(), around)
    begun = [
        calendar for calendar in around.calendars if calendar.name.casefold().startswith(name.casefold())
    ]
    if name and (exact or len(begun) == 1):
        return _chosen(1, exact or begun, remarks)
    remarks.append(_which(begun) if begun and name else f"No calendar is called “{clean(name, limit=60)}”.")
    return None


def _called(name: str, around: Around) -> list[Calendar]:
    """The calendars of this name, those that can be written to first."""
    named = [calendar for calendar in around.calendars if calendar.name.casefold() == name]
    return sorted(named, key=lambda calendar: calendar.read_only)


def _chosen(count: int, named: Sequence[Calendar], remarks: list[str]) -> Found:
    if len(named) > 1:
        remarks.append(f"{len(named)} calendars are called {named[0].name}; the first is meant.")
    return Found(count, CalendarSaid(named[0]))


def _which(begun: Sequence[Calendar]) -> str:
    return f"Which calendar: {', '.join(calendar.name for calendar in begun[:4])}?"


def find_link(words: Sequence[Word], at: int, remarks: list[str]) -> Found | None:
    """An https link; one that is never opened stays title."""
    if not words[at].text.casefold().lstrip("(<").startswith(("https://", "http://")):
        return None
    link = next(links_in(words[at].text, "conference"), None)
    if link is None or link.trust is Trust.REFUSE:
        remarks.append(f"That link is not taken: {link.reason}" if link else "That link cannot be read.")
        return None
    return Found(1, LinkSaid(link))


def find_call(words: Sequence[Word], at: int, taken: Sequence[bool]) -> Found | None:
    """`meet`, `zoom` or `teams` at an edge of the title, or behind `on` or `via`; never the first word.

    In the middle of a title such as “Sales teams offsite” it is a word like any other. `taken` tells which
    words say something else.
    """
    led = words[at].bare in _BY
    begin = at + led
    for count, phrase in phrases(words, begin, 3):
        noun = phrase.rpartition(" ")[2] in _NOUNS and phrase not in _CALLS
        named = phrase.rpartition(" ")[0] if noun else phrase
        stop = begin + count
        if named not in _CALLS or any(taken[begin:stop]):
            continue
        edge = stop == len(words) or taken[stop] or (at > 0 and taken[at - 1])
        if led or _CALLS[named] is None or (edge and at > 0):
            return Found(stop - at, CallSaid(_CALLS[named]))
    return None
