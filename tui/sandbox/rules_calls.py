"""What may be asked of `conferencing`: one of autocreate and details, hosted by a fitting grant.

The three lists of names and members are the API's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.sandbox import scopes
from tui.sandbox.problems import Problem, bad_request

JSON = dict[str, Any]
BOTH = "'details' not allowed when auto generating a conference"
HOSTS: Mapping[str, str] = {"Google Meet": "google", "Zoom Meeting": "zoom", "Microsoft Teams": "microsoft"}
"""Providers that can be created, and the kind of grant that hosts each."""

DETAILS: Mapping[str, tuple[str, ...]] = {
    "Google Meet": ("url", "phone", "pin"),
    "Zoom Meeting": ("url", "meeting_code", "password"),
    "Microsoft Teams": ("url",),
    "Teams for Business": ("url",),
    "Skype for Consumer": ("url",),
    "Skype for Business": ("url",),
    "WebEx": ("url", "password", "pin", "phone"),
    "GoToMeeting": ("url", "meeting_code", "password", "phone"),
}
"""Providers whose details can be written, and their members."""


def check(value: object, provider: str, grants: Mapping[str, JSON], cross_provider: bool) -> JSON:
    """The conferencing to store: `{}`, details, or autocreate. `grants` are by id."""
    if value is None or value == {}:
        return {}
    if not isinstance(value, dict):
        raise bad_request("conferencing must be an object")
    name = value.get("provider")
    if not isinstance(name, str):
        raise bad_request("conferencing needs a provider")
    if "autocreate" in value and "details" in value:
        raise bad_request(BOTH)
    if "autocreate" in value:
        return _autocreate(name, value["autocreate"], provider, grants, cross_provider)
    if "details" in value:
        return {"provider": name, "details": _details(name, value["details"])}
    raise bad_request("conferencing needs autocreate or details")


def _autocreate(
    name: str, asked: object, provider: str, grants: Mapping[str, JSON], cross_provider: bool
) -> JSON:
    if name not in HOSTS:
        raise bad_request(f"conferencing provider {name[:60]!r} cannot be created automatically")
    if not isinstance(asked, dict):
        raise bad_request("conferencing autocreate must be an object")
    host = None if asked.get("conf_grant_id") in ("", None) else asked["conf_grant_id"]
    if host is None:
        _own_host(name, provider)
    else:
        scopes.to_host(_other_host(name, host, provider, grants, cross_provider))
    return {"provider": name, "autocreate": {k: v for k, v in asked.items() if v not in ("", None)}}


def _own_host(name: str, provider: str) -> None:
    if name == "Zoom Meeting":
        raise bad_request("conf_grant_id is required to create a Zoom Meeting conference")
    if HOSTS[name] != provider:
        raise bad_request(f"{name} cannot be created on a {provider} calendar without a conf_grant_id")


def _other_host(name: str, host: object, provider: str, grants: Mapping[str, JSON], cross: bool) -> JSON:
    grant = grants.get(host) if isinstance(host, str) else None
    if grant is None:
        raise bad_request("conf_grant_id does not name a grant of this application")
    if grant["provider"] != HOSTS[name]:
        raise bad_request(f"conf_grant_id names a {grant['provider']} grant, which cannot host {name}")
    if not cross and name != "Zoom Meeting" and HOSTS[name] != provider:
        raise bad_request(f"{name} cannot be created on a {provider} calendar")
    return grant


def _details(name: str, given: object) -> JSON:
    members = DETAILS.get(name)
    if members is None:
        raise bad_request(f"conferencing provider {name[:60]!r} is not supported")
    if not isinstance(given, dict) or not isinstance(given.get("url"), str) or not given["url"]:
        raise bad_request("conferencing details need a url")
    kept = {member: given[member] for member in members if member in given}
    phones = kept.get("phone", [])
    if not isinstance(phones, list) or not all(isinstance(phone, str) for phone in phones):
        raise bad_request("conferencing details must have phone as a list of strings")
    if name == "Google Meet" and len(phones) > 1:
        raise bad_request("conferencing details take one phone number for Google Meet")
    return kept


def refused_by_provider(name: str) -> Problem:
    """The answer when the conference provider says no."""
    return Problem(
        504,
        "provider_error",
        f"{name} refused to create the meeting.",
        {"code": 403, "message": "The host account is not allowed to create meetings."},
    )
