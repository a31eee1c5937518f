"""Pasted invitations: what is labelled is taken, what is not is left, and nothing hostile gets through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.conferencing import Provider
from tui.domain.invitation import MOST_PHONES, Invitation, read_invitation
from tui.domain.text import clean, hidden_count

WEBEX = """Meeting link: https://acme.webex.com/acme/j.php?MTID=m0123
Meeting number (access code): 2345 678 9012
Meeting password: kP3-xyz
Join by phone +44-20-7660-8149 United Kingdom Toll
"""
GOTO = """Please join my meeting from your computer.
https://meet.goto.com/123456789
Access Code: 123-456-789
United Kingdom: +44 330 221 0088
"""
LINKS = ("https://us02web.zoom.us/j/123456789?pwd=abcDEF", "https://meet.google.com/abc-defg-hij")


def test_a_webex_invitation_is_read() -> None:
    found = read_invitation(WEBEX)
    assert found.url == "https://acme.webex.com/acme/j.php?MTID=m0123"
    assert (found.provider, found.code, found.password) == (Provider.WEBEX, "2345 678 9012", "kP3-xyz")
    assert found.phones == ("+44-20-7660-8149",)


def test_a_goto_invitation_is_read() -> None:
    found = read_invitation(GOTO)
    assert (found.provider, found.url, found.code) == (
        Provider.GOTO,
        "https://meet.goto.com/123456789",
        "123-456-789",
    )


def test_the_link_with_the_passcode_wins_over_the_bare_one() -> None:
    bare, whole = "https://zoom.us/j/1234567890", "https://zoom.us/j/1234567890?pwd=abc"
    assert read_invitation(f"Join {bare}\nor {whole}\nwelcome").url == whole


def test_a_wrapped_outlook_link_is_unwrapped() -> None:
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F1234567890&data=x"
    )
    assert read_invitation(wrapped).url == "https://zoom.us/j/1234567890"


def test_a_link_nobody_knows_is_kept_as_it_came() -> None:
    assert read_invitation(" https://calls.example/room/1 \n") == Invitation("https://calls.example/room/1")


def test_words_without_a_link_stay_words() -> None:
    assert read_invitation("see you\nthere") == Invitation("see you there")


@given(st.sampled_from(LINKS), st.data())
def test_a_link_broken_anywhere_is_made_whole(link: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(len("https://x"), len(link) - 1))
    gap = data.draw(st.sampled_from(["\n", "\r\n", "\n   ", " \n"]))
    assert read_invitation(link[:at] + gap + link[at:]).url == link


@given(st.text(max_size=400))
def test_nothing_hidden_comes_out_of_any_paste(pasted: str) -> None:
    found = read_invitation(pasted)
    for value in (found.url, found.code, found.password, found.pin, *found.phones):
        assert "\n" not in value
        assert hidden_count(value) == hidden_count(clean(value))
    assert len(found.phones) <= MOST_PHONES
