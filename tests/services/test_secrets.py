"""Where keys live: found in order, kept only where asked, never shown."""

from __future__ import annotations

import asyncio
import stat
import threading
import time
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from tui.domain.errors import SecretsError
from tui.services.aside import aside
from tui.services.secrets import EnvSecrets, FileSecrets, KeyringSecrets, MemorySecrets, find_key
from tui.services.settings import SecretStr

KEY = SecretStr("nyk_canary_0123456789")


class Ring(KeyringBackend):
    """A keyring that behaves as told."""

    priority = 1

    def __init__(self, raises: Exception | None = None, *, forgets: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self._raises = raises
        self._forgets = forgets
        self.gate: threading.Event | None = None

    def _answer(self) -> None:
        if self.gate is not None:
            self.gate.wait(30)
        if self._raises is not None:
            raise self._raises

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if not self._forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(backend: Ring) -> Ring:
        for name in ("get_password", "set_password", "delete_password"):
            monkeypatch.setattr(keyring, name, getattr(backend, name))
        return backend

    return use


def test_a_key_put_into_the_keyring_is_found_under_our_name(ring: Any) -> None:
    backend = ring(Ring())
    KeyringSecrets().put("work", KEY)
    assert list(backend.kept) == [("callsheet", "work")]
    assert KeyringSecrets().get("work") == KEY
    KeyringSecrets().forget("work")
    KeyringSecrets().forget("work")
    assert KeyringSecrets().get("work") is None


@pytest.mark.parametrize(
    ("raises", "says"),
    [
        (NoKeyringError("none"), "There is no keyring on this system."),
        (KeyringLocked("locked"), "The keyring refused."),
        (RuntimeError("dbus fell over with nyk_canary_0123456789"), "The keyring failed."),
    ],
    ids=["none", "locked", "broken"],
)
def test_a_keyring_in_trouble_is_told_in_words_without_the_key(
    ring: Any, raises: Exception, says: str
) -> None:
    ring(Ring(raises))
    with pytest.raises(SecretsError) as caught:
        KeyringSecrets().put("work", KEY)
    assert caught.value.what == says
    assert caught.value.next_step
    assert "nyk_canary" not in str(caught.value)


def test_a_keyring_that_only_pretends_is_found_out(ring: Any) -> None:
    ring(Ring(forgets=True))
    with pytest.raises(SecretsError, match="did not keep"):
        KeyringSecrets().put("work", KEY)


def test_a_keyring_that_never_answers_is_locked(ring: Any) -> None:
    backend = ring(Ring())
    backend.gate = threading.Event()
    with pytest.raises(SecretsError, match="did not answer"):
        KeyringSecrets(patience=0.05).get("work")
    backend.gate.set()


def test_a_keyring_that_hangs_does_not_hold_up_the_end(ring: Any) -> None:
    backend = ring(Ring())
    backend.gate = threading.Event()

    async def quit_meanwhile() -> None:
        asking = asyncio.create_task(aside(lambda: KeyringSecrets().get("work")))
        await asyncio.sleep(0.05)
        asking.cancel()

    began = time.monotonic()
    asyncio.run(quit_meanwhile())
    assert time.monotonic() - began < 5
    backend.gate.set()


async def test_what_is_asked_aside_answers_and_raises_like_any_other() -> None:
    assert await aside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0)


def test_a_key_in_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    store = FileSecrets(folder)
    store.put("my work/../x", KEY)
    [path] = folder.iterdir()
    assert path.name == "my_work____x.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert store.get("my work/../x") == KEY
    path.chmod(0o644)
    with pytest.raises(SecretsError, match="Others can read"):
        store.get("my work/../x")
    store.forget("my work/../x")
    assert store.get("my work/../x") is None


def test_a_link_planted_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("nothing")
    (tmp_path / "work.key").symlink_to(tmp_path / "target")
    with pytest.raises(SecretsError):
        FileSecrets(tmp_path).get("work")
    FileSecrets(tmp_path).put("work", KEY)
    assert (tmp_path / "target").read_text() == "nothing"
    assert FileSecrets(tmp_path).get("work") == KEY


def test_the_environment_comes_before_the_file_and_the_file_before_the_keyring(
    ring: Any, tmp_path: Path
) -> None:
    ring(Ring()).kept["callsheet", "work"] = "from the keyring"
    assert find_key("work", {}, tmp_path) == SecretStr("from the keyring")
    FileSecrets(tmp_path).put("work", SecretStr("from the file"))
    assert find_key("work", {}, tmp_path) == SecretStr("from the file")
    found = find_key("work", {"NYLAS_API_KEY": " from the environment \n"}, tmp_path)
    assert found == SecretStr("from the environment")


def test_the_environment_cannot_be_written_and_memory_forgets() -> None:
    with pytest.raises(SecretsError):
        EnvSecrets({}).put("work", KEY)
    memory = MemorySecrets()
    memory.put("work", KEY)
    assert memory.get("work") == KEY
    memory.forget("work")
    assert memory.get("work") is None


def test_a_key_does_not_show_in_print() -> None:
    assert "canary" not in f"{KEY} {KEY!r}"
