"""The API's `conferencing` object and the app's.

Reading accepts every shape seen in the wild; writing sends `autocreate`, `details` or `{}`, never two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    DETAIL_FIELDS,
    MAX_PHONES,
    Autocreate,
    ConferenceChange,
    Conferencing,
    DetailField,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Remove,
    Requested,
)
from tui.domain.text import clean
from tui.nylas.wire_v3 import WireConferencing, WireDetails

_URL_LIMIT: Final = 2048
_MOST_PHONES: Final = 50


def conferencing_of(wire: WireConferencing | None) -> Conferencing:
    """What the event says of its call. An empty object, null and absence all mean there is none."""
    if wire is None:
        return NoConference()
    provider = clean(wire.provider or "", limit=60)
    details = _details(wire.details)
    if details != Details():
        return Linked(provider, details)
    if wire.autocreate is not None or wire.conf_settings is not None or provider in AUTOCREATE_PROVIDERS:
        return _requested(wire, provider)
    return Linked(provider, details) if provider and provider != "unknown" else NoConference()


def _requested(wire: WireConferencing, provider: str) -> Requested:
    asked = wire.autocreate
    host = clean((asked.conf_grant_id if asked else "") or "", limit=200)
    settings = (asked.conf_settings if asked else None) or wire.conf_settings or {}
    return Requested(provider, host, settings)


def _details(wire: WireDetails | None) -> Details:
    if wire is None:
        return Details()
    phones = [wire.phone] if isinstance(wire.phone, str) else wire.phone or []
    return Details(
        url=clean(wire.url or "", limit=_URL_LIMIT),
        code=clean(wire.meeting_code or "", limit=200),
        password=clean(wire.password or "", limit=200),
        pin=clean(wire.pin or "", limit=200),
        phones=phones_of(phones),
    )


def phones_of(sent: Sequence[str]) -> tuple[str, ...]:
    """The numbers to call, those that say anything."""
    return tuple(filter(None, (clean(phone, limit=100) for phone in sent[:_MOST_PHONES])))


def body_of_conferencing(change: ConferenceChange) -> Mapping[str, object]:
    """What to send: `{}` clears, and details carry only the members their provider knows."""
    match change:
        case Remove():
            return {}
        case Autocreate(provider, host, settings):
            wanted = {"conf_grant_id": host, "conf_settings": dict(settings)}
            return {"provider": provider.value, "autocreate": {k: v for k, v in wanted.items() if v}}
        case OwnDetails(provider, details):
            known = _members(details, MAX_PHONES.get(provider, _MOST_PHONES))
            members = {field.value: known[field] for field in DETAIL_FIELDS[provider] if known[field]}
            return {"provider": provider.value, "details": members}


def _members(details: Details, most_phones: int) -> Mapping[DetailField, object]:
    return {
        DetailField.URL: details.url,
        DetailField.CODE: details.code,
        DetailField.PASSWORD: details.password,
        DetailField.PIN: details.pin,
        DetailField.PHONE: list(details.phones[:most_phones]),
    }
