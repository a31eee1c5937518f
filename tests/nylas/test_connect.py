"""Opening the service: which address, which key, and what is never sent."""

from __future__ import annotations

import pytest

from tui.domain.errors import SettingsError, Unauthorized
from tui.domain.secret import SecretStr
from tui.nylas.connect import checked_key, checked_uri, is_loopback, region_uri


def test_regions_have_their_addresses() -> None:
    assert region_uri("us") == "https://api.us.nylas.com"
    assert region_uri("eu") == "https://api.eu.nylas.com"
    with pytest.raises(SettingsError, match="mars"):
        region_uri("mars")


@pytest.mark.parametrize(
    ("uri", "base"),
    [
        ("https://api.us.nylas.com", "https://api.us.nylas.com"),
        (" https://api.eu.nylas.com/ ", "https://api.eu.nylas.com"),
        ("https://api.us.nylas.com/v3", "https://api.us.nylas.com"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_tidied(uri: str, base: str) -> None:
    assert checked_uri(uri) == base


@pytest.mark.parametrize(
    "uri",
    [
        "http://api.us.nylas.com",
        "http://127.0.0.1.evil.test",
        "http://10.0.0.1",
        "ftp://api.us.nylas.com",
        "api.us.nylas.com",
        "https://",
        "https://user:pw@api.us.nylas.com",
        "https://api.us.nylas.com/?x=1",
        "http://[::1",
        "",
        "https://api\n.us.nylas.com",
    ],
)
def test_an_address_that_would_give_the_key_away_is_refused(uri: str) -> None:
    with pytest.raises(SettingsError):
        checked_uri(uri)


def test_this_machine_is_recognised() -> None:
    assert is_loopback("http://127.0.0.1:1")
    assert not is_loopback("https://api.us.nylas.com")


@pytest.mark.parametrize(
    "pasted", ["nyk_abc", " nyk_abc\n", "'nyk_abc'", '"nyk_abc"', "Bearer nyk_abc", "\tBearer  nyk_abc \r\n"]
)
def test_a_key_is_taken_as_pasted(pasted: str) -> None:
    assert checked_key(SecretStr(pasted)).get_secret_value() == "nyk_abc"


@pytest.mark.parametrize(
    "pasted", ["", "  ", "''", "nyk abc", "nyk\r\nHost: evil", "nyk\x00", "nyké", "nyk\u200b"]
)
def test_what_cannot_be_a_key_is_refused_without_being_quoted(pasted: str) -> None:
    with pytest.raises(Unauthorized) as caught:
        checked_key(SecretStr(pasted))
    assert "nyk" not in caught.value.sentences()
