"""The files under the stores: whoever else is at them, nothing is lost, mistaken or shown to others."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.notes import kept, opened, others, write
from tui.domain.drafts import Draft
from tui.domain.errors import StoreError
from tui.store import files
from tui.store.state import State


@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
def test_a_file_on_a_network_disk_is_safe_too(tmp_path: Path, durable: bool, synchronous: int) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("pragma journal_mode = wal")
    database = opened(path, durable=durable)
    assert database.rows("pragma journal_mode") == [("truncate",)]
    assert database.rows("pragma synchronous") == [(synchronous,)]
    assert database.rows("pragma mmap_size") in ([(0,)], [])
    assert database.rows("pragma secure_delete") == [(int(durable),)]
    assert database.notices == ()
    database.close()


def test_nobody_else_can_read_what_is_kept_nor_pass_the_folders_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "state" / "account" / "a.db"
    before = os.umask(0)
    try:
        opened(path).close()
    finally:
        os.umask(before)
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}


def test_a_file_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()
    path.chmod(0o664)
    opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_read_after_closing_leaves_a_sound_file_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = opened(path)
    write(database, "one")
    database.close()
    with pytest.raises(StoreError):
        kept(database)
    with pytest.raises(StoreError):
        write(database, "two")
    assert others(path) == set()
    again = opened(path)
    assert kept(again) == {"one"}
    again.close()


@pytest.mark.parametrize("version", [0, 1, 7])
@pytest.mark.parametrize("durable", [True, False])
def test_a_database_of_another_program_is_never_written_to(
    tmp_path: Path, version: int, durable: bool
) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("create table notes (recipe text)")
        raw.execute(f"pragma user_version = {version}")
    content = path.read_bytes()
    database = opened(path, durable=durable)
    assert database.notices == ("a.db is not callsheet's and is kept aside as a.db.other-1.",)
    assert (tmp_path / "a.db.other-1").read_bytes() == content
    write(database, "one")
    database.close()


def test_a_disposable_file_of_another_version_is_simply_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path, version=9, durable=False).close()
    database = opened(path, durable=False)
    assert database.notices == ()
    assert others(path) == set()
    write(database, "one")
    database.close()


def test_every_precious_file_set_aside_keeps_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for content in (b"first" * 300, b"second" * 300):
        path.write_bytes(content)
        opened(path).close()
    assert (tmp_path / "a.db.damaged-1").read_bytes().startswith(b"first")
    assert (tmp_path / "a.db.damaged-2").read_bytes().startswith(b"second")


def test_a_file_set_aside_takes_its_journal_along(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"file")
    files.journal_of(path).write_bytes(b"half a change")
    aside = files.set_aside(path, "damaged")
    assert aside is not None
    assert aside.read_bytes() == b"file"
    assert files.journal_of(aside).read_bytes() == b"half a change"
    assert others(path) == {aside.name, files.journal_of(aside).name}
    assert files.set_aside(path, "damaged") is None


def broken_page(path: Path) -> None:
    """One page in the middle of the file, overwritten."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)


def filled(path: Path, count: int = 200) -> None:
    database = opened(path)
    with database.writing() as writing:
        writing.executemany("insert into notes values (?, ?)", ((str(n), "t" * 400) for n in range(count)))
    database.close()


def test_one_broken_page_costs_only_what_was_on_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    broken_page(path)
    content = path.read_bytes()
    database = opened(path)
    saved = kept(database)
    assert {"0", "199"} <= saved
    assert 150 < len(saved) < 200
    assert database.notices == (
        "a.db was damaged and is kept aside as a.db.damaged-1.",
        f"{len(saved)} of its entries could still be read and are here.",
    )
    assert (tmp_path / "a.db.damaged-1").read_bytes() == content
    database.close()


@pytest.mark.parametrize("durable", [True, False])
def test_one_bad_byte_costs_only_the_letter_it_was(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a.db"
    opened(path, durable=durable).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("insert into notes values (cast(x'61ff62' as text), ''), ('whole', '')")
    database = opened(path, durable=durable)
    assert kept(database) == {"a\ufffdb", "whole"}
    write(database, "new")
    assert kept(database) == {"a\ufffdb", "whole", "new"}
    assert database.notices == ()
    database.close()


def test_damage_that_comes_while_it_is_open_is_met_at_the_next_read_or_write(tmp_path: Path) -> None:
    for number, use in enumerate((kept, lambda database: write(database, "new"))):
        path = tmp_path / str(number) / "a.db"
        opened(path).close()
        filled(path)
        database = opened(path)
        database.rows("pragma shrink_memory")
        with path.open("r+b") as file:
            file.write(b"\xff" * 100)
        if use is kept:
            assert kept(database) == set()
        else:
            with pytest.raises(StoreError) as caught:
                write(database, "new")
            assert "begun anew" in caught.value.what
        assert "kept aside as a.db.damaged-1" in database.notices[0]
        write(database, "next")
        assert kept(database) == {"next"}
        database.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4))
def test_no_flipped_bits_stop_the_app_or_lose_a_draft_unsaid(
    tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    for one in tmp_path.iterdir():
        one.unlink()
    path = tmp_path / "state.db"
    state = State.open(path)
    for number in range(12):
        state.put_draft(Draft(f"d{number}", "work", "t" * 300))
    state.close()
    content = bytearray(path.read_bytes())
    for place, mask in flips:
        content[int(place * len(content))] ^= mask
    path.write_bytes(content)
    again = State.open(path)
    assert len(again.drafts()) == 12 or again.notices
    again.put_draft(Draft("new", "work", "New"))
    assert "new" in {draft.id for draft in again.drafts()}
    again.close()


def test_an_error_of_ours_in_a_change_undoes_all_of_it(tmp_path: Path) -> None:
    database = opened(tmp_path / "a.db")

    def change() -> None:
        with database.writing() as writing:
            writing.execute("insert into notes values ('half', '')")
            raise KeyError("no such thing")

    with pytest.raises(KeyError):
        change()
    assert kept(database) == set()
    write(database, "one")
    database.close()


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from tui.domain.drafts import Draft
from tui.store.state import State
if os.geteuid() == 0:
    os.setuid(65534)
state = State.open(Path(sys.argv[1]))
state.put_draft(Draft("d1", "work", "One"))
print(*state.notices, len(state.drafts()))
"""


@pytest.mark.parametrize("there", [True, False], ids=["with a file", "empty"])
def test_a_folder_that_may_only_be_read_is_said_at_the_start(there: bool) -> None:
    folder = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"callsheet-{os.getpid()}"
    folder.mkdir()
    try:
        if there:
            State.open(folder / "state.db").close()
            (folder / "state.db").chmod(0o666)
        folder.chmod(0o555)
        ran = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, str(folder / "state.db")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == f"{folder} cannot be written: nothing is kept after this run. 1"
    finally:
        folder.chmod(0o700)
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()


FULL = """
import resource, sys
from pathlib import Path
from tui.domain.drafts import Draft
from tui.domain.errors import StoreError
from tui.store.state import State
state = State.open(Path(sys.argv[1]))
state.put_draft(Draft("d1", "work", "One"))
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
try:
    state.put_draft(Draft("d2", "work", "t" * 500_000))
except StoreError as error:
    print(error.sentences())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
state.put_draft(Draft("d3", "work", "Three"))
print(*(draft.id for draft in state.drafts()))
"""


def test_a_disk_that_takes_no_more_loses_nothing_and_is_used_again_when_it_does(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "state.db")], capture_output=True, text=True, check=True
    )
    said, ids = ran.stdout.splitlines()
    assert "What you typed is still on the screen." in said
    assert ids == "d1 d3"
