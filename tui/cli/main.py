"""The command line: which command, and which exit code in the end.

Nothing heavy is imported here; `--help` and `--version` answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from tui import __version__
from tui.cli.agenda import agenda
from tui.cli.capabilities import capabilities
from tui.cli.create import event
from tui.cli.export import export
from tui.cli.ground import Ground
from tui.cli.jobs import jobs
from tui.cli.paths import paths
from tui.cli.sandbox import sandbox
from tui.cli.screen import connect, demo, run_app
from tui.cli.telling import remark, tell_failure
from tui.domain.errors import CallsheetError

INTERRUPTED = 130
INTERNAL = 70
BROKEN_PIPE = 141

_EPILOG = """\b
Exit codes:
  0 done · 1 failed · 2 usage, or no terminal · 4 authentication needed
  5 not found · 6 a decision is yours · 69 service unreachable · 70 internal error
  73 cannot write · 75 try later · 78 configuration · 129, 130, 143 by signal
"""


@click.group(
    invoke_without_command=True, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
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
        run_app(ground)


event.add_command(export)

for command in (demo, connect, agenda, event, jobs, capabilities, sandbox, paths):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    _no_core_dumps()
    ground = Ground()
    try:
        code = cli.main(prog_name="callsheet", standalone_mode=False, obj=ground)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except CallsheetError as error:
        tell_failure(error, as_json=ground.as_json)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except Exception as error:  # noqa: BLE001 - the last resort: say little, keep a report, leave
        sys.exit(_failed(error, ground))


def _failed(error: Exception, ground: Ground) -> int:
    from tui.ui.crash import write_report

    report = write_report(error, ground.places.crashes, ground.outside().clock.now(), __version__)
    remark(f"callsheet: something went wrong inside the program ({type(error).__name__}).")
    if report is not None:
        remark(f"  A report, without your data, is in {report}")
    return INTERNAL


def _no_core_dumps() -> None:
    """A dump of this process would hold the key."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
