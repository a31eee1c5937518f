"""Several callsheets on one store: a thing is done by one at a time, and a death holds nobody up."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.driver import StoryClock, StoryPause
from tests.services.desk import at_the_desk
from tui.domain.errors import Unreachable
from tui.services.turns import LENGTH, Elsewhere, Turns, has_ended, own_name
from tui.services.writes import Writes
from tui.store.state import State


class RealPause(StoryPause):
    """Waiting that lets others get on."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0.02)


@contextmanager
def window(folder: Path, clock: StoryClock) -> Iterator[Turns]:
    state, writes = State.open(folder / "state.db"), Writes()
    try:
        yield Turns(state, writes, clock, RealPause())
    finally:
        writes._thread.shutdown()
        state.close()


async def test_the_same_thing_is_done_by_one_window_at_a_time(tmp_path: Path) -> None:
    clock, doing, most = StoryClock(), 0, 0
    with window(tmp_path, clock) as one, window(tmp_path, clock) as other:

        async def do(turns: Turns) -> None:
            nonlocal doing, most
            async with turns.of("save", "Busy."):
                doing += 1
                most = max(most, doing)
                await asyncio.sleep(0.01)
                doing -= 1

        await asyncio.gather(do(one), do(other), do(one), do(other))
    assert most == 1


async def test_who_waits_too_long_is_told_and_another_thing_is_not_held_up(tmp_path: Path) -> None:
    clock = StoryClock()
    with window(tmp_path, clock) as one, window(tmp_path, clock) as other:
        async with one.of("save", ""):
            with pytest.raises(Elsewhere, match="Busy"):
                async with other.of("save", "Busy.", glances=2):
                    raise AssertionError("two at once")
            async with other.of("another", ""):
                pass
        async with other.of("save", ""):
            pass


async def test_a_turn_nobody_can_ask_about_is_over_after_its_time(tmp_path: Path) -> None:
    clock = StoryClock()
    with window(tmp_path, clock) as one:
        assert one._state.hold("save", "elsewhere/1/x", clock.now(), LENGTH)
        with pytest.raises(Elsewhere):
            async with one.of("save", "", glances=1):
                pass
        clock.pass_by(LENGTH + timedelta(seconds=1))
        async with one.of("save", ""):
            pass


async def test_the_turn_of_a_dead_process_is_over_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, os\nfrom pathlib import Path\nfrom datetime import timedelta\n"
        "from tests.driver import NOW\nfrom tui.services.turns import own_name, LENGTH\n"
        "from tui.store.state import State\n"
        "state = State.open(Path(sys.argv[1]) / 'state.db')\n"
        "assert state.hold('save', own_name(), NOW, LENGTH)\nos._exit(0)"
    )
    dead = await asyncio.create_subprocess_exec(sys.executable, "-c", code, str(tmp_path))
    assert await dead.wait() == 0
    with window(tmp_path, StoryClock()) as one:
        held = one._state.holder_of("save")
        assert held is not None
        assert has_ended(held)
        async with one.of("save", "", glances=1):
            pass


def test_what_certainly_runs_or_cannot_be_asked_has_not_ended() -> None:
    node = own_name().split("/")[0]
    odd = ("elsewhere/999999/x", "", "odd", f"{node}/x/y", f"{node}/1/x", f"{node}/{10**30}/x")
    for name in (own_name(), *odd):
        assert not has_ended(name)


async def test_one_new_draft_saved_in_two_windows_at_the_same_instant_is_one_event(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.workspace.edits._turns._pause = RealPause()
        other = desk.world.workspace()
        await other.start()
        other.edits._turns._pause = RealPause()
        for number in range(5):
            draft = desk.draft(f"Prism {number}")
            await desk.workspace.edits.keep(draft)
            one, two = await asyncio.gather(desk.workspace.edits.save(draft), other.edits.save(draft))
            assert one.event.key == two.event.key
            assert len(await desk.titled(f"Prism {number}")) == 1
        await other.aclose()


async def test_what_one_window_could_not_send_and_another_did_is_not_sent_again(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        other = desk.world.workspace()
        await other.start()
        draft = desk.draft()
        desk.luck.before["create"] = Unreachable("There is no connection.")
        with pytest.raises(Unreachable):
            await desk.workspace.edits.save(draft)
        await other.edits.save(draft)
        desk.luck.before.clear()
        await desk.workspace.edits.save(draft)
        assert len(await desk.titled("Prism")) == 1
        await other.aclose()
