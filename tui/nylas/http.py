"""The one door to httpx, without its command-line tool.

Where its helpers happen to be installed that tool loads two terminal libraries, at a third of the time this
program has to start; httpx goes without it when it cannot be imported. Import httpx from here only.
"""

from __future__ import annotations

import sys
from typing import cast

_TOOL = "httpx._main"
_modules = cast("dict[str, object]", sys.modules)
_left_out = _TOOL not in _modules and _modules.setdefault(_TOOL, None) is None

import httpx  # noqa: E402

if _left_out:
    del _modules[_TOOL]

__all__ = ["httpx"]
