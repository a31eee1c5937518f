"""What is needed to connect an account: where the API is, the key, and whose calendar it is.

The key leaves this widget only through `key`, and only into a `SecretStr`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, Static

from tui.ui import paint
from tui.ui.widgets.choice_row import ChoiceRow, Offer
from tui.ui.widgets.key_input import KeyInput, LineInput, tidy_key, tidy_line

Place: TypeAlias = Literal["us", "eu", "custom"]
Generation: TypeAlias = Literal["v3", "v2"]
GENERATIONS = (Offer("v3", "v3, API key"), Offer("v2", "v2, access token"))
"""The generations of the API, by the names settings use, and what opens an account in each."""
REGIONS = (Offer("us", "US"), Offer("eu", "EU"), Offer("custom", "Another address"))
"""Where the API can be, by the names settings use."""

_WHERE = {
    "v3": "The Nylas dashboard has both: the key under API Keys, the account under Grants.",
    "v2": "The token is what your application was given when this account signed in.",
}
"""Where to find what opens an account."""


class ConnectForm(Vertical):
    """The form; posts `Submitted` when it is complete, and moves to what is missing when it is not."""

    class Submitted(Message):
        """Everything needed is there; read it from the form."""

    def compose(self) -> ComposeResult:
        """One row for each thing to know."""
        with Horizontal(classes="row"):
            yield Static(paint.text("API"), classes="label")
            yield ChoiceRow(GENERATIONS, id="generation")
        with Horizontal(classes="row"):
            yield Static(paint.text("Region"), classes="label")
            yield ChoiceRow(REGIONS, id="region")
        with Horizontal(classes="row", id="address-row"):
            yield Static(paint.text("Address"), classes="label")
            yield LineInput(id="address", placeholder="https://api.example.com")
        with Horizontal(classes="row"):
            yield Static(paint.text("API key"), id="key-label", classes="label")
            yield KeyInput(id="key", placeholder="paste it here; it is not shown")
        with Horizontal(classes="row", id="account-row"):
            yield Static(paint.text("Account"), classes="label")
            yield LineInput(id="account", placeholder="grant id, or the account's e-mail address")
        yield Static(id="says")
        with Horizontal(classes="buttons"):
            yield Button(paint.text("Check and connect"), id="connect")

    def on_mount(self) -> None:
        """A row shows only when it is needed."""
        self._arrange()

    @property
    def generation(self) -> Generation:
        """Which generation of the API."""
        return "v2" if self.query_one("#generation", ChoiceRow).chosen == "v2" else "v3"

    @property
    def place(self) -> Place:
        """Where the API is."""
        match self.query_one("#region", ChoiceRow).chosen:
            case "eu":
                return "eu"
            case "custom":
                return "custom"
            case _:
                return "us"

    @property
    def address(self) -> str:
        """The API's own address; empty unless the region is `custom`."""
        return tidy_line(self.query_one("#address", Input).value) if self.place == "custom" else ""

    @property
    def account(self) -> str:
        """A grant id or an e-mail address; empty for version 2, whose token is the account."""
        return tidy_line(self.query_one("#account", Input).value) if self.generation == "v3" else ""

    def key(self) -> str:
        """The key as entered, tidied."""
        return tidy_key(self.query_one("#key", Input).value)

    def forget_key(self) -> None:
        """Empty the key field."""
        self.query_one("#key", Input).value = ""

    def says(self, words: str, style: str = "$quiet") -> None:
        """Show what is going on under the fields; without words, where to find what they ask for."""
        line = self.query_one("#says", Static)
        line.update(paint.block(words or _WHERE[self.generation], style))
        if words:
            self.call_after_refresh(line.scroll_visible, animate=False)

    @on(ChoiceRow.Chosen)
    def _arrange(self) -> None:
        older = self.generation == "v2"
        self.query_one("#address-row").display = self.place == "custom"
        self.query_one("#account-row").display = not older
        self.query_one("#key-label", Static).update(paint.text("Token" if older else "API key"))
        self.says("")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def _entered(self, event: Message) -> None:
        event.stop()
        missing = self._missing()
        if missing is None:
            self.post_message(self.Submitted())
            return
        field, words = missing
        self.query_one(field, Input).focus()
        self.says(words, "$warn")

    def _missing(self) -> tuple[str, str] | None:
        if self.place == "custom" and not self.address:
            return "#address", "Which address does the API have?"
        if not self.key():
            return "#key", f"The {'access token' if self.generation == 'v2' else 'API key'} is still missing."
        if self.generation == "v3" and not self.account:
            return "#account", "Whose calendar? Give a grant id or an e-mail address."
        return None
