"""Settings of a meeting to be created: Zoom's documented options, and any others as JSON.

The API passes them on unread: each becomes a member of Zoom's own request, where a wrong one fails the call.
So what is known is checked here, and what lowers security is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import Final

from tui.domain.text import clean

_PASSCODE: Final = re.compile(r"[A-Za-z0-9@_*-]{1,10}")
PASSCODE_RULE: Final = "Up to 10 letters, digits, @ _ - *"
LONGEST_EXTRA: Final = 10_000
DEEPEST: Final = 20
_TOP: Final = frozenset({"password"})


@dataclass(frozen=True, slots=True)
class Option:
    """One of Zoom's options by its own name; without `choices` it is on or off."""

    name: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    """Values and the words for them, where it is more than on or off."""
    risks: Mapping[object, str] = field(default_factory=dict)
    """What a value gives away, for those that lower security."""

    def takes(self, value: object) -> bool:
        """Whether Zoom knows this value."""
        if not self.choices:
            return isinstance(value, bool)
        return isinstance(value, str) and value in dict(self.choices)


OPTIONS: tuple[Option, ...] = (
    Option(
        "waiting_room",
        "Waiting room",
        risks=MappingProxyType({False: "Whoever has the link walks straight in."}),
    ),
    Option(
        "join_before_host",
        "Guests may begin without you",
        risks=MappingProxyType({True: "Whoever has the link can meet without the host."}),
    ),
    Option(
        "meeting_authentication",
        "Guests must sign in",
        risks=MappingProxyType({False: "Guests join without saying who they are."}),
    ),
    Option("mute_upon_entry", "Guests join muted"),
    Option("host_video", "Your camera on at first"),
    Option("participant_video", "Guests' cameras on at first"),
    Option(
        "auto_recording",
        "Recording",
        (("none", "none"), ("local", "on your computer"), ("cloud", "in Zoom's cloud")),
        MappingProxyType(
            {
                "local": "Everybody is recorded from the start; tell them.",
                "cloud": "Everybody is recorded from the start; tell them.",
            }
        ),
    ),
)
"""Zoom's documented options, in the order they are offered."""

BY_NAME: Final = MappingProxyType({option.name: option for option in OPTIONS})


class SettingsError(ValueError):
    """Settings that cannot be sent; the message says what is wrong."""


def settings_of(wishes: Mapping[str, object], extra: str) -> Mapping[str, object]:
    """The object to pass on: Zoom's own options in its inner `settings`. Raises SettingsError."""
    said = _read_extra(extra)
    inner = said.pop("settings", {})
    if not isinstance(inner, dict):
        raise SettingsError("“settings” in the other settings is not an object.")
    written = {n: v for n, v in said.items() if n in _TOP} | {n: v for n, v in inner.items() if n in BY_NAME}
    for name, value in (*wishes.items(), *written.items()):
        _check(name, value)
    top = {name: value for name, value in wishes.items() if name in _TOP and value}
    known = {name: value for name, value in wishes.items() if name not in _TOP}
    twice = next((name for name in (*top, *known) if name in said or name in inner), None)
    if twice is not None:
        raise SettingsError(f"“{twice}” is chosen above and written again below.")
    options = known | inner
    return top | said | ({"settings": options} if options else {})


def _check(name: str, value: object) -> None:
    if name == "password":
        if not isinstance(value, str) or (value and not _PASSCODE.fullmatch(value)):
            raise SettingsError(f"Zoom does not take that passcode. {PASSCODE_RULE}.")
    elif name not in BY_NAME or not BY_NAME[name].takes(value):
        raise SettingsError(f"Zoom's “{clean(name, limit=40)}” cannot be {clean(str(value), limit=40)}.")


def _read_extra(text: str) -> dict[str, object]:
    if not text.strip():
        return {}
    return read_object(text)


def read_object(text: str) -> dict[str, object]:
    """One JSON object as typed. Raises SettingsError."""
    if len(text) > LONGEST_EXTRA:
        raise SettingsError(f"That is too long; {LONGEST_EXTRA} characters fit.")
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_members)
        _check_sendable(value)
    except RecursionError:
        raise SettingsError(f"That is too deep; {DEEPEST} objects inside each other fit.") from None
    except SettingsError:
        raise
    except ValueError as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise SettingsError(f"That is not JSON{where}.") from None
    if not isinstance(value, dict):
        raise SettingsError('Write an object, such as {"agenda": "Budget"}.')
    return value


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise SettingsError(f"“{clean(twice, limit=40)}” is there twice.")
    return members


def _check_sendable(value: object, depth: int = 0) -> None:
    """Nothing nested too deep to be written again, no half characters, no endless numbers."""
    if depth > DEEPEST:
        raise RecursionError
    match value:
        case dict():
            for name, member in value.items():
                _check_sendable(name, depth)
                _check_sendable(member, depth + 1)
        case list():
            for member in value:
                _check_sendable(member, depth + 1)
        case str():
            value.encode()
        case float() if not isfinite(value):
            raise ValueError("endless")


def typed_of(settings: Mapping[str, object]) -> tuple[Mapping[str, object], str]:
    """Settings as read, as wishes and the JSON text of the others."""
    inner = settings.get("settings")
    options = dict(inner) if isinstance(inner, Mapping) else {}
    known = {o.name: options.pop(o.name) for o in OPTIONS if o.name in options and o.takes(options[o.name])}
    rest = {name: value for name, value in settings.items() if name != "settings"}
    passcode = rest.get("password")
    if isinstance(passcode, str) and _PASSCODE.fullmatch(passcode):
        known["password"] = rest.pop("password")
    if options or (inner is not None and not isinstance(inner, Mapping)):
        rest["settings"] = options or inner
    return known, json.dumps(rest, ensure_ascii=False) if rest else ""


def risks_of(settings: Mapping[str, object]) -> tuple[str, ...]:
    """What these settings give away, in sentences."""
    inner = settings.get("settings")
    chosen = inner if isinstance(inner, Mapping) else {}
    return tuple(_risks(chosen))


def _risks(chosen: Mapping[str, object]) -> Iterable[str]:
    for option in OPTIONS:
        value = chosen.get(option.name)
        if option.takes(value) and value in option.risks:
            yield option.risks[value]


def say_settings(wishes: Mapping[str, object], extra: str) -> str:
    """The settings in a line: `waiting room, guests join muted, passcode`; empty for none."""
    said = [_say(BY_NAME[name], value) for name, value in wishes.items() if name in BY_NAME]
    said += ["passcode"] if wishes.get("password") else []
    said += ["others"] if extra.strip() else []
    return ", ".join(said)


def _say(option: Option, value: object) -> str:
    words = option.words[0].lower() + option.words[1:]
    if option.choices:
        return f"{words} {dict(option.choices).get(str(value), '')}".strip()
    return words if value is True else f"no {words}" if option.name == "waiting_room" else f"{words}: no"
