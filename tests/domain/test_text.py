"""The gate for untrusted text: nothing that passes can move a cursor, hide a word or turn one around."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.text import _PLAIN_TEXT, MAX_MARKS, _cut, _safe, clean, clean_block, hidden_count

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"]),
        st.sampled_from(
            "\x1b\x07\x9b\x9d\u202e\u2066\u200b\u200d\ufe0fe\u0301\u0323\u1100\u1161\ud800\udfff\n\r\t"
        ),
    ),
    max_size=80,
)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(NASTY)
@example("e\u0301" * 3)
@example("a" + "\u0315" * 20 + "\u0300")
def test_no_control_survives_and_cleaning_again_changes_nothing(raw: str) -> None:
    for gate, allowed in ((clean, ""), (clean_block, "\n")):
        shown = gate(raw)
        shown.encode("utf-8")
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in allowed]
        assert not set(shown) & set(BIDI)
        assert unicodedata.is_normalized("NFC", shown)
        assert gate(shown) == shown


@given(NASTY, st.integers(2, 30))
def test_the_limit_holds_and_a_cut_is_marked(raw: str, limit: int) -> None:
    shown, whole = clean(raw, limit=limit), clean(raw)
    assert len(shown) <= limit
    assert shown == whole or shown.endswith("…")
    assert clean(shown, limit=limit) == shown
    block = clean_block(raw, limit=limit)
    assert len(block) <= limit
    assert clean_block(block, limit=limit) == block


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Design review", "Design review"),
        ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
        ("\x1b[2J\x07\x00\x7f", "␛[2J␇␀␡"),
        ("\x9b2J\x9d", "\ufffd2J\ufffd"),
        ("\ud83d", "\ufffd"),
        ("a\tb\r\nc\vd\fe\u2028f\u0085g", "a b c d e f g"),
        ("  spaced   out  ", "spaced out"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("cafe\u0301", "café"),
        ("اجتماع التصميم", "اجتماع التصميم"),
        ("[@click=app.quit]Join[/]", "[@click=app.quit]Join[/]"),
    ],
)
def test_one_line_of_text(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(NASTY | st.text(st.characters(codec="ascii"), max_size=60), st.integers(2, 40))
@example("  spaced   out  ", 9)
@example("tab\tand del\x7f", 40)
def test_the_short_way_through_the_gate_says_the_same_as_the_long_one(raw: str, limit: int) -> None:
    long_way = _cut(" ".join(_safe(raw[: limit * 4], keep_lines=False).split()), limit)
    assert clean(raw, limit=limit) == long_way


def test_the_shortcut_for_plain_text_lets_nothing_through() -> None:
    plain = [chr(code) for code in range(0x110000) if _PLAIN_TEXT.fullmatch(chr(code))]
    assert len(plain) > 30_000
    assert not {unicodedata.category(c) for c in plain} & {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", "".join(plain))
    assert hidden_count("".join(plain)) == 0


def test_lines_stay_lines_in_a_block() -> None:
    assert clean_block("one\r\ntwo\rthree\n\n\tfour\x1b\n") == "one\ntwo\nthree\n\n four␛"


def test_a_tower_of_marks_is_cut_to_a_readable_height() -> None:
    assert clean("Z" + "\u0301" * 500) == unicodedata.normalize("NFC", "Z" + "\u0301" * MAX_MARKS + "\u0301")
    assert clean("\u0301" * 500 + "a") == "\u0301" * MAX_MARKS + "a"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert clean("a" * 1001) == "a" * 999 + "…"
    assert clean("a" * 1000) == "a" * 1000
    assert clean("word another", limit=6) == "word…"


def test_what_cannot_be_seen_is_counted() -> None:
    assert hidden_count("plain text\nin lines") == 0
    assert hidden_count("a\u202eb\u200bc\x1b") == 3


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["\u0301", "\x1b[", "\u202e", "👩\u200d", "a\u0315\u0300", "\r\n"])
def test_a_megabyte_is_cleaned_in_a_moment(piece: str) -> None:
    raw = piece * (1_000_000 // len(piece))
    assert len(clean(raw)) <= 1000
    assert len(clean_block(raw)) <= 64_000
