"""Which addresses are opened, which are asked about, which never; and where an event hides its link."""

from __future__ import annotations

import base64
from dataclasses import replace
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import event, linked
from tui.domain.conferencing import Details, Linked, Provider
from tui.domain.link_address import LONGEST
from tui.domain.links import Trust, call_text, inspect, link_of, links_in, links_of, recognise

ZOOM = "https://us02web.zoom.us/j/85012345678?pwd=TkRXbG9uZ1Bhc3Njb2RlMTIz.1"
MEET = "https://meet.google.com/abc-defg-hij"
TEAMS = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NWI4%40thread.v2/0"
    "?context=%7b%22Tid%22%3a%22f326dd55%22%7d"
)


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        (MEET, Provider.MEET),
        (ZOOM, Provider.ZOOM),
        ("https://zoom.us/my/ada", Provider.ZOOM),
        ("https://agency.zoomgov.com/j/1601234567", Provider.ZOOM),
        (TEAMS, Provider.TEAMS),
        ("https://teams.live.com/meet/9312345678", Provider.TEAMS),
        ("https://northlight.webex.com/northlight/j.php?MTID=m1", Provider.WEBEX),
        ("https://global.gotomeeting.com/join/123456789", Provider.GOTO),
        ("https://meet.goto.com/123456789", Provider.GOTO),
        ("https://app.goto.com/meeting/123456789", Provider.GOTO),
        ("https://gov.teams.microsoft.us/l/meetup-join/19%3a", Provider.TEAMS),
        ("https://join.skype.com/AbCdEf", Provider.SKYPE_CONSUMER),
        ("https://meet.lync.com/northlight/ada/AB12", Provider.SKYPE_BUSINESS),
        ("https://meet.jit.si/DesignReview", None),
    ],
)
def test_a_call_service_is_known_by_its_host(url: str, provider: Provider | None) -> None:
    link = inspect(url)
    assert (link.trust, link.provider, link.url) == (Trust.KNOWN, provider, url)
    assert recognise(url) is provider


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "no link"),
        ("http://zoom.us/j/1", "https"),
        ("javascript:alert(1)", "https"),
        ("file:///etc/passwd", "https"),
        ("data:text/html,hi", "https"),
        ("zoommtg://zoom.us/join?confno=1", "https"),
        ("zoom.us/j/1", "https"),
        (r"https://zoom.us\@evil.test/", "characters"),
        ("https://zoom.us@evil.test/", "user name"),
        ("https://ada:pw@zoom.us/j/1", "user name"),
        ("https://zoom.us%2eevil.test/", "named host"),
        ("https://zoom.us /j/1", "characters"),
        ("https://zoom.us/j/1 2", "characters"),
        ("https://zoom.us/j/1\n2", "characters"),
        ("https://zoom.us/\x1b[2J", "characters"),
        ("https://zoom.us/\u241b[2J", "characters"),
        ("https://zoom.us/\u202egpj", "characters"),
        ("https://zo\u200bom.us/", "characters"),
        ("https://127.0.0.1/", "named host"),
        ("https://127.1/", "named host"),
        ("https://10.0x7f/", "named host"),
        ("https://2130706433/", "named host"),
        ("https://[::1]/", "named host"),
        ("https://localhost/", "named host"),
        ("https://-zoom.us/", "named host"),
        ("https://zoom-.us/", "named host"),
        ("https://zoom..us/", "named host"),
        ("https://zoom.us../", "named host"),
        ("https:///path", "named host"),
        ("https://zoom.us:port/", "understood"),
        ("https://[zoom.us/", "understood"),
        ("https://ｚoom.us/", "pass for"),
        ("https://straße.test/", "pass for"),
        ("https://a。zoom.us/", "pass for"),
        ("https://zoom.us/" + "a" * LONGEST, "longer"),
    ],
)
def test_anything_odd_is_refused_with_its_reason(url: str, why: str) -> None:
    link = inspect(url)
    assert link.trust is Trust.REFUSE
    assert why in link.reason
    assert link.provider is None


def test_a_refused_link_still_names_the_host_it_leads_to() -> None:
    assert inspect("http://zoom.us/j/1").host == "zoom.us"
    assert inspect("https://zoom.us@evil.test/").host == "evil.test"
    assert inspect("https://[zoom.us/").host == ""
    assert inspect("https://127.0.0.1\\x").host == ""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.test/room", "example.test"),
        ("https://zoom.us.evil.test/j/1", "zoom.us.evil.test"),
        ("https://notzoom.us/j/1", "notzoom.us"),
        ("https://evil.test/?u=https://zoom.us/j/1", "evil.test"),
        ("https://evil.test/#zoom.us", "evil.test"),
        ("https://zоom.us/j/1", "xn--zom-sed.us"),
        ("https://münchen.test/", "xn--mnchen-3ya.test"),
    ],
)
def test_any_other_https_host_is_asked_about_and_shown_as_it_really_is(url: str, host: str) -> None:
    link = inspect(url)
    assert (link.trust, link.host, link.provider) == (Trust.ASK, host, None)
    assert host in link.reason


def test_an_unusual_port_is_asked_about_even_on_a_known_host() -> None:
    link = inspect("https://zoom.us:8443/j/1")
    assert link.trust is Trust.ASK
    assert "8443" in link.reason
    assert inspect("https://zoom.us:443/j/1").trust is Trust.KNOWN


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("HTTPS://Zoom.US/j/1", "https://zoom.us/j/1"),
        ("  https://zoom.us/j/1\n", "https://zoom.us/j/1"),
        ("https://zoom.us.", "https://zoom.us/"),
        ("https://zoom.us?x=1", "https://zoom.us/?x=1"),
        ("https://zoom.us/j/1?n=Zoë", "https://zoom.us/j/1?n=Zo%C3%AB"),
        ('https://zoom.us/j/"x"', "https://zoom.us/j/%22x%22"),
    ],
)
def test_a_link_is_opened_as_it_was_rebuilt(typed: str, opened: str) -> None:
    assert inspect(typed).url == opened


@given(st.text(max_size=60), st.sampled_from(["https://", "https://zoom.us", "https://zoom.us/", ""]))
def test_whatever_is_opened_is_ascii_https_to_the_host_that_was_judged(tail: str, head: str) -> None:
    link = inspect(head + tail)
    if link.trust is Trust.REFUSE:
        assert link.reason
        return
    parts = urlsplit(link.url)
    assert link.url.isascii()
    assert link.url.isprintable()
    assert (parts.scheme, parts.hostname, parts.username) == ("https", link.host, None)
    assert inspect(link.url) == link


def test_the_passcode_of_a_zoom_link_is_kept_whole_inside_a_sentence() -> None:
    for text in (f"Join ({ZOOM}).", f"Join: {ZOOM}, thanks", f"<{ZOOM}>", f"[Join]({ZOOM})", f"*{ZOOM}*"):
        assert [link.url for link in links_in(text, "description")] == [ZOOM]
    underscored = "https://zoom.us/j/1?pwd=abc_"
    assert [link.url for link in links_in(f"Join {underscored} now", "description")] == [underscored]


@pytest.mark.parametrize("behind", [".", "),", "…", "。", "”", "’.", "」", "？", "]", ">"])
def test_punctuation_behind_a_link_is_not_of_it(behind: str) -> None:
    assert [link.url for link in links_in(f"Join {ZOOM}{behind} Bye", "description")] == [ZOOM]
    assert [link.url for link in links_in(f"Join {ZOOM}{behind}", "description")] == [ZOOM]


@pytest.mark.parametrize("bare", ["meet.google.com/abc-defg-hij", "Meet.Google.com/abc-defg-hij"])
@pytest.mark.parametrize("text", ["{}", "Join: {}.", "({})", "Room 4,{}", "“{}”"])
def test_a_call_written_without_its_https_is_a_call(text: str, bare: str) -> None:
    assert [link.url for link in links_of(event(location=text.format(bare)))] == [MEET]


@pytest.mark.parametrize(
    "text",
    [
        "evil.test/meet.google.com/abc-defg-hij",
        "ada@meet.google.com/abc-defg-hij",
        "notmeet.google.com.evil.test/abc-defg-hij",
        "x-meet.google.test/abc",
        "and/or 2/3 either.or/neither",
        "meet.google.com",
        "zoom.us/pricing",
    ],
)
def test_words_with_dots_and_strokes_are_not_calls(text: str) -> None:
    assert links_of(event(location=text, description=text)) == ()


def test_brackets_that_belong_to_the_link_stay() -> None:
    found = [
        link.url for link in links_in("see https://wiki.test/a_(b), or (https://wiki.test/c)", "location")
    ]
    assert found == ["https://wiki.test/a_(b)", "https://wiki.test/c"]


def test_a_link_broken_over_lines_by_a_mail_program_is_put_together() -> None:
    head, tail = TEAMS[:76], TEAMS[76:]
    assert [link.url for link in links_in(f"Join here:\n{head}\n{tail}\nSee you", "description")] == [TEAMS]
    bracketed = f"Join <{TEAMS[:40]}\n  {TEAMS[40:]}> now"
    assert [link.url for link in links_in(bracketed, "description")] == [TEAMS]


@pytest.mark.parametrize(
    "below", ["Thanks", "Regards,", "12:30", "+351 210 000 000", "ada@example.test", MEET]
)
def test_a_word_below_a_link_is_not_taken_for_its_tail(below: str) -> None:
    found = [link.url for link in links_in(f"{TEAMS}\n{below}\n", "description")]
    assert found[0] == TEAMS


def test_links_behind_mail_filters_are_read_without_asking_anyone() -> None:
    safe = (
        f"https://eur01.safelinks.protection.outlook.com/?url={quote(ZOOM, safe='')}&data=05%7C01&reserved=0"
    )
    second = "https://urldefense.proofpoint.com/v2/url?u=https-3A__meet.google.com_abc-2Ddefg-2Dhij&d=DwM"
    first = f"https://urldefense.proofpoint.com/v1/url?u={quote(MEET, safe='')}&k=1"
    third = f"https://urldefense.com/v3/__{MEET}__;!!Ab12!token$"
    assert inspect(safe).url == ZOOM
    assert {inspect(url).url for url in (first, second, third)} == {MEET}
    written_short = f"https://urldefense.com/v3/__https:/*{MEET.removeprefix('https://')}__;Lw!!Ab12!token$"
    assert inspect(written_short).url == MEET
    nested = f"https://eur01.safelinks.protection.outlook.com/?url={quote(safe, safe='')}"
    assert inspect(nested).url == ZOOM


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?q={}&sa=D&source=calendar&usd=2&usg=AOv",
        "https://www.google.co.uk/url?sa=t&url={}",
        "https://meet.google.com/linkredirect?authuser=0&dest={}",
        "https://slack-redir.net/link?url={}",
        "https://gcc02.safelinks.protection.office365.us/?url={}&data=05",
        "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={}&locale=en",
        "https://l.facebook.com/l.php?u={}&h=AT0",
        "https://linkprotect.cudasvc.com/url?a={}&c=E,1,x",
        "https://protect2.fireeye.com/v1/url?k=1&q=1&u={}",
    ],
)
def test_a_redirect_that_carries_the_address_is_read_without_asking_anyone(wrapped: str) -> None:
    address = wrapped.format(quote(ZOOM, safe=""))
    assert inspect(address).url == ZOOM
    assert [link.url for link in links_of(event(description=f"Join: {address}."))] == [ZOOM]
    evil = inspect(wrapped.format(quote("https://zoom.us.evil.test/j/1", safe="")))
    assert (evil.trust, evil.host) == (Trust.ASK, "zoom.us.evil.test")
    assert links_of(event(description=wrapped.format("%2Fhome"))) == ()


def test_filters_around_each_other_are_taken_off_a_few_layers_deep() -> None:
    google = f"https://www.google.com/url?q={quote(ZOOM, safe='')}"
    safe = f"https://eur01.safelinks.protection.outlook.com/?url={quote(google, safe='')}"
    assert inspect(f"https://urldefense.com/v3/__{safe}__;!!Ab12!token$").url == ZOOM


@given(st.text(alphabet="https:/urldefense.comv3__;!*?=&ABab12", max_size=80))
def test_no_wrapper_breaks_the_reading(tail: str) -> None:
    for head in ("https://urldefense.com/v3/__", "https://www.google.com/url?q=", "https://x.safelinks."):
        assert inspect(head + tail).url


def test_the_third_url_defense_gives_back_every_character_it_took() -> None:
    letters = base64.urlsafe_b64encode(b"?==&").decode().rstrip("=")
    wrapped = f"https://urldefense.com/v3/__https:/zoom.us/j/1*pwd*a**Ab__;{letters}!!Ab12!token$"
    assert inspect(wrapped).url == "https://zoom.us/j/1?pwd=a=&b"


def test_a_wrapper_that_does_not_add_up_is_never_guessed_at() -> None:
    for wrapped in (
        "https://urldefense.com/v3/__https://zoom.us/j/1*pwd__;!!Ab12!t$",
        "https://urldefense.com/v3/__https://zoom.us/j/1*pwd__;____!!Ab12!t$",
    ):
        assert inspect(wrapped).trust is not Trust.KNOWN


def test_wrappers_around_wrappers_end() -> None:
    url = MEET
    for _ in range(5):
        url = f"https://eur01.safelinks.protection.outlook.com/?url={quote(url, safe='')}"
    assert inspect(url).trust is not Trust.KNOWN


def test_a_host_that_only_looks_like_the_wrapper_is_not_unwrapped() -> None:
    url = f"https://evilsafelinks.protection.outlook.com.evil.test/?url={quote(MEET, safe='')}"
    assert inspect(url).trust is Trust.ASK


def test_the_conference_comes_before_the_location_and_the_notes() -> None:
    shown = event(
        conferencing=linked(MEET),
        location=f"Room 4 / {TEAMS}",
        description=f"Old call: {ZOOM}\nAgenda: https://wiki.test/agenda",
    )
    assert [(link.url, link.source) for link in links_of(shown)] == [
        (MEET, "conference"),
        (TEAMS, "location"),
        (ZOOM, "description"),
    ]


def test_a_link_in_the_notes_that_is_not_a_call_is_never_the_call() -> None:
    assert link_of(event(description="Read https://google.com first", location="https://maps.test/x")) is None


@pytest.mark.parametrize("url", ["", "http://zoom.us/j/1", "see notes", "https://127.0.0.1/j/1"])
def test_details_without_a_usable_link_fall_back_to_location_then_notes(url: str) -> None:
    conference = Linked("Zoom Meeting", Details(url, code="123456789"))
    assert link_of(event(conferencing=conference, location=MEET, description=ZOOM)) == inspect(
        MEET, "location"
    )
    assert link_of(event(conferencing=conference, description=ZOOM)) == inspect(ZOOM, "description")
    assert link_of(event(conferencing=conference)) is None


def test_the_link_that_carries_the_passcode_stands_for_the_one_that_lost_it() -> None:
    bare = ZOOM.partition("?")[0]
    assert [link.url for link in links_of(event(conferencing=linked(bare), description=f"Join: {ZOOM}"))] == [
        ZOOM
    ]
    assert [link.url for link in links_of(event(conferencing=linked(ZOOM), description=f"Join: {bare}"))] == [
        ZOOM
    ]


def test_one_call_said_twice_is_one_link_and_the_one_that_says_more_stands_for_both() -> None:
    bare, app = "https://zoom.us/j/85012345678", "https://zoom.us/wc/85012345678/join?uname=Ada&prefer=1"
    shown = event(conferencing=linked(bare), location=app, description=f"Join: {ZOOM}")
    assert [(link.url, link.source) for link in links_of(shown)] == [(ZOOM, "description")]
    longer = f"{MEET}?hs=224"
    assert [link.url for link in links_of(event(location=MEET, description=longer))] == [longer]


def test_two_calls_stay_two_links_even_at_one_service() -> None:
    other = "https://us02web.zoom.us/j/85099999999?pwd=other"
    assert [link.url for link in links_of(event(location=ZOOM, description=other))] == [ZOOM, other]
    rooms = ["https://meetings.vonage.com/482917365", "https://meetings.vonage.com/482917366"]
    assert [link.url for link in links_of(event(description="\n".join(rooms)))] == rooms


def test_a_meet_is_shown_and_copied_without_the_account_of_whoever_sent_it() -> None:
    sent = f"{MEET}?authuser=mira%40northlight.test&hs=224"
    shown = event(conferencing=linked(sent), description=sent)
    assert [link.url for link in links_of(shown)] == [f"{MEET}?hs=224"]
    assert call_text(shown) == f"{MEET}?hs=224"
    assert call_text(event(location=f"{MEET}?authuser=0")).splitlines()[0] == MEET


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("http://zoom.us/j/85012345678", "https"),
        ("https://meet.google.com@evil.test/abc-defg-hij", "user name"),
        ("https://zoom.us:pw@evil.test/j/1", "user name"),
        ("https://zoom.us/j/850\u202e12345678", "characters"),
    ],
)
def test_a_refused_link_that_passes_for_a_call_is_named_with_its_reason_and_never_joined(
    written: str, why: str
) -> None:
    shown = event(location=written)
    [link] = links_of(shown)
    assert link.trust is Trust.REFUSE
    assert link.host in ("zoom.us", "evil.test")
    assert why in link.reason
    assert link_of(shown) is None
    assert link_of(replace(shown, description=MEET)) == inspect(MEET, "description")


@pytest.mark.parametrize(
    ("text", "shown", "host"),
    [
        (f"Join: https://zoom.us/j/1 <{MEET}>", "zoom.us", "meet.google.com"),
        (f"zoom.us/j/85012345678 <{MEET}>", "zoom.us", "meet.google.com"),
        (f"Join at (northlight.test) <{MEET}>.", "northlight.test", "meet.google.com"),
        (f"münchen.test <{MEET}>", "xn--mnchen-3ya.test", "meet.google.com"),
        ("https://meet.google.com/abc <https://evil.test/x>", "meet.google.com", "evil.test"),
        (f"https://zoom.us@northlight.test <{MEET}>", "zoom.us", "meet.google.com"),
    ],
)
def test_a_link_whose_words_show_another_host_says_so_and_is_asked_about(
    text: str, shown: str, host: str
) -> None:
    found = event(description=text)
    [link] = links_of(found)
    assert (link.trust, link.shown, link.host) == (Trust.ASK, shown, host)
    assert shown in link.reason
    assert host in link.reason
    assert link_of(found) == link


@pytest.mark.parametrize(
    "text",
    [
        f"Join <{ZOOM}>",
        f"{ZOOM} <{ZOOM}>",
        f"zoom.us/j/85012345678 <{ZOOM}>",
        f"https://us04web.zoom.us/j/85012345678 <{ZOOM}>",
        f"agenda.pdf <{ZOOM}>",
        f"ada@northlight.test <{ZOOM}>",
        f"Release 2.10 <{ZOOM}>",
        f"{ZOOM} <https://eur01.safelinks.protection.outlook.com/?url={quote(ZOOM, safe='')}&data=05>",
        f"https://eur01.safelinks.protection.outlook.com/?url={quote(ZOOM, safe='')} <{ZOOM}>",
        f"northlight.test\n<{ZOOM}>",
    ],
)
def test_words_that_show_no_other_host_raise_no_question(text: str) -> None:
    assert [(link.url, link.trust) for link in links_of(event(description=text))] == [(ZOOM, Trust.KNOWN)]


def test_words_that_mislead_about_the_event_s_own_call_do_not_make_a_second_link_of_it() -> None:
    shown = event(conferencing=linked(MEET), description=f"northlight.test/agenda <{MEET}>")
    assert links_of(shown) == (inspect(MEET),)


def test_a_link_that_misleads_comes_behind_every_honest_one() -> None:
    shown = event(location=f"zoom.us <{MEET}>", description=TEAMS)
    assert [link.host for link in links_of(shown)] == ["teams.microsoft.com", "meet.google.com"]


def test_everything_needed_to_get_in_is_copied_line_by_line() -> None:
    details = Details(ZOOM, "850 1234 5678", "k3ys", "99", ("+351 210 000 000", "+44 20 0000 0000"))
    assert call_text(event(conferencing=Linked("Zoom Meeting", details))).splitlines() == [
        ZOOM,
        "Code: 850 1234 5678",
        "PIN: 99",
        "Password: k3ys",
        "Phone: +351 210 000 000",
        "Phone: +44 20 0000 0000",
    ]
    assert call_text(event()) == ""


@given(st.text(alphabet="https://zoom.us?=&<>()*_\n\t .,é@[]", max_size=300))
def test_no_text_breaks_the_search_for_links(text: str) -> None:
    for link in links_in(text, "description"):
        assert link.trust is Trust.REFUSE or link.url.startswith("https://")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece",
    [
        "<https://a\n",
        "https://",
        "(",
        "https://a(",
        "*",
        "\n",
        "<",
        "https://a.b/ \n",
        "zoom.us/j/1 ",
        "a.",
        "a-/.",
        "zoom.us <https://a.b>",
    ],
)
def test_hostile_text_is_searched_in_a_moment(piece: str) -> None:
    text = piece * (64_000 // len(piece))
    assert len(list(links_in(text, "description"))) <= 50
    assert len(links_of(event(description=f"{text}\n2.1/2"))) <= 50
