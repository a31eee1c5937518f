"""An event once more: what is taken along, and what must never be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import GOOGLE, HOLIDAYS, ICLOUD, LISBON, NOW, WORK, ZOOM_HOST, at, event, linked
from tui.domain.checking import Context, check
from tui.domain.conferencing import Autocreate, Conferencing, NoConference, Provider, Requested
from tui.domain.drafting import new_draft
from tui.domain.drafts import CallMode, Draft, DraftField
from tui.domain.duplicating import duplicate_of
from tui.domain.events import Event, Participant, Person, Rsvp
from tui.domain.pairs import MARK

CONTEXT = Context(GOOGLE, (WORK, HOLIDAYS), (ZOOM_HOST,), LISBON, NOW)
MEET = "https://meet.google.com/abc-defg-hij"
ZOOM = "https://us02web.zoom.us/j/89012345678?pwd=c2VjcmV0"


def twin(one: Event, context: Context = CONTEXT) -> Draft:
    return duplicate_of(one, new_draft("new", WORK, at(9), LISBON), context)


def test_it_is_new_and_keeps_what_was_written() -> None:
    draft = twin(event(location="Room 4", description="Bring the colours.", visibility="private"))
    assert draft.is_new
    assert (draft.id, draft.title, draft.location) == ("new", "Design review", "Room 4")
    assert draft.description == "Bring the colours."
    assert draft.more.visibility == "private"
    assert draft.starts == "Fri 20 Nov 2026 15:00"


def test_a_meet_call_is_made_anew() -> None:
    notes = f"Colours.\n\n-::~:~::~:~\nJoin with Google Meet: {MEET}\n-::~:~::~:~"
    draft = twin(event(conferencing=linked(MEET), description=notes))
    assert (draft.call.provider, draft.call.mode, draft.call.url) == (Provider.MEET, CallMode.CREATE, "")
    write = check(draft, CONTEXT).write
    assert write is not None
    assert write.conferencing == Autocreate(Provider.MEET)


def test_a_zoom_call_gets_its_host() -> None:
    draft = twin(event(conferencing=linked(ZOOM, "Zoom Meeting")))
    assert draft.call.host_grant == ZOOM_HOST.id


def test_a_call_nobody_can_make_asks_for_its_link() -> None:
    webex = event(conferencing=linked("https://acme.webex.com/meet/ada", "WebEx"))
    problems = check(twin(webex), CONTEXT).problems
    assert [one.field for one in problems] == [DraftField.URL]
    icloud = Context(ICLOUD, (WORK,), (), LISBON, NOW)
    assert twin(event(conferencing=linked(MEET)), icloud).call.mode is CallMode.OWN


def test_guests_are_kept_and_their_answers_are_not() -> None:
    guests = (
        Participant("grace@example.com", "Grace", Rsvp.YES, comment="I come"),
        Participant(GOOGLE.email, "Mira", Rsvp.YES),
    )
    one = event(participants=guests, organizer=Person("li@example.com", "Li"), read_only=True)
    write = check(twin(one), CONTEXT).write
    assert write is not None
    assert write.participants == (
        Participant("li@example.com", "Li"),
        Participant("grace@example.com", "Grace"),
    )


def test_what_is_ours_alone_stays_behind() -> None:
    draft = twin(
        event(metadata={MARK: "0" * 32, "project": "Kiln"}, notetaker={"id": "n1", "name": "Scribe"})
    )
    write = check(draft, CONTEXT).write
    assert write is not None
    assert write.metadata == {"project": "Kiln"}
    assert write.notetaker == {"name": "Scribe"}


CALLS: st.SearchStrategy[Conferencing] = st.one_of(
    st.just(NoConference()),
    st.builds(Requested, st.sampled_from([*(p.value for p in Provider), "New Thing"])),
    st.builds(linked, st.sampled_from([MEET, ZOOM]), st.sampled_from([p.value for p in Provider])),
)


@given(CALLS, st.text(max_size=20))
def test_no_link_is_ever_shared(conferencing: Conferencing, title: str) -> None:
    draft = twin(event(conferencing=conferencing, title=title))
    assert draft.call.url == ""
    assert draft.original is None
    write = check(draft, CONTEXT).write
    assert write is None or "http" not in repr(write.conferencing)
