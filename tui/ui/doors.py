"""The ways into an account, as the welcome screen needs them; the command line stands behind.

Every method runs on the app's loop without blocking it and raises only `CallsheetError` kinds.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.domain.secret import SecretStr
    from tui.domain.when import Window
    from tui.services.accounts import Connected, Known, Stored
    from tui.services.settings import Profile
    from tui.services.settings_file import SettingsFile
    from tui.services.workspace import Workspace


class KeyPlace(StrEnum):
    """Where an API key is kept between runs."""

    KEYRING = "keyring"
    FILE = "file"
    """A file only its owner can read; never without being asked for."""
    NOWHERE = "nowhere"
    """For this run only; the environment gives it next time."""


class Doors(Protocol):
    """What the welcome screen can ask for."""

    async def sandbox(self) -> Workspace:
        """The embedded account, opened."""
        ...

    async def check(self, profile: Profile, key: SecretStr) -> Connected:
        """Ask the API whether this key reaches this account."""
        ...

    async def keep(self, profile: Profile, key: SecretStr, place: KeyPlace) -> None:
        """Save the profile, and its key where asked. Raises SecretsError when the key was not kept."""
        ...

    async def accounts(self, workspace: Workspace) -> tuple[Known, ...]:
        """The accounts that can be switched to from this one, itself among them. Raises SettingsError."""
        ...

    async def stored(self, workspace: Workspace, window: Window) -> tuple[Stored, ...]:
        """What each of them has stored for the window; nobody is asked. Raises SettingsError."""
        ...

    async def switched(self, name: str) -> Workspace:
        """One of them, opened. Raises SettingsError, SecretsError or Unauthorized; the other stays open."""
        ...

    def settings_file(self) -> SettingsFile:
        """The settings, to be changed; not read yet."""
        ...

    async def account(self, profile: Profile, key: SecretStr) -> Workspace:
        """A checked account, opened."""
        ...
