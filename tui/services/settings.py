"""config.toml: who you are and how callsheet looks; never a key.

What is not understood is refused with its place, or warned about with the nearest word that is.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from tomlkit.exceptions import TOMLKitError

from tui.domain.errors import SettingsError
from tui.domain.text import clean

__all__ = ["Profile", "SecretStr", "Settings", "from_environment", "load", "save_profile"]


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


class Settings(BaseModel):
    """Everything config.toml can say."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    profile: str = "default"
    """The profile that opens when none is named."""
    profiles: dict[str, Profile] = Field(default_factory=dict)
    theme: str = "dark"
    glyphs: Literal["unicode", "ascii"] = "unicode"
    clock: Literal[12, 24] = 24
    zone: str = ""
    """IANA zone to show times in; empty means the machine's."""
    reduced_motion: bool = False
    cross_provider: bool = True
    """Whether Meet and Teams calls may be created through an account of another provider."""
    icloud_months: Literal[6, 12] = 6
    """The longest stretch an iCloud calendar is asked for at once; the reference names both."""
    last_day_included: bool = True
    """Whether the last day an event of several days names belongs to it; an older article says not."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Action id → comma-separated keys."""
    warnings: tuple[str, ...] = Field(default=(), exclude=True)


def load(path: Path) -> Settings:
    """Read the file; a missing one is all defaults. Raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read.") from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {clean(str(error))}.", next_step="Mend that line.") from error
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
        raise SettingsError(
            f"{path}: {place}: {clean(first['msg'])}.", next_step="Mend that value."
        ) from None


def _unknown(found: Mapping[str, object]) -> list[str]:
    known = [name for name in Settings.model_fields if name != "warnings"]
    warnings = []
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            warnings.append(f"config.toml: “{clean(name, limit=40)}” is not known.{hint}")
    return warnings


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile into the file and make it the one that opens; comments stay. Raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        document["profile"] = profile.name
        profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
        profiles[profile.name] = {
            name: value
            for name, value in profile.model_dump(exclude={"name"}).items()
            if value not in ("", ())
        }
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(tomlkit.dumps(document), encoding="utf-8")
        fresh.replace(path)
    except (OSError, TOMLKitError) as error:
        raise SettingsError(f"{path} cannot be written.", next_step="Check its permissions.") from error


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
