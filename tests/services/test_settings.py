"""config.toml: what it says is taken, what it cannot say is refused with its place, and comments survive."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.errors import SettingsError
from tui.services.settings import Profile, Settings, from_environment, load, save_profile


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_everything_it_can_say_is_taken(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        profile = "work"
        theme = "light"
        clock = 12
        zone = "Europe/Lisbon"
        [keys]
        "event.new" = "a"
        [profiles.work]
        region = "eu"
        grant = "ada@example.com"
        """,
    )
    found = load(path)
    assert (found.theme, found.clock, found.zone, found.keys) == (
        "light",
        12,
        "Europe/Lisbon",
        {"event.new": "a"},
    )
    assert found.profiles["work"] == Profile(name="work", region="eu", grant="ada@example.com")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("theme = \nclock = 24", "line 1"),
        ('theme = "dark"\nclock = 13', "clock"),
        ('[profiles.work]\nregion = "mars"', "profiles.work.region"),
        ("profiles = 3", "profiles"),
        ("[profiles]\nwork = 3", "profiles.work"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text))
    assert says in caught.value.what
    assert caught.value.next_step


def test_a_word_that_is_not_known_is_warned_about_with_the_nearest(tmp_path: Path) -> None:
    found = load(written(tmp_path, 'them = "light"\n"\\u001b[31m" = 1'))
    assert "“them” is not known. Did you mean “theme”?" in found.warnings[0]
    assert not any("\x1b" in warning for warning in found.warnings)


def test_a_key_in_the_file_is_not_part_of_it(tmp_path: Path) -> None:
    found = load(written(tmp_path, '[profiles.work]\napi_key = "nyk_canary"\ngrant = "g"'))
    assert "nyk_canary" not in repr(found)


def test_saving_a_profile_keeps_what_the_user_wrote(tmp_path: Path) -> None:
    path = written(tmp_path, '# mine\ntheme = "light"  # by day\n')
    save_profile(path, Profile(name="work", region="eu", grant="g"))
    text = path.read_text()
    assert "# mine" in text
    assert "# by day" in text
    found = load(path)
    assert (found.profile, found.theme) == ("work", "light")
    assert found.profiles["work"].grant == "g"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        save_profile(tmp_path / "in the way" / "config.toml", Profile())


def test_a_folder_made_for_it_is_the_user_s_own(tmp_path: Path) -> None:
    path = tmp_path / "callsheet" / "config.toml"
    save_profile(path, Profile())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


PROFILES = st.builds(
    Profile,
    name=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12),
    region=st.sampled_from(["us", "eu", "custom"]),
    api_uri=st.text(st.characters(codec="utf-8"), max_size=12),
    grant=st.text(st.characters(codec="utf-8"), max_size=12),
    conf_hosts=st.lists(st.text(st.characters(codec="utf-8"), max_size=6), max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=60)
@given(PROFILES)
def test_any_profile_comes_back_as_it_was_saved(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    save_profile(path, profile)
    found = load(path)
    assert found.profile == profile.name
    assert found.profiles[profile.name] == profile


def test_the_environment_describes_an_account_only_whole() -> None:
    assert from_environment({"NYLAS_API_KEY": "k"}) is None
    assert from_environment({"NYLAS_GRANT_ID": "g"}) is None
    assert from_environment({"NYLAS_API_KEY": "k", "NYLAS_GRANT_ID": " g "}) == Profile(
        name="environment", grant="g"
    )
    custom = from_environment(
        {"NYLAS_API_KEY": "k", "NYLAS_GRANT_ID": "g", "NYLAS_API_URI": "http://localhost:1"}
    )
    assert custom is not None
    assert (custom.region, custom.api_uri) == ("custom", "http://localhost:1")
