"""What every test begins with: the examples of every run before, and a collector that comes round seldom.

New ones are drawn with `--hypothesis-profile explore`: a run that may find something new belongs on a desk,
not between a change and its release.
"""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")

gc.set_threshold(500_000, 10, 100)  # many small apps are built and thrown away: a fifth of the time went here
