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
from typing import TypeVar

from tui.domain.errors import SecretsError
from tui.services.settings import SecretStr

SERVICE = "callsheet"
PATIENCE = 60.0
"""Seconds a keyring may take, its owner typing a password meanwhile."""

_WAYS = "Set NYLAS_API_KEY and NYLAS_GRANT_ID instead, or keep the key in a 0600 file."
T = TypeVar("T")


class EnvSecrets:
    """The key in the environment; it can be read, never written."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        older = environ.get("CALLSHEET_API", "").strip() == "v2"
        self._key = environ.get("NYLAS_ACCESS_TOKEN" if older else "NYLAS_API_KEY", "").strip()

    def get(self, profile: str) -> SecretStr | None:
        """The key, whatever the profile."""
        return SecretStr(self._key) if self._key else None

    def put(self, profile: str, key: SecretStr) -> None:
        """Refused: an environment cannot be kept."""
        raise SecretsError("The environment is not a place to keep a key.")

    def forget(self, profile: str) -> None:
        """Nothing to forget."""


class MemorySecrets:
    """Keys for this run only."""

    def __init__(self) -> None:
        self._keys: dict[str, SecretStr] = {}

    def get(self, profile: str) -> SecretStr | None:
        """The key, if it was put."""
        return self._keys.get(profile)

    def put(self, profile: str, key: SecretStr) -> None:
        """Remember a key."""
        self._keys[profile] = key

    def forget(self, profile: str) -> None:
        """Forget a key."""
        self._keys.pop(profile, None)


class KeyringSecrets:
    """The operating system's keyring, asked in a thread that never holds up quitting."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def get(self, profile: str) -> SecretStr | None:
        """The key, or None. Raises SecretsError."""
        import keyring

        found = _asked(lambda: keyring.get_password(SERVICE, profile), self._patience)
        return SecretStr(found) if found else None

    def put(self, profile: str, key: SecretStr) -> None:
        """Keep the key, and read it back: some backends only pretend. Raises SecretsError."""
        import keyring

        _asked(lambda: keyring.set_password(SERVICE, profile, key.get_secret_value()), self._patience)
        if self.get(profile) != key:
            raise SecretsError("The keyring did not keep the key.", next_step=_WAYS)

    def forget(self, profile: str) -> None:
        """Remove the key."""
        import keyring
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            with contextlib.suppress(PasswordDeleteError):
                keyring.delete_password(SERVICE, profile)

        _asked(delete, self._patience)


def _asked(question: Callable[[], T], patience: float) -> T:
    """Ask in a daemon thread. Raises SecretsError for a keyring that is absent, locked or refuses."""
    from keyring.errors import KeyringError, NoKeyringError

    answers: list[T] = []
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            answers.append(question())
        except Exception as error:  # noqa: BLE001 - backends raise anything; it is told apart below
            errors.append(error)

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    if answers:
        return answers[0]
    if not errors:
        raise SecretsError("The keyring is locked: it did not answer.", next_step="Unlock it and try again.")
    if isinstance(errors[0], NoKeyringError):
        raise SecretsError("There is no keyring on this system.", next_step=_WAYS)
    if isinstance(errors[0], KeyringError):
        raise SecretsError("The keyring refused.", next_step="Unlock it and try again.")
    raise SecretsError("The keyring failed.", next_step=_WAYS)


class FileSecrets:
    """Keys in files that only their owner can read; used only where the user asked for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, profile: str) -> SecretStr | None:
        """The key, or None. Raises SecretsError for a file others can read."""
        path = self._path(profile)
        try:
            opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SecretsError(f"{path} cannot be read.") from error
        with os.fdopen(opened, encoding="utf-8") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise SecretsError(f"Others can read {path}.", next_step="Run chmod 600 on it.")
            return SecretStr(file.read(4096).strip())

    def put(self, profile: str, key: SecretStr) -> None:
        """Write the file anew, 0600. Raises SecretsError."""
        path = self._path(profile)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
                file.write(key.get_secret_value())
        except OSError as error:
            raise SecretsError(f"{path} cannot be written.") from error

    def forget(self, profile: str) -> None:
        """Remove the file."""
        self._path(profile).unlink(missing_ok=True)

    def _path(self, profile: str) -> Path:
        plain = "".join(c if c.isalnum() or c in "-_" else "_" for c in profile)
        return self._folder / f"{plain}.key"


def find_key(profile: str, environ: Mapping[str, str], folder: Path) -> SecretStr | None:
    """The key of a profile: environment, then file, then keyring. Raises SecretsError."""
    return (
        EnvSecrets(environ).get(profile) or FileSecrets(folder).get(profile) or KeyringSecrets().get(profile)
    )
