"""How the sandbox itself is asked and told: the rule links follow, and faults for a client to bear."""

from __future__ import annotations

from starlette.routing import Route

from tui.sandbox.conferences import Conferences
from tui.sandbox.exchange import JSON, Call
from tui.sandbox.faults import Faults
from tui.sandbox.gate import CONTROL, Gate
from tui.sandbox.problems import bad_request, not_found
from tui.sandbox.settings import LinkRule
from tui.sandbox.store import Store


class ControlRoutes:
    """The calls under `/__sandbox__`."""

    def __init__(self, store: Store, conferences: Conferences, faults: Faults) -> None:
        self._store = store
        self._conferences = conferences
        self._faults = faults

    def routes(self, gate: Gate) -> list[Route]:
        """Every path."""
        return [
            gate.route(f"{CONTROL}/health", GET=lambda call: {"data": {"status": "ok"}}),
            gate.route(f"{CONTROL}/links", GET=self._get_links, PUT=self._put_links),
            gate.route(f"{CONTROL}/conferences", GET=self._list_conferences),
            gate.route(f"{CONTROL}/mails", GET=lambda call: {"data": self._store.mails()}),
            gate.route(f"{CONTROL}/grants/{{grant}}", PUT=self._put_grant),
            gate.route(f"{CONTROL}/faults", PUT=self._put_faults, DELETE=self._clear_faults),
        ]

    def _get_links(self, call: Call) -> JSON:
        return {"data": {"rule": str(self._conferences.rule)}}

    def _put_links(self, call: Call) -> JSON:
        try:
            self._conferences.rule = LinkRule.parse(str(call.body().get("rule")))
        except ValueError as error:
            raise bad_request(
                f"rule is not one of at-once, after:S, reads:N, never, fail, refuse: {error}"
            ) from error
        return self._get_links(call)

    def _list_conferences(self, call: Call) -> JSON:
        return {"data": self._store.conferences()}

    def _put_grant(self, call: Call) -> JSON:
        """What the owner of an account has consented to, or whether it must be authenticated again."""
        body = call.body()
        known = {name: body[name] for name in ("scope", "grant_status") if name in body}
        grant = next((one for one in self._store.grants() if one["id"] == call.path["grant"]), None)
        if grant is None:
            raise not_found()
        if not known or not isinstance(body.get("scope", []), list):
            raise bad_request("name the scope as a list, or the grant_status")
        self._store.put_grant(grant | known)
        return {"data": grant | known}

    def _put_faults(self, call: Call) -> JSON:
        self._faults.script(call.body().get("faults"))
        return {"data": {"status": "ok"}}

    def _clear_faults(self, call: Call) -> JSON:
        self._faults.script([])
        return {"data": {"status": "ok"}}
