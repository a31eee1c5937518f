"""The precious store: what was typed and what was promised outlives anything but the disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.domain.deeds import MOST, Deed
from tui.domain.drafts import Draft
from tui.domain.errors import StoreError
from tui.domain.events import Event, EventKey
from tui.domain.jobs import request
from tui.domain.refusals import Refusal
from tui.domain.when import Moment
from tui.store.database import Database
from tui.store.state import _SCHEMA, REMEMBERED, State

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
EVENT = Event("e1", "work", "Design review", Moment(NOW))
JOB = request("j1", EventKey("work", "e1"), "Design review", "Zoom Meeting", NOW)

WRITER = """
import sys, time
from pathlib import Path
from tui.domain.drafts import Draft
from tui.store.state import State
state = State.open(Path(sys.argv[1]))
number = 0
while True:
    state.put_draft(Draft("d1", "work", f"typed {number}"))
    print(number, flush=True)
    number += 1
"""


WATCHER = """
import sys, time
from pathlib import Path
from tests.store.test_state import JOB
from tui.store.state import State
state = State.open(Path(sys.argv[1]))
state.put_job(JOB)
state.put_intent("token", "work", "d1")
state.set_hidden("home", True)
print("kept", flush=True)
time.sleep(60)
"""


def test_drafts_and_jobs_are_there_at_the_next_start(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    state.put_draft(Draft("d1", "work", "One"))
    state.put_draft(Draft("d2", "work", "Two"))
    state.put_draft(Draft("d1", "work", "One, changed"))
    state.drop_draft("d2")
    state.put_job(JOB)
    state.put_intent("token", "work", "d1")
    state.set_hidden("home", True)
    state.close()
    again = State.open(tmp_path / "state.db")
    assert again.drafts() == (Draft("d1", "work", "One, changed"),)
    assert again.jobs() == (JOB,)
    assert again.intent_of("d1") == "token"
    assert again.hidden() == {"home"}
    assert again.notices == ()
    again.close()


def test_a_draft_looks_for_its_last_create_even_when_another_window_is_done_with_it(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    state.put_draft(Draft("d1", "work", "One"))
    for token in ("zz", "aa", "mm"):
        state.put_intent(token, "work", "d1")
    state.put_intent("other", "work", "d2")
    assert state.intent_of("d1") == "mm"
    state.drop_draft("d1")
    assert state.intent_of("d1") == "mm"
    assert state.intent_of("d2") == "other"
    state.close()


def test_creates_of_long_ago_are_forgotten() -> None:
    state = State.open(None)
    for number in range(REMEMBERED + 1):
        state.put_intent(f"token {number}", "work", f"d{number}")
    assert state.intent_of("d0") is None
    assert state.intent_of("d1") == "token 1"
    state.close()


def test_what_cannot_be_read_is_said_and_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    state = State.open(path)
    for name in ("d1", "d2", "d3"):
        state.put_draft(Draft(name, "work", name))
    state.put_job(JOB)
    state.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute('update drafts set body = \'{"#": "Later", "v": 1}\' where id = \'d1\'')
        raw.execute("update drafts set body = '5' where id = 'd2'")
    again = State.open(path)
    assert again.notices == ("Of the drafts and calls kept, 2 cannot be read; they stay in the file.",)
    assert again.drafts() == (Draft("d3", "work", "d3"),)
    assert again.jobs() == (JOB,)
    again.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("select count(*) from drafts").fetchone() == (3,)


def test_calls_being_watched_outlive_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    watcher = subprocess.Popen([sys.executable, "-c", WATCHER, str(path)], stdout=subprocess.PIPE, text=True)
    assert watcher.stdout is not None
    assert watcher.stdout.readline() == "kept\n"
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait()
    watcher.stdout.close()
    state = State.open(path)
    assert state.jobs() == (JOB,)
    assert state.intent_of("d1") == "token"
    assert state.hidden() == {"home"}
    assert state.notices == ()
    state.close()


def test_a_kill_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    kept = -1
    for line in writer.stdout:
        kept = int(line)
        if kept == 20:
            os.kill(writer.pid, signal.SIGKILL)
            break
    kept = max([kept, *(int(line) for line in writer.stdout)])
    writer.wait()
    writer.stdout.close()
    state = State.open(path)
    [draft] = state.drafts()
    assert int(draft.title.split()[1]) >= kept
    assert state.notices == ()
    state.close()


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "callsheet"
    State.open(folder / "state.db").close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "state.db").stat().st_mode) == 0o600


def test_a_damaged_file_is_kept_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"not a database at all" * 400)
    state = State.open(path)
    assert state.notices == ("state.db was damaged and is kept aside as state.db.damaged-1.",)
    assert (tmp_path / "state.db.damaged-1").read_bytes().startswith(b"not a database")
    state.put_draft(Draft("d1", "work", "One"))
    state.close()
    again = State.open(path)
    assert again.drafts() == (Draft("d1", "work", "One"),)
    again.close()


def test_damage_found_later_is_survived_too(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    state = State.open(path)
    for number in range(200):
        state.put_draft(Draft(f"d{number}", "work", "t" * 200))
    state.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    again = State.open(path)
    assert again.drafts() == ()
    assert "damaged" in again.notices[0]
    again.put_draft(Draft("new", "work", "New"))
    assert [draft.id for draft in again.drafts()] == ["new"]
    again.close()


def test_a_file_of_a_later_callsheet_is_left_whole(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    State.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute("pragma user_version = 99")
    raw.close()
    state = State.open(path)
    assert "another version" in state.notices[0]
    state.close()
    raw = sqlite3.connect(tmp_path / "state.db.other-1")
    assert raw.execute("pragma user_version").fetchone() == (99,)
    raw.close()


def test_a_file_somebody_holds_is_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.BUSY_MS", 50)
    path = tmp_path / "state.db"
    State.open(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    state = State.open(path)
    assert state.notices == ("state.db is in use or cannot be written: nothing is kept after this run.",)
    state.put_draft(Draft("d1", "work", "One"))
    assert len(state.drafts()) == 1
    state.close()
    holder.rollback()
    holder.close()
    assert not [one.name for one in tmp_path.iterdir() if "damaged" in one.name]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    state = State.open(tmp_path / "file" / "state.db")
    assert "nothing is kept after this run" in state.notices[0]
    state.put_job(JOB)
    assert state.jobs() == (JOB,)
    state.close()


def test_two_at_once_see_each_other_s_work(tmp_path: Path) -> None:
    one, other = State.open(tmp_path / "state.db"), State.open(tmp_path / "state.db")
    one.put_draft(Draft("d1", "work", "One"))
    other.put_draft(Draft("d2", "work", "Two"))
    assert {draft.id for draft in one.drafts()} == {"d1", "d2"}
    one.close()
    other.close()


def test_a_full_disk_is_an_error_one_can_read(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    state.put_draft(Draft("d1", "work", "One"))
    state._database._connection.execute("pragma max_page_count = 1")
    with pytest.raises(StoreError) as caught:
        state.put_draft(Draft("d2", "work", "t" * 100_000))
    assert "still on the screen" in caught.value.means
    assert [draft.id for draft in state.drafts()] == ["d1"]
    state.close()


def test_one_of_several_holds_a_lease_until_it_gives_it_back_or_dies(tmp_path: Path) -> None:
    mine, theirs = State.open(tmp_path / "state.db"), State.open(tmp_path / "state.db")
    length = timedelta(seconds=10)
    assert mine.hold("looking", "me", NOW, length)
    assert mine.hold("looking", "me", NOW + length / 2, length)
    assert not theirs.hold("looking", "them", NOW + length, length)
    assert theirs.hold("other", "them", NOW, length)
    theirs.release("looking", "them")
    assert not theirs.hold("looking", "them", NOW + length, length)
    assert theirs.hold("looking", "them", NOW + 2 * length, length)
    theirs.release("looking", "them")
    assert mine.hold("looking", "me", NOW + 2 * length, length)
    assert theirs.hold("looking", "them", NOW, length), "taken before the clock was set back"
    mine.close()
    theirs.close()


def test_what_another_wrote_is_news_and_one_s_own_is_not(tmp_path: Path) -> None:
    mine, theirs = State.open(tmp_path / "state.db"), State.open(tmp_path / "state.db")
    before = mine.news()
    mine.put_job(JOB)
    assert mine.news() == before
    theirs.put_job(replace(JOB, id="j2"))
    assert mine.news() != before
    assert mine.shared
    assert not State.open(None).shared
    mine.close()
    theirs.close()


@pytest.mark.parametrize(
    ("version", "lacks"),
    [
        (1, ("leases", "deeds", "sent", "hints_gone", "waiting")),
        (2, ("deeds", "sent", "hints_gone", "waiting")),
        (3, ("hints_gone", "waiting")),
        (4, ("waiting",)),
    ],
)
def test_a_store_of_before_is_gone_on_with(tmp_path: Path, version: int, lacks: tuple[str, ...]) -> None:
    path = tmp_path / "state.db"
    state = State.open(path)
    state.put_draft(Draft("d1", "work", "One"))
    state.put_job(JOB)
    state.close()
    with closing(sqlite3.connect(path)) as raw:
        for table in lacks:
            raw.execute(f"drop table {table}")
        raw.execute(f"pragma user_version = {version}")
    again = State.open(path)
    assert again.notices == ()
    again.note_deed(Deed(EVENT, None, id="x1", at=NOW))
    assert (again.drafts(), again.jobs()) == ((Draft("d1", "work", "One"),), (JOB,))
    assert again.hold("looking", "me", NOW, timedelta(seconds=10))
    again.close()
    once_more = State.open(path)
    assert once_more.notices == ()
    assert once_more.deeds() == (Deed(EVENT, None, id="x1", at=NOW),)
    once_more.close()


def test_deeds_are_kept_in_order_up_to_the_newest_and_a_new_one_ends_what_could_be_done_again() -> None:
    state = State.open(None)
    for number in range(MOST + 3):
        state.note_deed(Deed(None, EVENT, id=f"d{number}"))
    assert [deed.id for deed in state.deeds()] == [f"d{number}" for number in range(3, MOST + 3)]
    newest = f"d{MOST + 2}"
    assert state.turn_deed(newest, Deed(EVENT, None, id="back", undone=True))
    assert not state.turn_deed(newest, Deed(EVENT, None, id="twice", undone=True))
    assert state.deeds()[-1].id == "back"
    state.put_deed(Deed(None, EVENT, id="d5", why_not="it is over."))
    assert state.deeds()[2].why_not == "it is over."
    state.note_deed(Deed(None, EVENT, id="new"))
    assert [deed.id for deed in state.deeds()][-2:] == [f"d{MOST + 1}", "new"]
    state.close()


def test_a_hint_put_away_stays_away(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    assert state.hints_gone() == frozenset()
    state.put_hint_away("help")
    state.put_hint_away("help")
    state.close()
    again = State.open(tmp_path / "state.db")
    assert again.hints_gone() == {"help"}
    again.close()


def test_a_lease_names_its_holder() -> None:
    state = State.open(None)
    assert state.holder_of("one") is None
    assert state.hold("one", "me", NOW, timedelta(seconds=10))
    assert state.holder_of("one") == "me"
    state.close()


def test_a_draft_that_was_under_way_stays_as_it_was_typed_last() -> None:
    state = State.open(None)
    state.put_draft(Draft("d1", "work", "One", under_way=True))
    state.put_draft(Draft("d1", "work", "One more", under_way=True))
    state.stays("d1")
    state.stays("gone")
    [draft] = state.drafts()
    assert (draft.title, draft.under_way) == ("One more", False)
    why = Refusal("The calendar service declined.", server_words="location is too long")
    state.stays("d1", why)
    assert [draft.refusal for draft in state.drafts()] == [why]
    state.close()


def test_a_store_of_before_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    before = Database(path, _SCHEMA, 1, durable=True)
    with before.writing() as writing:
        writing.execute("insert into hidden values ('home')")
    before.close()
    State.open(path).close()
    copy = tmp_path / "state.db.version-1"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("pragma user_version").fetchone() == (1,)
        assert raw.execute("select * from hidden").fetchall() == [("home",)]
    State.open(path).close()
    assert sorted(one.name for one in tmp_path.iterdir() if "journal" not in one.name) == [
        "state.db",
        "state.db.version-1",
    ]
