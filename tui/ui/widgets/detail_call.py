"""What the detail pane says of the call: where it stands, how to get in, and which keys lead on.

A call that is still being made, or that never came, is said even where the event itself shows none.
"""

from __future__ import annotations

from textual.content import Content

from tui.domain.conferencing import Details, Linked, Requested
from tui.domain.events import Event
from tui.domain.jobs import Job, JobState
from tui.domain.links import Link, Trust, links_of
from tui.ui import paint
from tui.ui.glyphs import Glyphs

_ADDRESS = 72
"""Cells of the address of a known service: y copies all of it, O shows it. Any other is seen whole."""
_NOT_COMING = frozenset({JobState.FAILED, JobState.GAVE_UP})
_PRESSING = _NOT_COMING | {JobState.REQUESTED, JobState.WAITING, JobState.DETACHED}
"""The states in which the list of links has something to offer."""


def call_lines(event: Event, job: Job | None, signs: Glyphs, *, changeable: bool = True) -> list[Content]:
    """The block about the call; `changeable` says whether the user may change it here."""
    links = links_of(event)
    state = [*_job_lines(event, job, signs), *_state_lines(event, job, links, signs)]
    if not state:
        return [
            paint.line("No call", *(("   ", ("v", "bold"), (" adds one", "$quiet")) if changeable else ()))
        ]
    ways = [*_link_lines(links, signs), *_code_lines(event)]
    keys = keys_line(_keys(event, job, links, changeable), signs)
    return [*state, *ways, *([keys] if keys else [])]


def _job_lines(event: Event, job: Job | None, signs: Glyphs) -> list[Content]:
    """A link that is waited for, or did not come; nothing once the event has another call's link."""
    if job is None or _settled(event, job):
        return []
    if job.state in _NOT_COMING:
        said = paint.line(
            (f"{signs.failed} ", "$alarm"), (job.provider, "bold"), (" link did not come", "$alarm")
        )
        return [said, *([paint.text(job.reason)] if job.reason else [])]
    if job.pending and not isinstance(event.conferencing, Requested):
        return _on_its_way(job.provider, job, signs)
    return []


def _settled(event: Event, job: Job) -> bool:
    call = event.conferencing
    return isinstance(call, Linked) and bool(call.details.url) and call.details.url != job.replaces


def _on_its_way(provider: str, job: Job | None, signs: Glyphs) -> list[Content]:
    waits = paint.line((f"{signs.waiting} ", "$now"), (provider or "Call", "bold"), " link on its way")
    if job is not None and job.state is JobState.DETACHED:
        return [waits, paint.text("not watched any more", "$quiet")]
    if job is None or not job.pending:
        return [waits]
    looks = {0: "not looked yet", 1: "1 check so far"}.get(job.checks, f"{job.checks} checks so far")
    return [waits, paint.text(looks, "$quiet")]


def _state_lines(event: Event, job: Job | None, links: tuple[Link, ...], signs: Glyphs) -> list[Content]:
    match event.conferencing:
        case Requested(provider):
            given_up = job is not None and job.state in _NOT_COMING
            return [] if given_up else _on_its_way(provider, job, signs)
        case Linked(provider, details) if details.url:
            return [paint.line((f"{signs.live} ", "$good"), (provider or "Call", "bold"), " ready")]
        case Linked(provider, details) if details != Details() or provider:
            return [paint.line((f"{signs.live} ", "$warn"), (provider or "Call", "bold"), " without a link")]
        case _ if links:
            name = links[0].provider or links[0].service or links[0].host or "Odd link"
            found = paint.text(f"link found in the {links[0].source}", "$quiet")
            return [paint.line((f"{signs.video} ", "$now"), (str(name), "bold")), found]
        case _:
            return []


def _link_lines(links: tuple[Link, ...], signs: Glyphs) -> list[Content]:
    if not links:
        return []
    best, *others = links
    known = best.trust is Trust.KNOWN
    address = best.url.removeprefix("https://")
    shown = paint.fit(address, _ADDRESS, ellipsis=signs.ellipsis) if known else address
    lines = [paint.text(shown, "$now" if known else "$warn")]
    if best.reason:
        lines.append(paint.text(best.reason, "$warn"))
    if others:
        hosts = ", ".join(dict.fromkeys(one.host or "an odd link" for one in others))
        lines.append(paint.text(f"also {hosts} {signs.dot} O chooses", "$quiet"))
    lines += [paint.text(one.reason, "$warn") for one in others if one.shown]
    return lines


def _code_lines(event: Event) -> list[Content]:
    if not isinstance(event.conferencing, Linked):
        return []
    details = event.conferencing.details
    pairs = [("Code", details.code), ("PIN", details.pin), ("Password", details.password)]
    pairs += [("Phone", phone) for phone in details.phones]
    return [paint.line((f"{label:<9}", "$quiet"), value) for label, value in pairs if value]


def _keys(event: Event, job: Job | None, links: tuple[Link, ...], changeable: bool) -> list[tuple[str, str]]:
    opens = next((link for link in links if link.trust is not Trust.REFUSE), None)
    keys = []
    if opens:
        keys = [("o", "join" if opens.trust is Trust.KNOWN else "look at it"), ("y", "copy")]
    if job is not None and not _settled(event, job) and job.state in _PRESSING:
        keys.append(("P", "follow it" if job.pending else "what can be done"))
    return [*keys, *([("v", "change")] if changeable else [])]


def keys_line(keys: list[tuple[str, str]], signs: Glyphs) -> Content:
    """Keys and what they do, side by side; empty for none."""
    painted = [paint.line((key, "bold"), (f" {words}", "$quiet")) for key, words in keys]
    return paint.text(f" {signs.dot} ", "$quiet").join(painted)
