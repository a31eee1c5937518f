"""Which commands there are, and where.

A command is loaded when it is asked for, so that none pays for another.
"""

from __future__ import annotations

from importlib import import_module

import click

from tui import __version__
from tui.cli.ground import Ground

_EPILOG = """\b
Exit codes:
  0 done · 1 failed · 2 usage, or no terminal · 4 authentication needed
  5 not found · 6 a decision is yours · 69 service unreachable · 70 internal error
  73 cannot write · 75 try later · 78 configuration · 129, 130, 143 by signal
"""


_COMMANDS = {
    "add": "tui.cli.add",
    "agenda": "tui.cli.agenda",
    "capabilities": "tui.cli.capabilities",
    "connect": "tui.cli.demo",
    "demo": "tui.cli.demo",
    "event": "tui.cli.event",
    "jobs": "tui.cli.jobs",
    "join": "tui.cli.upcoming",
    "keys": "tui.cli.keys",
    "next": "tui.cli.upcoming:upcoming",
    "paths": "tui.cli.paths",
    "sandbox": "tui.cli.sandbox",
    "search": "tui.cli.search",
}
"""Name → the module the command is in, with its name there where that is another; loaded when asked for."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name or cmd_name)
        return found


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s", prog_name="callsheet")
@click.option("--profile", default="", metavar="NAME", help="An account of config.toml.")
@click.pass_context
def cli(context: click.Context, profile: str) -> None:
    """The terminal calendar for people who live in meetings.

    \b
    callsheet            the calendar, full screen
    callsheet demo       the same on an embedded account

    Environment: NYLAS_API_KEY, NYLAS_GRANT_ID and NYLAS_API_URI override the configured account.
    """
    ground = context.ensure_object(Ground)
    ground.profile = profile
    if context.invoked_subcommand is None:
        from tui.cli.screen import run_app

        context.exit(run_app(ground))
