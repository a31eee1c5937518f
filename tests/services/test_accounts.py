"""Connecting: each thing that can be wrong has its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from tests.driver import KEY, StoryWorld
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.errors import ApiError, CallsheetError, NotFound, Unauthorized, Unreachable
from tui.services.accounts import connect
from tui.services.ports import ApiFactory, CalendarApi
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


async def test_an_account_that_must_sign_in_again_is_not_the_key_s_fault(world: StoryWorld) -> None:
    class Expired:
        """The service, for an account whose permission ran out."""

        async def grant(self) -> Grant:
            return Grant("g", AccountKind.GOOGLE, "ada@sandbox.test", valid=False)

        async def aclose(self) -> None:
            pass

    with pytest.raises(Unauthorized, match=r"ada@sandbox\.test must be authenticated again") as caught:
        await connect(profile("g"), SecretStr(KEY), cast(ApiFactory, lambda *_: Expired()))
    assert caught.value.next_step


class Region:
    """The service in both of its regions; a key is known in one, and everything opened is closed again."""

    def __init__(self, home: str, wrong: ApiError | None = None) -> None:
        self.home = home
        self.wrong = wrong or NotFound("There is no such account.")
        self.asked: list[str] = []
        self.open = 0

    def __call__(self, profile: Profile, key: SecretStr) -> CalendarApi:
        self.asked.append(profile.region)
        self.open += 1
        return cast(CalendarApi, RegionalApi(self, profile))


class RegionalApi:
    """The service as one of its regions."""

    def __init__(self, service: Region, profile: Profile) -> None:
        self._service = service
        self._profile = profile

    async def grant(self) -> Grant:
        if self._profile.region != self._service.home:
            raise Unauthorized("The API did not accept the key.")
        if self._profile.grant != "known":
            raise self._service.wrong
        return Grant("known", AccountKind.GOOGLE, "ada@sandbox.test")

    async def calendars(self) -> tuple[Calendar, ...]:
        return ()

    async def aclose(self) -> None:
        self._service.open -= 1


@pytest.mark.parametrize("grant", ["known", "unknown"])
@pytest.mark.parametrize(("home", "chosen"), [("eu", "us"), ("us", "eu")])
async def test_a_key_of_the_other_region_is_told_which(home: str, chosen: str, grant: str) -> None:
    service = Region(home)
    with pytest.raises(Unauthorized) as caught:
        await connect(Profile.model_validate({"region": chosen, "grant": grant}), SecretStr(KEY), service)
    assert caught.value.what == f"The key belongs to the {home.upper()} region."
    assert home.upper() in caught.value.next_step
    assert service.open == 0


async def test_a_key_of_no_region_is_a_wrong_key() -> None:
    service = Region("nowhere")
    with pytest.raises(Unauthorized, match="did not accept the key"):
        await connect(Profile(grant="known"), SecretStr(KEY), service)
    assert service.asked == ["us", "eu"]
    assert service.open == 0


async def test_a_key_for_an_address_of_one_s_own_goes_nowhere_else() -> None:
    service = Region("eu")
    with pytest.raises(Unauthorized):
        await connect(profile("known"), SecretStr(KEY), service)
    assert service.asked == ["custom"]


async def test_the_right_region_is_the_only_one_asked() -> None:
    service = Region("eu")
    assert (await connect(Profile(region="eu", grant="known"), SecretStr(KEY), service)).grant.id == "known"
    assert service.asked == ["eu"]


async def test_a_line_that_is_down_is_not_the_key_s_fault() -> None:
    service = Region("us", Unreachable("There is no connection."))
    with pytest.raises(Unreachable):
        await connect(Profile(grant="unknown"), SecretStr(KEY), service)
    assert service.open == 0
