"""Commands say times of day on the clock that was chosen; data for programs stays as it is."""

from __future__ import annotations

import re

import pytest

from tests.cli.terminal import Shell

_24 = re.compile(r"\b(?:0\d|1[3-9]|2[0-3]):\d\d\b")


@pytest.fixture
def twelve(shell: Shell) -> Shell:
    """A shell of someone who reads the clock of twelve hours."""
    config = shell.home / "config" / "callsheet" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("clock = 12\n", encoding="utf-8")
    return shell


def test_the_agenda(twelve: Shell) -> None:
    said = twelve("agenda", "--sandbox", "--from", "today", "--to", "+6d")
    assert said.code == 0
    timed = [line for line in said.out.splitlines() if re.match(r" +\d?\d:\d\d [ap]m-", line)]
    assert timed
    assert not any(_24.search(line[:22]) for line in said.out.splitlines())
    assert not re.search(r"\d [ap]m\b", twelve("agenda", "--sandbox", "--json").out)


def test_the_next_call(twelve: Shell) -> None:
    said = twelve("next", "--sandbox", "--format", "{start}-{end}")
    assert re.fullmatch(r"\d?\d:\d\d [ap]m-\d?\d:\d\d [ap]m\n", said.out)


def test_what_was_found(twelve: Shell) -> None:
    said = twelve("search", "--sandbox", "priya")
    assert said.out
    assert " pm-" in said.out or " am-" in said.out


def test_a_quick_line_is_told_on_it(twelve: Shell) -> None:
    said = twelve("add", "--sandbox", "--dry-run", "Review fri 15:00 45m")
    assert said.code == 0
    assert "3:00 pm–3:45 pm" in said.err
