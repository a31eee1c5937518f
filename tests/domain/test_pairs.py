"""Metadata typed as pairs: read as meant, said so that it reads back, and never a guess."""

from __future__ import annotations

import time as stopwatch
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.pairs import LONGEST_TEXT, PairsError, parse_pairs, say_pairs
from tui.domain.text import clean, clean_block


def answer(text: str) -> Mapping[str, str] | str:
    """The pairs meant, or what is said instead."""
    try:
        return parse_pairs(text)
    except PairsError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", {}),
        (" ; ;", {}),
        ("project=Kiln", {"project": "Kiln"}),
        ("project = Kiln ; key1=red;", {"project": "Kiln", "key1": "red"}),
        ("two words = three small words", {"two words": "three small words"}),
        ("empty=", {"empty": ""}),
        ("formula=a=b", {"formula": "a=b"}),
        ('"a;b"="c=d;e"', {"a;b": "c=d;e"}),
        ('quote="say \\"hi\\""', {"quote": 'say "hi"'}),
        ('lines="one\\ntwo"', {"lines": "one\ntwo"}),
        ('""=nameless', {"": "nameless"}),
        ("a=1\n;b=2", {"a": "1", "b": "2"}),
    ],
)
def test_pairs_as_people_type_them(text: str, pairs: Mapping[str, str]) -> None:
    assert parse_pairs(text) == pairs
    assert parse_pairs(say_pairs(pairs)) == pairs


def test_only_what_would_be_ambiguous_stands_between_quotes() -> None:
    assert say_pairs({"project": "Kiln 4", "a=b": " c", "d": ""}) == 'project=Kiln 4; "a=b"=" c"; d='


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kiln", "Write name=value, and a semicolon between two."),
        ("=Kiln", "Write name=value"),
        (" = ", "Write name=value"),
        ('a="b" c', "Write name=value"),
        ('"a"b=c', "Write name=value"),
        ('a="b', "Write name=value"),
        ('a="\\x"', '“"\\x"” is not quoted well.'),
        ("a=1; b=2; a=3", "“a” is there twice."),
        ('a="\\ud800"', "holds a character that nobody can see"),
        ("a=b\u202ec", "holds a character that nobody can see"),
        ('a="\\u001b[2J"', "holds a character that nobody can see"),
        ("n" * 41 + "=v", "is too long a name; 40 characters fit."),
        ("n=" + "v" * 501, "The value of “n” is too long; 500 characters fit."),
        ("; ".join(f"n{number}=v" for number in range(51)), "51 pairs are too many; 50 is the most."),
    ],
)
def test_what_is_no_list_of_pairs_is_answered_in_words(text: str, words: str) -> None:
    assert words in str(answer(text))


def read_texts(most: int) -> st.SearchStrategy[str]:
    """Texts as they are after reading: nothing hidden in them, lines and odd spaces perhaps."""
    return st.one_of(
        st.text(max_size=most).map(lambda text: clean_block(text, limit=most)),
        st.text(' =;"\\\n\ta\u00a0é', max_size=most),
    ).filter(lambda text: len(text) <= most)


pairs_read = st.dictionaries(read_texts(40).map(clean), read_texts(60), max_size=50)


@given(pairs_read)
@example({"a": "\\"})
@example({'"': '"'})
@example({"a": "\u2028"})
def test_whatever_was_read_is_said_and_read_back(pairs: Mapping[str, str]) -> None:
    assert parse_pairs(say_pairs(pairs)) == pairs


@given(st.text(max_size=60) | st.text(' =;"\\na\x00\x1b\u202e', max_size=60))
def test_whatever_is_typed_is_pairs_or_an_answer(text: str) -> None:
    read = answer(text)
    if isinstance(read, str):
        assert read == clean(read)
    else:
        assert parse_pairs(say_pairs(read)) == read


@pytest.mark.parametrize(
    "text",
    [
        " " * 50_000 + "a",
        "a" + " " * 50_000,
        "a " * 25_000,
        "a=" + " " * 50_000 + '"',
        "a=" + "b " * 25_000 + '"',
        '"' * 50_000,
        '"' + "\\" * 50_001,
        '"' + "\\a" * 25_000,
        "; " * 25_000 + "=",
        "a=b;" * 10_000,
        "".join(f"{number}=;" for number in range(8000)),
        "x" * (LONGEST_TEXT + 1),
    ],
    ids=range(12),
)
def test_hostile_texts_are_answered_at_once(text: str) -> None:
    began = stopwatch.perf_counter()
    assert isinstance(answer(text), str)
    assert stopwatch.perf_counter() - began < 0.5
