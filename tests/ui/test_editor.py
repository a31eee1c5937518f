"""Writing an event: what, when, who; said back as it is typed, and nothing moved that was not touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from textual.widgets import TextArea

from tests.ui.editor_desk import LONDON, Desk, at_the_editor, editing, event, new
from tui.domain.calendars import AccountKind, Grant
from tui.domain.drafts import DraftField
from tui.domain.when import AllDay, AllDaySpan, Timespan
from tui.domain.writes import UNSET, EventWrite
from tui.ui.screens.editor_saving import EditorOutcome
from tui.ui.widgets.choice_row import ChoiceRow
from tui.ui.widgets.editor_tick import Tick


async def test_the_form_reads_as_a_sentence() -> None:
    async with at_the_editor() as story:
        order = [
            next(at for at, line in enumerate(story.text.splitlines()) if f" {label} " in line)
            for label in ("Title", "Calendar", "Starts", "Ends", "Zone", "Where", "Guests", "Call", "Notes")
        ]
        assert order == sorted(order)
        assert "New event" in story.text


async def test_a_title_is_all_a_new_event_needs() -> None:
    async with at_the_editor() as story:
        await story.press(*"Tea", "ctrl+s")
        await story.until(lambda: isinstance(story.app.answer, EditorOutcome))
        start = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
        [sent] = story.desk.sent
        assert sent.title == "Tea"
        assert isinstance(sent.when, Timespan)
        assert sent.when.start == start
        assert isinstance(story.app.answer, EditorOutcome)
        assert story.app.answer.created
        assert story.desk.kept == {}


async def test_moving_the_start_keeps_the_length() -> None:
    async with at_the_editor() as story:
        await story.write("starts", "16:45")
        assert story.value("ends") == "Fri 20 Nov 2026 17:15"
        assert "30 min" in story.line("Ends")


async def test_half_a_time_moves_nothing_and_loses_nothing() -> None:
    async with at_the_editor() as story:
        await story.write("ends", "Fri 20 Nov 2026 16:30")
        await story.write("starts", "fri 17:")
        await story.write("starts", "fri 17:30")
        assert story.value("ends") == "Fri 20 Nov 2026 19:00"


PHRASES = (
    ("3pm", "Fri 20 Nov 15:00", "Fri 20 Nov 2026 15:00"),
    ("fri 16:30", "Fri 20 Nov 16:30", "Fri 20 Nov 2026 16:30"),
    ("+45m", "Fri 20 Nov 17:15", "Fri 20 Nov 2026 17:15"),
    ("tomorrow 9", "Sat 21 Nov 09:00", "Sat 21 Nov 2026 09:00"),
    ("2026-12-01 10:00", "Tue 1 Dec 10:00", "Tue 1 Dec 2026 10:00"),
)
"""What is typed one after another, what is echoed, and what it is written out as."""


async def test_a_phrase_is_echoed_while_typed_and_written_out_when_left() -> None:
    async with at_the_editor() as story:
        for typed, echo, written in PHRASES:
            await story.write("starts", typed)
            assert echo in story.line("Starts")
            assert story.value("starts") == typed
            await story.press("tab")
            assert story.value("starts") == written


async def test_a_bare_time_stays_on_the_day_of_the_event() -> None:
    async with at_the_editor(editing(event())) as story:
        await story.write("starts", "16:00")
        assert "Wed 25 Nov 16:00" in story.line("Starts")
        assert "in 5 days" in story.line("Starts")
        await story.press("tab")
        assert story.value("starts") == "Wed 25 Nov 2026 16:00"


async def test_arrows_step_times() -> None:
    async with at_the_editor() as story:
        await story.focus("starts")
        for key, starts in (
            ("up", "Fri 20 Nov 2026 15:15"),
            ("down", "Fri 20 Nov 2026 15:00"),
            ("shift+up", "Sat 21 Nov 2026 15:00"),
            ("shift+down", "Fri 20 Nov 2026 15:00"),
        ):
            await story.press(key)
            assert story.value("starts") == starts
            assert "30 min" in story.line("Ends")


async def test_a_flight_lands_in_the_zone_it_was_written_in() -> None:
    start = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    flight = event(when=Timespan(start, start + timedelta(hours=7), "America/New_York", "Europe/London"))
    async with at_the_editor(editing(flight)) as story:
        assert story.value("ends") == "Thu 26 Nov 2026 03:00"
        assert "7 h" in story.line("Ends")
        await story.focus("ends")
        await story.press("tab")
        assert "Nothing has changed yet" in story.text
        await story.focus("ends")
        await story.press("up")
        assert story.value("ends") == "Thu 26 Nov 2026 03:15"


async def test_an_hour_the_clocks_skip_is_told() -> None:
    async with at_the_editor() as story:
        await story.write("starts", "2027-03-28 01:30")
        await story.see("The clocks skip 01:30 that day.")
        await story.press("tab")
        assert story.value("starts") == "Sun 28 Mar 2027 01:30"
        assert story.screen.checked.problems


async def test_a_phrase_means_the_same_day_when_the_draft_is_opened_tomorrow() -> None:
    async with at_the_editor() as story:
        await story.write("starts", "tomorrow 9")
        await story.until(lambda: "d1" in story.desk.kept)
        assert story.desk.kept["d1"].starts == "Sat 21 Nov 2026 09:00"
        assert story.value("starts") == "tomorrow 9"


async def test_pasted_guests_need_no_commas() -> None:
    async with at_the_editor() as story:
        await story.paste("guests", "Grace <grace@example.com>\r\nalan@example.com; kay@example.com\n")
        assert story.value("guests") == "Grace <grace@example.com>, alan@example.com, kay@example.com"
        await story.see("3 guests")


async def test_pasted_notes_cannot_speak_to_the_terminal() -> None:
    async with at_the_editor() as story:
        await story.paste("description", "line one\nline \x1b]52;c;aGk=\x07two")
        assert "\x1b" not in story.screen.query_one(TextArea).text
        await story.see("line one")


async def test_the_end_steps_alone() -> None:
    async with at_the_editor() as story:
        await story.focus("ends")
        await story.press("up")
        assert story.value("starts") == "Fri 20 Nov 2026 15:00"
        assert "45 min" in story.line("Ends")


async def test_an_event_elsewhere_is_shown_in_its_zone_and_in_yours() -> None:
    async with at_the_editor(editing(event())) as story:
        assert "Wed 25 Nov 2026 15:00" in story.line("Starts")
        assert "20:00 for you" in story.line("Starts")
        assert story.value("zone") == "America/New_York"


async def test_a_new_york_event_opened_and_saved_in_london_sends_nothing() -> None:
    async with at_the_editor(editing(event())) as story:
        assert "Nothing has changed yet" in story.text
        await story.press("ctrl+s")
        await story.until(lambda: story.app.answer is None)
        await story.see("Nothing was changed, so nothing was sent.")
        assert story.desk.sent == []


async def test_only_what_was_changed_is_sent() -> None:
    async with at_the_editor(editing(event())) as story:
        await story.write("location", "Room 7")
        await story.press("ctrl+s")
        await story.until(lambda: bool(story.desk.sent))
        assert story.desk.sent == [EventWrite(location="Room 7")]


async def test_a_zone_is_found_by_part_of_a_city() -> None:
    async with at_the_editor() as story:
        await story.write("zone", "lisb")
        assert "Europe/Lisbon" in story.text
        await story.press("enter")
        assert story.value("zone") == "Europe/Lisbon"
        await story.write("zone", "new y")
        await story.press("down", "up", "enter")
        assert story.value("zone") == "America/New_York"
        assert "20:00 for you" in story.line("Starts")


async def test_the_zones_are_put_away_when_the_field_is_left() -> None:
    async with at_the_editor() as story:
        await story.write("zone", "amer")
        assert story.shown("zones")
        await story.press("tab")
        assert not story.shown("zones")


async def test_a_zone_that_is_none_is_said_to_be_none() -> None:
    async with at_the_editor() as story:
        await story.write("zone", "Mars/Olympus")
        await story.press("tab")
        await story.see("“Mars/Olympus” is not a time zone.")


async def test_whole_days_have_no_hours() -> None:
    async with at_the_editor() as story:
        await story.press(*"Off")
        await story.focus("all-day")
        await story.press("space")
        assert story.value("starts") == "Fri 20 Nov 2026"
        assert "1 day" in story.line("Ends")
        assert not story.shown("zone")
        await story.focus("ends")
        await story.press("up")
        assert "2 days" in story.line("Ends")
        await story.press("ctrl+s")
        await story.until(lambda: bool(story.desk.sent))
        [sent] = story.desk.sent
        assert isinstance(sent.when, AllDaySpan)


async def test_a_day_can_become_an_hour_again() -> None:
    day = event(when=AllDay(datetime(2026, 11, 25, tzinfo=LONDON).date()))
    async with at_the_editor(editing(day)) as story:
        assert "in 5 days" in story.line("Starts")
        await story.focus("all-day")
        await story.press("enter")
        assert story.value("starts") == "Wed 25 Nov 2026 09:00"
        assert story.value("ends") == "Wed 25 Nov 2026 09:30"


async def test_guests_are_counted_with_their_answers_kept() -> None:
    async with at_the_editor(editing(event())) as story:
        await story.see("3 guests   ✓ Grace   ? Alan   ○ lin@example.com")
        await story.write("guests", story.value("guests") + ", kay@example.com")
        await story.see("4 guests   ✓ Grace   ? Alan   ○ lin@example.com")
        await story.press("ctrl+s")
        await story.until(lambda: bool(story.desk.sent))
        [sent] = story.desk.sent
        assert sent.participants is not UNSET
        assert [(p.email, p.rsvp.value) for p in sent.participants][:2] == [
            ("grace@example.com", "yes"),
            ("alan@example.com", "maybe"),
        ]


async def test_telling_guests_is_asked_only_where_there_are_some() -> None:
    async with at_the_editor() as story:
        assert not story.shown("notify")
        await story.write("guests", "grace@example.com")
        assert story.shown("notify")
        await story.focus("notify")
        await story.press("space")
        await story.see("Mails nobody.")


async def test_a_provider_that_always_mails_says_so() -> None:
    desk = Desk(account=Grant("g", AccountKind.MICROSOFT, "ada@outlook.example"))
    async with at_the_editor(editing(event()), desk=desk) as story:
        assert "Microsoft always mails the guests" in story.text
        await story.focus("notify")
        await story.press("space")
        assert story.screen.query_one("#notify", Tick).on


async def test_a_calendar_that_can_only_be_read_is_seen_but_not_chosen() -> None:
    async with at_the_editor() as story:
        row = story.screen.query_one("#calendar", ChoiceRow)
        await story.focus("calendar")
        await story.press("right")
        assert row.chosen == "home"
        await story.press("u")
        await story.see("UK holidays can only be read.")
        assert row.chosen == "home"
        await story.press("enter", "tab")
        assert "can only be read" not in story.text


async def test_an_event_that_exists_stays_in_its_calendar() -> None:
    async with at_the_editor(editing(event())) as story:
        await story.focus("calendar")
        await story.press("right")
        await story.see("An event that exists stays in its calendar.")
        assert story.screen.query_one("#calendar", ChoiceRow).chosen == "work"


async def test_formatted_notes_are_left_alone_until_they_are_edited() -> None:
    async with at_the_editor(editing(event(html=True))) as story:
        await story.see("left as it is unless you edit it")
        await story.write("description", "Bring the colours and tea.")
        await story.press("shift+tab")
        await story.see("saving replaces them with plain text.")
        assert "left as it is" not in story.text


async def test_a_hostile_title_is_only_a_title() -> None:
    async with at_the_editor(editing(event(title="[/b] [@click=app.quit]x[/]"))) as story:
        assert "Edit [/b] [@click=app.quit]x[/]" in story.text


async def test_arrows_lead_from_field_to_field() -> None:
    async with at_the_editor(field=DraftField.LOCATION) as story:
        await story.press("down")
        assert story.screen.focused is story.screen.query_one("#guests")
        await story.press("up", "up")
        assert story.screen.focused is story.screen.query_one("#all-day")


async def test_the_editor_opens_where_the_work_is() -> None:
    async with at_the_editor(field=DraftField.PROVIDER) as story:
        assert story.screen.focused is story.screen.query_one("#provider")


async def test_it_fits_every_window() -> None:
    async with at_the_editor(editing(event())) as story:
        for size in ((80, 24), (60, 20), (99, 30), (100, 30), (120, 36), (160, 45), (200, 50)):
            await story.resize(*size)
            lines = story.text.splitlines()
            assert "^S save" in lines[-1] + lines[-2]
            assert "Design review" in story.text
            assert "Nothing has changed yet" in story.text


async def test_a_very_wide_window_leaves_the_calendar_in_sight() -> None:
    async with at_the_editor(size=(160, 45)) as story:
        frame = story.screen.query_one("#editor")
        assert frame.region.right == 160
        assert frame.region.x >= 40


async def test_ascii_signs_say_the_same() -> None:
    async with at_the_editor(glyphs="ascii") as story:
        assert "* None" in story.text
        assert "o Google Meet" in story.text


def kept() -> Desk:
    """A desk with an unfinished new event and two unfinished changes of another."""
    drafts = (
        replace(editing(event()), id="old", title="Design review II"),
        replace(new(), id="new", title="Half a dinner"),
        replace(editing(event()), id="newer", title="Design review III"),
    )
    return Desk(kept={draft.id: draft for draft in drafts})


async def test_what_was_begun_of_an_event_is_offered_and_gone_on_with() -> None:
    async with at_the_editor(editing(event()), desk=kept()) as story:
        assert "You left this unfinished" in story.text
        assert story.text.index("Design review III") < story.text.index("Design review II ")
        assert "Half a dinner" not in story.text
        await story.press("j", "enter")
        assert story.value("title") == "Design review II"
        await story.press("ctrl+s")
        await story.until(lambda: set(story.desk.kept) == {"new", "newer"})


async def test_a_new_event_is_begun_at_once_and_says_that_another_is_unfinished() -> None:
    async with at_the_editor(desk=kept()) as story:
        assert "You left this unfinished" not in story.text
        assert "1 more unfinished: E in the calendar" in story.text
        await story.press(*"Tea")
        assert story.value("title") == "Tea"


async def test_a_change_of_the_same_event_is_gone_on_with() -> None:
    async with at_the_editor(editing(event()), desk=kept()) as story:
        await story.press("enter")
        assert story.value("title") == "Design review III"
        assert "Edit Design review" in story.text
        await story.press("escape")
        await story.until(lambda: story.app.answer is None)
        assert "newer" in story.desk.kept


async def test_beginning_afresh_keeps_what_was_left() -> None:
    async with at_the_editor(editing(event()), desk=kept()) as story:
        await story.press("escape")
        assert story.value("title") == "Design review"
        assert story.screen.focused is story.screen.query_one("#title")
        assert len(story.desk.kept) == 3


async def test_the_unfinished_can_be_thrown_away() -> None:
    async with at_the_editor(editing(event()), desk=kept()) as story:
        await story.press("x", "x", "escape")
        await story.until(lambda: set(story.desk.kept) == {"new"})
        assert "You left this unfinished" not in story.text


async def test_a_draft_opened_by_itself_is_not_offered_again() -> None:
    desk = kept()
    async with at_the_editor(desk.kept["old"], desk=desk) as story:
        assert "You left this unfinished" not in story.text
        assert story.value("title") == "Design review II"


async def test_an_event_that_could_be_saved_without_a_title_says_so_at_once() -> None:
    async with at_the_editor() as story:
        await story.see("Ready to save, without a title")
        await story.write("title", "Review")
        await story.until(lambda: "Ready to save" in story.text and "without a title" not in story.text)
