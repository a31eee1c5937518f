"""HTML descriptions: readable, honest about links, and never slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import event
from tui.domain.links import Trust, links_of
from tui.nylas.html import LONGEST, is_html, text_of

FILTERED = (
    "https://eur01.safelinks.protection.outlook.com/?data=05&amp;url=https%3A%2F%2Fzoom.us%2Fj%2F1%3Fpwd%3Da"
)
TEAMS = """<html><head><title>Meeting</title><style>p { color: red }</style></head><body>\r
<div>Hello <b>you</b> &amp; me<br>second line</div>
<ul><li>one</li><li>two <i>words</i></li></ul>
<p>Do <a href="https://teams.microsoft.com/l/meetup-join/1?a=1&amp;b=2">click here</a> now.</p>
<!-- not shown --><script>alert(1)</script>
<table><tr><td>left</td><td>right</td></tr></table></body></html>"""


def test_a_mail_program_s_document_reads_like_a_letter() -> None:
    assert text_of(TEAMS) == (
        "Hello you & me\nsecond line\n\n• one\n• two words\n\n"
        "Do click here <https://teams.microsoft.com/l/meetup-join/1?a=1&b=2> now.\n\nleft right"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://zoom.us/j/1">https://zoom.us/j/1</a>', "https://zoom.us/j/1"),
        ('<a href="https://zoom.us/j/1/">zoom.us/j/1</a>', "zoom.us/j/1"),
        ('<a href="https://evil.test/">https://zoom.us/j/1</a>', "https://zoom.us/j/1 <https://evil.test/>"),
        ('<a href="https://evil.test/">zoom.us</a>', "zoom.us <https://evil.test/>"),
        (
            '<a href="https://evil.test/x">Join zoom.us/j/1 now</a>',
            "Join zoom.us/j/1 now (zoom.us) <https://evil.test/x>",
        ),
        (
            '<a href="https://zoom.us/j/1">Join zoom.us/j/1 now</a>',
            "Join zoom.us/j/1 now <https://zoom.us/j/1>",
        ),
        (f'<a href="{FILTERED}">Join</a>', "Join <https://zoom.us/j/1?pwd=a>"),
        (f'<a href="{FILTERED}">https://zoom.us/j/1?pwd=a</a>', "https://zoom.us/j/1?pwd=a"),
        (f'<a href="{FILTERED}%0Aevil">Join</a>', f"Join <{FILTERED.replace('&amp;', '&')}%0Aevil>"),
        ('<a href="javascript:alert(1)">Join</a>', "Join"),
        ('<a href="mailto:li@sandbox.test?subject=x">Li</a>', "Li <li@sandbox.test>"),
        ("<a>nothing</a>", "nothing"),
        ('<a href="https://zoom.us/j/1"><b>Jo</b>in</a>', "Join <https://zoom.us/j/1>"),
    ],
)
def test_a_link_shows_where_it_leads(html: str, text: str) -> None:
    assert text_of(html) == text


def test_preformatted_text_keeps_its_lines() -> None:
    assert text_of("<pre>one\ntwo</pre>three\nfour") == "one\ntwo\nthree four"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c > d", False),
        ("Join <https://zoom.us/j/1>", False),
        ("write to <li@sandbox.test>", False),
        ("generic<T> types", False),
        ("one<br>two", True),
        ("<P CLASS='x'>one</P>", True),
        ("Tom &amp; Jerry", True),
        ("<!DOCTYPE html>", True),
    ],
)
def test_html_is_told_from_text(text: str, expected: bool) -> None:
    assert is_html(text) is expected


HOSTILE = {
    "a megabyte of unfinished links": "<a " * 350_000,
    "nesting a hundred thousand deep": "<div>" * 100_000,
    "nesting as deep as the parser gets to see": "<div>" * 7_900,
    "unclosed formatting": "<b><i><p>" * 4_000,
    "formatting copied into every block": "".join(f"<b id={n}>" for n in range(200)) + "<p>x</p>" * 4_000,
    "a comment without an end": "<p>x</p><!--" + "x" * 250_000,
    "comments opened again and again": "<!-- " * 50_000,
    "a tag with forty thousand attributes": "<a " + "".join(f"x{n}=1 " for n in range(40_000)) + ">",
    "a tag with as many as the parser sees": "<a " + "".join(f"x{n}=1 " for n in range(5_000)) + ">",
    "quotes that hide tags": "".join(f'<b id="<{n}">' for n in range(900)) + "<p>x</p>" * 3_000,
    "less-than signs": "<" * 250_000,
    "escapes as entities": "&#27;" * 50_000,
    "href after href": "<a " + "href=" * 50_000,
    "a script without an end": "<script>" + "<" * 200_000,
    "spaces": "<p>" + " " * 250_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_no_slower_than_reading_a_long_letter(name: str) -> None:
    letter = "".join(f"<p>Line {n}, with <b>bold</b> words and room for more text.</p>" for n in range(600))
    expected = _seconds(letter)
    assert _seconds(HOSTILE[name]) < 60 * expected + 0.5


def _seconds(html: str) -> float:
    start = time.perf_counter()
    text = text_of(html) if is_html(html) else html
    assert len(text) <= max(LONGEST, len(html)) + 100
    return time.perf_counter() - start


@pytest.mark.parametrize("filler", ["", "<p>word</p>" * 6_000], ids=["short", "too long to parse"])
@pytest.mark.parametrize(
    "words", ["https://zoom.us/j/1", "<b>zoom.us</b>/j/1", "Join zoom.us/j/1 now", "Join (www.zoom.us)"]
)
def test_a_link_that_reads_otherwise_than_it_leads_is_found_out(words: str, filler: str) -> None:
    html = f'<p>Agenda</p><p><a href="https://meet.google.com/abc-defg-hij">{words}</a></p>{filler}'
    [link] = links_of(event(description=text_of(html)))
    assert (link.host, link.shown.removeprefix("www."), link.trust) == (
        "meet.google.com",
        "zoom.us",
        Trust.ASK,
    )


def test_a_document_too_long_to_parse_shows_where_its_filtered_links_lead() -> None:
    long = f'<a href="{FILTERED}">https://zoom.us/j/1</a><p>x</p>' + "<p>word</p>" * 6_000
    assert text_of(long).startswith("https://zoom.us/j/1 <https://zoom.us/j/1?pwd=a>\nx")


def test_a_document_too_long_to_parse_keeps_its_words_and_links() -> None:
    filler = "<p>word</p>" * 6_000
    text = text_of(f'<style>{"x" * 5_000}</style><p>First</p><a href="https://zoom.us/j/1">Join</a>{filler}')
    assert text.startswith("First\n")
    assert "https://zoom.us/j/1" in text
    assert "xxx" not in text
    assert "<" not in text.replace("Join <https://zoom.us/j/1>", "")


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<a href='https://x.test'>", "</a>", "<li>", "<pre>", "<!--", "&lt;"])
        | st.text(max_size=8)
    ).map("".join)
)
def test_any_markup_becomes_text(html: str) -> None:
    text = text_of(html)
    assert text == text.strip()
    assert "\n\n\n" not in text
