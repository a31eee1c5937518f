"""Checking how we meet: the conferencing block becomes a change, or the reasons why it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.domain.capabilities import Verdict, hosts_for, rule
from tui.domain.conferencing import (
    DETAIL_FIELDS,
    MAX_PHONES,
    Autocreate,
    ConferenceChange,
    DetailField,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Provider,
    Remove,
    Requested,
)
from tui.domain.drafting import call_of
from tui.domain.drafts import CallDraft, CallMode, Draft, DraftField
from tui.domain.findings import Context, Finding, note, problem, warning
from tui.domain.links import Trust, inspect
from tui.domain.writes import UNSET, Unset

_PHONE = re.compile(r"[+()\d][\d\s().,/#*+x-]{3,}", re.IGNORECASE)
_ZOOM_CODE = re.compile(r"[\d\s-]{9,15}")


@dataclass(frozen=True, slots=True)
class CheckedCall:
    """The change to the conference (UNSET leaves it alone), what to say, and what saving will do."""

    change: ConferenceChange | Unset
    findings: tuple[Finding, ...]
    summary: tuple[str, ...]


def check_call(draft: Draft, context: Context) -> CheckedCall:
    """Read the conferencing block against what the account can do."""
    if draft.original is not None and draft.call == call_of(draft.original):
        return _as_it_is(draft)
    call = draft.call
    if call.provider is None:
        return _removed(draft)
    if call.mode is CallMode.CREATE:
        return _created(call, call.provider, draft, context)
    return _entered(call, call.provider)


def _as_it_is(draft: Draft) -> CheckedCall:
    match draft.original.conferencing if draft.original else NoConference():
        case Linked(provider):
            return CheckedCall(UNSET, (), (f"Leaves the {provider or 'call'} as it is.",))
        case Requested(provider):
            return CheckedCall(UNSET, (), (f"The {provider} link is still on its way.",))
        case _:
            return CheckedCall(UNSET, (), ("No call.",))


def _removed(draft: Draft) -> CheckedCall:
    if draft.original is None or isinstance(draft.original.conferencing, NoConference):
        return CheckedCall(UNSET, (), ("No call.",))
    return CheckedCall(Remove(), (), ("Removes the call, and its text from the notes.",))


def _created(call: CallDraft, provider: Provider, draft: Draft, context: Context) -> CheckedCall:
    known = context.calendar(draft.calendar_id)
    ruling = rule(context.account.kind, known, provider, call.mode, context.hosts, context.switches)
    if ruling.verdict is Verdict.IMPOSSIBLE:
        return CheckedCall(UNSET, (problem(DraftField.PROVIDER, ruling.reason, ruling.fix),), ())
    host = call.host_grant
    if ruling.verdict is Verdict.NEEDS_HOST:
        hosts = hosts_for(provider, context.hosts)
        if not host:
            return CheckedCall(UNSET, (problem(DraftField.HOST, ruling.reason, ruling.fix),), ())
        if host not in {grant.id for grant in hosts}:
            says = f"That account cannot host {provider} calls."
            return CheckedCall(UNSET, (problem(DraftField.HOST, says, "Choose one of those offered."),), ())
    else:
        host = ""
    verb = "Replaces the call: asks" if _has_call(draft) else "Asks"
    line = f"{verb} {provider} for a new link; it may take a few seconds."
    return CheckedCall(Autocreate(provider, host), (), (line,))


def _has_call(draft: Draft) -> bool:
    return draft.original is not None and not isinstance(draft.original.conferencing, NoConference)


def _entered(call: CallDraft, provider: Provider) -> CheckedCall:
    findings = [*_url(call, provider), *_members(call, provider)]
    if not call.url.strip() or any(f.severity.value == "problem" for f in findings):
        return CheckedCall(UNSET, tuple(findings), ())
    members = DETAIL_FIELDS[provider]
    link = inspect(call.url)
    details = Details(
        link.url,
        call.code.strip() if DetailField.CODE in members else "",
        call.password.strip() if DetailField.PASSWORD in members else "",
        call.pin.strip() if DetailField.PIN in members else "",
        phones_of(call.phones) if DetailField.PHONE in members else (),
    )
    line = f"Attaches your {provider} link ({link.host})."
    return CheckedCall(OwnDetails(provider, details), tuple(findings), (line,))


def phones_of(typed: str) -> tuple[str, ...]:
    """Phone numbers as typed, separated by commas or lines."""
    return tuple(filter(None, (piece.strip() for piece in re.split(r"[;,\n]", typed))))


def _url(call: CallDraft, provider: Provider) -> list[Finding]:
    typed = call.url.strip()
    if not typed:
        fix = "Paste it, or press ctrl+o to have the meeting created."
        return [problem(DraftField.URL, "The link is still missing.", fix)]
    link = inspect(typed)
    if link.trust is Trust.REFUSE:
        return [problem(DraftField.URL, link.reason, "Paste the whole link, beginning with https://.")]
    if link.provider is not None and link.provider != provider and not _same_family(link.provider, provider):
        return [warning(DraftField.URL, f"This looks like a {link.provider} link.", "ctrl+t changes it.")]
    if link.trust is Trust.ASK:
        return [warning(DraftField.URL, f"{link.host} is not a host {provider} is known to use.")]
    return []


def _same_family(one: Provider, other: Provider) -> bool:
    family = {Provider.TEAMS, Provider.TEAMS_BUSINESS, Provider.SKYPE_BUSINESS}
    return {one, other} <= family


def _members(call: CallDraft, provider: Provider) -> list[Finding]:
    found: list[Finding] = []
    members = DETAIL_FIELDS[provider]
    code = call.code.strip()
    if provider is Provider.ZOOM and code and not _ZOOM_CODE.fullmatch(code):
        found.append(warning(DraftField.CODE, "A Zoom meeting ID has 9 to 11 digits."))
    if DetailField.PHONE in members:
        found += _phones(call, provider)
    dropped = _dropped(call, members)
    if dropped:
        found.append(note(DraftField.PROVIDER, f"{provider} has no place for {dropped}; it is not sent."))
    return found


def _phones(call: CallDraft, provider: Provider) -> list[Finding]:
    phones = phones_of(call.phones)
    most = MAX_PHONES.get(provider)
    found = [
        problem(DraftField.PHONES, f"“{phone}” is not a phone number.", "Write it as +351 210 000 000.")
        for phone in phones
        if not _PHONE.fullmatch(phone)
    ]
    if most is not None and len(phones) > most:
        found.append(problem(DraftField.PHONES, f"{provider} takes one phone number.", "Keep one."))
    return found


def _dropped(call: CallDraft, members: tuple[DetailField, ...]) -> str:
    typed = (
        (DetailField.CODE, call.code, "a code"),
        (DetailField.PASSWORD, call.password, "a password"),
        (DetailField.PIN, call.pin, "a PIN"),
        (DetailField.PHONE, call.phones, "phone numbers"),
    )
    return " or ".join(words for member, value, words in typed if value.strip() and member not in members)
