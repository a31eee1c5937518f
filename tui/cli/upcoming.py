"""`callsheet next` and `callsheet join`: the call that is on or comes next, for a status line or a hotkey.

Nothing here waits for the service when told not to: a status line asks every few seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.domain.links import Link
    from tui.domain.nextcall import NextCall
    from tui.services.workspace import Workspace

FORMAT = "{countdown} {title}"
_PLACE = re.compile(r"\{(\w+)\}")
_STORED = click.option("--stored", is_flag=True, help="Ask nobody: what is known on this machine.")
_SANDBOX = click.option("--sandbox", is_flag=True, help="Use the embedded account.")


@click.command("next")
@click.option(
    "--format",
    "pattern",
    default=FORMAT,
    show_default=True,
    metavar="TEXT",
    help="With {countdown}, {title}, {start}, {end}, {provider}, {link}.",
)
@_STORED
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@_SANDBOX
@click.pass_obj
def upcoming(ground: Ground, pattern: str, stored: bool, as_json: bool, sandbox: bool) -> None:
    """Print the call that is on or comes next within a day.

    Nothing is printed, and the exit code is 5, when there is none.
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    unknown = [name for name in _PLACE.findall(pattern) if name not in _NAMES]
    if unknown:
        raise click.UsageError(f"--format knows no {{{unknown[0]}}}: it has {', '.join(sorted(_NAMES))}.")

    async def look(workspace: Workspace) -> dict[str, str]:
        return told(workspace, await _coming(workspace, stored))

    said = ask(ground, sandbox, look, at_once=not stored)
    if as_json:
        from tui.cli.telling import tell_json

        tell_json(dict(said))
    else:
        from tui.cli.telling import tell

        tell(filled(pattern, said))


@click.command("join")
@_STORED
@_SANDBOX
@click.pass_obj
def join(ground: Ground, stored: bool, sandbox: bool) -> None:
    """Open the call that is on or comes next in the browser.

    Several at once are a decision of yours: they are named, and the exit code is 6. Without a browser the
    link is printed. A host nobody vouches for is never opened from here.
    """
    from tui.cli.asking import ask

    async def go(workspace: Workspace) -> str:
        coming = await _coming(workspace, stored)
        link = _surely(coming)
        opened = await workspace.meet.open(link)
        return link.url if opened.how == "none" else ""

    said = ask(ground, sandbox, go, at_once=not stored)
    if said:
        from tui.cli.telling import tell

        tell(said)


async def _coming(workspace: Workspace, stored: bool) -> NextCall:
    """The call to join. Raises NotFound."""
    from tui.domain.errors import NotFound
    from tui.domain.nextcall import LOOK_AHEAD
    from tui.domain.when import Window

    now = workspace.clock.now()
    if not stored:
        await workspace.start()
        if workspace.trouble is not None:
            raise workspace.trouble
        await workspace.agenda.refresh(Window(now - LOOK_AHEAD, now + LOOK_AHEAD))
    coming = workspace.meet.next_call(now)
    if coming is None or coming.link is None:
        raise NotFound("No call with a link is running or coming up within a day.")
    return coming


def _surely(coming: NextCall) -> Link:
    """Its link, where there is no question which and whether. Raises Undecided."""
    from tui.cli.choosing import Undecided
    from tui.domain.links import Trust

    if coming.others:
        titles = ", ".join(f"“{event.title or '(no title)'}”" for event in (coming.event, *coming.others))
        raise Undecided(f"Two calls are on at once: {titles}.", next_step="J in callsheet asks which.")
    assert coming.link is not None
    if coming.link.trust is not Trust.KNOWN:
        said = f"{coming.link.host or 'The link'} is no known meeting service."
        raise Undecided(said, next_step="o in callsheet shows the link first.")
    return coming.link


_NAMES = frozenset({"countdown", "title", "start", "end", "provider", "link"})


def told(workspace: Workspace, coming: NextCall) -> dict[str, str]:
    """What can be said of a call, by the names of `--format`."""
    from tui.domain.clockface import clock_of, clock_words
    from tui.domain.links import for_anyone
    from tui.domain.when import bounds
    from tui.ui.spoken import until_words

    clock, zone = clock_of(workspace.settings.clock), workspace.zone
    starts, ends = (clock_words(at.astimezone(zone), clock) for at in bounds(coming.event.when, zone))
    link = coming.link
    return {
        "countdown": f"until {ends}" if coming.running else until_words(coming.starts_in),
        "title": coming.event.title or "(no title)",
        "start": starts,
        "end": ends,
        "provider": str(link.provider or link.host) if link else "",
        "link": for_anyone(link) if link else "",
    }


def filled(pattern: str, said: Mapping[str, str]) -> str:
    """The pattern with what it names; nothing else of it means anything."""
    return _PLACE.sub(lambda found: said[found[1]], pattern)
