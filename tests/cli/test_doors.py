"""What stands behind the welcome: an account is checked, kept where it was asked for, and opened."""

from __future__ import annotations

import stat

import pytest

from tests.cli.terminal import Shell
from tui.cli.doors import HouseDoors
from tui.cli.ground import Ground
from tui.cli.opening import chosen_profile, find_key
from tui.domain.errors import NotFound, SecretsError, Unauthorized
from tui.sandbox.serve import ServedSandbox
from tui.services.settings import Profile, SecretStr
from tui.ui.doors import KeyPlace


def profile_of(served: ServedSandbox, **changes: str) -> Profile:
    line = next(grant for grant in served.grants if grant.provider == "google")
    told = {"name": "default", "region": "custom", "api_uri": served.api_uri, "grant": line.email}
    return Profile.model_validate(told | changes)


async def test_a_key_is_checked_before_anything_is_kept(shell: Shell, served: ServedSandbox) -> None:
    doors, key = HouseDoors(Ground()), SecretStr(served.api_key)
    found = await doors.check(profile_of(served), key)
    assert found.grant.email.endswith("@sandbox.test")
    assert found.calendars
    with pytest.raises(Unauthorized):
        await doors.check(profile_of(served), SecretStr("nyk_wrong"))
    with pytest.raises(NotFound, match="knows no grant"):
        await doors.check(profile_of(served, grant="nobody@sandbox.test"), key)
    assert list(shell.home.iterdir()) == []


async def test_a_key_kept_in_a_file_opens_the_account_next_time(shell: Shell, served: ServedSandbox) -> None:
    profile, key = profile_of(served), SecretStr(served.api_key)
    await HouseDoors(Ground()).keep(profile, key, KeyPlace.FILE)
    ground = Ground()
    chosen = chosen_profile(ground, ground.settings())
    assert chosen == profile
    assert find_key(ground, profile) == key
    (file,) = ground.places.keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert served.api_key not in ground.places.settings.read_text()


async def test_without_a_keyring_nothing_is_kept_in_its_place(shell: Shell, served: ServedSandbox) -> None:
    with pytest.raises(SecretsError, match="no keyring"):
        await HouseDoors(Ground()).keep(profile_of(served), SecretStr(served.api_key), KeyPlace.KEYRING)
    assert list(shell.home.iterdir()) == []


async def test_a_key_kept_nowhere_leaves_only_the_profile(shell: Shell, served: ServedSandbox) -> None:
    await HouseDoors(Ground()).keep(profile_of(served), SecretStr(served.api_key), KeyPlace.NOWHERE)
    kept = "".join(path.read_text() for path in shell.home.rglob("*") if path.is_file())
    assert "sandbox.test" in kept
    assert served.api_key not in kept


async def test_an_account_and_the_sandbox_open(shell: Shell, served: ServedSandbox) -> None:
    doors = HouseDoors(Ground())
    workspace = await doors.account(profile_of(served), SecretStr(served.api_key))
    await workspace.start()
    assert (workspace.trouble, workspace.sandbox) == (None, False)
    assert workspace.hosts
    await workspace.aclose()
    embedded = await doors.sandbox()
    await embedded.start()
    assert (embedded.trouble, embedded.sandbox) == (None, True)
    await embedded.aclose()
