"""The accounts of the older generation: one access token each, of the kinds its documents tell apart.

Several of them look at the same person's calendars, as if they had been connected in different ways.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from tui.sandbox.store import Store

JSON = dict[str, Any]
KINDS = {
    "google": (("gmail", "gmail"),),
    "microsoft": (("exchange", "exchange"), ("eas", "eas"), ("graph", "graph"), ("ews", "ews")),
    "icloud": (("icloud", "icloud"),),
    "virtual-calendar": (("nylas", "virtual"),),
    "imap": (("imap", "imap"),),
    "yahoo": (("yahoo", "yahoo"),),
    "ews": (("exchange", "exchange"),),
    "unknown": (("unknown", "unknown"),),
}
"""Provider of a grant → its accounts: what `/account` names the provider, and the kind the rules know."""
CREATES = {
    "Google Meet": frozenset({"gmail"}),
    "Zoom Meeting": frozenset({"gmail", "exchange", "ews"}),
    "Microsoft Teams": frozenset({"exchange", "ews"}),
}
"""Conference provider → kinds of account it can be created on.

`exchange` is connected by EAS and EWS, `ews` and `eas` by one of them alone. The documents name EWS-only
accounts for Teams; for Zoom they neither name them nor rule them out.
"""


@dataclass(frozen=True, slots=True)
class Account:
    """One connected account."""

    id: str
    token: str
    kind: str
    provider: str
    grant: JSON

    def shown(self) -> JSON:
        """The account as `/account` tells it."""
        return {
            "id": self.id,
            "object": "account",
            "account_id": self.id,
            "name": self.grant.get("name", ""),
            "email_address": self.grant.get("email", ""),
            "provider": self.provider,
            "organization_unit": "label" if self.kind == "gmail" else "folder",
            "sync_state": "running",
            "linked_at": self.grant.get("created_at", 0),
        }

    def can_create(self, conference: str) -> bool:
        """Whether a conference of this provider can be created here."""
        return self.kind in CREATES.get(conference, frozenset())


def accounts_of(store: Store, secret: str) -> tuple[Account, ...]:
    """Every account, the user's own first; tokens follow from the sandbox's key and stay the same."""
    return tuple(
        Account(
            base36(f"account/{grant['id']}/{kind}"),
            base36(f"token/{secret}/{grant['id']}/{kind}"),
            kind,
            provider,
            grant,
        )
        for grant in store.grants()
        for provider, kind in KINDS.get(grant["provider"], ())
    )


def base36(seed: str) -> str:
    """An id in the older generation's manner: 25 small letters and digits, the same for the same seed."""
    number, digits = int.from_bytes(hashlib.sha256(seed.encode()).digest()), ""
    while len(digits) < 25:
        number, rest = divmod(number, 36)
        digits += "0123456789abcdefghijklmnopqrstuvwxyz"[rest]
    return digits
