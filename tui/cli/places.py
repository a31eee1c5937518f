"""Where things are kept on this machine; every account has stores of its own, so that none ever mix.

Nothing is created by asking.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple


class Places(NamedTuple):
    """The folders of one user."""

    config: Path
    state: Path
    cache: Path
    data: Path

    @classmethod
    def of_user(cls) -> Places:
        """The platform's places, which follow the XDG variables where they are used."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("callsheet", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_state_path, dirs.user_cache_path, dirs.user_data_path)

    @property
    def settings(self) -> Path:
        """config.toml."""
        return self.config / "config.toml"

    @property
    def crashes(self) -> Path:
        """Reports of internal failures."""
        return self.state / "crash"

    @property
    def keys(self) -> Path:
        """Key files, for those who asked for one."""
        return self.state / "keys"

    @property
    def sandbox(self) -> Path:
        """The embedded account."""
        return self.data / "sandbox.db"

    def state_of(self, account: str) -> Path:
        """Drafts, requests and watched calls of an account."""
        return self.state / account / "state.db"

    def cache_of(self, account: str) -> Path:
        """The disposable copy of an account's calendars."""
        return self.cache / account / "cache.db"


def account_name(profile: str, *identity: str) -> str:
    """A folder name for an account: readable, and another one when it leads to another account."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", profile)[:40].strip("-") or "account"
    digest = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:10]
    return f"{plain}-{digest}"
