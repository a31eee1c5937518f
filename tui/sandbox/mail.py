"""The mails a change to an event would have sent: none leaves the sandbox, all can be looked at.

Microsoft and iCloud always mail, whatever the request says; who is registered with iCloud finds the event in
their calendar instead.
"""

from __future__ import annotations

from typing import Any

from tui.sandbox import scopes
from tui.sandbox.provider_ways import registered_with_icloud
from tui.sandbox.store import Store

JSON = dict[str, Any]
_ALWAYS = ("microsoft", "icloud")
NO_MAIL = {
    "type": "insufficient_scopes",
    "message": "The answer was stored, but no mail was sent: the account has no scope to send mail.",
}
"""What `send_ics_error` says where mail cannot be sent."""


class Outbox:
    """Writes down what would have been sent."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tell_guests(self, grant: JSON, event: JSON, about: str, asked: bool) -> None:
        """Tell the participants that an event was created, updated or deleted."""
        if not asked and grant["provider"] not in _ALWAYS:
            return
        for person in event.get("participants") or ():
            email = str(person.get("email", ""))
            own = email.casefold() == str(grant.get("email", "")).casefold()
            if email and not own and not (grant["provider"] == "icloud" and registered_with_icloud(email)):
                self._store.put_mail(event["id"], about, email)

    def tell_organizer(self, grant: JSON, event: JSON, answer: str) -> JSON | None:
        """Send an answer to who invited; the error in its stead where the account cannot mail."""
        if not scopes.can_mail(grant):
            return dict(NO_MAIL)
        organizer = str((event.get("organizer") or {}).get("email") or "")
        if organizer and organizer.casefold() != str(grant.get("email", "")).casefold():
            self._store.put_mail(event["id"], f"answered {answer}", organizer)
        return None
