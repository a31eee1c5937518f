"""The one door to httpx, without its command-line tool, and without looking for what is not there.

Where its helpers happen to be installed that tool loads two terminal libraries, at a third of the time this
program has to start; httpx goes without it when it cannot be imported. And its connections look four times in
every request for a library that few have: where it is missing, once is enough. Import httpx from here only.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import cast

_TOOL, _DETECTOR = "httpx._main", "sniffio"
_modules = cast("dict[str, object]", sys.modules)
_left_out = _TOOL not in _modules and _modules.setdefault(_TOOL, None) is None

import httpx  # noqa: E402

if _left_out:
    del _modules[_TOOL]
if _DETECTOR not in _modules and find_spec(_DETECTOR) is None:
    _modules[_DETECTOR] = None

__all__ = ["httpx"]
