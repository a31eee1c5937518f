"""Whatever an account can hold, made up by chance: every kind of time, call, guest and odd text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import Conferencing, Details, Linked, NoConference, Provider, Requested
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import Event, EventKey, Participant, Person, Rsvp, Status, UnreadableEvent
from tui.domain.jobs import Job, JobState
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When

HOSTILE = (
    "\x1b]52;c;cm0gLXJm\x07",
    "[@click=app.quit]Join[/]",
    "\u202etxt.exe",
    "\ud800",
    "\x00\x85",
    "'); drop table drafts; --",
    '{"#": "Event", "v": {}}',
    "e\u0301" * 9,
)
"""What a stranger may write into an invitation."""
WORDS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(HOSTILE)
INSTANTS = st.integers(0, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
NEAR = st.integers(0, 60 * 24 * 30).map(
    lambda minutes: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
DAYS = NEAR.map(lambda moment: moment.date())
ZONES = st.sampled_from([None, "Europe/London", "America/New_York", "Asia/Kathmandu"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
WHENS: st.SearchStrategy[When] = st.one_of(
    st.builds(
        lambda start, minutes, zone: Timespan(start, start + timedelta(minutes=minutes), zone, zone),
        NEAR,
        st.integers(0, 5000),
        ZONES,
    ),
    st.builds(Moment, NEAR, ZONES),
    st.builds(AllDay, DAYS),
    st.builds(lambda day, more: AllDaySpan(day, day + timedelta(days=more)), DAYS, st.integers(0, 9)),
)
DETAILS = st.builds(Details, WORDS, WORDS, WORDS, WORDS, st.lists(WORDS, max_size=2).map(tuple))
CALLS: st.SearchStrategy[Conferencing] = st.one_of(
    st.builds(NoConference),
    st.builds(Linked, st.sampled_from([*Provider, "unknown", "Something New"]), DETAILS),
    st.builds(
        Requested,
        st.sampled_from([*Provider, "Something New"]),
        WORDS,
        st.dictionaries(WORDS, JSON, max_size=2),
    ),
)
PEOPLE = st.builds(
    Participant, WORDS, WORDS, st.sampled_from(Rsvp), WORDS, WORDS, st.dictionaries(WORDS, JSON, max_size=2)
)
EVENTS = st.builds(
    Event,
    id=st.uuids().map(str),
    calendar_id=st.sampled_from(["work", "home", "team"]),
    title=WORDS,
    when=WHENS,
    grant_id=WORDS,
    description=WORDS,
    html=st.booleans(),
    location=WORDS,
    busy=st.booleans(),
    participants=st.lists(PEOPLE, max_size=2).map(tuple),
    organizer=st.none() | st.builds(Person, WORDS, WORDS),
    conferencing=CALLS,
    recurrence=st.lists(WORDS, max_size=2).map(tuple),
    master_id=st.none() | WORDS,
    original_start=st.none() | INSTANTS,
    status=st.sampled_from(Status),
    visibility=WORDS,
    read_only=st.booleans(),
    hide_participants=st.booleans(),
    html_link=WORDS,
    ical_uid=WORDS,
    work_id=WORDS,
    metadata=st.dictionaries(WORDS, WORDS, max_size=2),
    updated_at=st.none() | INSTANTS,
    oddities=st.lists(WORDS, max_size=1).map(tuple),
    raw=st.dictionaries(WORDS, JSON, max_size=3),
)
DRAFTS = st.builds(
    Draft,
    id=st.uuids().map(str),
    calendar_id=WORDS,
    title=WORDS,
    starts=WORDS,
    guests=WORDS,
    all_day=st.booleans(),
    call=st.builds(CallDraft, st.none() | st.sampled_from(Provider), st.sampled_from(CallMode), url=WORDS),
    original=st.none() | EVENTS,
)
JOBS = st.builds(
    Job,
    id=st.uuids().map(str),
    key=st.builds(EventKey, WORDS, WORDS),
    title=WORDS,
    provider=WORDS,
    requested_at=INSTANTS,
    next_check_at=INSTANTS,
    state=st.sampled_from(JobState),
    checks=st.integers(0, 99),
    acknowledged=st.booleans(),
    replaces=WORDS,
    host_grant=WORDS,
    work_id=WORDS,
    draft_id=WORDS,
    when=st.none() | WHENS,
    organizer=WORDS,
    missing_since=st.none() | INSTANTS,
    url=WORDS,
    reason=WORDS,
    ended_at=st.none() | INSTANTS,
)
CALENDARS = st.builds(
    Calendar, WORDS, WORDS, WORDS, WORDS, ZONES, WORDS, st.booleans(), st.booleans(), st.booleans()
)
GRANTS = st.builds(Grant, WORDS, st.sampled_from(AccountKind), WORDS, WORDS, st.booleans())
UNREADABLE = st.builds(UnreadableEvent, WORDS, WORDS, WORDS, st.dictionaries(WORDS, JSON, max_size=3))
