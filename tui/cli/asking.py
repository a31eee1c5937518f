"""The part of a command that asks an account: open it, run, close it, whatever happens.

Only `CallsheetError` kinds leave; the command line turns them into sentences and exit codes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from tui.cli.ground import Ground
from tui.cli.opening import open_chosen, open_sandbox
from tui.cli.telling import remark

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

T = TypeVar("T")


def ask(
    ground: Ground,
    sandbox: bool,
    question: Callable[[Workspace], Awaitable[T]],
    *,
    at_once: bool = True,
) -> T:
    """The answer to a question put to the chosen account, or to the embedded one.

    Unless `at_once`, the service is opened only when it is asked something.
    """
    return asyncio.run(_ask(ground, sandbox, question, at_once))


async def _ask(
    ground: Ground, sandbox: bool, question: Callable[[Workspace], Awaitable[T]], at_once: bool
) -> T:
    workspace = open_sandbox(ground) if sandbox else open_chosen(ground, at_once=at_once)
    try:
        for notice in (*workspace.settings.warnings, *workspace.notices):
            remark(f"callsheet: {notice}")
        return await question(workspace)
    finally:
        await workspace.aclose()
