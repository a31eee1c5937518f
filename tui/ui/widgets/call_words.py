"""The call in plain words: what the providers are called, and what saving will do.

Every sentence is true of the draft as it stands, finished or not.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.calendars import Grant
from tui.domain.conferencing import Conferencing, Linked, NoConference, Provider, Requested, provider_named
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.links import Trust, inspect

SHORT: dict[Provider, str] = {
    Provider.MEET: "Google Meet",
    Provider.ZOOM: "Zoom",
    Provider.TEAMS: "Teams",
    Provider.TEAMS_BUSINESS: "Teams for Business",
    Provider.SKYPE_CONSUMER: "Skype",
    Provider.SKYPE_BUSINESS: "Skype for Business",
    Provider.WEBEX: "Webex",
    Provider.GOTO: "GoTo",
}
"""What people call the providers."""


def called(provider: str) -> str:
    """The everyday name of a provider the API names; an unknown or missing one is just a call."""
    known = provider_named(provider)
    return SHORT[known] if known else provider or "call"


def host_label(host: Grant) -> str:
    """The account a call is made on."""
    return host.email or host.name or f"{host.kind.value} account"


def outcome(
    call: CallDraft,
    before: CallDraft,
    original: Conferencing | None,
    hosts: Iterable[Grant] = (),
    *,
    creatable: bool = True,
) -> str:
    """What will happen to the call on save.

    `original` is None for a new event, `before` its call as read; `hosts` are those one has to be chosen of;
    `creatable` says whether this account can have the provider make a call at all.
    """
    had = "" if original is None or isinstance(original, NoConference) else _had(original)
    if original is not None and call == before:
        return _untouched(original)
    if call.provider is None:
        return f"{had} is taken off the event when you save." if had else "No call."
    if call.mode is CallMode.OWN:
        return _own(call, had)
    return _created(call, had, hosts) if creatable else "Nothing is asked for; take a link you have instead."


def _had(original: Conferencing) -> str:
    match original:
        case Linked(provider=provider) | Requested(provider=provider):
            return f"The {_named(provider)}"
        case _:
            return ""


def _named(provider: str) -> str:
    return f"{called(provider)} call" if provider_named(provider) else "call"


def _untouched(original: Conferencing) -> str:
    match original:
        case Linked(provider=provider):
            return f"The {_named(provider)} stays as it is."
        case Requested(provider=provider):
            return f"The {_named(provider)} was asked for; its link is still on its way."
        case _:
            return "No call."


def _own(call: CallDraft, had: str) -> str:
    assert call.provider is not None
    name = SHORT[call.provider]
    if not call.url.strip():
        return f"Paste the link of the {name} meeting you have."
    link = inspect(call.url)
    if link.trust is Trust.REFUSE:
        return f"The link of your {name} meeting has to be mended first."
    if had:
        return f"{had} is replaced by your {name} link at {link.host} when you save."
    return f"Guests get your {name} link at {link.host} when you save."


def _created(call: CallDraft, had: str, hosts: Iterable[Grant]) -> str:
    assert call.provider is not None
    name, hosts = SHORT[call.provider], tuple(hosts)
    if hosts and call.host_grant not in {host.id for host in hosts}:
        return f"Choose the account that hosts the {name} call."
    hosted = next((f" on {host_label(host)}" for host in hosts if host.id == call.host_grant), "")
    if had:
        return f"{had} is replaced by a new {name} call, made{hosted} when you save."
    return f"A {name} call is made{hosted} when you save; its link follows in a moment."
