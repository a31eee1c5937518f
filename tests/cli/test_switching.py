"""The accounts of a machine: the profiles in config.toml, or those of the sandbox, which share one world."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tui.cli.accounts import known_accounts, open_known, stored_days
from tui.cli.ground import Ground
from tui.cli.opening import SANDBOX_ACCOUNTS, SandboxWish, open_sandbox
from tui.cli.places import Places
from tui.domain.errors import Unauthorized
from tui.domain.when import Window

PROFILES = """
profile = "work"
[profiles.work]
grant = "0b2c"
label = "Work"
[profiles.old]
api = "v2"
region = "custom"
api_uri = "https://calendar.example.test"
"""


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    made = Ground(environ={}, now=datetime(2026, 11, 20, 14, 2, tzinfo=UTC))
    made.__dict__["places"] = Places(*(tmp_path / name for name in ("config", "state", "cache", "data")))
    return made


async def test_every_account_of_the_sandbox_opens_in_the_same_world(ground: Ground) -> None:
    first = open_sandbox(ground, SandboxWish(kept=False))
    known = known_accounts(ground, first)
    assert tuple(one.name for one in known) == SANDBOX_ACCOUNTS
    assert {one.generation for one in known} == {"v2", "v3"}
    for one in known[1:]:
        opened = open_known(ground, one.name)
        await opened.start()
        assert opened.trouble is None
        assert opened.agenda.calendars()
        assert opened.account.email == one.label
        await opened.aclose()
    await first.start()
    assert first.trouble is None
    await first.aclose()
    assert ground.world is not None
    assert ground.world.closed


@pytest.mark.parametrize("odd", [False, True])
async def test_titles_that_attack_a_terminal_are_there_only_for_who_asks_for_them(
    ground: Ground, odd: bool
) -> None:
    workspace = open_sandbox(ground, SandboxWish(kept=False, odd=odd))
    await workspace.start()
    fortnight = Window.of_days(date(2026, 11, 23), 14, workspace.zone)
    await workspace.agenda.refresh(fortnight)
    titles = {event.title for event in workspace.agenda.view(fortnight).events}
    assert any("[@click=" in title or not title for title in titles) is odd
    assert len(titles) > 20
    await workspace.aclose()


async def test_what_is_stored_of_the_other_accounts_is_shown_without_asking(ground: Ground) -> None:
    first = open_sandbox(ground, SandboxWish())
    other = open_known(ground, "sandbox-microsoft")
    await other.start()
    window = Window.of_days(date(2026, 11, 20), 7, first.zone)
    await other.agenda.refresh(window)
    wanted = {event.id for event in other.agenda.view(window).events}
    await other.aclose()
    stored = {one.known.name: one for one in stored_days(ground, first, window)}
    assert {event.id for event in stored["sandbox-microsoft"].events} == wanted
    assert wanted
    assert stored["sandbox-microsoft"].email == "ada.okafor@harbourpost.test"
    assert stored["sandbox-microsoft"].as_of is not None
    assert (stored["sandbox-icloud"].events, stored["sandbox-icloud"].as_of) == ((), None)
    await first.aclose()


async def test_the_profiles_of_the_settings_and_the_environment_are_listed(ground: Ground) -> None:
    ground.places.config.mkdir()
    ground.places.settings.write_text(PROFILES)
    ground.environ = {"NYLAS_API_KEY": "k", "NYLAS_GRANT_ID": "ada@example.com"}
    opened = open_known(ground, "environment")
    known = [(one.name, one.label, one.generation, one.place) for one in known_accounts(ground, opened)]
    assert known == [
        ("environment", "ada@example.com", "v3", "US"),
        ("work", "Work", "v3", "US"),
        ("old", "old", "v2", "https://calendar.example.test"),
    ]
    await opened.aclose()


def test_an_account_without_a_key_or_without_a_name_is_not_opened(ground: Ground) -> None:
    with pytest.raises(Unauthorized, match="no API key for “nobody”"):
        open_known(ground, "nobody")
