"""The further fields in the editor: each by its provider's rules, and nothing untouched is written."""

from __future__ import annotations

import time as stopwatch
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.samples import GOOGLE, ICLOUD, LISBON, MICROSOFT, WORK, at, context, event, span
from tests.domain.test_repeating import expert_rules, whens, zones
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import Context, Severity, check
from tui.domain.conferencing import Requested
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import Draft, DraftField, MoreDraft
from tui.domain.events import Event, Person
from tui.domain.pairs import MARK
from tui.domain.reminders import Reminder, Reminders
from tui.domain.series import zone_of
from tui.domain.when import AllDay, Moment, Timespan
from tui.domain.writes import UNSET, EventWrite

EWS = Grant("grant-ews", AccountKind.EWS, "mira@northlight.test")
TOKEN = "0123456789abcdef0123456789abcdef"
WEEKLY = "RRULE:FREQ=WEEKLY"
HERE = context()


def older(account: Grant = GOOGLE) -> Context:
    """The same desk before API v2."""
    return replace(context(account), generation="v2")


def fresh(**more: Any) -> Draft:
    """A new event this afternoon with these further fields typed."""
    draft = replace(new_draft("d", WORK, at(15), LISBON), title="Design review")
    return replace(draft, more=MoreDraft(**more))


def opened(original: Event, **more: Any) -> Draft:
    """An event with these further fields typed over."""
    draft = draft_of("d", original, LISBON)
    return replace(draft, more=replace(draft.more, **more))


def written(draft: Draft, desk: Context = HERE) -> EventWrite:
    checked = check(draft, desk)
    assert checked.write is not None, checked.problems
    return checked.write


def said(draft: Draft, severity: Severity, where: DraftField, desk: Context = HERE) -> str:
    found = [f for f in check(draft, desk).findings if f.severity is severity and f.field is where]
    return " ".join(f"{finding.says} {finding.fix}".strip() for finding in found)


def problem(draft: Draft, where: DraftField, desk: Context = HERE) -> str:
    assert check(draft, desk).write is None
    return said(draft, Severity.PROBLEM, where, desk)


def warned(draft: Draft, where: DraftField, desk: Context = HERE) -> str:
    assert check(draft, desk).write is not None
    return said(draft, Severity.WARNING, where, desk)


# Nothing touched, nothing written

instants = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2035-01-01"), timezones=st.just(UTC)
)
odd_rules = st.lists(
    st.text(max_size=20) | expert_rules | st.sampled_from([WEEKLY, "EXDATE:soon", "RDATE:20261204"]),
    max_size=4,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=6,
)
people = st.builds(Person, st.text(max_size=12) | st.just("aula@x.test"), st.text(max_size=12))
events = st.builds(
    event,
    when=whens,
    busy=st.booleans(),
    visibility=st.sampled_from(["", "default", "normal", "public", "private", "confidential"])
    | st.text(max_size=9),
    recurrence=odd_rules.map(tuple),
    master_id=st.none() | st.just("series"),
    hide_participants=st.booleans(),
    capacity=st.none() | st.integers(-5, 10**12),
    resources=st.lists(people, max_size=3).map(tuple),
    reminders=st.lists(st.builds(Reminder, st.integers(0, 10**7), st.text(max_size=9)), max_size=3).map(
        lambda some: Reminders(not some, tuple(some))
    ),
    notetaker=st.dictionaries(st.text(max_size=6), json_values, max_size=3),
    metadata=st.dictionaries(
        st.sampled_from([MARK, "key1", "key5", ""]) | st.text(max_size=60),
        st.just(TOKEN) | st.text(max_size=600),
        max_size=60,
    ),
    conferencing=st.builds(
        Requested,
        st.sampled_from(["Zoom Meeting", "Jitsi"]),
        st.text(max_size=5),
        st.dictionaries(st.sampled_from(["settings", "password", "agenda"]), json_values, max_size=3),
    ),
)
desks = st.builds(
    lambda kind, generation, zone: replace(
        context(Grant("g", kind, "mira@northlight.test"), zone=zone), generation=generation
    ),
    st.sampled_from([kind for kind in AccountKind if kind is not AccountKind.ZOOM]),
    st.sampled_from(["v2", "v3"]),
    zones,
)


@settings(deadline=None)
@given(events, desks)
@example(event(recurrence=(WEEKLY, "EXDATE:garbage")), HERE)
@example(event(conferencing=Requested("Zoom Meeting", "", {"settings": {"auto_recording": []}})), HERE)
def test_an_event_opened_and_saved_as_it_is_writes_nothing(original: Event, desk: Context) -> None:
    checked = check(draft_of("d", original, desk.zone), desk)
    assert checked.problems == ()
    assert checked.write == EventWrite()


@settings(deadline=None)
@given(events, desks)
def test_a_new_title_writes_a_new_title(original: Event, desk: Context) -> None:
    draft = replace(draft_of("d", original, desk.zone), title="Renamed")
    assert check(draft, desk).write == EventWrite(title="Renamed")


@settings(deadline=None)
@given(events, desks, whens)
def test_moving_an_event_touches_nothing_but_its_time_and_its_rules(
    original: Event, desk: Context, there: Any
) -> None:
    moved = draft_of("d", replace(original, when=there), desk.zone)
    draft = replace(
        draft_of("d", original, desk.zone),
        **{name: getattr(moved, name) for name in ("starts", "ends", "all_day", "zone", "end_zone")},
    )
    checked = check(draft, desk)
    assert {finding.field for finding in checked.problems} <= {DraftField.REPEATS}
    if checked.write is not None:
        assert set(checked.write.named()) <= {"when", "recurrence"}
        assert original.recurrence or checked.write.recurrence is UNSET
        assert original.master_id is None or checked.write.recurrence is UNSET


@settings(deadline=None)
@given(events, desks, st.sampled_from(tuple(MoreDraft.__slots__)), st.text(max_size=30))
def test_whatever_is_typed_is_answered_with_a_problem_or_a_write(
    original: Event, desk: Context, name: str, text: str
) -> None:
    value: Any = bool(text) if name in ("busy", "hide_guests") else text
    draft = draft_of("d", original, desk.zone)
    checked = check(replace(draft, more=replace(draft.more, **{name: value})), desk)
    assert (checked.write is None) == bool(checked.problems)
    if checked.write is not None:
        wire = {"repeats": "recurrence", "hide_guests": "hide_participants", "rooms": "resources"}
        assert set(checked.write.named()) <= {wire.get(name, name), "when"}


def test_a_hostile_event_is_opened_and_checked_at_once() -> None:
    hostile = event(
        recurrence=(WEEKLY + ";INTERVAL=0;BYDAY=MO", *(["EXDATE:" + "20261204T150000Z," * 1000] * 199)),
        metadata={f"{number}{' ' * 150}": "= " * 500 for number in range(100)},
        reminders=Reminders(False, tuple(Reminder(number, " " * 20) for number in range(100))),
        resources=tuple(Person("a" * 300, "<" * 200) for _ in range(100)),
        capacity=10**4000,
        notetaker={"a": [[[["x" * 100_000]]]]},
    )
    began = stopwatch.perf_counter()
    draft = replace(draft_of("d", hostile, LISBON), starts="16:00", ends="+1h")
    assert "stay as they are" in warned(draft, DraftField.REPEATS)
    assert stopwatch.perf_counter() - began < 2


# Repeats


def test_a_new_series() -> None:
    assert written(fresh(repeats="every week until 18 dec")).recurrence == (
        "RRULE:FREQ=WEEKLY;UNTIL=20261218T235959Z",
    )
    assert "is no rhythm. Write every week" in problem(fresh(repeats="often"), DraftField.REPEATS)
    assert "Write every week" in problem(opened(event(), repeats="often"), DraftField.REPEATS)


def test_a_start_the_series_never_comes_by_is_warned_of() -> None:
    words = "The start is on none of these days; the next is Wed 25 Nov."
    assert warned(fresh(repeats="every week on wed"), DraftField.REPEATS) == words
    series = opened(event(recurrence=(WEEKLY + ";BYDAY=FR",)))
    assert warned(replace(series, starts="sat 15:00", ends="+30m"), DraftField.REPEATS) == (
        "The start is on none of these days; the next is Fri 27 Nov."
    )


def test_a_series_is_moved_with_its_days_off() -> None:
    rules = (WEEKLY + ";COUNT=9", "EXDATE:20261204T150000Z")
    draft = replace(opened(event(recurrence=rules)), starts="17:00", ends="+30m")
    assert written(draft).recurrence == (rules[0], "EXDATE:20261204T170000Z")
    longer = replace(opened(event(recurrence=rules)), ends="17:00")
    assert written(longer).named() == ("when",)


def test_a_series_moved_behind_its_end_would_never_take_place() -> None:
    series = opened(event(recurrence=(WEEKLY + ";UNTIL=20261204T150000Z",)))
    late = replace(series, starts="11 dec 2026 15:00", ends="+30m")
    assert problem(late, DraftField.REPEATS).startswith("It would never take place.")


def test_rules_nobody_understands_are_left_alone() -> None:
    odd = opened(event(recurrence=(WEEKLY, "RDATE:20261205T150000Z")))
    draft = replace(odd, starts="17:00", ends="+30m")
    assert "stay as they are" in warned(draft, DraftField.REPEATS)
    assert written(draft).named() == ("when",)


@pytest.mark.parametrize("rules", [(), (WEEKLY,)])
def test_one_of_a_series_never_gets_rules_of_its_own(rules: tuple[str, ...]) -> None:
    one = event(master_id="series", recurrence=rules)
    assert "only the series repeats" in problem(opened(one, repeats="every day"), DraftField.REPEATS)
    moved = replace(opened(one), starts="17:00", ends="+30m")
    assert written(moved).named() == ("when",)


def test_a_series_becomes_one_event_except_on_icloud() -> None:
    series = event(recurrence=(WEEKLY,))
    assert written(opened(series, repeats="")).recurrence == ()
    assert "cannot make one event of a series" in problem(
        opened(series, repeats="never"), DraftField.REPEATS, context(ICLOUD)
    )
    assert written(opened(series, repeats="every day"), context(ICLOUD)).recurrence == ("RRULE:FREQ=DAILY",)


def test_the_same_rules_in_other_words_are_no_change() -> None:
    series = event(recurrence=(WEEKLY + ";BYDAY=MO,TU,WE,TH,FR",))
    assert written(opened(series, repeats="every week on mon, tue, wed, thu, fri")) == EventWrite()


def test_api_v2_is_told_the_time_along_with_the_rules() -> None:
    assert written(opened(event(), repeats="weekly"), older()) == EventWrite(
        when=event().when, recurrence=(WEEKLY,)
    )
    assert written(opened(event(), repeats="weekly")) == EventWrite(recurrence=(WEEKLY,))


# Reminders


@pytest.mark.parametrize(
    ("desk", "name"),
    [
        (context(MICROSOFT), "Microsoft"),
        (context(EWS), "Exchange"),
        (context(ICLOUD), "iCloud"),
        (older(), "API v2"),
    ],
)
def test_some_take_one_reminder_only(desk: Context, name: str) -> None:
    assert (
        problem(fresh(reminders="10m, 1h"), DraftField.REMINDERS, desk)
        == f"{name} takes one reminder. Keep one."
    )
    assert written(fresh(reminders="10m"), desk).reminders == Reminders(False, (Reminder(10),))


def test_each_way_of_reminding_belongs_to_its_provider() -> None:
    assert written(fresh(reminders="10m email, 1d popup")).reminders == Reminders(
        False, (Reminder(10, "email"), Reminder(1440, "popup"))
    )
    assert problem(fresh(reminders="10m sound"), DraftField.REMINDERS) == (
        "This account does not remind by sound. Write popup or email."
    )
    assert written(fresh(reminders="10m sound"), context(ICLOUD)).reminders is not UNSET
    assert "Write display or sound." in problem(
        fresh(reminders="10m email"), DraftField.REMINDERS, context(ICLOUD)
    )
    note = said(fresh(reminders="10m email"), Severity.NOTE, DraftField.REMINDERS, context(MICROSOFT))
    assert note == "This account reminds in its own way, whatever is written here."


def test_none_and_the_default_are_told_apart() -> None:
    mine = event(reminders=Reminders(False, (Reminder(10),)))
    assert written(opened(mine, reminders="none")).reminders == Reminders(use_default=False)
    assert written(opened(mine, reminders="")).reminders == Reminders()
    assert "no word for “none”" in warned(opened(mine, reminders="none"), DraftField.REMINDERS, older())


# Who sees it, and how many may come


def test_a_new_event_says_whether_it_is_busy_and_an_old_one_only_when_that_changed() -> None:
    assert written(fresh(busy=False)).busy is False
    assert written(opened(event(busy=False), busy=True)) == EventWrite(busy=True)


@pytest.mark.parametrize(
    ("desk", "word"), [(HERE, "default"), (context(MICROSOFT), ""), (context(EWS), ""), (older(), "")]
)
def test_only_google_has_a_word_for_the_default(desk: Context, word: str) -> None:
    assert written(opened(event(visibility="private"), visibility=""), desk) == EventWrite(visibility=word)
    assert written(opened(event(visibility="default"), visibility="public"), desk).visibility == "public"


def test_words_nobody_knows_are_kept_until_touched_and_never_made_up() -> None:
    secret = event(visibility="confidential")
    assert written(replace(opened(secret), title="X")) == EventWrite(title="X")
    assert written(opened(secret, visibility="private")) == EventWrite(visibility="private")
    assert "Write public or private." in problem(fresh(visibility="friends"), DraftField.VISIBILITY)
    assert "shows every event alike" in problem(
        fresh(visibility="private"), DraftField.VISIBILITY, context(ICLOUD)
    )


@pytest.mark.parametrize(("account", "name"), [(ICLOUD, "iCloud"), (EWS, "Exchange")])
def test_some_cannot_hide_guests(account: Grant, name: str) -> None:
    desk = context(account)
    assert problem(fresh(hide_guests=True), DraftField.HIDE_GUESTS, desk).startswith(
        f"{name} cannot hide guests."
    )
    assert written(fresh(hide_guests=True)).hide_participants is True
    assert written(fresh(hide_guests=True), context(MICROSOFT)).hide_participants is True


def test_places_are_a_number_or_nothing() -> None:
    assert written(fresh(capacity=" 012 ")).capacity == 12
    assert written(opened(event(capacity=3), capacity="")) == EventWrite(capacity=None)
    for typed in ("0", "-1", "twelve", "1.5", "100001", "9" * 5000, "0" * 20 + "1234567", "²", "٣", "1\x1b"):
        assert "is no number of people. Write 12" in problem(fresh(capacity=typed), DraftField.CAPACITY)
    crowd = replace(fresh(capacity="1"), guests="a@x.test, b@x.test")
    assert warned(crowd, DraftField.CAPACITY) == "2 guests, 1 place."


# Rooms and the notetaker


def test_rooms_are_addresses_and_those_known_keep_their_names() -> None:
    aula = Person("aula@x.test", 'Aula "A", north; <east>')
    assert written(fresh(rooms="aula@x.test, Lab <lab@x.test>")).resources == (
        Person("aula@x.test"),
        Person("lab@x.test", "Lab"),
    )
    draft = opened(event(resources=(aula,)))
    added = replace(draft, more=replace(draft.more, rooms=f"{draft.more.rooms}, lab@x.test"))
    assert written(added).resources == (aula, Person("lab@x.test"))
    assert written(opened(event(resources=(aula,)), rooms="")).resources == ()
    assert "“the big one” is not the address of a room." in problem(
        fresh(rooms="the big one"), DraftField.ROOMS
    )


def test_api_v2_has_neither_rooms_nor_a_notetaker() -> None:
    assert "API v2 books no rooms." in problem(fresh(rooms="aula@x.test"), DraftField.ROOMS, older())
    assert "API v2 has no notetaker." in problem(fresh(notetaker="{}"), DraftField.NOTETAKER, older())


def test_a_notetaker_is_passed_on_as_one_object() -> None:
    scribe = {"name": "Scribe", "meeting_settings": {"video_recording": True}}
    assert written(
        fresh(notetaker='{"name": "Scribe", "meeting_settings": {"video_recording": true}}')
    ) == replace(written(fresh()), notetaker=scribe)
    assert written(opened(event(notetaker=scribe), notetaker="")) == EventWrite(notetaker={})
    for typed in ("yes", "[]", "{" * 9000, '{"a":' * 500 + "1" + "}" * 500, '{"a": "\\ud800"}'):
        assert "Write an object" in problem(fresh(notetaker=typed), DraftField.NOTETAKER)


# Metadata


def test_callsheet_s_own_mark_survives_and_cannot_be_overwritten() -> None:
    mine = event(metadata={MARK: TOKEN, "project": "Kiln"})
    assert opened(mine).more.metadata == "project=Kiln"
    assert written(opened(mine, metadata="project=Glaze")).metadata == {"project": "Glaze", MARK: TOKEN}
    assert written(opened(mine, metadata="")).metadata == {MARK: TOKEN}
    for draft in (opened(mine, metadata="key3=x"), fresh(metadata='"key3"=x')):
        assert "callsheet itself uses key3" in problem(draft, DraftField.METADATA)


def test_somebody_else_s_key3_is_theirs_to_change() -> None:
    theirs = event(metadata={MARK: "red"})
    assert opened(theirs).more.metadata == "key3=red"
    assert written(opened(theirs, metadata="key3=blue")).metadata == {MARK: "blue"}


def test_pairs_nobody_touched_go_back_letter_for_letter() -> None:
    sent = {"tabs": "a\tb\r\nc", "odd\u202e name": "x\x00y", "project": "Kiln"}
    read = {"tabs": "a b\nc", "odd name": "x␀y", "project": "Kiln"}
    draft = opened(event(metadata=read, raw={"metadata": sent}))
    changed = replace(draft, more=replace(draft.more, metadata=draft.more.metadata.replace("Kiln", "Glaze")))
    assert written(changed).metadata == sent | {"project": "Glaze"}


def test_there_is_room_for_the_mark() -> None:
    full = "; ".join(f"n{number}=v" for number in range(50))
    assert "49 is the most" in problem(fresh(metadata=full), DraftField.METADATA)
    assert "49 is the most" in problem(
        opened(event(metadata={MARK: TOKEN}), metadata=full), DraftField.METADATA
    )
    assert len(written(opened(event(), metadata=full)).metadata) == 50  # type: ignore[arg-type]
    assert "Round-robin" in warned(fresh(metadata="key5=x"), DraftField.METADATA)


# A moment, which has no end


def test_an_event_without_an_end_is_a_moment() -> None:
    draft = replace(fresh(), starts="fri 15:00", ends=" ")
    assert written(draft).when == Moment(at(15), "Europe/Lisbon")
    assert "no length" in said(draft, Severity.NOTE, DraftField.ENDS)
    assert "past" in warned(replace(draft, starts="yesterday 15:00"), DraftField.STARTS)
    assert "Write a time" in problem(replace(draft, starts=""), DraftField.STARTS)
    assert "not a time zone" in problem(replace(draft, zone="\x1b[2J" + "x" * 500), DraftField.ZONE)


def test_a_moment_gets_an_end_and_loses_it_again_without_moving() -> None:
    start = at(15) + timedelta(seconds=7)
    moment = event(when=Moment(start, "America/New_York"))
    draft = draft_of("d", moment, LISBON)
    assert (draft.starts, draft.ends) == ("Fri 20 Nov 2026 10:00", "")
    longer = written(replace(draft, ends="+30m")).when
    assert longer == Timespan(start, start + timedelta(minutes=30), "America/New_York", "America/New_York")
    again = replace(draft_of("d", event(when=longer), LISBON), ends="")
    assert written(again).when == moment.when
    assert "10:00 New York · 15:00 for you." in said(again, Severity.NOTE, DraftField.STARTS)


def test_a_moment_can_repeat() -> None:
    draft = replace(fresh(repeats="every week except 4 dec"), ends="")
    assert written(draft).recurrence == (WEEKLY, "EXDATE:20261204T150000Z")


def test_a_series_of_whole_days_becomes_one_of_hours() -> None:
    days = event(when=AllDay(date(2026, 11, 20)), recurrence=(WEEKLY, "EXDATE:20261204"))
    draft = replace(opened(days), all_day=False, starts="fri 15:00", ends="+30m")
    assert written(draft) == EventWrite(
        when=span(at(15), at(15, 30)), recurrence=(WEEKLY, "EXDATE:20261204T150000Z")
    )


@given(instants, zones)
def test_a_moment_opened_anywhere_and_given_an_end_begins_when_it_did(
    start: datetime, viewer: ZoneInfo
) -> None:
    when = Moment(start.replace(microsecond=0), "America/New_York")
    draft = replace(draft_of("d", event(when=when), viewer), ends="+1h")
    longer = written(draft, context(zone=viewer)).when
    assert isinstance(longer, Timespan)
    assert (longer.start, longer.end - longer.start) == (when.at, timedelta(hours=1))
    assert zone_of(longer, viewer).key == "America/New_York"
