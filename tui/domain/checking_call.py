"""Checking how we meet: the conferencing block becomes a change, or the reasons why it cannot.

A call that was not touched is not part of the change: what was read is never sent back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.domain.callsettings import SettingsError, risks_of, settings_of
from tui.domain.capabilities import Ruling, Verdict, hosts_for, rule, said
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
from tui.domain.findings import Context, Finding, Severity, note, problem, warning
from tui.domain.links import Link, Trust, inspect, links_in
from tui.domain.text import clean
from tui.domain.writes import UNSET, Unset

_PHONE = re.compile(r"[+()\d][\d\s().,/#*+x-]{3,}", re.IGNORECASE)
_ZOOM_CODE = re.compile(r"(?:\d[\s.-]*){9,11}")
_ZOOM_PATH = re.compile(r"https://[^/?]*/(?:j|w|s|wc)/(\d{9,11})(?!\d)")
_TEAMS_FAMILY = frozenset({Provider.TEAMS, Provider.TEAMS_BUSINESS, Provider.SKYPE_BUSINESS})


@dataclass(frozen=True, slots=True)
class CheckedCall:
    """The change to the conference (UNSET leaves it alone), what to say, and what saving will do."""

    change: ConferenceChange | Unset
    findings: tuple[Finding, ...] = ()
    summary: tuple[str, ...] = ()


def check_call(draft: Draft, context: Context) -> CheckedCall:
    """Read the conferencing block against what the account can do."""
    if draft.original is not None and draft.call == call_of(draft.original):
        return _as_it_is(draft)
    call = draft.call
    if call.provider is None:
        return _removed(draft)
    if context.generation == "v2" and _keeps_teams(draft, call.provider):
        return CheckedCall(UNSET, (teams_stays(),))
    if call.mode is CallMode.CREATE:
        return _created(call, call.provider, draft, context)
    return _entered(call, call.provider, draft, context)


def _keeps_teams(draft: Draft, provider: Provider) -> bool:
    """Whether another provider is to take the place of a Teams call; API v2 refuses that."""
    has = draft.original.conferencing if draft.original else NoConference()
    return isinstance(has, Linked) and has.provider == Provider.TEAMS and provider is not Provider.TEAMS


def teams_stays() -> Finding:
    """The one problem that a new event in the place of the old one solves."""
    says = "In API v2 a Teams call cannot be replaced by another provider's."
    return problem(DraftField.PROVIDER, says, "Saving offers to make the event anew.")


def has_call(draft: Draft) -> bool:
    """Whether the event as read has a call, or one on its way."""
    return draft.original is not None and not isinstance(draft.original.conferencing, NoConference)


def _as_it_is(draft: Draft) -> CheckedCall:
    match draft.original.conferencing if draft.original else NoConference():
        case Linked(provider):
            return CheckedCall(UNSET, summary=(f"Leaves the {_call(provider)} as it is.",))
        case Requested(provider):
            return CheckedCall(UNSET, summary=(f"Goes on waiting for the {said(provider)} link.",))
        case _:
            return CheckedCall(UNSET)


def _call(provider: str) -> str:
    name = said(provider)
    return name if name == "call" or provider == "unknown" else f"{name} call"


def _removed(draft: Draft) -> CheckedCall:
    match draft.original.conferencing if draft.original else NoConference():
        case Linked(provider) | Requested(provider):
            return CheckedCall(Remove(), summary=(f"Removes the {_call(provider)}.",))
        case _:
            return CheckedCall(UNSET, summary=("No call.",) if draft.is_new else ())


def _ruling(provider: Provider, mode: CallMode, context: Context) -> Ruling:
    """What the account allows; a read-only calendar is told of where the calendar is checked."""
    return rule(
        context.account.kind, None, provider, mode, context.hosts, context.switches, context.generation
    )


def _created(call: CallDraft, provider: Provider, draft: Draft, context: Context) -> CheckedCall:
    ruling = _ruling(provider, call.mode, context)
    if ruling.verdict is Verdict.IMPOSSIBLE:
        return CheckedCall(UNSET, (problem(DraftField.PROVIDER, ruling.reason, ruling.fix),))
    host = call.host_grant
    if ruling.verdict is Verdict.NEEDS_HOST:
        hosts = {grant.id: grant for grant in hosts_for(provider, context.hosts)}
        if not host:
            return CheckedCall(UNSET, (problem(DraftField.HOST, ruling.reason, ruling.fix),))
        if host not in hosts:
            says = f"That account cannot host {said(provider)} calls."
            return CheckedCall(UNSET, (problem(DraftField.HOST, says, "Choose one of those offered."),))
        by = f", hosted by {hosts[host].email or hosts[host].name or 'the account chosen'},"
    else:
        host, by = "", ""
    asks = "Replaces the call: asks" if has_call(draft) else "Asks"
    line = f"{asks} {said(provider)} for a new link{by}; it may take a few seconds."
    try:
        settings = settings_of(call.wishes, call.extra) if call.takes_settings else {}
    except SettingsError as error:
        return CheckedCall(UNSET, (problem(DraftField.SETTINGS, str(error), "Open the settings with F3."),))
    findings = tuple(warning(DraftField.SETTINGS, risk) for risk in risks_of(settings))
    return CheckedCall(Autocreate(provider, host, settings), findings, (line.replace(",;", ";"),))


def _entered(call: CallDraft, provider: Provider, draft: Draft, context: Context) -> CheckedCall:
    ruling = _ruling(provider, call.mode, context)
    findings = [*_url(call, provider), *_members(call, provider)]
    if ruling.verdict is Verdict.IMPOSSIBLE:
        findings.insert(0, problem(DraftField.PROVIDER, ruling.reason, ruling.fix))
    if any(finding.severity is Severity.PROBLEM for finding in findings):
        return CheckedCall(UNSET, tuple(findings))
    link = inspect(call.url)
    change = OwnDetails(provider, _details(call, provider, link))
    if _is_what_it_has(change, draft):
        return CheckedCall(UNSET, tuple(findings), _as_it_is(draft).summary)
    return CheckedCall(change, tuple(findings), (_attaches(change, link, draft),))


def _details(call: CallDraft, provider: Provider, link: Link) -> Details:
    members = DETAIL_FIELDS[provider]
    return Details(
        link.url,
        clean(call.code) if DetailField.CODE in members else "",
        clean(call.password) if DetailField.PASSWORD in members else "",
        clean(call.pin) if DetailField.PIN in members else "",
        phones_of(call.phones) if DetailField.PHONE in members else (),
    )


def _is_what_it_has(change: OwnDetails, draft: Draft) -> bool:
    has = draft.original.conferencing if draft.original else NoConference()
    return isinstance(has, Linked) and (has.provider, has.details) == (change.provider.value, change.details)


def _attaches(change: OwnDetails, link: Link, draft: Draft) -> str:
    has = draft.original.conferencing if draft.original else NoConference()
    name = said(change.provider)
    same = isinstance(has, Linked) and has.provider == change.provider
    if same and isinstance(has, Linked) and has.details.url == change.details.url:
        return f"Changes the {_call(change.provider)}'s details."
    if has_call(draft):
        return f"Replaces the call with your {name} link ({link.host})."
    return f"Attaches your {name} link ({link.host})."


def phones_of(typed: str) -> tuple[str, ...]:
    """Phone numbers as typed, separated by commas, semicolons or lines."""
    return tuple(filter(None, (clean(piece) for piece in re.split(r"[;,\n]", typed))))


def _url(call: CallDraft, provider: Provider) -> list[Finding]:
    typed = call.url.strip()
    if not typed:
        fix = "Paste it, or have the meeting created."
        return [problem(DraftField.URL, "The link is still missing.", fix)]
    link = inspect(typed)
    if link.trust is Trust.REFUSE:
        return [problem(DraftField.URL, link.reason, _instead(typed))]
    if link.provider is not None and link.provider != provider and {link.provider, provider} - _TEAMS_FAMILY:
        says = f"This looks like a {said(link.provider)} link, not {said(provider)}."
        return [warning(DraftField.URL, says, f"Choose {said(link.provider)}, or paste another link.")]
    if link.provider is None:
        says = f"{link.host} is not a host {said(provider)} is known to use."
        return [warning(DraftField.URL, says, "Check it; whoever joins is asked before it is opened.")]
    if link.trust is Trust.ASK:
        return [warning(DraftField.URL, link.reason, "Check the link.")]
    return []


def _instead(typed: str) -> str:
    """The link inside a pasted invitation, or the same address over https; else how a link begins."""
    inside = [link for link in links_in(typed, "paste") if link.trust is Trust.KNOWN]
    if inside:
        return f"Keep only {inside[0].url}."
    if typed.lower().startswith("http://") or "://" not in typed:
        secure = inspect("https://" + typed.removeprefix("http://").removeprefix("HTTP://"))
        if secure.trust is Trust.KNOWN:
            return f"Write {secure.url}."
    return "Paste the whole link, beginning with https://."


def _members(call: CallDraft, provider: Provider) -> list[Finding]:
    found: list[Finding] = []
    members = DETAIL_FIELDS[provider]
    if provider is Provider.ZOOM and call.code.strip():
        found += _zoom_code(call)
    if DetailField.PHONE in members:
        found += _phones(call, provider)
    dropped = _dropped(call, members)
    if dropped:
        found.append(
            note(DraftField.PROVIDER, f"{said(provider)} has no place for {dropped}; it is not sent.")
        )
    return found


def _zoom_code(call: CallDraft) -> list[Finding]:
    code = call.code.strip()
    if not _ZOOM_CODE.fullmatch(code):
        return [warning(DraftField.CODE, "A Zoom meeting ID has 9 to 11 digits.")]
    linked = _ZOOM_PATH.match(inspect(call.url).url)
    if linked and linked[1] != re.sub(r"\D", "", code):
        return [warning(DraftField.CODE, f"The link is for meeting {linked[1]}.", "Correct one of the two.")]
    return []


def _phones(call: CallDraft, provider: Provider) -> list[Finding]:
    phones = phones_of(call.phones)
    most = MAX_PHONES.get(provider)
    found = [
        problem(DraftField.PHONES, f"“{phone}” is not a phone number.", "Write it as +351 210 000 000.")
        for phone in phones
        if not _PHONE.fullmatch(phone)
    ]
    if most is not None and len(phones) > most:
        found.append(problem(DraftField.PHONES, f"{said(provider)} takes one phone number.", "Keep one."))
    return found


def _dropped(call: CallDraft, members: tuple[DetailField, ...]) -> str:
    typed = (
        (DetailField.CODE, call.code, "a code"),
        (DetailField.PASSWORD, call.password, "a password"),
        (DetailField.PIN, call.pin, "a PIN"),
        (DetailField.PHONE, call.phones, "phone numbers"),
    )
    return " or ".join(words for member, value, words in typed if value.strip() and member not in members)
