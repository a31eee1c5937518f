"""The main job in one sitting: see the week, put a call on an event, watch its link arrive, join it."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, story


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_a_newcomer_makes_a_call_and_joins_it_by_keyboard_alone(size: tuple[int, int]) -> None:
    async with story(size=size, account=False, links="after:4") as user:
        await user.sees("Look around in the sandbox")
        await user.press("enter")
        await user.sees("SANDBOX")
        await user.sees("Fjord Post")
        await user.press("n")
        await user.sees("New event")
        await user.type("Prism")
        await user.press("ctrl+t")
        await user.press("ctrl+s")
        await user.sees("Saved; the Google Meet link")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees("The Google Meet link is here")
        await user.press("y")
        await user.until(lambda: user.clipboard.startswith("https://meet.google.com/"), "for the link")
        await user.press("o")
        await user.until(lambda: [url.partition("?")[0] for url in user.opened] == [user.clipboard])


async def test_a_pending_link_leads_back_to_its_event() -> None:
    async with story(links="never") as user:
        await user.sees("Fjord Post")
        await user.press("n")
        await user.sees("New event")
        await user.type("Prism")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.press("w", "]")
        await user.sees("Week 48")
        await user.press("P")
        await user.sees("Pending links")
        await user.press("enter")
        await user.sees("Week 47")
        await user.press("v")
        await user.sees("Prism")


@pytest.mark.parametrize(
    ("kind", "presses", "provider"),
    [("gmail", 1, "Google Meet"), ("gmail", 2, "Zoom Meeting"), ("exchange", 1, "Zoom Meeting")],
)
async def test_the_older_generation_s_calls_arrive_in_the_same_way(
    kind: str, presses: int, provider: str
) -> None:
    async with story(links="after:4", older=kind) as user:
        await user.sees("as of 14:02")
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press(*["ctrl+t"] * presses, "ctrl+s")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees(f"The {provider} link is here")
        await user.sees(f"{provider} ready")
        await user.press("y")
        await user.until(lambda: user.clipboard.startswith("https://"), "for the link")


async def test_what_the_older_generation_cannot_do_says_why() -> None:
    async with story(older="graph") as user:
        await user.sees("as of 14:02")
        await user.press("n")
        await user.sees("New event")
        await user.press(*["tab"] * 8, "g")
        await user.sees("Google Meet meetings cannot be created on this type of")
