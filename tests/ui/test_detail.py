"""The detail pane: when, how we meet, who comes; whatever a stranger wrote stays text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.samples import LONDON, at, event, linked, span
from tests.driver import SMALL, story
from tests.ui.flow import week
from tests.ui.host import Host, screen_text
from tui.domain.conferencing import Conferencing, NoConference, Requested
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.jobs import Job, JobState
from tui.domain.when import Timespan
from tui.ui.widgets.detail import Detail, DetailFacts, when_words


async def shown(what: Event | None, job: Job | None = None, *, changeable: bool = True) -> str:
    """What the pane says of an event."""
    pane = Detail()
    app = Host(pane)
    async with app.run_test(size=(80, 36)) as pilot:
        pane.show(DetailFacts(what, "Work", LONDON, job=job, own_email="ADA@x.test", changeable=changeable))
        await pilot.pause()
        return " ".join(word for word in screen_text(app).split() if word != "▌")


def watched(state: JobState = JobState.WAITING, *, reason: str = "", replaces: str = "") -> Job:
    """The watch on the event's call."""
    key = event().key
    return Job("j", key, "Sync", "Zoom Meeting", at(14), at(14), state, 4, replaces=replaces, reason=reason)


def test_an_event_of_another_zone_has_both_times() -> None:
    meeting = event(when=span(at(14, 10), at(14, 40), "America/New_York"))
    assert when_words(meeting, LONDON, "%H:%M") == [
        "Fri 20 Nov 09:10–09:40 New York",
        "Fri 20 Nov 14:10–14:40 for you",
    ]


def test_an_event_of_the_same_hour_has_one_time() -> None:
    assert when_words(event(), LONDON, "%H:%M") == ["Fri 20 Nov 15:00–15:30"]


async def test_a_call_shows_everything_needed_to_get_in() -> None:
    call = linked("https://meet.google.com/abc-defg-hij", code="abc-defg-hij", pin="123", phones=("+44 1",))
    said = await shown(event(conferencing=call))
    for words in ("Google Meet ready", "meet.google.com/abc-defg-hij", "PIN", "123", "+44 1"):
        assert words in said


async def test_a_link_whose_words_show_another_host_says_so_even_beside_a_good_one() -> None:
    notes = "zoom.us/j/1 <https://meet.google.com/abc-defg-hij>"
    said = await shown(event(description=notes))
    assert "It reads zoom.us, but leads to meet.google.com." in said
    assert "o look at it" in said
    said = await shown(event(location="https://meet.goto.com/123456789", description=notes))
    assert "also meet.google.com" in said
    assert "It reads zoom.us, but leads to meet.google.com." in said


async def test_a_service_the_api_has_no_word_for_is_named_all_the_same() -> None:
    assert "Whereby link found in the location" in await shown(
        event(location="https://whereby.com/northlight")
    )


async def test_a_call_that_was_asked_for_says_that_its_link_is_coming() -> None:
    assert "Zoom Meeting link on its way" in await shown(event(conferencing=Requested("Zoom Meeting")))


@pytest.mark.parametrize("call", [NoConference(), Requested("Zoom Meeting")], ids=["not-seen", "seen"])
async def test_a_link_that_is_waited_for_says_so_whatever_the_event_says_yet(call: Conferencing) -> None:
    said = await shown(event(conferencing=call), watched())
    assert "Zoom Meeting link on its way 4 checks so far" in said
    assert "P follow it" in said
    assert "No call" not in said


@pytest.mark.parametrize("call", [NoConference(), Requested("Zoom Meeting")], ids=["refused", "too-late"])
@pytest.mark.parametrize("state", [JobState.FAILED, JobState.GAVE_UP])
async def test_a_link_that_did_not_come_says_why_and_what_can_be_done(
    state: JobState, call: Conferencing
) -> None:
    said = await shown(event(conferencing=call), watched(state, reason="The host has no licence."))
    assert "✗ Zoom Meeting link did not come" in said
    assert "The host has no licence." in said
    assert "P what can be done" in said
    assert "on its way" not in said


async def test_a_link_nobody_watches_any_more_says_so() -> None:
    said = await shown(event(conferencing=Requested("Zoom Meeting")), watched(JobState.DETACHED))
    assert "link on its way not watched any more" in said
    assert "P what can be done" in said


async def test_a_failed_replacement_leaves_the_old_way_in() -> None:
    old = "https://meet.google.com/abc-defg-hij"
    said = await shown(event(conferencing=linked(old)), watched(JobState.FAILED, replaces=old))
    assert "link did not come" in said
    assert "Google Meet ready" in said
    assert "o join" in said


async def test_an_old_failure_is_forgotten_once_there_is_a_link() -> None:
    call = linked("https://meet.google.com/abc-defg-hij")
    assert "did not come" not in await shown(event(conferencing=call), watched(JobState.FAILED))


async def test_a_call_by_phone_only_keeps_its_numbers() -> None:
    said = await shown(event(conferencing=linked("", phones=("+44 20 7946 0000",))))
    assert "Google Meet without a link" in said
    assert "+44 20 7946 0000" in said
    assert "o join" not in said


async def test_a_link_of_a_stranger_is_looked_at_first_and_says_why() -> None:
    said = await shown(event(conferencing=linked("https://meet.example.net/42")))
    assert "meet.example.net is not a call service callsheet knows." in said
    assert "o look at it" in said


async def test_a_refused_link_says_why_and_offers_no_way_in() -> None:
    said = await shown(event(conferencing=linked("http://meet.google.com/abc")))
    assert "Only https links are opened." in said
    assert "o join" not in said


async def test_other_links_are_named_by_their_hosts() -> None:
    notes = "or https://us02web.zoom.us/j/8123456789"
    said = await shown(event(conferencing=linked("https://meet.google.com/abc-defg-hij"), description=notes))
    assert "also us02web.zoom.us · O chooses" in said


async def test_what_cannot_be_changed_offers_no_change() -> None:
    said = await shown(event(), changeable=False)
    assert "read-only" in said
    assert "v adds one" not in said


async def test_an_event_without_a_call_says_which_key_adds_one() -> None:
    assert "v adds one" in await shown(event())


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Rsvp.YES, "✓ Grace comes"), (Rsvp.NO, "✗ Grace declined"), (Rsvp.MAYBE, "? Grace maybe")],
)
async def test_an_answer_is_a_sign_and_a_word(answer: Rsvp, words: str) -> None:
    guests = (Participant("grace@x.test", "Grace", answer),)
    said = await shown(event(participants=guests, organizer=Person("alan@x.test", "Alan")))
    assert words in said
    assert "Organised by Alan" in said


async def test_an_invitation_that_waits_for_your_answer_names_the_key() -> None:
    guests = (Participant("ada@x.test", "Ada"), Participant("alan@x.test", "Alan", Rsvp.NO, "on holiday"))
    said = await shown(event(participants=guests, organizer=Person("ada@x.test", "Ada")))
    assert "! Ada (you) no answer" in said
    assert "✗ Alan declined: on holiday" in said
    assert "You have not answered · R" in said
    assert "Organised by you" in said


async def test_many_guests_are_counted_and_the_last_of_them_left_out() -> None:
    guests = tuple(Participant(f"g{n}@x.test", "", Rsvp.YES if n % 2 else Rsvp.NONE) for n in range(32))
    said = await shown(event(participants=guests))
    assert "32 guests · 16 come · 16 open" in said


async def test_what_sets_an_event_apart_is_said_in_words() -> None:
    said = await shown(
        event(
            status=Status.TENTATIVE,
            busy=False,
            visibility="private",
            location="Room 4",
            oddities=("It ends before it begins.",),
        )
    )
    assert "Work · tentative · shown as free · private" in said
    assert "At Room 4" in said
    assert "✗ It ends before it begins." in said
    assert "Cancelled" in await shown(event(status=Status.CANCELLED))


async def test_a_link_in_the_location_is_not_said_twice() -> None:
    link = "https://us02web.zoom.us/j/8123456789"
    said = await shown(event(location=link))
    assert said.count("us02web.zoom.us") == 1
    assert "link found in the location" in said


async def test_a_book_of_notes_is_cut_and_says_where_the_rest_is() -> None:
    pane = Detail()
    async with Host(pane).run_test(size=(40, 10)) as pilot:
        pane.show(DetailFacts(event(description="word " * 20_000), "Work", LONDON))
        await pilot.pause()
        pane.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "web page: b" in screen_text(pilot.app)


async def test_another_event_is_read_from_its_beginning_and_news_of_the_same_keeps_the_place() -> None:
    pane = Detail()
    long = event(description="\n".join(map(str, range(60))))
    async with Host(pane).run_test(size=(40, 10)) as pilot:
        pane.show(DetailFacts(long, "Work", LONDON))
        pane.focus()
        await pilot.pause()
        await pilot.press("space", "pagedown", "pageup")
        await pilot.pause()
        there = pane.scroll_offset.y
        assert there > 5
        pane.show(DetailFacts(replace(long, title="Renamed"), "Work", LONDON))
        await pilot.pause()
        assert pane.scroll_offset.y == there
        pane.show(DetailFacts(replace(long, id="another"), "Work", LONDON))
        await pilot.pause()
        assert pane.scroll_offset.y == 0


async def test_enter_on_the_details_edits_as_promised() -> None:
    async with story(size=SMALL) as user:
        await week(user)
        await user.press("enter")
        await user.sees("Lucía Ferreira")
        await user.press("enter")
        await user.sees("^S save")


async def test_markup_and_escapes_in_notes_are_only_text() -> None:
    said = await shown(event(title="Sync [/b] [@click=app.quit]x[/]", description="\x1b]0;owned\x1b\\ done"))
    assert "Sync [/b] [@click=app.quit]x[/]" in said
    assert "\x1b" not in said


async def test_no_event_says_what_to_do() -> None:
    assert "No event under the cursor" in await shown(None)


def test_a_flight_has_the_zone_of_each_end() -> None:
    flight = event(when=Timespan(at(10), at(17), "Europe/London", "America/New_York"))
    assert when_words(flight, LONDON, "%H:%M") == [
        "Fri 20 Nov 10:00 London",
        "– Fri 20 Nov 12:00 New York",
        "Fri 20 Nov 10:00–17:00 for you",
    ]


async def test_the_pane_reads_in_ascii() -> None:
    pane = Detail()
    async with Host(pane, glyphs="ascii").run_test(size=(60, 16)) as pilot:
        pane.show(DetailFacts(event(conferencing=linked("https://meet.google.com/a")), "Work", LONDON))
        pane.screen.set_focus(None)
        await pilot.pause()
        said = screen_text(pilot.app)
        assert "Fri 20 Nov 15:00-15:30" in said
        assert said.isascii()


async def test_the_pane_shows_that_it_has_the_focus_and_scrolls() -> None:
    pane = Detail()
    async with Host(pane).run_test(size=(40, 10)) as pilot:
        pane.show(DetailFacts(event(description="\n".join(map(str, range(40)))), "Work", LONDON))
        pane.screen.set_focus(None)
        await pilot.pause()
        before = pane.styles.border_left[0], pane.background_colors[1]
        pane.focus()
        await pilot.press("j", "j")
        await pilot.pause()
        after = pane.styles.border_left[0], pane.background_colors[1]
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert pane.scroll_offset.y == 2


FENCE = "-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-"
INVITED = (
    f"{FENCE}\nJoin with Google Meet: https://meet.google.com/abc-defg-hij\nOr dial: +44 1 PIN: 9#\n{FENCE}"
)


async def test_what_a_provider_wrote_into_the_notes_is_one_line_until_it_is_asked_for() -> None:
    call = linked("https://meet.google.com/abc-defg-hij")
    facts = DetailFacts(event(conferencing=call, description=f"Bring a pen.\n\n{INVITED}"), "Work", LONDON)
    pane = Detail()
    app = Host(pane)
    async with app.run_test(size=(80, 36)) as pilot:
        pane.show(facts)
        pane.focus()
        await pilot.pause()
        assert "Or dial" not in screen_text(app)
        assert "Bring a pen." in screen_text(app)
        assert "l shows 4 lines of Google Meet's" in screen_text(app)
        await pilot.press("l")
        assert "Or dial" in screen_text(app)
        assert "l folds" in screen_text(app)
        pane.show(facts._replace(event=event(id="other", conferencing=call, description=INVITED)))
        app.set_focus(None)
        await pilot.pause()
        assert "Or dial" not in screen_text(app)
        assert "+ 4 lines of Google Meet's" in screen_text(app)
        assert "l shows" not in screen_text(app)


@pytest.mark.parametrize(
    "call", [NoConference(), linked("https://meet.google.com/zzz-zzzz-zzz")], ids=["none", "another"]
)
async def test_an_invitation_that_leads_elsewhere_than_the_call_is_never_folded(call: Conferencing) -> None:
    assert "Or dial" in await shown(event(conferencing=call, description=INVITED))


async def test_a_long_address_of_a_known_service_is_cut_and_any_other_is_seen_whole() -> None:
    tail = "x" * 90
    said = await shown(event(conferencing=linked(f"https://teams.microsoft.com/l/meetup-join/{tail}")))
    host = "teams.microsoft.com/l/meetup-join/"
    assert f"{host}{'x' * (71 - len(host))}…" in said.replace(" ", "")
    assert (await shown(event(conferencing=linked(f"https://calls.example.test/{tail}")))).count("x") >= 90


async def test_notes_that_people_wrote_are_left_as_they_are() -> None:
    call = linked("https://meet.google.com/abc-defg-hij")
    said = await shown(event(conferencing=call, description="Or dial 5 and ask for me"))
    assert "Or dial 5 and ask for me" in said
    assert "lines of Google Meet" not in said
