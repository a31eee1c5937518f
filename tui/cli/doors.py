"""What stands behind the welcome screen: opening the sandbox, checking, keeping and opening an account.

Whatever may block runs in a thread.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.cli.ground import Ground
from tui.cli.opening import api_factory, open_account, open_sandbox

if TYPE_CHECKING:
    from tui.domain.when import Window
    from tui.services.accounts import Connected, Known, Stored
    from tui.services.settings import Profile, SecretStr
    from tui.services.settings_file import SettingsFile
    from tui.services.workspace import Workspace
    from tui.ui.doors import KeyPlace


class HouseDoors:
    """The ways into an account on this machine."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def sandbox(self) -> Workspace:
        """The embedded account, opened."""
        return await asyncio.to_thread(open_sandbox, self._ground)

    async def check(self, profile: Profile, key: SecretStr) -> Connected:
        """Ask the API whether this key reaches this account."""
        from tui.services.accounts import connect

        return await connect(profile, key, api_factory(self._ground.outside(), self._ground.settings()))

    async def keep(self, profile: Profile, key: SecretStr, place: KeyPlace) -> None:
        """Save the profile, and its key where asked."""
        from tui.services.aside import aside
        from tui.services.settings import save_profile

        await aside(lambda: self._keep_key(profile.name, key, place))
        await asyncio.to_thread(save_profile, self._ground.places.settings, profile)

    def _keep_key(self, profile: str, key: SecretStr, place: KeyPlace) -> None:
        from tui.services.secrets import FileSecrets, KeyringSecrets
        from tui.ui.doors import KeyPlace

        match place:
            case KeyPlace.KEYRING:
                KeyringSecrets().put(profile, key)
            case KeyPlace.FILE:
                FileSecrets(self._ground.places.keys).put(profile, key)
            case KeyPlace.NOWHERE:
                pass

    async def accounts(self, workspace: Workspace) -> tuple[Known, ...]:
        """The accounts that can be switched to."""
        from tui.cli.accounts import known_accounts

        return await asyncio.to_thread(known_accounts, self._ground, workspace)

    async def stored(self, workspace: Workspace, window: Window) -> tuple[Stored, ...]:
        """What each of them has stored for the window."""
        from tui.cli.accounts import stored_days

        return await asyncio.to_thread(stored_days, self._ground, workspace, window)

    async def switched(self, name: str) -> Workspace:
        """One of them, opened; its keyring may ask first, for as long as it likes."""
        from tui.cli.accounts import open_known
        from tui.services.aside import aside

        return await aside(lambda: open_known(self._ground, name))

    def settings_file(self) -> SettingsFile:
        """The settings of this user, to be changed; not read yet."""
        from tui.services.settings_file import SettingsFile

        return SettingsFile(self._ground.places.settings)

    async def account(self, profile: Profile, key: SecretStr) -> Workspace:
        """A checked account, opened."""
        return await asyncio.to_thread(open_account, self._ground, profile, key)
