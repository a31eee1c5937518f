"""Keeping, sending and leaving: nothing typed is lost, nothing is sent twice, nobody is told off mid-word."""

from __future__ import annotations

import asyncio

from textual.widgets import Input

from tests.ui.editor_desk import Desk, Story, at_the_editor, editing, event, new
from tests.ui.host import screen_text
from tui.domain.conferencing import Details, Linked
from tui.domain.drafts import DraftField
from tui.domain.errors import ChangedBehind, Refused, StoreError, Unreachable
from tui.ui.messages import CopyText
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.editor_saving import EditorOutcome, SentOn, field_blamed
from tui.ui.screens.preview import PreviewScreen, covered

FOR_EVER = 3600.0
AN_INSTANT = 0.01


def message_under(story: Story, field: str) -> bool:
    return any(one.display for one in story.screen.query(f"#row-{field} > .message"))


async def test_what_is_typed_is_kept_after_a_pause_and_when_the_field_is_left() -> None:
    async with at_the_editor() as story:
        story.screen.rest = FOR_EVER
        await story.press("T", "e")
        assert story.desk.kept == {}
        story.screen.rest = AN_INSTANT
        await story.press("a")
        await story.until(lambda: "d1" in story.desk.kept)
        story.screen.rest = FOR_EVER
        await story.press("m", "tab")
        await story.until(lambda: story.desk.kept["d1"].title == "Team")


async def test_a_fault_waits_until_the_word_is_finished() -> None:
    async with at_the_editor() as story:
        story.screen.rest = FOR_EVER
        await story.write("starts", "fri 3")
        await story.press("x")
        assert not message_under(story, "starts")
        story.screen.rest = AN_INSTANT
        await story.press("y")
        await story.until(lambda: message_under(story, "starts"))
        await story.write("starts", "fri 3pm")
        assert not message_under(story, "starts")


async def test_a_fault_is_told_at_once_when_the_field_is_left() -> None:
    async with at_the_editor() as story:
        await story.write("ends", "fri 14:00")
        await story.press("tab")
        await story.see("The end is before the start.")
        assert "✗ Ends" in story.text
        assert "1 thing to mend first" in story.text


async def test_saving_too_early_leads_to_what_is_missing() -> None:
    async with at_the_editor() as story:
        await story.press("ctrl+t", "ctrl+o", "ctrl+s")
        assert story.screen.focused is story.screen.query_one("#url")
        await story.see("URL: The link is still missing.")
        assert story.desk.sent == []
        assert message_under(story, "url")


async def test_one_key_goes_from_problem_to_problem() -> None:
    async with at_the_editor() as story:
        await story.write("guests", "nobody")
        await story.press("ctrl+t", "ctrl+o")
        seen = []
        for _ in range(4):
            await story.press("ctrl+g")
            focused = story.screen.focused
            seen.append(focused.id if focused is not None else None)
        assert seen == ["url", "title", "guests", "url"]


async def test_a_problem_in_the_list_leads_to_its_field() -> None:
    async with at_the_editor(field=DraftField.LOCATION) as story:
        await story.press("ctrl+t", "ctrl+o")
        await story.focus("findings")
        await story.press("end", "up", "enter")
        assert story.screen.focused is story.screen.query_one("#url")


async def test_nothing_stands_in_the_way_of_a_good_draft() -> None:
    async with at_the_editor() as story:
        await story.press(*"Tea", "ctrl+g")
        await story.see("Nothing stands in the way.")


async def test_leaving_untouched_leaves_nothing_behind() -> None:
    async with at_the_editor() as story:
        await story.press("escape")
        await story.until(lambda: story.app.answer is None)
        assert story.desk.kept == {}


async def test_leaving_with_changes_asks_and_the_safe_answer_is_the_easy_one() -> None:
    async with at_the_editor() as story:
        await story.press(*"Tea", "escape")
        assert story.asked()
        await story.press("enter")
        assert not story.asked()
        assert story.value("title") == "Tea"
        await story.press("escape", "k")
        await story.until(lambda: story.app.answer is None)
        await story.see("Kept as a draft.")
        await story.until(lambda: story.desk.kept["d1"].title == "Tea")


async def test_discarding_forgets_the_draft_even_while_it_is_being_kept() -> None:
    async with at_the_editor() as story:
        await story.press(*"Tea")
        await story.until(lambda: "d1" in story.desk.kept)
        await story.press(*"pot", "escape", "d")
        await story.until(lambda: story.app.answer is None)
        await story.until(lambda: story.desk.kept == {})
        await asyncio.sleep(2 * EditorScreen.rest)
        assert story.desk.kept == {}


async def test_a_kept_draft_stays_kept_when_it_is_only_looked_at() -> None:
    draft = new()
    async with at_the_editor(draft, desk=Desk(kept={"d1": draft})) as story:
        await story.press("escape")
        await story.until(lambda: story.app.answer is None)
        assert story.desk.kept == {"d1": draft}


async def test_a_refusal_keeps_the_text_and_is_pinned_where_it_belongs() -> None:
    refusal = Refused(
        "The calendar service declined the event.",
        next_step="Mend it and save again.",
        server_words="participants[0].email is invalid",
    )
    async with at_the_editor(editing(event()), desk=Desk(fails=refusal)) as story:
        await story.write("title", "Design review II")
        await story.press("ctrl+s")
        await story.see("Guests: The calendar service declined the event.")
        assert story.screen.focused is story.screen.query_one("#guests")
        assert message_under(story, "guests")
        assert story.value("title") == "Design review II"
        assert "d1" in story.desk.kept
        story.desk.fails = None
        await story.write("guests", "grace@example.com")
        assert not message_under(story, "guests")
        await story.press("ctrl+s")
        await story.until(lambda: isinstance(story.app.answer, EditorOutcome))


async def test_being_offline_is_told_and_the_same_key_tries_again() -> None:
    offline = Unreachable("There is no connection.", means="Nothing was sent.", next_step="Save again later.")
    async with at_the_editor(desk=Desk(fails=offline)) as story:
        await story.press(*"Tea", "ctrl+s")
        await story.see("There is no connection. Nothing was sent. Save again later.")
        await story.press("e")
        story.desk.fails = None
        await story.press("ctrl+s")
        await story.until(lambda: isinstance(story.app.answer, EditorOutcome))


async def test_being_offline_it_can_be_sent_later_by_itself() -> None:
    offline = Unreachable("There is no connection.", means="Nothing was sent.")
    desk = Desk(fails=offline)
    async with at_the_editor(desk=desk) as story:
        await story.press(*"Tea", "ctrl+s")
        await story.see("Send it when there is")
        await story.press("q")
        await story.until(lambda: isinstance(story.app.answer, SentOn))
        await story.until(lambda: [draft.title for draft in desk.queued] == ["Tea"])


async def test_sending_is_seen_and_the_form_waits() -> None:
    desk = Desk(gate=asyncio.Event())
    async with at_the_editor(desk=desk) as story:
        await story.press(*"Tea", "ctrl+s")
        await story.see("Sending…")
        await story.press("x", "ctrl+s")
        await story.see("It is being sent.")
        assert story.value("title") == "Tea"
        assert desk.gate is not None
        desk.gate.set()
        await story.until(lambda: isinstance(story.app.answer, EditorOutcome))
        assert len(desk.sent) == 1


async def test_a_save_goes_on_after_the_editor_is_left() -> None:
    desk = Desk(gate=asyncio.Event())
    async with at_the_editor(desk=desk) as story:
        await story.press(*"Tea", "ctrl+s", "escape")
        await story.until(lambda: isinstance(story.app.answer, SentOn))
        await story.see("Still sending; you are told when it is done.")
        assert desk.gate is not None
        desk.gate.set()
        await story.see("Saved.")
        assert [write.title for write in desk.sent] == ["Tea"]


async def test_a_save_that_fails_after_the_editor_is_left_is_told() -> None:
    desk = Desk(gate=asyncio.Event(), fails=Refused("The calendar service declined."))
    async with at_the_editor(desk=desk) as story:
        await story.press(*"Tea", "ctrl+s", "escape")
        await story.until(lambda: isinstance(story.app.answer, SentOn))
        assert desk.gate is not None
        desk.gate.set()
        await story.see("Your text is kept as a draft: E goes on with it.")
        assert desk.kept["d1"].title == "Tea"


async def test_a_save_without_a_connection_is_queued_once_the_editor_is_left() -> None:
    desk = Desk(gate=asyncio.Event(), fails=Unreachable("There is no connection."))
    async with at_the_editor(desk=desk) as story:
        await story.press(*"Tea", "ctrl+s", "escape")
        await story.until(lambda: isinstance(story.app.answer, SentOn))
        assert desk.gate is not None
        desk.gate.set()
        await story.see("it is sent as soon as there is one.")
        await story.until(lambda: [draft.title for draft in desk.queued] == ["Tea"])


async def test_a_slow_answer_keeps_nobody_at_the_form() -> None:
    desk = Desk(gate=asyncio.Event())
    async with at_the_editor(desk=desk) as story:
        story.screen.linger = 0.05
        await story.press(*"Tea", "ctrl+s")
        await story.until(lambda: isinstance(story.app.answer, SentOn))
        assert desk.gate is not None
        desk.gate.set()
        await story.see("Saved.")
        assert [write.title for write in desk.sent] == ["Tea"]


def overtaken(desk: Desk, **now: object) -> None:
    """Somebody else changes the place while it is being written."""
    desk.fails = ChangedBehind(("location",), event(**now))  # type: ignore[arg-type]


async def test_someone_else_s_change_is_put_beside_one_s_own() -> None:
    desk = Desk()
    overtaken(desk, location="Room 9", title="Design review, moved")
    async with at_the_editor(editing(event()), desk=desk) as story:
        await story.write("location", "Room 7")
        await story.press("ctrl+s")
        await story.see("Someone else changed this event meanwhile")
        await story.see("Mine Room 7")
        await story.see("Theirs Room 9")
        await story.press("escape")
        assert story.value("location") == "Room 7"
        await story.press("ctrl+s")
        await story.see("Keep mine")
        desk.fails = None
        await story.press("left", "ctrl+s")
        await story.until(lambda: isinstance(story.app.answer, EditorOutcome))
        assert desk.sent[0].named() == ("location",)
        assert desk.sent[0].location == "Room 7"


async def test_one_s_own_change_can_be_dropped_for_someone_else_s() -> None:
    desk = Desk()
    overtaken(desk, location="Room 9")
    async with at_the_editor(editing(event()), desk=desk) as story:
        await story.write("location", "Room 7")
        await story.press("ctrl+s")
        await story.see("Take theirs")
        await story.press("ctrl+s")
        await story.until(lambda: story.app.answer is None and desk.kept == {})
        assert desk.sent == []


class Full(Desk):
    """A desk whose drawer is full."""

    async def keep(self, draft: object) -> None:
        raise StoreError("The disk is full.", means="Drafts are not kept.")


async def test_a_draft_that_cannot_be_kept_is_told_once() -> None:
    async with at_the_editor(desk=Full()) as story:
        await story.press(*"Tea", "tab")
        await story.see("The disk is full.")
        await story.write("location", "Room 7")
        await story.press("tab")
        assert len(list(story.app._notifications)) == 1


async def test_the_request_can_be_read_and_copied_before_it_is_sent() -> None:
    call = Linked("Zoom Meeting", Details("https://zoom.us/j/89012345678", "", "s3cret"))
    async with at_the_editor(editing(event(call))) as story:
        await story.write("password", "0penSesame")
        await story.press("ctrl+l")
        await story.until(lambda: isinstance(story.app.screen, PreviewScreen))
        seen = screen_text(story.app)
        assert "PUT http://localhost/v3/grants/g-ada/events/e1" in seen
        assert '"provider": "Zoom Meeting"' in seen
        assert '"url": "https://zoom.us/j/89012345678"' in seen
        assert "0penSesame" not in seen
        assert "token of callsheet" not in seen
        copies: list[CopyText] = []
        story.app.told.clear()
        await story.press("y", "Y")
        await story.pilot.pause()
        copies += [one for one in story.app.told if isinstance(one, CopyText)]
        body, curl = (one.copied for one in copies)
        assert '"password": "0penSesame"' in body
        assert curl.startswith("curl --request PUT")
        assert "$NYLAS_API_KEY" in curl
        assert "nyk_canary" not in body + curl
        shown, curl_shown = (one.shown for one in copies)
        assert '"provider": "Zoom Meeting"' in shown
        assert curl_shown.startswith("curl --request PUT")
        assert "0penSesame" not in shown + curl_shown
        await story.press("escape")
        assert isinstance(story.app.screen, EditorScreen)


def test_whatever_opens_a_meeting_is_covered_by_any_of_its_names() -> None:
    settings = {"h323_password": "1", "Passcode": "2", "host_key": "3", "settings": {"waiting_room": True}}
    seen = covered({"pin": "4", "password": "", "encrypted_password": False, "conf_settings": settings})
    assert seen == {
        "pin": "•••",
        "password": "",
        "encrypted_password": False,
        "conf_settings": {
            "h323_password": "•••",
            "Passcode": "•••",
            "host_key": "•••",
            "settings": {"waiting_room": True},
        },
    }


def test_words_of_a_refusal_lead_to_a_field() -> None:
    said = {
        "conf_grant_id is not valid": DraftField.HOST,
        "conferencing.details.url must be a URL": DraftField.URL,
        "Zoom refused the meeting": DraftField.PROVIDER,
        "end_time must be after start_time": DraftField.ENDS,
        "calendar is read-only": DraftField.CALENDAR,
    }
    for words, field in said.items():
        assert field_blamed(Refused("Declined.", server_words=words)) is field
    assert field_blamed(Refused("Declined.", server_words="I am a teapot")) is None
    assert field_blamed(StoreError("Full.")) is None


async def test_help_and_the_palette_s_keys_work_while_writing() -> None:
    async with at_the_editor() as story:
        await story.press("q", "question_mark", "colon")
        assert story.screen.query_one("#title", Input).value == "q?:"


async def test_a_long_list_of_problems_scrolls_with_the_cursor() -> None:
    async with at_the_editor(size=(80, 24)) as story:
        await story.write("guests", "one, two, three, four, five")
        await story.press("ctrl+t", "ctrl+o", "ctrl+s")
        await story.focus("findings")
        await story.press("end")
        await story.see("There is no title yet.")
        await story.press("home")
        await story.see("“one” is not an e-mail address.")
