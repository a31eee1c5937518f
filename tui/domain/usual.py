"""The call a new event begins with: the user's own habit, as far as the account can have it."""

from __future__ import annotations

from dataclasses import replace

from tui.domain.calendars import Calendar
from tui.domain.capabilities import Verdict, hosts_for, rule
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.findings import Context


def usual_call(context: Context, calendar: Calendar) -> CallDraft:
    """The usual call on this calendar, with its host where one must be named; none where it cannot be."""
    usual = context.usual
    if usual.provider is None:
        return CallDraft()
    ruling = rule(
        context.account.kind,
        calendar,
        usual.provider,
        CallMode.CREATE,
        context.hosts,
        context.switches,
        context.generation,
    )
    if ruling.verdict is Verdict.ALLOWED:
        return replace(usual, host_grant="")
    hosts = [host.id for host in hosts_for(usual.provider, context.hosts)]
    if ruling.verdict is Verdict.IMPOSSIBLE or not hosts:
        return CallDraft()
    named = usual.host_grant if usual.host_grant in hosts else ""
    return replace(usual, host_grant=named or (hosts[0] if len(hosts) == 1 else ""))
