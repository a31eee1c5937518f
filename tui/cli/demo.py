"""`callsheet demo` and `callsheet connect`: the full-screen app on another account than the configured one.

The bare command needs neither of them and does not load them.
"""

from __future__ import annotations

import sys
from datetime import datetime

import click

from tui.cli.ground import Ground
from tui.cli.moments import IsoMoment
from tui.cli.screen import require_terminal, show


@click.command("demo")
@click.option("--fresh", is_flag=True, help="Begin anew; what was done in the demo is forgotten.")
@click.option(
    "--now", type=IsoMoment(), help="Pretend it is this moment; nothing is kept then, unless --fresh."
)
@click.option("--seed", type=int, help="Another world; nothing is kept then, unless --fresh.")
@click.option("--odd-titles", is_flag=True, hidden=True, help="With titles that attack terminals.")
@click.pass_obj
def demo(ground: Ground, fresh: bool, now: datetime | None, seed: int | None, odd_titles: bool) -> None:
    """Look around on the embedded account; nothing leaves this machine."""
    require_terminal(ground.environ)
    from tui.cli.opening import SandboxWish, open_sandbox

    ground.now = now
    kept = fresh or (now is None and seed is None)
    wish = SandboxWish(fresh, 1 if seed is None else seed, kept, odd_titles)
    sys.exit(show(ground, lambda: open_sandbox(ground, wish)))


@click.command("connect")
@click.pass_obj
def connect(ground: Ground) -> None:
    """Connect an account: region, key, grant, and where the key is kept."""
    require_terminal(ground.environ)
    sys.exit(show(ground, lambda: None))
