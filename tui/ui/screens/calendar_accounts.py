"""The calendar's keys that lead to other accounts, to all of them at once, and to the settings."""

from __future__ import annotations

from tui.domain.events import EventKey
from tui.domain.when import Window
from tui.ui.messages import GoToEvent, SwitchAccount
from tui.ui.screens.calendar_deed import Deeds
from tui.ui.screens.calendar_reading import NEW_ENOUGH


class AccountDeeds(Deeds):
    """What is chosen beyond the days of one account."""

    def do_accounts_show(self) -> None:
        """Choose among the accounts."""
        self.app.run_alone(self._accounts_shown, "accounts")

    async def _accounts_shown(self) -> None:
        from tui.ui.screens.accounts import AccountsScreen

        workspace = self.workspace
        known = await self.app.doors.accounts(workspace)
        kept = (len(workspace.drafts()), len(workspace.jobs.pending()))
        self.app.push_screen(AccountsScreen(known, workspace.profile.name, kept), self._account_chosen)

    def _account_chosen(self, name: str | None) -> None:
        from tui.ui.screens.accounts import TOGETHER

        if name == TOGETHER:
            self.app.run_alone(self._all_shown, "accounts")
        elif name is not None and name != self.workspace.profile.name:
            self.screen.post_message(SwitchAccount(name))

    async def _all_shown(self) -> None:
        """All accounts in one list, from what is stored of each."""
        from tui.domain.attention import AHEAD
        from tui.ui.screens.together import TogetherScreen

        workspace = self.workspace
        window = Window.of_days(self.screen.days.today(), AHEAD.days, workspace.zone)
        await workspace.agenda.prefetch(window, workspace.clock.now() - NEW_ENOUGH)
        stored = await self.app.doors.stored(workspace, window)
        self.app.push_screen(TogetherScreen(stored, workspace), self._together_chosen)

    def _together_chosen(self, answer: tuple[str, EventKey] | None) -> None:
        if answer is None:
            return
        name, key = answer
        here = name == self.workspace.profile.name
        self.screen.post_message(GoToEvent(key) if here else SwitchAccount(name, key))

    def do_settings_show(self) -> None:
        """Show the settings, as the file says them now."""
        self.app.run_alone(self._settings_shown, "settings")

    async def _settings_shown(self) -> None:
        from tui.ui.screens.settings import SettingsScreen

        file = self.app.doors.settings_file()
        file.read()
        self.app.push_screen(SettingsScreen(file))
