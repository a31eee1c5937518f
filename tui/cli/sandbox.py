"""`callsheet sandbox serve`: the embedded service on a socket, for developing against.

It listens on loopback unless told otherwise; one line of JSON on stdout says where, when it is ready.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from tui.cli.moments import IsoMoment


@click.group("sandbox")
def sandbox() -> None:
    """The embedded calendar service."""


@sandbox.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--fresh", is_flag=True, help="Begin anew; with --store, the file is emptied.")
@click.option("--store", type=click.Path(dir_okay=False, path_type=Path), help="Keep its data in this file.")
@click.option(
    "--link-delay",
    type=click.FloatRange(0, 86400),
    default=4.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a created call takes to get its link.",
)
@click.option("--now", type=IsoMoment(), help="The moment it begins at, as ISO 8601.")
@click.option(
    "--events", type=click.IntRange(0, 1_000_000), default=0, help="Filler events beside the world."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which world.")
@click.option(
    "--cross-provider/--no-cross-provider",
    default=True,
    show_default=True,
    help="Whether Meet and Teams calls are created on other providers' calendars.",
)
@click.option(
    "--icloud-months",
    type=click.Choice(["6", "12"]),
    default="6",
    show_default=True,
    help="The longest stretch an iCloud calendar answers for.",
)
@click.option(
    "--last-day-included/--last-day-excluded",
    default=True,
    show_default=True,
    help="Whether the end date of a span of days is its last day.",
)
@click.option(
    "--also", multiple=True, metavar="PROVIDER", help="An empty account of this provider, too: ews, imap, …"
)
@click.option("--zone", default="Europe/London", show_default=True, help="Where its people live.")
def serve(
    port: int,
    host: str,
    fresh: bool,
    store: Path | None,
    link_delay: float,
    now: datetime | None,
    events: int,
    seed: int,
    cross_provider: bool,
    icloud_months: str,
    last_day_included: bool,
    also: tuple[str, ...],
    zone: str,
) -> None:
    """Serve the sandbox until interrupted.

    Without --store nothing is kept. The line on stdout holds api_uri, api_key and grants.
    """
    from tui.domain.drafting import zone_named
    from tui.sandbox.serve import serve as serve_sandbox
    from tui.sandbox.settings import LinkRule, SandboxSettings

    if zone_named(zone) is None:
        raise click.UsageError(f"There is no time zone {zone!r}.")
    links = LinkRule.after(link_delay) if link_delay else LinkRule("at-once")
    settings = SandboxSettings(
        store=store,
        fresh=fresh,
        now=now,
        zone=zone,
        seed=seed,
        events=events,
        links=links,
        cross_provider=cross_provider,
        icloud_months=12 if icloud_months == "12" else 6,
        last_day_included=last_day_included,
        also=tuple(map(str.lower, also)),
    )
    try:
        sys.exit(serve_sandbox(settings, host, port))
    except OSError as error:
        raise click.ClickException(f"Cannot listen on {host}:{port}: {error.strerror or error}.") from None
