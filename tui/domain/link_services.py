"""Call services as data: their hosts, what an address into a call looks like there, and what is its code.

A host matches itself and its subdomains, label by label: `zoom.us.evil.test` belongs to nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from tui.domain.conferencing import Provider
from tui.domain.patterns import pattern


@dataclass(frozen=True, slots=True)
class Service:
    """One call service, or one of its hosts where their addresses differ."""

    name: str
    hosts: tuple[str, ...]
    rooms: str
    """Pattern of what follows the host in an address that leads into a call, from the slash on."""
    provider: Provider | None = None
    """The API's word for it; None where the API has none."""
    code: str = ""
    """Pattern whose group is the meeting's own code; two addresses with one code are one call."""
    secrets: tuple[str, ...] = ()
    """Query parameters that carry the passcode."""
    shared: bool = False
    """Whether the host serves much besides calls, so that only an address into a call is trusted."""

    def leads_in(self, tail: str) -> bool:
        """Whether what follows the host leads into a call, not to help, dial-in lists or settings."""
        return _matched(self.rooms, tail) is not None and not _BESIDE.search(tail)

    def code_in(self, tail: str) -> str:
        """The meeting's code, as the service writes it; empty where the address shows none."""
        found = _searched(self.code, tail) if self.code else None
        return next(filter(None, found.groups()), "") if found else ""

    def has_passcode(self, tail: str) -> bool:
        """Whether the address lets its bearer in without asking for the passcode."""
        query = parse_qs(tail.partition("?")[2].partition("#")[0]) if self.secrets else {}
        return any(name in query for name in self.secrets)


_BESIDE = pattern(
    r"/(?:dial-?in|tel|ics|unsubscribe|reschedule|cancel|reservations?)(?:[/?#.]|$)"
    r"|/meetingOptions|/dialInInfo|/globalcallin|\.ics(?:[?#]|$)",
    re.IGNORECASE,
)
"""Addresses services print beside the call: dial-in lists, options, calendar files, bookings."""

_ANY = r"/[^/?#]"

SERVICES = (
    Service(
        "Google Meet",
        ("meet.google.com",),
        r"/(?!(?:about|calling|download|landing|linkredirect|new|tel)(?:[/?#]|$))(?:(?:_meet|lookup|stream)/)?\w",
        Provider.MEET,
        code=r"/([a-z]{3}-[a-z]{4}-[a-z]{3})(?:[/?#]|$)",
    ),
    Service(
        "Zoom",
        ("zoom.us", "zoom.com", "zoomgov.com", "zoom.com.cn", "zoom-x.de"),
        r"/(?:[jwst]|my|wc|ej?|(?:meeting|webinar)/register)/\w|/join\?",
        Provider.ZOOM,
        code=r"/(?:[jws]|wc(?:/join)?)/(\d{9,12})",
        secrets=("pwd",),
    ),
    Service(
        "Microsoft Teams",
        ("teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft", "teams.microsoft.us"),
        r"/(?:(?:_?\??[^/]*#/)?l/meetup-join/|meet/\w|dl/launcher/|light-meetings/|convene/|v2/\?meetingjoin=)",
        Provider.TEAMS,
        code=r"/meet/(\d{6,})|(19(?:%3a|:)meeting_[^/?]+)",
        secrets=("p",),
    ),
    Service(
        "Webex",
        ("webex.com",),
        r"/(?:(?:[\w.-]+/)?(?:meet|join|m|w|wbxmjs/joinservice|weblink/register|webappng/sites)/\w"
        r"|[\w.-]+/(?:[je]|onstage/g)\.php\?)",
        Provider.WEBEX,
        code=r"[?&]MTID=(\w+)",
    ),
    Service("Skype", ("join.skype.com",), _ANY, Provider.SKYPE_CONSUMER),
    Service("Skype for Business", ("meet.lync.com",), r"/[^/]+/[^/]+/\w", Provider.SKYPE_BUSINESS),
    Service(
        "GoTo Meeting",
        ("gotomeeting.com", "goto.com"),
        r"/(?:meeting/join/|meeting/|join/)?\d{9}|/\?meetingId=\d|/meeting/\w",
        Provider.GOTO,
        code=r"(?:[/=])(\d{9})(?:[/?#&]|$)",
    ),
    Service("GoTo Meeting", ("gotomeet.me", "meet.goto.com"), r"/(?!install|help)[\w-]", Provider.GOTO),
    Service("GoTo Webinar", ("gotowebinar.com",), r"/(?:join|register|webinar)/\w"),
    Service("Jitsi Meet", ("meet.jit.si",), r"/(?!static/)[^/?#]"),
    Service("8x8", ("8x8.vc", "meetings.8x8.com"), r"/(?!static/)[^/?#]"),
    Service("Whereby", ("whereby.com",), r"/(?!(?:information|user|blog|org)(?:[/?#]|$))[\w-]"),
    Service("Amazon Chime", ("chime.aws",), r"/(?!dialin|download)(?:meetings/)?\w", code=r"/(\d{10})\b"),
    Service(
        "BlueJeans",
        ("bluejeans.com",),
        r"/(?:webrtc/|a2m/live-event/|event/)?(?:\d{3,}|[a-z]{8})(?:[/?#]|$)",
        code=r"/(\d{3,})(?:[/?#]|$)",
    ),
    Service(
        "RingCentral",
        ("ringcentral.com",),
        r"/(?:j|join|w|conf/on|meetings?/join|webinar/join)/\w|/join\?[js]id=",
        code=r"/(?:j|join)/(\d{6,})|[?&][js]id=(\d{6,})",
        secrets=("pw", "pwd"),
        shared=True,
    ),
    Service("Dialpad", ("meetings.dialpad.com", "uberconference.com"), r"/(?:room/)?[\w-]"),
    Service("join.me", ("join.me",), r"/(?!download|help)[\w-]"),
    Service("TeamViewer", ("go.teamviewer.com", "join.teamviewer.com", "go.blizz.com"), _ANY),
    Service("Vonage Meetings", ("meetings.vonage.com",), r"/(?:\?room_token=)?\w", code=r"(\d{9})"),
    Service("VSee", ("vsee.com", "vsee.me"), r"/(?:c|u|room)/\w", shared=True),
    Service("StarLeaf", ("meet.starleaf.com",), r"/\d", code=r"/(\d+)"),
    Service("Lifesize", ("call.lifesizecloud.com",), r"/\d", code=r"/(\d+)"),
    Service("Pexip", ("pexip.me",), r"/(?:meet|webapp)/\w"),
    Service(
        "Zoho Meeting",
        (
            *(f"meeting.zoho.{end}" for end in ("com", "eu", "in")),
            "meet.zoho.com",
            "meet.zoho.eu",
            "meet.zoho.in",
        ),
        r"/(?:meeting/)?(?:join|register)\?|/meeting/\w|/\w+-\w+",
        code=r"[?&]key=(\w+)",
    ),
    Service("Zoho Cliq", ("cliq.zoho.com", "cliq.zoho.eu", "cliq.zoho.in"), r"/meetings/\w", shared=True),
    Service("Lark", ("vc.larksuite.com",), r"/j/\d", code=r"/j/(\d+)"),
    Service("Feishu", ("vc.feishu.cn",), r"/j/\d", code=r"/j/(\d+)"),
    Service("Tencent Meeting", ("meeting.tencent.com", "voovmeeting.com"), r"/(?:dm|dw|p|j)/\w"),
    Service("DingTalk", ("meeting.dingtalk.com",), r"/j/\w"),
    Service("Zhumu", ("welink.zhumu.com",), r"/j/\d", code=r"/j/(\d+)", secrets=("pwd",)),
    Service(
        "JioMeet",
        ("jiomeet.jio.com", "jiomeetpro.jio.com"),
        r"/[^?]*\?(?:[^#]*&)?meetingId=",
        code=r"[?&]meetingId=(\w+)",
        secrets=("pwd",),
    ),
    Service(
        "Yandex Telemost", ("telemost.yandex.ru", "telemost.yandex.com", "telemost.360.yandex.ru"), r"/j/\d"
    ),
    Service("SaluteJazz", ("salutejazz.ru", "jazz.sber.ru"), r"/(?:calls/)?\w+", secrets=("psw",)),
    Service("VK Calls", ("vk.com",), r"/call/join/", shared=True),
    Service("Slack", ("slack.com",), r"/huddle/\w", shared=True),
    Service("Discord", ("discord.gg",), _ANY),
    Service("Discord", ("discord.com", "discordapp.com"), r"/(?:invite|channels|events)/\w", shared=True),
    Service("FaceTime", ("facetime.apple.com",), r"/join"),
    Service("WhatsApp", ("call.whatsapp.com",), r"/(?:video|voice)/\w"),
    Service("Signal", ("signal.link",), r"/call/", shared=True),
    Service("Telegram", ("t.me",), r"/call/\w|/\w+\?(?:videochat|livestream|voicechat)\b", shared=True),
    Service("Messenger", ("messenger.com", "facebook.com"), r"/(?:groupcall|room)/", shared=True),
    Service("Around", ("around.co",), r"/(?:r/)?[\w-]"),
    Service("Gather", ("gather.town",), r"/app/\w", shared=True),
    Service("Kumospace", ("app.kumospace.com",), _ANY),
    Service("Livestorm", ("app.livestorm.co", "app.livestorm.com"), r"/(?:[\w-]+/)?p/\w|/[\w-]+/[\w-]+"),
    Service("Demio", ("event.demio.com", "my.demio.com"), r"/(?:ref|reg|room)/\w"),
    Service("StreamYard", ("streamyard.com",), r"/(?:guest/|watch/)?[a-z0-9]{8,13}(?:[/?#]|$)", shared=True),
    Service("Riverside", ("riverside.fm", "riverside.com"), r"/studio/\w", shared=True),
    Service("Tuple", ("tuple.app",), r"/c/\w", shared=True),
    Service("Pop", ("pop.com",), r"/j/\d", shared=True),
    Service("Doxy.me", ("doxy.me",), r"/[\w-]"),
    Service("Cal Video", ("cal.com",), r"/video/\w", shared=True),
    Service("Luma", ("lu.ma", "luma.com"), r"/join/\w", shared=True),
    Service("Pumble", ("meet.pumble.com",), _ANY),
    Service("CoScreen", ("join.coscreen.co",), _ANY),
    Service("oVice", ("ovice.in",), r"/"),
    Service("Proton Meet", ("meet.proton.me",), r"/join/"),
    Service("kMeet", ("kmeet.infomaniak.com",), _ANY),
    Service("Element Call", ("call.element.io",), r"/(?:room/)?[#\w]"),
    Service("Daily", ("daily.co",), r"/[\w-]+(?:[?#]|$)", shared=True),
    Service("LiveKit Meet", ("meet.livekit.io",), r"/rooms/\w"),
    Service("Brave Talk", ("talk.brave.com",), _ANY),
    Service("Butter", ("app.butter.us",), _ANY),
    Service("Airmeet", ("airmeet.com",), r"/(?:e|event)/\w", shared=True),
    Service("ON24", ("event.on24.com",), r"/(?:wcc|event|interface)"),
    Service("ClickMeeting", ("clickmeeting.com",), r"/[\w-]"),
    Service("Adobe Connect", ("adobeconnect.com",), r"/\w"),
    Service(
        "Blackboard Collaborate", ("bbcollab.com",), r"/(?:collab/ui/session/)?(?:guest|invite|launch|join)/"
    ),
    Service("FreeConferenceCall", ("join.freeconferencecall.com",), _ANY),
    Service("FreeConferenceCall", ("freeconferencecall.com",), r"/wall/\w", shared=True),
    Service("Gong", ("join.gong.io",), _ANY),
    Service("Vimeo", ("vimeo.com",), r"/event/\d", shared=True),
)
"""The services known; a longer host comes before a shorter one it belongs to."""

_BY_HOST: Mapping[str, Service] = {host: service for service in SERVICES for host in service.hosts}


def service_of(host: str) -> Service | None:
    """The service that owns this host: the longest known host it is, or is a subdomain of."""
    while host:
        if service := _BY_HOST.get(host):
            return service
        host = host.partition(".")[2]
    return None


def _matched(pattern: str, tail: str) -> re.Match[str] | None:
    """`re` compiles and remembers: most starts of the program need few of these patterns."""
    return re.match(pattern, tail, re.IGNORECASE)


def _searched(pattern: str, tail: str) -> re.Match[str] | None:
    return re.search(pattern, tail, re.IGNORECASE)
