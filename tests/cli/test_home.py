"""A home in trouble: what is damaged is set aside and said, what cannot be written is said, all goes on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.terminal import in_process

PLACES = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
DAMAGE = {
    "no database": b"not a database at all" * 400,
    "broken pages": b"SQLite format 3\0" + b"\xff" * 4080,
}


def made(home: Path) -> None:
    """A home that has been used."""
    said = in_process(home, "event", "create", "--sandbox", "--title", "Prism", "--start", "tomorrow 15:00")
    assert said.code == 0, said.err


def titles(home: Path, **environ: str) -> tuple[list[str], str]:
    """What the agenda of the embedded account shows, and what is remarked."""
    said = in_process(home, "agenda", "--sandbox", "--json", "--to", "+2d", environ=environ)
    assert said.code == 0, said.err
    return [event["title"] for event in said.data["events"]], said.err


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_stores_are_set_aside_and_said_and_the_agenda_is_there(tmp_path: Path, damage: bytes) -> None:
    made(tmp_path)
    for name in ("state.db", "cache.db"):
        [path] = tmp_path.rglob(name)
        path.write_bytes(damage)
    shown, remarks = titles(tmp_path)
    assert "Prism" in shown
    words = " ".join(remarks.split())
    for name in ("state.db", "cache.db"):
        aside = re.search(rf"{name} was damaged and is kept aside as ({name}\.damaged-1)\.", words)
        assert aside is not None, remarks
        [kept] = tmp_path.rglob(aside[1])
        assert kept.read_bytes() == damage
    assert "damaged" not in titles(tmp_path)[1]


def test_a_deleted_cache_is_read_again_and_nobody_hears_of_it(tmp_path: Path) -> None:
    made(tmp_path)
    before = titles(tmp_path)
    [path] = tmp_path.rglob("cache.db")
    path.unlink()
    assert titles(tmp_path) == before


def test_a_home_nothing_can_be_written_to_is_said_and_the_agenda_is_there(tmp_path: Path) -> None:
    nowhere = dict.fromkeys(PLACES, "/dev/null/nowhere")
    shown, remarks = titles(tmp_path, **nowhere)
    assert shown
    assert "nothing is kept after this run" in " ".join(remarks.split())
