"""Meetings being made: a link appears on its event when its rule says so, and looks like the provider's own.

Every read of an event settles its conference first, so that time needs no thread of its own.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from tui.sandbox.rules_calls import refused_by_provider
from tui.sandbox.settings import Clock, LinkRule
from tui.sandbox.store import Store

JSON = dict[str, Any]
_IN_TITLE = re.compile(r" #link:(\S+)$")
_FAILED = "The host account is not allowed to create meetings."


class Conferences:
    """Asks for meetings and settles them."""

    def __init__(self, store: Store, clock: Clock, rule: LinkRule, seed: int) -> None:
        self._store = store
        self._clock = clock
        self._seed = seed
        self.rule = rule

    def ask(self, event: JSON) -> None:
        """A conference was requested on this event; a link that comes at once is put on it right here."""
        self._store.settle(event, "dropped")
        wanted = event.get("conferencing") or {}
        if "autocreate" not in wanted:
            return
        rule = self._rule_for(event)
        if rule.kind == "refuse":
            raise refused_by_provider(wanted["provider"])
        due = self._clock() + (rule.amount if rule.kind == "after" else 0)
        reads = int(rule.amount) if rule.kind == "reads" else 0
        self._store.ask(event, wanted["provider"], rule.kind, due, reads)
        if rule.kind == "at-once":
            self._make(event, wanted["provider"])

    def _rule_for(self, event: JSON) -> LinkRule:
        found = _IN_TITLE.search(event.get("title") or "")
        try:
            return LinkRule.parse(found[1]) if found else self.rule
        except ValueError:
            return self.rule

    def settled(self, event: JSON) -> JSON:
        """The event as it reads now; counts as one read."""
        if "autocreate" not in (event.get("conferencing") or {}):
            return event
        pending = self._store.asked(event)
        if pending is None:
            return event
        provider, rule, due, reads = pending
        if rule == "reads":
            self._store.count_read(event)
        ready = (rule == "after" and self._clock() >= due) or (rule == "reads" and reads <= 1)
        if ready:
            self._make(event, provider)
        elif rule == "fail" and self._clock() >= due:
            self._fail(event)
        self._store.commit()
        return event

    def _make(self, event: JSON, provider: str) -> None:
        details = link_details(provider, f"{self._seed}/{event['id']}/{event.get('updated_at')}")
        if provider == "Zoom Meeting" and (passcode := _passcode(event.get("conferencing"))):
            details["password"] = passcode
        event["conferencing"] = {"provider": provider, "details": details}
        event["description"] = with_block(event.get("description"), details)
        event["updated_at"] = int(self._clock())
        self._store.put_event(event)
        self._store.settle(event, "live")

    def _fail(self, event: JSON) -> None:
        event["conferencing"] = {}
        event["updated_at"] = int(self._clock())
        self._store.put_event(event)
        self._store.settle(event, "failed", _FAILED)


def _passcode(asked: object) -> str:
    """The passcode a Zoom meeting was asked for with; empty when Zoom chooses it."""
    autocreate = asked.get("autocreate") if isinstance(asked, dict) else None
    settings = autocreate.get("conf_settings") if isinstance(autocreate, dict) else None
    passcode = settings.get("password") if isinstance(settings, dict) else None
    return passcode if isinstance(passcode, str) else ""


def link_details(provider: str, seed: str) -> JSON:
    """Details in the shape the provider gives them, the same for the same seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    letters = "".join(chr(97 + byte % 26) for byte in digest)
    digits = "".join(str(byte % 10) for byte in digest)
    match provider:
        case "Google Meet":
            code = f"{letters[:3]}-{letters[3:7]}-{letters[7:10]}"
            phone, pin = f"+44 20 3956 {digits[:4]}", digits[4:13]
            url = f"https://meet.google.com/{code}"
            return {"url": url, "meeting_code": code, "phone": [phone], "pin": pin}
        case "Zoom Meeting":
            number = "8" + digits[:10]
            url = f"https://us02web.zoom.us/j/{number}?pwd={digest.hex()[:32]}.1"
            return {"url": url, "meeting_code": number, "password": digits[10:16]}
        case _:
            thread = f"19%3ameeting_{digest.hex()[:40]}%40thread.v2"
            ids = digest.hex()
            tenant = f"{ids[:8]}-{ids[8:12]}-4{ids[13:16]}-8{ids[17:20]}-{ids[20:32]}"
            context = f"%7b%22Tid%22%3a%22{tenant}%22%2c%22Oid%22%3a%22{tenant[::-1]}%22%7d"
            return {"url": f"https://teams.microsoft.com/l/meetup-join/{thread}/0?context={context}"}


def with_block(description: str | None, details: JSON) -> str:
    """The description with the conference's text behind the user's words, plain or HTML as they are."""
    lines = [f"{name}: {details[name]}" for name in ("meeting_code", "url") if details.get(name)]
    if description and "</body>" in description:
        block = "<br>~~~~~~~~~~<br>" + "<br>".join(lines)
        return description.replace("</body>", f"{block} </body>", 1)
    block = "\n".join(["~" * 10, *lines])
    return f"{description}\n\n{block}" if description else block
