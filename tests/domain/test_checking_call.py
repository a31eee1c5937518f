"""Putting a call on an event: created, entered, replaced, removed, or left exactly as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.samples import (
    GOOGLE,
    HOLIDAYS,
    ICLOUD,
    LISBON,
    MICROSOFT,
    WORK,
    ZOOM_HOST,
    at,
    context,
    event,
    linked,
)
from tui.domain.calendars import Grant
from tui.domain.checking import Checked, Severity, check
from tui.domain.conferencing import (
    DETAIL_FIELDS,
    Autocreate,
    Details,
    Linked,
    OwnDetails,
    Provider,
    Remove,
    Requested,
)
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import CallDraft, CallMode, Draft, DraftField
from tui.domain.events import Event
from tui.domain.writes import EventWrite

HERE = context(hosts=(ZOOM_HOST, MICROSOFT))
MEET = "https://meet.google.com/abc-defg-hij"
ZOOM = "https://us02web.zoom.us/j/85012345678?pwd=abc.1"
OWN_BLOCK = f"{'~' * 10}\nmeeting_code: abc-defg-hij\nurl: {MEET}"


def fresh(call: CallDraft) -> Draft:
    return replace(new_draft("d", WORK, at(15), LISBON), title="Design review", call=call)


def opened(original: Event, **changes: object) -> Draft:
    return replace(draft_of("d", original, LISBON), **changes)  # type: ignore[arg-type]


def own(provider: Provider, url: str, **members: Any) -> CallDraft:
    return CallDraft(provider, CallMode.OWN, url=url, **members)


def said(checked: Checked, severity: Severity, where: DraftField) -> str:
    found = [f for f in checked.findings if f.severity is severity and f.field is where]
    return " ".join(f"{finding.says} {finding.fix}".strip() for finding in found)


def test_meet_is_created_by_the_google_calendar_itself() -> None:
    checked = check(fresh(CallDraft(Provider.MEET)), HERE)
    assert checked.write is not None
    assert checked.write.conferencing == Autocreate(Provider.MEET)
    assert "Asks Google Meet for a new link; it may take a few seconds." in checked.summary


def test_zoom_names_its_host() -> None:
    without = check(fresh(CallDraft(Provider.ZOOM)), HERE)
    assert said(without, Severity.PROBLEM, DraftField.HOST) == (
        "Zoom needs a Zoom account that hosts the meeting. Choose one."
    )
    hosted = check(fresh(CallDraft(Provider.ZOOM, host_grant=ZOOM_HOST.id)), HERE)
    assert hosted.write is not None
    assert hosted.write.conferencing == Autocreate(Provider.ZOOM, ZOOM_HOST.id)
    line = "Asks Zoom for a new link, hosted by host@northlight.test; it may take a few seconds."
    assert line in hosted.summary


def test_a_host_of_the_wrong_kind_is_refused() -> None:
    checked = check(fresh(CallDraft(Provider.ZOOM, host_grant=MICROSOFT.id)), HERE)
    assert "cannot host Zoom calls" in said(checked, Severity.PROBLEM, DraftField.HOST)


def test_a_host_left_from_another_provider_is_not_sent_along() -> None:
    checked = check(fresh(CallDraft(Provider.MEET, host_grant=ZOOM_HOST.id)), HERE)
    assert checked.write is not None
    assert checked.write.conferencing == Autocreate(Provider.MEET)


@pytest.mark.parametrize("account", [GOOGLE, ICLOUD])
def test_what_no_account_can_host_is_told_with_the_way_out(account: Grant) -> None:
    checked = check(fresh(CallDraft(Provider.TEAMS)), context(account))
    assert checked.write is None
    words = said(checked, Severity.PROBLEM, DraftField.PROVIDER)
    assert words.startswith("Teams needs a Microsoft account that hosts the meeting, and none is connected.")
    assert "enter a link you have" in words


def test_a_provider_without_creation_asks_for_a_link() -> None:
    checked = check(fresh(CallDraft(Provider.WEBEX)), HERE)
    assert "Webex meetings cannot be created" in said(checked, Severity.PROBLEM, DraftField.PROVIDER)


def test_a_read_only_calendar_is_told_of_once() -> None:
    checked = check(replace(fresh(own(Provider.MEET, MEET)), calendar_id=HOLIDAYS.id), HERE)
    assert [finding.field for finding in checked.problems] == [DraftField.CALENDAR]


def test_a_zoom_account_takes_no_call_by_hand_either() -> None:
    checked = check(fresh(own(Provider.ZOOM, ZOOM)), context(ZOOM_HOST))
    assert "has no calendar" in said(checked, Severity.PROBLEM, DraftField.PROVIDER)


@pytest.mark.parametrize("provider", Provider)
def test_each_provider_sends_the_members_it_knows_and_says_what_it_drops(provider: Provider) -> None:
    links = {
        Provider.MEET: MEET,
        Provider.ZOOM: ZOOM,
        Provider.WEBEX: "https://northlight.webex.com/m/1",
        Provider.GOTO: "https://meet.goto.com/123456789",
        Provider.SKYPE_CONSUMER: "https://join.skype.com/AbC",
        Provider.SKYPE_BUSINESS: "https://meet.lync.com/northlight/ada/1",
    }
    url = links.get(provider, "https://teams.microsoft.com/l/meetup-join/19%3a")
    call = own(provider, url, code="85012345678", password="k3ys", pin="99", phones="+351 210 000 000")
    checked = check(fresh(call), HERE)
    assert checked.write is not None
    change = checked.write.conferencing
    assert isinstance(change, OwnDetails)
    sent = {name for name in ("url", "code", "password", "pin", "phones") if getattr(change.details, name)}
    names = {"meeting_code": "code", "phone": "phones"}
    assert sent == {names.get(member.value, member.value) for member in DETAIL_FIELDS[provider]}
    assert ("no place for" in said(checked, Severity.NOTE, DraftField.PROVIDER)) == (len(sent) < 5)
    assert not [finding for finding in checked.findings if finding.severity is Severity.WARNING]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "The link is still missing."),
        ("meet.google.com/abc-defg-hij", f"Write {MEET}."),
        ("http://zoom.us/j/123456789", "Write https://zoom.us/j/123456789."),
        ("http://rooms.test/x", "Paste the whole link, beginning with https://."),
        ("javascript:alert(1)", "Only https links are opened."),
        (
            f"Ada is inviting you to a scheduled Zoom meeting. Join {ZOOM} Meeting ID: 850",
            f"Keep only {ZOOM}.",
        ),
        ("https://ada@zoom.us/j/1", "carries a user name"),
    ],
)
def test_a_link_that_cannot_be_one_comes_with_what_to_write(url: str, words: str) -> None:
    checked = check(fresh(own(Provider.ZOOM, url)), HERE)
    assert checked.write is None
    assert words in said(checked, Severity.PROBLEM, DraftField.URL)


@pytest.mark.parametrize(
    ("provider", "url", "words"),
    [
        (Provider.ZOOM, MEET, "This looks like a Google Meet link, not Zoom."),
        (Provider.MEET, ZOOM, "This looks like a Zoom link, not Google Meet."),
        (Provider.ZOOM, "https://rooms.test/x", "rooms.test is not a host Zoom is known to use."),
        (Provider.ZOOM, "https://meet.jit.si/x", "meet.jit.si is not a host Zoom is known to use."),
        (Provider.ZOOM, "https://zoom.us:8443/j/123456789", "unusual port 8443"),
    ],
)
def test_a_link_that_looks_wrong_is_warned_of_but_taken(provider: Provider, url: str, words: str) -> None:
    checked = check(fresh(own(provider, url)), HERE)
    assert words in said(checked, Severity.WARNING, DraftField.URL)
    assert checked.write is not None


def test_teams_and_its_sisters_share_their_links() -> None:
    teams = "https://teams.microsoft.com/l/meetup-join/19%3a"
    for provider in (Provider.TEAMS, Provider.TEAMS_BUSINESS):
        assert check(fresh(own(provider, teams)), HERE).findings == ()


def test_a_wrapped_link_is_attached_unwrapped() -> None:
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmeet.google.com%2Fabc-defg-hij&data=1"
    write = check(fresh(own(Provider.MEET, wrapped)), HERE).write
    assert write is not None
    assert write.conferencing == OwnDetails(Provider.MEET, Details(MEET))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("12345", "9 to 11 digits"),
        ("85012345679", "The link is for meeting 85012345678."),
        ("850 1234 5678", ""),
    ],
)
def test_the_code_of_a_zoom_call_is_compared_with_its_link(code: str, words: str) -> None:
    checked = check(fresh(own(Provider.ZOOM, ZOOM, code=code)), HERE)
    found = said(checked, Severity.WARNING, DraftField.CODE)
    assert words in found
    assert bool(words) == bool(found)


def test_phone_numbers_are_numbers_and_meet_takes_one() -> None:
    wrong = check(fresh(own(Provider.MEET, MEET, phones="call me")), HERE)
    assert "“call me” is not a phone number." in said(wrong, Severity.PROBLEM, DraftField.PHONES)
    two = check(fresh(own(Provider.MEET, MEET, phones="+351 210 000 000, +44 20 0000 0000")), HERE)
    assert "Google Meet takes one phone number." in said(two, Severity.PROBLEM, DraftField.PHONES)
    many = check(
        fresh(own(Provider.WEBEX, "https://a.webex.com/1", phones="+351 210 000 000; 1-800 555")), HERE
    )
    assert many.write is not None


@pytest.mark.parametrize(
    "conferencing",
    [
        linked(MEET, code="abc", pin="1"),
        Linked("", Details("https://rooms.test/x")),
        Linked("unknown", Details()),
        Linked("Hangouts", Details(MEET)),
        Requested("Zoom Meeting", "grant-zoom", {"settings": {"waiting_room": True}}),
        Requested("Hangouts"),
    ],
)
def test_an_untouched_call_is_never_sent_back(conferencing: Linked | Requested) -> None:
    original = event(conferencing=conferencing)
    assert check(opened(original), HERE).write == EventWrite()
    write = check(opened(original, title="New name"), HERE).write
    assert write is not None
    assert write.named() == ("title",)
    removed = check(opened(original, call=CallDraft()), HERE).write
    assert removed is not None
    assert removed.conferencing == Remove()


def test_what_happens_to_the_call_is_said() -> None:
    zoom = event(conferencing=linked(ZOOM, "Zoom Meeting"))
    assert "Leaves the Zoom call as it is." in check(opened(zoom, title="X"), HERE).summary
    asked = event(conferencing=Requested("Google Meet"))
    assert "Goes on waiting for the Google Meet link." in check(opened(asked, title="X"), HERE).summary
    assert "Removes the Zoom call." in check(opened(zoom, call=CallDraft()), HERE).summary
    replaced = check(opened(zoom, call=CallDraft(Provider.MEET)), HERE).summary
    assert "Replaces the call: asks Google Meet for a new link; it may take a few seconds." in replaced
    other = check(opened(zoom, call=own(Provider.MEET, MEET)), HERE).summary
    assert "Replaces the call with your Google Meet link (meet.google.com)." in other
    details = check(opened(zoom, call=own(Provider.ZOOM, ZOOM, password="new")), HERE).summary
    assert "Changes the Zoom call's details." in details


def test_details_typed_again_are_no_change() -> None:
    original = event(conferencing=linked(ZOOM, "Zoom Meeting", password="k3ys"))
    again = opened(original, call=own(Provider.ZOOM, f"  {ZOOM} ", password=" k3ys "))
    assert check(again, HERE).write == EventWrite()


def test_removing_a_call_takes_its_text_out_of_the_notes_in_the_same_write() -> None:
    original = event(conferencing=linked(MEET), description=f"Bring the plan.\n\n{OWN_BLOCK}")
    checked = check(opened(original, call=CallDraft()), HERE)
    assert checked.write == EventWrite(description="Bring the plan.", conferencing=Remove())
    assert "Removes the Google Meet call and its text from the notes." in checked.summary
    assert not checked.findings


def test_replacing_a_call_leaves_one_link_behind_not_two() -> None:
    original = event(conferencing=linked(MEET), description=OWN_BLOCK, location=MEET)
    checked = check(opened(original, call=own(Provider.ZOOM, ZOOM)), HERE)
    assert checked.write is not None
    assert (checked.write.description, checked.write.location) == ("", "")
    assert "Takes the old call's text out of the notes." in checked.summary


def test_notes_edited_while_removing_the_call_keep_the_edit() -> None:
    original = event(conferencing=linked(MEET), description=f"Old\n{OWN_BLOCK}")
    checked = check(opened(original, call=CallDraft(), description=f"New\n{OWN_BLOCK}"), HERE)
    assert checked.write == EventWrite(description="New", conferencing=Remove())


def test_notes_without_call_text_stay_as_they_are() -> None:
    original = event(conferencing=linked(MEET), description="Bring the plan.  ")
    assert check(opened(original, call=CallDraft()), HERE).write == EventWrite(conferencing=Remove())


def test_a_link_in_the_user_s_own_words_stays_and_is_named() -> None:
    original = event(conferencing=linked(MEET), description=f"We meet at {MEET} as always.")
    checked = check(opened(original, call=CallDraft()), HERE)
    assert checked.write == EventWrite(conferencing=Remove())
    assert "cannot be told from the rest" in said(checked, Severity.NOTE, DraftField.DESCRIPTION)


def test_formatted_notes_lose_the_call_and_nothing_else() -> None:
    source = f"<html><body><b>Plan</b><br>{'~' * 10}<br>url: {MEET} </body></html>"
    original = event(
        conferencing=linked(MEET), html=True, description=f"Plan\n{OWN_BLOCK}", raw={"description": source}
    )
    checked = check(opened(original, call=CallDraft()), HERE)
    assert checked.write == EventWrite(
        description="<html><body><b>Plan</b></body></html>", conferencing=Remove()
    )


@pytest.mark.parametrize("raw", [{"description": f"<div>{'_' * 40}</div><p>Microsoft Teams</p>"}, {}])
def test_formatted_notes_that_are_not_understood_are_left_alone_and_said_so(raw: dict[str, object]) -> None:
    original = event(conferencing=linked(MEET), html=True, description=f"Plan\n{OWN_BLOCK}", raw=raw)
    checked = check(opened(original, call=CallDraft()), HERE)
    assert checked.write == EventWrite(conferencing=Remove())
    assert "it stays there. Delete it by hand." in said(checked, Severity.NOTE, DraftField.DESCRIPTION)


def test_an_event_without_a_call_says_nothing_of_one() -> None:
    assert check(opened(event(), title="X"), HERE).summary == ("Changes “X”: title.",)
    assert check(opened(event(), title="X"), HERE).write == EventWrite(title="X")
