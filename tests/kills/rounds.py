"""Rounds of dying and coming back: a save is killed, what is on the disk is looked at, and the rest is done.

After every round there is one event, with all that was typed, and nothing is torn.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.driver import NOW
from tests.kills.dying import Deed
from tests.services.ledger import JSON, objects, plant
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.store.state import State

SOON = 0.15
"""Seconds a save takes at most on a quick machine; deaths from outside are spread over it."""
UNHEARD = {"x_studio": {"kiln": [1, None]}}


@dataclass(frozen=True)
class Round:
    """What was done, where it died, and what it said until then."""

    deed: Deed
    died_at: str
    said: tuple[JSON, ...]

    @property
    def points(self) -> int:
        """How many points were passed."""
        return sum("passed" in line for line in self.said)

    def told(self, name: str) -> bool:
        """Whether it said this."""
        return any(name in line for line in self.said)


class Stage:
    """A service that lives on, and a home that is opened again and again."""

    def __init__(self, served: ServedSandbox, dying: subprocess.Popen[str], seed: int) -> None:
        self._served = served
        self._dying = dying
        self._chance = random.Random(seed)
        self._folder = Path(tempfile.mkdtemp(prefix="kills-"))
        self._number = 0
        self._longest: dict[tuple[str, bool, bool], int] = {}

    def close(self) -> None:
        """Take the home away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def round(self, *, call: bool, changes: bool) -> Round:
        """A save that is killed, once more from the start, and everything looked at."""
        self._number += 1
        name = f"Kiln {self._number}:"
        event = self._prepared(name) if changes else None
        deed = self._deed("save", f"{name} as typed", call=call, event=event)
        killed = self._done(replace(deed, **self._death(deed)))
        self._nothing_is_torn(killed, name)
        ended = self._done(self._deed("finish", ""))
        self._all_is_there(killed, ended, name)
        return killed

    def taken_back(self) -> Round:
        """A deletion whose taking back is killed: in the end the event is there, once."""
        death = self._death(self._deed("undo", ""))
        self._number += 1
        name = f"Kiln {self._number}:"
        made = self._done(self._deed("delete", f"{name} as typed"))
        assert made.told("done"), made
        deed = self._deed("undo", f"{name} as typed")
        killed = self._done(replace(deed, **death))
        self._nothing_is_torn(killed, name)
        ended = self._done(self._deed("finish", "", takes_back=True))
        assert ended.told("done"), (killed, ended)
        [one] = self._objects(name)
        assert one["title"] == deed.title, (killed, ended)
        return killed

    def _whole(self, what: str, call: bool, changes: bool) -> Round:
        """A deed that nobody disturbs: how many points there are."""
        if what == "undo":
            self._number += 1
            self._done(self._deed("delete", f"Kiln {self._number}: as typed"))
            return self._done(self._deed("undo", ""))
        self._number += 1
        name = f"Kiln {self._number}:"
        event = self._prepared(name) if changes else None
        return self._done(self._deed("save", f"{name} as typed", call=call, event=event))

    def _deed(self, what: str, title: str, **more: Any) -> Deed:
        served = self._served
        now = (NOW + timedelta(minutes=10 * self._number)).isoformat()
        return Deed(
            what, title, str(self._folder), served.api_uri, served.api_key, served.grants[0].id, now, **more
        )

    def _death(self, deed: Deed) -> JSON:
        """At a point of its own, or from outside at any moment."""
        if self._chance.random() < 0.2:
            return {"dies_after": self._chance.uniform(0.0, SOON)}
        kind = deed.what, deed.call, deed.event is not None
        if kind not in self._longest:
            self._longest[kind] = self._whole(*kind).points
        return {"dies_at": self._chance.randrange(self._longest[kind])}

    def _prepared(self, name: str) -> tuple[str, str]:
        """An event with a member that no callsheet knows."""
        made = self._done(self._deed("save", f"{name} as it was"))
        assert made.told("saved"), made
        [one] = self._objects(name)
        plant(self._served.sandbox, one | UNHEARD)
        return one["calendar_id"], one["id"]

    def _objects(self, name: str) -> list[JSON]:
        return objects(self._served.sandbox, name)

    def _done(self, deed: Deed) -> Round:
        assert self._dying.stdin is not None
        assert self._dying.stdout is not None
        self._dying.stdin.write(json.dumps(asdict(deed)) + "\n")
        self._dying.stdin.flush()
        said: list[JSON] = []
        while "ended" not in (line := json.loads(self._dying.stdout.readline())):
            said.append(line)
        assert line["ended"] in (0, -signal.SIGKILL), said
        died_at = next((one["died_at"] for one in said if "died_at" in one), "")
        return Round(deed, died_at or ("outside" if line["ended"] else ""), tuple(said))

    def _nothing_is_torn(self, killed: Round, name: str) -> None:
        state = State.open(self._folder / "state.db")
        try:
            assert state.notices == (), killed
            drafts = [draft for draft in state.drafts() if draft.title == killed.deed.title]
        finally:
            state.close()
        objects = self._objects(name)
        assert len(objects) <= 1, killed
        if killed.told("kept"):
            there = [one for one in objects if one["title"] == killed.deed.title]
            assert drafts or there, killed

    def _all_is_there(self, killed: Round, ended: Round, name: str) -> None:
        story = (killed, ended)
        assert ended.told("done"), story
        assert not ended.told("notice"), story
        [left] = [line for line in ended.said if "drafts" in line]
        assert left["drafts"] == 0, story
        objects = self._objects(name)
        if not killed.told("kept") and (not objects or objects[0]["title"] != killed.deed.title):
            return
        [one] = objects
        assert one["title"] == killed.deed.title, story
        if killed.deed.event is not None:
            assert one["x_studio"] == UNHEARD["x_studio"], story
        if killed.deed.call:
            url = one["conferencing"]["details"]["url"]
            jobs = [job for job in left["jobs"] if job["event"] == one["id"]]
            assert all(job["state"] == "live" and job["url"] == url for job in jobs), story
            assert url, story


@contextmanager
def stage(seed: int) -> Iterator[Stage]:
    """A served sandbox, and a process whose children die."""
    with running(SandboxSettings(now=NOW, links=LinkRule("reads", 2))) as served:
        dying = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.dying"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert dying.stdin is not None
        assert dying.stdout is not None
        assert json.loads(dying.stdout.readline()) == {"ready": True}
        stage = Stage(served, dying, seed)
        try:
            yield stage
        finally:
            stage.close()
            dying.stdin.close()
            dying.wait(10)
            dying.stdout.close()


def play(rounds: int, seed: int) -> Iterator[Round]:
    """So many rounds: creates and changes, with and without a call, and deletions taken back.

    Raises AssertionError with the story.
    """
    chance = random.Random(seed)
    with stage(seed) as ground:
        for _ in range(rounds):
            if chance.random() < 0.15:
                yield ground.taken_back()
            else:
                yield ground.round(call=chance.random() < 0.6, changes=chance.random() < 0.4)
