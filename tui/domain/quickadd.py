"""Quick add: one line becomes an event, and every word of it shows what it was read as.

Nothing typed is dropped: what says nothing else is title, and what is in double quotes always is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.domain.checking_notes import LONGEST_NOTES
from tui.domain.events import Participant
from tui.domain.quickadd_parts import (
    PARTS,
    AllDaySaid,
    Around,
    CalendarSaid,
    CallSaid,
    Claim,
    ClockSaid,
    DaySaid,
    EndSaid,
    Found,
    GuestsSaid,
    LengthSaid,
    LinkSaid,
    Part,
    Piece,
    PlaceSaid,
    RepeatsSaid,
    Said,
    Soon,
    Word,
    ZoneSaid,
    words_of,
)
from tui.domain.quickadd_repeats import find_repeats
from tui.domain.quickadd_times import Times, times_of
from tui.domain.quickadd_when import find_when
from tui.domain.quickadd_who import find_calendar, find_call, find_guests, find_link
from tui.domain.text import clean

__all__ = ["Around", "Part", "Piece", "Understood", "read_line"]

LONGEST = 2000
"""Characters of a line that are read; what is beyond is title, word for word."""
_TIMED = (DaySaid, ClockSaid, EndSaid, Soon, LengthSaid, AllDaySaid, ZoneSaid)
_LIKE_A_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?:[ap]m?)?", re.IGNORECASE)
_TWO_WAYS = re.compile(r"\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|\.\d{1,2}\.(?:\d{2,4})?)")
_NOT_IN_A_PLACE = ("with", "for", "about")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says. `pieces` cover its words in order; `times` is None where nothing is said of when."""

    line: str
    pieces: tuple[Piece, ...]
    title: str
    times: Times | None
    guests: tuple[Participant, ...]
    call: CallSaid | None
    link: LinkSaid | None
    calendar_id: str
    place: str
    repeats: str
    remarks: tuple[str, ...]
    """What is worth saying about words that were left in the title."""

    def words(self, *parts: Part) -> str:
        """The words that were read as these."""
        return " ".join(self.line[piece.start : piece.end] for piece in self.pieces if piece.part in parts)


def read_line(line: str, around: Around) -> Understood:
    """Read a line. Never raises."""
    words, remarks = words_of(line), list[str]()
    read = [word for word in words if word.end <= LONGEST]
    claims = _chosen(tuple(_scanned(read, around, remarks)))
    times, claims = times_of(words, claims, around)
    claims = _with_calls(read, claims)
    claims = _with_place(read, claims)
    said = {type(claim.said): claim.said for claim in reversed(claims)}
    calendar, repeats = said.get(CalendarSaid), said.get(RepeatsSaid)
    call, link = said.get(CallSaid), said.get(LinkSaid)
    return Understood(
        line,
        tuple(_pieces(words, claims)),
        _title(words, claims),
        times,
        tuple(guest for claim in claims if isinstance(claim.said, GuestsSaid) for guest in claim.said.guests),
        call if isinstance(call, CallSaid) else None,
        link if isinstance(link, LinkSaid) else None,
        calendar.calendar.id if isinstance(calendar, CalendarSaid) else "",
        next((claim.said.words for claim in claims if isinstance(claim.said, PlaceSaid)), ""),
        repeats.words if isinstance(repeats, RepeatsSaid) else "",
        tuple(dict.fromkeys((*remarks, *_two_ways(words, claims), *_no_times(words, claims)))),
    )


def _two_ways(words: Sequence[Word], claims: Sequence[Claim]) -> Iterator[str]:
    """Dates that half the world reads the other way round, where no other day is said."""
    if _has(claims, DaySaid):
        return
    for word, taken in zip(words, _taken(words, claims), strict=True):
        if not taken and _TWO_WAYS.fullmatch(word.text.strip("(),;")):
            yield f"“{word.text}” can be read as two days. Write 1 dec or 2026-12-01."


def _no_times(words: Sequence[Word], claims: Sequence[Claim]) -> Iterator[str]:
    """What is written like a time of day, and is none."""
    for word, taken in zip(words, _taken(words, claims), strict=True):
        clock = _LIKE_A_TIME.fullmatch(word.text.strip("(),;"))
        if clock is not None and not taken and (int(clock[1]) > 24 or int(clock[2]) > 59):
            yield f"“{word.text}” is no time of day."


def _scanned(words: Sequence[Word], around: Around, remarks: list[str]) -> Iterator[Claim]:
    """Everything that can be said by the words, left to right, each word in one claim at most."""
    at = 0
    last: Claim | None = None
    while at < len(words):
        before = last.said if last is not None and last.stop == at else None
        found = _found(words, at, before, around, remarks)
        if found is None:
            at += 1
            continue
        last = Claim(at, at + found.count, found.said)
        at = last.stop
        yield last


def _found(
    words: Sequence[Word], at: int, before: Said | None, around: Around, remarks: list[str]
) -> Found | None:
    if words[at].quoted:
        return None
    return (
        find_link(words, at, remarks)
        or find_calendar(words, at, around, remarks)
        or find_guests(words, at, around, remarks)
        or find_repeats(words, at, around)
        or find_when(words, at, before, around)
    )


def _chosen(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """One of each: of times the ones beside each other, of anything else the first; the rest is title."""
    runs = _runs(claims)
    best = next((run for run in runs if _has(run, ClockSaid, Soon) and _has(run, DaySaid, RepeatsSaid)), None)
    best = best or next((run for run in runs if _has(run, ClockSaid, Soon)), ())
    kept: list[Claim] = []
    for claim in (*best, *(claim for claim in claims if claim not in best)):
        alike = sum(_slot(other.said) is _slot(claim.said) for other in kept)
        if isinstance(claim.said, GuestsSaid) or alike < (2 if isinstance(claim.said, ZoneSaid) else 1):
            kept.append(claim)
    return tuple(claim for claim in claims if claim in kept and _fits(claim, [one.said for one in kept]))


def _slot(said: Said) -> type:
    """What there is one of: a time of day and `in 45m` are both the start."""
    return ClockSaid if isinstance(said, Soon) else type(said)


def _fits(claim: Claim, said: Sequence[Said]) -> bool:
    """Whether it goes with the others: a zone needs a time, and whole days have none."""
    timed = any(isinstance(one, ClockSaid | Soon) for one in said)
    match claim.said:
        case ZoneSaid():
            return timed
        case AllDaySaid():
            return not timed
        case DaySaid():
            return not any(isinstance(one, Soon) for one in said)
        case LengthSaid():
            ended = any(isinstance(one, EndSaid) or (isinstance(one, ClockSaid) and one.end) for one in said)
            return not ended
        case EndSaid():
            return not any(isinstance(one, ClockSaid) and one.end for one in said)
        case _:
            return True


def _runs(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims about when that stand side by side."""
    runs: list[tuple[Claim, ...]] = []
    for claim in claims:
        if not isinstance(claim.said, (*_TIMED, RepeatsSaid)):
            continue
        if runs and runs[-1][-1].stop == claim.at:
            runs[-1] = (*runs[-1], claim)
        else:
            runs.append((claim,))
    return runs


def _has(run: Sequence[Claim], *kinds: type) -> bool:
    return any(isinstance(claim.said, kinds) for claim in run)


def _taken(words: Sequence[Word], claims: Sequence[Claim]) -> list[bool]:
    taken = [False] * len(words)
    for claim in claims:
        for at in range(claim.at, min(claim.stop, len(words))):
            taken[at] = True
    return taken


def _with_calls(words: Sequence[Word], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    taken = _taken(words, claims)
    for at, word in enumerate(words):
        if taken[at] or word.quoted:
            continue
        found = find_call(words, at, taken)
        if found is not None:
            return tuple(sorted((*claims, Claim(at, at + found.count, found.said)), key=lambda one: one.at))
    return claims


def _with_place(words: Sequence[Word], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """`at Luigi's` up to what says something else; a small letter behind `at` is no place's name."""
    taken = _taken(words, claims)
    for at in range(len(words) - 1):
        first = words[at + 1].text
        if taken[at] or taken[at + 1] or words[at].bare != "at" or first[0].islower():
            continue
        stop = at + 2
        while stop < len(words) and not taken[stop] and not words[at + 1].quoted:
            if words[stop].bare in _NOT_IN_A_PLACE or words[stop].quoted:
                break
            stop += 1
        said = " ".join(word.text.strip('"') for word in words[at + 1 : stop])
        place = Claim(at, stop, PlaceSaid(clean(said).strip(" ,;")))
        return tuple(sorted((*claims, place), key=lambda one: one.at))
    return claims


def _title(words: Sequence[Word], claims: Sequence[Claim]) -> str:
    taken = _taken(words, claims)
    left = [
        word.text.strip('"') if word.quoted else word.text
        for word, out in zip(words, taken, strict=True)
        if not out
    ]
    return clean(" ".join(left), limit=LONGEST_NOTES).strip(" ,;–—-") if left else ""


def _pieces(words: Sequence[Word], claims: Sequence[Claim]) -> Iterator[Piece]:
    begun = {claim.at: claim for claim in claims}
    at = 0
    title: Piece | None = None
    while at < len(words):
        claim = begun.get(at)
        if claim is None:
            start = title.start if title is not None else words[at].start
            title = Piece(start, words[at].end, Part.TITLE)
            at += 1
            continue
        if title is not None:
            yield title
            title = None
        yield Piece(words[at].start, words[claim.stop - 1].end, PARTS.get(type(claim.said), Part.WHEN))
        at = claim.stop
    if title is not None:
        yield title
