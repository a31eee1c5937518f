"""The terminal's own driver, with pastes guarded, and asleep while nobody types.

It reads as Textual's does; only what is between the terminal and the parser of keys is ours.
"""

from __future__ import annotations

import contextlib
import os
import selectors
from codecs import getincrementaldecoder
from threading import Event
from typing import IO, Any, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.ui.paste import PasteGuard

_AT_ONCE = 4096
_MOMENT = 0.005
"""Seconds for which a terminal is waited for, at most, to take what it is given."""
_PATIENCE = 0.1
"""Seconds until it is looked whether a key is one by itself or begins another, or whether to end."""


class _Noticed:
    """A file of which is known when all that was written has left."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = Event()
        self.write, self.fileno = file.write, file.fileno

    def flush(self) -> None:
        """Have it leave."""
        self._file.flush()
        self.gone.set()


class HouseDriver(LinuxDriver):
    """The driver."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._noticed = self._file = _Noticed(cast("IO[str]", self._file))  # type: ignore[assignment]
        self._ending, self._end = os.pipe()

    def write(self, data: str) -> None:
        """Have this written by the thread that writes."""
        self._noticed.gone.clear()
        super().write(data)

    def flush(self) -> None:
        """Let that thread write: it cannot while this one goes on to what follows from what was painted."""
        self._noticed.gone.wait(_MOMENT)

    def disable_input(self) -> None:
        """Wake who reads, and have it end."""
        os.write(self._end, b".")
        super().disable_input()
        os.read(self._ending, 1)

    def run_input_thread(self) -> None:
        """Read the terminal until told to end, and hand on what it says."""
        parser, guard = XTermParser(self._debug), PasteGuard()
        decode = getincrementaldecoder("utf-8")("replace").decode
        patience: float | None = None
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._ending, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = [key.fd for key, _ in selector.select(patience)]
                ends = self._ending in ready
                if self.fileno in ready:
                    raw = os.read(self.fileno, _AT_ONCE)
                    if not raw:  # the terminal is gone
                        break
                    if sent := guard.passed(decode(raw)):
                        for event in parser.feed(sent):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                if ends:
                    self.exit_event.wait(_PATIENCE)
                patience = None if parser._timeout_time is None else _PATIENCE
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
