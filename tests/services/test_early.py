"""The quick reading of config.toml says what the model says, of every file, and loads no model for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.domain.errors import SettingsError
from tui.services import early
from tui.services.settings import Settings, load

FILES = (
    "",
    'theme = "light"\nclock = 12\nzone = "Europe/Lisbon"\nglyphs = "ascii"\nreduced_motion = true',
    "first_glance = false\nrefresh_minutes = 0\nicloud_months = 12\ntentative_as_busy = false",
    'view = "week"\ndays = 9\nweek_start = "sunday"\nfirst_hour = 7\nsecond_zone = "America/New_York"',
    '[keys]\n"event.new" = "ctrl+n"',
    'keymap = "vim"\n[keys]\n"event.new" = "ctrl+n"',
    'profile = "work"\n[profiles.work]\nregion = "eu"\n[profiles.home]\napi = "v2"\nlabel = "i"',
    '[profiles.work]\ngrant = "g"\nconf_hosts = ["z"]\n[profiles.work.call]\nprovider = "zoom"',
    '[profiles.default]\nname = "other"\ngrant = "g"',
    'thme = "dark"',
    "\ufefftheme = 'dark'",
)
WRONG = (
    "clock = 13",
    "clock = true",
    'glyphs = "runes"',
    "zone = 3",
    "refresh_minutes = -1",
    "refresh_minutes = 1.0",
    'first_glance = "perhaps"',
    "icloud_months = 7",
    "theme",
    "profiles = 3",
    "[profiles]\nwork = 3",
    '[profiles.work]\nregion = "moon"',
    "[keys]\nx = 3",
    'view = "year"',
    "days = 0",
    'week_start = "tuesday"',
    "first_hour = 24",
    'keymap = "emacs"',
)


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", FILES)
def test_both_say_the_same_of_a_file(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    quick, whole = early.load(path), load(path)
    for name in Settings.model_fields:
        if name != "profiles":
            assert getattr(quick, name) == getattr(whole, name), name
    assert list(quick.profiles) == list(whole.profiles)
    for name, profile in whole.profiles.items():
        for field in type(profile).model_fields:
            assert getattr(quick.profiles[name], field) == getattr(profile, field), field


@pytest.mark.parametrize("text", WRONG)
def test_both_refuse_the_same_in_the_same_words(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as quick:
        early.load(path)
    with pytest.raises(SettingsError) as whole:
        load(path)
    assert str(quick.value) == str(whole.value)


def test_a_missing_file_is_all_defaults(tmp_path: Path) -> None:
    quick = early.load(tmp_path / "nowhere" / "config.toml")
    assert (quick.theme, quick.profile, dict(quick.profiles)) == ("dark", "default", {})
    assert quick.switches == Settings().switches


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"theme = \xff")
    with pytest.raises(SettingsError):
        early.load(path)


def test_what_was_read_can_be_changed_only_in_the_file(tmp_path: Path) -> None:
    quick = early.load(written(tmp_path, 'theme = "light"'))
    with pytest.raises(AttributeError):
        quick.theme = "dark"
    assert quick.theme == "light"


def test_the_file_is_taken_as_it_was_when_it_was_read(tmp_path: Path) -> None:
    path = written(tmp_path, 'profile = "work"\n[profiles.work]\ngrant = "g"')
    quick = early.load(path)
    path.write_text("nonsense", encoding="utf-8")
    assert quick.profiles["work"].call.provider == ""
    assert quick.profiles["work"].model_copy(update={"grant": "h"}).grant == "h"


def test_a_plain_file_is_read_without_the_model(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'theme = "light"\n[profiles.default]\ngrant = "g"\n[keys]\n"event.new" = "ctrl+n"'
    )
    asked = "settings.theme, settings.profiles['default'].grant, settings.keys, settings.refresh_minutes"
    code = (
        "import sys\nfrom pathlib import Path\nfrom tui.services.early import load\n"
        f"settings = load(Path({str(path)!r}))\n{asked}\n"
        "assert not {'pydantic', 'tui.services.settings'} & set(sys.modules)\n"
        "settings.cross_provider\nassert 'pydantic' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
