"""The first run: look around in the sandbox, or connect an account and see at once whether it works.

The key is held in a `SecretStr` from the moment it leaves its field, and kept only where the user says.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from tui.domain.calendars import AccountKind
from tui.domain.errors import CallsheetError, SecretsError
from tui.services.accounts import Connected
from tui.services.settings import Profile, SecretStr
from tui.services.workspace import Workspace
from tui.ui import paint
from tui.ui.doors import Doors, KeyPlace
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.opening import Opening
from tui.ui.widgets.choices import Choices
from tui.ui.widgets.connect_form import ConnectForm

_PROFILE = "default"
_WAITING = "Waiting for the keyring. It may be asking you in another window; Esc stops waiting."


def _two_lines(first: str, second: str) -> Content:
    return paint.lines(paint.text(f" {first}", "bold"), paint.text(f"   {second}", "$quiet"))


class WelcomeScreen(Opening, Screen[None]):
    """Leads through `doors`; `entered` is given the account that was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", show=False)]
    AUTO_FOCUS = "#ways"

    def __init__(self, doors: Doors, entered: Callable[[Workspace], None]) -> None:
        super().__init__()
        self._doors = doors
        self._entered = entered
        self._profile: Profile | None = None
        self._key: SecretStr | None = None

    def compose(self) -> ComposeResult:
        """Three pages in the middle of the screen."""
        with Vertical(id="welcome"):
            yield Static(paint.text("callsheet", "bold $now"), id="name")
            with ContentSwitcher(initial="start"):
                with Vertical(id="start"):
                    yield Static(paint.text("Your week, and the calls in it."), classes="lead")
                    yield Choices(*_ways(), id="ways")
                    yield Static(id="start-says")
                with Vertical(id="connect-page"):
                    yield Static(paint.text("Connect a Nylas account", "bold"), classes="lead")
                    yield ConnectForm()
                with Vertical(id="keep-page"):
                    yield Static(id="found", classes="lead")
                    yield Choices(*_places(), id="places")
                    yield Static(id="keep-says")
            yield Static(_keys("start"), id="welcome-keys")

    # The pages

    def _turn_to(self, page: str, focus: str) -> None:
        self.query_one(ContentSwitcher).current = page
        self.query_one("#welcome-keys", Static).update(_keys(page))
        self.query_one(focus).focus()

    @on(OptionList.OptionSelected, "#ways")
    def _way_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id == "sandbox":
            self._says("#start-says", "Opening the sandbox")
            self._begin(self._doors.sandbox(), "sandbox")
        else:
            self._turn_to("connect-page", "#key")

    def action_back(self) -> None:
        """One page back; stops what is being waited for."""
        self.workers.cancel_group(self, "welcome")
        page = self.query_one(ContentSwitcher).current
        if page == "keep-page":
            self._turn_to("connect-page", "#key")
        elif page == "connect-page":
            self._turn_to("start", "#ways")
        self._says("#keep-says", "")
        self.query_one(ConnectForm).says("")

    def _begin(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self.run_worker(work, name=name, group="welcome", exclusive=True, exit_on_error=False)

    def _says(self, where: str, words: str, style: str = "$quiet") -> None:
        self.query_one(where, Static).update(paint.block(words, style))

    @on(Worker.StateChanged)
    def _ended(self, event: Worker.StateChanged) -> None:
        """Workers only ask; what they bring is shown here, where the screen is sure to exist."""
        name, worker = event.worker.name, event.worker
        if event.state is WorkerState.SUCCESS:
            event.stop()
            brought: Any = worker.result
            if name == "check":
                self._show_found(brought)
            else:
                self._enter(brought)
        elif event.state is WorkerState.ERROR and isinstance(worker.error, CallsheetError):
            event.stop()
            self._show_trouble(name, worker.error)

    def _show_trouble(self, name: str, error: CallsheetError) -> None:
        words = error.sentences()
        match name:
            case "check":
                self.query_one(ConnectForm).says(words, "$alarm")
            case "keep":
                more = " Choose another place above." if isinstance(error, SecretsError) else ""
                self._says("#keep-says", words + more, "$alarm")
            case _:
                self._says("#start-says", words, "$alarm")

    def _enter(self, workspace: Workspace) -> None:
        self.query_one(ConnectForm).forget_key()
        self._key = None
        self._entered(workspace)

    # An account

    @on(ConnectForm.Submitted)
    def _check_asked(self, event: ConnectForm.Submitted) -> None:
        event.stop()
        form = self.query_one(ConnectForm)
        self._key = SecretStr(form.key())
        self._profile = Profile(
            name=_PROFILE,
            api=form.generation,
            region=form.place,
            api_uri=form.address,
            grant=form.account,
        )
        form.says(f"Asking the API{glyphs_of(self.app).ellipsis}")
        self._begin(self._doors.check(self._profile, self._key), "check")

    def _show_found(self, found: Connected) -> None:
        who = found.grant.email or found.grant.name or found.grant.id
        calendars = "1 calendar" if len(found.calendars) == 1 else f"{len(found.calendars)} calendars"
        self.query_one(ConnectForm).says("")
        self.query_one("#found", Static).update(
            paint.lines(
                paint.line((f"{glyphs_of(self.app).done} It works: ", "$good"), (who, "bold")),
                paint.text(f"{_said(found.grant.kind)}, {calendars}", "$quiet"),
                Content(""),
                paint.text("Where may the key be kept?"),
            )
        )
        self._turn_to("keep-page", "#places")

    @on(OptionList.OptionSelected, "#places")
    def _place_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._profile is None or self._key is None:
            return
        place = KeyPlace(event.option.id or KeyPlace.NOWHERE)
        self._says("#keep-says", _WAITING if place is KeyPlace.KEYRING else "Opening the calendar")
        self._begin(self._keep_and_open(self._profile, self._key, place), "keep")

    async def _keep_and_open(self, profile: Profile, key: SecretStr, place: KeyPlace) -> Workspace:
        await self._doors.keep(profile, key, place)
        return await self._doors.account(profile, key)


def _ways() -> list[Option]:
    return _spaced(
        (
            "sandbox",
            "Look around in the sandbox",
            "A working week; nothing leaves this machine.",
        ),
        ("connect", "Connect a Nylas account", "With an API key and a grant, or an API v2 token."),
    )


def _places() -> list[Option]:
    return _spaced(
        (KeyPlace.KEYRING, "In the keyring", "Your desktop's own safe."),
        (KeyPlace.NOWHERE, "Nowhere, only for this run", "Set NYLAS_API_KEY before the next start."),
        (KeyPlace.FILE, "In a file", "Readable only by you, but not encrypted."),
    )


def _spaced(*rows: tuple[str, str, str]) -> list[Option]:
    """Options of two lines with a blank one between them, which the cursor steps over."""
    options: list[Option] = []
    for value, first, second in rows:
        options += [Option(Content(""), disabled=True)] if options else []
        options.append(Option(_two_lines(first, second), id=value))
    return options


def _said(kind: AccountKind) -> str:
    return {
        AccountKind.ICLOUD: "iCloud account",
        AccountKind.EWS: "Exchange account",
        AccountKind.IMAP: "IMAP account",
        AccountKind.VIRTUAL: "Virtual calendars",
        AccountKind.UNKNOWN: "Account",
    }.get(kind, f"{kind.value.title()} account")


def _keys(page: str) -> Content:
    """The keys that lead on from a page."""
    quits = ("^Q", "quit")
    named = {
        "start": (("Enter", "choose"), quits),
        "connect-page": (("Enter", "connect"), ("Tab", "next field"), ("Esc", "back"), quits),
        "keep-page": (("Enter", "choose"), ("Esc", "back"), quits),
    }[page]
    return Content("   ").join(
        [paint.line((key, "bold $ink"), (f" {words}", "$quiet")) for key, words in named]
    )
