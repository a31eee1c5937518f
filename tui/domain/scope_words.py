"""What each scope of a change means, said before it is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.capabilities import Verdict, rule, said
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, Linked, NoConference, Requested, provider_named
from tui.domain.drafts import CallMode, Draft
from tui.domain.events import Event
from tui.domain.findings import Context
from tui.domain.reach import Reach, reach_of
from tui.domain.scoping import Scope, as_read, kept_call
from tui.domain.series import RepeatError

UNDIVIDED = "Its rules cannot be followed here, so the series cannot be divided."
"""Why those that follow cannot be changed apart from those before."""


def say_reach(scope: Scope, draft: Draft, master: Event | None, context: Context) -> Iterator[str]:
    """What a scope means for the times and the call, a sentence each; none where it cannot be had."""
    assert draft.original is not None
    calls = draft.call != as_read(draft, context).call
    if scope is Scope.THIS:
        yield "The others stay as they are." if not calls else "The others keep the call they have."
        return
    if master is None:
        return
    try:
        reach = reach_of(draft.original, master, context.zone)
    except RepeatError:
        if scope is Scope.ALL:
            yield "The whole series. Its rules cannot be followed here; the service knows them."
        return
    if scope is Scope.ALL:
        before = f", also the {_counted(reach.gone, 'time')} before" if reach.gone else ""
        yield f"The whole series{before}."
    elif not reach.gone:
        yield "It is the first: the same as all of them."
    else:
        yield from _following(reach, draft.original, master, context, calls=calls)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _following(reach: Reach, one: Event, master: Event, context: Context, *, calls: bool) -> Iterator[str]:
    named = ", ".join(f"{wall:%a} {wall.day} {wall:%b}" for wall in reach.coming)
    yield f"{named}{', …' if reach.more else ''}: a series of its own." if named else "A series of its own."
    yield f"The {_counted(reach.gone, 'time')} before stay{'s' if reach.gone == 1 else ''}."
    asked = "Guests are asked anew; changes" if one.participants else "Changes"
    yield f"{asked} to single ones after it are undone."
    if calls:
        yield "What is before keeps the call it has."
    elif isinstance(master.conferencing, Requested):
        yield "Its link is not there yet; they get one of their own."
    elif _loses_its_call(master, context):
        yield "Its call cannot be taken along; they have none then."


def _loses_its_call(master: Event, context: Context) -> bool:
    there = not isinstance(master.conferencing, NoConference)
    return there and kept_call(master, context, fresh=False).provider is None


def link_to_renew(draft: Draft, context: Context) -> str:
    """Whose new link those that follow could get; empty where the call changes anyhow, or cannot be made."""
    has = draft.original.conferencing if draft.original else None
    if not isinstance(has, Linked) or draft.call != as_read(draft, context).call:
        return ""
    known = provider_named(has.provider)
    if known is None or known not in AUTOCREATE_PROVIDERS:
        return ""
    ruling = rule(
        context.account.kind,
        context.calendar(draft.calendar_id),
        known,
        CallMode.CREATE,
        context.hosts,
        context.switches,
        context.generation,
    )
    return said(known) if ruling.verdict is not Verdict.IMPOSSIBLE else ""
