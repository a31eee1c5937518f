"""The program's beginning and its end: what is loaded first, and which exit code there is in the end.

Nothing heavy is imported before it is known what for; `--help` and `--version` answer at once.
"""

from __future__ import annotations

import gc
import os
import sys

from tui import __version__
from tui.cli.glance import Glance

TYPE_CHECKING = False  # what is needed to read types takes longer to load than the last agenda to show
if TYPE_CHECKING:
    from typing import NoReturn

    from tui.cli.ground import Ground

INTERRUPTED = 130
INTERNAL = 70
BROKEN_PIPE = 141


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # asked by scripts, and known without loading anything
        sys.stdout.write(f"callsheet {__version__}\n")
        sys.exit(0)
    _no_core_dumps()
    gc.set_threshold(20_000, 20, 50)  # what is loaded stays: looking for garbage in it is time lost
    glance = Glance.of(os.environ, sys.argv[1:], __version__)
    try:
        if glance is not None:
            glance.show()
        sys.exit(_ended(glance))
    except KeyboardInterrupt:
        if glance is not None:
            glance.leave()
        sys.exit(INTERRUPTED)


def _ended(glance: Glance | None) -> int:
    """Run the command and say what went wrong with it; returns the exit code."""
    from tui.cli.ground import Ground
    from tui.domain.errors import CallsheetError

    ground = Ground(glance=glance)
    try:
        return _run(ground)
    except CallsheetError as error:
        from tui.cli.telling import tell_failure

        tell_failure(error, as_json=ground.as_json)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort: say little, keep a report, leave
        return _failed(error, ground)


def _run(ground: Ground) -> int:
    try:
        return _commanded(ground) if sys.argv[1:] else _calendar(ground)
    finally:
        if ground.glance is not None:
            ground.glance.leave()


def _calendar(ground: Ground) -> int:
    """The bare command; there are no words to be taken apart."""
    gc.disable()  # loading makes no garbage, and looking for it takes a tenth of the time
    from tui.cli.screen import run_app

    return run_app(ground)


def _commanded(ground: Ground) -> int:
    import click

    from tui.cli.commands import cli

    try:
        code = cli.main(prog_name="callsheet", standalone_mode=False, obj=ground)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED


def _failed(error: Exception, ground: Ground) -> int:
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
