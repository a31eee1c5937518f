"""What a command stands on: the user's places, settings, zone, environment and ports.

The only place that reads the environment and the machine's zone; imports stay inside, so help is quick.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui.cli.places import Places

if TYPE_CHECKING:
    from tui.cli.glance import Glance
    from tui.cli.worlds import SharedWorld
    from tui.services.settings import Settings
    from tui.services.workspace import Outside


@dataclass
class Ground:
    """The surroundings of one run. `profile` is the one named on the command line, or empty."""

    profile: str = ""
    as_json: bool = False
    """Whether messages about failures are to be JSON, too."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)
    glance: Glance | None = None
    """The screen kept from the last run, where this one is full screen."""
    world: SharedWorld | None = None
    """The sandbox that is open, where one is."""
    now: datetime | None = None
    """The moment this run pretends to begin at; None is the present."""

    @cached_property
    def places(self) -> Places:
        """Where things are kept."""
        return Places.of_user()

    def settings(self) -> Settings:
        """config.toml, or its defaults. Raises SettingsError."""
        from tui.services.early import load

        return load(self.places.settings)

    def outside(self) -> Outside:
        """The machine's clock, waiting and browser."""
        from tui.services.clock import SystemClock, SystemPause
        from tui.services.opener import BrowserOpener
        from tui.services.workspace import Outside

        return Outside(SystemClock(self.now), SystemPause(), BrowserOpener(self.environ))

    def zone(self, settings: Settings) -> ZoneInfo:
        """The viewer's zone: as configured, else the machine's, else UTC. Raises SettingsError."""
        from tui.domain.errors import SettingsError
        from tui.domain.text import clean
        from tui.domain.whenwords import zone_named

        if settings.zone:
            zone = zone_named(settings.zone)
            if zone is None:
                says = f"config.toml: zone: there is no time zone “{clean(settings.zone, limit=60)}”."
                raise SettingsError(says, next_step="Write a name such as Europe/Lisbon.")
            return zone
        return zone_named(_machine_zone()) or ZoneInfo("UTC")


def _machine_zone() -> str:
    import warnings

    from tzlocal import get_localzone_name

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return get_localzone_name() or ""
        except (LookupError, OSError, ValueError):
            return ""
