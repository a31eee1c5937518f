"""How we meet: one row of providers, one switch, only the fields that provider has, and what saving will do.

What cannot be created stays in sight with its reason; Enter on it takes the way out, an own link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.domain.calendars import Calendar
from tui.domain.callsettings import say_settings
from tui.domain.checking import Context
from tui.domain.conferencing import Conferencing, Provider
from tui.domain.drafts import CallDraft, CallMode, DraftField
from tui.domain.invitation import read_invitation
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.call_offers import Rulings, fields_of, host_offers, other_offers, provider_in, slot_of
from tui.ui.widgets.call_words import outcome
from tui.ui.widgets.choice_row import ChoiceRow, Offer
from tui.ui.widgets.editor_door import Door
from tui.ui.widgets.editor_inputs import EditorInput, LinkInput, ListInput
from tui.ui.widgets.editor_row import EditorRow

TYPED: Mapping[DraftField, str] = {
    DraftField.URL: "url",
    DraftField.CODE: "code",
    DraftField.PASSWORD: "password",
    DraftField.PIN: "pin",
    DraftField.PHONES: "phones",
}
"""The fields typed by hand, and where the call keeps them."""

_LABELS = {DraftField.CODE: "Meeting ID", DraftField.PASSWORD: "Password", DraftField.PIN: "PIN"}
_CHOOSE_FIRST = "Choose who makes the call first: ^T goes through them."


class ConferencingBlock(Vertical):
    """The block. It holds the call as typed and posts every change of it."""

    DEFAULT_CSS = """
    ConferencingBlock {
        height: auto;
        & > #outcome { height: auto; padding: 0 1 0 15; color: $ink; }
    }
    """

    class Edited(Message):
        """The call was changed in one of its fields."""

        def __init__(self, call: CallDraft, field: DraftField) -> None:
            super().__init__()
            self.call = call
            self.field = field

    class SettingsAsked(Message):
        """The user wants to see the settings of the call to be made."""

    class Declined(Message):
        """Something was asked for that cannot be, and this is why."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, context: Context) -> None:
        super().__init__(id="call")
        self._rulings = Rulings(context, None)
        self._before = CallDraft()
        self._original: Conferencing | None = None
        self._wanted = CallMode.CREATE
        self._said = Content("")
        self.call = CallDraft()

    def compose(self) -> ComposeResult:
        """From who makes the call to what will happen."""
        yield EditorRow(DraftField.PROVIDER, "Call", ChoiceRow((), id="provider"))
        yield EditorRow(DraftField.PROVIDER, "", ChoiceRow((), id="other"), id="row-other")
        yield EditorRow(DraftField.MODE, "Link", ChoiceRow((), id="mode"))
        yield EditorRow(DraftField.HOST, "Host", ChoiceRow((), id="host"))
        yield EditorRow(DraftField.SETTINGS, "Settings", Door(id="settings"))
        url = LinkInput(id="url", placeholder="Paste the link, or the whole invitation", max_length=2000)
        yield EditorRow(DraftField.URL, "URL", url)
        for field, label in _LABELS.items():
            box = EditorInput(id=field.value, placeholder="if it has one", max_length=200)
            yield EditorRow(field, label, box)
        phones = ListInput(id="phones", placeholder="+44 20 7946 0000, …", max_length=400)
        yield EditorRow(DraftField.PHONES, "Phones", phones)
        yield Static(id="outcome")

    # What it shows

    def load(self, call: CallDraft, before: CallDraft, original: Conferencing | None) -> None:
        """Show a call without telling; `before` and `original` are the call as read, if there was one."""
        self._before, self._original = before, original
        self._wanted = CallMode.CREATE if call == before else call.mode
        self.call = call
        self._arrange()

    def belongs_to(self, calendar: Calendar | None) -> None:
        """Follow the event to a calendar; the rules may differ there."""
        self._rulings = replace(self._rulings, calendar=calendar)
        self._arrange()

    def _arrange(self) -> None:
        call, rulings = self.call, self._rulings
        hosts = rulings.hosts(call.provider) if call.mode is CallMode.CREATE else ()
        with self.prevent(ChoiceRow.Chosen, Input.Changed):
            self._choices("provider", rulings.providers(self._wanted), slot_of(call.provider))
            self._choices("other", other_offers(), call.provider or "")
            self._choices("mode", rulings.modes(call.provider), call.mode)
            self._choices("host", host_offers(hosts), call.host_grant)
            for field, name in TYPED.items():
                self._typed_field(field, getattr(call, name))
        self._row("row-other").display = slot_of(call.provider) == "other"
        self._row("row-mode").display = call.provider is not None
        self._row("row-host").display = bool(hosts)
        self._row("row-settings").display = call.takes_settings
        said = say_settings(call.wishes, call.extra)
        self.query_one("#settings", Door).words = said or "as the Zoom account has them"
        self._say_outcome()

    def _row(self, row_id: str) -> EditorRow:
        return self.query_one(f"#{row_id}", EditorRow)

    def _choices(self, row_id: str, offers: tuple[Offer, ...], chosen: str) -> None:
        row = self.query_one(f"#{row_id}", ChoiceRow)
        row.offers = offers
        row.chosen = chosen

    def _typed_field(self, field: DraftField, value: str) -> None:
        self._row(f"row-{field.value}").display = field in fields_of(self.call)
        box = self.query_one(f"#{field.value}", Input)
        if box.value != value:
            box.value = value

    def _say_outcome(self) -> None:
        provider, rulings = self.call.provider, self._rulings
        creatable = provider is None or rulings.can_create(provider)
        hosts = rulings.hosts(provider)
        words = outcome(self.call, self._before, self._original, hosts, creatable=creatable)
        quiet = self.call == self._before
        arrow = (f"{glyphs_of(self.app).arrow} ", "$quiet" if quiet else "$now")
        said = (words, "$quiet" if quiet else "$ink")
        shown = paint.line(arrow, said)
        if not shown.is_same(self._said):
            self._said = shown
            self.query_one("#outcome", Static).update(shown)

    # What is done to it

    def wish(self, wishes: Mapping[str, object], extra: str) -> None:
        """Have the call made with these settings."""
        self.take(replace(self.call, wishes=wishes, extra=extra), DraftField.SETTINGS)

    def cycle_provider(self) -> None:
        """Go to the next provider that can be had."""
        self._take_provider(self._rulings.next_provider(self.call, self._wanted))

    def turn_mode(self) -> None:
        """Turn the switch over, or say why it stays."""
        row = self.query_one("#mode", ChoiceRow)
        other = next((offer for offer in row.offers if offer.value != self.call.mode), None)
        if self.call.provider is None or other is None:
            self.post_message(self.Declined(_CHOOSE_FIRST))
        elif other.why_not:
            self.post_message(self.Declined(f"{other.why_not} {other.way_out}"))
        else:
            self._take_mode(CallMode(other.value))

    def take(self, call: CallDraft, field: DraftField) -> None:
        """Make this the call."""
        self.call = call
        self._arrange()
        self.post_message(self.Edited(call, field))

    def _take_provider(self, provider: Provider | None, mode: CallMode | None = None) -> None:
        if mode is None and provider is not None and provider is self._before.provider:
            self.take(self._before, DraftField.PROVIDER)
            return
        wanted = self._wanted = mode or self._wanted
        by_hand = provider is not None and not self._rulings.can_create(provider)
        hosts = self._rulings.hosts(provider)
        self.take(
            replace(
                self._kept_details(provider),
                provider=provider,
                mode=CallMode.OWN if by_hand else wanted,
                host_grant=hosts[0].id if len(hosts) == 1 else "",
                wishes=self._wishes(provider),
            ),
            DraftField.PROVIDER,
        )

    def _wishes(self, provider: Provider | None) -> Mapping[str, object]:
        """The settings as chosen; else those the user's calls usually have."""
        usual = self._rulings.context.usual
        return self.call.wishes or (usual.wishes if provider is usual.provider else {})

    def _kept_details(self, provider: Provider | None) -> CallDraft:
        """The details as typed; those the event came with belong to its own provider alone."""
        as_read = {name: getattr(self._before, name) for name in TYPED.values()}
        as_typed = {name: getattr(self.call, name) for name in TYPED.values()}
        if as_typed == as_read and provider is not self._before.provider:
            return CallDraft()
        return self.call if any(as_typed.values()) else replace(self.call, **as_read)

    def _take_mode(self, mode: CallMode) -> None:
        self._wanted = mode
        hosts = self._rulings.hosts(self.call.provider) if mode is CallMode.CREATE else ()
        only = hosts[0].id if len(hosts) == 1 else self.call.host_grant
        self.take(replace(self.call, mode=mode, host_grant=only), DraftField.MODE)

    @on(ChoiceRow.Chosen, "#provider")
    def _provider_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self._take_provider(provider_in(event.value))

    @on(ChoiceRow.Chosen, "#other")
    def _other_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self._take_provider(Provider(event.value))

    @on(ChoiceRow.Chosen, "#mode")
    def _mode_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self._take_mode(CallMode(event.value))

    @on(ChoiceRow.Chosen, "#host")
    def _host_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self.take(replace(self.call, host_grant=event.value), DraftField.HOST)

    @on(ChoiceRow.Insisted, "#provider")
    def _own_link_instead(self, event: ChoiceRow.Insisted) -> None:
        event.stop()
        self._take_provider(provider_in(event.value), CallMode.OWN)
        self.query_one("#url", Input).focus()

    @on(Door.Opened, "#settings")
    def _settings_opened(self, event: Door.Opened) -> None:
        event.stop()
        self.post_message(self.SettingsAsked())

    @on(LinkInput.Pasted)
    def _pasted(self, event: LinkInput.Pasted) -> None:
        """Take what an invitation says; a link of another provider brings its provider along."""
        event.stop()
        found = read_invitation(event.text)
        said: dict[str, Any] = {
            "url": found.url,
            "code": found.code,
            "password": found.password,
            "pin": found.pin,
            "phones": ", ".join(found.phones),
        }
        call = self.call
        if found.provider is not None and not _same_family(found.provider, call.provider):
            call = replace(call, provider=found.provider)
        takes = {TYPED[field] for field in fields_of(call)}
        given = {name: value for name, value in said.items() if value and name in takes}
        self.take(replace(call, **given), DraftField.URL)
        event.field.cursor_position = len(found.url)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = DraftField(event.input.id or "")
        typed: dict[str, Any] = {TYPED[field]: event.value}
        self.call = replace(self.call, **typed)
        self._say_outcome()
        self.post_message(self.Edited(self.call, field))


_TEAMS = frozenset({Provider.TEAMS, Provider.TEAMS_BUSINESS, Provider.SKYPE_BUSINESS})


def _same_family(found: Provider, chosen: Provider | None) -> bool:
    """Whether the link's host serves the chosen provider too."""
    return found is chosen or (found in _TEAMS and chosen in _TEAMS)
