"""config.toml, read for the first screen only: without the model that checks it, which is slow to load.

Only what is plainly right is answered here; anything else in the file is checked by the model at once, and
what is asked for later comes from the model then. Both say the same of every file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from tui.services.settings import Profile, Settings

_DEFAULTS: Mapping[str, Any] = {
    "profile": "default",
    "theme": "dark",
    "glyphs": "unicode",
    "clock": 24,
    "zone": "",
    "view": "agenda",
    "days": 4,
    "week_start": "monday",
    "first_hour": 8,
    "second_zone": "",
    "reduced_motion": False,
    "first_glance": True,
    "refresh_minutes": 5,
    "token_key": "key3",
    "notify_before": 0,
    "keymap": "default",
    "warnings": (),
}
"""What the first screen asks for, as it is where the file does not say."""
_PROFILE: Mapping[str, str] = {
    "name": "default",
    "api": "v3",
    "region": "us",
    "api_uri": "",
    "grant": "",
    "label": "",
}


def _word(value: object) -> bool:
    return type(value) is str


def _yes_or_no(value: object) -> bool:
    return type(value) is bool


def _one_of(*allowed: object) -> Callable[[object], bool]:
    return lambda value: any(type(value) is type(one) and value == one for one in allowed)


def _whole_number(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _keys(value: object) -> bool:
    return isinstance(value, dict) and all(_word(key) for key in value.values())


def _profiles(value: object) -> bool:
    return isinstance(value, dict) and all(_plain(one, _PLAIN_PROFILE) for one in value.values())


_PLAIN_PROFILE: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("name", "api_uri", "grant", "label"), _word),
    "api": _one_of("v3", "v2"),
    "region": _one_of("us", "eu", "custom"),
}
_PLAIN: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("profile", "theme", "zone", "second_zone"), _word),
    **dict.fromkeys(("reduced_motion", "first_glance", "cross_provider", "tentative_as_busy"), _yes_or_no),
    "last_day_included": _yes_or_no,
    "glyphs": _one_of("unicode", "ascii"),
    "clock": _one_of(12, 24),
    "view": _one_of("agenda", "day", "days", "week", "month"),
    "week_start": _one_of("monday", "sunday", "saturday"),
    "days": _whole_number(1, 9),
    "first_hour": _whole_number(0, 23),
    "icloud_months": _one_of(6, 12),
    "token_key": _one_of("key1", "key2", "key3", "key4", "off"),
    "refresh_minutes": _whole_number(0, 24 * 60),
    "notify_before": _whole_number(0, 2 * 60),
    "keymap": _one_of("default", "vim", "calcurse"),
    "keys": _keys,
    "profiles": _profiles,
}
"""Name → whether a value needs no second look."""


def _plain(found: object, rules: Mapping[str, Callable[[object], bool]]) -> bool:
    return isinstance(found, dict) and all(name in rules and rules[name](found[name]) for name in found)


class _Early:
    """Answers from what was read; hands every other question to the model, built when first needed."""

    def __init__(self, known: Mapping[str, Any], model: Callable[[], Any]) -> None:
        self.__dict__.update(known)
        self.__dict__["_model"] = model

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._model(), name)

    def __eq__(self, other: object) -> bool:
        theirs = other._model() if isinstance(other, _Early) else other
        return bool(self._model() == theirs)

    def __hash__(self) -> int:
        return hash(self._model())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} is as the file says")


def load(path: Path) -> Settings:
    """What the file says, a missing one all defaults. Raises SettingsError, as the model does."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        text, found = "", {}
    except (OSError, ValueError, RecursionError):
        return _whole(path)
    return _early(path, text, found) if _plain(found, _PLAIN) else _whole(path)


def _whole(path: Path) -> Settings:
    from tui.services.settings import load as validated

    return validated(path)


def _early(path: Path, text: str, found: dict[str, Any]) -> Settings:
    built: list[Settings] = []

    def model() -> Settings:
        if not built:
            from tui.services.settings import load_text

            built.append(load_text(path, text))
        return built[0]

    profiles = {name: _profile(name, said, model) for name, said in found.get("profiles", {}).items()}
    shown = {name: found.get(name, default) for name, default in _DEFAULTS.items()}
    known = {**shown, "keys": found.get("keys", {}), "profiles": profiles}
    return cast("Settings", _Early(known, model))


def _profile(name: str, said: Mapping[str, str], model: Callable[[], Settings]) -> Profile:
    known = {**_PROFILE, "name": name, **said}
    return cast("Profile", _Early(known, lambda: model().profiles[name]))
