"""What the user made and what was promised them: drafts, requests on their way, calls being watched, deeds.

Every change is on the disk before the method returns. Several callsheets may have it open: `news` tells that
another wrote to it, and a lease says who of them does what only one should.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.errors import StoreError
from tui.domain.jobs import Job
from tui.store.codec import dumps, loads_all
from tui.store.database import Database

if TYPE_CHECKING:
    from tui.domain.deeds import Deed
    from tui.domain.drafts import Draft
    from tui.domain.likeness import Sent
    from tui.domain.refusals import Refusal
    from tui.domain.waiting import Waiting

_SCHEMA = """
create table drafts (id text primary key, body text not null);
create table jobs (id text primary key, body text not null);
create table intents (token text primary key, calendar_id text not null, draft_id text not null);
create table hidden (calendar_id text primary key);
"""
_LEASES = "create table leases (name text primary key, holder text not null, until real not null);\n"
_DEEDS = """
create table deeds (id text primary key, body text not null);
create table sent (draft_id text primary key, body text not null);
"""
_HINTS = "create table hints_gone (name text primary key);\n"
_WAITING = "create table waiting (id text primary key, body text not null);\n"
REMEMBERED = 1000
"""Creates that are known, the newest."""


class State:
    """The precious store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unread = self._count_unread()

    @classmethod
    def open(cls, path: Path | None) -> State:
        """Open the file, or memory; a damaged file is kept aside."""
        later = (_LEASES, _DEEDS, _HINTS, _WAITING)
        upgrades = {version: "".join(later[version - 1 :]) for version in range(1, len(later) + 1)}
        return cls(Database(path, _SCHEMA + upgrades[1], len(later) + 1, durable=True, upgrades=upgrades))

    def _count_unread(self) -> int:
        [[kept]] = self._database.rows("select (select count(*) from drafts) + (select count(*) from jobs)")
        return int(kept) - len(self.drafts()) - len(self.jobs())

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong on opening, in words."""
        unread = f"Of the drafts and calls kept, {self._unread} cannot be read; they stay in the file."
        return (*self._database.notices, unread) if self._unread else self._database.notices

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def drafts(self) -> tuple[Draft, ...]:
        """Every draft, oldest first."""
        rows = self._database.rows("select body from drafts order by rowid")
        if not rows:
            return ()
        from tui.domain.drafts import Draft

        return loads_all((row[0] for row in rows), Draft)

    def put_draft(self, draft: Draft) -> None:
        """Keep a draft."""
        self._set("drafts", draft.id, dumps(draft))

    def stays(self, draft_id: str, refusal: Refusal | None = None) -> None:
        """A draft that was under way is not, and stays as it was typed last, with why it was declined."""
        from tui.domain.drafts import Draft

        with self._database.writing() as writing:
            rows = writing.execute("select body from drafts where id = ?", (draft_id,)).fetchall()
            for draft in loads_all((row[0] for row in rows), Draft):
                body = dumps(replace(draft, under_way=False, refusal=refusal))
                writing.execute("update drafts set body = ? where id = ?", (body, draft_id))

    def drop_draft(self, draft_id: str) -> None:
        """Forget a draft; its creates stay known, for a window that still shows it may save it again."""
        self._drop("drafts", "id", draft_id)

    def waiting(self) -> tuple[Waiting, ...]:
        """The deletions and answers that wait for a connection, oldest first."""
        rows = self._database.rows("select body from waiting order by rowid")
        if not rows:
            return ()
        from tui.domain.waiting import Removal, Reply

        found = loads_all((row[0] for row in rows), object)
        return tuple(one for one in found if isinstance(one, Removal | Reply))

    @property
    def has_waiting(self) -> bool:
        """Whether anything but drafts waits for a connection; a store in trouble knows of nothing."""
        with contextlib.suppress(StoreError):
            return bool(self._database.rows("select 1 from waiting limit 1"))
        return False

    def put_waiting(self, waiting: Waiting) -> None:
        """Keep a deletion or an answer until it can be sent."""
        self._set("waiting", waiting.id, dumps(waiting))

    def drop_waiting(self, waiting_id: str) -> None:
        """Forget one, sent or not wanted any more."""
        self._drop("waiting", "id", waiting_id)

    def jobs(self) -> tuple[Job, ...]:
        """Every job, oldest first."""
        rows = self._database.rows("select body from jobs order by rowid")
        return loads_all((row[0] for row in rows), Job)

    def put_job(self, job: Job) -> None:
        """Keep a job."""
        self._set("jobs", job.id, dumps(job))

    def replace_jobs(self, changes: Iterable[tuple[Job, Job]]) -> tuple[Job, ...]:
        """Keep jobs, each in the place of what is kept of it before; those that are kept now.

        One of which something else is kept by then is left as it is.
        """
        kept = []
        with self._database.writing() as writing:
            for before, after in changes:
                rows = writing.execute("select body from jobs where id = ?", (before.id,)).fetchall()
                if loads_all((row[0] for row in rows), Job) == (before,):
                    writing.execute("update jobs set body = ? where id = ?", (dumps(after), before.id))
                    kept.append(after)
        return tuple(kept)

    def drop_job(self, job_id: str) -> None:
        """Forget a job."""
        self._drop("jobs", "id", job_id)

    @property
    def shared(self) -> bool:
        """Whether another callsheet may write to it too."""
        return self._database.shared

    @property
    def footprint(self) -> tuple[int, ...] | None:
        """Another one once anybody has written; None where nobody can tell. Quick to ask."""
        return self._database.footprint

    def news(self) -> int:
        """A number that is another one after somebody else has written."""
        [[version]] = self._database.rows("pragma data_version")
        return int(version)

    def hold(self, lease: str, holder: str, now: datetime, length: timedelta) -> bool:
        """Take or renew a lease for `length` from `now`; False while somebody else's has not expired.

        One that reaches further than `length` was taken before the clock was set back, and does not count.
        """
        start, end = now.timestamp(), (now + length).timestamp()
        with self._database.writing() as writing:
            taken = writing.execute(
                "insert into leases values (?, ?, ?) on conflict (name) do update"
                " set holder = excluded.holder, until = excluded.until"
                " where holder = excluded.holder or until <= ? or until > excluded.until",
                (lease, holder, end, start),
            )
            return bool(taken.rowcount)

    def release(self, lease: str, holder: str) -> None:
        """Give a lease back, if it is this holder's."""
        with self._database.writing() as writing:
            writing.execute("delete from leases where name = ? and holder = ?", (lease, holder))

    def holder_of(self, lease: str) -> str | None:
        """Who holds a lease, or did when it expired."""
        rows = self._database.rows("select holder from leases where name = ?", (lease,))
        return str(rows[0][0]) if rows else None

    def deeds(self) -> tuple[Deed, ...]:
        """What was done and can be taken back, or done again; oldest first."""
        from tui.domain.deeds import Deed

        rows = self._database.rows("select body from deeds order by rowid")
        return loads_all((row[0] for row in rows), Deed)

    @property
    def has_deeds(self) -> bool:
        """Whether anything is remembered at all; a store in trouble remembers nothing."""
        with contextlib.suppress(StoreError):
            return bool(self._database.rows("select 1 from deeds limit 1"))
        return False

    def note_deed(self, deed: Deed) -> None:
        """Remember a deed, the newest `MOST` of them; what was taken back before cannot be done again."""
        from tui.domain.deeds import MOST

        with self._database.writing() as writing:
            undone = [one.id for one in self.deeds() if one.undone]
            writing.executemany("delete from deeds where id = ?", [(one,) for one in undone])
            writing.execute("insert or replace into deeds values (?, ?)", (deed.id, dumps(deed)))
            newest = "select rowid from deeds order by rowid desc limit ?"
            writing.execute(f"delete from deeds where rowid not in ({newest})", (MOST,))

    def turn_deed(self, deed_id: str, back: Deed | None) -> bool:
        """Put the way back in the place of a deed; False where the deed is not there any more."""
        with self._database.writing() as writing:
            taken = writing.execute("delete from deeds where id = ?", (deed_id,))
            if taken.rowcount and back is not None:
                writing.execute("insert into deeds values (?, ?)", (back.id, dumps(back)))
            return bool(taken.rowcount)

    def put_deed(self, deed: Deed) -> None:
        """Keep a deed in its place, told in another way."""
        with self._database.writing() as writing:
            writing.execute("update deeds set body = ? where id = ?", (dumps(deed), deed.id))

    def put_intent(self, token: str, calendar_id: str, draft_id: str, sent: Sent | None = None) -> None:
        """Note a create before it is sent, and what it sends; the newest `REMEMBERED` are known."""
        with self._database.writing() as writing:
            if sent is not None:
                writing.execute("insert or replace into sent values (?, ?)", (draft_id, dumps(sent)))
                newest = "(select max(rowid) from sent)"
                writing.execute(f"delete from sent where rowid <= {newest} - ?", (REMEMBERED,))
            writing.execute("insert or replace into intents values (?, ?, ?)", (token, calendar_id, draft_id))
            newest = "(select max(rowid) from intents)"
            writing.execute(f"delete from intents where rowid <= {newest} - ?", (REMEMBERED,))

    def intent_of(self, draft_id: str) -> str | None:
        """The token of the last create of this draft, whatever became of it."""
        newest = "select token from intents where draft_id = ? order by rowid desc limit 1"
        rows = self._database.rows(newest, (draft_id,))
        return str(rows[0][0]) if rows else None

    def sent_of(self, draft_id: str) -> Sent | None:
        """What the last create of this draft sent, if that is known."""
        from tui.domain.likeness import Sent

        rows = self._database.rows("select body from sent where draft_id = ?", (draft_id,))
        return next(iter(loads_all((row[0] for row in rows), Sent)), None)

    def hidden(self) -> frozenset[str]:
        """Calendars the user hides."""
        return frozenset(row[0] for row in self._database.rows("select calendar_id from hidden"))

    def set_hidden(self, calendar_id: str, hidden: bool) -> None:
        """Hide or show a calendar."""
        with self._database.writing() as writing:
            command = (
                "insert or ignore into hidden values (?)"
                if hidden
                else "delete from hidden where calendar_id = ?"
            )
            writing.execute(command, (calendar_id,))

    def hints_gone(self) -> frozenset[str]:
        """Hints that are not needed any more. Raises StoreError."""
        return frozenset(row[0] for row in self._database.rows("select name from hints_gone"))

    def put_hint_away(self, name: str) -> None:
        """Never show this hint again."""
        with self._database.writing() as writing:
            writing.execute("insert or ignore into hints_gone values (?)", (name,))

    def _set(self, table: str, key: str, body: str) -> None:
        with self._database.writing() as writing:
            sql = f"insert into {table} values (?, ?) on conflict (id) do update set body = excluded.body"
            writing.execute(sql, (key, body))

    def _drop(self, table: str, column: str, key: str) -> None:
        with self._database.writing() as writing:
            writing.execute(f"delete from {table} where {column} = ?", (key,))
