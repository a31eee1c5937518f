"""An event as the command line describes it, and the draft it means.

The options say what the editor's fields say, in the same words; what is wrong with them is found by the same
checks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tui.domain.drafts import CallDraft, Draft, MoreDraft
    from tui.services.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_MEETS = {"google": "Google Meet", "zoom": "Zoom Meeting", "teams": "Microsoft Teams"}


@dataclass(frozen=True, slots=True)
class Wish:
    """The options, as typed."""

    title: str
    start: str
    duration: str
    calendar: str | None
    guests: tuple[str, ...]
    location: str
    description: str
    meet: str | None
    conf_grant: str
    conf_settings: str
    url: str
    notify: bool
    repeats: str
    reminders: str
    free: bool
    visibility: str | None
    hide_guests: bool
    capacity: str
    rooms: tuple[str, ...]
    metadata: str
    notetaker: str


_OPTIONS = (
    click.option("--title", required=True, help="What it is called."),
    click.option(
        "--start", required=True, metavar="TIME", help='"fri 15:00", 3pm, +45m, "2026-12-01 15:00".'
    ),
    click.option(
        "--duration", default="30m", show_default=True, metavar="LENGTH", help="45m, 1h30; 0 for a moment."
    ),
    click.option("--calendar", metavar="NAME", help="Name or id.  [default: the account's own]"),
    click.option("--guest", "guests", multiple=True, metavar="E-MAIL", help="Someone to invite; repeatable."),
    click.option("--location", default="", help="Where, in words."),
    click.option("--description", default="", help="Notes."),
    click.option(
        "--meet", type=click.Choice(list(_MEETS)), help="Have a call created; with --url, whose link it is."
    ),
    click.option("--conf-grant", default="", metavar="ID", help="The account that hosts the call."),
    click.option(
        "--conf-settings", default="", metavar="JSON", help="Settings of a new Zoom call; @FILE reads them."
    ),
    click.option("--url", default="", help="The link of a call you have."),
    click.option("--notify/--no-notify", default=True, show_default=True, help="Mail the guests."),
    click.option("--repeats", default="", metavar="WORDS", help='"every week on mon", or an RRULE.'),
    click.option("--reminders", default="", metavar="LIST", help='"10m, 1d email", or none.'),
    click.option("--free", is_flag=True, help="Show the time as free."),
    click.option("--visibility", type=click.Choice(["public", "private"]), help="Who sees it."),
    click.option("--hide-guests", is_flag=True, help="Guests do not see each other."),
    click.option("--capacity", default="", metavar="NUMBER", help="How many may come."),
    click.option("--room", "rooms", multiple=True, metavar="E-MAIL", help="A room to book; repeatable."),
    click.option("--metadata", default="", metavar="PAIRS", help='"project=Kiln; key1=red".'),
    click.option("--notetaker", default="", metavar="JSON", help="Passed on as it is."),
)


def describes_an_event(command: F) -> F:
    """Give a command all the options of a `Wish`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def draft_for(workspace: Workspace, wish: Wish) -> Draft:
    """The draft that is meant. Raises click.UsageError, or what choosing a calendar raises."""
    from tui.cli.choosing import calendar_named
    from tui.domain.checking_notes import LONGEST_NOTES
    from tui.domain.text import clean, clean_block
    from tui.domain.timephrase import write_moment

    start, length = _times(workspace, wish)
    calendar = calendar_named(workspace, wish.calendar).id if wish.calendar else None
    draft = workspace.edits.new(start, calendar)
    if calendar is not None:
        draft = replace(draft, calendar_id=calendar)
    return replace(
        draft,
        title=clean(wish.title, limit=LONGEST_NOTES),
        ends=write_moment(start + length, workspace.zone) if length else "",
        guests=clean(", ".join(wish.guests), limit=LONGEST_NOTES),
        location=clean(wish.location, limit=LONGEST_NOTES),
        description=clean_block(wish.description, limit=LONGEST_NOTES),
        notify=wish.notify,
        call=_call(workspace, wish, draft.calendar_id),
        more=_more(wish),
    )


def _times(workspace: Workspace, wish: Wish) -> tuple[datetime, timedelta]:
    from tui.domain.timephrase import TimePhraseError, clock_question, parse_duration, parse_moment

    now = workspace.clock.now()
    local = now.astimezone(workspace.zone).replace(minute=0, second=0, microsecond=0)
    base = local + timedelta(hours=1)
    question = clock_question(wish.start, base=base, zone=workspace.zone, now=now)
    if question is not None:
        raise click.UsageError(" ".join(question))
    try:
        start = parse_moment(wish.start, base=base, zone=workspace.zone, now=now)
        return start, timedelta() if wish.duration.strip() == "0" else parse_duration(wish.duration)
    except TimePhraseError as error:
        raise click.UsageError(str(error)) from None


def _more(wish: Wish) -> MoreDraft:
    from tui.domain.checking_notes import LONGEST_NOTES
    from tui.domain.drafts import MoreDraft
    from tui.domain.text import clean

    return MoreDraft(
        repeats=clean(wish.repeats),
        reminders=clean(wish.reminders),
        busy=not wish.free,
        visibility=wish.visibility or "",
        hide_guests=wish.hide_guests,
        capacity=clean(wish.capacity),
        rooms=clean(", ".join(wish.rooms), limit=LONGEST_NOTES),
        metadata=clean(wish.metadata, limit=LONGEST_NOTES),
        notetaker=clean(wish.notetaker, limit=LONGEST_NOTES),
    )


def _call(workspace: Workspace, wish: Wish, calendar_id: str) -> CallDraft:
    from tui.cli.choosing import host_for
    from tui.domain.conferencing import Provider
    from tui.domain.drafts import CallDraft, CallMode
    from tui.domain.links import recognise

    chosen = Provider(_MEETS[wish.meet]) if wish.meet else None
    if wish.conf_settings and (chosen is not Provider.ZOOM or wish.url):
        raise click.UsageError("--conf-settings goes with --meet zoom.")
    if wish.url:
        provider = chosen or recognise(wish.url)
        if provider is None:
            raise click.UsageError("That link is of no known service; say whose it is with --meet.")
        return CallDraft(provider, CallMode.OWN, url=wish.url)
    if chosen is None:
        if wish.conf_grant:
            raise click.UsageError("--conf-grant goes with --meet.")
        return CallDraft()
    host = wish.conf_grant or host_for(workspace, calendar_id, chosen)
    return CallDraft(chosen, CallMode.CREATE, host, extra=_settings(wish.conf_settings))


def _settings(typed: str) -> str:
    """The settings, or what the file named after `@` holds: a passcode need not be seen by others."""
    if not typed.startswith("@"):
        return typed
    try:
        return Path(typed[1:]).read_text("utf-8")
    except (OSError, ValueError):
        raise click.UsageError(f"--conf-settings: {typed[1:]} cannot be read.") from None
