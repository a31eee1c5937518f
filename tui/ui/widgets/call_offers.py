"""What the conferencing block offers: which providers, modes and hosts, and why some are out of reach.

The rules are the domain's; here they only become choices with reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui.domain.calendars import Calendar, Grant
from tui.domain.capabilities import Ruling, Verdict, hosts_for, rule
from tui.domain.checking import Context
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, DETAIL_FIELDS, DetailField, Provider
from tui.domain.drafts import CallDraft, CallMode, DraftField
from tui.ui.widgets.call_words import SHORT, host_label
from tui.ui.widgets.choice_row import Offer

NONE = "none"
OTHER = "other"
OTHERS: tuple[Provider, ...] = (
    Provider.WEBEX,
    Provider.GOTO,
    Provider.TEAMS_BUSINESS,
    Provider.SKYPE_BUSINESS,
    Provider.SKYPE_CONSUMER,
)
"""Providers that can only be entered by hand."""

_FIELDS = {
    DetailField.URL: DraftField.URL,
    DetailField.CODE: DraftField.CODE,
    DetailField.PASSWORD: DraftField.PASSWORD,
    DetailField.PIN: DraftField.PIN,
    DetailField.PHONE: DraftField.PHONES,
}
_OWN_INSTEAD = "Enter takes a link of yours."


def slot_of(provider: Provider | None) -> str:
    """Where a provider stands in the first row."""
    if provider is None:
        return NONE
    return OTHER if provider in OTHERS else provider.value


def fields_of(call: CallDraft) -> frozenset[DraftField]:
    """The fields to fill in by hand for this call."""
    if call.provider is None or call.mode is CallMode.CREATE:
        return frozenset()
    return frozenset(_FIELDS[detail] for detail in DETAIL_FIELDS[call.provider])


@dataclass(frozen=True, slots=True)
class Rulings:
    """The domain's rules for one account and one calendar."""

    context: Context
    calendar: Calendar | None

    def of(self, provider: Provider, mode: CallMode) -> Ruling:
        """May this be done here?"""
        known = self.context
        return rule(
            known.account.kind,
            self.calendar,
            provider,
            mode,
            known.hosts,
            known.switches,
            known.generation,
        )

    def hosts(self, provider: Provider | None) -> tuple[Grant, ...]:
        """The accounts that could host the call, where one has to be named."""
        if provider is None or self.of(provider, CallMode.CREATE).verdict is not Verdict.NEEDS_HOST:
            return ()
        return hosts_for(provider, self.context.hosts)

    def can_create(self, provider: Provider) -> bool:
        """Whether the call can be made for the user at all."""
        verdict = self.of(provider, CallMode.CREATE).verdict
        return verdict is Verdict.ALLOWED or bool(self.hosts(provider))

    def providers(self, mode: CallMode) -> tuple[Offer, ...]:
        """The first row: none, the three that can be created, and the rest."""
        creatable = (self._provider(provider, mode) for provider in AUTOCREATE_PROVIDERS)
        return (Offer(NONE, "None"), *creatable, Offer(OTHER, "Other…"))

    def _provider(self, provider: Provider, mode: CallMode) -> Offer:
        offer = Offer(provider.value, SHORT[provider])
        if mode is CallMode.OWN or self.can_create(provider):
            return offer
        ruling = self.of(provider, CallMode.CREATE)
        return replace(offer, why_not=ruling.reason, way_out=_way_out(ruling.fix))

    def modes(self, provider: Provider | None) -> tuple[Offer, ...]:
        """The switch."""
        create, own = Offer(CallMode.CREATE, "Create for me"), Offer(CallMode.OWN, "I have a link")
        if provider is None or self.can_create(provider):
            return create, own
        ruling = self.of(provider, CallMode.CREATE)
        return replace(create, why_not=ruling.reason, way_out=ruling.fix), own

    def next_provider(self, call: CallDraft, mode: CallMode) -> Provider | None:
        """The next one in the first row that can be had in this mode; `Other…` begins with its first."""
        offers = self.providers(mode)
        at = [offer.value for offer in offers].index(slot_of(call.provider))
        turned = (*offers[at + 1 :], *offers[: at + 1])
        return provider_in(next(offer.value for offer in turned if not offer.why_not))


def provider_in(slot: str) -> Provider | None:
    """The provider a slot of the first row stands for."""
    if slot == NONE:
        return None
    return OTHERS[0] if slot == OTHER else Provider(slot)


def host_offers(hosts: tuple[Grant, ...]) -> tuple[Offer, ...]:
    """The accounts to choose from."""
    return tuple(Offer(host.id, host_label(host)) for host in hosts)


def other_offers() -> tuple[Offer, ...]:
    """The providers behind `Other…`."""
    return tuple(Offer(provider.value, SHORT[provider]) for provider in OTHERS)


def _way_out(fix: str) -> str:
    return f"{fix} {_OWN_INSTEAD}".strip()
