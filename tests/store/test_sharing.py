"""Several at one file, or the file gone from under one: all of them go on, and nothing kept is lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from tests.store.notes import NOTES, held, kept, opened, others, write
from tui.domain.errors import StoreError
from tui.store.state import State


def test_many_that_start_at_once_share_one_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    together = threading.Barrier(8)

    def start(number: int) -> tuple[str, ...]:
        together.wait()
        database = opened(path)
        write(database, str(number))
        database.close()
        return database.notices

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(start, range(8))) == {()}
    again = opened(path)
    assert kept(again) == {str(number) for number in range(8)}
    assert others(path) == set()
    again.close()


def test_a_file_another_instance_is_just_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(tmp_path / "made.db").close()
    with held(path, "immediate") as other, ThreadPoolExecutor(1) as pool:
        late = pool.submit(opened, path)
        other.execute(NOTES)
        other.execute(f"pragma application_id = {0x63616C6C}")
        other.execute("pragma user_version = 1")
        other.execute("commit")
        database = late.result()
    assert database.notices == ()
    write(database, "one")
    assert kept(database) == {"one"}
    database.close()


def test_a_file_deleted_while_it_is_open_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.db"
    database = opened(path)
    write(database, "one")
    path.unlink()
    path.with_name("a.db-journal").unlink()
    path.parent.rmdir()
    assert kept(database) == {"one"}
    write(database, "two")
    database.close()
    assert database.notices == ("a.db was deleted meanwhile and was written again.",)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert others(path) == set()
    again = opened(path)
    assert kept(again) == {"one", "two"}
    assert again.notices == ()
    again.close()


def test_a_disposable_file_deleted_while_it_is_open_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = opened(path, durable=False)
    write(database, "one")
    path.unlink()
    write(database, "two")
    database.close()
    again = opened(path, durable=False)
    assert kept(again) == {"two"}
    again.close()


def test_a_file_that_was_replaced_while_it_was_open_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    mine = opened(path)
    write(mine, "old")
    path.rename(tmp_path / "moved.db")
    theirs = opened(path)
    write(theirs, "theirs")
    write(mine, "mine")
    assert kept(theirs) == kept(mine) == {"theirs", "mine"}
    mine.close()
    theirs.close()


def test_where_a_deleted_file_cannot_come_back_it_is_said_and_what_there_was_can_be_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "folder" / "a.db"
    database = opened(path)
    write(database, "one")
    for one in path.parent.iterdir():
        one.unlink()
    path.parent.rmdir()
    path.parent.write_text("in the way")
    with pytest.raises(StoreError) as caught:
        write(database, "two")
    assert "cannot be written" in caught.value.what
    assert kept(database) == {"one"}
    database.close()


def test_reads_go_on_while_a_change_waits_for_another_program(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = opened(path)
    write(database, "one")
    with held(path, "immediate") as other, ThreadPoolExecutor(2) as pool:
        change = pool.submit(write, database, "two")
        looks = pool.submit(lambda: [kept(database) for _ in range(200)])
        assert looks.result(timeout=30) == [{"one"}] * 200
        assert not change.done()
        other.execute("commit")
        change.result(timeout=30)
    assert kept(database) == {"one", "two"}
    database.close()


def test_a_read_waits_its_turn_while_a_change_waits_for_another_program(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = opened(path)
    write(database, "one")
    with held(path, "exclusive") as other, ThreadPoolExecutor(1) as pool:
        changing = pool.submit(write, database, "two")
        sleep(0.2)
        let_go = threading.Timer(0.2, other.execute, ("commit",))
        let_go.start()
        assert "one" in kept(database)
        let_go.join()
        changing.result()
    assert kept(database) == {"one", "two"}
    database.close()


def test_a_program_that_never_lets_go_is_named_as_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    database = opened(path)
    monkeypatch.setattr("tui.store.database.BUSY_MS", 60)
    with held(path, "immediate"), pytest.raises(StoreError) as caught:
        write(database, "one")
    assert caught.value.what == "Another program holds the local store."
    write(database, "two")
    assert kept(database) == {"two"}
    database.close()


TWO_WRITERS = """
import sys, time
from pathlib import Path
from tui.domain.drafts import Draft
from tui.store.state import State
state = State.open(Path(sys.argv[1]))
assert not state.notices
number = 0
while True:
    state.put_draft(Draft(f"{sys.argv[2]}-{number}", "work", "t" * 200))
    print(number, flush=True)
    number += 1
    time.sleep(0.005)  # a disk held without a pause would only show that the other gives up
"""


@pytest.mark.parametrize("patience", [1, 7, 15])
def test_two_killed_in_the_midst_of_their_work_lose_nothing_they_said_was_kept(
    tmp_path: Path, patience: int
) -> None:
    path = tmp_path / "state.db"
    writers = {
        name: subprocess.Popen(
            [sys.executable, "-c", TWO_WRITERS, str(path), name], stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    }
    said: dict[str, set[str]] = {}
    for name, writer in writers.items():
        assert writer.stdout is not None
        said[name] = {writer.stdout.readline().strip() for _ in range(patience)}
    for writer in writers.values():
        os.kill(writer.pid, signal.SIGKILL)
    for name, writer in writers.items():
        assert writer.stdout is not None
        said[name] |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        writer.stdout.close()
    state = State.open(path)
    assert state.notices == ()
    there = {draft.id for draft in state.drafts()}
    assert {f"{name}-{number}" for name, numbers in said.items() for number in numbers} <= there
    state.close()
