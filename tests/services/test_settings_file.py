"""Settings changed from inside the app: the file stays the user's, comments, order and all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.errors import SettingsError
from tui.services.settings import Settings, load
from tui.services.settings_file import SettingsFile
from tui.services.settings_options import Option, Value, options, said

BY_NAME = {option.name: option for option in options()}
HOUSE = """# mine
clock = 12  # as at home
theme = "light"

# hands
[keys]
"event.new" = "a"

[profiles.work]
grant = "g"  # the one
"""


def opened(folder: Path, text: str = HOUSE) -> SettingsFile:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    file = SettingsFile(path)
    file.read()
    return file


@pytest.mark.parametrize("option", options(), ids=lambda option: option.name)
def test_every_option_says_what_it_means_and_what_is_usual(option: Option) -> None:
    assert option.meaning.endswith((".", ";", "is.")), option.name
    assert option.usual == getattr(Settings(), option.name)
    assert option.choices or option.span or isinstance(option.usual, str)
    assert not option.choices or option.usual in option.choices


def test_accounts_and_keys_are_no_options() -> None:
    assert set(Settings.model_fields) - set(BY_NAME) == {"profile", "profiles", "keys", "warnings"}


def test_a_value_is_changed_and_everything_else_stays(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.put(BY_NAME["clock"], 24)
    assert file.path.read_text(encoding="utf-8") == HOUSE.replace("clock = 12 ", "clock = 24 ")
    assert file.settings == load(file.path)


def test_a_new_line_stands_before_the_tables(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.put(BY_NAME["days"], 7)
    found = load(file.path)
    assert (found.days, found.keys, found.profiles["work"].grant) == (7, {"event.new": "a"}, "g")
    assert all(line in file.path.read_text(encoding="utf-8") for line in HOUSE.splitlines())


def test_going_back_to_the_usual_takes_the_line_out_unless_a_comment_stands_there(tmp_path: Path) -> None:
    file = opened(tmp_path)
    assert file.reset(BY_NAME["theme"]).theme == "dark"
    assert "theme" not in file.path.read_text(encoding="utf-8")
    file.reset(BY_NAME["clock"])
    assert "clock = 24  # as at home" in file.path.read_text(encoding="utf-8")
    file.reset(BY_NAME["view"])


def test_what_somebody_else_wrote_meanwhile_is_read_and_not_overwritten(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.path.write_text("days = 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="changed by somebody else"):
        file.put(BY_NAME["clock"], 24)
    assert file.path.read_text(encoding="utf-8") == "days = 2\n"
    assert file.settings.days == 2
    file.put(BY_NAME["clock"], 12)
    assert load(file.path).days == 2


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "fresh" / "config.toml")
    file.read()
    assert file.writable
    file.put(BY_NAME["days"], 3)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [one.name for one in file.path.parent.iterdir()] == ["config.toml"]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.path.chmod(0o640)
    file.put(BY_NAME["days"], 3)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o640


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "house").write_text("", encoding="utf-8")
    file = SettingsFile(tmp_path / "house" / "config.toml")
    file.read()
    assert not file.writable
    with pytest.raises(SettingsError, match="cannot be written"):
        file.put(BY_NAME["days"], 3)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("days", " 7 ", 7),
        ("zone", "Europe/Lisbon", "Europe/Lisbon"),
        ("zone", "", ""),
        ("working_days", "mon, tue", "mon, tue"),
    ],
)
def test_what_is_typed_is_understood(tmp_path: Path, name: str, typed: str, value: Value) -> None:
    assert opened(tmp_path).understood(BY_NAME[name], typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("days", "0", "A whole number from 1 to 9."),
        ("days", "many", "A whole number from 1 to 9."),
        ("zone", "Atlantis", "no such time zone"),
        ("working_hours", "noon", "hours|09:00"),
    ],
)
def test_what_cannot_be_is_refused_in_words_about_the_value(
    tmp_path: Path, name: str, typed: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as refused:
        opened(tmp_path).understood(BY_NAME[name], typed)
    assert "config" not in str(refused.value)


def test_choices_go_round_and_numbers_stop() -> None:
    glyphs, days = BY_NAME["glyphs"], BY_NAME["days"]
    assert (glyphs.stepped("unicode", 1), glyphs.stepped("ascii", 1)) == ("ascii", "unicode")
    assert (days.stepped(9, 1), days.stepped(9, -1), days.stepped(1, -1)) == (9, 8, 1)
    assert BY_NAME["zone"].stepped("", 1) is None
    assert BY_NAME["reduced_motion"].allowed == "on, off"
    assert said("") == "not set"


@given(
    st.sampled_from([option for option in options() if option.choices or option.span]), st.integers(-20, 20)
)
@settings(max_examples=60, deadline=None)
def test_whatever_it_is_stepped_to_can_be_written(option: Option, by: int) -> None:
    value = option.stepped(option.usual, by)
    assert value is not None
    assert getattr(Settings.model_validate({option.name: value}), option.name) == value
