"""Where API keys live: the environment, the keyring, or on explicit request a file only its owner reads.

A keyring that does not answer in time is locked, not absent; nothing is ever kept in plain text by surprise.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import TypeVar
from urllib.parse import quote

from tui.domain.errors import SecretsError
from tui.domain.secret import SecretStr

SERVICE = "callsheet"
PATIENCE = 60.0
"""Seconds a keyring may take, its owner typing a password meanwhile."""

_WAYS = "Set NYLAS_API_KEY and NYLAS_GRANT_ID instead, or keep the key in a 0600 file."
T = TypeVar("T")


def key_in(environ: Mapping[str, str], api: str) -> SecretStr | None:
    """The key of a generation of the API in the environment: one is never sent to the other's server."""
    key = environ.get("NYLAS_ACCESS_TOKEN" if api == "v2" else "NYLAS_API_KEY", "").strip()
    return SecretStr(key) if key else None


class KeyringSecrets:
    """The operating system's keyring, asked in a thread that never holds up quitting."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def get(self, profile: str) -> SecretStr | None:
        """The key, or None. Raises SecretsError."""
        found = _asked(lambda: _ring().get_password(SERVICE, profile), self._patience)
        return SecretStr(found) if found else None

    def put(self, profile: str, key: SecretStr) -> None:
        """Keep the key, and read it back: some backends only pretend. Raises SecretsError."""
        _asked(lambda: _ring().set_password(SERVICE, profile, key.get_secret_value()), self._patience)
        if self.get(profile) != key:
            raise SecretsError("The keyring did not keep the key.", next_step=_WAYS)

    def forget(self, profile: str) -> None:
        """Remove the key."""

        def delete() -> None:
            from keyring.errors import PasswordDeleteError

            with contextlib.suppress(PasswordDeleteError):
                _ring().delete_password(SERVICE, profile)

        _asked(delete, self._patience)


def _ring() -> ModuleType:
    """The keyring; looking for one can take long or fail, so this belongs into the thread as well."""
    import keyring

    return keyring


def _asked(question: Callable[[], T], patience: float) -> T:
    """Ask in a daemon thread. Raises SecretsError for a keyring that is absent, locked or refuses."""
    answers: list[T] = []
    refusals: list[SecretsError] = []

    def ask() -> None:
        try:
            answers.append(question())
        except BaseException as error:  # noqa: BLE001 - backends raise anything; what they say may hold the key
            refusals.append(_refusal(error))

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    if answers:
        return answers[0]
    if refusals:
        raise refusals[0]
    raise SecretsError("The keyring is locked: it did not answer.", next_step="Unlock it and try again.")


def _refusal(error: BaseException) -> SecretsError:
    """What a backend's failure means, never in its own words."""
    if isinstance(error, ImportError):
        return SecretsError("The keyring named by your settings is not installed.", next_step=_WAYS)
    from keyring.errors import KeyringError, NoKeyringError

    if isinstance(error, NoKeyringError):
        return SecretsError("There is no keyring on this system.", next_step=_WAYS)
    if isinstance(error, KeyringError):
        return SecretsError("The keyring refused.", next_step="Unlock it and try again.")
    return SecretsError("The keyring failed.", next_step=_WAYS)


class FileSecrets:
    """Keys in files that only their owner can read; used only where the user asked for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, profile: str) -> SecretStr | None:
        """The key, or None. Raises SecretsError for a file others can read, or wrote."""
        path = self._path(profile)
        try:
            opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(opened, encoding="utf-8") as file:
                _only_ours(path, os.fstat(file.fileno()))
                return SecretStr(file.read(4096).strip())
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            raise SecretsError(f"{path} cannot be read.", next_step=_WAYS) from None

    def put(self, profile: str, key: SecretStr) -> None:
        """Write the file anew, 0600; the old one stays until the new one is whole. Raises SecretsError."""
        path = self._path(profile)
        fresh = path.with_name(f"{path.name}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._closed_to_others()
            fresh.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            with os.fdopen(os.open(fresh, flags, 0o600), "w", encoding="utf-8") as file:
                file.write(key.get_secret_value())
            fresh.replace(path)
        except (OSError, UnicodeEncodeError):
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise SecretsError(f"{path} cannot be written.", next_step=_WAYS) from None

    def _closed_to_others(self) -> None:
        if self._folder.stat().st_mode & 0o022:
            says = f"Others can write to {self._folder}, so no key is kept there."
            raise SecretsError(says, next_step="Run chmod 700 on it.")

    def forget(self, profile: str) -> None:
        """Remove the file. Raises SecretsError."""
        path = self._path(profile)
        try:
            path.unlink(missing_ok=True)
        except OSError:
            raise SecretsError(f"{path} cannot be removed.") from None

    def _path(self, profile: str) -> Path:
        # Two profiles never share a file: a key must not reach the other one's address.
        return self._folder / f"{quote(profile, safe=' ')}.key"


def _only_ours(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise SecretsError(f"{path} is not a file of yours.", next_step="Remove it.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise SecretsError(f"Others can read {path}.", next_step="Run chmod 600 on it.")


def find_key(profile: str, api: str, environ: Mapping[str, str], folder: Path) -> SecretStr | None:
    """The key of a profile for its generation: environment, then file, then keyring. Raises SecretsError."""
    return key_in(environ, api) or FileSecrets(folder).get(profile) or KeyringSecrets().get(profile)
