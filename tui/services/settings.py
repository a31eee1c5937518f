"""config.toml: who you are and how callsheet looks; never a key.

What is not understood is refused with its place, or warned about with the nearest word that is.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from tui.domain.callsettings import BY_NAME as CALL_OPTIONS
from tui.domain.capabilities_conflicts import CONFLICTS, Switches, told
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import SettingsError
from tui.domain.secret import SecretStr
from tui.domain.text import clean
from tui.domain.working_hours import parse_days, parse_hours
from tui.services.text_file import replace_text, text_of

__all__ = ["Profile", "SecretStr", "Settings", "from_environment", "load", "save_profile"]

_PROVIDERS = {"google": Provider.MEET, "zoom": Provider.ZOOM, "teams": Provider.TEAMS}
_BY_HAND = frozenset({"conf_hosts", "call"})
"""What only a user writes into a profile: connecting it anew leaves it alone."""


class UsualCall(BaseModel):
    """The call a new event begins with."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    provider: Literal["", "google", "zoom", "teams"] = ""
    host: str = ""
    """Grant id of the account that hosts it, where one has to be named."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Zoom's own options by its names, such as `waiting_room`; passcodes do not belong here."""

    @field_validator("settings")
    @classmethod
    def _known(cls, settings: dict[str, Any]) -> dict[str, Any]:
        for name, value in settings.items():
            if name not in CALL_OPTIONS or not CALL_OPTIONS[name].takes(value):
                raise PydanticCustomError("setting", "Zoom has no such option, or not with that value")
        return settings

    def draft(self) -> CallDraft:
        """The same as the editor types it."""
        provider = _PROVIDERS.get(self.provider)
        return CallDraft(provider, CallMode.CREATE, clean(self.host, limit=200), wishes=self.settings)


class Profile(BaseModel):
    """One account to connect to."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    name: str = "default"
    api: Literal["v3", "v2"] = "v3"
    """Which generation of the API; the older one knows an account by its access token alone."""
    region: Literal["us", "eu", "custom"] = "us"
    api_uri: str = ""
    """A base address of one's own; empty means the region's."""
    grant: str = ""
    """Grant id, or the e-mail address of the account."""
    label: str = ""
    conf_hosts: tuple[str, ...] = ()
    """Grant ids of accounts that can host calls, where the key may not list them."""
    call: UsualCall = Field(default_factory=UsualCall)
    """The call a new event begins with."""


class Settings(BaseModel):
    """Everything config.toml can say."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    profile: str = "default"
    """The profile that opens when none is named."""
    profiles: dict[str, Profile] = Field(default_factory=dict)
    """The accounts there are."""
    theme: str = "dark"
    """The colours."""
    glyphs: Literal["unicode", "ascii"] = "unicode"
    """The signs that are drawn: plain ASCII where a terminal has no others."""
    clock: Literal[12, 24] = 24
    """How times of day are written."""
    zone: str = ""
    """IANA zone to show times in; empty means the machine's."""
    view: Literal["agenda", "day", "days", "week", "month"] = "agenda"
    """What the calendar opens with."""
    days: int = Field(default=4, ge=1, le=9, strict=True)
    """How many days stand side by side when some are asked for."""
    week_start: Literal["monday", "sunday", "saturday"] = "monday"
    """The day a week begins with."""
    first_hour: int = Field(default=8, ge=0, le=23, strict=True)
    """The hour a day begins with, where there is room for only a part of it."""
    second_zone: str = ""
    """IANA zone to show the hours in, too."""
    reduced_motion: bool = False
    """Whether nothing moves by itself."""
    first_glance: bool = True
    """Whether the agenda is kept as last painted, to be on the screen at once at the next start."""
    refresh_minutes: int = Field(default=5, ge=0, le=24 * 60, strict=True)
    """Minutes between two looks at the service that nobody asked for; with 0 there are none."""
    notify_before: int = Field(default=0, ge=0, le=2 * 60, strict=True)
    """Minutes before a call at which the terminal rings and shows it; with 0 it never does."""
    cross_provider: bool = Field(default=True, strict=True)
    """Whether Meet and Teams calls may be created through an account of another provider."""
    icloud_months: Literal[6, 12] = 6
    """The most months an iCloud calendar is asked for at once; the reference names both."""
    tentative_as_busy: bool = True
    """Whether what one has only half accepted counts as busy; Microsoft and Exchange ask."""
    working_hours: str = "09:00-17:30"
    """When you can be met, on your own clock."""
    working_days: str = "mon-fri"
    """The days on which you can: mon-fri, or mon, tue, thu."""
    last_day_included: bool = Field(default=True, strict=True)
    """Whether the last day an event of several days names belongs to it; an older article says not."""
    token_key: Literal["key1", "key2", "key3", "key4", "off"] = "key3"
    """The metadata pair that new events carry a token in, to be found by; key5 is round-robin's."""
    keymap: Literal["default", "vim", "calcurse"] = "default"
    """The keys to begin with; what [keys] says is put on top."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Action id → comma-separated keys."""
    warnings: tuple[str, ...] = Field(default=(), exclude=True)

    @field_validator("working_hours", "working_days")
    @classmethod
    def _readable(cls, value: str, known: ValidationInfo) -> str:
        try:
            parse_hours(value) if known.field_name == "working_hours" else parse_days(value)
        except ValueError as error:
            raise PydanticCustomError("hours", "{words}", {"words": str(error)}) from None
        return value

    @property
    def switches(self) -> Switches:
        """Which of the documents' answers hold, where they contradict each other."""
        return Switches(self.cross_provider, self.icloud_months, self.last_day_included)


def load(path: Path) -> Settings:
    """Read the file; a missing one is all defaults. Raises SettingsError."""
    return _understood(path, text_of(path))


def load_text(path: Path, text: str) -> Settings:
    """The same of a file that was read already. Raises SettingsError."""
    return _understood(path, text)


def _understood(path: Path, text: str) -> Settings:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {clean(str(error))}.", next_step="Mend that line.") from error
    except RecursionError:
        raise SettingsError(f"{path} is nested too deeply.", next_step="Write it flatter.") from None
    return _validated(path, found)


def _validated(path: Path, found: dict[str, object]) -> Settings:
    profiles = found.get("profiles")
    if isinstance(profiles, dict):
        named = {n: {"name": n} | p if isinstance(p, dict) else p for n, p in profiles.items()}
        found = found | {"profiles": named}
    try:
        return Settings.model_validate(found | {"warnings": tuple(_unknown(found))})
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {place}: {clean(first['msg'])}.", next_step=_mended(place)) from None


def _mended(place: str) -> str:
    """What to write instead; a switch says what each of its values means."""
    conflict = next((conflict for conflict in CONFLICTS if conflict.switch == place), None)
    if conflict is None:
        return "Mend that value."
    choices = "; or ".join(f"{told(answer.value)} for “{answer.says}”" for answer in conflict.answers)
    return f"{conflict.question} Write {choices}."


def _unknown(found: Mapping[str, object]) -> Iterator[str]:
    """A warning for every word nobody will read, with the nearest one that is read."""
    known = [name for name in Settings.model_fields if name != "warnings"]
    yield from _strange("", found, known)
    profiles = found.get("profiles")
    for name, profile in profiles.items() if isinstance(profiles, dict) else ():
        if isinstance(profile, dict):
            yield from _strange(f"profiles.{name}.", profile, list(Profile.model_fields))


def _strange(place: str, found: Mapping[str, object], known: Sequence[str]) -> Iterator[str]:
    for name in found:
        if name not in known:
            yield f"config.toml: “{clean(place + name, limit=60)}” is not known.{_hint(name, known)}"


def _hint(name: str, known: Sequence[str]) -> str:
    if any(word in name.casefold() for word in ("key", "token", "secret")):
        return " Keys do not belong into this file: take it out."
    near = difflib.get_close_matches(name, known, 1)
    return f" Did you mean “{near[0]}”?" if near else ""


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile into the file and make it the one that opens; all else stays as the user wrote it.

    Raises SettingsError; a file that is not understood is not written to.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = text_of(path)
    _understood(path, text)
    try:
        document = tomlkit.parse(text)
        document["profile"] = profile.name
        _enter(document.setdefault("profiles", tomlkit.table(is_super_table=True)), profile)
        fresh = tomlkit.dumps(document)
        if not _says(_understood(path, fresh), profile):
            raise TOMLKitError("the profile ended up elsewhere")
        replace_text(path.resolve(), fresh)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        raise SettingsError(f"{path} cannot be written.", next_step="Check its permissions.") from error
    except TOMLKitError as error:
        raise SettingsError(f"{path} cannot be added to.", next_step="Write it more plainly.") from error


def _enter(profiles: MutableMapping[str, Any], profile: Profile) -> None:
    import tomlkit

    told = profile.model_dump(exclude={"name", "call"})
    entry = profiles.setdefault(profile.name, tomlkit.table())
    for name, value in told.items():
        if value not in ("", ()):
            entry[name] = list(value) if isinstance(value, tuple) else value
        elif name in profile.model_fields_set or name not in _BY_HAND:
            entry.pop(name, None)


def _says(settings: Settings, profile: Profile) -> bool:
    """Whether the text says what was meant: tables spread over a file can swallow what is added."""
    found = settings.profiles.get(profile.name)
    kept = {name: getattr(found, name, None) for name in _BY_HAND - profile.model_fields_set}
    return settings.profile == profile.name and found == profile.model_copy(update=kept)


def from_environment(environ: Mapping[str, str]) -> Profile | None:
    """The profile the environment describes, by the names the API's own samples use."""
    uri = environ.get("NYLAS_API_URI", "").strip()
    region: Literal["us", "custom"] = "custom" if uri else "us"
    if environ.get("CALLSHEET_API", "").strip() == "v2":
        token = environ.get("NYLAS_ACCESS_TOKEN", "").strip()
        return Profile(name="environment", api="v2", region=region, api_uri=uri) if token else None
    grant = environ.get("NYLAS_GRANT_ID", "").strip()
    if not grant or not environ.get("NYLAS_API_KEY", "").strip():
        return None
    return Profile(name="environment", region=region, api_uri=uri, grant=clean(grant, limit=320))
