"""The stylesheet: the first screen needs only its first part, and new colours reach everything."""

from __future__ import annotations

import pytest
from textual.css.styles import RulesMap

from tests.driver import User, story
from tui.ui.screens.help import HelpScreen
from tui.ui.stylesheet import LINE, HouseSheet

SIZES = ((120, 36), (80, 24))


def looks(user: User) -> dict[str, RulesMap]:
    nodes = (user.app, *user.app.screen.walk_children(with_self=True))
    return {f"{number} {node!r}": node.styles.get_rules() for number, node in enumerate(nodes)}


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_looks_the_same_without_what_opens_later(size: tuple[int, int]) -> None:
    async with story(size=size) as user:
        await user.sees("Stand-up")
        before = looks(user)
        user.app.stylesheet.update(user.app)
        assert looks(user) == before


async def test_what_opens_later_is_there_when_it_opens() -> None:
    async with story() as user:
        await user.press("question_mark")
        await user.until(lambda: isinstance(user.app.screen, HelpScreen))
        assert user.app.screen.query_one(".sheet").styles.max_width is not None
        assert LINE not in "".join(source.content for source in user.app.stylesheet.source.values())


async def test_new_colours_reach_what_is_on_the_screen() -> None:
    async with story() as user:
        dark = user.app.screen.styles.background
        user.app.theme = "light"
        await user.until(lambda: user.app.screen.styles.background != dark)


def test_nothing_is_parsed_twice() -> None:
    sheet = HouseSheet(variables={"ink": "red"})
    for number in range(100):
        sheet.add_source(f".c{number} {{ color: $ink; }}", ("", str(number)))
    first = list(sheet.rules)
    sheet.set_variables({"ink": "red"})
    sheet.reparse()
    assert all(one is other for one, other in zip(sheet.rules, first, strict=True))
    sheet.set_variables({"ink": "blue"})
    sheet.reparse()
    assert all(rule.styles.color.rgb == (0, 0, 255) for rule in sheet.rules)
