"""Someone has the next call in a status line, and joins it with a key of the window manager."""

from __future__ import annotations

from tests.cli.terminal import Shell


def test_the_next_call_fits_a_status_line(shell: Shell) -> None:
    said = shell("next", "--sandbox")
    assert (said.code, said.err) == (0, "")
    [line] = said.out.splitlines()
    assert line.startswith(("in ", "until ", "now "))


def test_its_words_are_chosen(shell: Shell) -> None:
    said = shell("next", "--sandbox", "--format", "{start}-{end} | {link} | {0x")
    [line] = said.out.splitlines()
    times, link, rest = line.split(" | ")
    assert len(times) == len("15:00-15:30")
    assert link.startswith("https://")
    assert rest == "{0x"


def test_a_word_nobody_knows_is_named(shell: Shell) -> None:
    said = shell("next", "--sandbox", "--format", "{title.__class__} {room}")
    assert said.code == 2
    assert "{room}" in said.err


def test_as_data(shell: Shell) -> None:
    data = shell("next", "--sandbox", "--json").data
    assert {"countdown", "title", "start", "end", "provider", "link"} <= set(data)
    assert data["link"].startswith("https://")


def test_before_anything_was_read_there_is_none(shell: Shell) -> None:
    said = shell("next", "--sandbox", "--stored")
    assert (said.code, said.out) == (5, "")
    assert "No call with a link" in said.err


def test_joining_without_a_browser_prints_the_link_or_leaves_the_choice(shell: Shell) -> None:
    said = shell("join", "--sandbox")
    if said.code == 6:
        assert "J in callsheet" in said.err or "o in callsheet" in said.err
    else:
        assert said.code == 0
        assert said.out.startswith("https://")
