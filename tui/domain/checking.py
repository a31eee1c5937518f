"""From a draft to a write: live validation in a user's words, and the smallest change that says it.

What the user did not touch is not written; a draft with a problem writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.calendars import AccountKind
from tui.domain.callnotes import without_call
from tui.domain.checking_call import CheckedCall, check_call
from tui.domain.checking_time import CheckedTime, check_time
from tui.domain.conferencing import Remove
from tui.domain.drafting import zone_named
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Participant
from tui.domain.findings import Context, Finding, Severity, note, problem, warning
from tui.domain.guests import GuestList, parse_guests
from tui.domain.timephrase import say_moment
from tui.domain.when import Timespan, When, is_all_day
from tui.domain.writes import UNSET, EventWrite, Unset

__all__ = ["Checked", "Context", "Finding", "Severity", "check"]

TITLE_LIMIT = 1024
LOCATION_LIMIT = 255
GOOGLE_DESCRIPTION_LIMIT = 8192
_ALWAYS_MAILS = (AccountKind.MICROSOFT, AccountKind.ICLOUD)
_ORDER = {field: index for index, field in enumerate(DraftField)}


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome. `write` is None while problems stand; `summary` says what saving will do, line by line."""

    findings: tuple[Finding, ...]
    write: EventWrite | None
    summary: tuple[str, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What must be mended first."""
        return tuple(f for f in self.findings if f.severity is Severity.PROBLEM)


def check(draft: Draft, context: Context) -> Checked:
    """Read every field of the draft against the account and the clock."""
    when = check_time(draft, context)
    call = check_call(draft, context)
    guests = parse_guests(draft.guests, draft.original.participants if draft.original else ())
    findings = [
        *_texts(draft, context),
        *_calendar(draft, context),
        *when.findings,
        *_guests(guests),
        *call.findings,
    ]
    write = _write(draft, when, call, guests)
    findings += _mailing(draft, context, guests, write)
    ordered = tuple(sorted(findings, key=lambda f: _ORDER[f.field]))
    broken = when.when is None or any(f.severity is Severity.PROBLEM for f in ordered)
    summary = _summary(draft, context, when, call, guests, write)
    return Checked(ordered, None if broken else write, summary)


def _texts(draft: Draft, context: Context) -> list[Finding]:
    found = []
    if not draft.title.strip():
        found.append(warning(DraftField.TITLE, "There is no title yet."))
    for field, value, limit in _limits(draft, context):
        if len(value) > limit:
            says = f"{len(value) - limit} characters too many; {limit} is the most."
            found.append(problem(field, says, "Shorten it."))
    if draft.original is not None and draft.original.html and draft.description != draft.original.description:
        says = "These notes were formatted; saving replaces them with plain text."
        found.append(warning(DraftField.DESCRIPTION, says))
    return found


def _limits(draft: Draft, context: Context) -> tuple[tuple[DraftField, str, int], ...]:
    google = context.account.kind is AccountKind.GOOGLE
    return (
        (DraftField.TITLE, draft.title, TITLE_LIMIT),
        (DraftField.LOCATION, draft.location, LOCATION_LIMIT),
        *(((DraftField.DESCRIPTION, draft.description, GOOGLE_DESCRIPTION_LIMIT),) if google else ()),
    )


def _calendar(draft: Draft, context: Context) -> list[Finding]:
    calendar = context.calendar(draft.calendar_id)
    if calendar is None:
        return [problem(DraftField.CALENDAR, "That calendar is not there.", "Choose another.")]
    if calendar.read_only:
        says = f"{calendar.name} is read-only."
        return [problem(DraftField.CALENDAR, says, "Choose one of your own calendars.")]
    if draft.original is not None and draft.original.read_only:
        says = "Only its organiser can change this event."
        return [problem(DraftField.CALENDAR, says, "Press Esc, then R to answer it instead.")]
    if draft.original is not None and draft.calendar_id != draft.original.calendar_id:
        return [problem(DraftField.CALENDAR, "An event cannot change its calendar.", "Duplicate it there.")]
    return []


def _guests(guests: GuestList) -> list[Finding]:
    fix = "Write name@example.com, or Name <name@example.com>."
    found = [
        problem(DraftField.GUESTS, f"“{wrong}” is not an e-mail address.", fix) for wrong in guests.wrong
    ]
    found += [warning(DraftField.GUESTS, f"{email} is named twice.") for email in guests.repeated]
    return found


def _mailing(draft: Draft, context: Context, guests: GuestList, write: EventWrite) -> list[Finding]:
    if not guests.guests or write.is_empty:
        return []
    if context.account.kind in _ALWAYS_MAILS:
        provider = "iCloud" if context.account.kind is AccountKind.ICLOUD else "Microsoft"
        return [note(DraftField.NOTIFY, f"{provider} mails the guests whatever this says.")]
    return [note(DraftField.NOTIFY, "The guests will be mailed.")] if draft.notify else []


def _write(draft: Draft, when: CheckedTime, call: CheckedCall, guests: GuestList) -> EventWrite:
    was = draft.original
    new = was is None
    return EventWrite(
        title=draft.title.strip() if was is None or draft.title != was.title else UNSET,
        when=when.when if when.changed and when.when is not None else UNSET,
        location=_text(draft.location.strip(), was.location if was else ""),
        description=_description(draft, isinstance(call.change, Remove)),
        participants=_participants(guests.guests, was.participants if was else ()),
        conferencing=call.change,
        busy=True if new else UNSET,
    )


def _text(value: str, before: str) -> str | Unset:
    return value if value != before.strip() else UNSET


def _participants(
    guests: tuple[Participant, ...], before: tuple[Participant, ...]
) -> tuple[Participant, ...] | Unset:
    """The whole list when it changed; participants without an address cannot be typed and stay."""
    addressed = {p.email.casefold() for p in before if p.email}
    if {g.email.casefold() for g in guests} == addressed:
        return UNSET
    return (*guests, *(p for p in before if not p.email))


def _description(draft: Draft, removing: bool) -> str | Unset:
    was = draft.original.description if draft.original else ""
    if removing and draft.original is not None:
        return _without_call_text(draft)
    return draft.description if draft.description != was else UNSET


def _without_call_text(draft: Draft) -> str | Unset:
    """The notes without the conference's own text; formatted notes keep their formatting."""
    original = draft.original
    assert original is not None
    source = original.raw.get("description")
    if original.html and draft.description == original.description and isinstance(source, str):
        kept, removed = without_call(source)
        return kept if removed else UNSET
    kept, _ = without_call(draft.description)
    return kept if kept != original.description else UNSET


def _summary(
    draft: Draft,
    context: Context,
    when: CheckedTime,
    call: CheckedCall,
    guests: GuestList,
    write: EventWrite,
) -> tuple[str, ...]:
    if not draft.is_new and write.is_empty:
        return ("Nothing has changed.",)
    title = draft.title.strip() or "(no title)"
    calendar = context.calendar(draft.calendar_id)
    place = f" on {calendar.name}" if calendar else ""
    lines = [f"Creates “{title}”{place}." if draft.is_new else f"Changes “{title}”: {_changed(write)}."]
    if when.when is not None and (draft.is_new or when.changed):
        lines.append(say_when(when.when, draft))
    lines += call.summary
    mailed = sum(1 for guest in guests.guests if guest.email)
    always = context.account.kind in _ALWAYS_MAILS
    if mailed and (draft.notify or always):
        lines.append(f"Mails {mailed} guest{'s' if mailed != 1 else ''}.")
    elif mailed:
        lines.append("Mails nobody.")
    return tuple(lines)


def _changed(write: EventWrite) -> str:
    words = {"when": "time", "participants": "guests", "conferencing": "call", "description": "notes"}
    return ", ".join(words.get(name, name) for name in write.named())


def say_when(when: When, draft: Draft) -> str:
    """The time in a line: `Fri 20 Nov 15:00, 30 min`, or its days."""
    if is_all_day(when) or not isinstance(when, Timespan):
        return (
            f"{draft.starts} – {draft.ends}, all day."
            if draft.starts != draft.ends
            else f"{draft.starts}, all day."
        )
    zone = zone_named(when.start_zone or "")
    minutes = int((when.end - when.start).total_seconds() // 60)
    length = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
    return (
        f"{say_moment(when.start, zone) if zone else when.start.isoformat()}, {length.replace(' 0 min', '')}."
    )
