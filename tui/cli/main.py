"""The program's beginning and its end: what is loaded first, and which exit code there is in the end.

Nothing heavy is imported before it is known what for; `--help` and `--version` answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tui.cli.ground import Ground

INTERRUPTED = 130
INTERNAL = 70
BROKEN_PIPE = 141


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    _no_core_dumps()
    import click

    from tui.cli.commands import cli
    from tui.cli.ground import Ground
    from tui.domain.errors import CallsheetError

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
        from tui.cli.telling import tell_failure

        tell_failure(error, as_json=ground.as_json)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except Exception as error:  # noqa: BLE001 - the last resort: say little, keep a report, leave
        sys.exit(_failed(error, ground))


def _failed(error: Exception, ground: Ground) -> int:
    from tui import __version__
    from tui.cli.telling import remark
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
