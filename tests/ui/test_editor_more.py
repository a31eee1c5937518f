"""What most events leave alone: folded away, unfolded when in use, each field under its provider's rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.editor_desk import ZOOM, Desk, Story, at_the_editor, editing, event, new
from tui.domain.calendars import AccountKind, Grant
from tui.domain.conferencing import Autocreate, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft, DraftField
from tui.domain.events import Person
from tui.domain.reminders import Reminder, Reminders
from tui.domain.when import Moment
from tui.domain.writes import UNSET, EventWrite
from tui.ui.screens.zoom_settings import ZoomSettingsScreen
from tui.ui.widgets.choice_row import ChoiceRow
from tui.ui.widgets.editor_more import MoreSection
from tui.ui.widgets.editor_tick import Tick

ICLOUD = Grant("g-i", AccountKind.ICLOUD, "ada@icloud.example")


def titled(**changes: object) -> Draft:
    return replace(new(), title="Kiln handover", **changes)  # type: ignore[arg-type]


async def saved(story: Story) -> EventWrite:
    await story.press("ctrl+s")
    await story.until(lambda: bool(story.desk.sent))
    return story.desk.sent[-1]


def unfolded(story: Story) -> bool:
    return story.shown("repeats")


async def test_the_fold_opens_and_closes() -> None:
    async with at_the_editor(titled()) as story:
        assert not unfolded(story)
        await story.focus("fold")
        await story.press("space")
        assert unfolded(story)
        await story.press("space")
        assert not unfolded(story)


async def test_an_event_that_uses_it_opens_unfolded() -> None:
    async with at_the_editor(editing(event(capacity=12))) as story:
        assert unfolded(story)
        assert story.value("capacity") == "12"


async def test_every_field_is_sent_as_it_was_typed() -> None:
    async with at_the_editor(titled()) as story:
        await story.focus("fold")
        await story.press("space")
        await story.write("repeats", "every week on fri")
        await story.see("Fri 20, Fri 27 Nov, Fri 4, Fri 11, Fri 18 Dec, …")
        await story.write("reminders", "10m, 1d email")
        await story.write("capacity", "12")
        await story.write("rooms", "Aula <aula@example.com>")
        await story.write("metadata", "project=Kiln")
        await story.write("notetaker", '{"name": "Scribe"}')
        story.screen.query_one("#busy", ChoiceRow).chosen = "free"
        story.screen.query_one("#visibility", ChoiceRow).chosen = "private"
        story.screen.query_one("#hide_guests", Tick).on = True
        write = await saved(story)
        assert write.recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=FR",)
        assert write.reminders == Reminders(False, (Reminder(10), Reminder(1440, "email")))
        assert (write.capacity, write.resources) == (12, (Person("aula@example.com", "Aula"),))
        assert (write.metadata, write.notetaker) == ({"project": "Kiln"}, {"name": "Scribe"})
        assert (write.busy, write.visibility, write.hide_participants) == (False, "private", True)


async def test_an_untouched_event_sends_none_of_it() -> None:
    told = event(recurrence=("RRULE:FREQ=DAILY;COUNT=3",), metadata={"key3": "f" * 32}, visibility="private")
    async with at_the_editor(editing(told)) as story:
        await story.write("title", "Another title")
        assert (await saved(story)).named() == ("title",)


async def test_an_event_without_an_end_is_a_moment() -> None:
    async with at_the_editor(titled()) as story:
        await story.write("ends", "")
        await story.see("a moment")
        when = (await saved(story)).when
        assert isinstance(when, Moment)


async def test_an_event_can_end_in_another_zone() -> None:
    async with at_the_editor(titled()) as story:
        await story.focus("fold")
        await story.press("space")
        await story.write("end-zone", "America/New_York")
        await story.see("for you")
        await story.write("ends", "20 nov 2026 11:00")
        when = (await saved(story)).when
        assert when is not UNSET
        assert (getattr(when, "start_zone", ""), getattr(when, "end_zone", "")) == (
            "Europe/London",
            "America/New_York",
        )


async def test_one_of_a_series_says_where_the_repeats_are() -> None:
    async with at_the_editor(editing(event(master_id="series", capacity=3))) as story:
        await story.see("This is one of a series; the series itself repeats.")
        assert story.screen.query_one("#repeats").disabled


async def test_what_an_account_cannot_do_says_so_in_place() -> None:
    async with at_the_editor(titled(), desk=Desk(account=ICLOUD)) as story:
        await story.focus("fold")
        await story.press("space")
        await story.see("iCloud cannot hide guests from each other")
        await story.focus("visibility")
        await story.press("right")
        await story.see("iCloud shows every event alike.")


async def test_a_key_goes_from_section_to_section() -> None:
    async with at_the_editor(titled()) as story:
        seen = []
        for _ in range(7):
            focused = story.screen.focused
            seen.append(focused.id if focused else None)
            await story.press("ctrl+n")
        assert seen == ["title", "starts", "location", "provider", "description", "fold", "title"]


@pytest.mark.parametrize(
    ("field", "typed"), [("title", "Wrong"), ("location", "Wrong"), ("starts", "mon 10:00")]
)
async def test_a_key_puts_a_field_back_as_it_was(field: str, typed: str) -> None:
    async with at_the_editor(editing(event())) as story:
        before = story.value(field)
        await story.write(field, typed)
        await story.press("ctrl+r")
        await story.until(lambda: story.value(field) == before)
        await story.see("Nothing has changed yet")


async def test_a_problem_behind_the_fold_is_gone_to() -> None:
    async with at_the_editor(titled()) as story:
        await story.focus("fold")
        await story.press("space")
        await story.write("capacity", "many")
        await story.focus("fold")
        await story.press("space")
        assert not unfolded(story)
        await story.press("ctrl+s")
        await story.until(lambda: unfolded(story))
        assert story.screen.focused is story.screen.query_one("#capacity")


# Zoom's settings


def zoom(**changes: object) -> Draft:
    call = CallDraft(Provider.ZOOM, CallMode.CREATE, ZOOM.id)
    return titled(call=replace(call, **changes))  # type: ignore[arg-type]


async def test_zooms_options_are_chosen_in_a_sheet_and_sent() -> None:
    async with at_the_editor(zoom()) as story:
        await story.see("as the Zoom account has them")
        await story.press("f3")
        await story.until(lambda: isinstance(story.app.screen, ZoomSettingsScreen))
        await story.press("right", "right")
        await story.see("Whoever has the link walks straight in.")
        await story.press("escape")
        await story.see("no waiting room")
        change = (await saved(story)).conferencing
        assert isinstance(change, Autocreate)
        assert change.settings == {"settings": {"waiting_room": False}}


async def test_other_settings_are_json_and_checked_as_they_are_typed() -> None:
    async with at_the_editor(zoom()) as story:
        await story.focus("settings")
        await story.press("enter")
        await story.until(lambda: isinstance(story.app.screen, ZoomSettingsScreen))
        sheet = story.app.screen
        box = sheet.query_one("#extra")
        box.focus()
        await story.press(*"{x")
        await story.see("That is not JSON")
        await story.press("escape")
        assert story.screen.draft.call.extra == "{x"
        await story.press("ctrl+s")
        await story.see("1 thing to mend first")
        assert story.desk.sent == []


async def test_a_passcode_follows_zooms_rule() -> None:
    async with at_the_editor(zoom(wishes={"password": "far too long for zoom"})) as story:
        await story.see("Zoom does not take that passcode.")


async def test_only_a_zoom_call_to_be_made_has_settings() -> None:
    async with at_the_editor(titled()) as story:
        assert not story.shown("settings")
        await story.press("f3")
        await story.see("Only a Zoom call to be created has settings.")
        assert story.screen.form.field_of(story.screen.focused) is DraftField.TITLE


async def test_the_usual_rhythms_are_an_arrow_away_and_what_was_typed_is_never_replaced() -> None:
    async with at_the_editor() as story:
        story.screen.query_one(MoreSection).unfold()
        await story.focus("repeats")
        await story.press("down")
        assert story.value("repeats") == "every day"
        await story.press("down", "down")
        assert story.value("repeats") == "every week on fri"
        await story.press("up")
        assert story.value("repeats") == "every weekday"
        await story.write("repeats", "every 3 weeks")
        await story.press("down")
        assert story.value("repeats") == "every 3 weeks"
        assert story.screen.focused is not story.screen.query_one("#repeats")
