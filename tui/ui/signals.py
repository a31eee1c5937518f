"""Being told to leave: the terminal is given back and the shell gets the exit code it expects."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from functools import partial
from typing import Any

from textual.app import App

EXIT_CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129}
"""Signals that end the app, and what a shell expects after each."""


def catch_signals(app: App[Any]) -> None:
    """Turn these signals into an ordinary exit. To be called before the terminal is taken."""
    loop = asyncio.get_running_loop()
    for number, code in EXIT_CODES.items():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, partial(app.exit, return_code=code))


def release_signals() -> None:
    """Give the signals back."""
    loop = asyncio.get_running_loop()
    for number in EXIT_CODES:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.remove_signal_handler(number)
