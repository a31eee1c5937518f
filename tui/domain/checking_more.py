"""Checking what most events leave alone: repeats, reminders, rooms, who sees it, and data for programs.

Each field follows its provider's rules; one that was not touched is not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from tui.domain.calendars import AccountKind
from tui.domain.callsettings import SettingsError, read_object
from tui.domain.drafting_more import as_read, mark_in, more_of
from tui.domain.drafts import Draft, DraftField, MoreDraft
from tui.domain.events import Event, Participant, Person
from tui.domain.findings import Context, Finding, Severity, note, problem, warning
from tui.domain.guests import parse_guests
from tui.domain.moving import moved_along
from tui.domain.pairs import MARKS, MOST_PAIRS, PairsError, parse_pairs
from tui.domain.reminders import METHODS, ONE_ONLY, ReminderError, Reminders, parse_reminders
from tui.domain.repeating import parse_repeats
from tui.domain.series import RepeatError, first_of, occurrences, zone_of
from tui.domain.text import clean
from tui.domain.timephrase import say_day
from tui.domain.when import When
from tui.domain.writes import EventWrite

_MOST_PEOPLE = 100_000
_NUMBER = re.compile(r"0*([1-9]\d{0,5})", re.ASCII)
_VISIBILITIES = ("", "public", "private")
_NAMES = MappingProxyType(
    {AccountKind.MICROSOFT: "Microsoft", AccountKind.EWS: "Exchange", AccountKind.ICLOUD: "iCloud"}
)


@dataclass(frozen=True, slots=True)
class CheckedMore:
    """A write naming only these fields, and what to say about them."""

    write: EventWrite
    findings: tuple[Finding, ...] = ()


def check_more(draft: Draft, when: When | None, context: Context, *, moved: bool) -> CheckedMore:
    """Read the further fields; `when` is the time meant (None while it has a problem), `moved` a new one."""
    was = more_of(draft.original, context.zone) if draft.original else MoreDraft()
    named: dict[str, Any] = {} if draft.original else {"busy": draft.more.busy}
    found: list[Finding] = []
    for field, read in _READERS.items():
        if getattr(draft.more, field.value) == getattr(was, field.value) and not (
            field is DraftField.REPEATS and moved and was.repeats
        ):
            continue
        one = read(draft, when, context)
        found += one.findings
        if not any(finding.severity is Severity.PROBLEM for finding in one.findings):
            named |= {name: getattr(one.write, name) for name in one.write.named()}
    return CheckedMore(EventWrite(**named), tuple(found))


def _says(finding: Finding) -> CheckedMore:
    return CheckedMore(EventWrite(), (finding,))


def _repeats(draft: Draft, when: When | None, context: Context) -> CheckedMore:
    where, original = DraftField.REPEATS, draft.original
    typed = original is None or draft.more.repeats != more_of(original, context.zone).repeats
    if original is not None and original.master_id:
        fault = problem(where, "This is one of a series; only the series repeats.", "Press Ctrl+R.")
        return _says(fault) if typed else CheckedMore(EventWrite())
    if when is None:
        return CheckedMore(EventWrite())
    if original is not None and not typed:
        return _moved(original, when, context)
    zone = zone_of(when, context.zone)
    try:
        rules = parse_repeats(draft.more.repeats, when, zone)
    except RepeatError as error:
        return _says(problem(where, *_parted(error)))
    if not rules and context.account.kind is AccountKind.ICLOUD and original and original.recurrence:
        says = "iCloud cannot make one event of a series."
        return _says(problem(where, says, "Delete the series and make a new event."))
    return _series(rules, when, original, context)


def _moved(original: Event, when: When, context: Context) -> CheckedMore:
    """The rules nobody touched, moved along with the event; what cannot be followed stays as it is."""
    was = (original.when, zone_of(original.when, context.zone))
    try:
        rules = moved_along(original.recurrence, was, (when, zone_of(when, context.zone)))
        return _series(rules, when, original, context)
    except RepeatError:
        says = "These rules are not understood, so they stay as they are, dates left out of them too."
        return _says(warning(DraftField.REPEATS, says))


def _series(rules: tuple[str, ...], when: When, original: Event | None, context: Context) -> CheckedMore:
    """The rules as written, unless they are those the event has. Raises RepeatError."""
    same, zone = original is not None and rules == original.recurrence, zone_of(when, context.zone)
    write = EventWrite() if same else EventWrite(recurrence=rules)
    times = occurrences(rules, when, zone, 1) if rules else (first_of(when, zone),)
    if not times:
        fix = "Change where it stops, or what is left out."
        return _says(problem(DraftField.REPEATS, "It would never take place.", fix))
    if times[0] != first_of(when, zone):
        says = f"The start is on none of these days; the next is {say_day(times[0])}."
        return CheckedMore(write, (warning(DraftField.REPEATS, says),))
    return CheckedMore(write)


def _parted(error: ValueError) -> tuple[str, str]:
    """A message as what is wrong and what to write instead."""
    says, _, fix = str(error).partition(". ")
    return (f"{says}." if fix and not says.endswith(".") else says), fix


def _reminders(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    where, kind = DraftField.REMINDERS, context.account.kind
    try:
        reminders = parse_reminders(draft.more.reminders)
    except ReminderError as error:
        return _says(problem(where, *_parted(error)))
    write = EventWrite(reminders=reminders)
    if len(reminders.overrides) > 1 and (kind in ONE_ONLY or context.generation == "v2"):
        says = f"{'API v2' if context.generation == 'v2' else _NAMES[kind]} takes one reminder."
        return _says(problem(where, says, "Keep one."))
    if context.generation == "v2" and not reminders.use_default and not reminders.overrides:
        says = "API v2 has no word for “none”; the calendar's own reminder may stay."
        return CheckedMore(write, (warning(where, says),))
    return CheckedMore(write, tuple(_methods(reminders, kind)))


def _methods(reminders: Reminders, kind: AccountKind) -> Iterator[Finding]:
    named = [reminder.method for reminder in reminders.overrides if reminder.method]
    known = METHODS.get(kind)
    if named and known is None:
        yield note(DraftField.REMINDERS, "This account reminds in its own way, whatever is written here.")
    elif known is not None and (strange := next((word for word in named if word not in known), None)):
        says = f"This account does not remind by {strange}."
        yield problem(DraftField.REMINDERS, says, f"Write {' or '.join(known)}.")


def _busy(draft: Draft, _when: When | None, _context: Context) -> CheckedMore:
    return CheckedMore(EventWrite(busy=draft.more.busy))


def _visibility(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    kind = context.account.kind
    if kind is AccountKind.ICLOUD:
        fix = "Leave it as the calendar says."
        return _says(problem(DraftField.VISIBILITY, "iCloud shows every event alike.", fix))
    if draft.more.visibility not in _VISIBILITIES:
        says = f"“{clean(draft.more.visibility, limit=40)}” is no word for who sees it."
        return _says(problem(DraftField.VISIBILITY, says, "Write public or private."))
    default = "default" if kind is AccountKind.GOOGLE and context.generation == "v3" else ""
    return CheckedMore(EventWrite(visibility=draft.more.visibility or default))


def _hide_guests(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    kind = context.account.kind
    if kind in (AccountKind.ICLOUD, AccountKind.EWS):
        return _says(problem(DraftField.HIDE_GUESTS, f"{_NAMES[kind]} cannot hide guests.", "Untick it."))
    return CheckedMore(EventWrite(hide_participants=draft.more.hide_guests))


def _capacity(draft: Draft, _when: When | None, _context: Context) -> CheckedMore:
    typed = draft.more.capacity.strip()
    if not typed:
        return CheckedMore(EventWrite(capacity=None))
    found = _NUMBER.fullmatch(typed)
    if found is None or int(found[1]) > _MOST_PEOPLE:
        says = f"“{clean(typed, limit=20)}” is no number of people."
        return _says(problem(DraftField.CAPACITY, says, "Write 12, or nothing for no limit."))
    places, guests = int(found[1]), len(parse_guests(draft.guests).guests)
    write = EventWrite(capacity=places)
    if guests > places:
        return CheckedMore(
            write,
            (warning(DraftField.CAPACITY, f"{guests} guests, {places} place{'s' if places != 1 else ''}."),),
        )
    return CheckedMore(write)


def _rooms(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    where = DraftField.ROOMS
    if context.generation == "v2" and draft.more.rooms.strip():
        return _says(problem(where, "API v2 books no rooms.", "Invite the room as a guest instead."))
    booked = draft.original.resources if draft.original else ()
    listed = parse_guests(draft.more.rooms, (Participant(room.email, room.name) for room in booked))
    if listed.wrong:
        says = f"“{clean(listed.wrong[0].text, limit=60)}” is not the address of a room."
        return _says(problem(where, says, "Write the room's e-mail address."))
    rooms = tuple(Person(room.email, room.name) for room in listed.guests)
    return CheckedMore(EventWrite(resources=rooms))


def _metadata(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    where = DraftField.METADATA
    try:
        pairs = parse_pairs(draft.more.metadata)
    except PairsError as error:
        return _says(problem(where, *_parted(error)))
    kept = mark_in(draft.original.metadata) if draft.original else {}
    most = MOST_PAIRS if draft.original and not kept else MOST_PAIRS - 1
    own = set(kept) or ({context.mark} if draft.original is None else set())
    if taken := own & pairs.keys():
        says = f"callsheet itself uses {min(taken)}, to find what it created."
        *others, other = (name for name in MARKS if name not in taken)
        fix = f"Take another name; {', '.join(others)} and {other} can be searched too."
        return _says(problem(where, says, fix))
    if len(pairs) > most:
        says = f"{len(pairs)} pairs are too many; {most} is the most, as callsheet itself uses one."
        return _says(problem(where, says, "Leave some out."))
    write = EventWrite(metadata={**as_read(pairs, draft.original), **kept})
    if "key5" in pairs:
        return CheckedMore(write, (warning(where, "Round-robin meetings use key5 for themselves."),))
    return CheckedMore(write)


def _notetaker(draft: Draft, _when: When | None, context: Context) -> CheckedMore:
    where, typed = DraftField.NOTETAKER, draft.more.notetaker.strip()
    if context.generation == "v2" and typed:
        return _says(problem(where, "API v2 has no notetaker.", "Leave it empty."))
    try:
        return CheckedMore(EventWrite(notetaker=read_object(typed) if typed else {}))
    except SettingsError as error:
        return _says(problem(where, str(error), 'Write an object, such as {"name": "Scribe"}.'))


_Reader: TypeAlias = Callable[[Draft, When | None, Context], CheckedMore]
_READERS: Mapping[DraftField, _Reader] = MappingProxyType(
    {
        DraftField.REPEATS: _repeats,
        DraftField.REMINDERS: _reminders,
        DraftField.BUSY: _busy,
        DraftField.VISIBILITY: _visibility,
        DraftField.HIDE_GUESTS: _hide_guests,
        DraftField.CAPACITY: _capacity,
        DraftField.ROOMS: _rooms,
        DraftField.METADATA: _metadata,
        DraftField.NOTETAKER: _notetaker,
    }
)
