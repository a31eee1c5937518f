"""The question before a deletion counts those who hear of it, and not the one who asks."""

from __future__ import annotations

from tests.driver import story


async def test_the_user_is_not_among_those_who_are_told() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.sees("Ada Okafor (you)")
        await user.press("x")
        await user.sees("Delete this event?")
        await user.sees("3 guests are told.")
