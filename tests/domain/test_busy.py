"""Spans of time joined, cut and subtracted, checked minute by minute."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import at
from tui.domain.busy import Span, joined, within, without
from tui.domain.when import Window

MINUTES = 120


def _span(ends: tuple[int, int]) -> Span:
    first, last = ends
    return at(8) + timedelta(minutes=first), at(8) + timedelta(minutes=last)


SPANS = st.lists(st.tuples(st.integers(0, MINUTES), st.integers(0, MINUTES)).map(_span), max_size=12)


def minutes(spans: list[Span] | tuple[Span, ...]) -> set[int]:
    moments = [(n, at(8) + timedelta(minutes=n)) for n in range(MINUTES)]
    return {n for n, moment in moments for start, end in spans if start <= moment < end}


@given(SPANS)
def test_joined_spans_cover_the_same_minutes_in_order_and_apart(spans: list[Span]) -> None:
    whole = joined(spans)
    assert minutes(whole) == minutes(spans)
    assert all(start < end for start, end in whole)
    assert all(before[1] < after[0] for before, after in pairwise(whole))
    assert joined(reversed(whole)) == whole


@given(SPANS, SPANS)
def test_what_is_taken_away_is_gone_and_nothing_else(spans: list[Span], taken: list[Span]) -> None:
    assert minutes(without(spans, taken)) == minutes(spans) - minutes(taken)


@given(SPANS, st.integers(0, MINUTES - 1), st.integers(1, MINUTES))
def test_a_window_cuts_what_hangs_over(spans: list[Span], first: int, length: int) -> None:
    start, end = _span((first, first + length))
    inside = {n for n in minutes(spans) if first <= n < first + length}
    assert minutes(within(spans, Window(start, end))) == inside
