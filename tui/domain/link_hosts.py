"""Hosts that meeting providers use, as data; a host matches itself and its subdomains."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui.domain.conferencing import Provider

HOSTS: Mapping[str, Provider | None] = {
    "meet.google.com": Provider.MEET,
    "zoom.us": Provider.ZOOM,
    "zoomgov.com": Provider.ZOOM,
    "zoom.com": Provider.ZOOM,
    "teams.microsoft.com": Provider.TEAMS,
    "teams.live.com": Provider.TEAMS,
    "teams.cloud.microsoft": Provider.TEAMS,
    "teams.microsoft.us": Provider.TEAMS,
    "join.skype.com": Provider.SKYPE_CONSUMER,
    "meet.lync.com": Provider.SKYPE_BUSINESS,
    "webex.com": Provider.WEBEX,
    "gotomeeting.com": Provider.GOTO,
    "gotomeet.me": Provider.GOTO,
    "goto.com": Provider.GOTO,
    "meet.jit.si": None,
    "whereby.com": None,
    "chime.aws": None,
    "bluejeans.com": None,
    "around.co": None,
    "discord.gg": None,
    "facetime.apple.com": None,
}
"""Known hosts of calls. None: a known service the API has no name for."""

SAFELINKS = "safelinks.protection.outlook.com"
"""Outlook's link wrapper: the real address is in its `url` parameter."""

URLDEFENSE = ("urldefense.com", "urldefense.proofpoint.com")
"""Proofpoint's link wrappers."""


BESIDE_THE_CALL = re.compile(
    r"https://(?:(?:support|help|dialin|status|explore)\.|[^/]*zoom\.(?:us|com)/(?:u/|meeting/[^/]+/ics|pac/))"
    r"|https://[^/]*/(?:meetingoptions|globalcallin|cmr/|tel/|download)",
    re.IGNORECASE,
)
"""Addresses providers print beside the call: dial-in lists, options, calendar files, help. None leads in."""


def known_host(host: str) -> tuple[bool, Provider | None]:
    """Whether a call service owns this host, and which provider it is in the API's words."""
    for suffix, provider in HOSTS.items():
        if host == suffix or host.endswith("." + suffix):
            return True, provider
    return False, None
