"""What is looked for is marked where it stands, as it is spelled there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.wording import begun, folded, marks


def marked(text: str, search: str) -> list[str]:
    spans = marks(text, begun(search))
    return [text[start:end] for number in sorted(spans) for start, end in spans[number]]


@pytest.mark.parametrize(
    ("text", "search", "found"),
    [
        ("Design review", "rev", ["rev"]),
        ("Design review", "REVIEW des", ["review", "Des"]),
        ("Überprüfung", "uberp", ["Überp"]),
        ("Straße nach Ærø", "stras aer", ["Straß", "Ær"]),
        ("Jane <jane.doe@studio.test>", "jane.doe@stu", ["jane.doe@stu"]),
        ("Standup, stand-in, withstand", "stand", ["Stand", "stand"]),
        ("月曜会議", "会議", ["会議"]),
        ("Design review", "view", []),
        ("", "a", []),
        ("A thing", "?!", []),
    ],
)
def test_the_words_are_found_where_they_begin(text: str, search: str, found: list[str]) -> None:
    assert marked(text, search) == found


@given(st.text(max_size=60), st.text(max_size=20))
def test_every_mark_lies_in_the_text_and_says_which_word_it_is_for(text: str, search: str) -> None:
    wanted = begun(search)
    for number, spans in marks(text, wanted).items():
        assert 0 <= number < len(wanted)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,5}", fullmatch=True), st.data())
def test_a_word_begun_is_always_marked(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(folded(text)))
    part = word[: data.draw(st.integers(1, len(word)))]
    assert part in marked(text, part)
