"""The first run: both ways in, a precise word about what is wrong, and the key kept only where one says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from textual import events
from textual.widgets import Input

from tests.ui.conftest import CANARY
from tests.ui.host import Host, screen_text
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.errors import CallsheetError, NotFound, SecretsError, Unauthorized, Unreachable
from tui.services.settings import Profile, SecretStr
from tui.ui.doors import KeyPlace
from tui.ui.screens.welcome import WelcomeScreen
from tui.ui.widgets.key_input import KeyInput, tidy_key, tidy_line

ADA = Grant("g1", AccountKind.GOOGLE, "ada@example.com", "Ada")
WRONG_KEY = Unauthorized(
    "This key is not accepted.", means="It may be for another region.", next_step="Try EU."
)
NO_KEYRING = SecretsError("There is no keyring in this session.")


@dataclass
class Found:
    """What a check brings."""

    grant: Grant = ADA
    calendars: tuple[Calendar, ...] = (Calendar("c1", "Work"), Calendar("c2", "Home"))


@dataclass
class Door:
    """Stands for the command line behind the welcome screen; fails where told to."""

    check_fails: CallsheetError | None = None
    keep_fails: CallsheetError | None = None
    sandbox_fails: CallsheetError | None = None
    checked: list[Profile] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    kept: list[KeyPlace] = field(default_factory=list)

    async def sandbox(self) -> Any:
        if self.sandbox_fails:
            raise self.sandbox_fails
        return "the sandbox"

    async def check(self, profile: Profile, key: SecretStr) -> Any:
        self.checked.append(profile)
        self.keys.append(key.get_secret_value())
        if self.check_fails:
            raise self.check_fails
        return Found()

    async def keep(self, profile: Profile, key: SecretStr, place: KeyPlace) -> None:
        self.kept.append(place)
        if self.keep_fails and place is KeyPlace.KEYRING:
            raise self.keep_fails

    async def account(self, profile: Profile, key: SecretStr) -> Any:
        return "the account"


class Arrival:
    """A welcome screen with its door, and what was entered."""

    def __init__(self, door: Door | None = None) -> None:
        self.door = door or Door()
        self.entered: list[object] = []
        self.app = Host(screen=WelcomeScreen(cast(Any, self.door), self.entered.append))

    def fill(self, *, key: str = CANARY, account: str = "ada@example.com") -> None:
        self.app.screen.query_one("#key", Input).value = key
        self.app.screen.query_one("#account", Input).value = account

    @property
    def shown(self) -> str:
        return screen_text(self.app)


async def test_both_ways_in_are_offered_and_the_sandbox_is_first() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Look around in the sandbox" in arrival.shown
        assert "Connect a Nylas account" in arrival.shown
        await pilot.press("enter")
        await pilot.pause()
        assert arrival.entered == ["the sandbox"]


async def test_a_sandbox_that_cannot_open_says_so() -> None:
    arrival = Arrival(Door(sandbox_fails=CallsheetError("The disk is full.", next_step="Make room.")))
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "The disk is full. Make room." in arrival.shown
        assert arrival.entered == []


async def test_an_account_is_checked_then_kept_then_entered() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        arrival.fill()
        await pilot.press("enter")
        await pilot.pause()
        assert "It works: ada@example.com" in arrival.shown
        assert "2 calendars" in arrival.shown
        await pilot.press("enter")
        await pilot.pause()
        assert arrival.entered == ["the account"]
        assert arrival.door.kept == [KeyPlace.KEYRING]
        assert arrival.door.keys == [CANARY]


async def test_the_key_is_never_on_the_screen() -> None:
    arrival = Arrival(Door(check_fails=WRONG_KEY))
    async with arrival.app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "enter")
        arrival.fill()
        await pilot.press("enter")
        await pilot.pause()
        assert CANARY not in arrival.shown
        assert CANARY not in arrival.app.export_screenshot()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WRONG_KEY, "This key is not accepted. It may be for another region."),
        (NotFound("No such grant.", next_step="Give its id or e-mail."), "Give its id or e-mail."),
        (
            Unauthorized(
                "The grant of ada@example.com must be authenticated again.", next_step="Sign in again."
            ),
            "must be authenticated again. Sign in again.",
        ),
        (Unreachable("No connection to api.example.com."), "No connection to api.example.com."),
    ],
    ids=["wrong-key", "unknown-grant", "signed-out", "unreachable"],
)
async def test_what_is_wrong_is_said_where_it_can_be_mended(error: CallsheetError, words: str) -> None:
    arrival = Arrival(Door(check_fails=error))
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        arrival.fill()
        await pilot.press("enter")
        await pilot.pause()
        assert words in " ".join(arrival.shown.split())
        assert "API key" in arrival.shown


@pytest.mark.parametrize(
    ("key", "account", "words"),
    [("", "ada@example.com", "The API key is still missing."), (CANARY, "", "Whose calendar?")],
)
async def test_what_is_missing_is_asked_for_before_anyone_is_asked(
    key: str, account: str, words: str
) -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        arrival.fill(key=key, account=account)
        await pilot.press("enter")
        await pilot.pause()
        assert words in arrival.shown
        assert arrival.door.checked == []


async def test_without_a_keyring_the_ways_forward_are_named() -> None:
    arrival = Arrival(Door(keep_fails=NO_KEYRING))
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        arrival.fill()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no keyring in this session." in arrival.shown
        assert "NYLAS_API_KEY" in arrival.shown
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert arrival.door.kept == [KeyPlace.KEYRING, KeyPlace.FILE]
        assert arrival.entered == ["the account"]


async def test_another_address_is_asked_for_only_when_chosen() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Address" not in arrival.shown
        await pilot.press("shift+tab", "right", "right")
        await pilot.pause()
        assert "Address" in arrival.shown
        await pilot.press("tab")
        arrival.fill()
        arrival.app.screen.query_one("#address", Input).value = "https://api.example.com"
        await pilot.press("enter")
        await pilot.pause()
        assert [profile.region for profile in arrival.door.checked] == ["custom"]


async def test_escape_goes_one_page_back() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "escape")
        await pilot.pause()
        assert "Look around in the sandbox" in arrival.shown


@pytest.mark.parametrize(
    "pasted",
    [
        "KEY",
        "  KEY\n",
        "Bearer KEY",
        "Authorization: Bearer KEY",
        "export NYLAS_API_KEY='KEY'",
        "K\x1b\r\nE\tY\x00",
    ],
)
def test_a_key_is_taken_out_of_what_came_with_it(pasted: str) -> None:
    assert tidy_key(pasted).replace("[", "") == "KEY"


def test_a_paste_of_megabytes_is_capped() -> None:
    assert len(tidy_key("k" * 5_000_000)) == len(tidy_line("k" * 5_000_000)) == 1000


async def test_a_paste_lands_tidy_in_its_field() -> None:
    field = KeyInput()
    app = Host(field)
    async with app.run_test(size=(80, 24)) as pilot:
        field.focus()
        field.post_message(events.Paste('"Bearer nyk_\r\n42"\n'))
        await pilot.pause()
        assert field.value == "nyk_42"


async def test_each_page_names_the_keys_that_lead_on() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Enter choose   ^Q quit" in arrival.shown
        await pilot.press("j", "k", "j", "enter")
        await pilot.pause()
        assert "Enter connect   Tab next field   Esc back" in arrival.shown
        arrival.fill()
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter choose   Esc back" in arrival.shown


async def test_a_newcomer_is_told_where_key_and_account_are_found() -> None:
    arrival = Arrival()
    async with arrival.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "the key under API Keys" in " ".join(arrival.shown.split())
        await pilot.press("shift+tab", "shift+tab", "right")
        await pilot.pause()
        assert "The token is what" in arrival.shown


@pytest.mark.parametrize("size", [(80, 24), (60, 16)], ids=["small", "smallest"])
async def test_what_is_wrong_is_in_sight_however_small_the_window(size: tuple[int, int]) -> None:
    arrival = Arrival(Door(check_fails=WRONG_KEY))
    async with arrival.app.run_test(size=size) as pilot:
        await pilot.press("down", "enter", "shift+tab", "right", "right", "tab")
        arrival.fill()
        arrival.app.screen.query_one("#address", Input).value = "https://api.example.com"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert "This key is not accepted." in arrival.shown
