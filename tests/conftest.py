"""How the property tests draw: the same examples in every run, new ones with `--hypothesis-profile explore`.

A run that may find something new belongs on a desk, not between a change and its release.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")
