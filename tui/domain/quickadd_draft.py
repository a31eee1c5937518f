"""A quick line as a draft: the same one the editor writes, checked by the same rules."""

from __future__ import annotations

from dataclasses import replace

from tui.domain.capabilities import Verdict, hosts_for, rule
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.findings import Context
from tui.domain.guests import say_guests
from tui.domain.quickadd import Understood
from tui.domain.usual import usual_call


def draft_from(read: Understood, blank: Draft, context: Context) -> Draft:
    """The blank draft with everything the line says; what it does not say stays as it is there."""
    draft = replace(
        blank,
        title=read.title,
        calendar_id=read.calendar_id or blank.calendar_id,
        location=_where(read),
        guests=say_guests(read.guests),
        more=replace(blank.more, repeats=read.repeats),
        line=read.line,
    )
    draft = replace(draft, call=_call(read, draft, context))
    times = read.times
    if times is None:
        return draft
    return replace(
        draft,
        starts=times.starts,
        ends=times.ends,
        all_day=times.all_day,
        zone=times.zone,
        end_zone=times.end_zone,
    )


def _provider(read: Understood) -> Provider | None:
    """The provider of the link that was pasted, or the one that was named."""
    linked = read.link.link.provider if read.link is not None else None
    return linked or (read.call.provider if read.call is not None else None)


def _where(read: Understood) -> str:
    """The place; a link of no known service stands there too, where it is found again."""
    url = read.link.link.url if read.link is not None and _provider(read) is None else ""
    return ", ".join(filter(None, (read.place, url)))


def _call(read: Understood, draft: Draft, context: Context) -> CallDraft:
    provider = _provider(read)
    if read.link is not None and provider is not None:
        return CallDraft(provider, CallMode.OWN, url=read.link.link.url)
    if read.call is None:
        calendar = context.calendar(draft.calendar_id)
        return usual_call(context, calendar) if read.calendar_id and calendar is not None else draft.call
    if provider is None:
        return CallDraft()
    return CallDraft(provider, CallMode.CREATE, host_of(provider, draft.calendar_id, context))


def host_of(provider: Provider, calendar_id: str, context: Context) -> str:
    """The account that hosts such a call: the only one, or the usual one; empty where none is needed."""
    ruling = rule(
        context.account.kind,
        context.calendar(calendar_id),
        provider,
        CallMode.CREATE,
        context.hosts,
        context.switches,
        context.generation,
    )
    if ruling.verdict is not Verdict.NEEDS_HOST:
        return ""
    hosts = [host.id for host in hosts_for(provider, context.hosts)]
    usual = context.usual.host_grant if context.usual.provider is provider else ""
    return usual if usual in hosts else hosts[0] if len(hosts) == 1 else ""
