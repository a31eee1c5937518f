"""Every call service there is a row for: its links are known, what merely resembles them is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import event, linked
from tui.domain.link_services import SERVICES, Service, service_of
from tui.domain.links import Trust, inspect, link_of, links_of

REAL = {
    "Google Meet": "https://meet.google.com/abc-defg-hij?hs=122",
    "Zoom": "https://us02web.zoom.us/j/85012345678?pwd=TkRXbG9uZ1Bhc3Njb2Rl.1",
    "Microsoft Teams": "https://teams.microsoft.com/meet/3912047753181?p=mT4wZqKd",
    "Webex": "https://northlight.webex.com/northlight/j.php?MTID=m6f0c2a9e1b7d4c3f8a5e2d1c0b9a8f7e",
    "Skype": "https://join.skype.com/kQx3Zp7LmNdA",
    "Skype for Business": "https://meet.lync.com/northlight/ada.okafor/7QW2LK9D",
    "GoTo Meeting": "https://global.gotomeeting.com/join/482917365",
    "GoTo Webinar": "https://attendee.gotowebinar.com/register/5829104738291056398",
    "Jitsi Meet": "https://meet.jit.si/NorthlightDesignReview",
    "8x8": "https://8x8.vc/northlight/design-review",
    "Whereby": "https://northlight.whereby.com/design-review",
    "Amazon Chime": "https://chime.aws/4829173650",
    "BlueJeans": "https://bluejeans.com/482917365/4821?src=calendarLink",
    "RingCentral": "https://v.ringcentral.com/join/482917365?pw=1f0c2a9e",
    "Dialpad": "https://meetings.dialpad.com/room/northlight",
    "join.me": "https://join.me/482-917-365",
    "TeamViewer": "https://go.teamviewer.com/v15/m48291736",
    "Vonage Meetings": "https://meetings.vonage.com/482917365",
    "VSee": "https://vsee.com/c/ada.okafor",
    "StarLeaf": "https://meet.starleaf.com/4829173650/app",
    "Lifesize": "https://call.lifesizecloud.com/4829173",
    "Pexip": "https://pexip.me/meet/ada.okafor",
    "Zoho Meeting": "https://meeting.zoho.eu/meeting/join?key=1048291736&t=a9e1b7",
    "Zoho Cliq": "https://cliq.zoho.eu/meetings/48291-7365",
    "Lark": "https://vc.larksuite.com/j/482917365",
    "Feishu": "https://vc.feishu.cn/j/482917365",
    "Tencent Meeting": "https://meeting.tencent.com/dm/a9E1b7D4c3F8",
    "DingTalk": "https://meeting.dingtalk.com/j/a9E1b7D4c3F",
    "Zhumu": "https://welink.zhumu.com/j/482917365?pwd=a9E1b7",
    "JioMeet": "https://jiomeetpro.jio.com/shortener?meetingId=4829173650&pwd=a9E1b",
    "Yandex Telemost": "https://telemost.yandex.ru/j/48291736501234",
    "SaluteJazz": "https://salutejazz.ru/calls/a9e1b7?psw=OBYTHAkD",
    "VK Calls": "https://vk.com/call/join/a9E1b7D4c3F8",
    "Slack": "https://app.slack.com/huddle/T04829173/C0A9E1B7D",
    "Discord": "https://discord.gg/a9E1b7D4",
    "FaceTime": "https://facetime.apple.com/join#v=1&p=a9E1b7D4&k=c3F8a5E2",
    "WhatsApp": "https://call.whatsapp.com/video/a9E1b7D4c3F8a5E2d1C0b9",
    "Signal": "https://signal.link/call/#key=bcdf-ghkm-npqr-stxz",
    "Telegram": "https://t.me/call/a9E1b7D4c3F8",
    "Messenger": "https://www.messenger.com/groupcall/ROOM:a9e1b7d4/",
    "Around": "https://meet.around.co/r/northlight",
    "Gather": "https://app.gather.town/app/a9E1b7D4c3F8/northlight",
    "Kumospace": "https://app.kumospace.com/northlight",
    "Livestorm": "https://app.livestorm.co/p/a9e1b7d4-c3f8-4a5e-82d1-c0b9a8f7e6d5",
    "Demio": "https://event.demio.com/ref/a9E1b7D4c3F8",
    "StreamYard": "https://streamyard.com/a9e1b7d4c3",
    "Riverside": "https://riverside.fm/studio/northlights-studio?t=a9e1b7",
    "Tuple": "https://tuple.app/c/V1StGXR8Z5jdHi6B",
    "Pop": "https://pop.com/j/482-917-365",
    "Doxy.me": "https://northlight.doxy.me/drokafor",
    "Cal Video": "https://app.cal.com/video/a9E1b7D4c3F8",
    "Luma": "https://lu.ma/join/g-a9E1b7D4c3F8",
    "Pumble": "https://meet.pumble.com/abc-defg-hij",
    "CoScreen": "https://join.coscreen.co/northlight/a9E1b7",
    "oVice": "https://northlight-1.ovice.in/",
    "Proton Meet": "https://meet.proton.me/join/id-A9E1B7D4C3#pwd-a9E1b7D4",
    "kMeet": "https://kmeet.infomaniak.com/rtyqhwrwzqpcpvjk",
    "Element Call": "https://call.element.io/room/#/design-review?roomId=!a9e1",
    "Daily": "https://northlight.daily.co/design-review",
    "LiveKit Meet": "https://meet.livekit.io/rooms/a9e1-b7d4",
    "Brave Talk": "https://talk.brave.com/a9E1b7D4c3F8a5E2",
    "Butter": "https://app.butter.us/northlight/design-review",
    "Airmeet": "https://www.airmeet.com/e/a9e1b7d4-c3f8",
    "ON24": "https://event.on24.com/wcc/r/4829173/A9E1B7D4",
    "ClickMeeting": "https://northlight.clickmeeting.com/design-review",
    "Adobe Connect": "https://northlight.adobeconnect.com/rdesignreview/",
    "Blackboard Collaborate": "https://eu.bbcollab.com/guest/a9e1b7d4c3f8",
    "FreeConferenceCall": "https://join.freeconferencecall.com/adaokafor",
    "Gong": "https://join.gong.io/northlight/ada.okafor",
    "Vimeo": "https://vimeo.com/event/4829173",
}


def test_every_service_has_a_link_here_and_there_are_more_than_forty() -> None:
    assert set(REAL) == {service.name for service in SERVICES}
    assert len(REAL) > 40


@pytest.mark.parametrize("name", REAL)
def test_a_real_link_is_known_wherever_it_stands(name: str) -> None:
    url = REAL[name]
    link = inspect(url)
    assert (link.trust, link.service, link.url) == (Trust.KNOWN, name, url)
    for shown in (
        event(conferencing=linked(url, name)),
        event(location=f"Room 4 / {url}"),
        event(description=f"Agenda\n\nJoin ({url}).\nSee you"),
    ):
        assert [found.url for found in links_of(shown)] == [url]


@given(
    st.sampled_from(list(REAL.values())),
    st.text(alphabet="abc.,:é\n ", max_size=30),
    st.sampled_from(["", ".", ", ", ").", "\n", " or https://northlight.test/agenda", ">", "”"]),
)
def test_a_call_is_found_in_any_sentence_without_what_surrounds_it(
    url: str, before: str, behind: str
) -> None:
    assert [link.url for link in links_of(event(description=f"{before} {url}{behind}"))] == [url]


@pytest.mark.parametrize("name", REAL)
def test_a_host_that_only_looks_like_the_service_is_not_taken_for_it(name: str) -> None:
    tail = REAL[name].partition("://")[2]
    host, _, rest = tail.partition("/")
    swapped = host.translate(str.maketrans("aeox", "аеох"))
    owned, _, end = host.rpartition(".")
    for deceptive in (
        f"https://{host}.evil.test/{rest}",
        f"https://{host.replace('.', '-')}.test/{rest}",
        f"https://evil{owned.rpartition('.')[2]}.{end}/{rest}",
        f"https://{host}@evil.test/{rest}",
        f"https://evil.test/{host}/{rest}",
        f"https://evil.test/?u={REAL[name]}",
        f"https://{swapped}/{rest}",
    ):
        link = inspect(deceptive)
        assert (link.trust is Trust.KNOWN, link.service, link.provider) == (False, "", None), deceptive
        for found in links_of(event(location=deceptive, description=deceptive)):
            assert found.trust is Trust.REFUSE


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.hosts[0])
def test_a_service_owns_its_hosts_and_those_below_them(service: Service) -> None:
    for host in service.hosts:
        assert service_of(host) is service
        assert service_of(f"below.{host}") is service
        assert service_of(f"not{host}") is not service


@pytest.mark.parametrize(
    "beside",
    [
        "https://zoom.us/",
        "https://zoom.us/pricing",
        "https://zoom.us/download",
        "https://us02web.zoom.us/u/kdXyZ",
        "https://us02web.zoom.us/meeting/tZ0/ics?icsToken=a",
        "https://us02web.zoom.us/meetings/85012345678/invitations?signature=a",
        "https://us02web.zoom.us/rec/share/a9e1",
        "https://support.zoom.us/hc/en-us",
        "https://zoom.us/j/85012345678.ics",
        "https://meet.google.com/",
        "https://meet.google.com/new",
        "https://meet.google.com/tel/abc-defg-hij",
        "https://tel.meet/abc-defg-hij?pin=482917365",
        "https://teams.microsoft.com/meetingOptions/?organizerId=1",
        "https://teams.microsoft.com/l/chat/19%3ameeting_a/0",
        "https://dialin.teams.microsoft.com/1f0c?id=482",
        "https://northlight.webex.com/northlight/globalcallin.php?MTID=m1",
        "https://help.webex.com/docs",
        "https://global.gotomeeting.com/install/482917365",
        "https://chime.aws/dialinnumbers/",
        "https://meet.jit.si/static/dialInInfo.html?room=NorthlightDesignReview",
        "https://whereby.com/information/tos",
        "https://app.cal.com/reschedule/a9E1b7D4",
        "https://app.cal.com/booking/a9E1b7D4?cancel=true",
        "https://calendly.com/reschedulings/a9e1b7",
        "https://calendar.google.com/calendar/event?action=VIEW&eid=a9e1",
        "https://northlight.clickmeeting.com/unsubscribe/a9e1",
        "https://discord.com/terms",
        "https://www.facebook.com/northlight",
        "https://slack.com/help",
        "https://aka.ms/JoinTeamsMeeting",
    ],
)
def test_what_stands_beside_the_call_is_not_the_call(beside: str) -> None:
    assert links_of(event(description=f"More: {beside}", location=beside)) == ()
    call = REAL["Zoom"]
    assert link_of(event(description=f"{beside}\n{call}")) == inspect(call, "description")


def test_a_site_that_does_much_besides_calls_is_trusted_with_its_calls_only() -> None:
    assert inspect("https://discord.com/invite/a9E1").trust is Trust.KNOWN
    assert inspect("https://www.facebook.com/l.php?h=1").trust is Trust.ASK


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (REAL["Google Meet"], "abc-defg-hij"),
        (REAL["Zoom"], "85012345678"),
        ("https://zoom.us/wc/85012345678/join", "85012345678"),
        ("https://zoom.us/my/ada", ""),
        (REAL["Microsoft Teams"], "3912047753181"),
        (
            "https://teams.microsoft.com/l/meetup-join/19%3ameeting_a%40thread.v2/0",
            "19%3ameeting_a%40thread.v2",
        ),
        (REAL["Webex"], "m6f0c2a9e1b7d4c3f8a5e2d1c0b9a8f7e"),
        (REAL["GoTo Meeting"], "482917365"),
        (REAL["RingCentral"], "482917365"),
        (REAL["Amazon Chime"], "4829173650"),
        (REAL["BlueJeans"], "482917365"),
        (REAL["JioMeet"], "4829173650"),
        (REAL["Jitsi Meet"], ""),
    ],
)
def test_the_meeting_s_code_is_read_off_its_address(url: str, code: str) -> None:
    assert inspect(url).code == code
