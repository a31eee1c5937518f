"""Pastes are text, whatever is in them; keys are keys, and wait for nothing."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui.ui.paste import END, START, PasteGuard

PIECES = st.lists(
    st.sampled_from(["\x1b", "[", "200~", "201~", "a", "é", "\x1b[A", START, END, "\x1b[20", "1~"]),
    max_size=30,
).map("".join)


def heard(sent: str) -> list[events.Event]:
    """What the app hears of it."""
    parser, guard = XTermParser(), PasteGuard()
    return [event for event in parser.feed(guard.passed(sent)) if isinstance(event, events.Event)]


@given(PIECES, st.integers(1, 7))
def test_it_does_not_matter_how_it_is_cut(sent: str, size: int) -> None:
    guard, whole = PasteGuard(), PasteGuard()
    cut = [guard.passed(sent[at : at + size]) for at in range(0, len(sent), size)]
    assert "".join(cut) + guard._held == whole.passed(sent) + whole._held


@given(st.text(alphabet="\x1b[ab~0;", max_size=40).filter(lambda text: START not in text))
def test_keys_pass_as_they_come_and_at_once(sent: str) -> None:
    assert PasteGuard().passed(sent) == sent


@given(st.text(alphabet="\x1b[abq~\n", max_size=60))
def test_a_paste_presses_no_key(text: str) -> None:
    told = heard(f"{START}{text}{END}")
    assert not [event for event in told if isinstance(event, events.Key)]
    assert [event.text for event in told if isinstance(event, events.Paste)] == (
        [text.replace("\x1b", "␛")] if text else [""] * len(told)
    )


def test_keys_after_a_paste_are_heard() -> None:
    told = heard(f"a{START}\x1b\x1bq{END}b\x1b[A")
    assert [event.key for event in told if isinstance(event, events.Key)] == ["a", "b", "up"]


def test_a_paste_full_of_escapes_is_read_at_once() -> None:
    began = time.process_time()
    [paste] = heard(START + "\x1b" * 200_000 + END)
    assert isinstance(paste, events.Paste)
    assert time.process_time() - began < 10
