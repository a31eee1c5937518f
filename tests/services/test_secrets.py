"""Where keys live: found in order, kept only where asked, never shown."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from tui.domain.errors import SecretsError
from tui.services.aside import aside
from tui.services.secrets import FileSecrets, KeyringSecrets, find_key
from tui.services.settings import SecretStr

KEY = SecretStr("nyk_canary_0123456789")


class Ring(KeyringBackend):
    """A keyring that behaves as told."""

    priority = 1

    def __init__(self, raises: BaseException | None = None, *, forgets: bool = False) -> None:
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
        (SystemExit("nyk_canary_0123456789"), "The keyring failed."),
        (ModuleNotFoundError("no such backend"), "The keyring named by your settings is not installed."),
    ],
    ids=["none", "locked", "broken", "gives up", "not installed"],
)
def test_a_keyring_in_trouble_is_told_in_words_without_the_key(
    ring: Any, raises: BaseException, says: str
) -> None:
    ring(Ring(raises))
    with pytest.raises(SecretsError) as caught:
        KeyringSecrets().put("work", KEY)
    assert caught.value.what == says
    assert caught.value.next_step
    assert "nyk_canary" not in "".join(traceback.format_exception(caught.value))
    for deed in (KeyringSecrets().get, KeyringSecrets().forget):
        with pytest.raises(SecretsError):
            deed("work")


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


HUNG = """
import sys, time
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        time.sleep(60)
    set_password = delete_password = lambda *_: time.sleep(60)
"""
QUITTER = """
import asyncio, time
from tui.cli.doors import HouseDoors
from tui.cli.ground import Ground
from tui.services.settings import Profile, SecretStr
from tui.ui.doors import KeyPlace

async def main():
    keeping = HouseDoors(Ground()).keep(Profile(), SecretStr("nyk_canary"), KeyPlace.KEYRING)
    waiting = asyncio.create_task(keeping)
    await asyncio.sleep(0.3)
    assert not waiting.done()
    global asked_to_quit
    asked_to_quit = time.time()
    waiting.cancel()

asyncio.run(main())
print(asked_to_quit)
"""


def test_a_keyring_that_hangs_does_not_hold_up_quitting(tmp_path: Path) -> None:
    (tmp_path / "hung.py").write_text(HUNG)
    home = {"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", QUITTER],
        env=home | {"PYTHON_KEYRING_BACKEND": "hung.Ring"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    ended = time.time()
    assert (done.returncode, done.stderr) == (0, "")
    assert ended - float(done.stdout) < 2


def test_a_backend_that_is_not_installed_is_told(tmp_path: Path) -> None:
    asks = "from tui.services.secrets import KeyringSecrets; KeyringSecrets().get('work')"
    done = subprocess.run(
        [sys.executable, "-c", asks],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHON_KEYRING_BACKEND": "bogus.Ring"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stderr.splitlines()[-1].endswith("The keyring named by your settings is not installed.")


async def test_an_answer_nobody_waits_for_any_more_is_no_trouble() -> None:
    gate = threading.Event()
    asking = asyncio.create_task(aside(lambda: gate.wait(5)))
    await asyncio.sleep(0.01)
    asking.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await asking


def test_an_answer_that_comes_after_the_loop_has_ended_is_no_trouble() -> None:
    gate, answered = threading.Event(), threading.Event()

    def question() -> None:
        gate.wait(5)
        answered.set()

    async def leave() -> None:
        asking = asyncio.create_task(aside(question))
        await asyncio.sleep(0.01)
        asking.cancel()

    asyncio.run(leave())
    gate.set()
    assert answered.wait(5)
    for thread in threading.enumerate():
        if thread.name == "aside":
            thread.join(5)


async def test_what_is_asked_aside_answers_and_raises_like_any_other() -> None:
    assert await aside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0)


def test_a_key_in_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    store = FileSecrets(folder)
    store.put("my work/../x", KEY)
    [path] = folder.iterdir()
    assert path.parent == folder
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert store.get("my work/../x") == KEY
    path.chmod(0o644)
    with pytest.raises(SecretsError, match="Others can read"):
        store.get("my work/../x")
    store.forget("my work/../x")
    assert store.get("my work/../x") is None


def test_two_accounts_never_share_a_file(tmp_path: Path) -> None:
    names = ["my work", "my_work", "my/work", "my%2Fwork", "..", "é", ".", "work.key"]
    for name in names:
        FileSecrets(tmp_path).put(name, SecretStr(f"the key of {name}"))
    for name in names:
        assert FileSecrets(tmp_path).get(name) == SecretStr(f"the key of {name}")
    assert len(list(tmp_path.iterdir())) == len(names)


def test_what_is_no_file_of_ours_is_refused_in_words(tmp_path: Path) -> None:
    store = FileSecrets(tmp_path)
    os.mkfifo(tmp_path / "pipe.key", 0o600)
    (tmp_path / "folder.key").mkdir(mode=0o700)
    (tmp_path / "noise.key").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "noise.key").chmod(0o600)
    for name in ("pipe", "folder", "noise", "long" * 200):
        with pytest.raises(SecretsError) as caught:
            store.get(name)
        assert caught.value.next_step
    with pytest.raises(SecretsError, match="cannot be removed"):
        store.forget("folder")


def test_a_folder_open_to_others_gets_no_key(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(SecretsError, match="Others can write"):
        FileSecrets(tmp_path).put("work", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_cannot_be_replaced_leaves_the_old_one(tmp_path: Path) -> None:
    store = FileSecrets(tmp_path)
    store.put("work", KEY)
    odd = SecretStr(KEY.get_secret_value() + "\ud800")
    with pytest.raises(SecretsError) as caught:
        store.put("work", odd)
    assert "canary" not in "".join(traceback.format_exception(caught.value))
    assert store.get("work") == KEY
    assert [path.name for path in tmp_path.iterdir()] == ["work.key"]


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
    assert find_key("work", "v3", {}, tmp_path) == SecretStr("from the keyring")
    FileSecrets(tmp_path).put("work", SecretStr("from the file"))
    assert find_key("work", "v3", {}, tmp_path) == SecretStr("from the file")
    found = find_key("work", "v3", {"NYLAS_API_KEY": " from the environment \n"}, tmp_path)
    assert found == SecretStr("from the environment")


def test_the_environment_s_key_of_one_generation_is_never_the_other_s(ring: Any, tmp_path: Path) -> None:
    ring(Ring())
    environ = {"NYLAS_API_KEY": "key", "NYLAS_ACCESS_TOKEN": "token", "CALLSHEET_API": "v2"}
    assert find_key("work", "v3", environ, tmp_path) == SecretStr("key")
    assert find_key("work", "v2", environ, tmp_path) == SecretStr("token")
    assert find_key("work", "v2", {"NYLAS_API_KEY": "key"}, tmp_path) is None
    assert find_key("work", "v3", {"NYLAS_ACCESS_TOKEN": "token", "CALLSHEET_API": "v2"}, tmp_path) is None


def test_a_key_does_not_show_in_print() -> None:
    assert "canary" not in f"{KEY} {KEY!r}"
