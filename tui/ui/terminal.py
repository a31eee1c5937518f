"""The terminal's own driver, with pastes guarded.

It reads as Textual's does; only what is between the terminal and the parser of keys is ours.
"""

from __future__ import annotations

import contextlib
import os
import selectors
from codecs import getincrementaldecoder

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.ui.paste import PasteGuard

_AT_ONCE = 4096
_PATIENCE = 0.1
"""Seconds to wait for keys before it is looked whether to end."""


class HouseDriver(LinuxDriver):
    """The driver."""

    def run_input_thread(self) -> None:
        """Read the terminal until told to end, and hand on what it says."""
        parser, guard = XTermParser(self._debug), PasteGuard()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_PATIENCE):
                    raw = os.read(self.fileno, _AT_ONCE)
                    if not raw:  # the terminal is gone
                        break
                    if sent := guard.passed(decode(raw)):
                        for event in parser.feed(sent):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
