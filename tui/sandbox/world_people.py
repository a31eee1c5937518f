"""The people of the seeded world and the five grants through which it is seen.

Every address ends in .test, so nothing made here can ever reach a real mailbox.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass

from tui.sandbox.world_days import JSON


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be invited; `address` is unique in the world."""

    name: str
    address: str

    def as_json(self) -> JSON:
        """The organizer and creator shape."""
        return {"email": self.address, "name": self.name}


ADA = Person("Ada Okafor", "ada@sandbox.test")
PEOPLE: dict[str, Person] = {
    "ada": ADA,
    "priya": Person("Priya Raghunathan", "priya@sandbox.test"),
    "mina": Person("Mina Sørensen", "mina@sandbox.test"),
    "kenji": Person("Kenji Watanabe", "kenji@sandbox.test"),
    "lucia": Person("Lucía Ferreira", "lucia@sandbox.test"),
    "tomasz": Person("Tomasz Wójcik", "tomasz@sandbox.test"),
    "amara": Person("Amara Diallo", "amara@sandbox.test"),
    "noor": Person("Noor Haddad", "noor@sandbox.test"),
    "etienne": Person("Étienne Marchand", "etienne@sandbox.test"),
    "haruto": Person("Haruto Sato", "haruto.sato@kanda-films.test"),
    "grace": Person("Grace Whitfield", "grace@brightline.test"),
    "ingrid": Person("Ingrid Bakke", "ingrid@fjordpost.test"),
    "mateo": Person("Mateo Rivas", "mateo.rivas@northlight.test"),
}

_ADDRESSES = {
    "google": (
        ADA.address,
        ADA.name,
        ["https://www.googleapis.com/auth/calendar", "https://www.googleapis.com/auth/gmail.send"],
    ),
    "microsoft": (
        "ada.okafor@harbourpost.test",
        ADA.name,
        ["Calendars.ReadWrite", "OnlineMeetings.ReadWrite", "Mail.Send"],
    ),
    "icloud": ("ada.okafor@apple-sandbox.test", ADA.name, []),
    "virtual-calendar": ("edit-suites@sandbox.test", "Edit suites", []),
    "zoom": (
        "ada.okafor@zoom-sandbox.test",
        ADA.name,
        ["meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting", "user:read:user"],
    ),
}
PROVIDERS = tuple(_ADDRESSES)


def address(provider: str) -> str:
    """The e-mail address under which the user is known at a provider."""
    return _ADDRESSES[provider][0]


def consented(provider: str) -> list[str]:
    """What the owner of an account at a provider has consented to; nothing where there are no scopes."""
    return list(_ADDRESSES[provider][2]) if provider in _ADDRESSES else []


def grant_id(seed: int, provider: str) -> str:
    """The grant id of a provider's account: a version 4 UUID that only the seed decides."""
    return str(uuid.UUID(int=random.Random(f"grant/{provider}/{seed}").getrandbits(128), version=4))


def grants(seed: int, now: int) -> tuple[JSON, ...]:
    """The five grants as `GET /v3/grants` shows them, the user's own Google account first."""
    return tuple(_grant(seed, now, provider, rank) for rank, provider in enumerate(PROVIDERS))


def _grant(seed: int, now: int, provider: str, rank: int) -> JSON:
    email, name, scope = _ADDRESSES[provider]
    created = now - (200 - 20 * rank) * 86_400
    return {
        "id": grant_id(seed, provider),
        "provider": provider,
        "grant_status": "valid",
        "email": email,
        "name": name,
        "scope": list(scope),
        "created_at": created,
        "updated_at": created + 3_600,
        "email_aliases": ["ada.okafor@me.apple-sandbox.test"] if provider == "icloud" else [],
        "settings": {},
        "state": "",
        "ip": "192.0.2.17",
        "user_agent": "sandbox",
        "blocked": False,
    }
