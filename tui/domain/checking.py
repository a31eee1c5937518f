"""From a draft to a write: live validation in a user's words, and the smallest change that says it.

What the user did not touch is not written; a draft with a problem writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui.domain.calendars import AccountKind
from tui.domain.checking_call import CheckedCall, check_call, teams_stays
from tui.domain.checking_more import check_more
from tui.domain.checking_notes import LONGEST_NOTES, CheckedNotes, changed_line, check_notes
from tui.domain.checking_time import CheckedTime, check_time
from tui.domain.checking_words import ALWAYS_MAILS, mailed, summary_of
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Participant
from tui.domain.findings import Context, Finding, Severity, note, problem, warning
from tui.domain.guests import GuestList, is_address, parse_guests, say_guests
from tui.domain.text import clean
from tui.domain.writes import UNSET, EventWrite, Unset

__all__ = ["Checked", "Context", "Finding", "Severity", "check"]

TITLE_LIMIT = 1024
LOCATION_LIMIT = 255
GOOGLE_DESCRIPTION_LIMIT = 8192
_ORDER = {field: index for index, field in enumerate(DraftField)}


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome. `write` is None while problems stand; `summary` says what saving will do, line by line."""

    findings: tuple[Finding, ...]
    write: EventWrite | None
    summary: tuple[str, ...]
    taken: str = ""
    """The old call's own text, which goes from the notes with it."""

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What must be mended first."""
        return tuple(f for f in self.findings if f.severity is Severity.PROBLEM)

    @property
    def anew(self) -> bool:
        """Whether nothing stands in the way but that the event has to be made anew."""
        return self.problems == (teams_stays(),)


def check(draft: Draft, context: Context) -> Checked:
    """Read every field of the draft against the account and the clock."""
    when = check_time(draft, context)
    call = check_call(draft, context)
    guests = _guests_of(draft)
    notes = check_notes(draft, call_changes=call.change is not UNSET)
    more = check_more(draft, when.when, context, moved=when.changed)
    write = _with_its_zone(_write(draft, when, call, guests, notes, more.write), draft, context)
    findings = (
        *_lengths(draft, write, context),
        *_calendar(draft, context),
        *when.findings,
        *_guests(guests),
        *call.findings,
        *notes.findings,
        *more.findings,
        *_mailing(draft, context, guests, write),
    )
    ordered = tuple(sorted(findings, key=lambda finding: _ORDER[finding.field]))
    broken = any(finding.severity is Severity.PROBLEM for finding in ordered)
    summary = summary_of(draft, context, when, call, notes, guests, write)
    return Checked(ordered, None if broken else write, summary, notes.taken)


def _guests_of(draft: Draft) -> GuestList:
    """The guests meant; a list as it was read is never found fault with."""
    known = draft.original.participants if draft.original else ()
    if draft.original is not None and draft.guests == say_guests(known):
        return GuestList(tuple(guest for guest in known if is_address(guest.email)))
    return parse_guests(draft.guests, known)


def _write(
    draft: Draft,
    when: CheckedTime,
    call: CheckedCall,
    guests: GuestList,
    notes: CheckedNotes,
    more: EventWrite,
) -> EventWrite:
    was = draft.original
    return replace(
        more,
        title=changed_line(draft.title, was.title) if was else clean(draft.title, limit=LONGEST_NOTES),
        when=when.when if when.changed and when.when is not None else UNSET,
        location=notes.location,
        description=notes.description,
        participants=_participants(guests.guests, was.participants if was else ()),
        conferencing=call.change,
    )


def _with_its_zone(write: EventWrite, draft: Draft, context: Context) -> EventWrite:
    """In API v2 a rule is wrapped with the zone of the time it is sent with."""
    if context.generation == "v2" and write.recurrence is not UNSET and draft.original is not None:
        return replace(write, when=draft.original.when) if write.when is UNSET else write
    return write


def _participants(
    guests: tuple[Participant, ...], before: tuple[Participant, ...]
) -> tuple[Participant, ...] | Unset:
    """The whole list when it changed; participants whose address cannot be typed stay on it."""
    typable = {guest.email.casefold() for guest in before if is_address(guest.email)}
    if {guest.email.casefold() for guest in guests} == typable:
        return UNSET
    return (*guests, *(guest for guest in before if not is_address(guest.email)))


def _lengths(draft: Draft, write: EventWrite, context: Context) -> list[Finding]:
    found = []
    if not clean(draft.title):
        found.append(warning(DraftField.TITLE, "There is no title yet."))
    for field, value, limit in _limits(write, context):
        if value is not UNSET and len(value) > limit:
            over = len(value) - limit
            says = f"{over} character{'s' if over != 1 else ''} too many; {limit} is the most."
            found.append(problem(field, says, "Shorten it."))
    return found


def _limits(write: EventWrite, context: Context) -> tuple[tuple[DraftField, str | Unset, int], ...]:
    google = context.account.kind is AccountKind.GOOGLE
    return (
        (DraftField.TITLE, write.title, TITLE_LIMIT),
        (DraftField.LOCATION, write.location, LOCATION_LIMIT),
        *(((DraftField.DESCRIPTION, write.description, GOOGLE_DESCRIPTION_LIMIT),) if google else ()),
    )


def _calendar(draft: Draft, context: Context) -> list[Finding]:
    calendar = context.calendar(draft.calendar_id)
    fix = "Choose one of your own calendars."
    if context.account.kind is AccountKind.ZOOM or not context.calendars:
        says = "This account has no calendar."
        return [problem(DraftField.CALENDAR, says, "Open an account that has one.")]
    if calendar is None:
        says = "That calendar is not there any more." if draft.calendar_id else "No calendar is chosen."
        return [problem(DraftField.CALENDAR, says, fix)]
    if calendar.read_only:
        return [problem(DraftField.CALENDAR, f"{calendar.name or 'This calendar'} is read-only.", fix)]
    if draft.original is not None and draft.original.read_only:
        says = "Only its organiser can change this event."
        return [problem(DraftField.CALENDAR, says, "Press Esc, then R to answer it instead.")]
    if draft.original is not None and draft.calendar_id != draft.original.calendar_id:
        says = "An event cannot change its calendar."
        return [problem(DraftField.CALENDAR, says, "Duplicate it there.")]
    return []


def _guests(guests: GuestList) -> list[Finding]:
    fix = "Write name@example.com, or Name <name@example.com>."
    found = [
        problem(DraftField.GUESTS, f"“{clean(wrong.text, limit=60)}” is not an e-mail address.", fix)
        for wrong in guests.wrong
    ]
    found += [warning(DraftField.GUESTS, f"{clean(email)} is named twice.") for email in guests.repeated]
    return found


def _mailing(draft: Draft, context: Context, guests: GuestList, write: EventWrite) -> list[Finding]:
    count = mailed(draft, guests, context.account.email)
    if not count or write.is_empty:
        return []
    always = ALWAYS_MAILS.get(context.account.kind)
    if always:
        return [note(DraftField.NOTIFY, f"{always} always mails the guests, whatever is chosen here.")]
    return [note(DraftField.NOTIFY, "The guests will be mailed.")] if draft.notify else []
