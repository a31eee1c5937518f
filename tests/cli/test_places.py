"""Where accounts keep their things: apart from each other, under names a shell can read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tui.cli.places import Places, account_name

PLACES = Places(Path("/c"), Path("/s"), Path("/k"), Path("/d"))


def test_one_account_is_one_folder() -> None:
    assert account_name("work", "us", "g1") == account_name("work", "us", "g1")
    assert account_name("work", "us", "g1") != account_name("work", "eu", "g1")
    assert account_name("work", "us", "g1") != account_name("home", "us", "g1")
    assert account_name("work", "us", "g1").startswith("work-")


@given(st.text())
def test_no_profile_name_leaves_its_folder(name: str) -> None:
    folder = account_name(name, "us")
    assert PLACES.state_of(folder).resolve() == PLACES.state / folder / "state.db"
    assert set(folder) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    assert not folder.startswith("-")


def test_the_sandbox_shares_nothing_with_an_account() -> None:
    assert account_name("sandbox", "custom", "g") != "sandbox"
