"""`callsheet paths`: where everything is kept."""

from __future__ import annotations

import click

from tui.cli.ground import Ground


@click.command("paths")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_obj
def paths(ground: Ground, as_json: bool) -> None:
    """Print where settings, state, cache and the sandbox are kept."""
    from tui.cli.telling import tell, tell_json

    places = ground.places
    found = {
        "config": str(places.settings),
        "state": str(places.state),
        "cache": str(places.cache),
        "sandbox": str(places.sandbox),
        "crash_reports": str(places.crashes),
    }
    if as_json:
        tell_json(found)
        return
    for name, path in found.items():
        tell(f"{name.replace('_', ' '):<14}{path}")
