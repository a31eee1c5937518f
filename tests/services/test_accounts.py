"""Connecting: each thing that can be wrong has its own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.driver import KEY, StoryWorld
from tui.domain.errors import CallsheetError, NotFound, Unauthorized
from tui.services.accounts import connect
from tui.services.settings import Profile, SecretStr


@pytest.fixture
def world() -> Iterator[StoryWorld]:
    made = StoryWorld("at-once")
    yield made
    made.server.close()


def profile(grant: str) -> Profile:
    return Profile(region="custom", api_uri="http://localhost", grant=grant)


async def test_a_key_and_a_grant_open_the_account(world: StoryWorld) -> None:
    found = await connect(profile(world.server.grants[0].id), SecretStr(KEY), world.api)
    assert found.grant.email == "ada@sandbox.test"
    assert len(found.calendars) == 5


async def test_an_address_does_instead_of_a_grant_id(world: StoryWorld) -> None:
    found = await connect(profile("ada@sandbox.test"), SecretStr(KEY), world.api)
    assert found.grant.id == world.server.grants[0].id


async def test_a_wrong_key_is_a_wrong_key(world: StoryWorld) -> None:
    with pytest.raises(Unauthorized) as caught:
        await connect(profile("ada@sandbox.test"), SecretStr("nyk_wrong_canary"), world.api)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("grant", ["nobody@sandbox.test", "00000000-0000-4000-8000-000000000000"])
async def test_an_unknown_grant_is_not_the_key_s_fault(world: StoryWorld, grant: str) -> None:
    with pytest.raises(NotFound) as caught:
        await connect(profile(grant), SecretStr(KEY), world.api)
    assert "The key is right" in caught.value.what
    assert caught.value.next_step


async def test_an_account_that_only_hosts_calls_has_no_calendar(world: StoryWorld) -> None:
    zoom = next(grant for grant in world.server.grants if grant.provider == "zoom")
    with pytest.raises(CallsheetError, match="no calendar"):
        await connect(profile(zoom.id), SecretStr(KEY), world.api)
