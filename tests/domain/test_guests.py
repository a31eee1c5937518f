"""Inviting people as one types them, and never losing the answers they gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.events import Participant, Rsvp
from tui.domain.guests import Misread, is_address, parse_guests, say_guests

ADA = Participant(
    "Ada@x.test", "Ada Lovelace", Rsvp.YES, "on my way", raw={"email": "Ada@x.test", "extra": 1}
)


def emails(typed: str) -> list[str]:
    return [guest.email for guest in parse_guests(typed).guests]


@pytest.mark.parametrize(
    "typed",
    [
        "ada@x.test, bob@y.test",
        "ada@x.test; bob@y.test;",
        "ada@x.test\nbob@y.test\n",
        "ada@x.test bob@y.test",
        "Ada <ada@x.test>, Bob Stone <bob@y.test>",
        '"Lovelace, Ada" <ada@x.test>, < bob@y.test >',
        "mailto:ada@x.test,,, bob@y.test,",
    ],
)
def test_two_guests_as_typed(typed: str) -> None:
    read = parse_guests(typed)
    assert [guest.email for guest in read.guests] == ["ada@x.test", "bob@y.test"]
    assert not read.wrong
    assert not read.repeated


def test_names_come_along() -> None:
    read = parse_guests('"Lovelace, Ada" <ada@x.test>, Bob Stone <bob@y.test>')
    assert [guest.name for guest in read.guests] == ["Lovelace, Ada", "Bob Stone"]


def test_a_known_guest_keeps_answer_comment_and_everything_the_service_said() -> None:
    (guest,) = parse_guests("ada@X.test", (ADA,)).guests
    assert guest is ADA


@pytest.mark.parametrize(
    "wrong",
    [
        "ada",
        "ada@",
        "@x.test",
        "ada@localhost",
        "ada@x..test",
        ".ada@x.test",
        "a..b@x.test",
        "ada@-x.test",
        "Ada <>",
    ],
)
def test_what_is_no_address_is_named_with_its_place(wrong: str) -> None:
    read = parse_guests(f"bob@y.test,  {wrong}, cleo@z.test")
    assert read.wrong == (Misread(wrong, 13),)
    assert [guest.email for guest in read.guests] == ["bob@y.test", "cleo@z.test"]


def test_a_guest_named_twice_is_invited_once() -> None:
    read = parse_guests("ada@x.test, ADA@x.test, Ada <ada@X.test>")
    assert len(read.guests) == 1
    assert read.repeated == ("ADA@x.test", "ada@X.test")


def test_a_quote_that_is_not_closed_does_not_swallow_the_others() -> None:
    assert emails('"Ada <ada@x.test>, bob@y.test') == ["ada@x.test", "bob@y.test"]


def test_addresses_in_any_script_are_taken() -> None:
    assert is_address("用户@例子.测试")
    assert is_address("o'neil+cal@sub-domain.example.co")


names = st.text(alphabet="abc ,;\"<>é'.", max_size=12)
addresses = st.from_regex(r"[a-z]{1,5}(\.[a-z]{1,3})?@[a-z]{1,5}\.test", fullmatch=True)
people = st.lists(
    st.builds(Participant, addresses, names, st.sampled_from(Rsvp)), max_size=6, unique_by=lambda p: p.email
)


@given(people)
def test_what_the_field_says_reads_back_as_the_same_guests(guests: list[Participant]) -> None:
    read = parse_guests(say_guests(guests), guests)
    assert list(read.guests) == guests
    assert not read.wrong
    assert not read.repeated
    strangers = parse_guests(say_guests(guests))
    assert [guest.email for guest in strangers.guests] == [guest.email for guest in guests]


@given(st.text(max_size=60))
def test_no_text_breaks_the_field(typed: str) -> None:
    read = parse_guests(typed, (ADA,))
    assert all(is_address(guest.email) for guest in read.guests)
    for misread in read.wrong:
        assert typed[misread.at :].startswith(misread.text)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ['"', "<", "a@", "a.", "a@a.", "-", " "])
def test_a_hostile_paste_is_read_in_a_moment(piece: str) -> None:
    assert parse_guests(piece * 20_000).guests == ()
    assert parse_guests(f"a{piece * 20_000}a").guests == ()
